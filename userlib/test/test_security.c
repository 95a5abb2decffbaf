// SPDX-License-Identifier: MIT
/* Who may do what with an object, rows SCY. */
#include "harness.h"

#include <aclapi.h>
#include <sddl.h>
#include <sys/stat.h>

#define PAGE 4096u

/* Users, and the groups of the same numbers. */
#define OWNER 2000u
#define OTHER 2001u

static void act_as_member(uid_t user, gid_t group)
{
	REQUIRE(!seteuid(0));
	REQUIRE(!setegid(group));
	REQUIRE(!seteuid(user));
}

/* Needs root, whom nothing keeps out. */
static void act_as(uid_t id)
{
	if (getuid())
		test_skip("only root can be two users");
	act_as_member(id, id);
}

/* The owner's name as everybody can spell it. */
static const char *owners_name(const char *stem)
{
	static char name[100];

	snprintf(name, sizeof(name), "Session\\%u\\namedmap-test-%d-%s", OWNER,
		 getpid(), stem);
	return name;
}

/* Attributes from text, with the owner's numbers for %u and %g. */
static SECURITY_ATTRIBUTES *attributes_of(const char *text)
{
	static SECURITY_ATTRIBUTES attributes;
	char expanded[300], *to = expanded;

	for (; *text; text++) {
		if (*text == '%')
			to += sprintf(to, "S-1-22-%c-%u",
				      *++text == 'u' ? '1' : '2', OWNER);
		else
			*to++ = *text;
	}
	*to = '\0';
	test_set_inherit(&attributes, false);
	REQUIRE(ConvertStringSecurityDescriptorToSecurityDescriptorA(
		expanded, SDDL_REVISION_1, &attributes.lpSecurityDescriptor,
		NULL));
	return &attributes;
}

static HANDLE create_secured(SECURITY_ATTRIBUTES *attributes, const char *name)
{
	return CreateFileMappingA(INVALID_HANDLE_VALUE, attributes,
				  PAGE_READWRITE, 0, PAGE, name);
}

static HANDLE create_from_text(const char *text, const char *name)
{
	SECURITY_ATTRIBUTES *attributes = attributes_of(text);
	HANDLE section = create_secured(attributes, name);
	DWORD error = GetLastError();

	LocalFree(attributes->lpSecurityDescriptor);
	SetLastError(error);
	return section;
}

/* Which of these the current user can open: as bits 4, 2 and 1. */
static unsigned int can_open(const char *name)
{
	static const DWORD rights[] = { FILE_MAP_ALL_ACCESS, FILE_MAP_WRITE,
					FILE_MAP_READ };
	unsigned int found = 0, i;
	HANDLE section;

	for (i = 0; i < ARRAYSIZE(rights); i++) {
		section = section_open(name, rights[i]);
		CHECK(section || GetLastError() == ERROR_ACCESS_DENIED);
		found = found << 1 | !!section;
		CloseHandle(section);
	}
	return found;
}

#define ALL 7
#define READ 1
#define WRITE 2
#define NONE 0

TEST(SCY_1_default_is_the_owner)
{
	const char *name = owners_name("default");
	SECURITY_ATTRIBUTES none;
	HANDLE section;

	act_as(OWNER);
	test_set_inherit(&none, false);
	section = create_secured(&none, name);
	REQUIRE(section);
	CHECK_EQUAL(can_open(name), ALL);
	act_as(OTHER);
	CHECK_EQUAL(can_open(name), NONE);
	act_as_member(OTHER, OWNER);
	CHECK_EQUAL(can_open(name), NONE);
	act_as(0);
	CHECK_EQUAL(can_open(name), ALL);
	CloseHandle(section);
}

TEST(SCY_2_blank_null_and_empty_lists)
{
	const char *name = owners_name("lists");
	SECURITY_ATTRIBUTES attributes;
	SECURITY_DESCRIPTOR descriptor;
	HANDLE section, copy;
	void *view;
	ACL empty;

	act_as(OWNER);
	test_set_inherit(&attributes, false);
	attributes.lpSecurityDescriptor = &descriptor;
	InitializeSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION);
	section = create_secured(&attributes, name);
	CHECK_EQUAL(can_open(name), ALL);
	act_as(OTHER);
	CHECK_EQUAL(can_open(name), NONE);
	CloseHandle(section);

	act_as(OWNER);
	SetSecurityDescriptorDacl(&descriptor, TRUE, NULL, FALSE);
	section = create_secured(&attributes, name);
	act_as(OTHER);
	CHECK_EQUAL(can_open(name), ALL);
	CloseHandle(section);

	act_as(OWNER);
	InitializeAcl(&empty, sizeof(empty), ACL_REVISION);
	SetSecurityDescriptorDacl(&descriptor, TRUE, &empty, FALSE);
	section = create_secured(&attributes, name);
	CHECK_EQUAL(can_open(name), NONE);
	/* The creating handle has its rights and gets no more. */
	view = view_of(section, FILE_MAP_WRITE);
	CHECK(view);
	UnmapViewOfFile(view);
	CHECK(duplicate(section, &copy, FILE_MAP_READ, FALSE, 0));
	CHECK(CloseHandle(copy));
	CHECK_FAILS(FALSE, duplicate(section, &copy, SECTION_EXTEND_SIZE, FALSE,
				     0), ERROR_ACCESS_DENIED);
	CHECK_FAILS(NULL, create_secured(NULL, name), ERROR_ACCESS_DENIED);
	CloseHandle(section);
}

/* CFM-7 too: what the list refuses, the first handle has by Table A alone. */
TEST(SCY_3_CFM_7_creators_handle_has_table_A)
{
	static const struct { DWORD protection, rights; } table[] = {
		{ PAGE_READONLY, 0xf0005 }, { PAGE_READWRITE, 0xf0007 },
		{ PAGE_WRITECOPY, 0xf0005 }, { PAGE_EXECUTE_READ, 0xf000d },
		{ PAGE_EXECUTE_READWRITE, 0xf000f },
		{ PAGE_EXECUTE_WRITECOPY, 0xf000d },
	};
	SECURITY_ATTRIBUTES *attributes;
	HANDLE section, copy;
	unsigned int i, bit;
	bool given;

	act_as(OWNER);
	attributes = attributes_of("D:");
	for (i = 0; i < ARRAYSIZE(table); i++) {
		section = CreateFileMappingA(INVALID_HANDLE_VALUE, attributes,
					     table[i].protection, 0, PAGE,
					     NULL);
		REQUIRE(section);
		for (bit = 0; bit < 32; bit++) {
			given = duplicate(section, &copy, 1u << bit, FALSE, 0);
			if (1u << bit == MAXIMUM_ALLOWED ||
			    1u << bit >= GENERIC_ALL) {
				CHECK(!given || CloseHandle(copy));
				continue;
			}
			CHECK_EQUAL(given, !!(table[i].rights & 1u << bit));
			CHECK(!given || CloseHandle(copy));
		}
		CloseHandle(section);
	}
	LocalFree(attributes->lpSecurityDescriptor);
}

TEST(SCY_4_existing_objects_keep_their_security)
{
	static const char *const ignored[] = {
		"D:", "D:(D;;GA;;;WD)", "D:(A;;GRGW;;;WD)", "O:BA",
		"D:(A;;GA;;;S-1-22-1-77)",
	};
	SECURITY_ATTRIBUTES *attributes = attributes_of("D:");
	BYTE *descriptor = attributes->lpSecurityDescriptor;
	const char *name = owners_name("existing");
	HANDLE section, second;
	unsigned int i;

	act_as(OWNER);
	section = create_secured(NULL, name);
	for (i = 0; i < ARRAYSIZE(ignored); i++) {
		second = create_from_text(ignored[i], name);
		CHECK(second);
		CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
		CloseHandle(second);
		CHECK_EQUAL(can_open(name), ALL);
	}
	attributes = attributes_of("D:");
	descriptor = attributes->lpSecurityDescriptor;
	descriptor[0] = 2;
	CHECK_FAILS(NULL, create_secured(attributes, name),
		    ERROR_UNKNOWN_REVISION);
	descriptor[0] = SECURITY_DESCRIPTOR_REVISION;
	((SECURITY_DESCRIPTOR_RELATIVE *)descriptor)->Owner = 4;
	CHECK_FAILS(NULL, create_secured(attributes, name),
		    ERROR_INVALID_SECURITY_DESCR);
	((SECURITY_DESCRIPTOR_RELATIVE *)descriptor)->Owner = 0;
	((ACL *)(descriptor + 20))->AclRevision = 1;
	CHECK_FAILS(NULL, create_secured(attributes, name), ERROR_INVALID_ACL);
	LocalFree(descriptor);
	attributes->lpSecurityDescriptor = (void *)8;
	CHECK_FAILS(NULL, create_secured(attributes, name), ERROR_NOACCESS);
	CloseHandle(section);
}

TEST(SCY_5_6_lists_that_a_mode_can_say)
{
	static const struct {
		const char *text;
		DWORD error;
		/* what the owner, a member of the group and others can open */
		unsigned int owner, group, others;
	} table[] = {
		{ "D:(A;;GA;;;WD)", 0, ALL, ALL, ALL },
		{ "D:P(A;;0xf001f;;;WD)", 0, ALL, ALL, ALL },
		{ "D:(A;;0x1f001f;;;WD)", 0, ALL, ALL, ALL },
		{ "D:(A;;GA;;;%u)", 0, ALL, NONE, NONE },
		{ "D:(A;;GA;;;OW)", 0, ALL, NONE, NONE },
		{ "D:(A;;GA;;;CO)", 0, ALL, NONE, NONE },
		{ "D:(A;;GA;;;%u)(A;;GR;;;WD)", 0, ALL, READ, READ },
		{ "D:(A;;GA;;;%u)(A;;GR;;;%g)", 0, ALL, READ, NONE },
		{ "D:(A;;GA;;;CO)(A;;GA;;;CG)(A;;GR;;;WD)", 0, ALL, ALL, READ },
		{ "D:(A;;GR;;;WD)", 0, READ, READ, READ },
		{ "D:(A;;GRGX;;;WD)", 0, READ, READ, READ },
		{ "D:(A;;0x4;;;WD)", 0, READ, READ, READ },
		{ "D:(A;;0x5;;;WD)", 0, READ, READ, READ },
		{ "D:(A;;GW;;;WD)", 0, WRITE, WRITE, WRITE },
		{ "D:(A;;0x2;;;OW)", 0, WRITE, NONE, NONE },
		{ "D:(A;;GA;;;BA)(A;;GA;;;SY)", 0, NONE, NONE, NONE },
		{ "D:(A;;GA;;;BA)(A;;GA;;;OW)", 0, ALL, NONE, NONE },
		{ "O:%uG:%gD:(A;;GA;;;OW)", 0, ALL, NONE, NONE },
		{ "G:CG", 0, ALL, NONE, NONE },
		{ "D:(A;IO;GA;;;WD)", 0, NONE, NONE, NONE },
		{ "D:", 0, NONE, NONE, NONE },
		{ "D:NO_ACCESS_CONTROL", 0, ALL, ALL, ALL },
		/* No mode says these. */
		{ "D:(D;;GA;;;BG)", ERROR_NOT_SUPPORTED, 0, 0, 0 },
		{ "D:(D;;GW;;;WD)(A;;GA;;;WD)", ERROR_NOT_SUPPORTED, 0, 0, 0 },
		{ "D:(A;;GA;;;S-1-22-1-77)", ERROR_NOT_SUPPORTED, 0, 0, 0 },
		{ "D:(A;;GA;;;S-1-22-2-77)", ERROR_NOT_SUPPORTED, 0, 0, 0 },
		{ "D:(A;;GA;;;AU)", ERROR_NOT_SUPPORTED, 0, 0, 0 },
		{ "D:(A;;GA;;;%g)", ERROR_NOT_SUPPORTED, 0, 0, 0 },
		{ "D:(A;;GR;;;%u)(A;;GW;;;%g)", ERROR_NOT_SUPPORTED, 0, 0, 0 },
		{ "D:(A;;GRGW;;;WD)", ERROR_NOT_SUPPORTED, 0, 0, 0 },
		{ "D:(A;;0x1;;;WD)", ERROR_NOT_SUPPORTED, 0, 0, 0 },
		{ "D:(A;;GX;;;WD)", ERROR_NOT_SUPPORTED, 0, 0, 0 },
		{ "D:(A;;GRSD;;;WD)", ERROR_NOT_SUPPORTED, 0, 0, 0 },
		{ "D:(A;;RC;;;WD)", ERROR_NOT_SUPPORTED, 0, 0, 0 },
		{ "D:(A;;0x1000000;;;WD)", ERROR_NOT_SUPPORTED, 0, 0, 0 },
		{ "G:BA", ERROR_NOT_SUPPORTED, 0, 0, 0 },
		{ "O:BA", ERROR_INVALID_OWNER, 0, 0, 0 },
		{ "O:S-1-22-1-77", ERROR_INVALID_OWNER, 0, 0, 0 },
	};
	const char *name = owners_name("modes");
	HANDLE section;
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		act_as(OWNER);
		section = create_from_text(table[i].text, name);
		if (!!section != !table[i].error ||
		    GetLastError() != table[i].error)
			test_failed(__FILE__, __LINE__, "%s: %u", table[i].text,
				    GetLastError());
		if (!section)
			continue;
		CHECK_EQUAL(can_open(name), table[i].owner);
		act_as_member(OTHER, OWNER);
		CHECK_EQUAL(can_open(name), table[i].group);
		act_as(OTHER);
		CHECK_EQUAL(can_open(name), table[i].others);
		CloseHandle(section);
	}
}

TEST(CFM_52_existing_object_must_grant_table_A)
{
	const char *name = owners_name("readers");
	HANDLE section, opened;

	act_as(OWNER);
	section = create_from_text("D:(A;;GA;;;OW)(A;;GR;;;WD)", name);
	act_as(OTHER);
	CHECK_FAILS(NULL, CreateFileMappingA(INVALID_HANDLE_VALUE, NULL,
					     PAGE_READONLY, 0, PAGE, name),
		    ERROR_ACCESS_DENIED);
	opened = section_open(name, FILE_MAP_READ);
	CHECK(opened);
	CloseHandle(opened);
	CloseHandle(section);
	act_as(OWNER);
	section = create_from_text("D:(A;;GA;;;WD)", name);
	act_as(OTHER);
	opened = section_create(name, PAGE_READONLY, PAGE);
	CHECK(opened);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CloseHandle(opened);
	CloseHandle(section);
}

TEST(SCY_7_8_a_reading_duplicate_stays_one)
{
	const char *names[] = { NULL, owners_name("chromium") };
	HANDLE section, reader, writer;
	unsigned int i;

	act_as(OWNER);
	for (i = 0; i < ARRAYSIZE(names); i++) {
		section = create_from_text("D:", names[i]);
		REQUIRE(duplicate(section, &reader, FILE_MAP_READ, FALSE, 0));
		CHECK_FAILS(FALSE, duplicate(reader, &writer, FILE_MAP_WRITE,
					     FALSE, 0), ERROR_ACCESS_DENIED);
		CHECK_FAILS(FALSE, duplicate(reader, &writer, GENERIC_ALL,
					     FALSE, 0), ERROR_ACCESS_DENIED);
		CHECK_FAILS(NULL, view_of(reader, FILE_MAP_WRITE),
			    ERROR_ACCESS_DENIED);
		CloseHandle(reader);
		CloseHandle(section);
	}
}

TEST(SCY_9_copying_needs_the_right_to_read)
{
	const char *name = owners_name("copy");
	HANDLE section, opened;
	char *view;

	act_as(OWNER);
	section = create_from_text("D:(A;;GA;;;OW)(A;;0x4;;;WD)", name);
	act_as(OTHER);
	opened = section_open(name, FILE_MAP_COPY);
	view = view_of(opened, FILE_MAP_COPY);
	CHECK(view);
	UnmapViewOfFile(view);
	CloseHandle(opened);
	CloseHandle(section);
}

TEST(SCY_10_server_compares_owners)
{
	BYTE bytes[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE]
		__attribute__((__aligned__(8)));
	TOKEN_USER *user = (void *)bytes;
	const char *name = owners_name("agent");
	SECURITY_ATTRIBUTES attributes;
	SECURITY_DESCRIPTOR descriptor;
	PSECURITY_DESCRIPTOR read;
	HANDLE token, section, opened;
	DWORD needed;
	PSID owner;

	act_as(OWNER);
	REQUIRE(OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token));
	REQUIRE(GetTokenInformation(token, TokenUser, user, sizeof(bytes),
				    &needed));
	CloseHandle(token);
	InitializeSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION);
	SetSecurityDescriptorOwner(&descriptor, user->User.Sid, FALSE);
	test_set_inherit(&attributes, true);
	attributes.lpSecurityDescriptor = &descriptor;
	section = create_secured(&attributes, name);
	REQUIRE(section);
	CHECK_EQUAL(flags_of(section), HANDLE_FLAG_INHERIT);
	opened = section_open(name, FILE_MAP_ALL_ACCESS);
	CHECK_EQUAL(GetSecurityInfo(opened, SE_KERNEL_OBJECT,
				    OWNER_SECURITY_INFORMATION, &owner, NULL,
				    NULL, NULL, &read), ERROR_SUCCESS);
	CHECK(EqualSid(owner, user->User.Sid));
	LocalFree(read);
	CloseHandle(opened);
	/* Another user may not say that it is this one's. */
	act_as(OTHER);
	CHECK_FAILS(NULL, create_secured(&attributes, NULL),
		    ERROR_INVALID_OWNER);
	CloseHandle(section);
}

TEST(SCY_events)
{
	static const struct { const char *text; DWORD error, modify, wait; }
	table[] = {
		{ "D:(A;;GA;;;WD)", 0, 1, 1 },
		{ "D:(A;;0x100000;;;WD)", 0, 0, 1 },
		{ "D:(A;;GRGX;;;WD)", 0, 0, 1 },
		{ "D:(A;;0x2;;;WD)", 0, 1, 0 },
		{ "D:(A;;GW;;;WD)", 0, 1, 0 },
		{ "D:", 0, 0, 0 },
		/* To read the state is not to wait, which can change it. */
		{ "D:(A;;GR;;;WD)", ERROR_NOT_SUPPORTED, 0, 0 },
		{ "D:(A;;0x100002;;;WD)", ERROR_NOT_SUPPORTED, 0, 0 },
		{ "O:BA", ERROR_INVALID_OWNER, 0, 0 },
	};
	const char *name = owners_name("event");
	SECURITY_ATTRIBUTES *attributes;
	HANDLE event, opened;
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		act_as(OWNER);
		attributes = attributes_of(table[i].text);
		event = CreateEventA(attributes, TRUE, FALSE, name);
		CHECK_EQUAL(GetLastError(), table[i].error);
		LocalFree(attributes->lpSecurityDescriptor);
		if (!event)
			continue;
		act_as(OTHER);
		opened = OpenEventA(EVENT_MODIFY_STATE, FALSE, name);
		CHECK_EQUAL(!!opened, table[i].modify);
		CloseHandle(opened);
		opened = OpenEventA(SYNCHRONIZE, FALSE, name);
		CHECK_EQUAL(!!opened, table[i].wait);
		CloseHandle(opened);
		CloseHandle(event);
	}
}
