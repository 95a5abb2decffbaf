// SPDX-License-Identifier: MIT
/* Environment, temporary files, standard streams. */
#include "harness.h"

#include <fcntl.h>
#include <sys/stat.h>

TEST_ALONE(ENV_get_set_and_remove)
{
	char value[8];
	WCHAR wide[8];

	CHECK(SetEnvironmentVariableA("NM_TEST", "abc"));
	CHECK(!strcmp(getenv("NM_TEST"), "abc"));
	CHECK_EQUAL(GetEnvironmentVariableA("NM_TEST", value, 8), 3);
	CHECK(!strcmp(value, "abc"));
	CHECK_EQUAL(GetEnvironmentVariableA("NM_TEST", value, 3), 4);
	CHECK_EQUAL(GetEnvironmentVariableA("NM_TEST", NULL, 0), 4);
	CHECK(SetEnvironmentVariableW(u"NM_TEST", u"\u00e4"));
	CHECK_EQUAL(GetEnvironmentVariableW(u"NM_TEST", wide, 8), 1);
	CHECK(wide[0] == 0xe4 && !wide[1]);
	CHECK_EQUAL(GetEnvironmentVariableW(u"NM_TEST", wide, 1), 2);
	CHECK(SetEnvironmentVariableA("NM_TEST", ""));
	CHECK_FAILS(0, GetEnvironmentVariableA("NM_TEST", value, 8),
		    ERROR_SUCCESS);
	CHECK(!value[0]);
	CHECK(SetEnvironmentVariableA("NM_TEST", NULL));
	CHECK_FAILS(FALSE, SetEnvironmentVariableA("NM_TEST", NULL),
		    ERROR_ENVVAR_NOT_FOUND);
	CHECK_FAILS(0, GetEnvironmentVariableA("NM_TEST", value, 8),
		    ERROR_ENVVAR_NOT_FOUND);
	CHECK_FAILS(FALSE, SetEnvironmentVariableA("a=b", "c"),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, SetEnvironmentVariableA("", "c"),
		    ERROR_INVALID_PARAMETER);
}

TEST_ALONE(ENV_expand)
{
	char to[32];
	WCHAR wide[32];

	setenv("NM_TEST", "abc", 1);
	unsetenv("NM_NONE");
	CHECK_EQUAL(ExpandEnvironmentStringsA("<%NM_TEST%>", to, 32), 6);
	CHECK(!strcmp(to, "<abc>"));
	CHECK_EQUAL(ExpandEnvironmentStringsA("%NM_NONE%NM_TEST% 100%", to,
					      32), 23);
	CHECK(!strcmp(to, "%NM_NONE%NM_TEST% 100%"));
	CHECK_EQUAL(ExpandEnvironmentStringsA("%NM_NONE%%NM_TEST%%", to, 32),
		    14);
	CHECK(!strcmp(to, "%NM_NONE%abc%"));
	CHECK_EQUAL(ExpandEnvironmentStringsA("%NM_TEST%", to, 2), 4);
	CHECK_EQUAL(ExpandEnvironmentStringsA("%NM_TEST%", NULL, 0), 4);
	CHECK_EQUAL(ExpandEnvironmentStringsA("", to, 32), 1);
	CHECK_EQUAL(ExpandEnvironmentStringsW(u"%NM_TEST%", wide, 32), 4);
	CHECK(!lstrcmpW(wide, u"abc"));
}

TEST_ALONE(TMP_the_directory)
{
	char to[MAX_PATH];
	WCHAR wide[MAX_PATH];

	setenv("TMPDIR", "/var/tmp", 1);
	CHECK_EQUAL(GetTempPathA(MAX_PATH, to), 9);
	CHECK(!strcmp(to, "/var/tmp/"));
	CHECK_EQUAL(GetTempPathW(MAX_PATH, wide), 9);
	CHECK_EQUAL(GetTempPathA(9, to), 10);
	CHECK_EQUAL(GetTempPathA(0, NULL), 10);
	unsetenv("TMPDIR");
	unsetenv("TMP");
	setenv("TEMP", "/a/", 1);
	CHECK_EQUAL(GetTempPathA(MAX_PATH, to), 3);
	unsetenv("TEMP");
	CHECK_EQUAL(GetTempPathA(MAX_PATH, to), 5);
	CHECK(!strcmp(to, "/tmp/"));
}

TEST_ALONE(TMP_file_names)
{
	const char *directory = test_path("");
	char first[MAX_PATH], second[MAX_PATH], expected[MAX_PATH + 20];
	struct stat status;
	UINT number;

	number = GetTempFileNameA(directory, "prefix", 0, first);
	REQUIRE(number);
	snprintf(expected, sizeof(expected), "%spre%X.TMP", directory, number);
	CHECK(!strcmp(first, expected));
	CHECK(!stat(first, &status) && (status.st_mode & 0777) == 0600);
	CHECK(GetTempFileNameA(directory, "prefix", 0, second));
	CHECK(strcmp(first, second));
	unlink(first);
	unlink(second);
	CHECK_EQUAL(GetTempFileNameA("/nowhere", "a", 0x10012, first), 0x12);
	CHECK(!strcmp(first, "/nowhere/a12.TMP"));
	CHECK_FAILS(0, GetTempFileNameA("/nowhere", "a", 0, first),
		    ERROR_DIRECTORY);
	CHECK_FAILS(0, GetTempFileNameA(NULL, "a", 0, first), ERROR_DIRECTORY);
	memset(expected, 'x', 250);
	expected[250] = '\0';
	CHECK_FAILS(0, GetTempFileNameA(expected, "a", 1, first),
		    ERROR_BUFFER_OVERFLOW);
}

TEST_ALONE(STD_streams_can_be_written)
{
	int ends[2], kept = dup(1);
	HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE);
	char said[8] = "";
	DWORD done;

	REQUIRE(!pipe(ends));
	fflush(stdout);
	dup2(ends[1], 1);
	CHECK(WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), "text", 4, &done,
			NULL) && done == 4);
	/* A pipe is no console, as on Windows. */
	CHECK_FAILS(FALSE, WriteConsoleA(out, "x", 1, &done, NULL),
		    ERROR_INVALID_HANDLE);
	dup2(kept, 1);
	CHECK(read(ends[0], said, 7) == 4 && !strcmp(said, "text"));
	close(kept);
	close(ends[0]);
	close(ends[1]);
	CREATE_FAILS(GetStdHandle(7), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, SetStdHandle(7, NULL), ERROR_INVALID_HANDLE);
}

/* The old way to give a child its streams. */
TEST_ALONE(STD_streams_that_were_set_go_to_a_child)
{
	SECURITY_ATTRIBUTES attributes;
	STARTUPINFOA startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION info;
	const char *path = test_path("out");
	char line[] = "echo word", read[5] = "";
	HANDLE file;

	test_set_inherit(&attributes, true);
	file = CreateFileA(path, GENERIC_WRITE, 0, &attributes, CREATE_NEW, 0,
			   NULL);
	REQUIRE(file != INVALID_HANDLE_VALUE);
	CHECK(SetStdHandle(STD_OUTPUT_HANDLE, file));
	CHECK(GetStdHandle(STD_OUTPUT_HANDLE) == file);
	REQUIRE(CreateProcessA(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL,
			       &startup, &info));
	CHECK_EQUAL(WaitForSingleObject(info.hProcess, INFINITE), 0);
	CloseHandle(info.hProcess);
	CloseHandle(info.hThread);
	CloseHandle(file);
	test_read(path, read, 0, 4);
	CHECK(!strcmp(read, "word"));
}
