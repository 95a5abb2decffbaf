// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arithmetic of page protections, attributes, sizes and ranges. No locks, no
 * state.
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/overflow.h>

#include "prot.h"

/**
 * namedmap_prot_valid - is this one page protection that a section can have?
 * @protection: NAMEDMAP_PAGE_ value
 *
 * Return: whether it is exactly one of the six.
 */
bool namedmap_prot_valid(u32 protection)
{
	switch (protection) {
	case NAMEDMAP_PAGE_READONLY:
	case NAMEDMAP_PAGE_READWRITE:
	case NAMEDMAP_PAGE_WRITECOPY:
	case NAMEDMAP_PAGE_EXECUTE_READ:
	case NAMEDMAP_PAGE_EXECUTE_READWRITE:
	case NAMEDMAP_PAGE_EXECUTE_WRITECOPY:
		return true;
	default:
		return false;
	}
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_prot_valid);

/**
 * namedmap_prot_writable - may shared views be written?
 * @protection: protection of a section
 *
 * Return: true for the two READWRITE protections.
 */
bool namedmap_prot_writable(u32 protection)
{
	return protection & (NAMEDMAP_PAGE_READWRITE |
			     NAMEDMAP_PAGE_EXECUTE_READWRITE);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_prot_writable);

/**
 * namedmap_prot_executable - may views be executable?
 * @protection: protection of a section
 *
 * Return: true for the three EXECUTE protections.
 */
bool namedmap_prot_executable(u32 protection)
{
	return protection & (NAMEDMAP_PAGE_EXECUTE_READ |
			     NAMEDMAP_PAGE_EXECUTE_READWRITE |
			     NAMEDMAP_PAGE_EXECUTE_WRITECOPY);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_prot_executable);

/**
 * namedmap_prot_copies - is copy on write the widest writing access?
 * @protection: protection of a section
 *
 * Return: true for the two WRITECOPY protections.
 */
bool namedmap_prot_copies(u32 protection)
{
	return protection & (NAMEDMAP_PAGE_WRITECOPY |
			     NAMEDMAP_PAGE_EXECUTE_WRITECOPY);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_prot_copies);

/**
 * namedmap_prot_attributes - check a section's attributes
 * @attributes: NAMEDMAP_SECTION_ bits wanted
 * @has_file: the section has a backing file
 * @size: bytes wanted for the section
 * @large_page: bytes in a huge page; 0 if the machine has none
 * @reported: where the attributes of the section go
 *
 * Return: 0; -EOPNOTSUPP for unknown bits, -EINVAL for a forbidden combination.
 */
int namedmap_prot_attributes(u32 attributes, bool has_file, u64 size,
			     u64 large_page, u32 *reported)
{
	const u32 cache = NAMEDMAP_SECTION_NOCACHE |
			  NAMEDMAP_SECTION_WRITECOMBINE;
	const u32 commit = NAMEDMAP_SECTION_COMMIT | NAMEDMAP_SECTION_RESERVE;

	if (attributes & ~(cache | commit | NAMEDMAP_SECTION_FILE |
			   NAMEDMAP_SECTION_LARGE_PAGES))
		return -EOPNOTSUPP;
	if (attributes & NAMEDMAP_SECTION_FILE)
		return -EINVAL;
	if (!attributes)
		attributes = NAMEDMAP_SECTION_COMMIT;
	if (!(attributes & commit) || (attributes & commit) == commit)
		return -EINVAL;
	if (attributes & NAMEDMAP_SECTION_LARGE_PAGES) {
		if (has_file || !(attributes & NAMEDMAP_SECTION_COMMIT))
			return -EINVAL;
		if (!large_page || !size || size & (large_page - 1))
			return -EINVAL;
	}
	*reported = has_file ? NAMEDMAP_SECTION_FILE | (attributes & cache) :
			       attributes;
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_prot_attributes);

/**
 * namedmap_prot_anonymous_size - size of a section without a backing file
 * @size: bytes wanted
 * @rounded: where the size in whole pages goes
 *
 * Return: 0, -EINVAL for an empty section, -EFBIG for one beyond the largest
 * file or too large for an address space.
 */
int namedmap_prot_anonymous_size(u64 size, u64 *rounded)
{
	if (!size)
		return -EINVAL;
	if (size > min_t(u64, MAX_LFS_FILESIZE, NAMEDMAP_ANONYMOUS_MAX) -
		   PAGE_SIZE)
		return -EFBIG;
	*rounded = PAGE_ALIGN(size);
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_prot_anonymous_size);

/**
 * namedmap_prot_mappable - can the machine map all of a section's pages?
 * @size: bytes in the section
 * @ram_pages: pages of memory in the machine
 *
 * Return: whether the lowest level of page tables for it, one entry for each
 * page, would be no larger than the machine's memory.
 */
bool namedmap_prot_mappable(u64 size, u64 ram_pages)
{
	u64 entries = size >> PAGE_SHIFT;

	return entries / (PAGE_SIZE / sizeof(pte_t)) <= ram_pages;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_prot_mappable);

/**
 * namedmap_prot_file_size - size of a section with a backing file
 * @size: bytes wanted; 0 for the file's length
 * @length: bytes in the file
 * @protection: protection of the section
 * @result: where the size goes; if above @length the file has to grow
 *
 * Return: 0, -ENODATA for an empty section, -EOVERFLOW for a file too short that
 * must not grow, -EFBIG for a size beyond the largest file.
 */
int namedmap_prot_file_size(u64 size, u64 length, u32 protection, u64 *result)
{
	if (!size)
		size = length;
	if (!size)
		return -ENODATA;
	if (size > MAX_LFS_FILESIZE)
		return -EFBIG;
	if (size > length && !namedmap_prot_writable(protection))
		return -EOVERFLOW;
	*result = size;
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_prot_file_size);

/**
 * namedmap_prot_range - is a byte range within a section?
 * @section_size: bytes in the section
 * @offset: first byte of the range
 * @length: bytes in the range
 *
 * Return: whether it is, wrap-around considered.
 */
bool namedmap_prot_range(u64 section_size, u64 offset, u64 length)
{
	return offset <= section_size && length <= section_size - offset;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_prot_range);

/**
 * namedmap_prot_view_range - is a view within a section?
 * @section_size: bytes in the section, at most MAX_LFS_FILESIZE
 * @pgoff: first page of the view
 * @length: bytes in the view, whole pages
 *
 * Return: whether it is within the section's whole pages.
 */
bool namedmap_prot_view_range(u64 section_size, u64 pgoff, u64 length)
{
	u64 pages = (section_size >> PAGE_SHIFT) +
		    !!(section_size & ~PAGE_MASK);

	return pgoff < pages && length >> PAGE_SHIFT <= pages - pgoff;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_prot_view_range);

/**
 * namedmap_prot_view - may a handle map such a view?
 * @access: rights of the handle
 * @protection: protection of the section
 * @shared: the view is not copy-on-write, and writing it is or can become
 *	allowed
 * @write: the view is to be written
 * @exec: the view is to be executable
 *
 * A handle with MAP_WRITE but not MAP_READ maps shared views for writing
 * only; they can be read all the same, as the hardware has it.
 *
 * Return: 0, or -EACCES.
 */
int namedmap_prot_view(u32 access, u32 protection, bool shared, bool write,
		       bool exec)
{
	if (shared && !(access & NAMEDMAP_RIGHT_MAP_WRITE &&
			namedmap_prot_writable(protection)))
		return -EACCES;
	if (!(access & NAMEDMAP_RIGHT_MAP_READ) && !(shared && write))
		return -EACCES;
	if (exec && !(access & NAMEDMAP_RIGHT_MAP_EXECUTE &&
		      namedmap_prot_executable(protection)))
		return -EACCES;
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_prot_view);
