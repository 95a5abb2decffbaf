// SPDX-License-Identifier: MIT
/* Strings of 16-bit characters. */
#include <stdlib.h>
#include <string.h>

#include "crt.h"

#undef wcstok

size_t wcslen(const wchar_t *text)
{
	const wchar_t *at = text;

	while (*at)
		at++;
	return (size_t)(at - text);
}

size_t wcsnlen(const wchar_t *text, size_t room)
{
	size_t length = 0;

	while (length < room && text[length])
		length++;
	return length;
}

wchar_t *wcscpy(wchar_t *to, const wchar_t *from)
{
	memcpy(to, from, (wcslen(from) + 1) * sizeof(*to));
	return to;
}

wchar_t *wcsncpy(wchar_t *to, const wchar_t *from, size_t room)
{
	size_t length = wcsnlen(from, room);

	memcpy(to, from, length * sizeof(*to));
	memset(to + length, 0, (room - length) * sizeof(*to));
	return to;
}

wchar_t *wcscat(wchar_t *to, const wchar_t *from)
{
	wcscpy(to + wcslen(to), from);
	return to;
}

wchar_t *wcsncat(wchar_t *to, const wchar_t *from, size_t most)
{
	size_t length = wcsnlen(from, most);
	wchar_t *end = to + wcslen(to);

	memcpy(end, from, length * sizeof(*to));
	end[length] = 0;
	return to;
}

int wcsncmp(const wchar_t *first, const wchar_t *second, size_t most)
{
	for (; most; most--, first++, second++) {
		if (*first != *second)
			return *first < *second ? -1 : 1;
		if (!*first)
			break;
	}
	return 0;
}

int wcscmp(const wchar_t *first, const wchar_t *second)
{
	return wcsncmp(first, second, SIZE_MAX);
}

/* By codes, as in Windows' "C" locale. */
int wcscoll(const wchar_t *first, const wchar_t *second)
{
	return wcscmp(first, second);
}

size_t wcsxfrm(wchar_t *to, const wchar_t *from, size_t room)
{
	size_t length = wcslen(from);

	if (length < room)
		wcscpy(to, from);
	return length;
}

wchar_t *wcschr(const wchar_t *text, wchar_t unit)
{
	for (; *text != unit; text++) {
		if (!*text)
			return NULL;
	}
	return (wchar_t *)text;
}

wchar_t *wcsrchr(const wchar_t *text, wchar_t unit)
{
	const wchar_t *at = text + wcslen(text) + 1;

	while (at > text) {
		if (*--at == unit)
			return (wchar_t *)at;
	}
	return NULL;
}

wchar_t *wcsstr(const wchar_t *text, const wchar_t *part)
{
	size_t length = wcslen(part);

	for (;; text++) {
		if (!wcsncmp(text, part, length))
			return (wchar_t *)text;
		if (!*text)
			return NULL;
	}
}

size_t wcsspn(const wchar_t *text, const wchar_t *among)
{
	size_t length = 0;

	while (text[length] && wcschr(among, text[length]))
		length++;
	return length;
}

size_t wcscspn(const wchar_t *text, const wchar_t *among)
{
	size_t length = 0;

	while (text[length] && !wcschr(among, text[length]))
		length++;
	return length;
}

wchar_t *wcspbrk(const wchar_t *text, const wchar_t *among)
{
	text += wcscspn(text, among);
	return *text ? (wchar_t *)text : NULL;
}

wchar_t *wcstok(wchar_t *text, const wchar_t *separators, wchar_t **place)
{
	wchar_t *end;

	if (!text)
		text = *place;
	text += wcsspn(text, separators);
	*place = text;
	if (!*text)
		return NULL;
	end = text + wcscspn(text, separators);
	*place = end;
	if (*end) {
		*end = 0;
		*place = end + 1;
	}
	return text;
}

/* The old form remembers the place itself. */
wchar_t *_wcstok(wchar_t *text, const wchar_t *separators)
{
	static _Thread_local wchar_t *place;

	if (!text && !place)
		return NULL;
	return wcstok(text, separators, &place);
}

wchar_t *_wcsdup(const wchar_t *text)
{
	size_t size;
	wchar_t *copy;

	if (!text)
		return NULL;
	size = (wcslen(text) + 1) * sizeof(*text);
	copy = malloc(size);
	return copy ? memcpy(copy, text, size) : NULL;
}

wchar_t *wcsdup(const wchar_t *text)
{
	return _wcsdup(text);
}

wchar_t *_wcsrev(wchar_t *text)
{
	size_t i, length = wcslen(text);
	wchar_t kept;

	for (i = 0; i < length / 2; i++) {
		kept = text[i];
		text[i] = text[length - 1 - i];
		text[length - 1 - i] = kept;
	}
	return text;
}

wchar_t *_wcsnset(wchar_t *text, wchar_t unit, size_t length)
{
	size_t i;

	for (i = 0; i < length && text[i]; i++)
		text[i] = unit;
	return text;
}

wchar_t *_wcsset(wchar_t *text, wchar_t unit)
{
	return _wcsnset(text, unit, SIZE_MAX);
}

wchar_t *wmemchr(const wchar_t *units, wchar_t unit, size_t length)
{
	for (; length; length--, units++) {
		if (*units == unit)
			return (wchar_t *)units;
	}
	return NULL;
}

int wmemcmp(const wchar_t *first, const wchar_t *second, size_t length)
{
	for (; length; length--, first++, second++) {
		if (*first != *second)
			return *first < *second ? -1 : 1;
	}
	return 0;
}

wchar_t *wmemcpy(wchar_t *to, const wchar_t *from, size_t length)
{
	return memcpy(to, from, length * sizeof(*to));
}

wchar_t *wmemmove(wchar_t *to, const wchar_t *from, size_t length)
{
	return memmove(to, from, length * sizeof(*to));
}

wchar_t *wmemset(wchar_t *to, wchar_t unit, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		to[i] = unit;
	return to;
}
