/* SPDX-License-Identifier: MIT */
/* A section without a file: memory that processes share by name. Its size must
 * be given, and it starts as zeroes. */
#include <stdio.h>
#include <windows.h>

int main(void)
{
	HANDLE section;
	const char *view;

	section = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE,
				    0, 0, "Local\\example no file");
	printf("without a size: %s, error %u\n", section ? "created" : "NULL",
	       (unsigned)GetLastError());

	section = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE,
				    0, 100, "Local\\example no file");
	if (!section) {
		printf("CreateFileMapping: error %u\n",
		       (unsigned)GetLastError());
		return 1;
	}
	view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
	if (view) {
		MEMORY_BASIC_INFORMATION info;

		VirtualQuery(view, &info, sizeof(info));
		printf("100 bytes asked for, the view has %u; first byte %d\n",
		       (unsigned)info.RegionSize, view[0]);
		UnmapViewOfFile(view);
	}
	CloseHandle(section);
	return 0;
}

/*
 * Prints:
 *
 * without a size: NULL, error 87
 * 100 bytes asked for, the view has 4096; first byte 0
 */
