// SPDX-License-Identifier: GPL-2.0-only
/**
 * DOC: The directory of names
 *
 * One hash table has the named objects of all name spaces. To open a name takes
 * no lock: the object is looked up under RCU and its count raised unless it is
 * zero. A name is added, and leaves with its last handle, under the mutex that
 * its hash selects. The count drops to zero under that mutex, so whoever holds
 * it never meets a dying object, and a create does not fail by accident.
 *
 * Nothing that can wait for a file system, for user memory or for a file to be
 * closed is done under such a mutex. A section whose file has to grow first
 * takes its name, in the state MAKING, and then grows the file. Until it is
 * published an open does not find the name, and another create of the same name
 * waits; no other name is held up.
 *
 * Lock order: the mutex of a name, then nothing of the driver. No lock is taken
 * by mmap of a handle.
 */
#include <linux/err.h>
#include <linux/jhash.h>
#include <linux/mutex.h>
#include <linux/rhashtable.h>
#include <linux/wait_bit.h>

#include "dir.h"
#include "registry.h"

#define DIR_LOCKS 256

static struct rhashtable dir_table;
static struct mutex dir_locks[DIR_LOCKS];

static u32 dir_hash_key(const void *data, u32 length, u32 seed)
{
	const struct namedmap_key *key = data;

	return jhash_1word(key->hash, seed);
}

static u32 dir_hash_object(const void *data, u32 length, u32 seed)
{
	const struct namedmap_object *object = data;

	return jhash_1word(object->key.hash, seed);
}

static int dir_compare(struct rhashtable_compare_arg *arg, const void *data)
{
	const struct namedmap_object *object = data;
	const struct namedmap_key *have = &object->key;
	const struct namedmap_key *want = arg->key;

	return have->hash != want->hash || have->world != want->world ||
	       have->scope != want->scope || !uid_eq(have->uid, want->uid) ||
	       have->length != want->length ||
	       memcmp(have->bytes, want->bytes, have->length);
}

static const struct rhashtable_params dir_params = {
	.head_offset = offsetof(struct namedmap_object, node),
	.hashfn = dir_hash_key,
	.obj_hashfn = dir_hash_object,
	.obj_cmpfn = dir_compare,
	.automatic_shrinking = true,
};

static struct mutex *dir_lock(const struct namedmap_key *key)
{
	return &dir_locks[key->hash % DIR_LOCKS];
}

/**
 * namedmap_dir_find - look a name up
 * @key: the name
 *
 * Context: takes no lock.
 * Return: the object with one more handle for the caller, or NULL.
 */
struct namedmap_object *namedmap_dir_find(const struct namedmap_key *key)
{
	struct namedmap_object *object;

	rcu_read_lock();
	object = rhashtable_lookup(&dir_table, key, dir_params);
	if (object && !(namedmap_object_live(object) &&
			refcount_inc_not_zero(&object->handles)))
		object = NULL;
	rcu_read_unlock();
	return object;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_dir_find);

/* Is somebody just making an object of this name? */
static bool dir_is_making(const struct namedmap_key *key)
{
	struct namedmap_object *object;
	bool making;

	rcu_read_lock();
	object = rhashtable_lookup(&dir_table, key, dir_params);
	making = object && !namedmap_object_live(object);
	rcu_read_unlock();
	return making;
}

/**
 * namedmap_dir_wait - wait until nobody is making an object of a name
 * @key: the name
 *
 * Context: may sleep, killably, for as long as a file system takes.
 * Return: 0 or -EINTR.
 */
int namedmap_dir_wait(const struct namedmap_key *key)
{
	return wait_var_event_killable(dir_lock(key), !dir_is_making(key)) ?
	       -EINTR : 0;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_dir_wait);

/*
 * Returns the object that has the name, with a handle for the caller; NULL
 * after @object was inserted; or an error, -EAGAIN if somebody is just making
 * an object of that name.
 */
static struct namedmap_object *
dir_insert_locked(struct namedmap_object *object)
{
	struct namedmap_object *found;
	int ret;

	lockdep_assert_held(dir_lock(&object->key));

	rcu_read_lock();
	found = rhashtable_lookup(&dir_table, &object->key, dir_params);
	rcu_read_unlock();
	if (found) {
		/* Not dying: it would have left under the lock held here. */
		if (!namedmap_object_live(found))
			return ERR_PTR(-EAGAIN);
		refcount_inc(&found->handles);
		return found;
	}
	ret = rhashtable_insert_fast(&dir_table, &object->node, dir_params);
	return ret ? ERR_PTR(ret) : NULL;
}

/**
 * namedmap_dir_insert - give an object its name, or find who has it
 * @object: a new object with a name, MAKING
 *
 * Context: may sleep; waits, killably, for others who are making an object of
 * that name.
 * Return: @object, which then keeps its name until its last handle is closed;
 * another object of that name with one more handle for the caller; or an
 * ERR_PTR: -ENOMEM, -EINTR. In the last two cases @object is as before.
 */
struct namedmap_object *namedmap_dir_insert(struct namedmap_object *object)
{
	struct mutex *lock = dir_lock(&object->key);
	struct namedmap_object *found;
	bool waited = false;
	int ret;

	for (;;) {
		mutex_lock(lock);
		found = dir_insert_locked(object);
		mutex_unlock(lock);
		if (!found)
			return object;
		if (!IS_ERR(found))
			return found;
		if (found == ERR_PTR(-EAGAIN)) {
			ret = namedmap_dir_wait(&object->key);
			if (ret)
				return ERR_PTR(ret);
		} else if (!namedmap_registry_wait(PTR_ERR(found), &waited)) {
			return found;
		}
	}
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_dir_insert);

static void dir_wake_waiters(struct namedmap_object *object)
{
	/* Orders the change before the look at who waits for it. */
	smp_mb();
	wake_up_var(dir_lock(&object->key));
}

/**
 * namedmap_dir_publish - let an object be found
 * @object: the object, complete; MAKING, and inserted if it has a name
 */
void namedmap_dir_publish(struct namedmap_object *object)
{
	/* Pairs with the acquire in namedmap_object_live(). */
	smp_store_release(&object->state, NAMEDMAP_LIVE);
	if (object->key.bytes)
		dir_wake_waiters(object);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_dir_publish);

/**
 * namedmap_dir_get - one more handle
 * @object: an object that the caller has a handle on
 */
void namedmap_dir_get(struct namedmap_object *object)
{
	refcount_inc(&object->handles);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_dir_get);

/**
 * namedmap_dir_put - one handle less
 * @object: the object; gone for the caller
 *
 * With the last handle the name is gone, and the object. An object that is
 * still MAKING is withdrawn so.
 *
 * Context: may sleep. The task may be any, and may be exiting.
 */
void namedmap_dir_put(struct namedmap_object *object)
{
	struct mutex *lock = dir_lock(&object->key);

	might_sleep();
	if (!object->key.bytes) {
		if (refcount_dec_and_test(&object->handles))
			namedmap_object_destroy(object);
		return;
	}
	if (!refcount_dec_and_mutex_lock(&object->handles, lock))
		return;
	rhashtable_remove_fast(&dir_table, &object->node, dir_params);
	mutex_unlock(lock);
	if (!namedmap_object_live(object))
		dir_wake_waiters(object);
	namedmap_object_destroy(object);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_dir_put);

/**
 * namedmap_dir_init - make the empty directory
 *
 * Return: 0 or -ENOMEM.
 */
int namedmap_dir_init(void)
{
	size_t i;

	for (i = 0; i < DIR_LOCKS; i++)
		mutex_init(&dir_locks[i]);
	return rhashtable_init(&dir_table, &dir_params);
}

/**
 * namedmap_dir_exit - take down the directory, which is empty
 */
void namedmap_dir_exit(void)
{
	rhashtable_destroy(&dir_table);
}
