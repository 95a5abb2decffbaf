// SPDX-License-Identifier: MIT
/*
 * The wprintf family. Streams get UTF-8, by the narrow calls of the C library:
 * so a stream takes both, as it does on Windows.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "crt.h"

#undef swprintf

static void format(struct namedmap_output *output, const wchar_t *text,
		   va_list arguments)
{
	struct namedmap_va from;

	namedmap_output_init(output, true);
	va_copy(from.list, arguments);
	namedmap_format_wide(output, text, &from);
	va_end(from.list);
}

int vfwprintf(FILE *stream, const wchar_t *text, va_list arguments)
{
	struct namedmap_output output, bytes;
	int length;

	format(&output, text, arguments);
	length = namedmap_output_result(&output);
	namedmap_output_init(&bytes, false);
	if (length > 0) {
		namedmap_output_units(&bytes, output.units, output.length);
		if (bytes.failed || fwrite(bytes.bytes, 1, bytes.length,
					   stream) != bytes.length)
			length = -1;
	}
	namedmap_output_free(&bytes);
	namedmap_output_free(&output);
	return length;
}

int vwprintf(const wchar_t *text, va_list arguments)
{
	return vfwprintf(stdout, text, arguments);
}

/*
 * What goes into the room, with a NUL where there is room for one more. Answers
 * the whole length, or -1.
 */
static int put(wchar_t *to, size_t room, const wchar_t *text, va_list arguments)
{
	struct namedmap_output output;
	size_t length;
	int result;

	format(&output, text, arguments);
	result = namedmap_output_result(&output);
	length = result < 0 ? 0 : output.length;
	if (length > room)
		length = room;
	if (length)
		memcpy(to, output.units, length * sizeof(*to));
	if (length < room)
		to[length] = 0;
	namedmap_output_free(&output);
	return result;
}

/* Unlike snprintf it does not say how much room there should have been. */
int vswprintf(wchar_t *to, size_t room, const wchar_t *text, va_list arguments)
{
	int length;

	if (!room)
		return -1;
	length = put(to, room, text, arguments);
	if (length < 0 || (size_t)length < room)
		return length;
	to[room - 1] = 0;
	return -1;
}

int _vswprintf(wchar_t *to, const wchar_t *text, va_list arguments)
{
	return put(to, SIZE_MAX, text, arguments);
}

int _vscwprintf(const wchar_t *text, va_list arguments)
{
	return put(NULL, 0, text, arguments);
}

int _vsnwprintf(wchar_t *to, size_t room, const wchar_t *text,
		va_list arguments)
{
	int length = put(to, room, text, arguments);

	if (length < 0 || (!to && !room))
		return length;
	return (size_t)length <= room ? length : -1;
}

int vswprintf_s(wchar_t *to, size_t room, const wchar_t *text,
		va_list arguments)
{
	int length;

	if (!to || !room || !text) {
		errno = EINVAL;
		return -1;
	}
	length = put(to, room, text, arguments);
	if (length < 0 || (size_t)length >= room) {
		to[0] = 0;
		errno = length < 0 ? errno : ERANGE;
		return -1;
	}
	return length;
}

int _vsnwprintf_s(wchar_t *to, size_t room, size_t count, const wchar_t *text,
		  va_list arguments)
{
	int length;

	if (!to || !room || !text) {
		errno = EINVAL;
		return -1;
	}
	length = put(to, count < room ? count : room, text, arguments);
	if (length >= 0 && (size_t)length < room && (size_t)length <= count) {
		to[length] = 0;
		return length;
	}
	to[count < room ? count : room - 1] = 0;
	if (length < 0 || (count != _TRUNCATE && count >= room)) {
		to[0] = 0;
		errno = length < 0 ? errno : ERANGE;
	}
	return -1;
}

/* Each call with its arguments in the open. */
#define OPEN(v_call, ...) \
	va_list arguments; \
	int length; \
	va_start(arguments, text); \
	length = v_call(__VA_ARGS__, arguments); \
	va_end(arguments); \
	return length

int wprintf(const wchar_t *text, ...)
{
	OPEN(vfwprintf, stdout, text);
}

int fwprintf(FILE *stream, const wchar_t *text, ...)
{
	OPEN(vfwprintf, stream, text);
}

int swprintf(wchar_t *to, size_t room, const wchar_t *text, ...)
{
	OPEN(vswprintf, to, room, text);
}

int _swprintf(wchar_t *to, const wchar_t *text, ...)
{
	OPEN(_vswprintf, to, text);
}

int _scwprintf(const wchar_t *text, ...)
{
	OPEN(_vscwprintf, text);
}

int _snwprintf(wchar_t *to, size_t room, const wchar_t *text, ...)
{
	OPEN(_vsnwprintf, to, room, text);
}

int swprintf_s(wchar_t *to, size_t room, const wchar_t *text, ...)
{
	OPEN(vswprintf_s, to, room, text);
}

int _snwprintf_s(wchar_t *to, size_t room, size_t count, const wchar_t *text,
		 ...)
{
	OPEN(_vsnwprintf_s, to, room, count, text);
}
