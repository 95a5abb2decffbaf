/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_REGISTRY_H
#define NAMEDMAP_REGISTRY_H

#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/rhashtable-types.h>
#include <linux/types.h>

#define NAMEDMAP_REGISTRY_LOCKS 64

/**
 * struct namedmap_entry - head of everything that a registry holds
 * @node: place in the registry
 * @key: what the entry is found by
 * @references: users of the entry; it leaves the registry with the last one
 * @rcu: for freeing
 */
struct namedmap_entry {
	struct rhash_head node;
	u64 key;
	refcount_t references;
	struct rcu_head rcu;
};

/**
 * struct namedmap_registry - counted entries found by number, made on demand
 * @table: the entries
 * @entry_size: bytes in an entry, struct namedmap_entry being its head
 * @locks: one for each group of keys; held where an entry is added or its last
 *	reference dropped. Nothing is waited for under them, not even memory,
 *	and no two of them, of whatever registry, are held together
 */
struct namedmap_registry {
	struct rhashtable table;
	size_t entry_size;
	/* Held where an entry is added or its last reference dropped. */
	struct mutex locks[NAMEDMAP_REGISTRY_LOCKS];
};

int namedmap_registry_init(struct namedmap_registry *registry,
			   size_t entry_size);
void namedmap_registry_exit(struct namedmap_registry *registry);
struct namedmap_entry *
namedmap_registry_get(struct namedmap_registry *registry, u64 key,
		      void (*init)(struct namedmap_entry *entry));
void namedmap_registry_put(struct namedmap_registry *registry,
			   struct namedmap_entry *entry);
bool namedmap_registry_wait(int ret, bool *waited);

#endif /* NAMEDMAP_REGISTRY_H */
