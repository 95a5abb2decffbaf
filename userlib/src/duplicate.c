// SPDX-License-Identifier: MIT
/* DuplicateHandle, within the process. */
#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "internal.h"

#define GENERIC_RIGHTS \
	(GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE | GENERIC_ALL)
#define DUPLICATE_OPTIONS \
	(DUPLICATE_CLOSE_SOURCE | DUPLICATE_SAME_ACCESS | \
	 DUPLICATE_SAME_ATTRIBUTES)

/* What is asked for, after the options and the source have been looked at. */
struct wish {
	int source;
	DWORD access;
	bool same_access;
	bool inherit;
	bool protect;
};

static bool is_own_process(HANDLE process)
{
	const struct namedmap_slot *slot;
	int fd = namedmap_handle_fd(process);

	if (process == GetCurrentProcess())
		return true;
	if (fd < 0)
		return false;
	namedmap_slots_lock();
	slot = namedmap_slot_known_locked(fd);
	namedmap_slots_unlock();
	/* The only process handles are those on the process itself. */
	return slot && slot->kind == HANDLE_PROCESS;
}

/* A real handle on the process, from its pseudo handle. */
static int duplicate_process_locked(const struct wish *wish, DWORD *error)
{
	struct namedmap_slot slot = { .kind = HANDLE_PROCESS };
	int fd;

	fd = namedmap_fd_above_stdio((int)syscall(SYS_pidfd_open, getpid(), 0));
	if (fd < 0) {
		*error = namedmap_error_number(CALL_DUPLICATE, -errno);
		return -1;
	}
	slot.protect = wish->protect;
	namedmap_set_inherit(fd, wish->inherit);
	if (namedmap_slot_add_locked(fd, &slot))
		return fd;
	close(fd);
	*error = ERROR_NOT_ENOUGH_MEMORY;
	return -1;
}

/* Rights of a duplicate of a file handle. */
static DWORD file_rights(const struct wish *wish,
			 const struct namedmap_slot *source, uint8_t *may)
{
	unsigned int wanted = namedmap_file_may(wish->access);
	int flags = fcntl(wish->source, F_GETFL);

	*may = source->may;
	if (wish->same_access || wish->access == MAXIMUM_ALLOWED)
		return ERROR_SUCCESS;
	if (wish->access & ~(FILE_ALL_ACCESS | GENERIC_RIGHTS |
			     MAXIMUM_ALLOWED))
		return ERROR_ACCESS_DENIED;
	if (((wanted & FILE_MAY_READ) && (flags & O_ACCMODE) == O_WRONLY) ||
	    ((wanted & FILE_MAY_WRITE) && (flags & O_ACCMODE) == O_RDONLY))
		return ERROR_ACCESS_DENIED;
	*may = (uint8_t)(wanted | (source->may & FILE_APPENDS));
	return ERROR_SUCCESS;
}

/* The duplicate shares the file's position, as dup(2) does. */
static int duplicate_file_locked(const struct wish *wish, DWORD *error)
{
	struct namedmap_slot slot = *namedmap_slot_peek_locked(wish->source);
	int fd;

	if (slot.kind == HANDLE_FILE) {
		*error = file_rights(wish, &slot, &slot.may);
		if (*error)
			return -1;
	}
	slot.protect = wish->protect;
	fd = fcntl(wish->source, wish->inherit ? F_DUPFD : F_DUPFD_CLOEXEC,
		   STDERR_FILENO + 1);
	if (fd < 0) {
		*error = namedmap_error_number(CALL_DUPLICATE, -errno);
		return -1;
	}
	if (!namedmap_slot_add_locked(fd, &slot)) {
		close(fd);
		*error = ERROR_NOT_ENOUGH_MEMORY;
		return -1;
	}
	if (slot.doomed)
		slot.doomed->handles++;
	return fd;
}

static int duplicate_object_locked(const struct wish *wish, DWORD *error)
{
	struct namedmap_duplicate duplicate = {
		.handle = wish->source,
		.access = wish->same_access ? 0 : wish->access,
	};
	struct namedmap_slot *slot;
	int result;

	if (wish->inherit)
		duplicate.flags |= NAMEDMAP_HANDLE_INHERIT;
	if (wish->same_access)
		duplicate.flags |= NAMEDMAP_DUPLICATE_SAME_ACCESS;
	result = namedmap_device_duplicate(&duplicate);
	if (result) {
		*error = namedmap_error_number(CALL_DUPLICATE, result);
		return -1;
	}
	namedmap_slot_renew_locked(duplicate.out_handle);
	if (wish->protect) {
		slot = namedmap_slot_make_locked(duplicate.out_handle);
		if (!slot) {
			close(duplicate.out_handle);
			*error = ERROR_NOT_ENOUGH_MEMORY;
			return -1;
		}
		slot->protect = true;
	}
	return duplicate.out_handle;
}

static int duplicate_locked(const struct wish *wish,
			    enum namedmap_handle_kind kind, DWORD *error)
{
	if (kind == HANDLE_SECTION || kind == HANDLE_EVENT)
		return duplicate_object_locked(wish, error);
	return duplicate_file_locked(wish, error);
}

static DWORD duplicate_real(HANDLE source, LPHANDLE target, struct wish *wish,
			    DWORD options)
{
	const struct namedmap_slot *slot;
	enum namedmap_handle_kind kind;
	bool close_source = options & DUPLICATE_CLOSE_SOURCE;
	bool protected;
	DWORD error = ERROR_SUCCESS;
	int fd;

	kind = namedmap_handle_kind_locked(wish->source);
	if (kind == HANDLE_NONE)
		return ERROR_INVALID_HANDLE;
	slot = namedmap_slot_peek_locked(wish->source);
	protected = slot && slot->protect;
	if (options & DUPLICATE_SAME_ATTRIBUTES) {
		wish->inherit = !(fcntl(wish->source, F_GETFD) & FD_CLOEXEC);
		wish->protect = protected;
	}
	/* A handle that turns into its own duplicate keeps its number. */
	if (close_source && wish->same_access && !protected) {
		namedmap_set_inherit(wish->source, wish->inherit);
		*target = source;
		return ERROR_SUCCESS;
	}
	fd = duplicate_locked(wish, kind, &error);
	if (fd >= 0)
		*target = namedmap_handle_from_fd(fd);
	if (close_source && !protected) {
		namedmap_slot_drop_locked(wish->source);
		close(wish->source);
	}
	return error;
}

BOOL WINAPI DuplicateHandle(HANDLE source_process, HANDLE source,
			    HANDLE target_process, LPHANDLE target,
			    DWORD access, BOOL inherit, DWORD options)
{
	struct wish wish = {
		.source = namedmap_handle_fd(source),
		.access = access,
		.same_access = options & DUPLICATE_SAME_ACCESS,
		.inherit = inherit,
	};
	HANDLE made = NULL;
	DWORD error = ERROR_SUCCESS;
	int fd;

	if (target)
		*target = NULL;
	if (!is_own_process(source_process))
		return namedmap_fail(ERROR_INVALID_HANDLE);
	/* The documented way to close a handle in another process. */
	if (!target_process && !target && (options & DUPLICATE_CLOSE_SOURCE))
		return CloseHandle(source);
	if (!is_own_process(target_process))
		return namedmap_fail(ERROR_INVALID_HANDLE);
	if (options & ~(DWORD)DUPLICATE_OPTIONS)
		return namedmap_fail(ERROR_INVALID_PARAMETER);

	namedmap_slots_lock();
	if (source == GetCurrentProcess()) {
		fd = duplicate_process_locked(&wish, &error);
		if (fd >= 0)
			made = namedmap_handle_from_fd(fd);
	} else if (namedmap_is_pseudo_handle(source)) {
		error = ERROR_NOT_SUPPORTED;
	} else {
		error = duplicate_real(source, &made, &wish, options);
	}
	namedmap_slots_unlock();
	if (error)
		return namedmap_fail(error);
	if (target)
		*target = made;
	return TRUE;
}
