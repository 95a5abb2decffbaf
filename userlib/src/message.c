// SPDX-License-Identifier: MIT
/* FormatMessage. The work is done in bytes, for both forms. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "messages.h"

#define SOURCES (FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_FROM_HMODULE | \
		 FORMAT_MESSAGE_FROM_SYSTEM)
/* This width means: no line breaks but those that are written %n. */
#define WIDTH_WITHOUT_BREAKS FORMAT_MESSAGE_MAX_WIDTH_MASK
#define INSERTS_MAX 99

#define NUMBER(number, text) number,
#define TEXT_OF(number, text) text "\0"

static const uint16_t numbers[] = { NAMEDMAP_MESSAGES(NUMBER) };
/* In the same order. One text, so that nothing has to be relocated. */
static const char texts[] = NAMEDMAP_MESSAGES(TEXT_OF);

struct message {
	DWORD flags;
	bool wide;
	/* of the arguments, which can be asked for in any order */
	va_list *list;
	DWORD_PTR *array;
	DWORD_PTR values[INSERTS_MAX + 2];
	unsigned int count;
	/* where the current line starts, and its last space, if it has one */
	size_t line;
	size_t space;
	struct namedmap_text text;
};

static const char *text_of(DWORD number)
{
	const char *at = texts;
	size_t i;

	/* As a result that carries its facility. */
	if ((number & 0xffff0000) == 0x80070000)
		number &= 0xffff;
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		if (numbers[i] == number)
			return at;
		at += strlen(at) + 1;
	}
	return NULL;
}

static unsigned int width_of(const struct message *message)
{
	return message->flags & FORMAT_MESSAGE_MAX_WIDTH_MASK;
}

static void put_break(struct message *message)
{
	namedmap_text_put(&message->text, "\r\n", 2);
	message->line = message->text.length;
	message->space = 0;
}

/* A line that is too long is broken at its last space. */
static void wrap(struct message *message)
{
	struct namedmap_text *text = &message->text;
	unsigned int width = width_of(message);
	const char *line;
	char *rest;

	if (!width || width == WIDTH_WITHOUT_BREAKS || text->failed ||
	    !message->space)
		return;
	line = text->bytes + message->line;
	if ((message->wide ? namedmap_utf16_length(line) : strlen(line)) <=
	    width)
		return;
	rest = strdup(text->bytes + message->space);
	if (!rest) {
		text->failed = true;
		return;
	}
	text->length = message->space - 1;
	put_break(message);
	namedmap_text_put(text, rest, strlen(rest));
	free(rest);
}

static void put(struct message *message, const char *bytes, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++) {
		namedmap_text_put(&message->text, &bytes[i], 1);
		/* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): there are so many */
		if (bytes[i] == ' ')
			message->space = message->text.length;
		else
			wrap(message);
	}
}

/* A line break in the text itself, which a width turns into a space. */
static const char *put_soft_break(struct message *message, const char *at)
{
	at += at[0] == '\r' && at[1] == '\n' ? 2 : 1;
	if (width_of(message))
		put(message, " ", 1);
	else
		put_break(message);
	return at;
}

/* Arguments count from 1. */
static bool argument(struct message *message, unsigned int index,
		     DWORD_PTR *value)
{
	if (!message->list && !message->array)
		return false;
	if (index > INSERTS_MAX + 2)
		return false;
	while (message->count < index) {
		message->values[message->count] =
			message->array ? message->array[message->count] :
					 va_arg(*message->list, DWORD_PTR);
		message->count++;
	}
	*value = message->values[index - 1];
	return true;
}

/* Between exclamation marks, or nothing: a string. */
static const char *read_spec(const char *at, struct namedmap_spec *spec)
{
	if (*at != '!') {
		namedmap_spec_parse("s", spec);
		return at;
	}
	at = namedmap_spec_parse(at + 1, spec);
	return at && *at == '!' ? at + 1 : NULL;
}

static const char *put_insert(struct message *message, const char *at)
{
	struct namedmap_text insert = { NULL };
	unsigned int index = (unsigned int)(*at++ - '0');
	struct namedmap_spec spec;
	DWORD_PTR value;

	if (*at >= '0' && *at <= '9')
		index = index * 10 + (unsigned int)(*at++ - '0');
	at = read_spec(at, &spec);
	if (!at)
		return NULL;
	if (spec.width_argument) {
		if (!argument(message, index++, &value))
			return NULL;
		spec.width = value < 4096 ? (int)value : 4096;
	}
	if (spec.precision_argument) {
		if (!argument(message, index++, &value))
			return NULL;
		spec.precision = value < 4096 ? (int)value : 4096;
	}
	if (!argument(message, index, &value))
		return NULL;
	namedmap_spec_put(&insert, &spec, value, message->wide);
	if (insert.failed)
		message->text.failed = true;
	else
		put(message, insert.bytes ? insert.bytes : "", insert.length);
	namedmap_text_free(&insert);
	return at;
}

/* What stands behind a percent sign; NULL if it makes no sense. */
static const char *put_escape(struct message *message, const char *at)
{
	if (*at >= '1' && *at <= '9') {
		if (!(message->flags & FORMAT_MESSAGE_IGNORE_INSERTS))
			return put_insert(message, at);
		put(message, "%", 1);
		put(message, at, 1);
		return at + 1;
	}
	switch (*at) {
	case '\0':
		return NULL;
	case 'n':
		put_break(message);
		break;
	case 'r':
		namedmap_text_put(&message->text, "\r", 1);
		break;
	case 't':
		put(message, "\t", 1);
		break;
	case 'b':
		put(message, " ", 1);
		break;
	default:
		put(message, at, 1);
	}
	return at + 1;
}

static DWORD make_text(struct message *message, const char *at)
{
	namedmap_text_put(&message->text, "", 0);
	while (*at && !(at[0] == '%' && at[1] == '0')) {
		if (*at == '%')
			at = put_escape(message, at + 1);
		else if (*at == '\r' || *at == '\n')
			at = put_soft_break(message, at);
		else
			put(message, at++, 1);
		if (!at)
			return ERROR_INVALID_PARAMETER;
	}
	return message->text.failed ? ERROR_NOT_ENOUGH_MEMORY : ERROR_SUCCESS;
}

static DWORD make_from_system(struct message *message, DWORD number)
{
	const char *text = text_of(number);

	if (!text)
		return ERROR_MR_MID_NOT_FOUND;
	namedmap_text_put(&message->text, "", 0);
	put(message, text, strlen(text));
	put(message, ".", 1);
	put_soft_break(message, "\r\n");
	return message->text.failed ? ERROR_NOT_ENOUGH_MEMORY : ERROR_SUCCESS;
}

static DWORD make_from_string(struct message *message, const void *source)
{
	char *bytes = NULL;
	DWORD error;

	if (!source)
		return ERROR_INVALID_PARAMETER;
	if (message->wide) {
		bytes = namedmap_bytes_of_wide(source);
		if (!bytes)
			return ERROR_NOT_ENOUGH_MEMORY;
	}
	error = make_text(message, bytes ? bytes : source);
	free(bytes);
	return error;
}

static DWORD make(struct message *message, const void *source, DWORD number,
		  va_list *arguments)
{
	DWORD from = message->flags & SOURCES;

	if (message->flags & FORMAT_MESSAGE_ARGUMENT_ARRAY)
		message->array = (DWORD_PTR *)(void *)arguments;
	else
		message->list = arguments;
	if (from == FORMAT_MESSAGE_FROM_STRING)
		return make_from_string(message, source);
	if (!from || (from & FORMAT_MESSAGE_FROM_STRING))
		return ERROR_INVALID_PARAMETER;
	/* No module has messages, so the system is asked next. */
	if (!(from & FORMAT_MESSAGE_FROM_SYSTEM))
		return ERROR_MR_MID_NOT_FOUND;
	return make_from_system(message, number);
}

/* Hand out so many characters, with the NUL behind them. */
static DWORD deliver(DWORD flags, const void *from, size_t length,
		     size_t character, void *buffer, DWORD size)
{
	void *to = buffer;
	size_t room;

	if (flags & FORMAT_MESSAGE_ALLOCATE_BUFFER) {
		room = size > length + 1 ? size : length + 1;
		to = LocalAlloc(LMEM_ZEROINIT, room * character);
		*(void **)buffer = to;
		if (!to)
			return 0;
	} else if (size <= length) {
		namedmap_fail(ERROR_INSUFFICIENT_BUFFER);
		return 0;
	}
	memcpy(to, from, (length + 1) * character);
	return (DWORD)length;
}

DWORD WINAPI FormatMessageA(DWORD flags, LPCVOID source, DWORD number,
			    DWORD language, LPSTR buffer, DWORD size,
			    va_list *arguments)
{
	struct message message = { .flags = flags };
	DWORD length = 0, error = ERROR_INVALID_PARAMETER;

	(void)language;
	if (buffer)
		error = make(&message, source, number, arguments);
	if (error)
		namedmap_fail(error);
	else
		length = deliver(flags, message.text.bytes, message.text.length,
				 sizeof(CHAR), buffer, size);
	namedmap_text_free(&message.text);
	return length;
}

DWORD WINAPI FormatMessageW(DWORD flags, LPCVOID source, DWORD number,
			    DWORD language, LPWSTR buffer, DWORD size,
			    va_list *arguments)
{
	struct message message = { .flags = flags, .wide = true };
	DWORD length = 0, error = ERROR_INVALID_PARAMETER;
	WCHAR *units = NULL;
	size_t count = 0;

	(void)language;
	if (buffer)
		error = make(&message, source, number, arguments);
	if (!error) {
		units = namedmap_wide_of_bytes(message.text.bytes, &count);
		if (!units)
			error = ERROR_NOT_ENOUGH_MEMORY;
	}
	if (error)
		namedmap_fail(error);
	else
		length = deliver(flags, units, count, sizeof(WCHAR), buffer,
				 size);
	free(units);
	namedmap_text_free(&message.text);
	return length;
}
