/* SPDX-License-Identifier: MIT */
/*
 * Microsoft's own wide functions, for programs of namedmap-wide: crtwide.h
 * includes it. Where an _s call is misused, Windows ends the program; here it
 * answers EINVAL or ERANGE and leaves an empty string. What is a path may have
 * either separator.
 */
#ifndef NAMEDMAP_CRTMICROSOFT_H
#define NAMEDMAP_CRTMICROSOFT_H

#include <errno.h>

#ifndef _TRUNCATE
#define _TRUNCATE ((size_t)-1)
#endif
#ifndef STRUNCATE
#define STRUNCATE 80
#endif
#ifndef NAMEDMAP_HAVE_ERRNO_T
#define NAMEDMAP_HAVE_ERRNO_T
typedef int errno_t;
typedef size_t rsize_t;
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Strings. */
wchar_t *_wcsdup(const wchar_t *text) NAMEDMAP_CRT(_wcsdup);
int _wcsicmp(const wchar_t *first, const wchar_t *second)
	NAMEDMAP_CRT(_wcsicmp);
int _wcsnicmp(const wchar_t *first, const wchar_t *second, size_t length)
	NAMEDMAP_CRT(_wcsnicmp);
wchar_t *_wcslwr(wchar_t *text) NAMEDMAP_CRT(_wcslwr);
wchar_t *_wcsupr(wchar_t *text) NAMEDMAP_CRT(_wcsupr);
errno_t _wcslwr_s(wchar_t *text, size_t room) NAMEDMAP_CRT(_wcslwr_s);
errno_t _wcsupr_s(wchar_t *text, size_t room) NAMEDMAP_CRT(_wcsupr_s);
wchar_t *_wcsrev(wchar_t *text) NAMEDMAP_CRT(_wcsrev);
wchar_t *_wcsset(wchar_t *text, wchar_t unit) NAMEDMAP_CRT(_wcsset);
wchar_t *_wcsnset(wchar_t *text, wchar_t unit, size_t length)
	NAMEDMAP_CRT(_wcsnset);
wchar_t *_wcstok(wchar_t *text, const wchar_t *separators)
	NAMEDMAP_CRT(_wcstok);
wchar_t *wcstok_s(wchar_t *text, const wchar_t *separators, wchar_t **place)
	NAMEDMAP_CRT(wcstok);
size_t wcsnlen_s(const wchar_t *text, size_t room) NAMEDMAP_CRT(wcsnlen_s);
errno_t wcscpy_s(wchar_t *to, size_t room, const wchar_t *from)
	NAMEDMAP_CRT(wcscpy_s);
errno_t wcsncpy_s(wchar_t *to, size_t room, const wchar_t *from, size_t limit)
	NAMEDMAP_CRT(wcsncpy_s);
errno_t wcscat_s(wchar_t *to, size_t room, const wchar_t *from)
	NAMEDMAP_CRT(wcscat_s);
errno_t wcsncat_s(wchar_t *to, size_t room, const wchar_t *from, size_t limit)
	NAMEDMAP_CRT(wcsncat_s);
errno_t wmemcpy_s(wchar_t *to, size_t room, const wchar_t *from, size_t length)
	NAMEDMAP_CRT(wmemcpy_s);
errno_t wmemmove_s(wchar_t *to, size_t room, const wchar_t *from,
		   size_t length) NAMEDMAP_CRT(wmemmove_s);

/* Formats. */
int _snwprintf(wchar_t *to, size_t room, const wchar_t *format, ...)
	NAMEDMAP_CRT(_snwprintf);
int _vsnwprintf(wchar_t *to, size_t room, const wchar_t *format,
		va_list arguments) NAMEDMAP_CRT(_vsnwprintf);
int _snwprintf_s(wchar_t *to, size_t room, size_t count, const wchar_t *format,
		 ...) NAMEDMAP_CRT(_snwprintf_s);
int _vsnwprintf_s(wchar_t *to, size_t room, size_t count,
		  const wchar_t *format, va_list arguments)
	NAMEDMAP_CRT(_vsnwprintf_s);
int swprintf_s(wchar_t *to, size_t room, const wchar_t *format, ...)
	NAMEDMAP_CRT(swprintf_s);
int vswprintf_s(wchar_t *to, size_t room, const wchar_t *format,
		va_list arguments) NAMEDMAP_CRT(vswprintf_s);
int _swprintf(wchar_t *to, const wchar_t *format, ...) NAMEDMAP_CRT(_swprintf);
int _vswprintf(wchar_t *to, const wchar_t *format, va_list arguments)
	NAMEDMAP_CRT(_vswprintf);
int _scwprintf(const wchar_t *format, ...) NAMEDMAP_CRT(_scwprintf);
int _vscwprintf(const wchar_t *format, va_list arguments)
	NAMEDMAP_CRT(_vscwprintf);
int wprintf_s(const wchar_t *format, ...) NAMEDMAP_CRT(wprintf);
int fwprintf_s(FILE *stream, const wchar_t *format, ...)
	NAMEDMAP_CRT(fwprintf);
int vwprintf_s(const wchar_t *format, va_list arguments)
	NAMEDMAP_CRT(vwprintf);
int vfwprintf_s(FILE *stream, const wchar_t *format, va_list arguments)
	NAMEDMAP_CRT(vfwprintf);
int swscanf_s(const wchar_t *text, const wchar_t *format, ...)
	NAMEDMAP_CRT(swscanf_s);
int wscanf_s(const wchar_t *format, ...) NAMEDMAP_CRT(wscanf_s);
int fwscanf_s(FILE *stream, const wchar_t *format, ...)
	NAMEDMAP_CRT(fwscanf_s);

/* Numbers. */
int _wtoi(const wchar_t *text) NAMEDMAP_CRT(_wtoi);
long _wtol(const wchar_t *text) NAMEDMAP_CRT(_wtol);
long long _wtoi64(const wchar_t *text) NAMEDMAP_CRT(_wtoi64);
double _wtof(const wchar_t *text) NAMEDMAP_CRT(_wtof);
long long _wcstoi64(const wchar_t *text, wchar_t **end, int base)
	NAMEDMAP_CRT(wcstoll);
unsigned long long _wcstoui64(const wchar_t *text, wchar_t **end, int base)
	NAMEDMAP_CRT(wcstoull);
wchar_t *_itow(int value, wchar_t *to, int base) NAMEDMAP_CRT(_itow);
wchar_t *_ltow(int value, wchar_t *to, int base) NAMEDMAP_CRT(_itow);
wchar_t *_ultow(unsigned int value, wchar_t *to, int base)
	NAMEDMAP_CRT(_ultow);
wchar_t *_i64tow(long long value, wchar_t *to, int base)
	NAMEDMAP_CRT(_i64tow);
wchar_t *_ui64tow(unsigned long long value, wchar_t *to, int base)
	NAMEDMAP_CRT(_ui64tow);
errno_t _itow_s(int value, wchar_t *to, size_t room, int base)
	NAMEDMAP_CRT(_itow_s);
errno_t _ltow_s(int value, wchar_t *to, size_t room, int base)
	NAMEDMAP_CRT(_itow_s);
errno_t _ultow_s(unsigned int value, wchar_t *to, size_t room, int base)
	NAMEDMAP_CRT(_ultow_s);
errno_t _i64tow_s(long long value, wchar_t *to, size_t room, int base)
	NAMEDMAP_CRT(_i64tow_s);
errno_t _ui64tow_s(unsigned long long value, wchar_t *to, size_t room,
		   int base) NAMEDMAP_CRT(_ui64tow_s);
errno_t mbstowcs_s(size_t *converted, wchar_t *to, size_t room,
		   const char *from, size_t limit) NAMEDMAP_CRT(mbstowcs_s);
errno_t wcstombs_s(size_t *converted, char *to, size_t room,
		   const wchar_t *from, size_t limit) NAMEDMAP_CRT(wcstombs_s);

/* Streams, files and the environment. */
int _putws(const wchar_t *text) NAMEDMAP_CRT(_putws);
wchar_t *_getws_s(wchar_t *to, size_t room) NAMEDMAP_CRT(_getws_s);
FILE *_wfopen(const wchar_t *path, const wchar_t *mode) NAMEDMAP_CRT(_wfopen);
errno_t _wfopen_s(FILE **stream, const wchar_t *path, const wchar_t *mode)
	NAMEDMAP_CRT(_wfopen_s);
FILE *_wfreopen(const wchar_t *path, const wchar_t *mode, FILE *stream)
	NAMEDMAP_CRT(_wfreopen);
FILE *_wfdopen(int fd, const wchar_t *mode) NAMEDMAP_CRT(_wfdopen);
int _wopen(const wchar_t *path, int flags, ...) NAMEDMAP_CRT(_wopen);
int _waccess(const wchar_t *path, int mode) NAMEDMAP_CRT(_waccess);
int _wremove(const wchar_t *path) NAMEDMAP_CRT(_wremove);
int _wunlink(const wchar_t *path) NAMEDMAP_CRT(_wunlink);
int _wrename(const wchar_t *from, const wchar_t *to) NAMEDMAP_CRT(_wrename);
int _wmkdir(const wchar_t *path) NAMEDMAP_CRT(_wmkdir);
int _wrmdir(const wchar_t *path) NAMEDMAP_CRT(_wrmdir);
int _wchdir(const wchar_t *path) NAMEDMAP_CRT(_wchdir);
wchar_t *_wgetcwd(wchar_t *to, int room) NAMEDMAP_CRT(_wgetcwd);
int _wsystem(const wchar_t *command) NAMEDMAP_CRT(_wsystem);
void _wperror(const wchar_t *text) NAMEDMAP_CRT(_wperror);
wchar_t *_wcserror(int number) NAMEDMAP_CRT(_wcserror);
errno_t _wcserror_s(wchar_t *to, size_t room, int number)
	NAMEDMAP_CRT(_wcserror_s);
wchar_t *_wgetenv(const wchar_t *name) NAMEDMAP_CRT(_wgetenv);
errno_t _wgetenv_s(size_t *length, wchar_t *to, size_t room,
		   const wchar_t *name) NAMEDMAP_CRT(_wgetenv_s);
int _wputenv(const wchar_t *assignment) NAMEDMAP_CRT(_wputenv);
errno_t _wputenv_s(const wchar_t *name, const wchar_t *value)
	NAMEDMAP_CRT(_wputenv_s);
wchar_t *_getws(wchar_t *to) NAMEDMAP_NO_WIDE(
	"_getws is not offered: it writes beyond the buffer; take _getws_s or fgetws");

#ifdef __cplusplus
}

/* In C++ the room of an array need not be said, and old forms still live. */
template <size_t room>
inline errno_t wcscpy_s(wchar_t (&to)[room], const wchar_t *from)
{
	return wcscpy_s(to, room, from);
}

template <size_t room>
inline errno_t wcsncpy_s(wchar_t (&to)[room], const wchar_t *from, size_t limit)
{
	return wcsncpy_s(to, room, from, limit);
}

template <size_t room>
inline errno_t wcscat_s(wchar_t (&to)[room], const wchar_t *from)
{
	return wcscat_s(to, room, from);
}

template <size_t room>
inline errno_t wcsncat_s(wchar_t (&to)[room], const wchar_t *from, size_t limit)
{
	return wcsncat_s(to, room, from, limit);
}

template <size_t room>
inline int swprintf_s(wchar_t (&to)[room], const wchar_t *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vswprintf_s(to, room, format, arguments);
	va_end(arguments);
	return length;
}

template <size_t room>
inline int _snwprintf_s(wchar_t (&to)[room], size_t count,
			const wchar_t *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = _vsnwprintf_s(to, room, count, format, arguments);
	va_end(arguments);
	return length;
}

inline int swprintf(wchar_t *to, const wchar_t *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = _vswprintf(to, format, arguments);
	va_end(arguments);
	return length;
}

inline int vswprintf(wchar_t *to, const wchar_t *format, va_list arguments)
{
	return _vswprintf(to, format, arguments);
}

inline wchar_t *wcstok(wchar_t *text, const wchar_t *separators)
{
	return _wcstok(text, separators);
}
#else
/* In C too; the macros count, or look at what comes second. */
#define wcstok(...) \
	NAMEDMAP_THIRD(__VA_ARGS__, wcstok, _wcstok, 0)(__VA_ARGS__)
#define NAMEDMAP_THIRD(first, second, third, name, ...) name
#define swprintf(to, second, ...) \
	_Generic((second), wchar_t *: _swprintf, const wchar_t *: _swprintf, \
		 default: swprintf)(to, second, ##__VA_ARGS__)
#endif

#define wcsicmp _wcsicmp
#define wcsnicmp _wcsnicmp
#define wcslwr _wcslwr
#define wcsupr _wcsupr
#define wcsrev _wcsrev
#define _wcsicoll _wcsicmp
#define _fputwchar putwchar
#define _fgetwchar getwchar
#define _putwch putwchar
#define _getwch _getch
#define _getwche _getche
#define _cputws(text) fputws(text, stdout)
#define _cwprintf wprintf

#endif
