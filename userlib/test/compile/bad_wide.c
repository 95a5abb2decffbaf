/* SPDX-License-Identifier: MIT */
/* REFUSED is what cannot be in a wide program. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>
#ifdef __cplusplus
#include <fstream>
#include <iostream>
#include <sstream>
#endif

void call(wchar_t *text)
{
	REFUSED;
	(void)text;
}
