/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_EVENT_H
#define NAMEDMAP_EVENT_H

#include "object.h"

/**
 * struct namedmap_event - an event
 * @object: its head
 * @state: NAMEDMAP_EVENT_ flags
 */
struct namedmap_event {
	struct namedmap_object object;
	u32 state;
};

struct namedmap_object *namedmap_event_alloc(const struct namedmap_key *key,
					     umode_t mode, u32 state);
struct namedmap_event *namedmap_event_of(struct namedmap_object *object);
int namedmap_event_init(void);
void namedmap_event_exit(void);

#endif /* NAMEDMAP_EVENT_H */
