/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the racers of race.c share, and what each of them has.
 */
#ifndef NAMEDMAP_RACE_H
#define NAMEDMAP_RACE_H

#include <stdarg.h>

#include "namedmap_utils.h"

#define PROCESSES 3
#define THREADS 3		/* in each */
#define SLOTS 4			/* handles of a thread */
#define VIEWS 3			/* of a thread */
#define POOL 2			/* handles that the threads of a process share */
#define LEDGER 2		/* events whose every set and wait is counted */
#define NAMES 8
#define FILES 2
#define SPELLINGS 3
#define MOST (16 * PAGE)	/* the largest section */

/* What may have a name. */
enum { MEMORY = 1, BACKED = 2, EVENT = 4 };

static const struct {
	int kinds, file;
	bool global, manual;
} names[NAMES] = {
	{ .kinds = MEMORY },
	{ .kinds = MEMORY, .global = true },
	{ .kinds = BACKED, .file = 0 },
	{ .kinds = BACKED, .file = 1, .global = true },
	{ .kinds = EVENT },
	{ .kinds = EVENT, .global = true, .manual = true },
	{ .kinds = MEMORY | BACKED | EVENT, .file = 0 },
	{ .kinds = MEMORY | BACKED | EVENT, .file = 1, .global = true },
};

/*
 * How a call came out. What a line names before the colon is the kind of
 * operation; each of them has to happen, in each way.
 */
#define OUTCOMES(X)							       \
	X(MEMORY_MADE, "create: made")					       \
	X(MEMORY_FOUND, "create: found")				       \
	X(MEMORY_OTHER, "create: name of an event")			       \
	X(MEMORY_EXCLUSIVE, "create exclusively: made")			       \
	X(MEMORY_REFUSED, "create exclusively: refused")		       \
	X(BACKED_MADE, "create on a file: made")			       \
	X(BACKED_FOUND, "create on a file: found")			       \
	X(BACKED_OTHER, "create on a file: name of an event")		       \
	X(BACKED_EXCLUSIVE, "create on a file exclusively: made")	       \
	X(BACKED_REFUSED, "create on a file exclusively: refused")	       \
	X(BACKED_SHORT, "create on a file: file too short")		       \
	X(EVENT_MADE, "create an event: made")				       \
	X(EVENT_FOUND, "create an event: found")			       \
	X(EVENT_OTHER, "create an event: name of a section")		       \
	X(EVENT_EXCLUSIVE, "create an event exclusively: made")		       \
	X(EVENT_REFUSED, "create an event exclusively: refused")	       \
	X(OPENED, "open: found")					       \
	X(OPEN_NOBODY, "open: no such name")				       \
	X(OPEN_OTHER, "open: name of another kind")			       \
	X(DUPLICATED, "duplicate: done")				       \
	X(DUPLICATE_REFUSED, "duplicate: no such right")		       \
	X(QUERIED, "query: brief")					       \
	X(QUERIED_DETAILS, "query: details")				       \
	X(QUERY_REFUSED, "query: no right to details")			       \
	X(COMPARED_SAME, "compare: same")				       \
	X(COMPARED_OTHER, "compare: not same")				       \
	X(CLOSED, "close: one")						       \
	X(CLOSED_ALL, "close: all of a thread")				       \
	X(DUP2, "dup2 over a handle: done")				       \
	X(SENT, "send: sent")						       \
	X(SEND_FULL, "send: no room")					       \
	X(RECEIVED, "receive: received")				       \
	X(RECEIVE_NOTHING, "receive: nothing there")			       \
	X(POOLED, "share with threads: given")				       \
	X(POOL_OVER, "share with threads: dup2 over another")		       \
	X(POOL_USED, "use what threads share: used")			       \
	X(POOL_GONE, "use what threads share: closed meanwhile")	       \
	X(POOL_CLOSED, "close what threads share: closed")		       \
	X(MAPPED_SHARED, "map: shared")					       \
	X(MAPPED_PRIVATE, "map: private")				       \
	X(MAP_REFUSED, "map: no right to")				       \
	X(MAP_OUTSIDE, "map: beyond the section")			       \
	X(TOUCHED, "touch: read and written")				       \
	X(TOUCH_READ, "touch: read")					       \
	X(PROTECTED, "mprotect: done")					       \
	X(PROTECT_REFUSED, "mprotect: no right to")			       \
	X(UNMAPPED, "munmap: whole view")				       \
	X(UNMAPPED_PART, "munmap: part of a view")			       \
	X(FLUSHED, "flush: waited")					       \
	X(FLUSH_STARTED, "flush: started")				       \
	X(FLUSH_REFUSED, "flush: no right to")				       \
	X(FLUSHED_MEMORY, "flush memory: done")				       \
	X(TRUNCATED, "truncate: done")					       \
	X(TRUNCATE_BUSY, "truncate: file in use")			       \
	X(SET, "set: was not set")					       \
	X(SET_AGAIN, "set: was set")					       \
	X(SET_REFUSED, "set: no right to")				       \
	X(RESET, "reset: was set")					       \
	X(RESET_AGAIN, "reset: was not set")				       \
	X(RESET_REFUSED, "reset: no right to")				       \
	X(WAITED, "wait for any: ended")				       \
	X(WAIT_TIMEOUT, "wait for any: timed out")			       \
	X(WAIT_REFUSED, "wait for any: no right to")			       \
	X(WAITED_ALL, "wait for all: ended")				       \
	X(WAIT_ALL_TIMEOUT, "wait for all: timed out")			       \
	X(WAIT_ALL_TWICE, "wait for all: one of them twice")		       \
	X(LEDGER_SET, "counted set: was not set")			       \
	X(LEDGER_AGAIN, "counted set: was set")				       \
	X(LEDGER_RESET, "counted reset: was set")			       \
	X(LEDGER_RESET_AGAIN, "counted reset: was not set")		       \
	X(LEDGER_WON, "counted wait: ended")				       \
	X(LEDGER_WON_ALL, "counted wait: for all ended")		       \
	X(LEDGER_TIMEOUT, "counted wait: timed out")			       \
	X(WORLD, "private world: made and used")			       \
	X(FORKED, "fork: forked")					       \
	X(KILLED, "kill: killed")

#define OUTCOME_ENUM(outcome, ...) outcome,
#define OUTCOME_ROW(outcome, text) { outcome, text },

/* IDLE: there was nothing to make the call on; it was not made. */
enum outcome { IDLE, OUTCOMES(OUTCOME_ENUM) OUTCOME_COUNT };

static const struct {
	enum outcome outcome;
	const char *text;
} outcomes[] = { OUTCOMES(OUTCOME_ROW) };

/* Shared by all, also by those that are killed: only atomic operations. */
struct race {
	long limit;		/* so many operations in all */
	long done;
	long counts[OUTCOME_COUNT];
	unsigned int ids;	/* given to sections; see claim() */
	long set[LEDGER], won[LEDGER], reset[LEDGER];
	int failed;
	char failure[300];
	unsigned long long seed;

	/* Written before the race. */
	char spelled[NAMES][SPELLINGS][64];
	int files[FILES];
	int ledger[LEDGER];
	int mailbox[PROCESSES][2];	/* where to receive, and to send */
};

/* A handle that a thread has, and what it was told when it got it. */
struct slot {
	int fd;			/* -1: none */
	int name;
	bool event;
	__u32 access, protection, attributes;
	__u64 size;
	unsigned int id;	/* of the memory, 0 if not known */
};

struct view {
	unsigned int *words;	/* NULL: none */
	unsigned int first, pages;	/* of the section */
	int prot;
	bool shared, may_write;
	int file;		/* -1: memory */
	unsigned int id;
	unsigned int marked;	/* pages that were written to privately */
};

struct thread {
	struct race *race;
	int dev;
	int process, number;
	bool victim;		/* a child that is to be killed */
	unsigned int calls;
	pid_t child;
	unsigned long long random;
	int *pool;		/* of the process */
	struct slot slots[SLOTS];
	struct view views[VIEWS];
};

/* The first thing that is wrong ends the race. */
static __attribute__((format(printf, 2, 3))) void
wrong(struct race *race, const char *format, ...)
{
	int none = 0;
	va_list arguments;

	if (!__atomic_compare_exchange_n(&race->failed, &none, 1, false,
					 __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
		return;
	va_start(arguments, format);
	vsnprintf(race->failure, sizeof(race->failure), format, arguments);
	va_end(arguments);
}

#define MUST(thread, condition, format, ...) do {			       \
	if (!(condition))						       \
		wrong((thread)->race, "line %d: " #condition ": " format,      \
		      __LINE__, ##__VA_ARGS__);				       \
} while (0)

static __maybe_unused long count_up(long *counter)
{
	return __atomic_fetch_add(counter, 1, __ATOMIC_SEQ_CST);
}

static __maybe_unused long load_count(long *counter)
{
	return __atomic_load_n(counter, __ATOMIC_SEQ_CST);
}

/* A number below @sides. */
static __maybe_unused unsigned int roll(struct thread *thread,
					unsigned int sides)
{
	thread->random = thread->random * 6364136223846793005ull +
			 1442695040888963407ull;
	return (thread->random >> 33) % sides;
}

#define CHOOSE(thread, table) (table)[roll(thread, ARRAY_SIZE(table))]

/*
 * A name that may have such a kind: half of the time one that all are after
 * just now.
 */
static __maybe_unused int pick_name(struct thread *thread, int kinds)
{
	int name = roll(thread, NAMES);

	if (roll(thread, 2))
		name = (load_count(&thread->race->done) >> 9) % NAMES;
	while (!(names[name].kinds & kinds))
		name = (name + 1) % NAMES;
	return name;
}

static __maybe_unused const char *spell(struct thread *thread, int name)
{
	return thread->race->spelled[name][roll(thread, SPELLINGS)];
}

/* A handle that this thread has on a name, or NULL. */
static __maybe_unused struct slot *slot_of(struct thread *thread, int name)
{
	int i;

	for (i = 0; i < SLOTS; i++) {
		if (thread->slots[i].fd >= 0 && thread->slots[i].name == name)
			return &thread->slots[i];
	}
	return NULL;
}

static __maybe_unused void slot_close(struct thread *thread, struct slot *slot)
{
	MUST(thread, !close(slot->fd), "%s", strerror(errno));
	slot->fd = -1;
}

/* Room for one more handle; one of the others is closed if there is none. */
static __maybe_unused struct slot *slot_room(struct thread *thread)
{
	struct slot *slot;
	int i;

	for (i = 0; i < SLOTS; i++) {
		if (thread->slots[i].fd < 0)
			return &thread->slots[i];
	}
	slot = &CHOOSE(thread, thread->slots);
	slot_close(thread, slot);
	return slot;
}

/* Any handle on a section or an event, or NULL. */
static __maybe_unused struct slot *slot_any(struct thread *thread, int kinds)
{
	int start = roll(thread, SLOTS), i;

	for (i = 0; i < SLOTS; i++) {
		struct slot *slot = &thread->slots[(start + i) % SLOTS];

		if (slot->fd >= 0 &&
		    kinds & (slot->event ? EVENT : MEMORY | BACKED))
			return slot;
	}
	return NULL;
}

static __maybe_unused bool slot_backed(const struct slot *slot)
{
	return slot->attributes & NAMEDMAP_SECTION_FILE && !slot->event;
}

static __maybe_unused bool slot_writable(const struct slot *slot)
{
	return slot->access & WRITE &&
	       (slot->protection == NAMEDMAP_PAGE_READWRITE ||
		slot->protection == NAMEDMAP_PAGE_EXECUTE_READWRITE);
}

#endif /* NAMEDMAP_RACE_H */
