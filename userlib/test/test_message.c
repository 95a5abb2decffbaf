// SPDX-License-Identifier: MIT
/* FormatMessage. */
#include "harness.h"

#define FROM_SYSTEM FORMAT_MESSAGE_FROM_SYSTEM
#define FROM_STRING FORMAT_MESSAGE_FROM_STRING
#define ARRAY FORMAT_MESSAGE_ARGUMENT_ARRAY

static char text[400];

static bool is_text(DWORD flags, const char *source, DWORD_PTR *arguments,
		    const char *expected)
{
	DWORD length = FormatMessageA(flags | FROM_STRING | ARRAY, source, 0, 0,
				      text, sizeof(text),
				      (va_list *)arguments);

	if (length == strlen(expected) && !strcmp(text, expected))
		return true;
	printf("# \"%s\" is \"%s\" (%u)\n", source, length ? text : "", length);
	return false;
}

/* The header's own list, so that no number is left without words. */
static const DWORD numbers[] = {
#include "errors.h"
};

TEST_ALONE(MSG_every_error_has_words)
{
	size_t i;

	CHECK(ARRAYSIZE(numbers) > 100);
	for (i = 0; i < ARRAYSIZE(numbers); i++) {
		if (!FormatMessageA(FROM_SYSTEM, NULL, numbers[i], 0, text,
				    sizeof(text), NULL))
			test_failed(__FILE__, __LINE__, "%u has none",
				    numbers[i]);
	}
	CHECK_FAILS(0, FormatMessageA(FROM_SYSTEM, NULL, 0x12345, 0, text,
				      sizeof(text), NULL),
		    ERROR_MR_MID_NOT_FOUND);
}

TEST_ALONE(MSG_allocates_and_ends_a_line)
{
	char *made = NULL, once[200];
	WCHAR *wide = NULL;
	DWORD length;

	length = FormatMessageA(FROM_SYSTEM | FORMAT_MESSAGE_ALLOCATE_BUFFER |
				FORMAT_MESSAGE_IGNORE_INSERTS, NULL,
				ERROR_ACCESS_DENIED,
				MAKELANGID(LANG_NEUTRAL, SUBLANG_DEFAULT),
				(LPSTR)&made, 0, NULL);
	REQUIRE(length && made);
	CHECK(strlen(made) == length && !strcmp(made + length - 3, ".\r\n"));
	/* A result with its facility means the same. */
	CHECK_EQUAL(FormatMessageA(FROM_SYSTEM, NULL, (DWORD)E_ACCESSDENIED, 0,
				   once, sizeof(once), NULL), length);
	CHECK(!strcmp(once, made));
	CHECK_EQUAL(FormatMessageA(FROM_SYSTEM | 0xff, NULL,
				   ERROR_ACCESS_DENIED, 0, once, sizeof(once),
				   NULL), length - 1);
	CHECK(!strcmp(once + length - 3, ". "));
	CHECK_EQUAL(FormatMessageW(FROM_SYSTEM | FORMAT_MESSAGE_ALLOCATE_BUFFER,
				   NULL, ERROR_ACCESS_DENIED, 0, (LPWSTR)&wide,
				   0, NULL), length);
	CHECK(wide && wide[0] == (unsigned char)made[0]);
	CHECK(!LocalFree(made) && !LocalFree(wide));
	CHECK_FAILS(0, FormatMessageA(FROM_SYSTEM, NULL, 5, 0, once, length,
				      NULL), ERROR_INSUFFICIENT_BUFFER);
}

TEST_ALONE(MSG_inserts)
{
	DWORD_PTR words[] = { (DWORD_PTR)"one", (DWORD_PTR)"two" };
	DWORD_PTR values[] = { 255, 4, (DWORD_PTR)"abcdef" };

	CHECK(is_text(0, "%2 %1%% %!x%. %t|%0 gone", words,
		      "two one% !x. \t|"));
	CHECK(is_text(0, "%1!08lX! %1!d!", values, "000000FF 255"));
	CHECK(is_text(0, "%2!*.*s!|", (DWORD_PTR[]){ 0, 5, 2,
		      (DWORD_PTR)"abc" }, "   ab|"));
	CHECK(is_text(0, "%3!.2s!", values, "ab"));
	CHECK(is_text(FORMAT_MESSAGE_IGNORE_INSERTS, "%1 %12!x!%%%n", NULL,
		      "%1 %12!x!%\r\n"));
	CHECK(is_text(0, "a\nb\r\nc%nd", words, "a\r\nb\r\nc\r\nd"));
	CHECK_FAILS(0, FormatMessageA(FROM_STRING, "%1", 0, 0, text,
				      sizeof(text), NULL),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(0, FormatMessageA(FROM_STRING, "x%", 0, 0, text,
				      sizeof(text), NULL),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(0, FormatMessageA(0, NULL, 5, 0, text, sizeof(text), NULL),
		    ERROR_INVALID_PARAMETER);
}

static DWORD format_list(const char *source, ...)
{
	va_list arguments;
	DWORD length;

	va_start(arguments, source);
	length = FormatMessageA(FROM_STRING, source, 0, 0, text, sizeof(text),
				&arguments);
	va_end(arguments);
	return length;
}

TEST_ALONE(MSG_takes_a_list_in_any_order)
{
	CHECK_EQUAL(format_list("%3 %1!u! %2", 7, "b", "c"), 5);
	CHECK(!strcmp(text, "c 7 b"));
}

TEST_ALONE(MSG_wide_strings_are_wide)
{
	DWORD_PTR words[] = { (DWORD_PTR)u"\u00e4" };
	WCHAR wide[20];

	CHECK_EQUAL(FormatMessageW(FROM_STRING | ARRAY, u"<%1>", 0, 0, wide, 20,
				   (va_list *)words), 3);
	CHECK(!lstrcmpW(wide, u"<\u00e4>"));
}

TEST_ALONE(MSG_width_breaks_lines)
{
	CHECK(is_text(10, "one two\nthree four five", NULL,
		      "one two\r\nthree four\r\nfive"));
	CHECK(is_text(255, "a\r\nb%nc", NULL, "a b\r\nc"));
}
