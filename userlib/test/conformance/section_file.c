// SPDX-License-Identifier: MIT
/* Section 15: the file behind a section. Section 16: ordinary file calls. */
#include "conformance.h"

#define PAGE 4096
#define BLOCK 65536

/* A call of Windows CE, whose programs are the ones to port. */
#ifdef _WIN32
#define CreateFileForMappingA CreateFileA
#define CreateFileForMappingW CreateFileW
#endif

/* A mapped file: what holds it, and the file's own handle. */
struct mapped {
	const char *path;
	HANDLE file;
	HANDLE section;
	void *view;
};

enum held_by {
	BY_SECTION,
	BY_VIEW,
	BY_BOTH,
};

static struct mapped map_file(size_t size, uint64_t section, DWORD protect,
			      enum held_by by)
{
	struct mapped mapped = { .path = case_file("mapped", size, 'a') };

	mapped.file = file_open(mapped.path, READ_WRITE);
	REQUIRE(mapped.file != INVALID_HANDLE_VALUE);
	mapped.section = section_on(mapped.file, protect, section, NULL);
	REQUIRE(mapped.section);
	if (by == BY_SECTION)
		return mapped;
	mapped.view = view_of(mapped.section, FILE_MAP_READ);
	REQUIRE(mapped.view);
	if (by == BY_VIEW) {
		CHECK(CloseHandle(mapped.section));
		mapped.section = NULL;
	}
	return mapped;
}

static void let_go(struct mapped *mapped)
{
	if (mapped->view)
		CHECK(UnmapViewOfFile(mapped->view));
	if (mapped->section)
		CHECK(CloseHandle(mapped->section));
	mapped->view = NULL;
	mapped->section = NULL;
}

static void set_pointer(HANDLE file, uint64_t offset)
{
	LARGE_INTEGER to = { .QuadPart = (LONGLONG)offset };

	CHECK(SetFilePointerEx(file, to, NULL, FILE_BEGIN));
}

static uint64_t size_of(HANDLE file)
{
	LARGE_INTEGER size;

	REQUIRE(GetFileSizeEx(file, &size));
	return (uint64_t)size.QuadPart;
}

/* a: what holds the file; b: its size; c: the section's; d: the one to set. */
static void set_end_while_mapped(const struct row *row)
{
	struct mapped mapped = map_file(row->b, row->c, PAGE_READWRITE,
					(enum held_by)row->a);
	HANDLE section = mapped.section;
	SIZE_T pages;

	set_pointer(mapped.file, row->d);
	if (row->error) {
		CHECK_FAILS(FALSE, SetEndOfFile(mapped.file), row->error);
		CHECK_EQUAL(size_of(mapped.file), row->b);
	} else {
		CHECK(SetEndOfFile(mapped.file));
		CHECK_EQUAL(size_of(mapped.file), row->d);
	}
	/* The section is as large as before. */
	if (section)
		check_section_size(section, row->c ? row->c : row->b);
	if (mapped.view) {
		pages = ((row->c ? row->c : row->b) + PAGE - 1) & ~(PAGE - 1);
		CHECK_EQUAL(query(mapped.view).RegionSize, pages);
		CHECK_EQUAL(*(char *)mapped.view, 'a');
	}
	let_go(&mapped);
	CHECK(CloseHandle(mapped.file));
}

/* a: what held the file; b: the size to set. */
static void set_end_after_all(const struct row *row)
{
	struct mapped mapped = map_file(2 * PAGE, 0, PAGE_READWRITE,
					(enum held_by)row->a);

	let_go(&mapped);
	set_pointer(mapped.file, row->b);
	CHECK(SetEndOfFile(mapped.file));
	CHECK_EQUAL(size_of(mapped.file), row->b);
	CHECK(CloseHandle(mapped.file));
}

/* a: what holds the file; b: where; c: how many bytes are written. */
static void write_past_end(const struct row *row)
{
	struct mapped mapped = map_file(PAGE, 0, PAGE_READWRITE,
					(enum held_by)row->a);
	char *bytes = calloc(1, row->c);
	DWORD put = 0;

	set_pointer(mapped.file, row->b);
	CHECK(WriteFile(mapped.file, bytes, (DWORD)row->c, &put, NULL));
	CHECK_EQUAL(put, row->c);
	CHECK_EQUAL(size_of(mapped.file), row->b + row->c);
	free(bytes);
	let_go(&mapped);
	CHECK(CloseHandle(mapped.file));
}

/* a: what holds the file; b: disposition; c: protection. */
static void open_truncating(const struct row *row)
{
	struct mapped mapped = map_file(PAGE, 0, (DWORD)row->c,
					(enum held_by)row->a);
	HANDLE file;

	CHECK_FAILS(INVALID_HANDLE_VALUE,
		    file_create(mapped.path, READ_WRITE, (DWORD)row->b),
		    row->error);
	CHECK_EQUAL(size_of(mapped.file), PAGE);
	let_go(&mapped);
	file = file_create(mapped.path, READ_WRITE, (DWORD)row->b);
	CHECK(file != INVALID_HANDLE_VALUE);
	CHECK_EQUAL(size_of(mapped.file), 0);
	CHECK(CloseHandle(file));
	CHECK(CloseHandle(mapped.file));
}

/* A program of Windows without any code, so that only its kind is refused. */
static const char *image_file(void)
{
	static const struct {
		unsigned int at;
		unsigned int bytes;
		uint64_t value;
	} fields[] = {
		{ 0x00, 2, 0x5a4d }, { 0x3c, 4, 0x40 }, { 0x40, 4, 0x4550 },
		{ 0x44, 2, 0x8664 }, { 0x46, 2, 1 }, { 0x54, 2, 0xf0 },
		{ 0x56, 2, 0x22 }, { 0x58, 2, 0x20b }, { 0x68, 4, 0x1000 },
		{ 0x70, 8, 0x140000000 }, { 0x78, 4, 0x1000 },
		{ 0x7c, 4, 0x200 }, { 0x80, 2, 6 }, { 0x88, 2, 6 },
		{ 0x90, 4, 0x2000 }, { 0x94, 4, 0x200 }, { 0x9c, 2, 3 },
		{ 0xa0, 8, 0x100000 }, { 0xa8, 8, 0x1000 },
		{ 0xb0, 8, 0x100000 }, { 0xb8, 8, 0x1000 }, { 0xc4, 4, 16 },
		{ 0x148, 8, 0x747865742e }, { 0x150, 4, 0x1000 },
		{ 0x154, 4, 0x1000 }, { 0x158, 4, 0x200 },
		{ 0x15c, 4, 0x200 }, { 0x16c, 4, 0x60000020 },
	};
	const char *path = case_file("image", 0x400, 0);
	FILE *stream = fopen(path, "r+b");
	size_t i;

	REQUIRE(stream);
	for (i = 0; i < ARRAYSIZE(fields); i++) {
		fseek(stream, (long)fields[i].at, SEEK_SET);
		fwrite(&fields[i].value, 1, fields[i].bytes, stream);
	}
	REQUIRE(!fclose(stream));
	return path;
}

/* Without an image section nothing stands in the way of such calls. */
static void image_is_refused(const struct row *row)
{
	const char *path = image_file();
	HANDLE file = file_open(path, READ_WRITE);

	CHECK_FAILS(NULL, section_on(file, PAGE_READONLY | SEC_IMAGE, 0, NULL),
		    row->error);
	CHECK(CloseHandle(file));
	file = file_create(path, READ_WRITE, CREATE_ALWAYS);
	CHECK(file != INVALID_HANDLE_VALUE);
	CHECK(CloseHandle(file));
	CHECK(DeleteFileA(path));
}

/* a: what holds the file. */
static void open_deleting_on_close(const struct row *row)
{
	struct mapped mapped = map_file(PAGE, 0, PAGE_READWRITE,
					(enum held_by)row->a);
	HANDLE file = CreateFileA(mapped.path, GENERIC_READ | DELETE, SHARE_ALL,
				  NULL, OPEN_EXISTING,
				  FILE_FLAG_DELETE_ON_CLOSE, NULL);

	CHECK(file != INVALID_HANDLE_VALUE);
	let_go(&mapped);
	CHECK(CloseHandle(mapped.file));
	CHECK(CloseHandle(file));
	CHECK_FAILS(INVALID_HANDLE_VALUE, file_open(mapped.path, GENERIC_READ),
		    ERROR_FILE_NOT_FOUND);
}

/* a: what holds the file. It goes on to hold it, without a name. */
static void delete_while_mapped(const struct row *row)
{
	struct mapped mapped = map_file(PAGE, 0, PAGE_READWRITE,
					(enum held_by)row->a);

	CHECK(CloseHandle(mapped.file));
	CHECK(DeleteFileA(mapped.path));
	if (!mapped.view)
		mapped.view = view_of(mapped.section, FILE_MAP_READ);
	REQUIRE(mapped.view);
	CHECK_EQUAL(*(char *)mapped.view, 'a');
	let_go(&mapped);
	CHECK_FAILS(INVALID_HANDLE_VALUE, file_open(mapped.path, GENERIC_READ),
		    ERROR_FILE_NOT_FOUND);
}

static HANDLE open_sharing(const char *path, DWORD access, DWORD share,
			   DWORD disposition)
{
	return CreateFileA(path, access, share, NULL, disposition,
			   FILE_ATTRIBUTE_NORMAL, NULL);
}

/* a, b: access and share mode of the first open; c, d: of the second. */
static void opens_do_not_clash(const struct row *row)
{
	const char *path = case_file("shared", PAGE, 'a');
	HANDLE first, second;

	first = open_sharing(path, (DWORD)row->a, (DWORD)row->b, OPEN_EXISTING);
	second = open_sharing(path, (DWORD)row->c, (DWORD)row->d,
			      OPEN_EXISTING);
	CHECK(first != INVALID_HANDLE_VALUE);
	CHECK(second != INVALID_HANDLE_VALUE);
	CHECK(CloseHandle(first));
	CHECK(CloseHandle(second));
}

/* a: share mode of the first open. What CopyFile asks of its target. */
static void copy_over_mapped(const struct row *row)
{
	const char *path = case_file("shared", PAGE, 'a');
	HANDLE file = open_sharing(path, GENERIC_READ, (DWORD)row->a,
				   OPEN_EXISTING);
	HANDLE section = section_on(file, PAGE_READONLY, 0, NULL);

	REQUIRE(section);
	CHECK_FAILS(INVALID_HANDLE_VALUE,
		    open_sharing(path, GENERIC_WRITE, FILE_SHARE_READ,
				 CREATE_ALWAYS), row->error);
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
}

/*
 * a: protection of the section that is left of an open of share mode 0. Every
 * new open succeeds, whatever it wants and lets others do.
 */
static void section_shares_all(const struct row *row)
{
	static const DWORD accesses[] = {
		0, GENERIC_READ, GENERIC_WRITE, READ_WRITE, DELETE,
	};
	const char *path = case_file("shared", PAGE, 'a');
	HANDLE file = open_sharing(path, READ_WRITE, 0, OPEN_EXISTING);
	HANDLE section = section_on(file, (DWORD)row->a, 0, NULL);
	DWORD share;
	size_t i;

	REQUIRE(section);
	CHECK(CloseHandle(file));
	for (i = 0; i < ARRAYSIZE(accesses); i++) {
		for (share = 0; share <= SHARE_ALL; share++) {
			count_tuple("share", row->a, accesses[i], share, 0);
			file = open_sharing(path, accesses[i], share,
					    OPEN_EXISTING);
			CHECK(file != INVALID_HANDLE_VALUE);
			CHECK(CloseHandle(file));
		}
	}
	CHECK(CloseHandle(section));
}

/* However exclusively another has the file, the memory is there. */
static void view_is_never_locked_out(const struct row *row)
{
	struct mapped mapped = map_file(PAGE, 0, PAGE_READWRITE, BY_BOTH);
	HANDLE other = open_sharing(mapped.path, READ_WRITE, 0, OPEN_EXISTING);
	char *view = view_of(mapped.section, FILE_MAP_WRITE);

	(void)row;
	REQUIRE(view);
	CHECK(LockFile(other, 0, 0, PAGE, 0));
	CHECK(!touch_faults(view, false));
	CHECK(!touch_faults(view, true));
	CHECK(FlushViewOfFile(view, 0));
	CHECK(UnmapViewOfFile(view));
	CHECK(UnlockFile(other, 0, 0, PAGE, 0));
	CHECK(CloseHandle(other));
	let_go(&mapped);
	CHECK(CloseHandle(mapped.file));
}

/* text: path. */
static void open_fails(const struct row *row)
{
	CHECK_FAILS(INVALID_HANDLE_VALUE, file_open(row->text, GENERIC_READ),
		    row->error);
}

/* text: path, below the case's own; a: disposition. */
static void open_fails_below(const struct row *row)
{
	CHECK_FAILS(INVALID_HANDLE_VALUE,
		    file_create(case_path(row->text), READ_WRITE,
				(DWORD)row->a), row->error);
}

static void create_new_fails(const struct row *row)
{
	const char *path = case_file("there", 1, 'a');

	CHECK_FAILS(INVALID_HANDLE_VALUE,
		    file_create(path, READ_WRITE, CREATE_NEW), row->error);
	CHECK_EQUAL(file_size(path), 1);
}

/* a: disposition; b: does the file exist; c: size then; the error: 0 or 183. */
static void open_sets_error(const struct row *row)
{
	const char *path = row->b ? case_file("there", 3, 'a') :
				    case_path("there");
	HANDLE file;

	SetLastError(0xdeadbeef);
	file = file_create(path, READ_WRITE, (DWORD)row->a);
	CHECK_EQUAL(GetLastError(), row->error);
	REQUIRE(file != INVALID_HANDLE_VALUE);
	CHECK_EQUAL(size_of(file), row->c);
	CHECK(CloseHandle(file));
}

/* Every byte of the file from there on is zero. */
static void check_zeroes(HANDLE file, uint64_t from)
{
	uint64_t size = size_of(file), at;
	char byte;
	DWORD got;

	set_pointer(file, from);
	for (at = from; at < size; at++) {
		byte = 1;
		REQUIRE(ReadFile(file, &byte, 1, &got, NULL) && got == 1);
		if (byte)
			case_failed(__FILE__, __LINE__, "byte %llu is %d",
				    (unsigned long long)at, byte);
	}
}

/* a: size of the file; b: where to. */
static void pointer_beyond_end(const struct row *row)
{
	HANDLE file = file_open(case_file("pointer", row->a, 'a'), READ_WRITE);

	REQUIRE(file != INVALID_HANDLE_VALUE);
	CHECK_EQUAL(SetFilePointer(file, (LONG)row->b, NULL, FILE_BEGIN),
		    row->b);
	CHECK_EQUAL(size_of(file), row->a);
	CHECK_EQUAL(SetFilePointer(file, 0, NULL, FILE_CURRENT), row->b);
	CHECK(SetEndOfFile(file));
	CHECK_EQUAL(size_of(file), row->b);
	check_zeroes(file, row->a);
	CHECK(CloseHandle(file));
}

/* a: size of the file; b: where to read. */
static void read_at_end(const struct row *row)
{
	HANDLE file = file_open(case_file("end", row->a, 'a'), GENERIC_READ);
	DWORD got = 0xdeadbeef;
	char byte;

	set_pointer(file, row->b);
	SetLastError(0xdeadbeef);
	CHECK(ReadFile(file, &byte, 1, &got, NULL));
	CHECK_EQUAL(GetLastError(), 0xdeadbeef);
	CHECK_EQUAL(got, 0);
	CHECK(CloseHandle(file));
}

/* a: size of the file; b: where to read. */
static void read_overlapped_at_end(const struct row *row)
{
	HANDLE file = file_open(case_file("end", row->a, 'a'), GENERIC_READ);
	OVERLAPPED at = { .Offset = (DWORD)row->b };
	DWORD got = 0xdeadbeef;
	char byte;

	CHECK_FAILS(FALSE, ReadFile(file, &byte, 1, &got, &at), row->error);
	CHECK_EQUAL(got, 0);
	CHECK(CloseHandle(file));
}

/* a: size of the file; b: where to write one byte. */
static void gap_is_zero(const struct row *row)
{
	HANDLE file = file_open(case_file("gap", row->a, 'a'), READ_WRITE);
	DWORD moved = 0;
	char byte = 0;

	set_pointer(file, row->b);
	CHECK(WriteFile(file, "z", 1, &moved, NULL));
	CHECK_EQUAL(size_of(file), row->b + 1);
	set_pointer(file, row->b);
	CHECK(ReadFile(file, &byte, 1, &moved, NULL));
	CHECK_EQUAL(byte, 'z');
	set_pointer(file, row->b);
	CHECK(WriteFile(file, "", 1, &moved, NULL));
	check_zeroes(file, row->a);
	CHECK(CloseHandle(file));
}

/* a: access; b: protection of a section on it. */
static void execute_on_data(const struct row *row)
{
	HANDLE file = file_open(case_file("data", PAGE, 'a'), (DWORD)row->a);
	HANDLE section;

	CHECK(file != INVALID_HANDLE_VALUE);
	if (row->error) {
		CHECK_FAILS(NULL, section_on(file, (DWORD)row->b, 0, NULL),
			    row->error);
	} else {
		section = section_on(file, (DWORD)row->b, 0, NULL);
		CHECK(section);
		CHECK(CloseHandle(section));
	}
	CHECK(CloseHandle(file));
}

static HANDLE create_for_mapping(const char *path, DWORD access,
				 DWORD disposition, bool wide)
{
	WCHAR letters[600];
	size_t i;

	if (!wide)
		return CreateFileForMappingA(path, access, SHARE_ALL, NULL,
					     disposition, 0, NULL);
	for (i = 0; i <= strlen(path); i++)
		letters[i] = (WCHAR)path[i];
	return CreateFileForMappingW(letters, access, SHARE_ALL, NULL,
				     disposition, 0, NULL);
}

/* a: wide. */
static void create_file_for_mapping(const struct row *row)
{
	const char *path = case_file("data", 3, 'c');
	HANDLE file = create_for_mapping(path, READ_WRITE, OPEN_EXISTING,
					 row->a);
	HANDLE section = section_on(file, PAGE_READWRITE, 0, NULL);
	char *view = view_of(section, FILE_MAP_WRITE);

	REQUIRE(view);
	CHECK(!memcmp(view, "ccc", 3));
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
	SetLastError(0xdeadbeef);
	file = create_for_mapping(path, GENERIC_READ, OPEN_ALWAYS, row->a);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CHECK(CloseHandle(file));
	CHECK_FAILS(INVALID_HANDLE_VALUE,
		    create_for_mapping(case_path("absent"), GENERIC_READ,
				       OPEN_EXISTING, row->a),
		    ERROR_FILE_NOT_FOUND);
	CHECK_FAILS(INVALID_HANDLE_VALUE,
		    create_for_mapping(path, GENERIC_READ, CREATE_NEW, row->a),
		    ERROR_FILE_EXISTS);
}

#define MAPPED_FILE .error = ERROR_USER_MAPPED_FILE
#define NO_IMAGE .error = ERROR_BAD_EXE_FORMAT

const struct row rows_file[] = {
	{ "FIL-1", set_end_while_mapped, "", BY_SECTION, 8192, 0, 8192 },
	{ "FIL-1", set_end_while_mapped, "", BY_SECTION, 8192, 4, 8192 },
	{ "FIL-1", set_end_while_mapped, "", BY_SECTION, 0x3456, 0, 0x3456 },
	{ "FIL-2", set_end_while_mapped, "", BY_SECTION, 8192, 0, 8193 },
	{ "FIL-2", set_end_while_mapped, "", BY_SECTION, 8192, 4, 16384 },
	{ "FIL-2", set_end_while_mapped, "", BY_SECTION, 1, 0, 3 * BLOCK },
	{ "FIL-3", set_end_while_mapped, "", BY_SECTION, 8192, 0, 8191,
	  MAPPED_FILE },
	{ "FIL-3", set_end_while_mapped, "", BY_SECTION, 8192, 4, 8191,
	  MAPPED_FILE },
	{ "FIL-3", set_end_while_mapped, "", BY_SECTION, 8192, 4, 4096,
	  MAPPED_FILE },
	{ "FIL-3", set_end_while_mapped, "", BY_SECTION, 8192, 4, 4,
	  MAPPED_FILE },
	{ "FIL-3", set_end_while_mapped, "", BY_SECTION, 8192, 0, 0,
	  MAPPED_FILE },
	{ "FIL-3", set_end_while_mapped, "", BY_BOTH, 8192, 0, 0, MAPPED_FILE },
	{ "FIL-4", set_end_while_mapped, "", BY_VIEW, 8192, 0, 8192 },
	{ "FIL-4", set_end_while_mapped, "", BY_VIEW, 8192, 4, 16384 },
	{ "FIL-4", set_end_while_mapped, "", BY_VIEW, 8192, 0, 8191,
	  MAPPED_FILE },
	{ "FIL-4", set_end_while_mapped, "", BY_VIEW, 8192, 4, 8191,
	  MAPPED_FILE },
	{ "FIL-4", set_end_while_mapped, "", BY_VIEW, 8192, 4, 0, MAPPED_FILE },
	{ "FIL-5", set_end_after_all, "", BY_SECTION, 4096 },
	{ "FIL-5", set_end_after_all, "", BY_VIEW, 1 },
	{ "FIL-5", set_end_after_all, "", BY_BOTH, 0 },
	{ "FIL-6", write_past_end, "", BY_SECTION, PAGE, 100 },
	{ "FIL-6", write_past_end, "", BY_VIEW, PAGE - 1, 2 },
	{ "FIL-6", write_past_end, "", BY_BOTH, 5 * PAGE, BLOCK },
	{ "FIL-7", open_truncating, "", BY_SECTION, CREATE_ALWAYS,
	  PAGE_READWRITE, MAPPED_FILE },
	{ "FIL-7", open_truncating, "", BY_SECTION, CREATE_ALWAYS,
	  PAGE_READONLY, MAPPED_FILE },
	{ "FIL-7", open_truncating, "", BY_SECTION, TRUNCATE_EXISTING,
	  PAGE_READWRITE, MAPPED_FILE },
	{ "FIL-7", open_truncating, "", BY_VIEW, CREATE_ALWAYS, PAGE_WRITECOPY,
	  MAPPED_FILE },
	{ "FIL-7", open_truncating, "", BY_VIEW, TRUNCATE_EXISTING,
	  PAGE_READONLY, MAPPED_FILE },
	{ "FIL-8", image_is_refused, NO_IMAGE },
	{ "FIL-9", open_deleting_on_close, "", BY_SECTION },
	{ "FIL-9", open_deleting_on_close, "", BY_VIEW },
	{ "FIL-9", image_is_refused, NO_IMAGE },
	{ "FIL-10", delete_while_mapped, "", BY_SECTION },
	{ "FIL-10", delete_while_mapped, "", BY_VIEW },
	{ "FIL-11", image_is_refused, NO_IMAGE },
	{ "FIL-12", image_is_refused, NO_IMAGE },
	{ "FIL-12", call_is_absent, "ReplaceFileA" },
	{ "FIL-13", opens_do_not_clash, "", GENERIC_READ,
	  FILE_SHARE_READ | FILE_SHARE_WRITE, DELETE, SHARE_ALL },
	{ "FIL-13", call_is_absent, "MoveFileA" },
	{ "FIL-14", copy_over_mapped, "", FILE_SHARE_READ, MAPPED_FILE },
	{ "FIL-14", copy_over_mapped, "", FILE_SHARE_READ | FILE_SHARE_WRITE,
	  MAPPED_FILE },
	{ "FIL-15", section_shares_all, "", PAGE_READWRITE },
	{ "FIL-16", section_shares_all, "", PAGE_READONLY },
	{ "FIL-16", section_shares_all, "", PAGE_WRITECOPY },
	{ "FIL-17", image_is_refused, NO_IMAGE },
	{ "FIL-18", view_is_never_locked_out },
	{ "FIL-19", open_fails, "\\\\conformance.invalid\\share\\file",
	  .error = ERROR_BAD_NETPATH },
	{ "FIO-1", open_fails_below, "absent", OPEN_EXISTING,
	  .error = ERROR_FILE_NOT_FOUND },
	{ "FIO-1", open_fails_below, "absent", TRUNCATE_EXISTING,
	  .error = ERROR_FILE_NOT_FOUND },
	{ "FIO-1", open_fails_below, "no-directory/file", CREATE_ALWAYS,
	  .error = ERROR_PATH_NOT_FOUND },
	{ "FIO-1", create_new_fails, .error = ERROR_FILE_EXISTS },
	{ "FIO-2", open_sets_error, "", CREATE_NEW, false, 0, .error = 0 },
	{ "FIO-2", open_sets_error, "", CREATE_ALWAYS, false, 0, .error = 0 },
	{ "FIO-2", open_sets_error, "", OPEN_ALWAYS, false, 0, .error = 0 },
	{ "FIO-2", open_sets_error, "", OPEN_EXISTING, true, 3, .error = 0 },
	{ "FIO-2", open_sets_error, "", TRUNCATE_EXISTING, true, 0,
	  .error = 0 },
	{ "FIO-2", open_sets_error, "", CREATE_ALWAYS, true, 0,
	  .error = ERROR_ALREADY_EXISTS },
	{ "FIO-2", open_sets_error, "", OPEN_ALWAYS, true, 3,
	  .error = ERROR_ALREADY_EXISTS },
	{ "FIO-3", pointer_beyond_end, "", 0, 1 },
	{ "FIO-3", pointer_beyond_end, "", 100, 5000 },
	{ "FIO-3", pointer_beyond_end, "", PAGE, BLOCK + 1 },
	{ "FIO-4", read_at_end, "", 0, 0 },
	{ "FIO-4", read_at_end, "", 100, 100 },
	{ "FIO-4", read_at_end, "", 100, 5000 },
	{ "FIO-5", read_overlapped_at_end, "", 0, 0,
	  .error = ERROR_HANDLE_EOF },
	{ "FIO-5", read_overlapped_at_end, "", 100, 100,
	  .error = ERROR_HANDLE_EOF },
	{ "FIO-5", read_overlapped_at_end, "", 100, 5000,
	  .error = ERROR_HANDLE_EOF },
	{ "FIO-6", gap_is_zero, "", 0, 10 },
	{ "FIO-6", gap_is_zero, "", 100, 5000 },
	{ "FIO-7", opens_do_not_clash, "", GENERIC_READ, 0, GENERIC_READ,
	  SHARE_ALL },
	{ "FIO-7", opens_do_not_clash, "", GENERIC_READ, SHARE_ALL,
	  GENERIC_READ, 0 },
	{ "FIO-7", opens_do_not_clash, "", READ_WRITE, FILE_SHARE_READ,
	  READ_WRITE, FILE_SHARE_READ },
	{ "FIO-7", opens_do_not_clash, "", 0, 0, READ_WRITE, 0 },
	{ "FIO-8", execute_on_data, "", GENERIC_READ | GENERIC_EXECUTE,
	  PAGE_EXECUTE_READ },
	{ "FIO-8", execute_on_data, "", GENERIC_READ | GENERIC_EXECUTE,
	  PAGE_EXECUTE_WRITECOPY },
	{ "FIO-8", execute_on_data, "", READ_WRITE | GENERIC_EXECUTE,
	  PAGE_EXECUTE_READWRITE },
	{ "FIO-8", execute_on_data, "", GENERIC_READ, PAGE_EXECUTE_READ,
	  .error = ERROR_ACCESS_DENIED },
	{ "FIO-8", execute_on_data, "", READ_WRITE, PAGE_EXECUTE_READWRITE,
	  .error = ERROR_ACCESS_DENIED },
	{ "FIO-9", create_file_for_mapping, "", false },
	{ "FIO-9", create_file_for_mapping, "", true },
	{ NULL }
};
