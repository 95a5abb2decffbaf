// SPDX-License-Identifier: MIT
/* Rights in handles as the driver shows them, rows CFM-7, OFM and REL. */
#include "harness.h"

#define PAGE 4096u

/* All ones if it is no handle of the driver's. */
static DWORD rights_of(HANDLE handle)
{
	char path[60], line[200];
	unsigned int rights = ~0u;
	FILE *stream;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d",
		 (int)((uintptr_t)handle / 4) - 1);
	stream = fopen(path, "re");
	while (stream && fgets(line, sizeof(line), stream)) {
		if (sscanf(line, "access: %x", &rights) == 1)
			break;
	}
	if (stream)
		fclose(stream);
	return rights;
}

static const struct { DWORD protection, rights; } table_a[] = {
	{ PAGE_READONLY, 0xf0005 },
	{ PAGE_READWRITE, 0xf0007 },
	{ PAGE_WRITECOPY, 0xf0005 },
	{ PAGE_EXECUTE_READ, 0xf000d },
	{ PAGE_EXECUTE_READWRITE, 0xf000f },
	{ PAGE_EXECUTE_WRITECOPY, 0xf000d },
};

TEST(CFM_7_table_A)
{
	HANDLE file = file_open(test_file("data", PAGE, 'a'), GENERIC_ALL);
	const char *name = test_name("table");
	HANDLE first, section;
	unsigned int i;

	first = section_create(name, PAGE_EXECUTE_READWRITE, PAGE);
	for (i = 0; i < ARRAYSIZE(table_a); i++) {
		section = section_create(NULL, table_a[i].protection, PAGE);
		CHECK_EQUAL(rights_of(section), table_a[i].rights);
		CloseHandle(section);
		section = CreateFileMappingA(file, NULL, table_a[i].protection,
					     0, 0, NULL);
		CHECK_EQUAL(rights_of(section), table_a[i].rights);
		CloseHandle(section);
		/* CFM-52: the same of an object that exists. */
		section = section_create(name, table_a[i].protection, PAGE);
		CHECK_EQUAL(rights_of(section), table_a[i].rights);
		CloseHandle(section);
	}
	CloseHandle(first);
	CloseHandle(file);
}

TEST(OFM_3_to_7_14_rights_of_an_opened_handle)
{
	static const struct { DWORD access, rights; } table[] = {
		{ FILE_MAP_READ, SECTION_MAP_READ },
		{ FILE_MAP_WRITE, SECTION_MAP_WRITE },
		{ FILE_MAP_READ | FILE_MAP_WRITE,
		  SECTION_MAP_READ | SECTION_MAP_WRITE },
		{ FILE_MAP_COPY, SECTION_MAP_READ },
		{ FILE_MAP_READ | FILE_MAP_COPY,
		  SECTION_MAP_READ | SECTION_QUERY },
		{ FILE_MAP_EXECUTE, SECTION_MAP_EXECUTE },
		{ FILE_MAP_READ | FILE_MAP_EXECUTE,
		  SECTION_MAP_READ | SECTION_MAP_EXECUTE },
		{ FILE_MAP_ALL_ACCESS, SECTION_ALL_ACCESS },
		{ FILE_MAP_ALL_ACCESS | FILE_MAP_EXECUTE, SECTION_ALL_ACCESS },
		{ GENERIC_READ, STANDARD_RIGHTS_READ | SECTION_QUERY |
				SECTION_MAP_READ },
		{ GENERIC_WRITE, STANDARD_RIGHTS_WRITE | SECTION_MAP_WRITE },
		{ GENERIC_EXECUTE, STANDARD_RIGHTS_EXECUTE |
				   SECTION_MAP_EXECUTE },
		{ GENERIC_ALL, SECTION_ALL_ACCESS },
		{ SYNCHRONIZE, SYNCHRONIZE },
		{ READ_CONTROL | SECTION_EXTEND_SIZE,
		  READ_CONTROL | SECTION_EXTEND_SIZE },
	};
	static const DWORD protections[] = { PAGE_READONLY, PAGE_READWRITE };
	const char *name = test_name("open");
	HANDLE section, opened;
	unsigned int i, j;

	for (i = 0; i < ARRAYSIZE(protections); i++) {
		section = section_create(name, protections[i], PAGE);
		for (j = 0; j < ARRAYSIZE(table); j++) {
			opened = section_open(name, table[j].access);
			CHECK_EQUAL(rights_of(opened), table[j].rights);
			CloseHandle(opened);
		}
		CloseHandle(section);
	}
}

TEST(OFM_1_2_12_absent_inherited_and_only_a_view)
{
	const char *name = test_name("states");
	HANDLE section, opened;
	void *view;

	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
	section = section_create(name, PAGE_READWRITE, PAGE);
	opened = OpenFileMappingA(FILE_MAP_READ, TRUE, name);
	CHECK_EQUAL(flags_of(opened), HANDLE_FLAG_INHERIT);
	CHECK_EQUAL(flags_of(section), 0);
	CloseHandle(opened);
	opened = OpenFileMappingA(FILE_MAP_READ, FALSE, name);
	CHECK_EQUAL(flags_of(opened), 0);
	CloseHandle(opened);
	view = view_of(section, FILE_MAP_READ);
	CloseHandle(section);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
	UnmapViewOfFile(view);
}

/* A name that the W calls take. */
static const WCHAR *wide_name(const char *stem)
{
	static WCHAR wide[200];
	const char *name = test_name(stem);
	unsigned int i = 0;

	do {
		wide[i] = (WCHAR)name[i];
	} while (name[i++]);
	return wide;
}

TEST(REL_1_2_from_app)
{
	const WCHAR *name = wide_name("app");
	HANDLE section, second;
	unsigned int i;
	void *view;

	for (i = 0; i < ARRAYSIZE(table_a); i++) {
		SetLastError(0xdeadbeef);
		section = CreateFileMappingFromApp(INVALID_HANDLE_VALUE, NULL,
						   table_a[i].protection, PAGE,
						   name);
		CHECK_EQUAL(GetLastError(), 0);
		CHECK_EQUAL(rights_of(section), table_a[i].rights);
		second = OpenFileMappingFromApp(FILE_MAP_WRITE, TRUE, name);
		CHECK_EQUAL(rights_of(second), SECTION_MAP_WRITE);
		CHECK_EQUAL(flags_of(second), HANDLE_FLAG_INHERIT);
		CloseHandle(second);
		second = CreateFileMappingFromApp(INVALID_HANDLE_VALUE, NULL,
						  PAGE_READONLY, PAGE, name);
		CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
		CloseHandle(second);
		CloseHandle(section);
	}
	CHECK_FAILS(NULL, OpenFileMappingFromApp(FILE_MAP_READ, FALSE, name),
		    ERROR_FILE_NOT_FOUND);
	CHECK_FAILS(NULL, OpenFileMappingFromApp(FILE_MAP_READ, FALSE, NULL),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, CreateFileMappingFromApp(INVALID_HANDLE_VALUE, NULL,
						   PAGE_READWRITE, 0, NULL),
		    ERROR_INVALID_PARAMETER);
	/* The one size has all its bits. */
	section = CreateFileMappingFromApp(NULL, NULL,
					   PAGE_READWRITE | SEC_RESERVE,
					   0x100000001, NULL);
	view = MapViewOfFile(section, FILE_MAP_READ, 1, 0, PAGE);
	CHECK(view);
	UnmapViewOfFile(view);
	CloseHandle(section);
}

TEST(REL_4_numa)
{
	static const DWORD nodes[] = { 0, NUMA_NO_PREFERRED_NODE };
	const WCHAR *wide = wide_name("numa");
	HANDLE section, second;
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(nodes); i++) {
		section = CreateFileMappingNumaW(INVALID_HANDLE_VALUE, NULL,
						 PAGE_READWRITE, 0, PAGE, wide,
						 nodes[i]);
		CHECK_EQUAL(rights_of(section), 0xf0007);
		second = CreateFileMappingNumaA(INVALID_HANDLE_VALUE, NULL,
						PAGE_READONLY, 0, PAGE, NULL,
						nodes[i]);
		CHECK_EQUAL(rights_of(second), 0xf0005);
		CloseHandle(second);
		CloseHandle(section);
	}
	CHECK_FAILS(NULL, CreateFileMappingNumaA(INVALID_HANDLE_VALUE, NULL,
						 PAGE_READWRITE, 0, PAGE, NULL,
						 0x7fffffff),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, CreateFileMappingNumaW(INVALID_HANDLE_VALUE, NULL, 0,
						 0, PAGE, NULL, 0),
		    ERROR_INVALID_PARAMETER);
}

TEST(REL_4_CreateFileMapping2)
{
	static const struct { DWORD access, rights; } table[] = {
		{ SECTION_MAP_READ, SECTION_MAP_READ },
		{ SECTION_MAP_WRITE | SECTION_QUERY,
		  SECTION_MAP_WRITE | SECTION_QUERY },
		{ FILE_MAP_EXECUTE, SECTION_MAP_EXECUTE },
		{ GENERIC_READ, 0x20005 },
		{ FILE_MAP_ALL_ACCESS, SECTION_ALL_ACCESS },
	};
	static const struct { DWORD access, protection, attributes, error; }
	bad[] = {
		{ 0, PAGE_READWRITE, SEC_COMMIT, ERROR_ACCESS_DENIED },
		{ 0x400, PAGE_READWRITE, SEC_COMMIT, ERROR_ACCESS_DENIED },
		{ FILE_MAP_READ, 0, SEC_COMMIT, ERROR_INVALID_PARAMETER },
		{ FILE_MAP_READ, PAGE_READWRITE | SEC_COMMIT, 0,
		  ERROR_INVALID_PARAMETER },
		{ FILE_MAP_READ, PAGE_READWRITE, PAGE_READWRITE,
		  ERROR_INVALID_PARAMETER },
		{ FILE_MAP_READ, PAGE_READWRITE, SEC_NOCACHE,
		  ERROR_INVALID_PARAMETER },
	};
	const WCHAR *name = wide_name("two");
	HANDLE section, second;
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		section = CreateFileMapping2(INVALID_HANDLE_VALUE, NULL,
					     table[i].access, PAGE_READWRITE,
					     0, PAGE, name, NULL, 0);
		CHECK_EQUAL(GetLastError(), 0);
		CHECK_EQUAL(rights_of(section), table[i].rights);
		/* The same rights of an object that exists. */
		second = CreateFileMapping2(NULL, NULL, table[i].access,
					    PAGE_READONLY, SEC_RESERVE, PAGE,
					    name, NULL, 0);
		CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
		CHECK_EQUAL(rights_of(second), table[i].rights);
		CloseHandle(second);
		CloseHandle(section);
	}
	for (i = 0; i < ARRAYSIZE(bad); i++)
		CHECK_FAILS(NULL, CreateFileMapping2(
				    INVALID_HANDLE_VALUE, NULL, bad[i].access,
				    bad[i].protection, bad[i].attributes, PAGE,
				    NULL, NULL, 0), bad[i].error);
	/* No parameter is known. */
	CHECK_FAILS(NULL, CreateFileMapping2(INVALID_HANDLE_VALUE, NULL,
					     FILE_MAP_READ, PAGE_READWRITE, 0,
					     PAGE, NULL, NULL, 1),
		    ERROR_INVALID_PARAMETER);
}
