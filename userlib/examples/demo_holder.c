/* SPDX-License-Identifier: MIT */
/* demo_holder NAME MEGABYTES: create a named section without a file, fill it,
 * keep it until a line comes on standard input. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

int main(int argc, char **argv)
{
	char *view = NULL, line[8];
	HANDLE section;
	DWORD size;

	setvbuf(stdout, NULL, _IONBF, 0);
	if (argc != 3)
		return 1;
	size = (DWORD)strtoul(argv[2], NULL, 10) * 1024 * 1024;
	section = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE,
				    0, size, argv[1]);
	if (section)
		view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
	if (!view) {
		printf("error %u\n", (unsigned)GetLastError());
		return 1;
	}
	memset(view, 1, size);
	printf("process %u created \"%s\", %s MiB of memory, and filled it\n.\n",
	       (unsigned)GetCurrentProcessId(), argv[1], argv[2]);

	if (!fgets(line, sizeof(line), stdin))
		return 1;
	UnmapViewOfFile(view);
	CloseHandle(section);
	return 0;
}
