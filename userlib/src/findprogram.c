// SPDX-License-Identifier: MIT
/*
 * The program that CreateProcess means. A path is where it says; a name without
 * a directory is looked for where Windows looks: beside the calling program, in
 * the current directory, and along PATH.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"

static bool is_file(const char *path)
{
	struct stat file;

	return !stat(path, &file) && !S_ISDIR(file.st_mode);
}

DWORD namedmap_program_at(const char *path, char **found)
{
	struct stat file;

	if (stat(path, &file))
		return namedmap_path_error(path, errno);
	if (S_ISDIR(file.st_mode))
		return ERROR_ACCESS_DENIED;
	*found = strdup(path);
	return *found ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

/* The name in a directory, if it is a program there. */
static DWORD find_in(const char *directory, size_t length, const char *name,
		     char **found)
{
	char *path;

	/* As PATH is written. */
	if (!length) {
		directory = ".";
		length = 1;
	}
	path = malloc(length + strlen(name) + 2);
	if (!path)
		return ERROR_NOT_ENOUGH_MEMORY;
	memcpy(path, directory, length);
	path[length] = '/';
	strcpy(path + length + 1, name);
	if (is_file(path) && !access(path, X_OK)) {
		*found = path;
		return ERROR_SUCCESS;
	}
	free(path);
	return ERROR_FILE_NOT_FOUND;
}

/* The directory of the calling program. */
static DWORD find_beside_us(const char *name, char **found)
{
	char *self = namedmap_program_path();
	DWORD error;

	if (!self)
		return ERROR_FILE_NOT_FOUND;
	error = find_in(self, (size_t)(strrchr(self, '/') - self) + 1, name,
			found);
	free(self);
	return error;
}

static DWORD find_name(const char *name, char **found)
{
	const char *at = getenv("PATH");
	DWORD error = find_beside_us(name, found);
	size_t length;

	if (error == ERROR_FILE_NOT_FOUND &&
	    !getenv("NoDefaultCurrentDirectoryInExePath"))
		error = find_in("", 0, name, found);
	while (error == ERROR_FILE_NOT_FOUND && at) {
		length = strcspn(at, ":");
		error = find_in(at, length, name, found);
		at = at[length] ? at + length + 1 : NULL;
	}
	return error;
}

static DWORD find_program(const char *text, size_t length, char **found)
{
	struct namedmap_path path = { NULL };
	char *copy = strndup(text, length);
	DWORD error = ERROR_NOT_ENOUGH_MEMORY;

	if (copy)
		error = namedmap_path_from_ansi(&path, copy);
	free(copy);
	if (error)
		return error;
	error = strchr(path.text, '/') ? namedmap_program_at(path.text, found) :
					 find_name(path.text, found);
	namedmap_path_free(&path);
	return error;
}

/* Without quotes the name is the shortest of the line's starts that exists. */
DWORD namedmap_program_of_line(const char *line, char **found,
			       size_t *name_length)
{
	size_t first = strcspn(line, " \t"), length = first;
	DWORD error, first_error;

	*name_length = 0;
	if (*line == '"')
		return find_program(line + 1, strcspn(line + 1, "\""), found);
	first_error = error = find_program(line, length, found);
	while (error && line[length]) {
		length++;
		length += strcspn(line + length, " \t");
		error = find_program(line, length, found);
	}
	if (error)
		return first_error;
	if (length != first)
		*name_length = length;
	return ERROR_SUCCESS;
}
