// SPDX-License-Identifier: MIT
/* What several tests need. */
#include "harness.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/stat.h>

void test_read(const char *path, void *buffer, size_t offset, size_t length)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	REQUIRE(fd >= 0);
	REQUIRE(pread(fd, buffer, length, (off_t)offset) == (ssize_t)length);
	close(fd);
}

long long test_file_size(const char *path)
{
	struct stat file;

	return stat(path, &file) ? -1 : (long long)file.st_size;
}

void test_set_inherit(SECURITY_ATTRIBUTES *attributes, bool inherit)
{
	memset(attributes, 0, sizeof(*attributes));
	attributes->nLength = sizeof(*attributes);
	attributes->bInheritHandle = inherit;
}

bool test_address_is_free(const void *address)
{
	MEMORY_BASIC_INFORMATION info;

	REQUIRE(VirtualQuery(address, &info, sizeof(info)) == sizeof(info));
	return info.State == MEM_FREE;
}

static sigjmp_buf fault_jump;

static void on_fault(int number)
{
	(void)number;
	siglongjmp(fault_jump, 1);
}

bool test_faults(volatile char *address, bool write)
{
	struct sigaction action = { .sa_handler = on_fault };

	sigaction(SIGSEGV, &action, NULL);
	if (sigsetjmp(fault_jump, 1))
		return true;
	if (write)
		*address = 1;
	else
		(void)*address;
	return false;
}

HANDLE section_create(const char *name, DWORD protect, uint64_t size)
{
	return CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, protect,
				  (DWORD)(size >> 32), (DWORD)size, name);
}

HANDLE section_open(const char *name, DWORD access)
{
	return OpenFileMappingA(access, FALSE, name);
}

HANDLE file_open(const char *path, DWORD access)
{
	return CreateFileA(path, access,
			   FILE_SHARE_READ | FILE_SHARE_WRITE |
				   FILE_SHARE_DELETE,
			   NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
}

HANDLE file_create(const char *path, DWORD access, DWORD disposition)
{
	return CreateFileA(path, access, FILE_SHARE_READ | FILE_SHARE_WRITE,
			   NULL, disposition, FILE_ATTRIBUTE_NORMAL, NULL);
}

void *view_of(HANDLE section, DWORD access)
{
	return MapViewOfFile(section, access, 0, 0, 0);
}

HANDLE handle_of(int fd)
{
	return (HANDLE)((uintptr_t)(fd + 1) * 4);
}

bool duplicate(HANDLE source, HANDLE *target, DWORD access, BOOL inherit,
	       DWORD options)
{
	return DuplicateHandle(GetCurrentProcess(), source, GetCurrentProcess(),
			       target, access, inherit, options);
}

DWORD flags_of(HANDLE handle)
{
	DWORD flags = 0xdeadbeef;

	CHECK(GetHandleInformation(handle, &flags));
	return flags;
}

SIZE_T view_size(HANDLE section)
{
	void *view = view_of(section, FILE_MAP_READ);
	MEMORY_BASIC_INFORMATION info;

	REQUIRE(VirtualQuery(view, &info, sizeof(info)));
	UnmapViewOfFile(view);
	return info.RegionSize;
}
