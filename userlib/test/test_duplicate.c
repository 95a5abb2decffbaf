// SPDX-License-Identifier: MIT
/* DuplicateHandle, rows DUP. */
#include "harness.h"

#define PAGE 4096u

TEST(DUP_1_same_access)
{
	HANDLE section = section_create(NULL, PAGE_READONLY, PAGE), other;
	void *view;

	CHECK(duplicate(section, &other, GENERIC_ALL, FALSE,
			DUPLICATE_SAME_ACCESS));
	CHECK(other != section);
	CHECK_FAILS(NULL, view_of(other, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
	view = view_of(other, FILE_MAP_READ);
	CHECK(view);
	UnmapViewOfFile(view);
	CloseHandle(section);
	CloseHandle(other);
}

TEST(DUP_3_5_more_access)
{
	HANDLE section = section_create(NULL, PAGE_EXECUTE_READWRITE, PAGE);
	HANDLE reader, full;
	void *view;

	CHECK(duplicate(section, &reader, GENERIC_READ, FALSE, 0));
	CHECK_FAILS(NULL, view_of(reader, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
	CHECK(duplicate(reader, &full, GENERIC_ALL, FALSE, 0));
	view = view_of(full, FILE_MAP_WRITE | FILE_MAP_EXECUTE);
	CHECK(view);
	UnmapViewOfFile(view);
	CloseHandle(section);
	CloseHandle(reader);
	CloseHandle(full);
}

TEST(DUP_4_6_failures_zero_the_target)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE), other;

	other = (HANDLE)0x1234;
	CHECK_FAILS(FALSE, duplicate(section, &other, 0xffffffff, FALSE, 0),
		    ERROR_ACCESS_DENIED);
	CHECK(!other);
	other = (HANDLE)0x1234;
	CHECK_FAILS(FALSE, duplicate((HANDLE)0x7770, &other, 0, FALSE,
				     DUPLICATE_SAME_ACCESS),
		    ERROR_INVALID_HANDLE);
	CHECK(!other);
	CHECK_FAILS(FALSE, DuplicateHandle(NULL, section, GetCurrentProcess(),
					   &other, 0, FALSE,
					   DUPLICATE_SAME_ACCESS),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, DuplicateHandle(GetCurrentProcess(), section,
					   section, &other, 0, FALSE,
					   DUPLICATE_SAME_ACCESS),
		    ERROR_INVALID_HANDLE);
	CloseHandle(section);
}

TEST(DUP_7_no_target)
{
	const char *name = test_name("leaked");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), opened;
	int number = _open_osfhandle((LONG_PTR)section, 0), fd;

	CHECK(duplicate(section, NULL, 0, FALSE, DUPLICATE_SAME_ACCESS));
	CloseHandle(section);
	opened = section_open(name, FILE_MAP_READ);
	CHECK(opened);
	CloseHandle(opened);
	for (fd = number; fd < number + 4; fd++)
		CloseHandle(handle_of(fd));
}

TEST(DUP_8_close_source)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE), other;
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);

	CHECK(duplicate(section, &other, 0, TRUE,
			DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE));
	CHECK(other == section);
	CHECK_EQUAL(flags_of(other), HANDLE_FLAG_INHERIT);
	CHECK(duplicate(section, &other, FILE_MAP_READ, FALSE,
			DUPLICATE_CLOSE_SOURCE));
	CHECK(other != section);
	CHECK_FAILS(FALSE, CloseHandle(section), ERROR_INVALID_HANDLE);
	/* Whatever the result. */
	CHECK_FAILS(FALSE, duplicate(other, &section, 0xffffffff, FALSE,
				     DUPLICATE_CLOSE_SOURCE),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, CloseHandle(other), ERROR_INVALID_HANDLE);
	CHECK(duplicate(file, &other, GENERIC_READ, FALSE,
			DUPLICATE_CLOSE_SOURCE));
	CHECK_FAILS(FALSE, CloseHandle(file), ERROR_INVALID_HANDLE);
	CHECK(CloseHandle(other));
}

TEST(DUP_9_10_13_inheritance)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE), other;

	CHECK_EQUAL(flags_of(section), 0);
	CHECK(duplicate(section, &other, 0, TRUE, DUPLICATE_SAME_ACCESS));
	CHECK_EQUAL(flags_of(other), HANDLE_FLAG_INHERIT);
	CloseHandle(section);
	CHECK(duplicate(other, &section, 0, FALSE,
			DUPLICATE_SAME_ACCESS | DUPLICATE_SAME_ATTRIBUTES));
	CHECK_EQUAL(flags_of(section), HANDLE_FLAG_INHERIT);
	CloseHandle(section);
	CloseHandle(other);
}

TEST(DUP_14_existing_name_and_inheritance)
{
	const char *name = test_name("inherit");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), other;
	SECURITY_ATTRIBUTES attributes;

	test_set_inherit(&attributes, true);
	other = CreateFileMappingA(NULL, &attributes, PAGE_READWRITE, 0, PAGE,
				   name);
	CHECK_EQUAL(flags_of(section), 0);
	CHECK_EQUAL(flags_of(other), HANDLE_FLAG_INHERIT);
	CloseHandle(section);
	CloseHandle(other);
}

TEST_ALONE(DUP_16_files_share_their_position)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE), other;
	DWORD moved;

	CHECK(duplicate(file, &other, GENERIC_READ, FALSE, 0));
	SetFilePointer(file, 100, NULL, FILE_BEGIN);
	CHECK_EQUAL(SetFilePointer(other, 0, NULL, FILE_CURRENT), 100);
	CHECK_FAILS(FALSE, WriteFile(other, "x", 1, &moved, NULL),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, duplicate(file, NULL, 0xffffffff, FALSE, 0),
		    ERROR_ACCESS_DENIED);
	CloseHandle(file);
	file = file_open(path, GENERIC_READ);
	CHECK_FAILS(FALSE, duplicate(file, NULL, GENERIC_WRITE, FALSE, 0),
		    ERROR_ACCESS_DENIED);
	CloseHandle(file);
	CloseHandle(other);
}

TEST(DUP_18_type_of_a_section)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);

	CHECK_FAILS(FILE_TYPE_UNKNOWN, GetFileType(section),
		    ERROR_INVALID_HANDLE);
	CloseHandle(section);
}
