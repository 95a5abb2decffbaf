// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rights: what an object's owner, group and mode give to whom, what duplicates
 * may have, and how far capabilities reach.
 */
#include <linux/capability.h>

#include "namedmap_utils.h"

#define OWNER 1000
#define MEMBER 1001		/* of OWNER's group */
#define STRANGER 1002

#define EXTEND NAMEDMAP_RIGHT_EXTEND_SIZE
#define SYNCHRONIZE NAMEDMAP_RIGHT_SYNCHRONIZE
#define READ_CONTROL NAMEDMAP_RIGHT_READ_CONTROL
#define MAXIMUM NAMEDMAP_RIGHT_MAXIMUM
#define GENERIC_READ NAMEDMAP_RIGHT_GENERIC_READ
#define GENERIC_WRITE NAMEDMAP_RIGHT_GENERIC_WRITE
#define GENERIC_EXECUTE NAMEDMAP_RIGHT_GENERIC_EXECUTE
#define GENERIC_ALL NAMEDMAP_RIGHT_GENERIC_ALL
#define MODIFY NAMEDMAP_RIGHT_EVENT_MODIFY

FIXTURE(rights) {
	DEVICE_FIELDS;
	char session[100];	/* .name in OWNER's table, for everybody */
	char absent[110];	/* a name there that nobody makes */
};

FIXTURE_SETUP(rights)
{
	DEVICE_SETUP();
	snprintf(self->session, sizeof(self->session), "Session\\%u\\%s", OWNER,
		 self->name);
	snprintf(self->absent, sizeof(self->absent), "%s-absent", self->session);
}

FIXTURE_TEARDOWN(rights)
{
	DEVICE_TEARDOWN();
}

/* What there is of each kind: rights that a kind does not have are 0. */
static const struct kind_rights {
	__u32 query;
	__u32 read;		/* what else a reader has */
	__u32 write;		/* what a writer has */
	__u32 write_bit;	/* besides what GENERIC_WRITE stands for */
	__u32 execute;
	__u32 generic_all;
	__u32 all;
} kinds[] = {
	[NAMEDMAP_KIND_SECTION] = {
		QUERY, READ, WRITE, EXTEND, EXECUTE, ALL, ALL | SYNCHRONIZE },
	[NAMEDMAP_KIND_EVENT] = {
		NAMEDMAP_RIGHT_EVENT_QUERY, 0, MODIFY, 0, SYNCHRONIZE,
		EVENT_ALL, EVENT_ALL },
	[NAMEDMAP_KIND_MUTEX] = {
		NAMEDMAP_RIGHT_MUTEX_QUERY, 0, 0, 0, SYNCHRONIZE,
		MUTEX_ALL, MUTEX_ALL },
	[NAMEDMAP_KIND_SEMAPHORE] = {
		NAMEDMAP_RIGHT_SEMAPHORE_QUERY, 0,
		NAMEDMAP_RIGHT_SEMAPHORE_MODIFY, 0, SYNCHRONIZE,
		SEMAPHORE_ALL, SEMAPHORE_ALL },
};

/* What the rights named by generic ones are. */
static __u32 specific(enum namedmap_kind kind, __u32 access)
{
	const struct kind_rights *of = &kinds[kind];
	__u32 rights = access & 0x00ffffff;

	if (access & GENERIC_READ)
		rights |= READ_CONTROL | of->query | of->read;
	if (access & GENERIC_WRITE)
		rights |= READ_CONTROL | of->write;
	if (access & GENERIC_EXECUTE)
		rights |= READ_CONTROL | of->execute;
	if (access & GENERIC_ALL)
		rights |= of->generic_all;
	return rights;
}

/* What the bits of one class give: r is 4, w is 2, as in a mode. */
static __u32 allowed(enum namedmap_kind kind, int bits)
{
	const struct kind_rights *of = &kinds[kind];
	__u32 rights = 0;

	if (bits == 6)
		return of->all;
	if (bits & 4)
		rights |= READ_CONTROL | SYNCHRONIZE | of->query | of->read |
			of->execute;
	if (bits & 2)
		rights |= READ_CONTROL | of->write | of->write_bit;
	return rights;
}

/* What open answers to one who is given @allowed: rights, or -EACCES. */
static int verdict(enum namedmap_kind kind, __u32 given, __u32 access)
{
	__u32 wanted = specific(kind, access);

	if (wanted & ~given)
		return -EACCES;
	if (access & MAXIMUM)
		wanted |= given;
	return wanted ? (int)wanted : -EACCES;
}

static const __u32 wishes[] = {
	READ, WRITE, EXECUTE, QUERY, EXTEND, READ | WRITE, ALL, SYNCHRONIZE,
	READ_CONTROL, NAMEDMAP_RIGHT_DELETE, NAMEDMAP_RIGHT_WRITE_DAC,
	NAMEDMAP_RIGHT_WRITE_OWNER, GENERIC_READ, GENERIC_WRITE, GENERIC_EXECUTE,
	GENERIC_ALL, GENERIC_READ | GENERIC_WRITE, MAXIMUM, MAXIMUM | READ,
	MAXIMUM | WRITE, MAXIMUM | GENERIC_READ, ALL | SYNCHRONIZE,
};

/* Open by name with every wish and compare with what the bits give. */
static void try_wishes(struct __test_metadata *_metadata, int dev,
		       const char *name, enum namedmap_kind kind, int bits)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(wishes); i++) {
		struct namedmap_open open = {
			NAMED(name), .access = wishes[i], .kind = kind,
		};
		__u32 wish = wishes[i];
		int expected, handle;

		/* rights that do not exist on this kind are tried elsewhere */
		if (wish & 0x1f & ~kinds[kind].all)
			continue;
		expected = verdict(kind, allowed(kind, bits), wish);
		handle = sys_open(dev, &open);
		if (expected < 0) {
			EXPECT_EQ(expected, handle)
				TH_LOG("bits %o, wish %#x", bits, wish);
		} else {
			EXPECT_LE(0, handle)
				TH_LOG("bits %o, wish %#x", bits, wish);
			EXPECT_EQ((__u32)expected, open.out_access)
				TH_LOG("bits %o, wish %#x", bits, wish);
		}
		close(handle);
	}
}

/* Someone with OWNER's group among the groups or not. */
static int become_caller(uid_t uid)
{
	gid_t group = OWNER;

	if (uid == MEMBER)
		return setgroups(1, &group) || setresgid(uid, uid, uid) ||
		       setresuid(uid, uid, uid) ? -errno : 0;
	return become(uid);
}

static int create_kind(int dev, enum namedmap_kind kind, const char *name,
		       int mode)
{
	switch (kind) {
	case NAMEDMAP_KIND_EVENT:
		return EVENT_CREATE(dev, NAMED(name), .mode = mode);
	case NAMEDMAP_KIND_MUTEX:
		return MUTEX_CREATE(dev, NAMED(name), .mode = mode);
	case NAMEDMAP_KIND_SEMAPHORE:
		return SEMAPHORE_CREATE(dev, NAMED(name), .mode = mode);
	default:
		return CREATE(dev, NAMED(name), .mode = mode,
			      .section_size = PAGE);
	}
}

/* All modes, seen by the owner, a member of the group and a stranger. */
static void try_modes(struct __test_metadata *_metadata,
		      FIXTURE_DATA(rights) *self, enum namedmap_kind kind)
{
	static const uid_t callers[] = { OWNER, MEMBER, STRANGER };
	int objects[64], i, shift;
	char names[64][120];
	unsigned int caller;
	pid_t pid;

	ASSERT_EQ(0, setegid(OWNER));
	ASSERT_EQ(0, seteuid(OWNER));
	for (i = 0; i < 64; i++) {
		int mode = (i >> 4) << 7 | (i >> 2 & 3) << 4 | (i & 3) << 1;

		snprintf(names[i], sizeof(names[i]), "%s %o", self->session, mode);
		objects[i] = SUCCEEDS(create_kind(self->dev, kind, names[i],
						  mode));
		EXPECT_EQ(mode, query(objects[i]).out_mode);
		EXPECT_EQ(OWNER, query(objects[i]).out_uid);
		EXPECT_EQ(OWNER, query(objects[i]).out_gid);
	}
	ASSERT_EQ(0, seteuid(0));
	ASSERT_EQ(0, setegid(0));
	for (caller = 0; caller < ARRAY_SIZE(callers); caller++) {
		shift = 6 - 3 * caller;
		CHILD(pid) {
			ASSERT_EQ(0, become_caller(callers[caller]));
			for (i = 0; i < 64; i++) {
				int mode = (i >> 4) << 7 | (i >> 2 & 3) << 4 |
					(i & 3) << 1;

				try_wishes(_metadata, self->dev, names[i], kind,
					   mode >> shift & 6);
			}
		}
		CHILD_DONE(pid);
	}
	for (i = 0; i < 64; i++)
		close(objects[i]);
}

TEST_F(rights, modes_of_sections)
{
	NEEDS_ROOT();
	try_modes(_metadata, self, NAMEDMAP_KIND_SECTION);
}

TEST_F(rights, modes_of_events)
{
	NEEDS_ROOT();
	try_modes(_metadata, self, NAMEDMAP_KIND_EVENT);
}

TEST_F(rights, modes_of_mutexes)
{
	NEEDS_ROOT();
	try_modes(_metadata, self, NAMEDMAP_KIND_MUTEX);
}

TEST_F(rights, modes_of_semaphores)
{
	NEEDS_ROOT();
	try_modes(_metadata, self, NAMEDMAP_KIND_SEMAPHORE);
}

/* The creator's own handle gets what it asks for, whatever the mode says. */
TEST_F(rights, creator)
{
	struct namedmap_create create = {
		NAMED(self->name), .access = READ | WRITE | QUERY,
		.protection = NAMEDMAP_PAGE_READWRITE, .section_size = PAGE,
		.backing_fd = -1, .mode = 0,
	};
	int section;

	if (!geteuid()) {
		ASSERT_EQ(0, become(OWNER));
	}
	section = SUCCEEDS(sys_create(self->dev, &create));
	EXPECT_EQ(READ | WRITE | QUERY, create.out_access);
	EXPECT_EQ(0, try_map(section, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, 0));
	FAILS(EACCES, OPEN(self->dev, NAMED(self->name), .access = READ));
	/* with an existing name create asks the permission, too */
	FAILS(EACCES, CREATE(self->dev, NAMED(self->name), .access = READ,
			     .section_size = PAGE));
	FAILS(EACCES, OPEN(self->dev, NAMED(self->name), .access = MAXIMUM));
	EXPECT_EQ(1, query(section).out_handles);
	close(section);
}

TEST_F(rights, creator_maximum_and_generic)
{
	static const struct {
		__u32 access, granted;
	} cases[] = {
		{ MAXIMUM, ALL | SYNCHRONIZE },
		{ GENERIC_ALL, ALL },
		{ GENERIC_READ, READ_CONTROL | QUERY | READ },
		{ GENERIC_WRITE, READ_CONTROL | WRITE },
		{ GENERIC_EXECUTE, READ_CONTROL | EXECUTE },
		{ GENERIC_WRITE | QUERY, READ_CONTROL | WRITE | QUERY },
		{ QUERY, QUERY },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct namedmap_create create = {
			.access = cases[i].access, .section_size = PAGE,
			.protection = NAMEDMAP_PAGE_READWRITE,
			.backing_fd = -1, .mode = 0600,
		};

		close(SUCCEEDS(sys_create(self->dev, &create)));
		EXPECT_EQ(cases[i].granted, create.out_access)
			TH_LOG("asked for %#x", cases[i].access);
	}
}

/* Rights that do not exist, or that nobody can have, and none at all. */
TEST_F(rights, wishes_that_cannot_be)
{
	int section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				      .section_size = PAGE, .mode = 0666));
	unsigned int bit;

	for (bit = 0; bit < 28; bit++) {
		__u32 right = 1u << bit;
		int error = right == NAMEDMAP_RIGHT_SYSTEM_SECURITY ? EPERM : EACCES;

		if ((ALL | SYNCHRONIZE | MAXIMUM) & right)
			continue;
		FAILS(error, OPEN(self->dev, NAMED(self->name), .access = right));
		FAILS(error, OPEN(self->dev, NAMED(self->name),
				  .access = right | READ));
		FAILS(error, DUPLICATE(section, .access = right));
		FAILS(error, DUPLICATE(section, .access = right | READ));
		if (error == EACCES)
			FAILS(error, CREATE(self->dev, NAMED(self->name),
					    .access = right | READ,
					    .section_size = PAGE));
	}
	FAILS(EACCES, OPEN(self->dev, NAMED(self->name), .access = 0));
	FAILS(EACCES, CREATE(self->dev, NAMED(self->name), .access = 0,
			     .section_size = PAGE));
	FAILS(EACCES, CREATE(self->dev, .access = 0, .section_size = PAGE));
	FAILS(EACCES, EVENT_CREATE(self->dev, .access = 0));
	EXPECT_EQ(1, query(section).out_handles);
	close(section);
}

/* Modes are read and write bits; anything else is refused. */
TEST_F(rights, modes_that_cannot_be)
{
	unsigned int bit;

	for (bit = 0; bit < 32; bit++) {
		if (0666 & 1u << bit)
			continue;
		FAILS(EINVAL, CREATE(self->dev, .mode = 1u << bit,
				     .section_size = PAGE));
		FAILS(EINVAL, EVENT_CREATE(self->dev, .mode = 0600 | 1u << bit));
	}
}

/* Rights may go beyond the section's protection; the view is refused later. */
TEST_F(rights, beyond_the_protection)
{
	int section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				      .protection = NAMEDMAP_PAGE_READONLY,
				      .section_size = PAGE));
	struct namedmap_open open = {
		NAMED(self->name), .access = ALL, .kind = NAMEDMAP_KIND_SECTION,
	};
	int handle = SUCCEEDS(sys_open(self->dev, &open));

	EXPECT_EQ(ALL, open.out_access);
	EXPECT_EQ(-EACCES, try_map(handle, PAGE, PROT_READ | PROT_WRITE,
				   MAP_SHARED, 0));
	EXPECT_EQ(-EPERM, try_map(handle, PAGE, PROT_READ | PROT_EXEC,
				  MAP_SHARED, 0));
	EXPECT_EQ(0, try_map(handle, PAGE, PROT_READ, MAP_SHARED, 0));
	close(handle);
	close(section);
}

TEST_F(rights, duplicate)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = PAGE,
				      .access = ALL | SYNCHRONIZE));
	struct namedmap_duplicate same = {
		.handle = -1, .flags = NAMEDMAP_DUPLICATE_SAME_ACCESS,
	};
	__u32 access;
	int handle, again;

	/* each subset of the section's own rights, and back to all of them */
	for (access = 0; access < 32; access++) {
		struct namedmap_duplicate less = { .handle = -1, .access = access };

		handle = SUCCEEDS(sys_duplicate(section, &less));
		EXPECT_EQ(access, less.out_access);
		EXPECT_EQ(access, query_brief(handle).out_access);
		again = SUCCEEDS(DUPLICATE(handle, .access = ALL));
		EXPECT_EQ(ALL, query(again).out_access);
		close(again);
		again = SUCCEEDS(sys_duplicate(handle, &same));
		EXPECT_EQ(access, same.out_access);
		close(again);
		close(handle);
	}
	handle = SUCCEEDS(DUPLICATE(section, .access = GENERIC_READ));
	EXPECT_EQ(READ_CONTROL | QUERY | READ, query(handle).out_access);
	close(handle);
	handle = SUCCEEDS(DUPLICATE(section, .access = MAXIMUM));
	EXPECT_EQ(ALL | SYNCHRONIZE, query(handle).out_access);
	close(handle);
	FAILS(EINVAL, DUPLICATE(section, .access = READ,
				.flags = NAMEDMAP_DUPLICATE_SAME_ACCESS));
	close(section);
}

/* A handle without rights is good for asking what it is, and nothing else. */
TEST_F(rights, handle_without_rights)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
	int handle = SUCCEEDS(DUPLICATE(section, .access = 0));
	struct namedmap_query query = {
		.handle = -1, .flags = NAMEDMAP_QUERY_DETAILS,
	};

	EXPECT_EQ(PAGE, query_brief(handle).out_section_size);
	EXPECT_EQ(0, query_brief(handle).out_access);
	FAILS(EACCES, sys_query(handle, &query));
	EXPECT_EQ(-EACCES, try_map(handle, PAGE, PROT_READ, MAP_SHARED, 0));
	EXPECT_EQ(-EACCES, try_map(handle, PAGE, PROT_READ, MAP_PRIVATE, 0));
	EXPECT_EQ(-EACCES, try_map(handle, PAGE, PROT_NONE, MAP_PRIVATE, 0));
	EXPECT_EQ(-EACCES, try_map(handle, PAGE, PROT_WRITE, MAP_SHARED, 0));
	FAILS(EACCES, FLUSH(handle));
	close(handle);
	close(section);
}

TEST_F(rights, details_need_the_right)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
	int event = SUCCEEDS(EVENT_CREATE(self->dev));
	int without = SUCCEEDS(DUPLICATE(section, .access = ALL & ~QUERY));
	int deaf = SUCCEEDS(DUPLICATE(event, .access = MODIFY));
	struct namedmap_query query = {
		.handle = -1, .flags = NAMEDMAP_QUERY_DETAILS,
	};

	FAILS(EACCES, sys_query(without, &query));
	FAILS(EACCES, sys_query(deaf, &query));
	EXPECT_EQ(0, sys_query(section, &query));
	EXPECT_EQ(0, sys_query(event, &query));
	close(deaf);
	close(without);
	close(event);
	close(section);
}

/* A handle that came to another user: its rights, no more than the mode adds. */
TEST_F(rights, duplicate_of_anothers)
{
	int closed = -1, open = -1, handle;
	pid_t pid;

	NEEDS_ROOT();
	ASSERT_EQ(0, seteuid(OWNER));
	closed = SUCCEEDS(CREATE(self->dev, .section_size = PAGE, .mode = 0600,
				 .access = READ | QUERY));
	open = SUCCEEDS(CREATE(self->dev, .section_size = PAGE, .mode = 0602,
			       .access = READ | QUERY));
	ASSERT_EQ(0, seteuid(0));
	CHILD(pid) {
		ASSERT_EQ(0, become(STRANGER));
		handle = SUCCEEDS(DUPLICATE(closed, .access = READ));
		EXPECT_EQ(0, try_map(handle, PAGE, PROT_READ, MAP_SHARED, 0));
		EXPECT_EQ(-EACCES, try_map(handle, PAGE, PROT_WRITE, MAP_SHARED, 0));
		FAILS(EACCES, DUPLICATE(closed, .access = WRITE));
		FAILS(EACCES, DUPLICATE(closed, .access = READ | WRITE));
		FAILS(EACCES, DUPLICATE(closed, .access = GENERIC_ALL));
		FAILS(EACCES, DUPLICATE(closed, .access = EXECUTE));
		/* what was given up does not come back */
		FAILS(EACCES, DUPLICATE(handle, .access = QUERY));
		close(handle);
		handle = SUCCEEDS(DUPLICATE(closed, .access = MAXIMUM));
		EXPECT_EQ(READ | QUERY, query(handle).out_access);
		close(handle);
		/* the mode adds to what the handle has */
		handle = SUCCEEDS(DUPLICATE(open, .access = READ | WRITE));
		EXPECT_EQ(0, try_map(handle, PAGE, PROT_READ | PROT_WRITE,
				     MAP_SHARED, 0));
		close(handle);
		FAILS(EACCES, DUPLICATE(open, .access = EXECUTE));
	}
	CHILD_DONE(pid);
	close(closed);
	close(open);
}

/* Take one capability away, or keep it alone. */
static int set_effective(unsigned int capability, bool on)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[2];

	if (syscall(SYS_capget, &header, data))
		return -errno;
	if (on)
		data[capability / 32].effective |= 1u << capability % 32;
	else
		data[capability / 32].effective &= ~(1u << capability % 32);
	return syscall(SYS_capset, &header, data) ? -errno : 0;
}

/* CAP_IPC_OWNER overrides the mode, and no other capability does. */
TEST_F(rights, cap_ipc_owner)
{
	int section, handle;

	NEEDS_ROOT();
	ASSERT_EQ(0, seteuid(OWNER));
	section = SUCCEEDS(CREATE(self->dev, NAMED(self->session),
				  .section_size = PAGE, .mode = 0));
	ASSERT_EQ(0, seteuid(0));
	handle = SUCCEEDS(OPEN(self->dev, NAMED(self->session), .access = ALL));
	close(handle);
	handle = SUCCEEDS(DUPLICATE(section, .access = ALL));
	close(handle);
	ASSERT_EQ(0, set_effective(CAP_IPC_OWNER, false));
	FAILS(EACCES, OPEN(self->dev, NAMED(self->session), .access = READ));
	FAILS(EACCES, OPEN(self->dev, NAMED(self->session), .access = MAXIMUM));
	ASSERT_EQ(0, set_effective(CAP_IPC_OWNER, true));
	close(section);
}

/* Nor is a global name created without it, unless the group is the right one. */
TEST_F(rights, global_names_need_cap_ipc_owner)
{
	char global[100];

	NEEDS_ROOT();
	snprintf(global, sizeof(global), "Global\\%s", self->name);
	ASSERT_EQ(0, set_effective(CAP_IPC_OWNER, false));
	FAILS(EACCES, CREATE(self->dev, NAMED(global), .section_size = PAGE));
	ASSERT_EQ(0, set_effective(CAP_IPC_OWNER, true));
	close(SUCCEEDS(CREATE(self->dev, NAMED(global), .section_size = PAGE)));
}

/*
 * Default deny: what nobody was given, nobody else has, and in another user's
 * table it cannot be told from what is not there.
 */
TEST_F(rights, private_by_mode)
{
	const char *const names[] = { self->session, self->absent };
	unsigned int i;
	int section;
	pid_t pid;

	NEEDS_ROOT();
	ASSERT_EQ(0, seteuid(OWNER));
	section = SUCCEEDS(CREATE(self->dev, NAMED(self->session),
				  .section_size = PAGE, .mode = 0600));
	ASSERT_EQ(0, seteuid(0));
	CHILD(pid) {
		ASSERT_EQ(0, become(STRANGER));
		for (i = 0; i < ARRAY_SIZE(names); i++) {
			FAILS(EACCES, OPEN(self->dev, NAMED(names[i]),
					   .access = READ));
			FAILS(EACCES, OPEN(self->dev, NAMED(names[i]),
					   .access = QUERY));
			FAILS(EACCES, OPEN(self->dev, NAMED(names[i]),
					   .access = MAXIMUM));
			FAILS(EACCES, EVENT_OPEN(self->dev, NAMED(names[i])));
			FAILS(EACCES, CREATE(self->dev, NAMED(names[i]),
					     .section_size = PAGE));
			FAILS(EACCES, CREATE(self->dev, NAMED(names[i]),
					     .section_size = PAGE,
					     .flags = NAMEDMAP_CREATE_EXCLUSIVE));
			FAILS(EACCES, EVENT_CREATE(self->dev, NAMED(names[i])));
		}
	}
	CHILD_DONE(pid);
	/* Who overrides permission sees what there is. */
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->absent)));
	FAILS(EPROTOTYPE, EVENT_OPEN(self->dev, NAMED(self->session)));
	close(section);
}

TEST_HARNESS_MAIN
