/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Routes through the mappings of a view: mmap and what changes mappings, and
 * advice.
 */
#ifndef NAMEDMAP_ROUTES_MEMORY_H
#define NAMEDMAP_ROUTES_MEMORY_H

#include <sys/personality.h>

#include "routes.h"

/* Every protection, of both kinds; what can be mapped is written to. */
static unsigned int map_all(const struct attack *attack)
{
	static const int flags[] = {
		MAP_SHARED, MAP_SHARED_VALIDATE, MAP_SHARED | MAP_POPULATE,
		MAP_SHARED | MAP_LOCKED, MAP_SHARED | MAP_NORESERVE,
		MAP_PRIVATE, MAP_PRIVATE | MAP_POPULATE, MAP_PRIVATE | MAP_GROWSDOWN,
	};
	unsigned int kind;
	void *view;
	int prot;

	for (kind = 0; kind < ARRAY_SIZE(flags); kind++) {
		for (prot = 0; prot < 8; prot++) {
			if (!map_at(&view, SECTION_SIZE, prot, flags[kind],
				    attack->fd, 0))
				store(view, 'X');
		}
	}
	return 0;
}

/* Every range that reaches beyond the section, with every protection. */
static unsigned int map_beyond(const struct attack *attack)
{
	int prot, from, to, kind;
	void *view;

	for (prot = 0; prot < 8; prot++) {
		for (from = 0; from < FILE_SIZE; from += PAGE) {
			for (to = from + PAGE; to <= FILE_SIZE + PAGE; to += PAGE) {
				for (kind = MAP_SHARED; kind <= MAP_PRIVATE &&
				     to > SECTION_SIZE; kind++)
					map_at(&view, to - from, prot, kind,
					       attack->fd, from);
			}
		}
	}
	return 0;
}

/* Over the second half of a view that exists. */
static unsigned int map_over(const struct attack *attack)
{
	char *view = shared_view(attack);

	if (!view)
		return 0;
	mmap(view + PAGE, PAGE, PROT_READ, MAP_SHARED | MAP_FIXED, attack->fd,
	     LAST_PAGE);
	return look(view + PAGE);
}

/* mprotect() through pkey_mprotect() if the route's argument says so. */
static int protect(const struct attack *attack, void *at, size_t length,
		   int prot)
{
	if (attack->argument)
		return syscall(SYS_pkey_mprotect, at, length, prot, -1);
	return mprotect(at, length, prot);
}

static unsigned int protect_views(const struct attack *attack)
{
	static const int kinds[] = { MAP_SHARED, MAP_PRIVATE };
	unsigned int kind, gains = 0;
	int first, then;
	char *view;

	for (kind = 0; kind < ARRAY_SIZE(kinds); kind++) {
		for (first = 0; first < 8; first++) {
			view = view_of(attack, first, kinds[kind]);
			if (!view)
				continue;
			for (then = 0; then < 8; then++) {
				if (protect(attack, view, SECTION_SIZE, then)) {
					gains |= no_such_call();
					continue;
				}
				store(view, 'X');
				if (then & PROT_EXEC)
					gains |= EXEC;
			}
			protect(attack, view, FILE_SIZE, PROT_READ);
			gains |= look(view + LAST_PAGE);
		}
	}
	return gains;
}

static char *room_for(size_t length)
{
	char *room = mmap(NULL, length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS,
			  -1, 0);

	if (room == MAP_FAILED)
		abort();
	return room;
}

/* Grow views, whole ones and the rest that a split leaves. */
static unsigned int grow_views(const struct attack *attack)
{
	static const int kinds[] = { MAP_SHARED, MAP_PRIVATE };
	unsigned int kind, gains = 0;
	char *view, *grown;

	for (kind = 0; kind < ARRAY_SIZE(kinds); kind++) {
		char *room = room_for(FILE_SIZE), *place = room_for(FILE_SIZE);

		/* room behind the view, so that it can grow in place too */
		munmap(room, FILE_SIZE);
		view = mmap(room, SECTION_SIZE, PROT_READ,
			    kinds[kind] | MAP_FIXED, attack->fd, 0);
		if (view == MAP_FAILED)
			continue;
		grown = mremap(view, SECTION_SIZE, FILE_SIZE, attack->argument,
			       place);
		if (grown != MAP_FAILED)
			gains |= look(grown + LAST_PAGE);
		if (mprotect(view, PAGE, PROT_NONE))
			continue;
		grown = mremap(view + PAGE, PAGE, LAST_PAGE, attack->argument,
			       place);
		if (grown != MAP_FAILED)
			gains |= look(grown + SECTION_SIZE);
	}
	return gains;
}

/* An old size of 0 asks for a second mapping of the same, of any length. */
static unsigned int duplicate_view(const struct attack *attack)
{
	char *view = shared_view(attack), *twin;

	if (!view)
		return 0;
	twin = mremap(view, 0, FILE_SIZE, MREMAP_MAYMOVE);
	return twin == MAP_FAILED ? 0 : look(twin + LAST_PAGE);
}

/* Move a view and leave its old place mapped. */
static unsigned int move_and_keep(const struct attack *attack)
{
	char *view = shared_view(attack);

	if (view) {
		mremap(view, SECTION_SIZE, SECTION_SIZE,
		       MREMAP_MAYMOVE | MREMAP_DONTUNMAP);
		mremap(view, SECTION_SIZE, FILE_SIZE,
		       MREMAP_MAYMOVE | MREMAP_DONTUNMAP);
	}
	return 0;
}

static unsigned int remap_pages(const struct attack *attack)
{
	char *views[2];
	unsigned int i, gains = 0;

	both_views(attack, views);
	for (i = 0; i < ARRAY_SIZE(views); i++) {
		if (!views[i])
			continue;
		syscall(SYS_remap_file_pages, views[i], PAGE, 0,
			LAST_PAGE / PAGE, 0);
		gains |= look(views[i]);
		syscall(SYS_remap_file_pages, views[i] + PAGE, PAGE, 0,
			LAST_PAGE / PAGE, MAP_NONBLOCK);
		gains |= look(views[i] + PAGE);
	}
	return gains;
}

/* The personality that adds PROT_EXEC: for new views, and for old ones. */
static unsigned int read_implies_exec(const struct attack *attack)
{
	int persona = personality(0xffffffff);
	char *views[2];
	unsigned int gains, i;

	both_views(attack, views);
	personality(persona | READ_IMPLIES_EXEC);
	for (i = 0; i < ARRAY_SIZE(views); i++) {
		if (views[i])
			mprotect(views[i], SECTION_SIZE, PROT_READ);
	}
	/* new ones */
	both_views(attack, views);
	gains = inspect();
	personality(persona);
	return gains;
}

/* Advice on a view, on a copy, and on what lies behind them. */
static unsigned int advise(const struct attack *attack)
{
	char *views[2];
	unsigned int i, gains = 0;

	both_views(attack, views);
	for (i = 0; i < ARRAY_SIZE(views); i++) {
		if (!views[i])
			continue;
		madvise(views[i], SECTION_SIZE, attack->argument);
		madvise(views[i], FILE_SIZE, attack->argument);
		gains |= look(views[i] + LAST_PAGE);
	}
	return gains;
}

/* The same, by a process about another. */
static unsigned int advise_process(const struct attack *attack)
{
	static const int advice[] = { MADV_COLD, MADV_PAGEOUT, MADV_WILLNEED,
				      25 /* MADV_COLLAPSE */ };
	struct iovec view = { shared_view(attack), FILE_SIZE };
	pid_t pid = bystander();
	int pidfd = syscall(SYS_pidfd_open, pid, 0);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(advice); i++)
		syscall(SYS_process_madvise, pidfd, &view, 1, advice[i], 0);
	dismiss(pid);
	return 0;
}

#endif /* NAMEDMAP_ROUTES_MEMORY_H */
