// SPDX-License-Identifier: GPL-2.0-only
/**
 * DOC: Name spaces
 *
 * A name is looked up in the IPC namespace of the calling task, and in it in
 * one of the tables that its prefix selects: Global, or that of one user. Every
 * object keeps its IPC namespace, so the address of the namespace serves as
 * key: it is not used again while an object has it.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/hash.h>
#include <linux/ipc_namespace.h>
#include <linux/jhash.h>
#include <linux/moduleparam.h>
#include <linux/nsproxy.h>
#include <linux/once.h>
#include <linux/sched.h>
#include <linux/siphash.h>
#include <linux/user_namespace.h>

#include "world.h"

static int global_gid = -1;
module_param(global_gid, int, 0644);
MODULE_PARM_DESC(global_gid,
		 "Group whose members may create Global\\ names (default: none)");

/**
 * namedmap_world_get - the name space of the current task
 *
 * Context: the task is not exiting.
 * Return: the IPC namespace with a reference for the caller.
 */
struct ipc_namespace *namedmap_world_get(void)
{
	return get_ipc_ns(current->nsproxy->ipc_ns);
}

/**
 * namedmap_world_put - drop a reference
 * @world: the name space
 */
void namedmap_world_put(struct ipc_namespace *world)
{
	namedmap_put_ipc_ns(world);
}

/**
 * namedmap_world_capable - may the task override permissions in a name space?
 * @world: the name space
 *
 * Return: whether it has CAP_IPC_OWNER in the user namespace that owns it.
 */
bool namedmap_world_capable(struct ipc_namespace *world)
{
	return ns_capable(world->user_ns, CAP_IPC_OWNER);
}

/* Names are hashed with a secret so that nobody can choose colliding ones. */
static u32 world_hash(const struct namedmap_key *key)
{
	static hsiphash_key_t secret __read_mostly;
	u32 hash;

	get_random_once(&secret, sizeof(secret));
	hash = hsiphash(key->bytes, key->length, &secret);
	return jhash_3words(hash, hash_ptr(key->world, 32),
			    __kuid_val(key->uid), key->scope);
}

/**
 * namedmap_world_key - say where a name stands for the current task
 * @name: the name, taken apart
 * @key: where the answer goes; refers to the bytes of @name
 *
 * Return: 0, or -ENOTDIR for a user id that does not exist in the task's user
 * namespace.
 */
int namedmap_world_key(const struct namedmap_name *name,
		       struct namedmap_key *key)
{
	*key = (struct namedmap_key){
		.world = current->nsproxy->ipc_ns,
		.scope = name->scope,
		.uid = GLOBAL_ROOT_UID,
		.bytes = name->bytes,
		.length = name->length,
	};
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

/**
 * namedmap_world_may_create - may the current task make a new name?
 * @key: where the name is to stand
 *
 * Return: true for the task's own table, and for Global with CAP_IPC_OWNER or
 * as a member of the group that the module parameter names.
 */
bool namedmap_world_may_create(const struct namedmap_key *key)
{
	kgid_t group;

	if (key->scope == NAMEDMAP_SCOPE_LOCAL)
		return uid_eq(key->uid, current_euid());
	group = make_kgid(&init_user_ns, READ_ONCE(global_gid));
	if (gid_valid(group) && in_egroup_p(group))
		return true;
	return ns_capable(key->world->user_ns, CAP_IPC_OWNER);
}
