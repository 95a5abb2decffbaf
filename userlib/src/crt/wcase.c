// SPDX-License-Identifier: MIT
/* Capital and small letters: those of the locale, of ASCII where none is set. */
#include <errno.h>
#include <string.h>
#include <wctype.h>

#include "crt.h"

int _wcsnicmp(const wchar_t *first, const wchar_t *second, size_t most)
{
	wint_t a, b;

	for (; most; most--) {
		a = towlower(*first++);
		b = towlower(*second++);
		if (a != b)
			return a < b ? -1 : 1;
		if (!a)
			break;
	}
	return 0;
}

int _wcsicmp(const wchar_t *first, const wchar_t *second)
{
	return _wcsnicmp(first, second, SIZE_MAX);
}

int wcsncasecmp(const wchar_t *first, const wchar_t *second, size_t most)
{
	return _wcsnicmp(first, second, most);
}

int wcscasecmp(const wchar_t *first, const wchar_t *second)
{
	return _wcsicmp(first, second);
}

wchar_t *_wcslwr(wchar_t *text)
{
	wchar_t *at;

	for (at = text; *at; at++)
		*at = (wchar_t)towlower(*at);
	return text;
}

wchar_t *_wcsupr(wchar_t *text)
{
	wchar_t *at;

	for (at = text; *at; at++)
		*at = (wchar_t)towupper(*at);
	return text;
}

/* What fills its room has no end. */
static errno_t check(wchar_t *text, size_t room)
{
	if (!text || !room)
		return EINVAL;
	if (wcsnlen(text, room) < room)
		return 0;
	text[0] = 0;
	return EINVAL;
}

errno_t _wcslwr_s(wchar_t *text, size_t room)
{
	errno_t error = check(text, room);

	if (!error)
		_wcslwr(text);
	return error;
}

errno_t _wcsupr_s(wchar_t *text, size_t room)
{
	errno_t error = check(text, room);

	if (!error)
		_wcsupr(text);
	return error;
}
