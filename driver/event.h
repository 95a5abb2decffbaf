/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_EVENT_H
#define NAMEDMAP_EVENT_H

#include "object.h"
#include "wait.h"

/**
 * struct namedmap_event - an event
 * @object: its head
 * @waitable: who waits for it; its lock guards the fields below
 * @state: NAMEDMAP_EVENT_ flags; MANUAL_RESET never changes
 * @resets: how often it was reset by a call, to tell whether a wait that gives
 *	the event back comes too late
 */
struct namedmap_event {
	struct namedmap_object object;
	struct namedmap_waitable waitable;
	u32 state;
	u32 resets;
};

struct namedmap_object *
namedmap_event_alloc(const struct namedmap_key *key,
		     const struct namedmap_waitable_spec *spec);
struct namedmap_event *namedmap_event_of(struct namedmap_object *object);
bool namedmap_event_set(struct namedmap_event *event);
bool namedmap_event_reset(struct namedmap_event *event);
int namedmap_event_init(void);
void namedmap_event_exit(void);

#endif /* NAMEDMAP_EVENT_H */
