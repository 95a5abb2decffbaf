// SPDX-License-Identifier: MIT
/* MapViewOfFile, rows MVF. */
#include "harness.h"

#define PAGE 4096u
#define BLOCK 0x10000u

static const DWORD section_protections[] = {
	PAGE_READONLY, PAGE_WRITECOPY, PAGE_READWRITE,
	PAGE_EXECUTE_READ, PAGE_EXECUTE_WRITECOPY, PAGE_EXECUTE_READWRITE,
};

static DWORD protection_of_view(const void *view)
{
	MEMORY_BASIC_INFORMATION info;

	REQUIRE(VirtualQuery(view, &info, sizeof(info)));
	return info.Protect;
}

TEST(MVF_table_D_access_to_protection)
{
	static const struct { DWORD access, plain, execute; } table[] = {
		{ 0x1, PAGE_WRITECOPY, PAGE_EXECUTE_WRITECOPY },
		{ 0x2, PAGE_READWRITE, PAGE_EXECUTE_READWRITE },
		{ 0x3, PAGE_READWRITE, PAGE_EXECUTE_READWRITE },
		{ 0x6, PAGE_READWRITE, PAGE_EXECUTE_READWRITE },
		{ 0x7, PAGE_READWRITE, PAGE_EXECUTE_READWRITE },
		{ 0xa, PAGE_READWRITE, PAGE_EXECUTE_READWRITE },
		{ 0xf001f, PAGE_READWRITE, PAGE_EXECUTE_READWRITE },
		{ 0x4, PAGE_READONLY, PAGE_EXECUTE_READ },
		{ 0x5, PAGE_READONLY, PAGE_EXECUTE_READ },
		{ 0xc, PAGE_READONLY, PAGE_EXECUTE_READ },
		{ 0xd, PAGE_READONLY, PAGE_EXECUTE_READ },
		{ 0x0, PAGE_NOACCESS, PAGE_NOACCESS },
		{ 0x8, PAGE_NOACCESS, PAGE_NOACCESS },
		{ 0x9, PAGE_NOACCESS, PAGE_NOACCESS },
	};
	HANDLE section = section_create(NULL, PAGE_EXECUTE_READWRITE, PAGE);
	unsigned int i;
	void *view;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		view = view_of(section, table[i].access);
		REQUIRE(view);
		CHECK_EQUAL(protection_of_view(view), table[i].plain);
		UnmapViewOfFile(view);
		view = view_of(section, table[i].access | FILE_MAP_EXECUTE);
		REQUIRE(view);
		CHECK_EQUAL(protection_of_view(view), table[i].execute);
		UnmapViewOfFile(view);
	}
	CloseHandle(section);
}

TEST(MVF_table_G_section_against_view)
{
	static const DWORD accesses[] = {
		0, FILE_MAP_READ, FILE_MAP_COPY, FILE_MAP_WRITE,
		FILE_MAP_EXECUTE | FILE_MAP_READ,
		FILE_MAP_EXECUTE | FILE_MAP_COPY,
		FILE_MAP_EXECUTE | FILE_MAP_WRITE,
	};
	/* For each section protection, a bit for each access that works. */
	static const unsigned int allowed[] = {
		0x07, 0x07, 0x0f, 0x37, 0x37, 0x7f,
	};
	const char *path = test_file("data", PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_ALL), section;
	unsigned int i, j;
	void *view;

	for (i = 0; i < 2 * ARRAYSIZE(section_protections); i++) {
		section = CreateFileMappingA(i % 2 ? file : NULL, NULL,
					     section_protections[i / 2], 0,
					     PAGE, NULL);
		REQUIRE(section);
		for (j = 0; j < ARRAYSIZE(accesses); j++) {
			SetLastError(0);
			view = view_of(section, accesses[j]);
			CHECK_EQUAL(!!view, allowed[i / 2] >> j & 1);
			if (view)
				UnmapViewOfFile(view);
			else
				CHECK_EQUAL(GetLastError(),
					    ERROR_ACCESS_DENIED);
		}
		CloseHandle(section);
	}
	CloseHandle(file);
}

/* The duplicate has the rights given and nothing else. */
static HANDLE duplicate_with(HANDLE source, DWORD access)
{
	HANDLE duplicate;

	REQUIRE(DuplicateHandle(GetCurrentProcess(), source,
				GetCurrentProcess(), &duplicate, access, FALSE,
				0));
	return duplicate;
}

TEST(MVF_1_2_3_reduced_duplicates)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	HANDLE reader = duplicate_with(section, FILE_MAP_READ);
	HANDLE nothing = duplicate_with(section, 0);
	void *view;

	CHECK_FAILS(NULL, view_of(reader, FILE_MAP_WRITE),
		    ERROR_ACCESS_DENIED);
	view = view_of(reader, 0);
	REQUIRE(view);
	CHECK_EQUAL(protection_of_view(view), PAGE_NOACCESS);
	UnmapViewOfFile(view);
	CHECK_FAILS(NULL, view_of(nothing, FILE_MAP_READ),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(NULL, view_of(nothing, 0), ERROR_ACCESS_DENIED);
	CloseHandle(section);
	CloseHandle(reader);
	CloseHandle(nothing);
}

TEST(MVF_4_5_write_without_read)
{
	const char *name = test_name("writer");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	HANDLE writer = section_open(name, FILE_MAP_WRITE);
	char *view;

	CHECK_FAILS(NULL, view_of(writer, FILE_MAP_READ), ERROR_ACCESS_DENIED);
	CHECK_FAILS(NULL, view_of(writer, FILE_MAP_COPY), ERROR_ACCESS_DENIED);
	view = view_of(writer, FILE_MAP_WRITE);
	REQUIRE(view);
	*view = 'w';
	CHECK(*view == 'w');
	UnmapViewOfFile(view);
	CloseHandle(section);
	CloseHandle(writer);
}

TEST(MVF_7_8_section_protection_against_full_rights)
{
	static const struct { DWORD section, access; bool allowed; } table[] = {
		{ PAGE_READWRITE, FILE_MAP_WRITE | FILE_MAP_EXECUTE, false },
		{ PAGE_READONLY, FILE_MAP_WRITE, false },
		{ PAGE_READONLY, FILE_MAP_READ | FILE_MAP_EXECUTE, false },
		{ PAGE_READONLY, FILE_MAP_COPY, true },
		{ PAGE_READONLY, FILE_MAP_READ, true },
		{ PAGE_READONLY, 0, true },
	};
	HANDLE section, full;
	unsigned int i;
	void *view;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		section = section_create(NULL, table[i].section, PAGE);
		full = duplicate_with(section, SECTION_ALL_ACCESS);
		SetLastError(0);
		view = view_of(full, table[i].access);
		CHECK_EQUAL(!!view, table[i].allowed);
		if (view)
			UnmapViewOfFile(view);
		else
			CHECK_EQUAL(GetLastError(), ERROR_INVALID_PARAMETER);
		CloseHandle(full);
		CloseHandle(section);
	}
}

TEST(MVF_9_10_11_HND_6_handles_that_are_no_section)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_READ);
	HANDLE event = CreateEventA(NULL, TRUE, FALSE, NULL);
	HANDLE wrong[] = { NULL, INVALID_HANDLE_VALUE, file, event,
			   (HANDLE)0x7770, (HANDLE)4 };
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(wrong); i++) {
		CHECK_FAILS(NULL, view_of(wrong[i], FILE_MAP_READ),
			    ERROR_INVALID_HANDLE);
		CHECK_FAILS(NULL, MapViewOfFileEx(wrong[i], FILE_MAP_READ, 0, 0,
						  0, (void *)(uintptr_t)42),
			    ERROR_INVALID_HANDLE);
	}
	CloseHandle(file);
	CloseHandle(event);
}

TEST(MVF_20_to_27_offset_and_length)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 2 * BLOCK + 10);
	static const struct { DWORD high, low; SIZE_T length; DWORD error; }
	table[] = {
		{ 0, 1, 0, ERROR_MAPPED_ALIGNMENT },
		{ 0, PAGE, 0, ERROR_MAPPED_ALIGNMENT },
		{ 0, BLOCK / 2, 1, ERROR_MAPPED_ALIGNMENT },
		{ 0xffffffff, 0xffffffff, 0, ERROR_MAPPED_ALIGNMENT },
		{ 0, 0, 2 * BLOCK + PAGE + 1, ERROR_ACCESS_DENIED },
		{ 0, BLOCK, BLOCK + PAGE + 1, ERROR_ACCESS_DENIED },
		{ 0, 0, SIZE_MAX, ERROR_INVALID_PARAMETER },
		{ 0, 3 * BLOCK, 0, ERROR_ACCESS_DENIED },
		{ 0, 3 * BLOCK, 1, ERROR_ACCESS_DENIED },
		{ 1, 0, 0, ERROR_ACCESS_DENIED },
		{ 0x80000000, 0, 0, ERROR_ACCESS_DENIED },
		{ 0, 0, 0, 0 },
		{ 0, 2 * BLOCK, 0, 0 },
		{ 0, 2 * BLOCK, PAGE, 0 },
		{ 0, BLOCK, 1, 0 },
	};
	unsigned int i;
	void *view;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		SetLastError(0);
		view = MapViewOfFile(section, FILE_MAP_READ, table[i].high,
				     table[i].low, table[i].length);
		CHECK_EQUAL(view ? 0 : GetLastError(), table[i].error);
		if (view)
			UnmapViewOfFile(view);
	}
	CloseHandle(section);
}

TEST(MVF_22_length_is_rounded_to_a_page)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 4 * PAGE);
	MEMORY_BASIC_INFORMATION info;
	void *view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, PAGE + 1);

	REQUIRE(VirtualQuery(view, &info, sizeof(info)));
	CHECK_EQUAL(info.RegionSize, 2 * PAGE);
	UnmapViewOfFile(view);
	CloseHandle(section);
}

TEST(MVF_23_one_byte_beyond_a_file_section)
{
	const char *path = test_file("data", 0x3452, 'a');
	HANDLE file = file_open(path, GENERIC_READ);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0,
					    NULL);
	void *view;

	CHECK_FAILS(NULL, MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0x3453),
		    ERROR_ACCESS_DENIED);
	view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0x3452);
	CHECK(view);
	UnmapViewOfFile(view);
	CloseHandle(section);
	CloseHandle(file);
}

TEST(MVF_28_more_than_the_address_space)
{
	/* RESERVE, so that nothing is charged for it. */
	HANDLE section = section_create(NULL, PAGE_READWRITE | SEC_RESERVE,
					6ULL << 30);
	DWORD error;
	void *view;

	REQUIRE(section);
	view = view_of(section, FILE_MAP_READ);
	error = GetLastError();
	if (sizeof(void *) == 8)
		CHECK(view);
	else
		CHECK(!view && (error == ERROR_NOT_ENOUGH_MEMORY ||
				error == ERROR_INVALID_PARAMETER));
	if (view)
		UnmapViewOfFile(view);
	CloseHandle(section);
}

TEST(MVF_29_rest_of_the_last_page)
{
	const char *path = test_file("data", 10, 'a');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
					    NULL);
	char *view = view_of(section, FILE_MAP_WRITE);

	REQUIRE(view);
	CHECK(view[9] == 'a' && !view[10] && !view[PAGE - 1]);
	view[100] = 'X';
	CHECK(FlushViewOfFile(view, 0));
	UnmapViewOfFile(view);
	CHECK_EQUAL(test_file_size(path), 10);
	CloseHandle(section);
	CloseHandle(file);
}

TEST(MVF_30_31_LIF_9_many_views)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	char *views[100];
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(views); i++) {
		views[i] = view_of(section, FILE_MAP_WRITE);
		REQUIRE(views[i]);
		CHECK(!((uintptr_t)views[i] % BLOCK));
		CHECK(!i || views[i] != views[i - 1]);
	}
	*views[0] = 'c';
	for (i = 0; i < ARRAYSIZE(views); i++) {
		CHECK(*views[i] == 'c');
		CHECK(UnmapViewOfFile(views[i]));
	}
	CloseHandle(section);
}

TEST(MVF_32_33_one_file_two_sections_and_WriteFile)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
	HANDLE first = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
					  NULL);
	HANDLE second = CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0,
					   NULL);
	char *writer = view_of(first, FILE_MAP_WRITE), byte;
	char *reader = view_of(second, FILE_MAP_READ);
	DWORD moved;

	REQUIRE(writer && reader);
	*writer = 'v';
	CHECK(*reader == 'v');
	CHECK(ReadFile(file, &byte, 1, &moved, NULL) && byte == 'v');
	CHECK(WriteFile(file, "W", 1, &moved, NULL));
	CHECK(reader[1] == 'W');
	UnmapViewOfFile(writer);
	UnmapViewOfFile(reader);
	CloseHandle(first);
	CloseHandle(second);
	CloseHandle(file);
}

TEST(MVF_35_access_beyond_the_view)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	char *reader = view_of(section, FILE_MAP_READ);
	char *nothing = view_of(section, 0);

	CHECK(test_faults(reader, true) && !test_faults(reader, false));
	CHECK(test_faults(nothing, false));
	UnmapViewOfFile(reader);
	UnmapViewOfFile(nothing);
	CHECK(test_faults(reader, false));
	CloseHandle(section);
}

TEST(MVF_37_large_pages_need_such_a_section)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);

	CHECK_FAILS(NULL, view_of(section, FILE_MAP_READ |
					   FILE_MAP_LARGE_PAGES),
		    ERROR_INVALID_PARAMETER);
	CloseHandle(section);
}
