// SPDX-License-Identifier: MIT
/* None of these either: wmain(). */
#include <wchar.h>

int namedmap_entry_three(int count, wchar_t **arguments, wchar_t **variables)
	__asm__("_Z5wmainiPPwS0_");
int namedmap_next_three(int count, wchar_t **arguments, wchar_t **variables)
	__asm__("_Z5wmainv");

int namedmap_entry_three(int count, wchar_t **arguments, wchar_t **variables)
{
	return namedmap_next_three(count, arguments, variables);
}
