// SPDX-License-Identifier: MIT
/* NAMEDMAP_DEBUG=1: what is said of calls that fail. */
#include "harness.h"

#include <fcntl.h>
#include <sys/mman.h>

static int errors, before;
static char said[2000];

static void listen(const char *debug)
{
	if (debug)
		setenv("NAMEDMAP_DEBUG", debug, 1);
	else
		unsetenv("NAMEDMAP_DEBUG");
	fflush(stderr);
	errors = memfd_create("errors", MFD_CLOEXEC);
	before = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	REQUIRE(errors >= 0 && before >= 0);
	dup2(errors, STDERR_FILENO);
}

/* The words since then. */
static const char *heard(void)
{
	ssize_t length;

	fflush(stderr);
	dup2(before, STDERR_FILENO);
	close(before);
	length = pread(errors, said, sizeof(said) - 1, 0);
	said[length < 0 ? 0 : length] = '\0';
	close(errors);
	return said;
}

static bool has(const char *words)
{
	if (strstr(said, words))
		return true;
	printf("# said: %s", *said ? said : "nothing\n");
	return false;
}

TEST(DBG_open_of_what_is_not_there)
{
	listen("1");
	CHECK_FAILS(NULL, OpenFileMappingA(FILE_MAP_READ, FALSE, "absent-one"),
		    ERROR_FILE_NOT_FOUND);
	CHECK_FAILS(NULL, OpenEventA(SYNCHRONIZE, FALSE, "Global\\absent-one"),
		    ERROR_FILE_NOT_FOUND);
	heard();
	CHECK(has("namedmap: open section \"absent-one\" among the names of "
		  "user "));
	CHECK(has(", right 0x4: error 2, errno 2 (No such file"));
	CHECK(has("namedmap: open event \"Global\\absent-one\" among the names "
		  "of all users, right 0x100000: error 2, errno 2 "));
}

TEST(DBG_create_map_and_duplicate)
{
	const char *name = test_name("section");
	HANDLE section = section_create(name, PAGE_READONLY, 4096), copy;

	REQUIRE(section);
	listen("1");
	CHECK_FAILS(NULL, CreateEventA(NULL, FALSE, FALSE, name),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(NULL, CreateFileMappingA(INVALID_HANDLE_VALUE, NULL,
					     PAGE_READWRITE, 0, 0, NULL),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0),
		    ERROR_ACCESS_DENIED);
	CHECK(!duplicate((HANDLE)(uintptr_t)0x7ffc, &copy, 0, FALSE,
			 DUPLICATE_SAME_ACCESS));
	heard();
	CHECK(has("namedmap: create event \"Local\\namedmap-test-"));
	CHECK(has(": error 6, errno "));
	CHECK(has("namedmap: create section without a name"));
	CHECK(has(": error 87\n"));
	CHECK(has("namedmap: map a view of handle 0x"));
	CHECK(has(", a section with right 0x"));
	CHECK(has(", right 0x2: error 5\n"));
	CHECK(has("namedmap: duplicate handle 0x7ffc, right 0x0: error 6"));
	CHECK(CloseHandle(section));
}

TEST_ALONE(DBG_silent_unless_asked)
{
	setenv("NAMEDMAP_QUIET", "1", 1);
	listen(NULL);
	CHECK(!OpenFileMappingA(FILE_MAP_READ, FALSE, "absent-one"));
	CHECK(!*heard());
	listen("0");
	CHECK(!OpenFileMappingA(FILE_MAP_READ, FALSE, "absent-one"));
	CHECK(!MapViewOfFile(NULL, FILE_MAP_READ, 0, 0, 0));
	CHECK(!*heard());
}

/* Success is no news. */
TEST(DBG_silent_about_success)
{
	HANDLE section, again;

	listen("1");
	section = section_create(test_name("section"), PAGE_READWRITE, 1);
	again = section_create(test_name("section"), PAGE_READWRITE, 1);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CHECK(!*heard());
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(again));
}
