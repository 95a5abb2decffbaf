/* SPDX-License-Identifier: MIT */
/* demo_open NAME: say whether a section of that name exists; the exit status is
 * the error number. */
#include <stdio.h>
#include <windows.h>

int main(int argc, char **argv)
{
	HANDLE section;

	if (argc != 2)
		return 1;
	section = OpenFileMapping(FILE_MAP_READ, FALSE, argv[1]);
	if (!section) {
		int error = (int)GetLastError();

		printf("OpenFileMapping(\"%s\"): error %d%s\n", argv[1], error,
		       error == ERROR_FILE_NOT_FOUND ?
		       ", there is no such name" : "");
		return error;
	}
	printf("OpenFileMapping(\"%s\"): opened\n", argv[1]);
	CloseHandle(section);
	return 0;
}
