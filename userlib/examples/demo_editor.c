/* SPDX-License-Identifier: MIT */
/* demo_editor NAME: open a section by name, read it, change it through a view
 * of its own. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

#define PART 48		/* bytes that each program writes */

static const char text[PART + 1] =
	"[2nd program: changed through a view of its own]";

int main(int argc, char **argv)
{
	HANDLE section;
	char *view;

	if (argc != 2)
		return 1;
	section = OpenFileMapping(FILE_MAP_WRITE, FALSE, argv[1]);
	if (!section) {
		printf("OpenFileMapping failed: error %u\n",
		       (unsigned)GetLastError());
		return 1;
	}
	view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
	if (!view) {
		printf("MapViewOfFile failed: error %u\n",
		       (unsigned)GetLastError());
		return 1;
	}
	printf("process %u opened \"%s\" and reads: %.*s\n",
	       (unsigned)GetCurrentProcessId(), argv[1], PART, view);
	memcpy(view + PART, text, PART);
	printf("wrote the %d bytes after that\n", PART);

	UnmapViewOfFile(view);
	CloseHandle(section);
	return 0;
}
