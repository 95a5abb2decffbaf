// SPDX-License-Identifier: MIT
/* Flushing and private copies, rows FLU and COW. */
#include "harness.h"

#define PAGE 4096u

static const DWORD section_protections[] = {
	PAGE_READONLY, PAGE_WRITECOPY, PAGE_READWRITE,
	PAGE_EXECUTE_READ, PAGE_EXECUTE_WRITECOPY, PAGE_EXECUTE_READWRITE,
};

TEST(FLU_1_2_3_ranges)
{
	const char *path = test_file("data", 3 * PAGE + 5, 'a');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
					    NULL);
	char *view = view_of(section, FILE_MAP_WRITE);

	REQUIRE(view);
	memset(view, 'b', 3 * PAGE);
	CHECK(FlushViewOfFile(view, 1));
	CHECK(FlushViewOfFile(view + 10, PAGE));
	CHECK(FlushViewOfFile(view + PAGE + 1, 0));
	CHECK(FlushViewOfFile(view + 3 * PAGE, 5));
	CHECK(FlushViewOfFile(view, 4 * PAGE));
	CHECK(FlushFileBuffers(file));
	UnmapViewOfFile(view);
	CloseHandle(section);
	CloseHandle(file);
}

TEST(FLU_4_page_file)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	char *view = view_of(section, FILE_MAP_WRITE);

	*view = 1;
	CHECK(FlushViewOfFile(view, 0));
	UnmapViewOfFile(view);
	CloseHandle(section);
}

TEST(FLU_5_6_outside)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
					    NULL);
	char *view = view_of(section, FILE_MAP_WRITE);

	CHECK_FAILS(FALSE, FlushViewOfFile(view, PAGE + 1),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, FlushViewOfFile(view + 1, PAGE),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, FlushViewOfFile(view, SIZE_MAX),
		    ERROR_INVALID_PARAMETER);
	UnmapViewOfFile(view);
	CHECK_FAILS(FALSE, FlushViewOfFile(view, 0), ERROR_INVALID_ADDRESS);
	CHECK_FAILS(FALSE, FlushViewOfFile(NULL, 0), ERROR_INVALID_ADDRESS);
	CHECK_FAILS(FALSE, FlushViewOfFile(&view, 1), ERROR_INVALID_ADDRESS);
	CloseHandle(section);
	CloseHandle(file);
}

TEST(FLU_8_COW_1_2_private_copies)
{
	const char *path = test_file("data", 2 * PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_ALL), section;
	char *copy, *reader, bytes[2];
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(section_protections); i++) {
		section = CreateFileMappingA(file, NULL, section_protections[i],
					     0, 0, NULL);
		copy = view_of(section, FILE_MAP_COPY);
		reader = view_of(section, FILE_MAP_READ);
		REQUIRE(copy && reader);
		copy[0] = copy[PAGE] = 'X';
		CHECK(FlushViewOfFile(copy, 0) && FlushViewOfFile(reader, 0));
		CHECK(reader[0] == 'a' && copy[0] == 'X');
		UnmapViewOfFile(copy);
		test_read(path, bytes, 0, 2);
		CHECK(bytes[0] == 'a');
		test_read(path, bytes, PAGE, 1);
		CHECK(bytes[0] == 'a');
		copy = view_of(section, FILE_MAP_COPY);
		CHECK(copy && copy[0] == 'a');
		UnmapViewOfFile(copy);
		UnmapViewOfFile(reader);
		CloseHandle(section);
	}
	CloseHandle(file);
}

TEST(COW_7_follows_until_copied)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 2 * PAGE);
	char *copy = view_of(section, FILE_MAP_COPY);
	char *writer = view_of(section, FILE_MAP_WRITE);

	REQUIRE(copy && writer);
	CHECK(!copy[0] && !copy[PAGE]);
	writer[0] = 's';
	CHECK(copy[0] == 's');
	copy[0] = 'p';
	writer[0] = 't';
	writer[PAGE] = 'u';
	CHECK(copy[0] == 'p' && copy[PAGE] == 'u');
	UnmapViewOfFile(copy);
	UnmapViewOfFile(writer);
	CloseHandle(section);
}
