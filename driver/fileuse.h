/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_FILEUSE_H
#define NAMEDMAP_FILEUSE_H

#include <linux/types.h>

struct file;
struct inode;
struct namedmap_fileuse;

struct namedmap_fileuse *namedmap_fileuse_add(struct inode *inode);
void namedmap_fileuse_remove(struct namedmap_fileuse *use);
int namedmap_fileuse_truncate(struct file *file, u64 length);
int namedmap_fileuse_init(void);
void namedmap_fileuse_exit(void);

#endif /* NAMEDMAP_FILEUSE_H */
