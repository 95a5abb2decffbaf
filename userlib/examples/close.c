/* SPDX-License-Identifier: MIT */
/* The name lives as long as a handle does, the memory as long as a handle or a
 * view does. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

static const char name[] = "Local\\example close";

static void look(const char *when)
{
	HANDLE handle = OpenFileMapping(FILE_MAP_READ, FALSE, name);

	printf("%s: ", when);
	if (!handle) {
		printf("no such name, error %u\n", (unsigned)GetLastError());
		return;
	}
	printf("the name is there\n");
	CloseHandle(handle);
}

int main(void)
{
	HANDLE section;
	char *view;

	section = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE,
				    0, 4096, name);
	view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
	if (!view) {
		printf("error %u\n", (unsigned)GetLastError());
		return 1;
	}
	strcpy(view, "still here");
	look("while a handle is open");

	printf("CloseHandle: %s\n", CloseHandle(section) ? "done" : "failed");
	look("after the last handle");
	printf("the view: %s\n", view);
	UnmapViewOfFile(view);

	if (!CloseHandle(section))
		printf("CloseHandle once more: failed, error %u\n",
		       (unsigned)GetLastError());
	return 0;
}

/*
 * Prints:
 *
 * while a handle is open: the name is there
 * CloseHandle: done
 * after the last handle: no such name, error 2
 * the view: still here
 * CloseHandle once more: failed, error 6
 */
