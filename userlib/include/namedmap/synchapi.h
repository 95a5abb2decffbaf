/* SPDX-License-Identifier: MIT */
/* Events, mutexes, semaphores and waiting. */
#ifndef NAMEDMAP_SYNCHAPI_H
#define NAMEDMAP_SYNCHAPI_H

#include "minwinbase.h"
#include "winnt.h"

#define CREATE_EVENT_MANUAL_RESET	0x00000001
#define CREATE_EVENT_INITIAL_SET	0x00000002
#define CREATE_MUTEX_INITIAL_OWNER	0x00000001

#define MUTEX_MODIFY_STATE		MUTANT_QUERY_STATE
#define MUTEX_ALL_ACCESS		MUTANT_ALL_ACCESS

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
HANDLE WINAPI CreateMutexA(LPSECURITY_ATTRIBUTES lpMutexAttributes,
	BOOL bInitialOwner, LPCSTR lpName) NAMEDMAP_SYMBOL(CreateMutexA);
HANDLE WINAPI CreateMutexW(LPSECURITY_ATTRIBUTES lpMutexAttributes,
	BOOL bInitialOwner, NAMEDMAP_WIDE lpName) NAMEDMAP_SYMBOL(CreateMutexW);
HANDLE WINAPI CreateMutexExA(LPSECURITY_ATTRIBUTES lpMutexAttributes,
	LPCSTR lpName, DWORD dwFlags, DWORD dwDesiredAccess)
	NAMEDMAP_SYMBOL(CreateMutexExA);
HANDLE WINAPI CreateMutexExW(LPSECURITY_ATTRIBUTES lpMutexAttributes,
	NAMEDMAP_WIDE lpName, DWORD dwFlags, DWORD dwDesiredAccess)
	NAMEDMAP_SYMBOL(CreateMutexExW);
HANDLE WINAPI OpenMutexA(DWORD dwDesiredAccess, BOOL bInheritHandle,
	LPCSTR lpName) NAMEDMAP_SYMBOL(OpenMutexA);
HANDLE WINAPI OpenMutexW(DWORD dwDesiredAccess, BOOL bInheritHandle,
	NAMEDMAP_WIDE lpName) NAMEDMAP_SYMBOL(OpenMutexW);
BOOL WINAPI ReleaseMutex(HANDLE hMutex) NAMEDMAP_SYMBOL(ReleaseMutex);
HANDLE WINAPI CreateSemaphoreA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
	LONG lInitialCount, LONG lMaximumCount, LPCSTR lpName)
	NAMEDMAP_SYMBOL(CreateSemaphoreA);
HANDLE WINAPI CreateSemaphoreW(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
	LONG lInitialCount, LONG lMaximumCount, NAMEDMAP_WIDE lpName)
	NAMEDMAP_SYMBOL(CreateSemaphoreW);
HANDLE WINAPI CreateSemaphoreExA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
	LONG lInitialCount, LONG lMaximumCount, LPCSTR lpName, DWORD dwFlags,
	DWORD dwDesiredAccess) NAMEDMAP_SYMBOL(CreateSemaphoreExA);
HANDLE WINAPI CreateSemaphoreExW(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
	LONG lInitialCount, LONG lMaximumCount, NAMEDMAP_WIDE lpName,
	DWORD dwFlags, DWORD dwDesiredAccess)
	NAMEDMAP_SYMBOL(CreateSemaphoreExW);
HANDLE WINAPI OpenSemaphoreA(DWORD dwDesiredAccess, BOOL bInheritHandle,
	LPCSTR lpName) NAMEDMAP_SYMBOL(OpenSemaphoreA);
HANDLE WINAPI OpenSemaphoreW(DWORD dwDesiredAccess, BOOL bInheritHandle,
	NAMEDMAP_WIDE lpName) NAMEDMAP_SYMBOL(OpenSemaphoreW);
BOOL WINAPI ReleaseSemaphore(HANDLE hSemaphore, LONG lReleaseCount,
	LPLONG lpPreviousCount) NAMEDMAP_SYMBOL(ReleaseSemaphore);
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
#define CreateMutex		NAMEDMAP_AW(CreateMutex)
#define CreateMutexEx		NAMEDMAP_AW(CreateMutexEx)
#define OpenMutex		NAMEDMAP_AW(OpenMutex)
#define CreateSemaphore		NAMEDMAP_AW(CreateSemaphore)
#define CreateSemaphoreEx	NAMEDMAP_AW(CreateSemaphoreEx)
#define OpenSemaphore		NAMEDMAP_AW(OpenSemaphore)

#endif
