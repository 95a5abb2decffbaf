// SPDX-License-Identifier: MIT
/* Handles: rows HND and DUP, inheritance, and numbers that are none. */
#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>

#define PAGE 4096u

TEST_ALONE(HND_1_pseudo_handles)
{
	intptr_t value;

	SetLastError(0xdeadbeef);
	for (value = -1; value >= -6; value--)
		CHECK(CloseHandle((HANDLE)value));
	CHECK_EQUAL(GetLastError(), 0xdeadbeef);
}

TEST_ALONE(HND_2_numbers_never_given_out)
{
	CHECK_FAILS(FALSE, CloseHandle(NULL), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, CloseHandle((HANDLE)(intptr_t)-7),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, CloseHandle((HANDLE)0x7770), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, CloseHandle((HANDLE)0xdeadbeef),
		    ERROR_INVALID_HANDLE);
}

TEST(HND_2_LIF_8_foreign_descriptors_are_not_touched)
{
	const char *path = test_file("data", PAGE, 'a');
	int pair[2], fds[6], flags;
	DWORD moved, size;
	unsigned int i;
	char byte;

	REQUIRE(!socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	fds[0] = pair[0];
	fds[1] = pair[1];
	fds[2] = open(path, O_RDWR);
	fds[3] = open("/dev/null", O_RDWR);
	fds[4] = open("/dev/namedmap", O_RDWR);
	fds[5] = 1;
	for (i = 0; i < ARRAYSIZE(fds); i++) {
		HANDLE handle = handle_of(fds[i]), out;

		flags = fcntl(fds[i], F_GETFD);
		CHECK_FAILS(FALSE, CloseHandle(handle), ERROR_INVALID_HANDLE);
		CHECK_FAILS(FALSE, ReadFile(handle, &byte, 1, &moved, NULL),
			    ERROR_INVALID_HANDLE);
		CHECK_FAILS(FALSE, WriteFile(handle, "x", 1, &moved, NULL),
			    ERROR_INVALID_HANDLE);
		CHECK_FAILS(FALSE, SetEndOfFile(handle), ERROR_INVALID_HANDLE);
		CHECK_FAILS(FALSE, duplicate(handle, &out, 0, TRUE,
					     DUPLICATE_SAME_ACCESS |
					     DUPLICATE_CLOSE_SOURCE),
			    ERROR_INVALID_HANDLE);
		CHECK_FAILS(FALSE, SetHandleInformation(
				    handle, HANDLE_FLAG_INHERIT, 1),
			    ERROR_INVALID_HANDLE);
		CHECK_FAILS(FALSE, GetHandleInformation(handle, &size),
			    ERROR_INVALID_HANDLE);
		CHECK_FAILS(NULL, view_of(handle, FILE_MAP_READ),
			    ERROR_INVALID_HANDLE);
		CHECK_FAILS(NULL, CreateFileMappingA(handle, NULL,
						     PAGE_READONLY, 0, 0, NULL),
			    ERROR_INVALID_HANDLE);
		CHECK_EQUAL(fcntl(fds[i], F_GETFD), flags);
	}
	for (i = 0; i < 5; i++)
		CHECK(!close(fds[i]));
}

TEST(HND_2_stale_numbers_reach_nobody)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE handles[] = {
		section_create(NULL, PAGE_READWRITE, PAGE),
		file_open(path, GENERIC_READ),
		CreateEventA(NULL, TRUE, FALSE, NULL),
	};
	unsigned int i;
	int fd, number;

	for (i = 0; i < ARRAYSIZE(handles); i++) {
		number = _open_osfhandle((LONG_PTR)handles[i], 0);
		CHECK(CloseHandle(handles[i]));
		/* The number comes back as the same file, opened otherwise. */
		fd = open(path, O_RDONLY | O_CLOEXEC);
		REQUIRE(dup2(fd, number) == number);
		CHECK_FAILS(FALSE, CloseHandle(handles[i]),
			    ERROR_INVALID_HANDLE);
		CHECK(fcntl(number, F_GETFD) >= 0);
		close(number);
		if (fd != number)
			close(fd);
	}
}

TEST(HND_2_handles_closed_by_their_descriptor)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_READ);
	int number = _open_osfhandle((LONG_PTR)file, 0), fd;

	/* A daemon closes everything; then the number is somebody else's. */
	close(number);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	REQUIRE(dup2(fd, number) == number);
	CHECK_FAILS(FALSE, CloseHandle(file), ERROR_INVALID_HANDLE);
	CHECK(fcntl(number, F_GETFD) >= 0);
	close(number);
	if (fd != number)
		close(fd);
}

TEST(HND_the_device_may_be_closed_under_us)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE), other;
	int number = _open_osfhandle((LONG_PTR)section, 0), fd;
	struct stat node, device;
	int device_fd = -1, spare;

	REQUIRE(!stat("/dev/namedmap", &device));
	for (fd = 3; fd < 64; fd++) {
		if (!fstat(fd, &node) && S_ISCHR(node.st_mode) &&
		    node.st_rdev == device.st_rdev)
			device_fd = fd;
	}
	REQUIRE(device_fd >= 0 && device_fd != number);
	spare = open("/dev/null", O_RDWR | O_CLOEXEC);
	dup3(spare, device_fd, O_CLOEXEC);
	close(spare);
	other = section_create(NULL, PAGE_READWRITE, PAGE);
	CHECK(other);
	CHECK(CloseHandle(other));
	CHECK(CloseHandle(section));
	CHECK(!fstat(device_fd, &node) && node.st_rdev != device.st_rdev);
	close(device_fd);
}

TEST(HND_3_4_bits_of_a_handle)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	uintptr_t value = (uintptr_t)section;
	void *view = view_of((HANDLE)(value | 3), FILE_MAP_READ);

	CHECK(!(value & 3) && value <= UINT32_MAX);
	CHECK(view);
	UnmapViewOfFile(view);
#if UINTPTR_MAX > UINT32_MAX
	CHECK_FAILS(NULL, view_of((HANDLE)(value | 1ULL << 32), FILE_MAP_READ),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, CloseHandle((HANDLE)(value | 1ULL << 63)),
		    ERROR_INVALID_HANDLE);
#endif
	CHECK(CloseHandle((HANDLE)(value | 1)));
}

TEST(HND_5_protected_from_close)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE handles[] = { section_create(NULL, PAGE_READWRITE, PAGE),
			     file_open(path, GENERIC_READ) };
	unsigned int i;
	HANDLE other;

	for (i = 0; i < ARRAYSIZE(handles); i++) {
		CHECK(SetHandleInformation(handles[i],
					   HANDLE_FLAG_PROTECT_FROM_CLOSE,
					   HANDLE_FLAG_PROTECT_FROM_CLOSE));
		CHECK_EQUAL(flags_of(handles[i]),
			    HANDLE_FLAG_PROTECT_FROM_CLOSE);
		CHECK_FAILS(FALSE, CloseHandle(handles[i]),
			    ERROR_INVALID_HANDLE);
		CHECK(duplicate(handles[i], &other, 0, FALSE,
				DUPLICATE_SAME_ACCESS |
				DUPLICATE_CLOSE_SOURCE));
		CHECK(other != handles[i]);
		CHECK_EQUAL(flags_of(other), 0);
		CHECK(CloseHandle(other));
		CHECK(duplicate(handles[i], &other, 0, TRUE,
				DUPLICATE_SAME_ACCESS |
				DUPLICATE_SAME_ATTRIBUTES));
		CHECK_EQUAL(flags_of(other), HANDLE_FLAG_PROTECT_FROM_CLOSE);
		CHECK(SetHandleInformation(other,
					   HANDLE_FLAG_PROTECT_FROM_CLOSE, 0));
		CHECK(CloseHandle(other));
		CHECK(SetHandleInformation(handles[i],
					   HANDLE_FLAG_PROTECT_FROM_CLOSE, 0));
		CHECK(CloseHandle(handles[i]));
	}
}

TEST(HND_SetHandleInformation)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);

	CHECK(SetHandleInformation(section, HANDLE_FLAG_INHERIT,
				   HANDLE_FLAG_INHERIT));
	CHECK_EQUAL(flags_of(section), HANDLE_FLAG_INHERIT);
	CHECK(SetHandleInformation(section, 0, HANDLE_FLAG_INHERIT |
					       HANDLE_FLAG_PROTECT_FROM_CLOSE));
	CHECK_EQUAL(flags_of(section), HANDLE_FLAG_INHERIT);
	CHECK(SetHandleInformation(section, HANDLE_FLAG_INHERIT, 0));
	CHECK_EQUAL(flags_of(section), 0);
	CHECK_FAILS(FALSE, SetHandleInformation(section, 4, 4),
		    ERROR_INVALID_PARAMETER);
	CloseHandle(section);
}

TEST_ALONE(HND_7_a_real_handle_on_the_process)
{
	HANDLE process, file, again;
	const char *path = test_file("data", 1, 'a');

	REQUIRE(duplicate(GetCurrentProcess(), &process, 0, FALSE,
			  DUPLICATE_SAME_ACCESS));
	CHECK(process != GetCurrentProcess());
	/* It stands for the process in DuplicateHandle. */
	file = file_open(path, GENERIC_READ);
	CHECK(DuplicateHandle(process, file, process, &again, 0, FALSE,
			      DUPLICATE_SAME_ACCESS));
	CHECK(CloseHandle(again));
	CHECK(CloseHandle(file));
	CHECK(CloseHandle(process));
	CHECK_FAILS(FALSE, CloseHandle(process), ERROR_INVALID_HANDLE);
}

TEST(HND_descriptors_stay_clear_of_stdio)
{
	HANDLE section, file;
	int saved = dup(0);

	close(0);
	section = section_create(NULL, PAGE_READWRITE, PAGE);
	file = file_open("/dev/null", GENERIC_READ);
	CHECK(_open_osfhandle((LONG_PTR)section, 0) > 2);
	CHECK(_open_osfhandle((LONG_PTR)file, 0) > 2);
	CHECK(fcntl(0, F_GETFD) < 0);
	dup2(saved, 0);
	close(saved);
	CloseHandle(section);
	CloseHandle(file);
}

TEST(HND_too_many_open_files)
{
	HANDLE *handles = calloc(70000, sizeof(*handles));
	unsigned int count = 0;

	do {
		handles[count] = section_create(NULL, PAGE_READWRITE, 1);
	} while (handles[count] && ++count < 70000);
	CHECK_EQUAL(GetLastError(), ERROR_TOO_MANY_OPEN_FILES);
	CHECK_FAILS(INVALID_HANDLE_VALUE, file_open("/dev/null", GENERIC_READ),
		    ERROR_TOO_MANY_OPEN_FILES);
	while (count--)
		CHECK(CloseHandle(handles[count]));
	free(handles);
}

TEST(OSF_handles_and_descriptors)
{
	const char *path = test_file("data", PAGE, 'a');
	int fd = open(path, O_RDWR | O_CLOEXEC);
	HANDLE file = (HANDLE)_get_osfhandle(fd), section;
	struct pollfd poll_fd;
	char *view;

	CHECK_EQUAL(GetFileSize(file, NULL), PAGE);
	section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, NULL);
	view = view_of(section, FILE_MAP_READ);
	CHECK(view && *view == 'a');
	UnmapViewOfFile(view);
	CHECK_FAILS(NULL, CreateFileMappingA(file, NULL, PAGE_EXECUTE_READ, 0,
					     0, NULL), ERROR_ACCESS_DENIED);
	poll_fd.fd = _open_osfhandle((LONG_PTR)section, 0);
	CHECK(poll_fd.fd > 2);
	CHECK_EQUAL(_get_osfhandle(poll_fd.fd), (uintptr_t)section);
	CloseHandle(section);
	/* Both stand for one open file. */
	CHECK(CloseHandle(file));
	CHECK(fcntl(fd, F_GETFD) < 0);
	errno = 0;
	CHECK_EQUAL(_get_osfhandle(fd), -1);
	CHECK_EQUAL(errno, EBADF);
	CHECK_EQUAL(_open_osfhandle((LONG_PTR)file, 0), -1);
}
