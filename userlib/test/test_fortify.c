// SPDX-License-Identifier: MIT
/* printf with Windows' sizes in a program that is built with _FORTIFY_SOURCE. */
#undef _FORTIFY_SOURCE
#define _FORTIFY_SOURCE 2
#define NAMEDMAP_WINDOWS_PRINTF
#include "harness.h"

#include <signal.h>
#include <sys/resource.h>

#if __USE_FORTIFY_LEVEL < 1
#error "this test has to be optimised"
#endif

TEST_ALONE(PRT_fortified_calls_have_the_sizes_too)
{
	volatile DWORD large = 4000000000u;
	char to[32];

	CHECK_EQUAL(sprintf(to, "%lu %s", large, "x"), 12);
	CHECK(!strcmp(to, "4000000000 x"));
	CHECK_EQUAL(snprintf(to, sizeof(to), "%I64u", (ULONGLONG)large), 10);
	CHECK(!strcmp(to, "4000000000"));
	CHECK_EQUAL(printf("# %lu\n", large), 13);
	CHECK_EQUAL(fprintf(stdout, "# %lu\n", large), 13);
}

ROLE(overflow)
{
	struct rlimit none = { 0, 0 };
	const char *volatile text = "longer than the room";
	char to[8];

	setrlimit(RLIMIT_CORE, &none);
	fclose(stderr);
	sprintf(to, "%s", text);
	return to[0];
}

TEST_ALONE(PRT_fortified_calls_do_not_overflow)
{
	CHECK_EQUAL(ROLE_RUN("overflow"), 1000 + SIGABRT);
}
