/* SPDX-License-Identifier: MIT */
/* Events and waiting. */
#ifndef NAMEDMAP_SYNCHAPI_H
#define NAMEDMAP_SYNCHAPI_H

#include "minwinbase.h"
#include "winnt.h"

#define CREATE_EVENT_MANUAL_RESET	0x00000001
#define CREATE_EVENT_INITIAL_SET	0x00000002

#define WAIT_OBJECT_0			0x00000000u
#define WAIT_ABANDONED			0x00000080u
#define WAIT_ABANDONED_0		0x00000080u
#define WAIT_IO_COMPLETION		0x000000c0u
#define WAIT_FAILED			0xffffffffu

#ifdef __cplusplus
extern "C" {
#endif

HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES lpEventAttributes,
	BOOL bManualReset, BOOL bInitialState, LPCSTR lpName)
	NAMEDMAP_SYMBOL(CreateEventA);
HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES lpEventAttributes,
	BOOL bManualReset, BOOL bInitialState, NAMEDMAP_WIDE lpName)
	NAMEDMAP_SYMBOL(CreateEventW);
HANDLE WINAPI CreateEventExA(LPSECURITY_ATTRIBUTES lpEventAttributes,
	LPCSTR lpName, DWORD dwFlags, DWORD dwDesiredAccess)
	NAMEDMAP_SYMBOL(CreateEventExA);
HANDLE WINAPI CreateEventExW(LPSECURITY_ATTRIBUTES lpEventAttributes,
	NAMEDMAP_WIDE lpName, DWORD dwFlags, DWORD dwDesiredAccess)
	NAMEDMAP_SYMBOL(CreateEventExW);
HANDLE WINAPI OpenEventA(DWORD dwDesiredAccess, BOOL bInheritHandle,
	LPCSTR lpName) NAMEDMAP_SYMBOL(OpenEventA);
HANDLE WINAPI OpenEventW(DWORD dwDesiredAccess, BOOL bInheritHandle,
	NAMEDMAP_WIDE lpName) NAMEDMAP_SYMBOL(OpenEventW);
BOOL WINAPI SetEvent(HANDLE hEvent) NAMEDMAP_SYMBOL(SetEvent);
BOOL WINAPI ResetEvent(HANDLE hEvent) NAMEDMAP_SYMBOL(ResetEvent);
DWORD WINAPI WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds)
	NAMEDMAP_SYMBOL(WaitForSingleObject);
DWORD WINAPI WaitForSingleObjectEx(HANDLE hHandle, DWORD dwMilliseconds,
	BOOL bAlertable) NAMEDMAP_SYMBOL(WaitForSingleObjectEx);
DWORD WINAPI WaitForMultipleObjects(DWORD nCount, const HANDLE *lpHandles,
	BOOL bWaitAll, DWORD dwMilliseconds)
	NAMEDMAP_SYMBOL(WaitForMultipleObjects);
DWORD WINAPI WaitForMultipleObjectsEx(DWORD nCount, const HANDLE *lpHandles,
	BOOL bWaitAll, DWORD dwMilliseconds, BOOL bAlertable)
	NAMEDMAP_SYMBOL(WaitForMultipleObjectsEx);
DWORD WINAPI SignalObjectAndWait(HANDLE hObjectToSignal,
	HANDLE hObjectToWaitOn, DWORD dwMilliseconds, BOOL bAlertable)
	NAMEDMAP_SYMBOL(SignalObjectAndWait);
VOID WINAPI Sleep(DWORD dwMilliseconds) NAMEDMAP_SYMBOL(Sleep);

#ifdef __cplusplus
}
#endif

#define CreateEvent		NAMEDMAP_AW(CreateEvent)
#define CreateEventEx		NAMEDMAP_AW(CreateEventEx)
#define OpenEvent		NAMEDMAP_AW(OpenEvent)

#endif
