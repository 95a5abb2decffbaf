// SPDX-License-Identifier: MIT
/* Identifiers, access lists, descriptors, their text, and tokens. */
#include "harness.h"

#include <sddl.h>
#include <sys/mman.h>

#define PAGE 4096u

static SID_IDENTIFIER_AUTHORITY nt_authority = SECURITY_NT_AUTHORITY;
static SID_IDENTIFIER_AUTHORITY world_authority = SECURITY_WORLD_SID_AUTHORITY;

static PSID sid_of(const char *text)
{
	PSID sid = NULL;

	REQUIRE(ConvertStringSidToSidA(text, &sid));
	return sid;
}

TEST_ALONE(SCY_identifiers)
{
	BYTE bytes[SECURITY_MAX_SID_SIZE], other[SECURITY_MAX_SID_SIZE];
	DWORD size;
	PSID sid;

	REQUIRE(AllocateAndInitializeSid(&nt_authority, 2, 32, 544, 0, 0, 0, 0,
					 0, 0, &sid));
	CHECK(IsValidSid(sid));
	CHECK_EQUAL(GetLengthSid(sid), 16);
	CHECK_EQUAL(GetSidLengthRequired(2), 16);
	CHECK_EQUAL(*GetSidSubAuthorityCount(sid), 2);
	CHECK_EQUAL(*GetSidSubAuthority(sid, 1), 544);
	CHECK_EQUAL(GetSidIdentifierAuthority(sid)->Value[5], 5);
	CHECK(IsWellKnownSid(sid, WinBuiltinAdministratorsSid));
	CHECK(!IsWellKnownSid(sid, WinWorldSid));
	CHECK_FAILS(FALSE, CopySid(15, bytes, sid), ERROR_INSUFFICIENT_BUFFER);
	CHECK(CopySid(sizeof(bytes), bytes, sid));
	CHECK(EqualSid(bytes, sid));
	CHECK(!FreeSid(sid));
	REQUIRE(InitializeSid(other, &world_authority, 1));
	*GetSidSubAuthority(other, 0) = 0;
	CHECK(!EqualSid(bytes, other));
	CHECK(IsWellKnownSid(other, WinWorldSid));
	size = 4;
	CHECK_FAILS(FALSE, CreateWellKnownSid(WinLocalSystemSid, NULL, bytes,
					      &size),
		    ERROR_INSUFFICIENT_BUFFER);
	CHECK_EQUAL(size, 12);
	CHECK(CreateWellKnownSid(WinLocalSystemSid, NULL, bytes, &size));
	CHECK_EQUAL(*GetSidSubAuthority(bytes, 0), 18);
	other[1] = SID_MAX_SUB_AUTHORITIES + 1;
	CHECK_FAILS(FALSE, IsValidSid(other), ERROR_INVALID_SID);
	CHECK_FAILS(FALSE, EqualSid(other, bytes), ERROR_INVALID_SID);
	CHECK_FAILS(FALSE, IsValidSid(NULL), ERROR_INVALID_SID);
	CHECK_FAILS(FALSE, AllocateAndInitializeSid(&nt_authority, 9, 0, 0, 0,
						    0, 0, 0, 0, 0, &sid),
		    ERROR_INVALID_SID);
}

TEST_ALONE(SCY_identifiers_as_text)
{
	static const char *const same[] = {
		"S-1-1-0", "S-1-5-18", "S-1-5-32-544", "S-1-22-1-1000",
		"S-1-22-2-4294967295", "S-1-0x123456789abc-7",
		"S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15",
	};
	static const char *const bad[] = {
		"", "S-1", "S-1-5", "S-2-5-1", "S-1-5-", "S-1-5-x", "XX",
		"S-1-5-4294967296", "S-1-5-18x", "S-1-0x1000000000000-1",
		"S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16", "WDx",
	};
	LPWSTR wide;
	LPSTR text;
	PSID sid;
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(same); i++) {
		sid = sid_of(same[i]);
		REQUIRE(ConvertSidToStringSidA(sid, &text));
		CHECK(!strcmp(text, same[i]));
		LocalFree(text);
		LocalFree(sid);
	}
	for (i = 0; i < ARRAYSIZE(bad); i++)
		CHECK_FAILS(FALSE, ConvertStringSidToSidA(bad[i], &sid),
			    ERROR_INVALID_SID);
	CHECK_FAILS(FALSE, ConvertStringSidToSidA(NULL, &sid),
		    ERROR_INVALID_PARAMETER);
	REQUIRE(ConvertStringSidToSidW(u"BA", &sid));
	REQUIRE(ConvertSidToStringSidW(sid, &wide));
	CHECK(!memcmp(wide, u"S-1-5-32-544", sizeof(u"S-1-5-32-544")));
	LocalFree(wide);
	LocalFree(sid);
}

TEST_ALONE(SCY_access_lists)
{
	union {
		ACL acl;
		BYTE bytes[sizeof(ACL) + 2 * 20];
	} list;
	ACL_SIZE_INFORMATION sizes;
	ACCESS_ALLOWED_ACE *ace;
	PSID everyone = sid_of("WD");

	CHECK_FAILS(FALSE, InitializeAcl(&list.acl, 7, ACL_REVISION),
		    ERROR_INSUFFICIENT_BUFFER);
	CHECK_FAILS(FALSE, InitializeAcl(&list.acl, sizeof(list), 5),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, InitializeAcl(&list.acl, 0x10000, ACL_REVISION),
		    ERROR_INVALID_PARAMETER);
	REQUIRE(InitializeAcl(&list.acl, sizeof(list), ACL_REVISION));
	CHECK(AddAccessAllowedAce(&list.acl, ACL_REVISION, GENERIC_READ,
				  everyone));
	CHECK(AddAccessDeniedAceEx(&list.acl, ACL_REVISION, INHERIT_ONLY_ACE,
				   GENERIC_WRITE, everyone));
	CHECK_FAILS(FALSE, AddAccessAllowedAce(&list.acl, ACL_REVISION, 1,
					       everyone),
		    ERROR_ALLOTTED_SPACE_EXCEEDED);
	CHECK_FAILS(FALSE, AddAccessAllowedAce(&list.acl, 9, 1, everyone),
		    ERROR_REVISION_MISMATCH);
	CHECK_FAILS(FALSE, AddAccessAllowedAce(&list.acl, ACL_REVISION, 1,
					       NULL), ERROR_INVALID_SID);
	REQUIRE(GetAce(&list.acl, 1, (void **)&ace));
	CHECK_EQUAL(ace->Header.AceType, ACCESS_DENIED_ACE_TYPE);
	CHECK_EQUAL(ace->Header.AceFlags, INHERIT_ONLY_ACE);
	CHECK_EQUAL(ace->Header.AceSize, 20);
	CHECK_EQUAL(ace->Mask, GENERIC_WRITE);
	CHECK(EqualSid(&ace->SidStart, everyone));
	CHECK_FAILS(FALSE, GetAce(&list.acl, 2, (void **)&ace),
		    ERROR_INVALID_PARAMETER);
	CHECK(GetAclInformation(&list.acl, &sizes, sizeof(sizes),
				AclSizeInformation));
	CHECK_EQUAL(sizes.AceCount, 2);
	CHECK_EQUAL(sizes.AclBytesInUse, sizeof(list));
	CHECK_EQUAL(sizes.AclBytesFree, 0);
	CHECK(IsValidAcl(&list.acl));
	ace->Header.AceSize = 24;
	CHECK_FAILS(FALSE, IsValidAcl(&list.acl), ERROR_INVALID_ACL);
	LocalFree(everyone);
}

TEST_ALONE(SCY_descriptors_with_pointers)
{
	SECURITY_DESCRIPTOR descriptor;
	SECURITY_DESCRIPTOR_CONTROL control;
	PSID everyone = sid_of("WD"), found;
	BOOL present, defaulted;
	DWORD revision;
	ACL acl, *dacl;

	CHECK_FAILS(FALSE, InitializeSecurityDescriptor(&descriptor, 2),
		    ERROR_UNKNOWN_REVISION);
	REQUIRE(InitializeSecurityDescriptor(&descriptor,
					     SECURITY_DESCRIPTOR_REVISION));
	CHECK(GetSecurityDescriptorDacl(&descriptor, &present, &dacl,
					&defaulted));
	CHECK_EQUAL(present, FALSE);
	InitializeAcl(&acl, sizeof(acl), ACL_REVISION);
	CHECK(SetSecurityDescriptorDacl(&descriptor, TRUE, &acl, FALSE));
	CHECK(SetSecurityDescriptorOwner(&descriptor, everyone, TRUE));
	CHECK(SetSecurityDescriptorGroup(&descriptor, everyone, FALSE));
	CHECK(GetSecurityDescriptorDacl(&descriptor, &present, &dacl,
					&defaulted));
	CHECK(present && dacl == &acl && !defaulted);
	CHECK(GetSecurityDescriptorOwner(&descriptor, &found, &defaulted));
	CHECK(found == everyone && defaulted);
	CHECK(GetSecurityDescriptorGroup(&descriptor, &found, &defaulted));
	CHECK(found == everyone && !defaulted);
	CHECK(GetSecurityDescriptorControl(&descriptor, &control, &revision));
	CHECK_EQUAL(control, SE_DACL_PRESENT | SE_OWNER_DEFAULTED);
	CHECK_EQUAL(revision, SECURITY_DESCRIPTOR_REVISION);
	CHECK(IsValidSecurityDescriptor(&descriptor));
	CHECK_EQUAL(GetSecurityDescriptorLength(&descriptor),
		    sizeof(descriptor) + 12 + 12 + sizeof(acl));
	descriptor.Revision = 7;
	CHECK_FAILS(FALSE, SetSecurityDescriptorDacl(&descriptor, TRUE, NULL,
						     FALSE),
		    ERROR_UNKNOWN_REVISION);
	CHECK_FAILS(FALSE, IsValidSecurityDescriptor(&descriptor),
		    ERROR_INVALID_SECURITY_DESCR);
	descriptor.Revision = SECURITY_DESCRIPTOR_REVISION;
	descriptor.Control = SE_SELF_RELATIVE;
	CHECK_FAILS(FALSE, SetSecurityDescriptorOwner(&descriptor, everyone,
						      FALSE),
		    ERROR_INVALID_SECURITY_DESCR);
	LocalFree(everyone);
}

TEST_ALONE(SCY_descriptors_as_text)
{
	static const struct { const char *text; DWORD error; } bad[] = {
		{ "x", ERROR_INVALID_PARAMETER },
		{ "D:D:", ERROR_INVALID_PARAMETER },
		{ "O:", ERROR_INVALID_SID },
		{ "O:XX", ERROR_INVALID_SID },
		{ "D:(A;;GA;;;XX)", ERROR_INVALID_SID },
		{ "D:(A;;GA;;;)", ERROR_INVALID_SID },
		{ "D:(A;;XX;;;WD)", ERROR_INVALID_ACL },
		{ "D:(A;XX;GA;;;WD)", ERROR_INVALID_ACL },
		{ "D:(Q;;GA;;;WD)", ERROR_INVALID_ACL },
		{ "D:(A;;GA;;;WD", ERROR_INVALID_ACL },
		{ "D:(A;;GA", ERROR_INVALID_ACL },
		{ "D:(A;;0x100000000;;;WD)", ERROR_INVALID_ACL },
		{ "D:(A;;GA;guid;;WD)", ERROR_NOT_SUPPORTED },
		{ "D:(XA;;GA;;;WD;(x))", ERROR_NOT_SUPPORTED },
		{ "D:(A;;GA;;;WD)S:(ML;;NW;;;LW)", ERROR_NOT_SUPPORTED },
	};
	PSECURITY_DESCRIPTOR descriptor;
	BOOL present, defaulted;
	ACCESS_ALLOWED_ACE *ace;
	ULONG size = 0;
	unsigned int i;
	ACL *dacl;

	for (i = 0; i < ARRAYSIZE(bad); i++)
		CHECK_FAILS(FALSE,
			    ConvertStringSecurityDescriptorToSecurityDescriptorA(
				    bad[i].text, SDDL_REVISION_1, &descriptor,
				    NULL), bad[i].error);
	CHECK_FAILS(FALSE, ConvertStringSecurityDescriptorToSecurityDescriptorA(
			    "D:", 2, &descriptor, NULL),
		    ERROR_UNKNOWN_REVISION);
	REQUIRE(ConvertStringSecurityDescriptorToSecurityDescriptorW(
		u"O:BAG:S-1-22-2-5D:PAI(A;OICI;0xf001f;;;WD)"
		u"(D;IO;CCDCLCSWRPSDRCWDWO;;;S-1-22-1-1000)",
		SDDL_REVISION_1, &descriptor, &size));
	CHECK_EQUAL(size, 20 + 16 + 16 + 8 + 20 + 24);
	CHECK_EQUAL(GetSecurityDescriptorLength(descriptor), size);
	CHECK(IsValidSecurityDescriptor(descriptor));
	REQUIRE(GetSecurityDescriptorDacl(descriptor, &present, &dacl,
					  &defaulted));
	CHECK(present && dacl->AceCount == 2);
	REQUIRE(GetAce(dacl, 0, (void **)&ace));
	CHECK_EQUAL(ace->Mask, SECTION_ALL_ACCESS);
	CHECK_EQUAL(ace->Header.AceFlags, OBJECT_INHERIT_ACE |
					  CONTAINER_INHERIT_ACE);
	REQUIRE(GetAce(dacl, 1, (void **)&ace));
	CHECK_EQUAL(ace->Mask, SECTION_ALL_ACCESS);
	CHECK_EQUAL(ace->Header.AceType, ACCESS_DENIED_ACE_TYPE);
	LocalFree(descriptor);
	REQUIRE(ConvertStringSecurityDescriptorToSecurityDescriptorA(
		"D:NO_ACCESS_CONTROL", SDDL_REVISION_1, &descriptor, NULL));
	CHECK(GetSecurityDescriptorDacl(descriptor, &present, &dacl,
					&defaulted));
	CHECK(present && !dacl);
	LocalFree(descriptor);
}

/* Two pages of which the second cannot be read. */
static BYTE *page_before_nothing(void)
{
	BYTE *pages = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	REQUIRE(pages != MAP_FAILED);
	REQUIRE(!mprotect(pages + PAGE, PAGE, PROT_NONE));
	return pages;
}

TEST_ALONE(SCY_descriptors_of_strangers)
{
	PSECURITY_DESCRIPTOR good;
	BYTE *pages = page_before_nothing(), *at;
	unsigned int round, changes, seed = 1;
	unsigned int valid = 0;
	ULONG size;

	REQUIRE(ConvertStringSecurityDescriptorToSecurityDescriptorA(
		"O:BAG:SYD:(A;;GA;;;WD)(A;;GR;;;BA)(D;;1;;;CO)",
		SDDL_REVISION_1, &good, &size));
	at = pages + PAGE - size;
	for (round = 0; round < 200000; round++) {
		memcpy(at, good, size);
		for (changes = rand_r(&seed) % 4; changes; changes--)
			at[rand_r(&seed) % size] = (BYTE)rand_r(&seed);
		valid += IsValidSecurityDescriptor(at);
	}
	CHECK(valid > round / 4 && valid < round);
	memcpy(at, good, size);
	/* A byte too few of it. */
	memmove(pages + PAGE - size + 1, at, size - 1);
	CHECK_FAILS(FALSE, IsValidSecurityDescriptor(pages + PAGE - size + 1),
		    ERROR_INVALID_SECURITY_DESCR);
	CHECK_FAILS(FALSE, IsValidSecurityDescriptor(pages + PAGE),
		    ERROR_INVALID_SECURITY_DESCR);
	munmap(pages, 2 * PAGE);
	LocalFree(good);
}

TEST_ALONE(SCY_token_tells_who_the_process_is)
{
	BYTE bytes[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE]
		__attribute__((__aligned__(8)));
	TOKEN_USER *user = (void *)bytes;
	TOKEN_PRIMARY_GROUP *group = (void *)bytes;
	TOKEN_GROUPS *groups;
	HANDLE token, second;
	char text[60];
	DWORD needed;
	PSID sid;

	REQUIRE(OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token));
	CHECK_FAILS(FALSE, GetTokenInformation(token, TokenUser, NULL, 0,
					       &needed),
		    ERROR_INSUFFICIENT_BUFFER);
	CHECK_EQUAL(needed, sizeof(TOKEN_USER) + 16);
	CHECK(GetTokenInformation(token, TokenUser, user, sizeof(bytes),
				  &needed));
	snprintf(text, sizeof(text), "S-1-22-1-%u", geteuid());
	sid = sid_of(text);
	CHECK(EqualSid(user->User.Sid, sid));
	CHECK(GetTokenInformation(token, TokenOwner, bytes, sizeof(bytes),
				  &needed));
	CHECK(EqualSid(((TOKEN_OWNER *)bytes)->Owner, sid));
	LocalFree(sid);
	CHECK(GetTokenInformation((HANDLE)(LONG_PTR)-4, TokenPrimaryGroup,
				  group, sizeof(bytes), &needed));
	snprintf(text, sizeof(text), "S-1-22-2-%u", getegid());
	sid = sid_of(text);
	CHECK(EqualSid(group->PrimaryGroup, sid));
	CHECK(!GetTokenInformation(token, TokenGroups, NULL, 0, &needed));
	groups = malloc(needed);
	CHECK(GetTokenInformation(token, TokenGroups, groups, needed,
				  &needed));
	CHECK(groups->GroupCount >= 2);
	CHECK(EqualSid(groups->Groups[0].Sid, sid));
	CHECK(IsWellKnownSid(groups->Groups[1].Sid, WinWorldSid));
	free(groups);
	LocalFree(sid);
	CHECK_FAILS(FALSE, GetTokenInformation(token, TokenPrivileges, bytes,
					       sizeof(bytes), &needed),
		    ERROR_NOT_SUPPORTED);
	REQUIRE(OpenProcessToken(GetCurrentProcess(), TOKEN_DUPLICATE,
				 &second));
	CHECK_FAILS(FALSE, GetTokenInformation(second, TokenUser, bytes,
					       sizeof(bytes), &needed),
		    ERROR_ACCESS_DENIED);
	CHECK(CloseHandle(second));
	CHECK(CloseHandle(token));
	CHECK_FAILS(FALSE, GetTokenInformation(token, TokenUser, bytes,
					       sizeof(bytes), &needed),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, OpenProcessToken(token, TOKEN_QUERY, &second),
		    ERROR_INVALID_HANDLE);
}
