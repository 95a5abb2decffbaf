// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arithmetic of access rights. No locks, no state but the caller's
 * credentials.
 */
#include <linux/cred.h>
#include <linux/errno.h>

#include "access.h"

/**
 * struct access_rights - the rights of a kind of objects
 * @all: every right that there is
 * @generic_read: what NAMEDMAP_RIGHT_GENERIC_READ stands for
 * @generic_write: what NAMEDMAP_RIGHT_GENERIC_WRITE stands for
 * @generic_execute: what NAMEDMAP_RIGHT_GENERIC_EXECUTE stands for
 * @generic_all: what NAMEDMAP_RIGHT_GENERIC_ALL stands for
 * @mode_read: what a read bit of the mode gives
 * @mode_write: what a write bit of the mode gives
 */
struct access_rights {
	u32 all;
	u32 generic_read;
	u32 generic_write;
	u32 generic_execute;
	u32 generic_all;
	u32 mode_read;
	u32 mode_write;
};

static const struct access_rights access_rights[] = {
	[NAMEDMAP_KIND_SECTION] = {
		.all = NAMEDMAP_RIGHTS_SECTION_ALL |
		       NAMEDMAP_RIGHT_SYNCHRONIZE,
		.generic_read = NAMEDMAP_RIGHT_READ_CONTROL |
				NAMEDMAP_RIGHT_QUERY |
				NAMEDMAP_RIGHT_MAP_READ,
		.generic_write = NAMEDMAP_RIGHT_READ_CONTROL |
				 NAMEDMAP_RIGHT_MAP_WRITE,
		.generic_execute = NAMEDMAP_RIGHT_READ_CONTROL |
				   NAMEDMAP_RIGHT_MAP_EXECUTE,
		.generic_all = NAMEDMAP_RIGHTS_SECTION_ALL,
		.mode_read = NAMEDMAP_RIGHT_READ_CONTROL |
			     NAMEDMAP_RIGHT_SYNCHRONIZE |
			     NAMEDMAP_RIGHT_QUERY | NAMEDMAP_RIGHT_MAP_READ |
			     NAMEDMAP_RIGHT_MAP_EXECUTE,
		.mode_write = NAMEDMAP_RIGHT_READ_CONTROL |
			      NAMEDMAP_RIGHT_MAP_WRITE |
			      NAMEDMAP_RIGHT_EXTEND_SIZE,
	},
	[NAMEDMAP_KIND_EVENT] = {
		.all = NAMEDMAP_RIGHTS_EVENT_ALL,
		.generic_read = NAMEDMAP_RIGHT_READ_CONTROL |
				NAMEDMAP_RIGHT_EVENT_QUERY,
		.generic_write = NAMEDMAP_RIGHT_READ_CONTROL |
				 NAMEDMAP_RIGHT_EVENT_MODIFY,
		.generic_execute = NAMEDMAP_RIGHT_READ_CONTROL |
				   NAMEDMAP_RIGHT_SYNCHRONIZE,
		.generic_all = NAMEDMAP_RIGHTS_EVENT_ALL,
		.mode_read = NAMEDMAP_RIGHT_READ_CONTROL |
			     NAMEDMAP_RIGHT_SYNCHRONIZE |
			     NAMEDMAP_RIGHT_EVENT_QUERY,
		.mode_write = NAMEDMAP_RIGHT_READ_CONTROL |
			      NAMEDMAP_RIGHT_EVENT_MODIFY,
	},
	[NAMEDMAP_KIND_MUTEX] = {
		.all = NAMEDMAP_RIGHTS_MUTEX_ALL,
		.generic_read = NAMEDMAP_RIGHT_READ_CONTROL |
				NAMEDMAP_RIGHT_MUTEX_QUERY,
		.generic_write = NAMEDMAP_RIGHT_READ_CONTROL,
		.generic_execute = NAMEDMAP_RIGHT_READ_CONTROL |
				   NAMEDMAP_RIGHT_SYNCHRONIZE,
		.generic_all = NAMEDMAP_RIGHTS_MUTEX_ALL,
		.mode_read = NAMEDMAP_RIGHT_READ_CONTROL |
			     NAMEDMAP_RIGHT_SYNCHRONIZE |
			     NAMEDMAP_RIGHT_MUTEX_QUERY,
		.mode_write = NAMEDMAP_RIGHT_READ_CONTROL,
	},
	[NAMEDMAP_KIND_SEMAPHORE] = {
		.all = NAMEDMAP_RIGHTS_SEMAPHORE_ALL,
		.generic_read = NAMEDMAP_RIGHT_READ_CONTROL |
				NAMEDMAP_RIGHT_SEMAPHORE_QUERY,
		.generic_write = NAMEDMAP_RIGHT_READ_CONTROL |
				 NAMEDMAP_RIGHT_SEMAPHORE_MODIFY,
		.generic_execute = NAMEDMAP_RIGHT_READ_CONTROL |
				   NAMEDMAP_RIGHT_SYNCHRONIZE,
		.generic_all = NAMEDMAP_RIGHTS_SEMAPHORE_ALL,
		.mode_read = NAMEDMAP_RIGHT_READ_CONTROL |
			     NAMEDMAP_RIGHT_SYNCHRONIZE |
			     NAMEDMAP_RIGHT_SEMAPHORE_QUERY,
		.mode_write = NAMEDMAP_RIGHT_READ_CONTROL |
			      NAMEDMAP_RIGHT_SEMAPHORE_MODIFY,
	},
};

/**
 * namedmap_access_all - every right that an object of a kind has to give
 * @kind: the kind
 *
 * Return: the rights.
 */
u32 namedmap_access_all(enum namedmap_kind kind)
{
	return access_rights[kind].all;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_access_all);

static u32 access_map(const struct access_rights *kind, u32 wanted)
{
	u32 rights = 0;

	if (wanted & NAMEDMAP_RIGHT_GENERIC_READ)
		rights |= kind->generic_read;
	if (wanted & NAMEDMAP_RIGHT_GENERIC_WRITE)
		rights |= kind->generic_write;
	if (wanted & NAMEDMAP_RIGHT_GENERIC_EXECUTE)
		rights |= kind->generic_execute;
	if (wanted & NAMEDMAP_RIGHT_GENERIC_ALL)
		rights |= kind->generic_all;
	return rights;
}

/**
 * namedmap_access_wanted - turn the rights that a caller names into specific
 *	ones
 * @kind: the kind of object
 * @wanted: rights, generic ones and MAXIMUM included
 * @rights: where the specific rights go; MAXIMUM is kept
 *
 * Return: 0, -EPERM for the right to see the audit settings, which nobody has,
 * -EACCES for rights that do not exist.
 */
int namedmap_access_wanted(enum namedmap_kind kind, u32 wanted, u32 *rights)
{
	const u32 generic = NAMEDMAP_RIGHT_GENERIC_READ |
			    NAMEDMAP_RIGHT_GENERIC_WRITE |
			    NAMEDMAP_RIGHT_GENERIC_EXECUTE |
			    NAMEDMAP_RIGHT_GENERIC_ALL;
	u32 mapped;

	mapped = access_map(&access_rights[kind], wanted) | (wanted & ~generic);
	if (mapped & ~(namedmap_access_all(kind) | NAMEDMAP_RIGHT_MAXIMUM |
		       NAMEDMAP_RIGHT_SYSTEM_SECURITY))
		return -EACCES;
	if (mapped & NAMEDMAP_RIGHT_SYSTEM_SECURITY)
		return -EPERM;
	*rights = mapped;
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_access_wanted);

/**
 * namedmap_access_of_mode - the rights that permission bits give
 * @kind: the kind of object
 * @bits: read and write bit of one class, in the place of the others' class
 *
 * Return: the rights.
 */
u32 namedmap_access_of_mode(enum namedmap_kind kind, umode_t bits)
{
	u32 rights = 0;

	if ((bits & 06) == 06)
		return namedmap_access_all(kind);
	if (bits & 04)
		rights |= access_rights[kind].mode_read;
	if (bits & 02)
		rights |= access_rights[kind].mode_write;
	return rights;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_access_of_mode);

/**
 * namedmap_access_allowed - the rights that an object's permission gives the
 *	current task
 * @kind: the kind of object
 * @permission: its permission
 *
 * The first class that matches decides, as for files and System V objects.
 *
 * Return: the rights.
 */
u32 namedmap_access_allowed(enum namedmap_kind kind,
			    const struct namedmap_permission *permission)
{
	umode_t bits = permission->mode;

	if (uid_eq(current_euid(), permission->owner))
		bits >>= 6;
	else if (in_egroup_p(permission->group))
		bits >>= 3;
	return namedmap_access_of_mode(kind, bits & 07);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_access_allowed);
