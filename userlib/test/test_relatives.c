// SPDX-License-Identifier: MIT
/* The relatives of the main calls, rows REL, MVX-8, MVX-9, MVX-18, UNM-10. */
#include "harness.h"

#define PAGE 4096u
#define BLOCK 0x10000u
#define ANY ((char *)0x30000000)

static MEMORY_BASIC_INFORMATION query(const void *address)
{
	MEMORY_BASIC_INFORMATION info;

	REQUIRE(VirtualQuery(address, &info, sizeof(info)) == sizeof(info));
	return info;
}

/* The view is of so many bytes and can be protected so; it goes. */
static void check_view(char *view, SIZE_T size, DWORD protection)
{
	CHECK(view);
	if (!view)
		return;
	CHECK_EQUAL(query(view).RegionSize, size);
	CHECK_EQUAL(query(view).Protect, protection);
	CHECK(UnmapViewOfFile(view));
}

TEST(REL_3_4_from_app_and_numa)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 2 * BLOCK);

	check_view(MapViewOfFileFromApp(section, FILE_MAP_READ, BLOCK, 0),
		   BLOCK, PAGE_READONLY);
	CHECK_FAILS(NULL, MapViewOfFileFromApp(section, FILE_MAP_READ, 1, 0),
		    ERROR_MAPPED_ALIGNMENT);
	CHECK_FAILS(NULL, MapViewOfFileFromApp(section, FILE_MAP_READ,
					       1ull << 32, 0),
		    ERROR_ACCESS_DENIED);
	check_view(MapViewOfFileExNuma(section, FILE_MAP_WRITE, 0, BLOCK, PAGE,
				       ANY, NUMA_NO_PREFERRED_NODE),
		   PAGE, PAGE_READWRITE);
	check_view(MapViewOfFileExNuma(section, FILE_MAP_WRITE, 0, 0, 0, NULL,
				       0), 2 * BLOCK, PAGE_READWRITE);
	CHECK_FAILS(NULL, MapViewOfFileExNuma(section, FILE_MAP_WRITE, 0, 0, 0,
					      NULL, 0x7000),
		    ERROR_INVALID_PARAMETER);
	CloseHandle(section);
}

TEST(REL_4_every_protection_by_its_own_name)
{
	static const DWORD protections[] = {
		PAGE_NOACCESS, PAGE_READONLY, PAGE_READWRITE, PAGE_WRITECOPY,
		PAGE_EXECUTE, PAGE_EXECUTE_READ, PAGE_EXECUTE_READWRITE,
		PAGE_EXECUTE_WRITECOPY,
	};
	static const DWORD wrong[] = {
		0, PAGE_READONLY | PAGE_READWRITE, PAGE_READWRITE | PAGE_GUARD,
		PAGE_READWRITE | PAGE_NOCACHE, FILE_MAP_ALL_ACCESS,
	};
	HANDLE process = GetCurrentProcess();
	HANDLE section = section_create(NULL, PAGE_EXECUTE_READWRITE, PAGE);
	HANDLE reader;
	unsigned int i;

	REQUIRE(duplicate(section, &reader, FILE_MAP_READ, FALSE, 0));
	for (i = 0; i < ARRAYSIZE(protections); i++) {
		check_view(MapViewOfFile2(section, process, 0, NULL, 0, 0,
					  protections[i]), PAGE,
			   protections[i]);
		check_view(MapViewOfFile3(section, process, NULL, 0, 0, 0,
					  protections[i], NULL, 0), PAGE,
			   protections[i]);
		if (protections[i] < PAGE_READWRITE ||
		    protections[i] == PAGE_WRITECOPY)
			continue;
		CHECK_FAILS(NULL, MapViewOfFile2(reader, process, 0, NULL, 0,
						 0, protections[i]),
			    ERROR_ACCESS_DENIED);
	}
	for (i = 0; i < ARRAYSIZE(wrong); i++)
		CHECK_FAILS(NULL, MapViewOfFile3(section, process, NULL, 0, 0,
						 0, wrong[i], NULL, 0),
			    ERROR_INVALID_PARAMETER);
	CloseHandle(reader);
	CloseHandle(section);
}

TEST(REL_4_processes)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE), process;
	char *view;

	REQUIRE(duplicate(GetCurrentProcess(), &process, 0, FALSE,
			  DUPLICATE_SAME_ACCESS));
	/* MVX-9: none is the own one, for this call. */
	check_view(MapViewOfFile3(section, NULL, NULL, 0, 0, 0, PAGE_READONLY,
				  NULL, 0), PAGE, PAGE_READONLY);
	CHECK_FAILS(NULL, MapViewOfFile2(section, NULL, 0, NULL, 0, 0,
					 PAGE_READONLY), ERROR_INVALID_HANDLE);
	CHECK_FAILS(NULL, MapViewOfFile2(section, section, 0, NULL, 0, 0,
					 PAGE_READONLY), ERROR_INVALID_HANDLE);
	view = MapViewOfFile2(section, process, 0, NULL, 0, 0, PAGE_READWRITE);
	REQUIRE(view);
	CHECK_FAILS(FALSE, UnmapViewOfFile2(NULL, view, 0),
		    ERROR_INVALID_HANDLE);
	CHECK(UnmapViewOfFile2(process, view + 10, 0));
	CHECK(test_address_is_free(view));
	CHECK_FAILS(NULL, MapViewOfFile2(NULL, process, 0, NULL, 0, 0,
					 PAGE_READONLY), ERROR_INVALID_HANDLE);
	CloseHandle(process);
	CloseHandle(section);
}

TEST(MVX_8_12_13_allocation_types)
{
	static const DWORD wrong[] = {
		MEM_COMMIT, MEM_RESERVE, MEM_REPLACE_PLACEHOLDER, 1,
		MEM_LARGE_PAGES,
	};
	HANDLE section = section_create(NULL, PAGE_READWRITE, 2 * BLOCK);
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(wrong); i++)
		CHECK_FAILS(NULL, MapViewOfFile3(section, NULL, ANY, 0, 0,
						 wrong[i], PAGE_READWRITE, NULL,
						 0), ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, MapViewOfFile3(section, NULL, ANY + PAGE, 0, 0, 0,
					 PAGE_READWRITE, NULL, 0),
		    ERROR_MAPPED_ALIGNMENT);
	CHECK_FAILS(NULL, MapViewOfFile3(section, NULL, ANY, PAGE, 0, 0,
					 PAGE_READWRITE, NULL, 0),
		    ERROR_MAPPED_ALIGNMENT);
	CloseHandle(section);
}

static MEM_EXTENDED_PARAMETER requirements(MEM_ADDRESS_REQUIREMENTS *wanted)
{
	MEM_EXTENDED_PARAMETER parameter = {
		.Type = MemExtendedParameterAddressRequirements,
		.Pointer = wanted,
	};

	return parameter;
}

TEST(MVX_18_requirements_that_are_wrong)
{
	static const struct { uintptr_t lowest, highest; SIZE_T alignment; }
	wrong[] = {
		{ 0, 0x7ffff000, 0 }, { 0, UINTPTR_MAX, 0 },
		{ 0x30001000, 0, 0 }, { 0x40000000, 0x3fffffff, 0 },
		{ 0, 0, 0x30000 }, { 0, 0, BLOCK }, { 0, 0, 1 << 21 },
	};
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	MEM_ADDRESS_REQUIREMENTS wanted = { NULL, NULL, 0 };
	MEM_EXTENDED_PARAMETER twice[2] = { requirements(&wanted),
					    requirements(&wanted) };
	unsigned int i;

	CHECK_FAILS(NULL, MapViewOfFile3(section, NULL, NULL, 0, 0, 0,
					 PAGE_READWRITE, twice, 2),
		    ERROR_INVALID_PARAMETER);
	check_view(MapViewOfFile3(section, NULL, NULL, 0, 0, 0, PAGE_READWRITE,
				  twice, 1), PAGE, PAGE_READWRITE);
	for (i = 0; i < ARRAYSIZE(wrong); i++) {
		wanted.LowestStartingAddress = (void *)wrong[i].lowest;
		wanted.HighestEndingAddress = (void *)wrong[i].highest;
		wanted.Alignment = wrong[i].alignment;
		CHECK_FAILS(NULL, MapViewOfFile3(section, NULL, NULL, 0, 0, 0,
						 PAGE_READWRITE, twice, 1),
			    ERROR_INVALID_PARAMETER);
	}
	wanted.Alignment = 0;
	wanted.LowestStartingAddress = NULL;
	wanted.HighestEndingAddress = (void *)0x7fffffff;
	CHECK_FAILS(NULL, MapViewOfFile3(section, NULL, ANY, 0, 0, 0,
					 PAGE_READWRITE, twice, 1),
		    ERROR_INVALID_PARAMETER);
	twice[0].Type = 0x77;
	CHECK_FAILS(NULL, MapViewOfFile3(section, NULL, NULL, 0, 0, 0,
					 PAGE_READWRITE, twice, 1),
		    ERROR_INVALID_PARAMETER);
	CloseHandle(section);
}

TEST(MVX_18_places_within_limits)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, BLOCK + 1);
	MEM_ADDRESS_REQUIREMENTS wanted = {
		.LowestStartingAddress = ANY,
		.HighestEndingAddress = ANY + 4 * BLOCK - 1,
	};
	MEM_EXTENDED_PARAMETER parameter = requirements(&wanted);
	char *views[2], *memory;
	unsigned int i;

	/* Two views of more than a block fill it. */
	for (i = 0; i < 2; i++) {
		views[i] = MapViewOfFile3(section, NULL, NULL, 0, 0, 0,
					  PAGE_READWRITE, &parameter, 1);
		CHECK(views[i] == ANY + 2 * i * BLOCK);
	}
	CHECK_FAILS(NULL, MapViewOfFile3(section, NULL, NULL, 0, 0, 0,
					 PAGE_READWRITE, &parameter, 1),
		    ERROR_NOT_ENOUGH_MEMORY);
	CHECK_FAILS(NULL, VirtualAlloc2(NULL, NULL, PAGE, MEM_RESERVE,
					PAGE_READWRITE, &parameter, 1),
		    ERROR_NOT_ENOUGH_MEMORY);
	UnmapViewOfFile(views[1]);
	memory = VirtualAlloc2(NULL, NULL, PAGE, MEM_RESERVE | MEM_COMMIT,
			       PAGE_READWRITE, &parameter, 1);
	CHECK(memory == ANY + 2 * BLOCK);
	CHECK(VirtualFree(memory, 0, MEM_RELEASE));
	/* Memory, unlike views, can be aligned. */
	wanted.LowestStartingAddress = wanted.HighestEndingAddress = NULL;
	wanted.Alignment = 1 << 21;
	memory = VirtualAlloc2(GetCurrentProcess(), NULL, PAGE, MEM_RESERVE,
			       PAGE_READWRITE, &parameter, 1);
	CHECK(memory && !((uintptr_t)memory % (1 << 21)));
	CHECK(VirtualFree(memory, 0, MEM_RELEASE));
	CHECK_FAILS(NULL, VirtualAlloc2(NULL, NULL, PAGE, MEM_RESERVE |
					MEM_RESERVE_PLACEHOLDER, PAGE_NOACCESS,
					NULL, 0), ERROR_INVALID_PARAMETER);
	UnmapViewOfFile(views[0]);
	CloseHandle(section);
}

TEST(UNM_10_flags)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	char *view = view_of(section, FILE_MAP_WRITE);

	CHECK_FAILS(FALSE, UnmapViewOfFileEx(view, MEM_PRESERVE_PLACEHOLDER),
		    ERROR_INVALID_ADDRESS);
	CHECK_FAILS(FALSE, UnmapViewOfFileEx(view, 4), ERROR_INVALID_PARAMETER);
	CHECK(!test_faults(view, true));
	CHECK(UnmapViewOfFileEx(view, MEM_UNMAP_WITH_TRANSIENT_BOOST));
	CHECK_FAILS(FALSE, UnmapViewOfFileEx(view, 0), ERROR_INVALID_ADDRESS);
	view = view_of(section, FILE_MAP_WRITE);
	CHECK(UnmapViewOfFileEx(view, 0));
	CloseHandle(section);
}

TEST_ALONE(EX_calls_for_the_process_itself)
{
	HANDLE process = GetCurrentProcess();
	MEMORY_BASIC_INFORMATION info;
	char *memory = VirtualAllocEx(process, NULL, PAGE, MEM_COMMIT,
				      PAGE_READWRITE);
	DWORD old;

	REQUIRE(memory);
	CHECK(VirtualProtectEx(process, memory, PAGE, PAGE_READONLY, &old));
	CHECK_EQUAL(VirtualQueryEx(process, memory, &info, sizeof(info)),
		    sizeof(info));
	CHECK_EQUAL(info.Protect, PAGE_READONLY);
	CHECK_FAILS(NULL, VirtualAllocEx(NULL, NULL, PAGE, MEM_COMMIT,
					 PAGE_READWRITE), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, VirtualProtectEx(NULL, memory, PAGE, PAGE_READWRITE,
					    &old), ERROR_INVALID_HANDLE);
	CHECK_FAILS(0, VirtualQueryEx(NULL, memory, &info, sizeof(info)),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, VirtualFreeEx(NULL, memory, 0, MEM_RELEASE),
		    ERROR_INVALID_HANDLE);
	CHECK(VirtualFreeEx(process, memory, 0, MEM_RELEASE));
}
