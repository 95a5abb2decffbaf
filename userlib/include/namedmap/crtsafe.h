/* SPDX-License-Identifier: MIT */
/*
 * Microsoft's names in the C library: those that Linux has under another name,
 * and the _s calls, which are told the room that there is.
 *
 * On Windows an _s call that is misused ends the program, unless it set a
 * handler. Here it answers EINVAL or ERANGE and leaves an empty string.
 */
#ifndef NAMEDMAP_CRTSAFE_H
#define NAMEDMAP_CRTSAFE_H

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "windef.h"
#include "crtprintf.h"

#ifndef _TRUNCATE
#define _TRUNCATE ((size_t)-1)
#endif
#ifndef STRUNCATE
#define STRUNCATE 80
#endif

/* The C library may have these two. */
#ifndef NAMEDMAP_HAVE_ERRNO_T
#define NAMEDMAP_HAVE_ERRNO_T
typedef int errno_t;
typedef size_t rsize_t;
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Appends at the offset, at most limit characters; _TRUNCATE: what fits. */
NAMEDMAP_INLINE errno_t namedmap_put_s(char *to, size_t room, size_t at,
				       const char *from, size_t limit)
{
	size_t length;

	if (!to || !room)
		return EINVAL;
	if (!from || at >= room) {
		to[0] = '\0';
		return EINVAL;
	}
	for (length = 0; length < limit && from[length]; length++)
		;
	if (length >= room - at) {
		if (limit != _TRUNCATE) {
			to[0] = '\0';
			return ERANGE;
		}
		memcpy(to + at, from, room - at - 1);
		to[room - 1] = '\0';
		return STRUNCATE;
	}
	memcpy(to + at, from, length);
	to[at + length] = '\0';
	return 0;
}

NAMEDMAP_INLINE errno_t strncpy_s(char *to, size_t room, const char *from,
				  size_t limit)
{
	return namedmap_put_s(to, room, 0, from, limit);
}

NAMEDMAP_INLINE errno_t strncat_s(char *to, size_t room, const char *from,
				  size_t limit)
{
	return namedmap_put_s(to, room, to ? strnlen(to, room) : 0, from,
			      limit);
}

/* Longer than anything, and not _TRUNCATE. */
#define NAMEDMAP_NO_LIMIT ((size_t)-2)

NAMEDMAP_INLINE errno_t strcpy_s(char *to, size_t room, const char *from)
{
	return strncpy_s(to, room, from, NAMEDMAP_NO_LIMIT);
}

NAMEDMAP_INLINE errno_t strcat_s(char *to, size_t room, const char *from)
{
	return strncat_s(to, room, from, NAMEDMAP_NO_LIMIT);
}

NAMEDMAP_INLINE errno_t memcpy_s(void *to, size_t room, const void *from,
				 size_t length)
{
	if (!length)
		return 0;
	if (!to)
		return EINVAL;
	if (!from || length > room) {
		memset(to, 0, room);
		return from ? ERANGE : EINVAL;
	}
	memcpy(to, from, length);
	return 0;
}

NAMEDMAP_INLINE errno_t memmove_s(void *to, size_t room, const void *from,
				  size_t length)
{
	if (!length)
		return 0;
	if (!to || !from)
		return EINVAL;
	if (length > room)
		return ERANGE;
	memmove(to, from, length);
	return 0;
}

NAMEDMAP_INLINE size_t strnlen_s(const char *text, size_t room)
{
	return text ? strnlen(text, room) : 0;
}

/* Answers -1 where the text does not fit; then there is none. */
NAMEDMAP_INLINE __attribute__((__format__(__printf__, 3, 0)))
int vsprintf_s(char *to, size_t room, const char *format, va_list arguments)
{
	int length;

	if (!to || !room || !format) {
		errno = EINVAL;
		return -1;
	}
	length = vsnprintf(to, room, format, arguments);
	if (length < 0 || (size_t)length >= room) {
		to[0] = '\0';
		errno = ERANGE;
		return -1;
	}
	return length;
}

NAMEDMAP_INLINE __attribute__((__format__(__printf__, 3, 4)))
int sprintf_s(char *to, size_t room, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsprintf_s(to, room, format, arguments);
	va_end(arguments);
	return length;
}

/* Answers -1 where characters were left out; there is always a NUL. */
NAMEDMAP_INLINE __attribute__((__format__(__printf__, 4, 0)))
int _vsnprintf_s(char *to, size_t room, size_t count, const char *format,
		 va_list arguments)
{
	int length;

	if (!to || !room || !format) {
		errno = EINVAL;
		return -1;
	}
	length = vsnprintf(to, count < room ? count + 1 : room, format,
			   arguments);
	if (length >= 0 && (size_t)length < room && (size_t)length <= count)
		return length;
	if (count != _TRUNCATE && count >= room) {
		to[0] = '\0';
		errno = ERANGE;
	}
	return -1;
}

NAMEDMAP_INLINE __attribute__((__format__(__printf__, 4, 5)))
int _snprintf_s(char *to, size_t room, size_t count, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = _vsnprintf_s(to, room, count, format, arguments);
	va_end(arguments);
	return length;
}

/* Without a NUL where there is no room for one, and -1 where there is less. */
NAMEDMAP_INLINE __attribute__((__format__(__printf__, 3, 0)))
int _vsnprintf(char *to, size_t room, const char *format, va_list arguments)
{
	va_list again;
	char *whole;
	int length;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0 || (!to && !room))
		return length;
	if ((size_t)length < room)
		return vsnprintf(to, room, format, arguments);
	whole = (char *)__builtin_malloc((size_t)length + 1);
	if (!whole)
		return -1;
	vsnprintf(whole, (size_t)length + 1, format, arguments);
	memcpy(to, whole, room);
	__builtin_free(whole);
	return (size_t)length == room ? length : -1;
}

NAMEDMAP_INLINE __attribute__((__format__(__printf__, 3, 4)))
int _snprintf(char *to, size_t room, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = _vsnprintf(to, room, format, arguments);
	va_end(arguments);
	return length;
}

/* How long the text would be. */
NAMEDMAP_INLINE __attribute__((__format__(__printf__, 1, 0)))
int _vscprintf(const char *format, va_list arguments)
{
	return vsnprintf(NULL, 0, format, arguments);
}

NAMEDMAP_INLINE __attribute__((__format__(__printf__, 1, 2)))
int _scprintf(const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = _vscprintf(format, arguments);
	va_end(arguments);
	return length;
}

NAMEDMAP_INLINE errno_t fopen_s(FILE **stream, const char *path,
				const char *mode)
{
	if (!stream)
		return EINVAL;
	*stream = path && mode ? fopen(path, mode) : NULL;
	if (*stream)
		return 0;
	return path && mode ? errno : EINVAL;
}

NAMEDMAP_INLINE errno_t localtime_s(struct tm *to, const time_t *from)
{
	return to && from && localtime_r(from, to) ? 0 : EINVAL;
}

NAMEDMAP_INLINE errno_t gmtime_s(struct tm *to, const time_t *from)
{
	return to && from && gmtime_r(from, to) ? 0 : EINVAL;
}

/* Digits of a number to any base from 2 to 36; ERANGE if they do not fit. */
NAMEDMAP_INLINE errno_t namedmap_digits(unsigned long long value, int minus,
					char *to, size_t room, int base)
{
	char digits[66];
	size_t at = sizeof(digits) - 1;

	if (!to || !room || base < 2 || base > 36)
		return EINVAL;
	digits[at] = '\0';
	do {
		digits[--at] = "0123456789abcdefghijklmnopqrstuvwxyz"[
			value % (unsigned int)base];
		value /= (unsigned int)base;
	} while (value);
	if (minus)
		digits[--at] = '-';
	return strcpy_s(to, room, digits + at);
}

NAMEDMAP_INLINE errno_t _itoa_s(int value, char *to, size_t room, int base)
{
	int minus = base == 10 && value < 0;

	return namedmap_digits(minus ? 0u - (unsigned int)value :
				       (unsigned int)value, minus, to, room,
			       base);
}

NAMEDMAP_INLINE errno_t _i64toa_s(long long value, char *to, size_t room,
				  int base)
{
	int minus = base == 10 && value < 0;

	return namedmap_digits(minus ? 0ull - (unsigned long long)value :
				       (unsigned long long)value, minus, to,
			       room, base);
}

NAMEDMAP_INLINE errno_t _ui64toa_s(unsigned long long value, char *to,
				   size_t room, int base)
{
	return namedmap_digits(value, 0, to, room, base);
}

NAMEDMAP_INLINE errno_t _ultoa_s(ULONG value, char *to, size_t room, int base)
{
	return namedmap_digits(value, 0, to, room, base);
}

NAMEDMAP_INLINE char *_itoa(int value, char *to, int base)
{
	_itoa_s(value, to, 34, base);
	return to;
}

NAMEDMAP_INLINE char *_ultoa(ULONG value, char *to, int base)
{
	_ultoa_s(value, to, 34, base);
	return to;
}

NAMEDMAP_INLINE char *_i64toa(long long value, char *to, int base)
{
	_i64toa_s(value, to, 66, base);
	return to;
}

NAMEDMAP_INLINE char *_ui64toa(unsigned long long value, char *to, int base)
{
	_ui64toa_s(value, to, 66, base);
	return to;
}

NAMEDMAP_INLINE char *_strlwr(char *text)
{
	char *at;

	for (at = text; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return text;
}

NAMEDMAP_INLINE char *_strupr(char *text)
{
	char *at;

	for (at = text; *at; at++)
		*at = (char)toupper((unsigned char)*at);
	return text;
}

NAMEDMAP_INLINE char *_strrev(char *text)
{
	size_t i, length = strlen(text);
	char kept;

	for (i = 0; i < length / 2; i++) {
		kept = text[i];
		text[i] = text[length - 1 - i];
		text[length - 1 - i] = kept;
	}
	return text;
}

NAMEDMAP_INLINE int _memicmp(const void *first, const void *second,
			     size_t length)
{
	const unsigned char *a = (const unsigned char *)first;
	const unsigned char *b = (const unsigned char *)second;
	size_t i;

	for (i = 0; i < length; i++) {
		if (tolower(a[i]) != tolower(b[i]))
			return tolower(a[i]) - tolower(b[i]);
	}
	return 0;
}

/* They want the room of each %s and %c among the arguments. */
int sscanf_s(const char *text, const char *format, ...) NAMEDMAP_REFUSED(
	"sscanf_s is not offered: take sscanf with a width in each %s");
int scanf_s(const char *format, ...) NAMEDMAP_REFUSED(
	"scanf_s is not offered: take scanf with a width in each %s");

#ifdef __cplusplus
}

/* In C++ the room of an array need not be said. */
template <size_t room>
inline errno_t strcpy_s(char (&to)[room], const char *from)
{
	return strcpy_s(to, room, from);
}

template <size_t room>
inline errno_t strcat_s(char (&to)[room], const char *from)
{
	return strcat_s(to, room, from);
}

template <size_t room>
inline errno_t strncpy_s(char (&to)[room], const char *from, size_t limit)
{
	return strncpy_s(to, room, from, limit);
}

template <size_t room>
inline errno_t strncat_s(char (&to)[room], const char *from, size_t limit)
{
	return strncat_s(to, room, from, limit);
}

template <size_t room>
__attribute__((__format__(__printf__, 2, 3)))
inline int sprintf_s(char (&to)[room], const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsprintf_s(to, room, format, arguments);
	va_end(arguments);
	return length;
}

template <size_t room>
__attribute__((__format__(__printf__, 3, 4)))
inline int _snprintf_s(char (&to)[room], size_t count, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = _vsnprintf_s(to, room, count, format, arguments);
	va_end(arguments);
	return length;
}
#endif

#ifndef _countof
#define _countof(array) ARRAYSIZE(array)
#endif

#define _stricmp strcasecmp
#define _strcmpi strcasecmp
#define _strnicmp strncasecmp
#ifndef stricmp
#define stricmp strcasecmp
#define strnicmp strncasecmp
#define strcmpi strcasecmp
#endif
#define _strdup strdup
#define strtok_s strtok_r
#define _atoi64 atoll
#define _strtoi64 strtoll
#define _strtoui64 strtoull
#define _abs64 llabs
#define _fileno fileno
#define _getpid getpid
#define _flushall() fflush(NULL)
#define _byteswap_ushort __builtin_bswap16
#define _byteswap_ulong __builtin_bswap32
#define _byteswap_uint64 __builtin_bswap64

#endif
