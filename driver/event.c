// SPDX-License-Identifier: GPL-2.0-only
/*
 * Events: objects that are set or not. They share the sections' name space.
 */
#include <linux/err.h>
#include <linux/slab.h>

#include "event.h"

static struct kmem_cache *event_cache;

static void event_release(struct namedmap_object *object)
{
}

static void event_free(struct namedmap_object *object)
{
	kmem_cache_free(event_cache, namedmap_event_of(object));
}

static const struct namedmap_object_ops event_ops = {
	.kind = NAMEDMAP_KIND_EVENT,
	.file_name = "namedmap-event",
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

/**
 * namedmap_event_alloc - make an event
 * @key: its name, or NULL
 * @mode: permission bits
 * @state: NAMEDMAP_EVENT_ flags
 *
 * Return: the event's object with one handle, not yet to be found, or an
 * ERR_PTR: -ENOMEM, -EDQUOT.
 */
struct namedmap_object *namedmap_event_alloc(const struct namedmap_key *key,
					     umode_t mode, u32 state)
{
	struct namedmap_event *event;
	int ret;

	event = kmem_cache_zalloc(event_cache, GFP_KERNEL);
	if (!event)
		return ERR_PTR(-ENOMEM);
	event->state = state;
	ret = namedmap_object_init(&event->object, &event_ops, key, mode);
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
