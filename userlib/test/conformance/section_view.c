// SPDX-License-Identifier: MIT
/* 4. MapViewOfFile. */
#include "conformance.h"
#include "tables.h"

#define PAGE	4096u
#define BLOCK	0x10000u

/* A section of the matrix, with a handle that has every right. */
static HANDLE section_with_all_rights(DWORD protect, bool on_file)
{
	HANDLE file = INVALID_HANDLE_VALUE, section, all;

	if (on_file)
		file = file_with("data", PAGE, 'a', GENERIC_READ |
				 GENERIC_WRITE | GENERIC_EXECUTE);
	section = section_on(file, protect, PAGE, NULL);
	REQUIRE(section);
	REQUIRE(duplicate(section, &all, SECTION_ALL_ACCESS, FALSE, 0));
	CHECK(CloseHandle(section));
	if (on_file)
		CHECK(CloseHandle(file));
	return all;
}

/* Map, and compare with what is expected: an error or a page protection. */
static void try_view(HANDLE section, DWORD access, DWORD error, DWORD pages,
		     const char *what)
{
	MEMORY_BASIC_INFORMATION info;
	void *view;

	SetLastError(0);
	view = view_of(section, access);
	if (!view && GetLastError() != error)
		case_failed(__FILE__, __LINE__,
			    "%s, access %#x: error %u, not %u", what,
			    (unsigned int)access,
			    (unsigned int)GetLastError(), (unsigned int)error);
	if (!view)
		return;
	info = query(view);
	if (error)
		case_failed(__FILE__, __LINE__, "%s, access %#x: no error %u",
			    what, (unsigned int)access, (unsigned int)error);
	else if (info.Protect != pages || info.AllocationProtect != pages ||
		 info.RegionSize != PAGE)
		case_failed(__FILE__, __LINE__,
			    "%s, access %#x: protection %#x, not %#x", what,
			    (unsigned int)access, (unsigned int)info.Protect,
			    (unsigned int)pages);
	CHECK(UnmapViewOfFile(view));
}

/* The rights come first: 5; then what the section allows: 87. */
static DWORD view_error(const struct section_protection *section, DWORD rights,
			DWORD pages)
{
	if (rights_for_protection(pages) & ~rights)
		return ERROR_ACCESS_DENIED;
	return pages & section->allows ? 0 : ERROR_INVALID_PARAMETER;
}

/* Every access on a handle with these rights; the cells that end with error. */
static void try_accesses(const struct section_protection *section, HANDLE all,
			 DWORD rights, bool on_file, DWORD error)
{
	static const DWORD more[] = { 0, FILE_MAP_ALL_ACCESS, READ_CONTROL };
	DWORD low, access, pages;
	HANDLE handle;
	char what[60];
	size_t i;

	snprintf(what, sizeof(what), "section %#x, rights %#x%s",
		 (unsigned int)section->protect, (unsigned int)rights,
		 on_file ? ", file" : "");
	REQUIRE(duplicate(all, &handle, rights, FALSE, 0));
	for (i = 0; i < ARRAYSIZE(more); i++) {
		for (low = 0; low < 64; low++) {
			access = low | more[i];
			pages = protection_of_access(access);
			if (view_error(section, rights, pages) != error)
				continue;
			if (!count_tuple("views", section->protect, rights,
					 access, on_file))
				continue;
			try_view(handle, access, error, pages, what);
		}
	}
	CHECK(CloseHandle(handle));
}

/* Tables D, E and F: the cells that end with row->error; a: on a file */
static void view_matrix(const struct row *row)
{
	const struct section_protection *section;
	DWORD rights;
	HANDLE all;

	for (section = section_protections; section->protect; section++) {
		all = section_with_all_rights(section->protect, row->a);
		for (rights = 0; rights < 32; rights++)
			try_accesses(section, all, rights, row->a, row->error);
		CHECK(CloseHandle(all));
	}
}

/* Table G: handles straight from CreateFileMapping; a: on a file */
static void table_g_matrix(const struct row *row)
{
	const struct table_g_row *line;
	HANDLE file = INVALID_HANDLE_VALUE, section;
	char what[40];
	size_t i;

	if (row->a)
		file = file_with("data", PAGE, 'a', GENERIC_READ |
				 GENERIC_WRITE | GENERIC_EXECUTE);
	for (line = table_g; line->protect; line++) {
		section = section_on(file, line->protect, PAGE, NULL);
		REQUIRE(section);
		snprintf(what, sizeof(what), "table G, section %#x",
			 (unsigned int)line->protect);
		for (i = 0; i < TABLE_G_ACCESSES; i++) {
			count_tuple("table G", line->protect,
				    table_g_accesses[i], row->a, 0);
			try_view(section, table_g_accesses[i],
				 line->pages[i] ? 0 : ERROR_ACCESS_DENIED,
				 line->pages[i], what);
		}
		CHECK(CloseHandle(section));
	}
	if (row->a)
		CHECK(CloseHandle(file));
}

/* a: protection of the section, b: rights, c: access, d: protection of pages */
static void one_view(const struct row *row)
{
	HANDLE all = section_with_all_rights((DWORD)row->a, false), handle;

	REQUIRE(duplicate(all, &handle, (DWORD)row->b, FALSE, 0));
	try_view(handle, (DWORD)row->c, row->error, (DWORD)row->d, "one view");
	CHECK(CloseHandle(handle));
	CHECK(CloseHandle(all));
}

/* As one_view(), with a handle from OpenFileMapping; b: its access */
static void view_of_opened(const struct row *row)
{
	const char *name = case_name("section");
	HANDLE section = section_create(name, (DWORD)row->a, PAGE), opened;
	volatile char *view;

	REQUIRE(section);
	opened = section_open(name, (DWORD)row->b);
	REQUIRE(opened);
	try_view(opened, (DWORD)row->c, row->error, (DWORD)row->d, "opened");
	if (!row->error) {
		view = view_of(opened, (DWORD)row->c);
		REQUIRE(view);
		*view = 5;
		CHECK_EQUAL(*view, 5);
		CHECK(UnmapViewOfFile((void *)view));
	}
	CHECK(CloseHandle(opened));
	CHECK(CloseHandle(section));
}

/* a: the handle, b: base address */
static void bad_handle(const struct row *row)
{
	static const DWORD accesses[] = { 0, FILE_MAP_READ, FILE_MAP_WRITE,
					  FILE_MAP_COPY, FILE_MAP_ALL_ACCESS };
	size_t i;

	for (i = 0; i < ARRAYSIZE(accesses); i++) {
		CHECK_FAILS(NULL, MapViewOfFileEx((HANDLE)row->a, accesses[i],
						  0, 0, 0, (LPVOID)row->b),
			    row->error);
	}
}

static void handle_of_another_kind(const struct row *row)
{
	HANDLE file = file_with("data", PAGE, 'a', READ_WRITE);
	HANDLE event = CreateEventA(NULL, TRUE, FALSE, NULL);

	REQUIRE(event);
	CHECK_FAILS(NULL, view_of(file, FILE_MAP_READ), row->error);
	CHECK_FAILS(NULL, view_of(event, FILE_MAP_READ), row->error);
	CHECK_FAILS(NULL, view_of(GetCurrentProcess(), FILE_MAP_READ),
		    row->error);
	CHECK(CloseHandle(event));
	CHECK(CloseHandle(file));
}

/* 4.3 Offset and length. */

/* A section of so many bytes on a file of its own, or without one. */
static HANDLE sized_section(uint64_t size, bool on_file)
{
	HANDLE file, section;

	if (!on_file)
		return section_create(NULL, PAGE_READWRITE, size);
	file = file_with("data", (size_t)size, 'a', READ_WRITE);
	section = section_on(file, PAGE_READWRITE, 0, NULL);
	CHECK(CloseHandle(file));
	return section;
}

/* Bytes of a view of that length; 0 and the error when there is none. */
static SIZE_T mapped_size(HANDLE section, uint64_t offset, SIZE_T length)
{
	void *view = MapViewOfFile(section, FILE_MAP_READ,
				   (DWORD)(offset >> 32), (DWORD)offset,
				   length);
	SIZE_T size;

	if (!view)
		return 0;
	size = query(view).RegionSize;
	CHECK_EQUAL(query(view).AllocationBase, view);
	CHECK(UnmapViewOfFile(view));
	return size;
}

static const uint64_t section_sizes[] = {
	1, PAGE - 1, PAGE, PAGE + 1, 0x3452, 0xffff, BLOCK, BLOCK + 1, 0x12345,
	0x20000, 0x30001,
};

/* Every offset that is not a multiple of 64 KiB; a: on a file */
static void unaligned_offsets(const struct row *row)
{
	HANDLE section = sized_section(4 * BLOCK, row->a);
	uint64_t offset;

	REQUIRE(section);
	for (offset = 1; offset < 4 * BLOCK; offset += 0x1ff) {
		if (offset % BLOCK) {
			count_tuple("offsets", offset, row->a, 0, 0);
			CHECK_FAILS(0, mapped_size(section, offset, 0),
				    row->error);
			CHECK_FAILS(0, mapped_size(section, offset, 1),
				    row->error);
		}
	}
	CHECK_FAILS(0, mapped_size(section, (1ull << 40) + 1, 0), row->error);
	CHECK_FAILS(0, mapped_size(section, PAGE, 4 * BLOCK), row->error);
	CHECK(CloseHandle(section));
}

/* What a section has from the offset on, in whole pages. */
static uint64_t rest_of(uint64_t size, uint64_t offset, bool on_file)
{
	if (!on_file)
		size = (size + PAGE - 1) / PAGE * PAGE;
	return size > offset ? size - offset : 0;
}

/*
 * Lengths around everything that could matter, at every offset that is
 * aligned. The cells that end with row->error; a: on a file, b and c: the first
 * and last offset, d: whether those at or past the end are meant
 */
static void try_lengths(HANDLE section, uint64_t size, uint64_t offset,
			const struct row *row)
{
	uint64_t rest = rest_of(size, offset, row->a), length;
	const uint64_t lengths[] = {
		0, 1, PAGE - 1, PAGE, PAGE + 1, BLOCK, BLOCK + 1, rest - 1,
		rest, rest + 1, rest + PAGE, size, size + 1,
	};
	SIZE_T expected, got;
	size_t i;

	if ((rest == 0) != (row->d != 0))
		return;
	for (i = 0; i < ARRAYSIZE(lengths); i++) {
		length = lengths[i];
		expected = 0;
		if (rest && length <= rest)
			expected = (SIZE_T)((length ? length : rest) + PAGE -
					    1) / PAGE * PAGE;
		if (!expected != !!row->error || length > 1ull << 31)
			continue;
		count_tuple("lengths", size, offset, length, row->a);
		SetLastError(0);
		got = mapped_size(section, offset, (SIZE_T)length);
		if (got != expected ||
		    (!expected && GetLastError() != row->error))
			case_failed(__FILE__, __LINE__,
				    "%#llx bytes from %#llx of %#llx: %#llx, "
				    "error %u", (unsigned long long)length,
				    (unsigned long long)offset,
				    (unsigned long long)size,
				    (unsigned long long)got,
				    (unsigned int)GetLastError());
	}
}

static void length_matrix(const struct row *row)
{
	HANDLE section;
	uint64_t offset;
	size_t i;

	for (i = 0; i < ARRAYSIZE(section_sizes); i++) {
		section = sized_section(section_sizes[i], row->a);
		REQUIRE(section);
		for (offset = row->b; offset <= row->c; offset += BLOCK)
			try_lengths(section, section_sizes[i], offset, row);
		CHECK(CloseHandle(section));
	}
}

/* a: size of the section, b: length; c: on a file */
static void one_length(const struct row *row)
{
	HANDLE section = sized_section(row->a, row->c);

	REQUIRE(section);
	if (row->error)
		CHECK_FAILS(0, mapped_size(section, 0, row->b), row->error);
	else
		CHECK_EQUAL(mapped_size(section, 0, row->b),
			    ((row->b ? row->b : row->a) + PAGE - 1) / PAGE *
				    PAGE);
	CHECK(CloseHandle(section));
}

/* a: size, b and c: offset, high and low, d: on a file */
static void one_offset(const struct row *row)
{
	HANDLE section = sized_section(row->a, row->d);

	REQUIRE(section);
	CHECK_FAILS(NULL, MapViewOfFile(section, FILE_MAP_READ, (DWORD)row->b,
					(DWORD)row->c, 0), row->error);
	CHECK_FAILS(NULL, MapViewOfFile(section, FILE_MAP_READ, (DWORD)row->b,
					(DWORD)row->c, 1), row->error);
	CHECK(CloseHandle(section));
}

#define BIG_VIEW (sizeof(void *) == 8 ? 4ull << 40 : 1ull << 30)

/* A file of that many bytes without any in it, as a section to read. */
static HANDLE big_section(void)
{
	HANDLE file = file_with("sparse", 1, 'a', READ_WRITE), section;
	LARGE_INTEGER size = { .QuadPart = BIG_VIEW };

	REQUIRE(SetFilePointerEx(file, size, NULL, FILE_BEGIN));
	REQUIRE(SetEndOfFile(file));
	section = section_on(file, PAGE_READONLY, 0, NULL);
	CHECK(CloseHandle(file));
	return section;
}

/* Views until the address space has no room for one more. */
static void address_space_full(const struct row *row)
{
	HANDLE section = big_section();
	void *views[200];
	size_t count = 0;

	(void)row;
	REQUIRE(section);
	while (count < ARRAYSIZE(views) &&
	       (views[count] = view_of(section, FILE_MAP_READ)))
		count++;
	CHECK(GetLastError() == ERROR_NOT_ENOUGH_MEMORY ||
	      GetLastError() == ERROR_INVALID_PARAMETER);
	CHECK(count && count < ARRAYSIZE(views));
	while (count)
		CHECK(UnmapViewOfFile(views[--count]));
	CHECK(CloseHandle(section));
}

/* a: bytes in the file */
static void past_the_end_of_the_file(const struct row *row)
{
	const char *path = case_file("data", row->a, 'a');
	HANDLE file = file_open(path, READ_WRITE);
	HANDLE section = section_on(file, PAGE_READWRITE, 0, NULL);
	char *view = view_of(section, FILE_MAP_WRITE);
	size_t i, nonzero = 0;

	REQUIRE(view);
	for (i = row->a; i % PAGE; i++)
		nonzero += view[i] != 0;
	CHECK_EQUAL(nonzero, 0);
	view[row->a] = 'x';
	view[0] = 'y';
	CHECK(FlushViewOfFile(view, 0));
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
	CHECK_EQUAL(file_size(path), row->a);
	CHECK_EQUAL(SetFilePointer(file, (LONG)row->a + 1, NULL, FILE_BEGIN),
		    row->a + 1);
	CHECK(SetEndOfFile(file));
	section = section_on(file, PAGE_READONLY, 0, NULL);
	view = view_of(section, FILE_MAP_READ);
	REQUIRE(view);
	CHECK_EQUAL(view[0], 'y');
	CHECK_EQUAL(view[row->a], 0);
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
}

/* a: size of the sections, b: on a file */
static void bases_are_aligned(const struct row *row)
{
	static const DWORD accesses[] = { 0, FILE_MAP_READ, FILE_MAP_WRITE,
					  FILE_MAP_COPY };
	HANDLE section = sized_section(row->a, row->b);
	void *views[32];
	size_t i;

	REQUIRE(section);
	for (i = 0; i < ARRAYSIZE(views); i++) {
		views[i] = view_of(section, accesses[i % ARRAYSIZE(accesses)]);
		CHECK(views[i]);
		CHECK_EQUAL((ULONG_PTR)views[i] % BLOCK, 0);
	}
	for (i = 0; i < ARRAYSIZE(views); i++)
		CHECK(UnmapViewOfFile(views[i]));
	CHECK(CloseHandle(section));
}

static void two_views(const struct row *row)
{
	HANDLE section = sized_section(PAGE, row->a);
	volatile char *first = view_of(section, FILE_MAP_WRITE);
	volatile char *second = view_of(section, FILE_MAP_WRITE);
	volatile char *reader = view_of(section, FILE_MAP_READ);

	REQUIRE(first && second && reader);
	CHECK(first != second && first != reader && second != reader);
	first[0] = 1;
	second[PAGE - 1] = 2;
	CHECK_EQUAL(second[0], 1);
	CHECK_EQUAL(first[PAGE - 1], 2);
	CHECK_EQUAL(reader[0], 1);
	CHECK_EQUAL(reader[PAGE - 1], 2);
	CHECK(UnmapViewOfFile((void *)first));
	CHECK(UnmapViewOfFile((void *)second));
	CHECK(UnmapViewOfFile((void *)reader));
	CHECK(CloseHandle(section));
}

/* Two sections on a file, made from opens of their own. */
static void two_sections_of_a_file(const struct row *row)
{
	const char *path = case_file("data", PAGE, 'a');
	HANDLE files[2], sections[2];
	volatile char *views[2];
	size_t i;

	(void)row;
	for (i = 0; i < 2; i++) {
		files[i] = file_open(path, READ_WRITE);
		sections[i] = section_on(files[i], PAGE_READWRITE, 0, NULL);
		views[i] = view_of(sections[i], FILE_MAP_WRITE);
		REQUIRE(views[i]);
	}
	views[0][10] = 'x';
	CHECK_EQUAL(views[1][10], 'x');
	views[1][PAGE - 1] = 'y';
	CHECK_EQUAL(views[0][PAGE - 1], 'y');
	CHILD_RUN(false, "change_byte", path);
	CHECK_EQUAL(views[0][20], 'z');
	for (i = 0; i < 2; i++) {
		CHECK(UnmapViewOfFile((void *)views[i]));
		CHECK(CloseHandle(sections[i]));
		CHECK(CloseHandle(files[i]));
	}
}

/* Another process sees the bytes and changes one. */
static void role_change_byte(int count, char **arguments)
{
	HANDLE file = file_open(arguments[0], READ_WRITE);
	HANDLE section = section_on(file, PAGE_READWRITE, 0, NULL);
	volatile char *view = view_of(section, FILE_MAP_WRITE);

	CHECK_EQUAL(count, 1);
	REQUIRE(view);
	CHECK_EQUAL(view[10], 'x');
	view[20] = 'z';
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
}

static void view_against_file_calls(const struct row *row)
{
	HANDLE file = file_with("data", PAGE, 'a', READ_WRITE);
	HANDLE section = section_on(file, PAGE_READWRITE, 0, NULL);
	volatile char *view = view_of(section, FILE_MAP_WRITE);
	char byte = 0;
	DWORD done;

	(void)row;
	REQUIRE(view);
	view[0] = 'v';
	CHECK(ReadFile(file, &byte, 1, &done, NULL) && done == 1);
	CHECK_EQUAL(byte, 'v');
	CHECK(WriteFile(file, "w", 1, &done, NULL) && done == 1);
	CHECK_EQUAL(view[1], 'w');
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
}

/* Whatever the file's times say, its bytes are the new ones. */
static void written_without_a_time(const struct row *row)
{
	const char *path = case_file("data", PAGE, 'a');
	HANDLE file = file_open(path, READ_WRITE);
	HANDLE section = section_on(file, PAGE_READWRITE, 0, NULL);
	char *view = view_of(section, FILE_MAP_WRITE), byte = 0;
	DWORD done;

	(void)row;
	REQUIRE(view);
	view[PAGE - 1] = 'n';
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
	file = file_open(path, GENERIC_READ);
	CHECK_EQUAL(SetFilePointer(file, PAGE - 1, NULL, FILE_BEGIN), PAGE - 1);
	CHECK(ReadFile(file, &byte, 1, &done, NULL) && done == 1);
	CHECK_EQUAL(byte, 'n');
	CHECK_EQUAL(file_size(path), PAGE);
	CHECK(CloseHandle(file));
}

/* a: access of the view, b: whether a read faults; a write always does */
static void faults(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	volatile char *view = view_of(section, (DWORD)row->a);

	REQUIRE(view);
	CHECK_EQUAL(touch_faults(view, false), row->b);
	CHECK(touch_faults(view, true));
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(touch_faults(view, false));
	CHECK(CloseHandle(section));
}

/* A file that somebody cut: the page behind it is gone. */
static void failing_page(const struct row *row)
{
	const char *path = case_file("data", 2 * PAGE, 'a');
	HANDLE file = file_open(path, READ_WRITE);
	HANDLE section = section_on(file, PAGE_READWRITE, 0, NULL);
	volatile char *view = view_of(section, FILE_MAP_WRITE);

	(void)row;
	REQUIRE(view);
	CHECK(!touch_faults(view + PAGE, false));
	if (platform_cut_file(path)) {
		CHECK(touch_faults(view + PAGE, false));
		CHECK(touch_faults(view, true));
	}
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
}

static void large_pages_on_small_ones(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 4 << 20);

	REQUIRE(section);
	CHECK_FAILS(NULL, view_of(section, FILE_MAP_WRITE |
					   FILE_MAP_LARGE_PAGES), row->error);
	CHECK(mapped_size(section, 0, 0));
	CHECK(CloseHandle(section));
}

/* a: access, b: page protection of the view */
static void stray_access_bits(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);

	REQUIRE(section);
	try_view(section, (DWORD)row->a, 0, (DWORD)row->b, "stray bits");
	CHECK(CloseHandle(section));
}

const struct row rows_view[] = {
	{ "MVF-1", one_view, NULL, PAGE_READWRITE, SECTION_MAP_READ,
	  FILE_MAP_WRITE, .error = ERROR_ACCESS_DENIED },
	{ "MVF-1", view_matrix, NULL, false, .error = ERROR_ACCESS_DENIED },
	{ "MVF-2", one_view, NULL, PAGE_READWRITE, 0, 0,
	  .error = ERROR_ACCESS_DENIED },
	{ "MVF-2", one_view, NULL, PAGE_READWRITE, 0, FILE_MAP_READ,
	  .error = ERROR_ACCESS_DENIED },
	{ "MVF-2", one_view, NULL, PAGE_READWRITE, 0, FILE_MAP_COPY,
	  .error = ERROR_ACCESS_DENIED },
	{ "MVF-2", one_view, NULL, PAGE_READWRITE, 0, FILE_MAP_WRITE,
	  .error = ERROR_ACCESS_DENIED },
	{ "MVF-2", view_matrix, NULL, true, .error = ERROR_ACCESS_DENIED },
	{ "MVF-3", one_view, NULL, PAGE_READWRITE, SECTION_MAP_READ, 0,
	  PAGE_NOACCESS },
	{ "MVF-3", view_matrix, NULL, false },
	{ "MVF-4", view_of_opened, NULL, PAGE_READWRITE, FILE_MAP_WRITE,
	  FILE_MAP_READ, .error = ERROR_ACCESS_DENIED },
	{ "MVF-4", view_of_opened, NULL, PAGE_READWRITE, FILE_MAP_WRITE, 0,
	  .error = ERROR_ACCESS_DENIED },
	{ "MVF-5", view_of_opened, NULL, PAGE_READWRITE, FILE_MAP_WRITE,
	  FILE_MAP_WRITE, PAGE_READWRITE },
	{ "MVF-5", view_matrix, NULL, true },
	{ "MVF-6", table_g_matrix, NULL, false },
	{ "MVF-6", table_g_matrix, NULL, true },
	{ "MVF-7", one_view, NULL, PAGE_READWRITE, SECTION_ALL_ACCESS,
	  FILE_MAP_WRITE | FILE_MAP_EXECUTE, .error = ERROR_INVALID_PARAMETER },
	{ "MVF-7", view_matrix, NULL, false, .error = ERROR_INVALID_PARAMETER },
	{ "MVF-8", one_view, NULL, PAGE_READONLY, SECTION_ALL_ACCESS,
	  FILE_MAP_WRITE, .error = ERROR_INVALID_PARAMETER },
	{ "MVF-8", one_view, NULL, PAGE_READONLY, SECTION_ALL_ACCESS,
	  FILE_MAP_READ | FILE_MAP_EXECUTE, .error = ERROR_INVALID_PARAMETER },
	{ "MVF-8", one_view, NULL, PAGE_READONLY, SECTION_ALL_ACCESS,
	  FILE_MAP_COPY | FILE_MAP_EXECUTE, .error = ERROR_INVALID_PARAMETER },
	{ "MVF-8", one_view, NULL, PAGE_READONLY, SECTION_ALL_ACCESS,
	  FILE_MAP_COPY, PAGE_WRITECOPY },
	{ "MVF-8", one_view, NULL, PAGE_READONLY, SECTION_ALL_ACCESS,
	  FILE_MAP_READ, PAGE_READONLY },
	{ "MVF-8", one_view, NULL, PAGE_READONLY, SECTION_ALL_ACCESS, 0,
	  PAGE_NOACCESS },
	{ "MVF-8", view_matrix, NULL, true, .error = ERROR_INVALID_PARAMETER },
	{ "MVF-9", bad_handle, NULL, 0, .error = ERROR_INVALID_HANDLE },
	{ "MVF-10", bad_handle, NULL, (ULONG_PTR)-1,
	  .error = ERROR_INVALID_HANDLE },
	{ "MVF-10", bad_handle, NULL, 0x7fff0000,
	  .error = ERROR_INVALID_HANDLE },
	{ "MVF-10", handle_of_another_kind, .error = ERROR_INVALID_HANDLE },
	{ "MVF-11", bad_handle, NULL, 0, 0x30001000,
	  .error = ERROR_INVALID_HANDLE },
	{ "MVF-11", bad_handle, NULL, (ULONG_PTR)-1, 42,
	  .error = ERROR_INVALID_HANDLE },
	{ "MVF-20", unaligned_offsets, NULL, false,
	  .error = ERROR_MAPPED_ALIGNMENT },
	{ "MVF-20", unaligned_offsets, NULL, true,
	  .error = ERROR_MAPPED_ALIGNMENT },
	{ "MVF-21", one_length, NULL, 0x3000, 0 },
	{ "MVF-21", one_length, NULL, 0x3452, 0, true },
	{ "MVF-21", length_matrix, NULL, false, 0, 0x30000 },
	{ "MVF-22", one_length, NULL, 0x3000, 1 },
	{ "MVF-22", one_length, NULL, 0x3000, 0x1001 },
	{ "MVF-22", length_matrix, NULL, true, 0, 0x30000 },
	{ "MVF-23", one_length, NULL, 0x3452, 0x3453, true,
	  .error = ERROR_ACCESS_DENIED },
	{ "MVF-23", one_length, NULL, 0x3000, 0x3001, false,
	  .error = ERROR_ACCESS_DENIED },
	{ "MVF-23", length_matrix, NULL, false, 0, 0x30000,
	  .error = ERROR_ACCESS_DENIED },
	{ "MVF-23", length_matrix, NULL, true, 0, 0x30000,
	  .error = ERROR_ACCESS_DENIED },
	{ "MVF-24", one_length, NULL, 4090, 4096, false },
	{ "MVF-25", one_length, NULL, 0x3000, (ULONG_PTR)-1, false,
	  .error = ERROR_INVALID_PARAMETER },
	{ "MVF-25", one_length, NULL, 0x3000, (ULONG_PTR)-1, true,
	  .error = ERROR_INVALID_PARAMETER },
	{ "MVF-26", one_offset, NULL, 0x10000, 0, 0x10000, false,
	  .error = ERROR_ACCESS_DENIED },
	{ "MVF-26", one_offset, NULL, 0x10000, 0, 0x20000, true,
	  .error = ERROR_ACCESS_DENIED },
	{ "MVF-26", one_offset, NULL, 0x3452, 1, 0, true,
	  .error = ERROR_ACCESS_DENIED },
	{ "MVF-26", length_matrix, NULL, false, 0, 0x50000, true,
	  .error = ERROR_ACCESS_DENIED },
	{ "MVF-26", length_matrix, NULL, true, 0, 0x50000, true,
	  .error = ERROR_ACCESS_DENIED },
	{ "MVF-27", one_offset, NULL, 0x3000, 0xffffffff, 0xffffffff, false,
	  .error = ERROR_MAPPED_ALIGNMENT },
	{ "MVF-28", address_space_full },
	{ "MVF-29", past_the_end_of_the_file, NULL, 0x1234 },
	{ "MVF-29", past_the_end_of_the_file, NULL, 1 },
	{ "MVF-30", bases_are_aligned, NULL, 1, false },
	{ "MVF-30", bases_are_aligned, NULL, 0x12345, true },
	{ "MVF-30", bases_are_aligned, NULL, 0x201000, false },
	{ "MVF-31", two_views, NULL, false },
	{ "MVF-31", two_views, NULL, true },
	{ "MVF-32", two_sections_of_a_file },
	{ "MVF-33", view_against_file_calls },
	{ "MVF-34", written_without_a_time },
	{ "MVF-35", faults, NULL, FILE_MAP_READ, false },
	{ "MVF-35", faults, NULL, 0, true },
	{ "MVF-36", failing_page },
	{ "MVF-37", large_pages_on_small_ones,
	  .error = ERROR_INVALID_PARAMETER },
	{ "MVF-38", stray_access_bits, NULL, FILE_MAP_TARGETS_INVALID,
	  PAGE_NOACCESS },
	{ "MVF-38", stray_access_bits, NULL, PAGE_EXECUTE_READWRITE,
	  PAGE_NOACCESS },
	{ "MVF-38", stray_access_bits, NULL,
	  FILE_MAP_TARGETS_INVALID | FILE_MAP_READ, PAGE_READONLY },
	{ NULL }
};

const struct role roles_view[] = {
	{ "change_byte", role_change_byte },
	{ NULL, NULL }
};
