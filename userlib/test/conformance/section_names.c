// SPDX-License-Identifier: MIT
/* 2. Names. */
#include "conformance.h"

#define PAGE		4096
#define NAME_UNITS_MAX	32766	/* NT's limit */

/* Are two texts the same name, or two? */
static void compare_names(const char *first, const char *second, bool same)
{
	HANDLE section = section_create(first, PAGE_READWRITE, PAGE), other;

	REQUIRE(section);
	if (same) {
		other = section_open(second, FILE_MAP_READ);
		CHECK(other);
		CHECK(CloseHandle(other));
		other = section_create(second, PAGE_READWRITE, PAGE);
		CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	} else {
		CHECK_FAILS(NULL, section_open(second, FILE_MAP_READ),
			    ERROR_FILE_NOT_FOUND);
		other = section_create(second, PAGE_READWRITE, PAGE);
		CHECK_EQUAL(GetLastError(), 0);
	}
	CHECK(other);
	CHECK(CloseHandle(other));
	CHECK(CloseHandle(section));
}

static void case_matters(const struct row *row)
{
	(void)row;
	compare_names(case_name("Test Mapping"), case_name("TEST MAPPING"),
		      false);
	compare_names(case_name("name"), case_name("Name"), false);
	compare_names(case_name("name"), case_name("name"), true);
}

/* Create and open, A and W, section and event: all refuse the name. */
static void name_is_refused(const char *name, DWORD error)
{
	WCHAR wide[300];
	size_t i = 0;

	do {
		wide[i] = (unsigned char)name[i];
	} while (name[i++]);
	count_tuple("refused names", strlen(name), (unsigned char)name[0],
		    (unsigned char)name[i / 2], error);
	CHECK_FAILS(NULL, section_create(name, PAGE_READWRITE, PAGE), error);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ), error);
	CHECK_FAILS(NULL, CreateFileMappingW(INVALID_HANDLE_VALUE, NULL,
					     PAGE_READWRITE, 0, PAGE, wide),
		    error);
	CHECK_FAILS(NULL, OpenFileMappingW(FILE_MAP_READ, FALSE, wide), error);
	CHECK_FAILS(NULL, CreateEventA(NULL, TRUE, FALSE, name), error);
	CHECK_FAILS(NULL, OpenEventW(EVENT_ALL_ACCESS, FALSE, wide), error);
}

static void refused_name(const struct row *row)
{
	name_is_refused(row->text, row->error);
}

static void other_kinds_of_object(const struct row *row)
{
	const char *name = case_name("event"), *taken = case_name("section");
	HANDLE event = CreateEventA(NULL, FALSE, FALSE, name);
	HANDLE section = section_create(taken, PAGE_READWRITE, PAGE);

	REQUIRE(event && section);
	CHECK_FAILS(NULL, section_create(name, PAGE_READWRITE, PAGE),
		    row->error);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ), row->error);
	CHECK_FAILS(NULL, CreateEventA(NULL, FALSE, FALSE, taken), row->error);
	CHECK_FAILS(NULL, OpenEventA(EVENT_ALL_ACCESS, FALSE, taken),
		    row->error);
	CHECK(CloseHandle(event));
	CHECK(CloseHandle(section));
	section = section_create(name, PAGE_READWRITE, PAGE);
	CHECK(section);
	CHECK(CloseHandle(section));
}

static void file_of_the_same_name(const struct row *row)
{
	const char *path = case_file("both", PAGE, 'a'), *name;
	const char *base = path + strlen(platform_directory());
	HANDLE file, section;

	(void)row;
	file = file_open(path, READ_WRITE);
	name = base;
	section = section_on(file, PAGE_READWRITE, 0, name);
	CHECK_EQUAL(GetLastError(), 0);
	REQUIRE(section);
	CHECK(CloseHandle(file));
	CHECK(CloseHandle(section));
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
}

/* text: a name that is none: every section is a new one */
static void unnamed(const struct row *row)
{
	HANDLE first = section_create(row->text, PAGE_READWRITE, PAGE), second;
	char *first_view = view_of(first, FILE_MAP_WRITE), *second_view;

	CHECK_EQUAL(GetLastError(), 0);
	second = section_create(row->text, PAGE_READWRITE, PAGE);
	CHECK_EQUAL(GetLastError(), 0);
	second_view = view_of(second, FILE_MAP_READ);
	REQUIRE(first_view && second_view);
	*first_view = 1;
	CHECK_EQUAL(*second_view, 0);
	CHECK(UnmapViewOfFile(first_view));
	CHECK(UnmapViewOfFile(second_view));
	CHECK(CloseHandle(first));
	CHECK(CloseHandle(second));
}

static void open_is_refused(const struct row *row)
{
	CHECK_FAILS(NULL, section_open(row->text, FILE_MAP_READ), row->error);
	CHECK_FAILS(NULL, section_open(row->text, FILE_MAP_ALL_ACCESS),
		    row->error);
	if (!row->text)
		CHECK_FAILS(NULL, OpenFileMappingW(FILE_MAP_READ, FALSE,
						   (LPCWSTR)NULL), row->error);
}

/* text: prefix, a: whether the bare name is the same */
static void prefix(const struct row *row)
{
	const char *name = case_name("name");
	char full[300];

	snprintf(full, sizeof(full), "%s%s", row->text, name);
	compare_names(name, full, row->a);
	compare_names(full, name, row->a);
}

static void own_session(const struct row *row)
{
	const char *name = case_name("name");
	char full[300], local[300];

	(void)row;
	snprintf(full, sizeof(full), "Session\\%u\\%s", platform_session(),
		 name);
	snprintf(local, sizeof(local), "Local\\%s", name);
	compare_names(name, full, true);
	compare_names(full, local, true);
}

/* Nobody makes a name in another session's directory. */
static void other_session(const struct row *row)
{
	char full[300];

	snprintf(full, sizeof(full), "Session\\%u\\%s", platform_session() + 1,
		 case_name("name"));
	CHECK_FAILS(NULL, section_create(full, PAGE_READWRITE, PAGE),
		    row->error);
	CHECK_FAILS(NULL, section_open(full, FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
}

static void global_without_privilege(const struct row *row)
{
	(void)row;
	CHILD_RUN(false, "global_creator", case_global_name("new"));
}

static void role_global_creator(int count, char **arguments)
{
	CHECK_EQUAL(count, 1);
	platform_become_another_user();
	CHECK_FAILS(NULL, section_create(arguments[0], PAGE_READWRITE, PAGE),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(NULL, CreateEventA(NULL, TRUE, FALSE, arguments[0]),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(NULL, section_open(arguments[0], FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
}

/* Opening one needs no privilege, only the section's permission. */
static void global_opened_without_privilege(const struct row *row)
{
	const char *name = case_global_name("open");
	SECURITY_DESCRIPTOR descriptor;
	SECURITY_ATTRIBUTES attributes = { sizeof(attributes), &descriptor };
	HANDLE section;

	(void)row;
	REQUIRE(InitializeSecurityDescriptor(&descriptor,
					     SECURITY_DESCRIPTOR_REVISION));
	REQUIRE(SetSecurityDescriptorDacl(&descriptor, TRUE, NULL, FALSE));
	section = CreateFileMappingA(INVALID_HANDLE_VALUE, &attributes,
				     PAGE_READWRITE, 0, PAGE, name);
	REQUIRE(section);
	CHILD_RUN(false, "global_opener", name);
	CHECK(CloseHandle(section));
}

static void role_global_opener(int count, char **arguments)
{
	HANDLE section;

	CHECK_EQUAL(count, 1);
	platform_become_another_user();
	section = section_open(arguments[0], FILE_MAP_READ);
	CHECK(section);
	CHECK(CloseHandle(section));
}

static void ordinary_character(char character)
{
	char stem[4] = { 'a', character, 'b' };
	const char *name = case_name(stem);
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), opened;

	count_tuple("characters, A", (unsigned char)character, 0, 0, 0);
	if (!section)
		case_failed(__FILE__, __LINE__, "%#x: last error %u",
			    (unsigned char)character,
			    (unsigned int)GetLastError());
	opened = section_open(name, FILE_MAP_READ);
	CHECK(opened);
	CloseHandle(opened);
	CloseHandle(section);
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
}

/* a to b: characters */
static void ordinary_characters(const struct row *row)
{
	unsigned int character;

	for (character = (unsigned int)row->a; character <= row->b;
	     character++) {
		if (character != '\\')
			ordinary_character((char)character);
	}
}

static void ordinary_name(const struct row *row)
{
	HANDLE section = section_create(row->text, PAGE_READWRITE, PAGE);
	HANDLE opened;

	CHECK_EQUAL(GetLastError(), 0);
	REQUIRE(section);
	opened = section_open(row->text, FILE_MAP_READ);
	CHECK(opened);
	CHECK(CloseHandle(opened));
	CHECK(CloseHandle(section));
	CHECK_FAILS(NULL, section_open(row->text, FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
}

static void slash_is_no_prefix(const struct row *row)
{
	(void)row;
	compare_names(case_name("name"), case_name("Local/name"), false);
	compare_names(case_name("a/b"), case_name("b"), false);
}

/* A name of so many units that starts with this process's number. */
static WCHAR *wide_name(size_t units)
{
	WCHAR *name = malloc((units + 1) * sizeof(WCHAR));
	char number[20];
	size_t i;

	snprintf(number, sizeof(number), "%u",
		 (unsigned int)GetCurrentProcessId());
	for (i = 0; i < units; i++)
		name[i] = i < strlen(number) ? (WCHAR)number[i] : u'n';
	name[units] = 0;
	return name;
}

static HANDLE create_wide(const WCHAR *name)
{
	return CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
				  PAGE, name);
}

static HANDLE open_wide(const WCHAR *name)
{
	return OpenFileMappingW(FILE_MAP_READ, FALSE, name);
}

/* a: units of the created name, b: of the one that opens it, if one does */
static void wide_length(const struct row *row)
{
	WCHAR *name = wide_name(row->a), *other = wide_name(row->b);
	HANDLE section = create_wide(name), opened;

	CHECK_EQUAL(GetLastError(), 0);
	REQUIRE(section);
	count_tuple("lengths of names, W", row->a, row->b, 0, 0);
	if (row->error) {
		CHECK_FAILS(NULL, open_wide(other), row->error);
	} else {
		opened = open_wide(other);
		CHECK(opened);
		CHECK(CloseHandle(opened));
	}
	CHECK(CloseHandle(section));
	CHECK_FAILS(NULL, open_wide(name), ERROR_FILE_NOT_FOUND);
	free(name);
	free(other);
}

/* a to b: units of the name */
static void ansi_lengths(const struct row *row)
{
	char *name = malloc(row->b + 1);
	HANDLE section;
	size_t units;

	memset(name, 'n', row->b + 1);
	snprintf(name, 20, "%08x", (unsigned int)GetCurrentProcessId());
	name[8] = 'n';
	for (units = row->a; units <= row->b; units++) {
		name[units] = '\0';
		count_tuple("lengths of names, A", units, 0, 0, 0);
		if (row->error) {
			CHECK_FAILS(NULL, section_create(name, PAGE_READWRITE,
							 PAGE), row->error);
			CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
				    row->error);
		} else {
			section = section_create(name, PAGE_READWRITE, PAGE);
			CHECK(section);
			CHECK(CloseHandle(section));
		}
		name[units] = 'n';
	}
	free(name);
}

/* Characters count, not bytes: 259 of three bytes each fit. */
static void ansi_length_in_units(const struct row *row)
{
	char name[3 * 260 + 1];
	HANDLE section;
	size_t i;

	if (!platform_is_utf8())
		return;
	for (i = 0; i < 260; i++)
		memcpy(name + 3 * i, "\xe2\x82\xac", 3);
	name[3 * 260] = '\0';
	CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ), row->error);
	name[3 * 259] = '\0';
	section = section_create(name, PAGE_READWRITE, PAGE);
	CHECK(section);
	CHECK(CloseHandle(section));
}

/* One text in both forms. */
static const struct {
	const char *ansi;
	const WCHAR *wide;
	bool needs_utf8;
} same_names[] = {
	{ "conformance plain", u"conformance plain", false },
	{ "Local\\conformance local", u"Local\\conformance local", false },
	{ "Global\\conformance global", u"Global\\conformance global", false },
	{ "conformance \xc3\xa4", u"conformance \u00e4", true },
	{ "conformance \xe2\x82\xac", u"conformance \u20ac", true },
	{ "conformance \xef\xbf\xbf", u"conformance \uffff", true },
	{ "conformance \xf0\x9f\x90\xa7", u"conformance \U0001f427", true },
	{ "\xc3\xa4\xe2\x82\xac", u"\u00e4\u20ac", true },
};

static void ansi_and_wide_are_one(const char *ansi, const WCHAR *wide)
{
	HANDLE section = section_create(ansi, PAGE_READWRITE, PAGE), other;

	CHECK_EQUAL(GetLastError(), 0);
	REQUIRE(section);
	other = open_wide(wide);
	CHECK(other);
	CHECK(CloseHandle(other));
	other = create_wide(wide);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CHECK(CloseHandle(section));
	section = section_open(ansi, FILE_MAP_READ);
	CHECK(section);
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(other));
}

static void ansi_and_wide(const struct row *row)
{
	size_t i;

	(void)row;
	for (i = 0; i < ARRAYSIZE(same_names); i++) {
		if (!same_names[i].needs_utf8 || platform_is_utf8())
			ansi_and_wide_are_one(same_names[i].ansi,
					      same_names[i].wide);
	}
}

/* UTF-8 of one unit; a lone surrogate has the three bytes of its number. */
static void put_unit(char *to, unsigned int unit)
{
	if (unit < 0x80) {
		*to++ = (char)unit;
	} else if (unit < 0x800) {
		*to++ = (char)(0xc0 | unit >> 6);
		*to++ = (char)(0x80 | (unit & 0x3f));
	} else {
		*to++ = (char)(0xe0 | unit >> 12);
		*to++ = (char)(0x80 | (unit >> 6 & 0x3f));
		*to++ = (char)(0x80 | (unit & 0x3f));
	}
	*to = '\0';
}

static bool is_backslash_or_nul(unsigned int unit)
{
	return unit == '\\' || !unit;
}

/* Every unit by itself, surrogates included, is a name of its own. */
static void one_to_one(const struct row *row)
{
	WCHAR wide[] = u"conformance unit ?", next[] = u"conformance unit ?";
	size_t at = ARRAYSIZE(wide) - 2;
	char ansi[30] = "conformance unit ";
	unsigned int unit;
	HANDLE section, opened;

	if (!platform_is_utf8())
		return;
	for (unit = (unsigned int)row->a; unit <= row->b;
	     unit += (unsigned int)row->c) {
		if (is_backslash_or_nul(unit) || is_backslash_or_nul(unit ^ 1))
			continue;
		if (!count_tuple("units, A against W", unit, 0, 0, 0))
			continue;
		wide[at] = (WCHAR)unit;
		next[at] = (WCHAR)(unit ^ 1);
		put_unit(ansi + at, unit);
		section = create_wide(wide);
		CHECK(section);
		opened = section_open(ansi, FILE_MAP_READ);
		if (!opened)
			case_failed(__FILE__, __LINE__, "unit %#x: error %u",
				    unit, (unsigned int)GetLastError());
		CloseHandle(opened);
		CHECK_FAILS(NULL, open_wide(next), ERROR_FILE_NOT_FOUND);
		CHECK(CloseHandle(section));
	}
}

/* Two lone surrogates never meet, nor a pair and its parts. */
static void lone_surrogates(const struct row *row)
{
	static const WCHAR *const names[] = {
		u"conformance \xd800", u"conformance \xd801",
		u"conformance \xdc00", u"conformance \xfffd",
		u"conformance \xd800\xdc00", u"conformance \xdc00\xd800",
		u"conformance ?", u"conformance ",
	};
	HANDLE sections[ARRAYSIZE(names)];
	size_t i;

	(void)row;
	for (i = 0; i < ARRAYSIZE(names); i++) {
		sections[i] = create_wide(names[i]);
		CHECK(sections[i]);
		CHECK_EQUAL(GetLastError(), 0);
	}
	for (i = 0; i < ARRAYSIZE(names); i++)
		CHECK(CloseHandle(sections[i]));
}

/* Refused: the name ends at its first NUL. */
static void nul_ends_the_name(const struct row *row)
{
	static const char name[] = "conformance first\0second";
	static const WCHAR wide[] = u"conformance first\0third";
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), opened;

	(void)row;
	REQUIRE(section);
	opened = open_wide(wide);
	CHECK(opened);
	CHECK(CloseHandle(opened));
	opened = section_open("conformance first", FILE_MAP_READ);
	CHECK(opened);
	CHECK(CloseHandle(opened));
	CHECK(CloseHandle(section));
}

static void name_of_a_file_section(const struct row *row)
{
	const char *path = case_file("data", PAGE, 'a');
	const char *name = case_name("section");
	HANDLE file = file_open(path, READ_WRITE), section, opened;
	char *view;

	(void)row;
	section = section_on(file, PAGE_READWRITE, 0, name);
	REQUIRE(section);
	opened = section_open(name, FILE_MAP_READ);
	view = view_of(opened, FILE_MAP_READ);
	REQUIRE(view);
	CHECK_EQUAL(*view, 'a');
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(opened));
	CHECK_FAILS(NULL, section_open(path + strlen(platform_directory()),
				       FILE_MAP_READ), ERROR_FILE_NOT_FOUND);
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(file));
}

static void same_name_in_two_sessions(const struct row *row)
{
	const char *name = case_name("name");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	volatile char *view = view_of(section, FILE_MAP_WRITE);

	(void)row;
	REQUIRE(view);
	*view = 1;
	CHILD_RUN(false, "other_session", name);
	CHECK_EQUAL(*view, 1);
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(CloseHandle(section));
}

static void role_other_session(int count, char **arguments)
{
	HANDLE section;
	volatile char *view;

	CHECK_EQUAL(count, 1);
	if (!platform_become_another_user())
		return;
	CHECK_FAILS(NULL, section_open(arguments[0], FILE_MAP_READ),
		    ERROR_FILE_NOT_FOUND);
	section = section_create(arguments[0], PAGE_READWRITE, PAGE);
	CHECK_EQUAL(GetLastError(), 0);
	view = view_of(section, FILE_MAP_WRITE);
	REQUIRE(view);
	CHECK_EQUAL(*view, 0);
	*view = 2;
	CHECK(UnmapViewOfFile((void *)view));
	CHECK(CloseHandle(section));
}

const struct row rows_names[] = {
	{ "NAM-1", case_matters },
	{ "NAM-2", other_kinds_of_object, .error = ERROR_INVALID_HANDLE },
	{ "NAM-3", file_of_the_same_name },
	{ "NAM-4", unnamed, NULL },
	{ "NAM-5", open_is_refused, NULL, .error = ERROR_INVALID_PARAMETER },
	{ "NAM-6", unnamed, "" },
	{ "NAM-7", open_is_refused, "", .error = ERROR_INVALID_HANDLE },
	{ "NAM-8", prefix, "Local\\", true },
	{ "NAM-9", prefix, "Global\\", false },
	{ "NAM-10", global_without_privilege },
	{ "NAM-10", global_opened_without_privilege },
	{ "NAM-11", own_session },
	{ "NAM-11", other_session, .error = ERROR_ACCESS_DENIED },
	{ "NAM-12", refused_name, "local\\x", .error = ERROR_PATH_NOT_FOUND },
	{ "NAM-12", refused_name, "LOCAL\\x", .error = ERROR_PATH_NOT_FOUND },
	{ "NAM-12", refused_name, "GLOBAL\\x", .error = ERROR_PATH_NOT_FOUND },
	{ "NAM-12", refused_name, "global\\x", .error = ERROR_PATH_NOT_FOUND },
	{ "NAM-12", refused_name, "session\\0\\x",
	  .error = ERROR_PATH_NOT_FOUND },
	{ "NAM-13", refused_name, "a\\b", .error = ERROR_PATH_NOT_FOUND },
	{ "NAM-13", refused_name, "a\\b\\c", .error = ERROR_PATH_NOT_FOUND },
	{ "NAM-13", refused_name, "Local\\a\\b",
	  .error = ERROR_PATH_NOT_FOUND },
	{ "NAM-13", refused_name, "Global\\a\\b",
	  .error = ERROR_PATH_NOT_FOUND },
	{ "NAM-13", refused_name, " \\b", .error = ERROR_PATH_NOT_FOUND },
	{ "NAM-13", refused_name, "Locals\\b", .error = ERROR_PATH_NOT_FOUND },
	{ "NAM-14", refused_name, "\\x", .error = ERROR_BAD_PATHNAME },
	{ "NAM-14", refused_name, "\\Local\\x", .error = ERROR_BAD_PATHNAME },
	{ "NAM-14", refused_name, "\\BaseNamedObjects\\x",
	  .error = ERROR_BAD_PATHNAME },
	{ "NAM-15", refused_name, "a\\", .error = ERROR_PATH_NOT_FOUND },
	{ "NAM-15", refused_name, "Local\\\\x", .error = ERROR_INVALID_NAME },
	{ "NAM-15", refused_name, "Global\\\\x", .error = ERROR_INVALID_NAME },
	{ "NAM-16", refused_name, "Local", .error = ERROR_INVALID_HANDLE },
	{ "NAM-16", refused_name, "Global", .error = ERROR_INVALID_HANDLE },
	{ "NAM-17", ordinary_characters, NULL, 1, 127 },
	{ "NAM-17", ordinary_name, " \t\r\n " },
	{ "NAM-17", ordinary_name, "conformance:a:b" },
	{ "NAM-17", ordinary_name, "conformance/a//b/" },
	{ "NAM-17", ordinary_name, "Local\\ conformance" },
	{ "NAM-17", slash_is_no_prefix },
	{ "NAM-18", wide_length, NULL, 1001, 1001 },
	{ "NAM-18", wide_length, NULL, 260, 260 },
	{ "NAM-18", wide_length, NULL, 5000, 5001,
	  .error = ERROR_FILE_NOT_FOUND },
	{ "NAM-18", wide_length, NULL, NAME_UNITS_MAX, NAME_UNITS_MAX },
	{ "NAM-18", wide_length, NULL, NAME_UNITS_MAX - 1, NAME_UNITS_MAX,
	  .error = ERROR_FILE_NOT_FOUND },
	{ "NAM-18", wide_length, NULL, NAME_UNITS_MAX + 1, NAME_UNITS_MAX },
	{ "NAM-18", wide_length, NULL, 70000, NAME_UNITS_MAX },
	{ "NAM-19", ansi_lengths, NULL, 9, 259 },
	{ "NAM-19", ansi_lengths, NULL, 260, 600,
	  .error = ERROR_FILENAME_EXCED_RANGE },
	{ "NAM-19", ansi_length_in_units,
	  .error = ERROR_FILENAME_EXCED_RANGE },
	{ "NAM-20", ansi_and_wide },
	{ "NAM-20", one_to_one, NULL, 1, 0x7ff, 1 },
	{ "NAM-20", one_to_one, NULL, 0x800, 0xffff, 0x61 },
	{ "NAM-20", one_to_one, NULL, 0xd7f0, 0xe010, 0x10 },
	{ "NAM-20", lone_surrogates },
	{ "NAM-21", nul_ends_the_name },
	{ "NAM-22", name_of_a_file_section },
	{ "NAM-23", call_is_absent, "NtQueryObject" },
	{ "NAM-24", same_name_in_two_sessions },
	{ NULL }
};

const struct role roles_names[] = {
	{ "global_creator", role_global_creator },
	{ "global_opener", role_global_opener },
	{ "other_session", role_other_session },
	{ NULL, NULL }
};
