// SPDX-License-Identifier: MIT
/* The _s calls, which are told the room that there is. */
#include <errno.h>
#include <string.h>

#include "crt.h"

/* Longer than anything, and not _TRUNCATE. */
#define NO_LIMIT ((size_t)-2)

/* Appends at the offset, at most limit characters; _TRUNCATE: what fits. */
static errno_t put(wchar_t *to, size_t room, size_t at, const wchar_t *from,
		   size_t limit)
{
	size_t length;

	if (!to || !room)
		return EINVAL;
	if (!from || at >= room) {
		to[0] = 0;
		return EINVAL;
	}
	length = wcsnlen(from, limit);
	if (length >= room - at) {
		if (limit != _TRUNCATE) {
			to[0] = 0;
			return ERANGE;
		}
		wmemcpy(to + at, from, room - at - 1);
		to[room - 1] = 0;
		return STRUNCATE;
	}
	wmemcpy(to + at, from, length);
	to[at + length] = 0;
	return 0;
}

errno_t wcsncpy_s(wchar_t *to, size_t room, const wchar_t *from, size_t limit)
{
	return put(to, room, 0, from, limit);
}

errno_t wcscpy_s(wchar_t *to, size_t room, const wchar_t *from)
{
	return put(to, room, 0, from, NO_LIMIT);
}

errno_t wcsncat_s(wchar_t *to, size_t room, const wchar_t *from, size_t limit)
{
	return put(to, room, to ? wcsnlen(to, room) : 0, from, limit);
}

errno_t wcscat_s(wchar_t *to, size_t room, const wchar_t *from)
{
	return wcsncat_s(to, room, from, NO_LIMIT);
}

size_t wcsnlen_s(const wchar_t *text, size_t room)
{
	return text ? wcsnlen(text, room) : 0;
}

errno_t wmemcpy_s(wchar_t *to, size_t room, const wchar_t *from, size_t length)
{
	if (!length)
		return 0;
	if (!to)
		return EINVAL;
	if (!from || length > room) {
		wmemset(to, 0, room);
		return from ? ERANGE : EINVAL;
	}
	wmemcpy(to, from, length);
	return 0;
}

errno_t wmemmove_s(wchar_t *to, size_t room, const wchar_t *from, size_t length)
{
	if (!length)
		return 0;
	if (!to || !from)
		return EINVAL;
	if (length > room)
		return ERANGE;
	wmemmove(to, from, length);
	return 0;
}
