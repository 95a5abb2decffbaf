// SPDX-License-Identifier: MIT
/*
 * The table of regions, that is, of views and of what VirtualAlloc reserved: a
 * balanced tree of address ranges that do not overlap, so that any address
 * inside a region finds it. A range that overlaps compares as equal.
 *
 * What the pages of a region have stands in its runs, which lie one behind the
 * other and cover it. Neighbours always differ. Most regions keep the one run
 * that they start with.
 *
 * A region that the program unmapped with munmap(2) stays in the table until
 * another takes its place. One that the library takes away stays until its pages
 * are gone, but no call finds it any more: else its range, still mapped, would
 * pass for memory of other makers.
 */
#include <pthread.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* A change splits two runs at most, and has a new neighbour on either side. */
#define RUNS_ADDED 2
#define RUNS_TOUCHED 5

static pthread_mutex_t regions_mutex = PTHREAD_MUTEX_INITIALIZER;
static void *regions;

void namedmap_regions_lock(void)
{
	pthread_mutex_lock(&regions_mutex);
}

void namedmap_regions_unlock(void)
{
	pthread_mutex_unlock(&regions_mutex);
}

/* A fork copies the memory and the table as they are between two calls. */
__attribute__((constructor)) static void regions_fork_safe(void)
{
	pthread_atfork(namedmap_regions_lock, namedmap_regions_unlock,
		       namedmap_regions_unlock);
}

static int region_compare(const void *left, const void *right)
{
	const struct namedmap_region *a = left, *b = right;

	/* The last byte, because the end of a range can be address 0. */
	if (a->base + (a->size - 1) < b->base)
		return -1;
	return b->base + (b->size - 1) < a->base;
}

struct namedmap_region *namedmap_region_over_locked(uintptr_t base, size_t size)
{
	const struct namedmap_region range = { .base = base, .size = size };
	void **node = tfind(&range, &regions, region_compare);

	return node ? *node : NULL;
}

struct namedmap_region *namedmap_region_at_locked(uintptr_t address)
{
	struct namedmap_region *region = namedmap_region_over_locked(address, 1);

	return region && !region->leaving ? region : NULL;
}

void namedmap_region_leave_locked(struct namedmap_region *region)
{
	region->leaving = true;
}

static void region_free(struct namedmap_region *region)
{
	if (region->runs != &region->whole)
		free(region->runs);
	free(region);
}

void namedmap_region_gone(struct namedmap_region *region)
{
	namedmap_regions_lock();
	if (!region->replaced)
		tdelete(region, &regions, region_compare);
	namedmap_regions_unlock();
	region_free(region);
}

bool namedmap_region_add(const struct namedmap_region *region, bool committed)
{
	struct namedmap_region *added = malloc(sizeof(*added)), *stale;
	void **node;

	if (!added)
		return false;
	*added = *region;
	added->whole = (struct namedmap_run){
		.end = region->size,
		.protection = committed || region->is_view ?
			      region->protection : 0,
		.committed = committed,
	};
	added->runs = &added->whole;
	added->run_count = 1;
	added->run_room = 1;
	namedmap_regions_lock();
	while ((stale = namedmap_region_over_locked(added->base,
						    added->size))) {
		tdelete(stale, &regions, region_compare);
		stale->replaced = true;
		/* The thread that takes it away still has use for it. */
		if (!stale->leaving)
			region_free(stale);
	}
	node = tsearch(added, &regions, region_compare);
	namedmap_regions_unlock();
	if (!node)
		free(added);
	return node;
}

/* The run that an offset lies in. */
static size_t run_index(const struct namedmap_region *region, size_t offset)
{
	size_t low = 0, high = region->run_count - 1, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (offset < region->runs[middle].end)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

void namedmap_region_pages_locked(const struct namedmap_region *region,
				  uintptr_t address,
				  struct namedmap_pages *pages)
{
	size_t index = run_index(region, address - region->base);
	const struct namedmap_run *run = &region->runs[index];

	pages->first = region->base + (index ? run[-1].end : 0);
	pages->size = region->base + run->end - pages->first;
	pages->protection = run->protection;
	pages->committed = run->committed;
}

bool namedmap_region_make_room_locked(struct namedmap_region *region)
{
	size_t needed = region->run_count + RUNS_ADDED, room;
	struct namedmap_run *runs;

	if (needed <= region->run_room)
		return true;
	room = needed * 2;
	runs = malloc(room * sizeof(*runs));
	if (!runs)
		return false;
	memcpy(runs, region->runs, region->run_count * sizeof(*runs));
	if (region->runs != &region->whole)
		free(region->runs);
	region->runs = runs;
	region->run_room = room;
	return true;
}

/* Append a run to those before it, or make the last one longer. */
static size_t run_append(struct namedmap_run *runs, size_t count, size_t end,
			 const struct namedmap_run *like)
{
	if (count && runs[count - 1].committed == like->committed &&
	    runs[count - 1].protection == like->protection) {
		runs[count - 1].end = end;
		return count;
	}
	runs[count] = *like;
	runs[count].end = end;
	return count + 1;
}

void namedmap_region_set_locked(struct namedmap_region *region,
				const struct namedmap_pages *pages)
{
	const struct namedmap_run wanted = {
		.protection = pages->protection,
		.committed = pages->committed,
	};
	size_t first = pages->first - region->base, end = first + pages->size;
	size_t from = run_index(region, first), to = run_index(region, end - 1);
	size_t head = from ? region->runs[from - 1].end : 0, count = 0;
	size_t tail = region->runs[to].end;
	struct namedmap_run fresh[RUNS_TOUCHED], *runs = region->runs;

	if (from)
		count = run_append(fresh, count, head, &runs[from - 1]);
	if (head < first)
		count = run_append(fresh, count, first, &runs[from]);
	count = run_append(fresh, count, end, &wanted);
	if (end < tail)
		count = run_append(fresh, count, tail, &runs[to]);
	if (to + 1 < region->run_count)
		count = run_append(fresh, count, runs[to + 1].end,
				   &runs[to + 1]);

	/* The neighbours are replaced with the rest: they may have grown. */
	if (from)
		from--;
	if (to + 1 < region->run_count)
		to++;
	memmove(&runs[from + count], &runs[to + 1],
		(region->run_count - to - 1) * sizeof(*runs));
	memcpy(&runs[from], fresh, count * sizeof(*runs));
	region->run_count -= to + 1 - from;
	region->run_count += count;
}
