// SPDX-License-Identifier: MIT
/* None of these either: wmain(int, wchar_t **, wchar_t **). */
#include <wchar.h>

int namedmap_entry_const(int count, wchar_t **arguments, wchar_t **variables)
	__asm__("_Z5wmainiPPKw");
int namedmap_next_const(int count, wchar_t **arguments, wchar_t **variables)
	__asm__("_Z5wmainiPPwS0_");

int namedmap_entry_const(int count, wchar_t **arguments, wchar_t **variables)
{
	return namedmap_next_const(count, arguments, variables);
}
