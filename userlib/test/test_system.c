// SPDX-License-Identifier: MIT
/* The user, the machine, the processes, files and the keys that end a program. */
#include "harness.h"

#include <fcntl.h>
#include <lmcons.h>
#include <psapi.h>
#include <signal.h>
#include <sys/stat.h>

TEST_ALONE(SYS_user_has_a_name)
{
	WCHAR wide[UNLEN + 1];
	char name[UNLEN + 1];
	DWORD room = sizeof(name), length;

	CHECK(GetUserNameA(name, &room));
	length = room;
	CHECK_EQUAL(length, strlen(name) + 1);
	room = 1;
	CHECK(!GetUserNameA(name, &room));
	CHECK(GetLastError() == ERROR_INSUFFICIENT_BUFFER && room == length);
	room = ARRAYSIZE(wide);
	CHECK(GetUserNameW(wide, &room) && room == length);
	CHECK(wide[0] == (WCHAR)name[0] && !wide[room - 1]);
}

TEST_ALONE(SYS_machine_has_a_name)
{
	char name[MAX_COMPUTERNAME_LENGTH + 1];
	DWORD room = sizeof(name);

	CHECK(GetComputerNameA(name, &room) && room == strlen(name));
	room = 0;
	CHECK(!GetComputerNameA(name, &room));
	CHECK(GetLastError() == ERROR_BUFFER_OVERFLOW);
	CHECK_EQUAL(room, strlen(name) + 1);
}

TEST_ALONE(SYS_current_directory)
{
	char before[4096], now[4096], small[2];
	WCHAR wide[4096];

	REQUIRE(GetCurrentDirectoryA(sizeof(before), before) == strlen(before));
	CHECK(SetCurrentDirectoryA("\\proc\\self"));
	CHECK(GetCurrentDirectoryA(sizeof(now), now) && strstr(now, "/proc/"));
	CHECK(SetCurrentDirectoryW(u"/"));
	CHECK(GetCurrentDirectoryW(ARRAYSIZE(wide), wide) == 1 && wide[0] == '/');
	CHECK_EQUAL(GetCurrentDirectoryA(1, small), 2);
	CHECK(!SetCurrentDirectoryA("/no such folder"));
	CHECK(GetLastError() == ERROR_FILE_NOT_FOUND);
	CHECK(SetCurrentDirectoryA(before));
}

TEST_ALONE(SYS_this_process_is_among_them)
{
	DWORD ids[32768], needed = 0, i;
	bool found = false;

	REQUIRE(EnumProcesses(ids, sizeof(ids), &needed) && needed);
	for (i = 0; i < needed / sizeof(*ids); i++)
		found |= ids[i] == GetCurrentProcessId();
	CHECK(found);
	CHECK(EnumProcesses(ids, sizeof(*ids), &needed));
	CHECK_EQUAL(needed, sizeof(*ids));
}

TEST_ALONE(SYS_processors_of_a_thread)
{
	DWORD_PTR before = SetThreadAffinityMask(GetCurrentThread(), 1);

	REQUIRE(before);
	CHECK_EQUAL(SetThreadAffinityMask(GetCurrentThread(), before), 1);
	CHECK(!SetThreadAffinityMask(GetCurrentThread(), 0));
	CHECK(GetLastError() == ERROR_INVALID_PARAMETER);
}

static void write_file(const char *name, const char *text)
{
	FILE *file = fopen(name, "w");

	REQUIRE(file);
	fputs(text, file);
	fclose(file);
}

static bool has(const char *name, const char *text)
{
	char line[32] = "";
	FILE *file = fopen(name, "r");

	if (!file)
		return false;
	fgets(line, sizeof(line), file);
	fclose(file);
	return !strcmp(line, text);
}

TEST_ALONE(SYS_files_are_looked_at_copied_and_moved)
{
	char folder[] = "/tmp/test_system.XXXXXX", before[4096];

	REQUIRE(GetCurrentDirectoryA(sizeof(before), before));
	REQUIRE(mkdtemp(folder) && SetCurrentDirectoryA(folder));
	CHECK(GetFileAttributesA("a") == INVALID_FILE_ATTRIBUTES);
	CHECK(GetLastError() == ERROR_FILE_NOT_FOUND);
	CHECK(GetFileAttributesA("x/a") == INVALID_FILE_ATTRIBUTES);
	CHECK(GetLastError() == ERROR_PATH_NOT_FOUND);
	CHECK(GetFileAttributesW(u".") == FILE_ATTRIBUTE_DIRECTORY);
	write_file("a", "text");
	CHECK(GetFileAttributesA(".\\a") == FILE_ATTRIBUTE_NORMAL);
	CHECK(CopyFileA("a", "b", TRUE) && has("b", "text"));
	CHECK(!CopyFileA("a", "b", TRUE));
	CHECK(GetLastError() == ERROR_FILE_EXISTS);
	write_file("a", "other");
	CHECK(CopyFileW(u"a", u"b", FALSE) && has("b", "other"));
	CHECK(!MoveFileA("a", "b") && GetLastError() == ERROR_ALREADY_EXISTS);
	CHECK(MoveFileA("a", "c") && has("c", "other"));
	write_file("c", "third");
	CHECK(MoveFileExW(u"c", u"b", MOVEFILE_REPLACE_EXISTING));
	CHECK(has("b", "third"));
	chmod("b", 0400);
	CHECK(GetFileAttributesA("b") == FILE_ATTRIBUTE_READONLY);
	CHECK(!unlink("b") && SetCurrentDirectoryA(before) && !rmdir(folder));
}

/* CopyFile opens it as CREATE_ALWAYS does. */
TEST(FIL_7_copy_over_a_file_with_a_section)
{
	const char *path = test_file("mapped", 4096, 'm');
	const char *other = test_file("other", 10, 'o');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
					    NULL);

	REQUIRE(section);
	CHECK_FAILS(FALSE, CopyFileA(other, path, FALSE),
		    ERROR_USER_MAPPED_FILE);
	CHECK_EQUAL(test_file_size(path), 4096);
	CloseHandle(section);
	CHECK(CopyFileA(other, path, FALSE));
	CHECK_EQUAL(test_file_size(path), 10);
	CloseHandle(file);
}

static volatile LONG heard;
static HANDLE told;

static BOOL WINAPI first_handler(DWORD type)
{
	heard = heard * 10 + 1 + (LONG)type;
	SetEvent(told);
	return TRUE;
}

static BOOL WINAPI second_handler(DWORD type)
{
	heard = heard * 10 + 5 + (LONG)type;
	return FALSE;
}

/* The newest is asked first, in a thread of its own. */
TEST(SYS_handlers_of_the_keys_that_end_a_program)
{
	told = CreateEventA(NULL, FALSE, FALSE, NULL);
	REQUIRE(told);
	CHECK(SetConsoleCtrlHandler(first_handler, TRUE));
	CHECK(SetConsoleCtrlHandler(second_handler, TRUE));
	CHECK(!kill(getpid(), SIGINT));
	CHECK(WaitForSingleObject(told, 60000) == WAIT_OBJECT_0);
	CHECK_EQUAL(heard, 51);
	CHECK(SetConsoleCtrlHandler(second_handler, FALSE));
	CHECK(!SetConsoleCtrlHandler(second_handler, FALSE));
	heard = 0;
	CHECK(!setpgid(0, 0));
	CHECK(GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, GetCurrentProcessId()));
	CHECK(WaitForSingleObject(told, 60000) == WAIT_OBJECT_0);
	CHECK_EQUAL(heard, 2);
	/* Process 1 is nobody's to interrupt, and no group is all there is. */
	CHECK_FAILS(FALSE, GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, 1),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, ~0u),
		    ERROR_INVALID_PARAMETER);
	CHECK_EQUAL(heard, 2);
	CloseHandle(told);
}

/* Nobody deals with it: the program ends as without handlers. */
ROLE(interrupted)
{
	SetConsoleCtrlHandler(second_handler, TRUE);
	raise(SIGINT);
	for (;;)
		pause();
	return 0;
}

ROLE(deaf)
{
	SetConsoleCtrlHandler(NULL, TRUE);
	raise(SIGINT);
	return 0;
}

TEST_ALONE(SYS_keys_that_nobody_handles)
{
	CHECK_EQUAL(ROLE_RUN("interrupted"), 1000 + SIGINT);
	CHECK_EQUAL(ROLE_RUN("deaf"), 0);
}
