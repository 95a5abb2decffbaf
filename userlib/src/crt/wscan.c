// SPDX-License-Identifier: MIT
/* The scanf family, of both widths. */
#include "crt.h"

int vfscanf(FILE *stream, const char *format, va_list arguments)
{
	struct namedmap_input input = { .stream = stream };

	return namedmap_scan(&input, format, arguments);
}

int vscanf(const char *format, va_list arguments)
{
	return vfscanf(stdin, format, arguments);
}

int vsscanf(const char *text, const char *format, va_list arguments)
{
	struct namedmap_input input = { .text = text };

	return namedmap_scan(&input, format, arguments);
}

int vfwscanf(FILE *stream, const wchar_t *format, va_list arguments)
{
	struct namedmap_input input = { .stream = stream, .wide = true };

	return namedmap_scan_wide(&input, format, arguments);
}

int vwscanf(const wchar_t *format, va_list arguments)
{
	return vfwscanf(stdin, format, arguments);
}

int vswscanf(const wchar_t *text, const wchar_t *format, va_list arguments)
{
	struct namedmap_input input = { .text = text, .wide = true };

	return namedmap_scan_wide(&input, format, arguments);
}

static int scan_with_room(FILE *stream, const wchar_t *text,
			  const wchar_t *format, va_list arguments)
{
	struct namedmap_input input = {
		.stream = stream,
		.text = text,
		.wide = true,
		.with_room = true,
	};

	return namedmap_scan_wide(&input, format, arguments);
}

/* Each call with its arguments in the open. */
#define OPEN(v_call, ...) \
	va_list arguments; \
	int count; \
	va_start(arguments, format); \
	count = v_call(__VA_ARGS__, arguments); \
	va_end(arguments); \
	return count

int scanf(const char *format, ...)
{
	OPEN(vfscanf, stdin, format);
}

int fscanf(FILE *stream, const char *format, ...)
{
	OPEN(vfscanf, stream, format);
}

int sscanf(const char *text, const char *format, ...)
{
	OPEN(vsscanf, text, format);
}

int wscanf(const wchar_t *format, ...)
{
	OPEN(vfwscanf, stdin, format);
}

int fwscanf(FILE *stream, const wchar_t *format, ...)
{
	OPEN(vfwscanf, stream, format);
}

int swscanf(const wchar_t *text, const wchar_t *format, ...)
{
	OPEN(vswscanf, text, format);
}

int wscanf_s(const wchar_t *format, ...)
{
	OPEN(scan_with_room, stdin, NULL, format);
}

int fwscanf_s(FILE *stream, const wchar_t *format, ...)
{
	OPEN(scan_with_room, stream, NULL, format);
}

int swscanf_s(const wchar_t *text, const wchar_t *format, ...)
{
	OPEN(scan_with_room, NULL, text, format);
}
