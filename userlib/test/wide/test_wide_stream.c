// SPDX-License-Identifier: MIT
/* What wide programs print, read and open. */
#include "../harness.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

static bool prints(const wchar_t *expected, const wchar_t *format, ...)
{
	wchar_t to[256];
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vswprintf(to, 256, format, arguments);
	va_end(arguments);
	if (wcscmp(to, expected))
		printf("# \"%S\" is \"%S\"\n", format, to);
	return !wcscmp(to, expected) && length == (int)wcslen(expected);
}

TEST_ALONE(WID_wide_formats_have_wide_strings)
{
	CHECK(prints(L"\u00e4 n n w w", L"%s %S %hs %ls %ws", L"\u00e4", "n",
		     "n", L"w", L"w"));
	CHECK(prints(L"   \u00e4|\u00e4   |ab", L"%4s|%-4s|%.2s", L"\u00e4",
		     L"\u00e4", L"abc"));
	CHECK(prints(L"\u00e4 x y", L"%c %C %hc", 0xe4, 'x', 'y'));
	CHECK(prints(L"\u20ac 4000000000 -1 12345678901234",
		     L"\u20ac %lu %ld %I64d", 4000000000u, -1,
		     12345678901234ll));
	CHECK(prints(L"1.50 0xff (null)", L"%.2f %#x %s", 1.5, 255, NULL));
	CHECK(prints(L"w\u00e4", L"%S", "w\xc3\xa4"));
	CHECK(prints(L"\xd83d\xde00", L"%c%c", 0xd83d, 0xde00));
}

TEST_ALONE(WID_room_of_wide_formats)
{
	const wchar_t *volatile format = L"%d";
	wchar_t to[5];

	CHECK_EQUAL(swprintf(to, 5, format, 1234), 4);
	CHECK(swprintf(to, 5, format, 12345) == -1 && !wcscmp(to, L"1234"));
	CHECK_EQUAL(swprintf(to, L"%d", 123), 3);
	CHECK_EQUAL(_swprintf(to, L"%d", 12), 2);
	CHECK_EQUAL(_scwprintf(format, 123456), 6);
	CHECK(swprintf_s(to, 5, format, 12345) == -1 && !to[0]);
	CHECK_EQUAL(_snwprintf_s(to, 5, 2, format, 12), 2);
	CHECK(_snwprintf_s(to, 5, 2, format, 123) == -1);
	CHECK(!wcscmp(to, L"12"));
	CHECK(_snwprintf_s(to, 5, _TRUNCATE, format, 12345) == -1);
	CHECK(!wcscmp(to, L"1234"));
	CHECK(_snwprintf_s(to, 5, 5, format, 12345) == -1 && !to[0]);
	wmemset(to, L'*', 5);
	CHECK_EQUAL(_snwprintf(to, 4, format, 1234), 4);
	CHECK(!wmemcmp(to, L"1234*", 5));
	CHECK(_snwprintf(to, 4, format, 12345) == -1);
	CHECK(swprintf(to, 5, L"a%n", to) == -1);
}

/* Wide and narrow calls take turns on one stream, whose bytes are UTF-8. */
TEST_ALONE(WID_streams_take_both)
{
	const char *expected = "n w\xc3\xa4\n\xe2\x82\xac\xf0\x9f\x98\x80 x\n";
	FILE *stream = tmpfile();
	char bytes[32] = "";

	REQUIRE(stream);
	CHECK_EQUAL(fwide(stream, 0), 0);
	CHECK_EQUAL(fprintf(stream, "%s ", "n"), 2);
	CHECK_EQUAL(fwprintf(stream, L"%s\n", L"w\u00e4"), 3);
	CHECK_EQUAL(putwc(0x20ac, stream), 0x20ac);
	putwc(0xd83d, stream);
	putwc(0xde00, stream);
	CHECK_EQUAL(fputws(L" x\n", stream), 0);
	rewind(stream);
	CHECK_EQUAL(fread(bytes, 1, sizeof(bytes), stream), strlen(expected));
	CHECK(!strcmp(bytes, expected));
	fclose(stream);
}

TEST_ALONE(WID_lines_and_characters_are_read)
{
	FILE *stream = tmpfile();
	wchar_t line[8];

	REQUIRE(stream);
	fputs("\xc3\xa4\xf0\x9f\x98\x80 z\n12345678\nx\xff\xc3", stream);
	rewind(stream);
	CHECK(fgetws(line, 8, stream) == line);
	CHECK(!wcscmp(line, L"\u00e4\xd83d\xde00 z\n"));
	CHECK(fgetws(line, 8, stream) && !wcscmp(line, L"1234567"));
	CHECK(getwc(stream) == L'8' && ungetwc(L'\u20ac', stream) == 0x20ac);
	CHECK(fgetws(line, 8, stream) && !wcscmp(line, L"\u20ac\n"));
	/* What is no character is replaced. */
	CHECK(fgetws(line, 8, stream) && !wcscmp(line, L"x\xfffd\xfffd"));
	CHECK(!fgetws(line, 8, stream) && feof(stream));
	/* A wchar_t that is compared with it has the same value. */
	line[0] = (wchar_t)getwc(stream);
	CHECK(line[0] == WEOF);
	/* Half of a pair, put back and read again. */
	rewind(stream);
	CHECK(getwc(stream) == 0xe4 && getwc(stream) == 0xd83d);
	CHECK(getwc(stream) == 0xde00 && ungetwc(0xde00, stream) == 0xde00);
	CHECK(getwc(stream) == 0xde00 && getwc(stream) == L' ');
	fclose(stream);
}

TEST_ALONE(WID_formats_are_read_with_the_sizes_of_Windows)
{
	struct { DWORD value, next; } number = { 0, 7 };
	wchar_t word[8], rest[8];
	char narrow[8];
	LONGLONG large;
	double real;
	int count;

	CHECK_EQUAL(swscanf(L"x 4000000000 \u00e4b 1.5", L"x %lu %s %lf",
			    &number.value, word, &real), 3);
	CHECK(number.value == 4000000000u && number.next == 7);
	CHECK(!wcscmp(word, L"\u00e4b") && real == 1.5);
	CHECK_EQUAL(sscanf("-1 12345678901234", "%ld %I64d", &number.value,
			   &large), 2);
	CHECK(number.value == (DWORD)-1 && number.next == 7);
	CHECK(large == 12345678901234ll);
	CHECK_EQUAL(swscanf(L"k=\u00e4;rest", L"%7[^=]=%hs", word, narrow), 2);
	CHECK(!wcscmp(word, L"k") && !strcmp(narrow, "\xc3\xa4;rest"));
	CHECK_EQUAL(sscanf("w\xc3\xa4 ff 010", "%ls %x %i%n", word,
			   &number.value, &count, &count), 3);
	CHECK(!wcscmp(word, L"w\u00e4") && number.value == 255);
	CHECK_EQUAL(swscanf_s(L"abc defghijk", L"%s %s", word, 8, rest, 8), 1);
	CHECK(!wcscmp(word, L"abc") && !rest[0]);
	CHECK(swscanf(L"", L"%d", &count) == EOF);
	CHECK_EQUAL(swscanf(L"x", L"%d", &count), 0);
	CHECK_EQUAL(swscanf(L"12abc", L"%2c%*c%1[a-c]", word, rest), 2);
	CHECK(!wmemcmp(word, L"12", 2) && !wcscmp(rest, L"b"));
	CHECK_EQUAL(swscanf(L"5%", L"%d%%", &count), 1);
}

TEST_ALONE(WID_files_by_wide_names)
{
	wchar_t path[MAX_PATH], other[MAX_PATH], *at;
	struct stat status;
	FILE *stream;
	int fd;

	mbstowcs(path, test_path("w\xc3\xa4.txt"), MAX_PATH);
	for (at = path; (at = wcschr(at, L'/'));)
		*at = L'\\';
	stream = _wfopen(path, L"wt, ccs=UTF-8");
	REQUIRE(stream);
	fputws(L"\u00e4\n", stream);
	fclose(stream);
	CHECK_EQUAL(test_file_size(test_path("w\xc3\xa4.txt")), 3);
	CHECK(!_wfopen(path, L"r, ccs=UNICODE") && errno == EINVAL);
	CHECK_EQUAL(_wfopen_s(&stream, L"/nonexistent/x", L"r"), ENOENT);
	CHECK(!stream);
	CHECK(!_waccess(path, 4));
	fd = _wopen(path, O_RDONLY);
	stream = _wfdopen(fd, L"rb");
	CHECK(stream && getwc(stream) == 0xe4);
	fclose(stream);
	wcscpy(other, path);
	wcscat(other, L".new");
	CHECK(!_wrename(path, other) && _waccess(path, 0) == -1);
	stream = _wfopen(path, L"w");
	fclose(stream);
	/* Windows does not replace what is there. */
	CHECK(_wrename(path, other) == -1 && errno == EEXIST);
	CHECK(!_wunlink(path) && !_wremove(other));
	CHECK(!_wmkdir(path) && !stat(test_path("w\xc3\xa4.txt"), &status));
	CHECK(S_ISDIR(status.st_mode) && !_wrmdir(path));
}
