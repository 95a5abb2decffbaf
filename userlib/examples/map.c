/* SPDX-License-Identifier: MIT */
/* Map a view and use it as memory: memcpy, casts, pointers. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

struct record {
	LONG number;
	char text[28];
};

int main(void)
{
	static const struct record record = { 42, "the answer" };
	HANDLE file, section;
	struct record *records;
	char *part;

	file = CreateFile("map.dat", GENERIC_READ | GENERIC_WRITE, 0, NULL,
			  CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
	section = CreateFileMapping(file, NULL, PAGE_READWRITE, 0, 128 * 1024,
				    NULL);
	if (!section) {
		printf("CreateFileMapping: error %u\n",
		       (unsigned)GetLastError());
		return 1;
	}

	/* 0 bytes: the whole section. */
	records = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
	/* A part: offsets are multiples of 64 KiB. */
	part = MapViewOfFile(section, FILE_MAP_READ, 0, 64 * 1024, 100);
	if (!records || !part) {
		printf("MapViewOfFile: error %u\n", (unsigned)GetLastError());
		return 1;
	}

	memcpy(&records[0], &record, sizeof(record));
	strcpy((char *)records + 64 * 1024, "written through the other view");
	printf("record: %d, %s\n", (int)records[0].number, records[0].text);
	printf("part: %s\n", part);

	UnmapViewOfFile(part);
	UnmapViewOfFile(records);
	part = MapViewOfFile(section, FILE_MAP_READ, 0, 4096, 100);
	printf("offset 4096: %s, error %u\n", part ? "mapped" : "NULL",
	       (unsigned)GetLastError());

	CloseHandle(section);
	CloseHandle(file);
	DeleteFile("map.dat");
	return 0;
}

/*
 * Prints:
 *
 * record: 42, the answer
 * part: written through the other view
 * offset 4096: NULL, error 1132
 */
