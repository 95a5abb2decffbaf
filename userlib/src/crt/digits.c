// SPDX-License-Identifier: MIT
/* Digits of a number to any base from 2 to 36; ERANGE if they do not fit. */
#include <errno.h>

#include "crt.h"

static errno_t put(unsigned long long value, bool minus, wchar_t *to,
		   size_t room, int base)
{
	wchar_t digits[66];
	size_t at = sizeof(digits) / sizeof(digits[0]) - 1;

	if (!to || !room || base < 2 || base > 36)
		return EINVAL;
	digits[at] = 0;
	do {
		digits[--at] = L"0123456789abcdefghijklmnopqrstuvwxyz"[
			value % (unsigned int)base];
		value /= (unsigned int)base;
	} while (value);
	if (minus)
		digits[--at] = L'-';
	return wcscpy_s(to, room, digits + at);
}

errno_t _itow_s(int value, wchar_t *to, size_t room, int base)
{
	bool minus = base == 10 && value < 0;

	return put(minus ? 0u - (unsigned int)value : (unsigned int)value,
		   minus, to, room, base);
}

errno_t _ultow_s(unsigned int value, wchar_t *to, size_t room, int base)
{
	return put(value, false, to, room, base);
}

errno_t _i64tow_s(long long value, wchar_t *to, size_t room, int base)
{
	bool minus = base == 10 && value < 0;

	return put(minus ? 0ull - (unsigned long long)value :
			   (unsigned long long)value, minus, to, room, base);
}

errno_t _ui64tow_s(unsigned long long value, wchar_t *to, size_t room, int base)
{
	return put(value, false, to, room, base);
}

/* As much as there can be, with the NUL. */
#define ROOM_32 34
#define ROOM_64 66

wchar_t *_itow(int value, wchar_t *to, int base)
{
	_itow_s(value, to, ROOM_32, base);
	return to;
}

wchar_t *_ultow(unsigned int value, wchar_t *to, int base)
{
	_ultow_s(value, to, ROOM_32, base);
	return to;
}

wchar_t *_i64tow(long long value, wchar_t *to, int base)
{
	_i64tow_s(value, to, ROOM_64, base);
	return to;
}

wchar_t *_ui64tow(unsigned long long value, wchar_t *to, int base)
{
	_ui64tow_s(value, to, ROOM_64, base);
	return to;
}
