/* SPDX-License-Identifier: MIT */
/* The command line. */
#ifndef NAMEDMAP_PROCESSENV_H
#define NAMEDMAP_PROCESSENV_H

#include "windef.h"

#ifdef __cplusplus
extern "C" {
#endif

LPSTR WINAPI GetCommandLineA(VOID) NAMEDMAP_SYMBOL(GetCommandLineA);
LPWSTR WINAPI GetCommandLineW(VOID) NAMEDMAP_SYMBOL(GetCommandLineW);

#ifdef __cplusplus
}
#endif

#define GetCommandLine		NAMEDMAP_AW(GetCommandLine)

#endif
