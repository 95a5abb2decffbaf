/* SPDX-License-Identifier: MIT */
/* Threads, as the C run-time library makes them; _getpid is in windows.h. */
#ifndef NAMEDMAP_PROCESS_H
#define NAMEDMAP_PROCESS_H

#include <stdint.h>

#include "windows.h"

#ifdef __cplusplus
extern "C" {
#endif

uintptr_t _beginthread(void (*start_address)(void *), unsigned int stack_size,
	void *arglist) NAMEDMAP_SYMBOL(_beginthread);
uintptr_t _beginthreadex(void *security, unsigned int stack_size,
	unsigned int (WINAPI *start_address)(void *), void *arglist,
	unsigned int initflag, unsigned int *thrdaddr)
	NAMEDMAP_SYMBOL(_beginthreadex);

#ifdef __cplusplus
}
#endif

NAMEDMAP_INLINE __attribute__((__noreturn__)) void _endthread(void)
{
	ExitThread(0);
}

NAMEDMAP_INLINE __attribute__((__noreturn__)) void
_endthreadex(unsigned int retval)
{
	ExitThread(retval);
}

#endif
