// SPDX-License-Identifier: MIT
/* Which error wins, and errors of CreateFileMapping that need preparation. */
#include "harness.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/statvfs.h>

#define PAGE 4096u
#define NO_HANDLE ((HANDLE)0x7770)

TEST(CFM_6_55_order_of_checks)
{
	const char *name = test_name("order");
	HANDLE live = section_create(name, PAGE_READWRITE, PAGE);
	HANDLE reader = file_open(test_file("data", 10, 'a'), GENERIC_READ);
	HANDLE empty = file_open(test_file("empty", 0, 0), GENERIC_READ);
	const struct {
		HANDLE file;
		DWORD protect;
		DWORD size;
		const char *name;
		DWORD error;
	} table[] = {
		/* Bits come before the handle, */
		{ NO_HANDLE, 0, PAGE, NULL, ERROR_INVALID_PARAMETER },
		{ NO_HANDLE, PAGE_READWRITE | SEC_NOCACHE, PAGE, NULL,
		  ERROR_INVALID_PARAMETER },
		{ NO_HANDLE, PAGE_READWRITE | SEC_IMAGE | SEC_COMMIT, PAGE,
		  NULL, ERROR_INVALID_PARAMETER },
		/* the handle before what it may be used for, */
		{ NO_HANDLE, PAGE_READWRITE, 0, NULL, ERROR_INVALID_HANDLE },
		{ NO_HANDLE, PAGE_READONLY | SEC_IMAGE, 0, NULL,
		  ERROR_INVALID_HANDLE },
		{ reader, PAGE_READWRITE | SEC_RESERVE | SEC_COMMIT, 0, NULL,
		  ERROR_INVALID_PARAMETER },
		/* that before what the file is, */
		{ empty, PAGE_READWRITE, 0, NULL, ERROR_ACCESS_DENIED },
		{ empty, PAGE_READONLY, 0, NULL, ERROR_FILE_INVALID },
		{ reader, PAGE_READWRITE, PAGE, NULL, ERROR_ACCESS_DENIED },
		{ reader, PAGE_READONLY, PAGE, NULL, ERROR_NOT_ENOUGH_MEMORY },
		/* and all of it before the name. */
		{ NULL, 0, PAGE, name, ERROR_INVALID_PARAMETER },
		{ NULL, PAGE_READWRITE, 0, name, ERROR_INVALID_PARAMETER },
		{ NULL, PAGE_READWRITE | SEC_FILE, PAGE, name,
		  ERROR_INVALID_PARAMETER },
		{ NO_HANDLE, PAGE_READWRITE, PAGE, name, ERROR_INVALID_HANDLE },
		{ reader, PAGE_READWRITE, PAGE, name, ERROR_ACCESS_DENIED },
		{ empty, PAGE_READONLY, 0, name, ERROR_FILE_INVALID },
		{ NULL, PAGE_READWRITE, 0, "a\\b", ERROR_INVALID_PARAMETER },
		{ NULL, 0, PAGE, "\\a", ERROR_INVALID_PARAMETER },
		{ NO_HANDLE, PAGE_READWRITE, PAGE, "a\\b",
		  ERROR_INVALID_HANDLE },
		{ empty, PAGE_READONLY, 0, "Local", ERROR_FILE_INVALID },
	};
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		SetLastError(0xdeadbeef);
		if (CreateFileMappingA(table[i].file, NULL, table[i].protect, 0,
				       table[i].size, table[i].name) ||
		    GetLastError() != table[i].error)
			test_failed(__FILE__, __LINE__, "line %u: %u, not %u",
				    i, GetLastError(), table[i].error);
	}
	CloseHandle(live);
	CloseHandle(reader);
	CloseHandle(empty);
}

/* The smallest file that calls itself a program for Windows. */
static const char *program_file(void)
{
	const char *path = test_file("program", 1024, 0);
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	REQUIRE(pwrite(fd, "MZ", 2, 0) == 2);
	REQUIRE(pwrite(fd, "\x40", 1, 0x3c) == 1);
	REQUIRE(pwrite(fd, "PE\0", 4, 0x40) == 4);
	close(fd);
	return path;
}

TEST(CFM_45_table_C_images)
{
	static const struct { DWORD attributes, error; } table[] = {
		{ SEC_IMAGE, ERROR_BAD_EXE_FORMAT },
		{ SEC_IMAGE_NO_EXECUTE, ERROR_BAD_EXE_FORMAT },
		{ SEC_IMAGE | SEC_RESERVE, ERROR_INVALID_PARAMETER },
		{ SEC_IMAGE | SEC_COMMIT, ERROR_INVALID_PARAMETER },
		{ SEC_IMAGE | SEC_LARGE_PAGES, ERROR_INVALID_PARAMETER },
		{ SEC_IMAGE | SEC_WRITECOMBINE, ERROR_INVALID_PARAMETER },
		{ SEC_IMAGE | SEC_FILE, ERROR_INVALID_PARAMETER },
		{ SEC_FILE, ERROR_INVALID_PARAMETER },
		{ SEC_FILE | SEC_RESERVE, ERROR_INVALID_PARAMETER },
		{ 0x02000000, ERROR_INVALID_PARAMETER },
	};
	const char *const paths[] = { program_file(), test_file("empty", 0, 0),
				      test_file("data", 10, 'a') };
	HANDLE file;
	unsigned int i, j;

	for (i = 0; i < ARRAYSIZE(paths); i++) {
		file = file_open(paths[i], GENERIC_READ);
		for (j = 0; j < ARRAYSIZE(table); j++)
			CHECK_FAILS(NULL, CreateFileMappingA(
					    file, NULL, PAGE_READONLY |
					    table[j].attributes, 0, 0, NULL),
				    table[j].error);
		CloseHandle(file);
	}
}

TEST(CFM_38_42_large_pages)
{
	const DWORD protect = PAGE_READWRITE | SEC_COMMIT | SEC_LARGE_PAGES;

	/* Half of the smallest there are. */
	CHECK_FAILS(NULL, section_create(NULL, protect, 1 << 20),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, section_create(NULL, protect, (4 << 20) + 1),
		    ERROR_INVALID_PARAMETER);
	if (getuid())
		test_skip("only root can give the privilege up");
	REQUIRE(!seteuid(2000));
	CHECK_FAILS(NULL, section_create(NULL, protect, 4 << 20),
		    ERROR_PRIVILEGE_NOT_HELD);
	CHECK_FAILS(NULL, section_create(NULL, protect, 1 << 20),
		    ERROR_INVALID_PARAMETER);
	REQUIRE(!seteuid(0));
}

static void check_kind(int fd, DWORD protect, DWORD error)
{
	HANDLE file = (HANDLE)_get_osfhandle(fd);

	CHECK_FAILS(NULL, CreateFileMappingA(file, NULL, protect, 0, PAGE,
					     NULL), error);
	CloseHandle(file);
}

TEST(CFM_12_ERR_13_pipes_sockets_and_terminals)
{
	int pipe_ends[2], sockets[2], terminal;

	REQUIRE(!pipe2(pipe_ends, O_CLOEXEC));
	REQUIRE(!socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets));
	terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
	check_kind(pipe_ends[0], PAGE_READONLY, ERROR_BAD_EXE_FORMAT);
	check_kind(pipe_ends[1], PAGE_READONLY, ERROR_ACCESS_DENIED);
	check_kind(sockets[0], PAGE_READWRITE, ERROR_BAD_EXE_FORMAT);
	close(sockets[1]);
	if (terminal >= 0)
		check_kind(terminal, PAGE_READWRITE, ERROR_BAD_EXE_FORMAT);
	check_kind(open("/proc/self/status", O_RDONLY | O_CLOEXEC),
		   PAGE_READONLY, ERROR_BAD_EXE_FORMAT);
	check_kind(open("/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC),
		   PAGE_READONLY, ERROR_BAD_EXE_FORMAT);
}

TEST(CFM_29_ERR_25_disk_full)
{
	const char *path = test_file("data", 10, 'a');
	HANDLE file = file_open(path, READ_WRITE);
	struct statvfs space;
	uint64_t size;

	REQUIRE(!statvfs(path, &space));
	size = ((uint64_t)space.f_bavail + 1) * space.f_frsize + (1 << 28);
	CHECK_FAILS(NULL, CreateFileMappingA(file, NULL, PAGE_READWRITE,
					     (DWORD)(size >> 32), (DWORD)size,
					     NULL), ERROR_DISK_FULL);
	CHECK_EQUAL(test_file_size(path), 10);
	CloseHandle(file);
}

TEST(CFM_16_22_28_sizes_and_zeroes)
{
	const char *path = test_file("data", 0x3456, 'a');
	HANDLE file = file_open(path, READ_WRITE), section;
	char *view;
	unsigned int i, used = 0;

	section = CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0, NULL);
	view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0x3456);
	CHECK(view);
	UnmapViewOfFile(view);
	CHECK_FAILS(NULL, MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0x3457),
		    ERROR_ACCESS_DENIED);
	CloseHandle(section);
	section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0x4000,
				     NULL);
	view = view_of(section, FILE_MAP_READ);
	for (i = 0x3456; i < 0x4000; i++)
		used |= (unsigned char)view[i];
	UnmapViewOfFile(view);
	CloseHandle(section);
	section = section_create(NULL, PAGE_READWRITE, 0x4000);
	view = view_of(section, FILE_MAP_READ);
	for (i = 0; i < 0x4000; i++)
		used |= (unsigned char)view[i];
	CHECK(!used);
	UnmapViewOfFile(view);
	CloseHandle(section);
	CloseHandle(file);
}

TEST(CFM_53_readonly_handle_sees_the_writer)
{
	const char *name = test_name("readonly");
	HANDLE writer = section_create(name, PAGE_READWRITE, PAGE);
	HANDLE reader = section_create(name, PAGE_READONLY, PAGE);
	char *write, *read;

	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	write = view_of(writer, FILE_MAP_WRITE);
	read = view_of(reader, FILE_MAP_READ);
	*write = 'w';
	CHECK(*read == 'w');
	CHECK_FAILS(NULL, view_of(reader, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
	UnmapViewOfFile(write);
	UnmapViewOfFile(read);
	CloseHandle(writer);
	CloseHandle(reader);
}

TEST(CFM_3_26_nothing_is_left_of_a_refused_name)
{
	const char *name = test_name("refused");
	HANDLE reader = file_open(test_file("data", 10, 'a'), GENERIC_READ);

	CHECK_FAILS(NULL, CreateFileMappingA(reader, NULL, PAGE_READONLY, 0,
					     PAGE, name),
		    ERROR_NOT_ENOUGH_MEMORY);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
	CloseHandle(reader);
}
