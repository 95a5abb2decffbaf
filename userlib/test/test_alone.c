// SPDX-License-Identifier: MIT
/* What holds without the driver, and what is said when it is missing. */
#include "harness.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#define PAGE 4096u

TEST_ALONE(LER_SetLastError)
{
	SetLastError(12345);
	CHECK_EQUAL(GetLastError(), 12345);
}

TEST_ALONE(PRC_identities)
{
	CHECK_EQUAL(GetCurrentProcessId(), (DWORD)getpid());
	CHECK_EQUAL(GetCurrentThreadId(), (DWORD)gettid());
	CHECK(GetCurrentProcess() == (HANDLE)(LONG_PTR)-1);
}

TEST_ALONE(PRC_Sleep)
{
	ULONGLONG before = GetTickCount64();

	Sleep(0);
	Sleep(50);
	CHECK(GetTickCount64() - before >= 49);
	CHECK(GetTickCount() - (DWORD)before < 60000);
}

TEST_ALONE(HDR_layout)
{
	bool wide = sizeof(void *) == 8;
	LARGE_INTEGER number = { .QuadPart = 0x100000002LL };

	CHECK_EQUAL(sizeof(DWORD), 4);
	CHECK_EQUAL(sizeof(LONG), 4);
	CHECK_EQUAL(sizeof(BOOL), 4);
	CHECK_EQUAL(sizeof(WCHAR), 2);
	CHECK_EQUAL(sizeof(HANDLE), sizeof(void *));
	CHECK_EQUAL(sizeof(SIZE_T), sizeof(void *));
	CHECK_EQUAL(sizeof(SECURITY_ATTRIBUTES), wide ? 24 : 12);
	CHECK_EQUAL(sizeof(OVERLAPPED), wide ? 32 : 20);
	CHECK_EQUAL(sizeof(SYSTEM_INFO), wide ? 48 : 36);
	CHECK_EQUAL(sizeof(MEMORY_BASIC_INFORMATION), wide ? 48 : 28);
	CHECK_EQUAL(offsetof(MEMORY_BASIC_INFORMATION, RegionSize),
		    wide ? 24 : 12);
	CHECK_EQUAL(offsetof(MEMORY_BASIC_INFORMATION, Type),
		    wide ? 40 : 24);
	CHECK(number.LowPart == 2 && number.HighPart == 1);
	CHECK_EQUAL(__alignof__(LARGE_INTEGER), 8);
	CHECK_EQUAL(sizeof(FILETIME), 8);
	CHECK_EQUAL(sizeof(SYSTEMTIME), 16);
	CHECK_EQUAL(SECTION_ALL_ACCESS, 0xf001f);
	CHECK_EQUAL(FILE_ALL_ACCESS, 0x1f01ff);
	CHECK_EQUAL(MAKELONG(0x1234, 0x5678), 0x56781234);
	CHECK_EQUAL(HIWORD(0x56781234), 0x5678);
}

/* Calls without a device, in a process that sees none. */
ROLE(without_device)
{
	DWORD error = (DWORD)strtoul(arguments[0], NULL, 0);
	MEMORY_BASIC_INFORMATION info;
	HANDLE file;

	CHECK_FAILS(NULL, section_create("x", PAGE_READWRITE, PAGE), error);
	CHECK_FAILS(NULL, section_create(NULL, PAGE_READWRITE, PAGE), error);
	CHECK_FAILS(NULL, section_open("x", FILE_MAP_READ), error);
	CHECK_FAILS(NULL, CreateEventA(NULL, FALSE, FALSE, NULL), error);
	CHECK_FAILS(NULL, OpenEventW(EVENT_ALL_ACCESS, FALSE, u"x"), error);
	/* Wrong arguments are told first, and the rest works. */
	CHECK_FAILS(NULL, section_create(NULL, PAGE_NOACCESS, PAGE),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, CloseHandle((HANDLE)0x7770), ERROR_INVALID_HANDLE);
	CHECK_FAILS(NULL, view_of((HANDLE)0x7770, FILE_MAP_READ),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, UnmapViewOfFile(&info), ERROR_INVALID_ADDRESS);
	CHECK(VirtualQuery(&info, &info, sizeof(info)));
	file = file_open("/dev/null", GENERIC_READ);
	CHECK(file != INVALID_HANDLE_VALUE);
	CHECK(CloseHandle(file));
	return 0;
}

/* The same as another user, who need not be able to reach this program. */
ROLE(stranger_without_device)
{
	if (setgid(65534) || setuid(65534))
		return 100;
	return role_without_device(count, arguments);
}

/* Runs a role in a mount namespace where the node is what is asked for. */
static int run_with_node(mode_t mode, char **said)
{
	bool present = !access("/dev/namedmap", F_OK);
	static char text[4096];
	int ends[2], status = 0;
	ssize_t length;
	pid_t pid;

	if (present && geteuid())
		test_skip("needs root for a mount namespace");
	if (mode && !present)
		test_skip("/dev/namedmap is missing: no node to replace");
	REQUIRE(!pipe2(ends, O_CLOEXEC));
	fflush(stdout);
	pid = fork();
	if (!pid) {
		unsetenv("NAMEDMAP_QUIET");
		dup2(ends[1], 2);
		if (present && (unshare(CLONE_NEWNS) ||
				mount(NULL, "/", NULL, MS_REC | MS_PRIVATE,
				      NULL)))
			_exit(100);
		if (mode)
			status = mount("/dev/null", "/dev/namedmap", NULL,
				       MS_BIND, NULL);
		else if (present)
			status = mount("none", "/dev", "tmpfs", 0, NULL) ||
				 mknod("/dev/null", S_IFCHR | 0666, 0x103);
		if (status)
			_exit(101);
		_exit(role_wait(role_start("without_device", "55", NULL)));
	}
	close(ends[1]);
	length = read(ends[0], text, sizeof(text) - 1);
	text[length > 0 ? length : 0] = '\0';
	*said = text;
	close(ends[0]);
	waitpid(pid, &status, 0);
	return WEXITSTATUS(status);
}

TEST_ALONE(DEV_missing_is_error_55_and_said_once)
{
	char *said, *first;

	CHECK_EQUAL(run_with_node(0, &said), 0);
	first = strstr(said, "/dev/namedmap is missing");
	CHECK(first);
	CHECK(first && !strstr(first + 1, "/dev/namedmap is missing"));
	CHECK(strstr(said, "modprobe namedmap"));
}

TEST_ALONE(DEV_of_another_driver_is_error_55)
{
	char *said;

	CHECK_EQUAL(run_with_node(1, &said), 0);
}

TEST(DEV_without_permission_is_error_5)
{
	struct stat node;
	int status;

	if (geteuid())
		test_skip("needs root to change the node's mode");
	REQUIRE(!stat("/dev/namedmap", &node));
	chmod("/dev/namedmap", 0600);
	status = ROLE_RUN("stranger_without_device", "5");
	chmod("/dev/namedmap", node.st_mode & 07777);
	CHECK_EQUAL(status, 0);
}
