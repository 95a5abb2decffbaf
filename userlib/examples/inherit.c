/* SPDX-License-Identifier: MIT */
/* Hand a section to a child process by inheritance: the handle has the same
 * number there, and the parent tells the child that number. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

static int child(const char *what, const char *number)
{
	HANDLE section = (HANDLE)(ULONG_PTR)strtoul(number, NULL, 10);
	const char *view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);

	if (view)
		printf("child: %s: reads \"%s\"\n", what, view);
	else
		printf("child: %s: error %u\n", what,
		       (unsigned)GetLastError());
	return 0;
}

static HANDLE create(BOOL inherit)
{
	SECURITY_ATTRIBUTES attributes = { sizeof(attributes), NULL, inherit };
	HANDLE section = CreateFileMapping(INVALID_HANDLE_VALUE, &attributes,
					   PAGE_READWRITE, 0, 4096, NULL);
	char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);

	if (!view) {
		printf("error %u\n", (unsigned)GetLastError());
		exit(1);
	}
	strcpy(view, "from the parent");
	UnmapViewOfFile(view);
	return section;
}

int main(int argc, char **argv)
{
	HANDLE given, kept;
	char command[1024];

	if (argc == 5) {
		child(argv[1], argv[2]);
		return child(argv[3], argv[4]);
	}

	given = create(TRUE);
	kept = create(FALSE);
	snprintf(command, sizeof(command), "\"%s\" inherited %lu private %lu",
		 argv[0], (unsigned long)(ULONG_PTR)given,
		 (unsigned long)(ULONG_PTR)kept);
	fflush(stdout);
	if (system(command) != 0)
		return 1;
	CloseHandle(given);
	CloseHandle(kept);
	return 0;
}

/*
 * Prints:
 *
 * child: inherited: reads "from the parent"
 * child: private: error 6
 */
