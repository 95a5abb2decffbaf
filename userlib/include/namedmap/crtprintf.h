/* SPDX-License-Identifier: MIT */
/*
 * The printf family with Windows' sizes, on demand: with NAMEDMAP_WINDOWS_PRINTF
 * defined before the first of these headers (-D on the command line is best),
 * printf, fprintf, sprintf, snprintf and their v forms read their format as
 * Windows does.
 *
 *	%ld %lu %lx	32 bits: LONG and DWORD
 *	%I64d %lld	64 bits
 *	%Id %Iu %zu	as many as a pointer has
 *	%S %ls		a WCHAR string, 16 bits each
 *	%p		all digits of an address
 *	%n		refused: the call writes nothing and answers -1
 *
 * A long of 64 bits that is given to %ld loses its upper half, as it would on
 * Windows, where it has none. Programs of namedmap-wide have it without asking;
 * NAMEDMAP_LIBC_PRINTF keeps the C library's.
 */
#ifndef NAMEDMAP_CRTPRINTF_H
#define NAMEDMAP_CRTPRINTF_H

#include <stdarg.h>
#include <stdio.h>

/* The name that a function of the C library has in the object file then. */
#define NAMEDMAP_CRT(name) __asm__("namedmap_" #name)
#define NAMEDMAP_SEND(name) extern __typeof__(name) name NAMEDMAP_CRT(name);

#if defined(NAMEDMAP_SHORT_WCHAR) && !defined(NAMEDMAP_LIBC_PRINTF) && \
	!defined(NAMEDMAP_WINDOWS_PRINTF)
#define NAMEDMAP_WINDOWS_PRINTF 1
#endif

#ifdef NAMEDMAP_WINDOWS_PRINTF

/*
 * clang cannot change the name of what the C library's headers have a body for,
 * or use in one. In programs of namedmap-wide they have none.
 */
#if defined(__clang__) && !defined(NAMEDMAP_SHORT_WCHAR) && \
	(defined(__USE_EXTERN_INLINES) || (defined(__USE_FORTIFY_LEVEL) && \
	__USE_FORTIFY_LEVEL > 0))
#if __USE_FORTIFY_LEVEL > 0
#error "with clang NAMEDMAP_WINDOWS_PRINTF does not reach the printf of _FORTIFY_SOURCE: take gcc, or leave _FORTIFY_SOURCE out"
#endif
#define NAMEDMAP_VPRINTF_BY_MACRO
#endif

/* The compiler knows the other sizes. */
#pragma GCC diagnostic ignored "-Wformat"

#ifdef __cplusplus
extern "C" {
#endif

NAMEDMAP_SEND(printf)
NAMEDMAP_SEND(fprintf)
NAMEDMAP_SEND(sprintf)
NAMEDMAP_SEND(vsprintf)
#ifdef NAMEDMAP_VPRINTF_BY_MACRO
int namedmap_vprintf(const char *format, va_list arguments);
int namedmap_vfprintf(FILE *stream, const char *format, va_list arguments);
#else
NAMEDMAP_SEND(vprintf)
NAMEDMAP_SEND(vfprintf)
#endif
#if defined(__USE_ISOC99) || defined(__USE_UNIX98)
NAMEDMAP_SEND(snprintf)
NAMEDMAP_SEND(vsnprintf)
#endif
/* What _FORTIFY_SOURCE makes of them. */
#if defined(__USE_FORTIFY_LEVEL) && !defined(NAMEDMAP_SHORT_WCHAR)
#if __USE_FORTIFY_LEVEL > 0
NAMEDMAP_SEND(__printf_chk)
NAMEDMAP_SEND(__fprintf_chk)
NAMEDMAP_SEND(__sprintf_chk)
NAMEDMAP_SEND(__vprintf_chk)
NAMEDMAP_SEND(__vfprintf_chk)
NAMEDMAP_SEND(__vsprintf_chk)
NAMEDMAP_SEND(__snprintf_chk)
NAMEDMAP_SEND(__vsnprintf_chk)
#endif
#endif

#ifdef __cplusplus
}
#endif

#ifdef NAMEDMAP_VPRINTF_BY_MACRO
#ifdef __cplusplus
namespace std {
using ::namedmap_vfprintf;
using ::namedmap_vprintf;
}
#endif
#define vprintf(format, arguments) namedmap_vprintf(format, arguments)
#define vfprintf(stream, format, arguments) \
	namedmap_vfprintf(stream, format, arguments)
#endif

#endif
#endif
