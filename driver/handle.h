/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_HANDLE_H
#define NAMEDMAP_HANDLE_H

#include <linux/errseq.h>

#include "object.h"

struct file;
struct namedmap_waitable;

/**
 * struct namedmap_handle - what a handle's file stands for
 * @object: the object, with a handle counted
 * @access: rights granted, for good
 * @seen_error: the last error of write-back that a flush by this handle
 *	reported; guarded by the file's f_lock
 */
struct namedmap_handle {
	struct namedmap_object *object;
	u32 access;
	errseq_t seen_error;
};

struct file *namedmap_handle_file(struct namedmap_object *object, u32 access);
int namedmap_handle_check_error(struct file *file);
struct namedmap_handle *namedmap_handle_of(struct file *file);
int namedmap_handle_waitable(struct file *file,
			     struct namedmap_waitable **waitable);
int namedmap_handle_init(void);
void namedmap_handle_exit(void);

#endif /* NAMEDMAP_HANDLE_H */
