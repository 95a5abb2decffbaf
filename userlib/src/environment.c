// SPDX-License-Identifier: MIT
/*
 * The environment's variables, which are those of getenv(3): the case of their
 * names matters. The calls here exclude each other, and a fork.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static pthread_mutex_t environment_mutex = PTHREAD_MUTEX_INITIALIZER;

static void environment_lock(void)
{
	pthread_mutex_lock(&environment_mutex);
}

static void environment_unlock(void)
{
	pthread_mutex_unlock(&environment_mutex);
}

__attribute__((constructor)) static void environment_fork_safe(void)
{
	pthread_atfork(environment_lock, environment_unlock,
		       environment_unlock);
}

/* A copy, as another thread may change it; NULL if there is none. */
static char *value_of(const char *name)
{
	const char *value;
	char *copy = NULL;

	environment_lock();
	value = getenv(name);
	if (value)
		copy = strdup(value);
	environment_unlock();
	return copy;
}

static DWORD look_up(const char *name, char **value)
{
	*value = NULL;
	if (!name || !*name || strchr(name, '='))
		return ERROR_ENVVAR_NOT_FOUND;
	*value = value_of(name);
	return *value ? ERROR_SUCCESS : ERROR_ENVVAR_NOT_FOUND;
}

DWORD namedmap_deliver_ansi(const char *from, LPSTR to, DWORD room)
{
	size_t length = strlen(from);

	if (length >= room || !to)
		return (DWORD)length + 1;
	memcpy(to, from, length + 1);
	return (DWORD)length;
}

DWORD namedmap_deliver_wide(const char *from, LPWSTR to, DWORD room)
{
	size_t length;
	WCHAR *units = namedmap_wide_of_bytes(from, &length);

	if (!units) {
		namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
		return 0;
	}
	if (length >= room || !to) {
		length++;
	} else {
		memcpy(to, units, (length + 1) * sizeof(*to));
	}
	free(units);
	return (DWORD)length;
}

/* An empty value has no length either, and is told by the error. */
DWORD WINAPI GetEnvironmentVariableA(LPCSTR name, LPSTR to, DWORD room)
{
	DWORD error, length;
	char *value;

	error = look_up(name, &value);
	namedmap_fail(error);
	if (error)
		return 0;
	length = namedmap_deliver_ansi(value, to, room);
	free(value);
	return length;
}

DWORD WINAPI GetEnvironmentVariableW(LPCWSTR name, LPWSTR to, DWORD room)
{
	char *bytes = name ? namedmap_bytes_of_wide(name) : NULL, *value;
	DWORD error, length;

	error = look_up(bytes, &value);
	free(bytes);
	namedmap_fail(error);
	if (error)
		return 0;
	length = namedmap_deliver_wide(value, to, room);
	free(value);
	return length;
}

BOOL WINAPI SetEnvironmentVariableA(LPCSTR name, LPCSTR value)
{
	DWORD error = ERROR_SUCCESS;

	if (!name || !*name || strchr(name, '='))
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	environment_lock();
	if (!value && !getenv(name))
		error = ERROR_ENVVAR_NOT_FOUND;
	else if (value ? setenv(name, value, 1) : unsetenv(name))
		error = namedmap_error_number(CALL_ANY, -errno);
	environment_unlock();
	return error ? namedmap_fail(error) : TRUE;
}

BOOL WINAPI SetEnvironmentVariableW(LPCWSTR name, LPCWSTR value)
{
	char *name_bytes = name ? namedmap_bytes_of_wide(name) : NULL;
	char *bytes = value ? namedmap_bytes_of_wide(value) : NULL;
	BOOL result;

	if (value && !bytes)
		result = namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
	else
		result = SetEnvironmentVariableA(name_bytes, bytes);
	free(name_bytes);
	free(bytes);
	return result;
}

/* The variable between two percent signs, or NULL if that is none. */
static char *variable_at(const char *at, size_t length)
{
	char *name = length ? strndup(at, length) : NULL, *value = NULL;

	if (name)
		look_up(name, &value);
	free(name);
	return value;
}

static void expand(struct namedmap_text *text, const char *at)
{
	const char *end;
	size_t length;
	char *value;

	namedmap_text_put(text, "", 0);
	while (*at) {
		end = *at == '%' ? strchr(at + 1, '%') : NULL;
		value = end ? variable_at(at + 1, (size_t)(end - at - 1)) :
			      NULL;
		if (value) {
			namedmap_text_put(text, value, strlen(value));
			free(value);
			at = end + 1;
			continue;
		}
		/* What is no variable stays, with both of its signs. */
		if (end)
			length = (size_t)(end + 1 - at);
		else
			length = *at == '%' ? strlen(at) : strcspn(at, "%");
		namedmap_text_put(text, at, length);
		at += length;
	}
}

/* The length with the NUL, in either case. */
static DWORD with_nul(DWORD length, DWORD room)
{
	return length && length < room ? length + 1 : length;
}

DWORD WINAPI ExpandEnvironmentStringsA(LPCSTR from, LPSTR to, DWORD room)
{
	struct namedmap_text text = { NULL };
	DWORD length = 0;

	expand(&text, from);
	if (text.failed)
		namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
	else if (!text.length && room && to)
		length = 1 + namedmap_deliver_ansi("", to, room);
	else
		length = with_nul(namedmap_deliver_ansi(text.bytes, to, room),
				  to ? room : 0);
	namedmap_text_free(&text);
	return length;
}

DWORD WINAPI ExpandEnvironmentStringsW(LPCWSTR from, LPWSTR to, DWORD room)
{
	struct namedmap_text text = { NULL };
	char *bytes = namedmap_bytes_of_wide(from);
	DWORD length = 0;

	if (bytes)
		expand(&text, bytes);
	if (!bytes || text.failed)
		namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
	else if (!text.length && room && to)
		length = 1 + namedmap_deliver_wide("", to, room);
	else
		length = with_nul(namedmap_deliver_wide(text.bytes, to, room),
				  to ? room : 0);
	namedmap_text_free(&text);
	free(bytes);
	return length;
}
