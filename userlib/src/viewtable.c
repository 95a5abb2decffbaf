// SPDX-License-Identifier: MIT
/*
 * The table of views: a balanced tree of address ranges that do not overlap, so
 * that any address inside a view finds it. A range that overlaps compares as
 * equal.
 *
 * A view that the program unmapped with munmap(2) stays in the table until
 * another view takes its place.
 */
#include <pthread.h>
#include <search.h>
#include <stdlib.h>

#include "internal.h"

static pthread_mutex_t views_mutex = PTHREAD_MUTEX_INITIALIZER;
static void *views;

static void views_lock(void)
{
	pthread_mutex_lock(&views_mutex);
}

static void views_unlock(void)
{
	pthread_mutex_unlock(&views_mutex);
}

/* A fork copies the views and the table as it is between two calls. */
__attribute__((constructor)) static void views_fork_safe(void)
{
	pthread_atfork(views_lock, views_unlock, views_unlock);
}

static int view_compare(const void *left, const void *right)
{
	const struct namedmap_view *a = left, *b = right;

	/* The last byte, because the end of a range can be address 0. */
	if (a->base + (a->size - 1) < b->base)
		return -1;
	return b->base + (b->size - 1) < a->base;
}

static struct namedmap_view *view_at_locked(const struct namedmap_view *range)
{
	void **node = tfind(range, &views, view_compare);

	return node ? *node : NULL;
}

static void view_remove_locked(struct namedmap_view *view)
{
	tdelete(view, &views, view_compare);
	free(view);
}

bool namedmap_view_add(const struct namedmap_view *view)
{
	struct namedmap_view *added = malloc(sizeof(*added)), *stale;
	void **node;

	if (!added)
		return false;
	*added = *view;
	views_lock();
	while ((stale = view_at_locked(added)))
		view_remove_locked(stale);
	node = tsearch(added, &views, view_compare);
	views_unlock();
	if (!node)
		free(added);
	return node;
}

static bool view_look_up(const void *address, struct namedmap_view *copy,
			 bool take)
{
	const struct namedmap_view byte = {
		.base = (uintptr_t)address,
		.size = 1,
	};
	struct namedmap_view *view;

	views_lock();
	view = view_at_locked(&byte);
	if (view) {
		*copy = *view;
		if (take)
			view_remove_locked(view);
	}
	views_unlock();
	return view;
}

bool namedmap_view_find(const void *address, struct namedmap_view *view)
{
	return view_look_up(address, view, false);
}

bool namedmap_view_take(const void *address, struct namedmap_view *view)
{
	return view_look_up(address, view, true);
}
