// SPDX-License-Identifier: MIT
/*
 * Critical sections. LockCount is the word that threads wait on: -1 is free, as
 * on Windows, 0 is taken, 1 is taken and somebody may wait. The rest of the
 * structure belongs to the owner.
 */
#include <stdatomic.h>
#include <string.h>

#include "internal.h"

#define FREE UINT32_MAX
#define TAKEN 0u
#define AWAITED 1u

/* More is a waste of time, whatever the program says. */
#define SPIN_MAX 4000u

static _Atomic uint32_t *word_of(CRITICAL_SECTION *section)
{
	return (_Atomic uint32_t *)&section->LockCount;
}

static HANDLE this_thread(void)
{
	return (HANDLE)(uintptr_t)namedmap_thread_id();
}

/* Others may change it meanwhile, but never to this thread or from it. */
static HANDLE owner_of(CRITICAL_SECTION *section)
{
	return __atomic_load_n(&section->OwningThread, __ATOMIC_RELAXED);
}

static void set_owner(CRITICAL_SECTION *section, HANDLE owner)
{
	__atomic_store_n(&section->OwningThread, owner, __ATOMIC_RELAXED);
}

static bool take(CRITICAL_SECTION *section)
{
	uint32_t seen = FREE;

	return atomic_compare_exchange_strong(word_of(section), &seen, TAKEN);
}

static void wait_and_take(CRITICAL_SECTION *section)
{
	_Atomic uint32_t *word = word_of(section);
	ULONG_PTR spins = section->SpinCount;

	if (spins > SPIN_MAX)
		spins = SPIN_MAX;
	for (; spins; spins--) {
		if (atomic_load_explicit(word, memory_order_relaxed) == FREE &&
		    take(section))
			return;
		YieldProcessor();
	}
	/* Whoever had to wait leaves it marked: others may wait, too. */
	while (atomic_exchange(word, AWAITED) != FREE)
		namedmap_futex_wait(word, AWAITED, UINT64_MAX);
}

BOOL WINAPI InitializeCriticalSectionEx(LPCRITICAL_SECTION section,
					DWORD spins, DWORD flags)
{
	(void)flags;
	memset(section, 0, sizeof(*section));
	section->LockCount = -1;
	section->SpinCount = spins & 0xffffff;
	return TRUE;
}

BOOL WINAPI InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION section,
						  DWORD spins)
{
	return InitializeCriticalSectionEx(section, spins, 0);
}

VOID WINAPI InitializeCriticalSection(LPCRITICAL_SECTION section)
{
	InitializeCriticalSectionEx(section, 0, 0);
}

DWORD WINAPI SetCriticalSectionSpinCount(LPCRITICAL_SECTION section,
					 DWORD spins)
{
	DWORD before = (DWORD)section->SpinCount;

	section->SpinCount = spins & 0xffffff;
	return before;
}

VOID WINAPI EnterCriticalSection(LPCRITICAL_SECTION section)
{
	HANDLE self = this_thread();

	if (owner_of(section) == self) {
		section->RecursionCount++;
		return;
	}
	if (!take(section))
		wait_and_take(section);
	set_owner(section, self);
	section->RecursionCount = 1;
}

BOOL WINAPI TryEnterCriticalSection(LPCRITICAL_SECTION section)
{
	HANDLE self = this_thread();

	if (owner_of(section) == self) {
		section->RecursionCount++;
		return TRUE;
	}
	if (!take(section))
		return FALSE;
	set_owner(section, self);
	section->RecursionCount = 1;
	return TRUE;
}

VOID WINAPI LeaveCriticalSection(LPCRITICAL_SECTION section)
{
	_Atomic uint32_t *word = word_of(section);

	if (--section->RecursionCount)
		return;
	set_owner(section, NULL);
	if (atomic_exchange(word, FREE) == AWAITED)
		namedmap_futex_wake(word, false);
}

VOID WINAPI DeleteCriticalSection(LPCRITICAL_SECTION section)
{
	memset(section, 0, sizeof(*section));
	section->LockCount = -1;
}
