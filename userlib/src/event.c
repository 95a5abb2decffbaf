// SPDX-License-Identifier: MIT
/* Events. */
#include <errno.h>

#include "internal.h"

static bool event_wanted(struct namedmap_waitable *wanted, DWORD flags,
			 DWORD access)
{
	if (flags & ~(DWORD)(CREATE_EVENT_MANUAL_RESET |
			     CREATE_EVENT_INITIAL_SET))
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	*wanted = (struct namedmap_waitable){
		.kind = NAMEDMAP_KIND_EVENT,
		.access = access,
	};
	if (flags & CREATE_EVENT_MANUAL_RESET)
		wanted->flags |= NAMEDMAP_EVENT_MANUAL_RESET;
	if (flags & CREATE_EVENT_INITIAL_SET)
		wanted->flags |= NAMEDMAP_EVENT_SIGNALED;
	return true;
}

HANDLE WINAPI CreateEventExA(LPSECURITY_ATTRIBUTES sa, LPCSTR text, DWORD flags,
			     DWORD access)
{
	struct namedmap_waitable wanted;

	return event_wanted(&wanted, flags, access) ?
	       namedmap_waitable_create_a(&wanted, sa, text) : NULL;
}

HANDLE WINAPI CreateEventExW(LPSECURITY_ATTRIBUTES sa, LPCWSTR text,
			     DWORD flags, DWORD access)
{
	struct namedmap_waitable wanted;

	return event_wanted(&wanted, flags, access) ?
	       namedmap_waitable_create_w(&wanted, sa, text) : NULL;
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
	return namedmap_waitable_open_a(NAMEDMAP_KIND_EVENT, access, inherit,
					text);
}

HANDLE WINAPI OpenEventW(DWORD access, BOOL inherit, LPCWSTR text)
{
	return namedmap_waitable_open_w(NAMEDMAP_KIND_EVENT, access, inherit,
					text);
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
