// SPDX-License-Identifier: MIT
/* CreateFileMapping, rows CFM. */
#include "harness.h"

#define PAGE 4096u

static const DWORD protections[] = {
	PAGE_READONLY, PAGE_WRITECOPY, PAGE_READWRITE,
	PAGE_EXECUTE_READ, PAGE_EXECUTE_WRITECOPY, PAGE_EXECUTE_READWRITE,
};

TEST(CFM_1_meaningless_protections)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_ALL);
	DWORD refused[] = { 0, PAGE_NOACCESS, PAGE_EXECUTE };
	unsigned int i, j;

	REQUIRE(file != INVALID_HANDLE_VALUE);
	for (i = 0; i < ARRAYSIZE(refused); i++)
		CHECK_FAILS(NULL, CreateFileMappingA(file, NULL, refused[i], 0,
						     0, NULL),
			    ERROR_INVALID_PARAMETER);
	for (i = 0; i < 8; i++) {
		for (j = 0; j < i; j++)
			CHECK_FAILS(NULL, CreateFileMappingA(file, NULL,
							     1u << i | 1u << j,
							     0, 0, NULL),
				    ERROR_INVALID_PARAMETER);
	}
	CloseHandle(file);
}

TEST(CFM_2_every_legal_protection)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE |
				      GENERIC_EXECUTE);
	HANDLE section;
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(protections); i++) {
		section = CreateFileMappingA(file, NULL, protections[i], 0, 0,
					     NULL);
		CHECK(section);
		CloseHandle(section);
		section = section_create(NULL, protections[i], PAGE);
		CHECK(section);
		CloseHandle(section);
	}
	CloseHandle(file);
}

TEST(CFM_3_4_5_table_B_file_access_against_protection)
{
	/* A bit for each of the protections above, in their order. */
	static const struct {
		DWORD access;
		unsigned int allowed;
	} table[] = {
		{ 0, 0x00 },
		{ GENERIC_READ, 0x03 },
		{ GENERIC_WRITE, 0x00 },
		{ GENERIC_READ | GENERIC_WRITE, 0x07 },
		{ GENERIC_READ | GENERIC_EXECUTE, 0x1b },
		{ GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE, 0x3f },
		{ GENERIC_ALL, 0x3f },
		{ FILE_READ_DATA | FILE_WRITE_DATA, 0x07 },
	};
	const char *path = test_file("data", PAGE, 'a');
	unsigned int i, j;
	HANDLE file, section;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		file = file_open(path, table[i].access);
		REQUIRE(file != INVALID_HANDLE_VALUE);
		for (j = 0; j < ARRAYSIZE(protections); j++) {
			if (!(table[i].allowed & 1u << j)) {
				CHECK_FAILS(NULL, CreateFileMappingA(
						    file, NULL, protections[j],
						    0, 0, NULL),
					    ERROR_ACCESS_DENIED);
				continue;
			}
			section = CreateFileMappingA(file, NULL, protections[j],
						     0, 0, NULL);
			CHECK(section);
			CloseHandle(section);
		}
		CloseHandle(file);
	}
}

TEST(CFM_6_access_before_empty_file)
{
	const char *path = test_file("empty", 0, 0);
	HANDLE file = file_open(path, GENERIC_READ);

	CHECK_FAILS(NULL, CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
					     NULL), ERROR_ACCESS_DENIED);
	CloseHandle(file);
}

TEST(CFM_8_9_page_file_sections)
{
	HANDLE section;

	section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READONLY,
				     0, PAGE, NULL);
	CHECK(section);
	CloseHandle(section);
	section = CreateFileMappingA(NULL, NULL, PAGE_READWRITE, 0, PAGE, NULL);
	CHECK(section);
	CloseHandle(section);
}

TEST(CFM_10_11_no_file_handle)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_ALL);
	HANDLE other = section_create(NULL, PAGE_READWRITE, PAGE);

	CloseHandle(file);
	CHECK_FAILS(NULL, CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0,
					     NULL), ERROR_INVALID_HANDLE);
	CHECK_FAILS(NULL, CreateFileMappingA((HANDLE)0x7770, NULL,
					     PAGE_READONLY, 0, 0, NULL),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(NULL, CreateFileMappingA(other, NULL, PAGE_READONLY, 0, 0,
					     NULL), ERROR_INVALID_HANDLE);
	CloseHandle(other);
}

TEST(CFM_12_files_of_other_kinds)
{
	HANDLE file = CreateFileA("/tmp", GENERIC_READ, FILE_SHARE_READ, NULL,
				  OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS,
				  NULL);

	REQUIRE(file != INVALID_HANDLE_VALUE);
	CHECK_FAILS(NULL, CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 1,
					     NULL), ERROR_BAD_EXE_FORMAT);
	CloseHandle(file);
	file = file_open("/dev/null", GENERIC_READ);
	CHECK_FAILS(NULL, CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 1,
					     NULL), ERROR_BAD_EXE_FORMAT);
	CloseHandle(file);
}

TEST(CFM_13_modifiers_are_refused)
{
	static const DWORD modifiers[] = { PAGE_GUARD, PAGE_NOCACHE,
					   PAGE_WRITECOMBINE,
					   PAGE_TARGETS_INVALID, 0x20000000 };
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(modifiers); i++)
		CHECK_FAILS(NULL, section_create(NULL, PAGE_READWRITE |
						       modifiers[i], PAGE),
			    ERROR_INVALID_PARAMETER);
}

TEST(CFM_17_all_ones_in_32_bits_is_no_file)
{
	HANDLE section = CreateFileMappingA((HANDLE)(uintptr_t)0xffffffff, NULL,
					    PAGE_READWRITE, 0, PAGE, NULL);

	CHECK(section);
	CloseHandle(section);
}

TEST(CFM_20_21_page_file_sizes)
{
	static const struct { DWORD asked, got; } sizes[] = {
		{ 4090, 0x1000 }, { 0x3452, 0x4000 }, { 0x123, 0x1000 },
	};
	HANDLE section;
	unsigned int i;

	CHECK_FAILS(NULL, section_create(NULL, PAGE_READWRITE, 0),
		    ERROR_INVALID_PARAMETER);
	for (i = 0; i < ARRAYSIZE(sizes); i++) {
		section = section_create(NULL, PAGE_READWRITE, sizes[i].asked);
		CHECK_EQUAL(view_size(section), sizes[i].got);
		CHECK_FAILS(NULL, MapViewOfFile(section, FILE_MAP_READ, 0, 0,
						sizes[i].got + 1),
			    ERROR_ACCESS_DENIED);
		CloseHandle(section);
	}
}

TEST(CFM_23_27_empty_file)
{
	const char *path = test_file("empty", 0, 0);
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE), section;

	CHECK_FAILS(NULL, CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
					     NULL), ERROR_FILE_INVALID);
	CHECK_FAILS(NULL, CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0,
					     NULL), ERROR_FILE_INVALID);
	section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 100, NULL);
	CHECK(section);
	CHECK_EQUAL(test_file_size(path), 100);
	CloseHandle(section);
	CloseHandle(file);
}

TEST(CFM_24_smaller_than_the_file)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 36,
					    NULL);
	void *view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 36);

	CHECK(view);
	UnmapViewOfFile(view);
	CHECK_FAILS(NULL, MapViewOfFile(section, FILE_MAP_READ, 0, 0, 37),
		    ERROR_ACCESS_DENIED);
	CHECK_EQUAL(test_file_size(path), PAGE);
	CloseHandle(section);
	CloseHandle(file);
}

TEST(CFM_25_file_is_extended)
{
	const char *path = test_file("data", 10, 'a');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0,
					    0x12345, NULL);
	char bytes[2];

	CHECK(section);
	CHECK_EQUAL(GetFileSize(file, NULL), 0x12345);
	test_read(path, bytes, 9, 2);
	CHECK(bytes[0] == 'a' && !bytes[1]);
	CloseHandle(section);
	CloseHandle(file);
}

TEST(CFM_26_only_a_writable_section_extends)
{
	static const DWORD readers[] = { PAGE_READONLY, PAGE_WRITECOPY,
					 PAGE_EXECUTE_READ,
					 PAGE_EXECUTE_WRITECOPY };
	const char *path = test_file("data", 10, 'a');
	HANDLE file = file_open(path, GENERIC_ALL);
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(readers); i++)
		CHECK_FAILS(NULL, CreateFileMappingA(file, NULL, readers[i], 0,
						     PAGE, NULL),
			    ERROR_NOT_ENOUGH_MEMORY);
	CHECK_EQUAL(test_file_size(path), 10);
	CloseHandle(file);
}

TEST(CFM_30_31_absurd_sizes)
{
	const char *path = test_file("data", 10, 'a');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
	DWORD error;

	SetLastError(0);
	CHECK(!CreateFileMappingA(file, NULL, PAGE_READWRITE, 0x8000000, 0,
				  NULL));
	error = GetLastError();
	CHECK(error == ERROR_NOT_ENOUGH_MEMORY ||
	      error == ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, CreateFileMappingA(file, NULL, PAGE_READWRITE,
					     0xffffffff, 0xffffffff, NULL),
		    ERROR_NOT_ENOUGH_MEMORY);
	CHECK_EQUAL(test_file_size(path), 10);
	CloseHandle(file);
}

TEST(CFM_36_37_second_section_grows_the_file)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
	HANDLE first = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
					  NULL);
	HANDLE second = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0,
					   8 * PAGE, NULL);

	CHECK(first && second);
	CHECK_EQUAL(test_file_size(path), 8 * PAGE);
	CHECK_EQUAL(view_size(first), PAGE);
	CHECK_EQUAL(view_size(second), 8 * PAGE);
	CloseHandle(first);
	CloseHandle(second);
	CloseHandle(file);
}

TEST(CFM_40_table_C_attributes)
{
	/* without a file, on a file: 0 is success */
	static const struct { DWORD attributes, alone, on_file; } table[] = {
		{ 0, 0, 0 },
		{ SEC_COMMIT, 0, 0 },
		{ SEC_RESERVE, 0, 0 },
		{ SEC_COMMIT | SEC_NOCACHE, 0, 0 },
		{ SEC_RESERVE | SEC_NOCACHE, 0, 0 },
		{ SEC_COMMIT | SEC_WRITECOMBINE, 0, 0 },
		{ SEC_RESERVE | SEC_WRITECOMBINE, 0, 0 },
		{ SEC_RESERVE | SEC_COMMIT, 87, 87 },
		{ SEC_RESERVE | SEC_LARGE_PAGES, 87, 87 },
		{ SEC_NOCACHE, 87, 87 },
		{ SEC_LARGE_PAGES, 87, 87 },
		{ SEC_WRITECOMBINE, 87, 87 },
		{ SEC_FILE, 87, 87 },
		{ SEC_FILE | SEC_COMMIT, 87, 87 },
		{ SEC_IMAGE, 193, 193 },
		{ SEC_IMAGE | SEC_RESERVE, 87, 87 },
		{ SEC_IMAGE | SEC_COMMIT, 87, 87 },
		{ SEC_IMAGE | SEC_LARGE_PAGES, 87, 87 },
		{ SEC_IMAGE | SEC_WRITECOMBINE, 87, 87 },
	};
	const char *path = test_file("data", PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE), section;
	DWORD protect;
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		protect = PAGE_READWRITE | table[i].attributes;
		section = section_create(NULL, protect, PAGE);
		CHECK_EQUAL(section ? 0 : GetLastError(), table[i].alone);
		CloseHandle(section);
		section = CreateFileMappingA(file, NULL, protect, 0, PAGE,
					     NULL);
		CHECK_EQUAL(section ? 0 : GetLastError(), table[i].on_file);
		CloseHandle(section);
	}
	CloseHandle(file);
}
