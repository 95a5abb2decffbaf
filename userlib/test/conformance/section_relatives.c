// SPDX-License-Identifier: MIT
/* Section 22: relatives of the main calls. */
#include "conformance.h"

#include <psapi.h>

/* An inline function of Windows' headers that mingw-w64's leave out. */
#ifdef _WIN32
#define MapViewOfFile2(section, process, offset, base, size, type, protect) \
	MapViewOfFileNuma2(section, process, offset, base, size, type, \
			   protect, NUMA_NO_PREFERRED_NODE)
#endif

#define PAGE 4096
#define BLOCK 65536
#define GIB (1ull << 30)

/* A name as the W calls take it. */
struct wide {
	WCHAR text[300];
};

static struct wide wide(const char *text)
{
	struct wide wide;
	size_t i;

	for (i = 0; i < strlen(text); i++)
		wide.text[i] = (WCHAR)text[i];
	wide.text[i] = 0;
	return wide;
}

/* The ways to create a section. */
enum creator {
	FROM_APP,
	NUMA_A,
	NUMA_W,
	NUMA_W_NODE_0,
	MAPPING_2,
	CREATORS,
};

static HANDLE create_mapping_2(HANDLE file, DWORD access, DWORD protect,
			       ULONG64 size, const char *name)
{
	const DWORD pages = 0xff;

	return CreateFileMapping2(file, NULL, access, protect & pages,
				  protect & ~pages ? protect & ~pages :
						     SEC_COMMIT,
				  size, name ? wide(name).text : NULL, NULL, 0);
}

static HANDLE create_by(enum creator creator, HANDLE file, DWORD protect,
			ULONG64 size, const char *name)
{
	DWORD high = (DWORD)(size >> 32), low = (DWORD)size;

	switch (creator) {
	case FROM_APP:
		return CreateFileMappingFromApp(file, NULL, protect, size,
						name ? wide(name).text : NULL);
	case NUMA_A:
		return CreateFileMappingNumaA(file, NULL, protect, high, low,
					      name, NUMA_NO_PREFERRED_NODE);
	case NUMA_W:
		return CreateFileMappingNumaW(file, NULL, protect, high, low,
					      name ? wide(name).text : NULL,
					      NUMA_NO_PREFERRED_NODE);
	case NUMA_W_NODE_0:
		return CreateFileMappingNumaW(file, NULL, protect, high, low,
					      name ? wide(name).text : NULL, 0);
	case MAPPING_2:
		return create_mapping_2(file, FILE_MAP_ALL_ACCESS, protect,
					size, name);
	case CREATORS:
		break;
	}
	return NULL;
}

/* a: creator; b: size; c: the section's. */
static void creates_section(const struct row *row)
{
	const char *name = case_name("relative");
	HANDLE section, existing, opened;
	volatile int *view, *other;

	SetLastError(0xdeadbeef);
	section = create_by((enum creator)row->a, INVALID_HANDLE_VALUE,
			    PAGE_READWRITE, row->b, name);
	CHECK_EQUAL(GetLastError(), 0);
	REQUIRE(section);
	check_section_size(section, row->c);
	existing = create_by((enum creator)row->a, INVALID_HANDLE_VALUE,
			     PAGE_READWRITE, row->b, name);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	opened = section_open(name, FILE_MAP_READ);
	view = view_of(existing, FILE_MAP_WRITE);
	other = view_of(opened, FILE_MAP_READ);
	REQUIRE(view && other);
	*view = 0x1a2b3c4d;
	CHECK_EQUAL(*other, 0x1a2b3c4d);
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(UnmapViewOfFile((void *)other));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(existing));
	CHECK(CloseHandle(opened));
}

/* a: creator; b: protection; c: rights of the handle. */
static void creates_with_rights(const struct row *row)
{
	HANDLE section = create_by((enum creator)row->a, INVALID_HANDLE_VALUE,
				   (DWORD)row->b, PAGE, NULL);

	CHECK(section);
	CHECK_EQUAL(platform_rights(section), row->c);
	CHECK(CloseHandle(section));
}

/* a: creator; b: size of the file; c: size asked for; d: the file's then. */
static void creates_on_file(const struct row *row)
{
	HANDLE file = file_with("file", row->b, 'a', READ_WRITE);
	HANDLE section = create_by((enum creator)row->a, file, PAGE_READWRITE,
				   row->c, NULL);
	LARGE_INTEGER size;

	CHECK(section);
	CHECK(GetFileSizeEx(file, &size));
	CHECK_EQUAL(size.QuadPart, row->d);
	check_section_size(section, row->c ? row->c : row->b);
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
}

/* a: creator; b: protection; c: size; d: on a file that may only be read. */
static void creates_nothing(const struct row *row)
{
	HANDLE file = INVALID_HANDLE_VALUE;

	if (row->d)
		file = file_with("file", PAGE, 'a', GENERIC_READ);
	CHECK_FAILS(NULL, create_by((enum creator)row->a, file, (DWORD)row->b,
				    row->c, NULL), row->error);
	if (row->d)
		CHECK(CloseHandle(file));
}

/*
 * a: creator. A size above 4 GiB in one argument; that much can be reserved
 * where it could not be had.
 */
static void creates_large(const struct row *row)
{
	HANDLE section = create_by((enum creator)row->a, INVALID_HANDLE_VALUE,
				   PAGE_READWRITE | SEC_RESERVE, 5 * GIB, NULL);
	void *view;

	CHECK(section);
	view = MapViewOfFile(section, FILE_MAP_READ, 1, GIB - BLOCK, BLOCK);
	CHECK(view);
	CHECK(UnmapViewOfFile(view));
	CHECK_FAILS(NULL, MapViewOfFile(section, FILE_MAP_READ, 1, GIB, BLOCK),
		    row->error);
	CHECK(CloseHandle(section));
}

/* a: access asked for; b: protection; c: rights that come. */
static void creates_with_access(const struct row *row)
{
	HANDLE section = create_mapping_2(INVALID_HANDLE_VALUE, (DWORD)row->a,
					  (DWORD)row->b, PAGE, NULL);

	CHECK(section);
	CHECK_EQUAL(platform_rights(section), row->c);
	CHECK(CloseHandle(section));
}

/* a: access asked for; b: rights that come; c: inheritable. */
static void opens_section(const struct row *row)
{
	const char *name = case_name("relative");
	HANDLE section = section_create(name, PAGE_EXECUTE_READWRITE, PAGE);
	HANDLE opened;

	SetLastError(0xdeadbeef);
	opened = OpenFileMappingFromApp((ULONG)row->a, (BOOL)row->c,
					wide(name).text);
	CHECK_EQUAL(GetLastError(), 0xdeadbeef);
	CHECK(opened);
	CHECK_EQUAL(platform_rights(opened), row->b);
	CHECK_EQUAL(flags_of(opened), row->c);
	CHECK(CloseHandle(opened));
	CHECK(CloseHandle(section));
}

/* a: no name; b: access. */
static void opens_nothing(const struct row *row)
{
	const char *name = case_name("relative");
	const char *other = case_name("RELATIVE");
	HANDLE section = section_create(other, PAGE_READWRITE, PAGE);

	CHECK_FAILS(NULL, OpenFileMappingFromApp((ULONG)row->b, FALSE,
						 row->a ? NULL :
						 wide(name).text), row->error);
	CHECK(CloseHandle(section));
}

/* The ways to map a view. */
enum mapper {
	MAP_FROM_APP,
	MAP_EX_NUMA,
	MAP_EX_NUMA_NODE_0,
	MAP_2,
	MAP_NUMA_2,
	MAP_3,
	MAP_3_NO_PROCESS,
};

/* The newer calls name the protection of the view and not the access. */
static DWORD protection_of(DWORD access)
{
	switch (access) {
	case 0:
		return PAGE_NOACCESS;
	case FILE_MAP_READ:
		return PAGE_READONLY;
	case FILE_MAP_COPY:
		return PAGE_WRITECOPY;
	case FILE_MAP_READ | FILE_MAP_EXECUTE:
		return PAGE_EXECUTE_READ;
	default:
		return PAGE_READWRITE;
	}
}

static void *map_by(enum mapper mapper, HANDLE section, DWORD access,
		    ULONG64 offset, SIZE_T size, void *base)
{
	DWORD high = (DWORD)(offset >> 32), low = (DWORD)offset;
	DWORD protect = protection_of(access);
	HANDLE self = GetCurrentProcess();

	switch (mapper) {
	case MAP_FROM_APP:
		return MapViewOfFileFromApp(section, access, offset, size);
	case MAP_EX_NUMA:
		return MapViewOfFileExNuma(section, access, high, low, size,
					   base, NUMA_NO_PREFERRED_NODE);
	case MAP_EX_NUMA_NODE_0:
		return MapViewOfFileExNuma(section, access, high, low, size,
					   base, 0);
	case MAP_2:
		return MapViewOfFile2(section, self, offset, base, size, 0,
				      protect);
	case MAP_NUMA_2:
		return MapViewOfFileNuma2(section, self, offset, base, size, 0,
					  protect, NUMA_NO_PREFERRED_NODE);
	case MAP_3:
		return MapViewOfFile3(section, self, base, offset, size, 0,
				      protect, NULL, 0);
	case MAP_3_NO_PROCESS:
		return MapViewOfFile3(section, NULL, base, offset, size, 0,
				      protect, NULL, 0);
	}
	return NULL;
}

/* a: mapper; b: access; c: offset in a section of two blocks; d: size. */
static void maps_view(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_EXECUTE_READWRITE,
					2 * BLOCK);
	SIZE_T size = row->d ? row->d : 2 * BLOCK - row->c;
	MEMORY_BASIC_INFORMATION info;
	volatile int *all = view_of(section, FILE_MAP_WRITE);
	volatile int *view;

	REQUIRE(all);
	all[row->c / sizeof(*all)] = 0x1a2b3c4d;
	SetLastError(0xdeadbeef);
	view = map_by((enum mapper)row->a, section, (DWORD)row->b, row->c,
		      row->d, NULL);
	CHECK_EQUAL(GetLastError(), 0xdeadbeef);
	REQUIRE(view);
	info = query((void *)view);
	CHECK_EQUAL(info.AllocationBase, view);
	CHECK_EQUAL(info.RegionSize, (size + PAGE - 1) & ~(PAGE - 1));
	CHECK_EQUAL(info.AllocationProtect, protection_of((DWORD)row->b));
	if (row->b)
		CHECK_EQUAL(*view, 0x1a2b3c4d);
	if (row->b == FILE_MAP_WRITE || row->b == FILE_MAP_COPY) {
		*view = 1;
		CHECK_EQUAL(all[row->c / sizeof(*all)],
			    row->b == FILE_MAP_COPY ? 0x1a2b3c4d : 1);
	}
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(UnmapViewOfFile((void *)all));
	CHECK(CloseHandle(section));
}

/* a: mapper; b: access; c: offset in a section of two blocks; d: size. */
static void maps_nothing(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 2 * BLOCK);

	CHECK_FAILS(NULL, map_by((enum mapper)row->a, section, (DWORD)row->b,
				 row->c, row->d, NULL), row->error);
	CHECK(CloseHandle(section));
}

/* a: mapper; b: what is added to an address that is free. */
static void maps_at_address(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	char *taken = view_of(section, FILE_MAP_READ), *wanted, *view;

	REQUIRE(taken);
	wanted = view_of(section, FILE_MAP_READ);
	CHECK(UnmapViewOfFile(wanted));
	if (row->error == ERROR_INVALID_ADDRESS)
		wanted = taken;
	if (row->error) {
		CHECK_FAILS(NULL, map_by((enum mapper)row->a, section,
					 FILE_MAP_READ, 0, 0, wanted + row->b),
			    row->error);
	} else {
		view = map_by((enum mapper)row->a, section, FILE_MAP_READ, 0,
			      0, wanted);
		CHECK_EQUAL(view, wanted);
		CHECK(UnmapViewOfFile(view));
	}
	CHECK(UnmapViewOfFile(taken));
	CHECK(CloseHandle(section));
}

/* a: mapper. */
static void maps_beyond_4_gib(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE | SEC_RESERVE,
					5 * GIB);
	void *view = map_by((enum mapper)row->a, section, FILE_MAP_READ,
			    5 * GIB - BLOCK, BLOCK, NULL);

	CHECK(view);
	CHECK(UnmapViewOfFile(view));
	CHECK_FAILS(NULL, map_by((enum mapper)row->a, section, FILE_MAP_READ,
				 5 * GIB, BLOCK, NULL), row->error);
	CHECK(CloseHandle(section));
}

/* a: highest address, plus 1; b: alignment; c: how often it is given. */
static void maps_as_required(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	MEM_ADDRESS_REQUIREMENTS wanted = {
		.HighestEndingAddress = row->a ? (void *)(row->a - 1) : NULL,
		.Alignment = row->b,
	};
	MEM_EXTENDED_PARAMETER parameters[2];
	char *view;

	memset(parameters, 0, sizeof(parameters));
	parameters[0].Type = MemExtendedParameterAddressRequirements;
	parameters[0].Pointer = &wanted;
	parameters[1] = parameters[0];
	if (row->error) {
		CHECK_FAILS(NULL, MapViewOfFile3(section, NULL, NULL, 0, 0, 0,
						 PAGE_READONLY, parameters,
						 (ULONG)row->c), row->error);
	} else {
		view = MapViewOfFile3(section, NULL, NULL, 0, 0, 0,
				      PAGE_READONLY, parameters, (ULONG)row->c);
		CHECK(view);
		if (row->a)
			CHECK((ULONG_PTR)view + PAGE <= row->a);
		CHECK(UnmapViewOfFile(view));
	}
	CHECK(CloseHandle(section));
}

/*
 * a: on a file; b: offset; row->error: what naming the file behind the view
 * gives. The other calls of the row are those of VQ-9 and VQ-12, with their
 * cases there.
 */
static void tells_the_file(const struct row *row)
{
	HANDLE file = row->a ? file_with("behind", PAGE, 'a', GENERIC_READ) :
			       INVALID_HANDLE_VALUE;
	HANDLE section = section_on(file, PAGE_READONLY, PAGE, NULL);
	char *view = view_of(section, FILE_MAP_READ), name[1024] = "";
	DWORD length;

	REQUIRE(view);
	if (row->error) {
		CHECK_FAILS(0, GetMappedFileNameA(GetCurrentProcess(),
						  view + row->b, name,
						  sizeof(name)), row->error);
	} else {
		length = GetMappedFileNameA(GetCurrentProcess(), view + row->b,
					    name, sizeof(name));
		CHECK_EQUAL(length, strlen(name));
		CHECK(strstr(name, "behind"));
	}
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
	if (row->a)
		CHECK(CloseHandle(file));
}

#define TABLE_A_EXECUTE_READWRITE 0xf000f
#define DENIED .error = ERROR_ACCESS_DENIED
#define WRONG .error = ERROR_INVALID_PARAMETER
#define MISALIGNED .error = ERROR_MAPPED_ALIGNMENT

const struct row rows_relatives[] = {
	{ "REL-1", creates_section, "", FROM_APP, PAGE, PAGE },
	{ "REL-1", creates_section, "", FROM_APP, 0x3452, 0x4000 },
	{ "REL-1", creates_with_rights, "", FROM_APP, PAGE_READONLY, 0xf0005 },
	{ "REL-1", creates_with_rights, "", FROM_APP, PAGE_READWRITE,
	  0xf0007 },
	{ "REL-1", creates_with_rights, "", FROM_APP, PAGE_EXECUTE_READWRITE,
	  TABLE_A_EXECUTE_READWRITE },
	{ "REL-1", creates_on_file, "", FROM_APP, 0x3456, 0, 0x3456 },
	{ "REL-1", creates_on_file, "", FROM_APP, 100, 36, 100 },
	{ "REL-1", creates_on_file, "", FROM_APP, 100, 5000, 5000 },
	{ "REL-1", creates_nothing, "", FROM_APP, PAGE_READWRITE, 0, false,
	  WRONG },
	{ "REL-1", creates_nothing, "", FROM_APP, 0, PAGE, false, WRONG },
	{ "REL-1", creates_nothing, "", FROM_APP, PAGE_READWRITE, 0, true,
	  DENIED },
	{ "REL-1", creates_large, "", FROM_APP, DENIED },
	{ "REL-2", opens_section, "", FILE_MAP_READ, SECTION_MAP_READ, FALSE },
	{ "REL-2", opens_section, "", FILE_MAP_COPY, SECTION_MAP_READ, FALSE },
	{ "REL-2", opens_section, "", FILE_MAP_WRITE, SECTION_MAP_WRITE,
	  TRUE },
	{ "REL-2", opens_section, "", FILE_MAP_ALL_ACCESS, SECTION_ALL_ACCESS,
	  FALSE },
	{ "REL-2", opens_nothing, "", false, FILE_MAP_READ,
	  .error = ERROR_FILE_NOT_FOUND },
	{ "REL-2", opens_nothing, "", true, FILE_MAP_READ, WRONG },
	{ "REL-3", maps_view, "", MAP_FROM_APP, FILE_MAP_READ, 0, 0 },
	{ "REL-3", maps_view, "", MAP_FROM_APP, FILE_MAP_WRITE, BLOCK, 0 },
	{ "REL-3", maps_view, "", MAP_FROM_APP, FILE_MAP_COPY, 0, 5000 },
	{ "REL-3", maps_view, "", MAP_FROM_APP, 0, BLOCK, 1 },
	{ "REL-3", maps_view, "", MAP_FROM_APP,
	  FILE_MAP_READ | FILE_MAP_EXECUTE, 0, BLOCK },
	{ "REL-3", maps_nothing, "", MAP_FROM_APP, FILE_MAP_READ, PAGE, 0,
	  MISALIGNED },
	{ "REL-3", maps_nothing, "", MAP_FROM_APP, FILE_MAP_READ, BLOCK,
	  BLOCK + 1, DENIED },
	{ "REL-3", maps_nothing, "", MAP_FROM_APP,
	  FILE_MAP_READ | FILE_MAP_EXECUTE, 0, 0, DENIED },
	{ "REL-3", maps_beyond_4_gib, "", MAP_FROM_APP, DENIED },
	{ "REL-4", creates_section, "", NUMA_A, PAGE, PAGE },
	{ "REL-4", creates_section, "", NUMA_W, 0x123, 0x1000 },
	{ "REL-4", creates_section, "", NUMA_W_NODE_0, PAGE, PAGE },
	{ "REL-4", creates_section, "", MAPPING_2, PAGE, PAGE },
	{ "REL-4", creates_with_rights, "", NUMA_A, PAGE_READWRITE, 0xf0007 },
	{ "REL-4", creates_with_rights, "", NUMA_W, PAGE_EXECUTE_READWRITE,
	  TABLE_A_EXECUTE_READWRITE },
	{ "REL-4", creates_on_file, "", NUMA_A, 100, 5000, 5000 },
	{ "REL-4", creates_on_file, "", NUMA_W, 0x3456, 0, 0x3456 },
	{ "REL-4", creates_on_file, "", MAPPING_2, 100, 5000, 5000 },
	{ "REL-4", creates_nothing, "", NUMA_A, PAGE_READWRITE, 0, false,
	  WRONG },
	{ "REL-4", creates_nothing, "", NUMA_W, PAGE_READWRITE, 0, true,
	  DENIED },
	{ "REL-4", creates_nothing, "", MAPPING_2, PAGE_READWRITE, 0, false,
	  WRONG },
	{ "REL-4", creates_large, "", NUMA_W, DENIED },
	{ "REL-4", creates_large, "", MAPPING_2, DENIED },
	{ "REL-4", creates_with_access, "", FILE_MAP_READ, PAGE_READWRITE,
	  SECTION_MAP_READ },
	{ "REL-4", creates_with_access, "", FILE_MAP_WRITE, PAGE_READWRITE,
	  SECTION_MAP_WRITE },
	{ "REL-4", creates_with_access, "", FILE_MAP_ALL_ACCESS,
	  PAGE_READWRITE, SECTION_ALL_ACCESS },
	{ "REL-4", maps_view, "", MAP_EX_NUMA, FILE_MAP_WRITE, BLOCK, 0 },
	{ "REL-4", maps_view, "", MAP_EX_NUMA_NODE_0, FILE_MAP_READ, 0, 1 },
	{ "REL-4", maps_view, "", MAP_2, FILE_MAP_WRITE, 0, 0 },
	{ "REL-4", maps_view, "", MAP_2, FILE_MAP_COPY, BLOCK, PAGE + 1 },
	{ "REL-4", maps_view, "", MAP_NUMA_2, FILE_MAP_READ, BLOCK, 0 },
	{ "REL-4", maps_view, "", MAP_3, FILE_MAP_WRITE, BLOCK, 0 },
	{ "REL-4", maps_view, "", MAP_3, FILE_MAP_COPY, 0, 0 },
	{ "REL-4", maps_view, "", MAP_3_NO_PROCESS, FILE_MAP_READ, 0, 0 },
	{ "REL-4", maps_nothing, "", MAP_EX_NUMA, FILE_MAP_READ, PAGE, 0,
	  MISALIGNED },
	{ "REL-4", maps_nothing, "", MAP_2, FILE_MAP_READ, PAGE, 0,
	  MISALIGNED },
	{ "REL-4", maps_nothing, "", MAP_3, FILE_MAP_READ, PAGE, 0,
	  MISALIGNED },
	{ "REL-4", maps_nothing, "", MAP_EX_NUMA, FILE_MAP_READ, 0,
	  2 * BLOCK + 1, DENIED },
	{ "REL-4", maps_nothing, "", MAP_2, FILE_MAP_READ, 0, 2 * BLOCK + 1,
	  DENIED },
	{ "REL-4", maps_nothing, "", MAP_3, FILE_MAP_READ, 0, 2 * BLOCK + 1,
	  DENIED },
	{ "REL-4", maps_at_address, "", MAP_EX_NUMA, 0 },
	{ "REL-4", maps_at_address, "", MAP_2, 0 },
	{ "REL-4", maps_at_address, "", MAP_3, 0 },
	{ "REL-4", maps_at_address, "", MAP_EX_NUMA, 0,
	  .error = ERROR_INVALID_ADDRESS },
	{ "REL-4", maps_at_address, "", MAP_2, 0,
	  .error = ERROR_INVALID_ADDRESS },
	{ "REL-4", maps_at_address, "", MAP_3, 0,
	  .error = ERROR_INVALID_ADDRESS },
	{ "REL-4", maps_at_address, "", MAP_EX_NUMA, PAGE, MISALIGNED },
	{ "REL-4", maps_at_address, "", MAP_2, PAGE, MISALIGNED },
	{ "REL-4", maps_at_address, "", MAP_3, PAGE, MISALIGNED },
	{ "REL-4", maps_beyond_4_gib, "", MAP_EX_NUMA, DENIED },
	{ "REL-4", maps_beyond_4_gib, "", MAP_2, DENIED },
	{ "REL-4", maps_beyond_4_gib, "", MAP_3, DENIED },
	{ "REL-4", maps_as_required, "", 0x70000000, 0, 1 },
	{ "REL-4", maps_as_required, "", 0, 0, 1 },
	{ "REL-4", maps_as_required, "", 0x70000001, 0, 1, WRONG },
	{ "REL-4", maps_as_required, "", 0, 0x30000, 1, WRONG },
	{ "REL-4", maps_as_required, "", 0, 0x10000, 1, WRONG },
	{ "REL-4", maps_as_required, "", 0x70000000, 0, 2, WRONG },
	{ "REL-5", tells_the_file, "", true, 0 },
	{ "REL-5", tells_the_file, "", true, 100 },
	{ "REL-5", tells_the_file, "", false, 0, .error = ERROR_FILE_INVALID },
	{ NULL }
};
