// SPDX-License-Identifier: MIT
/* VirtualAlloc and VirtualFree, on memory of their own and on views. */
#include <errno.h>
#include <sys/mman.h>

#include "internal.h"

#define ALLOCATION_TYPES \
	(MEM_COMMIT | MEM_RESERVE | MEM_RESET | MEM_TOP_DOWN | MEM_LARGE_PAGES)

struct allocation {
	uintptr_t address;
	SIZE_T length;
	DWORD type;
	DWORD protection;
	struct namedmap_limits limits;
};

static void *reserve_at(uintptr_t base, size_t size)
{
	return mmap((void *)base, size, PROT_NONE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
}

/* Between two addresses. Others may take the place that was found free. */
static void *reserve_within(const struct namedmap_limits *limits, size_t size)
{
	uintptr_t base;
	void *memory;

	do {
		base = namedmap_space_find(limits, size);
		if (!base) {
			errno = ENOMEM;
			return MAP_FAILED;
		}
		memory = reserve_at(base, size);
	} while (memory == MAP_FAILED && errno == EEXIST);
	return memory;
}

static LPVOID reserve(const struct allocation *wanted)
{
	const uintptr_t block = ALLOCATION_GRANULARITY;
	uintptr_t base = wanted->address & ~(block - 1);
	struct namedmap_region region = {
		.size = namedmap_round_to_page(wanted->address - base +
					       wanted->length),
		.protection = wanted->protection &
			      ~(DWORD)PAGE_TARGETS_INVALID,
	};
	bool commit = wanted->type & MEM_COMMIT;
	void *memory;

	if (namedmap_is_copy_on_write(region.protection))
		return namedmap_fail_handle(ERROR_INVALID_PARAMETER);
	if (base)
		memory = reserve_at(base, region.size);
	else if (wanted->limits.given)
		memory = reserve_within(&wanted->limits, region.size);
	else
		memory = namedmap_space_reserve(region.size);
	if (memory == MAP_FAILED) {
		namedmap_error_set(CALL_MAP_VIEW_AT, -errno);
		return NULL;
	}
	region.base = (uintptr_t)memory;
	if (commit && mprotect(memory, region.size,
			       namedmap_page_prot(region.protection)))
		namedmap_error_set(CALL_COMMIT, -errno);
	else if (namedmap_region_add(&region, commit))
		return memory;
	else
		namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
	munmap(memory, region.size);
	return NULL;
}

static DWORD commit_locked(const struct namedmap_range *range, DWORD protection)
{
	struct namedmap_region *region;
	DWORD error;

	region = namedmap_region_at_locked(range->first);
	if (!region || range->end > namedmap_region_end(region))
		return ERROR_INVALID_ADDRESS;
	/* A file's view is committed by nature. */
	if (region->file_backed)
		return ERROR_ACCESS_DENIED;
	error = namedmap_pages_check(region, protection);
	if (error)
		return error;
	return namedmap_pages_change_locked(region, range, protection);
}

/* The contents are of no use any more. Those of a view may be to others. */
static DWORD reset_locked(const struct namedmap_range *range)
{
	const struct namedmap_region *region =
		namedmap_region_at_locked(range->first);

	if (!region || range->end > namedmap_region_end(region))
		return ERROR_INVALID_ADDRESS;
	if (region->file_backed)
		return ERROR_USER_MAPPED_FILE;
	if (!region->is_view)
		madvise((void *)range->first, range->end - range->first,
			MADV_FREE);
	return ERROR_SUCCESS;
}

/* What can be said of the arguments alone. */
static DWORD check_allocation(const struct allocation *wanted)
{
	DWORD type = wanted->type;

	if (wanted->address && wanted->address < LOWEST_ADDRESS)
		return ERROR_INVALID_PARAMETER;
	if (type & ~(DWORD)ALLOCATION_TYPES ||
	    !(type & (MEM_COMMIT | MEM_RESERVE | MEM_RESET)))
		return ERROR_INVALID_PARAMETER;
	if (type & MEM_RESET &&
	    type & (MEM_COMMIT | MEM_RESERVE | MEM_LARGE_PAGES))
		return ERROR_INVALID_PARAMETER;
	if (!namedmap_is_page_protection(wanted->protection))
		return ERROR_INVALID_PARAMETER;
	if (!(type & MEM_LARGE_PAGES))
		return ERROR_SUCCESS;
	/* Nobody holds the privilege. */
	return type & MEM_COMMIT && type & MEM_RESERVE ?
	       ERROR_PRIVILEGE_NOT_HELD : ERROR_INVALID_PARAMETER;
}

static LPVOID allocate(const struct allocation *wanted)
{
	DWORD error = check_allocation(wanted);
	struct namedmap_range range;

	if (!error && !namedmap_range_of((LPCVOID)wanted->address,
					 wanted->length, &range))
		error = ERROR_INVALID_PARAMETER;
	if (error)
		return namedmap_fail_handle(error);
	if (wanted->type & MEM_RESERVE ||
	    (!wanted->address && wanted->type & MEM_COMMIT))
		return reserve(wanted);
	namedmap_regions_lock();
	error = wanted->type & MEM_RESET ?
		reset_locked(&range) :
		commit_locked(&range, wanted->protection);
	namedmap_regions_unlock();
	return error ? namedmap_fail_handle(error) : (LPVOID)range.first;
}

LPVOID WINAPI VirtualAlloc(LPVOID address, SIZE_T length, DWORD type,
			   DWORD protection)
{
	const struct allocation wanted = {
		.address = (uintptr_t)address,
		.length = length,
		.type = type,
		.protection = protection,
	};

	return allocate(&wanted);
}

LPVOID WINAPI VirtualAllocEx(HANDLE process, LPVOID address, SIZE_T length,
			     DWORD type, DWORD protection)
{
	DWORD error = namedmap_check_own_process(process);

	if (error)
		return namedmap_fail_handle(error);
	return VirtualAlloc(address, length, type, protection);
}

PVOID WINAPI VirtualAlloc2(HANDLE process, PVOID address, SIZE_T length,
			   ULONG type, ULONG protection,
			   MEM_EXTENDED_PARAMETER *parameters, ULONG count)
{
	struct allocation wanted = {
		.address = (uintptr_t)address,
		.length = length,
		.type = type,
		.protection = protection,
	};
	DWORD error = namedmap_parameters_read(parameters, count,
					       &wanted.limits);

	if (!error && address && wanted.limits.given)
		error = ERROR_INVALID_PARAMETER;
	if (!error && process)
		error = namedmap_check_own_process(process);
	return error ? namedmap_fail_handle(error) : allocate(&wanted);
}

/* New memory in the place of the old gives the pages and their charge back. */
static DWORD decommit_locked(struct namedmap_region *region,
			     const struct namedmap_range *range)
{
	const struct namedmap_pages pages = {
		.first = range->first,
		.size = range->end - range->first,
	};

	if (!namedmap_region_make_room_locked(region) ||
	    /* cppcheck-suppress leakReturnValNotUsed ; the place is fixed */
	    mmap((void *)pages.first, pages.size, PROT_NONE,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
		return ERROR_NOT_ENOUGH_MEMORY;
	namedmap_region_set_locked(region, &pages);
	return ERROR_SUCCESS;
}

/* The range is empty if the whole is meant, which must then begin there. */
static DWORD check_free(const struct namedmap_region *region,
			const struct namedmap_range *range)
{
	if (!region)
		return ERROR_INVALID_ADDRESS;
	if (range->end > namedmap_region_end(region) || region->is_view)
		return ERROR_INVALID_PARAMETER;
	if (range->end == range->first && range->first != region->base)
		return ERROR_INVALID_ADDRESS;
	return ERROR_SUCCESS;
}

BOOL WINAPI VirtualFree(LPVOID address, SIZE_T length, DWORD type)
{
	struct namedmap_region *region;
	struct namedmap_range range = {
		.first = namedmap_page_of((uintptr_t)address),
		.end = namedmap_page_of((uintptr_t)address),
	};
	DWORD error;

	if ((type != MEM_DECOMMIT && type != MEM_RELEASE) ||
	    (type == MEM_RELEASE && length) ||
	    (length && !namedmap_range_of(address, length, &range)))
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	namedmap_regions_lock();
	region = namedmap_region_at_locked(range.first);
	error = check_free(region, &range);
	if (!error && type == MEM_DECOMMIT) {
		if (!length)
			range.end = namedmap_region_end(region);
		error = decommit_locked(region, &range);
	} else if (!error) {
		namedmap_region_leave_locked(region);
	}
	namedmap_regions_unlock();
	if (error)
		return namedmap_fail(error);
	if (type == MEM_RELEASE) {
		munmap((void *)region->base, region->size);
		namedmap_region_gone(region);
	}
	return TRUE;
}

BOOL WINAPI VirtualFreeEx(HANDLE process, LPVOID address, SIZE_T length,
			  DWORD type)
{
	DWORD error = namedmap_check_own_process(process);

	return error ? namedmap_fail(error) :
		       VirtualFree(address, length, type);
}
