// SPDX-License-Identifier: MIT
/* Section 11: copy-on-write. */
#include "views.h"

#define PAGES 3
#define SIZE (PAGES * PAGE)

/* No machine has so much memory, or no program of 32 bits room for more. */
#define MORE_THAN_MEMORY (sizeof(void *) == 8 ? 512ull << 30 : 9ull << 28)

static HANDLE section_of(bool file, DWORD protect)
{
	HANDLE data, section;

	if (!file)
		return section_create(NULL, protect, SIZE);
	data = file_open(case_file("data", SIZE, FILE_BYTE),
			 READ_WRITE | GENERIC_EXECUTE);
	section = section_on(data, protect, 0, NULL);
	CloseHandle(data);
	return section;
}

/* a: the section's protection, b: on a file, c: access besides COPY. */
static void copy_view(const struct row *row)
{
	HANDLE section = section_of(row->b, (DWORD)row->a), reader;
	char *view = view_of(section, FILE_MAP_COPY | (DWORD)row->c);

	CHECK(view);
	if (view) {
		CHECK(!touch_faults(view, false) && !touch_faults(view, true));
		UnmapViewOfFile(view);
	}
	/* MAP_READ is all it needs. */
	REQUIRE(duplicate(section, &reader, SECTION_MAP_READ, FALSE, 0));
	if (!row->c) {
		view = view_of(reader, FILE_MAP_COPY);
		CHECK(view);
		if (view)
			UnmapViewOfFile(view);
	}
	CloseHandle(reader);
	CloseHandle(section);
}

/* a: on a file, b: the section's protection. */
static void copy_is_private(const struct row *row)
{
	char original = row->a ? FILE_BYTE : 0;
	HANDLE section = section_of(row->a, (DWORD)row->b);
	char *copy = view_of(section, FILE_MAP_COPY);
	char *other = view_of(section, FILE_MAP_COPY);
	char *reader = view_of(section, FILE_MAP_READ);

	REQUIRE(copy && other && reader);
	copy[0] = copy[PAGE] = 'X';
	CHECK(copy[0] == 'X' && copy[PAGE] == 'X');
	CHECK(copy[1] == original && copy[2 * PAGE] == original);
	CHECK(reader[0] == original && reader[PAGE] == original);
	CHECK(other[0] == original && other[PAGE] == original);
	UnmapViewOfFile(other);
	UnmapViewOfFile(copy);
	copy = view_of(section, FILE_MAP_COPY);
	REQUIRE(copy);
	CHECK(copy[0] == original && copy[PAGE] == original);
	UnmapViewOfFile(copy);
	UnmapViewOfFile(reader);
	CloseHandle(section);
	if (row->a)
		CHECK_EQUAL(file_byte(case_path("data"), PAGE), original);
}

static void copy_is_private_here(const struct row *row)
{
	const char *name = case_name(row->text);
	HANDLE section = section_create(name, PAGE_READWRITE, SIZE);
	char *copy = view_of(section, FILE_MAP_COPY);
	char *writer = view_of(section, FILE_MAP_WRITE);

	REQUIRE(copy && writer);
	writer[0] = 's';
	copy[0] = 'p';
	CHECK_EQUAL(child_end(child_start(false, "peek", name, "s", NULL)), 0);
	CHECK_EQUAL(copy[0], 'p');
	UnmapViewOfFile(copy);
	UnmapViewOfFile(writer);
	CloseHandle(section);
}

/* There is no telling which pages of a view were copied. */
static void copied_page_is_not_told(const struct row *row)
{
	char *view = view_backed(row->a, PAGE_READWRITE, SIZE, FILE_MAP_COPY);
	MEMORY_BASIC_INFORMATION info;

	view[PAGE] = 'X';
	info = query(view + PAGE);
	CHECK_EQUAL(info.Protect, PAGE_WRITECOPY);
	CHECK_EQUAL(info.AllocationProtect, PAGE_WRITECOPY);
	CHECK_EQUAL(info.Type, MEM_MAPPED);
	CHECK_EQUAL(query(view).RegionSize, SIZE);
	UnmapViewOfFile(view);
}

static void copied_page_stays_writecopy(const struct row *row)
{
	char *view = view_backed(row->a, PAGE_READWRITE, SIZE, FILE_MAP_COPY);
	DWORD old;

	view[PAGE] = 'X';
	CHECK(VirtualProtect(view + PAGE, PAGE, PAGE_WRITECOPY, &old));
	CHECK_EQUAL(query(view + PAGE).Protect, PAGE_WRITECOPY);
	CHECK_EQUAL(view[PAGE], 'X');
	UnmapViewOfFile(view);
}

/* a: access of another process's view, b: what this one sees afterwards. */
static void other_process_writes(const struct row *row)
{
	const char *name = case_name(row->text);
	HANDLE section = section_create(name, PAGE_READWRITE, SIZE);
	char *view = view_of(section, FILE_MAP_READ);
	char access[20];

	REQUIRE(view);
	snprintf(access, sizeof(access), "%u", (unsigned int)row->a);
	CHECK_EQUAL(child_end(child_start(false, "poke", name, access, "w",
					  NULL)), 0);
	CHECK_EQUAL(view[0], row->b);
	UnmapViewOfFile(view);
	CloseHandle(section);
}

static void follows_until_copied(const struct row *row)
{
	HANDLE section = section_of(row->a, PAGE_READWRITE);
	char *copy = view_of(section, FILE_MAP_COPY);
	char *writer = view_of(section, FILE_MAP_WRITE);

	REQUIRE(copy && writer);
	writer[0] = 's';
	CHECK_EQUAL(copy[0], 's');
	copy[0] = 'p';
	writer[0] = 't';
	writer[PAGE] = 'u';
	CHECK_EQUAL(copy[0], 'p');
	CHECK_EQUAL(copy[PAGE], 'u');
	writer[PAGE] = 'v';
	CHECK_EQUAL(copy[PAGE], 'v');
	UnmapViewOfFile(copy);
	UnmapViewOfFile(writer);
	CloseHandle(section);
}

/* A file with a hole can be larger than memory; its copies could not. */
static void copy_is_charged(const struct row *row)
{
	HANDLE file = file_open(case_file("data", 1, FILE_BYTE), READ_WRITE);
	HANDLE section;
	LARGE_INTEGER size = { .QuadPart = MORE_THAN_MEMORY };
	void *view;

	REQUIRE(file != INVALID_HANDLE_VALUE);
	REQUIRE(SetFilePointerEx(file, size, NULL, FILE_BEGIN));
	REQUIRE(SetEndOfFile(file));
	section = section_on(file, PAGE_READONLY, 0, NULL);
	CloseHandle(file);
	REQUIRE(section);
	view = view_of(section, FILE_MAP_READ);
	CHECK(view);
	if (view)
		UnmapViewOfFile(view);
	view = view_of(section, FILE_MAP_COPY);
	if (view && sizeof(void *) == 4)
		UnmapViewOfFile(view);
	else
		CHECK(!view && GetLastError() == row->error);
	CloseHandle(section);
}

/* A view made to be read has no pages that others share for writing. */
static void turned_reader_is_private(const struct row *row)
{
	char *view = view_backed(row->b, PAGE_READWRITE, SIZE, FILE_MAP_READ);
	DWORD old;

	REQUIRE(VirtualProtect(view, PAGE, PAGE_WRITECOPY, &old));
	CHECK(!touch_faults(view, true));
	UnmapViewOfFile(view);
	if (row->b)
		CHECK_EQUAL(file_byte(case_path("data"), 0), FILE_BYTE);
}

/*
 * A view of shared pages that is turned to copy-on-write keeps them, and so
 * lets nobody write. b: on a file.
 */
static void turned_is_not_writable(const struct row *row)
{
	char *view = view_backed(row->b, PAGE_READWRITE, SIZE, FILE_MAP_WRITE);
	DWORD old;

	REQUIRE(VirtualProtect(view, PAGE, PAGE_WRITECOPY, &old));
	CHECK(!touch_faults(view, false));
	CHECK(touch_faults(view, true));
	UnmapViewOfFile(view);
	if (row->b)
		CHECK_EQUAL(file_byte(case_path("data"), 0), FILE_BYTE);
}

const struct row rows_copy[] = {
	{ "COW-1", copy_view, .a = PAGE_READONLY },
	{ "COW-1", copy_view, .a = PAGE_WRITECOPY },
	{ "COW-1", copy_view, .a = PAGE_READWRITE },
	{ "COW-1", copy_view, .a = PAGE_EXECUTE_READ },
	{ "COW-1", copy_view, .a = PAGE_EXECUTE_WRITECOPY },
	{ "COW-1", copy_view, .a = PAGE_EXECUTE_READWRITE },
	{ "COW-1", copy_view, .a = PAGE_EXECUTE_READ, .c = FILE_MAP_EXECUTE },
	{ "COW-1", copy_view, .a = PAGE_READONLY, .b = true },
	{ "COW-1", copy_view, .a = PAGE_WRITECOPY, .b = true },
	{ "COW-1", copy_view, .a = PAGE_READWRITE, .b = true },
	{ "COW-1", copy_view, .a = PAGE_EXECUTE_READ, .b = true },
	{ "COW-1", copy_view, .a = PAGE_EXECUTE_WRITECOPY, .b = true },
	{ "COW-1", copy_view, .a = PAGE_EXECUTE_READWRITE, .b = true },
	{ "COW-1", copy_view, .a = PAGE_EXECUTE_READWRITE, .b = true,
	  .c = FILE_MAP_EXECUTE },
	{ "COW-2", copy_is_private, .a = false, .b = PAGE_READONLY },
	{ "COW-2", copy_is_private, .a = false, .b = PAGE_WRITECOPY },
	{ "COW-2", copy_is_private, .a = false, .b = PAGE_READWRITE },
	{ "COW-2", copy_is_private, .a = true, .b = PAGE_READONLY },
	{ "COW-2", copy_is_private, .a = true, .b = PAGE_WRITECOPY },
	{ "COW-2", copy_is_private, .a = true, .b = PAGE_READWRITE },
	{ "COW-2", copy_is_private, .a = true, .b = PAGE_EXECUTE_READWRITE },
	{ "COW-2", copy_is_private_here, "private" },
	{ "COW-3", copied_page_is_not_told, .a = false },
	{ "COW-3", copied_page_is_not_told, .a = true },
	{ "COW-4", copied_page_stays_writecopy, .a = false },
	{ "COW-4", copied_page_stays_writecopy, .a = true },
	{ "COW-5", other_process_writes, "shared",
	  .a = FILE_MAP_COPY | FILE_MAP_WRITE, .b = 'w' },
	{ "COW-6", other_process_writes, "copied", .a = FILE_MAP_COPY, .b = 0 },
	{ "COW-7", follows_until_copied, .a = false },
	{ "COW-7", follows_until_copied, .a = true },
	{ "COW-8", copy_is_charged, .error = ERROR_COMMITMENT_LIMIT },
	{ "COW-9", turned_reader_is_private, .b = false },
	{ "COW-9", turned_reader_is_private, .b = true },
	{ "COW-9", turned_is_not_writable, .b = false },
	{ "COW-9", turned_is_not_writable, .b = true },
	{ NULL }
};
