// SPDX-License-Identifier: MIT
/* Semaphores. */
#include <errno.h>

#include "internal.h"

static bool semaphore_wanted(struct namedmap_waitable *wanted, LONG count,
			     LONG maximum, DWORD flags, DWORD access)
{
	if (flags || maximum <= 0 || count < 0 || count > maximum)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	*wanted = (struct namedmap_waitable){
		.kind = NAMEDMAP_KIND_SEMAPHORE,
		.access = access,
		.count = (uint32_t)count,
		.maximum = (uint32_t)maximum,
	};
	return true;
}

HANDLE WINAPI CreateSemaphoreExA(LPSECURITY_ATTRIBUTES sa, LONG count,
				 LONG maximum, LPCSTR text, DWORD flags,
				 DWORD access)
{
	struct namedmap_waitable wanted;

	return semaphore_wanted(&wanted, count, maximum, flags, access) ?
	       namedmap_waitable_create_a(&wanted, sa, text) : NULL;
}

HANDLE WINAPI CreateSemaphoreExW(LPSECURITY_ATTRIBUTES sa, LONG count,
				 LONG maximum, LPCWSTR text, DWORD flags,
				 DWORD access)
{
	struct namedmap_waitable wanted;

	return semaphore_wanted(&wanted, count, maximum, flags, access) ?
	       namedmap_waitable_create_w(&wanted, sa, text) : NULL;
}

HANDLE WINAPI CreateSemaphoreA(LPSECURITY_ATTRIBUTES sa, LONG count,
			       LONG maximum, LPCSTR text)
{
	return CreateSemaphoreExA(sa, count, maximum, text, 0,
				  SEMAPHORE_ALL_ACCESS);
}

HANDLE WINAPI CreateSemaphoreW(LPSECURITY_ATTRIBUTES sa, LONG count,
			       LONG maximum, LPCWSTR text)
{
	return CreateSemaphoreExW(sa, count, maximum, text, 0,
				  SEMAPHORE_ALL_ACCESS);
}

HANDLE WINAPI OpenSemaphoreA(DWORD access, BOOL inherit, LPCSTR text)
{
	return namedmap_waitable_open_a(NAMEDMAP_KIND_SEMAPHORE, access,
					inherit, text);
}

HANDLE WINAPI OpenSemaphoreW(DWORD access, BOOL inherit, LPCWSTR text)
{
	return namedmap_waitable_open_w(NAMEDMAP_KIND_SEMAPHORE, access,
					inherit, text);
}

BOOL WINAPI ReleaseSemaphore(HANDLE handle, LONG count, LPLONG previous)
{
	int fd = namedmap_handle_fd(handle), result = -EBADF;
	uint32_t before;

	if (count <= 0)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	if (fd >= 0)
		result = namedmap_device_semaphore_release(fd, (uint32_t)count,
							   &before);
	if (result) {
		namedmap_error_set(CALL_SEMAPHORE, result);
		return FALSE;
	}
	if (previous)
		*previous = (LONG)before;
	return TRUE;
}
