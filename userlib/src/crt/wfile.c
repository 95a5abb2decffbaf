// SPDX-License-Identifier: MIT
/* Files by wide names. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crt.h"

/*
 * What the C library knows of Microsoft's modes. Text is bytes here, and
 * ccs=UTF-8 is what there is anyway; UTF-16 in files is not offered.
 */
static bool narrow_mode(const wchar_t *mode, char to[8])
{
	const wchar_t *encoding;
	size_t length = 0;

	if (!mode)
		return false;
	encoding = wcsstr(mode, L"ccs=");
	if (encoding && _wcsnicmp(encoding + 4, L"UTF-8", 5))
		return false;
	for (; *mode && *mode != L',' && length < 7; mode++) {
		if (wcschr(L"rwab+x", *mode))
			to[length++] = (char)*mode;
	}
	to[length] = '\0';
	return true;
}

FILE *_wfreopen(const wchar_t *path, const wchar_t *mode, FILE *stream)
{
	char how[8], *bytes = NULL;
	FILE *opened = NULL;

	if (!narrow_mode(mode, how))
		errno = EINVAL;
	else
		bytes = namedmap_narrow_path(path);
	if (bytes)
		opened = stream ? freopen(bytes, how, stream) :
				  fopen(bytes, how);
	free(bytes);
	return opened;
}

FILE *_wfopen(const wchar_t *path, const wchar_t *mode)
{
	return _wfreopen(path, mode, NULL);
}

errno_t _wfopen_s(FILE **stream, const wchar_t *path, const wchar_t *mode)
{
	if (!stream)
		return EINVAL;
	*stream = _wfopen(path, mode);
	return *stream ? 0 : errno;
}

FILE *_wfdopen(int fd, const wchar_t *mode)
{
	char how[8];

	if (narrow_mode(mode, how))
		return fdopen(fd, how);
	errno = EINVAL;
	return NULL;
}

int _wopen(const wchar_t *path, int flags, ...)
{
	char *bytes = namedmap_narrow_path(path);
	mode_t mode = 0;
	va_list rest;
	int fd = -1;

	if (flags & O_CREAT) {
		va_start(rest, flags);
		mode = va_arg(rest, mode_t);
		va_end(rest);
	}
	if (bytes)
		fd = open(bytes, flags, mode);
	free(bytes);
	return fd;
}

/* One call for one path. */
#define WITH_PATH(name, parameters, call) \
int name parameters \
{ \
	char *bytes = namedmap_narrow_path(path); \
	int result = bytes ? call : -1; \
	free(bytes); \
	return result; \
}

WITH_PATH(_waccess, (const wchar_t *path, int mode), access(bytes, mode))
WITH_PATH(_wremove, (const wchar_t *path), unlink(bytes))
WITH_PATH(_wunlink, (const wchar_t *path), unlink(bytes))
WITH_PATH(_wmkdir, (const wchar_t *path), mkdir(bytes, 0777))
WITH_PATH(_wrmdir, (const wchar_t *path), rmdir(bytes))
WITH_PATH(_wchdir, (const wchar_t *path), chdir(bytes))

/* Unlike rename it replaces nothing. */
int _wrename(const wchar_t *path, const wchar_t *to)
{
	char *bytes = namedmap_narrow_path(path);
	char *target = namedmap_narrow_path(to);
	int result = -1;

	if (bytes && target)
		result = renameat2(AT_FDCWD, bytes, AT_FDCWD, target,
				   RENAME_NOREPLACE);
	free(target);
	free(bytes);
	return result;
}

wchar_t *_wgetcwd(wchar_t *to, int room)
{
	char *bytes = getcwd(NULL, 0);
	wchar_t *units = bytes ? namedmap_widen(bytes) : NULL;

	free(bytes);
	if (!to || !units)
		return units;
	if (wcscpy_s(to, room < 0 ? 0 : (size_t)room, units)) {
		errno = ERANGE;
		to = NULL;
	}
	free(units);
	return to;
}
