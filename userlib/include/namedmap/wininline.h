/* SPDX-License-Identifier: MIT */
/* Small things that need nothing of the library: lstr and memory. */
#ifndef NAMEDMAP_WININLINE_H
#define NAMEDMAP_WININLINE_H

#include <string.h>

#include "windef.h"
#include "synchapi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The compiler may not leave this one out. */
NAMEDMAP_INLINE PVOID SecureZeroMemory(PVOID to, SIZE_T length)
{
	volatile char *at = (volatile char *)to;

	while (length--)
		*at++ = 0;
	return to;
}
#define RtlSecureZeroMemory SecureZeroMemory

/* Rounded to the nearest; -1 where it does not fit or nothing divides. */
NAMEDMAP_INLINE int MulDiv(int number, int numerator, int denominator)
{
	LONGLONG product = (LONGLONG)number * numerator, half, result;

	if (!denominator)
		return -1;
	half = (denominator < 0 ? -(LONGLONG)denominator : denominator) / 2;
	result = (product + (product < 0 ? -half : half)) / denominator;
	return result > MAXLONG || result < MINLONG ? -1 : (int)result;
}

/* Nothing is ever queued for a thread, so nothing ends its sleep. */
NAMEDMAP_INLINE DWORD SleepEx(DWORD milliseconds, BOOL alertable)
{
	(void)alertable;
	Sleep(milliseconds);
	return 0;
}

/*
 * The lstr calls, for both widths. As on Windows, NULL has no length and is
 * copied from as if it were empty. Comparing orders words and not codes: case
 * decides last, and a small letter comes before its capital. Letters are those
 * of ASCII.
 */
NAMEDMAP_INLINE int namedmap_small(int unit)
{
	return unit >= 'A' && unit <= 'Z' ? unit + 32 : unit;
}

#define NAMEDMAP_LSTR(W, type, number) \
NAMEDMAP_INLINE int lstrlen##W(const type *text) \
{ \
	int length = 0; \
	while (text && text[length]) \
		length++; \
	return length; \
} \
NAMEDMAP_INLINE type *lstrcpyn##W(type *to, const type *from, int room) \
{ \
	int i = 0; \
	if (!to || room <= 0) \
		return to; \
	for (; from && i < room - 1 && from[i]; i++) \
		to[i] = from[i]; \
	to[i] = 0; \
	return to; \
} \
NAMEDMAP_INLINE type *lstrcpy##W(type *to, const type *from) \
{ \
	return lstrcpyn##W(to, from, 0x7fffffff); \
} \
NAMEDMAP_INLINE type *lstrcat##W(type *to, const type *from) \
{ \
	if (to) \
		lstrcpy##W(to + lstrlen##W(to), from); \
	return to; \
} \
NAMEDMAP_INLINE int lstrcmpi##W(const type *first, const type *second) \
{ \
	int a, b; \
	if (!first || !second) \
		return !second - !first; \
	do { \
		a = namedmap_small((number)*first++); \
		b = namedmap_small((number)*second++); \
	} while (a == b && a); \
	return (a > b) - (a < b); \
} \
NAMEDMAP_INLINE int lstrcmp##W(const type *first, const type *second) \
{ \
	int order = lstrcmpi##W(first, second); \
	if (order || !first) \
		return order; \
	while (*first == *second && *first) { \
		first++; \
		second++; \
	} \
	return ((number)*first < (number)*second) - \
	       ((number)*first > (number)*second); \
}

NAMEDMAP_LSTR(A, CHAR, unsigned char)
NAMEDMAP_LSTR(W, WCHAR, unsigned short)
#undef NAMEDMAP_LSTR

#ifdef __cplusplus
}
#endif

#define lstrlen		NAMEDMAP_AW(lstrlen)
#define lstrcpy		NAMEDMAP_AW(lstrcpy)
#define lstrcpyn	NAMEDMAP_AW(lstrcpyn)
#define lstrcat		NAMEDMAP_AW(lstrcat)
#define lstrcmp		NAMEDMAP_AW(lstrcmp)
#define lstrcmpi	NAMEDMAP_AW(lstrcmpi)

#endif
