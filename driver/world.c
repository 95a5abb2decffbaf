// SPDX-License-Identifier: GPL-2.0-only
/**
 * DOC: Name spaces
 *
 * A name is looked up in the IPC namespace of the calling task, and in it in
 * one of the tables that its prefix selects: Global, or that of one user. Every
 * object keeps its IPC namespace, so the address of the namespace serves as
 * key: it is not used again while an object has it.
 *
 * An open device file that was given a private world looks its names up there
 * instead, whichever task uses it. What the file stands for is decided by the
 * first call on it, once and for all, with one compare-and-exchange of its
 * private_data: a world is put there, or a mark that there will be none. The
 * world lives as long as that file or an object with a name in it; an object
 * never keeps the device file, so there is no cycle.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/hash.h>
#include <linux/init.h>
#include <linux/ipc_namespace.h>
#include <linux/jhash.h>
#include <linux/moduleparam.h>
#include <linux/nsproxy.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/siphash.h>
#include <linux/slab.h>
#include <linux/user_namespace.h>

#include "world.h"

VISIBLE_IF_KUNIT int namedmap_global_gid = -1;
EXPORT_SYMBOL_IF_KUNIT(namedmap_global_gid);
module_param_named(global_gid, namedmap_global_gid, int, 0644);
MODULE_PARM_DESC(global_gid,
		 "Group whose members may create Global\\ names (default: none)");

/* What stands in the place of a private world when there will be none. */
static struct namedmap_world world_public;

/**
 * namedmap_world_make - give an open device file a private world
 * @place: where the file has its world; NULL there until its first call
 *
 * Return: 0, -EBUSY if the file has a world or was used without one, -ENOMEM.
 */
int namedmap_world_make(void **place)
{
	struct namedmap_world *world;

	if (READ_ONCE(*place))
		return -EBUSY;
	world = kzalloc(sizeof(*world), GFP_KERNEL_ACCOUNT);
	if (!world)
		return -ENOMEM;
	refcount_set(&world->references, 1);
	world->ipc = get_ipc_ns(current->nsproxy->ipc_ns);
	world->owner = current_euid();
	/* Pairs with the acquire in namedmap_world_settle(). */
	if (cmpxchg_release(place, NULL, world)) {
		namedmap_world_put(world);
		return -EBUSY;
	}
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_world_make);

/**
 * namedmap_world_settle - the private world of an open device file
 * @place: where the file has its world
 *
 * From now on it has the one that it has now.
 *
 * Return: the world, which the file keeps, or NULL if it has none.
 */
struct namedmap_world *namedmap_world_settle(void **place)
{
	/* Pairs with the release in namedmap_world_make(). */
	struct namedmap_world *world = smp_load_acquire(place);

	if (unlikely(!world)) {
		world = cmpxchg(place, NULL, &world_public);
		if (!world)
			return NULL;
	}
	return world == &world_public ? NULL : world;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_world_settle);

/**
 * namedmap_world_leave - an open device file goes away
 * @place: where the file has its world
 */
void namedmap_world_leave(void **place)
{
	struct namedmap_world *world = *place;

	if (world != &world_public)
		namedmap_world_put(world);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_world_leave);

/**
 * namedmap_world_get - one more reference to a private world
 * @world: the world, or NULL
 */
void namedmap_world_get(struct namedmap_world *world)
{
	if (world)
		refcount_inc(&world->references);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_world_get);

/**
 * namedmap_world_put - one reference less
 * @world: the world, or NULL
 *
 * The task may be any, and may be exiting.
 */
void namedmap_world_put(struct namedmap_world *world)
{
	if (!world || !refcount_dec_and_test(&world->references))
		return;
	namedmap_put_ipc_ns(world->ipc);
	kfree(world);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_world_put);

/**
 * namedmap_world_get_ipc - the IPC namespace of a new object
 * @key: its name, or NULL
 *
 * Context: the task is not exiting.
 * Return: that of the private world in which the name stands, else the task's
 * own; with a reference for the caller.
 */
struct ipc_namespace *namedmap_world_get_ipc(const struct namedmap_key *key)
{
	if (key && key->private)
		return get_ipc_ns(key->private->ipc);
	return get_ipc_ns(current->nsproxy->ipc_ns);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_world_get_ipc);

/**
 * namedmap_world_put_ipc - drop a reference
 * @ipc: the IPC namespace
 */
void namedmap_world_put_ipc(struct ipc_namespace *ipc)
{
	namedmap_put_ipc_ns(ipc);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_world_put_ipc);

/**
 * namedmap_world_capable - may the task override permissions?
 * @ipc: IPC namespace of the object
 *
 * Return: whether it has CAP_IPC_OWNER in the user namespace that owns it.
 */
bool namedmap_world_capable(struct ipc_namespace *ipc)
{
	return ns_capable(ipc->user_ns, CAP_IPC_OWNER);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_world_capable);

/* Names are hashed with a secret so that nobody can choose colliding ones. */
static hsiphash_key_t world_secret __ro_after_init;

/**
 * namedmap_world_init - make the secret
 *
 * Here and not at the first name: get_random_once() would keep the module until
 * a kernel thread has run.
 */
void __init namedmap_world_init(void)
{
	get_random_bytes(&world_secret, sizeof(world_secret));
}

static u32 world_hash(const struct namedmap_key *key)
{
	u32 hash;

	hash = hsiphash(key->bytes, key->length, &world_secret);
	return jhash_3words(hash, hash_ptr(key->world, 32),
			    __kuid_val(key->uid), key->scope);
}

/**
 * namedmap_world_key - say where a name stands for the current task
 * @name: the name, taken apart
 * @private: the private world to look in, kept by the caller; or NULL
 * @key: where the answer goes; refers to the bytes of @name and to @private
 *
 * Return: 0, or -ENOTDIR for a user id that does not exist in the task's user
 * namespace.
 */
int namedmap_world_key(const struct namedmap_name *name,
		       struct namedmap_world *private,
		       struct namedmap_key *key)
{
	*key = (struct namedmap_key){
		.world = private,
		.private = private,
		.scope = name->scope,
		.uid = GLOBAL_ROOT_UID,
		.bytes = name->bytes,
		.length = name->length,
	};
	if (!private)
		key->world = current->nsproxy->ipc_ns;
	if (name->has_session) {
		key->uid = make_kuid(current_user_ns(), name->session);
		if (!uid_valid(key->uid))
			return -ENOTDIR;
	} else if (name->scope == NAMEDMAP_SCOPE_LOCAL) {
		key->uid = current_euid();
	}
	key->hash = world_hash(key);
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_world_key);

/**
 * namedmap_world_is_foreign - does a name stand in another user's table?
 * @key: where the name stands
 *
 * Return: false for Global, which is everybody's.
 */
bool namedmap_world_is_foreign(const struct namedmap_key *key)
{
	return key->scope == NAMEDMAP_SCOPE_LOCAL &&
	       !uid_eq(key->uid, current_euid());
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_world_is_foreign);

/**
 * namedmap_world_is_overridden - does a capability stand above permissions?
 * @key: where the name stands
 *
 * Return: whether the current task has CAP_IPC_OWNER over the name's world.
 */
bool namedmap_world_is_overridden(const struct namedmap_key *key)
{
	return namedmap_world_capable(key->private ? key->private->ipc :
						     current->nsproxy->ipc_ns);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_world_is_overridden);

/**
 * namedmap_world_may_create - may the current task make a new name?
 * @key: where the name is to stand
 *
 * Return: true for the task's own table, and for Global with CAP_IPC_OWNER, as
 * a member of the group that the module parameter names, or as the user who
 * made the private world.
 */
bool namedmap_world_may_create(const struct namedmap_key *key)
{
	kgid_t group;

	if (key->scope == NAMEDMAP_SCOPE_LOCAL)
		return !namedmap_world_is_foreign(key);
	if (key->private && uid_eq(key->private->owner, current_euid()))
		return true;
	group = make_kgid(&init_user_ns, READ_ONCE(namedmap_global_gid));
	if (gid_valid(group) && in_egroup_p(group))
		return true;
	return namedmap_world_is_overridden(key);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_world_may_create);
