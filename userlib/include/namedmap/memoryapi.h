/* SPDX-License-Identifier: MIT */
/* Sections, views and the address space. */
#ifndef NAMEDMAP_MEMORYAPI_H
#define NAMEDMAP_MEMORYAPI_H

#include "minwinbase.h"
#include "winnt.h"

#define FILE_MAP_COPY			SECTION_QUERY
#define FILE_MAP_WRITE			SECTION_MAP_WRITE
#define FILE_MAP_READ			SECTION_MAP_READ
#define FILE_MAP_EXECUTE		SECTION_MAP_EXECUTE_EXPLICIT
#define FILE_MAP_ALL_ACCESS		SECTION_ALL_ACCESS
#define FILE_MAP_LARGE_PAGES		0x20000000
#define FILE_MAP_TARGETS_INVALID	0x40000000
#define FILE_MAP_RESERVE		0x80000000u

#ifndef NUMA_NO_PREFERRED_NODE
#define NUMA_NO_PREFERRED_NODE		((DWORD)-1)
#endif

struct MEM_EXTENDED_PARAMETER;

#ifdef __cplusplus
extern "C" {
#endif

HANDLE WINAPI CreateFileMappingA(HANDLE hFile,
	LPSECURITY_ATTRIBUTES lpAttributes, DWORD flProtect,
	DWORD dwMaximumSizeHigh, DWORD dwMaximumSizeLow, LPCSTR lpName)
	NAMEDMAP_SYMBOL(CreateFileMappingA);
HANDLE WINAPI CreateFileMappingW(HANDLE hFile,
	LPSECURITY_ATTRIBUTES lpAttributes, DWORD flProtect,
	DWORD dwMaximumSizeHigh, DWORD dwMaximumSizeLow, NAMEDMAP_WIDE lpName)
	NAMEDMAP_SYMBOL(CreateFileMappingW);
HANDLE WINAPI CreateFileMappingFromApp(HANDLE hFile,
	PSECURITY_ATTRIBUTES SecurityAttributes, ULONG PageProtection,
	ULONG64 MaximumSize, NAMEDMAP_WIDE Name)
	NAMEDMAP_SYMBOL(CreateFileMappingFromApp);
HANDLE WINAPI CreateFileMappingNumaA(HANDLE hFile,
	LPSECURITY_ATTRIBUTES lpFileMappingAttributes, DWORD flProtect,
	DWORD dwMaximumSizeHigh, DWORD dwMaximumSizeLow, LPCSTR lpName,
	DWORD nndPreferred) NAMEDMAP_SYMBOL(CreateFileMappingNumaA);
HANDLE WINAPI CreateFileMappingNumaW(HANDLE hFile,
	LPSECURITY_ATTRIBUTES lpFileMappingAttributes, DWORD flProtect,
	DWORD dwMaximumSizeHigh, DWORD dwMaximumSizeLow, NAMEDMAP_WIDE lpName,
	DWORD nndPreferred) NAMEDMAP_SYMBOL(CreateFileMappingNumaW);
HANDLE WINAPI CreateFileMapping2(HANDLE File,
	SECURITY_ATTRIBUTES *SecurityAttributes, ULONG DesiredAccess,
	ULONG PageProtection, ULONG AllocationAttributes, ULONG64 MaximumSize,
	NAMEDMAP_WIDE Name, struct MEM_EXTENDED_PARAMETER *ExtendedParameters,
	ULONG ParameterCount) NAMEDMAP_SYMBOL(CreateFileMapping2);
HANDLE WINAPI OpenFileMappingFromApp(ULONG DesiredAccess, BOOL InheritHandle,
	NAMEDMAP_WIDE Name) NAMEDMAP_SYMBOL(OpenFileMappingFromApp);
HANDLE WINAPI OpenFileMappingA(DWORD dwDesiredAccess, BOOL bInheritHandle,
	LPCSTR lpName) NAMEDMAP_SYMBOL(OpenFileMappingA);
HANDLE WINAPI OpenFileMappingW(DWORD dwDesiredAccess, BOOL bInheritHandle,
	NAMEDMAP_WIDE lpName) NAMEDMAP_SYMBOL(OpenFileMappingW);
LPVOID WINAPI MapViewOfFile(HANDLE hFileMappingObject, DWORD dwDesiredAccess,
	DWORD dwFileOffsetHigh, DWORD dwFileOffsetLow,
	SIZE_T dwNumberOfBytesToMap) NAMEDMAP_SYMBOL(MapViewOfFile);
LPVOID WINAPI MapViewOfFileEx(HANDLE hFileMappingObject, DWORD dwDesiredAccess,
	DWORD dwFileOffsetHigh, DWORD dwFileOffsetLow,
	SIZE_T dwNumberOfBytesToMap, LPVOID lpBaseAddress)
	NAMEDMAP_SYMBOL(MapViewOfFileEx);
BOOL WINAPI FlushViewOfFile(LPCVOID lpBaseAddress, SIZE_T dwNumberOfBytesToFlush)
	NAMEDMAP_SYMBOL(FlushViewOfFile);
BOOL WINAPI UnmapViewOfFile(LPCVOID lpBaseAddress)
	NAMEDMAP_SYMBOL(UnmapViewOfFile);
SIZE_T WINAPI VirtualQuery(LPCVOID lpAddress,
	PMEMORY_BASIC_INFORMATION lpBuffer, SIZE_T dwLength)
	NAMEDMAP_SYMBOL(VirtualQuery);

#ifdef __cplusplus
}
#endif

#define CreateFileMapping	NAMEDMAP_AW(CreateFileMapping)
#define CreateFileMappingNuma	NAMEDMAP_AW(CreateFileMappingNuma)
#define OpenFileMapping		NAMEDMAP_AW(OpenFileMapping)

#endif
