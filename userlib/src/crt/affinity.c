// SPDX-License-Identifier: MIT
/* The processors that a thread may run on. */
#include <errno.h>
#include <sched.h>
#include <windows.h>

#include "crt.h"

#define PROCESSORS (8 * sizeof(DWORD_PTR))

static DWORD_PTR failed(DWORD error)
{
	SetLastError(error);
	return 0;
}

DWORD_PTR WINAPI SetThreadAffinityMask(HANDLE handle, DWORD_PTR mask)
{
	DWORD thread = GetThreadId(handle);
	DWORD_PTR before = 0;
	cpu_set_t set;
	size_t i;

	if (!thread)
		return 0;
	if (sched_getaffinity((pid_t)thread, sizeof(set), &set))
		return failed(ERROR_INVALID_PARAMETER);
	for (i = 0; i < PROCESSORS; i++) {
		if (CPU_ISSET(i, &set))
			before |= (DWORD_PTR)1 << i;
	}
	CPU_ZERO(&set);
	for (i = 0; i < PROCESSORS; i++) {
		if (mask >> i & 1)
			CPU_SET(i, &set);
	}
	if (sched_setaffinity((pid_t)thread, sizeof(set), &set))
		return failed(errno == EPERM ? ERROR_ACCESS_DENIED :
					       ERROR_INVALID_PARAMETER);
	return before;
}
