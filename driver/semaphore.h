/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_SEMAPHORE_H
#define NAMEDMAP_SEMAPHORE_H

#include "object.h"
#include "wait.h"

/**
 * struct namedmap_semaphore - a semaphore
 * @object: its head
 * @waitable: who waits for it; its lock guards @count
 * @count: how many waits it can end now
 * @maximum: how many it can ever; never changes
 */
struct namedmap_semaphore {
	struct namedmap_object object;
	struct namedmap_waitable waitable;
	u32 count;
	u32 maximum;
};

struct namedmap_object *
namedmap_semaphore_alloc(const struct namedmap_key *key,
			 const struct namedmap_waitable_spec *spec);
struct namedmap_semaphore *
namedmap_semaphore_of(struct namedmap_object *object);
int namedmap_semaphore_release(struct namedmap_semaphore *semaphore, u32 count,
			       u32 *before);
int namedmap_semaphore_init(void);
void namedmap_semaphore_exit(void);

#endif /* NAMEDMAP_SEMAPHORE_H */
