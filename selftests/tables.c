// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables that names stand in: one for each user, one that all share.
 */
#include "namedmap_utils.h"

#define USER 1000
#define OTHER_USER 1001

FIXTURE(tables) {
	DEVICE_FIELDS;
	char second[80];	/* another name */
};

FIXTURE_SETUP(tables)
{
	DEVICE_SETUP();
	snprintf(self->second, sizeof(self->second), "%s second", self->name);
}

FIXTURE_TEARDOWN(tables)
{
	DEVICE_TEARDOWN();
}

/* A private table for each user. */
TEST_F(tables, local_names_belong_to_the_user)
{
	char session[100];
	int section, other;
	pid_t pid;

	NEEDS_ROOT();
	section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				  .section_size = PAGE, .mode = 0606));
	snprintf(session, sizeof(session), "Session\\0\\%s", self->name);
	CHILD(pid) {
		ASSERT_EQ(0, become(USER));
		FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
		other = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
					.section_size = 2 * PAGE,
					.flags = NAMEDMAP_CREATE_EXCLUSIVE));
		EXPECT_EQ(USER, query(other).out_scope_uid);
		EXPECT_EQ(USER, query(other).out_uid);
		close(other);
		/* another user's table: by its full name, if the mode allows */
		other = SUCCEEDS(OPEN(self->dev, NAMED(session),
				      .access = READ | WRITE));
		close(other);
		/* but nobody creates there */
		snprintf(session, sizeof(session), "Session\\0\\%s", self->second);
		FAILS(EACCES, CREATE(self->dev, NAMED(session), .section_size = PAGE));
		FAILS(EACCES, EVENT_CREATE(self->dev, NAMED(session)));
		FAILS(EACCES, OPEN(self->dev, NAMED(session)));
	}
	CHILD_DONE(pid);
	snprintf(session, sizeof(session), "Session\\%u\\%s", USER, self->name);
	FAILS(EACCES, CREATE(self->dev, NAMED(session), .section_size = PAGE));
	FAILS(ENOENT, OPEN(self->dev, NAMED(session)));
	close(section);
}

/* The effective user's table, not the real one's. */
TEST_F(tables, local_names_follow_the_effective_user)
{
	int section, other;

	NEEDS_ROOT();
	section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				  .section_size = PAGE, .mode = 0606));
	ASSERT_EQ(0, seteuid(USER));
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	other = SUCCEEDS(CREATE(self->dev, NAMED(self->second),
				.section_size = PAGE));
	EXPECT_EQ(USER, query(other).out_uid);
	EXPECT_EQ(USER, query(other).out_scope_uid);
	ASSERT_EQ(0, seteuid(0));
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->second)));
	close(other);
	close(section);
}

TEST_F(tables, global_names)
{
	char global[100], second[100];
	int section, other;
	pid_t pid;

	NEEDS_ROOT();
	snprintf(global, sizeof(global), "Global\\%s", self->name);
	snprintf(second, sizeof(second), "Global\\%s", self->second);
	section = SUCCEEDS(CREATE(self->dev, NAMED(global), .section_size = PAGE,
				  .mode = 0604));
	CHILD(pid) {
		ASSERT_EQ(0, become(USER));
		other = SUCCEEDS(OPEN(self->dev, NAMED(global), .access = READ));
		close(other);
		/* create finds it as well, no privilege needed for that */
		other = SUCCEEDS(CREATE(self->dev, NAMED(global), .access = READ,
					.section_size = PAGE));
		close(other);
		FAILS(EACCES, OPEN(self->dev, NAMED(global), .access = WRITE));
		FAILS(EACCES, CREATE(self->dev, NAMED(global), .section_size = PAGE,
				     .access = READ | WRITE));
		/* a new one takes the privilege */
		FAILS(EACCES, CREATE(self->dev, NAMED(second), .section_size = PAGE));
		FAILS(EACCES, EVENT_CREATE(self->dev, NAMED(second)));
	}
	CHILD_DONE(pid);
	close(section);
	FAILS(ENOENT, OPEN(self->dev, NAMED(global)));
}

#define GLOBAL_GID "/sys/module/namedmap/parameters/global_gid"

TEST_F(tables, global_names_for_a_group)
{
	char global[100], before[32], gid[32];
	gid_t group = 4242;
	pid_t pid;

	NEEDS_ROOT();
	ASSERT_EQ(0, read_file(GLOBAL_GID, before, sizeof(before)));
	snprintf(gid, sizeof(gid), "%u", group);
	ASSERT_EQ(0, write_file(GLOBAL_GID, gid));
	snprintf(global, sizeof(global), "Global\\%s", self->name);
	CHILD(pid) {
		ASSERT_EQ(0, setgroups(1, &group));
		ASSERT_EQ(0, setresgid(USER, USER, USER));
		ASSERT_EQ(0, setresuid(USER, USER, USER));
		close(SUCCEEDS(CREATE(self->dev, NAMED(global),
				      .section_size = PAGE)));
	}
	CHILD_DONE(pid);
	CHILD(pid) {
		ASSERT_EQ(0, become(OTHER_USER));
		FAILS(EACCES, CREATE(self->dev, NAMED(global), .section_size = PAGE));
	}
	CHILD_DONE(pid);
	EXPECT_EQ(0, write_file(GLOBAL_GID, before));
}

TEST_HARNESS_MAIN
