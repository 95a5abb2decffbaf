// SPDX-License-Identifier: GPL-2.0-only
/*
 * Semaphores: a count, of which each wait that it ends takes one.
 */
#include <linux/container_of.h>
#include <linux/err.h>
#include <linux/lockdep.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "semaphore.h"

static struct kmem_cache *semaphore_cache;

static void semaphore_release(struct namedmap_object *object)
{
}

static void semaphore_free(struct namedmap_object *object)
{
	kmem_cache_free(semaphore_cache, namedmap_semaphore_of(object));
}

static struct namedmap_waitable *
semaphore_waitable(struct namedmap_object *object)
{
	return &namedmap_semaphore_of(object)->waitable;
}

static const struct namedmap_object_ops semaphore_ops = {
	.kind = NAMEDMAP_KIND_SEMAPHORE,
	.file_name = "namedmap-semaphore",
	.kind_name = "semaphore",
	.waitable = semaphore_waitable,
	.release = semaphore_release,
	.free = semaphore_free,
};

/**
 * namedmap_semaphore_of - the semaphore of an object
 * @object: an object of kind NAMEDMAP_KIND_SEMAPHORE
 *
 * Return: the semaphore.
 */
struct namedmap_semaphore *namedmap_semaphore_of(struct namedmap_object *object)
{
	return container_of(object, struct namedmap_semaphore, object);
}

static bool semaphore_ready(const struct namedmap_waitable *waitable,
			    const struct namedmap_waiter *waiter)
{
	return READ_ONCE(container_of(waitable, struct namedmap_semaphore,
				      waitable)->count);
}

static u32 semaphore_take(struct namedmap_waitable *waitable,
			  struct namedmap_waiter *waiter)
{
	struct namedmap_semaphore *semaphore =
		container_of(waitable, struct namedmap_semaphore, waitable);

	lockdep_assert_held(&waitable->lock);
	WRITE_ONCE(semaphore->count, semaphore->count - 1);
	return 0;
}

/* It may have been released up to its maximum since. */
static void semaphore_give_back(struct namedmap_waitable *waitable, u32 taken)
{
	struct namedmap_semaphore *semaphore =
		container_of(waitable, struct namedmap_semaphore, waitable);

	lockdep_assert_held(&waitable->lock);
	if (semaphore->count < semaphore->maximum)
		WRITE_ONCE(semaphore->count, semaphore->count + 1);
}

static const struct namedmap_waitable_ops semaphore_waitable_ops = {
	.ready = semaphore_ready,
	.take = semaphore_take,
	.give_back = semaphore_give_back,
};

/**
 * namedmap_semaphore_release - add to a semaphore's count
 * @semaphore: the semaphore; the caller keeps it
 * @count: how much, at least 1
 * @before: where the count before goes
 *
 * Context: may sleep.
 * Return: 0, or -EOVERFLOW if the count would exceed the maximum; then it is as
 * before.
 */
int namedmap_semaphore_release(struct namedmap_semaphore *semaphore, u32 count,
			       u32 *before)
{
	bool all = namedmap_waitable_lock(&semaphore->waitable);
	int ret = -EOVERFLOW;

	*before = semaphore->count;
	if (count <= semaphore->maximum - semaphore->count) {
		WRITE_ONCE(semaphore->count, semaphore->count + count);
		ret = 0;
	}
	namedmap_waitable_unlock(&semaphore->waitable, all);
	return ret;
}

/**
 * namedmap_semaphore_alloc - make a semaphore
 * @key: its name, or NULL
 * @spec: what it is to be: the count not above the maximum, that not 0
 *
 * Return: the semaphore's object with one handle, not yet to be found, or an
 * ERR_PTR: -ENOMEM, -EDQUOT.
 */
struct namedmap_object *
namedmap_semaphore_alloc(const struct namedmap_key *key,
			 const struct namedmap_waitable_spec *spec)
{
	struct namedmap_semaphore *semaphore;
	int ret;

	semaphore = kmem_cache_zalloc(semaphore_cache, GFP_KERNEL);
	if (!semaphore)
		return ERR_PTR(-ENOMEM);
	namedmap_waitable_init(&semaphore->waitable, &semaphore_waitable_ops);
	semaphore->count = spec->count;
	semaphore->maximum = spec->maximum;
	ret = namedmap_object_init(&semaphore->object, &semaphore_ops, key,
				   spec->mode);
	if (ret) {
		kmem_cache_free(semaphore_cache, semaphore);
		return ERR_PTR(ret);
	}
	return &semaphore->object;
}

/**
 * namedmap_semaphore_init - make what semaphores are allocated from
 *
 * Return: 0 or -ENOMEM.
 */
int namedmap_semaphore_init(void)
{
	semaphore_cache = KMEM_CACHE(namedmap_semaphore, SLAB_ACCOUNT);
	return semaphore_cache ? 0 : -ENOMEM;
}

/**
 * namedmap_semaphore_exit - take it down; all semaphores were freed
 */
void namedmap_semaphore_exit(void)
{
	kmem_cache_destroy(semaphore_cache);
}
