// SPDX-License-Identifier: MIT
/* 3. OpenFileMapping. */
#include "conformance.h"

#define PAGE 4096

#define GENERIC_RIGHTS \
	(GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE | GENERIC_ALL)

/* Rights that masks of the matrix may have besides. */
static const DWORD other_rights[] = {
	0, READ_CONTROL, DELETE | WRITE_DAC | WRITE_OWNER, SYNCHRONIZE,
};

/* What a generic right stands for (OFM-7). */
static const struct {
	DWORD generic;
	DWORD rights;
} generic_mapping[] = {
	{ GENERIC_READ, STANDARD_RIGHTS_READ | SECTION_QUERY |
			SECTION_MAP_READ },
	{ GENERIC_WRITE, STANDARD_RIGHTS_WRITE | SECTION_MAP_WRITE },
	{ GENERIC_EXECUTE, STANDARD_RIGHTS_EXECUTE | SECTION_MAP_EXECUTE },
	{ GENERIC_ALL, SECTION_ALL_ACCESS },
};

/* OFM-3 to OFM-7 */
static DWORD rights_asked(DWORD access)
{
	DWORD rights = access & ~(DWORD)(FILE_MAP_EXECUTE | GENERIC_RIGHTS);
	size_t i;

	if (access == FILE_MAP_COPY)
		return SECTION_MAP_READ;
	if (access & FILE_MAP_EXECUTE)
		rights |= SECTION_MAP_EXECUTE;
	for (i = 0; i < ARRAYSIZE(generic_mapping); i++) {
		if (access & generic_mapping[i].generic)
			rights |= generic_mapping[i].rights;
	}
	return rights;
}

static void try_access(const char *name, DWORD access)
{
	HANDLE handle;
	DWORD rights;

	if (!count_tuple("rights of opened handles", access, 0, 0, 0))
		return;
	handle = section_open(name, access);
	rights = platform_rights(handle);
	if (!handle)
		case_failed(__FILE__, __LINE__, "%#x: last error %u",
			    (unsigned int)access,
			    (unsigned int)GetLastError());
	else if (rights != rights_asked(access))
		case_failed(__FILE__, __LINE__, "%#x gives %#x, not %#x",
			    (unsigned int)access, (unsigned int)rights,
			    (unsigned int)rights_asked(access));
	CloseHandle(handle);
}

/* a: bits that the masks must have, b: bits that they may have */
static void rights_are_those_asked(const struct row *row)
{
	const char *name = case_name("section");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	DWORD low, high, access;
	size_t i;

	REQUIRE(section);
	for (i = 0; i < ARRAYSIZE(other_rights); i++) {
		for (high = 0; high < 16; high++) {
			for (low = 0; low < 64; low++) {
				access = high << 28 | other_rights[i] | low;
				if ((access & row->a) == row->a && access &&
				    !(access & ~(row->a | row->b)))
					try_access(name, access);
			}
		}
	}
	CHECK(CloseHandle(section));
}

/* a: access of the open, b: rights to map that it gives */
static void opened_handle_maps(const struct row *row)
{
	const char *name = case_name("section");
	HANDLE section = section_create(name, PAGE_EXECUTE_READWRITE, PAGE);
	HANDLE opened = section_open(name, (DWORD)row->a);

	REQUIRE(section);
	REQUIRE(opened);
	CHECK_EQUAL(map_rights_of(opened), row->b);
	CHECK_EQUAL(platform_rights(opened), rights_asked((DWORD)row->a));
	CHECK(CloseHandle(opened));
	CHECK(CloseHandle(section));
}

static void absent(const struct row *row)
{
	static const DWORD accesses[] = {
		FILE_MAP_READ, FILE_MAP_WRITE, FILE_MAP_COPY,
		FILE_MAP_ALL_ACCESS, GENERIC_ALL,
	};
	size_t i;

	for (i = 0; i < ARRAYSIZE(accesses); i++)
		CHECK_FAILS(NULL, section_open(case_name("absent"),
					       accesses[i]), row->error);
	CHECK_FAILS(NULL, OpenFileMappingW(FILE_MAP_READ, FALSE,
					   u"conformance-absent"), row->error);
}

/* a: bInheritHandle */
static void inheritable_if_asked(const struct row *row)
{
	const char *name = case_name("section");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	HANDLE opened = OpenFileMappingA(FILE_MAP_READ, (BOOL)row->a, name);

	REQUIRE(section);
	REQUIRE(opened);
	CHECK_EQUAL(flags_of(opened), row->a ? HANDLE_FLAG_INHERIT : 0);
	CHECK(CloseHandle(opened));
	CHECK(CloseHandle(section));
}

/*
 * a: protection of the section, b: access, c: access of a view that is refused,
 * d: of one that is not
 */
static void beyond_the_protection(const struct row *row)
{
	const char *name = case_name("section");
	HANDLE section = section_create(name, (DWORD)row->a, PAGE), opened;
	void *view;

	REQUIRE(section);
	opened = section_open(name, (DWORD)row->b);
	REQUIRE(opened);
	CHECK_EQUAL(platform_rights(opened), rights_asked((DWORD)row->b));
	CHECK_FAILS(NULL, view_of(opened, (DWORD)row->c),
		    ERROR_INVALID_PARAMETER);
	if (row->d) {
		view = view_of(opened, (DWORD)row->d);
		CHECK(view);
		CHECK(UnmapViewOfFile(view));
	}
	CHECK(CloseHandle(opened));
	CHECK(CloseHandle(section));
}

/* a: access */
static void open_is_refused(const struct row *row)
{
	const char *name = case_name("section");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);

	REQUIRE(section);
	CHECK_FAILS(NULL, section_open(name, (DWORD)row->a), row->error);
	CHECK(CloseHandle(section));
}

static void name_of_an_event(const struct row *row)
{
	const char *name = case_name("event");
	HANDLE event = CreateEventA(NULL, TRUE, FALSE, name);

	REQUIRE(event);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ), row->error);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_ALL_ACCESS), row->error);
	CHECK(CloseHandle(event));
}

static void only_a_view_left(const struct row *row)
{
	const char *name = case_name("section");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	char *view = view_of(section, FILE_MAP_WRITE);

	REQUIRE(view);
	CHECK(CloseHandle(section));
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ), row->error);
	*view = 1;
	CHECK(UnmapViewOfFile(view));
}

static void each_open_is_a_handle(const struct row *row)
{
	const char *name = case_name("section");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	HANDLE reader = section_open(name, FILE_MAP_READ);
	HANDLE writer = section_open(name, FILE_MAP_WRITE);
	volatile char *read_view = view_of(reader, FILE_MAP_READ);
	volatile char *write_view = view_of(writer, FILE_MAP_WRITE);

	(void)row;
	REQUIRE(read_view && write_view);
	CHECK(reader != writer && reader != section && writer != section);
	*write_view = 7;
	CHECK_EQUAL(*read_view, 7);
	CHECK_FAILS(NULL, view_of(reader, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
	CHECK_FAILS(NULL, view_of(writer, FILE_MAP_READ), ERROR_ACCESS_DENIED);
	CHECK(UnmapViewOfFile((void *)read_view));
	CHECK(UnmapViewOfFile((void *)write_view));
	CHECK(CloseHandle(reader));
	CHECK(CloseHandle(writer));
	CHECK(CloseHandle(section));
}

static void all_access(const struct row *row)
{
	const char *name = case_name("section");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	HANDLE opened = section_open(name, FILE_MAP_ALL_ACCESS);

	(void)row;
	REQUIRE(section);
	REQUIRE(opened);
	CHECK_EQUAL(platform_rights(opened), SECTION_ALL_ACCESS);
	CHECK_EQUAL(map_rights_of(opened), SECTION_MAP_READ |
					   SECTION_MAP_WRITE |
					   SECTION_MAP_EXECUTE);
	CHECK(CloseHandle(opened));
	CHECK(CloseHandle(section));
}

#define MAP_RIGHTS (SECTION_MAP_READ | SECTION_MAP_WRITE | SECTION_MAP_EXECUTE)
#define STANDARD_RIGHTS (STANDARD_RIGHTS_REQUIRED | SYNCHRONIZE)
#define PLAIN_MASKS (~(DWORD)FILE_MAP_EXECUTE)

const struct row rows_open[] = {
	{ "OFM-1", absent, .error = ERROR_FILE_NOT_FOUND },
	{ "OFM-2", inheritable_if_asked, NULL, TRUE },
	{ "OFM-2", inheritable_if_asked, NULL, FALSE },
	{ "OFM-3", opened_handle_maps, NULL, FILE_MAP_READ, SECTION_MAP_READ },
	{ "OFM-3", opened_handle_maps, NULL, FILE_MAP_WRITE,
	  SECTION_MAP_WRITE },
	{ "OFM-3", rights_are_those_asked, NULL, 0,
	  MAP_RIGHTS | SECTION_EXTEND_SIZE | STANDARD_RIGHTS },
	{ "OFM-4", opened_handle_maps, NULL, FILE_MAP_COPY, SECTION_MAP_READ },
	{ "OFM-5", opened_handle_maps, NULL, FILE_MAP_READ | FILE_MAP_COPY,
	  SECTION_MAP_READ },
	{ "OFM-5", rights_are_those_asked, NULL, FILE_MAP_COPY,
	  MAP_RIGHTS | SECTION_EXTEND_SIZE | STANDARD_RIGHTS },
	{ "OFM-6", opened_handle_maps, NULL, FILE_MAP_EXECUTE | FILE_MAP_READ,
	  SECTION_MAP_READ | SECTION_MAP_EXECUTE },
	{ "OFM-6", rights_are_those_asked, NULL, FILE_MAP_EXECUTE,
	  0xffffffff },
	{ "OFM-7", opened_handle_maps, NULL, GENERIC_READ, SECTION_MAP_READ },
	{ "OFM-7", opened_handle_maps, NULL, GENERIC_WRITE, SECTION_MAP_WRITE },
	{ "OFM-7", opened_handle_maps, NULL, GENERIC_READ | GENERIC_EXECUTE,
	  SECTION_MAP_READ | SECTION_MAP_EXECUTE },
	{ "OFM-7", opened_handle_maps, NULL, GENERIC_ALL, MAP_RIGHTS },
	{ "OFM-7", rights_are_those_asked, NULL, GENERIC_READ, PLAIN_MASKS },
	{ "OFM-7", rights_are_those_asked, NULL, GENERIC_WRITE, PLAIN_MASKS },
	{ "OFM-7", rights_are_those_asked, NULL, GENERIC_EXECUTE, PLAIN_MASKS },
	{ "OFM-7", rights_are_those_asked, NULL, GENERIC_ALL, PLAIN_MASKS },
	{ "OFM-8", beyond_the_protection, NULL, PAGE_READONLY, GENERIC_ALL,
	  FILE_MAP_WRITE, FILE_MAP_READ },
	{ "OFM-8", beyond_the_protection, NULL, PAGE_READONLY, FILE_MAP_WRITE,
	  FILE_MAP_WRITE },
	{ "OFM-8", beyond_the_protection, NULL, PAGE_WRITECOPY,
	  FILE_MAP_ALL_ACCESS, FILE_MAP_WRITE, FILE_MAP_COPY },
	{ "OFM-8", beyond_the_protection, NULL, PAGE_READWRITE,
	  FILE_MAP_READ | FILE_MAP_EXECUTE, FILE_MAP_READ | FILE_MAP_EXECUTE,
	  FILE_MAP_READ },
	{ "OFM-8", beyond_the_protection, NULL, PAGE_READWRITE,
	  FILE_MAP_ALL_ACCESS, FILE_MAP_WRITE | FILE_MAP_EXECUTE,
	  FILE_MAP_WRITE },
	{ "OFM-9", open_is_refused, NULL, 0, .error = ERROR_ACCESS_DENIED },
	{ "OFM-10", open_is_refused, NULL,
	  FILE_MAP_READ | ACCESS_SYSTEM_SECURITY,
	  .error = ERROR_PRIVILEGE_NOT_HELD },
	{ "OFM-11", name_of_an_event, .error = ERROR_INVALID_HANDLE },
	{ "OFM-12", only_a_view_left, .error = ERROR_FILE_NOT_FOUND },
	{ "OFM-13", each_open_is_a_handle },
	{ "OFM-14", all_access },
	{ NULL }
};
