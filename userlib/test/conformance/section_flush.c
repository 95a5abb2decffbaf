// SPDX-License-Identifier: MIT
/* Section 7: FlushViewOfFile. */
#include "views.h"

#define PAGES 3
#define SIZE (PAGES * PAGE)

/* More tries than any lock of a moment would outlive. */
#define TRIES 1000000

/* a: from where, b: how much, of a view of pages that are dirty. */
static void flush_range(const struct row *row)
{
	char *view = view_of_file(PAGE_READWRITE, SIZE, FILE_MAP_WRITE);
	unsigned int page;

	memset(view, 'b', SIZE);
	CHECK(FlushViewOfFile(view + row->a, row->b));
	for (page = 0; page < PAGES; page++)
		CHECK_EQUAL(file_byte(case_path("data"), page * PAGE), 'b');
	UnmapViewOfFile(view);
}

/* As flush_range(); the pages belong to no file. */
static void flush_page_file(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE, SIZE, FILE_MAP_WRITE);

	memset(view, 'b', SIZE);
	CHECK(FlushViewOfFile(view + row->a, row->b));
	CHECK_EQUAL(view[row->a], 'b');
	UnmapViewOfFile(view);
}

static void flush_fails(const struct row *row, const char *address)
{
	CHECK_FAILS(FALSE, FlushViewOfFile(address, 0), row->error);
	CHECK_FAILS(FALSE, FlushViewOfFile(address, 1), row->error);
}

static void flush_no_view(const struct row *row)
{
	flush_fails(row, (const char *)row->a);
}

static void flush_stack(const struct row *row)
{
	char here = 0;

	flush_fails(row, &here);
}

static void flush_memory(const struct row *row)
{
	char *memory = VirtualAlloc(NULL, PAGE, MEM_RESERVE | MEM_COMMIT,
				    PAGE_READWRITE);

	REQUIRE(memory);
	flush_fails(row, memory);
	VirtualFree(memory, 0, MEM_RELEASE);
}

static void flush_unmapped(const struct row *row)
{
	char *view = view_of_file(PAGE_READWRITE, SIZE, FILE_MAP_WRITE);

	UnmapViewOfFile(view);
	flush_fails(row, view);
}

/* a: from where, b: how much, which is more than the view has left. */
static void flush_beyond(const struct row *row)
{
	char *view = view_of_file(PAGE_READWRITE, SIZE, FILE_MAP_WRITE);

	CHECK_FAILS(FALSE, FlushViewOfFile(view + row->a, row->b), row->error);
	UnmapViewOfFile(view);
}

/* The one refusal that a program may meet passes when it asks again. */
static void flush_until_unlocked(const struct row *row)
{
	HANDLE file = file_open(case_file("data", SIZE, 'a'), READ_WRITE);
	HANDLE section = section_on(file, PAGE_READWRITE, 0, NULL);
	char *view = view_of(section, FILE_MAP_WRITE);
	unsigned int tries = 0;
	DWORD moved;
	BOOL flushed;

	REQUIRE(view);
	REQUIRE(WriteFile(file, "b", 1, &moved, NULL));
	view[PAGE] = 'c';
	do {
		SetLastError(0);
		flushed = FlushViewOfFile(view, 0);
	} while (!flushed && GetLastError() == row->error && ++tries < TRIES);
	CHECK(flushed);
	UnmapViewOfFile(view);
	CloseHandle(section);
	CloseHandle(file);
}

/* a: access of a view that has nothing for the file, b: of a page file. */
static void flush_nothing(const struct row *row)
{
	bool copy = row->a == FILE_MAP_COPY;
	char *view = view_backed(!row->b, PAGE_READWRITE, SIZE, (DWORD)row->a);

	if (copy)
		memset(view, 'p', SIZE);
	CHECK(FlushViewOfFile(view, 0));
	CHECK(FlushViewOfFile(view + PAGE, PAGE));
	if (copy)
		CHECK_EQUAL(view[PAGE], 'p');
	UnmapViewOfFile(view);
	if (!row->b)
		CHECK_EQUAL(file_byte(case_path("data"), PAGE), FILE_BYTE);
}

static void flush_to_the_device(const struct row *row)
{
	const char *path = case_file("data", SIZE, 'a');
	HANDLE file = file_open(path, READ_WRITE);
	HANDLE section = section_on(file, PAGE_READWRITE, 0, NULL);
	char *view = view_of(section, FILE_MAP_WRITE);

	REQUIRE(view);
	view[row->a] = 'd';
	CHECK(FlushViewOfFile(view, 0));
	CHECK(FlushFileBuffers(file));
	CHECK_EQUAL(file_byte(path, (DWORD)row->a), 'd');
	UnmapViewOfFile(view);
	CloseHandle(section);
	CloseHandle(file);
}

/* There are no image sections whose data a flush could leave alone. */
static void no_image_beside(const struct row *row)
{
	HANDLE file = program_file();

	CHECK_FAILS(NULL, section_on(file, PAGE_READONLY | SEC_IMAGE, 0, NULL),
		    row->error);
	CloseHandle(file);
}

const struct row rows_flush[] = {
	{ "FLU-1", flush_range, .a = 0, .b = PAGE },
	{ "FLU-1", flush_range, .a = PAGE, .b = PAGE },
	{ "FLU-1", flush_range, .a = 0, .b = SIZE },
	{ "FLU-2", flush_range, .a = 0, .b = 0 },
	{ "FLU-2", flush_range, .a = PAGE, .b = 0 },
	{ "FLU-2", flush_range, .a = SIZE - 1, .b = 0 },
	{ "FLU-3", flush_range, .a = 0, .b = 1 },
	{ "FLU-3", flush_range, .a = 10, .b = PAGE },
	{ "FLU-3", flush_range, .a = PAGE + 1, .b = PAGE - 1 },
	{ "FLU-3", flush_range, .a = SIZE - 1, .b = 1 },
	{ "FLU-3", flush_range, .a = 1, .b = SIZE - 1 },
	{ "FLU-4", flush_page_file, .a = 0, .b = 0 },
	{ "FLU-4", flush_page_file, .a = 10, .b = PAGE },
	{ "FLU-4", flush_page_file, .a = 0, .b = SIZE },
	{ "FLU-5", flush_no_view, .a = 0, .error = ERROR_INVALID_ADDRESS },
	{ "FLU-5", flush_no_view, .a = 0xdeadbeef,
	  .error = ERROR_INVALID_ADDRESS },
	{ "FLU-5", flush_stack, .error = ERROR_INVALID_ADDRESS },
	{ "FLU-5", flush_memory, .error = ERROR_INVALID_ADDRESS },
	{ "FLU-5", flush_unmapped, .error = ERROR_INVALID_ADDRESS },
	{ "FLU-6", flush_beyond, .a = 0, .b = SIZE + 1,
	  .error = ERROR_INVALID_PARAMETER },
	{ "FLU-6", flush_beyond, .a = 1, .b = SIZE,
	  .error = ERROR_INVALID_PARAMETER },
	{ "FLU-6", flush_beyond, .a = SIZE - 1, .b = 2,
	  .error = ERROR_INVALID_PARAMETER },
	{ "FLU-6", flush_beyond, .a = PAGE, .b = ~(ULONG_PTR)0,
	  .error = ERROR_INVALID_PARAMETER },
	{ "FLU-7", flush_until_unlocked, .error = ERROR_LOCK_VIOLATION },
	{ "FLU-8", flush_nothing, .a = FILE_MAP_READ },
	{ "FLU-8", flush_nothing, .a = FILE_MAP_COPY },
	{ "FLU-8", flush_nothing, .a = FILE_MAP_COPY, .b = true },
	{ "FLU-9", flush_to_the_device, .a = 0 },
	{ "FLU-9", flush_to_the_device, .a = SIZE - 1 },
	{ "FLU-10", no_image_beside, .error = ERROR_BAD_EXE_FORMAT },
	{ NULL }
};
