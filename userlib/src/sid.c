// SPDX-License-Identifier: MIT
/*
 * Security identifiers. Users and groups of Linux have the identifiers that
 * Samba gives them: S-1-22-1-UID and S-1-22-2-GID.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

#define AUTHORITY_UNIX 22
#define UNIX_USERS 1
#define UNIX_GROUPS 2

#define SID_HEAD offsetof(SID, SubAuthority)

static const struct well_known {
	/* as descriptors in text spell it; empty if they do not */
	char alias[3];
	uint8_t type;
	uint8_t authority;
	uint8_t count;
	uint8_t means;
	uint16_t parts[2];
} well_known[] = {
	{ "", WinNullSid, 0, 1, SID_OTHER, { SECURITY_NULL_RID } },
	{ "WD", WinWorldSid, 1, 1, SID_EVERYONE, { SECURITY_WORLD_RID } },
	{ "", WinLocalSid, 2, 1, SID_OTHER, { SECURITY_LOCAL_RID } },
	{ "CO", WinCreatorOwnerSid, 3, 1, SID_OWNER,
	  { SECURITY_CREATOR_OWNER_RID } },
	{ "CG", WinCreatorGroupSid, 3, 1, SID_GROUP,
	  { SECURITY_CREATOR_GROUP_RID } },
	{ "OW", WinCreatorOwnerRightsSid, 3, 1, SID_OWNER,
	  { SECURITY_CREATOR_OWNER_RIGHTS_RID } },
	{ "", WinNtAuthoritySid, 5, 0, SID_OTHER, { 0 } },
	{ "NU", WinNetworkSid, 5, 1, SID_OTHER, { SECURITY_NETWORK_RID } },
	{ "IU", WinInteractiveSid, 5, 1, SID_OTHER,
	  { SECURITY_INTERACTIVE_RID } },
	{ "SU", WinServiceSid, 5, 1, SID_OTHER, { SECURITY_SERVICE_RID } },
	{ "AN", WinAnonymousSid, 5, 1, SID_OTHER,
	  { SECURITY_ANONYMOUS_LOGON_RID } },
	{ "AU", WinAuthenticatedUserSid, 5, 1, SID_OTHER,
	  { SECURITY_AUTHENTICATED_USER_RID } },
	{ "SY", WinLocalSystemSid, 5, 1, SID_ROOT,
	  { SECURITY_LOCAL_SYSTEM_RID } },
	{ "LS", WinLocalServiceSid, 5, 1, SID_OTHER,
	  { SECURITY_LOCAL_SERVICE_RID } },
	{ "NS", WinNetworkServiceSid, 5, 1, SID_OTHER,
	  { SECURITY_NETWORK_SERVICE_RID } },
	{ "", WinBuiltinDomainSid, 5, 1, SID_OTHER,
	  { SECURITY_BUILTIN_DOMAIN_RID } },
	{ "BA", WinBuiltinAdministratorsSid, 5, 2, SID_ROOT,
	  { SECURITY_BUILTIN_DOMAIN_RID, DOMAIN_ALIAS_RID_ADMINS } },
	{ "BU", WinBuiltinUsersSid, 5, 2, SID_OTHER,
	  { SECURITY_BUILTIN_DOMAIN_RID, DOMAIN_ALIAS_RID_USERS } },
	{ "BG", WinBuiltinGuestsSid, 5, 2, SID_OTHER,
	  { SECURITY_BUILTIN_DOMAIN_RID, DOMAIN_ALIAS_RID_GUESTS } },
};

#define WELL_KNOWN_COUNT (sizeof(well_known) / sizeof(well_known[0]))

bool namedmap_sid_valid(const void *sid)
{
	const SID *head = sid;

	return head && head->Revision == SID_REVISION &&
	       head->SubAuthorityCount <= SID_MAX_SUB_AUTHORITIES;
}

size_t namedmap_sid_length(const void *sid)
{
	const SID *head = sid;

	return SID_HEAD + head->SubAuthorityCount * sizeof(DWORD);
}

static void sid_start(struct namedmap_sid *sid, BYTE authority, BYTE count)
{
	memset(sid, 0, sizeof(*sid));
	sid->revision = SID_REVISION;
	sid->count = count;
	sid->authority[5] = authority;
}

static void sid_of_well_known(struct namedmap_sid *sid,
			      const struct well_known *known)
{
	sid_start(sid, known->authority, known->count);
	sid->parts[0] = known->parts[0];
	sid->parts[1] = known->parts[1];
}

static void sid_of_unix(struct namedmap_sid *sid, DWORD class, DWORD id)
{
	sid_start(sid, AUTHORITY_UNIX, 2);
	sid->parts[0] = class;
	sid->parts[1] = id;
}

void namedmap_sid_of_user(struct namedmap_sid *sid, uid_t user)
{
	sid_of_unix(sid, UNIX_USERS, user);
}

void namedmap_sid_of_group(struct namedmap_sid *sid, gid_t group)
{
	sid_of_unix(sid, UNIX_GROUPS, group);
}

bool namedmap_sid_equal(const void *first, const void *second)
{
	size_t length = namedmap_sid_length(first);

	return length == namedmap_sid_length(second) &&
	       !memcmp(first, second, length);
}

bool namedmap_sid_of_alias(struct namedmap_sid *sid, const char *alias)
{
	size_t i;

	for (i = 0; i < WELL_KNOWN_COUNT; i++) {
		if (*well_known[i].alias &&
		    !strncmp(well_known[i].alias, alias, 2)) {
			sid_of_well_known(sid, &well_known[i]);
			return true;
		}
	}
	return false;
}

enum namedmap_sid_means namedmap_sid_means(const void *sid)
{
	struct namedmap_sid other;
	size_t i;

	namedmap_sid_of_user(&other, geteuid());
	if (namedmap_sid_equal(sid, &other))
		return SID_OWNER;
	namedmap_sid_of_group(&other, getegid());
	if (namedmap_sid_equal(sid, &other))
		return SID_GROUP;
	for (i = 0; i < WELL_KNOWN_COUNT; i++) {
		sid_of_well_known(&other, &well_known[i]);
		if (namedmap_sid_equal(sid, &other))
			return well_known[i].means;
	}
	return SID_OTHER;
}

BOOL WINAPI InitializeSid(PSID sid, PSID_IDENTIFIER_AUTHORITY authority,
			  BYTE count)
{
	SID *head = sid;

	if (count > SID_MAX_SUB_AUTHORITIES)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	memset(sid, 0, SID_HEAD + count * sizeof(DWORD));
	head->Revision = SID_REVISION;
	head->SubAuthorityCount = count;
	head->IdentifierAuthority = *authority;
	return TRUE;
}

BOOL WINAPI AllocateAndInitializeSid(PSID_IDENTIFIER_AUTHORITY authority,
				     BYTE count, DWORD part0, DWORD part1,
				     DWORD part2, DWORD part3, DWORD part4,
				     DWORD part5, DWORD part6, DWORD part7,
				     PSID *sid)
{
	const DWORD parts[] = { part0, part1, part2, part3,
				part4, part5, part6, part7 };
	SID *head;

	/* The number of arguments is the limit. */
	if (count > sizeof(parts) / sizeof(parts[0]))
		return namedmap_fail(ERROR_INVALID_SID);
	head = malloc(SID_HEAD + sizeof(parts));
	if (!head)
		return namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
	InitializeSid(head, authority, count);
	memcpy((char *)head + SID_HEAD, parts, count * sizeof(DWORD));
	*sid = head;
	return TRUE;
}

PVOID WINAPI FreeSid(PSID sid)
{
	free(sid);
	return NULL;
}

BOOL WINAPI CopySid(DWORD room, PSID to, PSID from)
{
	size_t length = namedmap_sid_length(from);

	if (room < length)
		return namedmap_fail(ERROR_INSUFFICIENT_BUFFER);
	memmove(to, from, length);
	return TRUE;
}

BOOL WINAPI EqualSid(PSID first, PSID second)
{
	bool equal;

	if (!namedmap_sid_valid(first) || !namedmap_sid_valid(second))
		return namedmap_fail(ERROR_INVALID_SID);
	equal = namedmap_sid_equal(first, second);
	/* Unequal is an answer and no failure. */
	namedmap_fail(ERROR_SUCCESS);
	return equal;
}

BOOL WINAPI IsValidSid(PSID sid)
{
	return namedmap_sid_valid(sid) || namedmap_fail(ERROR_INVALID_SID);
}

DWORD WINAPI GetLengthSid(PSID sid)
{
	return (DWORD)namedmap_sid_length(sid);
}

DWORD WINAPI GetSidLengthRequired(UCHAR count)
{
	return (DWORD)(SID_HEAD + count * sizeof(DWORD));
}

PSID_IDENTIFIER_AUTHORITY WINAPI GetSidIdentifierAuthority(PSID sid)
{
	SID *head = sid;

	return &head->IdentifierAuthority;
}

PUCHAR WINAPI GetSidSubAuthorityCount(PSID sid)
{
	SID *head = sid;

	return &head->SubAuthorityCount;
}

PDWORD WINAPI GetSidSubAuthority(PSID sid, DWORD part)
{
	SID *head = sid;

	return &head->SubAuthority[part];
}

BOOL WINAPI CreateWellKnownSid(WELL_KNOWN_SID_TYPE type, PSID domain, PSID sid,
			       DWORD *size)
{
	struct namedmap_sid made;
	DWORD room, length;
	size_t i;

	(void)domain;
	if (!size)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	for (i = 0; i < WELL_KNOWN_COUNT; i++) {
		if (well_known[i].type == type)
			break;
	}
	if (i == WELL_KNOWN_COUNT)
		return namedmap_fail(ERROR_NOT_SUPPORTED);
	sid_of_well_known(&made, &well_known[i]);
	length = (DWORD)namedmap_sid_length(&made);
	room = *size;
	*size = length;
	if (!sid || room < length)
		return namedmap_fail(ERROR_INSUFFICIENT_BUFFER);
	memcpy(sid, &made, length);
	return TRUE;
}

BOOL WINAPI IsWellKnownSid(PSID sid, WELL_KNOWN_SID_TYPE type)
{
	struct namedmap_sid known;
	DWORD size = sizeof(known);

	return namedmap_sid_valid(sid) &&
	       CreateWellKnownSid(type, NULL, &known, &size) &&
	       namedmap_sid_equal(sid, &known);
}
