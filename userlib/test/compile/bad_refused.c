/* SPDX-License-Identifier: MIT */
/* REFUSED is a call that is not offered. */
#include <windows.h>

void call(void)
{
	REFUSED;
}
