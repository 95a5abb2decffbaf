// SPDX-License-Identifier: MIT
/* Section 9: DuplicateHandle, inheritance and the rights of handles. */
#include "conformance.h"

/* mingw-w64's winerror.h leaves it out. */
#ifndef ERROR_NOT_SAME_OBJECT
#define ERROR_NOT_SAME_OBJECT 1656
#endif

/* Windows has it for drivers only, but the call passes it on. */
#ifndef DUPLICATE_SAME_ATTRIBUTES
#define DUPLICATE_SAME_ATTRIBUTES 0x00000004
#endif

#define PAGE 4096
#define MAP_RIGHTS (SECTION_MAP_READ | SECTION_MAP_WRITE | SECTION_MAP_EXECUTE)
#define READ SECTION_MAP_READ
#define WRITE SECTION_MAP_WRITE
#define EXECUTE SECTION_MAP_EXECUTE
/* What CreateFileMapping answers for PAGE_EXECUTE_READWRITE. */
#define CREATED 0xf000f
#define ALL_ONES 0xffffffff

static HANDLE executable_section(void)
{
	HANDLE section = section_create(NULL, PAGE_EXECUTE_READWRITE, PAGE);

	REQUIRE(section);
	return section;
}

/* The right to execute shows only beside another. */
static void check_rights(HANDLE section, DWORD rights)
{
	CHECK_EQUAL(platform_rights(section), rights);
	CHECK_EQUAL(map_rights_of(section),
		    rights & (READ | WRITE) ? rights & MAP_RIGHTS : 0);
}

/* a: rights of the source; b, c: access and options asked; d: rights then. */
static void duplicate_has_rights(const struct row *row)
{
	HANDLE created = executable_section(), source, target = NULL;

	REQUIRE(duplicate(created, &source, (DWORD)row->a, FALSE, 0));
	CHECK(duplicate(source, &target, (DWORD)row->b, FALSE, (DWORD)row->c));
	CHECK(target && target != source);
	check_rights(target, (DWORD)row->d);
	check_rights(source, (DWORD)row->a);
	CHECK(CloseHandle(target));
	CHECK(CloseHandle(source));
	CHECK(CloseHandle(created));
}

/* What is written through one handle is read through the other. */
static void duplicate_is_the_object(const struct row *row)
{
	HANDLE section = executable_section(), other;
	volatile int *first, *second;

	(void)row;
	REQUIRE(duplicate(section, &other, 0, FALSE, DUPLICATE_SAME_ACCESS));
	first = view_of(section, FILE_MAP_WRITE);
	CHECK(CloseHandle(section));
	second = view_of(other, FILE_MAP_READ);
	REQUIRE(first && second);
	*first = 0x1a2b3c4d;
	CHECK_EQUAL(*second, 0x1a2b3c4d);
	CHECK(UnmapViewOfFile((void *)first));
	CHECK(UnmapViewOfFile((void *)second));
	CHECK(CloseHandle(other));
}

/* No view at all, not even one of no access. */
static void duplicate_without_rights(const struct row *row)
{
	HANDLE section = executable_section(), nothing;

	(void)row;
	REQUIRE(duplicate(section, &nothing, 0, FALSE, 0));
	CHECK_FAILS(NULL, view_of(nothing, 0), ERROR_ACCESS_DENIED);
	CHECK(CloseHandle(nothing));
	CHECK(CloseHandle(section));
}

/* a: kind of the source; b: access. */
static void duplicate_is_refused(const struct row *row)
{
	HANDLE source = handle_of_kind((enum kind)row->a);
	HANDLE target = (HANDLE)0x1234;

	CHECK_FAILS(FALSE, duplicate(source, &target, (DWORD)row->b, FALSE, 0),
		    row->error);
	CHECK(!target);
	CHECK(CloseHandle(source));
}

/* a: the source; 0: one that was closed. b: options. */
static void duplicate_of_bad_handle(const struct row *row)
{
	HANDLE source = (HANDLE)row->a, target = (HANDLE)0x1234;

	if (!source) {
		source = executable_section();
		CHECK(CloseHandle(source));
	}
	CHECK_FAILS(FALSE, duplicate(source, &target, FILE_MAP_READ, FALSE,
				     (DWORD)row->b), row->error);
	CHECK(!target);
}

/* The duplicate that nobody knows keeps the name, and goes with the process. */
static void role_leak(int count, char **arguments)
{
	HANDLE section = section_create(arguments[0], PAGE_READWRITE, PAGE);

	(void)count;
	REQUIRE(section);
	CHECK(duplicate(section, NULL, 0, FALSE, DUPLICATE_SAME_ACCESS));
	CHECK(CloseHandle(section));
	section = section_open(arguments[0], FILE_MAP_READ);
	CHECK(section);
	CHECK(CloseHandle(section));
}

static void duplicate_leaks(const struct row *row)
{
	(void)row;
	CHILD_RUN(false, "leak", case_name("leak"));
}

/* a: inherit flag of the source; b: that of the duplicate. */
static void close_source_keeps_value(const struct row *row)
{
	HANDLE section = executable_section(), target = NULL;

	CHECK(SetHandleInformation(section, HANDLE_FLAG_INHERIT,
				   (DWORD)row->a));
	CHECK(duplicate(section, &target, 0, (BOOL)row->b,
			DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE));
	CHECK_EQUAL(target, section);
	CHECK_EQUAL(flags_of(section), row->b);
	CHECK_EQUAL(map_rights_of(section), MAP_RIGHTS);
	CHECK(CloseHandle(section));
}

/*
 * a: kind; b: access, which may be one that is refused with row->error. The
 * duplicate may have got the number that the source gave up.
 */
static void close_source_closes(const struct row *row)
{
	HANDLE source = handle_of_kind((enum kind)row->a), target = NULL;

	if (row->error) {
		CHECK_FAILS(FALSE, duplicate(source, &target, (DWORD)row->b,
					     FALSE, DUPLICATE_CLOSE_SOURCE),
			    row->error);
	} else {
		CHECK(duplicate(source, &target, (DWORD)row->b, FALSE,
				DUPLICATE_CLOSE_SOURCE));
		CHECK(CloseHandle(target));
	}
	CHECK_FAILS(FALSE, CloseHandle(source), ERROR_INVALID_HANDLE);
}

static void close_source_protected(const struct row *row)
{
	HANDLE section = executable_section(), target = NULL;
	DWORD protect = HANDLE_FLAG_PROTECT_FROM_CLOSE;

	(void)row;
	CHECK(SetHandleInformation(section, protect, protect));
	CHECK(duplicate(section, &target, 0, TRUE,
			DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE));
	CHECK(target && target != section);
	CHECK_EQUAL(flags_of(target), HANDLE_FLAG_INHERIT);
	CHECK_EQUAL(flags_of(section), protect);
	CHECK(CloseHandle(target));
	CHECK(SetHandleInformation(section, protect, 0));
	CHECK(CloseHandle(section));
}

/* a: flags of the source; b: bInheritHandle; c: options; d: flags that come. */
static void duplicate_has_flags(const struct row *row)
{
	const DWORD both = HANDLE_FLAG_INHERIT | HANDLE_FLAG_PROTECT_FROM_CLOSE;
	HANDLE section = executable_section(), target = NULL;

	CHECK(SetHandleInformation(section, both, (DWORD)row->a));
	CHECK(duplicate(section, &target, FILE_MAP_READ, (BOOL)row->b,
			(DWORD)row->c));
	CHECK_EQUAL(flags_of(target), row->d);
	CHECK_EQUAL(flags_of(section), row->a);
	CHECK(SetHandleInformation(section, both, 0));
	CHECK(SetHandleInformation(target, both, 0));
	CHECK(CloseHandle(target));
	CHECK(CloseHandle(section));
}

/* Arguments: a section's handle, and its rights to map. */
static void role_use_section(int count, char **arguments)
{
	HANDLE section = (HANDLE)value_of(arguments[0]);
	volatile int *view;

	(void)count;
	CHECK_EQUAL(map_rights_of(section), value_of(arguments[1]));
	CHECK_EQUAL(flags_of(section), HANDLE_FLAG_INHERIT);
	view = view_of(section, FILE_MAP_READ);
	REQUIRE(view);
	CHECK_EQUAL(*view, 0x1a2b3c4d);
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(CloseHandle(section));
}

/* a: rights of the handle that the child inherits. */
static void child_inherits_section(const struct row *row)
{
	HANDLE section = executable_section(), handle;
	volatile int *view = view_of(section, FILE_MAP_WRITE);

	REQUIRE(view);
	*view = 0x1a2b3c4d;
	REQUIRE(duplicate(section, &handle, (DWORD)row->a, TRUE, 0));
	CHILD_RUN(true, "use_section", hex((ULONG_PTR)handle).text,
		  hex(row->a & MAP_RIGHTS).text);
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(CloseHandle(handle));
	CHECK(CloseHandle(section));
}

static void role_set_event(int count, char **arguments)
{
	(void)count;
	CHECK(SetEvent((HANDLE)value_of(arguments[0])));
}

static void child_inherits_event(const struct row *row)
{
	SECURITY_ATTRIBUTES attributes = { sizeof(attributes), NULL, TRUE };
	HANDLE event = CreateEventA(&attributes, TRUE, FALSE, NULL);

	(void)row;
	REQUIRE(event);
	CHILD_RUN(true, "set_event", hex((ULONG_PTR)event).text);
	CHECK_EQUAL(WaitForSingleObject(event, 0), WAIT_OBJECT_0);
	CHECK(CloseHandle(event));
}

static void role_read_file(int count, char **arguments)
{
	HANDLE file = (HANDLE)value_of(arguments[0]);
	char bytes[4] = "";
	DWORD got = 0;

	(void)count;
	CHECK(ReadFile(file, bytes, 3, &got, NULL));
	CHECK_EQUAL(got, 3);
	CHECK(!strcmp(bytes, "ccc"));
	CHECK_FAILS(FALSE, WriteFile(file, "x", 1, &got, NULL),
		    ERROR_ACCESS_DENIED);
}

static void child_inherits_file(const struct row *row)
{
	HANDLE file = file_open(case_file("inherited", 3, 'c'), GENERIC_READ);

	(void)row;
	REQUIRE(SetHandleInformation(file, HANDLE_FLAG_INHERIT,
				     HANDLE_FLAG_INHERIT));
	CHILD_RUN(true, "read_file", hex((ULONG_PTR)file).text);
	CHECK(CloseHandle(file));
}

static void role_has_no_view(int count, char **arguments)
{
	void *address = (void *)value_of(arguments[0]);

	(void)count;
	CHECK_EQUAL(query(address).State, MEM_FREE);
	CHECK_FAILS(FALSE, UnmapViewOfFile(address), ERROR_INVALID_ADDRESS);
}

/* At an address where a program has nothing of its own. */
static void child_has_no_view(const struct row *row)
{
	SECURITY_ATTRIBUTES attributes = { sizeof(attributes), NULL, TRUE };
	HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, &attributes,
					    PAGE_READWRITE, 0, PAGE, NULL);
	void *view = MapViewOfFileEx(section, FILE_MAP_WRITE, 0, 0, 0,
				     (void *)row->a);

	REQUIRE(view);
	CHILD_RUN(true, "has_no_view", hex((ULONG_PTR)view).text);
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
}

/* A handle of another kind under that number would answer the same. */
static void role_has_no_handle(int count, char **arguments)
{
	HANDLE handle = (HANDLE)value_of(arguments[0]);

	(void)count;
	CHECK_FAILS(NULL, view_of(handle, FILE_MAP_READ), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, SetEvent(handle), ERROR_INVALID_HANDLE);
}

enum way {
	CREATE_SECTION,
	CREATE_SECTION_FALSE,
	OPEN_SECTION,
	DUPLICATE_SECTION,
	CREATE_EVENT,
	OPEN_EVENT,
};

static HANDLE make_handle(enum way way, HANDLE base, const char *name)
{
	SECURITY_ATTRIBUTES no = { sizeof(no), NULL, FALSE };
	HANDLE handle = NULL;

	switch (way) {
	case CREATE_SECTION:
		return section_create(NULL, PAGE_READWRITE, PAGE);
	case CREATE_SECTION_FALSE:
		return CreateFileMappingA(INVALID_HANDLE_VALUE, &no,
					  PAGE_READWRITE, 0, PAGE, NULL);
	case OPEN_SECTION:
	case OPEN_EVENT:
		return way == OPEN_EVENT ?
			OpenEventA(EVENT_ALL_ACCESS, FALSE, name) :
			section_open(name, FILE_MAP_READ);
	case DUPLICATE_SECTION:
		duplicate(base, &handle, 0, FALSE, DUPLICATE_SAME_ACCESS);
		return handle;
	case CREATE_EVENT:
		return CreateEventA(NULL, FALSE, FALSE, NULL);
	}
	return NULL;
}

/* a: the way to the handle. */
static void not_inheritable(const struct row *row)
{
	SECURITY_ATTRIBUTES yes = { sizeof(yes), NULL, TRUE };
	const char *name = case_name("base");
	HANDLE base, handle;

	base = row->a == OPEN_EVENT ?
		CreateEventA(NULL, TRUE, FALSE, name) :
		CreateFileMappingA(INVALID_HANDLE_VALUE, &yes, PAGE_READWRITE,
				   0, PAGE, name);
	handle = make_handle((enum way)row->a, base, name);
	REQUIRE(base && handle);
	CHECK_EQUAL(flags_of(handle), 0);
	CHILD_RUN(true, "has_no_handle", hex((ULONG_PTR)handle).text);
	CHECK(CloseHandle(handle));
	CHECK(CloseHandle(base));
}

/* An inheritable handle, and a process that inherits nothing. */
static void child_inherits_nothing(const struct row *row)
{
	HANDLE handle = handle_of_kind((enum kind)row->a);

	CHECK(SetHandleInformation(handle, HANDLE_FLAG_INHERIT,
				   HANDLE_FLAG_INHERIT));
	CHILD_RUN(false, "has_no_handle", hex((ULONG_PTR)handle).text);
	CHECK(CloseHandle(handle));
}

/* a: is the first handle inheritable; the second is what it is not. */
static void inheritance_is_the_handles(const struct row *row)
{
	SECURITY_ATTRIBUTES first = { sizeof(first), NULL, (BOOL)row->a };
	SECURITY_ATTRIBUTES second = { sizeof(second), NULL, !row->a };
	const char *name = case_name("inherit");
	HANDLE made, existing;

	made = CreateFileMappingA(INVALID_HANDLE_VALUE, &first, PAGE_READWRITE,
				  0, PAGE, name);
	existing = CreateFileMappingA(INVALID_HANDLE_VALUE, &second,
				      PAGE_READWRITE, 0, PAGE, name);
	REQUIRE(made && existing);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CHECK_EQUAL(flags_of(made), first.bInheritHandle);
	CHECK_EQUAL(flags_of(existing), second.bInheritHandle);
	CHECK(CloseHandle(made));
	CHECK(CloseHandle(existing));
}

/* Names of two events: it sets the first and waits for the second. */
static void role_hold(int count, char **arguments)
{
	HANDLE ready = OpenEventA(EVENT_ALL_ACCESS, FALSE, arguments[0]);
	HANDLE done = OpenEventA(EVENT_ALL_ACCESS, FALSE, arguments[1]);
	HANDLE shared = NULL, section = NULL;
	volatile ULONG_PTR *view;

	REQUIRE(ready && done);
	/* Who takes the section finds its number in the shared one. */
	if (count > 2) {
		section = executable_section();
		view = view_of(section, FILE_MAP_WRITE);
		REQUIRE(view);
		*view = 0x1a2b3c4d;
		CHECK(UnmapViewOfFile((void *)view));
		shared = section_open(arguments[2], FILE_MAP_WRITE);
		view = view_of(shared, FILE_MAP_WRITE);
		REQUIRE(view);
		*view = (ULONG_PTR)section;
		CHECK(UnmapViewOfFile((void *)view));
		CHECK(CloseHandle(shared));
	}
	CHECK(SetEvent(ready));
	CHECK_EQUAL(WaitForSingleObject(done, INFINITE), WAIT_OBJECT_0);
}

/* A child that lives until it is told; answers its process handle. */
static HANDLE start_holder(HANDLE events[2], const char *shared)
{
	const char *ready = case_name("ready"), *done = case_name("done");
	HANDLE child;

	events[0] = CreateEventA(NULL, TRUE, FALSE, ready);
	events[1] = CreateEventA(NULL, TRUE, FALSE, done);
	REQUIRE(events[0] && events[1]);
	child = child_start(false, "hold", ready, done, shared, NULL);
	/* The child's end instead means that it failed. */
	REQUIRE(WaitForMultipleObjects(2, (HANDLE[]){ events[0], child }, FALSE,
				       INFINITE) == WAIT_OBJECT_0);
	return child;
}

static void end_holder(HANDLE events[2], HANDLE child)
{
	CHECK(SetEvent(events[1]));
	CHECK_EQUAL(child_end(child), 0);
	CHECK(CloseHandle(events[0]));
	CHECK(CloseHandle(events[1]));
}

/* a: kind. Refused by design: Linux cannot put it there. */
static void duplicate_into_another(const struct row *row)
{
	HANDLE source = handle_of_kind((enum kind)row->a);
	HANDLE events[2], child = start_holder(events, NULL);
	HANDLE target = (HANDLE)0x1234;

	CHECK_FAILS(FALSE, DuplicateHandle(GetCurrentProcess(), source, child,
					   &target, 0, FALSE,
					   DUPLICATE_SAME_ACCESS), row->error);
	CHECK(!target);
	end_holder(events, child);
	CHECK(CloseHandle(source));
}

/* a: rights of the process handle; b, c: access and options; d: to map. */
static void duplicate_from_another(const struct row *row)
{
	const char *name = case_name("shared");
	HANDLE shared = section_create(name, PAGE_READWRITE, PAGE);
	HANDLE events[2], child = start_holder(events, name);
	HANDLE process = OpenProcess((DWORD)row->a, FALSE, GetProcessId(child));
	volatile ULONG_PTR *view = view_of(shared, FILE_MAP_READ);
	HANDLE source, target = (HANDLE)0x1234;

	REQUIRE(process && view);
	source = (HANDLE)*view;
	CHECK(UnmapViewOfFile((void *)view));
	if (row->error) {
		CHECK_FAILS(FALSE, DuplicateHandle(process, source,
						   GetCurrentProcess(), &target,
						   (DWORD)row->b, FALSE,
						   (DWORD)row->c), row->error);
		CHECK(!target);
	} else {
		CHECK(DuplicateHandle(process, source, GetCurrentProcess(),
				      &target, (DWORD)row->b, FALSE,
				      (DWORD)row->c));
		CHECK_EQUAL(map_rights_of(target), row->d);
		view = view_of(target, FILE_MAP_READ);
		REQUIRE(view);
		CHECK_EQUAL(*view, 0x1a2b3c4d);
		CHECK(UnmapViewOfFile((void *)view));
		CHECK(CloseHandle(target));
	}
	end_holder(events, child);
	CHECK(CloseHandle(process));
	CHECK(CloseHandle(shared));
}

/* Which of the two moves it is the same to both. */
static void files_share_position(const struct row *row)
{
	HANDLE file = file_open(case_file("position", PAGE, 'a'), READ_WRITE);
	HANDLE other, moved, asked;
	char byte;
	DWORD got;

	REQUIRE(duplicate(file, &other, 0, FALSE, DUPLICATE_SAME_ACCESS));
	moved = row->a ? other : file;
	asked = row->a ? file : other;
	CHECK_EQUAL(SetFilePointer(moved, 100, NULL, FILE_BEGIN), 100);
	CHECK_EQUAL(SetFilePointer(asked, 0, NULL, FILE_CURRENT), 100);
	CHECK(ReadFile(asked, &byte, 1, &got, NULL));
	CHECK_EQUAL(SetFilePointer(moved, 0, NULL, FILE_CURRENT), 101);
	CHECK(CloseHandle(file));
	CHECK(CloseHandle(other));
}

/* a: kind; b: access. */
static void duplicates_are_the_same(const struct row *row)
{
	HANDLE handle = handle_of_kind((enum kind)row->a), other;

	REQUIRE(duplicate(handle, &other, (DWORD)row->b, FALSE,
			  row->b ? 0 : DUPLICATE_SAME_ACCESS));
	CHECK(CompareObjectHandles(handle, handle));
	CHECK(CompareObjectHandles(handle, other));
	CHECK(CompareObjectHandles(other, handle));
	CHECK(CloseHandle(handle));
	CHECK(CloseHandle(other));
}

/* a, b: kinds of two new objects. */
static void objects_differ(const struct row *row)
{
	HANDLE first = handle_of_kind((enum kind)row->a);
	HANDLE second = handle_of_kind((enum kind)row->b);

	CHECK_FAILS(FALSE, CompareObjectHandles(first, second), row->error);
	CHECK(CloseHandle(first));
	CHECK(CloseHandle(second));
}

static void opens_of_a_file_differ(const struct row *row)
{
	const char *path = case_file("twice", 1, 'a');
	HANDLE first = file_open(path, GENERIC_READ);
	HANDLE second = file_open(path, GENERIC_READ);

	CHECK_FAILS(FALSE, CompareObjectHandles(first, second), row->error);
	CHECK(CloseHandle(first));
	CHECK(CloseHandle(second));
}

/* a: kind. */
static void has_no_file_type(const struct row *row)
{
	HANDLE handle = handle_of_kind((enum kind)row->a);

	CHECK_FAILS(FILE_TYPE_UNKNOWN, GetFileType(handle), row->error);
	CHECK(CloseHandle(handle));
}

#define INHERIT HANDLE_FLAG_INHERIT
#define PROTECT HANDLE_FLAG_PROTECT_FROM_CLOSE
#define SAME DUPLICATE_SAME_ACCESS
#define SAME_FLAGS DUPLICATE_SAME_ATTRIBUTES

const struct row rows_duplicate[] = {
	{ "DUP-1", duplicate_has_rights, "", READ, GENERIC_ALL, SAME, READ },
	{ "DUP-1", duplicate_has_rights, "", WRITE, READ, SAME, WRITE },
	{ "DUP-1", duplicate_has_rights, "", 0, GENERIC_ALL, SAME, 0 },
	{ "DUP-1", duplicate_has_rights, "", CREATED, 0, SAME, CREATED },
	{ "DUP-1", duplicate_has_rights, "", CREATED, ALL_ONES, SAME, CREATED },
	{ "DUP-1", duplicate_is_the_object },
	{ "DUP-2", duplicate_has_rights, "", CREATED, READ, 0, READ },
	{ "DUP-2", duplicate_has_rights, "", CREATED, WRITE, 0, WRITE },
	{ "DUP-2", duplicate_has_rights, "", CREATED, READ | WRITE, 0,
	  READ | WRITE },
	{ "DUP-2", duplicate_has_rights, "", CREATED, READ | EXECUTE, 0,
	  READ | EXECUTE },
	{ "DUP-2", duplicate_has_rights, "", CREATED, WRITE | EXECUTE, 0,
	  WRITE | EXECUTE },
	{ "DUP-2", duplicate_has_rights, "", CREATED, EXECUTE, 0, EXECUTE },
	{ "DUP-2", duplicate_has_rights, "", CREATED, SECTION_QUERY, 0,
	  SECTION_QUERY },
	{ "DUP-2", duplicate_has_rights, "", CREATED, READ_CONTROL, 0,
	  READ_CONTROL },
	{ "DUP-2", duplicate_has_rights, "", CREATED, 0, 0, 0 },
	{ "DUP-2", duplicate_without_rights },
	{ "DUP-3", duplicate_has_rights, "", CREATED, GENERIC_ALL, 0,
	  SECTION_ALL_ACCESS },
	{ "DUP-3", duplicate_has_rights, "", READ, GENERIC_ALL, 0,
	  SECTION_ALL_ACCESS },
	{ "DUP-3", duplicate_has_rights, "", READ, SECTION_ALL_ACCESS, 0,
	  SECTION_ALL_ACCESS },
	{ "DUP-3", duplicate_has_rights, "", READ, READ | WRITE, 0,
	  READ | WRITE },
	{ "DUP-3", duplicate_has_rights, "", WRITE, READ, 0, READ },
	{ "DUP-3", duplicate_has_rights, "", 0, WRITE, 0, WRITE },
	{ "DUP-4", duplicate_is_refused, "", KIND_SECTION, ALL_ONES,
	  .error = ERROR_ACCESS_DENIED },
	{ "DUP-4", duplicate_is_refused, "", KIND_EVENT, ALL_ONES,
	  .error = ERROR_ACCESS_DENIED },
	{ "DUP-4", duplicate_is_refused, "", KIND_PROCESS, ALL_ONES,
	  .error = ERROR_ACCESS_DENIED },
	{ "DUP-5", duplicate_has_rights, "", CREATED, GENERIC_READ, 0,
	  STANDARD_RIGHTS_READ | SECTION_QUERY | READ },
	{ "DUP-5", duplicate_has_rights, "", CREATED, GENERIC_WRITE, 0,
	  STANDARD_RIGHTS_WRITE | WRITE },
	{ "DUP-5", duplicate_has_rights, "", CREATED, GENERIC_EXECUTE, 0,
	  STANDARD_RIGHTS_EXECUTE | EXECUTE },
	{ "DUP-5", duplicate_has_rights, "", CREATED, READ_WRITE, 0,
	  STANDARD_RIGHTS_READ | SECTION_QUERY | READ | WRITE },
	{ "DUP-5", duplicate_has_rights, "", CREATED, GENERIC_ALL, 0,
	  SECTION_ALL_ACCESS },
	{ "DUP-6", duplicate_of_bad_handle, "", 0, SAME,
	  .error = ERROR_INVALID_HANDLE },
	{ "DUP-6", duplicate_of_bad_handle, "", 0, 0,
	  .error = ERROR_INVALID_HANDLE },
	{ "DUP-6", duplicate_of_bad_handle, "", 0x3fffff0, SAME,
	  .error = ERROR_INVALID_HANDLE },
	{ "DUP-7", duplicate_leaks },
	{ "DUP-8", close_source_keeps_value, "", 0, INHERIT },
	{ "DUP-8", close_source_keeps_value, "", INHERIT, 0 },
	{ "DUP-8", close_source_closes, "", KIND_SECTION, READ },
	{ "DUP-8", close_source_closes, "", KIND_EVENT, SYNCHRONIZE },
	{ "DUP-8", close_source_closes, "", KIND_FILE, GENERIC_READ },
	{ "DUP-8", close_source_closes, "", KIND_SECTION, ALL_ONES,
	  .error = ERROR_ACCESS_DENIED },
	{ "DUP-8", close_source_protected },
	{ "DUP-9", duplicate_has_flags, "", 0, TRUE, SAME_FLAGS, 0 },
	{ "DUP-9", duplicate_has_flags, "", INHERIT, FALSE, SAME_FLAGS,
	  INHERIT },
	{ "DUP-9", duplicate_has_flags, "", PROTECT, TRUE, SAME_FLAGS,
	  PROTECT },
	{ "DUP-9", duplicate_has_flags, "", INHERIT | PROTECT, FALSE,
	  SAME_FLAGS | SAME, INHERIT | PROTECT },
	{ "DUP-10", duplicate_has_flags, "", 0, TRUE, 0, INHERIT },
	{ "DUP-10", duplicate_has_flags, "", 0, TRUE, SAME, INHERIT },
	{ "DUP-10", duplicate_has_flags, "", INHERIT, TRUE, 0, INHERIT },
	{ "DUP-11", child_inherits_section, "", READ },
	{ "DUP-11", child_inherits_section, "", READ | WRITE },
	{ "DUP-11", child_inherits_section, "", CREATED },
	{ "DUP-11", child_inherits_event },
	{ "DUP-11", child_inherits_file },
	{ "DUP-12", child_has_no_view, "", 0x30000000 },
	{ "DUP-13", duplicate_has_flags, "", INHERIT, FALSE, SAME, 0 },
	{ "DUP-13", not_inheritable, "", CREATE_SECTION },
	{ "DUP-13", not_inheritable, "", CREATE_SECTION_FALSE },
	{ "DUP-13", not_inheritable, "", OPEN_SECTION },
	{ "DUP-13", not_inheritable, "", DUPLICATE_SECTION },
	{ "DUP-13", not_inheritable, "", CREATE_EVENT },
	{ "DUP-13", not_inheritable, "", OPEN_EVENT },
	{ "DUP-13", child_inherits_nothing, "", KIND_SECTION },
	{ "DUP-13", child_inherits_nothing, "", KIND_EVENT },
	{ "DUP-14", inheritance_is_the_handles, "", FALSE },
	{ "DUP-14", inheritance_is_the_handles, "", TRUE },
	{ "DUP-15", duplicate_into_another, "", KIND_SECTION,
	  .error = ERROR_NOT_SUPPORTED },
	{ "DUP-15", duplicate_into_another, "", KIND_EVENT,
	  .error = ERROR_NOT_SUPPORTED },
	{ "DUP-15", duplicate_from_another, "", PROCESS_DUP_HANDLE, 0, SAME,
	  MAP_RIGHTS },
	{ "DUP-15", duplicate_from_another, "", PROCESS_DUP_HANDLE, READ, 0,
	  READ },
	{ "DUP-15", duplicate_from_another, "", PROCESS_QUERY_INFORMATION, 0,
	  SAME, .error = ERROR_ACCESS_DENIED },
	{ "DUP-16", files_share_position, "", 0 },
	{ "DUP-16", files_share_position, "", 1 },
	{ "DUP-17", duplicates_are_the_same, "", KIND_SECTION },
	{ "DUP-17", duplicates_are_the_same, "", KIND_SECTION, READ },
	{ "DUP-17", duplicates_are_the_same, "", KIND_EVENT },
	{ "DUP-17", duplicates_are_the_same, "", KIND_FILE },
	{ "DUP-17", duplicates_are_the_same, "", KIND_PROCESS },
	{ "DUP-17", objects_differ, "", KIND_SECTION, KIND_SECTION,
	  .error = ERROR_NOT_SAME_OBJECT },
	{ "DUP-17", objects_differ, "", KIND_EVENT, KIND_EVENT,
	  .error = ERROR_NOT_SAME_OBJECT },
	{ "DUP-17", objects_differ, "", KIND_SECTION, KIND_EVENT,
	  .error = ERROR_NOT_SAME_OBJECT },
	{ "DUP-17", objects_differ, "", KIND_FILE, KIND_SECTION,
	  .error = ERROR_NOT_SAME_OBJECT },
	{ "DUP-17", opens_of_a_file_differ, .error = ERROR_NOT_SAME_OBJECT },
	{ "DUP-18", has_no_file_type, "", KIND_SECTION,
	  .error = ERROR_INVALID_HANDLE },
	{ NULL }
};

const struct role roles_duplicate[] = {
	{ "leak", role_leak },
	{ "use_section", role_use_section },
	{ "set_event", role_set_event },
	{ "read_file", role_read_file },
	{ "has_no_view", role_has_no_view },
	{ "has_no_handle", role_has_no_handle },
	{ "hold", role_hold },
	{ NULL, NULL }
};
