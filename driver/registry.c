// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counted entries found by number, made on demand.
 *
 * Used for what has to be known about users and about files while sections of
 * theirs live. A look-up takes no lock; an entry is added, and leaves with its
 * last reference, under the mutex that its key selects, so that one who holds
 * that mutex never meets an entry on its way out.
 */
#include <linux/hash.h>
#include <linux/rhashtable.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "registry.h"

static const struct rhashtable_params registry_params = {
	.key_len = sizeof_field(struct namedmap_entry, key),
	.key_offset = offsetof(struct namedmap_entry, key),
	.head_offset = offsetof(struct namedmap_entry, node),
	.automatic_shrinking = true,
};

/**
 * namedmap_registry_init - make an empty registry
 * @registry: where
 * @entry_size: bytes in an entry
 *
 * Return: 0 or -ENOMEM.
 */
int namedmap_registry_init(struct namedmap_registry *registry,
			   size_t entry_size)
{
	size_t i;

	registry->entry_size = entry_size;
	for (i = 0; i < NAMEDMAP_REGISTRY_LOCKS; i++)
		mutex_init(&registry->locks[i]);
	return rhashtable_init(&registry->table, &registry_params);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_registry_init);

/**
 * namedmap_registry_exit - take down a registry that has become empty
 * @registry: the registry
 */
void namedmap_registry_exit(struct namedmap_registry *registry)
{
	WARN_ON(atomic_read(&registry->table.nelems));
	rhashtable_destroy(&registry->table);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_registry_exit);

/**
 * namedmap_registry_wait - wait until a table may take what it refused
 * @ret: what rhashtable_insert_fast() returned
 * @waited: whether memory was waited for before; false at first
 *
 * A table that is being rehashed refuses for a moment (EBUSY), and one that
 * has to grow may find no memory that it can have without waiting (ENOMEM);
 * neither is a reason to refuse a user. The locks under which the insertion was
 * tried are not held here, so that nobody else waits.
 *
 * Context: may sleep; no lock held.
 * Return: whether to try again.
 */
bool namedmap_registry_wait(int ret, bool *waited)
{
	unsigned long page;

	might_sleep();
	if (ret == -ENOMEM && !*waited) {
		/* Waits for memory, as the table cannot. */
		page = __get_free_page(GFP_KERNEL);
		free_page(page);
		*waited = true;
		return true;
	}
	cond_resched();
	return ret == -EBUSY;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_registry_wait);

static struct mutex *registry_lock(struct namedmap_registry *registry, u64 key)
{
	return &registry->locks[hash_64(key, ilog2(NAMEDMAP_REGISTRY_LOCKS))];
}

static struct namedmap_entry *
registry_find(struct namedmap_registry *registry, u64 key)
{
	struct namedmap_entry *entry;

	rcu_read_lock();
	entry = rhashtable_lookup(&registry->table, &key, registry_params);
	if (entry && !refcount_inc_not_zero(&entry->references))
		entry = NULL;
	rcu_read_unlock();
	return entry;
}

/*
 * Returns the entry of @entry's key, with a reference for the caller: @entry,
 * or the one that was there before; or an error.
 */
static struct namedmap_entry *
registry_insert(struct namedmap_registry *registry,
		struct namedmap_entry *entry)
{
	struct mutex *lock = registry_lock(registry, entry->key);
	struct namedmap_entry *found;
	bool waited = false;
	int ret;

	do {
		mutex_lock(lock);
		found = registry_find(registry, entry->key);
		ret = 0;
		if (!found)
			ret = rhashtable_insert_fast(&registry->table,
						     &entry->node,
						     registry_params);
		mutex_unlock(lock);
		if (found)
			return found;
	} while (ret && namedmap_registry_wait(ret, &waited));
	return ret ? ERR_PTR(ret) : entry;
}

/**
 * namedmap_registry_get - find an entry, or make it
 * @registry: the registry
 * @key: what it is found by
 * @init: called on a new zeroed entry before anybody can find it; or NULL
 *
 * Context: may sleep, for memory; no lock held.
 * Return: the entry with a reference for the caller, or ERR_PTR(-ENOMEM).
 */
struct namedmap_entry *
namedmap_registry_get(struct namedmap_registry *registry, u64 key,
		      void (*init)(struct namedmap_entry *entry))
{
	struct namedmap_entry *entry, *found;

	found = registry_find(registry, key);
	if (found)
		return found;

	entry = kzalloc(registry->entry_size, GFP_KERNEL_ACCOUNT);
	if (!entry)
		return ERR_PTR(-ENOMEM);
	entry->key = key;
	refcount_set(&entry->references, 1);
	if (init)
		init(entry);
	found = registry_insert(registry, entry);
	if (found != entry)
		kfree(entry);
	return found;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_registry_get);

static void registry_free_rcu(struct rcu_head *rcu)
{
	kfree(container_of(rcu, struct namedmap_entry, rcu));
}

/**
 * namedmap_registry_put - drop a reference
 * @registry: the registry
 * @entry: the entry; gone for the caller
 *
 * Context: may sleep.
 */
void namedmap_registry_put(struct namedmap_registry *registry,
			   struct namedmap_entry *entry)
{
	struct mutex *lock = registry_lock(registry, entry->key);

	if (!refcount_dec_and_mutex_lock(&entry->references, lock))
		return;
	rhashtable_remove_fast(&registry->table, &entry->node,
			       registry_params);
	mutex_unlock(lock);
	call_rcu(&entry->rcu, registry_free_rcu);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_registry_put);
