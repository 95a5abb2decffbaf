// SPDX-License-Identifier: MIT
/*
 * What stands behind a percent sign in wsprintf and FormatMessage: numbers with
 * Windows' sizes, where an l changes nothing, and strings of either width.
 * Nothing of the C library's printf has both.
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* As much as wsprintf ever writes, with the NUL. */
#define WSPRINTF_ROOM 1024

/* Wider is nothing that anybody means. */
#define FIELD_MAX 4096

static const char *read_number(const char *at, int *number)
{
	*number = 0;
	while (*at >= '0' && *at <= '9') {
		if (*number < FIELD_MAX)
			*number = *number * 10 + (*at - '0');
		at++;
	}
	return at;
}

static const char *read_flags(const char *at, struct namedmap_spec *spec)
{
	for (;; at++) {
		switch (*at) {
		case '-':
			spec->left = true;
			break;
		case '0':
			spec->zero = true;
			break;
		case '#':
			spec->alternate = true;
			break;
		case '+':
		case ' ':
			if (spec->sign != '+')
				spec->sign = *at;
			break;
		default:
			return at;
		}
	}
}

static const char *read_size(const char *at, struct namedmap_spec *spec)
{
	if (!strncmp(at, "I64", 3)) {
		spec->size = SPEC_64;
		return at + 3;
	}
	if (!strncmp(at, "I32", 3))
		return at + 3;
	if (!strncmp(at, "ll", 2)) {
		spec->size = SPEC_64;
		return at + 2;
	}
	switch (*at) {
	case 'I':
		spec->size = sizeof(void *) == 8 ? SPEC_64 : SPEC_32;
		return at + 1;
	case 'l':
	case 'w':
		spec->wide = 1;
		return at + 1;
	case 'h':
		spec->wide = -1;
		return at + 1;
	default:
		return at;
	}
}

const char *namedmap_spec_parse(const char *at, struct namedmap_spec *spec)
{
	memset(spec, 0, sizeof(*spec));
	spec->precision = -1;
	at = read_flags(at, spec);
	if (*at == '*') {
		spec->width_argument = true;
		at++;
	} else {
		at = read_number(at, &spec->width);
	}
	if (*at == '.') {
		at++;
		if (*at == '*') {
			spec->precision_argument = true;
			at++;
		} else {
			at = read_number(at, &spec->precision);
		}
	}
	at = read_size(at, spec);
	if (!*at || !strchr("cCdipsSuxX", *at))
		return NULL;
	spec->type = *at;
	if (*at == 'p')
		spec->size = sizeof(void *) == 8 ? SPEC_64 : SPEC_32;
	return at + 1;
}

/* What a count of characters is of: units of UTF-16, or bytes. */
static size_t measure(const char *bytes, bool wide)
{
	return wide ? namedmap_utf16_length(bytes) : strlen(bytes);
}

static void put_field(struct namedmap_text *text,
		      const struct namedmap_spec *spec, const char *bytes,
		      bool wide)
{
	size_t length = measure(bytes, wide), width, fill;

	width = spec->width > 0 ? (size_t)spec->width : 0;
	fill = width > length ? width - length : 0;
	if (!spec->left)
		namedmap_text_fill(text, ' ', fill);
	namedmap_text_put(text, bytes, strlen(bytes));
	if (spec->left)
		namedmap_text_fill(text, ' ', fill);
}

static bool is_signed(const struct namedmap_spec *spec)
{
	return spec->type == 'd' || spec->type == 'i';
}

static const char *prefix_of(const struct namedmap_spec *spec, bool minus,
			     bool zero)
{
	if (is_signed(spec)) {
		if (minus)
			return "-";
		return spec->sign == '+' ? "+" : spec->sign ? " " : "";
	}
	if (!spec->alternate || zero)
		return "";
	return spec->type == 'x' ? "0x" : spec->type == 'X' ? "0X" : "";
}

static void put_number(struct namedmap_text *text, struct namedmap_spec *spec,
		       uint64_t value)
{
	const char *all = spec->type == 'x' ? "0123456789abcdef" :
					      "0123456789ABCDEF";
	unsigned int base = strchr("xXp", spec->type) ? 16 : 10;
	int least = spec->precision < 0 ? 1 : spec->precision;
	char digits[24], *at = digits + sizeof(digits) - 1;
	struct namedmap_text field = { NULL };
	const char *prefix;
	bool minus;

	if (spec->size == SPEC_32)
		value = is_signed(spec) ? (uint64_t)(int64_t)(int32_t)value :
					  (uint32_t)value;
	minus = is_signed(spec) && (int64_t)value < 0;
	if (minus)
		value = 0 - value;
	prefix = prefix_of(spec, minus, !value);
	*at = '\0';
	for (; value; value /= base)
		*--at = all[value % base];
	if (spec->type == 'p')
		least = 2 * (int)sizeof(void *);
	else if (spec->precision < 0 && spec->zero && !spec->left &&
		 spec->width > (int)strlen(prefix))
		least = spec->width - (int)strlen(prefix);
	if (least < (int)strlen(at))
		least = (int)strlen(at);
	namedmap_text_put(&field, prefix, strlen(prefix));
	namedmap_text_fill(&field, '0', (size_t)least - strlen(at));
	if (namedmap_text_put(&field, at, strlen(at)))
		put_field(text, spec, field.bytes, false);
	else
		text->failed = true;
	namedmap_text_free(&field);
}

static void put_character(struct namedmap_text *text,
			  const struct namedmap_spec *spec, uint64_t value,
			  bool from_wide, bool wide)
{
	WCHAR unit = (WCHAR)value;
	char bytes[8] = { (char)value };

	if (from_wide)
		bytes[namedmap_utf16_to_bytes(&unit, 1, bytes)] = '\0';
	put_field(text, spec, bytes, wide);
}

/* At most @limit units from a string that need not have an end then. */
static char *bytes_of(const void *string, bool from_wide, int limit)
{
	size_t most = limit < 0 ? SIZE_MAX : (size_t)limit, length = 0;
	const WCHAR *units = string;
	char *bytes;

	if (!string)
		return strdup("(null)");
	if (!from_wide)
		return strndup(string, most);
	while (length < most && units[length])
		length++;
	bytes = malloc(length * 3 + 1);
	if (bytes)
		bytes[namedmap_utf16_to_bytes(units, length, bytes)] = '\0';
	return bytes;
}

void namedmap_spec_put(struct namedmap_text *text, struct namedmap_spec *spec,
		       uint64_t value, bool wide)
{
	/* A capital means the other width. */
	bool from_wide = (spec->type == 'S' || spec->type == 'C') != wide;
	char *bytes;

	if (spec->wide)
		from_wide = spec->wide > 0;
	switch (spec->type) {
	case 'c':
	case 'C':
		put_character(text, spec, value, from_wide, wide);
		break;
	case 's':
	case 'S':
		bytes = bytes_of((const void *)(uintptr_t)value, from_wide,
				 spec->precision);
		if (bytes)
			put_field(text, spec, bytes, wide);
		else
			text->failed = true;
		free(bytes);
		break;
	default:
		put_number(text, spec, value);
	}
}

static uint64_t next_argument(const struct namedmap_spec *spec,
			      struct namedmap_arguments *from)
{
	if (spec->type == 's' || spec->type == 'S' || spec->type == 'p')
		return (uintptr_t)va_arg(from->list, void *);
	if (spec->size == SPEC_64)
		return va_arg(from->list, uint64_t);
	return va_arg(from->list, unsigned int);
}

static void format_spec(struct namedmap_text *text, struct namedmap_spec *spec,
			struct namedmap_arguments *from, bool wide)
{
	if (spec->width_argument) {
		spec->width = va_arg(from->list, int);
		if (spec->width < 0) {
			spec->left = true;
			spec->width = -spec->width;
		}
	}
	if (spec->precision_argument)
		spec->precision = va_arg(from->list, int);
	if (spec->width > FIELD_MAX)
		spec->width = FIELD_MAX;
	if (spec->precision > FIELD_MAX)
		spec->precision = FIELD_MAX;
	namedmap_spec_put(text, spec, next_argument(spec, from), wide);
}

static void format_all(struct namedmap_text *text, const char *at,
		       struct namedmap_arguments *from, bool wide)
{
	struct namedmap_spec spec;
	const char *next;
	size_t length;

	namedmap_text_put(text, "", 0);
	while (*at) {
		length = strcspn(at, "%");
		namedmap_text_put(text, at, length);
		at += length;
		if (!*at)
			break;
		at++;
		next = namedmap_spec_parse(at, &spec);
		if (next) {
			format_spec(text, &spec, from, wide);
			at = next;
		} else {
			/* Percent itself, and what means nothing. */
			namedmap_text_put(text, *at ? at : "%", 1);
			at += *at != '\0';
		}
	}
}

int WINAPI wvsprintfA(LPSTR to, LPCSTR format, va_list arguments)
{
	struct namedmap_text text = { NULL };
	struct namedmap_arguments from;
	size_t length;

	va_copy(from.list, arguments);
	format_all(&text, format, &from, false);
	va_end(from.list);
	to[0] = '\0';
	length = text.failed ? 0 : text.length;
	if (length >= WSPRINTF_ROOM)
		length = WSPRINTF_ROOM - 1;
	if (length)
		memcpy(to, text.bytes, length);
	to[length] = '\0';
	namedmap_text_free(&text);
	return (int)length;
}

int WINAPI wvsprintfW(LPWSTR to, LPCWSTR format, va_list arguments)
{
	char *bytes = namedmap_bytes_of_wide(format);
	struct namedmap_text text = { NULL };
	struct namedmap_arguments from;
	WCHAR *units = NULL;
	size_t length = 0;

	to[0] = 0;
	if (!bytes)
		return 0;
	va_copy(from.list, arguments);
	format_all(&text, bytes, &from, true);
	va_end(from.list);
	if (!text.failed)
		units = namedmap_wide_of_bytes(text.bytes, &length);
	if (length >= WSPRINTF_ROOM)
		length = WSPRINTF_ROOM - 1;
	if (units)
		memcpy(to, units, length * sizeof(*to));
	to[length] = 0;
	free(units);
	namedmap_text_free(&text);
	free(bytes);
	return (int)length;
}
