/* SPDX-License-Identifier: MIT */
/* The last error. */
#ifndef NAMEDMAP_ERRHANDLINGAPI_H
#define NAMEDMAP_ERRHANDLINGAPI_H

#include "minwinbase.h"
#include "winnt.h"

#define SEM_FAILCRITICALERRORS		0x0001
#define SEM_NOGPFAULTERRORBOX		0x0002
#define SEM_NOALIGNMENTFAULTEXCEPT	0x0004
#define SEM_NOOPENFILEERRORBOX		0x8000

#ifdef __cplusplus
extern "C" {
#endif

DWORD WINAPI GetLastError(VOID) NAMEDMAP_SYMBOL(GetLastError);
VOID WINAPI SetLastError(DWORD dwErrCode) NAMEDMAP_SYMBOL(SetLastError);

/* No window opens for an error in any case. */
NAMEDMAP_INLINE UINT SetErrorMode(UINT mode)
{
	(void)mode;
	return 0;
}

#ifdef __cplusplus
}
#endif

#endif
