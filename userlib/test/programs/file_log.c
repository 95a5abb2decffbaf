/* SPDX-License-Identifier: MIT */
/*
 * A log file of fixed records that is only ever written through views and grows
 * by mapping more of it:
 *
 *	file_log log.bin add "text"	appends a record
 *	file_log log.bin show		prints all of them
 *	file_log log.bin trim		cuts the file to what is used
 *
 * In the style of plain C with the A calls.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#define MAGIC 0x31474f4cu /* "LOG1" */
#define GROWTH 100

struct header {
	DWORD magic;
	DWORD used;
	DWORD room;
	DWORD reserved;
};

struct record {
	DWORD number;
	DWORD length;
	char text[56];
};

struct log {
	HANDLE file;
	HANDLE mapping;
	struct header *header;
	struct record *records;
};

static int fail(const char *what)
{
	printf("%s failed with error %lu\n", what,
	       (unsigned long)GetLastError());
	return 1;
}

static int map_log(struct log *log, DWORD room)
{
	DWORD size = sizeof(struct header) + room * sizeof(struct record);

	log->mapping = CreateFileMappingA(log->file, NULL, PAGE_READWRITE, 0,
					  size, NULL);
	if (log->mapping == NULL)
		return fail("CreateFileMapping");
	log->header = MapViewOfFile(log->mapping, FILE_MAP_WRITE, 0, 0, 0);
	if (log->header == NULL)
		return fail("MapViewOfFile");
	log->records = (struct record *)(log->header + 1);
	return 0;
}

static void unmap_log(struct log *log)
{
	UnmapViewOfFile(log->header);
	CloseHandle(log->mapping);
}

static int open_log(struct log *log, const char *path)
{
	DWORD size;

	log->file = CreateFileA(path, GENERIC_READ | GENERIC_WRITE,
				FILE_SHARE_READ, NULL, OPEN_ALWAYS,
				FILE_ATTRIBUTE_NORMAL, NULL);
	if (log->file == INVALID_HANDLE_VALUE)
		return fail("CreateFile");
	printf("%s the log\n", GetLastError() == ERROR_ALREADY_EXISTS ?
	       "opened" : "created");
	size = GetFileSize(log->file, NULL);
	if (size == 0) {
		if (map_log(log, GROWTH))
			return 1;
		log->header->magic = MAGIC;
		log->header->room = GROWTH;
		return 0;
	}
	return map_log(log, (DWORD)((size - sizeof(struct header)) /
				    sizeof(struct record)));
}

static int add(struct log *log, const char *text)
{
	struct record *record;
	DWORD room = log->header->room;

	if (log->header->used == room) {
		unmap_log(log);
		if (map_log(log, room + GROWTH))
			return 1;
		log->header->room = room + GROWTH;
		printf("grew from %lu to %lu records\n", (unsigned long)room,
		       (unsigned long)log->header->room);
	}
	record = &log->records[log->header->used];
	record->number = log->header->used + 1;
	record->length = (DWORD)strlen(text);
	CopyMemory(record->text, text, record->length + 1);
	if (!FlushViewOfFile(record, sizeof(*record)))
		return fail("FlushViewOfFile");
	log->header->used++;
	if (!FlushViewOfFile(log->header, sizeof(*log->header)))
		return fail("FlushViewOfFile");
	if (!FlushFileBuffers(log->file))
		return fail("FlushFileBuffers");
	return 0;
}

static int show(const struct log *log)
{
	DWORD i, total = 0;

	for (i = 0; i < log->header->used; i++) {
		if (i < 3 || i + 3 >= log->header->used)
			printf("%4lu %s\n",
			       (unsigned long)log->records[i].number,
			       log->records[i].text);
		total += log->records[i].length;
	}
	printf("%lu records, %lu bytes of text, room for %lu, magic %s\n",
	       (unsigned long)log->header->used, (unsigned long)total,
	       (unsigned long)log->header->room,
	       log->header->magic == MAGIC ? "right" : "wrong");
	return 0;
}

static int trim(struct log *log)
{
	DWORD used = log->header->used;

	SetFilePointer(log->file, (LONG)(sizeof(struct header) +
					 used * sizeof(struct record)),
		       NULL, FILE_BEGIN);
	if (!SetEndOfFile(log->file))
		printf("while mapped: error %lu\n",
		       (unsigned long)GetLastError());
	log->header->room = used;
	unmap_log(log);
	if (!SetEndOfFile(log->file))
		return fail("SetEndOfFile");
	printf("trimmed to %lu bytes\n",
	       (unsigned long)GetFileSize(log->file, NULL));
	return map_log(log, used);
}

int main(int argc, char **argv)
{
	struct log log;
	int result = 0, i;

	if (argc < 3 || open_log(&log, argv[1]))
		return 2;
	if (strcmp(argv[2], "show") == 0)
		result = show(&log);
	else if (strcmp(argv[2], "trim") == 0)
		result = trim(&log);
	else
		for (i = 0; i < (argc > 4 ? atoi(argv[4]) : 1) && !result; i++)
			result = add(&log, argv[3]);
	unmap_log(&log);
	CloseHandle(log.file);
	return result;
}
