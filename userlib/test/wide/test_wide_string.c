// SPDX-License-Identifier: MIT
/* Wide strings, numbers and conversions, with characters of 16 bits. */
#include "../harness.h"

#include <errno.h>
#include <limits.h>
#include <tchar.h>
#include <time.h>

TEST_ALONE(WID_a_WCHAR_is_a_wchar_t_of_16_bits)
{
	const wchar_t *text = L"\u20ac";
	LPCWSTR same = text;

	CHECK_EQUAL(sizeof(WCHAR), 2);
	CHECK_EQUAL(sizeof(L"ab"), 6);
	CHECK_EQUAL(same[0], 0x20ac);
	CHECK_EQUAL(lstrlenW(L"abc"), 3);
}

TEST_ALONE(WID_strings)
{
	wchar_t to[32], *place, *copy;

	CHECK(wcslen(L"abc") == 3 && wcsnlen(L"abc", 2) == 2);
	CHECK(wcscpy(to, L"abc") == to && wcscat(to, L"def") == to);
	CHECK(!wcscmp(to, L"abcdef") && wcsncmp(to, L"abcX", 3) == 0);
	CHECK(wcscmp(L"a", L"b") < 0 && wcscmp(L"\xffff", L"a") > 0);
	wcsncpy(to, L"ab", 5);
	CHECK(!wmemcmp(to, L"ab\0\0\0f", 6));
	wcsncat(to, L"cdef", 2);
	CHECK(!wcscmp(to, L"abcd"));
	CHECK(wcschr(to, L'c') == to + 2 && !wcschr(to, L'x'));
	CHECK(wcschr(to, 0) == to + 4 && wcsrchr(L"", L'x') == NULL);
	CHECK(wcsrchr(wcscpy(to, L"a.b.c"), L'.') == to + 3);
	CHECK(wcsstr(to, L"b.") == to + 2 && wcsstr(to, L"") == to);
	CHECK(!wcsstr(to, L"bx"));
	CHECK(wcsspn(to, L".a") == 2 && wcscspn(to, L"bc") == 2);
	CHECK(wcspbrk(to, L"cb") == to + 2 && !wcspbrk(to, L"x"));
	CHECK(!wcscmp(wcstok(to, L".", &place), L"a"));
	CHECK(!wcscmp(wcstok(NULL, L".", &place), L"b"));
	CHECK(!wcscmp(wcstok(NULL, L".", &place), L"c"));
	CHECK(!wcstok(NULL, L".", &place) && !wcstok(NULL, L".", &place));
	/* The old form. */
	CHECK(!wcscmp(wcstok(wcscpy(to, L",x,,y"), L","), L"x"));
	CHECK(!wcscmp(_wcstok(NULL, L","), L"y") && !_wcstok(NULL, L","));
	copy = _wcsdup(L"copy");
	CHECK(copy && !wcscmp(copy, L"copy"));
	free(copy);
	CHECK(wmemchr(L"abc", L'c', 3) && !wmemchr(L"abc", L'c', 2));
	wmemset(to, L'x', 3);
	wmemcpy(to + 3, L"y", 2);
	wmemmove(to + 1, to, 5);
	CHECK(!wcscmp(to, L"xxxxy"));
}

TEST_ALONE(WID_letters)
{
	wchar_t text[] = L"aB1\u00e4";

	CHECK(!_wcsicmp(L"Same", L"sAME") && _wcsicmp(L"a", L"B") < 0);
	CHECK(!_wcsnicmp(L"ab1", L"AB2", 2) && !wcsicmp(L"x", L"X"));
	CHECK(!wcscmp(_wcsupr(text), L"AB1\u00e4"));
	CHECK(!wcscmp(_wcslwr(text), L"ab1\u00e4"));
	CHECK(!wcscmp(_wcsrev(text), L"\u00e41ba"));
	CHECK(!wcscmp(_wcsset(text, L'z'), L"zzzz"));
	CHECK(iswdigit(L'5') && towupper(L'x') == L'X' && iswspace(L'\t'));
}

TEST_ALONE(WID_calls_that_know_the_room)
{
	wchar_t to[6] = L"old", *place;

	CHECK_EQUAL(wcscpy_s(to, 6, L"12345"), 0);
	CHECK(!wcscmp(to, L"12345"));
	CHECK_EQUAL(wcscpy_s(to, 6, L"123456"), ERANGE);
	CHECK(!to[0]);
	CHECK_EQUAL(wcscpy_s(to, 6, NULL), EINVAL);
	CHECK_EQUAL(wcscpy_s(NULL, 6, L"x"), EINVAL);
	wcscpy(to, L"12");
	CHECK_EQUAL(wcscat_s(to, 6, L"345"), 0);
	CHECK_EQUAL(wcscat_s(to, 6, L"6"), ERANGE);
	CHECK_EQUAL(wcsncpy_s(to, 6, L"123456789", 3), 0);
	CHECK(!wcscmp(to, L"123"));
	CHECK_EQUAL(wcsncat_s(to, 6, L"456", _TRUNCATE), STRUNCATE);
	CHECK(!wcscmp(to, L"12345"));
	CHECK(!wcscmp(wcstok_s(to, L"3", &place), L"12"));
	CHECK_EQUAL(wmemcpy_s(to, 2, L"abc", 3), ERANGE);
	CHECK_EQUAL(wcsnlen_s(NULL, 3), 0);
	CHECK(!_wcsupr_s(wcscpy(to, L"ab"), 6) && !wcscmp(to, L"AB"));
}

TEST_ALONE(WID_numbers)
{
	wchar_t to[70], *end;
	const wchar_t *text = L" \t-0x1fz";

	CHECK(wcstol(text, &end, 0) == -31 && *end == L'z');
	CHECK(wcstol(L"zz", &end, 36) == 35 * 36 + 35 && !*end);
	text = L"none";
	CHECK(wcstoul(text, &end, 10) == 0 && end == text);
	CHECK(_wcstoui64(L"18446744073709551615", NULL, 10) == ~0ull);
	CHECK(wcstod(L"2.5e1x", &end) == 25 && *end == L'x');
	CHECK(wcstod(L"1\u00e4", &end) == 1 && *end == 0xe4);
	CHECK(_wtoi(L" 42x") == 42 && _wtoi(L"99999999999") == INT_MAX);
	CHECK(_wtoi64(L"-99999999999") == -99999999999ll);
	CHECK(_wtof(L"0.25") == 0.25);
	CHECK(!wcscmp(_itow(-255, to, 16), L"ffffff01"));
	CHECK(!wcscmp(_ltow(-255, to, 10), L"-255"));
	CHECK(!wcscmp(_ultow(4000000000u, to, 10), L"4000000000"));
	CHECK(!wcscmp(_i64tow(LLONG_MIN, to, 10), L"-9223372036854775808"));
	CHECK(!wcscmp(_ui64tow(~0ull, to, 2) + 60, L"1111"));
	CHECK_EQUAL(_itow_s(100, to, 3, 10), ERANGE);
	CHECK_EQUAL(_itow_s(100, to, 4, 1), EINVAL);
}

TEST_ALONE(WID_bytes_and_characters)
{
	wchar_t to[8];
	char bytes[16];
	size_t count;

	CHECK_EQUAL(mbstowcs(to, "a\xc3\xa4\xf0\x9f\x98\x80", 8), 4);
	CHECK(!wcscmp(to, L"a\u00e4\xd83d\xde00"));
	CHECK_EQUAL(mbstowcs(NULL, "a\xc3\xa4", 0), 2);
	CHECK_EQUAL(wcstombs(bytes, to, sizeof(bytes)), 7);
	CHECK(!strcmp(bytes, "a\xc3\xa4\xf0\x9f\x98\x80"));
	CHECK_EQUAL(wcstombs(bytes, to, 5), 3);
	CHECK_EQUAL(mbtowc(to, "\xc3\xa4x", 3), 2);
	CHECK_EQUAL(to[0], 0xe4);
	CHECK(mbtowc(to, "\xff", 1) == -1 && mbtowc(to, "", 1) == 0);
	CHECK_EQUAL(wctomb(bytes, 0x20ac), 3);
	CHECK(wctomb(bytes, 0xd800) == -1);
	CHECK_EQUAL(mbstowcs_s(&count, to, 8, "abc", _TRUNCATE), 0);
	CHECK(count == 4 && !wcscmp(to, L"abc"));
	CHECK_EQUAL(mbstowcs_s(&count, to, 3, "abc", 3), ERANGE);
	CHECK_EQUAL(mbstowcs_s(&count, to, 3, "abc", _TRUNCATE), STRUNCATE);
	CHECK(!wcscmp(to, L"ab"));
	CHECK_EQUAL(wcstombs_s(&count, bytes, 4, L"abc", 2), 0);
	CHECK(count == 3 && !strcmp(bytes, "ab"));
	CHECK_EQUAL(wcstombs_s(&count, bytes, 2, L"abc", 2), ERANGE);
}

TEST_ALONE(WID_dates)
{
	struct tm date = { .tm_year = 124, .tm_mon = 1, .tm_mday = 29 };
	wchar_t to[20];

	CHECK_EQUAL(wcsftime(to, 20, L"%Y-%m-%d\u20ac", &date), 11);
	CHECK(!wcscmp(to, L"2024-02-29\u20ac"));
	CHECK_EQUAL(wcsftime(to, 11, L"%Y-%m-%d\u20ac", &date), 0);
}

TEST_ALONE(WID_tchar_names_are_those_of_wchar_t)
{
	TCHAR text[16] = _T("a");

	_tcscat(text, TEXT("b"));
	_tcscpy_s(text + 2, 14, _T("c"));
	CHECK(!_tcscmp(text, L"abc") && _tcslen(text) == 3);
	_stprintf_s(text, ARRAYSIZE(text), _T("%lu"), (DWORD)-1);
	CHECK(!_tcscmp(text, _T("4294967295")));
	CHECK(_ttoi(_T("5")) == 5 && _istdigit(text[0]));
	CHECK(_totupper(_T('x')) == _T('X'));
	CHECK(_sctprintf(_T("%s"), text) == 10 && *_tcsinc(text) == _T('2'));
	CHECK(_tcsdec(text, text + 1) == text && !_tcsdec(text, text));
}

TEST_ALONE(WID_environment)
{
	wchar_t to[8];
	size_t length;

	CHECK(!_wputenv(L"NAMEDMAP_W\u00c4=\u00e4"));
	CHECK(!wcscmp(_wgetenv(L"NAMEDMAP_W\u00c4"), L"\u00e4"));
	CHECK(!strcmp(getenv("NAMEDMAP_W\xc3\x84"), "\xc3\xa4"));
	CHECK(!_wgetenv_s(&length, to, 8, L"NAMEDMAP_W\u00c4"));
	CHECK(length == 2 && !wcscmp(to, L"\u00e4"));
	CHECK(!_wputenv_s(L"NAMEDMAP_W\u00c4", L""));
	CHECK(!_wgetenv(L"NAMEDMAP_W\u00c4"));
	CHECK(_wputenv(L"nothing") == -1);
	CHECK(!_wcserror_s(to, 8, ENOENT) && !wcscmp(to, L"No such"));
}
