/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_OPEN_H
#define NAMEDMAP_OPEN_H

#include "object.h"

struct file;

/**
 * struct namedmap_open_request - what create and open have in common
 * @kind: kind of object wanted
 * @access: rights wanted, after namedmap_access_wanted()
 * @exclusive: do not open an object that is there already
 * @key: the name; NULL without one
 * @existed: set if an object was opened and not made
 */
struct namedmap_open_request {
	enum namedmap_kind kind;
	u32 access;
	bool exclusive;
	const struct namedmap_key *key;
	bool existed;
};

struct namedmap_section_spec;
struct namedmap_waitable_spec;

struct file *namedmap_open_existing(const struct namedmap_open_request *request);
struct file *namedmap_open_section(struct namedmap_open_request *request,
				   const struct namedmap_section_spec *spec);
struct file *
namedmap_open_waitable(struct namedmap_open_request *request,
		       struct namedmap_object *
		       (*alloc)(const struct namedmap_key *key,
				const struct namedmap_waitable_spec *spec),
		       const struct namedmap_waitable_spec *spec);

#endif /* NAMEDMAP_OPEN_H */
