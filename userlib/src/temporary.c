// SPDX-License-Identifier: MIT
/* GetTempPath and GetTempFileName. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

/* Room that the name itself takes in MAX_PATH. */
#define NAME_ROOM 14

/* The directory with a separator at its end. */
static DWORD temporary_directory(struct namedmap_text *text)
{
	static const char *const variables[] = { "TMPDIR", "TMP", "TEMP" };
	const char *directory = NULL;
	size_t i, length;

	for (i = 0; i < 3 && (!directory || !*directory); i++)
		directory = getenv(variables[i]);
	if (!directory || !*directory)
		directory = "/tmp";
	length = strlen(directory);
	namedmap_text_put(text, directory, length);
	if (directory[length - 1] != '/' && directory[length - 1] != '\\')
		namedmap_text_put(text, "/", 1);
	return text->failed ? ERROR_NOT_ENOUGH_MEMORY : ERROR_SUCCESS;
}

DWORD WINAPI GetTempPathA(DWORD room, LPSTR to)
{
	struct namedmap_text text = { NULL };
	DWORD error = temporary_directory(&text), length = 0;

	if (error)
		namedmap_fail(error);
	else
		length = namedmap_deliver_ansi(text.bytes, to, room);
	namedmap_text_free(&text);
	return length;
}

DWORD WINAPI GetTempPathW(DWORD room, LPWSTR to)
{
	struct namedmap_text text = { NULL };
	DWORD error = temporary_directory(&text), length = 0;

	if (error)
		namedmap_fail(error);
	else
		length = namedmap_deliver_wide(text.bytes, to, room);
	namedmap_text_free(&text);
	return length;
}

/* The directory as it was given, a separator, and the name. */
static DWORD make_name(struct namedmap_text *text, const char *directory,
		       const char *prefix, unsigned int number)
{
	size_t length = strlen(directory);
	char name[32];

	text->length = 0;
	namedmap_text_put(text, directory, length);
	if (directory[length - 1] != '/' && directory[length - 1] != '\\')
		namedmap_text_put(text, "/", 1);
	namedmap_text_put(text, prefix, strnlen(prefix, 3));
	snprintf(name, sizeof(name), "%X.TMP", number);
	namedmap_text_put(text, name, strlen(name));
	return text->failed ? ERROR_NOT_ENOUGH_MEMORY : ERROR_SUCCESS;
}

/* 0, a Win32 error, or ERROR_FILE_EXISTS: try another. Nobody else may read. */
static DWORD create(const char *name)
{
	struct namedmap_path path = { NULL };
	DWORD error = namedmap_path_from_ansi(&path, name);
	int fd;

	if (error)
		return error;
	fd = open(path.text, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		error = namedmap_path_error(path.text, errno);
	else
		close(fd);
	namedmap_path_free(&path);
	return error;
}

static DWORD check_directory(const char *directory)
{
	struct namedmap_path path = { NULL };
	struct stat status;
	DWORD error;

	if (!directory || !*directory)
		return ERROR_DIRECTORY;
	if (namedmap_utf16_length(directory) > MAX_PATH - NAME_ROOM)
		return ERROR_BUFFER_OVERFLOW;
	error = namedmap_path_from_ansi(&path, directory);
	if (!error && (stat(path.text, &status) || !S_ISDIR(status.st_mode)))
		error = ERROR_DIRECTORY;
	namedmap_path_free(&path);
	return error;
}

/* The number in the name, or 0 and the last error. */
static UINT temporary_file(const char *directory, const char *prefix,
			   UINT unique, struct namedmap_text *text)
{
	static atomic_uint next;
	unsigned int number = unique & 0xffff, tries = 0;
	struct timespec now;
	DWORD error;

	prefix = prefix ? prefix : "";
	if (number) {
		error = make_name(text, directory, prefix, number);
	} else {
		error = check_directory(directory);
		clock_gettime(CLOCK_REALTIME, &now);
		while (!error) {
			number = ((unsigned int)(now.tv_nsec >> 8) +
				  (unsigned int)getpid() * 7 +
				  atomic_fetch_add(&next, 1)) & 0xffff;
			if (!number)
				continue;
			error = make_name(text, directory, prefix, number);
			if (!error)
				error = create(text->bytes);
			if (error != ERROR_FILE_EXISTS || ++tries > 0xffff)
				break;
			error = ERROR_SUCCESS;
		}
	}
	return error ? (UINT)namedmap_fail(error) : number;
}

UINT WINAPI GetTempFileNameA(LPCSTR directory, LPCSTR prefix, UINT unique,
			     LPSTR to)
{
	struct namedmap_text text = { NULL };
	UINT number = 0;

	if (!directory || !*directory)
		namedmap_fail(ERROR_DIRECTORY);
	else if (strlen(directory) > MAX_PATH - NAME_ROOM)
		namedmap_fail(ERROR_BUFFER_OVERFLOW);
	else
		number = temporary_file(directory, prefix, unique, &text);
	if (number)
		strcpy(to, text.bytes);
	namedmap_text_free(&text);
	return number;
}

UINT WINAPI GetTempFileNameW(LPCWSTR directory, LPCWSTR prefix, UINT unique,
			     LPWSTR to)
{
	char *where = directory ? namedmap_bytes_of_wide(directory) : NULL;
	char *start = prefix ? namedmap_bytes_of_wide(prefix) : NULL;
	struct namedmap_text text = { NULL };
	UINT number = 0;

	if (!where || !*where)
		namedmap_fail(ERROR_DIRECTORY);
	else if (namedmap_utf16_length(where) > MAX_PATH - NAME_ROOM)
		namedmap_fail(ERROR_BUFFER_OVERFLOW);
	else
		number = temporary_file(where, start, unique, &text);
	if (number)
		namedmap_deliver_wide(text.bytes, to, MAX_PATH);
	namedmap_text_free(&text);
	free(where);
	free(start);
	return number;
}
