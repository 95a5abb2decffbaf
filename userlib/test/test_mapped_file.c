// SPDX-License-Identifier: MIT
/* The file behind a section, rows FIL. */
#include "harness.h"

#define PAGE 4096u

TEST(FIL_1_2_3_section_holds_the_file)
{
	const char *path = test_file("data", 2 * PAGE, 'a');
	HANDLE file = file_create(path, READ_WRITE, OPEN_EXISTING);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 4,
					    NULL);

	REQUIRE(section);
	SetFilePointer(file, 2 * PAGE, NULL, FILE_BEGIN);
	CHECK(SetEndOfFile(file));
	SetFilePointer(file, 2 * PAGE - 1, NULL, FILE_BEGIN);
	CHECK_FAILS(FALSE, SetEndOfFile(file), ERROR_USER_MAPPED_FILE);
	CHECK_EQUAL(test_file_size(path), 2 * PAGE);
	SetFilePointer(file, 3 * PAGE, NULL, FILE_BEGIN);
	CHECK(SetEndOfFile(file));
	CHECK_EQUAL(test_file_size(path), 3 * PAGE);
	/* The section stays as it is. */
	CHECK_FAILS(NULL, MapViewOfFile(section, FILE_MAP_READ, 0, 0, 5),
		    ERROR_ACCESS_DENIED);
	CloseHandle(section);
	CloseHandle(file);
}

TEST(FIL_4_5_view_holds_the_file)
{
	const char *path = test_file("data", 2 * PAGE, 'a');
	HANDLE file = file_create(path, READ_WRITE, OPEN_EXISTING);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
					    NULL);
	void *view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 1);

	CloseHandle(section);
	SetFilePointer(file, PAGE, NULL, FILE_BEGIN);
	CHECK_FAILS(FALSE, SetEndOfFile(file), ERROR_USER_MAPPED_FILE);
	CREATE_FAILS(file_create(path, READ_WRITE, TRUNCATE_EXISTING),
		     ERROR_USER_MAPPED_FILE);
	/* To its own size, and to a larger one, it can be set. */
	SetFilePointer(file, 0, NULL, FILE_END);
	CHECK(SetEndOfFile(file));
	SetFilePointer(file, 4 * PAGE, NULL, FILE_BEGIN);
	CHECK(SetEndOfFile(file));
	CHECK_EQUAL(test_file_size(path), 4 * PAGE);
	SetFilePointer(file, PAGE, NULL, FILE_BEGIN);
	CHECK(UnmapViewOfFile(view));
	CHECK(SetEndOfFile(file));
	CHECK_EQUAL(test_file_size(path), PAGE);
	CloseHandle(file);
}

TEST(FIL_6_WriteFile_past_the_end)
{
	const char *path = test_file("data", 10, 'a');
	HANDLE file = file_create(path, READ_WRITE, OPEN_EXISTING);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0,
					    NULL);
	DWORD moved;

	SetFilePointer(file, 0, NULL, FILE_END);
	CHECK(WriteFile(file, "more", 4, &moved, NULL));
	CHECK_EQUAL(test_file_size(path), 14);
	CloseHandle(section);
	CloseHandle(file);
}

TEST(FIL_7_9_creating_over_a_section)
{
	const char *path = test_file("data", 10, 'a');
	HANDLE file = file_create(path, READ_WRITE, OPEN_EXISTING), other;
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0,
					    NULL);

	CREATE_FAILS(file_create(path, READ_WRITE, CREATE_ALWAYS),
		     ERROR_USER_MAPPED_FILE);
	CREATE_FAILS(file_create(path, GENERIC_READ, CREATE_ALWAYS),
		     ERROR_USER_MAPPED_FILE);
	CREATE_FAILS(file_create(path, READ_WRITE, TRUNCATE_EXISTING),
		     ERROR_USER_MAPPED_FILE);
	CHECK_EQUAL(test_file_size(path), 10);
	other = file_create(path, READ_WRITE, OPEN_ALWAYS);
	CHECK(other != INVALID_HANDLE_VALUE);
	CloseHandle(other);
	CloseHandle(section);
	CloseHandle(file);
	file = CreateFileA(path, READ_WRITE, 7, NULL, OPEN_EXISTING,
			   FILE_FLAG_DELETE_ON_CLOSE, NULL);
	CHECK(file != INVALID_HANDLE_VALUE);
	CloseHandle(file);
}
