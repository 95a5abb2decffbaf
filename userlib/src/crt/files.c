// SPDX-License-Identifier: MIT
/* Files as a whole: what they are, copies, other names. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <windows.h>

#include "crt.h"

static bool fail(DWORD error)
{
	SetLastError(error);
	return false;
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
	exists = copy && !stat(copy, &parent) && S_ISDIR(parent.st_mode);
	free(copy);
	return exists;
}

static bool fail_at(const char *path)
{
	switch (errno) {
	case ENOENT:
		return fail(parent_exists(path) ? ERROR_FILE_NOT_FOUND :
						  ERROR_PATH_NOT_FOUND);
	case ENOTDIR:
		return fail(ERROR_PATH_NOT_FOUND);
	case EEXIST:
		return fail(ERROR_ALREADY_EXISTS);
	case ENOSPC:
	case EDQUOT:
		return fail(ERROR_DISK_FULL);
	case EXDEV:
		return fail(ERROR_NOT_SAME_DEVICE);
	case ENOMEM:
		return fail(ERROR_NOT_ENOUGH_MEMORY);
	default:
		return fail(ERROR_ACCESS_DENIED);
	}
}

/* The Linux path, which the caller frees. */
static char *path_of(const wchar_t *name)
{
	char *path = name && *name ? namedmap_narrow_path(name) : NULL;

	if (!path)
		fail(name && *name ? ERROR_NOT_ENOUGH_MEMORY :
				     ERROR_PATH_NOT_FOUND);
	return path;
}

DWORD WINAPI GetFileAttributesW(LPCWSTR name)
{
	char *path = path_of(name);
	DWORD attributes = INVALID_FILE_ATTRIBUTES;
	struct stat status;

	if (!path)
		return attributes;
	if (stat(path, &status)) {
		fail_at(path);
	} else {
		attributes = S_ISDIR(status.st_mode) ? FILE_ATTRIBUTE_DIRECTORY :
						       0;
		if (!(status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)))
			attributes |= FILE_ATTRIBUTE_READONLY;
	}
	free(path);
	return attributes ? attributes : FILE_ATTRIBUTE_NORMAL;
}

BOOL WINAPI SetCurrentDirectoryW(LPCWSTR name)
{
	char *path = path_of(name);
	bool done;

	if (!path)
		return FALSE;
	done = !chdir(path) || fail_at(path);
	free(path);
	return done;
}

static bool copy_bytes(int from, HANDLE to)
{
	char buffer[65536];
	ssize_t length;
	DWORD written;

	while ((length = read(from, buffer, sizeof(buffer))) > 0) {
		if (!WriteFile(to, buffer, (DWORD)length, &written, NULL))
			return false;
	}
	return !length || fail(ERROR_READ_FAULT);
}

/* CreateFile leaves a file alone of which there is a section. */
static bool copy_file(const char *from, const char *to, bool only_new)
{
	int source = open(from, O_RDONLY | O_CLOEXEC);
	struct stat status;
	HANDLE target;
	bool done;

	if (source < 0)
		return fail_at(from);
	if (fstat(source, &status) || S_ISDIR(status.st_mode)) {
		close(source);
		return fail(ERROR_ACCESS_DENIED);
	}
	target = CreateFileA(to, GENERIC_WRITE, FILE_SHARE_READ, NULL,
			     only_new ? CREATE_NEW : CREATE_ALWAYS,
			     FILE_ATTRIBUTE_NORMAL, NULL);
	done = target != INVALID_HANDLE_VALUE && copy_bytes(source, target);
	if (target != INVALID_HANDLE_VALUE)
		CloseHandle(target);
	close(source);
	return done && (!chmod(to, status.st_mode & 0777) || fail_at(to));
}

/* Runs a step with two paths. */
static BOOL with_paths(LPCWSTR first, LPCWSTR second, bool flag,
		       bool (*step)(const char *, const char *, bool))
{
	char *from = path_of(first), *to = from ? path_of(second) : NULL;
	BOOL done = to && step(from, to, flag);

	free(to);
	free(from);
	return done;
}

BOOL WINAPI CopyFileW(LPCWSTR from, LPCWSTR to, BOOL only_new)
{
	return with_paths(from, to, only_new, copy_file);
}

static bool move_file(const char *from, const char *to, bool replace)
{
	return !renameat2(AT_FDCWD, from, AT_FDCWD, to,
			  replace ? 0 : RENAME_NOREPLACE) || fail_at(from);
}

BOOL WINAPI MoveFileExW(LPCWSTR from, LPCWSTR to, DWORD flags)
{
	if (flags & ~(DWORD)(MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
		return fail(ERROR_NOT_SUPPORTED);
	return with_paths(from, to, flags & MOVEFILE_REPLACE_EXISTING,
			  move_file);
}

/* The A calls: what is NULL stays NULL. */
DWORD WINAPI GetFileAttributesA(LPCSTR name)
{
	wchar_t *wide = name ? namedmap_widen(name) : NULL;
	DWORD attributes = GetFileAttributesW(wide);

	free(wide);
	return attributes;
}

BOOL WINAPI SetCurrentDirectoryA(LPCSTR name)
{
	wchar_t *wide = name ? namedmap_widen(name) : NULL;
	BOOL done = SetCurrentDirectoryW(wide);

	free(wide);
	return done;
}

BOOL WINAPI CopyFileA(LPCSTR from, LPCSTR to, BOOL only_new)
{
	wchar_t *first = from ? namedmap_widen(from) : NULL;
	wchar_t *second = to ? namedmap_widen(to) : NULL;
	BOOL done = CopyFileW(first, second, only_new);

	free(second);
	free(first);
	return done;
}

BOOL WINAPI MoveFileExA(LPCSTR from, LPCSTR to, DWORD flags)
{
	wchar_t *first = from ? namedmap_widen(from) : NULL;
	wchar_t *second = to ? namedmap_widen(to) : NULL;
	BOOL done = MoveFileExW(first, second, flags);

	free(second);
	free(first);
	return done;
}
