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

/*
 * Locks within a process. Their structures have Windows' size and what is in
 * them is the library's own; OwningThread and RecursionCount are as on Windows.
 */
typedef struct _RTL_CRITICAL_SECTION_DEBUG *PRTL_CRITICAL_SECTION_DEBUG;

typedef struct _RTL_CRITICAL_SECTION {
	PRTL_CRITICAL_SECTION_DEBUG DebugInfo;
	LONG LockCount;
	LONG RecursionCount;
	HANDLE OwningThread;
	HANDLE LockSemaphore;
	ULONG_PTR SpinCount;
} RTL_CRITICAL_SECTION, *PRTL_CRITICAL_SECTION;

typedef RTL_CRITICAL_SECTION CRITICAL_SECTION;
typedef PRTL_CRITICAL_SECTION PCRITICAL_SECTION, LPCRITICAL_SECTION;

#define CRITICAL_SECTION_NO_DEBUG_INFO	0x01000000

typedef struct _RTL_SRWLOCK {
	PVOID Ptr;
} RTL_SRWLOCK, *PRTL_SRWLOCK, SRWLOCK, *PSRWLOCK;

typedef struct _RTL_CONDITION_VARIABLE {
	PVOID Ptr;
} RTL_CONDITION_VARIABLE, *PRTL_CONDITION_VARIABLE, CONDITION_VARIABLE,
	*PCONDITION_VARIABLE;

typedef union _RTL_RUN_ONCE {
	PVOID Ptr;
} RTL_RUN_ONCE, *PRTL_RUN_ONCE, INIT_ONCE, *PINIT_ONCE, *LPINIT_ONCE;

#define SRWLOCK_INIT			{ 0 }
#define RTL_SRWLOCK_INIT		{ 0 }
#define CONDITION_VARIABLE_INIT		{ 0 }
#define RTL_CONDITION_VARIABLE_INIT	{ 0 }
#define CONDITION_VARIABLE_LOCKMODE_SHARED 0x1
#define INIT_ONCE_STATIC_INIT		{ 0 }
#define RTL_RUN_ONCE_INIT		{ 0 }
#define INIT_ONCE_CTX_RESERVED_BITS	2

typedef BOOL (WINAPI *PINIT_ONCE_FN)(PINIT_ONCE InitOnce, PVOID Parameter,
	PVOID *Context);

#ifdef __cplusplus
extern "C" {
#endif

VOID WINAPI InitializeCriticalSection(LPCRITICAL_SECTION lpCriticalSection)
	NAMEDMAP_SYMBOL(InitializeCriticalSection);
BOOL WINAPI InitializeCriticalSectionAndSpinCount(
	LPCRITICAL_SECTION lpCriticalSection, DWORD dwSpinCount)
	NAMEDMAP_SYMBOL(InitializeCriticalSectionAndSpinCount);
BOOL WINAPI InitializeCriticalSectionEx(LPCRITICAL_SECTION lpCriticalSection,
	DWORD dwSpinCount, DWORD Flags)
	NAMEDMAP_SYMBOL(InitializeCriticalSectionEx);
DWORD WINAPI SetCriticalSectionSpinCount(LPCRITICAL_SECTION lpCriticalSection,
	DWORD dwSpinCount) NAMEDMAP_SYMBOL(SetCriticalSectionSpinCount);
VOID WINAPI EnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection)
	NAMEDMAP_SYMBOL(EnterCriticalSection);
BOOL WINAPI TryEnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection)
	NAMEDMAP_SYMBOL(TryEnterCriticalSection);
VOID WINAPI LeaveCriticalSection(LPCRITICAL_SECTION lpCriticalSection)
	NAMEDMAP_SYMBOL(LeaveCriticalSection);
VOID WINAPI DeleteCriticalSection(LPCRITICAL_SECTION lpCriticalSection)
	NAMEDMAP_SYMBOL(DeleteCriticalSection);
VOID WINAPI InitializeSRWLock(PSRWLOCK SRWLock)
	NAMEDMAP_SYMBOL(InitializeSRWLock);
VOID WINAPI AcquireSRWLockExclusive(PSRWLOCK SRWLock)
	NAMEDMAP_SYMBOL(AcquireSRWLockExclusive);
VOID WINAPI AcquireSRWLockShared(PSRWLOCK SRWLock)
	NAMEDMAP_SYMBOL(AcquireSRWLockShared);
BOOLEAN WINAPI TryAcquireSRWLockExclusive(PSRWLOCK SRWLock)
	NAMEDMAP_SYMBOL(TryAcquireSRWLockExclusive);
BOOLEAN WINAPI TryAcquireSRWLockShared(PSRWLOCK SRWLock)
	NAMEDMAP_SYMBOL(TryAcquireSRWLockShared);
VOID WINAPI ReleaseSRWLockExclusive(PSRWLOCK SRWLock)
	NAMEDMAP_SYMBOL(ReleaseSRWLockExclusive);
VOID WINAPI ReleaseSRWLockShared(PSRWLOCK SRWLock)
	NAMEDMAP_SYMBOL(ReleaseSRWLockShared);
VOID WINAPI InitializeConditionVariable(PCONDITION_VARIABLE ConditionVariable)
	NAMEDMAP_SYMBOL(InitializeConditionVariable);
BOOL WINAPI SleepConditionVariableCS(PCONDITION_VARIABLE ConditionVariable,
	PCRITICAL_SECTION CriticalSection, DWORD dwMilliseconds)
	NAMEDMAP_SYMBOL(SleepConditionVariableCS);
BOOL WINAPI SleepConditionVariableSRW(PCONDITION_VARIABLE ConditionVariable,
	PSRWLOCK SRWLock, DWORD dwMilliseconds, ULONG Flags)
	NAMEDMAP_SYMBOL(SleepConditionVariableSRW);
VOID WINAPI WakeConditionVariable(PCONDITION_VARIABLE ConditionVariable)
	NAMEDMAP_SYMBOL(WakeConditionVariable);
VOID WINAPI WakeAllConditionVariable(PCONDITION_VARIABLE ConditionVariable)
	NAMEDMAP_SYMBOL(WakeAllConditionVariable);
BOOL WINAPI InitOnceExecuteOnce(PINIT_ONCE InitOnce, PINIT_ONCE_FN InitFn,
	PVOID Parameter, LPVOID *Context) NAMEDMAP_SYMBOL(InitOnceExecuteOnce);

NAMEDMAP_INLINE VOID InitOnceInitialize(PINIT_ONCE once)
{
	once->Ptr = NULL;
}


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
