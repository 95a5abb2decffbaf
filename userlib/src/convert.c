// SPDX-License-Identifier: MIT
/*
 * MultiByteToWideChar and back. The only code page is UTF-8; unlike names
 * (utf.c), what is no Unicode is replaced or refused here, as on Windows.
 */
#include <string.h>

#include "internal.h"

#define REPLACEMENT 0xfffdu
/* What is no character; it takes as many bytes as belong together. */
#define INVALID UINT32_MAX

static bool is_utf8(UINT page)
{
	return page == CP_ACP || page == CP_OEMCP || page == CP_MACCP ||
	       page == CP_THREAD_ACP || page == CP_UTF8;
}

/* The lowest and the highest byte that may come second. */
static void second_byte(unsigned char first, unsigned char *low,
			unsigned char *high)
{
	*low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
	*high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
}

static uint32_t next_of_bytes(const unsigned char *at, size_t left,
			      size_t *used)
{
	unsigned char low, high;
	uint32_t code = at[0];
	size_t length, i;

	*used = 1;
	if (code < 0x80)
		return code;
	if (code < 0xc2 || code > 0xf4)
		return INVALID;
	length = code < 0xe0 ? 2 : code < 0xf0 ? 3 : 4;
	second_byte(at[0], &low, &high);
	code &= 0x7fu >> length;
	for (i = 1; i < length; i++) {
		if (i == left || at[i] < low || at[i] > high) {
			*used = i;
			return INVALID;
		}
		code = code << 6 | (at[i] & 0x3fu);
		low = 0x80;
		high = 0xbf;
	}
	*used = length;
	return code;
}

static uint32_t next_of_units(const WCHAR *at, size_t left, size_t *used)
{
	uint32_t code = at[0];

	*used = 1;
	if (code < 0xd800 || code > 0xdfff)
		return code;
	if (code > 0xdbff || left < 2 || at[1] < 0xdc00 || at[1] > 0xdfff)
		return INVALID;
	*used = 2;
	return 0x10000 + ((code & 0x3ff) << 10) + (at[1] & 0x3ffu);
}

static int units_of(uint32_t code, WCHAR units[2])
{
	if (code < 0x10000) {
		units[0] = (WCHAR)code;
		return 1;
	}
	units[0] = (WCHAR)(0xd7c0 + (code >> 10));
	units[1] = (WCHAR)(0xdc00 | (code & 0x3ff));
	return 2;
}

/* Answers how many there are, or were needed; -1: the room is too small. */
static int64_t append(int64_t count, const void *items, int more, void *to,
		      int room, size_t size)
{
	if (room) {
		if (count + more > room)
			return -1;
		memcpy((char *)to + (size_t)count * size, items,
		       (size_t)more * size);
	}
	return count + more;
}

static int finish(int64_t count, DWORD error)
{
	if (!error && count < 0)
		error = ERROR_INSUFFICIENT_BUFFER;
	if (!error && count > INT32_MAX)
		error = ERROR_INVALID_PARAMETER;
	return error ? namedmap_fail(error) : (int)count;
}

static DWORD check(UINT page, const void *from, int length, const void *to,
		   int room)
{
	if (!is_utf8(page) || !from || !length || room < 0 ||
	    (room && (!to || to == from)))
		return ERROR_INVALID_PARAMETER;
	return ERROR_SUCCESS;
}

int WINAPI MultiByteToWideChar(UINT page, DWORD flags, LPCCH from, int length,
			       LPWSTR to, int room)
{
	const unsigned char *at = (const unsigned char *)from;
	DWORD error = check(page, from, length, to, room);
	DWORD allowed = MB_ERR_INVALID_CHARS;
	size_t left, used;
	int64_t count = 0;
	uint32_t code;
	WCHAR units[2];

	if (page != CP_UTF8)
		allowed |= MB_PRECOMPOSED | MB_USEGLYPHCHARS;
	if (!error && (flags & ~allowed))
		error = ERROR_INVALID_FLAGS;
	if (error)
		return finish(0, error);
	left = length < 0 ? strlen(from) + 1 : (size_t)length;
	for (; left && count >= 0; left -= used, at += used) {
		code = next_of_bytes(at, left, &used);
		if (code == INVALID && (flags & MB_ERR_INVALID_CHARS))
			return finish(0, ERROR_NO_UNICODE_TRANSLATION);
		if (code == INVALID)
			code = REPLACEMENT;
		count = append(count, units, units_of(code, units), to, room,
			       sizeof(WCHAR));
	}
	return finish(count, ERROR_SUCCESS);
}

static DWORD check_to_bytes(UINT page, DWORD flags, LPCCH substitute,
			    const BOOL *substituted)
{
	DWORD allowed = WC_ERR_INVALID_CHARS;

	if (page != CP_UTF8)
		allowed |= WC_NO_BEST_FIT_CHARS | WC_COMPOSITECHECK |
			   WC_DISCARDNS | WC_SEPCHARS | WC_DEFAULTCHAR;
	if (flags & ~allowed)
		return ERROR_INVALID_FLAGS;
	/* UTF-8 has every character, so nothing stands in for one. */
	if (page == CP_UTF8 && (substitute || substituted))
		return ERROR_INVALID_PARAMETER;
	return ERROR_SUCCESS;
}

int WINAPI WideCharToMultiByte(UINT page, DWORD flags, LPCWSTR from, int length,
			       LPSTR to, int room, LPCCH substitute,
			       LPBOOL substituted)
{
	DWORD error = check(page, from, length, to, room);
	size_t left, used, size;
	int64_t count = 0;
	WCHAR units[2];
	uint32_t code;
	char bytes[8];

	if (!error)
		error = check_to_bytes(page, flags, substitute, substituted);
	if (error)
		return finish(0, error);
	if (substituted)
		*substituted = FALSE;
	left = (size_t)length;
	if (length < 0) {
		for (left = 0; from[left]; left++)
			;
		left++;
	}
	for (; left && count >= 0; left -= used, from += used) {
		code = next_of_units(from, left, &used);
		if (code == INVALID && (flags & WC_ERR_INVALID_CHARS))
			return finish(0, ERROR_NO_UNICODE_TRANSLATION);
		if (code == INVALID)
			code = REPLACEMENT;
		size = namedmap_utf16_to_bytes(units,
					       (size_t)units_of(code, units),
					       bytes);
		count = append(count, bytes, (int)size, to, room, 1);
	}
	return finish(count, ERROR_SUCCESS);
}
