// SPDX-License-Identifier: MIT
/* What is told about addresses: rows VQ-14 to VQ-16, and PRE. */
#include "harness.h"

#include <psapi.h>
#include <sys/mman.h>

#define PAGE 4096u
#define BIG 1024

static HANDLE section_on(const char *path)
{
	HANDLE file = file_open(path, READ_WRITE), section;

	section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, NULL);
	REQUIRE(section);
	CloseHandle(file);
	return section;
}

static DWORD name_of(void *address, char *name, DWORD size)
{
	return GetMappedFileNameA(GetCurrentProcess(), address, name, size);
}

TEST(VQ_14_name_of_a_file)
{
	const char *path = test_file("data", 2 * PAGE, 'a');
	HANDLE section = section_on(path);
	char *view = view_of(section, FILE_MAP_WRITE), name[BIG];
	DWORD length = (DWORD)strlen(path), old;

	CloseHandle(section);
	CHECK_EQUAL(name_of(view, name, BIG), length);
	CHECK(!strcmp(name, path));
	/* Also where the view is not one mapping to the kernel. */
	CHECK(VirtualProtect(view + PAGE, PAGE, PAGE_READONLY, &old));
	memset(name, 'x', BIG);
	CHECK_EQUAL(name_of(view + 2 * PAGE - 1, name, length + 1), length);
	CHECK(!strcmp(name, path));

	memset(name, 'x', BIG);
	CHECK_FAILS(1, name_of(view, name, 1), ERROR_INSUFFICIENT_BUFFER);
	CHECK(!name[0] && name[1] == 'x');
	CHECK_FAILS(length, name_of(view, name, length),
		    ERROR_INSUFFICIENT_BUFFER);
	CHECK(!name[length - 1] && name[length] == 'x' &&
	      !strncmp(name, path, length - 1));
	CHECK_FAILS(0, name_of(view, name, 0), ERROR_INSUFFICIENT_BUFFER);
	CHECK_FAILS(0, name_of(view, NULL, BIG), ERROR_INVALID_PARAMETER);
	UnmapViewOfFile(view);
}

TEST(VQ_14_name_in_UTF_16)
{
	static const WCHAR expected[] = u"n\u00e4me \u20ac \U0001f600";
	const char *path = test_file(u8"n\u00e4me \u20ac \U0001f600", PAGE,
				     'a');
	HANDLE section = section_on(path);
	DWORD length, tail = ARRAYSIZE(expected) - 1;
	char *view = view_of(section, FILE_MAP_READ);
	WCHAR name[BIG];

	length = GetMappedFileNameW(GetCurrentProcess(), view, name, BIG);
	REQUIRE(length > tail);
	CHECK(!name[length] && !memcmp(name + length - tail, expected,
				       sizeof(expected)));
	CHECK_FAILS(5, GetMappedFileNameW(GetCurrentProcess(), view, name, 5),
		    ERROR_INSUFFICIENT_BUFFER);
	CHECK(!name[4] && name[0] == '/');
	UnmapViewOfFile(view);
	CloseHandle(section);
}

TEST(VQ_14_name_of_a_deleted_file)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE section = section_on(path);
	char *view = view_of(section, FILE_MAP_READ), name[BIG];

	unlink(path);
	CHECK_EQUAL(name_of(view, name, BIG), strlen(path));
	CHECK(!strcmp(name, path));
	UnmapViewOfFile(view);
	CloseHandle(section);
}

TEST(VQ_15_no_file)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	char *view = view_of(section, FILE_MAP_READ), name[BIG];
	char *memory = VirtualAlloc(NULL, PAGE, MEM_COMMIT, PAGE_READWRITE);

	CHECK_FAILS(0, name_of(view, name, BIG), ERROR_FILE_INVALID);
	CHECK_FAILS(0, name_of(view + PAGE - 1, name, BIG), ERROR_FILE_INVALID);
	CHECK_FAILS(0, name_of(NULL, name, BIG), ERROR_UNEXP_NET_ERR);
	CHECK_FAILS(0, name_of(memory, name, BIG), ERROR_UNEXP_NET_ERR);
	CHECK_FAILS(0, name_of(name, name, BIG), ERROR_UNEXP_NET_ERR);
	CHECK_FAILS(0, GetMappedFileNameA(NULL, view, name, BIG),
		    ERROR_INVALID_HANDLE);
	UnmapViewOfFile(view);
	CHECK_FAILS(0, name_of(view, name, BIG), ERROR_UNEXP_NET_ERR);
	VirtualFree(memory, 0, MEM_RELEASE);
	CloseHandle(section);
}

TEST(VQ_16_views)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 2 * PAGE);
	char *reader = view_of(section, FILE_MAP_READ);
	char *writer = view_of(section, FILE_MAP_WRITE);
	char *copy = view_of(section, FILE_MAP_COPY);
	DWORD old;

	writer[0] = 'k';
	CHECK(!IsBadReadPtr(reader, 2 * PAGE));
	CHECK(!IsBadReadPtr(reader + 2 * PAGE - 1, 1));
	CHECK(IsBadWritePtr(reader, 1));
	CHECK(!IsBadWritePtr(writer, 2 * PAGE));
	CHECK(!IsBadWritePtr(copy, 2 * PAGE));
	CHECK(writer[0] == 'k' && copy[0] == 'k');
	CHECK(VirtualProtect(writer + PAGE, PAGE, PAGE_READONLY, &old));
	CHECK(IsBadWritePtr(writer, PAGE + 1));
	CHECK(!IsBadWritePtr(writer, PAGE));
	CHECK(VirtualProtect(writer + PAGE, PAGE, PAGE_NOACCESS, &old));
	CHECK(IsBadReadPtr(writer, PAGE + 1));
	UnmapViewOfFile(reader);
	UnmapViewOfFile(writer);
	UnmapViewOfFile(copy);
	CHECK(IsBadReadPtr(reader, 1));
	CloseHandle(section);
}

TEST_ALONE(VQ_16_other_addresses)
{
	static const char constant[] = "constant";
	char variable = 'v', *memory;

	CHECK(!IsBadReadPtr(constant, sizeof(constant)));
	CHECK(IsBadWritePtr((void *)(uintptr_t)constant, 1));
	CHECK(!IsBadWritePtr(&variable, 1) && variable == 'v');
	CHECK(IsBadReadPtr(NULL, 1) && IsBadWritePtr(NULL, 1));
	CHECK(!IsBadReadPtr(NULL, 0) && !IsBadWritePtr(NULL, 0));
	CHECK(IsBadReadPtr(&variable, SIZE_MAX));
	CHECK(IsBadReadPtr((void *)UINTPTR_MAX, 1));
	memory = VirtualAlloc(NULL, PAGE, MEM_RESERVE, PAGE_READWRITE);
	CHECK(IsBadReadPtr(memory, 1));
	VirtualAlloc(memory, PAGE, MEM_COMMIT, PAGE_READWRITE);
	CHECK(!IsBadWritePtr(memory, PAGE));
	VirtualFree(memory, 0, MEM_RELEASE);
}

TEST(VQ_16_beyond_the_end_of_a_file)
{
	const char *path = test_file("data", 2 * PAGE, 'a');
	HANDLE section = section_on(path);
	char *view = view_of(section, FILE_MAP_WRITE);

	CHECK(!IsBadReadPtr(view, 2 * PAGE));
	/* Another program cuts it; touching what is gone would be a SIGBUS. */
	CHECK(!truncate(path, PAGE));
	CHECK(!IsBadReadPtr(view, PAGE));
	CHECK(IsBadReadPtr(view, 2 * PAGE) && IsBadWritePtr(view + PAGE, 1));
	UnmapViewOfFile(view);
	CloseHandle(section);
}

static BOOL prefetch(void *address, SIZE_T length)
{
	WIN32_MEMORY_RANGE_ENTRY entry = { address, length };

	return PrefetchVirtualMemory(GetCurrentProcess(), 1, &entry, 0);
}

TEST(PRE_1_to_6)
{
	const char *path = test_file("data", 4 * PAGE, 'a');
	HANDLE section = section_on(path);
	char *view = view_of(section, FILE_MAP_READ);
	WIN32_MEMORY_RANGE_ENTRY entries[2] = { { view, PAGE }, { view, 1 } };
	HANDLE process = GetCurrentProcess();

	CHECK_FAILS(FALSE, PrefetchVirtualMemory(process, 0, entries, 0),
		    ERROR_INVALID_PARAMETER);
	CHECK(PrefetchVirtualMemory(process, 1, entries, 0));
	CHECK(PrefetchVirtualMemory(process, 2, entries, 0));
	CHECK(prefetch(view + 100, 2 * PAGE) && prefetch(view, 4 * PAGE));
	CHECK(prefetch(NULL, PAGE) && prefetch((void *)UINTPTR_MAX, PAGE));
	CHECK(prefetch(view, SIZE_MAX));
	CHECK_FAILS(FALSE, prefetch(view, 0), ERROR_INVALID_PARAMETER);
	entries[1].NumberOfBytes = 0;
	CHECK_FAILS(FALSE, PrefetchVirtualMemory(process, 2, entries, 0),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, PrefetchVirtualMemory(process, 1, NULL, 0),
		    ERROR_NOACCESS);
	CHECK_FAILS(FALSE, PrefetchVirtualMemory(process, 1, entries, 1),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, PrefetchVirtualMemory(NULL, 1, entries, 0),
		    ERROR_INVALID_HANDLE);
	UnmapViewOfFile(view);
	CHECK(prefetch(view, PAGE));
	CloseHandle(section);
}
