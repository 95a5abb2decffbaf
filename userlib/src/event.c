// SPDX-License-Identifier: MIT
/* Events. */
#include <errno.h>

#include "internal.h"

static HANDLE try_event(const SECURITY_ATTRIBUTES *sa, DWORD flags,
			DWORD access, const struct namedmap_name *name)
{
	struct namedmap_event_create create = {
		.name = (uintptr_t)name->text,
		.name_length = (__u32)name->length,
		.access = access,
	};
	DWORD error;
	int result;

	if (flags & ~(DWORD)(CREATE_EVENT_MANUAL_RESET |
			     CREATE_EVENT_INITIAL_SET))
		return namedmap_fail_handle(ERROR_INVALID_PARAMETER);
	if (namedmap_inherits(sa))
		create.flags |= NAMEDMAP_HANDLE_INHERIT;
	if (flags & CREATE_EVENT_MANUAL_RESET)
		create.flags |= NAMEDMAP_EVENT_MANUAL_RESET;
	if (flags & CREATE_EVENT_INITIAL_SET)
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

static HANDLE create_event(const SECURITY_ATTRIBUTES *sa, DWORD flags,
			   DWORD access, const struct namedmap_name *name)
{
	HANDLE handle = try_event(sa, flags, access, name);

	if (!handle)
		namedmap_say_named("create", NAMEDMAP_KIND_EVENT, name, access);
	return handle;
}

HANDLE WINAPI CreateEventExA(LPSECURITY_ATTRIBUTES sa, LPCSTR text, DWORD flags,
			     DWORD access)
{
	struct namedmap_name name;
	DWORD error = namedmap_name_from_ansi(&name, text);

	if (error)
		return namedmap_fail_handle(error);
	return create_event(sa, flags, access, &name);
}

HANDLE WINAPI CreateEventExW(LPSECURITY_ATTRIBUTES sa, LPCWSTR text,
			     DWORD flags, DWORD access)
{
	struct namedmap_name name;
	DWORD error = namedmap_name_from_wide(&name, text);
	HANDLE handle;

	if (error)
		return namedmap_fail_handle(error);
	handle = create_event(sa, flags, access, &name);
	namedmap_name_free(&name);
	return handle;
}

static DWORD flags_of(BOOL manual_reset, BOOL signaled)
{
	return (manual_reset ? CREATE_EVENT_MANUAL_RESET : 0) |
	       (signaled ? CREATE_EVENT_INITIAL_SET : 0);
}

HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES sa, BOOL manual_reset,
			   BOOL signaled, LPCSTR text)
{
	return CreateEventExA(sa, text, flags_of(manual_reset, signaled),
			      EVENT_ALL_ACCESS);
}

HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES sa, BOOL manual_reset,
			   BOOL signaled, LPCWSTR text)
{
	return CreateEventExW(sa, text, flags_of(manual_reset, signaled),
			      EVENT_ALL_ACCESS);
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

static BOOL change_event(HANDLE handle, int (*change)(int fd))
{
	int fd = namedmap_handle_fd(handle);
	int result = fd < 0 ? -EBADF : change(fd);

	if (!result)
		return TRUE;
	namedmap_error_set(CALL_EVENT, result);
	return FALSE;
}

BOOL WINAPI SetEvent(HANDLE handle)
{
	return change_event(handle, namedmap_device_event_set);
}

BOOL WINAPI ResetEvent(HANDLE handle)
{
	return change_event(handle, namedmap_device_event_reset);
}
