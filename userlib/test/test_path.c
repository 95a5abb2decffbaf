// SPDX-License-Identifier: MIT
/* Paths as Windows programs write them. */
#include "harness.h"

#include <sys/stat.h>

/* A drive whose root is the test's directory. */
static const char *set_drive(void)
{
	static char root[300];
	const char *path = test_path("");

	snprintf(root, sizeof(root), "%.*s", (int)strlen(path) - 1, path);
	setenv("NAMEDMAP_DRIVE_X", root, 1);
	return root;
}

static bool opens(const char *path)
{
	HANDLE file = file_create(path, GENERIC_READ, OPEN_EXISTING);

	return file != INVALID_HANDLE_VALUE && CloseHandle(file);
}

TEST_ALONE(PTH_drive_letter)
{
	set_drive();
	test_file("data", 1, 'a');
	CHECK(opens("X:\\data"));
	CHECK(opens("x:\\data"));
	CHECK(opens("X:/data"));
	CHECK(opens("X:data"));
	CHECK(opens("X:\\.//.\\data"));
	CREATE_FAILS(file_create("X:\\DATA", GENERIC_READ, OPEN_EXISTING),
		     ERROR_FILE_NOT_FOUND);
	CREATE_FAILS(file_create("X:\\no\\data", GENERIC_READ, OPEN_EXISTING),
		     ERROR_PATH_NOT_FOUND);
	CREATE_FAILS(file_create("X:", GENERIC_READ, OPEN_EXISTING),
		     ERROR_ACCESS_DENIED);
}

TEST_ALONE(PTH_both_separators)
{
	set_drive();
	CHECK(CreateDirectoryA("X:\\one", NULL));
	CHECK(CreateDirectoryW(u"X:/one\\two", NULL));
	CHECK(!access(test_path("one/two"), F_OK));
	CHECK(RemoveDirectoryA("x:/one/two"));
	CHECK(RemoveDirectoryW(u"x:\\one\\"));
	CHECK(access(test_path("one"), F_OK));
}

TEST_ALONE(PTH_drive_in_every_call)
{
	char name[MAX_PATH];
	WCHAR wide[MAX_PATH];
	HANDLE file;

	set_drive();
	file = CreateFileW(u"X:\\made", READ_WRITE, 0, NULL, CREATE_NEW, 0,
			   NULL);
	CHECK(file != INVALID_HANDLE_VALUE);
	CHECK(CloseHandle(file));
	CHECK(DeleteFileW(u"X:\\made"));
	file = CreateFileForMappingA("X:\\made", READ_WRITE, 0, NULL,
				     CREATE_NEW, 0, NULL);
	CHECK(file != INVALID_HANDLE_VALUE);
	CHECK(CloseHandle(file));
	CHECK(DeleteFileA("X:\\made"));
	CHECK(GetTempFileNameA("X:\\", "abc", 0, name));
	CHECK(!strncmp(name, "X:\\abc", 6));
	CHECK(DeleteFileA(name));
	CHECK(GetTempFileNameW(u"X:", u"abc", 0, wide));
	CHECK(DeleteFileW(wide));
}

ROLE(is_here)
{
	char here[600];

	return !getcwd(here, sizeof(here)) || strcmp(here, arguments[0]);
}

TEST_ALONE(PTH_drive_of_a_program)
{
	STARTUPINFOA startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION child;
	char self[600], line[1400];
	const char *root = set_drive();
	DWORD code = 1;
	int turn;

	REQUIRE(GetModuleFileNameA(NULL, self, sizeof(self)));
	REQUIRE(!symlink(self, test_path("program")));
	snprintf(line, sizeof(line), "X:\\program --role is_here %s", root);
	for (turn = 0; turn < 2; turn++) {
		REQUIRE(CreateProcessA(turn ? "X:/program" : NULL, line, NULL,
				       NULL, FALSE, 0, NULL, "x:\\", &startup,
				       &child));
		CHECK_EQUAL(WaitForSingleObject(child.hProcess, INFINITE),
			    WAIT_OBJECT_0);
		CHECK(GetExitCodeProcess(child.hProcess, &code));
		CHECK_EQUAL(code, 0);
		CHECK(CloseHandle(child.hProcess));
		CHECK(CloseHandle(child.hThread));
	}
	CHECK_FAILS(FALSE, CreateProcessA(self, line, NULL, NULL, FALSE, 0,
					  NULL, "Y:\\", &startup, &child),
		    ERROR_DIRECTORY);
}

static void all_fail(const char *path, const WCHAR *wide, DWORD error)
{
	STARTUPINFOA startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION child;
	char name[MAX_PATH];

	CREATE_FAILS(file_create(path, READ_WRITE, OPEN_ALWAYS), error);
	CREATE_FAILS(CreateFileW(wide, READ_WRITE, 0, NULL, OPEN_ALWAYS, 0,
				 NULL), error);
	CHECK_FAILS(FALSE, DeleteFileA(path), error);
	CHECK_FAILS(FALSE, DeleteFileW(wide), error);
	CHECK_FAILS(FALSE, CreateDirectoryA(path, NULL), error);
	CHECK_FAILS(FALSE, RemoveDirectoryA(path), error);
	CHECK_FAILS(0, GetTempFileNameA(path, "abc", 0, name), error);
	CHECK_FAILS(FALSE, CreateProcessA(path, NULL, NULL, NULL, FALSE, 0,
					  NULL, NULL, &startup, &child),
		    error);
}

TEST_ALONE(PTH_drive_that_is_not_there)
{
	all_fail("C:\\dir\\file", u"C:\\dir\\file", ERROR_PATH_NOT_FOUND);
	all_fail("c:file", u"c:file", ERROR_PATH_NOT_FOUND);
	/* Where it is depends on nothing else. */
	setenv("NAMEDMAP_DRIVE_C", "here", 1);
	all_fail("C:\\file", u"C:\\file", ERROR_PATH_NOT_FOUND);
	setenv("NAMEDMAP_DRIVE_C", "", 1);
	all_fail("C:\\file", u"C:\\file", ERROR_PATH_NOT_FOUND);
}

TEST_ALONE(PTH_devices_and_servers)
{
	all_fail("\\\\.\\PhysicalDrive0", u"\\\\.\\PhysicalDrive0",
		 ERROR_FILE_NOT_FOUND);
	all_fail("\\\\server\\share\\file", u"\\\\server\\share\\file",
		 ERROR_BAD_NETPATH);
}

/* What has a colon elsewhere is a name like others. */
TEST_ALONE(PTH_no_drive)
{
	const char *path = test_file("X:data", 1, 'a');

	CHECK(opens(path));
	path = test_file("ab:c", 1, 'a');
	CHECK(opens(path));
	REQUIRE(!chdir(test_path("")));
	CHECK(opens("ab:c"));
	CHECK(opens("./X:data"));
	CHECK(opens(".\\X:data"));
	REQUIRE(!chdir("/"));
}
