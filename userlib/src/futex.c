// SPDX-License-Identifier: MIT
/* Waiting for a word to change, and the number of the calling thread. */
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

/* glibc declares none of it where time has 64 bits on a 32-bit machine. */
#ifdef SYS_futex_time64
#define FUTEX_CALL SYS_futex_time64
#else
#define FUTEX_CALL SYS_futex
#endif

struct futex_time {
	int64_t seconds;
	int64_t nanoseconds;
};

bool namedmap_futex_wait(_Atomic uint32_t *word, uint32_t value,
			 uint64_t deadline)
{
	struct futex_time time = {
		(int64_t)(deadline / 1000000000),
		(int64_t)(deadline % 1000000000),
	};

	/* The time is absolute, that of CLOCK_MONOTONIC. */
	return !syscall(FUTEX_CALL, word,
			FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, value,
			deadline == UINT64_MAX ? NULL : &time, NULL,
			FUTEX_BITSET_MATCH_ANY) || errno != ETIMEDOUT;
}

void namedmap_futex_wake(_Atomic uint32_t *word, bool all)
{
	int error = errno;

	syscall(FUTEX_CALL, word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG,
		all ? INT32_MAX : 1, NULL, NULL, 0);
	errno = error;
}

uint64_t namedmap_deadline(DWORD milliseconds)
{
	struct timespec now;

	if (milliseconds == INFINITE)
		return UINT64_MAX;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec +
	       (uint64_t)milliseconds * 1000000;
}

static __thread DWORD thread_id;

DWORD namedmap_thread_id(void)
{
	if (!thread_id)
		thread_id = (DWORD)gettid();
	return thread_id;
}

/* The child of a fork has another number. */
static void forget_thread_id(void)
{
	thread_id = 0;
}

__attribute__((constructor)) static void thread_id_fork_safe(void)
{
	pthread_atfork(NULL, NULL, forget_thread_id);
}
