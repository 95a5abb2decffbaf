/* SPDX-License-Identifier: MIT */
/* The file's open mode must agree with the page protection of the section. */
#include <stdio.h>
#include <windows.h>

static void attempt(const char *mode, DWORD access, const char *protection,
		    DWORD protect)
{
	HANDLE file = CreateFile("agree.dat", access,
				 FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
				 OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
	HANDLE section = CreateFileMapping(file, NULL, protect, 0, 0, NULL);

	printf("file opened for %-12s %-14s: ", mode, protection);
	if (section)
		printf("created\n");
	else
		printf("refused, error %u\n", (unsigned)GetLastError());
	if (section)
		CloseHandle(section);
	CloseHandle(file);
}

int main(void)
{
	DWORD written;
	HANDLE file = CreateFile("agree.dat", GENERIC_WRITE, 0, NULL,
				 CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);

	WriteFile(file, "data", 4, &written, NULL);
	CloseHandle(file);

#define ATTEMPT(mode, access, protect) attempt(mode, access, #protect, protect)
	ATTEMPT("reading", GENERIC_READ, PAGE_READONLY);
	ATTEMPT("reading", GENERIC_READ, PAGE_WRITECOPY);
	ATTEMPT("reading", GENERIC_READ, PAGE_READWRITE);
	ATTEMPT("writing", GENERIC_WRITE, PAGE_READONLY);
	ATTEMPT("both", GENERIC_READ | GENERIC_WRITE, PAGE_READWRITE);

	DeleteFile("agree.dat");
	return 0;
}

/*
 * Prints:
 *
 * file opened for reading      PAGE_READONLY : created
 * file opened for reading      PAGE_WRITECOPY: created
 * file opened for reading      PAGE_READWRITE: refused, error 5
 * file opened for writing      PAGE_READONLY : refused, error 5
 * file opened for both         PAGE_READWRITE: created
 */
