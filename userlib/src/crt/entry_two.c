// SPDX-License-Identifier: MIT
/* None of these either: wmain(int, const wchar_t **). */
#include <wchar.h>

int namedmap_entry_two(int count, wchar_t **arguments, wchar_t **variables)
	__asm__("_Z5wmainiPPw");
int namedmap_next_two(int count, wchar_t **arguments, wchar_t **variables)
	__asm__("_Z5wmainiPPKw");

int namedmap_entry_two(int count, wchar_t **arguments, wchar_t **variables)
{
	return namedmap_next_two(count, arguments, variables);
}
