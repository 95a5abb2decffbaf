// SPDX-License-Identifier: MIT
/* Section 19: PrefetchVirtualMemory. */
#include "views.h"

#define PAGES 4

static BOOL prefetch(ULONG_PTR count, WIN32_MEMORY_RANGE_ENTRY *entries,
		     ULONG flags)
{
	return PrefetchVirtualMemory(GetCurrentProcess(), count, entries,
				     flags);
}

static void prefetch_none(const struct row *row)
{
	WIN32_MEMORY_RANGE_ENTRY entry = { NULL, PAGE };

	CHECK_FAILS(FALSE, prefetch(0, &entry, 0), row->error);
	CHECK_FAILS(FALSE, prefetch(0, NULL, 0), row->error);
}

/* a: on a file, b: where, c: how much, d: how many entries. */
static void prefetch_view(const struct row *row)
{
	char *view = view_backed(row->a, PAGE_READWRITE, PAGES * PAGE,
				 FILE_MAP_WRITE);
	WIN32_MEMORY_RANGE_ENTRY entries[2] = {
		{ view + row->b, row->c }, { view, PAGE + 1 },
	};

	CHECK(prefetch(row->d, entries, 0));
	UnmapViewOfFile(view);
}

/* a: an address that nothing need be mapped at. */
static void prefetch_nowhere(const struct row *row)
{
	WIN32_MEMORY_RANGE_ENTRY entry = { (void *)row->a, PAGE };

	CHECK(prefetch(1, &entry, 0));
}

static void prefetch_unmapped(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE, PAGES * PAGE, FILE_MAP_WRITE);
	char *mapped = view_new(PAGE_READWRITE, PAGES * PAGE, FILE_MAP_WRITE);
	WIN32_MEMORY_RANGE_ENTRY entries[2] = {
		{ view + row->a, PAGE }, { mapped, PAGE },
	};

	UnmapViewOfFile(view);
	CHECK(prefetch(1, entries, 0));
	CHECK(prefetch(2, entries, 0));
	UnmapViewOfFile(mapped);
}

/* a: which of two entries is of 0 bytes, and how many are given. */
static void prefetch_empty(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE, PAGES * PAGE, FILE_MAP_WRITE);
	WIN32_MEMORY_RANGE_ENTRY entries[2] = {
		{ view, PAGE }, { view + PAGE, PAGE },
	};

	entries[row->a].NumberOfBytes = 0;
	CHECK_FAILS(FALSE, prefetch(row->a + 1, entries, 0), row->error);
	UnmapViewOfFile(view);
}

static void prefetch_no_entries(const struct row *row)
{
	CHECK_FAILS(FALSE, prefetch(1, NULL, 0), row->error);
}

/* a: flags, of which there are none. */
static void prefetch_with_flags(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE, PAGES * PAGE, FILE_MAP_WRITE);
	WIN32_MEMORY_RANGE_ENTRY entry = { view, PAGE };

	CHECK_FAILS(FALSE, prefetch(1, &entry, (ULONG)row->a), row->error);
	UnmapViewOfFile(view);
}

const struct row rows_prefetch[] = {
	{ "PRE-1", prefetch_none, .error = ERROR_INVALID_PARAMETER },
	{ "PRE-2", prefetch_view, .a = false, .b = 0, .c = PAGE, .d = 1 },
	{ "PRE-2", prefetch_view, .a = false, .b = 0, .c = PAGE, .d = 2 },
	{ "PRE-2", prefetch_view, .a = true, .b = 0, .c = PAGE, .d = 2 },
	{ "PRE-2", prefetch_view, .a = true, .b = 10, .c = 1, .d = 1 },
	{ "PRE-2", prefetch_view, .a = true, .b = PAGE - 1, .c = PAGE + 2,
	  .d = 2 },
	{ "PRE-2", prefetch_view, .a = true, .b = 0, .c = PAGES * PAGE,
	  .d = 1 },
	{ "PRE-3", prefetch_nowhere, .a = 0 },
	{ "PRE-3", prefetch_nowhere, .a = PAGE },
	{ "PRE-3", prefetch_unmapped, .a = 0 },
	{ "PRE-3", prefetch_unmapped, .a = PAGE + 10 },
	{ "PRE-4", prefetch_empty, .a = 0, .error = ERROR_INVALID_PARAMETER },
	{ "PRE-4", prefetch_empty, .a = 1, .error = ERROR_INVALID_PARAMETER },
	{ "PRE-5", prefetch_no_entries, .error = ERROR_NOACCESS },
	{ "PRE-6", prefetch_with_flags, .a = 1,
	  .error = ERROR_INVALID_PARAMETER },
	{ "PRE-6", prefetch_with_flags, .a = 0x80000000,
	  .error = ERROR_INVALID_PARAMETER },
	{ NULL }
};
