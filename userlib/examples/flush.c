/* SPDX-License-Identifier: MIT */
/* Write what was changed in a view to the disk, and wait until it is there. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

int main(void)
{
	char buffer[8] = "";
	HANDLE file, section;
	DWORD count;
	char *view;

	file = CreateFile("flush.dat", GENERIC_READ | GENERIC_WRITE, 0, NULL,
			  CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
	section = CreateFileMapping(file, NULL, PAGE_READWRITE, 0, 16384, NULL);
	view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
	if (!view) {
		printf("error %u\n", (unsigned)GetLastError());
		return 1;
	}

	/* The pages that five bytes lie on. */
	strcpy(view + 5000, "part");
	printf("FlushViewOfFile, a part: %s\n",
	       FlushViewOfFile(view + 5000, 5) ? "done" : "failed");
	/* 0 bytes: up to the end of the view. */
	memset(view, '*', 16384);
	printf("FlushViewOfFile, all: %s\n",
	       FlushViewOfFile(view, 0) ? "done" : "failed");
	/* The file's size and times, and the disk's own cache. */
	printf("FlushFileBuffers: %s\n",
	       FlushFileBuffers(file) ? "done" : "failed");

	ReadFile(file, buffer, 3, &count, NULL);
	printf("the file begins with %s\n", buffer);
	UnmapViewOfFile(view);
	if (!FlushViewOfFile(view, 0))
		printf("FlushViewOfFile, no view: failed, error %u\n",
		       (unsigned)GetLastError());

	CloseHandle(section);
	CloseHandle(file);
	DeleteFile("flush.dat");
	return 0;
}

/*
 * Prints:
 *
 * FlushViewOfFile, a part: done
 * FlushViewOfFile, all: done
 * FlushFileBuffers: done
 * the file begins with ***
 * FlushViewOfFile, no view: failed, error 487
 */
