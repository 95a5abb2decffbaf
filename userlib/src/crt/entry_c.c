// SPDX-License-Identifier: MIT
/* A program without a wmain of C: C++'s wmain(int, wchar_t **). */
#include <wchar.h>

int namedmap_entry_c(int count, wchar_t **arguments, wchar_t **variables)
	__asm__("wmain");
int namedmap_next_c(int count, wchar_t **arguments, wchar_t **variables)
	__asm__("_Z5wmainiPPw");

int namedmap_entry_c(int count, wchar_t **arguments, wchar_t **variables)
{
	return namedmap_next_c(count, arguments, variables);
}
