/* SPDX-License-Identifier: MIT */
/* Heaps. */
#ifndef NAMEDMAP_HEAPAPI_H
#define NAMEDMAP_HEAPAPI_H

#include "winnt.h"

#define HEAP_NO_SERIALIZE		0x00000001
#define HEAP_GROWABLE			0x00000002
#define HEAP_GENERATE_EXCEPTIONS	0x00000004
#define HEAP_ZERO_MEMORY		0x00000008
#define HEAP_REALLOC_IN_PLACE_ONLY	0x00000010
#define HEAP_CREATE_ENABLE_EXECUTE	0x00040000

#ifdef __cplusplus
extern "C" {
#endif

HANDLE WINAPI GetProcessHeap(VOID) NAMEDMAP_SYMBOL(GetProcessHeap);
HANDLE WINAPI HeapCreate(DWORD flOptions, SIZE_T dwInitialSize,
	SIZE_T dwMaximumSize) NAMEDMAP_SYMBOL(HeapCreate);
BOOL WINAPI HeapDestroy(HANDLE hHeap) NAMEDMAP_SYMBOL(HeapDestroy);
LPVOID WINAPI HeapAlloc(HANDLE hHeap, DWORD dwFlags, SIZE_T dwBytes)
	NAMEDMAP_SYMBOL(HeapAlloc);
LPVOID WINAPI HeapReAlloc(HANDLE hHeap, DWORD dwFlags, LPVOID lpMem,
	SIZE_T dwBytes) NAMEDMAP_SYMBOL(HeapReAlloc);
BOOL WINAPI HeapFree(HANDLE hHeap, DWORD dwFlags, LPVOID lpMem)
	NAMEDMAP_SYMBOL(HeapFree);
SIZE_T WINAPI HeapSize(HANDLE hHeap, DWORD dwFlags, LPCVOID lpMem)
	NAMEDMAP_SYMBOL(HeapSize);

#ifdef __cplusplus
}
#endif

#endif
