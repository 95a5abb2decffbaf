// SPDX-License-Identifier: MIT
/* Section 14: VirtualQuery and its relatives on views. */
#include "views.h"

#include <psapi.h>

#define PAGES 4
#define SIZE (PAGES * PAGE)

static void answers_its_size(const struct row *row)
{
	char *view = view_backed(row->a, PAGE_READWRITE, SIZE, FILE_MAP_WRITE);
	MEMORY_BASIC_INFORMATION info;

	CHECK_EQUAL(VirtualQuery(view, &info, sizeof(info)), sizeof(info));
	UnmapViewOfFile(view);
	CHECK_EQUAL(VirtualQuery(view, &info, sizeof(info)), sizeof(info));
}

/* a: access, b: protection, c: on a file. The size is no multiple of a page. */
static void query_base(const struct row *row)
{
	char *view = view_backed(row->c, PAGE_EXECUTE_READWRITE, SIZE - 100,
				 (DWORD)row->a);
	MEMORY_BASIC_INFORMATION info = query(view);

	CHECK_EQUAL(info.BaseAddress, view);
	CHECK_EQUAL(info.AllocationBase, view);
	CHECK_EQUAL(info.AllocationProtect, row->b);
	CHECK_EQUAL(info.Protect, row->b);
	CHECK_EQUAL(info.RegionSize, SIZE);
	CHECK_EQUAL(info.State, MEM_COMMIT);
	CHECK_EQUAL(info.Type, MEM_MAPPED);
	UnmapViewOfFile(view);
}

/* a: where inside, b: on a file. */
static void query_inside(const struct row *row)
{
	char *view = view_backed(row->b, PAGE_READWRITE, SIZE, FILE_MAP_WRITE);
	MEMORY_BASIC_INFORMATION info = query(view + row->a);
	ULONG_PTR page = row->a / PAGE * PAGE;

	CHECK_EQUAL(info.BaseAddress, view + page);
	CHECK_EQUAL(info.AllocationBase, view);
	CHECK_EQUAL(info.RegionSize, SIZE - page);
	UnmapViewOfFile(view);
}

/* a: the page that is protected otherwise, b: how many from there. */
static void query_regions(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE, SIZE, FILE_MAP_WRITE);
	char *middle = view + row->a * PAGE, *end = middle + row->b * PAGE;
	DWORD old;

	REQUIRE(VirtualProtect(middle, row->b * PAGE, PAGE_READONLY, &old));
	if (row->a)
		CHECK_EQUAL(query(view).RegionSize, row->a * PAGE);
	CHECK_EQUAL(query(middle).BaseAddress, middle);
	CHECK_EQUAL(query(middle).RegionSize, row->b * PAGE);
	if (end < view + SIZE) {
		CHECK_EQUAL(query(end).RegionSize, view + SIZE - end);
		CHECK_EQUAL(query(end).AllocationBase, view);
	}
	/* Regions of one kind are one again. */
	REQUIRE(VirtualProtect(middle, row->b * PAGE, PAGE_READWRITE, &old));
	CHECK_EQUAL(query(view).RegionSize, SIZE);
	UnmapViewOfFile(view);
}

/* a: where, b: on a file. */
static void query_unmapped(const struct row *row)
{
	char *view = view_backed(row->b, PAGE_READWRITE, SIZE, FILE_MAP_WRITE);
	MEMORY_BASIC_INFORMATION info;

	UnmapViewOfFile(view);
	info = query(view + row->a);
	CHECK_EQUAL(info.BaseAddress, view + row->a / PAGE * PAGE);
	CHECK_EQUAL(info.AllocationBase, NULL);
	CHECK_EQUAL(info.AllocationProtect, 0);
	CHECK_EQUAL(info.State, MEM_FREE);
	CHECK_EQUAL(info.Protect, PAGE_NOACCESS);
	CHECK_EQUAL(info.Type, 0);
}

static void query_no_access(const struct row *row)
{
	char *view = view_backed(row->a, PAGE_READWRITE, SIZE, 0);

	CHECK_EQUAL(query(view).State, MEM_COMMIT);
	CHECK_EQUAL(query(view).Protect, PAGE_NOACCESS);
	UnmapViewOfFile(view);
}

/* a: access of the view, b: its protection, c: the new one. */
static void query_protected(const struct row *row)
{
	char *view = view_new(PAGE_EXECUTE_READWRITE, SIZE, (DWORD)row->a);
	DWORD old;

	REQUIRE(VirtualProtect(view, SIZE, (DWORD)row->c, &old));
	CHECK_EQUAL(query(view).Protect, row->c);
	CHECK_EQUAL(query(view).AllocationProtect, row->b);
	UnmapViewOfFile(view);
}

/* There are no image sections, hence no views of them. */
static void no_image(const struct row *row)
{
	HANDLE file = program_file();

	CHECK_FAILS(NULL, section_on(file, (DWORD)row->a | SEC_IMAGE, 0, NULL),
		    row->error);
	CloseHandle(file);
}

/* A copied page looks like the others: nothing can tell it is private. */
static void copied_page(const struct row *row)
{
	char *view = view_backed(row->a, PAGE_READWRITE, SIZE, FILE_MAP_COPY);

	view[PAGE] = 'X';
	CHECK_EQUAL(query(view + PAGE).Type, MEM_MAPPED);
	CHECK_EQUAL(query(view + PAGE).State, MEM_COMMIT);
	CHECK_EQUAL(query(view).RegionSize, SIZE);
	UnmapViewOfFile(view);
}

/* a: how far above the highest address of a program, or 0 for the last. */
static void query_above(const struct row *row)
{
	MEMORY_BASIC_INFORMATION info;
	SYSTEM_INFO system;
	char *address = (char *)~(ULONG_PTR)0;

	GetSystemInfo(&system);
	if (row->a)
		address = (char *)system.lpMaximumApplicationAddress + row->a;
	CHECK_FAILS(0, VirtualQuery(address, &info, sizeof(info)), row->error);
}

/* a: the size that the section was made with, b: what a client reads. */
static void size_of_existing(const struct row *row)
{
	const char *name = case_name(row->text);
	HANDLE first = section_create(name, PAGE_READWRITE, row->a);
	HANDLE second = section_create(name, PAGE_READWRITE, 1);
	char *view = view_of(second, FILE_MAP_READ);

	REQUIRE(first && view);
	CHECK_EQUAL(query(view).RegionSize, row->b);
	UnmapViewOfFile(view);
	CloseHandle(first);
	CloseHandle(second);
}

/* Information on the whole of a view is refused; VirtualQuery knows as much. */
static void no_region_information(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE, SIZE, FILE_MAP_WRITE);
	MEMORY_BASIC_INFORMATION info = query(view + row->a);
	WIN32_MEMORY_REGION_INFORMATION region;
	SIZE_T length;

	CHECK_FAILS(FALSE, QueryVirtualMemoryInformation(GetCurrentProcess(),
							 view + row->a,
							 MemoryRegionInfo,
							 &region,
							 sizeof(region),
							 &length), row->error);
	CHECK_EQUAL(info.AllocationBase, view);
	CHECK_EQUAL(info.AllocationProtect, PAGE_READWRITE);
	CHECK_EQUAL(query(info.AllocationBase).RegionSize, SIZE);
	UnmapViewOfFile(view);
}

/* Images are not told of; VirtualQuery says that a view is of data. */
static void no_image_information(const struct row *row)
{
	char *view = view_backed(row->a, PAGE_READWRITE, SIZE, FILE_MAP_WRITE);

	CHECK_EQUAL(query(view).Type, MEM_MAPPED);
	UnmapViewOfFile(view);
	CHECK_EQUAL(query(view).State, MEM_FREE);
}

static DWORD mapped_name(const void *address, char *name, DWORD size)
{
	return GetMappedFileNameA(GetCurrentProcess(), (void *)address, name,
				  size);
}

/* Ends it in the file's own name? Paths of devices differ in front of it. */
static bool is_path_of(const char *path, const char *file)
{
	const char *base = file;
	const char *at;

	for (at = file; *at; at++) {
		if (*at == '/' || *at == '\\')
			base = at + 1;
	}
	return strlen(path) > strlen(base) &&
	       !strcmp(path + strlen(path) - strlen(base), base);
}

/* a: where in the view, b: its access. */
static void name_of_file_view(const struct row *row)
{
	char *view = view_of_file(PAGE_READWRITE, SIZE, (DWORD)row->b);
	char name[1024] = "";
	DWORD length = mapped_name(view + row->a, name, sizeof(name));

	CHECK(length && length == strlen(name));
	CHECK(is_path_of(name, case_path("data")));
	UnmapViewOfFile(view);
}

static void name_of_one_byte(const struct row *row)
{
	char *view = view_of_file(PAGE_READWRITE, SIZE, FILE_MAP_READ);
	char name[2] = "xy";

	CHECK_EQUAL(mapped_name(view + row->a, name, 1), 1);
	CHECK_EQUAL(name[0], 0);
	CHECK_EQUAL(name[1], 'y');
	UnmapViewOfFile(view);
}

/* a: whether there is a buffer, b: of which size. */
static void name_without_buffer(const struct row *row)
{
	char *view = view_of_file(PAGE_READWRITE, SIZE, FILE_MAP_READ);
	char name[8] = "";
	DWORD error;

	SetLastError(0xdeadbeef);
	CHECK_EQUAL(mapped_name(view, row->a ? name : NULL, (DWORD)row->b), 0);
	error = GetLastError();
	CHECK(error == ERROR_INVALID_PARAMETER ||
	      error == ERROR_INSUFFICIENT_BUFFER);
	UnmapViewOfFile(view);
}

static void name_of_page_file_view(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE, SIZE, FILE_MAP_READ);
	char name[1024];

	CHECK_FAILS(0, mapped_name(view + row->a, name, sizeof(name)),
		    row->error);
	UnmapViewOfFile(view);
}

/* a: at NULL, else where a view was. */
static void name_of_free_address(const struct row *row)
{
	char *view = view_of_file(PAGE_READWRITE, SIZE, FILE_MAP_READ);
	char name[1024];

	UnmapViewOfFile(view);
	CHECK_FAILS(0, mapped_name(row->a ? NULL : view, name, sizeof(name)),
		    row->error);
}

static void name_in_no_process(const struct row *row)
{
	char *view = view_new(PAGE_READWRITE, SIZE, FILE_MAP_READ);
	char name[1024];

	CHECK_FAILS(0, GetMappedFileNameA(NULL, view, name, sizeof(name)),
		    row->error);
	UnmapViewOfFile(view);
}

static void is_bad_pointer(const struct row *row)
{
	char *view = view_backed(row->a, PAGE_READWRITE, SIZE, FILE_MAP_READ);

	CHECK(!IsBadReadPtr(view, SIZE));
	CHECK(!IsBadReadPtr(view + PAGE + 1, 1));
	UnmapViewOfFile(view);
	CHECK(IsBadReadPtr(view, SIZE));
	CHECK(IsBadReadPtr(view + PAGE + 1, 1));
}

/*
 * Whether two addresses lie in one view is told by where it begins. a: views of
 * two sections of one file, not of one section.
 */
static void no_comparison(const struct row *row)
{
	const char *path = case_file("data", SIZE, FILE_BYTE);
	HANDLE file = file_open(path, GENERIC_READ);
	HANDLE first = section_on(file, PAGE_READONLY, 0, NULL);
	HANDLE second = section_on(file, PAGE_READONLY, 0, NULL);
	char *view = view_of(first, FILE_MAP_READ);
	char *other = view_of(row->a ? second : first, FILE_MAP_READ);

	REQUIRE(view && other);
	CHECK_EQUAL(query(view + SIZE - 1).AllocationBase,
		    query(view).AllocationBase);
	CHECK(query(other).AllocationBase != query(view).AllocationBase);
	UnmapViewOfFile(view);
	UnmapViewOfFile(other);
	CloseHandle(first);
	CloseHandle(second);
	CloseHandle(file);
}

#define VIEW(access, protection, file) \
	{ "VQ-2", query_base, .a = access, .b = protection, .c = file }

const struct row rows_query[] = {
	{ "VQ-1", answers_its_size, .a = false },
	{ "VQ-1", answers_its_size, .a = true },
	VIEW(FILE_MAP_READ, PAGE_READONLY, false),
	VIEW(FILE_MAP_COPY, PAGE_WRITECOPY, false),
	VIEW(FILE_MAP_WRITE, PAGE_READWRITE, false),
	VIEW(FILE_MAP_ALL_ACCESS, PAGE_READWRITE, false),
	VIEW(FILE_MAP_EXECUTE | FILE_MAP_READ, PAGE_EXECUTE_READ, false),
	VIEW(FILE_MAP_EXECUTE | FILE_MAP_COPY, PAGE_EXECUTE_WRITECOPY, false),
	VIEW(FILE_MAP_EXECUTE | FILE_MAP_WRITE, PAGE_EXECUTE_READWRITE, false),
	VIEW(FILE_MAP_READ, PAGE_READONLY, true),
	VIEW(FILE_MAP_COPY, PAGE_WRITECOPY, true),
	VIEW(FILE_MAP_WRITE, PAGE_READWRITE, true),
	VIEW(FILE_MAP_EXECUTE | FILE_MAP_READ, PAGE_EXECUTE_READ, true),
	{ "VQ-3", query_inside, .a = 10 },
	{ "VQ-3", query_inside, .a = PAGE },
	{ "VQ-3", query_inside, .a = PAGE + 10 },
	{ "VQ-3", query_inside, .a = SIZE - 1 },
	{ "VQ-3", query_inside, .a = 2 * PAGE + 10, .b = true },
	{ "VQ-4", query_regions, .a = 1, .b = 1 },
	{ "VQ-4", query_regions, .a = 1, .b = 2 },
	{ "VQ-4", query_regions, .a = 0, .b = 1 },
	{ "VQ-4", query_regions, .a = 3, .b = 1 },
	{ "VQ-5", query_unmapped, .a = 0 },
	{ "VQ-5", query_unmapped, .a = PAGE + 10 },
	{ "VQ-5", query_unmapped, .a = SIZE - 1, .b = true },
	{ "VQ-6", query_no_access, .a = false },
	{ "VQ-6", query_no_access, .a = true },
	{ "VQ-7", query_protected, .a = FILE_MAP_WRITE, .b = PAGE_READWRITE,
	  .c = PAGE_READONLY },
	{ "VQ-7", query_protected, .a = FILE_MAP_READ, .b = PAGE_READONLY,
	  .c = PAGE_NOACCESS },
	{ "VQ-7", query_protected, .a = FILE_MAP_EXECUTE | FILE_MAP_WRITE,
	  .b = PAGE_EXECUTE_READWRITE, .c = PAGE_READWRITE },
	{ "VQ-8", no_image, .a = PAGE_READONLY,
	  .error = ERROR_BAD_EXE_FORMAT },
	{ "VQ-9", copied_page, .a = false },
	{ "VQ-9", copied_page, .a = true },
	{ "VQ-10", query_above, .a = 0, .error = ERROR_INVALID_PARAMETER },
	{ "VQ-10", query_above, .a = 1, .error = ERROR_INVALID_PARAMETER },
	{ "VQ-11", size_of_existing, "small", .a = 1, .b = PAGE },
	{ "VQ-11", size_of_existing, "page", .a = PAGE, .b = PAGE },
	{ "VQ-11", size_of_existing, "more", .a = PAGE + 1, .b = 2 * PAGE },
	{ "VQ-11", size_of_existing, "large", .a = 0x123456, .b = 0x124000 },
	{ "VQ-12", no_region_information, .a = 0,
	  .error = ERROR_NOT_SUPPORTED },
	{ "VQ-12", no_region_information, .a = PAGE + 10,
	  .error = ERROR_NOT_SUPPORTED },
	{ "VQ-13", call_is_absent, "NtQueryVirtualMemory" },
	{ "VQ-13", no_image_information, .a = false },
	{ "VQ-13", no_image_information, .a = true },
	{ "VQ-14", name_of_file_view, .a = 0, .b = FILE_MAP_READ },
	{ "VQ-14", name_of_file_view, .a = PAGE + 10, .b = FILE_MAP_READ },
	{ "VQ-14", name_of_file_view, .a = SIZE - 1, .b = FILE_MAP_WRITE },
	{ "VQ-14", name_of_file_view, .a = 0, .b = FILE_MAP_COPY },
	{ "VQ-14", name_of_one_byte, .a = 0 },
	{ "VQ-14", name_without_buffer, .a = true, .b = 0 },
	{ "VQ-14", name_without_buffer, .a = false, .b = 8 },
	{ "VQ-14", name_without_buffer, .a = false, .b = 0 },
	{ "VQ-15", name_of_page_file_view, .a = 0,
	  .error = ERROR_FILE_INVALID },
	{ "VQ-15", name_of_page_file_view, .a = PAGE + 10,
	  .error = ERROR_FILE_INVALID },
	{ "VQ-15", name_of_free_address, .a = true,
	  .error = ERROR_UNEXP_NET_ERR },
	{ "VQ-15", name_of_free_address, .a = false,
	  .error = ERROR_UNEXP_NET_ERR },
	{ "VQ-15", name_in_no_process, .error = ERROR_INVALID_HANDLE },
	{ "VQ-16", is_bad_pointer, .a = false },
	{ "VQ-16", is_bad_pointer, .a = true },
	{ "VQ-17", call_is_absent, "NtAreMappedFilesTheSame" },
	{ "VQ-17", no_comparison, .a = false },
	{ "VQ-17", no_comparison, .a = true },
	{ "VQ-18", call_is_absent, "NtAreMappedFilesTheSame" },
	{ "VQ-18", no_image, .a = PAGE_READONLY,
	  .error = ERROR_BAD_EXE_FORMAT },
	{ NULL }
};
