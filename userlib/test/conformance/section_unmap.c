// SPDX-License-Identifier: MIT
/* Section 6: UnmapViewOfFile. */
#include "views.h"

#define PAGES 4

/* a: where in the view, b: its access, c: on a file. */
static void unmap_at(const struct row *row)
{
	char *view = view_backed(row->c, PAGE_READWRITE, PAGES * PAGE,
				 (DWORD)row->b);

	CHECK(UnmapViewOfFile(view + row->a));
	CHECK_EQUAL(query(view).State, MEM_FREE);
	CHECK_EQUAL(query(view + (PAGES - 1) * PAGE).State, MEM_FREE);
}

/* a: where in the view, each time. */
static void unmap_again(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE, PAGES * PAGE, FILE_MAP_WRITE);

	REQUIRE(UnmapViewOfFile(view));
	CHECK_FAILS(FALSE, UnmapViewOfFile(view + row->a), row->error);
}

/* a: an address where no view is. */
static void unmap_no_view(const struct row *row)
{
	CHECK_FAILS(FALSE, UnmapViewOfFile((void *)row->a), row->error);
}

/* a: where in memory that is no view, b: how it was allocated. */
static void unmap_memory(const struct row *row)
{
	char *memory = VirtualAlloc(NULL, PAGES * PAGE, (DWORD)row->b,
				    PAGE_READWRITE);

	REQUIRE(memory);
	if (row->b & MEM_COMMIT)
		memory[row->a] = 'm';
	CHECK_FAILS(FALSE, UnmapViewOfFile(memory + row->a), row->error);
	CHECK(query(memory).State != MEM_FREE);
	if (row->b & MEM_COMMIT)
		CHECK_EQUAL(memory[row->a], 'm');
	VirtualFree(memory, 0, MEM_RELEASE);
}

/* a: the page that alone should go. The view beside it stays. */
static void unmap_part(const struct row *row)
{
	char *place = free_place(2 * BLOCK), *view, *neighbour;
	HANDLE section = section_create(NULL, PAGE_READWRITE, BLOCK);
	unsigned int page;

	view = MapViewOfFileEx(section, FILE_MAP_WRITE, 0, 0, 0, place);
	neighbour = MapViewOfFileEx(section, FILE_MAP_WRITE, 0, 0, 0,
				    place + BLOCK);
	REQUIRE(view && neighbour);
	CHECK(UnmapViewOfFile(view + row->a * PAGE));
	for (page = 0; page < BLOCK / PAGE; page++)
		CHECK_EQUAL(query(view + page * PAGE).State, MEM_FREE);
	CHECK(!touch_faults(neighbour, true));
	UnmapViewOfFile(neighbour);
	CloseHandle(section);
}

static void unmapped_is_free(const struct row *row)
{
	char *view = view_backed(row->a, PAGE_READWRITE, PAGES * PAGE,
				 FILE_MAP_WRITE);

	REQUIRE(UnmapViewOfFile(view));
	CHECK_EQUAL(query(view).State, MEM_FREE);
	CHECK_EQUAL(query(view + (PAGES - 1) * PAGE).State, MEM_FREE);
	CHECK(touch_faults(view, false));
	CHECK(touch_faults(view + PAGES * PAGE - 1, true));
}

static void dirty_pages_survive_in_file(const struct row *row)
{
	char *view = view_of_file(PAGE_READWRITE, PAGES * PAGE,
				  FILE_MAP_WRITE);

	view[row->a] = 'X';
	REQUIRE(UnmapViewOfFile(view));
	CHECK_EQUAL(file_byte(case_path("data"), (DWORD)row->a), 'X');
}

static void dirty_pages_survive_in_section(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGES * PAGE);
	char *view = view_of(section, FILE_MAP_WRITE);

	REQUIRE(view);
	view[row->a] = 'X';
	REQUIRE(UnmapViewOfFile(view));
	view = view_of(section, FILE_MAP_READ);
	REQUIRE(view);
	CHECK_EQUAL(view[row->a], 'X');
	UnmapViewOfFile(view);
	CloseHandle(section);
}

/* text: the order of the file's, the mapping's and the view's end. */
static void end_in_order(const struct row *row)
{
	HANDLE file = file_open(case_file("data", PAGE, 'a'), READ_WRITE);
	HANDLE section = section_on(file, PAGE_READWRITE, 0, NULL);
	char *view = view_of(section, FILE_MAP_WRITE), wanted = 'a';
	bool mapped = true;
	const char *step;

	REQUIRE(view);
	for (step = row->text; *step; step++) {
		if (*step == 'f')
			CHECK(CloseHandle(file));
		else if (*step == 'm')
			CHECK(CloseHandle(section));
		else
			CHECK(UnmapViewOfFile(view));
		mapped = mapped && *step != 'v';
		if (mapped)
			CHECK_EQUAL(++*view, ++wanted);
	}
	CHECK_EQUAL(file_byte(case_path("data"), 0), wanted);
}

/* a: flags of an ordinary view's end. */
static void unmap_with_flags(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE, PAGE, FILE_MAP_WRITE);

	if (!row->error) {
		CHECK(UnmapViewOfFileEx(view, (ULONG)row->a));
		CHECK_EQUAL(query(view).State, MEM_FREE);
		return;
	}
	CHECK_FAILS(FALSE, UnmapViewOfFileEx(view, (ULONG)row->a), row->error);
	CHECK(!touch_faults(view, true));
	UnmapViewOfFile(view);
}

const struct row rows_unmap[] = {
	{ "UNM-1", unmap_at, .a = 0, .b = FILE_MAP_WRITE },
	{ "UNM-1", unmap_at, .a = 0, .b = FILE_MAP_READ },
	{ "UNM-1", unmap_at, .a = 0, .b = FILE_MAP_COPY },
	{ "UNM-1", unmap_at, .a = 0, .b = 0 },
	{ "UNM-1", unmap_at, .a = 0, .b = FILE_MAP_WRITE, .c = true },
	{ "UNM-1", unmap_at, .a = 0, .b = FILE_MAP_COPY, .c = true },
	{ "UNM-2", unmap_at, .a = 100, .b = FILE_MAP_WRITE },
	{ "UNM-2", unmap_at, .a = PAGE, .b = FILE_MAP_WRITE },
	{ "UNM-2", unmap_at, .a = PAGE + 100, .b = FILE_MAP_WRITE },
	{ "UNM-2", unmap_at, .a = PAGES * PAGE - 1, .b = FILE_MAP_WRITE },
	{ "UNM-2", unmap_at, .a = PAGE + 100, .b = 0 },
	{ "UNM-2", unmap_at, .a = PAGE + 100, .b = FILE_MAP_READ, .c = true },
	{ "UNM-3", unmap_again, .a = 0, .error = ERROR_INVALID_ADDRESS },
	{ "UNM-3", unmap_again, .a = PAGE, .error = ERROR_INVALID_ADDRESS },
	{ "UNM-4", unmap_no_view, .a = 0, .error = ERROR_INVALID_ADDRESS },
	{ "UNM-5", unmap_memory, .a = 0, .b = MEM_RESERVE | MEM_COMMIT,
	  .error = ERROR_INVALID_ADDRESS },
	{ "UNM-5", unmap_memory, .a = 100, .b = MEM_RESERVE | MEM_COMMIT,
	  .error = ERROR_INVALID_ADDRESS },
	{ "UNM-5", unmap_memory, .a = PAGE, .b = MEM_RESERVE | MEM_COMMIT,
	  .error = ERROR_INVALID_ADDRESS },
	{ "UNM-5", unmap_memory, .a = 0, .b = MEM_RESERVE,
	  .error = ERROR_INVALID_ADDRESS },
	{ "UNM-6", unmap_no_view, .a = 0xdeadbeef,
	  .error = ERROR_INVALID_ADDRESS },
	{ "UNM-7", unmap_part, .a = 0 },
	{ "UNM-7", unmap_part, .a = 7 },
	{ "UNM-7", unmap_part, .a = BLOCK / PAGE - 1 },
	{ "UNM-8", unmapped_is_free, .a = false },
	{ "UNM-8", unmapped_is_free, .a = true },
	{ "UNM-8", dirty_pages_survive_in_file, .a = 0 },
	{ "UNM-8", dirty_pages_survive_in_file, .a = PAGES * PAGE - 1 },
	{ "UNM-8", dirty_pages_survive_in_section, .a = 0 },
	{ "UNM-8", dirty_pages_survive_in_section, .a = PAGES * PAGE - 1 },
	{ "UNM-9", end_in_order, "fmv" },
	{ "UNM-9", end_in_order, "fvm" },
	{ "UNM-9", end_in_order, "mfv" },
	{ "UNM-9", end_in_order, "mvf" },
	{ "UNM-9", end_in_order, "vfm" },
	{ "UNM-9", end_in_order, "vmf" },
	{ "UNM-10", unmap_with_flags, .a = 0 },
	{ "UNM-10", unmap_with_flags, .a = MEM_UNMAP_WITH_TRANSIENT_BOOST },
	{ "UNM-10", unmap_with_flags, .a = MEM_PRESERVE_PLACEHOLDER,
	  .error = ERROR_INVALID_ADDRESS },
	{ NULL }
};
