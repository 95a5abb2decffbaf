// SPDX-License-Identifier: MIT
/*
 * /dev/namedmap. The only file that calls ioctl(2).
 *
 * The device is opened when first needed and kept open. A program may close
 * descriptors that it did not open, as daemons do; so an answer that the device
 * cannot have given makes us look whether the descriptor is still the device. One
 * that the program was given (world.c) is used as it is, and nothing in its place.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "internal.h"

#define DEVICE_PATH "/dev/namedmap"

/* No descriptor: to be opened when needed, or not to be had again. */
#define DEVICE_NONE (-1)
#define DEVICE_LOST (-2)

static atomic_int device_fd = DEVICE_NONE;
static atomic_uint device_number;
static atomic_bool device_told;

int namedmap_fd_above_stdio(int fd)
{
	int moved, flags;

	if (fd < 0 || fd > STDERR_FILENO)
		return fd;
	flags = fcntl(fd, F_GETFD);
	moved = fcntl(fd, (flags & FD_CLOEXEC) ? F_DUPFD_CLOEXEC : F_DUPFD,
		      STDERR_FILENO + 1);
	if (moved < 0)
		moved = -errno;
	close(fd);
	return moved;
}

static unsigned int device_number_of(const struct stat *node)
{
	return major(node->st_rdev) << 20 | minor(node->st_rdev);
}

/* Is it the driver of that name, and not just a node? */
static bool device_answers(int fd)
{
	struct namedmap_query query = { .size = sizeof(query), .handle = fd };

	return ioctl(fd, NAMEDMAP_IOC_QUERY, &query) < 0 && errno == EINVAL;
}

static bool is_device(int fd)
{
	struct stat node;

	return !fstat(fd, &node) && S_ISCHR(node.st_mode) && device_answers(fd);
}

/* Answers the descriptor to use: another thread may have been first. */
static int device_keep(int fd)
{
	int expected = DEVICE_NONE;
	struct stat node;

	if (fstat(fd, &node))
		return -errno;
	atomic_store(&device_number, device_number_of(&node));
	if (atomic_compare_exchange_strong(&device_fd, &expected, fd))
		return fd;
	return expected == DEVICE_LOST ? -NAMEDMAP_EWORLD : expected;
}

static int device_open_fd(void)
{
	int fd, kept;

	fd = open(DEVICE_PATH, O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0) {
		switch (errno) {
		case EACCES:
		case EPERM:
			return -NAMEDMAP_EFORBIDDEN;
		case EMFILE:
		case ENFILE:
		case ENOMEM:
		case EINTR:
			return -errno;
		default:
			return -NAMEDMAP_ENODEVICE;
		}
	}
	fd = namedmap_fd_above_stdio(fd);
	if (fd < 0)
		return fd;
	if (!is_device(fd)) {
		close(fd);
		return -NAMEDMAP_ENODEVICE;
	}
	kept = device_keep(fd);
	if (kept != fd)
		close(fd);
	return kept;
}

static int device_get(void)
{
	int fd = atomic_load(&device_fd);

	if (fd >= 0)
		return fd;
	if (fd == DEVICE_LOST)
		return -NAMEDMAP_EWORLD;
	fd = namedmap_world_fd();
	if (fd == -ENOENT)
		return device_open_fd();
	if (fd < 0)
		return fd;
	return is_device(fd) ? device_keep(fd) : -NAMEDMAP_EWORLD;
}

int namedmap_device_given(void)
{
	int fd = namedmap_world_fd();

	return fd >= 0 && is_device(fd) ? fd : -1;
}

/* Forget a descriptor that is the device no more; whose it is now is unknown. */
static bool device_lost(int fd)
{
	bool given = namedmap_world_fd() >= 0;
	struct stat node;

	if (!fstat(fd, &node) && S_ISCHR(node.st_mode) &&
	    device_number_of(&node) == atomic_load(&device_number))
		return false;
	atomic_compare_exchange_strong(&device_fd, &fd,
				       given ? DEVICE_LOST : DEVICE_NONE);
	return true;
}

static void device_tell(int result)
{
	const char *quiet = getenv("NAMEDMAP_QUIET");
	const char *text;

	if (result == -NAMEDMAP_ENODEVICE)
		text = "namedmap: " DEVICE_PATH " is missing: the kernel module"
		       " namedmap is not loaded.\n"
		       "namedmap: load it with: sudo modprobe namedmap"
		       " (in a container, pass the device in)\n";
	else if (result == -NAMEDMAP_EFORBIDDEN)
		text = "namedmap: no permission to open " DEVICE_PATH
		       "; its mode should be 0666.\n"
		       "namedmap: look with: ls -l " DEVICE_PATH "\n";
	else if (result == -NAMEDMAP_EWORLD)
		text = "namedmap: NAMEDMAP_FD is set, but is not the number of"
		       " an open " DEVICE_PATH ".\n"
		       "namedmap: nothing is used in its place, as the program"
		       " is to have names of its own.\n";
	else
		return;
	if ((quiet && !strcmp(quiet, "1")) ||
	    atomic_exchange(&device_told, true))
		return;
	fputs(text, stderr);
}

/* A failed call had no effect, so one that a signal broke off is made again. */
static int device_call_unbroken(int fd, unsigned long command, void *argument)
{
	sigset_t all, before;
	int result;

	if (!ioctl(fd, command, argument))
		return 0;
	if (errno != EINTR)
		return -errno;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	result = ioctl(fd, command, argument) ? -errno : 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return result;
}

/* A call that waits is broken off by every signal, and goes on waiting. */
static int device_call_waiting(int fd, unsigned long command, void *argument)
{
	int result;

	do {
		result = ioctl(fd, command, argument) ? -errno : 0;
	} while (result == -EINTR);
	return result;
}

static int device_call_by(int (*call)(int fd, unsigned long command,
				      void *argument),
			  unsigned long command, void *argument)
{
	int fd, result, tries;

	for (tries = 0; tries < 3; tries++) {
		fd = device_get();
		if (fd < 0)
			return fd;
		result = call(fd, command, argument);
		if (result != -EBADF && result != -ENOTTY)
			return result;
		if (!device_lost(fd))
			return result;
	}
	return result;
}

static int device_call(unsigned long command, void *argument)
{
	return device_call_by(device_call_unbroken, command, argument);
}

/* Finish a call that made a handle. */
static int device_handle(int result, __s32 *handle)
{
	if (result) {
		device_tell(result);
		return result;
	}
	*handle = namedmap_fd_above_stdio(*handle);
	return *handle < 0 ? *handle : 0;
}

int namedmap_device_create(struct namedmap_create *create)
{
	create->size = sizeof(*create);
	return device_handle(device_call(NAMEDMAP_IOC_CREATE, create),
			     &create->out_handle);
}

static int create_event(struct namedmap_event_create *create, bool *existed)
{
	int result;

	create->size = sizeof(*create);
	result = device_handle(device_call(NAMEDMAP_IOC_EVENT_CREATE, create),
			       &create->out_handle);
	*existed = create->out_existed;
	return result ? result : create->out_handle;
}

static int create_mutex(struct namedmap_mutex_create *create, bool *existed)
{
	int result;

	create->size = sizeof(*create);
	result = device_handle(device_call(NAMEDMAP_IOC_MUTEX_CREATE, create),
			       &create->out_handle);
	*existed = create->out_existed;
	return result ? result : create->out_handle;
}

static int create_semaphore(struct namedmap_semaphore_create *create,
			    bool *existed)
{
	int result;

	create->size = sizeof(*create);
	result = device_handle(device_call(NAMEDMAP_IOC_SEMAPHORE_CREATE,
					   create), &create->out_handle);
	*existed = create->out_existed;
	return result ? result : create->out_handle;
}

int namedmap_device_waitable_create(const struct namedmap_waitable *wanted,
				    const struct namedmap_name *name,
				    bool inherit, unsigned int mode, int *fd,
				    bool *existed)
{
	uint32_t flags = wanted->flags |
			 (inherit ? NAMEDMAP_HANDLE_INHERIT : 0);
	uintptr_t text = (uintptr_t)name->text;
	uint32_t length = (uint32_t)name->length;

	switch (wanted->kind) {
	case NAMEDMAP_KIND_EVENT:
		*fd = create_event(&(struct namedmap_event_create){
			.flags = flags, .name = text, .name_length = length,
			.access = wanted->access, .mode = mode }, existed);
		break;
	case NAMEDMAP_KIND_MUTEX:
		*fd = create_mutex(&(struct namedmap_mutex_create){
			.flags = flags, .name = text, .name_length = length,
			.access = wanted->access, .mode = mode }, existed);
		break;
	case NAMEDMAP_KIND_SEMAPHORE:
		*fd = create_semaphore(&(struct namedmap_semaphore_create){
			.flags = flags, .name = text, .name_length = length,
			.access = wanted->access, .mode = mode,
			.count = wanted->count, .maximum = wanted->maximum },
			existed);
		break;
	default:
		*fd = -EINVAL;
	}
	return *fd < 0 ? *fd : 0;
}

int namedmap_device_open(struct namedmap_open *open)
{
	open->size = sizeof(*open);
	return device_handle(device_call(NAMEDMAP_IOC_OPEN, open),
			     &open->out_handle);
}

int namedmap_device_duplicate(struct namedmap_duplicate *duplicate)
{
	duplicate->size = sizeof(*duplicate);
	return device_handle(device_call(NAMEDMAP_IOC_DUPLICATE, duplicate),
			     &duplicate->out_handle);
}

/* Also how a descriptor that is no handle is told, without touching it. */
int namedmap_device_query(int fd, struct namedmap_query *query)
{
	memset(query, 0, sizeof(*query));
	query->size = sizeof(*query);
	query->handle = fd;
	return device_call(NAMEDMAP_IOC_QUERY, query);
}

int namedmap_device_query_details(int fd, struct namedmap_query *query)
{
	memset(query, 0, sizeof(*query));
	query->size = sizeof(*query);
	query->handle = fd;
	query->flags = NAMEDMAP_QUERY_DETAILS;
	return device_call(NAMEDMAP_IOC_QUERY, query);
}

int namedmap_device_flush_memory(void *address, size_t length)
{
	struct namedmap_flush_memory flush = {
		.size = sizeof(flush),
		.address = (uintptr_t)address,
		.length = length,
	};

	return device_call(NAMEDMAP_IOC_FLUSH_MEMORY, &flush);
}

int namedmap_device_truncate(int fd, uint64_t length)
{
	struct namedmap_truncate truncate = {
		.size = sizeof(truncate),
		.fd = fd,
		.length = length,
	};

	return device_call(NAMEDMAP_IOC_TRUNCATE, &truncate);
}

static int event_change(unsigned long command, int fd)
{
	struct namedmap_event_change change = {
		.size = sizeof(change),
		.handle = fd,
	};

	return device_call(command, &change);
}

int namedmap_device_event_set(int fd)
{
	return event_change(NAMEDMAP_IOC_EVENT_SET, fd);
}

int namedmap_device_event_reset(int fd)
{
	return event_change(NAMEDMAP_IOC_EVENT_RESET, fd);
}

int namedmap_device_mutex_release(int fd)
{
	struct namedmap_mutex_release release = {
		.size = sizeof(release),
		.handle = fd,
	};

	return device_call(NAMEDMAP_IOC_MUTEX_RELEASE, &release);
}

int namedmap_device_mutex_abandon(void)
{
	struct namedmap_mutex_abandon abandon = { .size = sizeof(abandon) };

	return device_call(NAMEDMAP_IOC_MUTEX_ABANDON, &abandon);
}

int namedmap_device_semaphore_release(int fd, uint32_t count, uint32_t *before)
{
	struct namedmap_semaphore_release release = {
		.size = sizeof(release),
		.handle = fd,
		.count = count,
	};
	int result = device_call(NAMEDMAP_IOC_SEMAPHORE_RELEASE, &release);

	*before = release.out_count;
	return result;
}

int namedmap_device_wait(struct namedmap_wait *wait)
{
	wait->size = sizeof(*wait);
	return device_call_by(device_call_waiting, NAMEDMAP_IOC_WAIT, wait);
}

int namedmap_device_compare(int first, int second, bool *same)
{
	struct namedmap_compare compare = {
		.size = sizeof(compare),
		.first = first,
		.second = second,
	};
	int result = device_call(NAMEDMAP_IOC_COMPARE, &compare);

	*same = !result && compare.out_same;
	return result;
}

/* The first version of what PIDFD_GET_INFO answers, since Linux 6.13. */
struct pidfd_information {
	uint64_t mask;
	uint64_t cgroup;
	uint32_t ids[11];
	int32_t exit_status;
};

#define PIDFD_INFORMATION _IOWR(0xff, 11, struct pidfd_information)
#define PIDFD_INFORMATION_EXIT (UINT64_C(1) << 3)

int namedmap_pidfd_status(int fd, int *status)
{
	struct pidfd_information information = {
		.mask = PIDFD_INFORMATION_EXIT,
	};

	if (ioctl(fd, PIDFD_INFORMATION, &information))
		return -errno;
	if (!(information.mask & PIDFD_INFORMATION_EXIT))
		return -ENODATA;
	*status = information.exit_status;
	return 0;
}
