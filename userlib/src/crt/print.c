// SPDX-License-Identifier: MIT
/* The printf family. */
#include <string.h>

#include "crt.h"

int vfprintf(FILE *stream, const char *format, va_list arguments)
{
	struct namedmap_output output;
	struct namedmap_va from;
	int length;

	namedmap_output_init(&output, false);
	va_copy(from.list, arguments);
	namedmap_format(&output, format, &from);
	va_end(from.list);
	length = namedmap_output_result(&output);
	if (length > 0 && fwrite(output.bytes, 1, output.length, stream) !=
			  output.length)
		length = -1;
	namedmap_output_free(&output);
	return length;
}

static int put(char *to, size_t room, const char *format, va_list arguments)
{
	struct namedmap_output output;
	struct namedmap_va from;
	size_t length;
	int result;

	namedmap_output_init(&output, false);
	va_copy(from.list, arguments);
	namedmap_format(&output, format, &from);
	va_end(from.list);
	result = namedmap_output_result(&output);
	length = result < 0 ? 0 : output.length;
	if (room) {
		if (length >= room)
			length = room - 1;
		memcpy(to, output.bytes, length);
		to[length] = '\0';
	}
	namedmap_output_free(&output);
	return result;
}

int vsnprintf(char *to, size_t room, const char *format, va_list arguments)
{
	return put(to, room, format, arguments);
}

int vprintf(const char *format, va_list arguments)
{
	return vfprintf(stdout, format, arguments);
}

int vsprintf(char *to, const char *format, va_list arguments)
{
	return put(to, SIZE_MAX, format, arguments);
}

int printf(const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vfprintf(stdout, format, arguments);
	va_end(arguments);
	return length;
}

int fprintf(FILE *stream, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vfprintf(stream, format, arguments);
	va_end(arguments);
	return length;
}

int sprintf(char *to, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = put(to, SIZE_MAX, format, arguments);
	va_end(arguments);
	return length;
}

int snprintf(char *to, size_t room, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(to, room, format, arguments);
	va_end(arguments);
	return length;
}
