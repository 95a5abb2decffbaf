// SPDX-License-Identifier: MIT
/* CreateDirectory and RemoveDirectory. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"

static DWORD directory_error(const char *path)
{
	switch (errno) {
	case EEXIST:
		return ERROR_ALREADY_EXISTS;
	case ENOTEMPTY:
		return ERROR_DIR_NOT_EMPTY;
	case ENOTDIR:
		return ERROR_DIRECTORY;
	default:
		return namedmap_path_error(path, errno);
	}
}

static BOOL create_directory(DWORD error, struct namedmap_path *path,
			     const SECURITY_ATTRIBUTES *attributes)
{
	/* Only the default: what the umask says. */
	if (!error && attributes && attributes->lpSecurityDescriptor)
		error = ERROR_NOT_SUPPORTED;
	if (!error && mkdir(path->text, S_IRWXU | S_IRWXG | S_IRWXO))
		error = directory_error(path->text);
	namedmap_path_free(path);
	return error ? namedmap_fail(error) : TRUE;
}

BOOL WINAPI CreateDirectoryA(LPCSTR name, LPSECURITY_ATTRIBUTES attributes)
{
	struct namedmap_path path = { NULL };

	return create_directory(namedmap_path_from_ansi(&path, name), &path,
				attributes);
}

BOOL WINAPI CreateDirectoryW(LPCWSTR name, LPSECURITY_ATTRIBUTES attributes)
{
	struct namedmap_path path = { NULL };

	return create_directory(namedmap_path_from_wide(&path, name), &path,
				attributes);
}

static BOOL remove_directory(DWORD error, struct namedmap_path *path)
{
	if (!error && rmdir(path->text))
		error = directory_error(path->text);
	namedmap_path_free(path);
	return error ? namedmap_fail(error) : TRUE;
}

BOOL WINAPI RemoveDirectoryA(LPCSTR name)
{
	struct namedmap_path path = { NULL };

	return remove_directory(namedmap_path_from_ansi(&path, name), &path);
}

BOOL WINAPI RemoveDirectoryW(LPCWSTR name)
{
	struct namedmap_path path = { NULL };

	return remove_directory(namedmap_path_from_wide(&path, name), &path);
}
