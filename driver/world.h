/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_WORLD_H
#define NAMEDMAP_WORLD_H

#include <linux/refcount.h>
#include <linux/types.h>
#include <linux/uidgid.h>

#include "name.h"

struct ipc_namespace;

/**
 * struct namedmap_world - a private world: a name space of its own
 * @references: the device file that it was made on, and objects with names in
 *	it
 * @ipc: IPC namespace of the task that made it, with a reference
 * @owner: user who made it, and may create Global names in it
 */
struct namedmap_world {
	refcount_t references;
	struct ipc_namespace *ipc;
	kuid_t owner;
};

/**
 * struct namedmap_key - where a name stands
 * @world: the name space, as an address that means nothing else; it is not
 *	reused while an object has the key
 * @private: the private world, if @world is one; kept by whoever keeps the key
 * @scope: table in it
 * @uid: whose table, for NAMEDMAP_SCOPE_LOCAL
 * @bytes: the name
 * @length: bytes in it
 * @hash: hash of all these
 */
struct namedmap_key {
	const void *world;
	struct namedmap_world *private;
	enum namedmap_scope scope;
	kuid_t uid;
	const char *bytes;
	u32 length;
	u32 hash;
};

void namedmap_world_init(void);
int namedmap_world_make(void **place);
struct namedmap_world *namedmap_world_settle(void **place);
void namedmap_world_leave(void **place);
void namedmap_world_get(struct namedmap_world *world);
void namedmap_world_put(struct namedmap_world *world);
struct ipc_namespace *namedmap_world_get_ipc(const struct namedmap_key *key);
void namedmap_world_put_ipc(struct ipc_namespace *ipc);
bool namedmap_world_capable(struct ipc_namespace *ipc);
int namedmap_world_key(const struct namedmap_name *name,
		       struct namedmap_world *private,
		       struct namedmap_key *key);
bool namedmap_world_is_foreign(const struct namedmap_key *key);
bool namedmap_world_is_overridden(const struct namedmap_key *key);
bool namedmap_world_may_create(const struct namedmap_key *key);

#if IS_ENABLED(CONFIG_KUNIT)
extern int namedmap_global_gid;
#endif

#endif /* NAMEDMAP_WORLD_H */
