// SPDX-License-Identifier: MIT
/*
 * Security descriptors. One that decides about access is copied first and looked
 * at then: it may lie in shared memory, come from a stranger, and point anywhere.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "internal.h"

#define SID_HEAD offsetof(SID, SubAuthority)

/* Where the parts of a descriptor are; 0 where there is none. */
struct places {
	SECURITY_DESCRIPTOR_CONTROL control;
	uintptr_t owner;
	uintptr_t group;
	uintptr_t sacl;
	uintptr_t dacl;
};

/* The kernel copies, and answers where a copy of our own would fault. */
static DWORD copy_in(void *to, uintptr_t from, size_t length)
{
	struct iovec local = { .iov_base = to, .iov_len = length };
	struct iovec remote = { .iov_base = (void *)from, .iov_len = length };
	ssize_t copied = process_vm_readv(getpid(), &local, 1, &remote, 1, 0);

	/* A sandbox may forbid the call. */
	if (copied < 0 && errno != EFAULT && errno != ENOMEM) {
		memcpy(to, (const void *)from, length);
		return ERROR_SUCCESS;
	}
	return copied == (ssize_t)length ? ERROR_SUCCESS : ERROR_NOACCESS;
}

static uintptr_t place_of_offset(uintptr_t base, DWORD offset, DWORD *error)
{
	if (!offset)
		return 0;
	if (offset < sizeof(SECURITY_DESCRIPTOR_RELATIVE) ||
	    offset > UINTPTR_MAX - base)
		*error = ERROR_INVALID_SECURITY_DESCR;
	return base + offset;
}

static DWORD find_places(uintptr_t base, struct places *places)
{
	SECURITY_DESCRIPTOR_RELATIVE relative;
	SECURITY_DESCRIPTOR absolute;
	DWORD error;

	memset(places, 0, sizeof(*places));
	error = copy_in(&relative, base, FIELD_OFFSET(SECURITY_DESCRIPTOR,
						      Owner));
	if (error)
		return error;
	if (relative.Revision != SECURITY_DESCRIPTOR_REVISION)
		return ERROR_UNKNOWN_REVISION;
	places->control = relative.Control;
	if (!(relative.Control & SE_SELF_RELATIVE)) {
		error = copy_in(&absolute, base, sizeof(absolute));
		places->owner = (uintptr_t)absolute.Owner;
		places->group = (uintptr_t)absolute.Group;
		places->sacl = (uintptr_t)absolute.Sacl;
		places->dacl = (uintptr_t)absolute.Dacl;
	} else {
		error = copy_in(&relative, base, sizeof(relative));
		if (error)
			return error;
		places->owner = place_of_offset(base, relative.Owner, &error);
		places->group = place_of_offset(base, relative.Group, &error);
		places->sacl = place_of_offset(base, relative.Sacl, &error);
		places->dacl = place_of_offset(base, relative.Dacl, &error);
	}
	if (!(places->control & SE_SACL_PRESENT))
		places->sacl = 0;
	if (!(places->control & SE_DACL_PRESENT))
		places->dacl = 0;
	return error;
}

static DWORD capture_sid(uintptr_t place, struct namedmap_sid *sid)
{
	BYTE count;
	DWORD error;

	error = copy_in(sid, place, SID_HEAD);
	if (error)
		return error;
	if (!namedmap_sid_valid(sid))
		return ERROR_INVALID_SID;
	count = sid->count;
	error = copy_in(sid, place, namedmap_sid_length(sid));
	/* It may have grown since. */
	if (!error && sid->count != count)
		error = ERROR_INVALID_SID;
	return error;
}

static DWORD capture_acl(uintptr_t place, ACL **acl)
{
	ACL head;
	DWORD error;

	error = copy_in(&head, place, sizeof(head));
	if (error)
		return error;
	if (head.AclSize < sizeof(head))
		return ERROR_INVALID_ACL;
	*acl = malloc(head.AclSize);
	if (!*acl)
		return ERROR_NOT_ENOUGH_MEMORY;
	error = copy_in(*acl, place, head.AclSize);
	if (!error && ((*acl)->AclSize != head.AclSize ||
		       !namedmap_acl_valid(*acl)))
		error = ERROR_INVALID_ACL;
	return error;
}

DWORD namedmap_descriptor_capture(struct namedmap_descriptor *copy,
				  const void *descriptor)
{
	struct places places;
	DWORD error;

	memset(copy, 0, sizeof(*copy));
	error = find_places((uintptr_t)descriptor, &places);
	copy->control = places.control;
	copy->has_owner = places.owner;
	copy->has_group = places.group;
	if (!error && places.owner)
		error = capture_sid(places.owner, &copy->owner);
	if (!error && places.group)
		error = capture_sid(places.group, &copy->group);
	if (!error && places.dacl)
		error = capture_acl(places.dacl, &copy->dacl);
	if (!error && places.sacl)
		error = capture_acl(places.sacl, &copy->sacl);
	if (error)
		namedmap_descriptor_release(copy);
	return error;
}

void namedmap_descriptor_release(struct namedmap_descriptor *copy)
{
	free(copy->dacl);
	free(copy->sacl);
	copy->dacl = NULL;
	copy->sacl = NULL;
}

size_t namedmap_descriptor_size(const struct namedmap_descriptor *from)
{
	size_t size = sizeof(SECURITY_DESCRIPTOR_RELATIVE);

	if (from->has_owner)
		size += namedmap_sid_length(&from->owner);
	if (from->has_group)
		size += namedmap_sid_length(&from->group);
	if (from->dacl)
		size += from->dacl->AclSize;
	if (from->sacl)
		size += from->sacl->AclSize;
	return size;
}

static DWORD pack_part(char *to, size_t *at, const void *part, size_t length)
{
	size_t offset = *at;

	memcpy(to + offset, part, length);
	*at += length;
	return (DWORD)offset;
}

void namedmap_descriptor_pack(const struct namedmap_descriptor *from, void *to)
{
	SECURITY_DESCRIPTOR_RELATIVE head = {
		.Revision = SECURITY_DESCRIPTOR_REVISION,
		.Control = from->control | SE_SELF_RELATIVE,
	};
	size_t at = sizeof(head);

	if (from->sacl)
		head.Sacl = pack_part(to, &at, from->sacl,
				      from->sacl->AclSize);
	if (from->dacl)
		head.Dacl = pack_part(to, &at, from->dacl,
				      from->dacl->AclSize);
	if (from->has_owner)
		head.Owner = pack_part(to, &at, &from->owner,
				       namedmap_sid_length(&from->owner));
	if (from->has_group)
		head.Group = pack_part(to, &at, &from->group,
				       namedmap_sid_length(&from->group));
	memcpy(to, &head, sizeof(head));
}

BOOL WINAPI InitializeSecurityDescriptor(PSECURITY_DESCRIPTOR descriptor,
					 DWORD revision)
{
	SECURITY_DESCRIPTOR *absolute = descriptor;

	if (revision != SECURITY_DESCRIPTOR_REVISION)
		return namedmap_fail(ERROR_UNKNOWN_REVISION);
	memset(absolute, 0, sizeof(*absolute));
	absolute->Revision = SECURITY_DESCRIPTOR_REVISION;
	return TRUE;
}

BOOL WINAPI IsValidSecurityDescriptor(PSECURITY_DESCRIPTOR descriptor)
{
	struct namedmap_descriptor copy;

	if (namedmap_descriptor_capture(&copy, descriptor))
		return namedmap_fail(ERROR_INVALID_SECURITY_DESCR);
	namedmap_descriptor_release(&copy);
	return TRUE;
}

DWORD WINAPI GetSecurityDescriptorLength(PSECURITY_DESCRIPTOR descriptor)
{
	const SECURITY_DESCRIPTOR *head = descriptor;
	struct namedmap_descriptor copy;
	size_t size;

	if (namedmap_descriptor_capture(&copy, descriptor))
		return 0;
	size = namedmap_descriptor_size(&copy);
	if (!(head->Control & SE_SELF_RELATIVE))
		size += sizeof(*head) - sizeof(SECURITY_DESCRIPTOR_RELATIVE);
	namedmap_descriptor_release(&copy);
	return (DWORD)size;
}

BOOL WINAPI GetSecurityDescriptorControl(PSECURITY_DESCRIPTOR descriptor,
					 PSECURITY_DESCRIPTOR_CONTROL control,
					 LPDWORD revision)
{
	const SECURITY_DESCRIPTOR *head = descriptor;

	*revision = head->Revision;
	if (head->Revision != SECURITY_DESCRIPTOR_REVISION)
		return namedmap_fail(ERROR_UNKNOWN_REVISION);
	*control = head->Control;
	return TRUE;
}

/* A descriptor whose parts can be set. */
static SECURITY_DESCRIPTOR *descriptor_to_set(PSECURITY_DESCRIPTOR descriptor)
{
	SECURITY_DESCRIPTOR *absolute = descriptor;

	if (absolute->Revision != SECURITY_DESCRIPTOR_REVISION)
		return namedmap_fail_handle(ERROR_UNKNOWN_REVISION);
	if (absolute->Control & SE_SELF_RELATIVE)
		return namedmap_fail_handle(ERROR_INVALID_SECURITY_DESCR);
	return absolute;
}

static void set_control(SECURITY_DESCRIPTOR *descriptor, unsigned int bit,
			bool set)
{
	unsigned int control = descriptor->Control & ~bit;

	descriptor->Control =
		(SECURITY_DESCRIPTOR_CONTROL)(set ? control | bit : control);
}

BOOL WINAPI SetSecurityDescriptorOwner(PSECURITY_DESCRIPTOR descriptor,
				       PSID owner, BOOL defaulted)
{
	SECURITY_DESCRIPTOR *absolute = descriptor_to_set(descriptor);

	if (!absolute)
		return FALSE;
	absolute->Owner = owner;
	set_control(absolute, SE_OWNER_DEFAULTED, defaulted);
	return TRUE;
}

BOOL WINAPI SetSecurityDescriptorGroup(PSECURITY_DESCRIPTOR descriptor,
				       PSID group, BOOL defaulted)
{
	SECURITY_DESCRIPTOR *absolute = descriptor_to_set(descriptor);

	if (!absolute)
		return FALSE;
	absolute->Group = group;
	set_control(absolute, SE_GROUP_DEFAULTED, defaulted);
	return TRUE;
}

BOOL WINAPI SetSecurityDescriptorDacl(PSECURITY_DESCRIPTOR descriptor,
				      BOOL present, PACL dacl, BOOL defaulted)
{
	SECURITY_DESCRIPTOR *absolute = descriptor_to_set(descriptor);

	if (!absolute)
		return FALSE;
	set_control(absolute, SE_DACL_PRESENT, present);
	if (!present)
		return TRUE;
	absolute->Dacl = dacl;
	set_control(absolute, SE_DACL_DEFAULTED, defaulted);
	return TRUE;
}

/* Parts in the caller's memory; those of a malformed descriptor are not. */
static bool get_places(PSECURITY_DESCRIPTOR descriptor, struct places *places)
{
	DWORD error = find_places((uintptr_t)descriptor, places);

	return !error || namedmap_fail(error);
}

BOOL WINAPI GetSecurityDescriptorOwner(PSECURITY_DESCRIPTOR descriptor,
				       PSID *owner, LPBOOL defaulted)
{
	struct places places;

	if (!get_places(descriptor, &places))
		return FALSE;
	*owner = (PSID)places.owner;
	*defaulted = !!(places.control & SE_OWNER_DEFAULTED);
	return TRUE;
}

BOOL WINAPI GetSecurityDescriptorGroup(PSECURITY_DESCRIPTOR descriptor,
				       PSID *group, LPBOOL defaulted)
{
	struct places places;

	if (!get_places(descriptor, &places))
		return FALSE;
	*group = (PSID)places.group;
	*defaulted = !!(places.control & SE_GROUP_DEFAULTED);
	return TRUE;
}

BOOL WINAPI GetSecurityDescriptorDacl(PSECURITY_DESCRIPTOR descriptor,
				      LPBOOL present, PACL *dacl,
				      LPBOOL defaulted)
{
	struct places places;

	if (!get_places(descriptor, &places))
		return FALSE;
	*present = !!(places.control & SE_DACL_PRESENT);
	if (!*present)
		return TRUE;
	*dacl = (PACL)places.dacl;
	*defaulted = !!(places.control & SE_DACL_DEFAULTED);
	return TRUE;
}
