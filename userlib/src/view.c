// SPDX-License-Identifier: MIT
/* Views: map, flush, unmap. */
#include <errno.h>
#include <sys/mman.h>

#include "internal.h"

struct view_request {
	int fd;
	DWORD protection;
	uint64_t offset;
	size_t length;
	uintptr_t base;
};

/* The checks in the order that Windows makes them. */
static DWORD view_check(const struct namedmap_query *section, DWORD access,
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
	if ((access & FILE_MAP_LARGE_PAGES) &&
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

static bool is_copy_on_write(DWORD protection)
{
	return protection == PAGE_WRITECOPY ||
	       protection == PAGE_EXECUTE_WRITECOPY;
}

static bool is_shared_writable(DWORD protection)
{
	return protection == PAGE_READWRITE ||
	       protection == PAGE_EXECUTE_READWRITE;
}

static void *view_map(const struct view_request *request)
{
	enum namedmap_call call = CALL_MAP_VIEW;
	int flags = is_copy_on_write(request->protection) ? MAP_PRIVATE :
							    MAP_SHARED;
	void *address;

	if (request->base) {
		call = CALL_MAP_VIEW_AT;
		flags |= MAP_FIXED_NOREPLACE;
	}
	address = mmap((void *)request->base, request->length,
		       namedmap_view_prot(request->protection), flags,
		       request->fd, (off_t)request->offset);
	if (address != MAP_FAILED)
		return address;
	namedmap_error_set(call, -errno);
	return NULL;
}

LPVOID WINAPI MapViewOfFileEx(HANDLE handle, DWORD access, DWORD offset_high,
			      DWORD offset_low, SIZE_T length, LPVOID base)
{
	struct view_request request = {
		.fd = namedmap_handle_fd(handle),
		.protection = namedmap_view_protection(access),
		.offset = (uint64_t)offset_high << 32 | offset_low,
		.length = length,
		.base = (uintptr_t)base,
	};
	struct namedmap_query section;
	struct namedmap_view view;
	void *address;
	DWORD error;

	/* The driver knows its own handles and touches no other descriptor. */
	if (request.fd < 0 || namedmap_device_query(request.fd, &section) ||
	    section.out_kind != NAMEDMAP_KIND_SECTION)
		return namedmap_fail_handle(ERROR_INVALID_HANDLE);
	error = view_check(&section, access, &request);
	if (error)
		return namedmap_fail_handle(error);
	address = view_map(&request);
	if (!address)
		return NULL;

	view = (struct namedmap_view){
		.base = (uintptr_t)address,
		.size = namedmap_round_to_page(request.length),
		.protection = request.protection,
		.file_backed = section.out_attributes & NAMEDMAP_SECTION_FILE,
	};
	if (!namedmap_view_add(&view)) {
		munmap(address, view.size);
		return namedmap_fail_handle(ERROR_NOT_ENOUGH_MEMORY);
	}
	return address;
}

LPVOID WINAPI MapViewOfFile(HANDLE handle, DWORD access, DWORD offset_high,
			    DWORD offset_low, SIZE_T length)
{
	return MapViewOfFileEx(handle, access, offset_high, offset_low, length,
			       NULL);
}

/* The private pages of a copy-on-write view never reach the file. */
static bool has_pages_to_write(const struct namedmap_view *view)
{
	return view->file_backed && !is_copy_on_write(view->protection) &&
	       view->protection != PAGE_NOACCESS;
}

BOOL WINAPI FlushViewOfFile(LPCVOID address, SIZE_T length)
{
	struct namedmap_view view;
	uintptr_t first, end;

	if (!namedmap_view_find(address, &view))
		return namedmap_fail(ERROR_INVALID_ADDRESS);
	first = (uintptr_t)address & ~(uintptr_t)(namedmap_page_size() - 1);
	end = view.base + view.size;
	if (length > end - (uintptr_t)address)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	if (length)
		end = first + namedmap_round_to_page((uintptr_t)address -
						     first + length);
	if (!has_pages_to_write(&view))
		return TRUE;
	if (!msync((void *)first, end - first, MS_SYNC))
		return TRUE;
	namedmap_error_set(CALL_FLUSH_VIEW, -errno);
	return FALSE;
}

BOOL WINAPI UnmapViewOfFile(LPCVOID address)
{
	struct namedmap_view view;
	void *base;

	/* Out of the table first: the range may be another view's right after. */
	if (!namedmap_view_take(address, &view))
		return namedmap_fail(ERROR_INVALID_ADDRESS);
	base = (void *)view.base;
	/* Dirty pages set out for the disk; an error has nobody to wait for it. */
	if (view.file_backed && is_shared_writable(view.protection))
		namedmap_device_flush_memory(base, view.size);
	munmap(base, view.size);
	return TRUE;
}
