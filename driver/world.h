/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_WORLD_H
#define NAMEDMAP_WORLD_H

#include <linux/types.h>
#include <linux/uidgid.h>

#include "name.h"

struct ipc_namespace;

/**
 * struct namedmap_key - where a name stands
 * @world: the name space, as an address that means nothing else; it is not
 *	reused while an object has the key
 * @scope: table in it
 * @uid: whose table, for NAMEDMAP_SCOPE_LOCAL
 * @bytes: the name
 * @length: bytes in it
 * @hash: hash of all these
 */
struct namedmap_key {
	const struct ipc_namespace *world;
	enum namedmap_scope scope;
	kuid_t uid;
	const char *bytes;
	u32 length;
	u32 hash;
};

struct ipc_namespace *namedmap_world_get(void);
void namedmap_world_put(struct ipc_namespace *world);
bool namedmap_world_capable(struct ipc_namespace *world);
int namedmap_world_key(const struct namedmap_name *name,
		       struct namedmap_key *key);
bool namedmap_world_may_create(const struct namedmap_key *key);

#endif /* NAMEDMAP_WORLD_H */
