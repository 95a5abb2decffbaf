/* SPDX-License-Identifier: MIT */
/*
 * Small things that Win32 programs expect of windows.h and that need nothing of
 * the library. The atomic operations are full barriers, as on Windows.
 */
#ifndef NAMEDMAP_WININLINE_H
#define NAMEDMAP_WININLINE_H

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "windef.h"

#ifdef __cplusplus
extern "C" {
#endif

#define NAMEDMAP_INLINE static __inline__ __attribute__((__unused__))

#define NAMEDMAP_INTERLOCKED(suffix, type) \
NAMEDMAP_INLINE type InterlockedIncrement##suffix(type volatile *target) \
{ \
	return __sync_add_and_fetch(target, 1); \
} \
NAMEDMAP_INLINE type InterlockedDecrement##suffix(type volatile *target) \
{ \
	return __sync_sub_and_fetch(target, 1); \
} \
NAMEDMAP_INLINE type InterlockedExchangeAdd##suffix(type volatile *target, \
						    type value) \
{ \
	return __sync_fetch_and_add(target, value); \
} \
NAMEDMAP_INLINE type InterlockedExchange##suffix(type volatile *target, \
						 type value) \
{ \
	return __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST); \
} \
NAMEDMAP_INLINE type InterlockedCompareExchange##suffix( \
	type volatile *target, type value, type comparand) \
{ \
	return __sync_val_compare_and_swap(target, comparand, value); \
} \
NAMEDMAP_INLINE type InterlockedAnd##suffix(type volatile *target, type value) \
{ \
	return __sync_fetch_and_and(target, value); \
} \
NAMEDMAP_INLINE type InterlockedOr##suffix(type volatile *target, type value) \
{ \
	return __sync_fetch_and_or(target, value); \
} \
NAMEDMAP_INLINE type InterlockedXor##suffix(type volatile *target, type value) \
{ \
	return __sync_fetch_and_xor(target, value); \
}

NAMEDMAP_INTERLOCKED(, LONG)
#if __SIZEOF_POINTER__ == 8
NAMEDMAP_INTERLOCKED(64, LONGLONG)
#endif
#undef NAMEDMAP_INTERLOCKED

NAMEDMAP_INLINE PVOID InterlockedExchangePointer(PVOID volatile *target,
						 PVOID value)
{
	return __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST);
}

NAMEDMAP_INLINE PVOID InterlockedCompareExchangePointer(PVOID volatile *target,
							PVOID value,
							PVOID comparand)
{
	return __sync_val_compare_and_swap(target, comparand, value);
}

#define MemoryBarrier() __sync_synchronize()
#if defined(__x86_64__) || defined(__i386__)
#define YieldProcessor() __builtin_ia32_pause()
#else
#define YieldProcessor() ((void)0)
#endif

/* The compiler may not leave this one out. */
NAMEDMAP_INLINE PVOID SecureZeroMemory(PVOID to, SIZE_T length)
{
	volatile char *at = (volatile char *)to;

	while (length--)
		*at++ = 0;
	return to;
}

NAMEDMAP_INLINE int lstrlenA(LPCSTR text)
{
	return text ? (int)strlen(text) : 0;
}

NAMEDMAP_INLINE int lstrlenW(LPCWSTR text)
{
	int length = 0;

	while (text && text[length])
		length++;
	return length;
}

NAMEDMAP_INLINE LPSTR lstrcpyA(LPSTR to, LPCSTR from)
{
	return strcpy(to, from);
}

NAMEDMAP_INLINE LPSTR lstrcpynA(LPSTR to, LPCSTR from, int size)
{
	int i;

	for (i = 0; i < size - 1 && from[i]; i++)
		to[i] = from[i];
	if (size > 0)
		to[i] = '\0';
	return to;
}

NAMEDMAP_INLINE LPSTR lstrcatA(LPSTR to, LPCSTR from)
{
	return strcat(to, from);
}

NAMEDMAP_INLINE LPWSTR lstrcpyW(LPWSTR to, LPCWSTR from)
{
	int i = 0;

	do {
		to[i] = from[i];
	} while (from[i++]);
	return to;
}

/* At most 1024 characters, as Windows' own. */
NAMEDMAP_INLINE __attribute__((__format__(__printf__, 2, 3)))
int wsprintfA(LPSTR to, LPCSTR format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(to, 1025, format, arguments);
	va_end(arguments);
	return length > 1024 ? 1024 : length;
}

/* There is no window: the text goes to standard error, and the answer is OK. */
NAMEDMAP_INLINE int MessageBoxA(HWND owner, LPCSTR text, LPCSTR caption,
				UINT type)
{
	(void)owner;
	(void)type;
	fprintf(stderr, "%s: %s\n", caption ? caption : "Error",
		text ? text : "");
	return 1;
}

#define MB_OK			0x00000000
#define MB_ICONERROR		0x00000010
#define MB_ICONINFORMATION	0x00000040
#define IDOK			1

#ifdef __cplusplus
}
#endif

#ifdef UNICODE
#define lstrlen lstrlenW
#define lstrcpy lstrcpyW
#else
#define lstrlen lstrlenA
#define lstrcpy lstrcpyA
#define lstrcpyn lstrcpynA
#define lstrcat lstrcatA
#define wsprintf wsprintfA
#define MessageBox MessageBoxA
#endif

/* Microsoft's names of functions that the C library has under another. */
#ifndef _stricmp
#define _stricmp strcasecmp
#endif
#ifndef _strnicmp
#define _strnicmp strncasecmp
#endif
#ifndef _strdup
#define _strdup strdup
#endif
#ifndef _snprintf
#define _snprintf snprintf
#endif
#ifndef _vsnprintf
#define _vsnprintf vsnprintf
#endif
#ifndef _getpid
#define _getpid getpid
#endif

#endif
