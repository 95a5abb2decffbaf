// SPDX-License-Identifier: MIT
/* CompareObjectHandles. */
#include <errno.h>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "internal.h"

/* Since Linux 6.10, and not subject to the rules of kcmp(2). */
#ifndef F_DUPFD_QUERY
#define F_DUPFD_QUERY 1027
#endif

int namedmap_same_open_file(int first, int second)
{
	int result;

	if (first == second)
		return 1;
	result = (int)syscall(SYS_kcmp, getpid(), getpid(), KCMP_FILE, first,
			      second);
	if (result >= 0)
		return result == 0;
	if (errno == EBADF)
		return -EBADF;
	result = fcntl(first, F_DUPFD_QUERY, second);
	return result < 0 ? -ENOSYS : result;
}

/* One side of the comparison. */
struct side {
	enum namedmap_handle_kind kind;
	int fd;
	/* for processes and threads */
	const struct namedmap_process *process;
	const struct namedmap_thread *thread;
	pid_t pid;
};

static bool side_of_handle_locked(HANDLE handle, struct side *side)
{
	const struct namedmap_slot *slot;

	if (handle == GetCurrentProcess()) {
		side->kind = HANDLE_PROCESS;
		side->fd = -1;
		side->pid = getpid();
		return true;
	}
	if (handle == NAMEDMAP_CURRENT_THREAD) {
		side->kind = HANDLE_THREAD;
		side->thread = namedmap_thread_current();
		return side->thread;
	}
	side->fd = namedmap_handle_fd(handle);
	side->kind = namedmap_handle_kind_locked(side->fd);
	if (side->kind == HANDLE_PROCESS || side->kind == HANDLE_THREAD) {
		slot = namedmap_slot_peek_locked(side->fd);
		side->process = slot->process;
		side->thread = slot->thread;
		side->pid = slot->process ? slot->process->pid : 0;
	}
	return side->kind != HANDLE_NONE;
}

/* Then nobody else has its number. */
static bool is_uncollected(const struct side *side)
{
	return side->fd < 0 || namedmap_pidfd_signal(side->fd, 0) != -ESRCH;
}

static bool is_same_process(const struct side *first, const struct side *second)
{
	if (first->thread || second->thread)
		return first->thread == second->thread;
	if (first->process && first->process == second->process)
		return true;
	return first->pid && first->pid == second->pid &&
	       is_uncollected(first) && is_uncollected(second);
}

static DWORD compare(const struct side *first, const struct side *second)
{
	bool same = false;
	int result;

	if (first->kind != second->kind)
		return ERROR_NOT_SAME_OBJECT;
	switch (first->kind) {
	case HANDLE_PROCESS:
	case HANDLE_THREAD:
		same = is_same_process(first, second);
		break;
	case HANDLE_SECTION:
	case HANDLE_EVENT:
	case HANDLE_MUTEX:
	case HANDLE_SEMAPHORE:
		result = namedmap_device_compare(first->fd, second->fd, &same);
		if (result)
			return namedmap_error_number(CALL_DUPLICATE, result);
		break;
	default:
		result = namedmap_same_open_file(first->fd, second->fd);
		if (result < 0)
			return result == -EBADF ? ERROR_INVALID_HANDLE :
						  ERROR_NOT_SUPPORTED;
		same = result;
	}
	return same ? ERROR_SUCCESS : ERROR_NOT_SAME_OBJECT;
}

BOOL WINAPI CompareObjectHandles(HANDLE first, HANDLE second)
{
	struct side sides[2] = { { HANDLE_NONE } };
	DWORD error = ERROR_INVALID_HANDLE;

	namedmap_slots_lock();
	if (side_of_handle_locked(first, &sides[0]) &&
	    side_of_handle_locked(second, &sides[1]))
		error = compare(&sides[0], &sides[1]);
	namedmap_slots_unlock();
	return error ? namedmap_fail(error) : TRUE;
}
