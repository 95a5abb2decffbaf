/* SPDX-License-Identifier: MIT */
/* The program itself, as a module. */
#ifndef NAMEDMAP_LIBLOADERAPI_H
#define NAMEDMAP_LIBLOADERAPI_H

#include "errhandlingapi.h"
#include "minwinbase.h"
#include "winerror.h"
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

/*
 * Programs ask so for calls that not every Windows has; what there is here is
 * known when they are compiled.
 */
NAMEDMAP_INLINE FARPROC GetProcAddress(HMODULE module, LPCSTR name)
{
	(void)module;
	(void)name;
	SetLastError(ERROR_PROC_NOT_FOUND);
	return NULL;
}

/* For names of either width. */
HMODULE WINAPI LoadLibrary(const void *lpLibFileName) NAMEDMAP_REFUSED(
	"LoadLibrary is not offered: there are no DLLs; take dlopen");
#define LoadLibraryA LoadLibrary
#define LoadLibraryW LoadLibrary

#ifdef __cplusplus
}
#endif

#define GetModuleFileName	NAMEDMAP_AW(GetModuleFileName)
#define GetModuleHandle		NAMEDMAP_AW(GetModuleHandle)

#endif
