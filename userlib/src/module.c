// SPDX-License-Identifier: MIT
/* The program itself: its file, its address, its command line. */
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "internal.h"

static char *const *program_arguments;
static _Atomic(char *) command_line;
static _Atomic(WCHAR *) wide_command_line;

/* The C library tells them to every constructor. */
__attribute__((constructor)) static void keep_arguments(int count,
							char **arguments)
{
	(void)count;
	program_arguments = arguments;
}

char *namedmap_program_path(void)
{
	size_t room = 256;
	char *path = NULL, *grown;
	ssize_t length;

	for (;;) {
		grown = realloc(path, room);
		if (!grown)
			break;
		path = grown;
		length = readlink("/proc/self/exe", path, room);
		if (length < 0)
			break;
		if ((size_t)length < room) {
			path[length] = '\0';
			return path;
		}
		room *= 2;
	}
	free(path);
	return NULL;
}

/* Where the program starts in memory: its headers are in its first page. */
static HMODULE program_module(void)
{
	return (HMODULE)(getauxval(AT_PHDR) & ~(namedmap_page_size() - 1));
}

static char *module_path(HMODULE module)
{
	char *path;

	if (module && module != program_module()) {
		namedmap_fail(ERROR_MOD_NOT_FOUND);
		return NULL;
	}
	path = namedmap_program_path();
	if (!path)
		namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
	return path;
}

/* How much of a text of that length is written, without the NUL. */
static DWORD fitting_length(size_t length, DWORD room)
{
	namedmap_fail(length < room ? ERROR_SUCCESS :
				      ERROR_INSUFFICIENT_BUFFER);
	if (!room)
		return 0;
	return length < room ? (DWORD)length : room - 1;
}

DWORD WINAPI GetModuleFileNameA(HMODULE module, LPSTR buffer, DWORD room)
{
	char *path = module_path(module);
	size_t length;
	DWORD fitting;

	if (!path)
		return 0;
	length = strlen(path);
	fitting = fitting_length(length, room);
	if (room) {
		memcpy(buffer, path, fitting);
		buffer[fitting] = '\0';
	}
	free(path);
	/* A text that was cut counts with its NUL. */
	return length < room ? fitting : room;
}

/* The same in 16-bit units, or NULL. */
static WCHAR *widen(const char *bytes)
{
	WCHAR *units = malloc((strlen(bytes) + 1) * sizeof(*units));

	if (units)
		units[namedmap_utf16_from_bytes(bytes, units)] = 0;
	return units;
}

DWORD WINAPI GetModuleFileNameW(HMODULE module, LPWSTR buffer, DWORD room)
{
	char *path = module_path(module);
	size_t length = 0;
	DWORD fitting;
	WCHAR *units;

	if (!path)
		return 0;
	units = widen(path);
	free(path);
	if (!units) {
		namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
		return 0;
	}
	while (units[length])
		length++;
	fitting = fitting_length(length, room);
	if (room) {
		memcpy(buffer, units, fitting * sizeof(*units));
		buffer[fitting] = 0;
	}
	free(units);
	return length < room ? fitting : room;
}

/* There are no modules by name; the program is the one without. */
HMODULE WINAPI GetModuleHandleA(LPCSTR name)
{
	if (!name)
		return program_module();
	namedmap_fail(ERROR_MOD_NOT_FOUND);
	return NULL;
}

HMODULE WINAPI GetModuleHandleW(LPCWSTR name)
{
	return GetModuleHandleA(name ? "" : NULL);
}

/* Made when first asked for, and never freed; two threads may be at it. */
LPSTR WINAPI GetCommandLineA(VOID)
{
	char *line = atomic_load(&command_line), *expected = NULL;

	if (line || !program_arguments)
		return line;
	line = namedmap_command_line(program_arguments);
	if (!line || atomic_compare_exchange_strong(&command_line, &expected,
						    line))
		return line;
	free(line);
	return expected;
}

LPWSTR WINAPI GetCommandLineW(VOID)
{
	WCHAR *units = atomic_load(&wide_command_line), *expected = NULL;
	char *line;

	if (units)
		return units;
	line = GetCommandLineA();
	units = line ? widen(line) : NULL;
	if (!units || atomic_compare_exchange_strong(&wide_command_line,
						     &expected, units))
		return units;
	free(units);
	return expected;
}
