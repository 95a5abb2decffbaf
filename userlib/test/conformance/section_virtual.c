// SPDX-License-Identifier: MIT
/* Sections 12 and 13: changing the pages of views; SEC_RESERVE. */
#include "tables.h"
#include "views.h"

#define SIZE BLOCK

/* Table H: what VirtualProtect accepts, by the view's first protection. */
#define LIKE_READ (PAGE_NOACCESS | PAGE_READONLY | PAGE_WRITECOPY)
#define LIKE_EXECUTE \
	(LIKE_READ | PAGE_EXECUTE | PAGE_EXECUTE_READ | PAGE_EXECUTE_WRITECOPY)
#define ALL_EIGHT (LIKE_EXECUTE | PAGE_READWRITE | PAGE_EXECUTE_READWRITE)

static const struct { DWORD view, accepted; } table_h[] = {
	{ PAGE_NOACCESS, PAGE_NOACCESS },
	{ PAGE_READONLY, LIKE_READ },
	{ PAGE_WRITECOPY, LIKE_READ },
	{ PAGE_READWRITE, LIKE_READ | PAGE_READWRITE },
	{ PAGE_EXECUTE_READ, LIKE_EXECUTE },
	{ PAGE_EXECUTE_WRITECOPY, LIKE_EXECUTE },
	{ PAGE_EXECUTE_READWRITE, ALL_EIGHT },
};

static const DWORD modifiers[] = {
	0, PAGE_GUARD, PAGE_NOCACHE, PAGE_WRITECOMBINE,
	PAGE_GUARD | PAGE_NOCACHE, PAGE_GUARD | PAGE_WRITECOMBINE,
	PAGE_NOCACHE | PAGE_WRITECOMBINE, PAGE_TARGETS_NO_UPDATE,
};

/* To them, and to no other, PAGE_TARGETS_NO_UPDATE is a hint. */
#define EXECUTABLE \
	(PAGE_EXECUTE | PAGE_EXECUTE_READ | PAGE_EXECUTE_WRITECOPY | \
	 PAGE_EXECUTE_READWRITE)

/* One of the eight protections, or none or several of them. */
static bool is_single(DWORD protection)
{
	return protection && !(protection & (protection - 1));
}

static DWORD table_h_of(DWORD view)
{
	unsigned int i = 0;

	while (table_h[i].view != view)
		i++;
	return table_h[i].accepted;
}

/* A view in a matrix. */
struct place {
	bool file;
	DWORD section;
	DWORD access;
	DWORD protection;
	char *view;
};

/* What a matrix tries there; it counts the values that it means. */
typedef void (*attempt_fn)(const struct row *row, const struct place *place,
			   DWORD value);

static bool is_accepted(const struct place *place, DWORD value)
{
	return is_single(value) && (table_h_of(place->protection) & value);
}

static bool count(const struct row *row, const struct place *place, DWORD value)
{
	return count_tuple(row->text, place->file, place->section,
			   place->access, value);
}

/* One failure is enough to know; false: it came. */
static bool try_value(const struct row *row, const struct place *place,
		      DWORD value, attempt_fn attempt)
{
	if (value & PAGE_TARGETS_NO_UPDATE && value & EXECUTABLE)
		return true;
	attempt(row, place, value);
	if (!exit_status())
		return true;
	case_failed(__FILE__, __LINE__, "%#x: view made %#x, section %#x",
		    (unsigned int)value, (unsigned int)place->protection,
		    (unsigned int)place->section);
	return false;
}

static bool try_all_values(const struct row *row, struct place *place,
			   attempt_fn attempt)
{
	bool good = true;
	unsigned int i;
	DWORD value;

	place->view = view_backed(place->file, place->section, SIZE,
				  place->access);
	for (i = 0; good && i < ARRAYSIZE(modifiers); i++) {
		for (value = 0; good && value <= 0xff; value++)
			good = try_value(row, place, value | modifiers[i],
					 attempt);
	}
	UnmapViewOfFile(place->view);
	return good;
}

/* Every view of every section, by Table G. */
static void each_view(const struct row *row, bool file, attempt_fn attempt)
{
	struct place place = { .file = file };
	const struct table_g_row *section;
	bool good = true;
	unsigned int i;

	for (section = table_g; good && section->protect; section++) {
		place.section = section->protect;
		for (i = 0; good && i < TABLE_G_ACCESSES; i++) {
			place.access = table_g_accesses[i];
			place.protection = section->pages[i];
			if (place.protection)
				good = try_all_values(row, &place, attempt);
		}
	}
}

static bool protection_works(char *view, DWORD protection)
{
	switch (protection) {
	case PAGE_NOACCESS:
		return touch_faults(view, false) && touch_faults(view, true);
	case PAGE_READONLY:
	case PAGE_EXECUTE_READ:
		return !touch_faults(view, false) && touch_faults(view, true);
	case PAGE_READWRITE:
	case PAGE_EXECUTE_READWRITE:
		return !touch_faults(view, false) && !touch_faults(view, true);
	default:
		return true;
	}
}

static void attempt_accepted(const struct row *row, const struct place *place,
			     DWORD value)
{
	DWORD old = 0xdeadbeef, before;
	char *view = place->view;

	if (!is_accepted(place, value) || !count(row, place, value))
		return;
	before = query(view).Protect;
	CHECK(VirtualProtect(view, PAGE, value, &old));
	CHECK_EQUAL(old, before);
	CHECK_EQUAL(query(view).Protect, value);
	CHECK_EQUAL(query(view).AllocationProtect, place->protection);
	CHECK(protection_works(view, value));
	CHECK_EQUAL(query(view + PAGE).Protect, place->protection);
}

static void protect_refused(const struct row *row, char *view, DWORD value)
{
	DWORD before = query(view).Protect, old;

	CHECK_FAILS(FALSE, VirtualProtect(view, PAGE, value, &old), row->error);
	CHECK_EQUAL(query(view).Protect, before);
}

/* One protection that Table H does not give to the view. */
static void attempt_outside(const struct row *row, const struct place *place,
			    DWORD value)
{
	if (!is_single(value) || value > 0xff || is_accepted(place, value))
		return;
	if (!count(row, place, value))
		return;
	protect_refused(row, place->view, value);
}

static void attempt_no_protection(const struct row *row,
				  const struct place *place, DWORD value)
{
	if (is_single(value) && value <= 0xff)
		return;
	if (!count(row, place, value))
		return;
	protect_refused(row, place->view, value);
}

/* a: on a file. */
static void protect_accepted_matrix(const struct row *row)
{
	each_view(row, row->a, attempt_accepted);
}

static void protect_outside_matrix(const struct row *row)
{
	each_view(row, row->a, attempt_outside);
}

static void protect_nothing_matrix(const struct row *row)
{
	each_view(row, row->a, attempt_no_protection);
}

/* a: access of a view of a READWRITE section, b: protection it cannot have. */
static void protect_beyond_view(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE, SIZE, (DWORD)row->a);

	protect_refused(row, view, (DWORD)row->b);
	UnmapViewOfFile(view);
}

static void protect_without_old(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE, SIZE, FILE_MAP_WRITE);

	CHECK_FAILS(FALSE, VirtualProtect(view, PAGE, (DWORD)row->a, NULL),
		    row->error);
	CHECK_EQUAL(query(view).Protect, PAGE_READWRITE);
	UnmapViewOfFile(view);
}

static void protect_uncommitted(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE | SEC_RESERVE, SIZE,
			      FILE_MAP_WRITE);
	DWORD old;

	CHECK_FAILS(FALSE, VirtualProtect(view, PAGE, (DWORD)row->a, &old),
		    row->error);
	UnmapViewOfFile(view);
}

/* a: protection of a READ view of a file; one that sections can have. */
static void protect_read_view(const struct row *row)
{
	char *view = view_of_file(PAGE_EXECUTE_READWRITE, SIZE, FILE_MAP_READ);
	DWORD old = 0;

	if (row->error) {
		protect_refused(row, view, (DWORD)row->a);
	} else {
		CHECK(VirtualProtect(view, PAGE, (DWORD)row->a, &old));
		CHECK_EQUAL(old, PAGE_READONLY);
		CHECK_EQUAL(query(view).Protect, row->a);
	}
	UnmapViewOfFile(view);
}

/* a: access of a view of a file; every protection is tried. */
static void commit_file_view(const struct row *row)
{
	char *view = view_of_file(PAGE_EXECUTE_READWRITE, SIZE, (DWORD)row->a);
	DWORD before = query(view).Protect, value;

	for (value = PAGE_NOACCESS; value <= 0xff; value <<= 1) {
		CHECK_FAILS(NULL, VirtualAlloc(view, PAGE, MEM_COMMIT, value),
			    row->error);
		CHECK_EQUAL(query(view).Protect, before);
	}
	UnmapViewOfFile(view);
}

static void attempt_commit(const struct row *row, const struct place *place,
			   DWORD value)
{
	char *view = place->view;

	if (!is_accepted(place, value) || !count(row, place, value))
		return;
	CHECK_EQUAL(VirtualAlloc(view, PAGE, MEM_COMMIT, value), view);
	CHECK_EQUAL(query(view).Protect, value);
	CHECK_EQUAL(query(view).AllocationProtect, place->protection);
	CHECK_EQUAL(query(view + PAGE).Protect, place->protection);
}

static void attempt_commit_outside(const struct row *row,
				   const struct place *place, DWORD value)
{
	DWORD before;

	if (value > 0xff || is_accepted(place, value))
		return;
	if (!count(row, place, value))
		return;
	before = query(place->view).Protect;
	CHECK_FAILS(NULL, VirtualAlloc(place->view, PAGE, MEM_COMMIT, value),
		    row->error);
	CHECK_EQUAL(query(place->view).Protect, before);
}

static void commit_matrix(const struct row *row)
{
	each_view(row, false, attempt_commit);
}

static void commit_outside_matrix(const struct row *row)
{
	each_view(row, false, attempt_commit_outside);
}

/* a: where in a view of 64 KiB, b: how much, c: what to allocate there. */
static void allocate_wrongly(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE, SIZE, FILE_MAP_WRITE);

	CHECK_FAILS(NULL, VirtualAlloc(view + row->a, row->b, (DWORD)row->c,
				       PAGE_READONLY), row->error);
	CHECK_EQUAL(query(view).Protect, PAGE_READWRITE);
	CHECK_EQUAL(query(view).RegionSize, SIZE);
	UnmapViewOfFile(view);
}

static void commit_twice(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE, SIZE, FILE_MAP_WRITE);

	(void)row;
	view[PAGE] = 'k';
	CHECK_EQUAL(VirtualAlloc(view + PAGE, PAGE, MEM_COMMIT, PAGE_READONLY),
		    view + PAGE);
	CHECK_EQUAL(query(view + PAGE).Protect, PAGE_READONLY);
	CHECK(touch_faults(view + PAGE, true));
	CHECK_EQUAL(VirtualAlloc(view + PAGE, PAGE, MEM_COMMIT, PAGE_READWRITE),
		    view + PAGE);
	CHECK_EQUAL(query(view + PAGE).Protect, PAGE_READWRITE);
	CHECK_EQUAL(view[PAGE], 'k');
	CHECK(!touch_faults(view + PAGE, true));
	UnmapViewOfFile(view);
}

/* a: where, b: how much. */
static void reset_view(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE, SIZE, FILE_MAP_WRITE);

	CHECK_EQUAL(VirtualAlloc(view + row->a, row->b, MEM_RESET,
				 PAGE_READWRITE), view + row->a);
	CHECK(!touch_faults(view + row->a, true));
	CHECK_EQUAL(query(view).RegionSize, SIZE);
	UnmapViewOfFile(view);
}

/* a: on a file, b: how much, c: what to do with it. */
static void free_view(const struct row *row)
{
	char *view = view_backed(row->a, PAGE_READWRITE, SIZE, FILE_MAP_WRITE);

	view[0] = 'k';
	CHECK_FAILS(FALSE, VirtualFree(view, row->b, (DWORD)row->c),
		    row->error);
	CHECK_EQUAL(query(view).State, MEM_COMMIT);
	CHECK_EQUAL(query(view).RegionSize, SIZE);
	CHECK_EQUAL(view[0], 'k');
	CHECK(!touch_faults(view, true));
	UnmapViewOfFile(view);
}

/* Views of SEC_RESERVE sections: all pages are committed from the start. */

/* a: access, b: protection. */
static void reserved_is_committed(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE | SEC_RESERVE, SIZE,
			      (DWORD)row->a);
	MEMORY_BASIC_INFORMATION info = query(view);

	CHECK_EQUAL(info.State, MEM_COMMIT);
	CHECK_EQUAL(info.Protect, row->b);
	CHECK_EQUAL(info.AllocationProtect, row->b);
	CHECK_EQUAL(info.Type, MEM_MAPPED);
	CHECK_EQUAL(info.RegionSize, SIZE);
	CHECK(!touch_faults(view + SIZE - 1, row->b == PAGE_READWRITE));
	UnmapViewOfFile(view);
}

/* Committing them again gives them a protection, as in any view. */
static void commit_reserved(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE | SEC_RESERVE, 2 * SIZE,
			      FILE_MAP_WRITE);
	MEMORY_BASIC_INFORMATION info;

	(void)row;
	CHECK_EQUAL(VirtualAlloc(view, SIZE, MEM_COMMIT, PAGE_READONLY), view);
	info = query(view);
	CHECK_EQUAL(info.State, MEM_COMMIT);
	CHECK_EQUAL(info.Protect, PAGE_READONLY);
	CHECK_EQUAL(info.RegionSize, SIZE);
	CHECK(touch_faults(view, true));
	info = query(view + SIZE);
	CHECK_EQUAL(info.State, MEM_COMMIT);
	CHECK_EQUAL(info.Protect, PAGE_READWRITE);
	CHECK(!touch_faults(view + SIZE, true));
	UnmapViewOfFile(view);
}

/* Another view has its own protection. */
static void committed_in_other_view(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE | SEC_RESERVE,
					2 * SIZE);
	char *view = view_of(section, FILE_MAP_WRITE);
	char *other = view_of(section, FILE_MAP_WRITE);
	MEMORY_BASIC_INFORMATION info;

	(void)row;
	REQUIRE(view && other);
	CHECK_EQUAL(VirtualAlloc(view, SIZE, MEM_COMMIT, PAGE_READONLY), view);
	info = query(other);
	CHECK_EQUAL(info.State, MEM_COMMIT);
	CHECK_EQUAL(info.Protect, PAGE_READWRITE);
	CHECK_EQUAL(info.RegionSize, 2 * SIZE);
	CHECK(!touch_faults(other, true));
	CHECK_EQUAL(view[0], other[0]);
	UnmapViewOfFile(view);
	UnmapViewOfFile(other);
	CloseHandle(section);
}

static void reserved_in_other_process(const struct row *row)
{
	const char *name = case_name(row->text);
	HANDLE section = section_create(name, PAGE_READWRITE | SEC_RESERVE,
					SIZE);
	char *view = view_of(section, FILE_MAP_WRITE);

	REQUIRE(view);
	REQUIRE(VirtualAlloc(view, SIZE, MEM_COMMIT, PAGE_READWRITE));
	view[0] = 'r';
	CHECK_EQUAL(child_end(child_start(false, "peek", name, "r", NULL)), 0);
	UnmapViewOfFile(view);
	CloseHandle(section);
}

static void decommit_reserved(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE | SEC_RESERVE, SIZE,
			      FILE_MAP_WRITE);

	REQUIRE(VirtualAlloc(view, SIZE, MEM_COMMIT, PAGE_READWRITE));
	view[0] = 'k';
	CHECK_FAILS(FALSE, VirtualFree(view, PAGE, MEM_DECOMMIT), row->error);
	CHECK_EQUAL(query(view).State, MEM_COMMIT);
	CHECK_EQUAL(view[0], 'k');
	UnmapViewOfFile(view);
}

/* There is one run of pages, whichever were committed again. */
static void overlapping_reserved(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE | SEC_RESERVE,
					2 * SIZE);
	char *whole = view_of(section, FILE_MAP_WRITE);
	char *second = MapViewOfFile(section, FILE_MAP_WRITE, 0, SIZE, 0);

	(void)row;
	REQUIRE(whole && second);
	CHECK_EQUAL(VirtualAlloc(second, PAGE, MEM_COMMIT, PAGE_READWRITE),
		    second);
	CHECK_EQUAL(query(second).RegionSize, SIZE);
	CHECK_EQUAL(query(whole).RegionSize, 2 * SIZE);
	/* A client that commits the rest can go on. */
	CHECK(VirtualAlloc(second + PAGE, SIZE - PAGE, MEM_COMMIT,
			   PAGE_READWRITE));
	CHECK_EQUAL(query(second).RegionSize, SIZE);
	second[0] = 's';
	CHECK_EQUAL(whole[SIZE], 's');
	UnmapViewOfFile(whole);
	UnmapViewOfFile(second);
	CloseHandle(section);
}

#define INSIDE(id, call, where, length, kind) \
	{ id, call, .a = where, .b = length, .c = kind, \
	  .error = ERROR_INVALID_ADDRESS }
#define FREED(file, length, kind) \
	{ "VFR-1", free_view, .a = file, .b = length, .c = kind, \
	  .error = ERROR_INVALID_PARAMETER }
#define READ_VIEW(protection, code) \
	{ "VPR-6", protect_read_view, .a = protection, .error = code }

const struct row rows_virtual[] = {
	{ "VPR-1", protect_accepted_matrix, "H", .a = false },
	{ "VPR-1", protect_accepted_matrix, "H", .a = true },
	{ "VPR-2", protect_beyond_view, .a = FILE_MAP_READ, .b = PAGE_READWRITE,
	  .error = ERROR_INVALID_PARAMETER },
	{ "VPR-2", protect_beyond_view, .a = FILE_MAP_COPY, .b = PAGE_READWRITE,
	  .error = ERROR_INVALID_PARAMETER },
	{ "VPR-2", protect_beyond_view, .a = 0, .b = PAGE_READONLY,
	  .error = ERROR_INVALID_PARAMETER },
	{ "VPR-2", protect_outside_matrix, "H", .a = false,
	  .error = ERROR_INVALID_PARAMETER },
	{ "VPR-2", protect_outside_matrix, "H", .a = true,
	  .error = ERROR_INVALID_PARAMETER },
	{ "VPR-3", protect_beyond_view, .a = FILE_MAP_WRITE, .b = 0,
	  .error = ERROR_INVALID_PARAMETER },
	{ "VPR-3", protect_beyond_view, .a = FILE_MAP_WRITE,
	  .b = PAGE_READONLY | PAGE_READWRITE,
	  .error = ERROR_INVALID_PARAMETER },
	{ "VPR-3", protect_nothing_matrix, "H", .a = false,
	  .error = ERROR_INVALID_PARAMETER },
	{ "VPR-3", protect_nothing_matrix, "H", .a = true,
	  .error = ERROR_INVALID_PARAMETER },
	{ "VPR-4", protect_without_old, .a = PAGE_READONLY,
	  .error = ERROR_NOACCESS },
	{ "VPR-4", protect_without_old, .a = PAGE_NOACCESS,
	  .error = ERROR_NOACCESS },
	{ "VPR-5", protect_uncommitted, .a = PAGE_READONLY,
	  .error = ERROR_INVALID_PARAMETER },
	{ "VPR-5", protect_uncommitted, .a = PAGE_READWRITE,
	  .error = ERROR_INVALID_PARAMETER },
	READ_VIEW(PAGE_READONLY, 0),
	READ_VIEW(PAGE_WRITECOPY, 0),
	READ_VIEW(PAGE_READWRITE, ERROR_INVALID_PARAMETER),
	READ_VIEW(PAGE_EXECUTE_READ, ERROR_INVALID_PARAMETER),
	READ_VIEW(PAGE_EXECUTE_READWRITE, ERROR_INVALID_PARAMETER),
	READ_VIEW(PAGE_EXECUTE_WRITECOPY, ERROR_INVALID_PARAMETER),

	{ "VAL-1", commit_file_view, .a = FILE_MAP_READ,
	  .error = ERROR_ACCESS_DENIED },
	{ "VAL-1", commit_file_view, .a = FILE_MAP_WRITE,
	  .error = ERROR_ACCESS_DENIED },
	{ "VAL-1", commit_file_view, .a = FILE_MAP_COPY,
	  .error = ERROR_ACCESS_DENIED },
	{ "VAL-1", commit_file_view, .a = 0, .error = ERROR_ACCESS_DENIED },
	{ "VAL-1", commit_file_view, .a = FILE_MAP_EXECUTE | FILE_MAP_WRITE,
	  .error = ERROR_ACCESS_DENIED },
	{ "VAL-2", commit_matrix, "H, commit" },
	{ "VAL-3", commit_outside_matrix, "H, commit",
	  .error = ERROR_INVALID_PARAMETER },
	INSIDE("VAL-4", allocate_wrongly, 0, SIZE + PAGE, MEM_COMMIT),
	INSIDE("VAL-4", allocate_wrongly, SIZE - PAGE, 2 * PAGE, MEM_COMMIT),
	INSIDE("VAL-4", allocate_wrongly, SIZE - 1, 2, MEM_COMMIT),
	INSIDE("VAL-4", allocate_wrongly, 0, PAGE, MEM_RESERVE | MEM_COMMIT),
	INSIDE("VAL-4", allocate_wrongly, PAGE, PAGE, MEM_RESERVE | MEM_COMMIT),
	INSIDE("VAL-4", allocate_wrongly, 0, SIZE, MEM_RESERVE | MEM_COMMIT),
	{ "VAL-5", commit_twice },
	{ "VAL-6", reset_view, .a = 0, .b = SIZE },
	{ "VAL-6", reset_view, .a = PAGE, .b = PAGE },
	FREED(false, PAGE, MEM_DECOMMIT),
	FREED(false, SIZE, MEM_DECOMMIT),
	FREED(false, 0, MEM_RELEASE),
	FREED(true, PAGE, MEM_DECOMMIT),
	FREED(true, 0, MEM_RELEASE),

	{ "RSV-1", reserved_is_committed, .a = FILE_MAP_WRITE,
	  .b = PAGE_READWRITE },
	{ "RSV-1", reserved_is_committed, .a = FILE_MAP_READ,
	  .b = PAGE_READONLY },
	{ "RSV-2", commit_reserved },
	{ "RSV-3", committed_in_other_view },
	{ "RSV-4", reserved_in_other_process, "reserved" },
	{ "RSV-5", decommit_reserved, .error = ERROR_INVALID_PARAMETER },
	{ "RSV-6", overlapping_reserved },
	{ NULL }
};
