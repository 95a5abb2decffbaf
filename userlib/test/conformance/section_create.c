// SPDX-License-Identifier: MIT
/* 1. CreateFileMapping. */
#include "conformance.h"
#include "tables.h"

#define PAGE	4096u
#define RWX	(GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE)

/* Create, and compare the outcome; 0 means success. */
static HANDLE try_create(HANDLE file, DWORD protect, uint64_t size,
			 DWORD error, const char *what)
{
	HANDLE section;

	SetLastError(0xdeadbeef);
	section = section_on(file, protect, size, NULL);
	if (GetLastError() != error || !section != !!error)
		case_failed(__FILE__, __LINE__,
			    "%s, protection %#x, size %#llx: %s, error %u, "
			    "not %u", what, (unsigned int)protect,
			    (unsigned long long)size,
			    section ? "a handle" : "none",
			    (unsigned int)GetLastError(), (unsigned int)error);
	return section;
}

static void expect_create(HANDLE file, DWORD protect, uint64_t size,
			  DWORD error, const char *what)
{
	HANDLE section = try_create(file, protect, size, error, what);

	if (section)
		CHECK(CloseHandle(section));
}

static const struct section_protection *find_protection(DWORD protect)
{
	const struct section_protection *section = section_protections;

	while (section->protect && section->protect != protect)
		section++;
	return section->protect ? section : NULL;
}

/* 1.1 Protection, and the access of the file. */

/* Every value of eight bits that is no legal protection. */
static void illegal_protections(const struct row *row)
{
	static const DWORD attributes[] = { 0, SEC_COMMIT, SEC_RESERVE };
	HANDLE files[] = {
		INVALID_HANDLE_VALUE, NULL,
		file_with("all", PAGE, 'a', RWX),
		file_with("read", PAGE, 'a', GENERIC_READ),
	};
	DWORD protect;
	size_t i, j;

	for (i = 0; i < ARRAYSIZE(files); i++) {
		for (j = 0; j < ARRAYSIZE(attributes); j++) {
			for (protect = 0; protect < 0x100; protect++) {
				if (find_protection(protect))
					continue;
				if (!count_tuple("illegal protections", protect,
						 attributes[j], i, 0))
					continue;
				expect_create(files[i], protect | attributes[j],
					      PAGE, row->error, "illegal");
			}
		}
	}
	CHECK(CloseHandle(files[2]));
	CHECK(CloseHandle(files[3]));
}

/* a: whether on a file that was opened for everything */
static void legal_protections(const struct row *row)
{
	const struct section_protection *section;
	HANDLE file = row->a ? file_with("all", PAGE, 'a', RWX) :
			       INVALID_HANDLE_VALUE;

	for (section = section_protections; section->protect; section++) {
		expect_create(file, section->protect, PAGE, 0, "legal");
		expect_create(file, section->protect, 1, 0, "legal");
	}
	if (row->a)
		CHECK(CloseHandle(file));
}

/* Sizes of Table B's matrix, and what they mean on the two files. */
static const struct create_size {
	uint64_t size;
	/* the error with enough access, on a file of 0x3456 bytes and an empty
	 * one; GROWS: the file must grow
	 */
	DWORD error;
	DWORD error_empty;
} create_sizes[] = {
#define GROWS 0xffffffff
	{ 0, 0, ERROR_FILE_INVALID },
	{ 1, 0, GROWS },
	{ 0x1000, 0, GROWS },
	{ 0x3456, 0, GROWS },
	{ 0x3457, GROWS, GROWS },
	{ 0x20000, GROWS, GROWS },
};

static DWORD create_error(const struct section_protection *section, DWORD may,
			  DWORD error)
{
	if (section->needs & ~may)
		return ERROR_ACCESS_DENIED;
	if (error == GROWS)
		return section->needs & MAY_WRITE ? 0 : ERROR_NOT_ENOUGH_MEMORY;
	return error;
}

/* Cells of one file access that end with row->error; the file is a new one. */
static void try_file_access(const struct file_access *access, bool empty,
			    const struct row *row)
{
	const char *path = case_file(empty ? "empty" : "data",
				     empty ? 0 : 0x3456, 'a');
	const struct section_protection *section;
	const struct create_size *size;
	DWORD error;
	HANDLE file;
	char what[40];
	size_t i;

	snprintf(what, sizeof(what), "access %#x%s",
		 (unsigned int)access->access, empty ? ", empty" : "");
	for (section = section_protections; section->protect; section++) {
		for (i = 0; i < ARRAYSIZE(create_sizes); i++) {
			size = &create_sizes[i];
			error = create_error(section, access->may,
					     empty ? size->error_empty :
						     size->error);
			if (error != row->error)
				continue;
			if (!count_tuple("table B", access->access,
					 section->protect, size->size, empty))
				continue;
			file = file_open(path, access->access);
			REQUIRE(file != INVALID_HANDLE_VALUE);
			expect_create(file, section->protect, size->size, error,
				      what);
			CHECK(CloseHandle(file));
			case_file(empty ? "empty" : "data", empty ? 0 : 0x3456,
				  'a');
		}
	}
}

/* Table B, cells that end with row->error; of the MAY_ bits in b, a is set */
static void file_access_matrix(const struct row *row)
{
	size_t i;

	for (i = 0; i < file_access_count; i++) {
		if ((file_accesses[i].may & row->b) != row->a)
			continue;
		try_file_access(&file_accesses[i], false, row);
		try_file_access(&file_accesses[i], true, row);
	}
}

/* a: access of the file, b: protection, c: bytes in it, d: size */
static void create_on_file(const struct row *row)
{
	HANDLE file = file_with("data", row->c, 'a', (DWORD)row->a);

	expect_create(file, (DWORD)row->b, row->d, row->error, "on a file");
	CHECK(CloseHandle(file));
}

static void rights_of_new(const struct row *row)
{
	HANDLE file = row->a ? file_with("all", PAGE, 'a', RWX) :
			       INVALID_HANDLE_VALUE;
	const struct section_protection *section;
	const char *name = case_name("rights");
	HANDLE handle;

	for (section = section_protections; section->protect; section++) {
		handle = section_on(file, section->protect, PAGE,
				    row->b ? name : NULL);
		REQUIRE(handle);
		count_tuple("rights of created handles", section->protect,
			    row->a, row->b, 0);
		CHECK_EQUAL(platform_rights(handle), section->rights);
		CHECK_EQUAL(map_rights_of(handle), section->rights & 0xe);
		CHECK(CloseHandle(handle));
	}
	if (row->a)
		CHECK(CloseHandle(file));
}

/* a: what stands for no file */
static void no_file(const struct row *row)
{
	const struct section_protection *section;
	HANDLE handle;
	char *view;

	for (section = section_protections; section->protect; section++) {
		handle = section_on((HANDLE)row->a, section->protect, 2 * PAGE,
				    NULL);
		view = view_of(handle, FILE_MAP_READ);
		REQUIRE(view);
		CHECK_EQUAL(query(view).RegionSize, 2 * PAGE);
		CHECK(!view[0] && !view[2 * PAGE - 1]);
		CHECK(UnmapViewOfFile(view));
		CHECK(CloseHandle(handle));
	}
	CHECK_FAILS(NULL, section_on((HANDLE)row->a, PAGE_READWRITE, 0, NULL),
		    ERROR_INVALID_PARAMETER);
}

static void bad_file_handles(const struct row *row)
{
	HANDLE file = file_with("data", PAGE, 'a', READ_WRITE);
	HANDLE closed = file;
	const HANDLE handles[] = {
		closed, (HANDLE)0x7fff0000, (HANDLE)0x40000000, (HANDLE)0xdeec,
	};
	size_t i;

	CHECK(CloseHandle(file));
	for (i = 0; i < ARRAYSIZE(handles); i++) {
		expect_create(handles[i], PAGE_READONLY, PAGE, row->error,
			      "bad handle");
		expect_create(handles[i], PAGE_READWRITE, 0, row->error,
			      "bad handle");
	}
}

static void handles_of_no_file(const struct row *row)
{
	HANDLE event = CreateEventA(NULL, TRUE, FALSE, NULL);
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);

	REQUIRE(event && section);
	expect_create(event, PAGE_READONLY, PAGE, row->error, "event");
	expect_create(section, PAGE_READONLY, PAGE, row->error, "section");
	expect_create(section, PAGE_READWRITE, 0, row->error, "section");
	CHECK(CloseHandle(event));
	CHECK(CloseHandle(section));
}

static void files_without_sections(const struct row *row)
{
	HANDLE directory = CreateFileA(platform_directory(), GENERIC_READ,
				       SHARE_ALL, NULL, OPEN_EXISTING,
				       FILE_FLAG_BACKUP_SEMANTICS, NULL);
	HANDLE device = file_open(platform_device(), GENERIC_READ);

	REQUIRE(directory != INVALID_HANDLE_VALUE);
	REQUIRE(device != INVALID_HANDLE_VALUE);
	expect_create(directory, PAGE_READONLY, PAGE, row->error, "directory");
	expect_create(device, PAGE_READONLY, PAGE, row->error, "device");
	CHECK(CloseHandle(directory));
	CHECK(CloseHandle(device));
}

/* Bits above the protection that nothing supports, with each legal one. */
static void protection_modifiers(const struct row *row)
{
	static const DWORD modifiers[] = {
		PAGE_GUARD, PAGE_NOCACHE, PAGE_WRITECOMBINE,
		PAGE_TARGETS_INVALID,
	};
	HANDLE files[] = { INVALID_HANDLE_VALUE,
			   file_with("all", PAGE, 'a', RWX) };
	const struct section_protection *section;
	DWORD bits;
	size_t i, j;

	for (section = section_protections; section->protect; section++) {
		for (i = 1; i < 1 << ARRAYSIZE(modifiers); i++) {
			bits = 0;
			for (j = 0; j < ARRAYSIZE(modifiers); j++)
				bits |= i >> j & 1 ? modifiers[j] : 0;
			for (j = 0; j < ARRAYSIZE(files); j++) {
				count_tuple("modifiers", section->protect, bits,
					    j, 0);
				expect_create(files[j], section->protect | bits,
					      PAGE, row->error, "modifier");
			}
		}
	}
	CHECK(CloseHandle(files[1]));
}

/* a: share mode of the file */
static void shared_file(const struct row *row)
{
	const char *path = case_file("data", PAGE, 'a');
	HANDLE file = CreateFileA(path, READ_WRITE, (DWORD)row->a, NULL,
				  OPEN_EXISTING, 0, NULL), section;
	char *view;

	REQUIRE(file != INVALID_HANDLE_VALUE);
	section = section_on(file, PAGE_READWRITE, 0, NULL);
	view = view_of(section, FILE_MAP_WRITE);
	REQUIRE(view);
	CHECK_EQUAL(*view, 'a');
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
}

/* One failure of each kind; none of them is INVALID_HANDLE_VALUE. */
static void failure_is_null(const struct row *row)
{
	HANDLE file = file_with("empty", 0, 'a', GENERIC_READ);

	(void)row;
	expect_create(INVALID_HANDLE_VALUE, 0, PAGE, ERROR_INVALID_PARAMETER,
		      "protection");
	expect_create(INVALID_HANDLE_VALUE, PAGE_READWRITE, 0,
		      ERROR_INVALID_PARAMETER, "size");
	expect_create((HANDLE)0x7fff0000, PAGE_READONLY, 0,
		      ERROR_INVALID_HANDLE, "handle");
	expect_create(file, PAGE_READWRITE, 0, ERROR_ACCESS_DENIED, "access");
	expect_create(file, PAGE_READONLY, 0, ERROR_FILE_INVALID, "empty");
	expect_create(file, PAGE_READONLY, 1, ERROR_NOT_ENOUGH_MEMORY, "size");
	CHECK_FAILS(NULL, section_create("\\x", PAGE_READWRITE, PAGE),
		    ERROR_BAD_PATHNAME);
	CHECK_FAILS(NULL, CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, 0, 0,
					     PAGE, u"x"),
		    ERROR_INVALID_PARAMETER);
	CHECK(CloseHandle(file));
}

/* a: bytes */
static void zero_filled(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, row->a);
	char *view = view_of(section, FILE_MAP_WRITE);
	size_t i, nonzero = 0;

	REQUIRE(view);
	for (i = 0; i < row->a; i++)
		nonzero += view[i] != 0;
	CHECK_EQUAL(nonzero, 0);
	memset(view, 0xff, row->a);
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
}

/* 1.2 Size. */

static void no_size(const struct row *row)
{
	const struct section_protection *section;

	for (section = section_protections; section->protect; section++)
		expect_create(INVALID_HANDLE_VALUE, section->protect, 0,
			      row->error, "no size");
}

/* a: size asked, b: size got */
static void rounded_size(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, row->a);
	void *view = view_of(section, FILE_MAP_READ);

	REQUIRE(view);
	CHECK_EQUAL(query(view).RegionSize, row->b);
	CHECK(UnmapViewOfFile(view));
	check_section_size(section, row->b);
	CHECK(CloseHandle(section));
}

/* a: bytes in the file, b: size asked, c: size got */
static void exact_size(const struct row *row)
{
	const struct section_protection *section;
	const char *path = case_file("data", row->a, 'a');
	HANDLE file = file_open(path, RWX), handle;

	for (section = section_protections; section->protect; section++) {
		handle = section_on(file, section->protect, row->b, NULL);
		REQUIRE(handle);
		check_section_size(handle, row->c);
		CHECK(CloseHandle(handle));
	}
	CHECK_EQUAL(file_size(path), row->a);
	CHECK(CloseHandle(file));
}

static void empty_file(const struct row *row)
{
	HANDLE file = file_with("empty", 0, 'a', RWX);
	const struct section_protection *section;

	for (section = section_protections; section->protect; section++)
		expect_create(file, section->protect, 0, row->error, "empty");
	CHECK(CloseHandle(file));
}

static void file_bytes_stay(const struct row *row)
{
	const char *path = case_file("data", row->a, 'a');
	HANDLE file = file_open(path, READ_WRITE), section;
	char *bytes = malloc(row->a);
	size_t i, changed = 0;
	DWORD done;

	section = section_on(file, PAGE_READWRITE, row->b, NULL);
	REQUIRE(section);
	check_section_size(section, row->b);
	CHECK(CloseHandle(section));
	CHECK_EQUAL(file_size(path), row->a);
	CHECK(ReadFile(file, bytes, (DWORD)row->a, &done, NULL));
	CHECK_EQUAL(done, row->a);
	for (i = 0; i < row->a; i++)
		changed += bytes[i] != 'a';
	CHECK_EQUAL(changed, 0);
	free(bytes);
	CHECK(CloseHandle(file));
}

/* a: protection, b: bytes in the file, c: size: the file has it on return */
static void extended_file(const struct row *row)
{
	const char *path = case_file("data", row->b, 'a');
	HANDLE file = file_open(path, RWX);
	HANDLE section = section_on(file, (DWORD)row->a, row->c, NULL);
	char *view;
	size_t i, nonzero = 0;

	REQUIRE(section);
	CHECK_EQUAL(GetFileSize(file, NULL), row->c);
	CHECK_EQUAL(file_size(path), row->c);
	check_section_size(section, row->c);
	view = view_of(section, FILE_MAP_READ);
	REQUIRE(view);
	CHECK(!row->b || view[row->b - 1] == 'a');
	for (i = row->b; i < row->c; i++)
		nonzero += view[i] != 0;
	CHECK_EQUAL(nonzero, 0);
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
}

/* a: protection */
static void not_extended(const struct row *row)
{
	const char *path = case_file("data", 0x3456, 'a');
	HANDLE file = file_open(path, RWX);

	expect_create(file, (DWORD)row->a, 0x3457, row->error, "larger");
	expect_create(file, (DWORD)row->a, 0x100000, row->error, "larger");
	CHECK_EQUAL(file_size(path), 0x3456);
	CHECK(CloseHandle(file));
}

static void disk_full(const struct row *row)
{
	const char *path = case_file("data", PAGE, 'a');
	HANDLE file = file_open(path, READ_WRITE);

	expect_create(file, PAGE_READWRITE, 4ull << 40, row->error, "4 TiB");
	CHECK_EQUAL(file_size(path), PAGE);
	CHECK(CloseHandle(file));
}

static void far_too_large(const struct row *row)
{
	const char *path = case_file("data", PAGE, 'a');
	HANDLE file = file_open(path, READ_WRITE);

	(void)row;
	SetLastError(0xdeadbeef);
	CHECK(!CreateFileMappingA(file, NULL, PAGE_READWRITE, 0x8000000, 0,
				  NULL));
	CHECK(GetLastError() == ERROR_NOT_ENOUGH_MEMORY ||
	      GetLastError() == ERROR_INVALID_PARAMETER);
	CHECK_EQUAL(file_size(path), PAGE);
	CHECK(CloseHandle(file));
}

/* a: high half, b: low half of the size; c: on a file */
static void impossible_size(const struct row *row)
{
	HANDLE file = row->c ? file_with("data", PAGE, 'a', READ_WRITE) :
			       INVALID_HANDLE_VALUE;

	expect_create(file, PAGE_READWRITE, (uint64_t)row->a << 32 | row->b,
		      row->error, "impossible");
	if (row->c)
		CHECK(CloseHandle(file));
}

/* a: attributes, b: GiB */
static void reserve_or_commit(const struct row *row)
{
	expect_create(INVALID_HANDLE_VALUE, PAGE_READWRITE | (DWORD)row->a,
		      (uint64_t)row->b << 30, row->error, "GiB");
}

static void second_section_grows_the_file(const struct row *row)
{
	const char *path = case_file("data", PAGE, 'a');
	HANDLE file = file_open(path, READ_WRITE);
	HANDLE first = section_on(file, PAGE_READWRITE, 0, NULL), second;
	void *view = view_of(first, FILE_MAP_WRITE);

	(void)row;
	REQUIRE(view);
	second = section_on(file, PAGE_READWRITE, 0x5000, NULL);
	REQUIRE(second);
	CHECK_EQUAL(file_size(path), 0x5000);
	check_section_size(second, 0x5000);
	check_section_size(first, PAGE);
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(first));
	CHECK(CloseHandle(second));
	CHECK(CloseHandle(file));
}

static void section_does_not_grow(const struct row *row)
{
	HANDLE file = file_with("data", 0x1800, 'a', READ_WRITE);
	HANDLE section = section_on(file, PAGE_READWRITE, 0, NULL);
	void *view;

	(void)row;
	REQUIRE(section);
	CHECK_EQUAL(SetFilePointer(file, 0x20000, NULL, FILE_BEGIN), 0x20000);
	CHECK(SetEndOfFile(file));
	check_section_size(section, 0x1800);
	view = view_of(section, FILE_MAP_READ);
	CHECK_EQUAL(query(view).RegionSize, 0x2000);
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
}

/* a: bytes that are no multiple of a large page */
static void uneven_large_pages(const struct row *row)
{
	expect_create(INVALID_HANDLE_VALUE, PAGE_READWRITE | SEC_COMMIT |
					    SEC_LARGE_PAGES,
		      row->a, row->error, "large pages");
}

/* 1.3 SEC_ attributes. */

#define SECTION_BITS \
	(SEC_FILE | SEC_IMAGE | SEC_RESERVE | SEC_COMMIT | SEC_NOCACHE | \
	 SEC_WRITECOMBINE | SEC_LARGE_PAGES)
#define UNSAID 0xffffffff

/* Table C: the first line whose bits fit; what is blank there is unsaid. */
static const struct attributes {
	DWORD mask;
	DWORD value;
	DWORD no_file;
	DWORD data_file;
} table_c[] = {
	{ SEC_FILE, SEC_FILE, 87, 87 },
	{ SEC_IMAGE | SEC_RESERVE, SEC_IMAGE | SEC_RESERVE, 87, 87 },
	{ SEC_IMAGE | SEC_COMMIT, SEC_IMAGE | SEC_COMMIT, 87, 87 },
	{ SECTION_BITS, SEC_IMAGE, 193, 193 },
	{ SEC_IMAGE, SEC_IMAGE, UNSAID, UNSAID },
	{ SEC_RESERVE | SEC_COMMIT, SEC_RESERVE | SEC_COMMIT, 87, 87 },
	{ SEC_RESERVE | SEC_LARGE_PAGES, SEC_RESERVE | SEC_LARGE_PAGES, 87,
	  87 },
	{ SECTION_BITS, SEC_COMMIT | SEC_LARGE_PAGES, UNSAID, 87 },
	{ SECTION_BITS, SEC_NOCACHE, 87, 87 },
	{ SECTION_BITS, SEC_LARGE_PAGES, 87, 87 },
	{ SECTION_BITS, SEC_WRITECOMBINE, 87, 87 },
	{ SECTION_BITS, 0, 0, 0 },
	{ SECTION_BITS, SEC_COMMIT, 0, 0 },
	{ SECTION_BITS, SEC_RESERVE, 0, 0 },
	{ SECTION_BITS, SEC_COMMIT | SEC_NOCACHE, 0, 0 },
	{ SECTION_BITS, SEC_RESERVE | SEC_NOCACHE, 0, 0 },
	{ SECTION_BITS, SEC_COMMIT | SEC_WRITECOMBINE, 0, 0 },
	{ SECTION_BITS, SEC_RESERVE | SEC_WRITECOMBINE, 0, 0 },
	{ 0, 0, UNSAID, UNSAID },
};

static const DWORD section_bits[] = {
	SEC_FILE, SEC_IMAGE, SEC_RESERVE, SEC_COMMIT, SEC_NOCACHE,
	SEC_WRITECOMBINE, SEC_LARGE_PAGES,
};

/* What is reported of a section that was made with these. */
static DWORD attributes_reported(DWORD attributes, bool on_file)
{
	if (on_file)
		return SEC_FILE | (attributes & ~(DWORD)(SEC_COMMIT |
							 SEC_RESERVE));
	return attributes & (SEC_COMMIT | SEC_RESERVE) ?
		       attributes : attributes | SEC_COMMIT;
}

static void try_attributes(HANDLE file, DWORD attributes, bool on_file)
{
	size_t i = 0;
	DWORD error;
	HANDLE section;

	while ((attributes & table_c[i].mask) != table_c[i].value)
		i++;
	error = on_file ? table_c[i].data_file : table_c[i].no_file;
	if (error == UNSAID)
		return;
	count_tuple("table C", attributes, on_file, 0, 0);
	section = try_create(file, PAGE_READWRITE | attributes, PAGE, error,
			     on_file ? "table C, file" : "table C");
	if (!section)
		return;
	CHECK_EQUAL(platform_attributes(section),
		    attributes_reported(attributes, on_file));
	CHECK(CloseHandle(section));
}

/* Table C; a: on a file */
static void attribute_matrix(const struct row *row)
{
	HANDLE file = row->a ? file_with("data", PAGE, 'a', READ_WRITE) :
			       INVALID_HANDLE_VALUE;
	DWORD attributes;
	size_t i, j;

	for (i = 0; i < 1 << ARRAYSIZE(section_bits); i++) {
		attributes = 0;
		for (j = 0; j < ARRAYSIZE(section_bits); j++)
			attributes |= i >> j & 1 ? section_bits[j] : 0;
		try_attributes(file, attributes, row->a);
	}
	if (row->a)
		CHECK(CloseHandle(file));
}

/* a: attributes. The view is committed, and has the file's bytes. */
static void committed_on_file(const struct row *row)
{
	HANDLE file = file_with("data", 2 * PAGE, 'a', READ_WRITE);
	HANDLE section = section_on(file, PAGE_READWRITE | (DWORD)row->a, 0,
				    NULL);
	char *view = view_of(section, FILE_MAP_READ);

	REQUIRE(view);
	CHECK_EQUAL(query(view).State, MEM_COMMIT);
	CHECK_EQUAL(query(view).RegionSize, 2 * PAGE);
	CHECK(view[0] == 'a' && view[2 * PAGE - 1] == 'a');
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
}

/* Without an attribute: as with SEC_COMMIT. */
static void commit_is_assumed(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	char *view = view_of(section, FILE_MAP_WRITE);

	(void)row;
	REQUIRE(view);
	CHECK_EQUAL(platform_attributes(section), SEC_COMMIT);
	CHECK_EQUAL(query(view).State, MEM_COMMIT);
	*view = 1;
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
	section = section_create(NULL, PAGE_READWRITE | SEC_COMMIT, PAGE);
	CHECK_EQUAL(platform_attributes(section), SEC_COMMIT);
	CHECK(CloseHandle(section));
}

static void large_pages_without_privilege(const struct row *row)
{
	(void)row;
	CHILD_RUN(false, "large_pages");
}

static void role_large_pages(int count, char **arguments)
{
	(void)count;
	(void)arguments;
	platform_become_another_user();
	CHECK_FAILS(NULL, section_create(NULL, PAGE_READWRITE | SEC_COMMIT |
					       SEC_LARGE_PAGES, 2 << 20),
		    ERROR_PRIVILEGE_NOT_HELD);
}

static void nocache_is_reported(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE | SEC_COMMIT |
					      SEC_NOCACHE, 4 * PAGE);
	char *view = view_of(section, FILE_MAP_WRITE);

	(void)row;
	REQUIRE(view);
	CHECK_EQUAL(query(view).Protect, PAGE_READWRITE | PAGE_NOCACHE);
	CHECK_EQUAL(query(view).AllocationProtect,
		    PAGE_READWRITE | PAGE_NOCACHE);
	CHECK(VirtualAlloc(view + PAGE, PAGE, MEM_COMMIT, PAGE_READONLY) ==
	      view + PAGE);
	CHECK_EQUAL(query(view + PAGE).Protect, PAGE_READONLY | PAGE_NOCACHE);
	CHECK_EQUAL(query(view + PAGE).RegionSize, PAGE);
	CHECK_EQUAL(query(view + PAGE).AllocationProtect,
		    PAGE_READWRITE | PAGE_NOCACHE);
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
}

/* a: bytes in the file, b: size. Nothing is an image here. */
static void image_is_refused(const struct row *row)
{
	HANDLE file = file_with("image", row->a, 'M', GENERIC_READ |
						      GENERIC_EXECUTE);

	expect_create(file, PAGE_READONLY | SEC_IMAGE, row->b, row->error,
		      "image");
	CHECK(CloseHandle(file));
}

/* Refused: a program is no image either. */
static void program_is_no_image(const struct row *row)
{
	char program[1024] = "";
	HANDLE file;

	REQUIRE(GetModuleFileNameA(NULL, program, sizeof(program)));
	file = file_open(program, GENERIC_READ);
	REQUIRE(file != INVALID_HANDLE_VALUE);
	expect_create(file, PAGE_READONLY | SEC_IMAGE, 0, row->error,
		      "program");
	expect_create(file, PAGE_READONLY | SEC_IMAGE, 42, row->error,
		      "program");
	CHECK(CloseHandle(file));
}

/* 1.4 Existing object of the same name. */

static void existing_name(const struct row *row)
{
	const char *name = case_name("existing");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), again;
	volatile char *view = view_of(section, FILE_MAP_WRITE), *other;

	CHECK_EQUAL(GetLastError(), 0);
	REQUIRE(view);
	again = section_create(name, PAGE_READWRITE, PAGE);
	CHECK_EQUAL(GetLastError(), row->error);
	other = view_of(again, FILE_MAP_READ);
	REQUIRE(other);
	*view = 9;
	CHECK_EQUAL(*other, 9);
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(UnmapViewOfFile((void *)other));
	CHECK(CloseHandle(again));
	CHECK(CloseHandle(section));
}

/* a: size of the first, b: of the second, which is ignored */
static void first_creator_decides(const struct row *row)
{
	const char *name = case_name("first");
	HANDLE section = section_create(name, PAGE_READWRITE, row->a), again;
	HANDLE file = file_with("data", 0x9000, 'a', READ_WRITE);

	REQUIRE(section);
	again = section_create(name, PAGE_READWRITE, row->b);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	check_section_size(again, row->a);
	CHECK(CloseHandle(again));
	again = section_on(file, PAGE_READWRITE, 0, name);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	check_section_size(again, row->a);
	CHECK(CloseHandle(again));
	again = section_create(name, PAGE_EXECUTE_READWRITE, row->b);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CHECK_FAILS(NULL, view_of(again, FILE_MAP_READ | FILE_MAP_EXECUTE),
		    ERROR_INVALID_PARAMETER);
	CHECK(CloseHandle(again));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
}

static void rights_of_existing(const struct row *row)
{
	const struct section_protection *first, *second;
	const char *name = case_name("rights");
	HANDLE section, again;

	(void)row;
	for (first = section_protections; first->protect; first++) {
		section = section_create(name, first->protect, PAGE);
		REQUIRE(section);
		for (second = section_protections; second->protect; second++) {
			count_tuple("rights on existing", first->protect,
				    second->protect, 0, 0);
			again = section_create(name, second->protect, PAGE);
			CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
			CHECK_EQUAL(platform_rights(again), second->rights);
			CHECK_EQUAL(map_rights_of(again), second->rights & 0xe);
			CHECK(CloseHandle(again));
		}
		CHECK(CloseHandle(section));
	}
}

static void refused_by_the_descriptor(const struct row *row)
{
	(void)row;
	CHILD_RUN(false, "strict_creator", case_name("strict"));
}

/* Nobody is admitted; not as root, who would be. */
static void role_strict_creator(int count, char **arguments)
{
	SECURITY_DESCRIPTOR descriptor;
	SECURITY_ATTRIBUTES attributes = { sizeof(attributes), &descriptor };
	HANDLE section;
	ACL empty;

	CHECK_EQUAL(count, 1);
	platform_become_another_user();
	REQUIRE(InitializeAcl(&empty, sizeof(empty), ACL_REVISION));
	REQUIRE(InitializeSecurityDescriptor(&descriptor,
					     SECURITY_DESCRIPTOR_REVISION));
	REQUIRE(SetSecurityDescriptorDacl(&descriptor, TRUE, &empty, FALSE));
	section = CreateFileMappingA(INVALID_HANDLE_VALUE, &attributes,
				     PAGE_READWRITE, 0, PAGE, arguments[0]);
	REQUIRE(section);
	CHECK_EQUAL(map_rights_of(section),
		    SECTION_MAP_READ | SECTION_MAP_WRITE);
	CHECK_FAILS(NULL, section_create(arguments[0], PAGE_READWRITE, PAGE),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(NULL, section_create(arguments[0], PAGE_READONLY, PAGE),
		    ERROR_ACCESS_DENIED);
	CHECK(CloseHandle(section));
}

static void read_only_handle_on_existing(const struct row *row)
{
	const char *name = case_name("both");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), reader;
	volatile char *view = view_of(section, FILE_MAP_WRITE), *seen;

	(void)row;
	reader = section_create(name, PAGE_READONLY, PAGE);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	seen = view_of(reader, FILE_MAP_READ);
	REQUIRE(view && seen);
	*view = 3;
	CHECK_EQUAL(*seen, 3);
	CHECK_FAILS(NULL, view_of(reader, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(UnmapViewOfFile((void *)seen));
	CHECK(CloseHandle(reader));
	CHECK(CloseHandle(section));
}

static void writable_handle_on_read_only(const struct row *row)
{
	const char *name = case_name("both");
	HANDLE section = section_create(name, PAGE_READONLY, PAGE), writer;

	REQUIRE(section);
	writer = section_create(name, PAGE_READWRITE, PAGE);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	REQUIRE(writer);
	CHECK_EQUAL(platform_rights(writer), 0xf0007);
	CHECK_FAILS(NULL, view_of(writer, FILE_MAP_WRITE), row->error);
	CHECK_FAILS(NULL, view_of(section, FILE_MAP_WRITE),
		    ERROR_ACCESS_DENIED);
	CHECK(CloseHandle(writer));
	CHECK(CloseHandle(section));
}

static void parameters_before_the_name(const struct row *row)
{
	const char *name = case_name("live");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);

	REQUIRE(section);
	CHECK_FAILS(NULL, section_create(name, 0, PAGE), row->error);
	CHECK_FAILS(NULL, section_create(name, PAGE_NOACCESS, PAGE),
		    row->error);
	CHECK_FAILS(NULL, section_create(name, PAGE_READWRITE, 0), row->error);
	CHECK_FAILS(NULL, section_create(name, PAGE_READWRITE | SEC_FILE, PAGE),
		    row->error);
	CHECK(CloseHandle(section));
}

/* A file that is not the section's stays as it is. */
static void other_file_is_left_alone(const struct row *row)
{
	const char *name = case_name("live");
	const char *path = case_file("other", 10, 'b');
	HANDLE file = file_with("data", PAGE, 'a', READ_WRITE);
	HANDLE other = file_open(path, READ_WRITE);
	HANDLE section = section_on(file, PAGE_READWRITE, 0, name), again;
	char *view;

	REQUIRE(section);
	again = section_on(other, PAGE_READWRITE, 0x8000, name);
	CHECK_EQUAL(GetLastError(), row->error);
	CHECK_EQUAL(file_size(path), 10);
	check_section_size(again, PAGE);
	view = view_of(again, FILE_MAP_READ);
	REQUIRE(view);
	CHECK_EQUAL(*view, 'a');
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(again));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(other));
	CHECK(CloseHandle(file));
}

static void only_views_remain(const struct row *row)
{
	const char *name = case_name("gone");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	volatile char *view = view_of(section, FILE_MAP_WRITE), *fresh;

	(void)row;
	REQUIRE(view);
	*view = 1;
	CHECK(CloseHandle(section));
	section = section_create(name, PAGE_READWRITE, PAGE);
	CHECK_EQUAL(GetLastError(), 0);
	fresh = view_of(section, FILE_MAP_WRITE);
	REQUIRE(fresh);
	CHECK_EQUAL(*fresh, 0);
	*fresh = 2;
	CHECK_EQUAL(*view, 1);
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(UnmapViewOfFile((void *)fresh));
	CHECK(CloseHandle(section));
}

#define INVALID_PARAMETER	.error = ERROR_INVALID_PARAMETER
#define NO_ACCESS		.error = ERROR_ACCESS_DENIED
#define NO_MEMORY		.error = ERROR_NOT_ENOUGH_MEMORY

const struct row rows_create[] = {
	{ "CFM-1", illegal_protections, INVALID_PARAMETER },
	{ "CFM-2", legal_protections, NULL, false },
	{ "CFM-2", legal_protections, NULL, true },
	{ "CFM-2", file_access_matrix, NULL, 7, 7 },
	{ "CFM-3", create_on_file, NULL, GENERIC_READ, PAGE_READWRITE, PAGE, 0,
	  NO_ACCESS },
	{ "CFM-3", file_access_matrix, NULL, MAY_READ, 7, NO_ACCESS },
	{ "CFM-3", file_access_matrix, NULL, MAY_WRITE, 7, NO_ACCESS },
	{ "CFM-3", file_access_matrix, NULL, MAY_EXECUTE, 7, NO_ACCESS },
	{ "CFM-3", file_access_matrix, NULL, MAY_READ | MAY_WRITE, 7,
	  NO_ACCESS },
	{ "CFM-3", file_access_matrix, NULL, MAY_READ | MAY_EXECUTE, 7,
	  NO_ACCESS },
	{ "CFM-3", file_access_matrix, NULL, MAY_WRITE | MAY_EXECUTE, 7,
	  NO_ACCESS },
	{ "CFM-4", create_on_file, NULL, GENERIC_READ, PAGE_READONLY, PAGE, 0 },
	{ "CFM-4", create_on_file, NULL, GENERIC_READ, PAGE_WRITECOPY, PAGE,
	  0 },
	{ "CFM-4", file_access_matrix, NULL, MAY_READ, MAY_READ },
	{ "CFM-5", create_on_file, NULL, 0, PAGE_READONLY, PAGE, 0, NO_ACCESS },
	{ "CFM-5", file_access_matrix, NULL, 0, 7, NO_ACCESS },
	{ "CFM-6", create_on_file, NULL, GENERIC_READ, PAGE_READWRITE, 0, 0,
	  NO_ACCESS },
	{ "CFM-6", create_on_file, NULL, 0, PAGE_READONLY, 0, 0, NO_ACCESS },
	{ "CFM-7", rights_of_new, NULL, false, false },
	{ "CFM-7", rights_of_new, NULL, false, true },
	{ "CFM-7", rights_of_new, NULL, true, false },
	{ "CFM-7", rights_of_new, NULL, true, true },
	{ "CFM-8", no_file, NULL, (ULONG_PTR)-1 },
	{ "CFM-9", no_file, NULL, 0 },
	{ "CFM-10", bad_file_handles, .error = ERROR_INVALID_HANDLE },
	{ "CFM-11", handles_of_no_file, .error = ERROR_INVALID_HANDLE },
	{ "CFM-12", files_without_sections, .error = ERROR_BAD_EXE_FORMAT },
	{ "CFM-13", protection_modifiers, INVALID_PARAMETER },
	{ "CFM-14", shared_file, NULL, 0 },
	{ "CFM-14", shared_file, NULL, SHARE_ALL },
	{ "CFM-15", failure_is_null },
	{ "CFM-16", zero_filled, NULL, PAGE },
	{ "CFM-16", zero_filled, NULL, 0x54321 },
	{ "CFM-17", no_file, NULL, 0xffffffff },
	{ "CFM-20", no_size, INVALID_PARAMETER },
	{ "CFM-21", rounded_size, NULL, 4090, 4096 },
	{ "CFM-21", rounded_size, NULL, 0x3452, 0x4000 },
	{ "CFM-21", rounded_size, NULL, 0x123, 0x1000 },
	{ "CFM-21", rounded_size, NULL, 0x10001, 0x11000 },
	{ "CFM-22", exact_size, NULL, 0x3456, 0, 0x3456 },
	{ "CFM-22", exact_size, NULL, 1, 0, 1 },
	{ "CFM-22", exact_size, NULL, 0x1000, 0, 0x1000 },
	{ "CFM-23", empty_file, .error = ERROR_FILE_INVALID },
	{ "CFM-23", file_access_matrix, NULL, MAY_READ, MAY_READ,
	  .error = ERROR_FILE_INVALID },
	{ "CFM-24", exact_size, NULL, 0x3456, 36, 36 },
	{ "CFM-24", file_bytes_stay, NULL, 0x3456, 36 },
	{ "CFM-24", file_bytes_stay, NULL, 0x3456, 0x3455 },
	{ "CFM-25", extended_file, NULL, PAGE_READWRITE, 0x3456, 0x3457 },
	{ "CFM-25", extended_file, NULL, PAGE_READWRITE, 0x3456, 0x12345 },
	{ "CFM-25", extended_file, NULL, PAGE_EXECUTE_READWRITE, 1, 0x5001 },
	{ "CFM-26", not_extended, NULL, PAGE_READONLY, NO_MEMORY },
	{ "CFM-26", not_extended, NULL, PAGE_WRITECOPY, NO_MEMORY },
	{ "CFM-26", not_extended, NULL, PAGE_EXECUTE_READ, NO_MEMORY },
	{ "CFM-26", not_extended, NULL, PAGE_EXECUTE_WRITECOPY, NO_MEMORY },
	{ "CFM-26", file_access_matrix, NULL, MAY_READ, MAY_READ, NO_MEMORY },
	{ "CFM-27", extended_file, NULL, PAGE_READWRITE, 0, 1 },
	{ "CFM-27", extended_file, NULL, PAGE_READWRITE, 0, 0x4321 },
	{ "CFM-27", extended_file, NULL, PAGE_EXECUTE_READWRITE, 0, 0x2000 },
	{ "CFM-28", extended_file, NULL, PAGE_READWRITE, 100, 0x40000 },
	{ "CFM-29", disk_full, .error = ERROR_DISK_FULL },
	{ "CFM-30", far_too_large },
	{ "CFM-31", impossible_size, NULL, 0xffffffff, 0xffffffff, true,
	  NO_MEMORY },
	{ "CFM-31", impossible_size, NULL, 0x80000000, 0, true, NO_MEMORY },
	{ "CFM-32", reserve_or_commit, NULL, SEC_COMMIT, 512,
	  .error = ERROR_COMMITMENT_LIMIT },
	{ "CFM-32", reserve_or_commit, NULL, 0, 512,
	  .error = ERROR_COMMITMENT_LIMIT },
	{ "CFM-33", reserve_or_commit, NULL, SEC_RESERVE, 8 },
	{ "CFM-34", reserve_or_commit, NULL, SEC_RESERVE, 8 << 10,
	  .error = ERROR_NO_SYSTEM_RESOURCES },
	{ "CFM-34", reserve_or_commit, NULL, SEC_RESERVE, 128 << 10,
	  NO_MEMORY },
	{ "CFM-35", impossible_size, NULL, 0x7fffffff, 0xffffffff, false,
	  NO_MEMORY },
	{ "CFM-36", second_section_grows_the_file },
	{ "CFM-37", section_does_not_grow },
	{ "CFM-38", uneven_large_pages, NULL, PAGE, INVALID_PARAMETER },
	{ "CFM-38", uneven_large_pages, NULL, (2 << 20) + PAGE,
	  INVALID_PARAMETER },
	{ "CFM-40", commit_is_assumed },
	{ "CFM-40", attribute_matrix, NULL, false },
	{ "CFM-41", committed_on_file, NULL, SEC_RESERVE },
	{ "CFM-41", committed_on_file, NULL, SEC_COMMIT },
	{ "CFM-41", attribute_matrix, NULL, true },
	{ "CFM-42", large_pages_without_privilege },
	{ "CFM-43", nocache_is_reported },
	{ "CFM-44", program_is_no_image, .error = ERROR_BAD_EXE_FORMAT },
	{ "CFM-45", image_is_refused, NULL, 0, 0,
	  .error = ERROR_BAD_EXE_FORMAT },
	{ "CFM-45", image_is_refused, NULL, 0, PAGE,
	  .error = ERROR_BAD_EXE_FORMAT },
	{ "CFM-50", existing_name, .error = ERROR_ALREADY_EXISTS },
	{ "CFM-51", first_creator_decides, NULL, 0x1000, 0x100000 },
	{ "CFM-51", first_creator_decides, NULL, 0x3000, 0x1000 },
	{ "CFM-52", rights_of_existing },
	{ "CFM-52", refused_by_the_descriptor },
	{ "CFM-53", read_only_handle_on_existing },
	{ "CFM-54", writable_handle_on_read_only, INVALID_PARAMETER },
	{ "CFM-55", parameters_before_the_name, INVALID_PARAMETER },
	{ "CFM-56", other_file_is_left_alone, .error = ERROR_ALREADY_EXISTS },
	{ "CFM-57", only_views_remain },
	{ NULL }
};

const struct role roles_create[] = {
	{ "large_pages", role_large_pages },
	{ "strict_creator", role_strict_creator },
	{ NULL, NULL }
};
