/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_DIR_H
#define NAMEDMAP_DIR_H

#include "object.h"

struct namedmap_object *namedmap_dir_find(const struct namedmap_key *key);
int namedmap_dir_wait(const struct namedmap_key *key);
struct namedmap_object *namedmap_dir_insert(struct namedmap_object *object);
void namedmap_dir_publish(struct namedmap_object *object);
void namedmap_dir_get(struct namedmap_object *object);
void namedmap_dir_put(struct namedmap_object *object);
int namedmap_dir_init(void);
void namedmap_dir_exit(void);

#endif /* NAMEDMAP_DIR_H */
