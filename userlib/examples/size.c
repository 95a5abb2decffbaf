/* SPDX-License-Identifier: MIT */
/* The section's maximum size: 0 means the file's length; a larger one grows the
 * file, if the section may be written; the high half counts in 4 GiB. */
#include <stdio.h>
#include <windows.h>

static void attempt(HANDLE file, DWORD protect, DWORD high, DWORD low)
{
	HANDLE section = CreateFileMapping(file, NULL, protect, high, low,
					   NULL);

	printf("%s, size %u:%u: ", (protect & PAGE_READONLY) ? "read-only" :
	       "read-write", (unsigned)high, (unsigned)low);
	if (!section) {
		printf("error %u", (unsigned)GetLastError());
	} else {
		printf("created");
		CloseHandle(section);
	}
	if (file != INVALID_HANDLE_VALUE)
		printf(", the file has %u bytes",
		       (unsigned)GetFileSize(file, NULL));
	printf("\n");
}

int main(void)
{
	DWORD written;
	HANDLE file = CreateFile("size.dat", GENERIC_READ | GENERIC_WRITE, 0,
				 NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL,
				 NULL);

	attempt(file, PAGE_READWRITE, 0, 0);		/* an empty file */
	WriteFile(file, "0123456789", 10, &written, NULL);
	attempt(file, PAGE_READONLY, 0, 0);
	attempt(file, PAGE_READONLY, 0, 20000);		/* cannot grow it */
	attempt(file, PAGE_READWRITE, 0, 20000);	/* grows it */
	attempt(file, PAGE_READWRITE, 0, 5);		/* never shrinks it */

	/* 4 GiB, no file behind it and no memory used until it is touched. */
	attempt(INVALID_HANDLE_VALUE, PAGE_READWRITE | SEC_RESERVE, 1, 0);

	CloseHandle(file);
	DeleteFile("size.dat");
	return 0;
}

/*
 * Prints:
 *
 * read-write, size 0:0: error 1006, the file has 0 bytes
 * read-only, size 0:0: created, the file has 10 bytes
 * read-only, size 0:20000: error 8, the file has 10 bytes
 * read-write, size 0:20000: created, the file has 20000 bytes
 * read-write, size 0:5: created, the file has 20000 bytes
 * read-write, size 1:0: created
 */
