/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_PSEUDO_H
#define NAMEDMAP_PSEUDO_H

#include <linux/fs.h>

void namedmap_pseudo_get(void);
void namedmap_pseudo_put(void);
struct file *namedmap_pseudo_file(const char *name, bool exec, int flags,
				  const struct file_operations *fops);

#endif /* NAMEDMAP_PSEUDO_H */
