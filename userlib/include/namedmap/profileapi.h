/* SPDX-License-Identifier: MIT */
/* The clock for measuring. */
#ifndef NAMEDMAP_PROFILEAPI_H
#define NAMEDMAP_PROFILEAPI_H

#include "winnt.h"

#ifdef __cplusplus
extern "C" {
#endif

BOOL WINAPI QueryPerformanceCounter(LARGE_INTEGER *lpPerformanceCount)
	NAMEDMAP_SYMBOL(QueryPerformanceCounter);
BOOL WINAPI QueryPerformanceFrequency(LARGE_INTEGER *lpFrequency)
	NAMEDMAP_SYMBOL(QueryPerformanceFrequency);

#ifdef __cplusplus
}
#endif

#endif
