/* SPDX-License-Identifier: MIT */
/* Security identifiers, access lists, descriptors and tokens. */
#ifndef NAMEDMAP_SECURITYBASEAPI_H
#define NAMEDMAP_SECURITYBASEAPI_H

#include "minwinbase.h"
#include "winnt.h"

typedef DWORD ACCESS_MASK, *PACCESS_MASK;
typedef DWORD SECURITY_INFORMATION, *PSECURITY_INFORMATION;
typedef WORD SECURITY_DESCRIPTOR_CONTROL, *PSECURITY_DESCRIPTOR_CONTROL;

#ifndef ANYSIZE_ARRAY
#define ANYSIZE_ARRAY 1
#endif

/* Security identifiers. */
typedef struct _SID_IDENTIFIER_AUTHORITY {
	BYTE Value[6];
} SID_IDENTIFIER_AUTHORITY, *PSID_IDENTIFIER_AUTHORITY;

typedef struct _SID {
	BYTE Revision;
	BYTE SubAuthorityCount;
	SID_IDENTIFIER_AUTHORITY IdentifierAuthority;
	DWORD SubAuthority[ANYSIZE_ARRAY];
} SID, *PISID;

typedef struct _SID_AND_ATTRIBUTES {
	PSID Sid;
	DWORD Attributes;
} SID_AND_ATTRIBUTES, *PSID_AND_ATTRIBUTES;

#define SID_REVISION			1
#define SID_MAX_SUB_AUTHORITIES		15
#define SID_RECOMMENDED_SUB_AUTHORITIES	1
#define SECURITY_MAX_SID_SIZE \
	(sizeof(SID) - sizeof(DWORD) + \
	SID_MAX_SUB_AUTHORITIES * sizeof(DWORD))

#define SECURITY_NULL_SID_AUTHORITY	{ { 0, 0, 0, 0, 0, 0 } }
#define SECURITY_WORLD_SID_AUTHORITY	{ { 0, 0, 0, 0, 0, 1 } }
#define SECURITY_LOCAL_SID_AUTHORITY	{ { 0, 0, 0, 0, 0, 2 } }
#define SECURITY_CREATOR_SID_AUTHORITY	{ { 0, 0, 0, 0, 0, 3 } }
#define SECURITY_NT_AUTHORITY		{ { 0, 0, 0, 0, 0, 5 } }

#define SECURITY_NULL_RID		0x00000000
#define SECURITY_WORLD_RID		0x00000000
#define SECURITY_LOCAL_RID		0x00000000
#define SECURITY_CREATOR_OWNER_RID	0x00000000
#define SECURITY_CREATOR_GROUP_RID	0x00000001
#define SECURITY_CREATOR_OWNER_RIGHTS_RID 0x00000004
#define SECURITY_NETWORK_RID		0x00000002
#define SECURITY_INTERACTIVE_RID	0x00000004
#define SECURITY_SERVICE_RID		0x00000006
#define SECURITY_ANONYMOUS_LOGON_RID	0x00000007
#define SECURITY_AUTHENTICATED_USER_RID	0x0000000b
#define SECURITY_LOCAL_SYSTEM_RID	0x00000012
#define SECURITY_LOCAL_SERVICE_RID	0x00000013
#define SECURITY_NETWORK_SERVICE_RID	0x00000014
#define SECURITY_BUILTIN_DOMAIN_RID	0x00000020
#define DOMAIN_ALIAS_RID_ADMINS		0x00000220
#define DOMAIN_ALIAS_RID_USERS		0x00000221
#define DOMAIN_ALIAS_RID_GUESTS		0x00000222

#define SE_GROUP_MANDATORY		0x00000001
#define SE_GROUP_ENABLED_BY_DEFAULT	0x00000002
#define SE_GROUP_ENABLED		0x00000004
#define SE_GROUP_OWNER			0x00000008

typedef enum {
	WinNullSid = 0,
	WinWorldSid = 1,
	WinLocalSid = 2,
	WinCreatorOwnerSid = 3,
	WinCreatorGroupSid = 4,
	WinNtAuthoritySid = 7,
	WinNetworkSid = 9,
	WinInteractiveSid = 11,
	WinServiceSid = 12,
	WinAnonymousSid = 13,
	WinAuthenticatedUserSid = 17,
	WinLocalSystemSid = 22,
	WinLocalServiceSid = 23,
	WinNetworkServiceSid = 24,
	WinBuiltinDomainSid = 25,
	WinBuiltinAdministratorsSid = 26,
	WinBuiltinUsersSid = 27,
	WinBuiltinGuestsSid = 28,
	WinCreatorOwnerRightsSid = 71
} WELL_KNOWN_SID_TYPE;

/* Access lists and their entries. */
typedef struct _ACL {
	BYTE AclRevision;
	BYTE Sbz1;
	WORD AclSize;
	WORD AceCount;
	WORD Sbz2;
} ACL, *PACL;

typedef struct _ACE_HEADER {
	BYTE AceType;
	BYTE AceFlags;
	WORD AceSize;
} ACE_HEADER, *PACE_HEADER;

typedef struct _ACCESS_ALLOWED_ACE {
	ACE_HEADER Header;
	ACCESS_MASK Mask;
	DWORD SidStart;
} ACCESS_ALLOWED_ACE, *PACCESS_ALLOWED_ACE;

typedef struct _ACCESS_DENIED_ACE {
	ACE_HEADER Header;
	ACCESS_MASK Mask;
	DWORD SidStart;
} ACCESS_DENIED_ACE, *PACCESS_DENIED_ACE;

#define ACL_REVISION			2
#define ACL_REVISION_DS			4
#define MIN_ACL_REVISION		ACL_REVISION
#define MAX_ACL_REVISION		ACL_REVISION_DS

#define ACCESS_ALLOWED_ACE_TYPE		0
#define ACCESS_DENIED_ACE_TYPE		1
#define SYSTEM_AUDIT_ACE_TYPE		2

#define OBJECT_INHERIT_ACE		0x01
#define CONTAINER_INHERIT_ACE		0x02
#define NO_PROPAGATE_INHERIT_ACE	0x04
#define INHERIT_ONLY_ACE		0x08
#define INHERITED_ACE			0x10
#define VALID_INHERIT_FLAGS		0x1f

typedef enum _ACL_INFORMATION_CLASS {
	AclRevisionInformation = 1,
	AclSizeInformation
} ACL_INFORMATION_CLASS;

typedef struct _ACL_REVISION_INFORMATION {
	DWORD AclRevision;
} ACL_REVISION_INFORMATION, *PACL_REVISION_INFORMATION;

typedef struct _ACL_SIZE_INFORMATION {
	DWORD AceCount;
	DWORD AclBytesInUse;
	DWORD AclBytesFree;
} ACL_SIZE_INFORMATION, *PACL_SIZE_INFORMATION;

/* Descriptors: with pointers, or with offsets (SE_SELF_RELATIVE). */
typedef struct _SECURITY_DESCRIPTOR {
	BYTE Revision;
	BYTE Sbz1;
	SECURITY_DESCRIPTOR_CONTROL Control;
	PSID Owner;
	PSID Group;
	PACL Sacl;
	PACL Dacl;
} SECURITY_DESCRIPTOR, *PISECURITY_DESCRIPTOR;

typedef struct _SECURITY_DESCRIPTOR_RELATIVE {
	BYTE Revision;
	BYTE Sbz1;
	SECURITY_DESCRIPTOR_CONTROL Control;
	DWORD Owner;
	DWORD Group;
	DWORD Sacl;
	DWORD Dacl;
} SECURITY_DESCRIPTOR_RELATIVE, *PISECURITY_DESCRIPTOR_RELATIVE;

#define SECURITY_DESCRIPTOR_REVISION	1
#define SECURITY_DESCRIPTOR_REVISION1	1
#define SECURITY_DESCRIPTOR_MIN_LENGTH	sizeof(SECURITY_DESCRIPTOR)

#define SE_OWNER_DEFAULTED		0x0001
#define SE_GROUP_DEFAULTED		0x0002
#define SE_DACL_PRESENT			0x0004
#define SE_DACL_DEFAULTED		0x0008
#define SE_SACL_PRESENT			0x0010
#define SE_SACL_DEFAULTED		0x0020
#define SE_DACL_AUTO_INHERIT_REQ	0x0100
#define SE_SACL_AUTO_INHERIT_REQ	0x0200
#define SE_DACL_AUTO_INHERITED		0x0400
#define SE_SACL_AUTO_INHERITED		0x0800
#define SE_DACL_PROTECTED		0x1000
#define SE_SACL_PROTECTED		0x2000
#define SE_RM_CONTROL_VALID		0x4000
#define SE_SELF_RELATIVE		0x8000

#define OWNER_SECURITY_INFORMATION	0x00000001
#define GROUP_SECURITY_INFORMATION	0x00000002
#define DACL_SECURITY_INFORMATION	0x00000004
#define SACL_SECURITY_INFORMATION	0x00000008
#define LABEL_SECURITY_INFORMATION	0x00000010
#define UNPROTECTED_SACL_SECURITY_INFORMATION 0x10000000
#define UNPROTECTED_DACL_SECURITY_INFORMATION 0x20000000
#define PROTECTED_SACL_SECURITY_INFORMATION 0x40000000
#define PROTECTED_DACL_SECURITY_INFORMATION 0x80000000u

/* Tokens. */
#define TOKEN_ASSIGN_PRIMARY		0x0001
#define TOKEN_DUPLICATE			0x0002
#define TOKEN_IMPERSONATE		0x0004
#define TOKEN_QUERY			0x0008
#define TOKEN_QUERY_SOURCE		0x0010
#define TOKEN_ADJUST_PRIVILEGES		0x0020
#define TOKEN_ADJUST_GROUPS		0x0040
#define TOKEN_ADJUST_DEFAULT		0x0080
#define TOKEN_ADJUST_SESSIONID		0x0100
#define TOKEN_READ			(STANDARD_RIGHTS_READ | TOKEN_QUERY)
#define TOKEN_ALL_ACCESS		(STANDARD_RIGHTS_REQUIRED | 0x01ff)

typedef enum _TOKEN_INFORMATION_CLASS {
	TokenUser = 1,
	TokenGroups,
	TokenPrivileges,
	TokenOwner,
	TokenPrimaryGroup,
	TokenDefaultDacl,
	TokenSource,
	TokenType,
	TokenImpersonationLevel,
	TokenStatistics,
	TokenRestrictedSids,
	TokenSessionId,
	TokenElevation = 20,
	TokenIntegrityLevel = 25,
	MaxTokenInfoClass = 41
} TOKEN_INFORMATION_CLASS, *PTOKEN_INFORMATION_CLASS;

typedef struct _TOKEN_USER {
	SID_AND_ATTRIBUTES User;
} TOKEN_USER, *PTOKEN_USER;

typedef struct _TOKEN_GROUPS {
	DWORD GroupCount;
	SID_AND_ATTRIBUTES Groups[ANYSIZE_ARRAY];
} TOKEN_GROUPS, *PTOKEN_GROUPS;

typedef struct _TOKEN_OWNER {
	PSID Owner;
} TOKEN_OWNER, *PTOKEN_OWNER;

typedef struct _TOKEN_PRIMARY_GROUP {
	PSID PrimaryGroup;
} TOKEN_PRIMARY_GROUP, *PTOKEN_PRIMARY_GROUP;

#ifdef __cplusplus
extern "C" {
#endif

BOOL WINAPI InitializeSid(PSID Sid,
	PSID_IDENTIFIER_AUTHORITY pIdentifierAuthority,
	BYTE nSubAuthorityCount) NAMEDMAP_SYMBOL(InitializeSid);
BOOL WINAPI AllocateAndInitializeSid(
	PSID_IDENTIFIER_AUTHORITY pIdentifierAuthority,
	BYTE nSubAuthorityCount, DWORD nSubAuthority0, DWORD nSubAuthority1,
	DWORD nSubAuthority2, DWORD nSubAuthority3, DWORD nSubAuthority4,
	DWORD nSubAuthority5, DWORD nSubAuthority6, DWORD nSubAuthority7,
	PSID *pSid) NAMEDMAP_SYMBOL(AllocateAndInitializeSid);
PVOID WINAPI FreeSid(PSID pSid) NAMEDMAP_SYMBOL(FreeSid);
BOOL WINAPI CopySid(DWORD nDestinationSidLength, PSID pDestinationSid,
	PSID pSourceSid) NAMEDMAP_SYMBOL(CopySid);
BOOL WINAPI EqualSid(PSID pSid1, PSID pSid2) NAMEDMAP_SYMBOL(EqualSid);
BOOL WINAPI IsValidSid(PSID pSid) NAMEDMAP_SYMBOL(IsValidSid);
DWORD WINAPI GetLengthSid(PSID pSid) NAMEDMAP_SYMBOL(GetLengthSid);
DWORD WINAPI GetSidLengthRequired(UCHAR nSubAuthorityCount)
	NAMEDMAP_SYMBOL(GetSidLengthRequired);
PSID_IDENTIFIER_AUTHORITY WINAPI GetSidIdentifierAuthority(PSID pSid)
	NAMEDMAP_SYMBOL(GetSidIdentifierAuthority);
PUCHAR WINAPI GetSidSubAuthorityCount(PSID pSid)
	NAMEDMAP_SYMBOL(GetSidSubAuthorityCount);
PDWORD WINAPI GetSidSubAuthority(PSID pSid, DWORD nSubAuthority)
	NAMEDMAP_SYMBOL(GetSidSubAuthority);
BOOL WINAPI CreateWellKnownSid(WELL_KNOWN_SID_TYPE WellKnownSidType,
	PSID DomainSid, PSID pSid, DWORD *cbSid)
	NAMEDMAP_SYMBOL(CreateWellKnownSid);
BOOL WINAPI IsWellKnownSid(PSID pSid, WELL_KNOWN_SID_TYPE WellKnownSidType)
	NAMEDMAP_SYMBOL(IsWellKnownSid);

BOOL WINAPI InitializeAcl(PACL pAcl, DWORD nAclLength, DWORD dwAclRevision)
	NAMEDMAP_SYMBOL(InitializeAcl);
BOOL WINAPI IsValidAcl(PACL pAcl) NAMEDMAP_SYMBOL(IsValidAcl);
BOOL WINAPI AddAccessAllowedAce(PACL pAcl, DWORD dwAceRevision,
	DWORD AccessMask, PSID pSid) NAMEDMAP_SYMBOL(AddAccessAllowedAce);
BOOL WINAPI AddAccessAllowedAceEx(PACL pAcl, DWORD dwAceRevision,
	DWORD AceFlags, DWORD AccessMask, PSID pSid)
	NAMEDMAP_SYMBOL(AddAccessAllowedAceEx);
BOOL WINAPI AddAccessDeniedAce(PACL pAcl, DWORD dwAceRevision,
	DWORD AccessMask, PSID pSid) NAMEDMAP_SYMBOL(AddAccessDeniedAce);
BOOL WINAPI AddAccessDeniedAceEx(PACL pAcl, DWORD dwAceRevision,
	DWORD AceFlags, DWORD AccessMask, PSID pSid)
	NAMEDMAP_SYMBOL(AddAccessDeniedAceEx);
BOOL WINAPI GetAce(PACL pAcl, DWORD dwAceIndex, LPVOID *pAce)
	NAMEDMAP_SYMBOL(GetAce);
BOOL WINAPI GetAclInformation(PACL pAcl, LPVOID pAclInformation,
	DWORD nAclInformationLength,
	ACL_INFORMATION_CLASS dwAclInformationClass)
	NAMEDMAP_SYMBOL(GetAclInformation);

BOOL WINAPI InitializeSecurityDescriptor(
	PSECURITY_DESCRIPTOR pSecurityDescriptor, DWORD dwRevision)
	NAMEDMAP_SYMBOL(InitializeSecurityDescriptor);
BOOL WINAPI IsValidSecurityDescriptor(PSECURITY_DESCRIPTOR pSecurityDescriptor)
	NAMEDMAP_SYMBOL(IsValidSecurityDescriptor);
DWORD WINAPI GetSecurityDescriptorLength(
	PSECURITY_DESCRIPTOR pSecurityDescriptor)
	NAMEDMAP_SYMBOL(GetSecurityDescriptorLength);
BOOL WINAPI GetSecurityDescriptorControl(
	PSECURITY_DESCRIPTOR pSecurityDescriptor,
	PSECURITY_DESCRIPTOR_CONTROL pControl, LPDWORD lpdwRevision)
	NAMEDMAP_SYMBOL(GetSecurityDescriptorControl);
BOOL WINAPI SetSecurityDescriptorOwner(PSECURITY_DESCRIPTOR pSecurityDescriptor,
	PSID pOwner, BOOL bOwnerDefaulted)
	NAMEDMAP_SYMBOL(SetSecurityDescriptorOwner);
BOOL WINAPI GetSecurityDescriptorOwner(PSECURITY_DESCRIPTOR pSecurityDescriptor,
	PSID *pOwner, LPBOOL lpbOwnerDefaulted)
	NAMEDMAP_SYMBOL(GetSecurityDescriptorOwner);
BOOL WINAPI SetSecurityDescriptorGroup(PSECURITY_DESCRIPTOR pSecurityDescriptor,
	PSID pGroup, BOOL bGroupDefaulted)
	NAMEDMAP_SYMBOL(SetSecurityDescriptorGroup);
BOOL WINAPI GetSecurityDescriptorGroup(PSECURITY_DESCRIPTOR pSecurityDescriptor,
	PSID *pGroup, LPBOOL lpbGroupDefaulted)
	NAMEDMAP_SYMBOL(GetSecurityDescriptorGroup);
BOOL WINAPI SetSecurityDescriptorDacl(PSECURITY_DESCRIPTOR pSecurityDescriptor,
	BOOL bDaclPresent, PACL pDacl, BOOL bDaclDefaulted)
	NAMEDMAP_SYMBOL(SetSecurityDescriptorDacl);
BOOL WINAPI GetSecurityDescriptorDacl(PSECURITY_DESCRIPTOR pSecurityDescriptor,
	LPBOOL lpbDaclPresent, PACL *pDacl, LPBOOL lpbDaclDefaulted)
	NAMEDMAP_SYMBOL(GetSecurityDescriptorDacl);

BOOL WINAPI GetKernelObjectSecurity(HANDLE Handle,
	SECURITY_INFORMATION RequestedInformation,
	PSECURITY_DESCRIPTOR pSecurityDescriptor, DWORD nLength,
	LPDWORD lpnLengthNeeded) NAMEDMAP_SYMBOL(GetKernelObjectSecurity);
BOOL WINAPI SetKernelObjectSecurity(HANDLE Handle,
	SECURITY_INFORMATION SecurityInformation,
	PSECURITY_DESCRIPTOR SecurityDescriptor)
	NAMEDMAP_SYMBOL(SetKernelObjectSecurity);

BOOL WINAPI OpenProcessToken(HANDLE ProcessHandle, DWORD DesiredAccess,
	PHANDLE TokenHandle) NAMEDMAP_SYMBOL(OpenProcessToken);
BOOL WINAPI GetTokenInformation(HANDLE TokenHandle,
	TOKEN_INFORMATION_CLASS TokenInformationClass,
	LPVOID TokenInformation, DWORD TokenInformationLength,
	PDWORD ReturnLength) NAMEDMAP_SYMBOL(GetTokenInformation);

#ifdef __cplusplus
}
#endif

#endif
