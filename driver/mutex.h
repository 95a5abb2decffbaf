/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_MUTEX_H
#define NAMEDMAP_MUTEX_H

#include <linux/llist.h>
#include <linux/wait.h>

#include "object.h"
#include "wait.h"

struct pid;
struct task_struct;

/**
 * struct namedmap_mutex - a mutex
 * @object: its head
 * @waitable: who waits for it; its lock guards all up to @abandoned
 * @owner: id of the thread that owns it, with a reference; NULL if none does
 * @task: the thread, only to be compared: @owner passes to another when a
 *	thread other than the first calls execve(2)
 * @process: id of the owner's process, with a reference; NULL if it is the same
 * @owner_end: how the end of the thread is learned; on the queue of @owner
 * @process_end: how the end of the process is learned; on the queue of @process
 * @recursion: how often the owner has to release it
 * @abandoned: the last owner ended without releasing it
 * @given_up: the owner has said that it ends; guarded by the lock of @owner's
 *	queue until the work below sees it
 * @queued: bit 0: it is in the list of those whose owner may have ended
 * @ever_queued: it was at some time; set under the lock of one of the queues
 * @node: place in that list
 */
struct namedmap_mutex {
	struct namedmap_object object;
	struct namedmap_waitable waitable;
	struct pid *owner;
	struct task_struct *task;
	struct pid *process;
	wait_queue_entry_t owner_end;
	wait_queue_entry_t process_end;
	u32 recursion;
	bool abandoned;
	bool given_up;
	unsigned long queued;
	bool ever_queued;
	struct llist_node node;
};

/**
 * struct namedmap_mutex_state - what can be told of a mutex
 * @recursion: how often its owner has to release it; 0 if nobody owns it
 * @mine: the current thread owns it
 * @abandoned: the last owner ended without releasing it
 */
struct namedmap_mutex_state {
	u32 recursion;
	bool mine;
	bool abandoned;
};

struct namedmap_object *
namedmap_mutex_alloc(const struct namedmap_key *key,
		     const struct namedmap_waitable_spec *spec);
struct namedmap_mutex *namedmap_mutex_of(struct namedmap_object *object);
int namedmap_mutex_release(struct namedmap_mutex *mutex, u32 *before);
void namedmap_mutex_abandon_all(void);
void namedmap_mutex_state(struct namedmap_mutex *mutex,
			  struct namedmap_mutex_state *state);
int namedmap_mutex_init(void);
void namedmap_mutex_exit(void);

#endif /* NAMEDMAP_MUTEX_H */
