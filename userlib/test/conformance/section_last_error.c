// SPDX-License-Identifier: MIT
/* Section 21: GetLastError after success. */
#include "conformance.h"

#define PAGE 4096
#define BEFORE 0xdeadbeef

/* a: named; b: on a file; c: the last error before. */
static void create_sets_error(const struct row *row)
{
	const char *name = row->a ? case_name("new") : NULL;
	HANDLE file = INVALID_HANDLE_VALUE, section, other;

	if (row->b)
		file = file_with("file", PAGE, 'a', READ_WRITE);
	SetLastError((DWORD)row->c);
	section = section_on(file, PAGE_READWRITE, PAGE, name);
	CHECK_EQUAL(GetLastError(), 0);
	CHECK(section);
	SetLastError((DWORD)row->c);
	other = section_on(file, PAGE_READWRITE, PAGE, name);
	CHECK_EQUAL(GetLastError(), name ? ERROR_ALREADY_EXISTS : 0);
	CHECK(other);
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(other));
	if (row->b)
		CHECK(CloseHandle(file));
}

/* a: protection of the second call; b: its size. */
static void existing_sets_error(const struct row *row)
{
	const char *name = case_name("existing");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), other;

	SetLastError(BEFORE);
	other = section_create(name, (DWORD)row->a, row->b);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CHECK(other);
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(other));
}

/* Calls that succeed and leave the last error as it was. */

static void open_untouched(const struct row *row)
{
	const char *name = case_name("open");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), other;

	SetLastError((DWORD)row->a);
	other = OpenFileMappingA(FILE_MAP_READ, FALSE, name);
	CHECK_EQUAL(GetLastError(), row->a);
	CHECK(other);
	CHECK(CloseHandle(other));
	CHECK(CloseHandle(section));
}

/* b: access. */
static void view_untouched(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	void *view, *other;

	SetLastError((DWORD)row->a);
	view = MapViewOfFile(section, (DWORD)row->b, 0, 0, 0);
	CHECK_EQUAL(GetLastError(), row->a);
	other = MapViewOfFileEx(section, (DWORD)row->b, 0, 0, 0, NULL);
	CHECK_EQUAL(GetLastError(), row->a);
	REQUIRE(view && other);
	CHECK(UnmapViewOfFile(other));
	CHECK_EQUAL(GetLastError(), row->a);
	other = MapViewOfFileEx(section, (DWORD)row->b, 0, 0, 0, other);
	CHECK_EQUAL(GetLastError(), row->a);
	CHECK(other);
	CHECK(UnmapViewOfFile(other));
	CHECK(UnmapViewOfFile(view));
	CHECK_EQUAL(GetLastError(), row->a);
	CHECK(CloseHandle(section));
}

/* b: on a file. */
static void flush_untouched(const struct row *row)
{
	HANDLE file = row->b ? file_with("flush", PAGE, 'a', READ_WRITE) :
			       INVALID_HANDLE_VALUE;
	HANDLE section = section_on(file, PAGE_READWRITE, PAGE, NULL);
	char *view = view_of(section, FILE_MAP_WRITE);

	REQUIRE(view);
	*view = 'b';
	SetLastError((DWORD)row->a);
	CHECK(FlushViewOfFile(view, 0));
	CHECK_EQUAL(GetLastError(), row->a);
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
	if (row->b)
		CHECK(CloseHandle(file));
}

/* b: kind of the handle. */
static void close_untouched(const struct row *row)
{
	HANDLE handle = handle_of_kind((enum kind)row->b);

	SetLastError((DWORD)row->a);
	CHECK(CloseHandle(handle));
	CHECK_EQUAL(GetLastError(), row->a);
}

/* b: kind; c: options. */
static void duplicate_untouched(const struct row *row)
{
	HANDLE handle = handle_of_kind((enum kind)row->b), other;

	SetLastError((DWORD)row->a);
	CHECK(duplicate(handle, &other, SYNCHRONIZE, FALSE, (DWORD)row->c));
	CHECK_EQUAL(GetLastError(), row->a);
	if (!(row->c & DUPLICATE_CLOSE_SOURCE))
		CHECK(CloseHandle(handle));
	CHECK(CloseHandle(other));
}

/* a: disposition; b: does the file exist; row->error: the last error then. */
static void create_file_sets_error(const struct row *row)
{
	const char *path = row->b ? case_file("file", 1, 'a') :
				    case_path("file");
	HANDLE file;

	SetLastError(BEFORE);
	file = file_create(path, READ_WRITE, (DWORD)row->a);
	CHECK_EQUAL(GetLastError(), row->error);
	CHECK(file != INVALID_HANDLE_VALUE);
	CHECK(CloseHandle(file));
}

const struct row rows_last_error[] = {
	{ "LER-1", create_sets_error, "", false, false, BEFORE },
	{ "LER-1", create_sets_error, "", false, true, BEFORE },
	{ "LER-1", create_sets_error, "", true, false, BEFORE },
	{ "LER-1", create_sets_error, "", true, true, BEFORE },
	{ "LER-1", create_sets_error, "", false, false, ERROR_ALREADY_EXISTS },
	{ "LER-2", existing_sets_error, "", PAGE_READWRITE, PAGE },
	{ "LER-2", existing_sets_error, "", PAGE_READONLY, PAGE },
	{ "LER-2", existing_sets_error, "", PAGE_READWRITE, 1 },
	{ "LER-2", existing_sets_error, "", PAGE_READWRITE, 16 * PAGE },
	{ "LER-3", open_untouched, "", BEFORE },
	{ "LER-3", open_untouched, "", ERROR_ALREADY_EXISTS },
	{ "LER-3", view_untouched, "", BEFORE, FILE_MAP_READ },
	{ "LER-3", view_untouched, "", BEFORE, FILE_MAP_WRITE },
	{ "LER-3", view_untouched, "", BEFORE, FILE_MAP_COPY },
	{ "LER-3", view_untouched, "", ERROR_SUCCESS, FILE_MAP_READ },
	{ "LER-3", flush_untouched, "", BEFORE, true },
	{ "LER-3", flush_untouched, "", BEFORE, false },
	{ "LER-3", close_untouched, "", BEFORE, KIND_SECTION },
	{ "LER-3", close_untouched, "", BEFORE, KIND_EVENT },
	{ "LER-3", close_untouched, "", BEFORE, KIND_FILE },
	{ "LER-3", close_untouched, "", BEFORE, KIND_PROCESS },
	{ "LER-3", duplicate_untouched, "", BEFORE, KIND_SECTION, 0 },
	{ "LER-3", duplicate_untouched, "", BEFORE, KIND_SECTION,
	  DUPLICATE_SAME_ACCESS },
	{ "LER-3", duplicate_untouched, "", BEFORE, KIND_SECTION,
	  DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE },
	{ "LER-3", duplicate_untouched, "", BEFORE, KIND_EVENT,
	  DUPLICATE_SAME_ACCESS },
	{ "LER-3", duplicate_untouched, "", BEFORE, KIND_FILE,
	  DUPLICATE_SAME_ACCESS },
	{ "LER-3", duplicate_untouched, "", BEFORE, KIND_PROCESS,
	  DUPLICATE_SAME_ACCESS },
	{ "LER-4", create_file_sets_error, "", CREATE_NEW, false,
	  .error = ERROR_SUCCESS },
	{ "LER-4", create_file_sets_error, "", OPEN_EXISTING, true,
	  .error = ERROR_SUCCESS },
	{ "LER-4", create_file_sets_error, "", OPEN_ALWAYS, false,
	  .error = ERROR_SUCCESS },
	{ "LER-4", create_file_sets_error, "", OPEN_ALWAYS, true,
	  .error = ERROR_ALREADY_EXISTS },
	{ "LER-4", create_file_sets_error, "", CREATE_ALWAYS, true,
	  .error = ERROR_ALREADY_EXISTS },
	{ "LER-5", create_sets_error, "", true, false, ERROR_SUCCESS },
	{ "LER-5", create_sets_error, "", false, false, ERROR_SUCCESS },
	{ NULL }
};
