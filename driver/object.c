// SPDX-License-Identifier: GPL-2.0-only
/**
 * DOC: Objects
 *
 * Sections and the objects to wait for share a name space and a life cycle. An object has one
 * reference count, the number of its handles. Views do not count: they belong
 * to the file behind a section. So a name dies with the last handle and the
 * memory with the last view. An object is freed after a grace period, because
 * those who open names look at it under RCU without a reference.
 */
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "object.h"

static int object_copy_name(struct namedmap_object *object,
			    const struct namedmap_key *key)
{
	char *bytes = kvmalloc(key->length, GFP_KERNEL_ACCOUNT);

	if (!bytes)
		return -ENOMEM;
	memcpy(bytes, key->bytes, key->length);
	object->key = *key;
	object->key.bytes = bytes;
	namedmap_world_get(key->private);
	return 0;
}

/**
 * namedmap_object_init - set up the head of a new object
 * @object: the object, zeroed
 * @ops: its kind
 * @key: its name, which is copied; or NULL
 * @mode: permission bits
 *
 * The object is MAKING, and has one handle: the caller's.
 *
 * Return: 0, -EDQUOT at a limit of the user's, -ENOMEM; then there is nothing
 * to undo.
 */
int namedmap_object_init(struct namedmap_object *object,
			 const struct namedmap_object_ops *ops,
			 const struct namedmap_key *key, umode_t mode)
{
	int ret;

	ret = namedmap_charge(&object->charge, key ? key->length : 0);
	if (ret)
		return ret;
	if (key) {
		ret = object_copy_name(object, key);
		if (ret) {
			namedmap_uncharge(&object->charge);
			return ret;
		}
	}
	object->ops = ops;
	object->state = NAMEDMAP_MAKING;
	object->permission.owner = current_euid();
	object->permission.group = current_egid();
	object->permission.mode = mode;
	object->ipc = namedmap_world_get_ipc(key);
	refcount_set(&object->handles, 1);
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_object_init);

static void object_free_rcu(struct rcu_head *rcu)
{
	struct namedmap_object *object =
		container_of(rcu, struct namedmap_object, rcu);

	kvfree(object->key.bytes);
	object->ops->free(object);
}

/**
 * namedmap_object_destroy - give back all that an object holds
 * @object: an object without handles that nobody can find any more
 *
 * The task may be any that dropped the last reference to a handle's file; it
 * may be exiting.
 *
 * Context: may sleep.
 */
void namedmap_object_destroy(struct namedmap_object *object)
{
	object->ops->release(object);
	namedmap_uncharge(&object->charge);
	namedmap_world_put_ipc(object->ipc);
	namedmap_world_put(object->key.private);
	call_rcu(&object->rcu, object_free_rcu);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_object_destroy);

/**
 * namedmap_object_grant - decide on the rights of a new handle
 * @object: the object
 * @wanted: rights wanted, after namedmap_access_wanted()
 * @already: rights that the caller has by another handle
 * @granted: where the rights go
 *
 * Return: 0, or -EACCES if the permission does not give what is wanted.
 */
int namedmap_object_grant(struct namedmap_object *object, u32 wanted,
			  u32 already, u32 *granted)
{
	enum namedmap_kind kind = object->ops->kind;
	u32 specific = wanted & ~NAMEDMAP_RIGHT_MAXIMUM;
	u32 allowed = already;

	if (specific & ~allowed || wanted & NAMEDMAP_RIGHT_MAXIMUM)
		allowed |= namedmap_access_allowed(kind, &object->permission);
	/* Asked last, as it is noted that the capability was used. */
	if (specific & ~allowed && namedmap_world_capable(object->ipc))
		allowed = namedmap_access_all(kind);
	if (specific & ~allowed)
		return -EACCES;
	if (!(wanted & NAMEDMAP_RIGHT_MAXIMUM)) {
		*granted = specific;
		return 0;
	}
	if (allowed != namedmap_access_all(kind) &&
	    namedmap_world_capable(object->ipc))
		allowed = namedmap_access_all(kind);
	*granted = allowed;
	return allowed ? 0 : -EACCES;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_object_grant);

/**
 * namedmap_object_allows_any - may the current task have any right at all?
 * @object: the object
 *
 * Return: whether its permission, or a capability, gives one.
 */
bool namedmap_object_allows_any(struct namedmap_object *object)
{
	return namedmap_access_allowed(object->ops->kind, &object->permission) ||
	       namedmap_world_capable(object->ipc);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_object_allows_any);

/**
 * namedmap_object_kind - the kind of an object
 * @object: the object
 *
 * Return: the kind.
 */
enum namedmap_kind namedmap_object_kind(const struct namedmap_object *object)
{
	return object->ops->kind;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_object_kind);

/**
 * namedmap_object_waitable - what an object has to be waited for
 * @object: the object
 *
 * Return: that, which lives as long as the object; NULL if its kind is not to be
 * waited for.
 */
struct namedmap_waitable *
namedmap_object_waitable(struct namedmap_object *object)
{
	return object->ops->waitable ? object->ops->waitable(object) : NULL;
}

/**
 * namedmap_object_live - can an object be opened?
 * @object: an object found under RCU or its name's lock
 *
 * Return: whether it is complete; then all its fields can be read.
 */
bool namedmap_object_live(const struct namedmap_object *object)
{
	/* Pairs with the release in namedmap_dir_publish(). */
	return smp_load_acquire(&object->state) == NAMEDMAP_LIVE;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_object_live);
