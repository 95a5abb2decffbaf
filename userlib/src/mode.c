// SPDX-License-Identifier: MIT
/*
 * Access lists against owner, group and mode. A list that a mode can say becomes
 * that mode; any other is refused, and never made wider or narrower.
 *
 * A mode knows three classes: the owner, the group, and the others. The first
 * that matches decides, while every entry of a list adds; so the classes must
 * not have less than the ones after them. Root is kept out by no mode, and its
 * entries change nothing.
 */
#include "internal.h"

/* What read and write mean for a kind of object. */
static const struct meaning {
	/* what generic rights stand for */
	ACCESS_MASK generic_read;
	ACCESS_MASK generic_write;
	ACCESS_MASK generic_execute;
	ACCESS_MASK all;
	/* a right to read is this, and whoever has it has the rest as well */
	ACCESS_MASK read;
	ACCESS_MASK with_read;
	ACCESS_MASK write;
	ACCESS_MASK with_write;
	/* read and write together give no more than the two do */
	bool adds;
	/* what a list that was made of a mode says */
	ACCESS_MASK shown_read;
	ACCESS_MASK shown_write;
} meanings[] = {
	[SECURED_SECTION] = {
		.generic_read = STANDARD_RIGHTS_READ | SECTION_QUERY |
				SECTION_MAP_READ,
		.generic_write = STANDARD_RIGHTS_WRITE | SECTION_MAP_WRITE,
		.generic_execute = STANDARD_RIGHTS_EXECUTE |
				   SECTION_MAP_EXECUTE,
		.all = SECTION_ALL_ACCESS,
		.read = SECTION_MAP_READ,
		.with_read = READ_CONTROL | SYNCHRONIZE | SECTION_QUERY |
			     SECTION_MAP_EXECUTE,
		.write = SECTION_MAP_WRITE,
		.with_write = READ_CONTROL | SECTION_EXTEND_SIZE,
		.shown_read = READ_CONTROL | SECTION_QUERY |
			      SECTION_MAP_READ | SECTION_MAP_EXECUTE,
		.shown_write = SECTION_MAP_WRITE | SECTION_EXTEND_SIZE,
	},
	[SECURED_EVENT] = {
		.generic_read = STANDARD_RIGHTS_READ | EVENT_QUERY_STATE,
		.generic_write = STANDARD_RIGHTS_WRITE | EVENT_MODIFY_STATE,
		.generic_execute = STANDARD_RIGHTS_EXECUTE | SYNCHRONIZE,
		.all = EVENT_ALL_ACCESS,
		/* A wait can reset the event, so it does not come for free. */
		.read = SYNCHRONIZE,
		.with_read = READ_CONTROL | EVENT_QUERY_STATE,
		.write = EVENT_MODIFY_STATE,
		.with_write = READ_CONTROL,
		.shown_read = READ_CONTROL | SYNCHRONIZE | EVENT_QUERY_STATE,
		.shown_write = EVENT_MODIFY_STATE,
	},
	[SECURED_MUTEX] = {
		.generic_read = STANDARD_RIGHTS_READ | MUTANT_QUERY_STATE,
		.generic_write = STANDARD_RIGHTS_WRITE,
		.generic_execute = STANDARD_RIGHTS_EXECUTE | SYNCHRONIZE,
		.all = MUTEX_ALL_ACCESS,
		/* There is nothing to write, and so no such bit alone. */
		.read = SYNCHRONIZE,
		.with_read = READ_CONTROL | MUTANT_QUERY_STATE,
		.write = MUTEX_ALL_ACCESS,
		.shown_read = READ_CONTROL | SYNCHRONIZE | MUTANT_QUERY_STATE,
		.shown_write = READ_CONTROL,
	},
	[SECURED_SEMAPHORE] = {
		.generic_read = STANDARD_RIGHTS_READ | SEMAPHORE_QUERY_STATE,
		.generic_write = STANDARD_RIGHTS_WRITE |
				 SEMAPHORE_MODIFY_STATE,
		.generic_execute = STANDARD_RIGHTS_EXECUTE | SYNCHRONIZE,
		.all = SEMAPHORE_ALL_ACCESS,
		.read = SYNCHRONIZE,
		.with_read = READ_CONTROL | SEMAPHORE_QUERY_STATE,
		.write = SEMAPHORE_MODIFY_STATE,
		.with_write = READ_CONTROL,
		.shown_read = READ_CONTROL | SYNCHRONIZE |
			      SEMAPHORE_QUERY_STATE,
		.shown_write = SEMAPHORE_MODIFY_STATE,
	},
	[SECURED_FILE] = {
		.generic_read = FILE_GENERIC_READ,
		.generic_write = FILE_GENERIC_WRITE,
		.generic_execute = FILE_GENERIC_EXECUTE,
		.all = FILE_ALL_ACCESS,
		.read = FILE_READ_DATA,
		.with_read = FILE_GENERIC_READ | FILE_GENERIC_EXECUTE,
		.write = FILE_WRITE_DATA | FILE_APPEND_DATA,
		.with_write = FILE_GENERIC_WRITE | FILE_READ_ATTRIBUTES,
		.adds = true,
		.shown_read = FILE_GENERIC_READ | FILE_EXECUTE,
		.shown_write = FILE_GENERIC_WRITE,
	},
};

enum namedmap_secured namedmap_secured_of(uint32_t kind)
{
	switch (kind) {
	case NAMEDMAP_KIND_EVENT:
		return SECURED_EVENT;
	case NAMEDMAP_KIND_MUTEX:
		return SECURED_MUTEX;
	case NAMEDMAP_KIND_SEMAPHORE:
		return SECURED_SEMAPHORE;
	default:
		return SECURED_SECTION;
	}
}

#define MAY_WRITE 2u
#define MAY_READ 4u
#define MAY_BOTH (MAY_READ | MAY_WRITE)

static ACCESS_MASK map_generic(const struct meaning *meaning, ACCESS_MASK mask)
{
	if (mask & GENERIC_READ)
		mask |= meaning->generic_read;
	if (mask & GENERIC_WRITE)
		mask |= meaning->generic_write;
	if (mask & GENERIC_EXECUTE)
		mask |= meaning->generic_execute;
	if (mask & GENERIC_ALL)
		mask |= meaning->all;
	return mask & ~(ACCESS_MASK)(GENERIC_READ | GENERIC_WRITE |
				     GENERIC_EXECUTE | GENERIC_ALL);
}

/* The bits of a class that has these rights; false if no bits say that. */
static bool bits_of_mask(const struct meaning *meaning, ACCESS_MASK mask,
			 unsigned int *bits)
{
	ACCESS_MASK said = 0;

	*bits = 0;
	if ((mask & meaning->all) == meaning->all) {
		*bits = MAY_BOTH;
		return !(mask & ~(meaning->all | SYNCHRONIZE));
	}
	if ((mask & meaning->read) == meaning->read) {
		*bits |= MAY_READ;
		said |= meaning->read | meaning->with_read;
	}
	if ((mask & meaning->write) == meaning->write) {
		*bits |= MAY_WRITE;
		said |= meaning->write | meaning->with_write;
	}
	return !(mask & ~said) && (meaning->adds || *bits != MAY_BOTH);
}

/* Rights of each class, all entries together. */
struct classes {
	ACCESS_MASK owner;
	ACCESS_MASK group;
	ACCESS_MASK others;
};

static bool add_entry(struct classes *classes, const struct meaning *meaning,
		      const ACE_HEADER *ace)
{
	const ACCESS_ALLOWED_ACE *allowed = (const void *)ace;
	ACCESS_MASK mask;

	/* Meant for what is made inside, and here there is no inside. */
	if (ace->AceFlags & INHERIT_ONLY_ACE)
		return true;
	if (ace->AceType != ACCESS_ALLOWED_ACE_TYPE)
		return false;
	mask = map_generic(meaning, allowed->Mask);
	switch (namedmap_sid_means(namedmap_ace_sid(ace))) {
	case SID_EVERYONE:
		classes->others |= mask;
		classes->group |= mask;
		classes->owner |= mask;
		return true;
	case SID_GROUP:
		classes->group |= mask;
		return true;
	case SID_OWNER:
		classes->owner |= mask;
		return true;
	case SID_ROOT:
		return true;
	default:
		return false;
	}
}

static bool mode_of_acl(const struct meaning *meaning, const ACL *acl,
			unsigned int *mode)
{
	struct classes classes = { 0 };
	unsigned int owner, group, others, i;
	const char *at = (const char *)(acl + 1);

	for (i = 0; i < acl->AceCount; i++) {
		const ACE_HEADER *ace = (const void *)at;

		if (!add_entry(&classes, meaning, ace))
			return false;
		at += ace->AceSize;
	}
	if (!bits_of_mask(meaning, classes.owner, &owner) ||
	    !bits_of_mask(meaning, classes.group, &group) ||
	    !bits_of_mask(meaning, classes.others, &others))
		return false;
	*mode = owner << 6 | group << 3 | others;
	return !(group & ~owner);
}

static DWORD mode_of_descriptor(const struct meaning *meaning,
				const struct namedmap_descriptor *descriptor,
				unsigned int *mode)
{
	struct namedmap_sid user;

	namedmap_sid_of_user(&user, geteuid());
	if (descriptor->has_owner &&
	    !namedmap_sid_equal(&descriptor->owner, &user))
		return ERROR_INVALID_OWNER;
	if (descriptor->has_group &&
	    namedmap_sid_means(&descriptor->group) != SID_GROUP)
		return ERROR_NOT_SUPPORTED;
	if (descriptor->sacl)
		return ERROR_NOT_SUPPORTED;
	if (!(descriptor->control & SE_DACL_PRESENT))
		return ERROR_SUCCESS;
	if (!descriptor->dacl) {
		*mode = MAY_BOTH << 6 | MAY_BOTH << 3 | MAY_BOTH;
		return ERROR_SUCCESS;
	}
	return mode_of_acl(meaning, descriptor->dacl, mode) ?
		       ERROR_SUCCESS : ERROR_NOT_SUPPORTED;
}

DWORD namedmap_mode_of_attributes(enum namedmap_secured kind,
				  const SECURITY_ATTRIBUTES *attributes,
				  unsigned int *mode)
{
	struct namedmap_descriptor descriptor;
	DWORD error;

	*mode = kind == SECURED_FILE ? MODE_DEFAULT : MAY_BOTH << 6;
	if (!attributes || !attributes->lpSecurityDescriptor)
		return ERROR_SUCCESS;
	error = namedmap_descriptor_capture(&descriptor,
					    attributes->lpSecurityDescriptor);
	if (error)
		return error;
	error = mode_of_descriptor(&meanings[kind], &descriptor, mode);
	namedmap_descriptor_release(&descriptor);
	return error;
}

bool namedmap_mode_matters(DWORD error)
{
	return error != ERROR_NOT_SUPPORTED && error != ERROR_INVALID_OWNER;
}

static ACCESS_MASK mask_of_bits(const struct meaning *meaning,
				unsigned int bits)
{
	ACCESS_MASK mask = 0;

	if ((bits & MAY_BOTH) == MAY_BOTH)
		return meaning->all;
	if (bits & MAY_READ)
		mask |= meaning->shown_read;
	if (bits & MAY_WRITE)
		mask |= meaning->shown_write;
	return mask;
}

/*
 * A class that has less than a later one needs an entry that denies it the
 * rest, behind the entries of those who are in the class and have it all the
 * same. One that gets by a later entry all that it has needs none.
 */
void namedmap_mode_to_acl(enum namedmap_secured kind, unsigned int mode,
			  uid_t user, gid_t group, ACL *acl)
{
	const struct meaning *meaning = &meanings[kind];
	ACCESS_MASK owners = mask_of_bits(meaning, mode >> 6);
	ACCESS_MASK groups = mask_of_bits(meaning, mode >> 3);
	ACCESS_MASK others = mask_of_bits(meaning, mode);
	struct namedmap_sid owner_sid, group_sid, everyone;
	ACL_SIZE_INFORMATION sizes;

	namedmap_sid_of_user(&owner_sid, user);
	namedmap_sid_of_group(&group_sid, group);
	namedmap_sid_of_alias(&everyone, "WD");
	InitializeAcl(acl, MODE_ACL_SIZE, ACL_REVISION);
	if ((groups | others) & ~owners)
		namedmap_acl_add(acl, ACCESS_DENIED_ACE_TYPE, 0,
				 (groups | others) & ~owners, &owner_sid);
	if (owners & ~(groups & others))
		namedmap_acl_add(acl, ACCESS_ALLOWED_ACE_TYPE, 0, owners,
				 &owner_sid);
	if (others & ~groups)
		namedmap_acl_add(acl, ACCESS_DENIED_ACE_TYPE, 0,
				 others & ~groups, &group_sid);
	if (groups & ~others)
		namedmap_acl_add(acl, ACCESS_ALLOWED_ACE_TYPE, 0, groups,
				 &group_sid);
	if (others)
		namedmap_acl_add(acl, ACCESS_ALLOWED_ACE_TYPE, 0, others,
				 &everyone);
	GetAclInformation(acl, &sizes, sizeof(sizes), AclSizeInformation);
	acl->AclSize = (WORD)sizes.AclBytesInUse;
}
