/* SPDX-License-Identifier: MIT */
/* ENTRY is one of the ways to begin a wide program. */
#include <windows.h>

ENTRY
{
	return 7;
}
