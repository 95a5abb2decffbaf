// SPDX-License-Identifier: MIT
/* Wanted addresses, and the end of views: rows MVX, UNM and LIF. */
#include "harness.h"

#include <sys/mman.h>

#define PAGE 4096u
#define BLOCK 0x10000u

TEST(MVX_1_2_3_4_5_wanted_addresses)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 3 * BLOCK);
	char *wanted = (char *)0x30000000;
	void *view, *foreign;

	view = MapViewOfFileEx(section, FILE_MAP_READ, 0, 0, 0, NULL);
	CHECK(view);
	UnmapViewOfFile(view);

	CHECK_FAILS(NULL, MapViewOfFileEx(section, FILE_MAP_READ, 0, 0, 0,
					  wanted + 42),
		    ERROR_MAPPED_ALIGNMENT);
	CHECK_FAILS(NULL, MapViewOfFileEx(section, FILE_MAP_READ, 0, 0, 0,
					  wanted + PAGE),
		    ERROR_MAPPED_ALIGNMENT);
	view = MapViewOfFileEx(section, FILE_MAP_READ, 0, 0, 0, wanted);
	CHECK(view == wanted);
	/* Overlap at the front, inside and at the end. */
	CHECK_FAILS(NULL, MapViewOfFileEx(section, FILE_MAP_READ, 0, 0, 0,
					  wanted - BLOCK),
		    ERROR_INVALID_ADDRESS);
	CHECK_FAILS(NULL, MapViewOfFileEx(section, FILE_MAP_READ, 0, 0, 1,
					  wanted + BLOCK),
		    ERROR_INVALID_ADDRESS);
	CHECK_FAILS(NULL, MapViewOfFileEx(section, FILE_MAP_READ, 0, 0, 0,
					  wanted + 2 * BLOCK),
		    ERROR_INVALID_ADDRESS);
	UnmapViewOfFile(view);

	foreign = mmap(wanted + BLOCK, PAGE, PROT_READ,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	CHECK_FAILS(NULL, MapViewOfFileEx(section, FILE_MAP_READ, 0, 0, 0,
					  wanted), ERROR_INVALID_ADDRESS);
	CHECK(!test_faults(foreign, false));
	munmap(foreign, PAGE);

	CHECK_FAILS(NULL, MapViewOfFileEx(section, FILE_MAP_READ, 0, 0, 0,
					  (void *)(UINTPTR_MAX - BLOCK + 1)),
		    ERROR_INVALID_PARAMETER);
	CloseHandle(section);
}

TEST(UNM_1_to_7_any_address_inside)
{
	static const unsigned int inside[] = { 0, 100, PAGE, PAGE + 100,
					       4 * PAGE - 1 };
	HANDLE section = section_create(NULL, PAGE_READWRITE, 4 * PAGE);
	char *view, *memory;
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(inside); i++) {
		view = view_of(section, FILE_MAP_WRITE);
		REQUIRE(view);
		CHECK(UnmapViewOfFile(view + inside[i]));
		CHECK(test_address_is_free(view));
		CHECK(test_address_is_free(view + 3 * PAGE));
		CHECK_FAILS(FALSE, UnmapViewOfFile(view + inside[i]),
			    ERROR_INVALID_ADDRESS);
	}
	CHECK_FAILS(FALSE, UnmapViewOfFile(NULL), ERROR_INVALID_ADDRESS);
	CHECK_FAILS(FALSE, UnmapViewOfFile((void *)0xdeadbeef),
		    ERROR_INVALID_ADDRESS);
	memory = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK_FAILS(FALSE, UnmapViewOfFile(memory), ERROR_INVALID_ADDRESS);
	CHECK_FAILS(FALSE, UnmapViewOfFile(memory + 100),
		    ERROR_INVALID_ADDRESS);
	CHECK(!test_faults(memory, true));
	munmap(memory, PAGE);
	CloseHandle(section);
}

TEST(UNM_8_dirty_pages_survive)
{
	const char *path = test_file("data", 3 * PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
					    NULL);
	char *view = view_of(section, FILE_MAP_WRITE), byte;

	CloseHandle(section);
	CloseHandle(file);
	view[2 * PAGE] = 'X';
	CHECK(UnmapViewOfFile(view + PAGE));
	test_read(path, &byte, 2 * PAGE, 1);
	CHECK(byte == 'X');
}

TEST(UNM_9_LIF_1_5_7_any_order)
{
	const char *path = test_file("data", PAGE, 'a');
	unsigned int order;

	for (order = 0; order < 6; order++) {
		HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
		HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE,
						    0, 0, NULL);
		char *view = view_of(section, FILE_MAP_WRITE);
		unsigned int step, what;

		REQUIRE(view);
		for (step = 0; step < 3; step++) {
			what = (order / 2 + (order % 2 ? 3 - step : step)) % 3;
			if (what == 0)
				CHECK(CloseHandle(file));
			else if (what == 1)
				CHECK(CloseHandle(section));
			else
				CHECK(UnmapViewOfFile(view));
			if (what == 2)
				view = NULL;
			if (view)
				CHECK(++*view);
		}
	}
}

TEST(LIF_3_4_a_new_object_of_the_same_name)
{
	const char *name = test_name("again");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	char *old = view_of(section, FILE_MAP_WRITE), *view;

	*old = 'o';
	CloseHandle(section);
	section = section_create(name, PAGE_READWRITE, PAGE);
	CloseHandle(section);
	CHECK(*old == 'o');
	UnmapViewOfFile(old);
	section = section_create(name, PAGE_READWRITE, PAGE);
	view = view_of(section, FILE_MAP_READ);
	CHECK(view && !*view);
	UnmapViewOfFile(view);
	CloseHandle(section);
}
