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

#define NUMA_NO_PREFERRED_NODE		0xffffffffu

typedef struct _WIN32_MEMORY_RANGE_ENTRY {
	PVOID VirtualAddress;
	SIZE_T NumberOfBytes;
} WIN32_MEMORY_RANGE_ENTRY, *PWIN32_MEMORY_RANGE_ENTRY;

typedef enum WIN32_MEMORY_INFORMATION_CLASS {
	MemoryRegionInfo
} WIN32_MEMORY_INFORMATION_CLASS;

typedef struct WIN32_MEMORY_REGION_INFORMATION {
	PVOID AllocationBase;
	ULONG AllocationProtect;
	__extension__ union {
		ULONG Flags;
		__extension__ struct {
			ULONG Private : 1;
			ULONG MappedDataFile : 1;
			ULONG MappedImage : 1;
			ULONG MappedPageFile : 1;
			ULONG MappedPhysical : 1;
			ULONG DirectMapped : 1;
			ULONG Reserved : 26;
		};
	};
	SIZE_T RegionSize;
	SIZE_T CommitSize;
} WIN32_MEMORY_REGION_INFORMATION;

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
LPVOID WINAPI MapViewOfFileExNuma(HANDLE hFileMappingObject,
	DWORD dwDesiredAccess, DWORD dwFileOffsetHigh, DWORD dwFileOffsetLow,
	SIZE_T dwNumberOfBytesToMap, LPVOID lpBaseAddress, DWORD nndPreferred)
	NAMEDMAP_SYMBOL(MapViewOfFileExNuma);
PVOID WINAPI MapViewOfFileFromApp(HANDLE hFileMappingObject,
	ULONG DesiredAccess, ULONG64 FileOffset, SIZE_T NumberOfBytesToMap)
	NAMEDMAP_SYMBOL(MapViewOfFileFromApp);
PVOID WINAPI MapViewOfFile2(HANDLE FileMappingHandle, HANDLE ProcessHandle,
	ULONG64 Offset, PVOID BaseAddress, SIZE_T ViewSize,
	ULONG AllocationType, ULONG PageProtection)
	NAMEDMAP_SYMBOL(MapViewOfFile2);
PVOID WINAPI MapViewOfFileNuma2(HANDLE FileMappingHandle, HANDLE ProcessHandle,
	ULONG64 Offset, PVOID BaseAddress, SIZE_T ViewSize,
	ULONG AllocationType, ULONG PageProtection, ULONG PreferredNode)
	NAMEDMAP_SYMBOL(MapViewOfFileNuma2);
PVOID WINAPI MapViewOfFile3(HANDLE FileMapping, HANDLE Process,
	PVOID BaseAddress, ULONG64 Offset, SIZE_T ViewSize,
	ULONG AllocationType, ULONG PageProtection,
	MEM_EXTENDED_PARAMETER *ExtendedParameters, ULONG ParameterCount)
	NAMEDMAP_SYMBOL(MapViewOfFile3);
BOOL WINAPI FlushViewOfFile(LPCVOID lpBaseAddress, SIZE_T dwNumberOfBytesToFlush)
	NAMEDMAP_SYMBOL(FlushViewOfFile);
BOOL WINAPI UnmapViewOfFile(LPCVOID lpBaseAddress)
	NAMEDMAP_SYMBOL(UnmapViewOfFile);
BOOL WINAPI UnmapViewOfFileEx(PVOID BaseAddress, ULONG UnmapFlags)
	NAMEDMAP_SYMBOL(UnmapViewOfFileEx);
BOOL WINAPI UnmapViewOfFile2(HANDLE Process, PVOID BaseAddress,
	ULONG UnmapFlags) NAMEDMAP_SYMBOL(UnmapViewOfFile2);
LPVOID WINAPI VirtualAlloc(LPVOID lpAddress, SIZE_T dwSize,
	DWORD flAllocationType, DWORD flProtect) NAMEDMAP_SYMBOL(VirtualAlloc);
LPVOID WINAPI VirtualAllocEx(HANDLE hProcess, LPVOID lpAddress, SIZE_T dwSize,
	DWORD flAllocationType, DWORD flProtect)
	NAMEDMAP_SYMBOL(VirtualAllocEx);
PVOID WINAPI VirtualAlloc2(HANDLE Process, PVOID BaseAddress, SIZE_T Size,
	ULONG AllocationType, ULONG PageProtection,
	MEM_EXTENDED_PARAMETER *ExtendedParameters, ULONG ParameterCount)
	NAMEDMAP_SYMBOL(VirtualAlloc2);
BOOL WINAPI VirtualFree(LPVOID lpAddress, SIZE_T dwSize, DWORD dwFreeType)
	NAMEDMAP_SYMBOL(VirtualFree);
BOOL WINAPI VirtualFreeEx(HANDLE hProcess, LPVOID lpAddress, SIZE_T dwSize,
	DWORD dwFreeType) NAMEDMAP_SYMBOL(VirtualFreeEx);
BOOL WINAPI VirtualProtect(LPVOID lpAddress, SIZE_T dwSize, DWORD flNewProtect,
	PDWORD lpflOldProtect) NAMEDMAP_SYMBOL(VirtualProtect);
BOOL WINAPI VirtualProtectEx(HANDLE hProcess, LPVOID lpAddress, SIZE_T dwSize,
	DWORD flNewProtect, PDWORD lpflOldProtect)
	NAMEDMAP_SYMBOL(VirtualProtectEx);
BOOL WINAPI PrefetchVirtualMemory(HANDLE hProcess, ULONG_PTR NumberOfEntries,
	PWIN32_MEMORY_RANGE_ENTRY VirtualAddresses, ULONG Flags)
	NAMEDMAP_SYMBOL(PrefetchVirtualMemory);
BOOL WINAPI IsBadReadPtr(LPCVOID lp, UINT_PTR ucb)
	NAMEDMAP_SYMBOL(IsBadReadPtr);
BOOL WINAPI IsBadWritePtr(LPVOID lp, UINT_PTR ucb)
	NAMEDMAP_SYMBOL(IsBadWritePtr);
SIZE_T WINAPI VirtualQuery(LPCVOID lpAddress,
	PMEMORY_BASIC_INFORMATION lpBuffer, SIZE_T dwLength)
	NAMEDMAP_SYMBOL(VirtualQuery);
SIZE_T WINAPI VirtualQueryEx(HANDLE hProcess, LPCVOID lpAddress,
	PMEMORY_BASIC_INFORMATION lpBuffer, SIZE_T dwLength)
	NAMEDMAP_SYMBOL(VirtualQueryEx);
BOOL WINAPI VirtualLock(LPVOID lpAddress, SIZE_T dwSize)
	NAMEDMAP_SYMBOL(VirtualLock);
BOOL WINAPI VirtualUnlock(LPVOID lpAddress, SIZE_T dwSize)
	NAMEDMAP_SYMBOL(VirtualUnlock);

BOOL WINAPI QueryVirtualMemoryInformation(HANDLE Process,
	const VOID *VirtualAddress,
	WIN32_MEMORY_INFORMATION_CLASS MemoryInformationClass,
	PVOID MemoryInformation, SIZE_T MemoryInformationSize,
	PSIZE_T ReturnSize) NAMEDMAP_SYMBOL(QueryVirtualMemoryInformation);

#ifdef __cplusplus
}
#endif

#define CreateFileMapping	NAMEDMAP_AW(CreateFileMapping)
#define CreateFileMappingNuma	NAMEDMAP_AW(CreateFileMappingNuma)
#define OpenFileMapping		NAMEDMAP_AW(OpenFileMapping)

#endif
