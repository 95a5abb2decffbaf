/* SPDX-License-Identifier: MIT */
/*
 * Atomic operations. Each is a full barrier, as on Windows, also where the name
 * asks for less.
 */
#ifndef NAMEDMAP_INTERLOCKEDAPI_H
#define NAMEDMAP_INTERLOCKEDAPI_H

#include "windef.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * All of them from one compare-and-swap, which every processor has for 64 bits
 * too. And, Or, Xor, ExchangeAdd and Exchange answer the value before,
 * Increment, Decrement and Add the one after.
 */
#define NAMEDMAP_INTERLOCKED_LOOP(name, type, next, answer) \
NAMEDMAP_INLINE type name(type volatile *target, type value) \
{ \
	type before = __atomic_load_n(target, __ATOMIC_RELAXED), after, seen; \
	for (;;) { \
		after = (type)(next); \
		seen = __sync_val_compare_and_swap(target, before, after); \
		if (seen == before) \
			return answer; \
		before = seen; \
	} \
}

#define NAMEDMAP_INTERLOCKED(suffix, type, wide) \
NAMEDMAP_INTERLOCKED_LOOP(InterlockedExchange##suffix, type, value, before) \
NAMEDMAP_INTERLOCKED_LOOP(InterlockedExchangeAdd##suffix, type, \
	(wide)before + (wide)value, before) \
NAMEDMAP_INTERLOCKED_LOOP(InterlockedAdd##suffix, type, \
	(wide)before + (wide)value, after) \
NAMEDMAP_INTERLOCKED_LOOP(InterlockedAnd##suffix, type, before & value, before) \
NAMEDMAP_INTERLOCKED_LOOP(InterlockedOr##suffix, type, before | value, before) \
NAMEDMAP_INTERLOCKED_LOOP(InterlockedXor##suffix, type, before ^ value, before) \
NAMEDMAP_INLINE type InterlockedIncrement##suffix(type volatile *target) \
{ \
	return InterlockedAdd##suffix(target, 1); \
} \
NAMEDMAP_INLINE type InterlockedDecrement##suffix(type volatile *target) \
{ \
	return InterlockedAdd##suffix(target, -1); \
} \
NAMEDMAP_INLINE type InterlockedCompareExchange##suffix( \
	type volatile *target, type value, type comparand) \
{ \
	return __sync_val_compare_and_swap(target, comparand, value); \
}

NAMEDMAP_INTERLOCKED(16, SHORT, UINT)
NAMEDMAP_INTERLOCKED(, LONG, ULONG)
NAMEDMAP_INTERLOCKED(64, LONGLONG, ULONGLONG)
NAMEDMAP_INTERLOCKED_LOOP(InterlockedExchange8, CHAR, value, before)
NAMEDMAP_INTERLOCKED_LOOP(InterlockedAnd8, CHAR, before & value, before)
NAMEDMAP_INTERLOCKED_LOOP(InterlockedOr8, CHAR, before | value, before)
NAMEDMAP_INTERLOCKED_LOOP(InterlockedXor8, CHAR, before ^ value, before)
#undef NAMEDMAP_INTERLOCKED

NAMEDMAP_INLINE PVOID InterlockedExchangePointer(PVOID volatile *target,
						 PVOID value)
{
	return __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST);
}

NAMEDMAP_INLINE PVOID InterlockedCompareExchangePointer(PVOID volatile *target,
							PVOID value,
							PVOID comparand)
{
	return __sync_val_compare_and_swap(target, comparand, value);
}

NAMEDMAP_INLINE BOOLEAN InterlockedBitTestAndSet(LONG volatile *target,
						 LONG bit)
{
	LONG mask = (LONG)(1u << (bit & 31));

	return (InterlockedOr(target + (bit >> 5), mask) & mask) != 0;
}

NAMEDMAP_INLINE BOOLEAN InterlockedBitTestAndReset(LONG volatile *target,
						   LONG bit)
{
	LONG mask = (LONG)(1u << (bit & 31));

	return (InterlockedAnd(target + (bit >> 5), ~mask) & mask) != 0;
}

#ifdef __cplusplus
}

/* On Windows, C++ has these for unsigned counters, too. */
#define NAMEDMAP_INTERLOCKED_UNSIGNED(suffix, with, type, is) \
NAMEDMAP_INLINE type Interlocked##suffix(type volatile *target) \
{ \
	return (type)Interlocked##suffix##with((is volatile *)target); \
}
NAMEDMAP_INTERLOCKED_UNSIGNED(Increment, , DWORD, LONG)
NAMEDMAP_INTERLOCKED_UNSIGNED(Decrement, , DWORD, LONG)
NAMEDMAP_INTERLOCKED_UNSIGNED(Increment, 64, ULONGLONG, LONGLONG)
NAMEDMAP_INTERLOCKED_UNSIGNED(Decrement, 64, ULONGLONG, LONGLONG)
#undef NAMEDMAP_INTERLOCKED_UNSIGNED
#define NAMEDMAP_INTERLOCKED_UNSIGNED(name, with, type, is) \
NAMEDMAP_INLINE type Interlocked##name(type volatile *target, type value) \
{ \
	return (type)Interlocked##name##with((is volatile *)target, \
					     (is)value); \
}
NAMEDMAP_INTERLOCKED_UNSIGNED(Exchange, , DWORD, LONG)
NAMEDMAP_INTERLOCKED_UNSIGNED(ExchangeAdd, , DWORD, LONG)
NAMEDMAP_INTERLOCKED_UNSIGNED(Exchange, 64, ULONGLONG, LONGLONG)
NAMEDMAP_INTERLOCKED_UNSIGNED(ExchangeAdd, 64, ULONGLONG, LONGLONG)
#undef NAMEDMAP_INTERLOCKED_UNSIGNED
NAMEDMAP_INLINE DWORD InterlockedCompareExchange(DWORD volatile *target,
						 DWORD value, DWORD comparand)
{
	return __sync_val_compare_and_swap(target, comparand, value);
}
#endif
#undef NAMEDMAP_INTERLOCKED_LOOP

#define InterlockedIncrementAcquire		InterlockedIncrement
#define InterlockedIncrementRelease		InterlockedIncrement
#define InterlockedIncrementNoFence		InterlockedIncrement
#define InterlockedDecrementAcquire		InterlockedDecrement
#define InterlockedDecrementRelease		InterlockedDecrement
#define InterlockedDecrementNoFence		InterlockedDecrement
#define InterlockedExchangeAcquire		InterlockedExchange
#define InterlockedExchangeNoFence		InterlockedExchange
#define InterlockedExchangeAddAcquire		InterlockedExchangeAdd
#define InterlockedExchangeAddRelease		InterlockedExchangeAdd
#define InterlockedExchangeAddNoFence		InterlockedExchangeAdd
#define InterlockedCompareExchangeAcquire	InterlockedCompareExchange
#define InterlockedCompareExchangeRelease	InterlockedCompareExchange
#define InterlockedCompareExchangeNoFence	InterlockedCompareExchange
#define _InterlockedIncrement			InterlockedIncrement
#define _InterlockedDecrement			InterlockedDecrement
#define _InterlockedExchange			InterlockedExchange
#define _InterlockedExchangeAdd			InterlockedExchangeAdd
#define _InterlockedCompareExchange		InterlockedCompareExchange
#define _InterlockedAnd				InterlockedAnd
#define _InterlockedOr				InterlockedOr
#define _InterlockedXor				InterlockedXor
#define _InterlockedIncrement64			InterlockedIncrement64
#define _InterlockedDecrement64			InterlockedDecrement64
#define _InterlockedExchange64			InterlockedExchange64
#define _InterlockedExchangeAdd64		InterlockedExchangeAdd64
#define _InterlockedCompareExchange64		InterlockedCompareExchange64

#define MemoryBarrier() __sync_synchronize()
#if defined(__x86_64__) || defined(__i386__)
#define YieldProcessor() __builtin_ia32_pause()
#elif defined(__aarch64__) || defined(__arm__)
#define YieldProcessor() __asm__ __volatile__("yield")
#else
#define YieldProcessor() ((void)0)
#endif

#endif
