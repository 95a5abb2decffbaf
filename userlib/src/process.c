// SPDX-License-Identifier: MIT
/* The process itself, and time. */
#include <errno.h>
#include <sched.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

HANDLE WINAPI GetCurrentProcess(VOID)
{
	return (HANDLE)(LONG_PTR)-1;
}

DWORD WINAPI GetCurrentProcessId(VOID)
{
	return (DWORD)getpid();
}

DWORD WINAPI GetCurrentThreadId(VOID)
{
	return namedmap_thread_id();
}

ULONGLONG WINAPI GetTickCount64(VOID)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (ULONGLONG)now.tv_sec * 1000 + (ULONGLONG)now.tv_nsec / 1000000;
}

DWORD WINAPI GetTickCount(VOID)
{
	return (DWORD)GetTickCount64();
}

/* A signal does not end it. */
VOID WINAPI Sleep(DWORD milliseconds)
{
	struct timespec until;

	if (!milliseconds) {
		sched_yield();
		return;
	}
	if (milliseconds == INFINITE) {
		for (;;)
			pause();
	}
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += (time_t)(milliseconds / 1000);
	until.tv_nsec += (long)(milliseconds % 1000) * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_nsec -= 1000000000;
		until.tv_sec++;
	}
	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) ==
	       EINTR)
		;
}
