// SPDX-License-Identifier: MIT
/*
 * Handles of every kind. A handle is 4 times its descriptor plus 4, so it is
 * never 0 or -1, and its two low bits are free, as on Windows. The driver says
 * which descriptors are sections and events, slots.c which are files and
 * processes; any other number is no handle, and what is behind it is left alone.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "internal.h"

#define PSEUDO_HANDLES 6

int namedmap_handle_fd(HANDLE handle)
{
	uintptr_t value = (uintptr_t)handle;

	if (value > UINT32_MAX)
		return -1;
	return (int)(value / 4) - 1;
}

HANDLE namedmap_handle_from_fd(int fd)
{
	return (HANDLE)(((uintptr_t)fd + 1) * 4);
}

bool namedmap_is_pseudo_handle(HANDLE handle)
{
	return (intptr_t)handle < 0 && (intptr_t)handle >= -PSEUDO_HANDLES;
}

enum namedmap_handle_kind namedmap_handle_kind_locked(int fd)
{
	const struct namedmap_slot *slot;
	struct namedmap_query query;

	if (fd < 0)
		return HANDLE_NONE;
	slot = namedmap_slot_known_locked(fd);
	if (slot)
		return slot->kind;
	if (!namedmap_device_query(fd, &query)) {
		switch (query.out_kind) {
		case NAMEDMAP_KIND_SECTION:
			return HANDLE_SECTION;
		case NAMEDMAP_KIND_EVENT:
			return HANDLE_EVENT;
		case NAMEDMAP_KIND_MUTEX:
			return HANDLE_MUTEX;
		case NAMEDMAP_KIND_SEMAPHORE:
			return HANDLE_SEMAPHORE;
		default:
			return HANDLE_NONE;
		}
	}
	slot = namedmap_slot_adopt_locked(fd);
	return slot ? slot->kind : HANDLE_NONE;
}

bool namedmap_is_object(enum namedmap_handle_kind kind)
{
	return kind == HANDLE_SECTION || kind == HANDLE_EVENT ||
	       kind == HANDLE_MUTEX || kind == HANDLE_SEMAPHORE;
}

HANDLE namedmap_handle_made(int fd)
{
	namedmap_slots_lock();
	namedmap_slot_renew_locked(fd);
	namedmap_slots_unlock();
	return namedmap_handle_from_fd(fd);
}

HANDLE namedmap_handle_add(int fd, struct namedmap_slot *slot)
{
	bool added;

	namedmap_slots_lock();
	added = namedmap_slot_add_locked(fd, slot);
	namedmap_slots_unlock();
	if (added)
		return namedmap_handle_from_fd(fd);
	close(fd);
	namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
	return NULL;
}

int namedmap_handle_file(HANDLE handle, struct namedmap_slot *copy)
{
	const struct namedmap_slot *slot = NULL;
	int fd = namedmap_handle_fd(handle);

	namedmap_slots_lock();
	if (fd >= 0) {
		slot = namedmap_slot_known_locked(fd);
		if (!slot)
			slot = namedmap_slot_adopt_locked(fd);
	}
	if (slot && slot->kind == HANDLE_FILE)
		*copy = *slot;
	else
		fd = -1;
	namedmap_slots_unlock();
	if (fd < 0)
		namedmap_fail(ERROR_INVALID_HANDLE);
	return fd;
}

BOOL WINAPI CloseHandle(HANDLE handle)
{
	const struct namedmap_slot *slot;
	int fd = namedmap_handle_fd(handle);
	bool closed = false;

	if (namedmap_is_pseudo_handle(handle))
		return TRUE;
	namedmap_slots_lock();
	if (namedmap_handle_kind_locked(fd) != HANDLE_NONE) {
		slot = namedmap_slot_peek_locked(fd);
		closed = !slot || !slot->protect;
	}
	if (closed) {
		namedmap_slot_drop_locked(fd);
		/* Under the lock, so that a second close finds no descriptor. */
		close(fd);
	}
	namedmap_slots_unlock();
	return closed ? TRUE : namedmap_fail(ERROR_INVALID_HANDLE);
}

int namedmap_set_inherit(int fd, bool inherit)
{
	return fcntl(fd, F_SETFD, inherit ? 0 : FD_CLOEXEC) ? -errno : 0;
}

BOOL WINAPI GetHandleInformation(HANDLE handle, LPDWORD flags)
{
	const struct namedmap_slot *slot;
	int fd = namedmap_handle_fd(handle);
	DWORD found = 0;
	bool known;

	namedmap_slots_lock();
	known = namedmap_handle_kind_locked(fd) != HANDLE_NONE;
	if (known) {
		if (!(fcntl(fd, F_GETFD) & FD_CLOEXEC))
			found |= HANDLE_FLAG_INHERIT;
		slot = namedmap_slot_peek_locked(fd);
		if (slot && slot->protect)
			found |= HANDLE_FLAG_PROTECT_FROM_CLOSE;
	}
	namedmap_slots_unlock();
	if (!known)
		return namedmap_fail(ERROR_INVALID_HANDLE);
	if (!flags)
		return namedmap_fail(ERROR_NOACCESS);
	*flags = found;
	return TRUE;
}

static DWORD set_information_locked(int fd, DWORD mask, DWORD flags)
{
	struct namedmap_slot *slot;
	bool protect = flags & HANDLE_FLAG_PROTECT_FROM_CLOSE;

	if (namedmap_handle_kind_locked(fd) == HANDLE_NONE)
		return ERROR_INVALID_HANDLE;
	if (mask & HANDLE_FLAG_PROTECT_FROM_CLOSE) {
		slot = protect ? namedmap_slot_make_locked(fd) :
				 namedmap_slot_peek_locked(fd);
		if (!slot && protect)
			return ERROR_NOT_ENOUGH_MEMORY;
		if (slot)
			slot->protect = protect;
	}
	if (mask & HANDLE_FLAG_INHERIT)
		namedmap_set_inherit(fd, flags & HANDLE_FLAG_INHERIT);
	return ERROR_SUCCESS;
}

BOOL WINAPI SetHandleInformation(HANDLE handle, DWORD mask, DWORD flags)
{
	DWORD error;

	if (mask & ~(DWORD)(HANDLE_FLAG_INHERIT |
			    HANDLE_FLAG_PROTECT_FROM_CLOSE))
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	namedmap_slots_lock();
	error = set_information_locked(namedmap_handle_fd(handle), mask, flags);
	namedmap_slots_unlock();
	return error ? namedmap_fail(error) : TRUE;
}

/* What a descriptor opened by other means may be used for. */
static unsigned int may_of_flags(int flags)
{
	unsigned int may = 0;

	if (flags & O_PATH)
		return 0;
	if ((flags & O_ACCMODE) != O_WRONLY)
		may |= FILE_MAY_READ;
	if ((flags & O_ACCMODE) != O_RDONLY)
		may |= FILE_MAY_WRITE;
	if (flags & O_APPEND)
		may |= FILE_APPENDS;
	return may;
}

/* Makes a handle of a descriptor that the program opened itself. */
LONG_PTR _get_osfhandle(int fd)
{
	struct namedmap_slot slot = { .kind = HANDLE_FILE };
	int flags = fcntl(fd, F_GETFL);
	bool known;

	if (flags < 0) {
		errno = EBADF;
		return (LONG_PTR)INVALID_HANDLE_VALUE;
	}
	slot.may = (uint8_t)may_of_flags(flags);
	namedmap_slots_lock();
	known = namedmap_handle_kind_locked(fd) != HANDLE_NONE ||
		namedmap_slot_add_locked(fd, &slot);
	namedmap_slots_unlock();
	if (!known) {
		errno = ENOMEM;
		return (LONG_PTR)INVALID_HANDLE_VALUE;
	}
	return (LONG_PTR)namedmap_handle_from_fd(fd);
}

int _open_osfhandle(LONG_PTR handle, int flags)
{
	int fd = namedmap_handle_fd((HANDLE)handle);
	bool known;

	(void)flags;
	namedmap_slots_lock();
	known = namedmap_handle_kind_locked(fd) != HANDLE_NONE;
	namedmap_slots_unlock();
	if (known)
		return fd;
	errno = EBADF;
	return -1;
}
