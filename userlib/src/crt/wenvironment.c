// SPDX-License-Identifier: MIT
/* The environment, errors and commands. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "crt.h"

/* Lives until the thread asks for another one. */
wchar_t *_wgetenv(const wchar_t *name)
{
	static _Thread_local wchar_t *kept;
	char *bytes = namedmap_narrow(name);
	const char *value = bytes ? getenv(bytes) : NULL;

	free(kept);
	kept = value ? namedmap_widen(value) : NULL;
	free(bytes);
	return kept;
}

errno_t _wgetenv_s(size_t *length, wchar_t *to, size_t room,
		   const wchar_t *name)
{
	const wchar_t *value;

	if (!length || !name || (!to && room))
		return EINVAL;
	value = _wgetenv(name);
	*length = value ? wcslen(value) + 1 : 0;
	if (to && room)
		to[0] = 0;
	if (!value || !room)
		return 0;
	return wcscpy_s(to, room, value);
}

/* An empty value removes the variable, as on Windows. */
errno_t _wputenv_s(const wchar_t *name, const wchar_t *value)
{
	char *bytes, *text;
	int result = -1;

	if (!name || !value || !*name || wcschr(name, L'='))
		return EINVAL;
	bytes = namedmap_narrow(name);
	text = namedmap_narrow(value);
	if (bytes && text)
		result = *text ? setenv(bytes, text, 1) : unsetenv(bytes);
	free(text);
	free(bytes);
	return result ? ENOMEM : 0;
}

int _wputenv(const wchar_t *assignment)
{
	wchar_t *name = _wcsdup(assignment), *value;
	errno_t error = EINVAL;

	value = name ? wcschr(name, L'=') : NULL;
	if (value) {
		*value++ = 0;
		error = _wputenv_s(name, value);
	}
	free(name);
	return error ? -1 : 0;
}

/* Lives until the thread asks for another one. */
wchar_t *_wcserror(int number)
{
	static _Thread_local wchar_t *kept;

	free(kept);
	kept = namedmap_widen(strerror(number));
	return kept;
}

errno_t _wcserror_s(wchar_t *to, size_t room, int number)
{
	return wcsncpy_s(to, room, _wcserror(number), _TRUNCATE) == EINVAL ?
	       EINVAL : 0;
}

void _wperror(const wchar_t *text)
{
	int error = errno;
	char *bytes = text ? namedmap_narrow(text) : NULL;

	errno = error;
	perror(bytes);
	free(bytes);
}

int _wsystem(const wchar_t *command)
{
	char *bytes = command ? namedmap_narrow(command) : NULL;
	int result = command && !bytes ? -1 : system(bytes);

	free(bytes);
	return result;
}
