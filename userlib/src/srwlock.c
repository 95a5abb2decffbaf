// SPDX-License-Identifier: MIT
/*
 * Locks for many readers or one writer, condition variables, and what is done
 * once. All zeroes is the state at first. The word that threads wait on is the
 * first half of the pointer.
 */
#include <stdatomic.h>

#include "internal.h"

/* Somebody waits; who comes new waits, too, so that a writer has its turn. */
#define WAITED 0x80000000u
#define WRITER 0x7fffffffu

/* An INIT_ONCE; with DONE the other bits are the context. */
#define ONCE_RUNNING ((uintptr_t)1)
#define ONCE_DONE ((uintptr_t)2)

static _Atomic uint32_t *word_of(PVOID *pointer)
{
	return (_Atomic uint32_t *)pointer;
}

VOID WINAPI InitializeSRWLock(PSRWLOCK lock)
{
	lock->Ptr = NULL;
}

BOOLEAN WINAPI TryAcquireSRWLockExclusive(PSRWLOCK lock)
{
	uint32_t seen = 0;

	return atomic_compare_exchange_strong(word_of(&lock->Ptr), &seen,
					      WRITER);
}

BOOLEAN WINAPI TryAcquireSRWLockShared(PSRWLOCK lock)
{
	_Atomic uint32_t *word = word_of(&lock->Ptr);
	uint32_t seen = atomic_load(word);

	while (!(seen & WAITED) && seen < WRITER - 1) {
		if (atomic_compare_exchange_weak(word, &seen, seen + 1))
			return TRUE;
	}
	return FALSE;
}

static void wait_for_release(_Atomic uint32_t *word)
{
	uint32_t seen = atomic_load(word);

	if (!seen)
		return;
	if (!(seen & WAITED) &&
	    !atomic_compare_exchange_strong(word, &seen, seen | WAITED))
		return;
	namedmap_futex_wait(word, seen | WAITED, UINT64_MAX);
}

VOID WINAPI AcquireSRWLockExclusive(PSRWLOCK lock)
{
	while (!TryAcquireSRWLockExclusive(lock))
		wait_for_release(word_of(&lock->Ptr));
}

VOID WINAPI AcquireSRWLockShared(PSRWLOCK lock)
{
	while (!TryAcquireSRWLockShared(lock))
		wait_for_release(word_of(&lock->Ptr));
}

VOID WINAPI ReleaseSRWLockExclusive(PSRWLOCK lock)
{
	_Atomic uint32_t *word = word_of(&lock->Ptr);

	if (atomic_exchange(word, 0) & WAITED)
		namedmap_futex_wake(word, true);
}

/* The last reader lets those in who wait. */
VOID WINAPI ReleaseSRWLockShared(PSRWLOCK lock)
{
	_Atomic uint32_t *word = word_of(&lock->Ptr);
	uint32_t seen = atomic_load(word), left;

	do {
		left = seen - 1;
		if (left == WAITED)
			left = 0;
	} while (!atomic_compare_exchange_weak(word, &seen, left));
	if ((seen & WAITED) && !left)
		namedmap_futex_wake(word, true);
}

VOID WINAPI InitializeConditionVariable(PCONDITION_VARIABLE condition)
{
	condition->Ptr = NULL;
}

static BOOL wait_for_change(PCONDITION_VARIABLE condition, uint32_t seen,
			    DWORD milliseconds)
{
	if (namedmap_futex_wait(word_of(&condition->Ptr), seen,
				namedmap_deadline(milliseconds)))
		return TRUE;
	return namedmap_fail(ERROR_TIMEOUT);
}

/* A wake between the release and the wait is seen by the number's change. */
BOOL WINAPI SleepConditionVariableCS(PCONDITION_VARIABLE condition,
				     PCRITICAL_SECTION section,
				     DWORD milliseconds)
{
	uint32_t seen = atomic_load(word_of(&condition->Ptr));
	BOOL woken;

	LeaveCriticalSection(section);
	woken = wait_for_change(condition, seen, milliseconds);
	EnterCriticalSection(section);
	return woken;
}

BOOL WINAPI SleepConditionVariableSRW(PCONDITION_VARIABLE condition,
				      PSRWLOCK lock, DWORD milliseconds,
				      ULONG flags)
{
	uint32_t seen = atomic_load(word_of(&condition->Ptr));
	BOOL woken;

	if (flags & ~(ULONG)CONDITION_VARIABLE_LOCKMODE_SHARED)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	if (flags)
		ReleaseSRWLockShared(lock);
	else
		ReleaseSRWLockExclusive(lock);
	woken = wait_for_change(condition, seen, milliseconds);
	if (flags)
		AcquireSRWLockShared(lock);
	else
		AcquireSRWLockExclusive(lock);
	return woken;
}

static void wake(PCONDITION_VARIABLE condition, bool all)
{
	_Atomic uint32_t *word = word_of(&condition->Ptr);

	atomic_fetch_add(word, 1);
	namedmap_futex_wake(word, all);
}

VOID WINAPI WakeConditionVariable(PCONDITION_VARIABLE condition)
{
	wake(condition, false);
}

VOID WINAPI WakeAllConditionVariable(PCONDITION_VARIABLE condition)
{
	wake(condition, true);
}

/* Runs the function as the only one that does; false: it failed. */
static BOOL run_once(PINIT_ONCE once, PINIT_ONCE_FN function, PVOID parameter)
{
	_Atomic uintptr_t *state = (_Atomic uintptr_t *)&once->Ptr;
	PVOID context = NULL;
	BOOL result = function(once, parameter, &context);

	/* The two low bits of a context are the state's, as on Windows. */
	atomic_store(state, result ? ((uintptr_t)context & ~(uintptr_t)3) |
				     ONCE_DONE : 0);
	namedmap_futex_wake(word_of(&once->Ptr), true);
	return result;
}

BOOL WINAPI InitOnceExecuteOnce(PINIT_ONCE once, PINIT_ONCE_FN function,
				PVOID parameter, LPVOID *context)
{
	_Atomic uintptr_t *state = (_Atomic uintptr_t *)&once->Ptr;
	uintptr_t seen = atomic_load(state);

	while ((seen & 3) != ONCE_DONE) {
		if (!seen && atomic_compare_exchange_strong(state, &seen,
							    ONCE_RUNNING)) {
			if (!run_once(once, function, parameter))
				return FALSE;
		} else if (seen == ONCE_RUNNING) {
			namedmap_futex_wait(word_of(&once->Ptr),
					    (uint32_t)ONCE_RUNNING,
					    UINT64_MAX);
		}
		seen = atomic_load(state);
	}
	if (context)
		*context = (LPVOID)(seen & ~(uintptr_t)3);
	return TRUE;
}
