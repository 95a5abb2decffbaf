// SPDX-License-Identifier: MIT
/* Numbers in strings, read by the C library from a narrow copy. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "crt.h"

/* A number's characters are ASCII, one byte for each unit. */
struct number {
	const wchar_t *from;
	char *bytes;
	char small[64];
};

/* May it be part of a number, of whatever base, or of inf and nan? */
static bool is_part(wchar_t unit)
{
	return (unit >= L'0' && unit <= L'9') || (unit >= L'a' && unit <= L'z') ||
	       (unit >= L'A' && unit <= L'Z') || unit == L'+' || unit == L'-' ||
	       unit == L'.' || unit == L'(' || unit == L')' || unit == L'_';
}

/* Answers what the C library is to read; the place of its end is counted. */
static const char *copy(struct number *number, const wchar_t *text)
{
	size_t length = 0, i;

	while (iswspace(*text))
		text++;
	while (is_part(text[length]))
		length++;
	number->from = text;
	number->bytes = number->small;
	if (length >= sizeof(number->small)) {
		number->bytes = malloc(length + 1);
		if (!number->bytes)
			return "";
	}
	for (i = 0; i < length; i++)
		number->bytes[i] = (char)text[i];
	number->bytes[length] = '\0';
	return number->bytes;
}

static void finish(struct number *number, const wchar_t *text,
		   const char *end, wchar_t **to)
{
	if (to && (!number->bytes || end == number->bytes))
		*to = (wchar_t *)text;
	else if (to)
		*to = (wchar_t *)number->from + (end - number->bytes);
	if (number->bytes != number->small)
		free(number->bytes);
}

#define READ(type, name, by) \
type name(const wchar_t *text, wchar_t **to) \
{ \
	struct number number; \
	char *end; \
	type value; \
	value = by(copy(&number, text), &end); \
	finish(&number, text, end, to); \
	return value; \
}

#define READ_BASE(type, name, by) \
type name(const wchar_t *text, wchar_t **to, int base) \
{ \
	struct number number; \
	char *end; \
	type value; \
	value = by(copy(&number, text), &end, base); \
	finish(&number, text, end, to); \
	return value; \
}

READ(double, wcstod, strtod)
READ(float, wcstof, strtof)
READ(long double, wcstold, strtold)
READ_BASE(long, wcstol, strtol)
READ_BASE(unsigned long, wcstoul, strtoul)
READ_BASE(long long, wcstoll, strtoll)
READ_BASE(unsigned long long, wcstoull, strtoull)

/* What does not fit is the nearest that does. */
int _wtoi(const wchar_t *text)
{
	long long value = wcstoll(text, NULL, 10);

	if (value > INT32_MAX)
		return INT32_MAX;
	return value < INT32_MIN ? INT32_MIN : (int)value;
}

long _wtol(const wchar_t *text)
{
	return _wtoi(text);
}

long long _wtoi64(const wchar_t *text)
{
	return wcstoll(text, NULL, 10);
}

double _wtof(const wchar_t *text)
{
	return wcstod(text, NULL);
}
