// SPDX-License-Identifier: MIT
/* VirtualProtect and PrefetchVirtualMemory. */
#include <errno.h>
#include <sys/mman.h>

#include "internal.h"

static bool is_all_committed_locked(const struct namedmap_region *region,
				    const struct namedmap_range *range)
{
	struct namedmap_pages pages;
	uintptr_t at = range->first;

	do {
		namedmap_region_pages_locked(region, at, &pages);
		if (!pages.committed)
			return false;
		at = pages.first + pages.size;
	} while (at < range->end);
	return true;
}

static DWORD protect_region_locked(struct namedmap_region *region,
				   const struct namedmap_range *range,
				   DWORD protection, DWORD *old)
{
	struct namedmap_pages pages;
	DWORD error;

	if (range->end > namedmap_region_end(region))
		return ERROR_INVALID_ADDRESS;
	error = namedmap_pages_check(region, protection);
	if (error)
		return error;
	/* On Windows pages that are not committed have no protection yet. */
	if (!is_all_committed_locked(region, range))
		return region->is_view ? ERROR_INVALID_PARAMETER :
					 ERROR_INVALID_ADDRESS;
	namedmap_region_pages_locked(region, range->first, &pages);
	*old = pages.protection;
	return namedmap_pages_change_locked(region, range, protection);
}

/* Memory of other makers, such as code and malloc(3)'s, without a gap. */
static DWORD check_foreign(const struct namedmap_range *range, DWORD protection,
			   DWORD *old)
{
	bool copies = namedmap_is_copy_on_write(protection);
	DWORD error = ERROR_INVALID_ADDRESS;
	struct namedmap_mapping mapping;
	uintptr_t at = range->first;
	struct namedmap_maps maps;

	if (!namedmap_maps_open(&maps))
		return ERROR_NOT_ENOUGH_MEMORY;
	while (error && namedmap_maps_next(&maps, &mapping)) {
		if (mapping.end <= at)
			continue;
		if (mapping.start > at)
			break;
		if (copies && (!mapping.file || mapping.prot[3] != 'p')) {
			error = ERROR_INVALID_PARAMETER;
			break;
		}
		if (at == range->first)
			*old = namedmap_mapping_protection(&mapping);
		at = mapping.end;
		if (at >= range->end)
			error = ERROR_SUCCESS;
	}
	namedmap_maps_close(&maps);
	return error;
}

static DWORD protect_foreign_locked(const struct namedmap_range *range,
				    DWORD protection, DWORD *old)
{
	size_t size = range->end - range->first;
	DWORD error;

	if (namedmap_region_over_locked(range->first, size))
		return ERROR_INVALID_ADDRESS;
	error = check_foreign(range, protection, old);
	if (error || !mprotect((void *)range->first, size,
			       namedmap_page_prot(protection)))
		return error;
	error = namedmap_error_number(CALL_COMMIT, -errno);
	/* For ENOMEM another thread may have unmapped it since that look. */
	if (check_foreign(range, protection, old) == ERROR_INVALID_ADDRESS)
		return ERROR_INVALID_ADDRESS;
	return error;
}

BOOL WINAPI VirtualProtect(LPVOID address, SIZE_T length, DWORD protection,
			   PDWORD old)
{
	struct namedmap_region *region;
	struct namedmap_range range;
	DWORD error, before = 0;

	if (!namedmap_is_page_protection(protection))
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	if (!old)
		return namedmap_fail(ERROR_NOACCESS);
	if (!namedmap_range_of(address, length, &range))
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	namedmap_regions_lock();
	region = namedmap_region_at_locked(range.first);
	error = region ? protect_region_locked(region, &range, protection,
					       &before) :
			 protect_foreign_locked(&range, protection, &before);
	namedmap_regions_unlock();
	if (error)
		return namedmap_fail(error);
	*old = before;
	return TRUE;
}

BOOL WINAPI VirtualProtectEx(HANDLE process, LPVOID address, SIZE_T length,
			     DWORD protection, PDWORD old)
{
	DWORD error = namedmap_check_own_process(process);

	return error ? namedmap_fail(error) :
		       VirtualProtect(address, length, protection, old);
}

static DWORD check_prefetch(HANDLE process, ULONG_PTR count,
			    const WIN32_MEMORY_RANGE_ENTRY *entries,
			    ULONG flags)
{
	ULONG_PTR i;

	if (!count || flags)
		return ERROR_INVALID_PARAMETER;
	if (!entries)
		return ERROR_NOACCESS;
	for (i = 0; i < count; i++) {
		if (!entries[i].NumberOfBytes)
			return ERROR_INVALID_PARAMETER;
	}
	return namedmap_check_own_process(process);
}

/* A hint: what cannot be brought in stays where it is. */
BOOL WINAPI PrefetchVirtualMemory(HANDLE process, ULONG_PTR count,
				  PWIN32_MEMORY_RANGE_ENTRY entries,
				  ULONG flags)
{
	DWORD error = check_prefetch(process, count, entries, flags);
	struct namedmap_range range;
	ULONG_PTR i;

	if (error)
		return namedmap_fail(error);
	for (i = 0; i < count; i++) {
		if (namedmap_range_of(entries[i].VirtualAddress,
				      entries[i].NumberOfBytes, &range))
			madvise((void *)range.first, range.end - range.first,
				MADV_WILLNEED);
	}
	return TRUE;
}
