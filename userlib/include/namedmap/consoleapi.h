/* SPDX-License-Identifier: MIT */
/* Text to a console. */
#ifndef NAMEDMAP_CONSOLEAPI_H
#define NAMEDMAP_CONSOLEAPI_H

#include "winnt.h"

#ifdef __cplusplus
extern "C" {
#endif

BOOL WINAPI WriteConsoleA(HANDLE hConsoleOutput, const VOID *lpBuffer,
	DWORD nNumberOfCharsToWrite, LPDWORD lpNumberOfCharsWritten,
	LPVOID lpReserved) NAMEDMAP_SYMBOL(WriteConsoleA);
BOOL WINAPI WriteConsoleW(HANDLE hConsoleOutput, const VOID *lpBuffer,
	DWORD nNumberOfCharsToWrite, LPDWORD lpNumberOfCharsWritten,
	LPVOID lpReserved) NAMEDMAP_SYMBOL(WriteConsoleW);

#ifdef __cplusplus
}
#endif

#define WriteConsole		NAMEDMAP_AW(WriteConsole)

#endif
