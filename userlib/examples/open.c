/* SPDX-License-Identifier: MIT */
/* Open a section by its name. The handle has the access asked for here, no
 * more. */
#include <stdio.h>
#include <windows.h>

static const char name[] = "Local\\example open";

int main(void)
{
	HANDLE creator, handle;
	void *view;

	handle = OpenFileMapping(FILE_MAP_READ, FALSE, name);
	printf("before it exists: %s, error %u\n", handle ? "opened" : "NULL",
	       (unsigned)GetLastError());

	creator = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE,
				    0, 4096, name);
	handle = OpenFileMapping(FILE_MAP_READ, FALSE, name);
	if (!creator || !handle) {
		printf("error %u\n", (unsigned)GetLastError());
		return 1;
	}

	view = MapViewOfFile(handle, FILE_MAP_READ, 0, 0, 0);
	printf("opened for reading; read-only view: %s\n",
	       view ? "mapped" : "NULL");
	if (view)
		UnmapViewOfFile(view);
	view = MapViewOfFile(handle, FILE_MAP_WRITE, 0, 0, 0);
	printf("opened for reading; read-write view: %s, error %u\n",
	       view ? "mapped" : "NULL", (unsigned)GetLastError());

	/* Names are case-sensitive. */
	CloseHandle(handle);
	handle = OpenFileMapping(FILE_MAP_READ, FALSE, "Local\\EXAMPLE OPEN");
	printf("the name in capitals: %s, error %u\n",
	       handle ? "opened" : "NULL", (unsigned)GetLastError());

	CloseHandle(creator);
	return 0;
}

/*
 * Prints:
 *
 * before it exists: NULL, error 2
 * opened for reading; read-only view: mapped
 * opened for reading; read-write view: NULL, error 5
 * the name in capitals: NULL, error 2
 */
