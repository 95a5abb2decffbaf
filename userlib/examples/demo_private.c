/* SPDX-License-Identifier: MIT */
/* demo_private NAME: map a copy-on-write view and change it; nobody else sees
 * the change. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

#define PART 48		/* bytes that each program writes */

int main(int argc, char **argv)
{
	HANDLE section;
	char *view;

	if (argc != 2)
		return 1;
	section = OpenFileMapping(FILE_MAP_COPY, FALSE, argv[1]);
	if (!section) {
		printf("OpenFileMapping failed: error %u\n",
		       (unsigned)GetLastError());
		return 1;
	}
	view = MapViewOfFile(section, FILE_MAP_COPY, 0, 0, 0);
	if (!view) {
		printf("MapViewOfFile failed: error %u\n",
		       (unsigned)GetLastError());
		return 1;
	}
	memset(view, '#', 2 * PART);
	printf("process %u wrote over all of it; in its own view: %.*s\n",
	       (unsigned)GetCurrentProcessId(), PART, view);

	UnmapViewOfFile(view);
	CloseHandle(section);
	return 0;
}
