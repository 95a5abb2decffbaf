// SPDX-License-Identifier: MIT
/* CreateFileMapping on a name that exists, rows CFM-50 to 57. */
#include "harness.h"

#define PAGE 4096u

TEST(CFM_50_51_existing_section_keeps_its_size)
{
	const char *name = test_name("size");
	HANDLE first = section_create(name, PAGE_READWRITE, PAGE);
	HANDLE second = section_create(name, PAGE_READWRITE, 1 << 20);

	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CHECK_EQUAL(view_size(second), PAGE);
	CloseHandle(first);
	CloseHandle(second);
}

TEST(CFM_54_existing_readonly_section)
{
	const char *name = test_name("readonly");
	HANDLE first = section_create(name, PAGE_READONLY, PAGE);
	HANDLE second = section_create(name, PAGE_READWRITE, PAGE);

	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CHECK_FAILS(NULL, view_of(second, FILE_MAP_WRITE),
		    ERROR_INVALID_PARAMETER);
	CloseHandle(first);
	CloseHandle(second);
}

TEST(CFM_55_arguments_before_the_name)
{
	const char *name = test_name("arguments");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);

	CHECK_FAILS(NULL, section_create(name, PAGE_NOACCESS, PAGE),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, section_create(name, PAGE_READWRITE, 0),
		    ERROR_INVALID_PARAMETER);
	CloseHandle(section);
}

TEST(CFM_56_an_existing_name_leaves_the_file_alone)
{
	const char *name = test_name("file");
	const char *path = test_file("data", 10, 'a');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
	HANDLE first = section_create(name, PAGE_READWRITE, PAGE);
	HANDLE second = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0,
					   PAGE, name);

	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CHECK_EQUAL(test_file_size(path), 10);
	CloseHandle(first);
	CloseHandle(second);
	CloseHandle(file);
}

TEST(CFM_57_LIF_2_name_goes_with_the_last_handle)
{
	const char *name = test_name("views");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	char *old = view_of(section, FILE_MAP_WRITE), *fresh;

	*old = 'o';
	CloseHandle(section);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
	section = section_create(name, PAGE_READWRITE, PAGE);
	CHECK_EQUAL(GetLastError(), 0);
	fresh = view_of(section, FILE_MAP_WRITE);
	CHECK(fresh && !*fresh);
	*fresh = 'f';
	CloseHandle(section);
	CHECK(*old == 'o');
	UnmapViewOfFile(old);
	UnmapViewOfFile(fresh);
}
