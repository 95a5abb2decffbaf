// SPDX-License-Identifier: MIT
/* Locks within a process, conditions, things done once, values of threads. */
#include "harness.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#define THREADS 4
#define ROUNDS 5000

_Static_assert(sizeof(CRITICAL_SECTION) == (sizeof(void *) == 8 ? 40 : 24),
	       "as on Windows");

static void run(void *(*function)(void *), unsigned int count)
{
	pthread_t threads[THREADS];
	unsigned int i;

	for (i = 0; i < count; i++)
		REQUIRE(!pthread_create(&threads[i], NULL, function, NULL));
	for (i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
}

static CRITICAL_SECTION section;
static unsigned int counter;

static void *count_in_section(void *unused)
{
	int i;

	(void)unused;
	for (i = 0; i < ROUNDS; i++) {
		EnterCriticalSection(&section);
		EnterCriticalSection(&section);
		counter++;
		LeaveCriticalSection(&section);
		LeaveCriticalSection(&section);
	}
	return NULL;
}

TEST_ALONE(CRIT_keeps_the_others_out)
{
	InitializeCriticalSection(&section);
	run(count_in_section, THREADS);
	CHECK_EQUAL(counter, THREADS * ROUNDS);
	CHECK(InitializeCriticalSectionAndSpinCount(&section, 400));
	CHECK_EQUAL(SetCriticalSectionSpinCount(&section, 100), 400);
	run(count_in_section, THREADS);
	CHECK_EQUAL(counter, 2 * THREADS * ROUNDS);
	DeleteCriticalSection(&section);
}

static void *try_section(void *unused)
{
	(void)unused;
	CHECK(!TryEnterCriticalSection(&section));
	return NULL;
}

TEST_ALONE(CRIT_belongs_to_a_thread)
{
	InitializeCriticalSection(&section);
	CHECK(TryEnterCriticalSection(&section));
	CHECK(TryEnterCriticalSection(&section));
	CHECK_EQUAL(section.RecursionCount, 2);
	CHECK(section.OwningThread ==
	      (HANDLE)(uintptr_t)GetCurrentThreadId());
	LeaveCriticalSection(&section);
	run(try_section, 1);
	LeaveCriticalSection(&section);
	CHECK(!section.OwningThread && section.LockCount == -1);
	DeleteCriticalSection(&section);
}

/* The child of a fork is another thread: what it held it holds no more. */
TEST_ALONE(CRIT_owner_after_a_fork)
{
	DWORD before = GetCurrentThreadId();
	pid_t pid = fork();

	if (!pid)
		_exit(GetCurrentThreadId() == before ||
		      GetCurrentThreadId() != GetCurrentProcessId());
	CHECK_EQUAL(role_wait(pid), 0);
}

static SRWLOCK lock = SRWLOCK_INIT;
static atomic_int inside;

static void *read_and_write(void *unused)
{
	int i;

	(void)unused;
	for (i = 0; i < ROUNDS; i++) {
		AcquireSRWLockExclusive(&lock);
		CHECK(atomic_fetch_add(&inside, 1000) == 0);
		counter++;
		atomic_fetch_sub(&inside, 1000);
		ReleaseSRWLockExclusive(&lock);
		AcquireSRWLockShared(&lock);
		CHECK(atomic_fetch_add(&inside, 1) < THREADS);
		atomic_fetch_sub(&inside, 1);
		ReleaseSRWLockShared(&lock);
	}
	return NULL;
}

TEST_ALONE(SRW_one_writer_or_readers)
{
	run(read_and_write, THREADS);
	CHECK_EQUAL(counter, THREADS * ROUNDS);
	AcquireSRWLockShared(&lock);
	CHECK(TryAcquireSRWLockShared(&lock));
	CHECK(!TryAcquireSRWLockExclusive(&lock));
	ReleaseSRWLockShared(&lock);
	ReleaseSRWLockShared(&lock);
	CHECK(TryAcquireSRWLockExclusive(&lock));
	CHECK(!TryAcquireSRWLockShared(&lock));
	ReleaseSRWLockExclusive(&lock);
	CHECK(!lock.Ptr);
}

static CONDITION_VARIABLE condition = CONDITION_VARIABLE_INIT;
static unsigned int items, taken;

/* Takes what the main thread puts, one at a time. */
static void *take_items(void *unused)
{
	unsigned int i;

	(void)unused;
	for (i = 0; i < ROUNDS / 10; i++) {
		EnterCriticalSection(&section);
		while (!items)
			CHECK(SleepConditionVariableCS(&condition, &section,
						       INFINITE));
		items--;
		taken++;
		LeaveCriticalSection(&section);
		WakeAllConditionVariable(&condition);
	}
	return NULL;
}

TEST_ALONE(COND_wakes_who_waits)
{
	pthread_t thread;
	unsigned int i;

	InitializeCriticalSection(&section);
	REQUIRE(!pthread_create(&thread, NULL, take_items, NULL));
	for (i = 0; i < ROUNDS / 10; i++) {
		EnterCriticalSection(&section);
		while (items)
			CHECK(SleepConditionVariableCS(&condition, &section,
						       INFINITE));
		items++;
		LeaveCriticalSection(&section);
		WakeConditionVariable(&condition);
	}
	pthread_join(thread, NULL);
	CHECK_EQUAL(taken, ROUNDS / 10);
	EnterCriticalSection(&section);
	CHECK_FAILS(FALSE, SleepConditionVariableCS(&condition, &section, 10),
		    ERROR_TIMEOUT);
	CHECK_EQUAL(section.RecursionCount, 1);
	LeaveCriticalSection(&section);
	AcquireSRWLockShared(&lock);
	CHECK_FAILS(FALSE, SleepConditionVariableSRW(&condition, &lock, 10, 1),
		    ERROR_TIMEOUT);
	CHECK(!TryAcquireSRWLockExclusive(&lock));
	ReleaseSRWLockShared(&lock);
	DeleteCriticalSection(&section);
}

static INIT_ONCE once = INIT_ONCE_STATIC_INIT;
static atomic_uint done;

static BOOL CALLBACK do_once(PINIT_ONCE given, PVOID parameter, PVOID *context)
{
	int i;

	CHECK(given == &once && parameter == &done);
	for (i = 0; i < 100; i++)
		sched_yield();
	*context = &done;
	return atomic_fetch_add(&done, 1) > 0;
}

static void *call_once(void *unused)
{
	PVOID context = NULL;

	(void)unused;
	while (!InitOnceExecuteOnce(&once, do_once, &done, &context))
		;
	CHECK(context == &done);
	return NULL;
}

/* The first time it fails, and is done again. */
TEST_ALONE(ONCE_is_done_once)
{
	run(call_once, THREADS);
	CHECK_EQUAL(atomic_load(&done), 2);
}

static DWORD tls_index;

static void *use_tls(void *unused)
{
	CHECK(!TlsGetValue(tls_index));
	CHECK(TlsSetValue(tls_index, &unused));
	CHECK(TlsGetValue(tls_index) == &unused);
	return NULL;
}

TEST_ALONE(TLS_each_thread_has_its_own)
{
	int here;

	tls_index = TlsAlloc();
	REQUIRE(tls_index != TLS_OUT_OF_INDEXES);
	CHECK(TlsSetValue(tls_index, &here));
	run(use_tls, THREADS);
	CHECK(TlsGetValue(tls_index) == &here);
	CHECK(TlsFree(tls_index));
	CHECK_FAILS(FALSE, TlsFree(tls_index), ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, TlsGetValue(tls_index), ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, TlsSetValue(0xfffff, NULL),
		    ERROR_INVALID_PARAMETER);
	tls_index = TlsAlloc();
	CHECK_FAILS(NULL, TlsGetValue(tls_index), ERROR_SUCCESS);
	CHECK(TlsFree(tls_index));
}
