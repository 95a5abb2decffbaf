/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_NAME_H
#define NAMEDMAP_NAME_H

#include <linux/types.h>

#include <linux/namedmap.h>

/* The longest prefix is Session\4294967295\ */
#define NAMEDMAP_PREFIX_MAX 19
#define NAMEDMAP_NAME_INPUT_MAX (NAMEDMAP_PREFIX_MAX + NAMEDMAP_NAME_MAX)

/**
 * struct namedmap_name - a name taken apart
 * @bytes: the name proper, a part of the string that was parsed
 * @length: bytes in it
 * @scope: the table it belongs to
 * @has_session: the prefix names the user id @session
 * @session: user id, as the caller's user namespace sees it
 */
struct namedmap_name {
	const char *bytes;
	u32 length;
	enum namedmap_scope scope;
	bool has_session;
	u32 session;
};

int namedmap_name_parse(const char *string, size_t length,
			struct namedmap_name *name);

#endif /* NAMEDMAP_NAME_H */
