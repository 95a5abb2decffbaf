// SPDX-License-Identifier: MIT
/*
 * Collects children that CreateProcess started and whose handles were closed
 * while they ran. Nobody will ask for them, and a program written for Windows
 * does not wait for its children; without this they would stay as zombies.
 *
 * The thread that does it lives as long as there is such a child. All of its
 * state is guarded by the lock of the slots.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "internal.h"

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

static struct {
	/* whose thread it is: a fork does not copy it */
	pid_t owner;
	bool running;
	int epoll_fd;
	size_t children;
} reaper;

/* False when there is nothing left to wait for; the thread ends then. */
static bool reap_locked(int epoll_fd, int fd)
{
	siginfo_t info;

	/* Somebody else may have collected it. */
	waitid(P_PIDFD, (id_t)fd, &info, WEXITED | WNOHANG | __WALL);
	epoll_ctl(epoll_fd, EPOLL_CTL_DEL, fd, NULL);
	close(fd);
	if (--reaper.children)
		return true;
	close(epoll_fd);
	reaper.running = false;
	reaper.owner = 0;
	return false;
}

static void *reap(void *unused)
{
	struct epoll_event event;
	bool more = true;
	int epoll_fd;

	(void)unused;
	namedmap_slots_lock();
	epoll_fd = reaper.epoll_fd;
	namedmap_slots_unlock();
	while (more) {
		if (epoll_wait(epoll_fd, &event, 1, -1) != 1)
			continue;
		namedmap_slots_lock();
		more = reap_locked(epoll_fd, event.data.fd);
		namedmap_slots_unlock();
	}
	return NULL;
}

static bool start_thread(void)
{
	pthread_attr_t attributes;
	sigset_t all, before;
	pthread_t thread;
	int result;

	if (pthread_attr_init(&attributes))
		return false;
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	/* The program's signals are for the program's threads. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	result = pthread_create(&thread, &attributes, reap, NULL);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
	return !result;
}

/* Takes the pidfd over. */
void namedmap_reap_later_locked(int fd)
{
	struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };

	if (reaper.owner != getpid()) {
		reaper.running = false;
		reaper.children = 0;
		reaper.epoll_fd = namedmap_fd_above_stdio(
			epoll_create1(EPOLL_CLOEXEC));
		reaper.owner = reaper.epoll_fd < 0 ? 0 : getpid();
	}
	if (!reaper.owner ||
	    epoll_ctl(reaper.epoll_fd, EPOLL_CTL_ADD, fd, &event)) {
		close(fd);
		return;
	}
	reaper.children++;
	/* If there is no thread to be had, the next child may have more luck. */
	if (!reaper.running)
		reaper.running = start_thread();
}
