// SPDX-License-Identifier: MIT
/* CreateEvent and OpenEvent. */
#include "internal.h"

static HANDLE create_event(const SECURITY_ATTRIBUTES *sa, BOOL manual_reset,
			   BOOL signaled, const struct namedmap_name *name)
{
	struct namedmap_event_create create = {
		.name = (uintptr_t)name->text,
		.name_length = (__u32)name->length,
		.access = EVENT_ALL_ACCESS,
	};
	DWORD error;
	int result;

	if (namedmap_inherits(sa))
		create.flags |= NAMEDMAP_HANDLE_INHERIT;
	if (manual_reset)
		create.flags |= NAMEDMAP_EVENT_MANUAL_RESET;
	if (signaled)
		create.flags |= NAMEDMAP_EVENT_SIGNALED;
	error = namedmap_mode_of_attributes(SECURED_EVENT, sa, &create.mode);
	if (error && namedmap_mode_matters(error))
		return namedmap_fail_handle(error);
	if (error)
		return namedmap_open_or_fail(NAMEDMAP_KIND_EVENT, create.access,
					     namedmap_inherits(sa), name,
					     error);
	result = namedmap_device_event_create(&create);
	if (result)
		return namedmap_fail_named(CALL_ANY, result, name);
	namedmap_fail(create.out_existed ? ERROR_ALREADY_EXISTS :
					   ERROR_SUCCESS);
	return namedmap_handle_made(create.out_handle);
}

HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES sa, BOOL manual_reset,
			   BOOL signaled, LPCSTR text)
{
	struct namedmap_name name;
	DWORD error = namedmap_name_from_ansi(&name, text);

	if (error)
		return namedmap_fail_handle(error);
	return create_event(sa, manual_reset, signaled, &name);
}

HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES sa, BOOL manual_reset,
			   BOOL signaled, LPCWSTR text)
{
	struct namedmap_name name;
	DWORD error = namedmap_name_from_wide(&name, text);
	HANDLE handle;

	if (error)
		return namedmap_fail_handle(error);
	handle = create_event(sa, manual_reset, signaled, &name);
	namedmap_name_free(&name);
	return handle;
}

HANDLE WINAPI OpenEventA(DWORD access, BOOL inherit, LPCSTR text)
{
	struct namedmap_name name;
	DWORD error = namedmap_name_from_ansi(&name, text);

	if (error)
		return namedmap_fail_handle(error);
	return namedmap_open_object(NAMEDMAP_KIND_EVENT, access, inherit,
				    &name);
}

HANDLE WINAPI OpenEventW(DWORD access, BOOL inherit, LPCWSTR text)
{
	struct namedmap_name name;
	DWORD error = namedmap_name_from_wide(&name, text);
	HANDLE handle;

	if (error)
		return namedmap_fail_handle(error);
	handle = namedmap_open_object(NAMEDMAP_KIND_EVENT, access, inherit,
				      &name);
	namedmap_name_free(&name);
	return handle;
}
