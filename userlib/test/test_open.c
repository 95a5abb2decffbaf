// SPDX-License-Identifier: MIT
/* OpenFileMapping and the last error, rows OFM, LER and SCY. */
#include "harness.h"

#define PAGE 4096u

TEST(OFM_3_4_5_rights_are_the_ones_asked_for)
{
	/* what to open with, and the views that this allows */
	static const struct { DWORD access; bool read, write; } table[] = {
		{ FILE_MAP_READ, true, false },
		{ FILE_MAP_WRITE, false, true },
		{ FILE_MAP_COPY, true, false },
		{ FILE_MAP_READ | FILE_MAP_COPY, true, false },
		{ FILE_MAP_WRITE | FILE_MAP_COPY, false, true },
		{ SECTION_EXTEND_SIZE, false, false },
		{ GENERIC_READ, true, false },
		{ GENERIC_WRITE, false, true },
		{ GENERIC_EXECUTE, false, false },
		{ GENERIC_ALL, true, true },
		{ FILE_MAP_ALL_ACCESS, true, true },
		{ MAXIMUM_ALLOWED, true, true },
	};
	const char *name = test_name("rights");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), opened;
	unsigned int i;
	void *view;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		opened = section_open(name, table[i].access);
		REQUIRE(opened);
		view = view_of(opened, FILE_MAP_READ);
		CHECK_EQUAL(!!view, table[i].read);
		CHECK(view || GetLastError() == ERROR_ACCESS_DENIED);
		if (view)
			UnmapViewOfFile(view);
		view = view_of(opened, FILE_MAP_WRITE);
		CHECK_EQUAL(!!view, table[i].write);
		CHECK(view || GetLastError() == ERROR_ACCESS_DENIED);
		if (view)
			UnmapViewOfFile(view);
		CloseHandle(opened);
	}
	CloseHandle(section);
}

TEST(OFM_8_open_asks_the_permission_only)
{
	const char *name = test_name("wide");
	HANDLE section = section_create(name, PAGE_READONLY, PAGE);
	HANDLE opened = section_open(name, FILE_MAP_WRITE);

	REQUIRE(opened);
	CHECK_FAILS(NULL, view_of(opened, FILE_MAP_WRITE),
		    ERROR_INVALID_PARAMETER);
	CloseHandle(opened);
	CloseHandle(section);
}

TEST(OFM_9_10_no_access_and_system_security)
{
	const char *name = test_name("none");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);

	CHECK_FAILS(NULL, section_open(name, 0), ERROR_ACCESS_DENIED);
	CHECK_FAILS(NULL, section_open(name, ACCESS_SYSTEM_SECURITY),
		    ERROR_PRIVILEGE_NOT_HELD);
	CloseHandle(section);
}

TEST(OFM_13_each_open_is_a_handle_of_its_own)
{
	const char *name = test_name("opens");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	HANDLE first = section_open(name, FILE_MAP_READ);
	HANDLE second = section_open(name, FILE_MAP_READ);

	CHECK(first && second && first != second && first != section);
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(first));
	CHECK(CloseHandle(second));
}

TEST(LER_1_2_3_last_error_after_success)
{
	const char *name = test_name("error");
	HANDLE section, second;
	void *view;

	SetLastError(0xdeadbeef);
	section = section_create(name, PAGE_READWRITE, PAGE);
	CHECK_EQUAL(GetLastError(), 0);
	second = section_create(name, PAGE_READWRITE, PAGE);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CloseHandle(second);
	SetLastError(0xdeadbeef);
	second = section_open(name, FILE_MAP_READ);
	view = view_of(section, FILE_MAP_WRITE);
	CHECK(FlushViewOfFile(view, 0));
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(second));
	CHECK(DuplicateHandle(GetCurrentProcess(), section, GetCurrentProcess(),
			      &second, 0, FALSE, DUPLICATE_SAME_ACCESS));
	CHECK(CloseHandle(second));
	CHECK(CloseHandle(section));
	CHECK_EQUAL(GetLastError(), 0xdeadbeef);
}

TEST(SCY_1_no_descriptor)
{
	SECURITY_ATTRIBUTES attributes;
	HANDLE section;

	test_set_inherit(&attributes, false);
	section = CreateFileMappingA(INVALID_HANDLE_VALUE, &attributes,
				     PAGE_READWRITE, 0, PAGE, NULL);
	CHECK(section);
	CloseHandle(section);
}
