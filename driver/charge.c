// SPDX-License-Identifier: GPL-2.0-only
/**
 * DOC: Limits
 *
 * Everything that a user makes the kernel keep is charged to the memory cgroup
 * of the task that made it, and counted: how many objects a user has, and how
 * many bytes their names have. An object counts for the user who created it,
 * for as long as it lives and whoever holds it by then, and also for the
 * owner of each user namespace from the creator's up to the initial one, so
 * that a range of ids mapped into a namespace gives its owner no more than one
 * limit. The limits are the module parameters max_objects and max_name_bytes.
 */
#include <linux/atomic.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/moduleparam.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/user_namespace.h>

#include "charge.h"
#include "registry.h"

VISIBLE_IF_KUNIT ulong namedmap_max_objects = 65536;
EXPORT_SYMBOL_IF_KUNIT(namedmap_max_objects);
module_param_named(max_objects, namedmap_max_objects, ulong, 0644);
MODULE_PARM_DESC(max_objects, "Objects that one user may have (default 65536)");

VISIBLE_IF_KUNIT ulong namedmap_max_name_bytes = SZ_16M;
EXPORT_SYMBOL_IF_KUNIT(namedmap_max_name_bytes);
module_param_named(max_name_bytes, namedmap_max_name_bytes, ulong, 0644);
MODULE_PARM_DESC(max_name_bytes,
		 "Bytes in all names of one user's objects (default 16777216)");

/**
 * struct namedmap_user - what is counted for one user
 * @entry: found by the kernel's user id
 * @objects: objects that live
 * @name_bytes: bytes in their names
 */
struct namedmap_user {
	struct namedmap_entry entry;
	atomic_long_t objects;
	atomic_long_t name_bytes;
};

static struct namedmap_registry users;

static void user_uncharge(struct namedmap_user *user, size_t name_bytes)
{
	atomic_long_dec(&user->objects);
	atomic_long_sub(name_bytes, &user->name_bytes);
	namedmap_registry_put(&users, &user->entry);
}

static struct namedmap_user *user_charge(kuid_t uid, size_t name_bytes)
{
	struct namedmap_entry *entry;
	struct namedmap_user *user;
	unsigned long objects, bytes;

	entry = namedmap_registry_get(&users, __kuid_val(uid), NULL);
	if (IS_ERR(entry))
		return ERR_CAST(entry);
	user = container_of(entry, struct namedmap_user, entry);
	objects = atomic_long_inc_return(&user->objects);
	bytes = atomic_long_add_return(name_bytes, &user->name_bytes);
	if (objects > READ_ONCE(namedmap_max_objects) ||
	    bytes > READ_ONCE(namedmap_max_name_bytes)) {
		user_uncharge(user, name_bytes);
		return ERR_PTR(-EDQUOT);
	}
	return user;
}

static int charge_above(struct namedmap_charge *charge,
			struct user_namespace *ns)
{
	struct namedmap_user *user;
	kuid_t last = current_euid();

	charge->above = kcalloc(ns->level, sizeof(*charge->above),
				GFP_KERNEL_ACCOUNT);
	if (!charge->above)
		return -ENOMEM;
	for (; ns->parent; ns = ns->parent) {
		if (uid_eq(ns->owner, last))
			continue;
		last = ns->owner;
		user = user_charge(last, charge->name_bytes);
		if (IS_ERR(user))
			return PTR_ERR(user);
		charge->above[charge->levels++] = user;
	}
	return 0;
}

/**
 * namedmap_charge - charge the current user, and those above, for an object
 * @charge: what was charged; to be given to namedmap_uncharge()
 * @name_bytes: bytes in the object's name
 *
 * A user who owns the namespace just below is charged once for both.
 *
 * Return: 0, -EDQUOT at a limit, -ENOMEM; then nothing is charged.
 */
int namedmap_charge(struct namedmap_charge *charge, size_t name_bytes)
{
	struct user_namespace *ns = current_user_ns();
	struct namedmap_user *user;
	int ret;

	user = user_charge(current_euid(), name_bytes);
	if (IS_ERR(user))
		return PTR_ERR(user);
	*charge = (struct namedmap_charge){
		.creator = user,
		.name_bytes = name_bytes,
	};
	if (likely(!ns->parent))
		return 0;
	ret = charge_above(charge, ns);
	if (ret)
		namedmap_uncharge(charge);
	return ret;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_charge);

/**
 * namedmap_uncharge - give back what namedmap_charge() took
 * @charge: the charge; nothing is done if it was never made
 *
 * Uses only what is stored: the task may be any, and may have no namespaces.
 */
void namedmap_uncharge(struct namedmap_charge *charge)
{
	if (!charge->creator)
		return;
	while (charge->levels)
		user_uncharge(charge->above[--charge->levels],
			      charge->name_bytes);
	kfree(charge->above);
	charge->above = NULL;
	user_uncharge(charge->creator, charge->name_bytes);
	charge->creator = NULL;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_uncharge);

/**
 * namedmap_charge_init - make the table of users
 *
 * Return: 0 or -ENOMEM.
 */
int namedmap_charge_init(void)
{
	return namedmap_registry_init(&users, sizeof(struct namedmap_user));
}

/**
 * namedmap_charge_exit - take down the table of users
 */
void namedmap_charge_exit(void)
{
	namedmap_registry_exit(&users);
}
