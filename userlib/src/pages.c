// SPDX-License-Identifier: MIT
/*
 * Changing what pages of a region have: in hardware first and in the table
 * then, both under the table's lock, so that no other call comes between or
 * finds something else in the place.
 */
#include <errno.h>
#include <sys/mman.h>

#include "internal.h"

bool namedmap_range_of(LPCVOID address, SIZE_T length,
		       struct namedmap_range *range)
{
	uintptr_t highest = namedmap_highest_address();
	uintptr_t first = (uintptr_t)address;

	if (!length || first > highest || length - 1 > highest - first)
		return false;
	range->first = namedmap_page_of(first);
	range->end = namedmap_page_of(first + (length - 1)) +
		     namedmap_page_size();
	return true;
}

/*
 * What pages are in hardware. Those of a shared view that shall be copied when
 * they are written cannot be: a write faults, so that it does not reach the
 * others. Those of a view that is not committed yet can be touched, because
 * another process may have committed them.
 */
static int pages_prot(const struct namedmap_region *region,
		      const struct namedmap_pages *pages)
{
	int prot;

	if (!pages->committed && !region->is_view)
		return PROT_NONE;
	prot = namedmap_page_prot(pages->protection);
	if (region->is_view && namedmap_is_copy_on_write(pages->protection) &&
	    namedmap_is_shared_writable(region->protection))
		prot &= ~PROT_WRITE;
	return prot;
}

/* After a change that failed halfway: as the table still has it. */
static void restore_locked(const struct namedmap_region *region,
			   const struct namedmap_range *range)
{
	struct namedmap_pages pages;
	uintptr_t first, end;

	for (first = range->first; first < range->end; first = end) {
		namedmap_region_pages_locked(region, first, &pages);
		end = pages.first + pages.size;
		if (end > range->end)
			end = range->end;
		mprotect((void *)first, end - first,
			 pages_prot(region, &pages));
	}
}

DWORD namedmap_pages_change_locked(struct namedmap_region *region,
				   const struct namedmap_range *range,
				   DWORD protection)
{
	struct namedmap_pages pages = {
		.first = range->first,
		.size = range->end - range->first,
		.protection = protection & ~(DWORD)PAGE_TARGETS_INVALID,
		.committed = true,
	};
	int error;

	/* How a view is cached is the section's affair. */
	if (region->is_view && protection != PAGE_NOACCESS)
		pages.protection |= region->protection & PAGE_CACHING;
	if (!namedmap_region_make_room_locked(region))
		return ERROR_NOT_ENOUGH_MEMORY;
	if (mprotect((void *)pages.first, pages.size,
		     pages_prot(region, &pages))) {
		error = errno;
		restore_locked(region, range);
		if (error == ENOMEM && !namedmap_is_mapped(range->first))
			return ERROR_INVALID_ADDRESS;
		return namedmap_error_number(CALL_COMMIT, -error);
	}
	namedmap_region_set_locked(region, &pages);
	return ERROR_SUCCESS;
}

DWORD namedmap_pages_check(const struct namedmap_region *region,
			   DWORD protection)
{
	bool allowed = region->is_view ?
		       namedmap_view_can_become(region->protection,
						protection) :
		       !namedmap_is_copy_on_write(protection);

	return allowed ? ERROR_SUCCESS : ERROR_INVALID_PARAMETER;
}

