// SPDX-License-Identifier: MIT
/* Access lists. */
#include <string.h>

#include "internal.h"

/* An entry's bytes before its identifier, and those of an identifier's head. */
#define ACE_HEAD offsetof(ACCESS_ALLOWED_ACE, SidStart)
#define SID_HEAD offsetof(SID, SubAuthority)

static bool ace_has_sid(const ACE_HEADER *ace)
{
	return ace->AceType == ACCESS_ALLOWED_ACE_TYPE ||
	       ace->AceType == ACCESS_DENIED_ACE_TYPE ||
	       ace->AceType == SYSTEM_AUDIT_ACE_TYPE;
}

void *namedmap_ace_sid(const ACE_HEADER *ace)
{
	return (char *)(uintptr_t)ace + ACE_HEAD;
}

static bool ace_valid(const ACE_HEADER *ace, size_t room)
{
	if (room < sizeof(*ace) || ace->AceSize < sizeof(*ace) ||
	    ace->AceSize > room || ace->AceSize % sizeof(DWORD))
		return false;
	if (!ace_has_sid(ace))
		return true;
	return ace->AceSize >= ACE_HEAD + SID_HEAD &&
	       namedmap_sid_valid(namedmap_ace_sid(ace)) &&
	       ace->AceSize - ACE_HEAD >=
		       namedmap_sid_length(namedmap_ace_sid(ace));
}

/* Where the entry of that number is; the list's end for the one after all. */
static bool acl_find(const ACL *acl, unsigned int index, size_t *offset)
{
	size_t at = sizeof(*acl);
	unsigned int i;

	if (acl->AclSize < at)
		return false;
	for (i = 0; i < index; i++) {
		const ACE_HEADER *ace =
			(const void *)((const char *)acl + at);

		if (!ace_valid(ace, acl->AclSize - at))
			return false;
		at += ace->AceSize;
	}
	*offset = at;
	return true;
}

bool namedmap_acl_valid(const ACL *acl)
{
	size_t end;

	return acl && acl->AclRevision >= MIN_ACL_REVISION &&
	       acl->AclRevision <= MAX_ACL_REVISION &&
	       acl_find(acl, acl->AceCount, &end);
}

DWORD namedmap_acl_add(ACL *acl, BYTE type, DWORD flags, ACCESS_MASK mask,
		       const void *sid)
{
	ACCESS_ALLOWED_ACE *ace;
	size_t at, length;

	if (!namedmap_sid_valid(sid))
		return ERROR_INVALID_SID;
	if (!namedmap_acl_valid(acl) ||
	    !acl_find(acl, acl->AceCount, &at))
		return ERROR_INVALID_ACL;
	length = ACE_HEAD + namedmap_sid_length(sid);
	if (length > acl->AclSize - at)
		return ERROR_ALLOTTED_SPACE_EXCEEDED;
	ace = (void *)((char *)acl + at);
	ace->Header.AceType = type;
	ace->Header.AceFlags = (BYTE)flags;
	ace->Header.AceSize = (WORD)length;
	ace->Mask = mask;
	memcpy(namedmap_ace_sid(&ace->Header), sid, namedmap_sid_length(sid));
	acl->AceCount++;
	return ERROR_SUCCESS;
}

BOOL WINAPI InitializeAcl(PACL acl, DWORD size, DWORD revision)
{
	if (size < sizeof(*acl))
		return namedmap_fail(ERROR_INSUFFICIENT_BUFFER);
	if (revision < MIN_ACL_REVISION || revision > MAX_ACL_REVISION ||
	    size > UINT16_MAX)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	memset(acl, 0, sizeof(*acl));
	acl->AclRevision = (BYTE)revision;
	acl->AclSize = (WORD)(size & ~(DWORD)3);
	return TRUE;
}

BOOL WINAPI IsValidAcl(PACL acl)
{
	return namedmap_acl_valid(acl) || namedmap_fail(ERROR_INVALID_ACL);
}

static BOOL add_ace(PACL acl, BYTE type, DWORD revision, DWORD flags,
		    DWORD mask, PSID sid)
{
	DWORD error;

	if (revision < MIN_ACL_REVISION || revision > MAX_ACL_REVISION)
		return namedmap_fail(ERROR_REVISION_MISMATCH);
	if (flags & ~(DWORD)VALID_INHERIT_FLAGS)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	error = namedmap_acl_add(acl, type, flags, mask, sid);
	if (error)
		return namedmap_fail(error);
	if (acl->AclRevision < revision)
		acl->AclRevision = (BYTE)revision;
	return TRUE;
}

BOOL WINAPI AddAccessAllowedAce(PACL acl, DWORD revision, DWORD mask, PSID sid)
{
	return add_ace(acl, ACCESS_ALLOWED_ACE_TYPE, revision, 0, mask, sid);
}

BOOL WINAPI AddAccessAllowedAceEx(PACL acl, DWORD revision, DWORD flags,
				  DWORD mask, PSID sid)
{
	return add_ace(acl, ACCESS_ALLOWED_ACE_TYPE, revision, flags, mask,
		       sid);
}

BOOL WINAPI AddAccessDeniedAce(PACL acl, DWORD revision, DWORD mask, PSID sid)
{
	return add_ace(acl, ACCESS_DENIED_ACE_TYPE, revision, 0, mask, sid);
}

BOOL WINAPI AddAccessDeniedAceEx(PACL acl, DWORD revision, DWORD flags,
				 DWORD mask, PSID sid)
{
	return add_ace(acl, ACCESS_DENIED_ACE_TYPE, revision, flags, mask,
		       sid);
}

BOOL WINAPI GetAce(PACL acl, DWORD index, LPVOID *ace)
{
	size_t at;

	if (index >= acl->AceCount || !acl_find(acl, index, &at) ||
	    !ace_valid((void *)((char *)acl + at), acl->AclSize - at))
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	*ace = (char *)acl + at;
	return TRUE;
}

BOOL WINAPI GetAclInformation(PACL acl, LPVOID information, DWORD size,
			      ACL_INFORMATION_CLASS class)
{
	ACL_REVISION_INFORMATION *revision = information;
	ACL_SIZE_INFORMATION *sizes = information;
	size_t end;

	if (!namedmap_acl_valid(acl) || !acl_find(acl, acl->AceCount, &end))
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	switch (class) {
	case AclRevisionInformation:
		if (size < sizeof(*revision))
			return namedmap_fail(ERROR_INSUFFICIENT_BUFFER);
		revision->AclRevision = acl->AclRevision;
		return TRUE;
	case AclSizeInformation:
		if (size < sizeof(*sizes))
			return namedmap_fail(ERROR_INSUFFICIENT_BUFFER);
		sizes->AceCount = acl->AceCount;
		sizes->AclBytesInUse = (DWORD)end;
		sizes->AclBytesFree = (DWORD)(acl->AclSize - end);
		return TRUE;
	default:
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	}
}
