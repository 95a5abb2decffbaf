// SPDX-License-Identifier: GPL-2.0-only
/*
 * Write to pages of a file through a view of a section that all who run this
 * share, and say whether FlushViewOfFile has written them.
 *
 *	crash-flusher FILE
 *
 * Reads numbers of pages; answers each by a line, "flushed" or "error NUMBER".
 */
#include <stdio.h>
#include <string.h>
#include <windows.h>

#define PAGE 4096
#define PAGES 64

static int fail(const char *call)
{
	printf("%s: error %u\n", call, GetLastError());
	return 1;
}

int main(int argc, char *argv[])
{
	HANDLE file, section;
	unsigned int page;
	int byte = 0;
	char *view;

	if (argc != 2)
		return 2;
	setvbuf(stdout, NULL, _IOLBF, 0);
	file = CreateFileA(argv[1], GENERIC_READ | GENERIC_WRITE,
			   FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING,
			   0, NULL);
	if (file == INVALID_HANDLE_VALUE)
		return fail("CreateFile");
	section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, PAGES * PAGE,
				     "Local\\flushed");
	if (!section)
		return fail("CreateFileMapping");
	view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
	if (!view)
		return fail("MapViewOfFile");
	while (scanf("%u", &page) == 1 && page < PAGES) {
		memset(view + page * PAGE, ++byte, PAGE);
		if (FlushViewOfFile(view + page * PAGE, PAGE))
			printf("flushed\n");
		else
			printf("error %u\n", GetLastError());
	}
	return 0;
}
