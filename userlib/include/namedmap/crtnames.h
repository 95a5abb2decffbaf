/* SPDX-License-Identifier: MIT */
/* More of Microsoft's C library, under its own names. */
#ifndef NAMEDMAP_CRTNAMES_H
#define NAMEDMAP_CRTNAMES_H

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "windef.h"
#include "crtsafe.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Strings. */
NAMEDMAP_INLINE char *_strset(char *text, int unit)
{
	char *at;

	for (at = text; *at; at++)
		*at = (char)unit;
	return text;
}

NAMEDMAP_INLINE char *_strnset(char *text, int unit, size_t limit)
{
	char *at;

	for (at = text; limit-- && *at; at++)
		*at = (char)unit;
	return text;
}

/* An array that holds no end of a string is left empty. */
#define NAMEDMAP_CASE_S(name, change) \
NAMEDMAP_INLINE errno_t name(char *text, size_t room) \
{ \
	if (!text || !room) \
		return EINVAL; \
	if (strnlen(text, room) == room) { \
		text[0] = '\0'; \
		return EINVAL; \
	} \
	change(text); \
	return 0; \
}
NAMEDMAP_CASE_S(_strlwr_s, _strlwr)
NAMEDMAP_CASE_S(_strupr_s, _strupr)
#undef NAMEDMAP_CASE_S

NAMEDMAP_INLINE errno_t strerror_s(char *to, size_t room, int number)
{
	return to && room ? (strncpy_s(to, room, strerror(number), _TRUNCATE), 0)
			  : EINVAL;
}

/* 26 characters with the end, whatever the locale. */
NAMEDMAP_INLINE errno_t asctime_s(char *to, size_t room, const struct tm *from)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int length;

	if (!to || !room)
		return EINVAL;
	to[0] = '\0';
	if (!from || from->tm_wday < 0 || from->tm_wday > 6 ||
	    from->tm_mon < 0 || from->tm_mon > 11)
		return EINVAL;
	length = snprintf(to, room, "%.3s %.3s %2d %02d:%02d:%02d %d\n",
			  days + 3 * (size_t)from->tm_wday,
			  months + 3 * (size_t)from->tm_mon,
			  from->tm_mday, from->tm_hour, from->tm_min,
			  from->tm_sec, 1900 + from->tm_year);
	if (length >= 0 && (size_t)length < room)
		return 0;
	to[0] = '\0';
	return ERANGE;
}

NAMEDMAP_INLINE errno_t ctime_s(char *to, size_t room, const time_t *from)
{
	struct tm parts;

	return asctime_s(to, room, from ? localtime_r(from, &parts) : NULL);
}

/* The environment. A variable with an empty value is none. */
NAMEDMAP_INLINE errno_t _putenv_s(const char *name, const char *value)
{
	int failed;

	if (!name || !value)
		return EINVAL;
	failed = *value ? setenv(name, value, 1) : unsetenv(name);
	return failed ? errno : 0;
}

NAMEDMAP_INLINE int _putenv(const char *assignment)
{
	const char *equals = assignment ? strchr(assignment, '=') : NULL;
	char *name;
	int failed;

	if (!equals) {
		errno = EINVAL;
		return -1;
	}
	name = strndup(assignment, (size_t)(equals - assignment));
	failed = !name || _putenv_s(name, equals + 1);
	free(name);
	return failed ? -1 : 0;
}

NAMEDMAP_INLINE errno_t getenv_s(size_t *length, char *to, size_t room,
				 const char *name)
{
	const char *value = name ? getenv(name) : NULL;

	if (!length || !name || (!to && room))
		return EINVAL;
	if (to && room)
		to[0] = '\0';
	*length = value ? strlen(value) + 1 : 0;
	if (!value || !room)
		return 0;
	return *length > room ? ERANGE : strcpy_s(to, room, value);
}

NAMEDMAP_INLINE errno_t _dupenv_s(char **to, size_t *length, const char *name)
{
	const char *value = name ? getenv(name) : NULL;

	if (!to || !name)
		return EINVAL;
	*to = value ? strdup(value) : NULL;
	if (length)
		*length = *to ? strlen(*to) + 1 : 0;
	return value && !*to ? ENOMEM : 0;
}

/* Memory at an address that a power of two divides. */
NAMEDMAP_INLINE void *_aligned_malloc(size_t size, size_t alignment)
{
	void *memory;

	if (!size || !alignment || alignment & (alignment - 1)) {
		errno = EINVAL;
		return NULL;
	}
	if (alignment < sizeof(void *))
		alignment = sizeof(void *);
	return posix_memalign(&memory, alignment, size) ? NULL : memory;
}

/*
 * A path in its parts, each of which may be NULL: the drive with its colon, the
 * folder with its last separator, the name, the extension with its dot.
 */
NAMEDMAP_INLINE void namedmap_take_part(char *to, const char *from,
					const char *end)
{
	if (!to)
		return;
	memcpy(to, from, (size_t)(end - from));
	to[end - from] = '\0';
}

NAMEDMAP_INLINE void _splitpath(const char *path, char *drive, char *folder,
				char *name, char *extension)
{
	const char *start = path + (path[0] && path[1] == ':' ? 2 : 0);
	const char *end = path + strlen(path), *dot = NULL, *at;
	const char *base = start;

	for (at = start; *at; at++) {
		if (*at == '/' || *at == '\\') {
			base = at + 1;
			dot = NULL;
		} else if (*at == '.') {
			dot = at;
		}
	}
	dot = dot ? dot : end;
	namedmap_take_part(drive, path, start);
	namedmap_take_part(folder, start, base);
	namedmap_take_part(name, base, dot);
	namedmap_take_part(extension, dot, end);
}

NAMEDMAP_INLINE void _makepath(char *path, const char *drive,
			       const char *folder, const char *name,
			       const char *extension)
{
	char last;

	path[0] = '\0';
	if (drive && *drive) {
		strncat(path, drive, 1);
		strcat(path, ":");
	}
	if (folder && *folder) {
		strcat(path, folder);
		last = folder[strlen(folder) - 1];
		if (last != '/' && last != '\\')
			strcat(path, "/");
	}
	strcat(path, name ? name : "");
	if (extension && *extension) {
		strcat(path, *extension == '.' ? "" : ".");
		strcat(path, extension);
	}
}

NAMEDMAP_INLINE unsigned int namedmap_rotl(unsigned int value, int count)
{
	return value << (count & 31) | value >> (-count & 31);
}

NAMEDMAP_INLINE errno_t _get_errno(int *number)
{
	return number ? (*number = errno, 0) : EINVAL;
}

NAMEDMAP_INLINE errno_t _set_errno(int number)
{
	errno = number;
	return 0;
}

#ifdef __cplusplus
}
#endif

#ifndef __max
#define __max(a, b) (((a) > (b)) ? (a) : (b))
#define __min(a, b) (((a) < (b)) ? (a) : (b))
#endif
#ifndef _rotl
#define _rotl(value, count) namedmap_rotl((value), (count))
#define _rotr(value, count) namedmap_rotl((value), -(count))
#endif
#define _alloca __builtin_alloca
#define _aligned_free free
#define _ltoa _itoa
#define _ltoa_s _itoa_s
#ifndef itoa
#define itoa _itoa
#define ltoa _itoa
#define ultoa _ultoa
#endif
#ifndef strlwr
#define strlwr _strlwr
#define strupr _strupr
#define strrev _strrev
#define strset _strset
#define strnset _strnset
#endif
#define _stricoll strcasecmp
#define printf_s printf
#define fprintf_s fprintf
#define vprintf_s vprintf
#define vfprintf_s vfprintf
#define _fdopen fdopen
#define _popen popen
#define _pclose pclose
#define _fseeki64 fseeko
#define _ftelli64 ftello
#define _stat stat
#define _stat64 stat
#define _fstat fstat
#define _S_IFMT S_IFMT
#define _S_IFDIR S_IFDIR
#define _S_IFREG S_IFREG
#define _S_IREAD S_IRUSR
#define _S_IWRITE S_IWUSR
#define _tzset tzset
#define _time64 time
#define _isnan(value) __builtin_isnan(value)
#define _finite(value) __builtin_isfinite(value)
#define _hypot hypot
#define __debugbreak() __builtin_trap()
#define __noop(...) ((void)0)
#define __assume(condition) ((void)0)
#define _ReadBarrier() __asm__ __volatile__("" ::: "memory")
#define _WriteBarrier() __asm__ __volatile__("" ::: "memory")
#define _ReadWriteBarrier() __asm__ __volatile__("" ::: "memory")

#endif
