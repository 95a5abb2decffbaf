// SPDX-License-Identifier: MIT
/* Views: map, flush, unmap. */
#include <errno.h>
#include <sys/mman.h>

#include "internal.h"

struct view_request {
	DWORD protection;
	bool large_pages;
	uint64_t offset;
	size_t length;
	uintptr_t base;
	struct namedmap_limits limits;
};

/* The checks in the order that Windows makes them. */
static DWORD view_check(const struct namedmap_query *section,
			struct view_request *request)
{
	uintptr_t highest = namedmap_highest_address();
	DWORD rights = namedmap_view_rights(request->protection);
	uint64_t left;

	if (rights & ~section->out_access)
		return ERROR_ACCESS_DENIED;
	if (request->base > highest)
		return ERROR_INVALID_PARAMETER;
	if (request->base % ALLOCATION_GRANULARITY ||
	    request->offset % ALLOCATION_GRANULARITY)
		return ERROR_MAPPED_ALIGNMENT;
	if (request->length > highest - request->base)
		return ERROR_INVALID_PARAMETER;
	if (!namedmap_view_allowed(section->out_protection,
				   request->protection))
		return ERROR_INVALID_PARAMETER;
	if (request->large_pages &&
	    !(section->out_attributes & NAMEDMAP_SECTION_LARGE_PAGES))
		return ERROR_INVALID_PARAMETER;
	if (request->offset >= section->out_section_size)
		return ERROR_ACCESS_DENIED;
	left = section->out_section_size - request->offset;
	if (request->length > left)
		return ERROR_ACCESS_DENIED;
	if (!request->length) {
		if (left > highest - request->base)
			return request->base ? ERROR_INVALID_PARAMETER :
					       ERROR_NOT_ENOUGH_MEMORY;
		request->length = (size_t)left;
	}
	return ERROR_SUCCESS;
}

/*
 * Only a view that is to be written by all is a shared mapping. A private one
 * shows the same pages until it is written, and can so become copy-on-write
 * later.
 */
static void *view_place(int fd, const struct view_request *request, int prot)
{
	int flags = namedmap_is_shared_writable(request->protection) ?
		    MAP_SHARED : MAP_PRIVATE;

	if (request->base)
		flags |= MAP_FIXED_NOREPLACE;
	return mmap((void *)request->base, request->length, prot, flags, fd,
		    (off_t)request->offset);
}

/* Between two addresses. Others may take the place that was found free. */
static void *view_place_within(int fd, struct view_request *request, int prot)
{
	void *address;

	do {
		request->base = namedmap_space_find(&request->limits,
						    request->length);
		if (!request->base) {
			errno = ENOMEM;
			return MAP_FAILED;
		}
		address = view_place(fd, request, prot);
	} while (address == MAP_FAILED && errno == EEXIST);
	return address;
}

/* Copies are charged in advance: there may be room for all but them. */
static bool is_copies_refused(int fd, const struct view_request *request)
{
	void *address;

	if (!namedmap_is_copy_on_write(request->protection))
		return false;
	address = view_place(fd, request, PROT_NONE);
	if (address == MAP_FAILED)
		return false;
	munmap(address, request->length);
	return true;
}

static void *view_map(int fd, struct view_request *request)
{
	enum namedmap_call call = request->base ? CALL_MAP_VIEW_AT :
						  CALL_MAP_VIEW;
	int error, prot = namedmap_page_prot(request->protection);
	void *address = request->limits.highest ?
			view_place_within(fd, request, prot) :
			view_place(fd, request, prot);

	if (address != MAP_FAILED)
		return address;
	error = errno;
	if (error == ENOMEM && is_copies_refused(fd, request))
		call = CALL_COMMIT;
	namedmap_error_set(call, -error);
	return NULL;
}

/* How the section is cached is seen wherever there is access. */
static DWORD reported_protection(const struct namedmap_query *section,
				 DWORD protection)
{
	if (protection == PAGE_NOACCESS)
		return protection;
	if (section->out_attributes & NAMEDMAP_SECTION_NOCACHE)
		return protection | PAGE_NOCACHE;
	if (section->out_attributes & NAMEDMAP_SECTION_WRITECOMBINE)
		return protection | PAGE_WRITECOMBINE;
	return protection;
}

static LPVOID try_view(HANDLE handle, struct view_request *request)
{
	int fd = namedmap_handle_fd(handle);
	struct namedmap_query section;
	struct namedmap_region region;
	void *address;
	DWORD error;

	/* The driver knows its own handles and touches no other descriptor. */
	if (fd < 0 || namedmap_device_query(fd, &section) ||
	    section.out_kind != NAMEDMAP_KIND_SECTION)
		return namedmap_fail_handle(ERROR_INVALID_HANDLE);
	error = view_check(&section, request);
	if (error)
		return namedmap_fail_handle(error);
	address = view_map(fd, request);
	if (!address)
		return NULL;

	region = (struct namedmap_region){
		.base = (uintptr_t)address,
		.size = namedmap_round_to_page(request->length),
		.protection = reported_protection(&section,
						  request->protection),
		.is_view = true,
		.file_backed = section.out_attributes & NAMEDMAP_SECTION_FILE,
	};
	if (!namedmap_region_add(&region, !(section.out_attributes &
					    NAMEDMAP_SECTION_RESERVE))) {
		munmap(address, region.size);
		return namedmap_fail_handle(ERROR_NOT_ENOUGH_MEMORY);
	}
	return address;
}

static LPVOID view_of(HANDLE handle, struct view_request *request)
{
	void *address = try_view(handle, request);

	if (!address)
		namedmap_say_handle("map a view of", handle,
				    namedmap_view_rights(request->protection));
	return address;
}

LPVOID WINAPI MapViewOfFileEx(HANDLE handle, DWORD access, DWORD offset_high,
			      DWORD offset_low, SIZE_T length, LPVOID base)
{
	struct view_request request = {
		.protection = namedmap_view_protection(access),
		.large_pages = access & FILE_MAP_LARGE_PAGES,
		.offset = (uint64_t)offset_high << 32 | offset_low,
		.length = length,
		.base = (uintptr_t)base,
	};

	return view_of(handle, &request);
}

LPVOID WINAPI MapViewOfFile(HANDLE handle, DWORD access, DWORD offset_high,
			    DWORD offset_low, SIZE_T length)
{
	return MapViewOfFileEx(handle, access, offset_high, offset_low, length,
			       NULL);
}

PVOID WINAPI MapViewOfFileFromApp(HANDLE handle, ULONG access, ULONG64 offset,
				  SIZE_T length)
{
	return MapViewOfFileEx(handle, access, (DWORD)(offset >> 32),
			       (DWORD)offset, length, NULL);
}

LPVOID WINAPI MapViewOfFileExNuma(HANDLE handle, DWORD access,
				  DWORD offset_high, DWORD offset_low,
				  SIZE_T length, LPVOID base, DWORD node)
{
	if (!namedmap_is_node(node))
		return namedmap_fail_handle(ERROR_INVALID_PARAMETER);
	return MapViewOfFileEx(handle, access, offset_high, offset_low, length,
			       base);
}

PVOID WINAPI MapViewOfFile3(HANDLE handle, HANDLE process, PVOID base,
			    ULONG64 offset, SIZE_T length, ULONG type,
			    ULONG protection,
			    MEM_EXTENDED_PARAMETER *parameters, ULONG count)
{
	struct view_request request = {
		.protection = protection,
		.large_pages = type & MEM_LARGE_PAGES,
		.offset = offset,
		.length = length,
		.base = (uintptr_t)base,
	};
	DWORD error = ERROR_SUCCESS;

	if (type & ~(DWORD)MEM_LARGE_PAGES || protection & ~PAGE_PROTECTIONS ||
	    !namedmap_is_page_protection(protection))
		error = ERROR_INVALID_PARAMETER;
	if (!error)
		error = namedmap_parameters_read(parameters, count,
						 &request.limits);
	/* One place cannot be wanted twice, and views are never aligned. */
	if (!error && (request.limits.alignment ||
		       (base && request.limits.given)))
		error = ERROR_INVALID_PARAMETER;
	if (!error && process)
		error = namedmap_check_own_process(process);
	if (error)
		return namedmap_fail_handle(error);
	return view_of(handle, &request);
}

PVOID WINAPI MapViewOfFileNuma2(HANDLE handle, HANDLE process, ULONG64 offset,
				PVOID base, SIZE_T length, ULONG type,
				ULONG protection, ULONG node)
{
	if (!process)
		return namedmap_fail_handle(ERROR_INVALID_HANDLE);
	if (!namedmap_is_node(node))
		return namedmap_fail_handle(ERROR_INVALID_PARAMETER);
	return MapViewOfFile3(handle, process, base, offset, length, type,
			      protection, NULL, 0);
}

PVOID WINAPI MapViewOfFile2(HANDLE handle, HANDLE process, ULONG64 offset,
			    PVOID base, SIZE_T length, ULONG type,
			    ULONG protection)
{
	return MapViewOfFileNuma2(handle, process, offset, base, length, type,
				  protection, NUMA_NO_PREFERRED_NODE);
}

/* The region that is the view at the address, or NULL. */
static struct namedmap_region *view_at_locked(LPCVOID address)
{
	struct namedmap_region *region =
		namedmap_region_at_locked((uintptr_t)address);

	return region && region->is_view ? region : NULL;
}

/* Private pages never reach the file. */
static bool has_pages_to_write(const struct namedmap_region *view)
{
	return view->file_backed &&
	       namedmap_is_shared_writable(view->protection);
}

BOOL WINAPI FlushViewOfFile(LPCVOID address, SIZE_T length)
{
	const struct namedmap_region *view;
	uintptr_t first = namedmap_page_of((uintptr_t)address), end = 0;
	bool write = false;

	namedmap_regions_lock();
	view = view_at_locked(address);
	if (view) {
		end = namedmap_region_end(view);
		write = has_pages_to_write(view);
	}
	namedmap_regions_unlock();
	if (!end)
		return namedmap_fail(ERROR_INVALID_ADDRESS);
	if (length > end - (uintptr_t)address)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	if (length)
		end = first + namedmap_round_to_page((uintptr_t)address -
						     first + length);
	if (!write || !msync((void *)first, end - first, MS_SYNC))
		return TRUE;
	namedmap_error_set(CALL_FLUSH_VIEW, -errno);
	return FALSE;
}

BOOL WINAPI UnmapViewOfFile(LPCVOID address)
{
	struct namedmap_region *view;
	void *base;

	namedmap_regions_lock();
	view = view_at_locked(address);
	if (view)
		namedmap_region_leave_locked(view);
	namedmap_regions_unlock();
	if (!view)
		return namedmap_fail(ERROR_INVALID_ADDRESS);
	base = (void *)view->base;
	/* Dirty pages set out for the disk; an error has nobody to wait for it. */
	if (has_pages_to_write(view))
		namedmap_device_flush_memory(base, view->size);
	munmap(base, view->size);
	namedmap_region_gone(view);
	return TRUE;
}

BOOL WINAPI UnmapViewOfFileEx(PVOID address, ULONG flags)
{
	if (flags & ~(ULONG)(MEM_UNMAP_WITH_TRANSIENT_BOOST |
			     MEM_PRESERVE_PLACEHOLDER))
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	/* No view has taken the place of a placeholder. */
	if (flags & MEM_PRESERVE_PLACEHOLDER)
		return namedmap_fail(ERROR_INVALID_ADDRESS);
	return UnmapViewOfFile(address);
}

BOOL WINAPI UnmapViewOfFile2(HANDLE process, PVOID address, ULONG flags)
{
	DWORD error = namedmap_check_own_process(process);

	return error ? namedmap_fail(error) : UnmapViewOfFileEx(address, flags);
}
