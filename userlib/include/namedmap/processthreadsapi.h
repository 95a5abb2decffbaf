/* SPDX-License-Identifier: MIT */
/* Processes. */
#ifndef NAMEDMAP_PROCESSTHREADSAPI_H
#define NAMEDMAP_PROCESSTHREADSAPI_H

#include "minwinbase.h"
#include "winnt.h"

#ifdef __cplusplus
extern "C" {
#endif

HANDLE WINAPI GetCurrentProcess(VOID) NAMEDMAP_SYMBOL(GetCurrentProcess);
DWORD WINAPI GetCurrentProcessId(VOID) NAMEDMAP_SYMBOL(GetCurrentProcessId);
DWORD WINAPI GetCurrentThreadId(VOID) NAMEDMAP_SYMBOL(GetCurrentThreadId);
VOID WINAPI ExitProcess(UINT uExitCode)
	NAMEDMAP_SYMBOL(ExitProcess) __attribute__((__noreturn__));

#ifdef __cplusplus
}
#endif

#endif
