/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_BACKING_H
#define NAMEDMAP_BACKING_H

#include <linux/types.h>

struct file;
struct vm_area_struct;

int namedmap_backing_check(struct file *file, u32 protection);
int namedmap_backing_length(struct file *file, u64 *length);
int namedmap_backing_set_size(struct file *file, u64 seen, u64 size,
			      bool *moved);
struct file *namedmap_backing_open(struct file *file, u32 protection);
int namedmap_backing_grow(struct file *backing, u64 size);
struct file *namedmap_backing_anonymous(u64 size, u32 attributes);
u64 namedmap_backing_large_page(void);
int namedmap_backing_mmap(struct file *backing, struct vm_area_struct *vma,
			  bool is_file);
unsigned long
namedmap_backing_unmapped_area(struct file *backing, unsigned long address,
			       unsigned long length, unsigned long pgoff,
			       unsigned long flags);
int namedmap_backing_sync(struct file *backing, u64 offset, u64 length);
int namedmap_backing_flush_memory(unsigned long address, unsigned long end);
void namedmap_backing_exit(void);

#endif /* NAMEDMAP_BACKING_H */
