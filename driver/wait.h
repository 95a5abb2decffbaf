/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_WAIT_H
#define NAMEDMAP_WAIT_H

#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/poll.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct file;
struct namedmap_waitable;
struct namedmap_waiter;
struct pid;

/**
 * struct namedmap_waitable_ops - what differs between things to wait for
 * @prepare: NULL, or called before somebody waits or polls, without the lock;
 *	may make the object ready, and may refuse with an error
 * @ready: would that wait end with it now? Reads one word, as it is also asked
 *	without the lock. NULL in place of a wait means anybody's
 * @take: end a wait with it; called when @ready. Returns what @give_back needs
 * @give_back: undo @take, of which the waiter was never told, unless what
 *	happened since has made it void. Called by the waiter's task
 *
 * @take and @give_back are called with the lock held.
 */
struct namedmap_waitable_ops {
	int (*prepare)(struct namedmap_waitable *waitable);
	bool (*ready)(const struct namedmap_waitable *waitable,
		      const struct namedmap_waiter *waiter);
	u32 (*take)(struct namedmap_waitable *waitable,
		    struct namedmap_waiter *waiter);
	void (*give_back)(struct namedmap_waitable *waitable, u32 taken);
};

/**
 * struct namedmap_waitable_spec - what an object to wait for is to be
 * @mode: permission bits
 * @flags: of its kind
 * @count: how many waits it ends from the start, for a semaphore
 * @maximum: how many it can ever end without being released
 */
struct namedmap_waitable_spec {
	umode_t mode;
	u32 flags;
	u32 count;
	u32 maximum;
};

/**
 * struct namedmap_waitable - what an object has that can be waited for
 * @ops: its kind
 * @lock: guards the object's state, and the fields below unless they say more
 * @any_waiters: entries of waits for any, longest first. While @lock is free
 *	nothing is ready for one of them that has not been chosen yet
 * @all_waiters: entries of waits for all; guarded by the mutex of those alone
 * @all_waits: waits for all that are not over; changed under both locks. While
 *	it is not 0, the object becomes ready only under the mutex
 * @pollers: who polls; has a lock of its own
 */
struct namedmap_waitable {
	const struct namedmap_waitable_ops *ops;
	spinlock_t lock; /* the object's state and the lists, see above */
	struct list_head any_waiters;
	struct list_head all_waiters;
	unsigned int all_waits;
	wait_queue_head_t pollers;
};

/**
 * struct namedmap_wait_entry - one of the things that a wait is for
 * @node: place among the waiters of @waitable
 * @waiter: the wait
 * @waitable: what is waited for; NULL for a file that is polled
 * @file: the file, with a reference; it keeps @waitable
 * @index: the caller's number for it
 * @taken: what take() returned
 * @has: it was taken
 */
struct namedmap_wait_entry {
	struct list_head node;
	struct namedmap_waiter *waiter;
	struct namedmap_waitable *waitable;
	struct file *file;
	int index;
	u32 taken;
	bool has;
};

/* So many entries need no allocation. */
#define NAMEDMAP_WAIT_INLINE 4

/**
 * struct namedmap_waiter - a task's wait
 * @task: who waits
 * @thread: the id of @task
 * @process: the id of its process
 * @chosen: index of the entry that ended the wait, -1 before. Whoever changes
 *	it from -1 ends the wait: one who signals, or the task for a file
 * @all: wait for all entries at once
 * @polled: some entry is a file that is polled
 * @abandoned: what was taken includes a mutex whose owner had ended; set before
 *	the locks of what was taken are free
 * @count: entries
 * @timeout: nanoseconds of CLOCK_MONOTONIC; 0: only look
 * @polls: what the task is woken by for files, or NULL
 * @entries: in the order of their indices
 * @inline_entries: room for few
 */
struct namedmap_waiter {
	struct task_struct *task;
	struct pid *thread;
	struct pid *process;
	atomic_t chosen;
	bool all;
	bool polled;
	bool abandoned;
	unsigned int count;
	u64 timeout;
	struct poll_wqueues *polls;
	struct namedmap_wait_entry *entries;
	struct namedmap_wait_entry inline_entries[NAMEDMAP_WAIT_INLINE];
};

void namedmap_waitable_init(struct namedmap_waitable *waitable,
			    const struct namedmap_waitable_ops *ops);
bool namedmap_waitable_lock(struct namedmap_waitable *waitable);
void namedmap_waitable_unlock(struct namedmap_waitable *waitable, bool all);
__poll_t namedmap_waitable_poll(struct namedmap_waitable *waitable,
				struct file *file, poll_table *table);

int namedmap_waiter_init(struct namedmap_waiter *waiter, unsigned int capacity,
			 bool all, u64 timeout);
int namedmap_waiter_add(struct namedmap_waiter *waiter, int index,
			struct file *file, struct namedmap_waitable *waitable);
int namedmap_wait(struct namedmap_waiter *waiter);
void namedmap_waiter_give_back(struct namedmap_waiter *waiter);
void namedmap_waiter_destroy(struct namedmap_waiter *waiter);

#endif /* NAMEDMAP_WAIT_H */
