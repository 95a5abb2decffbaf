// SPDX-License-Identifier: MIT
/* Dates. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "crt.h"

#pragma GCC diagnostic ignored "-Wformat-nonliteral"

size_t wcsftime(wchar_t *to, size_t room, const wchar_t *format,
		const struct tm *time)
{
	char *narrow = namedmap_narrow(format);
	/* A unit is at most three bytes. */
	size_t length = 0, size = room * 3 + 1;
	char *bytes = malloc(size);
	wchar_t *units = NULL;

	if (narrow && bytes && strftime(bytes, size, narrow, time))
		units = namedmap_widen(bytes);
	if (units && wcslen(units) < room) {
		length = wcslen(units);
		wcscpy(to, units);
	}
	free(units);
	free(bytes);
	free(narrow);
	return length;
}
