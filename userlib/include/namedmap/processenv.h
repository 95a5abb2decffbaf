/* SPDX-License-Identifier: MIT */
/* The command line, the environment and the standard streams. */
#ifndef NAMEDMAP_PROCESSENV_H
#define NAMEDMAP_PROCESSENV_H

#include "windef.h"

#define STD_INPUT_HANDLE		((DWORD)-10)
#define STD_OUTPUT_HANDLE		((DWORD)-11)
#define STD_ERROR_HANDLE		((DWORD)-12)

#ifdef __cplusplus
extern "C" {
#endif

LPSTR WINAPI GetCommandLineA(VOID) NAMEDMAP_SYMBOL(GetCommandLineA);
LPWSTR WINAPI GetCommandLineW(VOID) NAMEDMAP_SYMBOL(GetCommandLineW);
HANDLE WINAPI GetStdHandle(DWORD nStdHandle) NAMEDMAP_SYMBOL(GetStdHandle);
BOOL WINAPI SetStdHandle(DWORD nStdHandle, HANDLE hHandle)
	NAMEDMAP_SYMBOL(SetStdHandle);
DWORD WINAPI GetEnvironmentVariableA(LPCSTR lpName, LPSTR lpBuffer, DWORD nSize)
	NAMEDMAP_SYMBOL(GetEnvironmentVariableA);
DWORD WINAPI GetEnvironmentVariableW(NAMEDMAP_WIDE lpName, LPWSTR lpBuffer,
	DWORD nSize) NAMEDMAP_SYMBOL(GetEnvironmentVariableW);
BOOL WINAPI SetEnvironmentVariableA(LPCSTR lpName, LPCSTR lpValue)
	NAMEDMAP_SYMBOL(SetEnvironmentVariableA);
BOOL WINAPI SetEnvironmentVariableW(NAMEDMAP_WIDE lpName, NAMEDMAP_WIDE lpValue)
	NAMEDMAP_SYMBOL(SetEnvironmentVariableW);
DWORD WINAPI ExpandEnvironmentStringsA(LPCSTR lpSrc, LPSTR lpDst, DWORD nSize)
	NAMEDMAP_SYMBOL(ExpandEnvironmentStringsA);
DWORD WINAPI ExpandEnvironmentStringsW(NAMEDMAP_WIDE lpSrc, LPWSTR lpDst,
	DWORD nSize) NAMEDMAP_SYMBOL(ExpandEnvironmentStringsW);

#ifdef __cplusplus
}
#endif

#define GetCommandLine		NAMEDMAP_AW(GetCommandLine)
#define GetEnvironmentVariable	NAMEDMAP_AW(GetEnvironmentVariable)
#define SetEnvironmentVariable	NAMEDMAP_AW(SetEnvironmentVariable)
#define ExpandEnvironmentStrings	NAMEDMAP_AW(ExpandEnvironmentStrings)

#endif
