// SPDX-License-Identifier: MIT
/* Bytes and 16-bit characters; bytes are UTF-8, whatever the locale. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "crt.h"

#define FAILED ((size_t)-1)

size_t mbstowcs(wchar_t *to, const char *from, size_t room)
{
	wchar_t *units = namedmap_widen(from);
	size_t length;

	if (!units)
		return FAILED;
	length = wcslen(units);
	if (to) {
		if (length < room)
			wmemcpy(to, units, length + 1);
		else
			wmemcpy(to, units, length = room);
	}
	free(units);
	return length;
}

/* So many bytes as are whole characters. */
static size_t whole(const char *bytes, size_t most)
{
	size_t length = strnlen(bytes, most);

	while (length && ((unsigned char)bytes[length] & 0xc0) == 0x80)
		length--;
	return length;
}

size_t wcstombs(char *to, const wchar_t *from, size_t room)
{
	char *bytes = namedmap_narrow(from);
	size_t length;

	if (!bytes)
		return FAILED;
	length = to ? whole(bytes, room) : strlen(bytes);
	if (to)
		memcpy(to, bytes, length + (length < room && !bytes[length]));
	free(bytes);
	return length;
}

/* Of so many bytes, those that begin one character; 0: none. */
static size_t first_length(const char *from, size_t room)
{
	unsigned char first = (unsigned char)*from;
	size_t length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 :
			first < 0xf0 ? 3 : 0;
	size_t i;

	if (length > room)
		return 0;
	for (i = 1; i < length; i++) {
		if (((unsigned char)from[i] & 0xc0) != 0x80)
			return 0;
	}
	return length;
}

/* What takes two units is no character for these two, as on Windows. */
int mbtowc(wchar_t *to, const char *from, size_t room)
{
	char bytes[4] = "";
	wchar_t units[4];
	size_t length;

	if (!from || (room && !*from)) {
		if (from && to)
			*to = 0;
		return 0;
	}
	length = room ? first_length(from, room) : 0;
	if (!length) {
		errno = EILSEQ;
		return -1;
	}
	memcpy(bytes, from, length);
	namedmap_utf16_from_bytes(bytes, units);
	if (to)
		*to = units[0];
	return (int)length;
}

int wctomb(char *to, wchar_t unit)
{
	if (!to)
		return 0;
	if (unit >= 0xd800 && unit <= 0xdfff) {
		errno = EILSEQ;
		return -1;
	}
	return (int)namedmap_utf16_to_bytes(&unit, 1, to);
}

errno_t mbstowcs_s(size_t *converted, wchar_t *to, size_t room,
		   const char *from, size_t limit)
{
	wchar_t *units;
	errno_t error;
	size_t length;

	if (!from || (to && !room) || (!to && room))
		return EINVAL;
	units = namedmap_widen(from);
	if (!units)
		return ENOMEM;
	length = wcslen(units);
	if (limit != _TRUNCATE && limit < length) {
		length = limit;
		units[length] = 0;
	}
	error = to ? wcsncpy_s(to, room, units, limit) : 0;
	if (converted)
		*converted = error == ERANGE ? 0 : error == STRUNCATE ? room :
			     length + 1;
	free(units);
	return error;
}

errno_t wcstombs_s(size_t *converted, char *to, size_t room,
		   const wchar_t *from, size_t limit)
{
	errno_t error = 0;
	size_t length;
	char *bytes;

	if (!from || (to && !room) || (!to && room))
		return EINVAL;
	bytes = namedmap_narrow(from);
	if (!bytes)
		return ENOMEM;
	length = strlen(bytes);
	if (limit != _TRUNCATE && limit < length)
		length = whole(bytes, limit);
	if (to && length >= room) {
		error = limit == _TRUNCATE ? STRUNCATE : ERANGE;
		length = error == ERANGE ? 0 : whole(bytes, room - 1);
	}
	if (to) {
		memcpy(to, bytes, length);
		to[length] = '\0';
	}
	if (converted)
		*converted = error == ERANGE ? 0 : length + 1;
	free(bytes);
	return error;
}
