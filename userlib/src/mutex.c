// SPDX-License-Identifier: MIT
/*
 * Mutexes. The driver knows the owner; the library says when a thread ends that
 * may own one, as some kernels tell nobody.
 */
#include <errno.h>

#include "internal.h"

static bool mutex_wanted(struct namedmap_waitable *wanted, DWORD flags,
			 DWORD access)
{
	if (flags & ~(DWORD)CREATE_MUTEX_INITIAL_OWNER)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	*wanted = (struct namedmap_waitable){
		.kind = NAMEDMAP_KIND_MUTEX,
		.access = access,
	};
	if (flags) {
		wanted->flags = NAMEDMAP_MUTEX_OWNED;
		namedmap_thread_may_own();
	}
	return true;
}

HANDLE WINAPI CreateMutexExA(LPSECURITY_ATTRIBUTES sa, LPCSTR text, DWORD flags,
			     DWORD access)
{
	struct namedmap_waitable wanted;

	return mutex_wanted(&wanted, flags, access) ?
	       namedmap_waitable_create_a(&wanted, sa, text) : NULL;
}

HANDLE WINAPI CreateMutexExW(LPSECURITY_ATTRIBUTES sa, LPCWSTR text,
			     DWORD flags, DWORD access)
{
	struct namedmap_waitable wanted;

	return mutex_wanted(&wanted, flags, access) ?
	       namedmap_waitable_create_w(&wanted, sa, text) : NULL;
}

HANDLE WINAPI CreateMutexA(LPSECURITY_ATTRIBUTES sa, BOOL owned, LPCSTR text)
{
	return CreateMutexExA(sa, text, owned ? CREATE_MUTEX_INITIAL_OWNER : 0,
			      MUTEX_ALL_ACCESS);
}

HANDLE WINAPI CreateMutexW(LPSECURITY_ATTRIBUTES sa, BOOL owned, LPCWSTR text)
{
	return CreateMutexExW(sa, text, owned ? CREATE_MUTEX_INITIAL_OWNER : 0,
			      MUTEX_ALL_ACCESS);
}

HANDLE WINAPI OpenMutexA(DWORD access, BOOL inherit, LPCSTR text)
{
	return namedmap_waitable_open_a(NAMEDMAP_KIND_MUTEX, access, inherit,
					text);
}

HANDLE WINAPI OpenMutexW(DWORD access, BOOL inherit, LPCWSTR text)
{
	return namedmap_waitable_open_w(NAMEDMAP_KIND_MUTEX, access, inherit,
					text);
}

BOOL WINAPI ReleaseMutex(HANDLE handle)
{
	int fd = namedmap_handle_fd(handle);
	int result = fd < 0 ? -EBADF : namedmap_device_mutex_release(fd);

	if (!result)
		return TRUE;
	namedmap_error_set(CALL_MUTEX, result);
	return FALSE;
}
