// SPDX-License-Identifier: MIT
/* Names of objects, rows NAM. */
#include "harness.h"

#define PAGE 4096u

static HANDLE section_create_wide(const WCHAR *name)
{
	return CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
				  PAGE, name);
}

TEST(NAM_1_case_matters)
{
	const char *lower = test_name("case"), *upper = test_name("CASE");
	HANDLE section = section_create(lower, PAGE_READWRITE, PAGE), other;

	CHECK_FAILS(NULL, section_open(upper, FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
	other = section_create(upper, PAGE_READWRITE, PAGE);
	CHECK_EQUAL(GetLastError(), 0);
	CloseHandle(section);
	CloseHandle(other);
}

TEST(NAM_2_OFM_11_one_name_space_for_all_kinds)
{
	const char *name = test_name("kind");
	HANDLE event = CreateEventA(NULL, FALSE, FALSE, name), section;

	CHECK_FAILS(NULL, section_create(name, PAGE_READWRITE, PAGE),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
		    ERROR_INVALID_HANDLE);
	CloseHandle(event);
	section = section_create(name, PAGE_READWRITE, PAGE);
	CHECK_FAILS(NULL, CreateEventA(NULL, FALSE, FALSE, name),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(NULL, OpenEventA(EVENT_ALL_ACCESS, FALSE, name),
		    ERROR_INVALID_HANDLE);
	CloseHandle(section);
}

TEST(NAM_3_22_not_the_names_of_files)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);
	HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
					    path);
	HANDLE again = section_open(path, FILE_MAP_READ);

	CHECK(section && again);
	CloseHandle(again);
	CloseHandle(section);
	CloseHandle(file);
}

TEST(NAM_4_5_6_7_no_name_and_empty_name)
{
	HANDLE first, second;

	first = section_create("", PAGE_READWRITE, PAGE);
	second = section_create("", PAGE_READWRITE, PAGE);
	CHECK(first && second);
	CHECK_EQUAL(GetLastError(), 0);
	CloseHandle(first);
	CloseHandle(second);
	CHECK_FAILS(NULL, section_open(NULL, FILE_MAP_READ),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, section_open("", FILE_MAP_READ),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(NULL, OpenFileMappingW(FILE_MAP_READ, FALSE, u""),
		    ERROR_INVALID_HANDLE);
}

TEST(NAM_8_local_prefix)
{
	const char *name = test_name("prefix");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), bare;

	bare = section_open(name + strlen("Local\\"), FILE_MAP_READ);
	CHECK(bare);
	CloseHandle(bare);
	CloseHandle(section);
}

TEST(NAM_9_10_global_prefix)
{
	char name[100];
	HANDLE section, opened;

	snprintf(name, sizeof(name), "Global\\namedmap-test-%d", getpid());
	section = section_create(name, PAGE_READWRITE, PAGE);
	if (geteuid()) {
		CHECK(!section && GetLastError() == ERROR_ACCESS_DENIED);
		return;
	}
	CHECK(section);
	opened = section_open(name, FILE_MAP_READ);
	CHECK(opened);
	CloseHandle(opened);
	CHECK_FAILS(NULL, section_open(name + strlen("Global\\"),
				       FILE_MAP_READ), ERROR_FILE_NOT_FOUND);
	CloseHandle(section);
}

TEST(NAM_12_to_16_malformed)
{
	static const struct { const char *name; DWORD error; } table[] = {
		{ "local\\x", ERROR_PATH_NOT_FOUND },
		{ "GLOBAL\\x", ERROR_PATH_NOT_FOUND },
		{ "a\\b", ERROR_PATH_NOT_FOUND },
		{ "a\\", ERROR_PATH_NOT_FOUND },
		{ "\\a", ERROR_BAD_PATHNAME },
		{ "\\", ERROR_BAD_PATHNAME },
		{ "Local\\\\a", ERROR_INVALID_NAME },
		{ "Local\\a\\b", ERROR_PATH_NOT_FOUND },
		{ "Local", ERROR_INVALID_HANDLE },
		{ "Global", ERROR_INVALID_HANDLE },
		{ "Session", ERROR_INVALID_HANDLE },
		{ "session\\0\\x", ERROR_PATH_NOT_FOUND },
		{ "Session\\x\\y", ERROR_PATH_NOT_FOUND },
		{ "Global\\\\a", ERROR_INVALID_NAME },
		{ "Global\\a\\", ERROR_PATH_NOT_FOUND },
		{ "Local\\", ERROR_INVALID_NAME },
	};
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		CHECK_FAILS(NULL, section_create(table[i].name, PAGE_READWRITE,
						 PAGE), table[i].error);
		CHECK_FAILS(NULL, section_open(table[i].name, FILE_MAP_READ),
			    table[i].error);
		CHECK_FAILS(NULL, CreateEventA(NULL, FALSE, FALSE,
					       table[i].name), table[i].error);
	}
}

TEST(NAM_11_session_prefix)
{
	char name[100];
	HANDLE section, bare;

	snprintf(name, sizeof(name), "Session\\%u\\namedmap-test-%d", geteuid(),
		 getpid());
	section = section_create(name, PAGE_READWRITE, PAGE);
	CHECK(section);
	bare = section_open(strrchr(name, '\\') + 1, FILE_MAP_READ);
	CHECK(bare);
	CloseHandle(bare);
	CloseHandle(section);
	/* The session of another. */
	snprintf(name, sizeof(name), "Session\\%u\\namedmap-test-%d",
		 geteuid() + 1, getpid());
	CHECK_FAILS(NULL, section_create(name, PAGE_READWRITE, PAGE),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
}

TEST(NAM_10_24_two_users)
{
	SECURITY_DESCRIPTOR everybody;
	SECURITY_ATTRIBUTES attributes;
	char name[100];
	HANDLE first, second, opened;

	if (getuid())
		test_skip("only root can be two users");
	InitializeSecurityDescriptor(&everybody, SECURITY_DESCRIPTOR_REVISION);
	SetSecurityDescriptorDacl(&everybody, TRUE, NULL, FALSE);
	test_set_inherit(&attributes, false);
	attributes.lpSecurityDescriptor = &everybody;
	snprintf(name, sizeof(name), "Global\\namedmap-test-%d", getpid());
	first = CreateFileMappingA(NULL, &attributes, PAGE_READWRITE, 0, PAGE,
				   name);
	CHECK(first);
	REQUIRE(!seteuid(2000));
	/* To open takes no privilege, to create does. */
	opened = section_open(name, FILE_MAP_READ);
	CHECK(opened);
	CloseHandle(opened);
	opened = section_create(name, PAGE_READWRITE, PAGE);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CloseHandle(opened);
	CloseHandle(first);
	CHECK_FAILS(NULL, section_create(name, PAGE_READWRITE, PAGE),
		    ERROR_ACCESS_DENIED);
	/* One name of two users is two objects. */
	first = section_create(strchr(name, '\\') + 1, PAGE_READWRITE, PAGE);
	CHECK_EQUAL(GetLastError(), 0);
	REQUIRE(!seteuid(0));
	second = section_create(strchr(name, '\\') + 1, PAGE_READWRITE, PAGE);
	CHECK_EQUAL(GetLastError(), 0);
	CHECK(first && second);
	CloseHandle(first);
	CloseHandle(second);
}

TEST(NAM_17_ordinary_characters)
{
	static const char *const names[] = { "a/b", "local/x", " ", "\t\n",
					     "a:b", "*?<>|\"" };
	HANDLE section, opened;
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(names); i++) {
		section = section_create(names[i], PAGE_READWRITE, PAGE);
		CHECK(section);
		CHECK_EQUAL(GetLastError(), 0);
		opened = section_open(names[i], FILE_MAP_READ);
		CHECK(opened);
		CloseHandle(opened);
		CloseHandle(section);
	}
}

TEST(NAM_18_length_of_wide_names)
{
	static WCHAR name[40000];
	HANDLE section, other;
	unsigned int i;

	/* Three bytes for each character. */
	for (i = 0; i < ARRAYSIZE(name) - 1; i++)
		name[i] = 0x6f22;
	section = section_create_wide(name);
	REQUIRE(section);
	CHECK_EQUAL(GetLastError(), 0);
	/* What is beyond the limit does not count. */
	name[32766] = 0;
	other = OpenFileMappingW(FILE_MAP_READ, FALSE, name);
	CHECK(other);
	CloseHandle(other);
	name[32765] = 0;
	CHECK_FAILS(NULL, OpenFileMappingW(FILE_MAP_READ, FALSE, name),
		    ERROR_FILE_NOT_FOUND);
	CloseHandle(section);
}

TEST(NAM_19_length_of_ansi_names)
{
	char name[400];
	HANDLE section;
	unsigned int i;

	memset(name, 'n', sizeof(name));
	name[260] = 0;
	CHECK_FAILS(NULL, section_create(name, PAGE_READWRITE, PAGE),
		    ERROR_FILENAME_EXCED_RANGE);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
		    ERROR_FILENAME_EXCED_RANGE);
	CHECK_FAILS(NULL, CreateEventA(NULL, FALSE, FALSE, name),
		    ERROR_FILENAME_EXCED_RANGE);
	name[259] = 0;
	section = section_create(name, PAGE_READWRITE, PAGE);
	CHECK(section);
	CloseHandle(section);
	/* Characters count, not bytes. */
	for (i = 0; i < 199; i++)
		memcpy(name + 2 * i, "\xc3\xa9", 2);
	name[2 * 199] = 0;
	section = section_create(name, PAGE_READWRITE, PAGE);
	CHECK(section);
	CloseHandle(section);
}

TEST(NAM_20_ansi_and_wide_are_one)
{
	static const struct { const char *ansi; WCHAR wide[8]; } table[] = {
		{ "plain", u"plain" },
		{ "\xc3\xa9\xe2\x82\xac", { 0xe9, 0x20ac } },
		{ "\xf0\x9f\x98\x80", { 0xd83d, 0xde00 } },
		{ "\xed\xa0\xbd", { 0xd83d } },
		{ "\xed\xb8\x80", { 0xde00 } },
		{ "\xed\xb8\x80\xed\xa0\xbd", { 0xde00, 0xd83d } },
		{ "\xed\xa0\xbdx", { 0xd83d, 'x' } },
		{ "\xef\xbf\xbf", { 0xffff } },
		{ "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80",
		  { 0x7f, 0x80, 0x7ff, 0x800 } },
	};
	HANDLE section, opened;
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		section = section_create(table[i].ansi, PAGE_READWRITE, PAGE);
		CHECK_EQUAL(GetLastError(), 0);
		opened = section_create_wide(table[i].wide);
		CHECK(opened);
		CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
		CloseHandle(opened);
		CloseHandle(section);
	}
}

TEST(NAM_20_bytes_that_are_no_UTF_8_stay_what_they_are)
{
	static const char *const names[] = { "\xff", "\xfe", "\xc3", "\xe9t\xe9",
					     "\xc0\x80", "\xf8\x88\x80\x80" };
	HANDLE sections[ARRAYSIZE(names)], opened;
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(names); i++) {
		sections[i] = section_create(names[i], PAGE_READWRITE, PAGE);
		CHECK_EQUAL(GetLastError(), 0);
	}
	for (i = 0; i < ARRAYSIZE(names); i++) {
		opened = section_open(names[i], FILE_MAP_READ);
		CHECK(opened);
		CloseHandle(opened);
		CloseHandle(sections[i]);
	}
}

TEST(NAM_20_different_wide_names_stay_different)
{
	/* Every unit alone, surrogates too, is a name of its own. */
	WCHAR name[3] = { 'n' };
	HANDLE section, other;
	unsigned int unit;

	name[1] = 0xd800;
	section = section_create_wide(name);
	for (unit = 0xd801; unit < 0xe001; unit += 0x3f) {
		name[1] = (WCHAR)unit;
		other = section_create_wide(name);
		CHECK(other);
		CHECK_EQUAL(GetLastError(), 0);
		CloseHandle(other);
	}
	CloseHandle(section);
}

TEST(EVT_create_and_open)
{
	const char *name = test_name("event");
	HANDLE event = CreateEventA(NULL, TRUE, TRUE, name), again;
	DWORD flags;

	CHECK(event);
	CHECK_EQUAL(GetLastError(), 0);
	again = CreateEventA(NULL, FALSE, FALSE, name);
	CHECK(again);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CloseHandle(again);
	again = OpenEventA(EVENT_MODIFY_STATE, TRUE, name);
	CHECK(GetHandleInformation(again, &flags));
	CHECK_EQUAL(flags, HANDLE_FLAG_INHERIT);
	CloseHandle(again);
	CloseHandle(event);
	CHECK_FAILS(NULL, OpenEventA(EVENT_ALL_ACCESS, FALSE, name),
		    ERROR_FILE_NOT_FOUND);
	CHECK_FAILS(NULL, OpenEventA(EVENT_ALL_ACCESS, FALSE, NULL),
		    ERROR_INVALID_PARAMETER);
	event = CreateEventW(NULL, FALSE, FALSE, u"namedmap-wide-event");
	again = OpenEventW(EVENT_ALL_ACCESS, FALSE, u"namedmap-wide-event");
	CHECK(event && again);
	CloseHandle(event);
	CloseHandle(again);
}
