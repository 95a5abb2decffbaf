/* SPDX-License-Identifier: MIT */
/* demo_writer FILE NAME: create a named section on a file, fill part of it
 * through a view, flush, keep it until a line comes on standard input. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

#define PART 48		/* bytes that each program writes */

static const char text[PART + 1] =
	"[1st program: written through its view, flushed]";

static int fail(const char *call)
{
	int error = (int)GetLastError();

	printf("%s failed: error %d\n", call, error);
	return error ? error : 1;
}

int main(int argc, char **argv)
{
	HANDLE file, section;
	LARGE_INTEGER size;
	char *view, line[8];

	setvbuf(stdout, NULL, _IONBF, 0);
	if (argc != 3)
		return 1;
	file = CreateFile(argv[1], GENERIC_READ | GENERIC_WRITE, 0, NULL,
			  OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
	if (file == INVALID_HANDLE_VALUE || !GetFileSizeEx(file, &size))
		return fail("CreateFile");
	/* A larger size than the file's makes the file grow. */
	if (size.QuadPart < 2 * PART) {
		size.QuadPart = 2 * PART;
		printf("the file is too short and becomes %d bytes long\n",
		       2 * PART);
	}
	section = CreateFileMapping(file, NULL, PAGE_READWRITE,
				    (DWORD)size.HighPart, size.LowPart, argv[2]);
	if (!section)
		return fail("CreateFileMapping");
	printf("process %u created the section \"%s\" of %lld bytes\n",
	       (unsigned)GetCurrentProcessId(), argv[2],
	       (long long)size.QuadPart);

	view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
	if (!view)
		return fail("MapViewOfFile");
	memcpy(view, text, PART);
	printf("wrote %d bytes into its view\n", PART);
	if (!FlushViewOfFile(view, PART))
		return fail("FlushViewOfFile");
	printf("flushed them to the disk; keeps the section open\n.\n");

	if (fgets(line, sizeof(line), stdin))
		printf("process %u still has its view and sees there: %.*s\n",
		       (unsigned)GetCurrentProcessId(), PART, view + PART);
	UnmapViewOfFile(view);
	CloseHandle(section);
	CloseHandle(file);
	return 0;
}
