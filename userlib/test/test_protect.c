// SPDX-License-Identifier: MIT
/* VirtualProtect, rows VPR, COW-9 and VQ-4, VQ-7. */
#include "harness.h"

#include <pthread.h>
#include <sys/mman.h>

#define PAGE 4096u

static const DWORD protections[] = {
	PAGE_NOACCESS, PAGE_READONLY, PAGE_READWRITE, PAGE_WRITECOPY,
	PAGE_EXECUTE, PAGE_EXECUTE_READ, PAGE_EXECUTE_READWRITE,
	PAGE_EXECUTE_WRITECOPY,
};

#define READABLE (PAGE_NOACCESS | PAGE_READONLY | PAGE_WRITECOPY)
#define EXECUTABLE \
	(READABLE | PAGE_EXECUTE | PAGE_EXECUTE_READ | PAGE_EXECUTE_WRITECOPY)

/* Table H, and how a view comes to be mapped so. */
static const struct { DWORD access, mapped, accepted; } table_h[] = {
	{ 0, PAGE_NOACCESS, PAGE_NOACCESS },
	{ FILE_MAP_READ, PAGE_READONLY, READABLE },
	{ FILE_MAP_COPY, PAGE_WRITECOPY, READABLE },
	{ FILE_MAP_WRITE, PAGE_READWRITE, READABLE | PAGE_READWRITE },
	{ FILE_MAP_EXECUTE | FILE_MAP_READ, PAGE_EXECUTE_READ, EXECUTABLE },
	{ FILE_MAP_EXECUTE | FILE_MAP_COPY, PAGE_EXECUTE_WRITECOPY,
	  EXECUTABLE },
	{ FILE_MAP_EXECUTE | FILE_MAP_WRITE, PAGE_EXECUTE_READWRITE, 0xff },
};

static MEMORY_BASIC_INFORMATION query(const void *address)
{
	MEMORY_BASIC_INFORMATION info;

	REQUIRE(VirtualQuery(address, &info, sizeof(info)) == sizeof(info));
	return info;
}

static HANDLE section_on(const char *path, DWORD protect)
{
	HANDLE file = file_open(path, GENERIC_ALL), section;

	section = CreateFileMappingA(file, NULL, protect, 0, 0, NULL);
	REQUIRE(section);
	CloseHandle(file);
	return section;
}

static bool may_write(DWORD mapped, DWORD protection)
{
	if (protection & (PAGE_READWRITE | PAGE_EXECUTE_READWRITE))
		return true;
	/* A shared view has no copies; the write must not reach the others. */
	return protection & (PAGE_WRITECOPY | PAGE_EXECUTE_WRITECOPY) &&
	       !(mapped & (PAGE_READWRITE | PAGE_EXECUTE_READWRITE));
}

static void try_protections(char *view, DWORD mapped, DWORD accepted)
{
	DWORD now = mapped, old;
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(protections); i++) {
		if (!(accepted & protections[i])) {
			CHECK_FAILS(FALSE, VirtualProtect(view + PAGE, PAGE,
							  protections[i], &old),
				    ERROR_INVALID_PARAMETER);
			CHECK_EQUAL(query(view + PAGE).Protect, now);
			continue;
		}
		CHECK(VirtualProtect(view + PAGE, PAGE, protections[i], &old));
		CHECK_EQUAL(old, now);
		now = protections[i];
		CHECK_EQUAL(query(view + PAGE).Protect, now);
		CHECK_EQUAL(query(view + PAGE).AllocationProtect, mapped);
		CHECK_EQUAL(test_faults(view + PAGE, false),
			    now == PAGE_NOACCESS);
		CHECK_EQUAL(test_faults(view + PAGE, true),
			    !may_write(mapped, now));
		CHECK_EQUAL(query(view).Protect, mapped);
		CHECK_EQUAL(query(view + 2 * PAGE).Protect, mapped);
	}
}

TEST(VPR_1_2_6_table_H)
{
	const char *path = test_file("data", 3 * PAGE, 'a');
	HANDLE sections[2] = {
		section_create(NULL, PAGE_EXECUTE_READWRITE, 3 * PAGE),
		section_on(path, PAGE_EXECUTE_READWRITE),
	};
	unsigned int i;
	char *view;

	for (i = 0; i < 2 * ARRAYSIZE(table_h); i++) {
		view = view_of(sections[i % 2], table_h[i / 2].access);
		REQUIRE(view);
		try_protections(view, table_h[i / 2].mapped,
				table_h[i / 2].accepted);
		CHECK(UnmapViewOfFile(view));
	}
	CloseHandle(sections[0]);
	CloseHandle(sections[1]);
}

TEST(VPR_3_4_what_is_no_protection)
{
	static const DWORD wrong[] = {
		0, PAGE_READONLY | PAGE_READWRITE, 0x100, 0x1000,
		PAGE_READONLY | PAGE_GUARD, PAGE_READONLY | PAGE_NOCACHE,
		PAGE_READONLY | PAGE_WRITECOMBINE,
		PAGE_READONLY | PAGE_TARGETS_NO_UPDATE,
	};
	HANDLE section = section_create(NULL, PAGE_READWRITE, 2 * PAGE);
	char *view = view_of(section, FILE_MAP_WRITE);
	DWORD old = 42;
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(wrong); i++)
		CHECK_FAILS(FALSE, VirtualProtect(view, PAGE, wrong[i], &old),
			    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, VirtualProtect(view, PAGE, PAGE_READONLY, NULL),
		    ERROR_NOACCESS);
	CHECK_FAILS(FALSE, VirtualProtect(view, 0, PAGE_READONLY, &old),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, VirtualProtect(view, SIZE_MAX, PAGE_READONLY, &old),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, VirtualProtect(view, 2 * PAGE + 1, PAGE_READONLY,
					  &old), ERROR_INVALID_ADDRESS);
	CHECK_FAILS(FALSE, VirtualProtect(view + PAGE, PAGE + 1, PAGE_READONLY,
					  &old), ERROR_INVALID_ADDRESS);
	CHECK_EQUAL(old, 42);
	CHECK_EQUAL(query(view).Protect, PAGE_READWRITE);
	CHECK_EQUAL(query(view).RegionSize, 2 * PAGE);
	UnmapViewOfFile(view);
	CHECK_FAILS(FALSE, VirtualProtect(view, PAGE, PAGE_READONLY, &old),
		    ERROR_INVALID_ADDRESS);
	CloseHandle(section);
}

TEST(VPR_whole_pages_of_any_range)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 4 * PAGE);
	char *view = view_of(section, FILE_MAP_WRITE);
	DWORD old;

	CHECK(VirtualProtect(view + 2 * PAGE - 1, 2, PAGE_READONLY, &old));
	CHECK_EQUAL(query(view).RegionSize, PAGE);
	CHECK_EQUAL(query(view + PAGE).RegionSize, 2 * PAGE);
	CHECK_EQUAL(query(view + PAGE).Protect, PAGE_READONLY);
	/* The old protection is that of the first page. */
	CHECK(VirtualProtect(view + PAGE, 3 * PAGE, PAGE_NOACCESS, &old));
	CHECK_EQUAL(old, PAGE_READONLY);
	CHECK(VirtualProtect(view, 4 * PAGE, PAGE_READWRITE, &old));
	CHECK_EQUAL(old, PAGE_READWRITE);
	CHECK_EQUAL(query(view).RegionSize, 4 * PAGE);
	UnmapViewOfFile(view);
	CloseHandle(section);
}

TEST(VPR_5_pages_that_are_not_committed)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE | SEC_RESERVE,
					4 * PAGE);
	char *view = view_of(section, FILE_MAP_WRITE);
	DWORD old;

	CHECK_FAILS(FALSE, VirtualProtect(view, PAGE, PAGE_READONLY, &old),
		    ERROR_INVALID_PARAMETER);
	CHECK(!test_faults(view, true));
	CHECK(VirtualAlloc(view, 2 * PAGE, MEM_COMMIT, PAGE_READWRITE) == view);
	CHECK(VirtualProtect(view, 2 * PAGE, PAGE_READONLY, &old));
	CHECK_EQUAL(old, PAGE_READWRITE);
	CHECK_FAILS(FALSE, VirtualProtect(view, 3 * PAGE, PAGE_READWRITE, &old),
		    ERROR_INVALID_PARAMETER);
	CHECK(test_faults(view, true) && !test_faults(view + 2 * PAGE, true));
	CHECK_EQUAL(query(view).RegionSize, 2 * PAGE);
	CHECK_EQUAL(query(view + 2 * PAGE).Protect, PAGE_READWRITE);
	CHECK_EQUAL(query(view + 2 * PAGE).State, MEM_COMMIT);
	UnmapViewOfFile(view);
	CloseHandle(section);
}

static void read_view_is_copied(HANDLE section, char original)
{
	char *view = view_of(section, FILE_MAP_READ);
	char *writer = view_of(section, FILE_MAP_WRITE);
	DWORD old;

	REQUIRE(view && writer);
	CHECK(*view == original);
	CHECK(VirtualProtect(view, 2 * PAGE, PAGE_WRITECOPY, &old));
	CHECK_EQUAL(old, PAGE_READONLY);
	view[0] = 'p';
	writer[PAGE] = 's';
	CHECK(writer[0] == original && view[PAGE] == 's');
	CHECK(VirtualProtect(view, 2 * PAGE, PAGE_READONLY, &old));
	CHECK(view[0] == 'p' && test_faults(view, true));
	writer[PAGE] = original;
	CHECK(view[PAGE] == original);
	CHECK(FlushViewOfFile(view, 0));
	UnmapViewOfFile(view);
	UnmapViewOfFile(writer);
}

TEST(COW_9_read_view_turned_copy_on_write)
{
	const char *path = test_file("data", 2 * PAGE, 'a');
	HANDLE section = section_create(NULL, PAGE_READWRITE, 2 * PAGE);
	char byte;

	read_view_is_copied(section, 0);
	CloseHandle(section);
	section = section_on(path, PAGE_READWRITE);
	read_view_is_copied(section, 'a');
	CloseHandle(section);
	test_read(path, &byte, 0, 1);
	CHECK(byte == 'a');
}

TEST(COW_9_write_view_turned_copy_on_write_lets_nobody_write)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	char *view = view_of(section, FILE_MAP_WRITE);
	char *reader = view_of(section, FILE_MAP_READ);
	DWORD old;

	view[0] = 'a';
	CHECK(VirtualProtect(view, PAGE, PAGE_WRITECOPY, &old));
	CHECK_EQUAL(query(view).Protect, PAGE_WRITECOPY);
	CHECK(test_faults(view, true) && reader[0] == 'a');
	CHECK(VirtualProtect(view, PAGE, PAGE_READWRITE, &old));
	CHECK_EQUAL(old, PAGE_WRITECOPY);
	view[0] = 'b';
	CHECK(reader[0] == 'b');
	UnmapViewOfFile(view);
	UnmapViewOfFile(reader);
	CloseHandle(section);
}

TEST(FLU_changes_of_pages_that_are_read_only_by_now)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE section = section_on(path, PAGE_READWRITE);
	char *view = view_of(section, FILE_MAP_WRITE), byte;
	DWORD old;

	view[0] = 'b';
	CHECK(VirtualProtect(view, PAGE, PAGE_NOACCESS, &old));
	CHECK(FlushViewOfFile(view, 0));
	test_read(path, &byte, 0, 1);
	CHECK(byte == 'b');
	UnmapViewOfFile(view);
	CloseHandle(section);
}

/* Each step checks every page against a plain array. */
static void check_pages(char *base, const DWORD *expected, unsigned int count)
{
	MEMORY_BASIC_INFORMATION info;
	unsigned int i, end;

	for (i = 0; i < count; i++) {
		for (end = i; end < count && expected[end] == expected[i];)
			end++;
		info = query(base + i * PAGE);
		CHECK_EQUAL(info.Protect, expected[i]);
		CHECK_EQUAL(info.RegionSize, (end - i) * PAGE);
		CHECK(info.AllocationBase == base);
	}
}

TEST(VQ_4_many_different_pages)
{
	enum { PAGES = 24, ROUNDS = 400 };
	static const DWORD kinds[] = {
		PAGE_READONLY, PAGE_READWRITE, PAGE_NOACCESS,
	};
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGES * PAGE);
	char *view = view_of(section, FILE_MAP_WRITE);
	DWORD expected[PAGES], kind, old;
	unsigned int i, round, first, count;

	for (i = 0; i < PAGES; i++)
		expected[i] = PAGE_READWRITE;
	srandom(1);
	for (round = 0; round < ROUNDS; round++) {
		first = (unsigned int)random() % PAGES;
		count = 1 + (unsigned int)random() % (PAGES - first);
		if (round % 2)
			count = 1;
		kind = kinds[random() % ARRAYSIZE(kinds)];
		CHECK(VirtualProtect(view + first * PAGE, count * PAGE, kind,
				     &old));
		CHECK_EQUAL(old, expected[first]);
		for (i = first; i < first + count; i++)
			expected[i] = kind;
		check_pages(view, expected, PAGES);
	}
	UnmapViewOfFile(view);
	CloseHandle(section);
}

TEST_ALONE(VPR_memory_of_other_makers)
{
	char *memory = mmap(NULL, 3 * PAGE, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	DWORD old;

	CHECK(VirtualProtect(memory, 2 * PAGE, PAGE_READONLY, &old));
	CHECK_EQUAL(old, PAGE_READWRITE);
	CHECK(test_faults(memory, true) && !test_faults(memory + 2 * PAGE,
							true));
	/* Several mappings without a gap. */
	CHECK(VirtualProtect(memory + PAGE, 2 * PAGE, PAGE_NOACCESS, &old));
	CHECK_EQUAL(old, PAGE_READONLY);
	CHECK_FAILS(FALSE, VirtualProtect(memory, PAGE, PAGE_WRITECOPY, &old),
		    ERROR_INVALID_PARAMETER);
	munmap(memory + PAGE, PAGE);
	CHECK_FAILS(FALSE, VirtualProtect(memory, 3 * PAGE, PAGE_READWRITE,
					  &old), ERROR_INVALID_ADDRESS);
	CHECK(test_faults(memory, true));
	CHECK_FAILS(FALSE, VirtualProtect(NULL, PAGE, PAGE_READWRITE, &old),
		    ERROR_INVALID_ADDRESS);
	munmap(memory, 3 * PAGE);
}

TEST_ALONE(VPR_failure_halfway_changes_nothing)
{
	/* A hole that the program made is met in the middle. */
	char *memory = VirtualAlloc(NULL, 3 * PAGE, MEM_RESERVE | MEM_COMMIT,
				    PAGE_READWRITE);
	DWORD old;

	REQUIRE(memory);
	munmap(memory + PAGE, PAGE);
	SetLastError(0);
	CHECK(!VirtualProtect(memory, 3 * PAGE, PAGE_READONLY, &old));
	CHECK(!test_faults(memory, true) && !test_faults(memory + 2 * PAGE,
							 true));
	CHECK_EQUAL(query(memory).Protect, PAGE_READWRITE);
	CHECK(VirtualFree(memory, 0, MEM_RELEASE));
}

/* Calls of several threads on one view that comes and goes. */

#define RACE_ROUNDS 2000

/* Where neither the kernel nor malloc(3) puts anything. */
static char *const race_place = (char *)0x30000000;
static HANDLE race_section;

static void *race_protect(void *unused)
{
	DWORD error, old;
	unsigned int i;

	for (i = 0; i < RACE_ROUNDS; i++) {
		if (VirtualProtect(race_place + i % 4 * PAGE, PAGE,
				   i % 3 ? PAGE_READONLY : PAGE_READWRITE,
				   &old)) {
			CHECK(old == PAGE_READONLY || old == PAGE_READWRITE);
			continue;
		}
		error = GetLastError();
		CHECK_EQUAL(error, ERROR_INVALID_ADDRESS);
	}
	return unused;
}

static void *race_query(void *unused)
{
	MEMORY_BASIC_INFORMATION info;
	unsigned int i;

	for (i = 0; i < RACE_ROUNDS; i++) {
		info = query(race_place + i % 4 * PAGE);
		CHECK(info.State == MEM_FREE || info.State == MEM_COMMIT);
	}
	return unused;
}

static void *race_map(void *unused)
{
	unsigned int i;
	char *view;

	for (i = 0; i < RACE_ROUNDS; i++) {
		view = MapViewOfFileEx(race_section, FILE_MAP_WRITE, 0, 0, 0,
				       race_place);
		REQUIRE(view == race_place);
		CHECK(UnmapViewOfFile(view + i % 4 * PAGE));
	}
	return unused;
}

TEST(VPR_threads_on_a_view_that_comes_and_goes)
{
	static void *(*const calls[])(void *) = {
		race_protect, race_protect, race_query, race_map,
	};
	pthread_t threads[ARRAYSIZE(calls)];
	unsigned int i;

	race_section = section_create(NULL, PAGE_READWRITE, 4 * PAGE);
	for (i = 0; i < ARRAYSIZE(calls); i++)
		REQUIRE(!pthread_create(&threads[i], NULL, calls[i], NULL));
	for (i = 0; i < ARRAYSIZE(calls); i++)
		pthread_join(threads[i], NULL);
	CHECK(test_address_is_free(race_place));
	CloseHandle(race_section);
}
