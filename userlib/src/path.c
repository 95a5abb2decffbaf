// SPDX-License-Identifier: MIT
/*
 * File names. Both separators work, and a drive is the directory that the
 * environment gives; the rest is the Linux path as it is. There are no devices or
 * servers.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"

static bool has_drive(const char *text)
{
	char letter = (char)(*text | 0x20);

	return letter >= 'a' && letter <= 'z' && text[1] == ':';
}

/*
 * A drive's current directory is its root. Whoever starts a program with more
 * rights than his own does not say where its drives are.
 */
static DWORD replace_drive(char **text)
{
	char variable[] = "NAMEDMAP_DRIVE_?", *joined;
	const char *root;

	variable[sizeof(variable) - 2] = (char)(**text & ~0x20);
	root = secure_getenv(variable);
	if (!root || *root != '/')
		return ERROR_PATH_NOT_FOUND;
	joined = malloc(strlen(root) + strlen(*text));
	if (!joined)
		return ERROR_NOT_ENOUGH_MEMORY;
	stpcpy(stpcpy(stpcpy(joined, root), "/"), *text + 2);
	free(*text);
	*text = joined;
	return ERROR_SUCCESS;
}

/* Takes the text over. */
static DWORD path_adopt(struct namedmap_path *path, char *text)
{
	DWORD error;
	char *at;

	path->text = NULL;
	if (!text)
		return ERROR_NOT_ENOUGH_MEMORY;
	if (!strncmp(text, "\\\\", 2)) {
		bool device = !strncmp(text + 2, ".\\", 2) ||
			      !strncmp(text + 2, "?\\", 2);

		free(text);
		return device ? ERROR_FILE_NOT_FOUND : ERROR_BAD_NETPATH;
	}
	for (at = text; *at; at++) {
		if (*at == '\\')
			*at = '/';
	}
	if (has_drive(text)) {
		error = replace_drive(&text);
		if (error) {
			free(text);
			return error;
		}
	}
	path->text = text;
	return ERROR_SUCCESS;
}

DWORD namedmap_path_from_ansi(struct namedmap_path *path, LPCSTR text)
{
	if (!text || !*text)
		return ERROR_PATH_NOT_FOUND;
	return path_adopt(path, strdup(text));
}

DWORD namedmap_path_from_wide(struct namedmap_path *path, LPCWSTR text)
{
	if (!text || !*text)
		return ERROR_PATH_NOT_FOUND;
	return path_adopt(path, namedmap_bytes_of_wide(text));
}

void namedmap_path_free(struct namedmap_path *path)
{
	free(path->text);
}

/* "No such file" and "no such directory" are two errors on Windows. */
static bool parent_exists(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct stat parent;
	bool exists;
	char *copy;

	if (!slash || slash == path)
		return true;
	copy = strndup(path, (size_t)(slash - path));
	if (!copy)
		return true;
	exists = !stat(copy, &parent) && S_ISDIR(parent.st_mode);
	free(copy);
	return exists;
}

DWORD namedmap_path_error(const char *path, int error)
{
	if (error == ENOENT && !parent_exists(path))
		return ERROR_PATH_NOT_FOUND;
	return namedmap_error_number(CALL_FILE_OPEN, -error);
}

struct namedmap_doomed *namedmap_doom(const char *path, const struct stat *file)
{
	struct namedmap_doomed *doomed = NULL;
	/* Absolute, as the program may change its directory. */
	char *real = realpath(path, NULL);

	if (!real)
		return NULL;
	doomed = malloc(sizeof(*doomed) + strlen(real) + 1);
	if (doomed) {
		doomed->handles = 1;
		doomed->owner = getpid();
		doomed->device = file->st_dev;
		doomed->inode = file->st_ino;
		strcpy(doomed->path, real);
	}
	free(real);
	return doomed;
}
