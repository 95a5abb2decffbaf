// SPDX-License-Identifier: GPL-2.0-only
/**
 * DOC: Mutexes
 *
 * A mutex belongs to a thread or to nobody. A wait that it ends makes the
 * waiting thread its owner, and a thread that owns it can take it again.
 *
 * If the owner ends, the mutex is abandoned: free, and the next to take it is
 * told. A thread's end is learned from the queue of its struct pid on which
 * those who poll a pidfd are woken, and the end of its process from that of the
 * process. Not every thread tells: before Linux 6.9 none but the last of a
 * process, since then all but a first one that leaves others behind. So a thread
 * is to give up what it owns itself, with namedmap_mutex_abandon_all(), and
 * whoever begins to wait for a mutex looks whether its owner is there.
 *
 * The entries on these queues are part of the mutex: to take one needs no
 * memory, and cannot fail. Their wake-ups come with interrupts off, under locks
 * of the core. So they put the mutex in a list, and a work item does the rest.
 * It holds no reference. The last handle's end takes the mutex off the queues,
 * and waits for the work if the mutex was ever in the list.
 *
 * The owner is told by its struct pid, to which the mutex has a reference: its
 * address is not used again, and a new thread of the same number has another.
 * The task must be the same as well. A thread that calls execve(2) stays the
 * owner, as it stays the owner of record locks, if it keeps its id; another than
 * the first gets that one's id, and owns neither what it did nor what that did.
 * A forked child owns nothing.
 *
 * Only the thread itself can become or cease to be the owner while it lives. So
 * it can tell without the lock whether it is.
 *
 * Lock order: the mutex's own, then that of a queue.
 */
#include <linux/container_of.h>
#include <linux/err.h>
#include <linux/llist.h>
#include <linux/lockdep.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "mutex.h"

/* How often a thread can own a mutex. */
#define MUTEX_RECURSION_MAX 0x80000000u

#define MUTEX_QUEUED 0

static void mutex_serve_left(struct work_struct *work);

static struct kmem_cache *mutex_cache;
static struct workqueue_struct *mutex_workqueue;
/* Those whose owner may have ended, and who looks. */
static LLIST_HEAD(mutexes_left);
static DECLARE_WORK(mutex_work, mutex_serve_left);

static struct namedmap_mutex *
mutex_of_waitable(const struct namedmap_waitable *waitable)
{
	return container_of(waitable, struct namedmap_mutex, waitable);
}

/* The owner may have ended. The lock of one of the two queues is held. */
static void mutex_queue(struct namedmap_mutex *mutex)
{
	/* Under either of two locks, which may be held at the same time. */
	WRITE_ONCE(mutex->ever_queued, true);
	if (!test_and_set_bit(MUTEX_QUEUED, &mutex->queued)) {
		llist_add(&mutex->node, &mutexes_left);
		queue_work(mutex_workqueue, &mutex_work);
	}
}

static int mutex_owner_woken(wait_queue_entry_t *entry, unsigned int mode,
			     int flags, void *key)
{
	mutex_queue(entry->private);
	return 0;
}

static void mutex_watch(struct namedmap_mutex *mutex, struct pid *pid,
			wait_queue_entry_t *entry)
{
	init_waitqueue_func_entry(entry, mutex_owner_woken);
	entry->private = mutex;
	add_wait_queue(&pid->wait_pidfd, entry);
}

/* Nobody owns it so far. */
static void mutex_own(struct namedmap_mutex *mutex, struct task_struct *task,
		      struct pid *thread, struct pid *process)
{
	WRITE_ONCE(mutex->task, task);
	mutex->process = thread == process ? NULL : get_pid(process);
	mutex->recursion = 1;
	mutex->given_up = false;
	WRITE_ONCE(mutex->owner, get_pid(thread));
	mutex_watch(mutex, thread, &mutex->owner_end);
	if (mutex->process)
		mutex_watch(mutex, mutex->process, &mutex->process_end);
}

/**
 * struct mutex_owner - references left over from an owner
 * @thread: the thread
 * @process: its process, or NULL
 *
 * They are put without locks.
 */
struct mutex_owner {
	struct pid *thread;
	struct pid *process;
};

static void mutex_disown(struct namedmap_mutex *mutex,
			 struct mutex_owner *owner)
{
	lockdep_assert_held(&mutex->waitable.lock);
	owner->thread = mutex->owner;
	owner->process = mutex->process;
	remove_wait_queue(&mutex->owner->wait_pidfd, &mutex->owner_end);
	if (mutex->process)
		remove_wait_queue(&mutex->process->wait_pidfd,
				  &mutex->process_end);
	mutex->process = NULL;
	mutex->recursion = 0;
	WRITE_ONCE(mutex->owner, NULL);
}

static void mutex_put_owner(struct mutex_owner *owner)
{
	put_pid(owner->thread);
	put_pid(owner->process);
}

static bool mutex_owner_ended(const struct namedmap_mutex *mutex)
{
	struct task_struct *task;
	bool ended;

	lockdep_assert_held(&mutex->waitable.lock);
	if (!mutex->owner)
		return false;
	if (READ_ONCE(mutex->given_up))
		return true;
	rcu_read_lock();
	task = pid_task(mutex->owner, PIDTYPE_PID);
	ended = !task || task != mutex->task || READ_ONCE(task->exit_state);
	rcu_read_unlock();
	return ended;
}

/* Make it free if its owner has ended. */
static void mutex_look(struct namedmap_mutex *mutex)
{
	struct mutex_owner owner = {};
	bool all = namedmap_waitable_lock(&mutex->waitable);

	if (mutex_owner_ended(mutex)) {
		mutex_disown(mutex, &owner);
		mutex->abandoned = true;
	}
	namedmap_waitable_unlock(&mutex->waitable, all);
	mutex_put_owner(&owner);
}

static void mutex_serve_left(struct work_struct *work)
{
	struct llist_node *left = llist_del_all(&mutexes_left);
	struct namedmap_mutex *mutex, *next;

	llist_for_each_entry_safe(mutex, next, left, node) {
		clear_bit(MUTEX_QUEUED, &mutex->queued);
		/* What is not queued any more must be seen in this look. */
		smp_mb__after_atomic();
		mutex_look(mutex);
		cond_resched();
	}
}

static void mutex_object_release(struct namedmap_object *object)
{
	struct namedmap_mutex *mutex = namedmap_mutex_of(object);
	struct mutex_owner owner = {};

	spin_lock(&mutex->waitable.lock);
	if (mutex->owner)
		mutex_disown(mutex, &owner);
	spin_unlock(&mutex->waitable.lock);
	mutex_put_owner(&owner);
	if (mutex->ever_queued)
		flush_work(&mutex_work);
}

static void mutex_free(struct namedmap_object *object)
{
	kmem_cache_free(mutex_cache, namedmap_mutex_of(object));
}

static struct namedmap_waitable *mutex_waitable(struct namedmap_object *object)
{
	return &namedmap_mutex_of(object)->waitable;
}

static const struct namedmap_object_ops mutex_ops = {
	.kind = NAMEDMAP_KIND_MUTEX,
	.file_name = "namedmap-mutex",
	.kind_name = "mutex",
	.waitable = mutex_waitable,
	.release = mutex_object_release,
	.free = mutex_free,
};

/**
 * namedmap_mutex_of - the mutex of an object
 * @object: an object of kind NAMEDMAP_KIND_MUTEX
 *
 * Return: the mutex.
 */
struct namedmap_mutex *namedmap_mutex_of(struct namedmap_object *object)
{
	return container_of(object, struct namedmap_mutex, object);
}

static bool mutex_is_of(const struct namedmap_mutex *mutex,
			const struct pid *thread,
			const struct task_struct *task)
{
	return READ_ONCE(mutex->owner) == thread &&
	       READ_ONCE(mutex->task) == task;
}

static bool mutex_is_mine(const struct namedmap_mutex *mutex)
{
	return mutex_is_of(mutex, task_pid(current), current);
}

static int mutex_prepare(struct namedmap_waitable *waitable)
{
	struct namedmap_mutex *mutex = mutex_of_waitable(waitable);
	bool ended;

	if (!READ_ONCE(mutex->owner))
		return 0;
	if (mutex_is_mine(mutex))
		return mutex->recursion < MUTEX_RECURSION_MAX ? 0 : -EOVERFLOW;
	spin_lock(&waitable->lock);
	ended = mutex_owner_ended(mutex);
	spin_unlock(&waitable->lock);
	if (ended)
		mutex_look(mutex);
	return 0;
}

static bool mutex_ready(const struct namedmap_waitable *waitable,
			const struct namedmap_waiter *waiter)
{
	const struct namedmap_mutex *mutex = mutex_of_waitable(waitable);

	return !READ_ONCE(mutex->owner) ||
	       (waiter && mutex_is_of(mutex, waiter->thread, waiter->task));
}

/* Returns whether it had been abandoned. */
static u32 mutex_take(struct namedmap_waitable *waitable,
		      struct namedmap_waiter *waiter)
{
	struct namedmap_mutex *mutex = mutex_of_waitable(waitable);
	bool abandoned = mutex->abandoned;

	lockdep_assert_held(&waitable->lock);
	if (mutex->owner) {
		mutex->recursion++;
		return false;
	}
	mutex_own(mutex, waiter->task, waiter->thread, waiter->process);
	mutex->abandoned = false;
	if (abandoned)
		waiter->abandoned = true;
	return abandoned;
}

/* The owner is the current thread, so that its references are not the last. */
static void mutex_give_back(struct namedmap_waitable *waitable, u32 abandoned)
{
	struct namedmap_mutex *mutex = mutex_of_waitable(waitable);
	struct mutex_owner owner;

	lockdep_assert_held(&waitable->lock);
	if (--mutex->recursion)
		return;
	mutex_disown(mutex, &owner);
	mutex->abandoned = abandoned;
	mutex_put_owner(&owner);
}

static const struct namedmap_waitable_ops mutex_waitable_ops = {
	.prepare = mutex_prepare,
	.ready = mutex_ready,
	.take = mutex_take,
	.give_back = mutex_give_back,
};

/**
 * namedmap_mutex_release - release a mutex once
 * @mutex: the mutex; the caller keeps it
 * @before: where it goes how often the current thread owned it
 *
 * Context: may sleep.
 * Return: 0, or -EPERM if the current thread does not own it.
 */
int namedmap_mutex_release(struct namedmap_mutex *mutex, u32 *before)
{
	struct mutex_owner owner = {};
	int ret = -EPERM;
	bool all;

	if (!mutex_is_mine(mutex))
		return ret;
	all = namedmap_waitable_lock(&mutex->waitable);
	if (mutex_is_mine(mutex)) {
		*before = mutex->recursion;
		if (!--mutex->recursion)
			mutex_disown(mutex, &owner);
		ret = 0;
	}
	namedmap_waitable_unlock(&mutex->waitable, all);
	mutex_put_owner(&owner);
	return ret;
}

/*
 * Say of all that the current thread owns that it gives it up; false if there is
 * nothing. Nobody else can add to this queue.
 */
static bool mutex_give_up_all(void)
{
	wait_queue_head_t *queue = &task_pid(current)->wait_pidfd;
	wait_queue_entry_t *entry;
	bool found = false;

	spin_lock_irq(&queue->lock);
	list_for_each_entry(entry, &queue->head, entry) {
		struct namedmap_mutex *mutex = entry->private;

		if (entry->func != mutex_owner_woken ||
		    entry != &mutex->owner_end)
			continue;
		WRITE_ONCE(mutex->given_up, true);
		mutex_queue(mutex);
		found = true;
	}
	spin_unlock_irq(&queue->lock);
	return found;
}

/**
 * namedmap_mutex_abandon_all - give up every mutex of the current thread
 *
 * As if the thread had ended. Those who wait for one of them have it when this
 * returns. A mutex can be on its way to the work by a wake-up of its other queue,
 * so that the work may have to be waited for more than once.
 *
 * Context: sleeps; no lock held.
 */
void namedmap_mutex_abandon_all(void)
{
	while (mutex_give_up_all())
		flush_work(&mutex_work);
}

/**
 * namedmap_mutex_state - say whether and by whom a mutex is owned
 * @mutex: the mutex; the caller keeps it
 * @state: where the answer goes
 */
void namedmap_mutex_state(struct namedmap_mutex *mutex,
			  struct namedmap_mutex_state *state)
{
	mutex_prepare(&mutex->waitable);
	spin_lock(&mutex->waitable.lock);
	state->recursion = mutex->recursion;
	state->mine = mutex_is_mine(mutex);
	state->abandoned = mutex->abandoned;
	spin_unlock(&mutex->waitable.lock);
}

/**
 * namedmap_mutex_alloc - make a mutex
 * @key: its name, or NULL
 * @spec: what it is to be; NAMEDMAP_MUTEX_OWNED: the current thread's
 *
 * Return: the mutex's object with one handle, not yet to be found, or an
 * ERR_PTR: -ENOMEM, -EDQUOT.
 */
struct namedmap_object *
namedmap_mutex_alloc(const struct namedmap_key *key,
		     const struct namedmap_waitable_spec *spec)
{
	struct namedmap_mutex *mutex;
	int ret;

	mutex = kmem_cache_zalloc(mutex_cache, GFP_KERNEL);
	if (!mutex)
		return ERR_PTR(-ENOMEM);
	namedmap_waitable_init(&mutex->waitable, &mutex_waitable_ops);
	ret = namedmap_object_init(&mutex->object, &mutex_ops, key, spec->mode);
	if (ret) {
		kmem_cache_free(mutex_cache, mutex);
		return ERR_PTR(ret);
	}
	if (spec->flags & NAMEDMAP_MUTEX_OWNED)
		mutex_own(mutex, current, task_pid(current),
			  task_tgid(current));
	return &mutex->object;
}

/**
 * namedmap_mutex_init - make what mutexes are allocated from
 *
 * Return: 0 or -ENOMEM.
 */
int namedmap_mutex_init(void)
{
	mutex_workqueue = alloc_workqueue("namedmap", WQ_UNBOUND, 0);
	if (!mutex_workqueue)
		return -ENOMEM;
	mutex_cache = KMEM_CACHE(namedmap_mutex, SLAB_ACCOUNT);
	if (!mutex_cache) {
		destroy_workqueue(mutex_workqueue);
		return -ENOMEM;
	}
	return 0;
}

/**
 * namedmap_mutex_exit - take it down; all mutexes were freed
 */
void namedmap_mutex_exit(void)
{
	kmem_cache_destroy(mutex_cache);
	/* The work has nothing left to do, but may not have returned. */
	destroy_workqueue(mutex_workqueue);
}
