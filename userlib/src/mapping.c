// SPDX-License-Identifier: MIT
/* CreateFileMapping and OpenFileMapping. */
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

/* Images are refused: there is no loader of Windows programs here. */
static DWORD check_image(DWORD attributes)
{
	if (!(attributes & SEC_IMAGE))
		return ERROR_SUCCESS;
	if (attributes & ~(DWORD)(SEC_IMAGE | SEC_NOCACHE))
		return ERROR_INVALID_PARAMETER;
	return ERROR_BAD_EXE_FORMAT;
}

static DWORD check_file(HANDLE file, DWORD protection, int *fd)
{
	struct namedmap_slot slot;
	unsigned int needs = namedmap_file_needs(protection);

	*fd = namedmap_handle_file(file, &slot);
	if (*fd < 0)
		return ERROR_INVALID_HANDLE;
	return needs & ~(unsigned int)slot.may ? ERROR_ACCESS_DENIED :
						 ERROR_SUCCESS;
}

static enum namedmap_call call_of_create(int fd, DWORD attributes)
{
	if (attributes & SEC_LARGE_PAGES)
		return CALL_CREATE_LARGE;
	return fd < 0 ? CALL_CREATE_PAGEFILE : CALL_CREATE_MAPPING;
}

static HANDLE create_mapping(HANDLE file, const SECURITY_ATTRIBUTES *sa,
			     DWORD protect, uint64_t size,
			     const struct namedmap_name *name)
{
	DWORD attributes = protect & SECTION_ATTRIBUTES;
	DWORD protection = protect & ~(DWORD)SECTION_ATTRIBUTES;
	struct namedmap_create create = {
		.flags = namedmap_inherits(sa) ? NAMEDMAP_HANDLE_INHERIT : 0,
		.name = (uintptr_t)name->text,
		.name_length = (__u32)name->length,
		.access = namedmap_rights_of_protection(protection),
		.protection = protection,
		.attributes = attributes,
		.section_size = size,
		.backing_fd = -1,
	};
	DWORD error;
	int result;

	if (!create.access)
		return namedmap_fail_handle(ERROR_INVALID_PARAMETER);
	if (!namedmap_mode_of_attributes(sa, &create.mode))
		return namedmap_fail_handle(ERROR_NOT_SUPPORTED);
	error = check_image(attributes);
	if (!error && !is_no_file(file))
		error = check_file(file, protection, &create.backing_fd);
	else if (!error && !size)
		error = ERROR_INVALID_PARAMETER;
	if (error)
		return namedmap_fail_handle(error);

	result = namedmap_device_create(&create);
	if (result)
		return namedmap_fail_named(
			call_of_create(create.backing_fd, attributes), result,
			name);
	namedmap_fail(create.out_existed ? ERROR_ALREADY_EXISTS :
					   ERROR_SUCCESS);
	return namedmap_handle_made(create.out_handle);
}

HANDLE WINAPI CreateFileMappingA(HANDLE file, LPSECURITY_ATTRIBUTES sa,
				 DWORD protect, DWORD size_high, DWORD size_low,
				 LPCSTR text)
{
	struct namedmap_name name;
	DWORD error = namedmap_name_from_ansi(&name, text);

	if (error)
		return namedmap_fail_handle(error);
	return create_mapping(file, sa, protect,
			      (uint64_t)size_high << 32 | size_low, &name);
}

HANDLE WINAPI CreateFileMappingW(HANDLE file, LPSECURITY_ATTRIBUTES sa,
				 DWORD protect, DWORD size_high, DWORD size_low,
				 LPCWSTR text)
{
	struct namedmap_name name;
	DWORD error = namedmap_name_from_wide(&name, text);
	HANDLE handle;

	if (error)
		return namedmap_fail_handle(error);
	handle = create_mapping(file, sa, protect,
				(uint64_t)size_high << 32 | size_low, &name);
	namedmap_name_free(&name);
	return handle;
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
