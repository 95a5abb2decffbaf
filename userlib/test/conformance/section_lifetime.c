// SPDX-License-Identifier: MIT
/* Section 8: lifetime. */
#include "views.h"

#define PAGES 2
#define SIZE (PAGES * PAGE)
#define MANY 100

static bool same_information(const MEMORY_BASIC_INFORMATION *left,
			     const MEMORY_BASIC_INFORMATION *right)
{
	return left->BaseAddress == right->BaseAddress &&
	       left->AllocationBase == right->AllocationBase &&
	       left->AllocationProtect == right->AllocationProtect &&
	       left->RegionSize == right->RegionSize &&
	       left->State == right->State &&
	       left->Protect == right->Protect && left->Type == right->Type;
}

/* a: on a file; text: a name's stem. */
static HANDLE new_section(const struct row *row)
{
	const char *name = row->text ? case_name(row->text) : NULL;
	HANDLE file, section;

	if (!row->a)
		return section_create(name, PAGE_READWRITE, SIZE);
	file = file_open(case_file("data", SIZE, FILE_BYTE), READ_WRITE);
	section = section_on(file, PAGE_READWRITE, 0, name);
	CloseHandle(file);
	return section;
}

/* b: access of the view. */
static void view_outlives_handle(const struct row *row)
{
	HANDLE section = new_section(row);
	char *view = view_of(section, (DWORD)row->b);
	MEMORY_BASIC_INFORMATION before, after;

	REQUIRE(view);
	before = query(view);
	CloseHandle(section);
	after = query(view);
	CHECK(same_information(&before, &after));
	CHECK(!touch_faults(view, false));
	CHECK(!touch_faults(view + SIZE - 1, false));
	if (row->b == FILE_MAP_WRITE) {
		view[0] = 'w';
		view[SIZE - 1] = 'v';
		CHECK(view[0] == 'w' && view[SIZE - 1] == 'v');
	}
	UnmapViewOfFile(view);
}

static void name_dies_with_handle(const struct row *row)
{
	HANDLE section = new_section(row);
	char *view = view_of(section, FILE_MAP_WRITE);

	REQUIRE(view);
	CloseHandle(section);
	CHECK_FAILS(NULL, section_open(case_name(row->text), FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
	UnmapViewOfFile(view);
}

/* Two handles: the name lives until the second is closed. */
static void name_lives_with_any_handle(const struct row *row)
{
	HANDLE first = new_section(row);
	HANDLE second = section_open(case_name(row->text), FILE_MAP_READ);
	HANDLE third;

	REQUIRE(first && second);
	CloseHandle(first);
	third = section_open(case_name(row->text), FILE_MAP_READ);
	CHECK(third);
	CloseHandle(second);
	if (third)
		CloseHandle(third);
	CHECK_FAILS(NULL, section_open(case_name(row->text), FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
}

static void name_makes_a_new_object(const struct row *row)
{
	HANDLE section = new_section(row);
	char *old = view_of(section, FILE_MAP_WRITE), *view;

	REQUIRE(old);
	old[0] = 'o';
	CloseHandle(section);
	SetLastError(0xdeadbeef);
	section = section_create(case_name(row->text), PAGE_READWRITE, SIZE);
	CHECK_EQUAL(GetLastError(), ERROR_SUCCESS);
	view = view_of(section, FILE_MAP_WRITE);
	REQUIRE(view);
	CHECK_EQUAL(view[0], 0);
	view[1] = 'n';
	CHECK(old[0] == 'o' && old[1] != 'n');
	UnmapViewOfFile(view);
	UnmapViewOfFile(old);
	CloseHandle(section);
}

static void old_view_survives_new_object(const struct row *row)
{
	HANDLE section = new_section(row);
	char *old = view_of(section, FILE_MAP_WRITE);

	REQUIRE(old);
	old[0] = 'o';
	CloseHandle(section);
	section = section_create(case_name(row->text), PAGE_READWRITE, SIZE);
	REQUIRE(section);
	CloseHandle(section);
	CHECK(!touch_faults(old, false));
	CHECK_EQUAL(old[0], 'o');
	old[SIZE - 1] = 'p';
	CHECK_EQUAL(old[SIZE - 1], 'p');
	UnmapViewOfFile(old);
}

/* b: whether the handle goes before the view does. */
static void all_gone_is_fresh(const struct row *row)
{
	HANDLE section = new_section(row);
	char *view = view_of(section, FILE_MAP_WRITE);
	unsigned int i;

	REQUIRE(view);
	memset(view, 'o', SIZE);
	if (row->b)
		CloseHandle(section);
	UnmapViewOfFile(view);
	if (!row->b)
		CloseHandle(section);
	section = section_create(case_name(row->text), PAGE_READWRITE, SIZE);
	view = view_of(section, FILE_MAP_READ);
	REQUIRE(view);
	for (i = 0; i < SIZE && !view[i]; i++)
		;
	CHECK_EQUAL(i, SIZE);
	UnmapViewOfFile(view);
	CloseHandle(section);
}

/* The file's handle goes first; a: whether the mapping's goes before a view. */
static void file_handle_goes_first(const struct row *row)
{
	HANDLE file = file_open(case_file("data", SIZE, FILE_BYTE), READ_WRITE);
	HANDLE section = section_on(file, PAGE_READWRITE, 0, NULL);
	char *view, *second = NULL;

	REQUIRE(section);
	CloseHandle(file);
	view = view_of(section, FILE_MAP_WRITE);
	REQUIRE(view);
	CHECK_EQUAL(view[PAGE], FILE_BYTE);
	if (row->a)
		CloseHandle(section);
	view[PAGE] = 'x';
	CHECK_EQUAL(file_byte(case_path("data"), PAGE), 'x');
	if (!row->a) {
		second = view_of(section, FILE_MAP_READ);
		REQUIRE(second);
		CHECK_EQUAL(second[PAGE], 'x');
		UnmapViewOfFile(second);
		CloseHandle(section);
	}
	UnmapViewOfFile(view);
}

/* Arguments: a section's name, an event's. Leaves all open. */
static void role_leave(int count, char **arguments)
{
	HANDLE section = section_create(arguments[0], PAGE_READWRITE, SIZE);
	char *view = view_of(section, FILE_MAP_WRITE);
	HANDLE event, never;

	REQUIRE(view);
	view[0] = 'c';
	if (count < 2)
		ExitProcess(0);
	event = OpenEventA(EVENT_MODIFY_STATE, FALSE, arguments[1]);
	never = CreateEventA(NULL, TRUE, FALSE, NULL);
	REQUIRE(event && never);
	REQUIRE(SetEvent(event));
	WaitForSingleObject(never, INFINITE);
}

static void exit_ends_the_object(const struct row *row)
{
	const char *name = case_name(row->text);

	CHECK_EQUAL(child_end(child_start(false, "leave", name, NULL)), 0);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
}

static void last_process_ends_the_object(const struct row *row)
{
	const char *name = case_name(row->text);
	HANDLE section = section_create(name, PAGE_READWRITE, SIZE);
	char *view = view_of(section, FILE_MAP_READ);

	REQUIRE(view);
	CHECK_EQUAL(child_end(child_start(false, "leave", name, NULL)), 0);
	CHECK_EQUAL(view[0], 'c');
	CloseHandle(section);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
	UnmapViewOfFile(view);
}

static void kill_ends_the_object(const struct row *row)
{
	const char *name = case_name(row->text);
	const char *ready = case_name("ready");
	HANDLE event = CreateEventA(NULL, FALSE, FALSE, ready);
	HANDLE wait[2] = { event }, section;

	REQUIRE(event);
	wait[1] = child_start(false, "leave", name, ready, NULL);
	REQUIRE(wait[1]);
	REQUIRE(WaitForMultipleObjects(2, wait, FALSE, INFINITE) ==
		WAIT_OBJECT_0);
	section = section_open(name, FILE_MAP_READ);
	CHECK(section);
	if (section)
		CloseHandle(section);
	REQUIRE(TerminateProcess(wait[1], 7));
	CHECK_EQUAL(child_end(wait[1]), 7);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
	CloseHandle(event);
}

static void close_with_views(const struct row *row)
{
	HANDLE section = new_section(row);
	char *first = view_of(section, FILE_MAP_WRITE);
	char *second = view_of(section, FILE_MAP_READ);

	REQUIRE(first && second);
	CHECK(CloseHandle(section));
	UnmapViewOfFile(first);
	UnmapViewOfFile(second);
}

static void close_twice(const struct row *row)
{
	HANDLE section = new_section(row);

	REQUIRE(CloseHandle(section));
	CHECK_FAILS(FALSE, CloseHandle(section), row->error);
}

static void many_views(const struct row *row)
{
	HANDLE section = new_section(row);
	char *views[MANY];
	unsigned int i;

	for (i = 0; i < MANY; i++) {
		views[i] = view_of(section, FILE_MAP_WRITE);
		REQUIRE(views[i]);
		views[i][i] = (char)i;
	}
	for (i = 0; i < MANY; i++)
		CHECK_EQUAL(views[MANY - 1 - i][i], i);
	for (i = 0; i < MANY; i++)
		UnmapViewOfFile(views[i]);
	CloseHandle(section);
}

static void many_sections(const struct row *row)
{
	char *views[MANY];
	unsigned int i;

	for (i = 0; i < MANY; i++) {
		views[i] = view_new(PAGE_READWRITE, row->b, FILE_MAP_WRITE);
		*views[i] = (char)i;
	}
	for (i = 0; i < MANY; i++) {
		CHECK_EQUAL(*views[i], i);
		UnmapViewOfFile(views[i]);
	}
}

const struct row rows_lifetime[] = {
	{ "LIF-1", view_outlives_handle, .b = FILE_MAP_WRITE },
	{ "LIF-1", view_outlives_handle, .b = FILE_MAP_READ },
	{ "LIF-1", view_outlives_handle, .b = FILE_MAP_COPY },
	{ "LIF-1", view_outlives_handle, "named", .b = FILE_MAP_WRITE },
	{ "LIF-1", view_outlives_handle, .a = true, .b = FILE_MAP_WRITE },
	{ "LIF-1", view_outlives_handle, .a = true, .b = FILE_MAP_READ },
	{ "LIF-2", name_dies_with_handle, "gone" },
	{ "LIF-2", name_dies_with_handle, "gone", .a = true },
	{ "LIF-2", name_lives_with_any_handle, "stays" },
	{ "LIF-2", name_makes_a_new_object, "again" },
	{ "LIF-2", name_makes_a_new_object, "again", .a = true },
	{ "LIF-3", old_view_survives_new_object, "again" },
	{ "LIF-4", all_gone_is_fresh, "fresh", .b = false },
	{ "LIF-4", all_gone_is_fresh, "fresh", .b = true },
	{ "LIF-5", file_handle_goes_first, .a = false },
	{ "LIF-5", file_handle_goes_first, .a = true },
	{ "LIF-6", exit_ends_the_object, "exit" },
	{ "LIF-6", last_process_ends_the_object, "shared" },
	{ "LIF-6", kill_ends_the_object, "killed" },
	{ "LIF-7", close_with_views, "views" },
	{ "LIF-7", close_with_views, .a = true },
	{ "LIF-8", close_twice, .error = ERROR_INVALID_HANDLE },
	{ "LIF-8", close_twice, "twice", .error = ERROR_INVALID_HANDLE },
	{ "LIF-9", many_views },
	{ "LIF-9", many_views, .a = true },
	{ "LIF-9", many_sections, .b = PAGE },
	{ NULL }
};

/* Arguments: a section's name, an access, a byte to write. */
static void role_poke(int count, char **arguments)
{
	DWORD access = (DWORD)strtoul(arguments[1], NULL, 0);
	HANDLE section = section_open(arguments[0], FILE_MAP_READ |
						    FILE_MAP_WRITE);
	char *view = view_of(section, access);

	REQUIRE(count == 3 && view);
	*view = *arguments[2];
	CHECK_EQUAL(*view, *arguments[2]);
	UnmapViewOfFile(view);
	CloseHandle(section);
}

/* Arguments: a section's name, the byte that is there. */
static void role_peek(int count, char **arguments)
{
	HANDLE section = section_open(arguments[0], FILE_MAP_READ);
	char *view = view_of(section, FILE_MAP_READ);

	REQUIRE(count == 2 && view);
	CHECK(!touch_faults(view, false));
	CHECK_EQUAL(*view, *arguments[1]);
	UnmapViewOfFile(view);
	CloseHandle(section);
}

/* Argument: an event's name. */
static void role_wait(int count, char **arguments)
{
	HANDLE event = OpenEventA(SYNCHRONIZE, FALSE, arguments[0]);

	REQUIRE(count == 1 && event);
	CHECK_EQUAL(WaitForSingleObject(event, INFINITE), WAIT_OBJECT_0);
	CloseHandle(event);
}

const struct role roles_lifetime[] = {
	{ "leave", role_leave },
	{ "poke", role_poke },
	{ "peek", role_peek },
	{ "wait", role_wait },
	{ NULL }
};
