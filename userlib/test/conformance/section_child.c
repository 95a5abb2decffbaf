// SPDX-License-Identifier: MIT
/* Section 20: what another process sees. */
#include "conformance.h"

#define PAGE 4096
#define MAGIC 0x1a2b3c4d
#define ROUNDS 1000

/* Argument: a name. The same call as the parent's, and nothing inherited. */
static void role_create_existing(int count, char **arguments)
{
	HANDLE section;
	volatile int *view;

	(void)count;
	SetLastError(0xdeadbeef);
	section = section_create(arguments[0], PAGE_READWRITE, PAGE);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	view = view_of(section, FILE_MAP_READ | FILE_MAP_WRITE);
	REQUIRE(view);
	CHECK_EQUAL(*view, MAGIC);
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(CloseHandle(section));
}

/* a: does the child inherit what is inheritable; nothing is. */
static void child_finds_by_name(const struct row *row)
{
	const char *name = case_name("named");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	volatile int *view = view_of(section, FILE_MAP_READ | FILE_MAP_WRITE);

	REQUIRE(view);
	*view = MAGIC;
	CHILD_RUN(row->a, "create_existing", name);
	CHECK_EQUAL(*view, MAGIC);
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(CloseHandle(section));
}

/* Arguments: a name and the access of a view, through which it writes. */
static void role_write(int count, char **arguments)
{
	HANDLE section = section_create(arguments[0], PAGE_READWRITE, PAGE);
	volatile int *view = view_of(section, (DWORD)value_of(arguments[1]));

	(void)count;
	REQUIRE(view);
	CHECK_EQUAL(*view, 0);
	*view = MAGIC;
	CHECK_EQUAL(*view, MAGIC);
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(CloseHandle(section));
}

/* a: access of the parent's view; b: of the child's; c: what it sees. */
static void child_writes(const struct row *row)
{
	const char *name = case_name("named");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	volatile int *view = view_of(section, (DWORD)row->a);

	REQUIRE(view);
	CHILD_RUN(false, "write", name, hex(row->b).text);
	CHECK_EQUAL(*view, row->c);
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(CloseHandle(section));
}

/* Arguments: a name, and how much to add. */
static void role_count(int count, char **arguments)
{
	HANDLE section = section_open(arguments[0], FILE_MAP_WRITE);
	volatile LONG *failures = view_of(section, FILE_MAP_WRITE);
	ULONG_PTR i;

	(void)count;
	REQUIRE(failures);
	for (i = 0; i < value_of(arguments[1]); i++)
		InterlockedIncrement(failures);
	CHECK(UnmapViewOfFile((void *)failures));
	CHECK(CloseHandle(section));
}

/* a: how many children at a time. */
static void counter_is_shared(const struct row *row)
{
	const char *name = case_name("failures");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	volatile LONG *failures = view_of(section, FILE_MAP_READ);
	HANDLE children[8];
	size_t i;

	REQUIRE(failures);
	for (i = 0; i < row->a; i++)
		children[i] = child_start(false, "count", name,
					  hex(ROUNDS).text, NULL);
	for (i = 0; i < row->a; i++)
		CHECK_EQUAL(child_end(children[i]), 0);
	CHECK_EQUAL(*failures, row->a * ROUNDS);
	CHECK(UnmapViewOfFile((void *)failures));
	CHECK(CloseHandle(section));
}

/* Argument: an event that it waits for. */
static void role_sleep(int count, char **arguments)
{
	HANDLE event = OpenEventA(SYNCHRONIZE, FALSE, arguments[0]);

	(void)count;
	REQUIRE(event);
	CHECK_EQUAL(WaitForSingleObject(event, INFINITE), WAIT_OBJECT_0);
	CHECK(CloseHandle(event));
}

/* Refused by design: there is no way to map into another process. */
static void map_into_child(const struct row *row)
{
	const char *name = case_name("done");
	HANDLE done = CreateEventA(NULL, TRUE, FALSE, name);
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	HANDLE child = child_start(false, "sleep", name, NULL);

	CHECK_FAILS(NULL, MapViewOfFile3(section, child, NULL, 0, 0, 0,
					 PAGE_READWRITE, NULL, 0), row->error);
	CHECK(SetEvent(done));
	CHECK_EQUAL(child_end(child), 0);
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(done));
}

#define BOTH (FILE_MAP_READ | FILE_MAP_WRITE)

const struct row rows_child[] = {
	{ "CHD-1", child_finds_by_name, "", false },
	{ "CHD-1", child_finds_by_name, "", true },
	{ "CHD-2", child_writes, "", FILE_MAP_READ, BOTH, MAGIC },
	{ "CHD-2", child_writes, "", FILE_MAP_READ, FILE_MAP_ALL_ACCESS,
	  MAGIC },
	{ "CHD-3", child_writes, "", FILE_MAP_READ, FILE_MAP_COPY, 0 },
	{ "CHD-3", child_writes, "", BOTH, FILE_MAP_COPY, 0 },
	{ "CHD-4", child_writes, "", FILE_MAP_READ,
	  FILE_MAP_COPY | FILE_MAP_WRITE, MAGIC },
	{ "CHD-4", child_writes, "", BOTH, FILE_MAP_COPY | FILE_MAP_WRITE,
	  MAGIC },
	{ "CHD-5", counter_is_shared, "", 1 },
	{ "CHD-5", counter_is_shared, "", 3 },
	{ "CHD-6", map_into_child, .error = ERROR_NOT_SUPPORTED },
	{ NULL }
};

const struct role roles_child[] = {
	{ "create_existing", role_create_existing },
	{ "write", role_write },
	{ "count", role_count },
	{ "sleep", role_sleep },
	{ NULL, NULL }
};
