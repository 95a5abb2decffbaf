// SPDX-License-Identifier: MIT
/*
 * Names of the W calls become bytes: UTF-8, with a lone surrogate written as
 * the three bytes that UTF-8 would give its number. Different names stay
 * different. Names of the A calls are those bytes already.
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* The longest name in UTF-16 units; a longer text is cut, as Windows does. */
#define NAME_UNITS_MAX 32766u

static bool is_high_surrogate(uint32_t unit)
{
	return unit >= 0xd800 && unit < 0xdc00;
}

static bool is_low_surrogate(uint32_t unit)
{
	return unit >= 0xdc00 && unit < 0xe000;
}

static char *put_code_point(char *to, uint32_t code)
{
	if (code < 0x80) {
		*to++ = (char)code;
		return to;
	}
	if (code < 0x800) {
		*to++ = (char)(0xc0 | code >> 6);
	} else {
		if (code < 0x10000) {
			*to++ = (char)(0xe0 | code >> 12);
		} else {
			*to++ = (char)(0xf0 | code >> 18);
			*to++ = (char)(0x80 | (code >> 12 & 0x3f));
		}
		*to++ = (char)(0x80 | (code >> 6 & 0x3f));
	}
	*to++ = (char)(0x80 | (code & 0x3f));
	return to;
}

size_t namedmap_utf16_to_bytes(const WCHAR *units, size_t count, char *bytes)
{
	char *to = bytes;
	size_t i;

	for (i = 0; i < count; i++) {
		uint32_t code = units[i];

		if (is_high_surrogate(code) && i + 1 < count &&
		    is_low_surrogate(units[i + 1])) {
			i++;
			code = 0x10000 + ((code & 0x3ff) << 10) +
			       (units[i] & 0x3ffu);
		}
		to = put_code_point(to, code);
	}
	return (size_t)(to - bytes);
}

/* Bytes of the UTF-8 sequence that text starts with; 0 if it is none. */
static size_t sequence_length(const unsigned char *text)
{
	size_t length, i;

	if (text[0] < 0x80)
		return 1;
	if (text[0] < 0xc2 || text[0] > 0xf4)
		return 0;
	length = text[0] < 0xe0 ? 2 : text[0] < 0xf0 ? 3 : 4;
	if ((text[0] == 0xe0 && text[1] < 0xa0) ||
	    (text[0] == 0xf0 && text[1] < 0x90) ||
	    (text[0] == 0xf4 && text[1] > 0x8f))
		return 0;
	for (i = 1; i < length; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
	}
	return length;
}

size_t namedmap_utf16_length(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t units = 0, length;

	while (*at) {
		length = sequence_length(at);
		units += length == 4 ? 2 : 1;
		at += length ? length : 1;
	}
	return units;
}

/* Does it stand for a lone surrogate, as the W calls write it? */
static bool is_surrogate_sequence(const unsigned char *text)
{
	return text[0] == 0xed && text[1] >= 0xa0 && text[1] <= 0xbf &&
	       (text[2] & 0xc0) == 0x80;
}

static uint32_t sequence_code(const unsigned char *text, size_t length)
{
	uint32_t code = text[0];
	size_t i;

	if (length > 1)
		code &= 0x7fu >> length;
	for (i = 1; i < length; i++)
		code = code << 6 | (text[i] & 0x3fu);
	return code;
}

size_t namedmap_utf16_from_bytes(const char *bytes, WCHAR *units)
{
	const unsigned char *at = (const unsigned char *)bytes;
	size_t count = 0, length;
	uint32_t code;

	while (*at) {
		length = is_surrogate_sequence(at) ? 3 : sequence_length(at);
		code = length ? sequence_code(at, length) : 0xfffd;
		if (code >= 0x10000) {
			units[count++] = (WCHAR)(0xd7c0 + (code >> 10));
			code = 0xdc00 | (code & 0x3ff);
		}
		units[count++] = (WCHAR)code;
		at += length ? length : 1;
	}
	return count;
}

DWORD namedmap_name_from_ansi(struct namedmap_name *name, LPCSTR text)
{
	name->heap = NULL;
	name->text = text;
	name->length = text ? strlen(text) : 0;
	/* Windows converts into a buffer of MAX_PATH characters with the NUL. */
	if (name->length >= MAX_PATH && namedmap_utf16_length(text) >= MAX_PATH)
		return ERROR_FILENAME_EXCED_RANGE;
	return ERROR_SUCCESS;
}

DWORD namedmap_name_from_wide(struct namedmap_name *name, LPCWSTR text)
{
	/* cppcheck-suppress ctuuninitvar ; it is an array */
	char *bytes = name->small;
	size_t units = 0;

	name->heap = NULL;
	name->text = NULL;
	name->length = 0;
	if (!text)
		return ERROR_SUCCESS;
	while (units < NAME_UNITS_MAX && text[units])
		units++;
	if (units * 3 >= sizeof(name->small)) {
		bytes = malloc(units * 3 + 1);
		if (!bytes)
			return ERROR_NOT_ENOUGH_MEMORY;
		name->heap = bytes;
	}
	name->length = namedmap_utf16_to_bytes(text, units, bytes);
	bytes[name->length] = '\0';
	name->text = bytes;
	return ERROR_SUCCESS;
}

void namedmap_name_free(struct namedmap_name *name)
{
	free(name->heap);
}

char *namedmap_bytes_of_wide(LPCWSTR text)
{
	size_t units = 0;
	char *bytes;

	while (text[units])
		units++;
	bytes = malloc(units * 3 + 1);
	if (bytes)
		bytes[namedmap_utf16_to_bytes(text, units, bytes)] = '\0';
	return bytes;
}
