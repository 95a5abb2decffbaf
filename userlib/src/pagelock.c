// SPDX-License-Identifier: MIT
/* VirtualLock and VirtualUnlock. */
#include <errno.h>
#include <sys/mman.h>

#include "internal.h"

/* mlock(2) has one errno for a limit that is reached and for no memory. */
static DWORD error_of(const struct namedmap_range *range, int error)
{
	uintptr_t page;

	if (error == EPERM || error == EAGAIN)
		return ERROR_WORKING_SET_QUOTA;
	if (error != ENOMEM)
		return namedmap_error_number(CALL_ANY, -error);
	for (page = range->first; page < range->end;
	     page += namedmap_page_size()) {
		if (!namedmap_is_mapped(page))
			return ERROR_NOACCESS;
	}
	return ERROR_WORKING_SET_QUOTA;
}

static BOOL change(LPVOID address, SIZE_T size,
		   int (*call)(const void *address, size_t length))
{
	struct namedmap_range range;

	if (!size)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	if (!namedmap_range_of(address, size, &range))
		return namedmap_fail(ERROR_NOACCESS);
	if (!call((void *)range.first, range.end - range.first))
		return TRUE;
	return namedmap_fail(error_of(&range, errno));
}

BOOL WINAPI VirtualLock(LPVOID address, SIZE_T size)
{
	return change(address, size, mlock);
}

BOOL WINAPI VirtualUnlock(LPVOID address, SIZE_T size)
{
	return change(address, size, munlock);
}
