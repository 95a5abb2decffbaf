/* SPDX-License-Identifier: MIT */
/* Create a named section on a file. The second caller of the same name gets
 * the same section, and GetLastError() tells it so. */
#include <stdio.h>
#include <windows.h>

static const char name[] = "Local\\example create";

static HANDLE create(HANDLE file, DWORD size)
{
	HANDLE section = CreateFileMapping(file, NULL, PAGE_READWRITE, 0, size,
					   name);

	printf("CreateFileMapping, %u bytes: %s, last error %u\n",
	       (unsigned)size, section ? "a handle" : "NULL",
	       (unsigned)GetLastError());
	return section;
}

int main(void)
{
	HANDLE file, first, second;

	file = CreateFile("create.dat", GENERIC_READ | GENERIC_WRITE, 0, NULL,
			  CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
	if (file == INVALID_HANDLE_VALUE) {
		printf("CreateFile: error %u\n", (unsigned)GetLastError());
		return 1;
	}
	first = create(file, 4096);
	/* The size given here is ignored: the section has its size already. */
	second = create(file, 1024 * 1024);
	printf("ERROR_ALREADY_EXISTS is %u\n", (unsigned)ERROR_ALREADY_EXISTS);
	printf("the file has %u bytes\n", (unsigned)GetFileSize(file, NULL));

	if (first)
		CloseHandle(first);
	if (second)
		CloseHandle(second);
	CloseHandle(file);
	DeleteFile("create.dat");
	return 0;
}

/*
 * Prints:
 *
 * CreateFileMapping, 4096 bytes: a handle, last error 0
 * CreateFileMapping, 1048576 bytes: a handle, last error 183
 * ERROR_ALREADY_EXISTS is 183
 * the file has 4096 bytes
 */
