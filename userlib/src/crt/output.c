// SPDX-License-Identifier: MIT
/* Text that is made, of either width. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "crt.h"

static size_t item(const struct namedmap_output *output)
{
	return output->wide ? sizeof(wchar_t) : 1;
}

void namedmap_output_init(struct namedmap_output *output, bool wide)
{
	output->wide = wide;
	output->failed = false;
	output->length = 0;
	output->room = sizeof(output->small_bytes) / item(output);
	output->items = output->small_bytes;
}

void namedmap_output_free(struct namedmap_output *output)
{
	if (output->items != output->small_bytes)
		free(output->items);
}

/* Makes room for so many more. */
static bool grow(struct namedmap_output *output, size_t more)
{
	bool small = output->items == output->small_bytes;
	size_t room = output->room;
	void *items;

	if (output->failed)
		return false;
	if (more <= room - output->length)
		return true;
	if (more > INT_MAX - output->length) {
		errno = EOVERFLOW;
		output->failed = true;
		return false;
	}
	while (room - output->length < more)
		room *= 2;
	items = realloc(small ? NULL : output->items, room * item(output));
	if (!items) {
		output->failed = true;
		return false;
	}
	if (small)
		memcpy(items, output->small_bytes,
		       output->length * item(output));
	output->items = items;
	output->room = room;
	return true;
}

/* At most as many units as bytes; NUL is a character like any other. */
static void widen(struct namedmap_output *output, const char *bytes,
		  size_t length)
{
	const char *end = bytes + length;
	size_t part;
	char *copy;

	if (!grow(output, length))
		return;
	/* The converter wants an end. */
	copy = strndup(bytes, length);
	if (!copy) {
		output->failed = true;
		return;
	}
	while (bytes < end) {
		part = strlen(copy);
		output->length += namedmap_utf16_from_bytes(copy,
				output->units + output->length);
		bytes += part;
		if (bytes == end)
			break;
		output->units[output->length++] = 0;
		bytes++;
		free(copy);
		copy = strndup(bytes, (size_t)(end - bytes));
		if (!copy) {
			output->failed = true;
			return;
		}
	}
	free(copy);
}

void namedmap_output_bytes(struct namedmap_output *output, const char *bytes,
			   size_t length)
{
	if (output->wide) {
		widen(output, bytes, length);
		return;
	}
	if (!grow(output, length))
		return;
	memcpy(output->bytes + output->length, bytes, length);
	output->length += length;
}

void namedmap_output_units(struct namedmap_output *output,
			   const wchar_t *units, size_t length)
{
	if (output->wide) {
		if (!grow(output, length))
			return;
		memcpy(output->units + output->length, units,
		       length * sizeof(*units));
		output->length += length;
	} else if (grow(output, length * 3)) {
		output->length += namedmap_utf16_to_bytes(units, length,
				output->bytes + output->length);
	}
}

void namedmap_output_pad(struct namedmap_output *output, size_t start,
			 int width, bool left)
{
	size_t length = output->length - start, more, i;

	if (output->failed || width < 0 || (size_t)width <= length)
		return;
	more = (size_t)width - length;
	if (!grow(output, more))
		return;
	if (!left)
		memmove(output->bytes + (start + more) * item(output),
			output->bytes + start * item(output),
			length * item(output));
	for (i = 0; i < more; i++) {
		if (output->wide)
			output->units[start + (left ? length : 0) + i] = L' ';
		else
			output->bytes[start + (left ? length : 0) + i] = ' ';
	}
	output->length += more;
}

int namedmap_output_result(const struct namedmap_output *output)
{
	return output->failed ? -1 : (int)output->length;
}
