/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_CHARGE_H
#define NAMEDMAP_CHARGE_H

#include <linux/types.h>

struct namedmap_user;

/**
 * struct namedmap_charge - what an object costs whom
 * @creator: the user who made the object; NULL if nothing is charged
 * @above: owners of the user namespaces above the creator, or NULL
 * @levels: how many of them there are
 * @name_bytes: bytes in the name
 */
struct namedmap_charge {
	struct namedmap_user *creator;
	struct namedmap_user **above;
	unsigned int levels;
	size_t name_bytes;
};

int namedmap_charge(struct namedmap_charge *charge, size_t name_bytes);
void namedmap_uncharge(struct namedmap_charge *charge);
int namedmap_charge_init(void);
void namedmap_charge_exit(void);

#if IS_ENABLED(CONFIG_KUNIT)
extern ulong namedmap_max_objects;
extern ulong namedmap_max_name_bytes;
#endif

#endif /* NAMEDMAP_CHARGE_H */
