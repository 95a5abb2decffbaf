// SPDX-License-Identifier: MIT
/* printf with Windows' sizes, in a program that asked for it. */
#define NAMEDMAP_WINDOWS_PRINTF
#include "harness.h"

#include <errno.h>
#include <float.h>

static bool prints(const char *expected, const char *format, ...)
{
	char to[256];
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(to, sizeof(to), format, arguments);
	va_end(arguments);
	if (strcmp(to, expected))
		printf("# \"%s\" is \"%s\"\n", format, to);
	return !strcmp(to, expected) && length == (int)strlen(expected);
}

TEST_ALONE(PRT_LONG_and_DWORD_have_32_bits)
{
	DWORD large = 4000000000u;
	LONG small = -2;
	HRESULT result = E_ACCESSDENIED;

	CHECK(prints("4000000000 -2 next", "%lu %ld %s", large, small, "next"));
	CHECK(prints("0x80070005 FFFFFFFE", "0x%08lx %lX", result, small));
	CHECK(prints("37777777776", "%lo", small));
	/* In a register and on the stack. */
	CHECK(prints("1 2 3 4 5 6 7 8 9 -1", "%ld %ld %ld %ld %ld %ld %ld %ld "
		     "%ld %ld", 1, 2, 3, 4, 5, 6, 7, 8, 9, -1));
	/* A long of 64 bits is read as Windows' long, and its neighbours well. */
	CHECK(prints("-3 7 -1", "%ld %d %ld", -3l, 7, -1l));
	CHECK(prints("4294967295 x", "%lu %s", ~0ul, "x"));
}

TEST_ALONE(PRT_words_for_64_bits)
{
	CHECK(prints("12345678901234 -5", "%I64u %I64d", 12345678901234ull,
		     -5ll));
	CHECK(prints("0xffffffffffffffff -1", "%#I64x %I32d", -1ll, -1));
	CHECK(prints("-5 5 7", "%lld %jd %llu", -5ll, (intmax_t)5, 7ull));
	CHECK(prints("8 -8 9", "%Iu %Id %zu", sizeof(LONGLONG),
		     (LONG_PTR)-8, (size_t)9));
	if (sizeof(void *) == 8)
		CHECK(prints("FFFFFFFFFFFFFFFF", "%IX", (ULONG_PTR)-1));
	else
		CHECK(prints("FFFFFFFF", "%IX", (ULONG_PTR)-1));
}

TEST_ALONE(PRT_small_sizes_flags_and_widths)
{
	CHECK(prints("4464 1 -1", "%hd %hhu %hhd", 70000, 257, 255));
	CHECK(prints("  ab|ab  |abc|", "%4s|%-4s|%.3s|", "ab", "ab", "abcd"));
	CHECK(prints("0x00ff 0XFF  12 12  012", "%#06x %#X %3d %-3d %03d",
		     255, 255, 12, 12, 12));
	CHECK(prints("+7  7 |0042|  042|", "%+d % d |%.4d|%5.3d|", 7, 7, 42,
		     42));
	CHECK(prints("   7|7   |0042", "%*d|%*d|%.*d", 4, 7, -4, 7, 4, 42));
	CHECK(prints("100%", "%d%%", 100));
	CHECK(prints("y5", "%y%d", 5));
}

TEST_ALONE(PRT_real_numbers)
{
	CHECK(prints("1.50 1.500000e+00 1.5 -0002.0", "%.2f %e %g %07.1f",
		     1.5, 1.5, 1.5, -2.0));
	CHECK(prints("2.5 3", "%.1Lf %d", 2.5l, 3));
	CHECK(snprintf(NULL, 0, "%f", DBL_MAX) > 300);
}

TEST_ALONE(PRT_strings_of_both_widths)
{
	CHECK(prints("w\xc3\xa4 n x", "%S %hs %ls", u"w\u00e4", "n", u"x"));
	CHECK(prints("w|  w|w  |", "%ws|%3S|%-3S|", u"w", u"w", u"w"));
	CHECK(prints("cw\xc3\xa4", "%c%C%lc", 'c', u'w', 0xe4));
	CHECK(prints("(null) (null)", "%s %S", NULL, NULL));
	/* Cut at a character's end. */
	CHECK(prints("\xc3\xa4|ab", "%.3S|%.2S", u"\u00e4\u00e4", u"abc"));
}

TEST_ALONE(PRT_addresses_have_all_their_digits)
{
	if (sizeof(void *) == 8)
		CHECK(prints("000000000000ABCD", "%p", (void *)0xabcd));
	else
		CHECK(prints("0000ABCD", "%p", (void *)0xabcd));
}

TEST_ALONE(PRT_n_is_refused)
{
	volatile int stored = 5;
	const char *volatile format = "abc%n";
	char to[16] = "old";

	errno = 0;
	CHECK(sprintf(to, format, &stored) == -1);
	CHECK(errno == EINVAL && stored == 5 && !to[0]);
}

TEST_ALONE(PRT_length_that_does_not_fit)
{
	char to[5], *large = malloc(5000);
	const char *volatile format = "%lu";

	REQUIRE(large);
	CHECK_EQUAL(snprintf(to, sizeof(to), format, 4000000000u), 10);
	CHECK(!strcmp(to, "4000"));
	CHECK_EQUAL(_snprintf(to, 4, format, 4321u), 4);
	CHECK(_snprintf(to, 4, format, 54321u) == -1);
	CHECK(sprintf_s(to, sizeof(to), format, 54321u) == -1);
	CHECK_EQUAL(sprintf(large, "%*d|%s", 3000, 1, "x"), 3002);
	CHECK(large[2999] == '1' && !strcmp(large + 3000, "|x"));
	free(large);
}

TEST_ALONE(PRT_streams)
{
	FILE *stream = tmpfile();
	char line[64] = "";

	REQUIRE(stream);
	CHECK_EQUAL(fprintf(stream, "%lu %c%s\n", 4000000000u, 0, "x"), 14);
	rewind(stream);
	CHECK_EQUAL(fread(line, 1, sizeof(line), stream), 14);
	CHECK(!memcmp(line, "4000000000 \0x\n", 14));
	/* What is not written is told. */
	CHECK(freopen("/dev/full", "w", stream));
	setvbuf(stream, NULL, _IONBF, 0);
	CHECK(fprintf(stream, "%d", 1) == -1);
	fclose(stream);
}
