/* SPDX-License-Identifier: MIT */
/* The last error. */
#ifndef NAMEDMAP_ERRHANDLINGAPI_H
#define NAMEDMAP_ERRHANDLINGAPI_H

#include "minwinbase.h"
#include "winnt.h"

#ifdef __cplusplus
extern "C" {
#endif

DWORD WINAPI GetLastError(VOID) NAMEDMAP_SYMBOL(GetLastError);
VOID WINAPI SetLastError(DWORD dwErrCode) NAMEDMAP_SYMBOL(SetLastError);

#ifdef __cplusplus
}
#endif

#endif
