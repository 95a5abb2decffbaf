/* SPDX-License-Identifier: MIT */
/* The machine and its clocks. */
#ifndef NAMEDMAP_SYSINFOAPI_H
#define NAMEDMAP_SYSINFOAPI_H

#include "minwinbase.h"
#include "winnt.h"

typedef struct _SYSTEM_INFO {
	__extension__ union {
		DWORD dwOemId;
		__extension__ struct {
			WORD wProcessorArchitecture;
			WORD wReserved;
		};
	};
	DWORD dwPageSize;
	LPVOID lpMinimumApplicationAddress;
	LPVOID lpMaximumApplicationAddress;
	DWORD_PTR dwActiveProcessorMask;
	DWORD dwNumberOfProcessors;
	DWORD dwProcessorType;
	DWORD dwAllocationGranularity;
	WORD wProcessorLevel;
	WORD wProcessorRevision;
} SYSTEM_INFO, *LPSYSTEM_INFO;

#ifdef __cplusplus
extern "C" {
#endif

VOID WINAPI GetSystemInfo(LPSYSTEM_INFO lpSystemInfo)
	NAMEDMAP_SYMBOL(GetSystemInfo);
DWORD WINAPI GetTickCount(VOID) NAMEDMAP_SYMBOL(GetTickCount);
ULONGLONG WINAPI GetTickCount64(VOID) NAMEDMAP_SYMBOL(GetTickCount64);
VOID WINAPI GetSystemTimeAsFileTime(LPFILETIME lpSystemTimeAsFileTime)
	NAMEDMAP_SYMBOL(GetSystemTimeAsFileTime);
VOID WINAPI GetSystemTimePreciseAsFileTime(LPFILETIME lpSystemTimeAsFileTime)
	NAMEDMAP_SYMBOL(GetSystemTimePreciseAsFileTime);
VOID WINAPI GetSystemTime(LPSYSTEMTIME lpSystemTime)
	NAMEDMAP_SYMBOL(GetSystemTime);
VOID WINAPI GetLocalTime(LPSYSTEMTIME lpSystemTime)
	NAMEDMAP_SYMBOL(GetLocalTime);

#ifdef __cplusplus
}
#endif

#endif
