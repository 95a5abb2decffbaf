// SPDX-License-Identifier: MIT
#include <windows.h>
#include <stdio.h>

#define BOARD_NAME "Local\\board"
#define BOARD_LINES 8

typedef struct {
	volatile LONG Count;
	struct {
		DWORD ProcessId;
		char Text[60];
	} Line[BOARD_LINES];
} BOARD;

static int Fail(LPCSTR what)
{
	DWORD error = GetLastError();
	LPSTR text = NULL;

	FormatMessageA(FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_FROM_SYSTEM |
		       FORMAT_MESSAGE_IGNORE_INSERTS, NULL, error, 0,
		       (LPSTR)&text, 0, NULL);
	printf("%s: error %lu: %s\n", what, error, text ? text : "");
	LocalFree(text);
	return 1;
}

static int Write(BOARD *board, LPCSTR text)
{
	LONG line = InterlockedIncrement(&board->Count) - 1;

	if (line >= BOARD_LINES) {
		printf("the board is full\n");
		return 1;
	}
	board->Line[line].ProcessId = GetCurrentProcessId();
	lstrcpynA(board->Line[line].Text, text, sizeof(board->Line[line].Text));
	return 0;
}

static int Read(const BOARD *board)
{
	LONG i, count = min(board->Count, BOARD_LINES);

	for (i = 0; i < count; i++)
		printf("line %ld: %s\n", i + 1, board->Line[i].Text);
	if (count > 1 && board->Line[0].ProcessId != board->Line[1].ProcessId)
		printf("%ld lines, not all by one process\n", count);
	return 0;
}

/* Another process, which has to find the board by its name. */
static int Run(LPSTR command)
{
	STARTUPINFOA startup = { sizeof(startup) };
	PROCESS_INFORMATION process;
	DWORD code = 1;

	fflush(stdout);
	if (!CreateProcessA(NULL, command, NULL, NULL, FALSE, 0, NULL, NULL,
			    &startup, &process))
		return Fail(command);
	WaitForSingleObject(process.hProcess, INFINITE);
	GetExitCodeProcess(process.hProcess, &code);
	CloseHandle(process.hThread);
	CloseHandle(process.hProcess);
	return code;
}

int main(int argc, char **argv)
{
	BOOL host = argc > 1 && lstrcmpiA(argv[1], "host") == 0;
	BOOL write = argc > 2 && lstrcmpiA(argv[1], "write") == 0;
	DWORD access = host || write ? FILE_MAP_WRITE : FILE_MAP_READ;
	BOARD *board;
	HANDLE section;
	int i, failed = 0;

	if (host)
		section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL,
					     PAGE_READWRITE, 0, sizeof(BOARD),
					     BOARD_NAME);
	else
		section = OpenFileMappingA(access, FALSE, BOARD_NAME);
	if (section == NULL)
		return Fail(BOARD_NAME);
	board = (BOARD *)MapViewOfFile(section, access, 0, 0, 0);
	if (board == NULL)
		return Fail("view");

	for (i = 2; host && i < argc; i++)
		failed |= Run(argv[i]);
	if (write)
		failed = Write(board, argv[2]);
	else if (!host)
		failed = Read(board);
	UnmapViewOfFile(board);
	CloseHandle(section);
	return failed;
}
