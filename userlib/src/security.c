// SPDX-License-Identifier: MIT
/* Security of sections and events, read back from the driver. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

#define PARTS_KNOWN \
	(OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION | \
	 DACL_SECURITY_INFORMATION)

/* Ask the driver; the handle must have the right to. */
static DWORD query_security(HANDLE handle, struct namedmap_query *query)
{
	int fd = namedmap_handle_fd(handle);
	int result;

	if (fd < 0 || namedmap_device_query(fd, query))
		return ERROR_INVALID_HANDLE;
	if (!(query->out_access & READ_CONTROL))
		return ERROR_ACCESS_DENIED;
	result = namedmap_device_query_details(fd, query);
	return result ? namedmap_error_number(CALL_ANY, result) :
			ERROR_SUCCESS;
}

/* Undone by namedmap_descriptor_release(). */
static DWORD read_security(HANDLE handle, SECURITY_INFORMATION parts,
			   struct namedmap_descriptor *descriptor)
{
	struct namedmap_query query;
	DWORD error;

	memset(descriptor, 0, sizeof(*descriptor));
	error = query_security(handle, &query);
	if (error)
		return error;
	if (parts & SACL_SECURITY_INFORMATION)
		return ERROR_PRIVILEGE_NOT_HELD;
	if (parts & ~(SECURITY_INFORMATION)PARTS_KNOWN)
		return ERROR_NOT_SUPPORTED;
	descriptor->has_owner = parts & OWNER_SECURITY_INFORMATION;
	descriptor->has_group = parts & GROUP_SECURITY_INFORMATION;
	namedmap_sid_of_user(&descriptor->owner, query.out_uid);
	namedmap_sid_of_group(&descriptor->group, query.out_gid);
	if (!(parts & DACL_SECURITY_INFORMATION))
		return ERROR_SUCCESS;
	descriptor->dacl = malloc(MODE_ACL_SIZE);
	if (!descriptor->dacl)
		return ERROR_NOT_ENOUGH_MEMORY;
	descriptor->control |= SE_DACL_PRESENT;
	namedmap_mode_to_acl(namedmap_secured_of(query.out_kind),
			     query.out_mode, query.out_uid, query.out_gid,
			     descriptor->dacl);
	return ERROR_SUCCESS;
}

BOOL WINAPI GetKernelObjectSecurity(HANDLE handle, SECURITY_INFORMATION parts,
				    PSECURITY_DESCRIPTOR to, DWORD room,
				    LPDWORD needed)
{
	struct namedmap_descriptor descriptor;
	DWORD error;
	size_t size;

	error = read_security(handle, parts, &descriptor);
	if (error)
		return namedmap_fail(error);
	size = namedmap_descriptor_size(&descriptor);
	*needed = (DWORD)size;
	if (room < size)
		error = ERROR_INSUFFICIENT_BUFFER;
	else
		namedmap_descriptor_pack(&descriptor, to);
	namedmap_descriptor_release(&descriptor);
	return error ? namedmap_fail(error) : TRUE;
}

/* The parts of a descriptor with offsets. */
static void point_into(SECURITY_DESCRIPTOR_RELATIVE *head, PSID *owner,
		       PSID *group, PACL *dacl)
{
	char *base = (char *)head;

	if (owner && head->Owner)
		*owner = base + head->Owner;
	if (group && head->Group)
		*group = base + head->Group;
	if (dacl && head->Dacl)
		*dacl = (PACL)(void *)(base + head->Dacl);
}

DWORD WINAPI GetSecurityInfo(HANDLE handle, SE_OBJECT_TYPE type,
			     SECURITY_INFORMATION parts, PSID *owner,
			     PSID *group, PACL *dacl, PACL *sacl,
			     PSECURITY_DESCRIPTOR *made)
{
	struct namedmap_descriptor descriptor;
	DWORD error;

	if (type != SE_KERNEL_OBJECT)
		return ERROR_NOT_SUPPORTED;
	/* The parts lie within the whole, which has to be freed. */
	if (!made)
		return ERROR_INVALID_PARAMETER;
	if (sacl)
		*sacl = NULL;
	error = read_security(handle, parts, &descriptor);
	if (error)
		return error;
	*made = LocalAlloc(LMEM_FIXED, namedmap_descriptor_size(&descriptor));
	if (*made) {
		namedmap_descriptor_pack(&descriptor, *made);
		point_into(*made, owner, group, dacl);
	} else {
		error = ERROR_NOT_ENOUGH_MEMORY;
	}
	namedmap_descriptor_release(&descriptor);
	return error;
}

/* The security of an object is fixed when it is made. */
static DWORD refuse_to_set(HANDLE handle)
{
	struct namedmap_query query;
	int fd = namedmap_handle_fd(handle);

	if (fd < 0 || namedmap_device_query(fd, &query))
		return ERROR_INVALID_HANDLE;
	return ERROR_NOT_SUPPORTED;
}

DWORD WINAPI SetSecurityInfo(HANDLE handle, SE_OBJECT_TYPE type,
			     SECURITY_INFORMATION parts, PSID owner, PSID group,
			     PACL dacl, PACL sacl)
{
	(void)parts;
	(void)owner;
	(void)group;
	(void)dacl;
	(void)sacl;
	if (type != SE_KERNEL_OBJECT)
		return ERROR_NOT_SUPPORTED;
	return refuse_to_set(handle);
}

BOOL WINAPI SetKernelObjectSecurity(HANDLE handle, SECURITY_INFORMATION parts,
				    PSECURITY_DESCRIPTOR descriptor)
{
	(void)parts;
	(void)descriptor;
	return namedmap_fail(refuse_to_set(handle));
}
