/* SPDX-License-Identifier: MIT */
/*
 * A parent hands a section without a name to its children: they inherit the
 * handle and are told its number in their command line.
 *
 *	inherited_handle			is the parent
 *	inherited_handle child N SECTION EVENT	is a child
 *
 * In the style of programs that start their own workers.
 */
#define _CRT_SECURE_NO_WARNINGS
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHILDREN 3

struct shared_data {
	LONG answers;
	struct {
		DWORD pid;
		DWORD exit_code;
		char text[40];
	} child[CHILDREN];
};

static void die(const char *what)
{
	fprintf(stderr, "%s: error %u\n", what, (unsigned int)GetLastError());
	exit(1);
}

static int run_child(char **argv)
{
	int number = atoi(argv[2]);
	HANDLE section = (HANDLE)(ULONG_PTR)strtoul(argv[3], NULL, 10);
	HANDLE event = (HANDLE)(ULONG_PTR)strtoul(argv[4], NULL, 10);
	struct shared_data *data;
	char variable[16];
	DWORD flags;

	data = (struct shared_data *)MapViewOfFile(section, FILE_MAP_ALL_ACCESS,
						   0, 0, sizeof(*data));
	if (data == NULL)
		die("MapViewOfFile in the child");
	if (!GetHandleInformation(section, &flags))
		die("GetHandleInformation");
	if (!GetEnvironmentVariableA("INHERITED_WORD", variable,
				     sizeof(variable)))
		strcpy(variable, "no word");
	data->child[number].pid = GetCurrentProcessId();
	_snprintf(data->child[number].text, sizeof(data->child[number].text),
		  "%s, %s", variable,
		  flags & HANDLE_FLAG_INHERIT ? "inheritable" : "not inheritable");
	if (InterlockedIncrement(&data->answers) == CHILDREN)
		SetEvent(event);
	return 10 * (number + 1);
}

static HANDLE start_child(int number, HANDLE section, HANDLE event, DWORD *pid)
{
	PROCESS_INFORMATION info;
	STARTUPINFOA startup;
	char program[MAX_PATH], *line;

	GetModuleFileNameA(NULL, program, sizeof(program));
	line = (char *)malloc(strlen(program) + 100);
	sprintf(line, "\"%s\" child %d %lu %lu", program, number,
		(unsigned long)(ULONG_PTR)section,
		(unsigned long)(ULONG_PTR)event);
	memset(&startup, 0, sizeof(startup));
	startup.cb = sizeof(startup);
	startup.dwFlags = STARTF_USESHOWWINDOW | STARTF_USESTDHANDLES;
	startup.wShowWindow = SW_HIDE;
	startup.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
	startup.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
	startup.hStdError = GetStdHandle(STD_ERROR_HANDLE);
	if (!CreateProcessA(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL,
			    &startup, &info))
		die("CreateProcess");
	*pid = info.dwProcessId;
	CloseHandle(info.hThread);
	free(line);
	return info.hProcess;
}

static void show(struct shared_data *data, const DWORD *pids, HANDLE *processes)
{
	int i;

	for (i = 0; i < CHILDREN; i++) {
		WaitForSingleObject(processes[i], INFINITE);
		GetExitCodeProcess(processes[i], &data->child[i].exit_code);
		printf("child %d: %s, %s, exit code %u\n", i,
		       data->child[i].text,
		       data->child[i].pid == pids[i] ? "the right process" :
		       "ANOTHER process",
		       (unsigned int)data->child[i].exit_code);
		CloseHandle(processes[i]);
	}
}

int main(int argc, char **argv)
{
	SECURITY_ATTRIBUTES inheritable = { sizeof(inheritable), NULL, TRUE };
	HANDLE section, event, processes[CHILDREN];
	struct shared_data *data;
	DWORD pids[CHILDREN], flags;
	int i;

	if (argc == 5 && !strcmp(argv[1], "child"))
		return run_child(argv);
	section = CreateFileMappingA(INVALID_HANDLE_VALUE, &inheritable,
				     PAGE_READWRITE, 0, sizeof(*data), NULL);
	if (section == NULL)
		die("CreateFileMapping");
	event = CreateEventA(NULL, TRUE, FALSE, NULL);
	if (event == NULL)
		die("CreateEvent");
	if (!SetHandleInformation(event, HANDLE_FLAG_INHERIT,
				  HANDLE_FLAG_INHERIT))
		die("SetHandleInformation");
	data = (struct shared_data *)MapViewOfFile(section, FILE_MAP_ALL_ACCESS,
						   0, 0, sizeof(*data));
	if (data == NULL)
		die("MapViewOfFile");
	SetEnvironmentVariableA("INHERITED_WORD", "plugh");
	for (i = 0; i < CHILDREN; i++)
		processes[i] = start_child(i, section, event, &pids[i]);
	printf("the event: %s\n", WaitForSingleObject(event, 60000) ==
	       WAIT_OBJECT_0 ? "set by the last child" : "NOT set");
	show(data, pids, processes);

	SetHandleInformation(section, HANDLE_FLAG_INHERIT, 0);
	GetHandleInformation(section, &flags);
	printf("after all: %d answers, handle flags %u\n", (int)data->answers,
	       (unsigned int)flags);
	UnmapViewOfFile(data);
	CloseHandle(event);
	CloseHandle(section);
	return 0;
}
