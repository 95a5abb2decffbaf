// SPDX-License-Identifier: MIT
/* What the calls on objects with names share. */
#include <errno.h>

#include "internal.h"

HANDLE namedmap_fail_named(enum namedmap_call call, int result,
			   const struct namedmap_name *name)
{
	DWORD error = namedmap_error_number(call, result);

	/* The one error of names that depends on how the name starts. */
	if (result == -EILSEQ && name->text[0] == '\\')
		error = ERROR_BAD_PATHNAME;
	return namedmap_fail_handle(error);
}

static HANDLE open_object(enum namedmap_kind kind, DWORD access, BOOL inherit,
			  const struct namedmap_name *name)
{
	struct namedmap_open open = {
		.flags = inherit ? NAMEDMAP_HANDLE_INHERIT : 0,
		.name = (uintptr_t)name->text,
		.name_length = (__u32)name->length,
		.access = access,
		.kind = kind,
	};
	int result;

	if (!name->text)
		return namedmap_fail_handle(ERROR_INVALID_PARAMETER);
	/* The empty name is the directory of names, which is another type. */
	if (!name->length)
		return namedmap_fail_handle(ERROR_INVALID_HANDLE);
	result = namedmap_device_open(&open);
	if (result)
		return namedmap_fail_named(CALL_OPEN_OBJECT, result, name);
	return namedmap_handle_made(open.out_handle);
}

HANDLE namedmap_open_object(enum namedmap_kind kind, DWORD access, BOOL inherit,
			    const struct namedmap_name *name)
{
	HANDLE handle = open_object(kind, access, inherit, name);

	if (!handle)
		namedmap_say_named("open", kind, name, access);
	return handle;
}

HANDLE namedmap_open_or_fail(enum namedmap_kind kind, DWORD access,
			     BOOL inherit, const struct namedmap_name *name,
			     DWORD error)
{
	HANDLE handle;

	if (!name->length)
		return namedmap_fail_handle(error);
	handle = open_object(kind, access, inherit, name);
	if (handle)
		namedmap_fail(ERROR_ALREADY_EXISTS);
	else if (GetLastError() == ERROR_FILE_NOT_FOUND)
		namedmap_fail(error);
	return handle;
}
