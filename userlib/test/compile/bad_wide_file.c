/* SPDX-License-Identifier: MIT */
#include <windows.h>

BOOL file(void)
{
	return DeleteFileW(L"x");
}
