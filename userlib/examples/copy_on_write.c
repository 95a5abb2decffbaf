/* SPDX-License-Identifier: MIT */
/* A copy-on-write view: it can be written, and nobody else sees it. The file
 * needs to be open for reading only. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

int main(void)
{
	static const char original[] = "original";
	char buffer[sizeof(original)];
	HANDLE file, section;
	char *copy, *plain;
	DWORD count;

	file = CreateFile("copy.dat", GENERIC_WRITE, 0, NULL, CREATE_ALWAYS,
			  FILE_ATTRIBUTE_NORMAL, NULL);
	WriteFile(file, original, sizeof(original), &count, NULL);
	CloseHandle(file);

	file = CreateFile("copy.dat", GENERIC_READ, FILE_SHARE_READ, NULL,
			  OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
	section = CreateFileMapping(file, NULL, PAGE_WRITECOPY, 0, 0, NULL);
	copy = MapViewOfFile(section, FILE_MAP_COPY, 0, 0, 0);
	plain = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
	if (!copy || !plain) {
		printf("error %u\n", (unsigned)GetLastError());
		return 1;
	}

	strcpy(copy, "changed");
	printf("the copy-on-write view: %s\n", copy);
	printf("another view:           %s\n", plain);
	FlushViewOfFile(copy, 0);
	UnmapViewOfFile(copy);
	UnmapViewOfFile(plain);
	ReadFile(file, buffer, sizeof(buffer), &count, NULL);
	printf("the file:               %s\n", buffer);

	CloseHandle(section);
	CloseHandle(file);
	DeleteFile("copy.dat");
	return 0;
}

/*
 * Prints:
 *
 * the copy-on-write view: changed
 * another view:           original
 * the file:               original
 */
