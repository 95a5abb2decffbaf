// SPDX-License-Identifier: MIT
/* Security read back, and security of files, rows SCY. */
#include "harness.h"

#include <aclapi.h>
#include <sddl.h>
#include <sys/stat.h>

#define PAGE 4096u

static SECURITY_ATTRIBUTES *attributes_of(const char *text)
{
	static SECURITY_ATTRIBUTES attributes;

	LocalFree(attributes.lpSecurityDescriptor);
	test_set_inherit(&attributes, false);
	REQUIRE(ConvertStringSecurityDescriptorToSecurityDescriptorA(
		text, SDDL_REVISION_1, &attributes.lpSecurityDescriptor,
		NULL));
	return &attributes;
}

static HANDLE create_secured(const char *text)
{
	return CreateFileMappingA(INVALID_HANDLE_VALUE, attributes_of(text),
				  PAGE_READWRITE, 0, PAGE, NULL);
}

static bool is_entry(ACL *dacl, unsigned int index, DWORD mask,
		     const char *text)
{
	ACCESS_ALLOWED_ACE *ace;
	bool same;
	PSID sid;

	REQUIRE(ConvertStringSidToSidA(text, &sid));
	same = GetAce(dacl, index, (void **)&ace) &&
	       ace->Header.AceType == ACCESS_ALLOWED_ACE_TYPE &&
	       ace->Mask == mask && EqualSid(&ace->SidStart, sid);
	LocalFree(sid);
	return same;
}

TEST(SCY_GetSecurityInfo_reads_back)
{
	PSECURITY_DESCRIPTOR read;
	char user[40], group[40];
	HANDLE section, event;
	PSID owner, primary;
	ACL *dacl, *sacl;
	LPSTR text;

	snprintf(user, sizeof(user), "S-1-22-1-%u", geteuid());
	snprintf(group, sizeof(group), "S-1-22-2-%u", getegid());
	section = create_secured("D:(A;;GA;;;OW)(A;;GR;;;CG)");
	REQUIRE(!GetSecurityInfo(section, SE_KERNEL_OBJECT,
				 OWNER_SECURITY_INFORMATION |
					 GROUP_SECURITY_INFORMATION |
					 DACL_SECURITY_INFORMATION,
				 &owner, &primary, &dacl, &sacl, &read));
	REQUIRE(ConvertSidToStringSidA(owner, &text));
	CHECK(!strcmp(text, user));
	LocalFree(text);
	REQUIRE(ConvertSidToStringSidA(primary, &text));
	CHECK(!strcmp(text, group));
	LocalFree(text);
	CHECK(!sacl);
	CHECK_EQUAL(dacl->AceCount, 2);
	CHECK(is_entry(dacl, 0, SECTION_ALL_ACCESS, user));
	CHECK(is_entry(dacl, 1, READ_CONTROL | SECTION_QUERY |
				SECTION_MAP_READ | SECTION_MAP_EXECUTE, group));
	CHECK(IsValidSecurityDescriptor(read));
	LocalFree(read);
	CloseHandle(section);
	event = CreateEventA(attributes_of("D:NO_ACCESS_CONTROL"), TRUE, FALSE,
			     NULL);
	REQUIRE(!GetSecurityInfo(event, SE_KERNEL_OBJECT,
				 DACL_SECURITY_INFORMATION, NULL, NULL, &dacl,
				 NULL, &read));
	CHECK_EQUAL(dacl->AceCount, 1);
	CHECK(is_entry(dacl, 0, EVENT_ALL_ACCESS, "WD"));
	LocalFree(read);
	CloseHandle(event);
}

/* What is read back makes an object that reads back the same. */
TEST(SCY_what_is_read_back_can_be_given_again)
{
	static const char *const texts[] = {
		"D:", "D:(A;;GA;;;OW)", "D:(A;;GR;;;WD)", "D:(A;;GW;;;WD)",
		"D:(A;;GA;;;WD)", "D:(A;;GA;;;OW)(A;;GR;;;CG)",
		"D:(A;;GA;;;OW)(A;;GA;;;CG)(A;;GR;;;WD)",
		"D:(A;;GA;;;OW)(A;;GW;;;WD)",
		"D:(A;;GR;;;OW)(A;;GR;;;CG)", "D:(A;;GA;;;OW)(A;;GR;;;WD)",
	};
	const DWORD parts = OWNER_SECURITY_INFORMATION |
			    GROUP_SECURITY_INFORMATION |
			    DACL_SECURITY_INFORMATION;
	BYTE first[300], second[300];
	SECURITY_ATTRIBUTES attributes;
	DWORD size, again;
	HANDLE section;
	unsigned int i;

	test_set_inherit(&attributes, false);
	attributes.lpSecurityDescriptor = first;
	for (i = 0; i < ARRAYSIZE(texts); i++) {
		section = create_secured(texts[i]);
		CHECK(GetKernelObjectSecurity(section, parts, first,
					      sizeof(first), &size));
		CloseHandle(section);
		section = CreateFileMappingA(INVALID_HANDLE_VALUE, &attributes,
					     PAGE_READWRITE, 0, PAGE, NULL);
		REQUIRE(section);
		CHECK(GetKernelObjectSecurity(section, parts, second,
					      sizeof(second), &again));
		CHECK(size == again && !memcmp(first, second, size));
		CloseHandle(section);
	}
}

TEST(SCY_who_may_read_security)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE), other;
	HANDLE file = file_open(test_file("data", 1, 'a'), GENERIC_READ);
	PSECURITY_DESCRIPTOR read;
	BYTE bytes[200];
	DWORD needed = 0;
	PSID owner;

	CHECK_FAILS(FALSE, GetKernelObjectSecurity(
				   section, OWNER_SECURITY_INFORMATION, bytes,
				   0, &needed), ERROR_INSUFFICIENT_BUFFER);
	CHECK_EQUAL(needed, sizeof(SECURITY_DESCRIPTOR_RELATIVE) + 16);
	CHECK(GetKernelObjectSecurity(section, OWNER_SECURITY_INFORMATION,
				      bytes, needed, &needed));
	CHECK_FAILS(FALSE, GetKernelObjectSecurity(
				   section, SACL_SECURITY_INFORMATION, bytes,
				   sizeof(bytes), &needed),
		    ERROR_PRIVILEGE_NOT_HELD);
	REQUIRE(duplicate(section, &other, FILE_MAP_READ | FILE_MAP_COPY, FALSE,
			  0));
	CHECK_EQUAL(GetSecurityInfo(other, SE_KERNEL_OBJECT,
				    OWNER_SECURITY_INFORMATION, &owner, NULL,
				    NULL, NULL, &read), ERROR_ACCESS_DENIED);
	CloseHandle(other);
	CHECK_EQUAL(GetSecurityInfo(section, SE_KERNEL_OBJECT,
				    OWNER_SECURITY_INFORMATION, &owner, NULL,
				    NULL, NULL, NULL),
		    ERROR_INVALID_PARAMETER);
	CHECK_EQUAL(GetSecurityInfo(section, SE_FILE_OBJECT,
				    OWNER_SECURITY_INFORMATION, &owner, NULL,
				    NULL, NULL, &read), ERROR_NOT_SUPPORTED);
	CHECK_EQUAL(GetSecurityInfo(file, SE_KERNEL_OBJECT,
				    OWNER_SECURITY_INFORMATION, &owner, NULL,
				    NULL, NULL, &read), ERROR_INVALID_HANDLE);
	CHECK_EQUAL(SetSecurityInfo(section, SE_KERNEL_OBJECT,
				    DACL_SECURITY_INFORMATION, NULL, NULL,
				    NULL, NULL), ERROR_NOT_SUPPORTED);
	CHECK_EQUAL(SetSecurityInfo(NULL, SE_KERNEL_OBJECT,
				    DACL_SECURITY_INFORMATION, NULL, NULL,
				    NULL, NULL), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, SetKernelObjectSecurity(
				   section, DACL_SECURITY_INFORMATION, bytes),
		    ERROR_NOT_SUPPORTED);
	CloseHandle(file);
	CloseHandle(section);
}

TEST_ALONE(SCY_files_get_the_mode)
{
	static const struct {
		const char *text;
		DWORD error;
		mode_t mode;
	} table[] = {
		{ "D:NO_ACCESS_CONTROL", 0, 0666 },
		{ "D:", 0, 0 },
		{ "D:(A;;GA;;;OW)", 0, 0600 },
		{ "D:(A;;FA;;;OW)(A;;FR;;;WD)", 0, 0644 },
		{ "D:(A;;GRGW;;;OW)(A;;GRGWGX;;;CG)", 0, 0660 },
		{ "D:(A;;GA;;;OW)(A;;GW;;;WD)", 0, 0622 },
		{ "D:(A;;GA;;;BA)(A;;GA;;;OW)", 0, 0600 },
		{ "D:(A;;0x4;;;WD)", ERROR_NOT_SUPPORTED, 0 },
		{ "D:(A;;GRSD;;;WD)", ERROR_NOT_SUPPORTED, 0 },
		{ "O:S-1-22-1-4242", ERROR_INVALID_OWNER, 0 },
	};
	static const DWORD makers[] = { CREATE_NEW, CREATE_ALWAYS,
					OPEN_ALWAYS };
	const char *path = test_path("secured");
	struct stat status;
	unsigned int i, j;
	HANDLE file;

	umask(077);
	for (i = 0; i < ARRAYSIZE(table); i++) {
		for (j = 0; j < ARRAYSIZE(makers); j++) {
			SetLastError(0xdeadbeef);
			file = CreateFileA(path, READ_WRITE, 0,
					   attributes_of(table[i].text),
					   makers[j], 0, NULL);
			CHECK_EQUAL(GetLastError(), table[i].error);
			CHECK_EQUAL(file == INVALID_HANDLE_VALUE,
				    table[i].error != 0);
			CHECK_EQUAL(stat(path, &status), table[i].error ? -1 : 0);
			if (table[i].error)
				continue;
			CHECK_EQUAL(status.st_mode & 07777, table[i].mode);
			CHECK_EQUAL(status.st_gid, getegid());
			CloseHandle(file);
			DeleteFileA(path);
		}
	}
	file = CreateFileA(path, READ_WRITE, 0,
			   attributes_of("D:NO_ACCESS_CONTROL"), CREATE_NEW,
			   FILE_ATTRIBUTE_READONLY, NULL);
	CHECK(!stat(path, &status));
	CHECK_EQUAL(status.st_mode & 07777, 0444);
	CloseHandle(file);
}

TEST(SCY_4_existing_files_keep_their_mode)
{
	static const DWORD openers[] = { CREATE_ALWAYS, OPEN_EXISTING,
					 OPEN_ALWAYS, TRUNCATE_EXISTING };
	static const char *const texts[] = { "D:", "D:(D;;GA;;;WD)", "O:BA" };
	const char *path = test_file("data", 10, 'a');
	SECURITY_ATTRIBUTES *attributes;
	struct stat status;
	unsigned int i, j;
	HANDLE file;

	REQUIRE(!chmod(path, 0640));
	for (i = 0; i < ARRAYSIZE(openers); i++) {
		for (j = 0; j < ARRAYSIZE(texts); j++) {
			file = CreateFileA(path, READ_WRITE, 0,
					   attributes_of(texts[j]), openers[i],
					   0, NULL);
			CHECK(file != INVALID_HANDLE_VALUE);
			CHECK(!stat(path, &status));
			CHECK_EQUAL(status.st_mode & 07777, 0640);
			CloseHandle(file);
		}
		attributes = attributes_of("D:");
		*(BYTE *)attributes->lpSecurityDescriptor = 3;
		CREATE_FAILS(CreateFileA(path, READ_WRITE, 0, attributes,
					 openers[i], 0, NULL),
			     ERROR_UNKNOWN_REVISION);
	}
	CREATE_FAILS(CreateFileA(path, READ_WRITE, 0,
				 attributes_of("D:(D;;GA;;;WD)"), CREATE_NEW, 0,
				 NULL), ERROR_FILE_EXISTS);
}
