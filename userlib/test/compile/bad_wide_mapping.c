/* SPDX-License-Identifier: MIT */
#include <windows.h>

HANDLE section(void)
{
	return CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
				  1, L"Local\\x");
}
