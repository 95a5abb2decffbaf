/* SPDX-License-Identifier: MIT */
/* Map a view at a wanted address. It is a demand, not a hint: the call fails if
 * the place is taken. */
#include <stdio.h>
#include <windows.h>

int main(void)
{
	HANDLE section;
	char *wanted, *view, *again;

	section = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE,
				    0, 64 * 1024, NULL);
	if (!section) {
		printf("CreateFileMapping: error %u\n",
		       (unsigned)GetLastError());
		return 1;
	}

	/* A place that is free: where a view has just been. */
	wanted = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
	UnmapViewOfFile(wanted);

	view = MapViewOfFileEx(section, FILE_MAP_WRITE, 0, 0, 0, wanted);
	printf("a free address: mapped %s\n",
	       view == wanted ? "there" : "elsewhere or not at all");

	again = MapViewOfFileEx(section, FILE_MAP_WRITE, 0, 0, 0, wanted);
	printf("a taken address: %s, error %u\n", again ? "mapped" : "NULL",
	       (unsigned)GetLastError());

	again = MapViewOfFileEx(section, FILE_MAP_WRITE, 0, 0, 0,
				wanted + 4096);
	printf("not a multiple of 64 KiB: %s, error %u\n",
	       again ? "mapped" : "NULL", (unsigned)GetLastError());

	UnmapViewOfFile(view);
	CloseHandle(section);
	return 0;
}

/*
 * Prints:
 *
 * a free address: mapped there
 * a taken address: NULL, error 487
 * not a multiple of 64 KiB: NULL, error 1132
 */
