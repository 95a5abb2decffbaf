// SPDX-License-Identifier: MIT
/* 0. Error translation: for each failure, calls that meet it. */
#include "conformance.h"

#include <psapi.h>

#define PAGE 4096

static void closed_handle(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);

	REQUIRE(section);
	CHECK(CloseHandle(section));
	CHECK_FAILS(NULL, view_of(section, FILE_MAP_READ), row->error);
	CHECK_FAILS(NULL, section_on(section, PAGE_READONLY, PAGE, NULL),
		    row->error);
	CHECK_FAILS(FALSE, CloseHandle(section), row->error);
}

static void other_type(const struct row *row)
{
	const char *name = case_name("event"), *taken = case_name("section");
	HANDLE event = CreateEventA(NULL, TRUE, FALSE, name);
	HANDLE section = section_create(taken, PAGE_READWRITE, PAGE);

	REQUIRE(event && section);
	CHECK_FAILS(NULL, view_of(event, FILE_MAP_READ), row->error);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ), row->error);
	CHECK_FAILS(NULL, CreateEventA(NULL, TRUE, FALSE, taken), row->error);
	CHECK(CloseHandle(event));
	CHECK(CloseHandle(section));
}

static void missing_right(const struct row *row)
{
	HANDLE file = file_with("data", PAGE, 'a', GENERIC_READ);
	HANDLE section = section_create(NULL, PAGE_READONLY, PAGE);

	REQUIRE(section);
	CHECK_FAILS(NULL, view_of(section, FILE_MAP_WRITE), row->error);
	CHECK_FAILS(NULL, section_on(file, PAGE_READWRITE, 0, NULL),
		    row->error);
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
}

/* a: bytes locked */
static void lock_keeps_nobody_out(const struct row *row)
{
	HANDLE file = file_with("data", PAGE, 'a', GENERIC_READ | GENERIC_WRITE);
	HANDLE locker = file_open(case_path("data"),
				  GENERIC_READ | GENERIC_WRITE);
	HANDLE section;
	char *view;

	CHECK(LockFile(locker, 0, 0, (DWORD)row->a, 0));
	section = section_on(file, PAGE_READWRITE, 0, NULL);
	REQUIRE(section);
	view = view_of(section, FILE_MAP_WRITE);
	REQUIRE(view);
	view[0] = 'b';
	CHECK(FlushViewOfFile(view, 0));
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
	CHECK(UnlockFile(locker, 0, 0, (DWORD)row->a, 0));
	CHECK(CloseHandle(locker));
	CHECK(CloseHandle(file));
}

/* a: bytes of the section, b: bytes of the view */
static void view_too_big(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, row->a);

	REQUIRE(section);
	CHECK_FAILS(NULL, MapViewOfFile(section, FILE_MAP_READ, 0, 0,
					(SIZE_T)row->b), row->error);
	CHECK(CloseHandle(section));
}

/* a: protection of the section, b: access of the view */
static void section_forbids(const struct row *row)
{
	HANDLE section = section_create(NULL, (DWORD)row->a, PAGE), all;

	REQUIRE(section);
	REQUIRE(duplicate(section, &all, SECTION_ALL_ACCESS, FALSE, 0));
	CHECK_FAILS(NULL, view_of(all, (DWORD)row->b), row->error);
	CHECK(CloseHandle(all));
	CHECK(CloseHandle(section));
}

/* a: protection, b: size */
static void create_fails(const struct row *row)
{
	CHECK_FAILS(NULL, section_create(row->text, (DWORD)row->a, row->b),
		    row->error);
}

static void unaligned_offset(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 0x30000);

	REQUIRE(section);
	CHECK_FAILS(NULL, MapViewOfFile(section, FILE_MAP_READ, 0,
					(DWORD)row->a, 0), row->error);
	CHECK_FAILS(NULL, MapViewOfFileEx(section, FILE_MAP_READ, 0, 0, 0,
					  (LPVOID)(0x30000000 + row->a)),
		    row->error);
	CHECK(CloseHandle(section));
}

static void busy_address(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	void *view = view_of(section, FILE_MAP_READ);

	REQUIRE(view);
	CHECK_FAILS(NULL, MapViewOfFileEx(section, FILE_MAP_READ, 0, 0, 0,
					  view), row->error);
	CHECK(UnmapViewOfFile(view));
	CHECK_FAILS(FALSE, UnmapViewOfFile(view), row->error);
	CHECK(CloseHandle(section));
}

/* a: access of the file, b: protection, c: bytes in it, d: size asked */
static void file_create_fails(const struct row *row)
{
	HANDLE file = file_with("data", row->c, 'a', (DWORD)row->a);

	CHECK_FAILS(NULL, section_on(file, (DWORD)row->b, row->d, NULL),
		    row->error);
	CHECK(CloseHandle(file));
}

static void no_memory_for_commit(const struct row *row)
{
	CHECK_FAILS(NULL, section_create(NULL, (DWORD)row->a, 512ull << 30),
		    row->error);
}

static void out_of_resources(const struct row *row)
{
	CHECK_FAILS(NULL, section_create(NULL, PAGE_READWRITE | SEC_RESERVE,
					 8ull << 40), row->error);
}

static void directory_as_file(const struct row *row)
{
	HANDLE directory = CreateFileA(platform_directory(), GENERIC_READ,
				       SHARE_ALL, NULL, OPEN_EXISTING,
				       FILE_FLAG_BACKUP_SEMANTICS, NULL);

	REQUIRE(directory != INVALID_HANDLE_VALUE);
	CHECK_FAILS(NULL, section_on(directory, PAGE_READONLY, PAGE, NULL),
		    row->error);
	CHECK(CloseHandle(directory));
	CHECK_FAILS(NULL, section_create(NULL, PAGE_READONLY | SEC_IMAGE, PAGE),
		    row->error);
}

static void open_fails(const struct row *row)
{
	CHECK_FAILS(NULL, section_open(row->text, FILE_MAP_READ), row->error);
}

static void open_fails_absent(const struct row *row)
{
	const char *name = case_name("absent");

	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ), row->error);
	CHECK_FAILS(NULL, OpenEventA(EVENT_ALL_ACCESS, FALSE, name),
		    row->error);
}

static void opened_instead(const struct row *row)
{
	const char *name = case_name("existing");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), again;

	REQUIRE(section);
	again = section_create(name, PAGE_READWRITE, PAGE);
	CHECK(again);
	CHECK_EQUAL(GetLastError(), row->error);
	CHECK(CloseHandle(again));
	CHECK(CloseHandle(section));
}

static void directory_exists(const struct row *row)
{
	CHECK_FAILS(FALSE, CreateDirectoryA(platform_directory(), NULL),
		    row->error);
}

static void cut_mapped_file(const struct row *row)
{
	HANDLE file = file_with("data", 2 * PAGE, 'a', READ_WRITE);
	HANDLE section = section_on(file, PAGE_READWRITE, 0, NULL);

	REQUIRE(section);
	CHECK_EQUAL(SetFilePointer(file, PAGE, NULL, FILE_BEGIN), PAGE);
	CHECK_FAILS(FALSE, SetEndOfFile(file), row->error);
	CHECK(CloseHandle(section));
	CHECK(SetEndOfFile(file));
	CHECK(CloseHandle(file));
}

/* Refused: the file can be deleted, and the section keeps it. */
static void delete_mapped_file(const struct row *row)
{
	const char *path = case_file("data", PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_READ);
	HANDLE section = section_on(file, PAGE_READONLY, 0, NULL);
	char *view = view_of(section, FILE_MAP_READ);

	(void)row;
	REQUIRE(view);
	CHECK(DeleteFileA(path));
	CHECK(view[0] == 'a' && view[PAGE - 1] == 'a');
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
	CHECK_FAILS(INVALID_HANDLE_VALUE, file_open(path, GENERIC_READ),
		    ERROR_FILE_NOT_FOUND);
}

/* Refused: the second one opens the file all the same. */
static void open_unshared_twice(const struct row *row)
{
	const char *path = case_file("data", PAGE, 'a');
	HANDLE first, second;

	(void)row;
	first = CreateFileA(path, READ_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
	REQUIRE(first != INVALID_HANDLE_VALUE);
	second = CreateFileA(path, READ_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
	CHECK(second != INVALID_HANDLE_VALUE);
	CHECK(CloseHandle(second));
	CHECK(CloseHandle(first));
}

static void missing_privilege(const struct row *row)
{
	const char *name = case_name("section");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);

	REQUIRE(section);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ |
					     ACCESS_SYSTEM_SECURITY),
		    row->error);
	CHECK(CloseHandle(section));
}

static void disk_full(const struct row *row)
{
	const char *path = case_file("data", PAGE, 'a');
	HANDLE file = file_open(path, READ_WRITE);

	CHECK_FAILS(NULL, section_on(file, PAGE_READWRITE, 4ull << 40, NULL),
		    row->error);
	CHECK_EQUAL(file_size(path), PAGE);
	CHECK(CloseHandle(file));
}

static void commit_on_file_view(const struct row *row)
{
	HANDLE file = file_with("data", PAGE, 'a', READ_WRITE);
	HANDLE section = section_on(file, PAGE_READWRITE, 0, NULL);
	void *view = view_of(section, FILE_MAP_WRITE);

	REQUIRE(view);
	CHECK_FAILS(NULL, VirtualAlloc(view, PAGE, MEM_COMMIT, PAGE_READWRITE),
		    row->error);
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
}

static void free_a_view(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	char *view = view_of(section, FILE_MAP_WRITE);

	REQUIRE(view);
	CHECK_FAILS(FALSE, VirtualFree(view, 0, MEM_RELEASE), row->error);
	CHECK(!*view);
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
}

static void name_of_free_address(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	void *view = view_of(section, FILE_MAP_READ);
	char name[300];

	REQUIRE(view);
	CHECK(UnmapViewOfFile(view));
	CHECK_FAILS(0, GetMappedFileNameA(GetCurrentProcess(), view, name,
					  sizeof(name)), row->error);
	CHECK_FAILS(0, GetMappedFileNameA(GetCurrentProcess(), NULL, name,
					  sizeof(name)), row->error);
	CHECK(CloseHandle(section));
}

static void bad_pointer(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	void *view = view_of(section, FILE_MAP_WRITE);

	REQUIRE(view);
	CHECK_FAILS(FALSE, VirtualProtect(view, PAGE, PAGE_READONLY, NULL),
		    row->error);
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
}

/* a: characters */
static void long_ansi_name(const struct row *row)
{
	char *name = malloc(row->a + 1);

	memset(name, 'n', row->a);
	name[row->a] = '\0';
	CHECK_FAILS(NULL, section_create(name, PAGE_READWRITE, PAGE),
		    row->error);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ), row->error);
	free(name);
}

const struct row rows_errors[] = {
	{ "ERR-1", closed_handle, .error = ERROR_INVALID_HANDLE },
	{ "ERR-2", other_type, .error = ERROR_INVALID_HANDLE },
	{ "ERR-3", missing_right, .error = ERROR_ACCESS_DENIED },
	{ "ERR-4", view_too_big, NULL, PAGE, PAGE + 1,
	  .error = ERROR_ACCESS_DENIED },
	{ "ERR-5", section_forbids, NULL, PAGE_READONLY, FILE_MAP_WRITE,
	  .error = ERROR_INVALID_PARAMETER },
	{ "ERR-6", create_fails, NULL, 0, PAGE,
	  .error = ERROR_INVALID_PARAMETER },
	{ "ERR-6", create_fails, NULL, PAGE_READWRITE, 0,
	  .error = ERROR_INVALID_PARAMETER },
	{ "ERR-7", unaligned_offset, NULL, 0x1000,
	  .error = ERROR_MAPPED_ALIGNMENT },
	{ "ERR-8", busy_address, .error = ERROR_INVALID_ADDRESS },
	{ "ERR-9", file_create_fails, NULL, GENERIC_READ, PAGE_READONLY, PAGE,
	  PAGE + 1, .error = ERROR_NOT_ENOUGH_MEMORY },
	{ "ERR-10", no_memory_for_commit, NULL, PAGE_READWRITE | SEC_COMMIT,
	  .error = ERROR_COMMITMENT_LIMIT },
	{ "ERR-11", out_of_resources, .error = ERROR_NO_SYSTEM_RESOURCES },
	{ "ERR-12", file_create_fails, NULL, READ_WRITE, PAGE_READWRITE, 0, 0,
	  .error = ERROR_FILE_INVALID },
	{ "ERR-13", directory_as_file, .error = ERROR_BAD_EXE_FORMAT },
	{ "ERR-14", open_fails_absent, .error = ERROR_FILE_NOT_FOUND },
	{ "ERR-15", open_fails, "nowhere\\name",
	  .error = ERROR_PATH_NOT_FOUND },
	{ "ERR-15", create_fails, "nowhere\\name", PAGE_READWRITE, PAGE,
	  .error = ERROR_PATH_NOT_FOUND },
	{ "ERR-16", open_fails, "\\name", .error = ERROR_BAD_PATHNAME },
	{ "ERR-16", create_fails, "\\name", PAGE_READWRITE, PAGE,
	  .error = ERROR_BAD_PATHNAME },
	{ "ERR-17", open_fails, "Local\\\\name", .error = ERROR_INVALID_NAME },
	{ "ERR-17", create_fails, "Local\\\\name", PAGE_READWRITE, PAGE,
	  .error = ERROR_INVALID_NAME },
	{ "ERR-18", opened_instead, .error = ERROR_ALREADY_EXISTS },
	{ "ERR-19", directory_exists, .error = ERROR_ALREADY_EXISTS },
	{ "ERR-20", cut_mapped_file, .error = ERROR_USER_MAPPED_FILE },
	{ "ERR-21", delete_mapped_file },
	{ "ERR-22", open_unshared_twice },
	{ "ERR-23", missing_privilege, .error = ERROR_PRIVILEGE_NOT_HELD },
	{ "ERR-24", lock_keeps_nobody_out, "", PAGE },
	{ "ERR-24", lock_keeps_nobody_out, "", 1 },
	{ "ERR-25", disk_full, .error = ERROR_DISK_FULL },
	{ "ERR-26", commit_on_file_view, .error = ERROR_ACCESS_DENIED },
	{ "ERR-27", free_a_view, .error = ERROR_INVALID_PARAMETER },
	{ "ERR-28", name_of_free_address, .error = ERROR_UNEXP_NET_ERR },
	{ "ERR-29", call_is_absent, "NtExtendSection" },
	{ "ERR-30", bad_pointer, .error = ERROR_NOACCESS },
	{ "ERR-31", long_ansi_name, NULL, 260,
	  .error = ERROR_FILENAME_EXCED_RANGE },
	{ "ERR-31", long_ansi_name, NULL, 32767,
	  .error = ERROR_FILENAME_EXCED_RANGE },
	{ NULL }
};
