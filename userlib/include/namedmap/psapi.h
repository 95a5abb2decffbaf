/* SPDX-License-Identifier: MIT */
/* Processes, and the file behind an address. */
#ifndef NAMEDMAP_PSAPI_H
#define NAMEDMAP_PSAPI_H

#include "minwinbase.h"
#include "winnt.h"
#include "crtsystem.h"

#ifdef __cplusplus
extern "C" {
#endif

DWORD WINAPI GetMappedFileNameA(HANDLE hProcess, LPVOID lpv, LPSTR lpFilename,
	DWORD nSize) NAMEDMAP_SYMBOL(GetMappedFileNameA);
DWORD WINAPI GetMappedFileNameW(HANDLE hProcess, LPVOID lpv, LPWSTR lpFilename,
	DWORD nSize) NAMEDMAP_SYMBOL(GetMappedFileNameW);

#ifdef __cplusplus
}
#endif

#define GetMappedFileName	NAMEDMAP_AW(GetMappedFileName)
/* Their names in newer versions of Windows. */
#define K32GetMappedFileNameA	GetMappedFileNameA
#define K32GetMappedFileNameW	GetMappedFileNameW
#define K32GetMappedFileName	GetMappedFileName

#endif
