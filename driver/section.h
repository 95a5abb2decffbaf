/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_SECTION_H
#define NAMEDMAP_SECTION_H

#include "object.h"

struct file;
struct inode;
struct namedmap_fileuse;

/**
 * struct namedmap_section - a section; never changes once it can be found
 * @object: its head
 * @file: the section's own file behind it
 * @inode: the inode that has the pages, with a reference; NULL without a
 *	backing file
 * @use: note that @inode has a section; NULL without a backing file
 * @size: bytes
 * @protection: NAMEDMAP_PAGE_ value
 * @attributes: NAMEDMAP_SECTION_ bits
 */
struct namedmap_section {
	struct namedmap_object object;
	struct file *file;
	struct inode *inode;
	struct namedmap_fileuse *use;
	u64 size;
	u32 protection;
	u32 attributes;
};

/**
 * struct namedmap_section_spec - what a section is to be
 * @file: the caller's file, checked; NULL for anonymous memory
 * @size: bytes wanted; 0 for the file's length
 * @protection: NAMEDMAP_PAGE_ value, checked
 * @attributes: NAMEDMAP_SECTION_ bits to report
 * @mode: permission bits
 */
struct namedmap_section_spec {
	struct file *file;
	u64 size;
	u32 protection;
	u32 attributes;
	umode_t mode;
};

struct namedmap_object *
namedmap_section_alloc(const struct namedmap_key *key,
		       const struct namedmap_section_spec *spec);
struct namedmap_section *namedmap_section_of(struct namedmap_object *object);
int namedmap_section_grow(struct namedmap_section *section);
int namedmap_section_flush(struct namedmap_section *section, u64 offset,
			   u64 length, bool wait);
int namedmap_section_init(void);
void namedmap_section_exit(void);

#endif /* NAMEDMAP_SECTION_H */
