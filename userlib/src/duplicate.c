// SPDX-License-Identifier: MIT
/* DuplicateHandle. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "internal.h"

#define GENERIC_RIGHTS \
	(GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE | GENERIC_ALL)
#define DUPLICATE_OPTIONS \
	(DUPLICATE_CLOSE_SOURCE | DUPLICATE_SAME_ACCESS | \
	 DUPLICATE_SAME_ATTRIBUTES)

/* One of the two processes of a call. */
struct party {
	bool own;
	/* if it is another one: its handle's descriptor and slot */
	int pidfd;
	struct namedmap_slot slot;
};

static DWORD party_of_handle_locked(HANDLE handle, struct party *party)
{
	party->own = handle == GetCurrentProcess();
	if (party->own)
		return ERROR_SUCCESS;
	party->pidfd = namedmap_handle_fd(handle);
	if (namedmap_handle_kind_locked(party->pidfd) != HANDLE_PROCESS)
		return ERROR_INVALID_HANDLE;
	party->slot = *namedmap_slot_peek_locked(party->pidfd);
	if (!(party->slot.access & PROCESS_DUP_HANDLE))
		return ERROR_ACCESS_DENIED;
	party->own = party->slot.process->pid == getpid();
	return ERROR_SUCCESS;
}

/* What a file was opened for limits what a duplicate can be for. */
static DWORD file_rights(const struct namedmap_wish *wish,
			 struct namedmap_slot *slot)
{
	unsigned int wanted = namedmap_file_may(wish->access);
	int flags = fcntl(wish->source, F_GETFL);

	if (wish->same_access || wish->access == MAXIMUM_ALLOWED)
		return ERROR_SUCCESS;
	if (wish->access & ~(FILE_ALL_ACCESS | GENERIC_RIGHTS |
			     MAXIMUM_ALLOWED))
		return ERROR_ACCESS_DENIED;
	if (((wanted & FILE_MAY_READ) && (flags & O_ACCMODE) == O_WRONLY) ||
	    ((wanted & FILE_MAY_WRITE) && (flags & O_ACCMODE) == O_RDONLY))
		return ERROR_ACCESS_DENIED;
	slot->may = (uint8_t)(wanted | (slot->may & FILE_APPENDS));
	return ERROR_SUCCESS;
}

DWORD namedmap_duplicate_rights(const struct namedmap_wish *wish,
				struct namedmap_slot *slot)
{
	slot->protect = wish->protect;
	if (slot->kind == HANDLE_FILE)
		return file_rights(wish, slot);
	if (wish->same_access)
		return ERROR_SUCCESS;
	if (slot->thread)
		return namedmap_thread_rights(wish->access, &slot->access);
	if (!slot->process)
		return ERROR_SUCCESS;
	return namedmap_process_rights(wish->source, slot->process->pid,
				       slot->access, wish->access,
				       &slot->access);
}

int namedmap_duplicate_finish_locked(const struct namedmap_wish *wish, int fd,
				     const struct namedmap_slot *slot,
				     DWORD *error)
{
	if (!namedmap_slot_add_locked(fd, slot)) {
		close(fd);
		*error = ERROR_NOT_ENOUGH_MEMORY;
		return -1;
	}
	if (slot->doomed)
		slot->doomed->handles++;
	if (slot->locks)
		namedmap_locks_get_locked(slot->locks);
	if (slot->process)
		slot->process->handles++;
	if (slot->thread)
		slot->thread->users++;
	namedmap_set_inherit(fd, wish->inherit);
	return fd;
}

/* A real handle on the process, from its pseudo handle. */
static int duplicate_self_locked(struct namedmap_wish *wish, DWORD *error)
{
	struct namedmap_slot slot = {
		.kind = HANDLE_PROCESS,
		.access = PROCESS_ALL_ACCESS,
		.process = namedmap_process_new(getpid()),
	};
	int fd = -1;

	*error = ERROR_NOT_ENOUGH_MEMORY;
	if (!slot.process)
		return -1;
	*error = namedmap_duplicate_rights(wish, &slot);
	if (!*error) {
		fd = namedmap_pidfd_open(getpid());
		if (fd < 0)
			*error = namedmap_error_number(CALL_DUPLICATE, fd);
		else
			fd = namedmap_duplicate_finish_locked(wish, fd, &slot,
							      error);
	}
	if (*error)
		free(slot.process);
	return *error ? -1 : fd;
}

/* The duplicate shares the file's position, as dup(2) does. */
static int duplicate_slot_locked(const struct namedmap_wish *wish,
				 struct namedmap_slot *slot, DWORD *error)
{
	int fd;

	*error = namedmap_duplicate_rights(wish, slot);
	if (*error)
		return -1;
	/* A thread may have no handle yet. */
	fd = wish->source < 0 ? namedmap_thread_event() :
	     fcntl(wish->source, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (fd < 0) {
		*error = namedmap_error_number(
			CALL_DUPLICATE, wish->source < 0 ? fd : -errno);
		return -1;
	}
	return namedmap_duplicate_finish_locked(wish, fd, slot, error);
}

static int duplicate_known_locked(const struct namedmap_wish *wish,
				  DWORD *error)
{
	struct namedmap_slot *source = namedmap_slot_peek_locked(wish->source);
	struct namedmap_slot slot;

	if (source->kind == HANDLE_FILE && !source->locks)
		source->locks = namedmap_locks_new();
	slot = *source;
	return duplicate_slot_locked(wish, &slot, error);
}

/* A real handle on the calling thread. */
static int duplicate_thread_locked(struct namedmap_wish *wish, DWORD *error)
{
	struct namedmap_slot slot = {
		.kind = HANDLE_THREAD,
		.access = THREAD_ALL_ACCESS,
		.thread = namedmap_thread_current(),
	};

	*error = ERROR_NOT_ENOUGH_MEMORY;
	if (!slot.thread)
		return -1;
	wish->source = namedmap_slot_of_thread_locked(slot.thread);
	return duplicate_slot_locked(wish, &slot, error);
}

int namedmap_duplicate_object_locked(const struct namedmap_wish *wish,
				     DWORD *error)
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

static int duplicate_real_locked(struct namedmap_wish *wish, DWORD options,
				 DWORD *error)
{
	const struct namedmap_slot *slot;
	enum namedmap_handle_kind kind;
	bool protected;
	int fd;

	kind = namedmap_handle_kind_locked(wish->source);
	if (kind == HANDLE_NONE) {
		*error = ERROR_INVALID_HANDLE;
		return -1;
	}
	slot = namedmap_slot_peek_locked(wish->source);
	protected = slot && slot->protect;
	if (options & DUPLICATE_SAME_ATTRIBUTES) {
		wish->inherit = !(fcntl(wish->source, F_GETFD) & FD_CLOEXEC);
		wish->protect = protected;
	}
	/* A handle that turns into its own duplicate keeps its number. */
	if ((options & DUPLICATE_CLOSE_SOURCE) && wish->same_access &&
	    !protected) {
		namedmap_set_inherit(wish->source, wish->inherit);
		return wish->source;
	}
	if (namedmap_is_object(kind))
		fd = namedmap_duplicate_object_locked(wish, error);
	else
		fd = duplicate_known_locked(wish, error);
	if ((options & DUPLICATE_CLOSE_SOURCE) && !protected) {
		namedmap_slot_drop_locked(wish->source);
		close(wish->source);
	}
	return fd;
}

static int duplicate_locked(const struct party *from, HANDLE source,
			    struct namedmap_wish *wish, DWORD options,
			    DWORD *error)
{
	if (!from->own)
		return namedmap_pull_locked(&from->slot, from->pidfd, source,
					    wish, options, error);
	if (source == GetCurrentProcess())
		return duplicate_self_locked(wish, error);
	if (source == NAMEDMAP_CURRENT_THREAD)
		return duplicate_thread_locked(wish, error);
	if (!namedmap_is_pseudo_handle(source))
		return duplicate_real_locked(wish, options, error);
	*error = ERROR_NOT_SUPPORTED;
	return -1;
}

/* The documented way to close a handle. */
static BOOL close_source(const struct party *from, HANDLE source)
{
	return from->own ? CloseHandle(source) :
			   namedmap_fail(ERROR_NOT_SUPPORTED);
}

BOOL WINAPI DuplicateHandle(HANDLE source_process, HANDLE source,
			    HANDLE target_process, LPHANDLE target,
			    DWORD access, BOOL inherit, DWORD options)
{
	struct namedmap_wish wish = {
		.source = namedmap_handle_fd(source),
		.access = access,
		.same_access = options & DUPLICATE_SAME_ACCESS,
		.inherit = inherit,
	};
	struct party from, to = { .own = true };
	bool only_close = !target_process && !target &&
			  (options & DUPLICATE_CLOSE_SOURCE);
	HANDLE made = NULL;
	DWORD error;
	int fd = -1;

	if (target)
		*target = NULL;
	namedmap_slots_lock();
	error = party_of_handle_locked(source_process, &from);
	if (!error && !only_close)
		error = party_of_handle_locked(target_process, &to);
	/* Nothing on Linux puts a descriptor into another process. */
	if (!error && !to.own)
		error = ERROR_NOT_SUPPORTED;
	if (!error && (options & ~(DWORD)DUPLICATE_OPTIONS))
		error = ERROR_INVALID_PARAMETER;
	if (!error && !only_close) {
		fd = duplicate_locked(&from, source, &wish, options, &error);
		if (fd >= 0)
			made = namedmap_handle_from_fd(fd);
	}
	namedmap_slots_unlock();
	if (error) {
		namedmap_fail(error);
		namedmap_say_handle("duplicate", source, access);
		return FALSE;
	}
	if (only_close)
		return close_source(&from, source);
	/* The same number comes back with the low bits that it had. */
	if (target)
		*target = made && from.own && fd == wish.source ? source : made;
	return TRUE;
}
