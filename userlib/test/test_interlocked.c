// SPDX-License-Identifier: MIT
/* The Interlocked calls: what they answer, and that nothing gets lost. */
#include "harness.h"

#include <pthread.h>

#define THREADS 4
#define ROUNDS 20000

/* The old value from all but Increment, Decrement and Add. */
#define CHECK_WIDTH(suffix, type, high) \
	do { \
		type value = 5; \
		CHECK(InterlockedIncrement##suffix(&value) == 6); \
		CHECK(InterlockedDecrement##suffix(&value) == 5); \
		CHECK(InterlockedAdd##suffix(&value, 2) == 7); \
		CHECK(InterlockedExchangeAdd##suffix(&value, -2) == 7); \
		CHECK(InterlockedExchange##suffix(&value, 12) == 5); \
		CHECK(InterlockedAnd##suffix(&value, 10) == 12); \
		CHECK(InterlockedOr##suffix(&value, 3) == 8); \
		CHECK(InterlockedXor##suffix(&value, 1) == 11); \
		CHECK(InterlockedCompareExchange##suffix(&value, 1, 9) == 10); \
		CHECK(InterlockedCompareExchange##suffix(&value, 1, 10) == 10); \
		CHECK(value == 1); \
		/* They go round, as on Windows. */ \
		value = high; \
		CHECK(InterlockedIncrement##suffix(&value) == (type)~high); \
		CHECK(InterlockedDecrement##suffix(&value) == high); \
	} while (0)

TEST_ALONE(ILK_what_each_answers)
{
	CHECK_WIDTH(16, SHORT, (SHORT)0x7fff);
	CHECK_WIDTH(, LONG, (LONG)0x7fffffff);
	CHECK_WIDTH(64, LONGLONG, 0x7fffffffffffffffll);
}

TEST_ALONE(ILK_pointers_and_bits)
{
	int first, second;
	PVOID pointer = &first;
	LONG bits[2] = { 0, 0 };

	CHECK(InterlockedExchangePointer(&pointer, &second) == &first);
	CHECK(InterlockedCompareExchangePointer(&pointer, &first, &first) ==
	      &second);
	CHECK(pointer == &second);
	CHECK(InterlockedCompareExchangePointer(&pointer, &first, &second) ==
	      &second);
	CHECK(pointer == &first);
	CHECK(!InterlockedBitTestAndSet(bits, 33));
	CHECK(InterlockedBitTestAndSet(bits, 33));
	CHECK(bits[0] == 0 && bits[1] == 2);
	CHECK(InterlockedBitTestAndReset(bits, 33));
	CHECK(bits[1] == 0);
}

static struct {
	SHORT narrow;
	LONG middle;
	LONGLONG wide;
} counters;

static void *count(void *unused)
{
	int i;

	(void)unused;
	for (i = 0; i < ROUNDS; i++) {
		InterlockedIncrement16(&counters.narrow);
		InterlockedExchangeAdd(&counters.middle, 3);
		InterlockedAdd64(&counters.wide, 0x100000001ll);
	}
	return NULL;
}

TEST_ALONE(ILK_nothing_is_lost_between_threads)
{
	pthread_t threads[THREADS];
	int i;

	for (i = 0; i < THREADS; i++)
		REQUIRE(!pthread_create(&threads[i], NULL, count, NULL));
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	CHECK(counters.narrow == (SHORT)(THREADS * ROUNDS));
	CHECK(counters.middle == 3 * THREADS * ROUNDS);
	CHECK(counters.wide == 0x100000001ll * THREADS * ROUNDS);
}
