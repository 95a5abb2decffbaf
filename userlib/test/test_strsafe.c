// SPDX-License-Identifier: MIT
/* strsafe.h, and more of Microsoft's C library under its own names. */
#include "harness.h"

#include <errno.h>
#include <intrin.h>
#include <strsafe.h>

TEST_ALONE(SAF_copies_say_whether_all_fitted)
{
	char to[6] = "old";

	CHECK_EQUAL(StringCchCopyA(to, 6, "12345"), S_OK);
	CHECK(!strcmp(to, "12345"));
	CHECK_EQUAL(StringCchCopyA(to, 6, "abcdefg"),
		    STRSAFE_E_INSUFFICIENT_BUFFER);
	CHECK(!strcmp(to, "abcde"));
	CHECK_EQUAL(StringCchCopyNA(to, 6, "12345", 2), S_OK);
	CHECK(!strcmp(to, "12"));
	CHECK_EQUAL(StringCchCatA(to, 6, "345"), S_OK);
	CHECK_EQUAL(StringCchCatA(to, 6, "6"), STRSAFE_E_INSUFFICIENT_BUFFER);
	CHECK(!strcmp(to, "12345"));
	CHECK_EQUAL(StringCchCatNA(to, 6, "x", 0), S_OK);
	CHECK_EQUAL(StringCchCopyA(to, 0, "x"), STRSAFE_E_INVALID_PARAMETER);
	CHECK_EQUAL(StringCchCopyA(NULL, 6, "x"), STRSAFE_E_INVALID_PARAMETER);
	memset(to, 'x', sizeof(to));
	CHECK_EQUAL(StringCchCatA(to, 6, "x"), STRSAFE_E_INVALID_PARAMETER);
}

TEST_ALONE(SAF_room_in_bytes_of_wide_strings)
{
	WCHAR to[4] = { 'o' };
	size_t length = 1;

	CHECK_EQUAL(StringCbCopyW(to, sizeof(to), u"abc"), S_OK);
	CHECK(to[2] == 'c' && !to[3]);
	CHECK_EQUAL(StringCbLengthW(to, sizeof(to), &length), S_OK);
	CHECK_EQUAL(length, 6);
	CHECK_EQUAL(StringCbCopyW(to, 7, u"abc"),
		    STRSAFE_E_INSUFFICIENT_BUFFER);
	CHECK(to[1] == 'b' && !to[2]);
	CHECK_EQUAL(StringCchLengthW(to, 2, &length),
		    STRSAFE_E_INVALID_PARAMETER);
	CHECK_EQUAL(length, 0);
}

TEST_ALONE(SAF_printing_is_cut_and_ended)
{
	char to[6];

	CHECK_EQUAL(StringCchPrintfA(to, 6, "%d-%s", 12, "ab"), S_OK);
	CHECK(!strcmp(to, "12-ab"));
	CHECK_EQUAL(StringCbPrintfA(to, 6, "%s", "123456"),
		    STRSAFE_E_INSUFFICIENT_BUFFER);
	CHECK(!strcmp(to, "12345"));
	CHECK_EQUAL(StringCchPrintfA(to, 0, "x"), STRSAFE_E_INVALID_PARAMETER);
}

TEST_ALONE(CRT_strings_under_their_names)
{
	char text[8] = "aBc", whole[4];

	CHECK(!_strupr_s(text, sizeof(text)) && !strcmp(text, "ABC"));
	CHECK(!_strlwr_s(text, sizeof(text)) && !strcmp(text, "abc"));
	memset(whole, 'x', sizeof(whole));
	CHECK_EQUAL(_strupr_s(whole, sizeof(whole)), EINVAL);
	CHECK(!whole[0]);
	CHECK(!strcmp(_strnset(text, 'z', 2), "zzc"));
	CHECK(!strcmp(_strset(text, 'y'), "yyy"));
	CHECK(!strerror_s(whole, sizeof(whole), ENOENT) && strlen(whole) == 3);
}

TEST_ALONE(CRT_times_under_their_names)
{
	time_t zero = 0;
	struct tm parts;
	char text[26];

	CHECK(!gmtime_s(&parts, &zero) && !asctime_s(text, 26, &parts));
	CHECK(!strcmp(text, "Thu Jan  1 00:00:00 1970\n"));
	CHECK_EQUAL(asctime_s(text, 25, &parts), ERANGE);
	CHECK_EQUAL(ctime_s(text, 26, NULL), EINVAL);
	CHECK(!text[0]);
}

TEST_ALONE(CRT_environment_under_its_names)
{
	size_t length = 9;
	char text[8], *copy;

	CHECK(!_putenv("CRT_TEST=value") && !strcmp(getenv("CRT_TEST"), "value"));
	CHECK(!getenv_s(&length, text, sizeof(text), "CRT_TEST"));
	CHECK(length == 6 && !strcmp(text, "value"));
	CHECK_EQUAL(getenv_s(&length, text, 5, "CRT_TEST"), ERANGE);
	CHECK(!_dupenv_s(&copy, &length, "CRT_TEST") && length == 6);
	CHECK(copy && !strcmp(copy, "value"));
	free(copy);
	CHECK(!_putenv_s("CRT_TEST", "") && !getenv("CRT_TEST"));
	CHECK(!_dupenv_s(&copy, &length, "CRT_TEST") && !copy && !length);
	CHECK(_putenv("no equals") == -1);
}

TEST_ALONE(CRT_paths_in_their_parts)
{
	char drive[8], folder[32], name[16], extension[8], path[64];

	_splitpath("c:\\a.b/prog.old.exe", drive, folder, name, extension);
	CHECK(!strcmp(drive, "c:") && !strcmp(folder, "\\a.b/"));
	CHECK(!strcmp(name, "prog.old") && !strcmp(extension, ".exe"));
	_splitpath("folder.x/", NULL, folder, name, extension);
	CHECK(!strcmp(folder, "folder.x/") && !*name && !*extension);
	_makepath(path, NULL, "/tmp", "name", "txt");
	CHECK(!strcmp(path, "/tmp/name.txt"));
	_makepath(path, "c", "\\x\\", "name", ".txt");
	CHECK(!strcmp(path, "c:\\x\\name.txt"));
}

TEST_ALONE(CRT_numbers_and_memory)
{
	char text[12];
	void *memory = _aligned_malloc(10, 64);

	CHECK(memory && !((uintptr_t)memory & 63));
	_aligned_free(memory);
	CHECK(!_aligned_malloc(10, 48));
	CHECK_EQUAL(_rotl(0x80000001u, 1), 3);
	CHECK_EQUAL(_rotr(3u, 1), 0x80000001u);
	CHECK(!strcmp(_ltoa(-5, text, 10), "-5"));
	CHECK(__max(1, 2) == 2 && __min(1, 2) == 1);
}

TEST_ALONE(WIN_MulDiv_rounds)
{
	CHECK_EQUAL(MulDiv(10, 3, 4), 8);
	CHECK_EQUAL(MulDiv(-10, 3, 4), -8);
	CHECK_EQUAL(MulDiv(0x7fffffff, 2, 1), -1);
	CHECK_EQUAL(MulDiv(1, 1, 0), -1);
}

TEST_ALONE(WIN_letters_change_case)
{
	char text[] = "aBz{@";
	WCHAR wide[] = u"aZ\u00e4";

	CHECK(CharUpperA(text) == text && !strcmp(text, "ABZ{@"));
	CHECK(!strcmp(CharLowerA(text), "abz{@"));
	CHECK(CharUpperBuffA(text, 1) == 1 && !strcmp(text, "Abz{@"));
	CHECK(CharLowerW(wide)[1] == 'z' && wide[2] == 0xe4);
	CHECK((ULONG_PTR)CharUpperA((LPSTR)(ULONG_PTR)'q') == 'Q');
}
