// SPDX-License-Identifier: MIT
/*
 * DuplicateHandle from another process. The kernel gives a copy of any
 * descriptor there to who may trace that process; what comes is looked at, and
 * kept only if it is a handle: the driver's own, or a file with our mark.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "internal.h"

static DWORD pull_error(int error)
{
	switch (error) {
	case EBADF:
		return ERROR_INVALID_HANDLE;
	case EPERM:
	/* It ended, and its handles with it. */
	case ESRCH:
		return ERROR_ACCESS_DENIED;
	default:
		return namedmap_error_number(CALL_PROCESS, -error);
	}
}

static bool is_inheritable_there(pid_t pid, int fd)
{
	char path[64];
	int64_t flags;

	snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", pid, fd);
	flags = namedmap_proc_number(path, "flags:", 8);
	return flags >= 0 && !(flags & O_CLOEXEC);
}

/* A handle on that process itself, from its pseudo handle. */
static int pull_self_locked(const struct namedmap_slot *process, int pidfd,
			    struct namedmap_wish *wish, DWORD *error)
{
	struct namedmap_slot slot = {
		.kind = HANDLE_PROCESS,
		.process = process->process,
	};
	int fd;

	wish->source = pidfd;
	if (wish->same_access) {
		wish->same_access = false;
		wish->access = PROCESS_ALL_ACCESS;
	}
	*error = namedmap_duplicate_rights(wish, &slot);
	if (*error)
		return -1;
	fd = fcntl(pidfd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (fd < 0) {
		*error = namedmap_error_number(CALL_DUPLICATE, -errno);
		return -1;
	}
	return namedmap_duplicate_finish_locked(wish, fd, &slot, error);
}

/* A process handle there shares the record of our own child, if it is one. */
static DWORD find_process_locked(int fd, struct namedmap_slot *slot)
{
	struct namedmap_process *found, *made;

	if (slot->kind != HANDLE_PROCESS)
		return ERROR_SUCCESS;
	made = namedmap_process_of_pidfd(fd);
	if (!made)
		return ERROR_NOT_ENOUGH_MEMORY;
	found = made->pid ? namedmap_process_find_locked(made->pid) : NULL;
	if (found)
		free(made);
	slot->process = found ? found : made;
	/* Ours for the time being. */
	slot->process->handles++;
	return ERROR_SUCCESS;
}

/* A file or process handle: the copied descriptor becomes the handle. */
static int keep_marked_locked(struct namedmap_wish *wish, int fd, DWORD *error)
{
	struct namedmap_slot slot;

	*error = ERROR_INVALID_HANDLE;
	if (namedmap_slot_of_mark(fd, &slot)) {
		*error = find_process_locked(fd, &slot);
		if (!*error) {
			wish->source = fd;
			*error = namedmap_duplicate_rights(wish, &slot);
		}
	}
	if (*error)
		close(fd);
	else
		fd = namedmap_duplicate_finish_locked(wish, fd, &slot, error);
	if (slot.process)
		namedmap_process_put_locked(slot.process, -1);
	return *error ? -1 : fd;
}

static int keep_locked(struct namedmap_wish *wish, int fd, DWORD *error)
{
	struct namedmap_query query;
	int made;

	if (namedmap_device_query(fd, &query))
		return keep_marked_locked(wish, fd, error);
	wish->source = fd;
	made = namedmap_duplicate_object_locked(wish, error);
	close(fd);
	return made;
}

int namedmap_pull_locked(const struct namedmap_slot *process, int pidfd,
			 HANDLE source, struct namedmap_wish *wish,
			 DWORD options, DWORD *error)
{
	int there = namedmap_handle_fd(source), fd;

	if (source == GetCurrentProcess())
		return pull_self_locked(process, pidfd, wish, error);
	*error = ERROR_NOT_SUPPORTED;
	/* Nothing on Linux closes another process's descriptors. */
	if (namedmap_is_pseudo_handle(source) ||
	    (options & DUPLICATE_CLOSE_SOURCE))
		return -1;
	*error = ERROR_INVALID_HANDLE;
	if (there < 0)
		return -1;
	fd = (int)syscall(SYS_pidfd_getfd, pidfd, there, 0);
	if (fd < 0) {
		*error = pull_error(errno);
		return -1;
	}
	fd = namedmap_fd_above_stdio(fd);
	if (fd < 0) {
		*error = namedmap_error_number(CALL_DUPLICATE, fd);
		return -1;
	}
	if (options & DUPLICATE_SAME_ATTRIBUTES)
		wish->inherit = is_inheritable_there(process->process->pid,
						     there);
	*error = ERROR_SUCCESS;
	return keep_locked(wish, fd, error);
}
