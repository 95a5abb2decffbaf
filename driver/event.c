// SPDX-License-Identifier: GPL-2.0-only
/*
 * Events: objects that are set or not, and can be waited for. They share the
 * sections' name space.
 */
#include <linux/container_of.h>
#include <linux/err.h>
#include <linux/lockdep.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "event.h"

static struct kmem_cache *event_cache;

static void event_release(struct namedmap_object *object)
{
}

static void event_free(struct namedmap_object *object)
{
	kmem_cache_free(event_cache, namedmap_event_of(object));
}

static struct namedmap_waitable *event_waitable(struct namedmap_object *object)
{
	return &namedmap_event_of(object)->waitable;
}

static const struct namedmap_object_ops event_ops = {
	.kind = NAMEDMAP_KIND_EVENT,
	.file_name = "namedmap-event",
	.kind_name = "event",
	.waitable = event_waitable,
	.release = event_release,
	.free = event_free,
};

/**
 * namedmap_event_of - the event of an object
 * @object: an object of kind NAMEDMAP_KIND_EVENT
 *
 * Return: the event.
 */
struct namedmap_event *namedmap_event_of(struct namedmap_object *object)
{
	return container_of(object, struct namedmap_event, object);
}

static struct namedmap_event *
event_of_waitable(const struct namedmap_waitable *waitable)
{
	return container_of(waitable, struct namedmap_event, waitable);
}

static bool event_is_set(const struct namedmap_event *event)
{
	return READ_ONCE(event->state) & NAMEDMAP_EVENT_SIGNALED;
}

static bool event_ready(const struct namedmap_waitable *waitable,
			const struct namedmap_waiter *waiter)
{
	return event_is_set(event_of_waitable(waitable));
}

static u32 event_take(struct namedmap_waitable *waitable,
		      struct namedmap_waiter *waiter)
{
	struct namedmap_event *event = event_of_waitable(waitable);

	lockdep_assert_held(&waitable->lock);
	if (!(event->state & NAMEDMAP_EVENT_MANUAL_RESET))
		WRITE_ONCE(event->state,
			   event->state & ~NAMEDMAP_EVENT_SIGNALED);
	return event->resets;
}

/* A reset since then would have reset it anyway. */
static void event_give_back(struct namedmap_waitable *waitable, u32 resets)
{
	struct namedmap_event *event = event_of_waitable(waitable);

	lockdep_assert_held(&waitable->lock);
	if (event->resets == resets)
		WRITE_ONCE(event->state,
			   event->state | NAMEDMAP_EVENT_SIGNALED);
}

static const struct namedmap_waitable_ops event_waitable_ops = {
	.ready = event_ready,
	.take = event_take,
	.give_back = event_give_back,
};

/**
 * namedmap_event_set - set an event
 * @event: the event; the caller keeps it
 *
 * Context: may sleep.
 * Return: whether it was set before.
 */
bool namedmap_event_set(struct namedmap_event *event)
{
	bool all = namedmap_waitable_lock(&event->waitable);
	bool before = event_is_set(event);

	WRITE_ONCE(event->state, event->state | NAMEDMAP_EVENT_SIGNALED);
	namedmap_waitable_unlock(&event->waitable, all);
	return before;
}

/**
 * namedmap_event_reset - reset an event
 * @event: the event; the caller keeps it
 *
 * Return: whether it was set before.
 */
bool namedmap_event_reset(struct namedmap_event *event)
{
	bool before;

	spin_lock(&event->waitable.lock);
	before = event_is_set(event);
	WRITE_ONCE(event->state, event->state & ~NAMEDMAP_EVENT_SIGNALED);
	event->resets++;
	spin_unlock(&event->waitable.lock);
	return before;
}

/**
 * namedmap_event_alloc - make an event
 * @key: its name, or NULL
 * @spec: what it is to be, with NAMEDMAP_EVENT_ flags
 *
 * Return: the event's object with one handle, not yet to be found, or an
 * ERR_PTR: -ENOMEM, -EDQUOT.
 */
struct namedmap_object *
namedmap_event_alloc(const struct namedmap_key *key,
		     const struct namedmap_waitable_spec *spec)
{
	struct namedmap_event *event;
	int ret;

	event = kmem_cache_zalloc(event_cache, GFP_KERNEL);
	if (!event)
		return ERR_PTR(-ENOMEM);
	namedmap_waitable_init(&event->waitable, &event_waitable_ops);
	event->state = spec->flags;
	ret = namedmap_object_init(&event->object, &event_ops, key,
				   spec->mode);
	if (ret) {
		kmem_cache_free(event_cache, event);
		return ERR_PTR(ret);
	}
	return &event->object;
}

/**
 * namedmap_event_init - make what events are allocated from
 *
 * Return: 0 or -ENOMEM.
 */
int namedmap_event_init(void)
{
	event_cache = KMEM_CACHE(namedmap_event, SLAB_ACCOUNT);
	return event_cache ? 0 : -ENOMEM;
}

/**
 * namedmap_event_exit - take it down; all events were freed
 */
void namedmap_event_exit(void)
{
	kmem_cache_destroy(event_cache);
}
