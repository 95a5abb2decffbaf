// SPDX-License-Identifier: MIT
/*
 * Section 10: security. Nothing keeps root out, and the tests run as root; so
 * where an owner is to be kept out, another process plays it as an ordinary
 * user, and where somebody else is, that user opens what root has made.
 */
#include "conformance.h"

#include <aclapi.h>
#include <sddl.h>

#define PAGE 4096
#define TABLE_A_READWRITE 0xf0007
#define TABLE_A_READONLY 0xf0005

/* The access list of a descriptor, apart from those that are text. */
enum list {
	NO_ATTRIBUTES,
	NO_DESCRIPTOR,
	BLANK,
	NULL_LIST,
	EMPTY_LIST,
	LISTS,
};

#define EMPTY "D:"
#define READERS "D:(A;;0x4;;;WD)"
#define WRITERS "D:(A;;0x2;;;WD)"

/* Attributes and what they point to. */
struct secured {
	SECURITY_ATTRIBUTES attributes;
	SECURITY_DESCRIPTOR descriptor;
	ACL list;
	PSECURITY_DESCRIPTOR parsed;
};

static SECURITY_ATTRIBUTES *attributes_with(struct secured *to, enum list list)
{
	to->parsed = NULL;
	to->attributes.nLength = sizeof(to->attributes);
	to->attributes.bInheritHandle = FALSE;
	to->attributes.lpSecurityDescriptor = NULL;
	if (list == NO_ATTRIBUTES)
		return NULL;
	if (list == NO_DESCRIPTOR)
		return &to->attributes;
	CHECK(InitializeSecurityDescriptor(&to->descriptor,
					   SECURITY_DESCRIPTOR_REVISION));
	CHECK(InitializeAcl(&to->list, sizeof(to->list), ACL_REVISION));
	if (list != BLANK)
		CHECK(SetSecurityDescriptorDacl(&to->descriptor, TRUE,
						list == NULL_LIST ? NULL :
								    &to->list,
						FALSE));
	to->attributes.lpSecurityDescriptor = &to->descriptor;
	return &to->attributes;
}

static SECURITY_ATTRIBUTES *attributes_of(struct secured *to, const char *text)
{
	attributes_with(to, NO_DESCRIPTOR);
	REQUIRE(ConvertStringSecurityDescriptorToSecurityDescriptorA(
		text, SDDL_REVISION_1, &to->parsed, NULL));
	to->attributes.lpSecurityDescriptor = to->parsed;
	return &to->attributes;
}

static void free_attributes(struct secured *secured)
{
	if (secured->parsed)
		CHECK(!LocalFree(secured->parsed));
}

static HANDLE create_with(SECURITY_ATTRIBUTES *attributes, DWORD protect,
			  const char *name)
{
	return CreateFileMappingA(INVALID_HANDLE_VALUE, attributes, protect, 0,
				  PAGE, name);
}

static HANDLE section_with(enum list list, const char *name)
{
	struct secured secured;

	return create_with(attributes_with(&secured, list), PAGE_READWRITE,
			   name);
}

static HANDLE section_secured(const char *text, DWORD protect, const char *name)
{
	struct secured secured;
	HANDLE section = create_with(attributes_of(&secured, text), protect,
				     name);
	DWORD error = GetLastError();

	free_attributes(&secured);
	SetLastError(error);
	return section;
}

/* Opens with these rights, or fails so. */
static void check_opens(const char *name, DWORD access, DWORD error)
{
	HANDLE section;

	if (error) {
		CHECK_FAILS(NULL, section_open(name, access), error);
		return;
	}
	section = section_open(name, access);
	CHECK(section);
	CHECK(CloseHandle(section));
}

/* Arguments: a name, access, and the error. */
static void role_other_opens(int count, char **arguments)
{
	(void)count;
	if (platform_become_another_user())
		check_opens(arguments[0], (DWORD)value_of(arguments[1]),
			    (DWORD)value_of(arguments[2]));
	else
		printf("# there is no other user here\n");
}

/* Arguments: a name, a list, access, and the error. */
static void role_owner_opens(int count, char **arguments)
{
	HANDLE section;

	(void)count;
	platform_become_another_user();
	section = section_secured(arguments[1], PAGE_READWRITE, arguments[0]);
	REQUIRE(section);
	check_opens(arguments[0], (DWORD)value_of(arguments[2]),
		    (DWORD)value_of(arguments[3]));
	CHECK(CloseHandle(section));
}

/* a: list; b: access; row->error: what another user's open gives. */
static void other_opens(const struct row *row)
{
	const char *name = case_global_name("named");
	HANDLE section = section_with((enum list)row->a, name);

	REQUIRE(section);
	CHILD_RUN(false, "other_opens", name, hex(row->b).text,
		  hex(row->error).text);
	CHECK(CloseHandle(section));
}

/* text: list; a: access; row->error: what another user's open gives. */
static void other_opens_secured(const struct row *row)
{
	const char *name = case_global_name("named");
	HANDLE section = section_secured(row->text, PAGE_READWRITE, name);

	REQUIRE(section);
	CHILD_RUN(false, "other_opens", name, hex(row->a).text,
		  hex(row->error).text);
	CHECK(CloseHandle(section));
}

/* text: list; a: access; row->error: what the owner's own open gives. */
static void owner_opens(const struct row *row)
{
	CHILD_RUN(false, "owner_opens", case_name("named"), row->text,
		  hex(row->a).text, hex(row->error).text);
}

/* a: list. The same user has every right. */
static void same_user_opens(const struct row *row)
{
	const char *name = case_name("named");
	HANDLE section = section_with((enum list)row->a, name), other;
	void *view;

	REQUIRE(section);
	other = section_open(name, FILE_MAP_ALL_ACCESS);
	CHECK(other);
	CHECK_EQUAL(platform_rights(other), SECTION_ALL_ACCESS);
	view = view_of(other, FILE_MAP_WRITE);
	CHECK(view);
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(other));
	CHECK(CloseHandle(section));
}

/* a: list; b: named. */
static void section_is_created(const struct row *row)
{
	HANDLE section;
	void *view;

	SetLastError(0xdeadbeef);
	section = section_with((enum list)row->a,
			       row->b ? case_name("named") : NULL);
	CHECK_EQUAL(GetLastError(), 0);
	CHECK_EQUAL(platform_rights(section), TABLE_A_READWRITE);
	view = view_of(section, FILE_MAP_WRITE);
	CHECK(view);
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
}

/* a: list; b: named. */
static void event_is_created(const struct row *row)
{
	struct secured secured;
	HANDLE event;

	SetLastError(0xdeadbeef);
	event = CreateEventA(attributes_with(&secured, (enum list)row->a),
			     FALSE, FALSE, row->b ? case_name("named") : NULL);
	CHECK(event);
	CHECK_EQUAL(GetLastError(), 0);
	CHECK_EQUAL(platform_rights(event), EVENT_ALL_ACCESS);
	CHECK(SetEvent(event));
	CHECK_EQUAL(WaitForSingleObject(event, 0), WAIT_OBJECT_0);
	CHECK(CloseHandle(event));
}

/* Arguments: a name. Not by a create that finds it, nor in any other way. */
static void role_empty_admits_nobody(int count, char **arguments)
{
	DWORD access;
	HANDLE section;

	(void)count;
	platform_become_another_user();
	section = section_with(EMPTY_LIST, arguments[0]);
	REQUIRE(section);
	for (access = SECTION_QUERY; access <= SECTION_EXTEND_SIZE;
	     access <<= 1)
		check_opens(arguments[0], access, ERROR_ACCESS_DENIED);
	check_opens(arguments[0], FILE_MAP_ALL_ACCESS, ERROR_ACCESS_DENIED);
	CHECK_FAILS(NULL, section_create(arguments[0], PAGE_READWRITE, PAGE),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(NULL, section_create(arguments[0], PAGE_READONLY, PAGE),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(NULL, section_with(NULL_LIST, arguments[0]),
		    ERROR_ACCESS_DENIED);
	CHECK_EQUAL(platform_rights(section), TABLE_A_READWRITE);
	CHECK(CloseHandle(section));
}

static void empty_admits_nobody(const struct row *row)
{
	(void)row;
	CHILD_RUN(false, "empty_admits_nobody", case_name("named"));
}

/* text: list; a: protection; b: rights of the handle. */
static void creator_has_rights(const struct row *row)
{
	HANDLE section = section_secured(row->text, (DWORD)row->a,
					 case_name("named"));

	CHECK_EQUAL(platform_rights(section), row->b);
	CHECK_EQUAL(map_rights_of(section),
		    row->b & (SECTION_MAP_READ | SECTION_MAP_WRITE |
			      SECTION_MAP_EXECUTE));
	CHECK(CloseHandle(section));
}

/* a: list given with the second create, which finds the object. */
static void later_list_is_ignored(const struct row *row)
{
	const char *name = case_name("named");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), other;

	other = section_with((enum list)row->a, name);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CHECK(other);
	CHECK(CloseHandle(other));
	check_opens(name, FILE_MAP_ALL_ACCESS, ERROR_SUCCESS);
	CHECK(CloseHandle(section));
}

/* The list of the one who finds it admits nobody else either. */
static void later_list_admits_nobody(const struct row *row)
{
	const char *name = case_global_name("named");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), other;

	(void)row;
	other = section_with(NULL_LIST, name);
	CHECK(other);
	CHILD_RUN(false, "other_opens", name, hex(FILE_MAP_READ).text,
		  hex(ERROR_ACCESS_DENIED).text);
	CHECK(CloseHandle(other));
	CHECK(CloseHandle(section));
}

/* a: a right; row->error: 0 if there is one such. */
static void right_is_valid(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_EXECUTE_READWRITE, PAGE);
	HANDLE other = NULL;

	if (row->error) {
		CHECK_FAILS(FALSE, duplicate(section, &other, (DWORD)row->a,
					     FALSE, 0), row->error);
	} else {
		CHECK(duplicate(section, &other, (DWORD)row->a, FALSE, 0));
		CHECK_EQUAL(platform_rights(other), row->a);
		CHECK(CloseHandle(other));
	}
	CHECK(CloseHandle(section));
}

/* a: generic rights; b: what they stand for. */
static void generic_stands_for(const struct row *row)
{
	const char *name = case_name("named");
	HANDLE section = section_create(name, PAGE_EXECUTE_READWRITE, PAGE);
	HANDLE opened = section_open(name, (DWORD)row->a), other = NULL;

	CHECK_EQUAL(platform_rights(opened), row->b);
	CHECK(duplicate(section, &other, (DWORD)row->a, FALSE, 0));
	CHECK_EQUAL(platform_rights(other), row->b);
	CHECK(CloseHandle(opened));
	CHECK(CloseHandle(other));
	CHECK(CloseHandle(section));
}

/* Arguments: a list, and a name or "". */
static void role_reader_stays_one(int count, char **arguments)
{
	HANDLE section, reader, other = NULL;
	void *view;

	(void)count;
	platform_become_another_user();
	section = section_secured(arguments[0], PAGE_READWRITE,
				  *arguments[1] ? arguments[1] : NULL);
	REQUIRE(section);
	view = view_of(section, FILE_MAP_WRITE);
	CHECK(view);
	CHECK(UnmapViewOfFile(view));
	REQUIRE(duplicate(section, &reader, FILE_MAP_READ, FALSE, 0));
	CHECK(CloseHandle(section));
	view = view_of(reader, FILE_MAP_READ);
	CHECK(view);
	CHECK(UnmapViewOfFile(view));
	CHECK_FAILS(NULL, view_of(reader, FILE_MAP_WRITE),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, duplicate(reader, &other, FILE_MAP_WRITE, FALSE, 0),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, duplicate(reader, &other, READ_WRITE, FALSE, 0),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, duplicate(reader, &other, GENERIC_ALL, FALSE, 0),
		    ERROR_ACCESS_DENIED);
	CHECK(duplicate(reader, &other, FILE_MAP_READ, FALSE, 0));
	CHECK(CloseHandle(other));
	if (*arguments[1])
		CHECK_FAILS(NULL, section_open(arguments[1], FILE_MAP_WRITE),
			    ERROR_ACCESS_DENIED);
	CHECK(CloseHandle(reader));
}

/* text: list; a: named. */
static void reader_stays_one(const struct row *row)
{
	CHILD_RUN(false, "reader_stays_one", row->text,
		  row->a ? case_name("named") : "");
}

/* The user of the process. */
struct user {
	TOKEN_USER token;
	char sid[SECURITY_MAX_SID_SIZE];
};

static struct user own_user(void)
{
	struct user user;
	HANDLE token;
	DWORD length;

	REQUIRE(OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token));
	REQUIRE(GetTokenInformation(token, TokenUser, &user, sizeof(user),
				    &length));
	CHECK(CloseHandle(token));
	REQUIRE(CopySid(sizeof(user.sid), user.sid, user.token.User.Sid));
	return user;
}

static bool is_owned_by(HANDLE object, struct user *user)
{
	PSECURITY_DESCRIPTOR descriptor = NULL;
	PSID owner = NULL;
	bool same;

	CHECK_EQUAL(GetSecurityInfo(object, SE_KERNEL_OBJECT,
				    OWNER_SECURITY_INFORMATION, &owner, NULL,
				    NULL, NULL, &descriptor), ERROR_SUCCESS);
	REQUIRE(owner);
	same = EqualSid(owner, user->sid);
	CHECK(!LocalFree(descriptor));
	return same;
}

/* Arguments: a name, and whether it goes on as another user. */
static void role_server(int count, char **arguments)
{
	bool other = value_of(arguments[1]);
	struct user user;
	HANDLE section;
	int *view;

	(void)count;
	if (other && !platform_become_another_user()) {
		printf("# there is no other user here\n");
		return;
	}
	user = own_user();
	section = section_open(arguments[0], FILE_MAP_ALL_ACCESS);
	REQUIRE(section);
	CHECK_EQUAL(is_owned_by(section, &user), !other);
	view = view_of(section, FILE_MAP_WRITE);
	REQUIRE(view);
	CHECK_EQUAL(*view, 0x1a2b3c4d);
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
}

/* a: list; b: is the server somebody else. */
static void server_compares_owners(const struct row *row)
{
	const char *name = row->b ? case_global_name("request") :
				    case_name("request");
	struct user user = own_user();
	struct secured secured;
	HANDLE section;
	int *view;

	attributes_with(&secured, (enum list)row->a);
	CHECK(SetSecurityDescriptorOwner(&secured.descriptor, user.sid, FALSE));
	section = create_with(&secured.attributes, PAGE_READWRITE, name);
	view = view_of(section, FILE_MAP_WRITE);
	REQUIRE(view);
	*view = 0x1a2b3c4d;
	CHILD_RUN(false, "server", name, hex(row->b).text);
	CHECK(UnmapViewOfFile(view));
	CHECK(CloseHandle(section));
}

/* a: access of the open; b: of the view. */
static void opened_maps(const struct row *row)
{
	const char *name = case_name("named");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	HANDLE opened = section_open(name, (DWORD)row->a);
	volatile int *view;

	CHECK(opened);
	if (row->error) {
		CHECK_FAILS(NULL, view_of(opened, (DWORD)row->b), row->error);
	} else {
		view = view_of(opened, (DWORD)row->b);
		REQUIRE(view);
		*view = 1;
		CHECK_EQUAL(*view, 1);
		CHECK(UnmapViewOfFile((void *)view));
	}
	CHECK(CloseHandle(opened));
	CHECK(CloseHandle(section));
}

#define DENIED .error = ERROR_ACCESS_DENIED
#define FINE .error = ERROR_SUCCESS

const struct row rows_security[] = {
	{ "SCY-1", same_user_opens, "", NO_ATTRIBUTES },
	{ "SCY-1", same_user_opens, "", NO_DESCRIPTOR },
	{ "SCY-1", other_opens, "", NO_ATTRIBUTES, FILE_MAP_READ, DENIED },
	{ "SCY-1", other_opens, "", NO_DESCRIPTOR, FILE_MAP_READ, DENIED },
	{ "SCY-1", other_opens, "", NO_ATTRIBUTES, FILE_MAP_WRITE, DENIED },
	{ "SCY-1", other_opens, "", NO_ATTRIBUTES, SECTION_QUERY, DENIED },
	{ "SCY-2", section_is_created, "", BLANK, true },
	{ "SCY-2", section_is_created, "", NULL_LIST, true },
	{ "SCY-2", section_is_created, "", EMPTY_LIST, true },
	{ "SCY-2", section_is_created, "", BLANK, false },
	{ "SCY-2", section_is_created, "", NULL_LIST, false },
	{ "SCY-2", section_is_created, "", EMPTY_LIST, false },
	{ "SCY-2", event_is_created, "", BLANK, true },
	{ "SCY-2", event_is_created, "", NULL_LIST, true },
	{ "SCY-2", event_is_created, "", EMPTY_LIST, true },
	{ "SCY-2", event_is_created, "", EMPTY_LIST, false },
	{ "SCY-2", same_user_opens, "", BLANK },
	{ "SCY-2", same_user_opens, "", NULL_LIST },
	{ "SCY-2", empty_admits_nobody },
	{ "SCY-2", other_opens, "", NULL_LIST, FILE_MAP_READ, FINE },
	{ "SCY-2", other_opens, "", NULL_LIST, FILE_MAP_ALL_ACCESS, FINE },
	{ "SCY-2", other_opens, "", EMPTY_LIST, FILE_MAP_READ, DENIED },
	{ "SCY-2", other_opens, "", BLANK, FILE_MAP_READ, DENIED },
	{ "SCY-3", creator_has_rights, EMPTY, PAGE_READWRITE,
	  TABLE_A_READWRITE },
	{ "SCY-3", creator_has_rights, EMPTY, PAGE_READONLY,
	  TABLE_A_READONLY },
	{ "SCY-3", creator_has_rights, READERS, PAGE_READWRITE,
	  TABLE_A_READWRITE },
	{ "SCY-3", creator_has_rights, WRITERS, PAGE_READONLY,
	  TABLE_A_READONLY },
	{ "SCY-4", later_list_is_ignored, "", EMPTY_LIST },
	{ "SCY-4", later_list_is_ignored, "", NULL_LIST },
	{ "SCY-4", later_list_admits_nobody },
	{ "SCY-5", right_is_valid, "", SECTION_QUERY, FINE },
	{ "SCY-5", right_is_valid, "", SECTION_MAP_WRITE, FINE },
	{ "SCY-5", right_is_valid, "", SECTION_MAP_READ, FINE },
	{ "SCY-5", right_is_valid, "", SECTION_MAP_EXECUTE, FINE },
	{ "SCY-5", right_is_valid, "", SECTION_EXTEND_SIZE, FINE },
	{ "SCY-5", right_is_valid, "", DELETE, FINE },
	{ "SCY-5", right_is_valid, "", READ_CONTROL, FINE },
	{ "SCY-5", right_is_valid, "", WRITE_DAC, FINE },
	{ "SCY-5", right_is_valid, "", WRITE_OWNER, FINE },
	{ "SCY-5", right_is_valid, "", SYNCHRONIZE, FINE },
	{ "SCY-5", right_is_valid, "", 0x0040, DENIED },
	{ "SCY-5", right_is_valid, "", 0x0080, DENIED },
	{ "SCY-5", right_is_valid, "", 0x0100, DENIED },
	{ "SCY-5", right_is_valid, "", 0x8000, DENIED },
	{ "SCY-5", right_is_valid, "", 0x00200000, DENIED },
	{ "SCY-6", generic_stands_for, "", GENERIC_READ,
	  STANDARD_RIGHTS_READ | SECTION_QUERY | SECTION_MAP_READ },
	{ "SCY-6", generic_stands_for, "", GENERIC_WRITE,
	  STANDARD_RIGHTS_WRITE | SECTION_MAP_WRITE },
	{ "SCY-6", generic_stands_for, "", GENERIC_EXECUTE,
	  STANDARD_RIGHTS_EXECUTE | SECTION_MAP_EXECUTE },
	{ "SCY-6", generic_stands_for, "", GENERIC_ALL, SECTION_ALL_ACCESS },
	{ "SCY-6", other_opens_secured, "D:(A;;GR;;;WD)", GENERIC_READ, FINE },
	{ "SCY-6", other_opens_secured, "D:(A;;GR;;;WD)", GENERIC_WRITE,
	  DENIED },
	{ "SCY-6", other_opens_secured, "D:(A;;GW;;;WD)", GENERIC_WRITE,
	  FINE },
	{ "SCY-6", other_opens_secured, "D:(A;;GW;;;WD)", GENERIC_READ,
	  DENIED },
	{ "SCY-6", other_opens_secured, "D:(A;;GA;;;WD)", FILE_MAP_ALL_ACCESS,
	  FINE },
	{ "SCY-7", reader_stays_one, EMPTY, false },
	{ "SCY-7", reader_stays_one, READERS, false },
	{ "SCY-8", reader_stays_one, EMPTY, true },
	{ "SCY-8", reader_stays_one, READERS, true },
	{ "SCY-9", owner_opens, READERS, FILE_MAP_COPY, FINE },
	{ "SCY-9", owner_opens, "D:(A;;0x5;;;WD)", FILE_MAP_COPY, FINE },
	{ "SCY-9", owner_opens, WRITERS, FILE_MAP_COPY, DENIED },
	{ "SCY-9", owner_opens, EMPTY, FILE_MAP_COPY, DENIED },
	{ "SCY-9", other_opens_secured, READERS, FILE_MAP_COPY, FINE },
	{ "SCY-9", other_opens_secured, WRITERS, FILE_MAP_COPY, DENIED },
	{ "SCY-10", server_compares_owners, "", BLANK, false },
	{ "SCY-10", server_compares_owners, "", NULL_LIST, true },
	{ "SCY-11", opened_maps, "", FILE_MAP_WRITE, FILE_MAP_WRITE, FINE },
	{ "SCY-11", opened_maps, "", FILE_MAP_WRITE, FILE_MAP_READ, DENIED },
	{ "SCY-11", opened_maps, "", FILE_MAP_WRITE, FILE_MAP_COPY, DENIED },
	{ "SCY-11", opened_maps, "", FILE_MAP_WRITE, 0, DENIED },
	{ "SCY-11", owner_opens, WRITERS, FILE_MAP_WRITE, FINE },
	{ "SCY-11", owner_opens, WRITERS, FILE_MAP_READ, DENIED },
	{ NULL }
};

const struct role roles_security[] = {
	{ "other_opens", role_other_opens },
	{ "owner_opens", role_owner_opens },
	{ "empty_admits_nobody", role_empty_admits_nobody },
	{ "reader_stays_one", role_reader_stays_one },
	{ "server", role_server },
	{ NULL, NULL }
};
