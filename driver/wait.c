// SPDX-License-Identifier: GPL-2.0-only
/**
 * DOC: Waiting
 *
 * Whatever can be waited for has a spinlock, a state that is ready or not, and
 * a list of those who wait. A wait has one word that says what ended it. One
 * who makes an object ready goes through the list under the object's lock, and
 * whoever turns a wait's word from -1 has ended that wait: the object is taken
 * for the waiter there and then, and nobody else can take it between this and
 * the moment when the waiter runs. So two events set back to back release two
 * waiters, each exactly one, the longest first.
 *
 * A waiter that was chosen is told so whatever woke it, a signal and its
 * timeout included. If it cannot be told any more, because it is being killed
 * or its memory has gone, it gives back what it has. That makes the object
 * ready again, for the next, unless the object says that the gift is void: an
 * event that was reset in between stays reset.
 *
 * A wait lives on its task's stack. Others reach it through the lists only, and
 * keep the lock of the list as long as they use it; the task leaves every list
 * that it ever joined, under the same locks, before it returns.
 *
 * A wait for all must take all objects in one step, and hold none before that.
 * Such waits are few. They share one mutex, and an object for which there are
 * any becomes ready only under that mutex. Its holder takes the locks of all
 * objects of a wait together, in any order, since nobody else holds more than
 * one. Those who wait for any, and those who signal objects that nobody waits
 * for all of, never see the mutex.
 *
 * Files that are not the driver's are polled as poll(2) does it. The task is
 * woken, looks for itself and, if it sees one readable, ends its own wait.
 *
 * Lock order: the mutex of waits for all, then locks of objects, then what
 * waking a task takes. Those who poll an object are woken after its lock is
 * free.
 */
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/hrtimer.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/wait.h>

#include "wait.h"

#define WAIT_NOT_CHOSEN (-1)

/* What makes a file count as signaled, and what it is looked at for. */
#define WAIT_POLL_SIGNALED EPOLLIN
#define WAIT_POLL_EVENTS (EPOLLIN | EPOLLERR | EPOLLHUP)

/* Held by all that is about waits for all. */
static DEFINE_MUTEX(wait_all_lock);

static bool wait_is_over(const struct namedmap_waiter *waiter)
{
	return atomic_read(&waiter->chosen) != WAIT_NOT_CHOSEN;
}

/* End a wait; false if it was over. */
static bool wait_choose(struct namedmap_waiter *waiter, int index)
{
	return atomic_cmpxchg(&waiter->chosen, WAIT_NOT_CHOSEN, index) ==
	       WAIT_NOT_CHOSEN;
}

static int waitable_prepare(struct namedmap_waitable *waitable)
{
	return waitable->ops->prepare ? waitable->ops->prepare(waitable) : 0;
}

/* Is it ready for that wait, or for anybody's, if there is none? */
static bool waitable_ready(const struct namedmap_waitable *waitable,
			   const struct namedmap_waiter *waiter)
{
	return waitable->ops->ready(waitable, waiter);
}

static void entry_take(struct namedmap_wait_entry *entry)
{
	lockdep_assert_held(&entry->waitable->lock);
	entry->taken = entry->waitable->ops->take(entry->waitable,
						  entry->waiter);
	entry->has = true;
}

/**
 * namedmap_waitable_init - set up what an object has to be waited for
 * @waitable: it
 * @ops: its kind
 */
void namedmap_waitable_init(struct namedmap_waitable *waitable,
			    const struct namedmap_waitable_ops *ops)
{
	waitable->ops = ops;
	spin_lock_init(&waitable->lock);
	INIT_LIST_HEAD(&waitable->any_waiters);
	INIT_LIST_HEAD(&waitable->all_waiters);
	waitable->all_waits = 0;
	init_waitqueue_head(&waitable->pollers);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_waitable_init);

/*
 * Entries of waits that are over leave the list at once, so that nobody passes
 * them again before their tasks run.
 */
static void waitable_serve_any(struct namedmap_waitable *waitable)
{
	struct namedmap_wait_entry *entry, *next;

	lockdep_assert_held(&waitable->lock);
	list_for_each_entry_safe(entry, next, &waitable->any_waiters, node) {
		if (!waitable_ready(waitable, entry->waiter))
			return;
		list_del_init(&entry->node);
		if (wait_choose(entry->waiter, entry->index)) {
			entry_take(entry);
			wake_up_process(entry->waiter->task);
		}
	}
}

static bool wait_all_ready(const struct namedmap_waiter *waiter)
{
	unsigned int i;

	for (i = 0; i < waiter->count; i++) {
		const struct namedmap_waitable *waitable =
			waiter->entries[i].waitable;

		if (waitable && !waitable_ready(waitable, waiter))
			return false;
	}
	return true;
}

/* The lock of @held is held already. */
static void wait_lock_all(struct namedmap_waiter *waiter,
			  struct namedmap_waitable *held)
{
	unsigned int i;

	lockdep_assert_held(&wait_all_lock);
	for (i = 0; i < waiter->count; i++) {
		struct namedmap_waitable *waitable = waiter->entries[i].waitable;

		if (!waitable || waitable == held)
			continue;
		spin_lock_nest_lock(&waitable->lock, &wait_all_lock);
		/* Sparse cannot count in loops. */
		__release(&waitable->lock);
	}
}

static void wait_unlock_all(struct namedmap_waiter *waiter,
			    struct namedmap_waitable *held)
{
	unsigned int i;

	for (i = 0; i < waiter->count; i++) {
		struct namedmap_waitable *waitable = waiter->entries[i].waitable;

		if (!waitable || waitable == held)
			continue;
		__acquire(&waitable->lock);
		spin_unlock(&waitable->lock);
	}
}

/*
 * End a wait for all if all is ready. Most of the time something is missing,
 * which can be seen without the locks: what waits for all are registered with
 * becomes ready only under the mutex held here, and for a wait that is not
 * registered this look is as good as any.
 */
static bool wait_try_all(struct namedmap_waiter *waiter,
			 struct namedmap_waitable *held)
{
	bool done;
	unsigned int i;

	lockdep_assert_held(&wait_all_lock);
	if (!wait_all_ready(waiter))
		return false;
	wait_lock_all(waiter, held);
	done = wait_all_ready(waiter) && wait_choose(waiter, 0);
	for (i = 0; done && i < waiter->count; i++)
		if (waiter->entries[i].waitable)
			entry_take(&waiter->entries[i]);
	wait_unlock_all(waiter, held);
	return done;
}

static void waitable_serve_all(struct namedmap_waitable *waitable)
{
	struct namedmap_wait_entry *entry, *next;

	lockdep_assert_held(&wait_all_lock);
	lockdep_assert_held(&waitable->lock);
	list_for_each_entry_safe(entry, next, &waitable->all_waiters, node) {
		if (!waitable_ready(waitable, entry->waiter))
			return;
		if (wait_is_over(entry->waiter)) {
			list_del_init(&entry->node);
		} else if (wait_try_all(entry->waiter, waitable)) {
			list_del_init(&entry->node);
			wake_up_process(entry->waiter->task);
		}
	}
}

/**
 * namedmap_waitable_lock - lock an object to make it ready
 * @waitable: what it has to be waited for
 *
 * Context: may sleep; no lock of an object held.
 * Return: what namedmap_waitable_unlock() has to be given.
 */
bool namedmap_waitable_lock(struct namedmap_waitable *waitable)
	__acquires(&waitable->lock)
{
	bool all;

	might_sleep();
	spin_lock(&waitable->lock);
	all = waitable->all_waits;
	if (unlikely(all)) {
		spin_unlock(&waitable->lock);
		mutex_lock(&wait_all_lock);
		spin_lock_nest_lock(&waitable->lock, &wait_all_lock);
	}
	return all;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_waitable_lock);

/**
 * namedmap_waitable_unlock - serve those who wait for an object, and unlock it
 * @waitable: what it has to be waited for; the caller keeps the object
 * @all: what namedmap_waitable_lock() returned
 */
void namedmap_waitable_unlock(struct namedmap_waitable *waitable, bool all)
	__releases(&waitable->lock)
{
	bool wake;

	if (all)
		waitable_serve_all(waitable);
	waitable_serve_any(waitable);
	wake = waitable_ready(waitable, NULL) &&
	       /* A poller is on the list before it looks, under the lock. */
	       waitqueue_active(&waitable->pollers);
	spin_unlock(&waitable->lock);
	if (all)
		mutex_unlock(&wait_all_lock);
	if (wake)
		wake_up_poll(&waitable->pollers, EPOLLIN | EPOLLRDNORM);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_waitable_unlock);

/**
 * namedmap_waitable_poll - the poll operation of an object's files
 * @waitable: what it has to be waited for
 * @file: the file
 * @table: who polls
 *
 * Return: EPOLLIN and EPOLLRDNORM while the object is ready. Nothing is taken.
 */
__poll_t namedmap_waitable_poll(struct namedmap_waitable *waitable,
				struct file *file, poll_table *table)
{
	bool ready;

	poll_wait(file, &waitable->pollers, table);
	waitable_prepare(waitable);
	spin_lock(&waitable->lock);
	ready = waitable_ready(waitable, NULL);
	spin_unlock(&waitable->lock);
	return ready ? EPOLLIN | EPOLLRDNORM : 0;
}

/**
 * namedmap_waiter_init - begin to set up a wait of the current task
 * @waiter: the wait; if this succeeds, to be given to namedmap_waiter_destroy()
 * @capacity: how many entries it can get, at least 1
 * @all: wait for all of them at once, not for any
 * @timeout: nanoseconds of CLOCK_MONOTONIC; 0: only look; from S64_MAX: never
 *
 * Return: 0 or -ENOMEM.
 */
int namedmap_waiter_init(struct namedmap_waiter *waiter, unsigned int capacity,
			 bool all, u64 timeout)
{
	waiter->task = current;
	waiter->thread = task_pid(current);
	waiter->process = task_tgid(current);
	atomic_set(&waiter->chosen, WAIT_NOT_CHOSEN);
	waiter->all = all && capacity > 1;
	waiter->polled = false;
	waiter->abandoned = false;
	waiter->count = 0;
	waiter->timeout = timeout;
	waiter->polls = NULL;
	waiter->entries = waiter->inline_entries;
	if (capacity <= NAMEDMAP_WAIT_INLINE)
		return 0;
	waiter->entries = kmalloc_array(capacity, sizeof(*waiter->entries),
					GFP_KERNEL_ACCOUNT);
	return waiter->entries ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_waiter_init);

static bool wait_has(const struct namedmap_waiter *waiter,
		     const struct file *file,
		     const struct namedmap_waitable *waitable)
{
	unsigned int i;

	for (i = 0; i < waiter->count; i++) {
		const struct namedmap_wait_entry *entry = &waiter->entries[i];

		if (entry->waitable == waitable &&
		    (waitable || entry->file == file))
			return true;
	}
	return false;
}

/**
 * namedmap_waiter_add - add what a wait is for
 * @waiter: the wait
 * @index: the caller's number for it, higher than those before
 * @file: a file; the caller's reference passes to the wait, whatever happens
 * @waitable: what the file's object has to be waited for; NULL if the file is
 *	to be polled
 *
 * The same thing once more changes nothing for a wait for any. It cannot be had
 * twice, though.
 *
 * Return: 0; -EINVAL for the same thing once more in a wait for all; or what the
 * object refuses the wait with.
 */
int namedmap_waiter_add(struct namedmap_waiter *waiter, int index,
			struct file *file, struct namedmap_waitable *waitable)
{
	struct namedmap_wait_entry *entry;
	int ret = 0;

	if (wait_has(waiter, file, waitable)) {
		if (file)
			fput(file);
		return waiter->all ? -EINVAL : 0;
	}
	if (waitable)
		ret = waitable_prepare(waitable);
	entry = &waiter->entries[waiter->count++];
	INIT_LIST_HEAD(&entry->node);
	entry->waiter = waiter;
	entry->waitable = waitable;
	entry->file = file;
	entry->index = index;
	entry->has = false;
	if (!waitable)
		waiter->polled = true;
	return ret;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_waiter_add);

/**
 * namedmap_waiter_destroy - give back what a wait was set up with
 * @waiter: the wait; nobody can find it any more
 */
void namedmap_waiter_destroy(struct namedmap_waiter *waiter)
{
	unsigned int i;

	for (i = 0; i < waiter->count; i++)
		if (waiter->entries[i].file)
			fput(waiter->entries[i].file);
	if (waiter->entries != waiter->inline_entries)
		kfree(waiter->entries);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_waiter_destroy);

static bool entry_readable(struct namedmap_wait_entry *entry)
{
	struct poll_wqueues *polls = entry->waiter->polls;

	return vfs_poll(entry->file, polls ? &polls->pt : NULL) &
	       WAIT_POLL_SIGNALED;
}

/* Polls register with the first look; what they could not register, they say. */
static int wait_polls_registered(struct namedmap_waiter *waiter)
{
	if (!waiter->polls)
		return 0;
	waiter->polls->pt._qproc = NULL;
	return waiter->polls->error;
}

/*
 * Sleep until the wait is over (0), a file has something to look at (0), the
 * timeout comes (-ETIMEDOUT) or a signal (-ERESTARTSYS).
 */
static int wait_sleep(struct namedmap_waiter *waiter)
{
	ktime_t time, *expires = NULL;
	int ret = 0;

	if (!waiter->timeout)
		return -ETIMEDOUT;
	if (waiter->timeout < KTIME_MAX) {
		time = ns_to_ktime(waiter->timeout);
		expires = &time;
	}
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (wait_is_over(waiter))
			break;
		if (waiter->polls && READ_ONCE(waiter->polls->triggered))
			break;
		ret = -ERESTARTSYS;
		if (signal_pending(current))
			break;
		ret = -ETIMEDOUT;
		if (!schedule_hrtimeout_range(expires, current->timer_slack_ns,
					      HRTIMER_MODE_ABS))
			break;
		ret = 0;
	}
	__set_current_state(TASK_RUNNING);
	if (waiter->polls)
		/* Cleared before the next look: what comes then is not missed. */
		smp_store_mb(waiter->polls->triggered, 0);
	return ret;
}

/* Take it if it is ready, else queue up for it; true if it is queued. */
static bool wait_try_entry(struct namedmap_wait_entry *entry)
{
	struct namedmap_waitable *waitable = entry->waitable;
	struct namedmap_waiter *waiter = entry->waiter;
	bool queued = false;

	spin_lock(&waitable->lock);
	if (waitable_ready(waitable, waiter)) {
		if (wait_choose(waiter, entry->index))
			entry_take(entry);
	} else if (waiter->timeout) {
		list_add_tail(&entry->node, &waitable->any_waiters);
		queued = true;
	}
	spin_unlock(&waitable->lock);
	return queued;
}

/*
 * Look at each in turn until the wait is over. Returns how many entries there
 * are up to the last one that is queued.
 */
static unsigned int wait_try_any(struct namedmap_waiter *waiter)
{
	unsigned int i, joined = 0;

	for (i = 0; i < waiter->count && !wait_is_over(waiter); i++) {
		struct namedmap_wait_entry *entry = &waiter->entries[i];

		if (!entry->waitable) {
			if (entry_readable(entry))
				wait_choose(waiter, entry->index);
		} else if (wait_try_entry(entry)) {
			joined = i + 1;
		}
	}
	return joined;
}

static void wait_look_at_files(struct namedmap_waiter *waiter)
{
	unsigned int i;

	for (i = 0; i < waiter->count && !wait_is_over(waiter); i++) {
		struct namedmap_wait_entry *entry = &waiter->entries[i];

		if (!entry->waitable && entry_readable(entry))
			wait_choose(waiter, entry->index);
	}
}

/*
 * The lock is taken even if the entry has left the list: one who has chosen the
 * wait may not be done with it.
 */
static void wait_leave_any(struct namedmap_waiter *waiter, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++) {
		struct namedmap_wait_entry *entry = &waiter->entries[i];

		if (!entry->waitable)
			continue;
		spin_lock(&entry->waitable->lock);
		list_del_init(&entry->node);
		spin_unlock(&entry->waitable->lock);
	}
}

static int wait_for_any(struct namedmap_waiter *waiter)
{
	unsigned int joined;
	int ret;

	joined = wait_try_any(waiter);
	ret = wait_polls_registered(waiter);
	while (!ret && !wait_is_over(waiter)) {
		ret = wait_sleep(waiter);
		if (waiter->polled)
			wait_look_at_files(waiter);
	}
	wait_leave_any(waiter, joined);
	return ret;
}

static bool wait_files_readable(struct namedmap_waiter *waiter)
{
	bool readable = true;
	unsigned int i;

	for (i = 0; i < waiter->count; i++)
		if (!waiter->entries[i].waitable)
			readable &= entry_readable(&waiter->entries[i]);
	return readable;
}

/* Until all files are readable at once; nothing else can end it. */
static int wait_for_files(struct namedmap_waiter *waiter)
{
	bool readable = wait_files_readable(waiter);
	int ret = wait_polls_registered(waiter);

	while (!ret && !readable) {
		ret = wait_sleep(waiter);
		readable = wait_files_readable(waiter);
	}
	return readable ? 0 : ret;
}

static void wait_join_all(struct namedmap_waiter *waiter)
{
	unsigned int i;

	lockdep_assert_held(&wait_all_lock);
	for (i = 0; i < waiter->count; i++) {
		struct namedmap_wait_entry *entry = &waiter->entries[i];

		if (!entry->waitable)
			continue;
		list_add_tail(&entry->node, &entry->waitable->all_waiters);
		spin_lock(&entry->waitable->lock);
		entry->waitable->all_waits++;
		spin_unlock(&entry->waitable->lock);
	}
}

static void wait_leave_all(struct namedmap_waiter *waiter)
{
	unsigned int i;

	lockdep_assert_held(&wait_all_lock);
	for (i = 0; i < waiter->count; i++) {
		struct namedmap_wait_entry *entry = &waiter->entries[i];

		if (!entry->waitable)
			continue;
		list_del_init(&entry->node);
		spin_lock(&entry->waitable->lock);
		entry->waitable->all_waits--;
		spin_unlock(&entry->waitable->lock);
	}
}

static int wait_for_objects(struct namedmap_waiter *waiter)
{
	bool joined = false;
	int ret = 0;

	mutex_lock(&wait_all_lock);
	if (!wait_try_all(waiter, NULL) && waiter->timeout) {
		wait_join_all(waiter);
		joined = true;
		/* Something may have become ready without the mutex before. */
		wait_try_all(waiter, NULL);
	}
	mutex_unlock(&wait_all_lock);

	while (!ret && !wait_is_over(waiter))
		ret = wait_sleep(waiter);
	if (joined) {
		mutex_lock(&wait_all_lock);
		wait_leave_all(waiter);
		mutex_unlock(&wait_all_lock);
	}
	return ret;
}

/* Where the kernel keeps track of files polled; much for a stack. */
static noinline_for_stack int
wait_with_polls(struct namedmap_waiter *waiter,
		int (*wait_for)(struct namedmap_waiter *waiter))
{
	struct poll_wqueues polls;
	int ret;

	if (!waiter->timeout)
		return wait_for(waiter);
	poll_initwait(&polls);
	polls.pt._key = WAIT_POLL_EVENTS;
	waiter->polls = &polls;
	ret = wait_for(waiter);
	waiter->polls = NULL;
	poll_freewait(&polls);
	return ret;
}

static int wait_begin(struct namedmap_waiter *waiter)
{
	int ret;

	if (!waiter->all)
		return waiter->polled ? wait_with_polls(waiter, wait_for_any) :
				      wait_for_any(waiter);
	if (waiter->polled) {
		ret = wait_with_polls(waiter, wait_for_files);
		if (ret)
			return ret;
	}
	return wait_for_objects(waiter);
}

/**
 * namedmap_wait - wait
 * @waiter: the wait of the current task, with at least one entry
 *
 * If the caller cannot be told of a success, namedmap_waiter_give_back() must be
 * called.
 *
 * Context: sleeps; no lock held.
 * Return: the index of what ended the wait, 0 if all did; -ETIMEDOUT;
 * -ERESTARTSYS; -EINTR if the task was killed; -ENOMEM. Nothing is taken then.
 */
int namedmap_wait(struct namedmap_waiter *waiter)
{
	int ret = wait_begin(waiter);

	if (!wait_is_over(waiter))
		return ret;
	if (fatal_signal_pending(current)) {
		namedmap_waiter_give_back(waiter);
		return -EINTR;
	}
	return atomic_read(&waiter->chosen);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_wait);

/**
 * namedmap_waiter_give_back - make up for a wait of which nobody will know
 * @waiter: a wait that is over
 *
 * Context: may sleep.
 */
void namedmap_waiter_give_back(struct namedmap_waiter *waiter)
{
	struct namedmap_waitable *waitable;
	unsigned int i;
	bool all;

	for (i = 0; i < waiter->count; i++) {
		struct namedmap_wait_entry *entry = &waiter->entries[i];

		if (!entry->has)
			continue;
		waitable = entry->waitable;
		all = namedmap_waitable_lock(waitable);
		waitable->ops->give_back(waitable, entry->taken);
		namedmap_waitable_unlock(waitable, all);
		entry->has = false;
	}
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_waiter_give_back);
