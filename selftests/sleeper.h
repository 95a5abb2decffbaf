/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Waits: to look without waiting, and threads that are known to be asleep in a
 * wait.
 */
#ifndef NAMEDMAP_SLEEPER_H
#define NAMEDMAP_SLEEPER_H

#include <pthread.h>

#include "namedmap_utils.h"

#define MAX NAMEDMAP_WAIT_MAX

/* For waits that must end: so late that only a broken one takes so long. */
#define PATIENCE (monotonic() + 120 * SECOND)

/* Look, and do not wait. */
#define LOOK(dev, ...) WAIT(dev, 0, __VA_ARGS__)
#define LOOK_ALL(dev, ...) WAIT_ALL(dev, 0, __VA_ARGS__)

/* A thread in a wait. */
struct sleeper {
	struct namedmap_wait *argument;	/* where else it is to stand, or NULL */
	int handles[MAX];
	int count;
	__u32 flags;
	__u64 timeout;
	int dev;
	int tid;
	int ended;
	int result;
	__u32 abandoned;
	pthread_t thread;
};

static void *sleep_once(void *data)
{
	struct sleeper *sleeper = data;
	struct namedmap_wait wait, *argument = sleeper->argument ?: &wait;

	*argument = (struct namedmap_wait){
		.size = sizeof(wait), .flags = sleeper->flags,
		.handles = address(sleeper->handles), .count = sleeper->count,
		.timeout = sleeper->timeout,
	};
	__atomic_store_n(&sleeper->tid, gettid(), __ATOMIC_SEQ_CST);
	sleeper->result = ioctl(sleeper->dev, NAMEDMAP_IOC_WAIT, argument) ?
			  -errno : (int)argument->out_index;
	sleeper->abandoned = argument->out_abandoned;
	__atomic_store_n(&sleeper->ended, 1, __ATOMIC_SEQ_CST);
	return NULL;
}

/* Until a task, of which only the wait is left to do, is asleep in it. */
static void until_asleep(int tid)
{
	char path[64], text[300], *state;

	snprintf(path, sizeof(path), "/proc/%d/stat", tid);
	for (;;) {
		if (read_file(path, text, sizeof(text)))
			abort();
		state = strrchr(text, ')');
		if (state && state[2] == 'S')
			return;
		sched_yield();
	}
}

/* Start it; whether it sleeps already is not known. */
static void sleeper_start_handles(struct sleeper *sleeper, int dev,
				  const int *handles, int count)
{
	sleeper->dev = dev;
	sleeper->count = count;
	memcpy(sleeper->handles, handles, count * sizeof(*handles));
	if (!sleeper->timeout)
		sleeper->timeout = PATIENCE;
	if (pthread_create(&sleeper->thread, NULL, sleep_once, sleeper))
		abort();
	while (!__atomic_load_n(&sleeper->tid, __ATOMIC_SEQ_CST))
		sched_yield();
}

/* The same, until it sleeps. */
static void sleep_in_handles(struct sleeper *sleeper, int dev,
			     const int *handles, int count)
{
	sleeper_start_handles(sleeper, dev, handles, count);
	until_asleep(sleeper->tid);
}

#define SLEEP(sleeper, dev, ...) do {					       \
	const int __handles[] = { __VA_ARGS__ };			       \
									       \
	sleep_in_handles(sleeper, dev, __handles, ARRAY_SIZE(__handles));      \
} while (0)

static bool sleeper_ended(struct sleeper *sleeper)
{
	return __atomic_load_n(&sleeper->ended, __ATOMIC_SEQ_CST);
}

static int sleeper_result(struct sleeper *sleeper)
{
	pthread_join(sleeper->thread, NULL);
	return sleeper->result;
}

/* A thread of this process is no more: joined is not yet gone. */
static __maybe_unused void until_gone(int tid)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/task/%d", tid);
	while (!access(path, F_OK))
		sched_yield();
}

#endif /* NAMEDMAP_SLEEPER_H */
