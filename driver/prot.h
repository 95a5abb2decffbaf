/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_PROT_H
#define NAMEDMAP_PROT_H

#include <linux/types.h>

#include <linux/namedmap.h>

bool namedmap_prot_valid(u32 protection);
bool namedmap_prot_writable(u32 protection);
bool namedmap_prot_executable(u32 protection);
bool namedmap_prot_copies(u32 protection);
int namedmap_prot_attributes(u32 attributes, bool has_file, u64 size,
			     u64 large_page, u32 *reported);
int namedmap_prot_anonymous_size(u64 size, u64 *rounded);
bool namedmap_prot_mappable(u64 size, u64 ram_pages);
int namedmap_prot_file_size(u64 size, u64 length, u32 protection, u64 *result);
bool namedmap_prot_range(u64 section_size, u64 offset, u64 length);
bool namedmap_prot_view_range(u64 section_size, u64 pgoff, u64 length);
int namedmap_prot_view(u32 access, u32 protection, bool shared, bool write,
		       bool exec);

#endif /* NAMEDMAP_PROT_H */
