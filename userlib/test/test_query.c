// SPDX-License-Identifier: MIT
/* VirtualQuery and GetSystemInfo, rows VQ. */
#include "harness.h"

#include <sys/mman.h>

#define PAGE 4096u
#define BLOCK 0x10000u

TEST(VQ_1_2_3_5_6_views)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 3 * PAGE + 1);
	char *view = view_of(section, FILE_MAP_WRITE), *nothing;
	MEMORY_BASIC_INFORMATION info;

	CHECK_EQUAL(VirtualQuery(view, &info, sizeof(info)), sizeof(info));
	CHECK(info.BaseAddress == view && info.AllocationBase == view);
	CHECK_EQUAL(info.AllocationProtect, PAGE_READWRITE);
	CHECK_EQUAL(info.Protect, PAGE_READWRITE);
	CHECK_EQUAL(info.RegionSize, 4 * PAGE);
	CHECK_EQUAL(info.State, MEM_COMMIT);
	CHECK_EQUAL(info.Type, MEM_MAPPED);

	CHECK(VirtualQuery(view + PAGE + 10, &info, sizeof(info)));
	CHECK(info.BaseAddress == view + PAGE && info.AllocationBase == view);
	CHECK_EQUAL(info.RegionSize, 3 * PAGE);

	nothing = view_of(section, 0);
	CHECK(VirtualQuery(nothing, &info, sizeof(info)));
	CHECK_EQUAL(info.State, MEM_COMMIT);
	CHECK_EQUAL(info.Protect, PAGE_NOACCESS);
	UnmapViewOfFile(nothing);

	UnmapViewOfFile(view);
	CHECK(VirtualQuery(view + 10, &info, sizeof(info)));
	CHECK(info.BaseAddress == view && !info.AllocationBase);
	CHECK_EQUAL(info.AllocationProtect, 0);
	CHECK_EQUAL(info.State, MEM_FREE);
	CHECK_EQUAL(info.Protect, PAGE_NOACCESS);
	CHECK_EQUAL(info.Type, 0);
	CloseHandle(section);
}

TEST_ALONE(VQ_10_other_addresses)
{
	MEMORY_BASIC_INFORMATION info;
	SYSTEM_INFO system;
	int here;
	char *memory;

	CHECK_FAILS(0, VirtualQuery((void *)UINTPTR_MAX, &info, sizeof(info)),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(0, VirtualQuery(&here, &info, sizeof(info) - 1),
		    ERROR_BAD_LENGTH);
	CHECK(VirtualQuery(&here, &info, sizeof(info)));
	CHECK_EQUAL(info.State, MEM_COMMIT);
	CHECK_EQUAL(info.Protect, PAGE_READWRITE);
	CHECK_EQUAL(info.Type, MEM_PRIVATE);
	CHECK(VirtualQuery(NULL, &info, sizeof(info)));
	CHECK_EQUAL(info.State, MEM_FREE);
	memory = mmap(NULL, 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS,
		      -1, 0);
	CHECK(VirtualQuery(memory, &info, sizeof(info)));
	CHECK_EQUAL(info.State, MEM_RESERVE);
	munmap(memory, 2 * PAGE);
	CHECK(VirtualQuery(memory, &info, sizeof(info)));
	CHECK_EQUAL(info.State, MEM_FREE);

	GetSystemInfo(&system);
	CHECK_EQUAL(system.dwAllocationGranularity, BLOCK);
	CHECK_EQUAL(system.dwPageSize, (DWORD)sysconf(_SC_PAGESIZE));
	CHECK(system.dwNumberOfProcessors >= 1);
	CHECK(VirtualQuery(system.lpMaximumApplicationAddress, &info,
			   sizeof(info)));
	CHECK_FAILS(0, VirtualQuery((char *)system.lpMaximumApplicationAddress +
				    1, &info, sizeof(info)),
		    ERROR_INVALID_PARAMETER);
}

TEST(VQ_views_unmapped_behind_our_back)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	char *view = view_of(section, FILE_MAP_WRITE), *memory;

	munmap(view, PAGE);
	CHECK(test_address_is_free(view));
	/* A new view in the same place replaces what the table knew. */
	memory = MapViewOfFileEx(section, FILE_MAP_WRITE, 0, 0, 0, view);
	CHECK(memory == view);
	CHECK(UnmapViewOfFile(memory));
	CloseHandle(section);
}
