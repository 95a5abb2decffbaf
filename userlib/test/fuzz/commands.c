// SPDX-License-Identifier: MIT
/*
 * Fuzzes what takes text apart: command lines, file names, the variables in a
 * text, and the text of messages.
 */
#include "fuzz.h"

static size_t count_of(char *const *arguments)
{
	size_t count = 0;

	while (arguments[count])
		count++;
	return count;
}

/* A line that is made of a line's arguments means the same arguments. */
static void check_line(const char *line)
{
	char **arguments = namedmap_arguments(line, 0), **again;
	char *written;
	size_t i, count;

	HOLDS(arguments);
	count = count_of(arguments);
	HOLDS(count >= 1);
	written = namedmap_command_line(arguments);
	HOLDS(written);
	again = namedmap_arguments(written, 0);
	HOLDS(again && count_of(again) == count);
	for (i = 0; i < count; i++)
		HOLDS(!strcmp(arguments[i], again[i]));
	free(again);
	free(written);
	free(arguments);
}

/* No separator of Windows is left, and the W call answers the same. */
static void check_path(const char *text)
{
	struct namedmap_path path, wide_path;
	DWORD error, wide_error;
	size_t count;
	WCHAR *wide = namedmap_wide_of_bytes(text, &count);
	char *bytes = namedmap_bytes_of_wide(wide);

	error = namedmap_path_from_ansi(&path, bytes);
	wide_error = namedmap_path_from_wide(&wide_path, wide);
	HOLDS(error == wide_error);
	if (!error) {
		HOLDS(!strchr(path.text, '\\'));
		HOLDS(!strcmp(path.text, wide_path.text));
		namedmap_path_free(&path);
		namedmap_path_free(&wide_path);
	}
	free(bytes);
	free(wide);
}

/* As long as it says, in whatever room, and the same in both widths. */
static void check_expansion(const char *text)
{
	DWORD size = ExpandEnvironmentStringsA(text, NULL, 0);
	char *to = fuzz_copy(NULL, 0, size);
	size_t count;
	WCHAR *wide = namedmap_wide_of_bytes(text, &count), *wide_to;
	DWORD wide_size = ExpandEnvironmentStringsW(wide, NULL, 0);

	HOLDS(size && ExpandEnvironmentStringsA(text, to, size) == size);
	HOLDS(strlen(to) + 1 == size);
	if (size > 1)
		HOLDS(ExpandEnvironmentStringsA(text, to, size - 1) == size);
	if (!strchr(text, '%'))
		HOLDS(!strcmp(text, to) || size == 1);
	wide_to = fuzz_copy(NULL, 0, wide_size * sizeof(*wide_to));
	HOLDS(ExpandEnvironmentStringsW(wide, wide_to, wide_size) == wide_size);
	free(wide_to);
	free(wide);
	free(to);
}

/* A text is its own message if it has no inserts, whatever is in it. */
static void check_message(const char *text)
{
	LPSTR message = NULL;
	DWORD length;

	length = FormatMessageA(FORMAT_MESSAGE_FROM_STRING |
				FORMAT_MESSAGE_ALLOCATE_BUFFER |
				FORMAT_MESSAGE_IGNORE_INSERTS, text, 0, 0,
				(LPSTR)&message, 0, NULL);
	/* An empty one is a failure, and is there to be freed all the same. */
	HOLDS(!length || (message && strlen(message) == length));
	LocalFree(message);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_copy(data, size, 1);

	setenv("NAMEDMAP_DRIVE_C", "/c", 1);
	setenv("V", "value", 1);
	check_line(text);
	check_path(text);
	check_expansion(text);
	check_message(text);
	free(text);
	return 0;
}
