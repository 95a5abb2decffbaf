/* SPDX-License-Identifier: MIT */
/* The multimedia clock, which is as fine as it can be anyway. */
#ifndef NAMEDMAP_TIMEAPI_H
#define NAMEDMAP_TIMEAPI_H

#include "sysinfoapi.h"

#define TIMERR_NOERROR			0

typedef UINT MMRESULT;

#ifdef __cplusplus
extern "C" {
#endif

NAMEDMAP_INLINE DWORD timeGetTime(VOID)
{
	return GetTickCount();
}

NAMEDMAP_INLINE MMRESULT timeBeginPeriod(UINT period)
{
	(void)period;
	return TIMERR_NOERROR;
}

NAMEDMAP_INLINE MMRESULT timeEndPeriod(UINT period)
{
	(void)period;
	return TIMERR_NOERROR;
}

#ifdef __cplusplus
}
#endif

#endif
