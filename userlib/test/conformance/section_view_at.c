// SPDX-License-Identifier: MIT
/* Section 5: MapViewOfFileEx, MapViewOfFile3, and what only NT itself has. */
#include "views.h"

#define SIZE (3 * BLOCK)

static void *view_at(HANDLE section, uint64_t offset, SIZE_T length,
		     void *place)
{
	return MapViewOfFileEx(section, FILE_MAP_WRITE, (DWORD)(offset >> 32),
			       (DWORD)offset, length, place);
}

/* MapViewOfFile3 without extended parameters. */
static void *view3(HANDLE section, void *place, uint64_t offset, SIZE_T length,
		   ULONG type, ULONG protection)
{
	return MapViewOfFile3(section, GetCurrentProcess(), place, offset,
			      length, type, protection, NULL, 0);
}

static void *view3_with(HANDLE section, void *place,
			MEM_EXTENDED_PARAMETER *parameters, ULONG count)
{
	return MapViewOfFile3(section, GetCurrentProcess(), place, 0, 0, 0,
			      PAGE_READWRITE, parameters, count);
}

static HANDLE new_section(void)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, SIZE);

	REQUIRE(section);
	return section;
}

/* a: on a file. */
static HANDLE new_section_on(bool file)
{
	HANDLE data, section;

	if (!file)
		return new_section();
	data = file_open(case_file("data", SIZE, FILE_BYTE), READ_WRITE);
	section = section_on(data, PAGE_READWRITE, 0, NULL);
	CloseHandle(data);
	REQUIRE(section);
	return section;
}

static void no_address(const struct row *row)
{
	HANDLE section = new_section_on(row->a);
	char *view = view_at(section, row->b, 0, NULL);

	CHECK(view);
	if (view) {
		CHECK_EQUAL((ULONG_PTR)view % BLOCK, 0);
		CHECK_EQUAL(query(view).RegionSize, SIZE - row->b);
		CHECK(!touch_faults(view, true));
		UnmapViewOfFile(view);
	}
	CloseHandle(section);
}

/* a: on a file, b: from this offset, c: so much. */
static void exact_address(const struct row *row)
{
	HANDLE section = new_section_on(row->a);
	char *other = view_of(section, FILE_MAP_READ);
	char *place = free_place(SIZE);
	char *view = view_at(section, row->b, row->c, place);

	REQUIRE(other);
	CHECK_EQUAL(view, place);
	if (view) {
		*view = 'x';
		CHECK_EQUAL(other[row->b], 'x');
		UnmapViewOfFile(view);
	}
	UnmapViewOfFile(other);
	CloseHandle(section);
}

/* a: how far the address is from a multiple of 64 KiB. */
static void unaligned_address(const struct row *row)
{
	HANDLE section = new_section();
	char *place = free_place(SIZE + BLOCK);

	CHECK_FAILS(NULL, view_at(section, 0, PAGE, place + row->a),
		    row->error);
	CloseHandle(section);
}

/* a, b: a view of how many blocks in front of or behind a first one's base. */
static void overlapping_view(const struct row *row)
{
	HANDLE section = new_section();
	char *place = free_place(2 * SIZE) + SIZE - BLOCK;
	char *view = view_at(section, 0, 0, place);

	REQUIRE(view);
	*view = 'f';
	CHECK_FAILS(NULL, view_at(section, 0, row->c,
				  place - row->a * BLOCK + row->b * BLOCK),
		    row->error);
	CHECK_EQUAL(*view, 'f');
	UnmapViewOfFile(view);
	CloseHandle(section);
}

/* a: how memory in the place was allocated, b: how far in the view it is. */
static void overlapping_memory(const struct row *row)
{
	HANDLE section = new_section();
	char *place = free_place(SIZE);
	char *memory = VirtualAlloc(place + row->b, PAGE, (DWORD)row->a,
				    PAGE_READWRITE);

	REQUIRE(memory == place + row->b);
	CHECK_FAILS(NULL, view_at(section, 0, 0, place), row->error);
	CHECK_EQUAL(query(memory).AllocationBase, memory);
	VirtualFree(memory, 0, MEM_RELEASE);
	CloseHandle(section);
}

/* a: an address, or 0 for the first one that no program has. */
static void kernel_address(const struct row *row)
{
	HANDLE section = new_section();
	ULONG_PTR address = row->a;
	SYSTEM_INFO system;

	GetSystemInfo(&system);
	if (!address)
		address = ((ULONG_PTR)system.lpMaximumApplicationAddress +
			   BLOCK) / BLOCK * BLOCK;
	/* In 32 bits the last block of all is no program's as a whole. */
	if (!address)
		address = (ULONG_PTR)0 - BLOCK;
	CHECK_FAILS(NULL, view_at(section, 0, 0, (void *)address), row->error);
	CloseHandle(section);
}

/* a: how far after a view of one page memory is asked for; error 0: got. */
static void rest_of_the_block(const struct row *row)
{
	HANDLE section = new_section();
	char *place = free_place(2 * BLOCK), *memory;
	char *view = view_at(section, 0, PAGE, place);

	REQUIRE(view == place);
	if (row->error) {
		CHECK_FAILS(NULL, VirtualAlloc(place + row->a, PAGE,
					       MEM_RESERVE | MEM_COMMIT,
					       PAGE_READWRITE), row->error);
	} else {
		memory = VirtualAlloc(place + row->a, PAGE,
				      MEM_RESERVE | MEM_COMMIT,
				      PAGE_READWRITE);
		CHECK_EQUAL(memory, place + row->a);
		if (memory)
			VirtualFree(memory, 0, MEM_RELEASE);
	}
	UnmapViewOfFile(view);
	CloseHandle(section);
}

/* a: how far the address, b: the offset is from a multiple of 64 KiB. */
static void view3_aligned(const struct row *row)
{
	HANDLE section = new_section();
	char *place = free_place(SIZE), *view;

	if (row->error) {
		CHECK_FAILS(NULL, view3(section, place + row->a, row->b,
					PAGE, 0, PAGE_READWRITE), row->error);
	} else {
		view = view3(section, place + row->a, row->b, 0, 0,
			     PAGE_READWRITE);
		CHECK_EQUAL(view, place + row->a);
		CHECK_EQUAL(query(view).RegionSize, SIZE - row->b);
		if (view)
			UnmapViewOfFile(view);
	}
	CloseHandle(section);
}

static void view3_own_process(const struct row *row)
{
	HANDLE section = new_section();
	char *view = MapViewOfFile3(section, NULL, NULL, 0, 0, 0, (ULONG)row->a,
				    NULL, 0);

	CHECK(view);
	if (view) {
		CHECK_EQUAL(query(view).Protect, row->a);
		CHECK_EQUAL(query(view).RegionSize, SIZE);
		UnmapViewOfFile(view);
	}
	CloseHandle(section);
}

/* There are no placeholders. a: how far from a multiple of 64 KiB. */
static void no_placeholder(const struct row *row)
{
	HANDLE section = new_section();
	char *place = free_place(SIZE);

	CHECK_FAILS(NULL, VirtualAlloc2(GetCurrentProcess(), NULL, SIZE,
					MEM_RESERVE | MEM_RESERVE_PLACEHOLDER,
					PAGE_NOACCESS, NULL, 0), row->error);
	CHECK_FAILS(NULL, view3(section, place + row->a, 0, PAGE,
				MEM_REPLACE_PLACEHOLDER, PAGE_READWRITE),
		    row->error);
	CloseHandle(section);
}

/*
 * There is no NtMapViewOfSection. What it alone can say has a nearest relative
 * in MapViewOfFile3 or 2, which refuses it.
 */

static void no_process(const struct row *row)
{
	HANDLE section = new_section();

	CHECK_FAILS(NULL, MapViewOfFileNuma2(section, NULL, 0, NULL, 0, 0,
					     PAGE_READWRITE,
					     NUMA_NO_PREFERRED_NODE),
		    row->error);
	CloseHandle(section);
}

static void other_process(const struct row *row)
{
	const char *name = case_name("end");
	HANDLE event = CreateEventA(NULL, TRUE, FALSE, name);
	HANDLE section = new_section(), process;

	REQUIRE(event);
	process = child_start(false, "wait", name, NULL);
	REQUIRE(process);
	CHECK_FAILS(NULL, MapViewOfFile3(section, process, NULL, 0, 0, 0,
					 PAGE_READWRITE, NULL, 0), row->error);
	SetEvent(event);
	child_end(process);
	CloseHandle(event);
	CloseHandle(section);
}

/* a: an allocation type, b: on a file. */
static void allocation_type(const struct row *row)
{
	HANDLE section = new_section_on(row->b);

	CHECK_FAILS(NULL, view3(section, NULL, 0, 0, (ULONG)row->a,
				PAGE_READWRITE), row->error);
	CloseHandle(section);
}

/* a: more than the section has; b: on a file. */
static void no_room_to_grow(const struct row *row)
{
	HANDLE section = new_section_on(row->b);

	CHECK_FAILS(NULL, view3(section, NULL, 0, SIZE + row->a,
				MEM_RESERVE, PAGE_READWRITE), row->error);
	CloseHandle(section);
}

/* No call commits a part at once, and all of it can be touched anyway. */
static void all_can_be_touched(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE | SEC_RESERVE, SIZE,
			      FILE_MAP_WRITE);

	CHECK_EQUAL(query(view).RegionSize, SIZE);
	CHECK(!touch_faults(view + row->a, true));
	UnmapViewOfFile(view);
}

/* a: a size larger than the section, which is all committed; b: on a file. */
static void commit_beyond(const struct row *row)
{
	HANDLE section = new_section_on(row->b);

	CHECK_FAILS(NULL, view3(section, NULL, 0, SIZE + row->a, 0,
				PAGE_READWRITE), row->error);
	CloseHandle(section);
}

/* The highest address that a view may have, asked for as Win32 does. */
static MEM_EXTENDED_PARAMETER
requirements(MEM_ADDRESS_REQUIREMENTS *addresses)
{
	MEM_EXTENDED_PARAMETER parameter = {
		.Type = MemExtendedParameterAddressRequirements,
		.Pointer = addresses,
	};

	return parameter;
}

/* a: how many zero bits an address of 32 bits would have to start with. */
static void zero_bits(const struct row *row)
{
	HANDLE section = new_section();
	MEM_ADDRESS_REQUIREMENTS addresses = {
		.HighestEndingAddress =
			(void *)((((ULONG_PTR)1 << 31) >> (row->a - 1)) - 1),
	};
	MEM_EXTENDED_PARAMETER parameter = requirements(&addresses);
	char *view = view3_with(section, NULL, &parameter, 1);
	ULONG_PTR last = (ULONG_PTR)view + SIZE - 1;

	if (row->error)
		CHECK(!view && GetLastError() == row->error);
	else
		CHECK(view &&
		      last <= (ULONG_PTR)addresses.HighestEndingAddress);
	if (view)
		UnmapViewOfFile(view);
	CloseHandle(section);
}

/* A base and requirements for it together. a: whether the base meets them. */
static void base_and_requirements(const struct row *row)
{
	HANDLE section = new_section();
	char *place = free_place(SIZE);
	MEM_ADDRESS_REQUIREMENTS addresses = {
		.HighestEndingAddress = place + (row->a ? SIZE : -BLOCK) - 1,
	};
	MEM_EXTENDED_PARAMETER parameter = requirements(&addresses);

	CHECK_FAILS(NULL, view3_with(section, place, &parameter, 1),
		    row->error);
	CloseHandle(section);
}

/* a: the end that is asked for, b: an alignment, c: how many times. */
static void wrong_requirements(const struct row *row)
{
	HANDLE section = new_section();
	MEM_ADDRESS_REQUIREMENTS addresses = {
		.HighestEndingAddress = (void *)row->a,
		.Alignment = row->b,
	};
	MEM_EXTENDED_PARAMETER parameters[2] = {
		requirements(&addresses), requirements(&addresses),
	};
	char *view = view3_with(section, NULL, parameters, (ULONG)row->c);

	if (row->error)
		CHECK(!view && GetLastError() == row->error);
	else
		CHECK(view);
	if (view)
		UnmapViewOfFile(view);
	CloseHandle(section);
}

static void unknown_parameter(const struct row *row)
{
	HANDLE section = new_section();
	MEM_EXTENDED_PARAMETER parameter = { .Type = row->a };

	CHECK_FAILS(NULL, view3_with(section, NULL, &parameter, 1), row->error);
	CloseHandle(section);
}

/* a: protections that no view can have. */
static void no_such_protection(const struct row *row)
{
	HANDLE section = new_section();

	CHECK_FAILS(NULL, view3(section, NULL, 0, 0, 0, (ULONG)row->a),
		    row->error);
	CloseHandle(section);
}

/* No call writes a size back; VirtualQuery knows it. a: what was asked for. */
static void size_is_asked_for(const struct row *row)
{
	HANDLE section = new_section();
	char *view = view3(section, NULL, 0, row->a, 0, PAGE_READWRITE);

	REQUIRE(view);
	CHECK_EQUAL(query(view).RegionSize, row->b);
	UnmapViewOfFile(view);
	CloseHandle(section);
}

#define FAILS(id, call, code, ...) { id, call, .error = code, __VA_ARGS__ }
#define ABSENT(id, name) { id, call_is_absent, name }
#define REFUSED(id, call, ...) \
	FAILS(id, call, ERROR_INVALID_PARAMETER, __VA_ARGS__)

const struct row rows_view_at[] = {
	{ "MVX-1", no_address, .a = false },
	{ "MVX-1", no_address, .a = false, .b = BLOCK },
	{ "MVX-1", no_address, .a = true },
	{ "MVX-2", exact_address, .a = false },
	{ "MVX-2", exact_address, .a = true },
	{ "MVX-2", exact_address, .a = false, .b = BLOCK, .c = PAGE },
	{ "MVX-2", exact_address, .a = true, .b = 2 * BLOCK },
	FAILS("MVX-3", unaligned_address, ERROR_MAPPED_ALIGNMENT, .a = 42),
	FAILS("MVX-3", unaligned_address, ERROR_MAPPED_ALIGNMENT, .a = PAGE),
	FAILS("MVX-3", unaligned_address, ERROR_MAPPED_ALIGNMENT, .a = 1),
	FAILS("MVX-3", unaligned_address, ERROR_MAPPED_ALIGNMENT,
	      .a = BLOCK - PAGE),
	FAILS("MVX-4", overlapping_view, ERROR_INVALID_ADDRESS, .b = 0),
	FAILS("MVX-4", overlapping_view, ERROR_INVALID_ADDRESS, .b = 1,
	      .c = PAGE),
	FAILS("MVX-4", overlapping_view, ERROR_INVALID_ADDRESS, .b = 2),
	FAILS("MVX-4", overlapping_view, ERROR_INVALID_ADDRESS, .a = 1),
	FAILS("MVX-4", overlapping_view, ERROR_INVALID_ADDRESS, .a = 2),
	FAILS("MVX-4", overlapping_memory, ERROR_INVALID_ADDRESS,
	      .a = MEM_RESERVE | MEM_COMMIT, .b = 0),
	FAILS("MVX-4", overlapping_memory, ERROR_INVALID_ADDRESS,
	      .a = MEM_RESERVE | MEM_COMMIT, .b = BLOCK),
	FAILS("MVX-4", overlapping_memory, ERROR_INVALID_ADDRESS,
	      .a = MEM_RESERVE, .b = 2 * BLOCK),
	REFUSED("MVX-5", kernel_address, .a = 0),
	REFUSED("MVX-5", kernel_address, .a = (ULONG_PTR)0 - BLOCK),
	FAILS("MVX-6", rest_of_the_block, ERROR_INVALID_ADDRESS, .a = 2 * PAGE),
	FAILS("MVX-6", rest_of_the_block, ERROR_INVALID_ADDRESS, .a = PAGE),
	FAILS("MVX-6", rest_of_the_block, ERROR_INVALID_ADDRESS,
	      .a = BLOCK - PAGE),
	{ "MVX-6", rest_of_the_block, .a = BLOCK },
	REFUSED("MVX-7", no_placeholder, .a = 0),
	REFUSED("MVX-7", no_placeholder, .a = PAGE),
	{ "MVX-8", view3_aligned, .a = 0, .b = 0 },
	{ "MVX-8", view3_aligned, .a = BLOCK, .b = BLOCK },
	FAILS("MVX-8", view3_aligned, ERROR_MAPPED_ALIGNMENT, .a = 1),
	FAILS("MVX-8", view3_aligned, ERROR_MAPPED_ALIGNMENT, .a = PAGE),
	FAILS("MVX-8", view3_aligned, ERROR_MAPPED_ALIGNMENT, .b = 1),
	FAILS("MVX-8", view3_aligned, ERROR_MAPPED_ALIGNMENT, .b = PAGE),
	FAILS("MVX-8", view3_aligned, ERROR_MAPPED_ALIGNMENT, .b = BLOCK / 2),
	{ "MVX-9", view3_own_process, .a = PAGE_READWRITE },
	{ "MVX-9", view3_own_process, .a = PAGE_READONLY },
	{ "MVX-9", view3_own_process, .a = PAGE_WRITECOPY },
	ABSENT("MVX-10", "NtMapViewOfSection"),
	FAILS("MVX-10", no_process, ERROR_INVALID_HANDLE),
	FAILS("MVX-11", other_process, ERROR_NOT_SUPPORTED),
	ABSENT("MVX-12", "NtMapViewOfSection"),
	REFUSED("MVX-12", allocation_type, .a = MEM_COMMIT),
	REFUSED("MVX-12", allocation_type, .a = MEM_COMMIT, .b = true),
	ABSENT("MVX-13", "NtMapViewOfSection"),
	REFUSED("MVX-13", allocation_type, .a = MEM_RESERVE),
	REFUSED("MVX-13", allocation_type, .a = MEM_RESERVE, .b = true),
	REFUSED("MVX-13", no_room_to_grow, .a = BLOCK, .b = true),
	ABSENT("MVX-14", "NtMapViewOfSection"),
	{ "MVX-14", all_can_be_touched, .a = 0 },
	{ "MVX-14", all_can_be_touched, .a = SIZE - 1 },
	ABSENT("MVX-15", "NtMapViewOfSection"),
	FAILS("MVX-15", commit_beyond, ERROR_ACCESS_DENIED, .a = PAGE),
	FAILS("MVX-15", commit_beyond, ERROR_ACCESS_DENIED, .a = PAGE,
	      .b = true),
	ABSENT("MVX-16", "NtMapViewOfSection"),
	{ "MVX-16", zero_bits, .a = 1 },
	{ "MVX-16", zero_bits, .a = 2 },
	FAILS("MVX-16", zero_bits, ERROR_NOT_ENOUGH_MEMORY, .a = 15),
	REFUSED("MVX-16", zero_bits, .a = 21),
	ABSENT("MVX-17", "NtMapViewOfSection"),
	REFUSED("MVX-17", base_and_requirements, .a = false),
	ABSENT("MVX-18", "NtMapViewOfSectionEx"),
	REFUSED("MVX-18", base_and_requirements, .a = true),
	{ "MVX-18", wrong_requirements, .a = 0, .b = 0, .c = 1 },
	REFUSED("MVX-18", wrong_requirements, .a = 0x7ffff000, .c = 1),
	REFUSED("MVX-18", wrong_requirements, .a = 0x7ffffffe, .c = 1),
	REFUSED("MVX-18", wrong_requirements, .a = ~(ULONG_PTR)0, .c = 1),
	REFUSED("MVX-18", wrong_requirements, .b = 0x30000, .c = 1),
	REFUSED("MVX-18", wrong_requirements, .b = BLOCK, .c = 1),
	REFUSED("MVX-18", wrong_requirements, .c = 2),
	REFUSED("MVX-18", unknown_parameter, .a = 0x77),
	ABSENT("MVX-19", "NtMapViewOfSection"),
	REFUSED("MVX-19", no_such_protection, .a = PAGE_GUARD | PAGE_READWRITE),
	ABSENT("MVX-20", "NtMapViewOfSection"),
	REFUSED("MVX-20", no_such_protection,
		.a = PAGE_READONLY | PAGE_READWRITE),
	REFUSED("MVX-20", no_such_protection,
		.a = PAGE_NOACCESS | PAGE_WRITECOPY),
	ABSENT("MVX-21", "NtMapViewOfSection"),
	{ "MVX-21", size_is_asked_for, .a = 1, .b = PAGE },
	{ "MVX-21", size_is_asked_for, .a = BLOCK + 1, .b = BLOCK + PAGE },
	{ NULL }
};
