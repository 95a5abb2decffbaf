/* SPDX-License-Identifier: MIT */
/* Duplicate a handle with less access: what a reader should be given. */
#include <stdio.h>
#include <windows.h>

int main(void)
{
	HANDLE section, reader, process = GetCurrentProcess();
	void *view;

	section = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE,
				    0, 4096, NULL);
	if (!section || !DuplicateHandle(process, section, process, &reader,
					 FILE_MAP_READ, FALSE, 0)) {
		printf("error %u\n", (unsigned)GetLastError());
		return 1;
	}

	view = MapViewOfFile(reader, FILE_MAP_WRITE, 0, 0, 0);
	printf("the reader's handle, read-write view: %s, error %u\n",
	       view ? "mapped" : "NULL", (unsigned)GetLastError());

	/* Each handle is closed by itself; the section stays for the other. */
	CloseHandle(section);
	view = MapViewOfFile(reader, FILE_MAP_READ, 0, 0, 0);
	printf("the reader's handle, read-only view: %s\n",
	       view ? "mapped" : "NULL");

	if (view)
		UnmapViewOfFile(view);
	CloseHandle(reader);
	return 0;
}

/*
 * Prints:
 *
 * the reader's handle, read-write view: NULL, error 5
 * the reader's handle, read-only view: mapped
 */
