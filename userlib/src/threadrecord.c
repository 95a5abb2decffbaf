// SPDX-License-Identifier: MIT
/*
 * The threads that handles stand for. The descriptor of such a handle is an
 * eventfd, which becomes readable when the thread is over; nobody ever reads it.
 * Its count is the exit code and a bit more, so that a forked child, whose copy
 * of the record stands still, can see it.
 *
 * A thread is over when the C library has run the destructors of all its keys:
 * ours puts itself off to the last round. The handles are found by their slots;
 * if none is left there is nobody to tell.
 */
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "internal.h"

#define COUNT_OF_END (UINT64_C(1) << 32)

static pthread_once_t key_once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static bool has_key;

int namedmap_thread_event(void)
{
	int fd = eventfd(0, EFD_CLOEXEC);

	return fd < 0 ? -errno : namedmap_fd_above_stdio(fd);
}

void namedmap_thread_put_locked(struct namedmap_thread *thread)
{
	if (!--thread->users)
		free(thread);
}

static void tell_locked(struct namedmap_thread *thread)
{
	uint64_t count = COUNT_OF_END | thread->code;
	int fd = namedmap_slot_of_thread_locked(thread);

	thread->ended = true;
	/* It cannot fail: the count was 0. */
	if (fd >= 0 && write(fd, &count, sizeof(count)) < 0)
		return;
	if (fd >= 0 && thread->closes_itself) {
		namedmap_slot_drop_locked(fd);
		close(fd);
	}
}

static void on_end(void *argument)
{
	struct namedmap_thread *thread = argument;

	/* The end of a forked child's only thread is not its model's. */
	if (thread->owner != getpid())
		return;
	if (++thread->rounds < PTHREAD_DESTRUCTOR_ITERATIONS &&
	    !pthread_setspecific(key, thread))
		return;
	/* Before anybody is told of the end. */
	if (thread->may_own)
		namedmap_device_mutex_abandon();
	namedmap_slots_lock();
	tell_locked(thread);
	namedmap_thread_put_locked(thread);
	namedmap_slots_unlock();
}

static void make_key(void)
{
	has_key = !pthread_key_create(&key, on_end);
}

bool namedmap_thread_is(struct namedmap_thread *thread)
{
	pthread_once(&key_once, make_key);
	return has_key && !pthread_setspecific(key, thread);
}

struct namedmap_thread *namedmap_thread_known(void)
{
	struct namedmap_thread *thread;

	pthread_once(&key_once, make_key);
	thread = has_key ? pthread_getspecific(key) : NULL;
	/* A forked child's thread is another one. */
	return thread && thread->owner == getpid() ? thread : NULL;
}

struct namedmap_thread *namedmap_thread_current(void)
{
	struct namedmap_thread *thread = namedmap_thread_known();

	if (thread)
		return thread;
	thread = calloc(1, sizeof(*thread));
	if (!thread)
		return NULL;
	thread->users = 1;
	thread->owner = getpid();
	thread->id = namedmap_thread_id();
	if (namedmap_thread_is(thread))
		return thread;
	free(thread);
	return NULL;
}

void namedmap_thread_may_own(void)
{
	struct namedmap_thread *thread = namedmap_thread_current();

	/* Without a record the kernel notices later. */
	if (thread)
		thread->may_own = true;
}

DWORD namedmap_thread_code_locked(const struct namedmap_thread *thread, int fd)
{
	char path[48];
	int64_t count;

	if (thread->ended)
		return thread->code;
	if (thread->owner == getpid())
		return STILL_ACTIVE;
	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	count = namedmap_proc_number(path, "eventfd-count:", 16);
	return count > 0 ? (DWORD)count : STILL_ACTIVE;
}
