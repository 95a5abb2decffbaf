// SPDX-License-Identifier: MIT
/*
 * The flow that the library is there for, line by line. Here: create and open,
 * and what it is all for; test_mission_views.c has the rest.
 */
#include "harness.h"

#include <signal.h>
#include <sys/wait.h>

#define PAGE 4096u

/* 1. Create. */

TEST(mission_1_create_on_file)
{
	const char *path = test_file("data", 10000, 'a');
	HANDLE file, section;
	char *view;

	file = CreateFileA(path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ,
			   NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
	REQUIRE(file != INVALID_HANDLE_VALUE);
	section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
				     test_name("on-file"));
	REQUIRE(section);
	CHECK_EQUAL(GetLastError(), 0);
	view = view_of(section, FILE_MAP_READ);
	REQUIRE(view);
	CHECK(view[0] == 'a' && view[9999] == 'a');
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
}

TEST(mission_1_create_file_for_mapping)
{
	const char *path = test_file("data", PAGE, 'b');
	HANDLE file, section;

	file = CreateFileForMappingA(path, GENERIC_READ, FILE_SHARE_READ, NULL,
				     OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL,
				     NULL);
	REQUIRE(file != INVALID_HANDLE_VALUE);
	section = CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0, NULL);
	CHECK(section);
	CloseHandle(section);
	CloseHandle(file);
	CHECK_FAILS(INVALID_HANDLE_VALUE,
		    CreateFileForMappingA(test_path("absent"), GENERIC_READ, 0,
					  NULL, OPEN_EXISTING, 0, NULL),
		    ERROR_FILE_NOT_FOUND);
}

TEST(mission_1_file_mode_must_agree_with_protection)
{
	const char *path = test_file("data", PAGE, 'c');
	HANDLE reader = file_open(path, GENERIC_READ);

	CHECK_FAILS(NULL, CreateFileMappingA(reader, NULL, PAGE_READWRITE, 0, 0,
					     NULL), ERROR_ACCESS_DENIED);
	CloseHandle(reader);
}

TEST(mission_1_all_ones_is_the_page_file)
{
	/* The second form is the one of 32-bit programs of old. */
	HANDLE all_ones[] = { INVALID_HANDLE_VALUE,
			      (HANDLE)(uintptr_t)0xffffffff };
	HANDLE section;
	unsigned int i;
	char *view;

	for (i = 0; i < ARRAYSIZE(all_ones); i++) {
		CHECK_FAILS(NULL, CreateFileMappingA(all_ones[i], NULL,
						     PAGE_READWRITE, 0, 0,
						     NULL),
			    ERROR_INVALID_PARAMETER);
		section = CreateFileMappingA(all_ones[i], NULL, PAGE_READWRITE,
					     0, PAGE, NULL);
		REQUIRE(section);
		view = view_of(section, FILE_MAP_WRITE);
		REQUIRE(view);
		CHECK(view[0] == 0 && view[PAGE - 1] == 0);
		UnmapViewOfFile(view);
		CloseHandle(section);
	}
}

TEST(mission_1_attributes_decide_inheritance)
{
	SECURITY_ATTRIBUTES attributes;
	HANDLE section;
	DWORD flags;
	int inherit;

	for (inherit = 0; inherit < 2; inherit++) {
		test_set_inherit(&attributes, inherit);
		section = CreateFileMappingA(INVALID_HANDLE_VALUE, &attributes,
					     PAGE_READWRITE, 0, PAGE, NULL);
		CHECK(GetHandleInformation(section, &flags));
		CHECK_EQUAL(flags, inherit ? HANDLE_FLAG_INHERIT : 0);
		CloseHandle(section);
	}
	section = section_create(NULL, PAGE_READWRITE, PAGE);
	CHECK(GetHandleInformation(section, &flags));
	CHECK_EQUAL(flags, 0);
	CloseHandle(section);
}

TEST(mission_1_protect_readonly_readwrite_writecopy)
{
	const char *path = test_file("data", PAGE, 'd');
	HANDLE reader = file_open(path, GENERIC_READ);
	HANDLE writer = file_open(path, GENERIC_READ | GENERIC_WRITE);
	HANDLE sections[] = {
		CreateFileMappingA(reader, NULL, PAGE_READONLY, 0, 0, NULL),
		CreateFileMappingA(writer, NULL, PAGE_READWRITE, 0, 0, NULL),
		/* copy on write needs no more than a file to read */
		CreateFileMappingA(reader, NULL, PAGE_WRITECOPY, 0, 0, NULL),
	};
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(sections); i++) {
		CHECK(sections[i]);
		CloseHandle(sections[i]);
	}
	CloseHandle(reader);
	CloseHandle(writer);
}

TEST(mission_1_size_zero_is_the_files_length)
{
	const char *path = test_file("data", 0x3456, 'e');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
					    NULL);
	void *view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0x3456);

	CHECK(view);
	UnmapViewOfFile(view);
	CHECK_FAILS(NULL, MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0x3457),
		    ERROR_ACCESS_DENIED);
	CloseHandle(section);
	CloseHandle(file);
}

TEST(mission_1_existing_name_gives_the_existing_section)
{
	const char *name = test_name("existing");
	HANDLE first = section_create(name, PAGE_READWRITE, PAGE), second;
	char *view, *again;

	CHECK_EQUAL(GetLastError(), 0);
	second = section_create(name, PAGE_READONLY, 1 << 20);
	REQUIRE(second);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	view = view_of(first, FILE_MAP_WRITE);
	again = view_of(second, FILE_MAP_READ);
	REQUIRE(view && again);
	strcpy(view, "seen by both");
	CHECK(!strcmp(again, "seen by both"));
	/* The second caller's access follows its own protection. */
	CHECK_FAILS(NULL, view_of(second, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
	UnmapViewOfFile(view);
	UnmapViewOfFile(again);
	CloseHandle(first);
	CloseHandle(second);
}

TEST(mission_1_without_name_every_section_is_new)
{
	HANDLE first = section_create(NULL, PAGE_READWRITE, PAGE);
	HANDLE second = section_create(NULL, PAGE_READWRITE, PAGE);
	char *view = view_of(first, FILE_MAP_WRITE);
	char *other = view_of(second, FILE_MAP_READ);

	CHECK_EQUAL(GetLastError(), 0);
	REQUIRE(view && other);
	*view = 1;
	CHECK(!*other);
	UnmapViewOfFile(view);
	UnmapViewOfFile(other);
	CloseHandle(first);
	CloseHandle(second);
}

TEST(mission_1_name_of_an_event_is_refused)
{
	const char *name = test_name("event");
	HANDLE event = CreateEventA(NULL, TRUE, FALSE, name);

	REQUIRE(event);
	CHECK_FAILS(NULL, section_create(name, PAGE_READWRITE, PAGE),
		    ERROR_INVALID_HANDLE);
	CloseHandle(event);
}

TEST(mission_1_failure_is_null)
{
	CHECK_FAILS(NULL, section_create(NULL, PAGE_NOACCESS, PAGE),
		    ERROR_INVALID_PARAMETER);
}

ROLE(inherited_writer)
{
	HANDLE section = (HANDLE)(uintptr_t)strtoull(arguments[0], NULL, 0);
	char *view = view_of(section, FILE_MAP_WRITE);

	if (!view)
		return 10;
	view[1]++;
	UnmapViewOfFile(view);
	return CloseHandle(section) ? 0 : 11;
}

ROLE(named_writer)
{
	HANDLE section = section_open(arguments[0], FILE_MAP_WRITE);
	char *view = view_of(section, FILE_MAP_WRITE);

	if (!view)
		return 10;
	view[0]++;
	UnmapViewOfFile(view);
	return CloseHandle(section) ? 0 : 11;
}

TEST(mission_1_shared_by_duplicate_inheritance_and_name)
{
	const char *name = test_name("shared");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), duplicate;
	char *view = view_of(section, FILE_MAP_READ), *again;
	char number[32];

	REQUIRE(view);
	CHECK(DuplicateHandle(GetCurrentProcess(), section, GetCurrentProcess(),
			      &duplicate, 0, TRUE, DUPLICATE_SAME_ACCESS));
	again = view_of(duplicate, FILE_MAP_WRITE);
	REQUIRE(again);
	again[2] = 1;
	CHECK(view[2] == 1);
	snprintf(number, sizeof(number), "%llu",
		 (unsigned long long)(uintptr_t)duplicate);
	CHECK_EQUAL(ROLE_RUN("inherited_writer", number), 0);
	CHECK(view[1] == 1);
	CHECK_EQUAL(ROLE_RUN("named_writer", name), 0);
	CHECK(view[0] == 1);
	UnmapViewOfFile(view);
	UnmapViewOfFile(again);
	CloseHandle(section);
	CloseHandle(duplicate);
}

/* 2. Open. */

TEST(mission_2_open_existing)
{
	const char *name = test_name("open");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), opened;
	DWORD flags;

	opened = OpenFileMappingA(FILE_MAP_READ, FALSE, name);
	REQUIRE(opened);
	CHECK(GetHandleInformation(opened, &flags));
	CHECK_EQUAL(flags, 0);
	CloseHandle(opened);
	opened = OpenFileMappingA(FILE_MAP_ALL_ACCESS, TRUE, name);
	REQUIRE(opened);
	CHECK(GetHandleInformation(opened, &flags));
	CHECK_EQUAL(flags, HANDLE_FLAG_INHERIT);
	CloseHandle(opened);
	CloseHandle(section);
	CHECK_FAILS(NULL, OpenFileMappingA(FILE_MAP_READ, FALSE, name),
		    ERROR_FILE_NOT_FOUND);
}

/* Why people want it: the name and the memory go with the last user. */

ROLE(holder)
{
	HANDLE section = section_create(arguments[0], PAGE_READWRITE, PAGE);
	char *view = view_of(section, FILE_MAP_WRITE);

	if (!view)
		return 10;
	strcpy(view, "held");
	Sleep(INFINITE);
	return 0;
}

TEST(mission_name_and_memory_vanish_after_sigkill)
{
	const char *name = test_name("killed");
	HANDLE section = NULL;
	char *view;
	pid_t pid = role_start("holder", name, NULL);
	int tries;

	for (tries = 0; !section && tries < 2000; tries++) {
		section = section_open(name, FILE_MAP_READ);
		Sleep(5);
	}
	REQUIRE(section);
	CloseHandle(section);
	kill(pid, SIGKILL);
	CHECK_EQUAL(role_wait(pid), 1000 + SIGKILL);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
	section = section_create(name, PAGE_READWRITE, PAGE);
	CHECK_EQUAL(GetLastError(), 0);
	view = view_of(section, FILE_MAP_READ);
	CHECK(view && !*view);
	UnmapViewOfFile(view);
	CloseHandle(section);
}
