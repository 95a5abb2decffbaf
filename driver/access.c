// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arithmetic of access rights. No locks, no state but the caller's
 * credentials.
 */
#include <linux/cred.h>
#include <linux/errno.h>

#include "access.h"

/**
 * namedmap_access_all - every right that an object of a kind has to give
 * @kind: the kind
 *
 * Return: the rights.
 */
u32 namedmap_access_all(enum namedmap_kind kind)
{
	if (kind == NAMEDMAP_KIND_EVENT)
		return NAMEDMAP_RIGHTS_EVENT_ALL;
	return NAMEDMAP_RIGHTS_SECTION_ALL | NAMEDMAP_RIGHT_SYNCHRONIZE;
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_access_all);

static u32 access_map_section(u32 wanted)
{
	u32 rights = 0;

	if (wanted & NAMEDMAP_RIGHT_GENERIC_READ)
		rights |= NAMEDMAP_RIGHT_READ_CONTROL | NAMEDMAP_RIGHT_QUERY |
			  NAMEDMAP_RIGHT_MAP_READ;
	if (wanted & NAMEDMAP_RIGHT_GENERIC_WRITE)
		rights |= NAMEDMAP_RIGHT_READ_CONTROL |
			  NAMEDMAP_RIGHT_MAP_WRITE;
	if (wanted & NAMEDMAP_RIGHT_GENERIC_EXECUTE)
		rights |= NAMEDMAP_RIGHT_READ_CONTROL |
			  NAMEDMAP_RIGHT_MAP_EXECUTE;
	if (wanted & NAMEDMAP_RIGHT_GENERIC_ALL)
		rights |= NAMEDMAP_RIGHTS_SECTION_ALL;
	return rights;
}

static u32 access_map_event(u32 wanted)
{
	u32 rights = 0;

	if (wanted & NAMEDMAP_RIGHT_GENERIC_READ)
		rights |= NAMEDMAP_RIGHT_READ_CONTROL |
			  NAMEDMAP_RIGHT_EVENT_QUERY;
	if (wanted & NAMEDMAP_RIGHT_GENERIC_WRITE)
		rights |= NAMEDMAP_RIGHT_READ_CONTROL |
			  NAMEDMAP_RIGHT_EVENT_MODIFY;
	if (wanted & NAMEDMAP_RIGHT_GENERIC_EXECUTE)
		rights |= NAMEDMAP_RIGHT_READ_CONTROL |
			  NAMEDMAP_RIGHT_SYNCHRONIZE;
	if (wanted & NAMEDMAP_RIGHT_GENERIC_ALL)
		rights |= NAMEDMAP_RIGHTS_EVENT_ALL;
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

	mapped = kind == NAMEDMAP_KIND_EVENT ? access_map_event(wanted) :
					       access_map_section(wanted);
	mapped |= wanted & ~generic;
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
	if (bits & 04) {
		rights |= NAMEDMAP_RIGHT_READ_CONTROL |
			  NAMEDMAP_RIGHT_SYNCHRONIZE;
		rights |= kind == NAMEDMAP_KIND_EVENT ?
			  NAMEDMAP_RIGHT_EVENT_QUERY :
			  NAMEDMAP_RIGHT_QUERY | NAMEDMAP_RIGHT_MAP_READ |
			  NAMEDMAP_RIGHT_MAP_EXECUTE;
	}
	if (bits & 02) {
		rights |= NAMEDMAP_RIGHT_READ_CONTROL;
		rights |= kind == NAMEDMAP_KIND_EVENT ?
			  NAMEDMAP_RIGHT_EVENT_MODIFY :
			  NAMEDMAP_RIGHT_MAP_WRITE |
			  NAMEDMAP_RIGHT_EXTEND_SIZE;
	}
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
