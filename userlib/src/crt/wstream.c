// SPDX-License-Identifier: MIT
/*
 * Characters of streams, which have UTF-8 in them. What takes two units is read
 * in two steps: the bytes that utf.c writes for the second unit are put back
 * into the stream. Written, the first unit waits for the second one.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "crt.h"

#define REPLACEMENT 0xfffd

static bool is_high(wint_t unit)
{
	return unit >= 0xd800 && unit < 0xdc00;
}

static bool is_low(wint_t unit)
{
	return unit >= 0xdc00 && unit < 0xe000;
}

static bool put_back(const char *bytes, size_t length, FILE *stream)
{
	while (length) {
		if (ungetc((unsigned char)bytes[--length], stream) == EOF)
			return false;
	}
	return true;
}

wint_t ungetwc(wint_t unit, FILE *stream)
{
	wchar_t one = (wchar_t)unit;
	char bytes[3];

	if (unit == WEOF ||
	    !put_back(bytes, namedmap_utf16_to_bytes(&one, 1, bytes), stream))
		return WEOF;
	return unit;
}

static size_t sequence_length(int first)
{
	return first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 :
	       first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
}

static wint_t read_unit(FILE *stream)
{
	char bytes[8] = "";
	size_t length, i;
	wchar_t units[8];
	int byte = getc(stream);

	if (byte == EOF)
		return WEOF;
	length = sequence_length(byte);
	bytes[0] = (char)byte;
	for (i = 1; i < length; i++) {
		byte = getc(stream);
		if (byte == EOF || (byte & 0xc0) != 0x80) {
			if (byte != EOF)
				ungetc(byte, stream);
			return REPLACEMENT;
		}
		bytes[i] = (char)byte;
	}
	if (!bytes[0])
		return 0;
	length = namedmap_utf16_from_bytes(bytes, units);
	if (length == 2 && is_high(units[0]))
		ungetwc(units[1], stream);
	return units[0];
}

wint_t fgetwc(FILE *stream)
{
	wint_t unit;

	flockfile(stream);
	unit = read_unit(stream);
	funlockfile(stream);
	return unit;
}

wint_t getwc(FILE *stream)
{
	return fgetwc(stream);
}

wint_t getwchar(void)
{
	return fgetwc(stdin);
}

/* As fgets: the line's end is kept. */
wchar_t *fgetws(wchar_t *to, int room, FILE *stream)
{
	wint_t unit = 0;
	int length = 0;

	if (room <= 0)
		return NULL;
	flockfile(stream);
	while (length < room - 1 && unit != L'\n') {
		unit = read_unit(stream);
		if (unit == WEOF)
			break;
		to[length++] = (wchar_t)unit;
	}
	funlockfile(stream);
	if (!length && room > 1)
		return NULL;
	to[length] = 0;
	return to;
}

wchar_t *_getws_s(wchar_t *to, size_t room)
{
	wint_t unit = WEOF;
	size_t length = 0;

	if (!to || !room) {
		errno = EINVAL;
		return NULL;
	}
	flockfile(stdin);
	while (length < room) {
		unit = read_unit(stdin);
		if (unit == WEOF || unit == L'\n')
			break;
		to[length++] = (wchar_t)unit;
	}
	funlockfile(stdin);
	if (length == room || (!length && unit == WEOF)) {
		to[0] = 0;
		errno = length ? ERANGE : errno;
		return NULL;
	}
	to[length] = 0;
	return to;
}

static bool write_units(const wchar_t *units, size_t length, FILE *stream)
{
	char *bytes = malloc(length * 3 + 1);
	bool done;

	if (!bytes)
		return false;
	length = namedmap_utf16_to_bytes(units, length, bytes);
	done = fwrite(bytes, 1, length, stream) == length;
	free(bytes);
	return done;
}

wint_t fputwc(wchar_t unit, FILE *stream)
{
	static _Thread_local struct {
		FILE *stream;
		wchar_t units[2];
	} pair;
	bool second = pair.stream == stream && is_low(unit);
	char bytes[4];
	size_t length;

	if (is_high(unit)) {
		pair.stream = stream;
		pair.units[0] = unit;
		return unit;
	}
	pair.stream = NULL;
	pair.units[1] = unit;
	length = namedmap_utf16_to_bytes(second ? pair.units : &unit,
					 second ? 2 : 1, bytes);
	return fwrite(bytes, 1, length, stream) == length ? unit : WEOF;
}

wint_t putwc(wchar_t unit, FILE *stream)
{
	return fputwc(unit, stream);
}

wint_t putwchar(wchar_t unit)
{
	return fputwc(unit, stdout);
}

int fputws(const wchar_t *text, FILE *stream)
{
	return write_units(text, wcslen(text), stream) ? 0 : -1;
}

int _putws(const wchar_t *text)
{
	int result;

	flockfile(stdout);
	result = fputws(text, stdout) < 0 || putc('\n', stdout) == EOF ? -1 : 0;
	funlockfile(stdout);
	return result;
}

/* A stream is for both. */
int fwide(FILE *stream, int mode)
{
	(void)stream;
	return mode;
}
