// SPDX-License-Identifier: MIT
/* CreateFileMapping and OpenFileMapping, with their relatives. */
#include <stdio.h>
#include <unistd.h>

#include "internal.h"

/* The SEC_ bits; all other bits of flProtect are page protections. */
#define SECTION_ATTRIBUTES \
	(SEC_FILE | SEC_IMAGE | SEC_RESERVE | SEC_COMMIT | SEC_NOCACHE | \
	 SEC_WRITECOMBINE | SEC_LARGE_PAGES)

/* All ones, in 32 bits too, and NULL mean the page file. */
static bool is_no_file(HANDLE file)
{
	return !file || file == INVALID_HANDLE_VALUE ||
	       (uintptr_t)file == UINT32_MAX;
}

/* What a section is to be, as the calls say it. */
struct mapping_request {
	HANDLE file;
	const SECURITY_ATTRIBUTES *sa;
	DWORD access;
	DWORD protection;
	DWORD attributes;
	uint64_t size;
};

/* Rights and combinations of bits, which come before everything else. */
static DWORD check_attributes(const struct mapping_request *request)
{
	DWORD kind = request->attributes &
		     (SEC_IMAGE | SEC_RESERVE | SEC_COMMIT);

	if ((request->attributes & ~(DWORD)SECTION_ATTRIBUTES) ||
	    (request->attributes & SEC_FILE))
		return ERROR_INVALID_PARAMETER;
	if (!request->attributes)
		return ERROR_SUCCESS;
	/* Exactly one of the three. */
	if (!kind || (kind & (kind - 1)))
		return ERROR_INVALID_PARAMETER;
	if (kind == SEC_IMAGE && (request->attributes &
				  (SEC_WRITECOMBINE | SEC_LARGE_PAGES)))
		return ERROR_INVALID_PARAMETER;
	if ((request->attributes & SEC_LARGE_PAGES) &&
	    (kind != SEC_COMMIT || !is_no_file(request->file)))
		return ERROR_INVALID_PARAMETER;
	return ERROR_SUCCESS;
}

static DWORD check_file(const struct mapping_request *request, int *fd)
{
	struct namedmap_slot slot;
	unsigned int needs = namedmap_file_needs(request->protection);

	*fd = -1;
	if (is_no_file(request->file))
		return request->size ? ERROR_SUCCESS : ERROR_INVALID_PARAMETER;
	*fd = namedmap_handle_file(request->file, &slot);
	if (*fd < 0)
		return ERROR_INVALID_HANDLE;
	return (needs & ~(unsigned int)slot.may) ? ERROR_ACCESS_DENIED :
						   ERROR_SUCCESS;
}

/* The checks in the order that Windows makes them. */
static DWORD check_request(const struct mapping_request *request, int *fd)
{
	DWORD error;

	if (!namedmap_rights_of_protection(request->protection))
		return ERROR_INVALID_PARAMETER;
	error = check_attributes(request);
	if (!error)
		error = check_file(request, fd);
	/* There is no loader of Windows programs here. */
	if (!error && (request->attributes & SEC_IMAGE))
		error = ERROR_BAD_EXE_FORMAT;
	return error;
}

static enum namedmap_call call_of_create(int fd, DWORD attributes)
{
	if (attributes & SEC_LARGE_PAGES)
		return CALL_CREATE_LARGE;
	return fd < 0 ? CALL_CREATE_PAGEFILE : CALL_CREATE_MAPPING;
}

static HANDLE try_mapping(const struct mapping_request *request,
			  const struct namedmap_name *name)
{
	bool inherit = namedmap_inherits(request->sa);
	struct namedmap_create create = {
		.flags = inherit ? NAMEDMAP_HANDLE_INHERIT : 0,
		.name = (uintptr_t)name->text,
		.name_length = (__u32)name->length,
		.access = request->access,
		.protection = request->protection,
		.attributes = request->attributes,
		.section_size = request->size,
	};
	DWORD error = check_request(request, &create.backing_fd);
	int result;

	if (error)
		return namedmap_fail_handle(error);
	error = namedmap_mode_of_attributes(SECURED_SECTION, request->sa,
					    &create.mode);
	if (error && namedmap_mode_matters(error))
		return namedmap_fail_handle(error);
	if (error)
		return namedmap_open_or_fail(NAMEDMAP_KIND_SECTION,
					     create.access, inherit, name,
					     error);
	result = namedmap_device_create(&create);
	if (result)
		return namedmap_fail_named(
			call_of_create(create.backing_fd, create.attributes),
			result, name);
	namedmap_fail(create.out_existed ? ERROR_ALREADY_EXISTS :
					   ERROR_SUCCESS);
	return namedmap_handle_made(create.out_handle);
}

static HANDLE create_mapping(const struct mapping_request *request,
			     const struct namedmap_name *name)
{
	HANDLE handle = try_mapping(request, name);

	if (!handle)
		namedmap_say_named("create", NAMEDMAP_KIND_SECTION, name,
				   request->access);
	return handle;
}

/* Most calls give one word with both, and get the rights that follow from it. */
static void request_set_protect(struct mapping_request *request, DWORD protect)
{
	request->attributes = protect & SECTION_ATTRIBUTES;
	request->protection = protect & ~(DWORD)SECTION_ATTRIBUTES;
	request->access = namedmap_rights_of_protection(request->protection);
}

static HANDLE create_mapping_wide(const struct mapping_request *request,
				  LPCWSTR text)
{
	struct namedmap_name name;
	DWORD error = namedmap_name_from_wide(&name, text);
	HANDLE handle;

	if (error)
		return namedmap_fail_handle(error);
	handle = create_mapping(request, &name);
	namedmap_name_free(&name);
	return handle;
}

HANDLE WINAPI CreateFileMappingA(HANDLE file, LPSECURITY_ATTRIBUTES sa,
				 DWORD protect, DWORD size_high, DWORD size_low,
				 LPCSTR text)
{
	struct mapping_request request = {
		.file = file,
		.sa = sa,
		.size = (uint64_t)size_high << 32 | size_low,
	};
	struct namedmap_name name;
	DWORD error = namedmap_name_from_ansi(&name, text);

	if (error)
		return namedmap_fail_handle(error);
	request_set_protect(&request, protect);
	return create_mapping(&request, &name);
}

HANDLE WINAPI CreateFileMappingW(HANDLE file, LPSECURITY_ATTRIBUTES sa,
				 DWORD protect, DWORD size_high, DWORD size_low,
				 LPCWSTR text)
{
	return CreateFileMappingFromApp(file, sa, protect,
					(uint64_t)size_high << 32 | size_low,
					text);
}

HANDLE WINAPI CreateFileMappingFromApp(HANDLE file, PSECURITY_ATTRIBUTES sa,
				       ULONG protect, ULONG64 size,
				       PCWSTR text)
{
	struct mapping_request request = {
		.file = file,
		.sa = sa,
		.size = size,
	};

	request_set_protect(&request, protect);
	return create_mapping_wide(&request, text);
}

HANDLE WINAPI CreateFileMappingNumaA(HANDLE file, LPSECURITY_ATTRIBUTES sa,
				     DWORD protect, DWORD size_high,
				     DWORD size_low, LPCSTR text, DWORD node)
{
	if (!namedmap_is_node(node))
		return namedmap_fail_handle(ERROR_INVALID_PARAMETER);
	return CreateFileMappingA(file, sa, protect, size_high, size_low, text);
}

HANDLE WINAPI CreateFileMappingNumaW(HANDLE file, LPSECURITY_ATTRIBUTES sa,
				     DWORD protect, DWORD size_high,
				     DWORD size_low, LPCWSTR text, DWORD node)
{
	if (!namedmap_is_node(node))
		return namedmap_fail_handle(ERROR_INVALID_PARAMETER);
	return CreateFileMappingW(file, sa, protect, size_high, size_low, text);
}

HANDLE WINAPI CreateFileMapping2(HANDLE file, SECURITY_ATTRIBUTES *sa,
				 ULONG access, ULONG protection,
				 ULONG attributes, ULONG64 size, PCWSTR text,
				 struct MEM_EXTENDED_PARAMETER *parameters,
				 ULONG count)
{
	struct mapping_request request = {
		.file = file,
		.sa = sa,
		.access = namedmap_rights_of_access(access),
		.protection = protection,
		.attributes = attributes,
		.size = size,
	};

	(void)parameters;
	if (count)
		return namedmap_fail_handle(ERROR_INVALID_PARAMETER);
	return create_mapping_wide(&request, text);
}

HANDLE WINAPI OpenFileMappingA(DWORD access, BOOL inherit, LPCSTR text)
{
	struct namedmap_name name;
	DWORD error = namedmap_name_from_ansi(&name, text);

	if (error)
		return namedmap_fail_handle(error);
	return namedmap_open_object(NAMEDMAP_KIND_SECTION,
				    namedmap_rights_of_access(access), inherit,
				    &name);
}

HANDLE WINAPI OpenFileMappingW(DWORD access, BOOL inherit, LPCWSTR text)
{
	struct namedmap_name name;
	DWORD error = namedmap_name_from_wide(&name, text);
	HANDLE handle;

	if (error)
		return namedmap_fail_handle(error);
	handle = namedmap_open_object(NAMEDMAP_KIND_SECTION,
				      namedmap_rights_of_access(access),
				      inherit, &name);
	namedmap_name_free(&name);
	return handle;
}

HANDLE WINAPI OpenFileMappingFromApp(ULONG access, BOOL inherit, PCWSTR text)
{
	return OpenFileMappingW(access, inherit, text);
}
