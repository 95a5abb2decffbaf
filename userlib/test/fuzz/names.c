// SPDX-License-Identifier: MIT
/*
 * Fuzzes the ways between UTF-16 and bytes: those of names, which lose nothing,
 * and MultiByteToWideChar and back. The input is taken as the one and as the other.
 */
#include <iconv.h>

#include "fuzz.h"

/* What a name can have is cut behind this; see utf.c. */
#define NAME_UNITS_MAX 32766u

static size_t units_before_nul(const WCHAR *units)
{
	size_t count = 0;

	while (units[count])
		count++;
	return count;
}

/* Different names stay different: the way back gives the same units. */
static void check_wide_name(const WCHAR *units)
{
	size_t count = units_before_nul(units), back;
	struct namedmap_name name;
	WCHAR *again;

	HOLDS(!namedmap_name_from_wide(&name, units));
	if (count > NAME_UNITS_MAX)
		count = NAME_UNITS_MAX;
	HOLDS(name.length == strlen(name.text));
	HOLDS(namedmap_utf16_length(name.text) >= count);
	again = namedmap_wide_of_bytes(name.text, &back);
	HOLDS(back == count && !memcmp(again, units, count * sizeof(*units)));
	free(again);
	namedmap_name_free(&name);
}

/* Any bytes are a name; what they are in units is as good the second time. */
static void check_name(const char *bytes)
{
	struct namedmap_name name;
	size_t count, second;
	WCHAR *units, *again;
	char *back;

	HOLDS(!namedmap_name_from_ansi(&name, bytes) ||
	      strlen(bytes) >= MAX_PATH);
	HOLDS(name.text == bytes && name.length == strlen(bytes));
	namedmap_name_free(&name);
	units = namedmap_wide_of_bytes(bytes, &count);
	HOLDS(count <= strlen(bytes) &&
	      count <= namedmap_utf16_length(bytes));
	back = namedmap_bytes_of_wide(units);
	again = namedmap_wide_of_bytes(back, &second);
	HOLDS(count == second &&
	      !memcmp(units, again, count * sizeof(*units)));
	free(again);
	free(back);
	free(units);
}

/* The C library's own idea of UTF-8 and UTF-16; -1: it is none. */
static int by_iconv(const char *to, const char *from, const void *text,
		    size_t size, void *out, size_t room)
{
	iconv_t way = iconv_open(to, from);
	char *in = (char *)(uintptr_t)text, *at = out;
	size_t left = size, free_room = room, lost;

	HOLDS(way != (iconv_t)-1);
	lost = iconv(way, &in, &left, &at, &free_room);
	iconv_close(way);
	return lost ? -1 : (int)(room - free_room);
}

static void check_rooms_for_wide(const char *bytes, int size, const WCHAR *want,
				 int count)
{
	WCHAR *units = fuzz_copy(NULL, 0, (size_t)count * sizeof(*units));

	HOLDS(MultiByteToWideChar(CP_UTF8, 0, bytes, size, units, count) ==
	      count);
	HOLDS(!memcmp(units, want, (size_t)count * sizeof(*units)));
	if (count > 1) {
		HOLDS(!MultiByteToWideChar(CP_UTF8, 0, bytes, size, units,
					   count - 1));
		HOLDS(GetLastError() == ERROR_INSUFFICIENT_BUFFER);
	}
	free(units);
}

/* Strict and lenient agree on what is UTF-8, and the C library with them. */
static void check_multibyte(const char *bytes, int size)
{
	size_t room = (size_t)size * sizeof(WCHAR);
	WCHAR *units = fuzz_copy(NULL, 0, room), *other = fuzz_copy(NULL, 0, room);
	int count, strict, expected;
	char *back;

	count = MultiByteToWideChar(CP_UTF8, 0, bytes, size, units, size);
	HOLDS(count > 0 && count <= size);
	HOLDS(MultiByteToWideChar(CP_UTF8, 0, bytes, size, NULL, 0) == count);
	check_rooms_for_wide(bytes, size, units, count);
	strict = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, bytes, size,
				     other, size);
	HOLDS(strict == count ||
	      (!strict && GetLastError() == ERROR_NO_UNICODE_TRANSLATION));
	expected = by_iconv("UTF-16LE", "UTF-8", bytes, (size_t)size, other,
			    room);
	HOLDS(expected == (strict ? count * (int)sizeof(WCHAR) : -1));
	if (strict) {
		HOLDS(!memcmp(units, other, (size_t)expected));
		back = fuzz_copy(NULL, 0, (size_t)size);
		HOLDS(WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, units,
					  count, back, size, NULL, NULL) == size);
		HOLDS(!memcmp(back, bytes, (size_t)size));
		free(back);
	}
	free(other);
	free(units);
}

static void check_wide(const WCHAR *units, int count)
{
	int room = count * 3, size, strict, expected;
	char *bytes = fuzz_copy(NULL, 0, (size_t)room);
	char *other = fuzz_copy(NULL, 0, (size_t)room);

	size = WideCharToMultiByte(CP_UTF8, 0, units, count, bytes, room, NULL,
				   NULL);
	HOLDS(size >= count && size <= room);
	HOLDS(WideCharToMultiByte(CP_UTF8, 0, units, count, NULL, 0, NULL,
				  NULL) == size);
	if (size > 1)
		HOLDS(!WideCharToMultiByte(CP_UTF8, 0, units, count, other,
					   size - 1, NULL, NULL));
	/* What came out is UTF-8, whatever went in. */
	HOLDS(MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, bytes, size,
				  NULL, 0) == count);
	strict = WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, units, count,
				     other, room, NULL, NULL);
	expected = by_iconv("UTF-8", "UTF-16LE", units,
			    (size_t)count * sizeof(*units), other, (size_t)room);
	HOLDS(strict ? expected == size && !memcmp(other, bytes, (size_t)size) :
		       expected < 0);
	free(other);
	free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t count = size / sizeof(WCHAR);
	WCHAR *units;
	char *bytes;

	if (!count)
		return 0;
	bytes = fuzz_copy(data, size, 1);
	check_name(bytes);
	free(bytes);
	units = fuzz_copy(data, count * sizeof(*units), sizeof(*units));
	check_wide_name(units);
	free(units);
	/* These are told the length, and need no NUL. */
	bytes = fuzz_copy(data, size, 0);
	check_multibyte(bytes, (int)size);
	free(bytes);
	units = fuzz_copy(data, count * sizeof(*units), 0);
	check_wide(units, (int)count);
	free(units);
	return 0;
}
