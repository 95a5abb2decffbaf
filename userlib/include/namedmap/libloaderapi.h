/* SPDX-License-Identifier: MIT */
/* The program itself, as a module. */
#ifndef NAMEDMAP_LIBLOADERAPI_H
#define NAMEDMAP_LIBLOADERAPI_H

#include "minwinbase.h"
#include "winnt.h"

#ifdef __cplusplus
extern "C" {
#endif

DWORD WINAPI GetModuleFileNameA(HMODULE hModule, LPSTR lpFilename, DWORD nSize)
	NAMEDMAP_SYMBOL(GetModuleFileNameA);
DWORD WINAPI GetModuleFileNameW(HMODULE hModule, LPWSTR lpFilename,
	DWORD nSize) NAMEDMAP_SYMBOL(GetModuleFileNameW);
HMODULE WINAPI GetModuleHandleA(LPCSTR lpModuleName)
	NAMEDMAP_SYMBOL(GetModuleHandleA);
HMODULE WINAPI GetModuleHandleW(NAMEDMAP_WIDE lpModuleName)
	NAMEDMAP_SYMBOL(GetModuleHandleW);

#ifdef __cplusplus
}
#endif

#define GetModuleFileName	NAMEDMAP_AW(GetModuleFileName)
#define GetModuleHandle		NAMEDMAP_AW(GetModuleHandle)

#endif
