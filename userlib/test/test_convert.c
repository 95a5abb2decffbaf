// SPDX-License-Identifier: MIT
/* MultiByteToWideChar and WideCharToMultiByte. */
#include "harness.h"

static WCHAR wide[16];
static char narrow[32];

static int to_wide(DWORD flags, const char *from, int length)
{
	memset(wide, 0, sizeof(wide));
	return MultiByteToWideChar(CP_UTF8, flags, from, length, wide, 16);
}

static int to_bytes(DWORD flags, const WCHAR *from, int length)
{
	memset(narrow, 0, sizeof(narrow));
	return WideCharToMultiByte(CP_UTF8, flags, from, length, narrow, 32,
				   NULL, NULL);
}

TEST_ALONE(CNV_both_ways)
{
	static const char bytes[] = "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80";
	static const WCHAR units[] = u"a\u00e4\u20ac\U0001f600";

	CHECK_EQUAL(to_wide(0, bytes, -1), 6);
	CHECK(!memcmp(wide, units, sizeof(units)));
	CHECK_EQUAL(to_wide(0, bytes, 3), 2);
	CHECK_EQUAL(to_bytes(0, units, -1), 11);
	CHECK(!strcmp(narrow, bytes));
	CHECK_EQUAL(to_bytes(0, units, 2), 3);
	CHECK_EQUAL(MultiByteToWideChar(CP_ACP, 0, bytes, -1, NULL, 0), 6);
	CHECK_EQUAL(WideCharToMultiByte(CP_ACP, 0, units, -1, NULL, 0, NULL,
					NULL), 11);
}

TEST_ALONE(CNV_what_is_no_Unicode)
{
	/* What belongs together becomes one character. */
	CHECK_EQUAL(to_wide(0, "\xe2\x82|\xff\xc0\x80|\xed\xa0\x80", -1), 10);
	CHECK(!lstrcmpW(wide,
			u"\ufffd|\ufffd\ufffd\ufffd|\ufffd\ufffd\ufffd"));
	CHECK_FAILS(0, to_wide(MB_ERR_INVALID_CHARS, "a\xff", -1),
		    ERROR_NO_UNICODE_TRANSLATION);
	CHECK_FAILS(0, to_wide(MB_ERR_INVALID_CHARS, "\xe2\x82", 2),
		    ERROR_NO_UNICODE_TRANSLATION);
	CHECK_EQUAL(to_bytes(0, (WCHAR[]){ 0xd800, 'x', 0 }, -1), 5);
	CHECK(!strcmp(narrow, "\xef\xbf\xbdx"));
	CHECK_FAILS(0, to_bytes(WC_ERR_INVALID_CHARS,
				(WCHAR[]){ 0xdc00, 0 }, -1),
		    ERROR_NO_UNICODE_TRANSLATION);
}

TEST_ALONE(CNV_wrong_arguments)
{
	BOOL used = TRUE;

	CHECK_FAILS(0, MultiByteToWideChar(CP_UTF8, 0, "ab", -1, wide, 2),
		    ERROR_INSUFFICIENT_BUFFER);
	CHECK_FAILS(0, WideCharToMultiByte(CP_UTF8, 0, u"\u20ac", -1, narrow, 2,
					   NULL, NULL),
		    ERROR_INSUFFICIENT_BUFFER);
	CHECK_FAILS(0, MultiByteToWideChar(1252, 0, "a", -1, wide, 2),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(0, to_wide(0, "a", 0), ERROR_INVALID_PARAMETER);
	CHECK_FAILS(0, to_wide(0, NULL, -1), ERROR_INVALID_PARAMETER);
	CHECK_FAILS(0, to_wide(MB_PRECOMPOSED, "a", -1), ERROR_INVALID_FLAGS);
	CHECK_EQUAL(MultiByteToWideChar(CP_ACP, MB_PRECOMPOSED, "a", -1, wide,
					2), 2);
	CHECK_FAILS(0, WideCharToMultiByte(CP_UTF8, 0, u"a", -1, narrow, 2, "?",
					   NULL), ERROR_INVALID_PARAMETER);
	CHECK_EQUAL(WideCharToMultiByte(CP_ACP, 0, u"a", -1, narrow, 2, "?",
					&used), 2);
	CHECK(!used);
}
