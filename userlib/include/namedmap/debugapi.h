/* SPDX-License-Identifier: MIT */
/* Words to a debugger. */
#ifndef NAMEDMAP_DEBUGAPI_H
#define NAMEDMAP_DEBUGAPI_H

#include "winnt.h"

#ifdef __cplusplus
extern "C" {
#endif

VOID WINAPI OutputDebugStringA(LPCSTR lpOutputString)
	NAMEDMAP_SYMBOL(OutputDebugStringA);
VOID WINAPI OutputDebugStringW(NAMEDMAP_WIDE lpOutputString)
	NAMEDMAP_SYMBOL(OutputDebugStringW);

#ifdef __cplusplus
}
#endif

#define OutputDebugString	NAMEDMAP_AW(OutputDebugString)

#endif
