/* SPDX-License-Identifier: MIT */
/*
 * The C library's wide functions for characters of 16 bits. Each is declared
 * again with a name of ours in the object file, where libnamedmap-crt.a has it.
 * Formats are read as on Windows, where %s in wprintf is a wide string and %S a
 * narrow one. Files have UTF-8 in them, and wide and narrow calls may take turns
 * on one stream.
 */
#ifndef NAMEDMAP_CRTWIDE_H
#define NAMEDMAP_CRTWIDE_H

#if __SIZEOF_WCHAR_T__ != 2 || !defined(NAMEDMAP_SHORT_WCHAR)
#error "take all flags of pkg-config --cflags namedmap-wide"
#endif

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <wctype.h>

#include "crtprintf.h"

/* A wchar_t can have this value, and is compared with it. */
#undef WEOF
#define WEOF ((wint_t)0xffff)

/* What nobody has made for characters of 16 bits: calling it is an error. */
#ifdef __clang__
#define NAMEDMAP_NO_WIDE(why) __attribute__((__unavailable__(why)))
#else
#define NAMEDMAP_NO_WIDE(why) __attribute__((__error__(why)))
#endif
#define NAMEDMAP_NOT_WIDE(name) extern __typeof__(name) name \
	NAMEDMAP_NO_WIDE(#name " is not offered by namedmap-wide: it is " \
		"the C library's, whose wchar_t has 32 bits");

#ifdef __cplusplus
extern "C" {
#endif

NAMEDMAP_SEND(wcslen)
NAMEDMAP_SEND(wcscpy)
NAMEDMAP_SEND(wcsncpy)
NAMEDMAP_SEND(wcscat)
NAMEDMAP_SEND(wcsncat)
NAMEDMAP_SEND(wcscmp)
NAMEDMAP_SEND(wcsncmp)
NAMEDMAP_SEND(wcscoll)
NAMEDMAP_SEND(wcsxfrm)
NAMEDMAP_SEND(wcsspn)
NAMEDMAP_SEND(wcscspn)
NAMEDMAP_SEND(wmemcmp)
NAMEDMAP_SEND(wmemcpy)
NAMEDMAP_SEND(wmemmove)
NAMEDMAP_SEND(wmemset)
NAMEDMAP_SEND(wcstol)
NAMEDMAP_SEND(wcstoul)
NAMEDMAP_SEND(wcstod)
NAMEDMAP_SEND(wcsftime)
#ifdef __USE_ISOC99
NAMEDMAP_SEND(wcstoll)
NAMEDMAP_SEND(wcstoull)
NAMEDMAP_SEND(wcstof)
NAMEDMAP_SEND(wcstold)
#endif
#ifdef __USE_XOPEN2K8
NAMEDMAP_SEND(wcsnlen)
NAMEDMAP_SEND(wcsdup)
NAMEDMAP_SEND(wcscasecmp)
NAMEDMAP_SEND(wcsncasecmp)
NAMEDMAP_NOT_WIDE(wcpcpy)
NAMEDMAP_NOT_WIDE(wcpncpy)
NAMEDMAP_NOT_WIDE(wcscasecmp_l)
NAMEDMAP_NOT_WIDE(wcsncasecmp_l)
NAMEDMAP_NOT_WIDE(wcscoll_l)
NAMEDMAP_NOT_WIDE(wcsxfrm_l)
NAMEDMAP_NOT_WIDE(mbsnrtowcs)
NAMEDMAP_NOT_WIDE(wcsnrtombs)
NAMEDMAP_NOT_WIDE(open_wmemstream)
#endif
#ifdef __USE_XOPEN
NAMEDMAP_NOT_WIDE(wcswidth)
#endif
#ifdef __USE_GNU
NAMEDMAP_NOT_WIDE(wcschrnul)
NAMEDMAP_NOT_WIDE(wmempcpy)
NAMEDMAP_NOT_WIDE(wcstol_l)
NAMEDMAP_NOT_WIDE(wcstoul_l)
NAMEDMAP_NOT_WIDE(wcstoll_l)
NAMEDMAP_NOT_WIDE(wcstoull_l)
NAMEDMAP_NOT_WIDE(wcstod_l)
NAMEDMAP_NOT_WIDE(wcstof_l)
NAMEDMAP_NOT_WIDE(wcstold_l)
NAMEDMAP_NOT_WIDE(wcstoq)
NAMEDMAP_NOT_WIDE(wcstouq)
NAMEDMAP_NOT_WIDE(getwc_unlocked)
NAMEDMAP_NOT_WIDE(getwchar_unlocked)
NAMEDMAP_NOT_WIDE(fgetwc_unlocked)
NAMEDMAP_NOT_WIDE(fputwc_unlocked)
NAMEDMAP_NOT_WIDE(putwc_unlocked)
NAMEDMAP_NOT_WIDE(putwchar_unlocked)
NAMEDMAP_NOT_WIDE(fgetws_unlocked)
NAMEDMAP_NOT_WIDE(fputws_unlocked)
NAMEDMAP_NOT_WIDE(wcsftime_l)
#endif

/* Bytes are UTF-8, whatever the locale. */
NAMEDMAP_SEND(mbstowcs)
NAMEDMAP_SEND(wcstombs)
NAMEDMAP_SEND(mbtowc)
NAMEDMAP_SEND(wctomb)
NAMEDMAP_NOT_WIDE(mbrtowc)
NAMEDMAP_NOT_WIDE(wcrtomb)
NAMEDMAP_NOT_WIDE(mbsrtowcs)
NAMEDMAP_NOT_WIDE(wcsrtombs)

NAMEDMAP_SEND(fgetwc)
NAMEDMAP_SEND(getwc)
NAMEDMAP_SEND(getwchar)
NAMEDMAP_SEND(fputwc)
NAMEDMAP_SEND(putwc)
NAMEDMAP_SEND(putwchar)
NAMEDMAP_SEND(fgetws)
NAMEDMAP_SEND(fputws)
NAMEDMAP_SEND(ungetwc)

#if defined(__USE_ISOC95) || defined(__USE_UNIX98)
NAMEDMAP_SEND(fwide)
NAMEDMAP_SEND(wprintf)
NAMEDMAP_SEND(fwprintf)
NAMEDMAP_SEND(vwprintf)
NAMEDMAP_SEND(vfwprintf)
#endif

/* These have old forms with fewer parameters in C++ too. */
wchar_t *wcstok(wchar_t *text, const wchar_t *separators, wchar_t **place)
	NAMEDMAP_CRT(wcstok);
int swprintf(wchar_t *to, size_t room, const wchar_t *format, ...)
	NAMEDMAP_CRT(swprintf);
int vswprintf(wchar_t *to, size_t room, const wchar_t *format,
	      va_list arguments) NAMEDMAP_CRT(vswprintf);

int wscanf(const wchar_t *format, ...) NAMEDMAP_CRT(wscanf);
int fwscanf(FILE *stream, const wchar_t *format, ...) NAMEDMAP_CRT(fwscanf);
int swscanf(const wchar_t *text, const wchar_t *format, ...)
	NAMEDMAP_CRT(swscanf);
int vwscanf(const wchar_t *format, va_list arguments) NAMEDMAP_CRT(vwscanf);
int vfwscanf(FILE *stream, const wchar_t *format, va_list arguments)
	NAMEDMAP_CRT(vfwscanf);
int vswscanf(const wchar_t *text, const wchar_t *format, va_list arguments)
	NAMEDMAP_CRT(vswscanf);
#ifndef NAMEDMAP_LIBC_PRINTF
int scanf(const char *format, ...) NAMEDMAP_CRT(scanf);
int fscanf(FILE *stream, const char *format, ...) NAMEDMAP_CRT(fscanf);
int sscanf(const char *text, const char *format, ...)
	NAMEDMAP_CRT(sscanf);
int vscanf(const char *format, va_list arguments) NAMEDMAP_CRT(vscanf);
int vfscanf(FILE *stream, const char *format, va_list arguments)
	NAMEDMAP_CRT(vfscanf);
int vsscanf(const char *text, const char *format, va_list arguments)
	NAMEDMAP_CRT(vsscanf);
#endif
size_t mbrlen(const char *bytes, size_t room, mbstate_t *state)
	NAMEDMAP_NO_WIDE("mbrlen is not offered by namedmap-wide: take mblen or MultiByteToWideChar");

#ifdef __CORRECT_ISO_CPP_WCHAR_H_PROTO
/* In C++ what is found is as constant as what was searched. */
#define NAMEDMAP_FINDS(name, ...) \
extern "C++" wchar_t *name(wchar_t *, __VA_ARGS__) __THROW \
	NAMEDMAP_CRT(name); \
extern "C++" const wchar_t *name(const wchar_t *, __VA_ARGS__) __THROW \
	NAMEDMAP_CRT(name);
#else
#define NAMEDMAP_FINDS(name, ...) \
extern wchar_t *name(const wchar_t *, __VA_ARGS__) NAMEDMAP_CRT(name);
#endif

NAMEDMAP_FINDS(wcschr, wchar_t)
NAMEDMAP_FINDS(wcsrchr, wchar_t)
NAMEDMAP_FINDS(wcspbrk, const wchar_t *)
NAMEDMAP_FINDS(wcsstr, const wchar_t *)
NAMEDMAP_FINDS(wmemchr, wchar_t, size_t)
#undef NAMEDMAP_FINDS

#ifdef __cplusplus
}
#endif

#include "crtmicrosoft.h"

#endif
