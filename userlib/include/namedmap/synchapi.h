/* SPDX-License-Identifier: MIT */
/* Events and waiting. */
#ifndef NAMEDMAP_SYNCHAPI_H
#define NAMEDMAP_SYNCHAPI_H

#include "minwinbase.h"
#include "winnt.h"

#ifdef __cplusplus
extern "C" {
#endif

HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES lpEventAttributes,
	BOOL bManualReset, BOOL bInitialState, LPCSTR lpName)
	NAMEDMAP_SYMBOL(CreateEventA);
HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES lpEventAttributes,
	BOOL bManualReset, BOOL bInitialState, NAMEDMAP_WIDE lpName)
	NAMEDMAP_SYMBOL(CreateEventW);
HANDLE WINAPI OpenEventA(DWORD dwDesiredAccess, BOOL bInheritHandle,
	LPCSTR lpName) NAMEDMAP_SYMBOL(OpenEventA);
HANDLE WINAPI OpenEventW(DWORD dwDesiredAccess, BOOL bInheritHandle,
	NAMEDMAP_WIDE lpName) NAMEDMAP_SYMBOL(OpenEventW);
VOID WINAPI Sleep(DWORD dwMilliseconds) NAMEDMAP_SYMBOL(Sleep);

#ifdef __cplusplus
}
#endif

#define CreateEvent		NAMEDMAP_AW(CreateEvent)
#define OpenEvent		NAMEDMAP_AW(OpenEvent)

#endif
