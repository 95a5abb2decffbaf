/* SPDX-License-Identifier: MIT */
/* Remove a view. What was written through it goes to the file by itself. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

int main(void)
{
	char buffer[32] = "";
	HANDLE file, section;
	DWORD count;
	char *view;

	file = CreateFile("unmap.dat", GENERIC_READ | GENERIC_WRITE, 0, NULL,
			  CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
	section = CreateFileMapping(file, NULL, PAGE_READWRITE, 0, 8192, NULL);
	view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
	if (!view) {
		printf("error %u\n", (unsigned)GetLastError());
		return 1;
	}
	strcpy(view, "kept in the file");

	/* Any address inside the view stands for the whole view. */
	printf("UnmapViewOfFile: %s\n",
	       UnmapViewOfFile(view + 5000) ? "done" : "failed");
	if (!UnmapViewOfFile(view))
		printf("once more: failed, error %u\n",
		       (unsigned)GetLastError());

	ReadFile(file, buffer, sizeof(buffer) - 1, &count, NULL);
	printf("the file: %s\n", buffer);

	CloseHandle(section);
	CloseHandle(file);
	DeleteFile("unmap.dat");
	return 0;
}

/*
 * Prints:
 *
 * UnmapViewOfFile: done
 * once more: failed, error 487
 * the file: kept in the file
 */
