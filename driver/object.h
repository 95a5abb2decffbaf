/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_OBJECT_H
#define NAMEDMAP_OBJECT_H

#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/rhashtable-types.h>

#include "access.h"
#include "charge.h"
#include "world.h"

struct namedmap_object;
struct namedmap_waitable;

/**
 * struct namedmap_object_ops - what differs between kinds of objects
 * @kind: the kind
 * @file_name: how a handle is called in /proc/PID/fd
 * @kind_name: how the kind is called
 * @waitable: what an object has to be waited for; NULL if nothing
 * @release: give back all that the kind took, after the last handle
 * @free: free the memory, after a grace period
 */
struct namedmap_object_ops {
	enum namedmap_kind kind;
	const char *file_name;
	const char *kind_name;
	struct namedmap_waitable *(*waitable)(struct namedmap_object *object);
	void (*release)(struct namedmap_object *object);
	void (*free)(struct namedmap_object *object);
};

/**
 * enum namedmap_state - whether an object can be found
 * @NAMEDMAP_MAKING: the name is taken, the object not complete: an open does not
 *	find it, and another create waits
 * @NAMEDMAP_LIVE: complete
 */
enum namedmap_state {
	NAMEDMAP_MAKING,
	NAMEDMAP_LIVE,
};

/**
 * struct namedmap_object - head of everything that can have a name
 * @ops: the kind
 * @handles: handles on the object, and calls that are making one. It lives as
 *	long as this is not 0. An object that has its name in the directory
 *	reaches 0 under the name's lock
 * @state: only ever goes from MAKING to LIVE
 * @permission: who may open it
 * @ipc: IPC namespace it was created in, with a reference
 * @key: its name; @key.bytes is NULL without one. Has a reference to a private
 *	world
 * @node: place in the directory
 * @charge: who pays
 * @rcu: for freeing
 */
struct namedmap_object {
	const struct namedmap_object_ops *ops;
	refcount_t handles;
	enum namedmap_state state;
	struct namedmap_permission permission;
	struct ipc_namespace *ipc;
	struct namedmap_key key;
	struct rhash_head node;
	struct namedmap_charge charge;
	struct rcu_head rcu;
};

int namedmap_object_init(struct namedmap_object *object,
			 const struct namedmap_object_ops *ops,
			 const struct namedmap_key *key, umode_t mode);
void namedmap_object_destroy(struct namedmap_object *object);
int namedmap_object_grant(struct namedmap_object *object, u32 wanted,
			  u32 already, u32 *granted);
bool namedmap_object_allows_any(struct namedmap_object *object);
enum namedmap_kind namedmap_object_kind(const struct namedmap_object *object);
struct namedmap_waitable *
namedmap_object_waitable(struct namedmap_object *object);
bool namedmap_object_live(const struct namedmap_object *object);

#endif /* NAMEDMAP_OBJECT_H */
