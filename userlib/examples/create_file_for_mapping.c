/* SPDX-License-Identifier: MIT */
/* Open a file for mapping with the call that Windows CE has for it. It takes
 * the same arguments as CreateFile and gives the same kind of handle. */
#include <stdio.h>
#include <windows.h>

int main(void)
{
	HANDLE file, section;

	file = CreateFileForMapping(TEXT("for_mapping.dat"),
				    GENERIC_READ | GENERIC_WRITE, 0, NULL,
				    CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
	if (file == INVALID_HANDLE_VALUE) {
		printf("CreateFileForMapping: error %u\n",
		       (unsigned)GetLastError());
		return 1;
	}
	section = CreateFileMapping(file, NULL, PAGE_READWRITE, 0, 8192, NULL);
	printf("section %s, the file has %u bytes\n",
	       section ? "created" : "refused",
	       (unsigned)GetFileSize(file, NULL));
	if (section)
		CloseHandle(section);
	CloseHandle(file);
	DeleteFile(TEXT("for_mapping.dat"));
	return 0;
}

/*
 * Prints:
 *
 * section created, the file has 8192 bytes
 */
