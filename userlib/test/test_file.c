// SPDX-License-Identifier: MIT
/* Files, rows FIO, and what else CreateFile and its kin promise. */
#include "harness.h"

#include <fcntl.h>
#include <sys/stat.h>

#define PAGE 4096u

TEST_ALONE(FIO_1_CreateFile_failures)
{
	const char *path = test_file("data", 1, 'a');

	CREATE_FAILS(file_create(test_path("absent"), GENERIC_READ, OPEN_EXISTING),
		     ERROR_FILE_NOT_FOUND);
	CREATE_FAILS(file_create(test_path("no/such"), GENERIC_READ, OPEN_EXISTING),
		     ERROR_PATH_NOT_FOUND);
	CREATE_FAILS(file_create(test_path("data/below"), GENERIC_READ,
			    OPEN_EXISTING), ERROR_PATH_NOT_FOUND);
	CREATE_FAILS(file_create(path, GENERIC_READ, CREATE_NEW), ERROR_FILE_EXISTS);
	CREATE_FAILS(file_create(path, GENERIC_READ, 0), ERROR_INVALID_PARAMETER);
	CREATE_FAILS(file_create(path, GENERIC_READ, 6), ERROR_INVALID_PARAMETER);
	CREATE_FAILS(file_create(NULL, GENERIC_READ, OPEN_EXISTING),
		     ERROR_PATH_NOT_FOUND);
	CREATE_FAILS(file_create("", GENERIC_READ, OPEN_EXISTING),
		     ERROR_PATH_NOT_FOUND);
	CREATE_FAILS(file_create(test_path("."), GENERIC_READ, OPEN_EXISTING),
		     ERROR_ACCESS_DENIED);
	CREATE_FAILS(file_create("\\\\server\\share\\file", GENERIC_READ,
			    OPEN_EXISTING), ERROR_BAD_NETPATH);
	CREATE_FAILS(file_create("\\\\.\\pipe\\x", READ_WRITE, OPEN_EXISTING),
		     ERROR_FILE_NOT_FOUND);
}

TEST(FIO_2_five_dispositions)
{
	/* On a file of one byte: what comes back, and its size afterwards. */
	static const struct { DWORD disposition, error; long long size; }
	present[] = {
		{ CREATE_ALWAYS, ERROR_ALREADY_EXISTS, 0 },
		{ OPEN_EXISTING, 0, 1 },
		{ OPEN_ALWAYS, ERROR_ALREADY_EXISTS, 1 },
		{ TRUNCATE_EXISTING, 0, 0 },
	};
	static const DWORD makers[] = { CREATE_NEW, CREATE_ALWAYS,
					OPEN_ALWAYS };
	const char *path;
	unsigned int i;
	HANDLE file;

	for (i = 0; i < ARRAYSIZE(present); i++) {
		path = test_file("data", 1, 'a');
		SetLastError(0xdeadbeef);
		file = file_create(path, READ_WRITE, present[i].disposition);
		CHECK(file != INVALID_HANDLE_VALUE);
		CHECK_EQUAL(GetLastError(), present[i].error);
		CHECK_EQUAL(test_file_size(path), present[i].size);
		CHECK(CloseHandle(file));
	}
	for (i = 0; i < ARRAYSIZE(makers); i++) {
		path = test_path("new");
		SetLastError(0xdeadbeef);
		file = file_create(path, READ_WRITE, makers[i]);
		CHECK(file != INVALID_HANDLE_VALUE);
		CHECK_EQUAL(GetLastError(), 0);
		CHECK(CloseHandle(file));
		CHECK(DeleteFileA(path));
	}
	path = test_file("data", 1, 'a');
	CREATE_FAILS(file_create(path, GENERIC_READ, TRUNCATE_EXISTING),
		     ERROR_INVALID_PARAMETER);
	CREATE_FAILS(file_create(test_path("absent"), READ_WRITE,
			    TRUNCATE_EXISTING), ERROR_FILE_NOT_FOUND);
	/* It empties the file although the handle can only read. */
	file = file_create(path, GENERIC_READ, CREATE_ALWAYS);
	CHECK(file != INVALID_HANDLE_VALUE);
	CHECK_EQUAL(test_file_size(path), 0);
	CloseHandle(file);
}

TEST_ALONE(FIO_2_a_link_that_leads_nowhere)
{
	const char *path = test_path("link"), *target = test_path("target");
	HANDLE file;

	REQUIRE(!symlink(target, path));
	file = file_create(path, READ_WRITE, OPEN_ALWAYS);
	CHECK(file != INVALID_HANDLE_VALUE);
	CHECK_EQUAL(GetLastError(), 0);
	CHECK_EQUAL(test_file_size(target), 0);
	CloseHandle(file);
}

TEST_ALONE(FIO_3_6_pointer_beyond_the_end)
{
	const char *path = test_file("data", 10, 'a');
	HANDLE file = file_create(path, READ_WRITE, OPEN_EXISTING);
	char bytes[20];
	DWORD moved;

	CHECK_EQUAL(SetFilePointer(file, 100, NULL, FILE_BEGIN), 100);
	CHECK_EQUAL(GetFileSize(file, NULL), 10);
	CHECK(SetEndOfFile(file));
	CHECK_EQUAL(GetFileSize(file, NULL), 100);
	SetFilePointer(file, 200, NULL, FILE_BEGIN);
	CHECK(WriteFile(file, "end", 3, &moved, NULL) && moved == 3);
	SetFilePointer(file, 190, NULL, FILE_BEGIN);
	CHECK(ReadFile(file, bytes, 20, &moved, NULL));
	CHECK_EQUAL(moved, 13);
	CHECK(!bytes[0] && !bytes[9] && !memcmp(bytes + 10, "end", 3));
	CloseHandle(file);
}

TEST_ALONE(FIO_4_5_reading_at_the_end)
{
	HANDLE file = file_create(test_file("data", 10, 'a'), GENERIC_READ,
			     OPEN_EXISTING);
	OVERLAPPED place = { .Offset = 10 };
	DWORD moved = 99;
	char bytes[20];

	SetFilePointer(file, 0, NULL, FILE_END);
	SetLastError(0xdeadbeef);
	CHECK(ReadFile(file, bytes, 5, &moved, NULL));
	CHECK_EQUAL(moved, 0);
	CHECK_EQUAL(GetLastError(), 0xdeadbeef);
	CHECK_FAILS(FALSE, ReadFile(file, bytes, 5, &moved, &place),
		    ERROR_HANDLE_EOF);
	CHECK_EQUAL(moved, 0);
	place.Offset = 7;
	CHECK(ReadFile(file, bytes, 5, &moved, &place));
	CHECK_EQUAL(moved, 3);
	CHECK_EQUAL(place.InternalHigh, 3);
	/* The position follows. */
	CHECK_EQUAL(SetFilePointer(file, 0, NULL, FILE_CURRENT), 10);
	CloseHandle(file);
}

TEST_ALONE(FIO_8_execute_on_a_data_file)
{
	HANDLE file = file_create(test_file("data", 10, 'a'),
			     GENERIC_READ | GENERIC_EXECUTE, OPEN_EXISTING);

	CHECK(file != INVALID_HANDLE_VALUE);
	CloseHandle(file);
}

TEST_ALONE(FIO_access_is_kept_to)
{
	const char *path = test_file("data", 10, 'a');
	HANDLE reader = file_create(path, GENERIC_READ, OPEN_EXISTING);
	HANDLE writer = file_create(path, GENERIC_WRITE, OPEN_EXISTING);
	HANDLE nothing = file_create(path, 0, OPEN_EXISTING);
	DWORD moved = 99;
	char byte;

	CHECK_FAILS(FALSE, WriteFile(reader, "x", 1, &moved, NULL),
		    ERROR_ACCESS_DENIED);
	CHECK_EQUAL(moved, 0);
	CHECK_FAILS(FALSE, ReadFile(writer, &byte, 1, &moved, NULL),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, ReadFile(nothing, &byte, 1, &moved, NULL),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, SetEndOfFile(reader), ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, FlushFileBuffers(reader), ERROR_ACCESS_DENIED);
	CHECK(FlushFileBuffers(writer));
	CHECK_EQUAL(GetFileSize(nothing, NULL), 10);
	CloseHandle(reader);
	CloseHandle(writer);
	CloseHandle(nothing);
}

TEST_ALONE(FIO_WriteFile_at_an_offset_and_at_the_end)
{
	const char *path = test_file("data", 10, 'a');
	HANDLE file = file_create(path, READ_WRITE, OPEN_EXISTING);
	OVERLAPPED place = { .Offset = 4 };
	OVERLAPPED end = { .Offset = 0xffffffff, .OffsetHigh = 0xffffffff };
	char bytes[12];
	DWORD moved;

	CHECK(WriteFile(file, "bb", 2, &moved, &place) && moved == 2);
	CHECK(WriteFile(file, "cc", 2, &moved, &end) && moved == 2);
	test_read(path, bytes, 0, 12);
	CHECK(!memcmp(bytes, "aaaabbaaaacc", 12));
	CloseHandle(file);
	file = file_create(path, FILE_APPEND_DATA, OPEN_EXISTING);
	CHECK(WriteFile(file, "d", 1, &moved, NULL));
	CHECK_EQUAL(test_file_size(path), 13);
	CloseHandle(file);
}

TEST_ALONE(FIO_pointer_arithmetic)
{
	HANDLE file = file_create(test_file("data", 10, 'a'), READ_WRITE,
			     OPEN_EXISTING);
	LARGE_INTEGER distance, position;
	LONG high;

	CHECK_FAILS(INVALID_SET_FILE_POINTER,
		    SetFilePointer(file, -1, NULL, FILE_BEGIN),
		    ERROR_NEGATIVE_SEEK);
	CHECK_FAILS(INVALID_SET_FILE_POINTER,
		    SetFilePointer(file, 0, NULL, 3), ERROR_INVALID_PARAMETER);
	CHECK_EQUAL(SetFilePointer(file, -3, NULL, FILE_END), 7);
	CHECK_FAILS(INVALID_SET_FILE_POINTER,
		    SetFilePointer(file, -8, NULL, FILE_CURRENT),
		    ERROR_NEGATIVE_SEEK);
	CHECK_EQUAL(SetFilePointer(file, 0, NULL, FILE_CURRENT), 7);
	high = 1;
	CHECK_EQUAL(SetFilePointer(file, 5, &high, FILE_BEGIN), 5);
	CHECK_EQUAL(high, 1);
	/* All ones can be a position: the last error tells. */
	high = 0;
	SetLastError(0xdeadbeef);
	CHECK_EQUAL(SetFilePointer(file, -1, &high, FILE_BEGIN), 0xffffffff);
	CHECK_EQUAL(GetLastError(), 0);
	CHECK_FAILS(INVALID_SET_FILE_POINTER,
		    SetFilePointer(file, 1, NULL, FILE_CURRENT),
		    ERROR_INVALID_PARAMETER);
	distance.QuadPart = -4;
	CHECK(SetFilePointerEx(file, distance, &position, FILE_END));
	CHECK_EQUAL(position.QuadPart, 6);
	distance.QuadPart = -7;
	CHECK_FAILS(FALSE, SetFilePointerEx(file, distance, &position,
					    FILE_CURRENT), ERROR_NEGATIVE_SEEK);
	CloseHandle(file);
}

TEST_ALONE(FIO_sizes_beyond_4_GiB)
{
	const char *path = test_path("big");
	HANDLE file = file_create(path, READ_WRITE, CREATE_NEW);
	LARGE_INTEGER size = { .QuadPart = 0x1ffffffffLL };
	DWORD low, high;

	CHECK(SetFilePointerEx(file, size, NULL, FILE_BEGIN));
	CHECK(SetEndOfFile(file));
	SetLastError(0xdeadbeef);
	low = GetFileSize(file, &high);
	CHECK(low == INVALID_FILE_SIZE && high == 1);
	CHECK_EQUAL(GetLastError(), 0);
	size.QuadPart = 0;
	CHECK(GetFileSizeEx(file, &size));
	CHECK_EQUAL(size.QuadPart, 0x1ffffffff);
	CloseHandle(file);
}

TEST_ALONE(FIO_flags_and_attributes_are_accepted)
{
	static const DWORD flags[] = {
		FILE_FLAG_WRITE_THROUGH, FILE_FLAG_NO_BUFFERING,
		FILE_FLAG_RANDOM_ACCESS, FILE_FLAG_SEQUENTIAL_SCAN,
		FILE_FLAG_OVERLAPPED, FILE_ATTRIBUTE_TEMPORARY,
		FILE_ATTRIBUTE_HIDDEN, FILE_ATTRIBUTE_ARCHIVE,
	};
	const char *path = test_path("flags");
	OVERLAPPED place = { 0 };
	unsigned int i;
	HANDLE file;
	DWORD moved;

	for (i = 0; i < ARRAYSIZE(flags); i++) {
		file = CreateFileA(path, READ_WRITE, 0, NULL, OPEN_ALWAYS,
				   flags[i], NULL);
		REQUIRE(file != INVALID_HANDLE_VALUE);
		CHECK(WriteFile(file, "x", 1, &moved, &place));
		CloseHandle(file);
	}
}

TEST_ALONE(FIO_delete_on_close)
{
	const char *path = test_path("temporary");
	HANDLE file, duplicate;

	file = CreateFileA(path, READ_WRITE, FILE_SHARE_DELETE, NULL,
			   CREATE_NEW, FILE_FLAG_DELETE_ON_CLOSE, NULL);
	REQUIRE(file != INVALID_HANDLE_VALUE);
	CHECK_EQUAL(test_file_size(path), 0);
	REQUIRE(DuplicateHandle(GetCurrentProcess(), file, GetCurrentProcess(),
				&duplicate, 0, FALSE, DUPLICATE_SAME_ACCESS));
	CloseHandle(file);
	CHECK_EQUAL(test_file_size(path), 0);
	CloseHandle(duplicate);
	CHECK(test_file_size(path) < 0);
}

TEST_ALONE(FIO_delete_on_close_spares_another_file)
{
	const char *path = test_path("temporary");
	HANDLE file = CreateFileA(path, READ_WRITE, 0, NULL, CREATE_NEW,
				  FILE_FLAG_DELETE_ON_CLOSE, NULL);

	REQUIRE(!rename(path, test_path("moved")));
	test_file("temporary", 5, 'x');
	CloseHandle(file);
	CHECK_EQUAL(test_file_size(path), 5);
}

ROLE(leave_open)
{
	HANDLE file = CreateFileA(arguments[0], READ_WRITE, 0, NULL, CREATE_NEW,
				  FILE_FLAG_DELETE_ON_CLOSE, NULL);

	if (file == INVALID_HANDLE_VALUE)
		return 10;
	ExitProcess(0);
}

TEST_ALONE(FIO_delete_on_close_at_exit)
{
	const char *path = test_path("temporary");

	CHECK_EQUAL(ROLE_RUN("leave_open", path), 0);
	CHECK(test_file_size(path) < 0);
}

TEST_ALONE(FIO_both_separators_and_wide_paths)
{
	char path[300], *at;
	WCHAR wide[300];
	unsigned int i;
	HANDLE file;

	snprintf(path, sizeof(path), "%s", test_path("s\xc3\xa9p"));
	for (at = path; *at; at++)
		*at = *at == '/' ? '\\' : *at;
	file = file_create(path, READ_WRITE, CREATE_NEW);
	CHECK(file != INVALID_HANDLE_VALUE);
	CloseHandle(file);
	CHECK_EQUAL(test_file_size(test_path("s\xc3\xa9p")), 0);

	snprintf(path, sizeof(path), "%s", test_path("s?p"));
	for (i = 0; i == 0 || path[i - 1]; i++)
		wide[i] = path[i] == '?' ? 0xe9 : (WCHAR)path[i];
	file = CreateFileW(wide, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
	CHECK(file != INVALID_HANDLE_VALUE);
	CloseHandle(file);
	CHECK(DeleteFileW(wide));
	CHECK_FAILS(FALSE, DeleteFileW(wide), ERROR_FILE_NOT_FOUND);
	CHECK_FAILS(FALSE, DeleteFileA(""), ERROR_PATH_NOT_FOUND);
	CHECK_FAILS(FALSE, DeleteFileA("/tmp"), ERROR_ACCESS_DENIED);
}

TEST_ALONE(FIO_types_of_files)
{
	HANDLE file = file_create(test_file("data", 1, 'a'), GENERIC_READ,
			     OPEN_EXISTING);
	HANDLE null = file_create("/dev/null", READ_WRITE, OPEN_EXISTING);
	LARGE_INTEGER size;

	CHECK_EQUAL(GetFileType(file), FILE_TYPE_DISK);
	CHECK_EQUAL(GetFileType(null), FILE_TYPE_CHAR);
	CHECK_FAILS(FALSE, GetFileSizeEx(null, &size), ERROR_INVALID_FUNCTION);
	CloseHandle(file);
	CloseHandle(null);
	CHECK_FAILS(FILE_TYPE_UNKNOWN, GetFileType(file), ERROR_INVALID_HANDLE);
}

TEST_ALONE(FIO_9_Windows_CE_name)
{
	const char *path = test_file("data", 10, 'a');
	HANDLE file;

	SetLastError(0xdeadbeef);
	file = CreateFileForMappingA(path, READ_WRITE, 0, NULL, OPEN_ALWAYS, 0,
				     NULL);
	CHECK(file != INVALID_HANDLE_VALUE);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CHECK_EQUAL(GetFileSize(file, NULL), 10);
	CloseHandle(file);
	CREATE_FAILS(CreateFileForMappingW(u"/no/such", GENERIC_READ, 0, NULL,
					   OPEN_EXISTING, 0, NULL),
		     ERROR_PATH_NOT_FOUND);
	file = CreateFileForMappingW(u"/dev/null", GENERIC_READ, 0, NULL,
				     OPEN_EXISTING, 0, NULL);
	CHECK(file != INVALID_HANDLE_VALUE);
	CHECK_EQUAL(GetLastError(), 0);
	CloseHandle(file);
}
