// SPDX-License-Identifier: MIT
/*
 * Formats as Windows reads them. Numbers are given to the C library with the
 * size that Windows has for them; strings and characters of both widths are
 * written here.
 */
#define NAMEDMAP_LIBC_PRINTF
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "crt.h"

/* The conversions are put together below. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

enum size {
	SIZE_INT,
	SIZE_CHAR,
	SIZE_SHORT,
	SIZE_LONG,	/* 32 bits, and for strings and characters: wide */
	SIZE_64,
	SIZE_LONG_DOUBLE,
};

#define SIZE_POINTER (sizeof(void *) == 8 ? SIZE_64 : SIZE_INT)

struct conversion {
	char flags[8];
	bool left;
	int width;
	int precision;
	enum size size;
	char type;
};

static const char *read_flags(const char *at, struct conversion *conversion)
{
	size_t count = 0;

	for (; *at && strchr("-+ #0", *at); at++) {
		if (*at == '-')
			conversion->left = true;
		if (!strchr(conversion->flags, *at))
			conversion->flags[count++] = *at;
	}
	return at;
}

static const char *read_number(const char *at, int *number,
			       struct namedmap_va *arguments)
{
	if (*at == '*') {
		*number = va_arg(arguments->list, int);
		return at + 1;
	}
	for (*number = 0; *at >= '0' && *at <= '9'; at++) {
		if (*number < INT_MAX / 16)
			*number = *number * 10 + (*at - '0');
	}
	return at;
}

static const struct {
	char text[4];
	enum size size;
} sizes[] = {
	{ "I64", SIZE_64 },
	{ "I32", SIZE_INT },
	{ "ll", SIZE_64 },
	{ "hh", SIZE_CHAR },
	{ "h", SIZE_SHORT },
	{ "l", SIZE_LONG },
	{ "w", SIZE_LONG },
	{ "L", SIZE_LONG_DOUBLE },
	{ "j", SIZE_64 },
	{ "I", SIZE_POINTER },
	{ "z", SIZE_POINTER },
	{ "t", SIZE_POINTER },
};

static const char *read_size(const char *at, struct conversion *conversion)
{
	size_t i, length;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		length = strlen(sizes[i].text);
		if (!strncmp(at, sizes[i].text, length)) {
			conversion->size = sizes[i].size;
			return at + length;
		}
	}
	return at;
}

static const char *read_conversion(const char *at,
				   struct conversion *conversion,
				   struct namedmap_va *arguments)
{
	memset(conversion, 0, sizeof(*conversion));
	conversion->precision = -1;
	at = read_flags(at, conversion);
	at = read_number(at, &conversion->width, arguments);
	if (conversion->width < 0) {
		if (!conversion->left)
			strcat(conversion->flags, "-");
		conversion->left = true;
		conversion->width = conversion->width == INT_MIN ?
				    INT_MAX : -conversion->width;
	}
	if (*at == '.')
		at = read_number(at + 1, &conversion->precision, arguments);
	at = read_size(at, conversion);
	conversion->type = *at;
	return at;
}

/* One conversion by the C library; @size is its word for the argument's. */
static void put_by_libc(struct namedmap_output *output,
			const struct conversion *conversion, const char *size,
			...)
{
	char format[48], small[128], *text = small;
	va_list arguments;
	int length;

	length = snprintf(format, sizeof(format), "%%%s", conversion->flags);
	if (conversion->width)
		length += sprintf(format + length, "%d", conversion->width);
	if (conversion->precision >= 0)
		length += sprintf(format + length, ".%d",
				  conversion->precision);
	sprintf(format + length, "%s%c", size, conversion->type);
	va_start(arguments, size);
	length = vsnprintf(small, sizeof(small), format, arguments);
	va_end(arguments);
	if (length >= (int)sizeof(small)) {
		va_start(arguments, size);
		length = vasprintf(&text, format, arguments);
		va_end(arguments);
	}
	if (length < 0) {
		output->failed = true;
		return;
	}
	namedmap_output_bytes(output, text, (size_t)length);
	if (text != small)
		free(text);
}

/*
 * An l makes no number longer. Where the argument has 64 bits after all, its
 * lower half is what va_arg finds: each argument has a slot of 64 bits there.
 */
static uint64_t next_number(const struct conversion *conversion,
			    struct namedmap_va *arguments)
{
	bool with_sign = strchr("di", conversion->type);
	unsigned int value;

	if (conversion->size == SIZE_64 ||
	    conversion->size == SIZE_LONG_DOUBLE)
		return va_arg(arguments->list, uint64_t);
	value = va_arg(arguments->list, unsigned int);
	if (conversion->size == SIZE_CHAR)
		return with_sign ? (uint64_t)(signed char)value :
				   (unsigned char)value;
	if (conversion->size == SIZE_SHORT)
		return with_sign ? (uint64_t)(short)value :
				   (unsigned short)value;
	return with_sign ? (uint64_t)(int)value : value;
}

/* A capital means the other width, h means narrow, l and w mean wide. */
static bool is_wide(const struct conversion *conversion, bool wide)
{
	if (conversion->size == SIZE_LONG)
		return true;
	if (conversion->size == SIZE_SHORT)
		return false;
	return (conversion->type == 'S' || conversion->type == 'C') != wide;
}

static void put_character(struct namedmap_output *output,
			  const struct conversion *conversion,
			  struct namedmap_va *arguments)
{
	int value = va_arg(arguments->list, int);
	size_t start = output->length;
	wchar_t unit = (wchar_t)value;
	char byte = (char)value;

	if (is_wide(conversion, output->wide))
		namedmap_output_units(output, &unit, 1);
	else
		namedmap_output_bytes(output, &byte, 1);
	namedmap_output_pad(output, start, conversion->width, conversion->left);
}

/* A wide string cut to so many bytes, at the end of a character. */
static void put_cut(struct namedmap_output *output, const wchar_t *units,
		    size_t length, size_t most)
{
	size_t start = output->length, end;

	namedmap_output_units(output, units, length);
	end = output->length;
	if (output->failed || end - start <= most)
		return;
	end = start + most;
	while (end > start && ((unsigned char)output->bytes[end] & 0xc0) == 0x80)
		end--;
	output->length = end;
}

static void put_string(struct namedmap_output *output,
		       const struct conversion *conversion,
		       struct namedmap_va *arguments)
{
	const void *string = va_arg(arguments->list, const void *);
	size_t start = output->length, length = 0, most;
	bool wide = is_wide(conversion, output->wide);
	const wchar_t *units = string;

	most = conversion->precision < 0 ? SIZE_MAX :
					   (size_t)conversion->precision;
	if (!string) {
		string = "(null)";
		wide = false;
	}
	if (!wide) {
		namedmap_output_bytes(output, string, strnlen(string, most));
	} else {
		while (length < most && units[length])
			length++;
		if (output->wide)
			namedmap_output_units(output, units, length);
		else
			put_cut(output, units, length, most);
	}
	namedmap_output_pad(output, start, conversion->width, conversion->left);
}

static void put_pointer(struct namedmap_output *output,
			const struct conversion *conversion,
			struct namedmap_va *arguments)
{
	size_t start = output->length;
	char digits[24];
	int length;

	length = snprintf(digits, sizeof(digits), "%0*llX",
			  2 * (int)sizeof(void *), (unsigned long long)
			  (uintptr_t)va_arg(arguments->list, void *));
	namedmap_output_bytes(output, digits, (size_t)length);
	namedmap_output_pad(output, start, conversion->width, conversion->left);
}

static bool put_conversion(struct namedmap_output *output,
			   const struct conversion *conversion,
			   struct namedmap_va *arguments)
{
	switch (conversion->type) {
	case 'd': case 'i': case 'o': case 'u': case 'x': case 'X':
		put_by_libc(output, conversion, "ll",
			    next_number(conversion, arguments));
		return true;
	case 'a': case 'e': case 'f': case 'g':
	case 'A': case 'E': case 'F': case 'G':
		if (conversion->size == SIZE_LONG_DOUBLE)
			put_by_libc(output, conversion, "L",
				    va_arg(arguments->list, long double));
		else
			put_by_libc(output, conversion, "",
				    va_arg(arguments->list, double));
		return true;
	case 'c': case 'C':
		put_character(output, conversion, arguments);
		return true;
	case 's': case 'S':
		put_string(output, conversion, arguments);
		return true;
	case 'p':
		put_pointer(output, conversion, arguments);
		return true;
	case 'n':
		errno = EINVAL;
		output->failed = true;
		return true;
	default:
		return false;
	}
}

void namedmap_format(struct namedmap_output *output, const char *format,
		     struct namedmap_va *arguments)
{
	struct conversion conversion;
	const char *next;
	size_t length;

	while (*format && !output->failed) {
		length = strcspn(format, "%");
		namedmap_output_bytes(output, format, length);
		format += length;
		if (!*format)
			break;
		next = read_conversion(++format, &conversion, arguments);
		if (put_conversion(output, &conversion, arguments)) {
			format = next + 1;
		} else if (*format) {
			/* Percent itself, and what means nothing. */
			namedmap_output_bytes(output, next, *next != '\0');
			format = next + (*next != '\0');
		}
	}
}

void namedmap_format_wide(struct namedmap_output *output,
			  const wchar_t *format, struct namedmap_va *arguments)
{
	char *bytes = namedmap_narrow(format);

	if (bytes)
		namedmap_format(output, bytes, arguments);
	else
		output->failed = true;
	free(bytes);
}
