/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_ACCESS_H
#define NAMEDMAP_ACCESS_H

#include <linux/types.h>
#include <linux/uidgid.h>

#include <linux/namedmap.h>

/* What an object's mode may hold. */
#define NAMEDMAP_MODE_MASK 0666

/**
 * struct namedmap_permission - who may do what with an object
 * @owner: user who owns it
 * @group: group that owns it
 * @mode: read and write bits of owner, group and others
 */
struct namedmap_permission {
	kuid_t owner;
	kgid_t group;
	umode_t mode;
};

u32 namedmap_access_all(enum namedmap_kind kind);
int namedmap_access_wanted(enum namedmap_kind kind, u32 wanted, u32 *rights);
u32 namedmap_access_of_mode(enum namedmap_kind kind, umode_t bits);
u32 namedmap_access_allowed(enum namedmap_kind kind,
			    const struct namedmap_permission *permission);

#endif /* NAMEDMAP_ACCESS_H */
