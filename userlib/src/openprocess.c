// SPDX-License-Identifier: MIT
/*
 * Handles on processes. What the rights of such a handle allow is decided when
 * it is made, as on Windows, by asking the kernel whether the caller could; the
 * kernel asks again when a right is used.
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "internal.h"

#define RIGHTS_OF_ANYBODY \
	(SYNCHRONIZE | READ_CONTROL | PROCESS_QUERY_LIMITED_INFORMATION)
#define RIGHTS_OF_SIGNALS \
	(PROCESS_TERMINATE | PROCESS_QUERY_INFORMATION | \
	 PROCESS_SET_INFORMATION | PROCESS_SET_QUOTA | PROCESS_SUSPEND_RESUME)
#define GENERIC_RIGHTS \
	(GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE | GENERIC_ALL)

static const struct {
	DWORD generic;
	DWORD rights;
} mapping[] = {
	{ GENERIC_READ, STANDARD_RIGHTS_READ | PROCESS_VM_READ |
			PROCESS_QUERY_INFORMATION },
	{ GENERIC_WRITE, STANDARD_RIGHTS_WRITE | PROCESS_CREATE_PROCESS |
			 PROCESS_CREATE_THREAD | PROCESS_VM_OPERATION |
			 PROCESS_VM_WRITE | PROCESS_DUP_HANDLE |
			 PROCESS_SET_QUOTA | PROCESS_SET_INFORMATION |
			 PROCESS_SUSPEND_RESUME },
	{ GENERIC_EXECUTE, STANDARD_RIGHTS_EXECUTE | SYNCHRONIZE |
			   PROCESS_TERMINATE |
			   PROCESS_QUERY_LIMITED_INFORMATION },
	{ GENERIC_ALL, PROCESS_ALL_ACCESS },
};

/* No descriptor has that number: what comes back is only about permission. */
static bool may_take_descriptors(int pidfd)
{
	return syscall(SYS_pidfd_getfd, pidfd, INT_MAX, 0) < 0 &&
	       errno == EBADF;
}

static DWORD rights_allowed(int pidfd, pid_t pid)
{
	if (pid == getpid() || may_take_descriptors(pidfd))
		return PROCESS_ALL_ACCESS;
	if (!namedmap_pidfd_signal(pidfd, 0))
		return RIGHTS_OF_ANYBODY | RIGHTS_OF_SIGNALS;
	return RIGHTS_OF_ANYBODY;
}

DWORD namedmap_process_rights(int pidfd, pid_t pid, DWORD held, DWORD wanted,
			      DWORD *granted)
{
	DWORD allowed = held | rights_allowed(pidfd, pid), rights;
	size_t i;

	rights = wanted & ~(DWORD)(GENERIC_RIGHTS | MAXIMUM_ALLOWED);
	for (i = 0; i < sizeof(mapping) / sizeof(mapping[0]); i++) {
		if (wanted & mapping[i].generic)
			rights |= mapping[i].rights;
	}
	if (rights & ~allowed)
		return ERROR_ACCESS_DENIED;
	if (wanted & MAXIMUM_ALLOWED)
		rights |= allowed;
	/* The greater right includes the smaller. */
	if (rights & PROCESS_QUERY_INFORMATION)
		rights |= PROCESS_QUERY_LIMITED_INFORMATION;
	*granted = rights;
	return ERROR_SUCCESS;
}

bool namedmap_process_handle_locked(enum namedmap_handle_kind kind, int fd,
				    struct namedmap_process *process,
				    DWORD access)
{
	struct namedmap_slot slot = {
		.kind = (uint8_t)kind,
		.process = process,
		.access = access,
	};

	if (!namedmap_slot_add_locked(fd, &slot))
		return false;
	process->handles++;
	return true;
}

static HANDLE open_process_locked(int pidfd, pid_t pid, DWORD rights)
{
	struct namedmap_process *process = namedmap_process_find_locked(pid);
	bool found = process, made;

	if (!found)
		process = namedmap_process_new(pid);
	made = process && namedmap_process_handle_locked(HANDLE_PROCESS, pidfd,
							 process, rights);
	if (made)
		return namedmap_handle_from_fd(pidfd);
	if (!found)
		free(process);
	return namedmap_fail_handle(ERROR_NOT_ENOUGH_MEMORY);
}

HANDLE WINAPI OpenProcess(DWORD access, BOOL inherit, DWORD pid)
{
	int pidfd = pid && pid <= INT_MAX ? namedmap_pidfd_open((pid_t)pid) :
					    -ESRCH;
	HANDLE handle;
	DWORD error, rights;

	/* On some kernels the number of a thread is EINVAL. */
	if (pidfd == -EINVAL || pidfd == -ENOENT)
		pidfd = -ESRCH;
	if (pidfd < 0)
		return namedmap_fail_handle(
			namedmap_error_number(CALL_PROCESS, pidfd));
	error = namedmap_process_rights(pidfd, (pid_t)pid, 0, access, &rights);
	if (!error && !rights)
		error = ERROR_ACCESS_DENIED;
	if (error) {
		close(pidfd);
		return namedmap_fail_handle(error);
	}
	namedmap_slots_lock();
	handle = open_process_locked(pidfd, (pid_t)pid, rights);
	namedmap_slots_unlock();
	if (!handle)
		close(pidfd);
	else if (inherit)
		namedmap_set_inherit(pidfd, true);
	return handle;
}

/* The slot of a process handle with one of the rights, or NULL and the error. */
static struct namedmap_slot *process_slot_locked(HANDLE handle, DWORD rights)
{
	int fd = namedmap_handle_fd(handle);

	if (namedmap_handle_kind_locked(fd) != HANDLE_PROCESS) {
		namedmap_fail(ERROR_INVALID_HANDLE);
		return NULL;
	}
	if (!(namedmap_slot_peek_locked(fd)->access & rights)) {
		namedmap_fail(ERROR_ACCESS_DENIED);
		return NULL;
	}
	return namedmap_slot_peek_locked(fd);
}

BOOL WINAPI GetExitCodeProcess(HANDLE handle, LPDWORD code)
{
	const struct namedmap_slot *slot;
	DWORD answer = STILL_ACTIVE;
	int result = 0;

	if (handle != GetCurrentProcess()) {
		namedmap_slots_lock();
		slot = process_slot_locked(handle,
					   PROCESS_QUERY_LIMITED_INFORMATION);
		if (slot) {
			result = namedmap_process_query_locked(
				slot->process, namedmap_handle_fd(handle));
			if (!result)
				answer = slot->process->code;
		}
		namedmap_slots_unlock();
		if (!slot)
			return FALSE;
	}
	if (result && result != -EAGAIN) {
		namedmap_error_set(CALL_PROCESS, result);
		return FALSE;
	}
	if (!code)
		return namedmap_fail(ERROR_NOACCESS);
	*code = answer;
	return TRUE;
}

DWORD WINAPI GetProcessId(HANDLE handle)
{
	const struct namedmap_slot *slot;
	DWORD pid = 0;

	if (handle == GetCurrentProcess())
		return GetCurrentProcessId();
	namedmap_slots_lock();
	slot = process_slot_locked(handle, PROCESS_QUERY_LIMITED_INFORMATION);
	if (slot)
		pid = (DWORD)slot->process->pid;
	namedmap_slots_unlock();
	/* It was collected before it came to us. */
	if (slot && !pid)
		namedmap_fail(ERROR_NOT_SUPPORTED);
	return pid;
}

static DWORD terminate_locked(struct namedmap_process *process, int fd,
			      DWORD code)
{
	int result;

	/* There is nothing left to terminate. */
	if (namedmap_process_query_locked(process, fd) != -EAGAIN)
		return ERROR_ACCESS_DENIED;
	result = namedmap_pidfd_signal(fd, SIGKILL);
	if (result == -ESRCH)
		return ERROR_ACCESS_DENIED;
	if (result)
		return namedmap_error_number(CALL_PROCESS, result);
	if (!process->terminated)
		process->terminate_code = code;
	process->terminated = true;
	return ERROR_SUCCESS;
}

BOOL WINAPI TerminateProcess(HANDLE handle, UINT code)
{
	const struct namedmap_slot *slot;
	DWORD error = ERROR_SUCCESS;

	if (handle == GetCurrentProcess()) {
		namedmap_exit_announce(code);
		_exit((int)code);
	}
	namedmap_slots_lock();
	slot = process_slot_locked(handle, PROCESS_TERMINATE);
	if (slot && slot->process->pid == getpid()) {
		namedmap_exit_announce(code);
		_exit((int)code);
	}
	if (slot)
		error = terminate_locked(slot->process,
					 namedmap_handle_fd(handle), code);
	namedmap_slots_unlock();
	if (!slot)
		return FALSE;
	return error ? namedmap_fail(error) : TRUE;
}
