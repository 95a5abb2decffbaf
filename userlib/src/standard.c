// SPDX-License-Identifier: MIT
/* The standard streams as handles, and text to a terminal. */
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "internal.h"

#define STREAMS 3

/* What SetStdHandle made of them; 0: nothing. */
static _Atomic uintptr_t streams[STREAMS];
static atomic_bool is_set[STREAMS];

/* Input, output and error are -10, -11 and -12. */
static unsigned int stream_of(DWORD number)
{
	return STD_INPUT_HANDLE - number;
}

bool namedmap_standard_set(unsigned int stream, HANDLE *handle)
{
	if (!atomic_load(&is_set[stream]))
		return false;
	*handle = (HANDLE)atomic_load(&streams[stream]);
	return true;
}

HANDLE WINAPI GetStdHandle(DWORD number)
{
	unsigned int stream = stream_of(number);
	HANDLE handle;
	LONG_PTR made;

	if (stream >= STREAMS) {
		namedmap_fail(ERROR_INVALID_HANDLE);
		return INVALID_HANDLE_VALUE;
	}
	if (namedmap_standard_set(stream, &handle))
		return handle;
	made = _get_osfhandle((int)stream);
	/* A program that was started without it. */
	return made == -1 ? NULL : (HANDLE)made;
}

BOOL WINAPI SetStdHandle(DWORD number, HANDLE handle)
{
	unsigned int stream = stream_of(number);

	if (stream >= STREAMS)
		return namedmap_fail(ERROR_INVALID_HANDLE);
	atomic_store(&streams[stream], (uintptr_t)handle);
	atomic_store(&is_set[stream], true);
	return TRUE;
}

static BOOL write_all(HANDLE handle, const char *from, size_t length)
{
	DWORD written, part;

	while (length) {
		part = length > 0x10000 ? 0x10000 : (DWORD)length;
		if (!WriteFile(handle, from, part, &written, NULL))
			return FALSE;
		from += written;
		length -= written;
	}
	return TRUE;
}

/* As on Windows, a file or a pipe is no console. */
static bool is_console(HANDLE handle)
{
	struct namedmap_slot slot;
	int fd = namedmap_handle_file(handle, &slot);

	if (fd >= 0 && isatty(fd))
		return true;
	namedmap_fail(ERROR_INVALID_HANDLE);
	return false;
}

BOOL WINAPI WriteConsoleA(HANDLE handle, const VOID *from, DWORD length,
			  LPDWORD written, LPVOID reserved)
{
	(void)reserved;
	if (written)
		*written = 0;
	if (!is_console(handle) || !write_all(handle, from, length))
		return FALSE;
	if (written)
		*written = length;
	return TRUE;
}

BOOL WINAPI WriteConsoleW(HANDLE handle, const VOID *from, DWORD length,
			  LPDWORD written, LPVOID reserved)
{
	char *bytes;
	BOOL result;

	(void)reserved;
	if (written)
		*written = 0;
	if (!is_console(handle))
		return FALSE;
	bytes = malloc((size_t)length * 3 + 1);
	if (!bytes)
		return namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
	result = write_all(handle, bytes,
			   namedmap_utf16_to_bytes(from, length, bytes));
	free(bytes);
	if (result && written)
		*written = length;
	return result;
}
