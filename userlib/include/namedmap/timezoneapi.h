/* SPDX-License-Identifier: MIT */
/* Two forms of a time. */
#ifndef NAMEDMAP_TIMEZONEAPI_H
#define NAMEDMAP_TIMEZONEAPI_H

#include "minwinbase.h"

#ifdef __cplusplus
extern "C" {
#endif

BOOL WINAPI FileTimeToSystemTime(const FILETIME *lpFileTime,
	LPSYSTEMTIME lpSystemTime) NAMEDMAP_SYMBOL(FileTimeToSystemTime);
BOOL WINAPI SystemTimeToFileTime(const SYSTEMTIME *lpSystemTime,
	LPFILETIME lpFileTime) NAMEDMAP_SYMBOL(SystemTimeToFileTime);

NAMEDMAP_INLINE LONG CompareFileTime(const FILETIME *first,
				     const FILETIME *second)
{
	if (first->dwHighDateTime != second->dwHighDateTime)
		return first->dwHighDateTime < second->dwHighDateTime ? -1 : 1;
	if (first->dwLowDateTime != second->dwLowDateTime)
		return first->dwLowDateTime < second->dwLowDateTime ? -1 : 1;
	return 0;
}

#ifdef __cplusplus
}
#endif

#endif
