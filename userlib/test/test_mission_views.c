// SPDX-License-Identifier: MIT
/* The flow, line by line: map, map at an address, flush, unmap, close. */
#include "harness.h"

#define PAGE 4096u

/* 3. Map. */

TEST(mission_3_map_write_read_all_access)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	char *writer = view_of(section, FILE_MAP_WRITE);
	char *reader = view_of(section, FILE_MAP_READ);
	char *all = view_of(section, FILE_MAP_ALL_ACCESS);
	struct { int first; double second; } *cast = (void *)writer;
	MEMORY_BASIC_INFORMATION info;

	REQUIRE(writer && reader && all);
	cast->first = 42;
	memcpy(all + 100, "by memcpy", 10);
	CHECK(*(int *)reader == 42);
	CHECK(!memcmp(reader + 100, "by memcpy", 10));
	VirtualQuery(reader, &info, sizeof(info));
	CHECK_EQUAL(info.Protect, PAGE_READONLY);
	VirtualQuery(all, &info, sizeof(info));
	CHECK_EQUAL(info.Protect, PAGE_READWRITE);
	UnmapViewOfFile(writer);
	UnmapViewOfFile(reader);
	UnmapViewOfFile(all);
	CloseHandle(section);
}

TEST(mission_3_map_copy_never_reaches_the_data)
{
	const char *path = test_file("data", PAGE, 'f');
	HANDLE file = file_open(path, GENERIC_READ);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_WRITECOPY, 0, 0,
					    NULL);
	char *copy = view_of(section, FILE_MAP_COPY), byte;
	char *reader = view_of(section, FILE_MAP_READ);

	REQUIRE(copy && reader);
	*copy = 'X';
	CHECK(*copy == 'X' && *reader == 'f');
	CHECK(FlushViewOfFile(copy, 0));
	UnmapViewOfFile(copy);
	test_read(path, &byte, 0, 1);
	CHECK(byte == 'f');
	UnmapViewOfFile(reader);
	CloseHandle(section);
	CloseHandle(file);
}

TEST(mission_3_map_zero_bytes_is_the_whole)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 5 * PAGE);
	MEMORY_BASIC_INFORMATION info;
	void *view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);

	REQUIRE(VirtualQuery(view, &info, sizeof(info)));
	CHECK_EQUAL(info.RegionSize, 5 * PAGE);
	UnmapViewOfFile(view);
	CHECK_FAILS(NULL, MapViewOfFile(section, FILE_MAP_READ, 0, 0x10000, 0),
		    ERROR_ACCESS_DENIED);
	CloseHandle(section);
}

TEST(mission_3_map_at_offset)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 0x20000);
	char *whole = view_of(section, FILE_MAP_WRITE);
	char *part = MapViewOfFile(section, FILE_MAP_READ, 0, 0x10000, 10);

	REQUIRE(whole && part);
	whole[0x10000] = 'p';
	CHECK(*part == 'p');
	UnmapViewOfFile(whole);
	UnmapViewOfFile(part);
	CloseHandle(section);
}

/* 4. Map at an address. */

TEST(mission_4_map_at_wanted_address)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	void *wanted = (void *)0x30000000, *view;

	REQUIRE(test_address_is_free(wanted));
	view = MapViewOfFileEx(section, FILE_MAP_WRITE, 0, 0, 0, wanted);
	CHECK(view == wanted);
	CHECK_FAILS(NULL, MapViewOfFileEx(section, FILE_MAP_WRITE, 0, 0, 0,
					  wanted), ERROR_INVALID_ADDRESS);
	UnmapViewOfFile(view);
	CloseHandle(section);
}

/* 5. Flush. */

TEST(mission_5_flush_part_and_all)
{
	const char *path = test_file("data", 4 * PAGE, 'g');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
					    NULL);
	char *view = view_of(section, FILE_MAP_WRITE), bytes[2];

	REQUIRE(view);
	view[PAGE] = 'X';
	CHECK(FlushViewOfFile(view + PAGE, 1));
	view[2 * PAGE] = 'Y';
	CHECK(FlushViewOfFile(view, 0));
	test_read(path, bytes, PAGE, 1);
	test_read(path, bytes + 1, 2 * PAGE, 1);
	CHECK(bytes[0] == 'X' && bytes[1] == 'Y');
	UnmapViewOfFile(view);
	CloseHandle(section);
	CloseHandle(file);
}

/* 6. Unmap. */

TEST(mission_6_unmap_removes_the_view_and_keeps_the_data)
{
	const char *path = test_file("data", PAGE, 'h');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
					    NULL);
	char *view = view_of(section, FILE_MAP_WRITE), byte;

	REQUIRE(view);
	view[7] = 'X';
	CHECK(UnmapViewOfFile(view));
	CHECK(test_address_is_free(view));
	test_read(path, &byte, 7, 1);
	CHECK(byte == 'X');
	CHECK_FAILS(FALSE, UnmapViewOfFile(view), ERROR_INVALID_ADDRESS);
	CloseHandle(section);
	CloseHandle(file);
}

/* 7. Close. */

TEST(mission_7_close)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);

	CHECK(CloseHandle(section));
	CHECK_FAILS(FALSE, CloseHandle(section), ERROR_INVALID_HANDLE);
}
