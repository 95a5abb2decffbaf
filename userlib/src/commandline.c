// SPDX-License-Identifier: MIT
/*
 * Command lines, taken apart and put together as Microsoft's C library does: the
 * first word has quotes but no escapes; in the others a quote after backslashes
 * is literal if their number is odd, each two of them stand for one, and two
 * quotes within quotes are one.
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Copies the first word without its quotes; answers where it ends. */
static const char *take_program(const char *line, char **to)
{
	bool quoted = false;

	for (; *line && (quoted || !is_blank(*line)); line++) {
		if (*line == '"')
			quoted = !quoted;
		else
			*(*to)++ = *line;
	}
	*(*to)++ = '\0';
	return line;
}

static const char *take_argument(const char *line, char **to)
{
	bool quoted = false, literal;
	size_t slashes;

	for (;;) {
		slashes = strspn(line, "\\");
		line += slashes;
		literal = true;
		if (*line == '"') {
			if (slashes % 2 == 0) {
				literal = quoted && line[1] == '"';
				if (literal)
					line++;
				else
					quoted = !quoted;
			}
			slashes /= 2;
		}
		memset(*to, '\\', slashes);
		*to += slashes;
		if (!*line || (!quoted && is_blank(*line)))
			break;
		if (literal)
			*(*to)++ = *line;
		line++;
	}
	*(*to)++ = '\0';
	return line;
}

char **namedmap_arguments(const char *line, size_t program_length)
{
	size_t length = strlen(line), count = 0;
	/* Each argument but the first has a blank before it. */
	char **arguments = malloc((length / 2 + 3) * sizeof(*arguments) +
				  length + 2);
	char *to;

	if (!arguments)
		return NULL;
	to = (char *)(arguments + length / 2 + 3);
	arguments[count++] = to;
	if (program_length) {
		memcpy(to, line, program_length);
		to += program_length;
		*to++ = '\0';
		line += program_length;
	} else {
		line = take_program(line, &to);
	}
	for (;;) {
		while (is_blank(*line))
			line++;
		if (!*line)
			break;
		arguments[count++] = to;
		line = take_argument(line, &to);
	}
	arguments[count] = NULL;
	return arguments;
}

/* Writes at most 2 bytes for each of the argument's, and 3 more. */
static char *put_argument(char *to, const char *argument, bool first)
{
	bool quote = !*argument || strpbrk(argument, first ? " \t" : " \t\"");
	size_t slashes;

	if (!quote)
		return stpcpy(to, argument);
	*to++ = '"';
	while (*argument) {
		slashes = strspn(argument, "\\");
		memset(to, '\\', slashes);
		to += slashes;
		argument += slashes;
		/* Before a quote, and the one at the end, each counts twice. */
		if (!first && (!*argument || *argument == '"')) {
			memset(to, '\\', slashes);
			to += slashes;
			if (*argument)
				*to++ = '\\';
		}
		if (*argument)
			*to++ = *argument++;
	}
	*to++ = '"';
	*to = '\0';
	return to;
}

char *namedmap_command_line(char *const *arguments)
{
	size_t room = 1;
	char *const *at;
	char *line, *to;

	for (at = arguments; *at; at++)
		room += 2 * strlen(*at) + 3;
	line = malloc(room);
	if (!line)
		return NULL;
	to = line;
	*to = '\0';
	for (at = arguments; *at; at++) {
		if (at != arguments)
			*to++ = ' ';
		to = put_argument(to, *at, at == arguments);
	}
	return line;
}
