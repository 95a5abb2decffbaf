// SPDX-License-Identifier: MIT
/*
 * A world of names of its own, which whoever starts a program gives it by
 * NAMEDMAP_FD. Making one takes the driver's own call.
 */
#include "harness.h"

#include <fcntl.h>
#include <linux/namedmap.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

#define PAGE 4096u
/* Last errors, as the roles take them. */
#define NOT_FOUND "2"
#define NO_DEVICE "55"

/* An open device file with names of its own, which programs inherit. */
static int world_open(void)
{
	struct namedmap_private_world world = { .size = sizeof(world) };
	int fd = open("/dev/namedmap", O_RDWR);

	REQUIRE(fd >= 0);
	REQUIRE(!ioctl(fd, NAMEDMAP_IOC_PRIVATE_WORLD, &world));
	return fd;
}

static void set_number(int fd)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", fd);
	REQUIRE(!setenv("NAMEDMAP_FD", text, 1));
}

/* A role in that world; answers its exit status. */
#define IN_WORLD(fd, ...) \
	(set_number(fd), world_end(ROLE_RUN(__VA_ARGS__)))

static int world_end(int status)
{
	unsetenv("NAMEDMAP_FD");
	return status;
}

/* Opens a section of that name; the last error shall be this. */
ROLE(look_for)
{
	HANDLE section = section_open(arguments[0], FILE_MAP_READ);
	DWORD error = section ? 0 : GetLastError();

	CloseHandle(section);
	return error != (DWORD)atoi(arguments[1]);
}

/* The same for making one. */
ROLE(make)
{
	HANDLE section = section_create(arguments[0], PAGE_READWRITE, PAGE);
	DWORD error = GetLastError();

	CloseHandle(section);
	return error != (DWORD)atoi(arguments[1]);
}

TEST(NAM_a_given_device_has_names_of_its_own)
{
	const char *name = test_name("given");
	HANDLE outside = section_create(name, PAGE_READWRITE, PAGE);
	int world = world_open();

	REQUIRE(outside);
	CHECK_EQUAL(ROLE_RUN("look_for", name, "0"), 0);
	CHECK_EQUAL(IN_WORLD(world, "look_for", name, NOT_FOUND), 0);
	CHECK_EQUAL(IN_WORLD(world, "make", name, "0"), 0);
	CHECK(CloseHandle(outside));
	close(world);
}

/* What CreateProcess starts stays in the world, whatever it inherits. */
static DWORD start_look_for(const char *name, const char *error, BOOL inherit,
			    void *environment)
{
	STARTUPINFOA startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION info;
	char self[1024], line[2048];
	DWORD code = 0xdeadbeef;

	REQUIRE(GetModuleFileNameA(NULL, self, sizeof(self)));
	snprintf(line, sizeof(line), "\"%s\" --role look_for %s %s", self,
		 name, error);
	REQUIRE(CreateProcessA(NULL, line, NULL, NULL, inherit, 0, environment,
			       NULL, &startup, &info));
	CHECK_EQUAL(WaitForSingleObject(info.hProcess, INFINITE),
		    WAIT_OBJECT_0);
	CHECK(GetExitCodeProcess(info.hProcess, &code));
	CloseHandle(info.hThread);
	CloseHandle(info.hProcess);
	return code;
}

ROLE(start_children)
{
	char environment[] = "A=1\0NAMEDMAP_FD=77\0B=2\0";
	HANDLE section = section_create(arguments[0], PAGE_READWRITE, PAGE);
	int flags, world = atoi(getenv("NAMEDMAP_FD"));

	if (!section || GetLastError())
		return 1;
	if (start_look_for(arguments[0], "0", FALSE, NULL))
		return 2;
	if (start_look_for(arguments[0], "0", TRUE, NULL))
		return 3;
	if (start_look_for(arguments[0], "0", FALSE, environment))
		return 4;
	/* Nor do the program's own flags and variables matter. */
	unsetenv("NAMEDMAP_FD");
	fcntl(world, F_SETFD, FD_CLOEXEC);
	if (start_look_for(arguments[0], "0", FALSE, NULL))
		return 5;
	flags = fcntl(world, F_GETFD);
	CloseHandle(section);
	return flags == FD_CLOEXEC ? 0 : 6;
}

TEST(NAM_children_stay_in_the_given_world)
{
	const char *name = test_name("children");
	int world = world_open();

	CHECK_EQUAL(IN_WORLD(world, "start_children", name), 0);
	CHECK_EQUAL(ROLE_RUN("look_for", name, NOT_FOUND), 0);
	close(world);
}

/* Nobody who was to have names of his own gets at everybody's. */
TEST(NAM_nothing_takes_the_place_of_a_given_device)
{
	static const char *const wrong[] = {
		"", " ", "x", "-1", "+7", " 7", "7 ", "7x", "0x7", "0", "1",
		"2", "999", "2147483647", "2147483648", "99999999999999999999",
	};
	const char *name = test_name("place");
	HANDLE outside = section_create(name, PAGE_READWRITE, PAGE);
	int world = world_open();
	size_t i;
	int other;

	REQUIRE(outside);
	REQUIRE(world != 999);
	for (i = 0; i < ARRAYSIZE(wrong); i++) {
		setenv("NAMEDMAP_FD", wrong[i], 1);
		CHECK_EQUAL(world_end(ROLE_RUN("look_for", name, NO_DEVICE)),
			    0);
	}
	other = open("/dev/null", O_RDWR);
	CHECK_EQUAL(IN_WORLD(other, "look_for", name, NO_DEVICE), 0);
	close(other);
	other = open("/proc/self/exe", O_RDONLY);
	CHECK_EQUAL(IN_WORLD(other, "look_for", name, NO_DEVICE), 0);
	close(other);
	/* A handle is not the device. */
	other = _open_osfhandle((intptr_t)outside, 0);
	REQUIRE(other > 2 && !fcntl(other, F_SETFD, 0));
	CHECK_EQUAL(IN_WORLD(other, "look_for", name, NO_DEVICE), 0);
	CHECK(CloseHandle(outside));
	close(world);
}

/* Nor does a program that closes what it did not open. */
static bool fails_with(const char *name, DWORD error)
{
	return !section_open(name, FILE_MAP_READ) && GetLastError() == error;
}

ROLE(lose_the_device)
{
	int world = atoi(getenv("NAMEDMAP_FD"));

	if (!fails_with(arguments[0], ERROR_FILE_NOT_FOUND))
		return 1;
	close(world);
	if (!fails_with(arguments[0], ERROR_DEV_NOT_EXIST))
		return 2;
	if (dup2(STDOUT_FILENO, world) != world)
		return 3;
	if (!fails_with(arguments[0], ERROR_DEV_NOT_EXIST))
		return 4;
	return (int)start_look_for(arguments[0], NO_DEVICE, FALSE, NULL);
}

TEST(NAM_a_given_device_that_is_closed_is_gone)
{
	const char *name = test_name("closed");
	HANDLE outside = section_create(name, PAGE_READWRITE, PAGE);
	int world = world_open();

	CHECK_EQUAL(IN_WORLD(world, "lose_the_device", name), 0);
	CHECK(CloseHandle(outside));
	close(world);
}

/* Who starts a program with rights of its own does not choose its names. */
TEST(NAM_a_privileged_program_takes_no_device)
{
	const char *name = test_name("privileged"), *path;
	char self[1024], command[3300];

	if (geteuid())
		test_skip("needs root to make a program of another user");
	path = test_path("privileged");
	REQUIRE(GetModuleFileNameA(NULL, self, sizeof(self)));
	snprintf(command, sizeof(command), "cp '%s' '%s'", self, path);
	REQUIRE(!system(command));
	REQUIRE(!chown(path, 1000, 1000) && !chmod(path, 06755));
	setenv("NAMEDMAP_FD", "999", 1);
	snprintf(command, sizeof(command), "'%s' --role make %s 0", path, name);
	CHECK_EQUAL(system(command), 0);
	CHECK(!chmod(path, 0755));
	snprintf(command, sizeof(command), "'%s' --role make %s " NO_DEVICE,
		 path, name);
	CHECK_EQUAL(system(command), 0);
	unsetenv("NAMEDMAP_FD");
}
