// SPDX-License-Identifier: MIT
/*
 * Starting a program. The child borrows our memory until it executes the
 * program, so that nothing is copied, a failure can be told, and its pidfd is
 * made in the same step. Until then it has no exit signal: if it fails the
 * program's SIGCHLD handler and wait() do not hear of it.
 *
 * The child decides what it inherits in its own table of descriptors, which is
 * a copy: what other threads open and close meanwhile does not matter.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "internal.h"

#ifndef P_PIDFD
#define P_PIDFD 3
#endif
#ifndef CLONE_PIDFD
#define CLONE_PIDFD 0x00001000
#endif

#define CHILD_STACK 65536u
#define FIRST_FREE (STDERR_FILENO + 1)

/* The inheritable handles. */
struct inheritance {
	int *fds;
	size_t count;
};

struct child {
	struct namedmap_spawn *spawn;
	struct inheritance inheritance;
	sigset_t mask;
	/* what went wrong; positive */
	int error;
};

static bool is_inheritable(int fd)
{
	int flags = fcntl(fd, F_GETFD);

	return flags >= 0 && !(flags & FD_CLOEXEC);
}

static int inheritance_add(struct inheritance *inheritance, int fd)
{
	int *grown = realloc(inheritance->fds,
			     (inheritance->count + 1) * sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	grown[inheritance->count++] = fd;
	inheritance->fds = grown;
	return 0;
}

static int inheritance_collect_locked(struct inheritance *inheritance,
				      DIR *directory)
{
	struct dirent *entry;
	int result = 0, fd;

	while (!result && (entry = readdir(directory))) {
		fd = *entry->d_name == '.' ? -1 : atoi(entry->d_name);
		if (fd >= FIRST_FREE && is_inheritable(fd) &&
		    namedmap_handle_kind_locked(fd) != HANDLE_NONE)
			result = inheritance_add(inheritance, fd);
	}
	return result;
}

static int inheritance_collect(struct inheritance *inheritance)
{
	DIR *directory = opendir("/proc/self/fd");
	int result;

	if (!directory)
		return errno == ENOENT ? -ENOSYS : -errno;
	namedmap_slots_lock();
	result = inheritance_collect_locked(inheritance, directory);
	namedmap_slots_unlock();
	closedir(directory);
	return result;
}

/*
 * From here on in the child: async-signal-safe calls only, and nothing that the
 * parent could miss afterwards.
 */

static int child_set_streams(const int *streams)
{
	int copies[3], i;

	/* All three first, as one may be where another goes. */
	for (i = 0; i < 3; i++) {
		copies[i] = streams[i] < 0 ?
			open("/dev/null", O_RDWR | O_CLOEXEC) : streams[i];
		if (copies[i] >= 0)
			copies[i] = fcntl(copies[i], F_DUPFD_CLOEXEC,
					  FIRST_FREE);
		if (copies[i] < 0)
			return errno;
	}
	for (i = 0; i < 3; i++) {
		if (dup2(copies[i], i) < 0)
			return errno;
	}
	return 0;
}

static int child_set_descriptors(const struct child *child)
{
	const struct inheritance *inheritance = &child->inheritance;
	size_t i;

	/* A handle that is inheritable no more was closed meanwhile. */
	for (i = 0; i < inheritance->count; i++) {
		if (!is_inheritable(inheritance->fds[i]))
			inheritance->fds[i] = -1;
	}
	if (close_range(FIRST_FREE, ~0u, CLOSE_RANGE_CLOEXEC))
		return errno;
	for (i = 0; i < inheritance->count; i++) {
		if (inheritance->fds[i] >= 0 &&
		    fcntl(inheritance->fds[i], F_SETFD, 0))
			return errno;
	}
	/* If it was closed meanwhile the child shall find that out. */
	if (child->spawn->world >= 0)
		fcntl(child->spawn->world, F_SETFD, 0);
	return child->spawn->has_streams ?
		       child_set_streams(child->spawn->streams) : 0;
}

/* The program's handlers must not run in the child, with the parent's memory. */
static void child_drop_handlers(void)
{
	struct sigaction action;
	int number;

	for (number = 1; number < NSIG; number++) {
		if (sigaction(number, NULL, &action) ||
		    action.sa_handler == SIG_IGN ||
		    action.sa_handler == SIG_DFL)
			continue;
		action.sa_handler = SIG_DFL;
		action.sa_flags = 0;
		sigaction(number, &action, NULL);
	}
}

static int child_main(void *argument)
{
	struct child *child = argument;
	struct namedmap_spawn *spawn = child->spawn;

	child_drop_handlers();
	child->error = child_set_descriptors(child);
	if (!child->error && spawn->new_session && setsid() < 0)
		child->error = errno;
	if (!child->error && spawn->new_group && setpgid(0, 0))
		child->error = errno;
	if (!child->error && spawn->directory && chdir(spawn->directory)) {
		child->error = errno;
		spawn->directory_failed = true;
	}
	if (!child->error) {
		pthread_sigmask(SIG_SETMASK, &child->mask, NULL);
		execve(spawn->path, spawn->arguments, spawn->environment);
		child->error = errno;
	}
	_exit(127);
}

/* From here on in the parent again. */

static int start_child(struct child *child, void *stack, int *pidfd)
{
	struct namedmap_spawn *spawn = child->spawn;
	siginfo_t info;
	sigset_t all;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &child->mask);
	spawn->pid = clone(child_main, (char *)stack + CHILD_STACK,
			   CLONE_VM | CLONE_VFORK | CLONE_PIDFD, child, pidfd);
	if (spawn->pid < 0)
		child->error = errno;
	else if (child->error) {
		waitid(P_PIDFD, (id_t)*pidfd, &info, WEXITED | __WALL);
		close(*pidfd);
	}
	pthread_sigmask(SIG_SETMASK, &child->mask, NULL);
	return -child->error;
}

static int spawn_child(struct child *child)
{
	void *stack = mmap(NULL, CHILD_STACK, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
	int result, pidfd = -1;

	if (stack == MAP_FAILED)
		return -errno;
	result = start_child(child, stack, &pidfd);
	munmap(stack, CHILD_STACK);
	return result ? result : pidfd;
}

int namedmap_spawn(struct namedmap_spawn *spawn)
{
	struct child child = { .spawn = spawn };
	int result = 0, cancel;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancel);
	if (spawn->inherit)
		result = inheritance_collect(&child.inheritance);
	if (!result)
		result = spawn_child(&child);
	free(child.inheritance.fds);
	pthread_setcancelstate(cancel, NULL);
	return result;
}

void namedmap_spawn_undo(int pidfd)
{
	siginfo_t info;

	namedmap_pidfd_signal(pidfd, SIGKILL);
	while (waitid(P_PIDFD, (id_t)pidfd, &info, WEXITED | __WALL) &&
	       errno == EINTR)
		;
	close(pidfd);
}
