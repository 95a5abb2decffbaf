// SPDX-License-Identifier: MIT
/* Strings: the _s calls, the lstr calls, wsprintf, tchar.h. */
#include "harness.h"

#include <conio.h>
#include <direct.h>
#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <process.h>
#include <tchar.h>

/* A literal format would be looked at by the compiler, which knows too much. */
static const char *volatile format;

TEST_ALONE(STR_copies_that_know_the_room)
{
	char to[6] = "old";

	CHECK_EQUAL(strcpy_s(to, sizeof(to), "12345"), 0);
	CHECK(!strcmp(to, "12345"));
	CHECK_EQUAL(strcpy_s(to, sizeof(to), "123456"), ERANGE);
	CHECK(!to[0]);
	CHECK_EQUAL(strcpy_s(to, sizeof(to), NULL), EINVAL);
	CHECK_EQUAL(strcpy_s(NULL, 6, "x"), EINVAL);
	CHECK_EQUAL(strcpy_s(to, 0, "x"), EINVAL);
	strcpy(to, "12");
	CHECK_EQUAL(strcat_s(to, sizeof(to), "345"), 0);
	CHECK(!strcmp(to, "12345"));
	CHECK_EQUAL(strcat_s(to, sizeof(to), "6"), ERANGE);
	CHECK(!to[0]);
	CHECK_EQUAL(strncpy_s(to, sizeof(to), "123456789", 3), 0);
	CHECK(!strcmp(to, "123"));
	CHECK_EQUAL(strncpy_s(to, sizeof(to), "123456789", _TRUNCATE),
		    STRUNCATE);
	CHECK(!strcmp(to, "12345"));
	CHECK_EQUAL(strncpy_s(to, sizeof(to), "123456789", 6), ERANGE);
	strcpy(to, "123");
	CHECK_EQUAL(strncat_s(to, sizeof(to), "456", _TRUNCATE), STRUNCATE);
	CHECK(!strcmp(to, "12345"));
}

TEST_ALONE(STR_memory_that_knows_the_room)
{
	char to[4] = "abc";

	CHECK_EQUAL(memcpy_s(to, 4, "xyz", 3), 0);
	CHECK(!strcmp(to, "xyz"));
	CHECK_EQUAL(memcpy_s(to, 4, "12345", 5), ERANGE);
	CHECK(!memcmp(to, "\0\0\0\0", 4));
	CHECK_EQUAL(memcpy_s(to, 4, NULL, 1), EINVAL);
	CHECK_EQUAL(memcpy_s(NULL, 0, NULL, 0), 0);
	strcpy(to, "abc");
	CHECK_EQUAL(memmove_s(to + 1, 3, to, 2), 0);
	CHECK(!strcmp(to, "aab"));
	CHECK_EQUAL(memmove_s(to, 2, to, 3), ERANGE);
	CHECK_EQUAL(strnlen_s(NULL, 3), 0);
	CHECK_EQUAL(strnlen_s("abcd", 3), 3);
}

TEST_ALONE(STR_printing_that_knows_the_room)
{
	char to[5];

	CHECK_EQUAL(sprintf_s(to, sizeof(to), "%d", 1234), 4);
	CHECK(!strcmp(to, "1234"));
	format = "%d";
	CHECK(sprintf_s(to, sizeof(to), format, 12345) == -1 && !to[0]);
	CHECK_EQUAL(_snprintf_s(to, sizeof(to), 2, "%d", 12), 2);
	CHECK(_snprintf_s(to, sizeof(to), 2, format, 123) == -1);
	CHECK(!strcmp(to, "12"));
	CHECK(_snprintf_s(to, sizeof(to), _TRUNCATE, format, 12345) == -1);
	CHECK(!strcmp(to, "1234"));
	CHECK(_snprintf_s(to, sizeof(to), 5, format, 12345) == -1 && !to[0]);
	/* The old one leaves the NUL out rather than a character. */
	memset(to, '*', sizeof(to));
	CHECK_EQUAL(_snprintf(to, 4, format, 1234), 4);
	CHECK(!memcmp(to, "1234*", 5));
	CHECK(_snprintf(to, 4, format, 12345) == -1);
	CHECK_EQUAL(_snprintf(NULL, 0, format, 12345), 5);
	CHECK_EQUAL(_scprintf(format, 12345), 5);
}

TEST_ALONE(STR_numbers_and_letters)
{
	char to[70], text[] = "aBc";

	CHECK(!strcmp(_itoa(-255, to, 16), "ffffff01"));
	CHECK(!strcmp(_itoa(-255, to, 10), "-255"));
	CHECK(!strcmp(_i64toa(-9223372036854775807ll - 1, to, 10),
		      "-9223372036854775808"));
	CHECK(!strcmp(_ui64toa(~0ull, to, 2) + 60, "1111"));
	CHECK_EQUAL(_itoa_s(100, to, 3, 10), ERANGE);
	CHECK(!strcmp(_strupr(text), "ABC") && !strcmp(_strlwr(text), "abc"));
	CHECK(!strcmp(_strrev(text), "cba"));
	CHECK(!_stricmp("Same", "sAME") && !_strnicmp("ab1", "AB2", 2));
	CHECK(!_memicmp("aB", "Ab", 2));
}

TEST_ALONE(STR_lstr_of_both_widths)
{
	WCHAR wide[8];
	char narrow[8];

	CHECK(lstrcpyA(narrow, "ab") == narrow);
	CHECK(lstrcatA(narrow, "cd") == narrow && !strcmp(narrow, "abcd"));
	CHECK(lstrcpynA(narrow, "1234567", 4) == narrow);
	CHECK(!strcmp(narrow, "123"));
	lstrcpyW(wide, u"ab");
	lstrcatW(wide, u"cd");
	CHECK(!lstrcmpW(wide, u"abcd"));
	CHECK_EQUAL(lstrlenW(wide), 4);
	CHECK_EQUAL(lstrlenA(NULL) + lstrlenW(NULL), 0);
	/* By words, not by codes: case comes last, and small before large. */
	CHECK(lstrcmpA("a", "B") == -1 && lstrcmpA("b", "A") == 1);
	CHECK(lstrcmpA("a", "A") == -1 && lstrcmpA("A", "a") == 1);
	CHECK(lstrcmpA("same", "same") == 0 && lstrcmpiA("x", "X") == 0);
	CHECK(lstrcmpiW(u"abc", u"ABD") == -1);
	CHECK(lstrcmpA(NULL, "") == -1 && lstrcmpA(NULL, NULL) == 0);
}

static bool prints(const char *expected, const char *wanted, ...)
{
	char narrow[1024];
	va_list arguments;
	int length;

	va_start(arguments, wanted);
	length = wvsprintfA(narrow, wanted, arguments);
	va_end(arguments);
	if (strcmp(narrow, expected))
		printf("# \"%s\" is \"%s\"\n", wanted, narrow);
	return !strcmp(narrow, expected) && length == (int)strlen(expected);
}

TEST_ALONE(STR_wsprintf_has_the_sizes_of_Windows)
{
	DWORD large = 4000000000u;
	LONG small = -2;

	CHECK(prints("4000000000 -2 next", "%lu %ld %s", large, small,
		     "next"));
	CHECK(prints("1234567890123 x", "%I64u %c", 1234567890123ull, 'x'));
	CHECK(prints("-5 ffffffffffffffff", "%lld %llx", -5ll, -1ll));
	CHECK(prints("0x00ff 0XFF  12 12  012", "%#06x %#X %3d %-3d %03d",
		     255, 255, 12, 12, 12));
	CHECK(prints("-0012  +7", "%05d %+3d", -12, 7));
	CHECK(prints("  ab|ab  |abc", "%4s|%-4s|%.3s", "ab", "ab", "abcdef"));
	CHECK(prints("w\xc3\xa4 n", "%S %hs", u"w\u00e4", "n"));
	CHECK(prints("w", "%ls", u"w"));
	CHECK(prints("100% %", "%d%% %", 100));
	CHECK(prints("   7 0042", "%*d %.*d", 4, 7, 4, 42));
	if (sizeof(void *) == 8)
		CHECK(prints("0000000000001234", "%p", (void *)0x1234));
	else
		CHECK(prints("00001234", "%p", (void *)0x1234));
}

TEST_ALONE(STR_wsprintf_of_the_other_width)
{
	WCHAR wide[64];

	CHECK_EQUAL(wsprintfW(wide, u"%s|%S|%hs|%4s|%d", u"\u00e4", "b", "c",
			      u"\u00e4", -1), 13);
	CHECK(!lstrcmpW(wide, u"\u00e4|b|c|   \u00e4|-1"));
	CHECK_EQUAL(wsprintfW(wide, u"%c%C", 0xd800, 'n'), 2);
	CHECK(wide[0] == 0xd800 && wide[1] == 'n');
}

TEST_ALONE(STR_wsprintf_stops_at_1024)
{
	char to[1026], from[2001];

	memset(from, 'x', 2000);
	from[2000] = '\0';
	memset(to, '*', sizeof(to));
	CHECK_EQUAL(wsprintfA(to, "%s", from), 1023);
	CHECK(!to[1023] && to[1024] == '*');
}

TEST_ALONE(STR_tchar_names_are_those_of_char)
{
	TCHAR text[16] = _T("a");

	_tcscat(text, TEXT("b"));
	_tcscpy_s(text + 2, 14, _T("c"));
	CHECK(!_tcscmp(text, _TEXT("abc")) && _tcslen(text) == 3);
	_stprintf_s(text, ARRAYSIZE(text), _T("%d"), 5);
	CHECK(_ttoi(text) == 5);
	CHECK(_istdigit(text[0]) && _totupper(_T('x')) == _T('X'));
}

TEST_ALONE(STR_words_that_pick_numbers_apart)
{
	CHECK_EQUAL(MAKEWORD(0x12, 0x34), 0x3412);
	CHECK_EQUAL(MAKELONG(0x5678, 0x1234), 0x12345678);
	CHECK_EQUAL(LOWORD(0x12345678), 0x5678);
	CHECK_EQUAL(HIWORD(0x12345678), 0x1234);
	CHECK_EQUAL(LOBYTE(0x1234), 0x34);
	CHECK_EQUAL(HIBYTE(0x1234), 0x12);
	CHECK(HRESULT_FROM_WIN32(ERROR_ACCESS_DENIED) == E_ACCESSDENIED);
	CHECK(FAILED(E_FAIL) && SUCCEEDED(S_FALSE));
}

/* What a message box says, and what it answers. */
TEST_ALONE(STR_message_boxes_speak_on_standard_error)
{
	int ends[2], kept = dup(2);
	char said[64] = "";

	REQUIRE(!pipe(ends) && kept >= 0);
	fflush(stderr);
	dup2(ends[1], 2);
	CHECK_EQUAL(MessageBoxA(NULL, "text", "title", MB_OK), IDOK);
	CHECK_EQUAL(MessageBoxW(NULL, u"w\u00e4", NULL, MB_YESNO), IDYES);
	fflush(stderr);
	dup2(kept, 2);
	CHECK(read(ends[0], said, sizeof(said) - 1) > 0);
	CHECK(!strcmp(said, "title: text\nError: w\xc3\xa4\n"));
	close(kept);
	close(ends[0]);
	close(ends[1]);
}

TEST_ALONE(STR_consoles_are_accepted)
{
	CHECK(SetConsoleTitleA("title") && SetConsoleTitleW(u"title"));
	CHECK(SetConsoleOutputCP(437) && GetConsoleOutputCP() == CP_UTF8);
}
