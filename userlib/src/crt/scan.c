// SPDX-License-Identifier: MIT
/*
 * What scanf does, with Windows' sizes: an l makes no integer longer, so that a
 * LONG or a DWORD has room for what %ld and %lu store. Formats and input are
 * read by units: bytes, or those of UTF-16.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "crt.h"

enum size {
	SIZE_INT,
	SIZE_CHAR,
	SIZE_SHORT,
	SIZE_LONG,
	SIZE_64,
	SIZE_LONG_DOUBLE,
};

#define SIZE_POINTER (sizeof(void *) == 8 ? SIZE_64 : SIZE_INT)
#define END (-1)

struct scan {
	struct namedmap_input *input;
	va_list arguments;
	int read;	/* units so far */
	int stored;
	/* Of the conversion that is being done. */
	bool skip;
	int left;	/* how much of its width */
	enum size size;
	wchar_t type;
};

static int next(struct scan *scan)
{
	struct namedmap_input *input = scan->input;
	int unit;

	if (input->stream) {
		unit = input->wide ? (int)fgetwc(input->stream) :
				     getc(input->stream);
		if (input->wide && unit == (int)WEOF)
			unit = END;
	} else if (input->wide) {
		const wchar_t *at = input->text;

		unit = *at ? *at : END;
		input->text = at + (*at != 0);
	} else {
		const unsigned char *at = input->text;

		unit = *at ? *at : END;
		input->text = at + (*at != 0);
	}
	scan->read += unit != END;
	return unit;
}

static void back(struct scan *scan, int unit)
{
	struct namedmap_input *input = scan->input;

	if (unit == END)
		return;
	scan->read--;
	if (input->stream && input->wide)
		ungetwc((wint_t)unit, input->stream);
	else if (input->stream)
		ungetc(unit, input->stream);
	else
		input->text = (const char *)input->text -
			      (input->wide ? sizeof(wchar_t) : 1);
}

/* The next unit of a field, whose width ends it too. */
static int next_of_field(struct scan *scan)
{
	if (!scan->left)
		return END;
	scan->left--;
	return next(scan);
}

static void back_of_field(struct scan *scan, int unit)
{
	back(scan, unit);
	scan->left += unit != END;
}

/* Answers false at the end of the input. */
static bool skip_blanks(struct scan *scan)
{
	int unit;

	do
		unit = next(scan);
	while (unit != END && iswspace((wint_t)unit));
	back(scan, unit);
	return unit != END;
}

static void put_ascii(struct namedmap_output *text, int unit)
{
	char byte = (char)unit;

	namedmap_output_bytes(text, &byte, 1);
}

/* One of these, if it comes next. */
static bool take(struct scan *scan, struct namedmap_output *text,
		 const char *among)
{
	int unit = next_of_field(scan);

	if (unit > 0 && unit < 128 && strchr(among, unit)) {
		put_ascii(text, unit);
		return true;
	}
	back_of_field(scan, unit);
	return false;
}

static int base_of(wchar_t type)
{
	return type == L'o' ? 8 : type == L'i' ? 0 :
	       type == L'x' || type == L'X' || type == L'p' ? 16 : 10;
}

static void store_number(struct scan *scan, unsigned long long value)
{
	void *to = va_arg(scan->arguments, void *);

	switch (scan->size) {
	case SIZE_CHAR:
		*(unsigned char *)to = (unsigned char)value;
		break;
	case SIZE_SHORT:
		*(unsigned short *)to = (unsigned short)value;
		break;
	case SIZE_64:
	case SIZE_LONG_DOUBLE:
		*(unsigned long long *)to = value;
		break;
	default:
		*(unsigned int *)to = (unsigned int)value;
	}
}

static bool read_integer(struct scan *scan)
{
	const char *digits = "0123456789";
	struct namedmap_output text;
	int base = base_of(scan->type);
	bool found = false;

	namedmap_output_init(&text, false);
	take(scan, &text, "+-");
	if ((base == 0 || base == 16) && take(scan, &text, "0")) {
		found = true;
		if (take(scan, &text, "xX")) {
			base = 16;
			found = false;
		} else if (!base) {
			base = 8;
		}
	}
	if (base == 8)
		digits = "01234567";
	else if (base == 16)
		digits = "0123456789abcdefABCDEF";
	while (take(scan, &text, digits))
		found = true;
	put_ascii(&text, '\0');
	found = found && !text.failed;
	if (found && !scan->skip)
		store_number(scan, *text.bytes == '-' ?
			     (unsigned long long)strtoll(text.bytes, NULL,
							 base ? base : 10) :
			     strtoull(text.bytes, NULL, base ? base : 10));
	namedmap_output_free(&text);
	return found;
}

static void store_real(struct scan *scan, const char *text)
{
	void *to = va_arg(scan->arguments, void *);

	if (scan->size == SIZE_LONG_DOUBLE)
		*(long double *)to = strtold(text, NULL);
	else if (scan->size == SIZE_LONG)
		*(double *)to = strtod(text, NULL);
	else
		*(float *)to = strtof(text, NULL);
}

static bool read_real(struct scan *scan)
{
	struct namedmap_output text;
	bool found = false;

	namedmap_output_init(&text, false);
	take(scan, &text, "+-");
	while (take(scan, &text, "0123456789"))
		found = true;
	if (take(scan, &text, "."))
		while (take(scan, &text, "0123456789"))
			found = true;
	if (found && take(scan, &text, "eE")) {
		found = false;
		take(scan, &text, "+-");
		while (take(scan, &text, "0123456789"))
			found = true;
	}
	put_ascii(&text, '\0');
	found = found && !text.failed;
	if (found && !scan->skip)
		store_real(scan, text.bytes);
	namedmap_output_free(&text);
	return found;
}

/* The set behind a bracket; answers its end, or NULL. */
static const wchar_t *set_end(const wchar_t *at)
{
	if (*at == L'^')
		at++;
	if (*at == L']')
		at++;
	return wcschr(at, L']');
}

static bool in_set(const wchar_t *at, const wchar_t *end, int unit)
{
	bool except = *at == L'^';
	const wchar_t *from = at + except;

	for (at = from; at < end; at++) {
		if (*at == L'-' && at > from && at + 1 < end) {
			if (unit >= at[-1] && unit <= at[1])
				return !except;
		} else if (unit == *at) {
			return !except;
		}
	}
	return except;
}

/* What was read, to the string that the program gave. */
static bool store_text(struct scan *scan, const struct namedmap_output *text,
		       bool wide, bool end)
{
	void *to = va_arg(scan->arguments, void *);
	size_t room = SIZE_MAX, item = wide ? sizeof(wchar_t) : 1, length;
	struct namedmap_output other;
	bool stored;

	if (scan->input->with_room)
		room = va_arg(scan->arguments, unsigned int);
	namedmap_output_init(&other, wide);
	if (text->wide)
		namedmap_output_units(&other, text->units, text->length);
	else
		namedmap_output_bytes(&other, text->bytes, text->length);
	length = other.length;
	stored = !other.failed && length + end <= room;
	if (stored) {
		memcpy(to, other.items, length * item);
		if (end)
			memset((char *)to + length * item, 0, item);
	} else if (room) {
		memset(to, 0, item);
	}
	namedmap_output_free(&other);
	return stored;
}

static bool is_wide(const struct scan *scan)
{
	if (scan->size == SIZE_LONG)
		return true;
	if (scan->size == SIZE_SHORT)
		return false;
	return (scan->type == L'S' || scan->type == L'C') != scan->input->wide;
}

static bool belongs(const struct scan *scan, int unit, const wchar_t *set,
		    const wchar_t *end)
{
	if (set)
		return in_set(set, end, unit);
	if (scan->type == L's' || scan->type == L'S')
		return !iswspace((wint_t)unit);
	return true;
}

static bool read_text(struct scan *scan, const wchar_t *set, const wchar_t *end)
{
	bool character = scan->type == L'c' || scan->type == L'C';
	struct namedmap_output text;
	bool done;
	int unit;

	if (character && scan->left == INT_MAX)
		scan->left = 1;
	namedmap_output_init(&text, scan->input->wide);
	while ((unit = next_of_field(scan)) != END) {
		wchar_t wide = (wchar_t)unit;
		char byte = (char)unit;

		if (!belongs(scan, unit, set, end)) {
			back_of_field(scan, unit);
			break;
		}
		if (scan->input->wide)
			namedmap_output_units(&text, &wide, 1);
		else
			namedmap_output_bytes(&text, &byte, 1);
	}
	done = !text.failed && text.length && !(character && scan->left);
	if (done && !scan->skip)
		done = store_text(scan, &text, is_wide(scan), !character);
	namedmap_output_free(&text);
	return done;
}

static const struct {
	wchar_t text[4];
	enum size size;
} sizes[] = {
	{ L"I64", SIZE_64 },
	{ L"I32", SIZE_INT },
	{ L"ll", SIZE_64 },
	{ L"hh", SIZE_CHAR },
	{ L"h", SIZE_SHORT },
	{ L"l", SIZE_LONG },
	{ L"w", SIZE_LONG },
	{ L"L", SIZE_LONG_DOUBLE },
	{ L"j", SIZE_64 },
	{ L"I", SIZE_POINTER },
	{ L"z", SIZE_POINTER },
	{ L"t", SIZE_POINTER },
};

static const wchar_t *read_conversion(struct scan *scan, const wchar_t *at)
{
	size_t i, length;

	scan->skip = *at == L'*';
	at += scan->skip;
	scan->left = 0;
	for (; *at >= L'0' && *at <= L'9'; at++) {
		if (scan->left < INT_MAX / 16)
			scan->left = scan->left * 10 + (*at - L'0');
	}
	if (!scan->left)
		scan->left = INT_MAX;
	scan->size = SIZE_INT;
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		length = wcslen(sizes[i].text);
		if (!wcsncmp(at, sizes[i].text, length)) {
			scan->size = sizes[i].size;
			at += length;
			break;
		}
	}
	scan->type = *at;
	if (*at == L'p')
		scan->size = SIZE_POINTER;
	return at;
}

/* Answers where the format goes on, or NULL: the input is something else. */
static const wchar_t *convert(struct scan *scan, const wchar_t *at)
{
	const wchar_t *end;
	bool done;

	if (*at == L'n') {
		if (!scan->skip)
			*va_arg(scan->arguments, int *) = scan->read;
		return at + 1;
	}
	if (*at == L'[') {
		end = set_end(at + 1);
		done = end && read_text(scan, at + 1, end);
		at = end;
	} else if (*at && wcschr(L"sScC", *at)) {
		done = read_text(scan, NULL, NULL);
	} else if (*at && wcschr(L"diouxXp", *at)) {
		done = read_integer(scan);
	} else {
		done = *at && wcschr(L"aefgAEFG", *at) && read_real(scan);
	}
	if (!done)
		return NULL;
	scan->stored += !scan->skip;
	return at + 1;
}

static bool match(struct scan *scan, int wanted)
{
	int unit = next(scan);

	if (unit == wanted)
		return true;
	back(scan, unit);
	return false;
}

/* Answers false if the input ended before the first conversion. */
static bool scan_all(struct scan *scan, const wchar_t *at)
{
	bool ended = false;

	while (at && *at && !ended) {
		if (iswspace(*at)) {
			skip_blanks(scan);
			at++;
		} else if (*at != L'%') {
			if (!match(scan, *at++))
				break;
		} else {
			at = read_conversion(scan, at + 1);
			if (!*at)
				break;
			if (!wcschr(L"cC[n", *at))
				ended = !skip_blanks(scan);
			if (*at == L'%') {
				if (!match(scan, *at++))
					break;
				continue;
			}
			if (!ended && *at != L'n') {
				int unit = next(scan);

				back(scan, unit);
				ended = unit == END;
			}
			if (!ended)
				at = convert(scan, at);
		}
	}
	return !ended;
}

int namedmap_scan_wide(struct namedmap_input *input, const wchar_t *format,
		       va_list arguments)
{
	struct scan scan = { .input = input };
	bool begun;

	if (input->stream)
		flockfile(input->stream);
	va_copy(scan.arguments, arguments);
	begun = scan_all(&scan, format);
	va_end(scan.arguments);
	if (input->stream)
		funlockfile(input->stream);
	return begun || scan.stored ? scan.stored : EOF;
}

int namedmap_scan(struct namedmap_input *input, const char *format,
		  va_list arguments)
{
	size_t length = strlen(format), i;
	wchar_t *units = malloc((length + 1) * sizeof(*units));
	int result;

	if (!units)
		return EOF;
	for (i = 0; i <= length; i++)
		units[i] = (unsigned char)format[i];
	result = namedmap_scan_wide(input, units, arguments);
	free(units);
	return result;
}
