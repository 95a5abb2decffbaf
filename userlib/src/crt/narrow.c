// SPDX-License-Identifier: MIT
/* Wide strings as bytes and back, for the C library's calls. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "crt.h"

char *namedmap_narrow(const wchar_t *text)
{
	size_t length = wcslen(text);
	char *bytes = malloc(length * 3 + 1);

	if (bytes)
		bytes[namedmap_utf16_to_bytes(text, length, bytes)] = '\0';
	return bytes;
}

char *namedmap_narrow_path(const wchar_t *path)
{
	char *bytes, *at;

	if (!path) {
		errno = EINVAL;
		return NULL;
	}
	bytes = namedmap_narrow(path);
	for (at = bytes; at && (at = strchr(at, '\\'));)
		*at = '/';
	return bytes;
}

wchar_t *namedmap_widen(const char *bytes)
{
	wchar_t *units = malloc((strlen(bytes) + 1) * sizeof(*units));

	if (units)
		units[namedmap_utf16_from_bytes(bytes, units)] = 0;
	return units;
}

