// SPDX-License-Identifier: MIT
/* Text that grows, in bytes. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

bool namedmap_text_put(struct namedmap_text *text, const char *bytes,
		       size_t length)
{
	size_t room = text->room ? text->room : 128;
	char *grown;

	if (text->failed)
		return false;
	/* One more for the NUL that there always is. */
	while (room <= text->length + length)
		room *= 2;
	if (room != text->room) {
		grown = realloc(text->bytes, room);
		if (!grown) {
			text->failed = true;
			return false;
		}
		text->bytes = grown;
		text->room = room;
	}
	memcpy(text->bytes + text->length, bytes, length);
	text->length += length;
	text->bytes[text->length] = '\0';
	return true;
}

bool namedmap_text_fill(struct namedmap_text *text, char byte, size_t count)
{
	while (count--) {
		if (!namedmap_text_put(text, &byte, 1))
			return false;
	}
	return true;
}

void namedmap_text_free(struct namedmap_text *text)
{
	free(text->bytes);
	memset(text, 0, sizeof(*text));
}

WCHAR *namedmap_wide_of_bytes(const char *bytes, size_t *count)
{
	WCHAR *units = malloc((strlen(bytes) + 1) * sizeof(*units));

	if (units) {
		*count = namedmap_utf16_from_bytes(bytes, units);
		units[*count] = 0;
	}
	return units;
}
