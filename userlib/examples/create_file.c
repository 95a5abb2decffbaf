/* SPDX-License-Identifier: MIT */
/* Open a file for mapping: the access asked for here decides what a section on
 * the file may do later. */
#include <stdio.h>
#include <windows.h>

int main(void)
{
	static const char text[] = "a file to map\n";
	DWORD written;
	HANDLE file, missing;

	file = CreateFile("create_file.dat", GENERIC_READ | GENERIC_WRITE, 0,
			  NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
	if (file == INVALID_HANDLE_VALUE) {
		printf("CreateFile: error %u\n", (unsigned)GetLastError());
		return 1;
	}
	if (!WriteFile(file, text, sizeof(text) - 1, &written, NULL)) {
		printf("WriteFile: error %u\n", (unsigned)GetLastError());
		return 1;
	}
	printf("the file has %u bytes\n", (unsigned)GetFileSize(file, NULL));
	CloseHandle(file);

	/* Failure is INVALID_HANDLE_VALUE here, not NULL. */
	missing = CreateFile("no such file", GENERIC_READ, FILE_SHARE_READ,
			     NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
	printf("a file that is not there: %s, error %u\n",
	       missing == INVALID_HANDLE_VALUE ? "refused" : "opened",
	       (unsigned)GetLastError());

	DeleteFile("create_file.dat");
	return 0;
}

/*
 * Prints:
 *
 * the file has 14 bytes
 * a file that is not there: refused, error 2
 */
