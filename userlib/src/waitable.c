// SPDX-License-Identifier: MIT
/* What the calls that make an object to wait for have in common. */
#include "internal.h"

static HANDLE try_create(const struct namedmap_waitable *wanted,
			 const SECURITY_ATTRIBUTES *sa,
			 const struct namedmap_name *name)
{
	bool inherit = namedmap_inherits(sa), existed;
	int fd, result;
	unsigned int mode;
	DWORD error;

	error = namedmap_mode_of_attributes(namedmap_secured_of(wanted->kind),
					    sa, &mode);
	if (error && namedmap_mode_matters(error))
		return namedmap_fail_handle(error);
	if (error)
		return namedmap_open_or_fail(wanted->kind, wanted->access,
					     inherit, name, error);
	result = namedmap_device_waitable_create(wanted, name, inherit, mode,
						 &fd, &existed);
	if (result)
		return namedmap_fail_named(CALL_ANY, result, name);
	namedmap_fail(existed ? ERROR_ALREADY_EXISTS : ERROR_SUCCESS);
	return namedmap_handle_made(fd);
}

static HANDLE create(const struct namedmap_waitable *wanted,
		     const SECURITY_ATTRIBUTES *sa,
		     const struct namedmap_name *name)
{
	HANDLE handle = try_create(wanted, sa, name);

	if (!handle)
		namedmap_say_named("create", wanted->kind, name,
				   wanted->access);
	return handle;
}

HANDLE namedmap_waitable_create_a(const struct namedmap_waitable *wanted,
				  const SECURITY_ATTRIBUTES *sa, LPCSTR text)
{
	struct namedmap_name name;
	DWORD error = namedmap_name_from_ansi(&name, text);

	return error ? namedmap_fail_handle(error) : create(wanted, sa, &name);
}

HANDLE namedmap_waitable_create_w(const struct namedmap_waitable *wanted,
				  const SECURITY_ATTRIBUTES *sa, LPCWSTR text)
{
	struct namedmap_name name;
	DWORD error = namedmap_name_from_wide(&name, text);
	HANDLE handle;

	if (error)
		return namedmap_fail_handle(error);
	handle = create(wanted, sa, &name);
	namedmap_name_free(&name);
	return handle;
}

HANDLE namedmap_waitable_open_a(enum namedmap_kind kind, DWORD access,
				BOOL inherit, LPCSTR text)
{
	struct namedmap_name name;
	DWORD error = namedmap_name_from_ansi(&name, text);

	return error ? namedmap_fail_handle(error) :
		       namedmap_open_object(kind, access, inherit, &name);
}

HANDLE namedmap_waitable_open_w(enum namedmap_kind kind, DWORD access,
				BOOL inherit, LPCWSTR text)
{
	struct namedmap_name name;
	DWORD error = namedmap_name_from_wide(&name, text);
	HANDLE handle;

	if (error)
		return namedmap_fail_handle(error);
	handle = namedmap_open_object(kind, access, inherit, &name);
	namedmap_name_free(&name);
	return handle;
}
