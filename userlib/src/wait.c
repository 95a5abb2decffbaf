// SPDX-License-Identifier: MIT
/*
 * Waiting. The driver waits for its objects, and for what can be polled beside
 * them; without one poll(2) does, so processes and threads can be waited for
 * without the driver.
 *
 * Every transfer of a file is complete when its call returns, so a file handle
 * is signaled at all times. A terminal is when it has input.
 */
#include <errno.h>
#include <poll.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

struct waiting {
	DWORD count;
	bool all;
	bool has_object;
	bool has_mutex;
	/* how many of the first are to be looked at only, for one is signaled */
	DWORD ready;
	uint64_t deadline;
	int fds[MAXIMUM_WAIT_OBJECTS];
	enum namedmap_handle_kind kinds[MAXIMUM_WAIT_OBJECTS];
	/* the records of processes and threads */
	const void *records[MAXIMUM_WAIT_OBJECTS];
};

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static uint64_t deadline_of(DWORD milliseconds)
{
	if (milliseconds == INFINITE)
		return NAMEDMAP_WAIT_FOREVER;
	if (!milliseconds)
		return 0;
	return now() + (uint64_t)milliseconds * 1000000;
}

/* Not terminals, nor what the kernel has no file type for, such as a pidfd. */
static bool is_always_signaled(int fd)
{
	struct stat file;

	/* Since Linux 6.9 it has one, that of regular files. */
	if (fstat(fd, &file) || !(file.st_mode & S_IFMT) ||
	    namedmap_is_pidfd(fd))
		return false;
	return !S_ISCHR(file.st_mode) || !isatty(fd);
}

static DWORD check_object(int fd)
{
	struct namedmap_query query;
	int result = namedmap_device_query(fd, &query);

	if (result)
		return namedmap_error_number(CALL_WAIT, result);
	if (!(query.out_access & SYNCHRONIZE))
		return ERROR_ACCESS_DENIED;
	/* A section is nothing to wait for, whatever the rights. */
	return query.out_kind == NAMEDMAP_KIND_SECTION ? ERROR_INVALID_HANDLE :
							 ERROR_SUCCESS;
}

/* Pseudo handles that can be waited for, alone. */
static bool is_self(HANDLE handle)
{
	return handle == GetCurrentProcess() ||
	       handle == NAMEDMAP_CURRENT_THREAD;
}

/* The process itself, or the thread, as long as it waits, has not ended. */
static DWORD add_self(struct waiting *waiting)
{
	int fd = namedmap_pidfd_open(getpid());

	if (fd < 0)
		return namedmap_error_number(CALL_PROCESS, fd);
	waiting->fds[waiting->count] = fd;
	waiting->kinds[waiting->count++] = HANDLE_PROCESS;
	return ERROR_SUCCESS;
}

static DWORD add_handle_locked(struct waiting *waiting, HANDLE handle)
{
	const struct namedmap_slot *slot;
	enum namedmap_handle_kind kind;
	DWORD index = waiting->count, error = ERROR_SUCCESS;
	int fd = namedmap_handle_fd(handle);

	kind = namedmap_handle_kind_locked(fd);
	switch (kind) {
	case HANDLE_FILE:
		break;
	case HANDLE_SECTION:
	case HANDLE_EVENT:
	case HANDLE_MUTEX:
	case HANDLE_SEMAPHORE:
		error = check_object(fd);
		waiting->has_object = true;
		waiting->has_mutex |= kind == HANDLE_MUTEX;
		break;
	case HANDLE_PROCESS:
	case HANDLE_THREAD:
		slot = namedmap_slot_peek_locked(fd);
		if (!(slot->access & SYNCHRONIZE))
			error = ERROR_ACCESS_DENIED;
		waiting->records[index] = slot->process;
		if (slot->thread)
			waiting->records[index] = slot->thread;
		break;
	case HANDLE_TOKEN:
		/* There is no right to wait for one. */
		error = ERROR_ACCESS_DENIED;
		break;
	default:
		error = ERROR_INVALID_HANDLE;
	}
	if (kind == HANDLE_FILE && is_always_signaled(fd)) {
		fd = -1;
		if (waiting->ready > index)
			waiting->ready = index;
	}
	waiting->fds[index] = fd;
	waiting->kinds[index] = kind;
	waiting->count++;
	return error;
}

/* The driver tells two handles on one object; all else is told here. */
static bool has_twins(const struct waiting *waiting, const HANDLE *handles)
{
	DWORD i, j;

	for (i = 0; i < waiting->count; i++) {
		for (j = 0; j < i; j++) {
			if (waiting->kinds[i] != waiting->kinds[j])
				continue;
			if (namedmap_handle_fd(handles[i]) ==
			    namedmap_handle_fd(handles[j]))
				return true;
			if (waiting->records[i] &&
			    waiting->records[i] == waiting->records[j])
				return true;
			if (waiting->kinds[i] == HANDLE_FILE &&
			    namedmap_same_open_file(
				    namedmap_handle_fd(handles[i]),
				    namedmap_handle_fd(handles[j])) > 0)
				return true;
		}
	}
	return false;
}

/* What is signaled anyway does not count in a wait for all. */
static void drop_signaled(struct waiting *waiting)
{
	DWORD i, kept = 0;

	for (i = 0; i < waiting->count; i++) {
		if (waiting->fds[i] >= 0)
			waiting->fds[kept++] = waiting->fds[i];
	}
	waiting->count = kept;
}

static DWORD fail_wait(DWORD error)
{
	namedmap_fail(error);
	return WAIT_FAILED;
}

static DWORD wait_by_driver(const struct waiting *waiting)
{
	struct namedmap_wait wait = {
		.flags = waiting->all ? NAMEDMAP_WAIT_ALL : 0,
		.handles = (uintptr_t)waiting->fds,
		.count = waiting->count,
		.timeout = waiting->deadline,
	};
	int result;

	if (waiting->has_mutex)
		namedmap_thread_may_own();
	result = namedmap_device_wait(&wait);
	if (!result)
		return (wait.out_abandoned ? WAIT_ABANDONED_0 : WAIT_OBJECT_0) +
		       wait.out_index;
	if (result == -ETIMEDOUT)
		return WAIT_TIMEOUT;
	return fail_wait(namedmap_error_number(
		waiting->all ? CALL_WAIT_ALL : CALL_WAIT, result));
}

/* The answer of poll(2), which no signal ends before the deadline. */
static int poll_until(struct pollfd *fds, DWORD count, uint64_t deadline)
{
	struct timespec left = { 0 }, *timeout = &left;
	uint64_t time;
	int result;

	do {
		time = now();
		if (deadline == NAMEDMAP_WAIT_FOREVER) {
			timeout = NULL;
		} else if (deadline > time) {
			left.tv_sec = (time_t)((deadline - time) / 1000000000);
			left.tv_nsec = (long)((deadline - time) % 1000000000);
		} else {
			left.tv_sec = 0;
			left.tv_nsec = 0;
		}
		result = ppoll(fds, count, timeout, NULL);
	} while (result < 0 && errno == EINTR);
	return result < 0 ? -errno : result;
}

static DWORD first_with(const struct pollfd *fds, DWORD count, bool signaled)
{
	DWORD i;

	for (i = 0; i < count && !fds[i].revents == signaled; i++)
		;
	return i;
}

/* Another thread was faster. */
static bool is_closed(const struct pollfd *fds, DWORD first, DWORD end)
{
	for (; first < end; first++) {
		if (fds[first].revents & POLLNVAL)
			return true;
	}
	return false;
}

static DWORD wait_by_poll(const struct waiting *waiting)
{
	struct pollfd fds[MAXIMUM_WAIT_OBJECTS];
	DWORD count = waiting->count, i;
	int result;

	for (i = 0; i < count; i++) {
		fds[i].fd = waiting->fds[i];
		fds[i].events = POLLIN;
	}
	for (;;) {
		result = poll_until(fds, count, waiting->all ?
						0 : waiting->deadline);
		i = first_with(fds, count, !waiting->all);
		if (result < 0)
			return fail_wait(namedmap_error_number(CALL_ANY,
							       result));
		/* All of them at one time, or one of them. */
		if (waiting->all ? i == count : i < count)
			break;
		if (waiting->all)
			result = poll_until(&fds[i], 1, waiting->deadline);
		if (!result)
			return WAIT_TIMEOUT;
	}
	if (is_closed(fds, waiting->all ? 0 : i, waiting->all ? count : i + 1))
		return fail_wait(ERROR_INVALID_HANDLE);
	return WAIT_OBJECT_0 + (waiting->all ? 0 : i);
}

static DWORD wait_for(struct waiting *waiting)
{
	DWORD result;

	if (waiting->all) {
		drop_signaled(waiting);
	} else if (waiting->ready < waiting->count) {
		/* No later one can end the wait, and this one ends it now. */
		waiting->count = waiting->ready;
		waiting->deadline = 0;
	}
	result = WAIT_TIMEOUT;
	if (waiting->count)
		result = waiting->has_object ? wait_by_driver(waiting) :
					       wait_by_poll(waiting);
	else if (waiting->all)
		result = WAIT_OBJECT_0;
	if (result == WAIT_TIMEOUT && waiting->ready != MAXIMUM_WAIT_OBJECTS &&
	    !waiting->all)
		result = WAIT_OBJECT_0 + waiting->ready;
	return result;
}

DWORD WINAPI WaitForSingleObjectEx(HANDLE handle, DWORD milliseconds,
				   BOOL alertable)
{
	struct waiting waiting = {
		.ready = MAXIMUM_WAIT_OBJECTS,
		.deadline = deadline_of(milliseconds),
	};
	bool self = is_self(handle);
	DWORD error, result;

	/* Nothing can be queued to a thread that would end its wait. */
	(void)alertable;
	if (self) {
		error = add_self(&waiting);
	} else {
		namedmap_slots_lock();
		error = add_handle_locked(&waiting, handle);
		namedmap_slots_unlock();
	}
	if (error)
		return fail_wait(error);
	result = wait_for(&waiting);
	if (self)
		close(waiting.fds[0]);
	return result;
}

DWORD WINAPI WaitForSingleObject(HANDLE handle, DWORD milliseconds)
{
	return WaitForSingleObjectEx(handle, milliseconds, FALSE);
}

DWORD WINAPI WaitForMultipleObjectsEx(DWORD count, const HANDLE *handles,
				      BOOL all, DWORD milliseconds,
				      BOOL alertable)
{
	struct waiting waiting = {
		.all = all,
		.ready = MAXIMUM_WAIT_OBJECTS,
		.deadline = deadline_of(milliseconds),
	};
	DWORD error = ERROR_SUCCESS, i;

	(void)alertable;
	if (!count || count > MAXIMUM_WAIT_OBJECTS)
		return fail_wait(ERROR_INVALID_PARAMETER);
	if (!handles)
		return fail_wait(ERROR_NOACCESS);
	namedmap_slots_lock();
	for (i = 0; i < count && !error; i++)
		error = add_handle_locked(&waiting, handles[i]);
	if (!error && all && has_twins(&waiting, handles))
		error = ERROR_INVALID_PARAMETER;
	namedmap_slots_unlock();
	return error ? fail_wait(error) : wait_for(&waiting);
}

DWORD WINAPI WaitForMultipleObjects(DWORD count, const HANDLE *handles,
				    BOOL all, DWORD milliseconds)
{
	return WaitForMultipleObjectsEx(count, handles, all, milliseconds,
					FALSE);
}

static BOOL signal_object(HANDLE handle)
{
	enum namedmap_handle_kind kind;

	namedmap_slots_lock();
	kind = namedmap_handle_kind_locked(namedmap_handle_fd(handle));
	namedmap_slots_unlock();
	switch (kind) {
	case HANDLE_MUTEX:
		return ReleaseMutex(handle);
	case HANDLE_SEMAPHORE:
		return ReleaseSemaphore(handle, 1, NULL);
	default:
		return SetEvent(handle);
	}
}

/* The second handle is looked at first: a wait that cannot be sets nothing. */
DWORD WINAPI SignalObjectAndWait(HANDLE signal, HANDLE object,
				 DWORD milliseconds, BOOL alertable)
{
	struct waiting waiting = { .ready = MAXIMUM_WAIT_OBJECTS };
	DWORD error = ERROR_SUCCESS;

	if (!is_self(object)) {
		namedmap_slots_lock();
		error = add_handle_locked(&waiting, object);
		namedmap_slots_unlock();
	}
	if (error)
		return fail_wait(error);
	if (!signal_object(signal))
		return WAIT_FAILED;
	return WaitForSingleObjectEx(object, milliseconds, alertable);
}
