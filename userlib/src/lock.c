// SPDX-License-Identifier: MIT
/*
 * Locks on parts of files: those of fcntl(2) that belong to the open file. They
 * keep out who asks for a lock, and nobody else.
 *
 * The kernel lets an open file lock a part twice and unlock what it never locked;
 * Windows does not. So the parts that are locked by a handle and its duplicates
 * are kept in a list of theirs, which is looked at first. A part is put there
 * before the kernel is asked, so that no other thread can come between.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>

#include "internal.h"

#define LOCK_FLAGS (LOCKFILE_FAIL_IMMEDIATELY | LOCKFILE_EXCLUSIVE_LOCK)

struct part {
	struct part *next;
	uint64_t start;
	/* the last byte; the greatest number there is means no end */
	uint64_t last;
	bool exclusive;
	/* the kernel has granted it */
	bool held;
};

struct namedmap_locks {
	unsigned int handles;
	struct part *parts;
};

/* Counts changes of all lists. */
static _Atomic uint32_t changes;

struct namedmap_locks *namedmap_locks_new(void)
{
	struct namedmap_locks *locks = calloc(1, sizeof(*locks));

	if (locks)
		locks->handles = 1;
	return locks;
}

void namedmap_locks_get_locked(struct namedmap_locks *locks)
{
	locks->handles++;
}

void namedmap_locks_put_locked(struct namedmap_locks *locks)
{
	struct part *part;

	if (--locks->handles)
		return;
	while ((part = locks->parts)) {
		locks->parts = part->next;
		free(part);
	}
	free(locks);
}

static int ask_kernel(int fd, int command, int type, uint64_t start,
		      uint64_t last)
{
	struct flock lock = {
		.l_type = (short)type,
		.l_whence = SEEK_SET,
		.l_start = (off_t)start,
		/* 0 is all that follows. */
		.l_len = last >= INT64_MAX ? 0 : (off_t)(last - start + 1),
	};
	int result;

	do {
		result = fcntl(fd, command, &lock) ? -errno : 0;
	} while (result == -EINTR);
	return result;
}

/*
 * How far from @at it goes on as it begins, up to @last: covered by parts, or by
 * none.
 */
static uint64_t same_until(const struct part *parts, uint64_t at, uint64_t last,
			   bool *covered)
{
	uint64_t reach = at, next = last;

	*covered = false;
	for (; parts; parts = parts->next) {
		if (parts->start <= at && parts->last >= at) {
			*covered = true;
			if (parts->last > reach)
				reach = parts->last;
		} else if (parts->start > at && parts->start <= next) {
			next = parts->start - 1;
		}
	}
	if (!*covered)
		return next;
	return reach < last ? reach : last;
}

/* Unlock what no other part of the list covers. */
static void release(const struct part *others, int fd, uint64_t start,
		    uint64_t last)
{
	uint64_t end = start;
	bool covered;

	for (;; start = end + 1) {
		end = same_until(others, start, last, &covered);
		if (!covered)
			ask_kernel(fd, F_OFD_SETLK, F_UNLCK, start, end);
		if (end == last)
			return;
	}
}

static void remove_locked(struct namedmap_locks *locks, int fd,
			  struct part *part)
{
	struct part **at = &locks->parts;

	while (*at != part)
		at = &(*at)->next;
	*at = part->next;
	/* What was never granted has nothing to unlock, and its handle may be gone. */
	if (part->held)
		release(locks->parts, fd, part->start, part->last);
	free(part);
	changes++;
	namedmap_futex_wake(&changes, true);
}

static bool has_conflict(const struct namedmap_locks *locks,
			 const struct part *wanted)
{
	const struct part *part;

	for (part = locks->parts; part; part = part->next) {
		if ((part->exclusive || wanted->exclusive) &&
		    part->start <= wanted->last && part->last >= wanted->start)
			return true;
	}
	return false;
}

/* The slot of a file handle that has a list, or NULL and the error. */
static struct namedmap_slot *slot_with_list_locked(int fd, DWORD *error)
{
	struct namedmap_slot *slot = NULL;

	*error = ERROR_INVALID_HANDLE;
	if (namedmap_handle_kind_locked(fd) == HANDLE_FILE)
		slot = namedmap_slot_peek_locked(fd);
	if (!slot)
		return NULL;
	if (!(slot->may & (FILE_MAY_READ | FILE_MAY_WRITE))) {
		*error = ERROR_ACCESS_DENIED;
		return NULL;
	}
	*error = ERROR_NOT_ENOUGH_MEMORY;
	if (!slot->locks)
		slot->locks = namedmap_locks_new();
	return slot->locks ? slot : NULL;
}

/* 0, a Win32 error, or ERROR_LOCK_VIOLATION with the count to wait for. */
static DWORD reserve(int fd, struct part *part, struct namedmap_locks **locks,
		     uint32_t *seen)
{
	struct namedmap_slot *slot;
	DWORD error;

	namedmap_slots_lock();
	slot = slot_with_list_locked(fd, &error);
	*seen = changes;
	if (slot && has_conflict(slot->locks, part)) {
		error = ERROR_LOCK_VIOLATION;
	} else if (slot) {
		error = ERROR_SUCCESS;
		*locks = slot->locks;
		/* Held by the call, too, until it has its answer. */
		namedmap_locks_get_locked(*locks);
		part->next = (*locks)->parts;
		(*locks)->parts = part;
	}
	namedmap_slots_unlock();
	return error;
}

static DWORD error_of_lock(int result)
{
	switch (result) {
	case 0:
		return ERROR_SUCCESS;
	case -EAGAIN:
	case -EACCES:
		return ERROR_LOCK_VIOLATION;
	case -EBADF:
		/* The kernel wants the access that the lock is for. */
		return ERROR_ACCESS_DENIED;
	default:
		return namedmap_error_number(CALL_FILE_IO, result);
	}
}

/* Takes the part over. */
static DWORD lock_part(int fd, struct part *part, bool wait)
{
	struct namedmap_locks *locks = NULL;
	uint32_t seen;
	DWORD error;

	while ((error = reserve(fd, part, &locks, &seen)) ==
	       ERROR_LOCK_VIOLATION && wait)
		namedmap_futex_wait(&changes, seen, UINT64_MAX);
	if (error) {
		free(part);
		return error;
	}
	error = error_of_lock(ask_kernel(fd, wait ? F_OFD_SETLKW : F_OFD_SETLK,
					 part->exclusive ? F_WRLCK : F_RDLCK,
					 part->start, part->last));
	namedmap_slots_lock();
	part->held = !error;
	if (error)
		remove_locked(locks, fd, part);
	namedmap_locks_put_locked(locks);
	namedmap_slots_unlock();
	return error;
}

/* Offsets end where those of Linux do; a length may go to the end of all. */
static DWORD check_part(uint64_t start, uint64_t length)
{
	return start > INT64_MAX || length - 1 > UINT64_MAX - start ?
		       ERROR_INVALID_PARAMETER : ERROR_SUCCESS;
}

static DWORD lock_file(HANDLE handle, DWORD flags, uint64_t start,
		       uint64_t length)
{
	struct namedmap_slot slot;
	int fd = namedmap_handle_file(handle, &slot);
	struct part *part;

	if (fd < 0)
		return ERROR_INVALID_HANDLE;
	/* Nobody can be kept out of nothing. */
	if (!length)
		return ERROR_SUCCESS;
	if (check_part(start, length))
		return ERROR_INVALID_PARAMETER;
	part = calloc(1, sizeof(*part));
	if (!part)
		return ERROR_NOT_ENOUGH_MEMORY;
	part->start = start;
	part->last = start + (length - 1);
	part->exclusive = flags & LOCKFILE_EXCLUSIVE_LOCK;
	return lock_part(fd, part, !(flags & LOCKFILE_FAIL_IMMEDIATELY));
}

static struct part *find_locked(const struct namedmap_locks *locks,
				uint64_t start, uint64_t last)
{
	struct part *part = locks->parts;

	while (part && (!part->held || part->start != start ||
			part->last != last))
		part = part->next;
	return part;
}

static DWORD unlock_file(HANDLE handle, uint64_t start, uint64_t length)
{
	int fd = namedmap_handle_fd(handle);
	struct namedmap_slot *slot;
	struct part *part = NULL;
	DWORD error;

	namedmap_slots_lock();
	slot = slot_with_list_locked(fd, &error);
	if (slot && length)
		part = find_locked(slot->locks, start, start + (length - 1));
	if (part)
		remove_locked(slot->locks, fd, part);
	if (slot)
		error = part || !length ? ERROR_SUCCESS : ERROR_NOT_LOCKED;
	namedmap_slots_unlock();
	return error;
}

static uint64_t both(DWORD high, DWORD low)
{
	return (uint64_t)high << 32 | low;
}

BOOL WINAPI LockFile(HANDLE handle, DWORD offset_low, DWORD offset_high,
		     DWORD length_low, DWORD length_high)
{
	DWORD error = lock_file(handle, LOCK_FLAGS,
				both(offset_high, offset_low),
				both(length_high, length_low));

	return error ? namedmap_fail(error) : TRUE;
}

BOOL WINAPI UnlockFile(HANDLE handle, DWORD offset_low, DWORD offset_high,
		       DWORD length_low, DWORD length_high)
{
	DWORD error = unlock_file(handle, both(offset_high, offset_low),
				  both(length_high, length_low));

	return error ? namedmap_fail(error) : TRUE;
}

BOOL WINAPI LockFileEx(HANDLE handle, DWORD flags, DWORD reserved,
		       DWORD length_low, DWORD length_high,
		       LPOVERLAPPED overlapped)
{
	DWORD error = ERROR_INVALID_PARAMETER;

	if (overlapped && !reserved && !(flags & ~(DWORD)LOCK_FLAGS))
		error = lock_file(handle, flags,
				  both(overlapped->OffsetHigh,
				       overlapped->Offset),
				  both(length_high, length_low));
	return error ? namedmap_fail(error) : TRUE;
}

BOOL WINAPI UnlockFileEx(HANDLE handle, DWORD reserved, DWORD length_low,
			 DWORD length_high, LPOVERLAPPED overlapped)
{
	DWORD error = ERROR_INVALID_PARAMETER;

	if (overlapped && !reserved)
		error = unlock_file(handle, both(overlapped->OffsetHigh,
						 overlapped->Offset),
				    both(length_high, length_low));
	return error ? namedmap_fail(error) : TRUE;
}
