// SPDX-License-Identifier: MIT
/* VirtualAlloc and VirtualFree, rows VAL, VFR, MVX-6, UNM-5 and CFM-43. */
#include "harness.h"

#include <sys/mman.h>
#include <sys/wait.h>

#define PAGE 4096u
#define BLOCK 0x10000u
#define ANY ((char *)0x30000000)
/* More than any machine that runs this can promise. */
#define TOO_MUCH ((SIZE_T)(sizeof(void *) == 8 ? 1ull << 44 : 3ull << 30))

static MEMORY_BASIC_INFORMATION query(const void *address)
{
	MEMORY_BASIC_INFORMATION info;

	REQUIRE(VirtualQuery(address, &info, sizeof(info)) == sizeof(info));
	return info;
}

static HANDLE file_section(void)
{
	const char *path = test_file("data", 4 * PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_ALL), section;

	section = CreateFileMappingA(file, NULL, PAGE_EXECUTE_READWRITE, 0, 0,
				     NULL);
	REQUIRE(section);
	CloseHandle(file);
	return section;
}

TEST(VAL_1_commit_on_a_view_of_a_file)
{
	HANDLE section = file_section();
	char *view = view_of(section, FILE_MAP_WRITE);
	DWORD protection;

	for (protection = 1; protection <= 0x80; protection *= 2)
		CHECK_FAILS(NULL, VirtualAlloc(view, PAGE, MEM_COMMIT,
					       protection),
			    ERROR_ACCESS_DENIED);
	CHECK_EQUAL(query(view).RegionSize, 4 * PAGE);
	CHECK_FAILS(NULL, VirtualAlloc(view, PAGE, MEM_RESET, PAGE_READWRITE),
		    ERROR_USER_MAPPED_FILE);
	UnmapViewOfFile(view);
	CloseHandle(section);
}

TEST(VAL_2_3_4_5_6_views_of_the_page_file)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 4 * PAGE);
	char *view = view_of(section, FILE_MAP_WRITE);

	*view = 'k';
	CHECK(VirtualAlloc(view, PAGE, MEM_COMMIT, PAGE_READONLY) == view);
	CHECK_EQUAL(query(view).Protect, PAGE_READONLY);
	CHECK_EQUAL(query(view).RegionSize, PAGE);
	CHECK(*view == 'k' && test_faults(view, true));
	CHECK_FAILS(NULL, VirtualAlloc(view, PAGE, MEM_COMMIT,
				       PAGE_EXECUTE_READ),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, VirtualAlloc(view, 4 * PAGE + 1, MEM_COMMIT,
				       PAGE_READONLY), ERROR_INVALID_ADDRESS);
	CHECK_FAILS(NULL, VirtualAlloc(view, PAGE, MEM_RESERVE | MEM_COMMIT,
				       PAGE_READONLY), ERROR_INVALID_ADDRESS);
	CHECK(VirtualAlloc(view + 10, PAGE, MEM_COMMIT, PAGE_READWRITE) ==
	      view);
	CHECK_EQUAL(query(view).RegionSize, 4 * PAGE);
	CHECK(!test_faults(view, true));
	view[PAGE] = 'k';
	CHECK(VirtualAlloc(view, 4 * PAGE, MEM_RESET, PAGE_READWRITE) == view);
	CHECK(view[PAGE] == 'k');
	UnmapViewOfFile(view);
	CloseHandle(section);
}

TEST(VFR_1_views)
{
	HANDLE sections[2] = { section_create(NULL, PAGE_READWRITE, 4 * PAGE),
			       file_section() };
	unsigned int i;
	char *view;

	for (i = 0; i < 2; i++) {
		view = view_of(sections[i], FILE_MAP_WRITE);
		*view = 'k';
		CHECK_FAILS(FALSE, VirtualFree(view, PAGE, MEM_DECOMMIT),
			    ERROR_INVALID_PARAMETER);
		CHECK_FAILS(FALSE, VirtualFree(view, 0, MEM_DECOMMIT),
			    ERROR_INVALID_PARAMETER);
		CHECK_FAILS(FALSE, VirtualFree(view, 0, MEM_RELEASE),
			    ERROR_INVALID_PARAMETER);
		CHECK(*view == 'k');
		UnmapViewOfFile(view);
		CloseHandle(sections[i]);
	}
}

TEST(CFM_43_how_a_section_is_cached)
{
	static const struct { DWORD attribute, shown; } table[] = {
		{ SEC_COMMIT | SEC_NOCACHE, PAGE_NOCACHE },
		{ SEC_COMMIT | SEC_WRITECOMBINE, PAGE_WRITECOMBINE },
	};
	HANDLE section;
	unsigned int i;
	DWORD old;
	char *view;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		section = section_create(NULL, PAGE_READWRITE |
					 table[i].attribute, 4 * PAGE);
		view = view_of(section, FILE_MAP_WRITE);
		REQUIRE(view);
		CHECK_EQUAL(query(view).Protect,
			    PAGE_READWRITE | table[i].shown);
		CHECK_EQUAL(query(view).AllocationProtect,
			    PAGE_READWRITE | table[i].shown);
		CHECK(VirtualAlloc(view, PAGE, MEM_COMMIT, PAGE_READONLY));
		CHECK_EQUAL(query(view).Protect,
			    PAGE_READONLY | table[i].shown);
		CHECK_EQUAL(query(view + PAGE).Protect,
			    PAGE_READWRITE | table[i].shown);
		CHECK(VirtualProtect(view, PAGE, PAGE_NOACCESS, &old));
		CHECK_EQUAL(old, PAGE_READONLY | table[i].shown);
		CHECK_EQUAL(query(view).Protect, PAGE_NOACCESS);
		CHECK(VirtualProtect(view, PAGE, PAGE_READWRITE, &old));
		CHECK_EQUAL(query(view).RegionSize, 4 * PAGE);
		UnmapViewOfFile(view);
		CloseHandle(section);
	}
}

TEST(MVX_6_rest_of_the_last_block)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	char *view = MapViewOfFileEx(section, FILE_MAP_WRITE, 0, 0, 0, ANY);
	char *memory;

	REQUIRE(view == ANY);
	CHECK_FAILS(NULL, VirtualAlloc(ANY + 2 * PAGE, PAGE,
				       MEM_RESERVE | MEM_COMMIT,
				       PAGE_READWRITE), ERROR_INVALID_ADDRESS);
	memory = VirtualAlloc(ANY + BLOCK, PAGE, MEM_RESERVE, PAGE_READWRITE);
	CHECK(memory == ANY + BLOCK);
	CHECK_FAILS(NULL, MapViewOfFileEx(section, FILE_MAP_WRITE, 0, 0, 0,
					  ANY + BLOCK), ERROR_INVALID_ADDRESS);
	CHECK_FAILS(FALSE, UnmapViewOfFile(memory), ERROR_INVALID_ADDRESS);
	CHECK_FAILS(FALSE, UnmapViewOfFile(memory + 1), ERROR_INVALID_ADDRESS);
	CHECK_EQUAL(query(memory).State, MEM_RESERVE);
	CHECK(VirtualFree(memory, 0, MEM_RELEASE));
	UnmapViewOfFile(view);
	CloseHandle(section);
}

/* A 32-bit program has no room for more than the machine has memory. */
#if UINTPTR_MAX > UINT32_MAX
TEST(COW_8_copies_are_charged)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE | SEC_RESERVE,
					1ull << 38);
	void *view = view_of(section, FILE_MAP_READ);

	REQUIRE(view);
	UnmapViewOfFile(view);
	CHECK_FAILS(NULL, view_of(section, FILE_MAP_COPY),
		    ERROR_COMMITMENT_LIMIT);
	CloseHandle(section);
}
#endif

TEST_ALONE(MEM_reserve_then_commit)
{
	char *memory = VirtualAlloc(NULL, 0xfffc, MEM_RESERVE, PAGE_READWRITE);
	MEMORY_BASIC_INFORMATION info = query(memory + 1);
	DWORD old;

	REQUIRE(memory && !((uintptr_t)memory % BLOCK));
	CHECK(info.AllocationBase == memory);
	CHECK_EQUAL(info.AllocationProtect, PAGE_READWRITE);
	CHECK_EQUAL(info.RegionSize, BLOCK);
	CHECK_EQUAL(info.State, MEM_RESERVE);
	CHECK_EQUAL(info.Protect, 0);
	CHECK_EQUAL(info.Type, MEM_PRIVATE);
	CHECK(test_faults(memory, false));
	CHECK_FAILS(FALSE, VirtualProtect(memory, PAGE, PAGE_READONLY, &old),
		    ERROR_INVALID_ADDRESS);

	CHECK(VirtualAlloc(memory, PAGE, MEM_COMMIT, PAGE_READONLY) == memory);
	info = query(memory);
	CHECK_EQUAL(info.RegionSize, PAGE);
	CHECK_EQUAL(info.State, MEM_COMMIT);
	CHECK_EQUAL(info.Protect, PAGE_READONLY);
	CHECK_EQUAL(info.AllocationProtect, PAGE_READWRITE);
	CHECK(!test_faults(memory, false) && test_faults(memory, true));
	CHECK(test_faults(memory + PAGE, false));
	CHECK_FAILS(FALSE, VirtualProtect(memory, 2 * PAGE, PAGE_READWRITE,
					  &old), ERROR_INVALID_ADDRESS);
	CHECK(VirtualProtect(memory, PAGE, PAGE_READWRITE, &old));
	CHECK_EQUAL(old, PAGE_READONLY);
	*memory = 'k';
	CHECK(VirtualAlloc(memory, 3 * PAGE, MEM_COMMIT, PAGE_READWRITE) ==
	      memory);
	CHECK(*memory == 'k' && !memory[2 * PAGE]);
	CHECK_EQUAL(query(memory).RegionSize, 3 * PAGE);
	CHECK_EQUAL(query(memory + 3 * PAGE).RegionSize, BLOCK - 3 * PAGE);
	CHECK(VirtualFree(memory, 0, MEM_RELEASE));
	CHECK_EQUAL(query(memory).State, MEM_FREE);
}

TEST_ALONE(MEM_decommit)
{
	char *memory = VirtualAlloc(NULL, 4 * PAGE, MEM_COMMIT, PAGE_READWRITE);

	REQUIRE(memory);
	CHECK_EQUAL(query(memory).State, MEM_COMMIT);
	memset(memory, 'k', 4 * PAGE);
	CHECK(VirtualFree(memory + PAGE + 5, 1, MEM_DECOMMIT));
	CHECK_EQUAL(query(memory + PAGE).State, MEM_RESERVE);
	CHECK_EQUAL(query(memory + PAGE).RegionSize, PAGE);
	CHECK(test_faults(memory + PAGE, false));
	CHECK(memory[0] == 'k' && memory[2 * PAGE] == 'k');
	CHECK(VirtualAlloc(memory + PAGE, PAGE, MEM_COMMIT, PAGE_READWRITE));
	CHECK(!memory[PAGE]);
	CHECK_EQUAL(query(memory).RegionSize, 4 * PAGE);
	/* Size 0 means all, and only from the base. */
	CHECK_FAILS(FALSE, VirtualFree(memory + PAGE, 0, MEM_DECOMMIT),
		    ERROR_INVALID_ADDRESS);
	CHECK(VirtualFree(memory, 0, MEM_DECOMMIT));
	CHECK(VirtualFree(memory, 4 * PAGE, MEM_DECOMMIT));
	CHECK_EQUAL(query(memory).State, MEM_RESERVE);
	CHECK_EQUAL(query(memory).RegionSize, 4 * PAGE);
	CHECK(VirtualFree(memory, 0, MEM_RELEASE));
}

TEST_ALONE(MEM_wanted_addresses)
{
	char *memory = VirtualAlloc(ANY + 3 * PAGE + 1, PAGE, MEM_RESERVE,
				    PAGE_READWRITE);

	/* Down to a block in front, up to a page behind. */
	CHECK(memory == ANY);
	CHECK_EQUAL(query(memory).RegionSize, 5 * PAGE);
	CHECK_FAILS(NULL, VirtualAlloc(ANY + 5 * PAGE, PAGE, MEM_RESERVE,
				       PAGE_READWRITE), ERROR_INVALID_ADDRESS);
	CHECK_FAILS(NULL, VirtualAlloc(ANY - BLOCK, 2 * BLOCK, MEM_RESERVE,
				       PAGE_READWRITE), ERROR_INVALID_ADDRESS);
	CHECK_FAILS(NULL, VirtualAlloc(ANY + 4 * PAGE, PAGE + 1, MEM_COMMIT,
				       PAGE_READWRITE), ERROR_INVALID_ADDRESS);
	CHECK_FAILS(NULL, VirtualAlloc(ANY + BLOCK, PAGE, MEM_COMMIT,
				       PAGE_READWRITE), ERROR_INVALID_ADDRESS);
	CHECK_FAILS(NULL, VirtualAlloc((void *)0x1000, PAGE, MEM_RESERVE,
				       PAGE_READWRITE),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, VirtualAlloc((void *)(UINTPTR_MAX - PAGE + 1), PAGE,
				       MEM_RESERVE, PAGE_READWRITE),
		    ERROR_INVALID_PARAMETER);
	CHECK(VirtualFree(memory, 0, MEM_RELEASE));
}

TEST_ALONE(MEM_arguments_that_are_wrong)
{
	static const struct { SIZE_T size; DWORD type, protection, error; }
	table[] = {
		{ 0, MEM_RESERVE, PAGE_NOACCESS, ERROR_INVALID_PARAMETER },
		{ PAGE, 0, PAGE_NOACCESS, ERROR_INVALID_PARAMETER },
		{ PAGE, MEM_TOP_DOWN, PAGE_NOACCESS, ERROR_INVALID_PARAMETER },
		{ PAGE, MEM_RESERVE | MEM_RELEASE, PAGE_NOACCESS,
		  ERROR_INVALID_PARAMETER },
		{ PAGE, MEM_RESERVE | MEM_RESERVE_PLACEHOLDER, PAGE_NOACCESS,
		  ERROR_INVALID_PARAMETER },
		{ PAGE, MEM_RESERVE | MEM_RESET, PAGE_NOACCESS,
		  ERROR_INVALID_PARAMETER },
		{ PAGE, MEM_RESERVE, 0, ERROR_INVALID_PARAMETER },
		{ PAGE, MEM_RESERVE, PAGE_READONLY | PAGE_READWRITE,
		  ERROR_INVALID_PARAMETER },
		{ PAGE, MEM_RESERVE, PAGE_WRITECOPY, ERROR_INVALID_PARAMETER },
		{ PAGE, MEM_COMMIT, PAGE_EXECUTE_WRITECOPY,
		  ERROR_INVALID_PARAMETER },
		{ PAGE, MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD,
		  ERROR_INVALID_PARAMETER },
		{ PAGE, MEM_COMMIT, PAGE_NOACCESS | PAGE_NOCACHE,
		  ERROR_INVALID_PARAMETER },
		{ PAGE, MEM_LARGE_PAGES | MEM_COMMIT, PAGE_READWRITE,
		  ERROR_INVALID_PARAMETER },
		{ PAGE, MEM_LARGE_PAGES | MEM_COMMIT | MEM_RESERVE,
		  PAGE_READWRITE, ERROR_PRIVILEGE_NOT_HELD },
		{ SIZE_MAX, MEM_RESERVE, PAGE_NOACCESS,
		  ERROR_INVALID_PARAMETER },
		{ PAGE, MEM_RESET, PAGE_READWRITE, ERROR_INVALID_ADDRESS },
	};
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(table); i++)
		CHECK_FAILS(NULL, VirtualAlloc(NULL, table[i].size,
					       table[i].type,
					       table[i].protection),
			    table[i].error);
}

TEST_ALONE(MEM_freeing_wrongly)
{
	char *memory = VirtualAlloc(NULL, 4 * PAGE, MEM_COMMIT, PAGE_READWRITE);

	CHECK_FAILS(FALSE, VirtualFree(memory, 4 * PAGE, MEM_RELEASE),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, VirtualFree(memory + PAGE, 0, MEM_RELEASE),
		    ERROR_INVALID_ADDRESS);
	CHECK_FAILS(FALSE, VirtualFree(memory, 0, 0), ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, VirtualFree(memory, 0, MEM_RELEASE | MEM_DECOMMIT),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, VirtualFree(memory, 4 * PAGE + 1, MEM_DECOMMIT),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, VirtualFree(NULL, 0, MEM_RELEASE),
		    ERROR_INVALID_ADDRESS);
	CHECK_FAILS(FALSE, VirtualFree(&memory, 0, MEM_RELEASE),
		    ERROR_INVALID_ADDRESS);
	CHECK(!test_faults(memory + 3 * PAGE, true));
	CHECK(VirtualFree(memory, 0, MEM_RELEASE));
	CHECK_FAILS(FALSE, VirtualFree(memory, 0, MEM_RELEASE),
		    ERROR_INVALID_ADDRESS);
}

TEST_ALONE(MEM_commit_limit)
{
	char *memory;

	if (sizeof(void *) == 4) {
		CHECK_FAILS(NULL, VirtualAlloc(NULL, TOO_MUCH + TOO_MUCH / 4,
					       MEM_RESERVE, PAGE_READWRITE),
			    ERROR_NOT_ENOUGH_MEMORY);
		return;
	}
	CHECK_FAILS(NULL, VirtualAlloc(NULL, TOO_MUCH, MEM_COMMIT,
				       PAGE_READWRITE), ERROR_COMMITMENT_LIMIT);
	memory = VirtualAlloc(NULL, TOO_MUCH, MEM_RESERVE, PAGE_READWRITE);
	REQUIRE(memory);
	CHECK_FAILS(NULL, VirtualAlloc(memory, TOO_MUCH, MEM_COMMIT,
				       PAGE_READWRITE), ERROR_COMMITMENT_LIMIT);
	CHECK_EQUAL(query(memory).State, MEM_RESERVE);
	CHECK(VirtualAlloc(memory + TOO_MUCH - PAGE, PAGE, MEM_COMMIT,
			   PAGE_READWRITE));
	CHECK(!test_faults(memory + TOO_MUCH - 1, true));
	CHECK(VirtualFree(memory, 0, MEM_RELEASE));
}

TEST_ALONE(MEM_protections_that_memory_can_have)
{
	static const struct { DWORD given, shown; bool read, write; }
	table[] = {
		{ PAGE_NOACCESS, PAGE_NOACCESS, false, false },
		{ PAGE_READONLY, PAGE_READONLY, true, false },
		{ PAGE_READWRITE, PAGE_READWRITE, true, true },
		{ PAGE_EXECUTE, PAGE_EXECUTE, true, false },
		{ PAGE_EXECUTE_READ, PAGE_EXECUTE_READ, true, false },
		{ PAGE_EXECUTE_READWRITE, PAGE_EXECUTE_READWRITE, true, true },
		{ PAGE_READWRITE | PAGE_NOCACHE, PAGE_READWRITE | PAGE_NOCACHE,
		  true, true },
		{ PAGE_EXECUTE_READ | PAGE_TARGETS_INVALID, PAGE_EXECUTE_READ,
		  true, false },
	};
	char *memory, *other = VirtualAlloc(NULL, PAGE, MEM_COMMIT,
					    PAGE_NOACCESS);
	unsigned int i;
	DWORD old, now = PAGE_NOACCESS;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		memory = VirtualAlloc(NULL, PAGE, MEM_COMMIT, table[i].given);
		REQUIRE(memory);
		CHECK_EQUAL(query(memory).Protect, table[i].shown);
		CHECK(test_faults(memory, false) == !table[i].read);
		CHECK(test_faults(memory, true) == !table[i].write);
		CHECK(VirtualFree(memory, 0, MEM_RELEASE));
		CHECK(VirtualProtect(other, PAGE, table[i].given, &old));
		CHECK_EQUAL(old, now);
		now = table[i].shown;
		CHECK_EQUAL(query(other).Protect, now);
	}
	CHECK_FAILS(FALSE, VirtualProtect(other, PAGE, PAGE_WRITECOPY, &old),
		    ERROR_INVALID_PARAMETER);
	CHECK(VirtualFree(other, 0, MEM_RELEASE));
}

TEST_ALONE(MEM_beside_memory_of_other_makers)
{
	char *memory = VirtualAlloc(ANY, BLOCK, MEM_RESERVE, PAGE_READWRITE);
	/* The kernel makes one mapping of the two. */
	char *foreign = mmap(ANY + BLOCK, PAGE, PROT_NONE,
			     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE,
			     -1, 0);
	char *second = VirtualAlloc(ANY + 2 * BLOCK, PAGE, MEM_RESERVE,
				    PAGE_READWRITE);
	DWORD old;

	REQUIRE(memory == ANY && foreign == ANY + BLOCK && second);
	CHECK(query(foreign).AllocationBase == foreign);
	CHECK_EQUAL(query(foreign).RegionSize, PAGE);
	CHECK_EQUAL(query(memory).RegionSize, BLOCK);
	CHECK_FAILS(FALSE, VirtualProtect(foreign, BLOCK + PAGE, PAGE_READONLY,
					  &old), ERROR_INVALID_ADDRESS);
	CHECK_FAILS(NULL, VirtualAlloc(foreign, PAGE, MEM_COMMIT,
				       PAGE_READONLY), ERROR_INVALID_ADDRESS);
	CHECK(VirtualFree(second, 0, MEM_RELEASE));
	CHECK(VirtualFree(memory, 0, MEM_RELEASE));
	CHECK_EQUAL(query(foreign).State, MEM_RESERVE);
	munmap(foreign, PAGE);
}

TEST_ALONE(MEM_a_forked_process_has_its_own)
{
	char *memory = VirtualAlloc(NULL, 2 * PAGE, MEM_COMMIT, PAGE_READWRITE);
	int status;
	pid_t pid;

	*memory = 'k';
	pid = fork();
	if (!pid) {
		bool good = query(memory).RegionSize == 2 * PAGE &&
			    *memory == 'k' &&
			    VirtualFree(memory + PAGE, PAGE, MEM_DECOMMIT) &&
			    query(memory).RegionSize == PAGE &&
			    VirtualFree(memory, 0, MEM_RELEASE);

		_exit(!good);
	}
	REQUIRE(waitpid(pid, &status, 0) == pid);
	CHECK_EQUAL(status, 0);
	CHECK_EQUAL(query(memory).RegionSize, 2 * PAGE);
	CHECK(VirtualFree(memory, 0, MEM_RELEASE));
}

TEST_ALONE(MEM_many_pages_that_differ)
{
	enum { PAGES = 512 };
	char *memory = VirtualAlloc(NULL, PAGES * PAGE, MEM_RESERVE,
				    PAGE_READWRITE);
	unsigned int i;

	for (i = 0; i < PAGES; i += 2)
		CHECK(VirtualAlloc(memory + i * PAGE, PAGE, MEM_COMMIT,
				   PAGE_READWRITE));
	for (i = 0; i < PAGES; i++) {
		CHECK_EQUAL(query(memory + i * PAGE).State,
			    i % 2 ? MEM_RESERVE : MEM_COMMIT);
		CHECK_EQUAL(query(memory + i * PAGE).RegionSize, PAGE);
	}
	for (i = 1; i < PAGES; i += 2)
		CHECK(VirtualAlloc(memory + i * PAGE, PAGE, MEM_COMMIT,
				   PAGE_READWRITE));
	CHECK_EQUAL(query(memory).RegionSize, PAGES * PAGE);
	CHECK(VirtualFree(memory, 0, MEM_RELEASE));
}

TEST_ALONE(MEM_reset)
{
	char *memory = VirtualAlloc(NULL, 2 * PAGE, MEM_COMMIT, PAGE_READWRITE);

	memory[0] = 'k';
	CHECK(VirtualAlloc(memory, PAGE, MEM_RESET, PAGE_NOACCESS) == memory);
	CHECK(!memory[0] || memory[0] == 'k');
	CHECK_EQUAL(query(memory).Protect, PAGE_READWRITE);
	CHECK_FAILS(NULL, VirtualAlloc(memory, 2 * PAGE + 1, MEM_RESET,
				       PAGE_NOACCESS), ERROR_INVALID_ADDRESS);
	CHECK(VirtualFree(memory, 0, MEM_RELEASE));
}
