// SPDX-License-Identifier: GPL-2.0-only
/*
 * Namespaces: names belong to an IPC namespace, ids are the kernel's, and the
 * capabilities of a user namespace end at its border.
 */
#include "namedmap_utils.h"

#define OWNER 1000
#define STRANGER 1002

FIXTURE(namespaces) {
	DEVICE_FIELDS;
	char session[100];	/* .name in OWNER's table, for everybody */
};

FIXTURE_SETUP(namespaces)
{
	DEVICE_SETUP();
	snprintf(self->session, sizeof(self->session), "Session\\%u\\%s", OWNER,
		 self->name);
}

FIXTURE_TEARDOWN(namespaces)
{
	DEVICE_TEARDOWN();
}

/* Names of one IPC namespace mean nothing in another, a handle does. */
TEST_F(namespaces, ipc_namespaces)
{
	char global[100];
	int local, everywhere, other;
	pid_t pid;

	NEEDS_ROOT();
	snprintf(global, sizeof(global), "Global\\%s", self->name);
	local = SUCCEEDS(CREATE(self->dev, NAMED(self->name), .section_size = PAGE,
				.mode = 0666));
	everywhere = SUCCEEDS(CREATE(self->dev, NAMED(global), .section_size = PAGE,
				     .mode = 0666));
	CHILD(pid) {
		unsigned char *view;

		ASSERT_EQ(0, unshare(CLONE_NEWIPC));
		FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
		FAILS(ENOENT, OPEN(self->dev, NAMED(global)));
		other = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
					.section_size = 2 * PAGE,
					.flags = NAMEDMAP_CREATE_EXCLUSIVE));
		close(SUCCEEDS(CREATE(self->dev, NAMED(global),
				      .section_size = 2 * PAGE,
				      .flags = NAMEDMAP_CREATE_EXCLUSIVE)));
		close(SUCCEEDS(OPEN(self->dev, NAMED(self->name))));
		view = MAP(local, PAGE);
		view[0] = 5;
		EXPECT_EQ(1, query(local).out_handles);
		close(other);
	}
	CHILD_DONE(pid);
	other = SUCCEEDS(OPEN(self->dev, NAMED(self->name)));
	EXPECT_EQ(PAGE, query(other).out_section_size);
	close(other);
	close(local);
	close(everywhere);
}

/* A section outlives its namespace, and keeps no name reachable. */
TEST_F(namespaces, dead_ipc_namespace)
{
	struct turn made, go;
	char path[64];
	pid_t pid;
	int handle, i, pidfd;

	NEEDS_ROOT();
	for (i = 0; i < rounds(20); i++) {
		turn_open(&made);
		turn_open(&go);
		CHILD(pid) {
			ASSERT_EQ(0, unshare(CLONE_NEWIPC));
			handle = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
						 .section_size = PAGE));
			ASSERT_EQ(100, dup2(handle, 100));
			turn_give(&made);
			turn_take(&go);
		}
		ASSERT_TRUE(turn_take(&made));
		snprintf(path, sizeof(path), "/proc/%d", pid);
		pidfd = syscall(SYS_pidfd_open, pid, 0);
		ASSERT_LE(0, pidfd);
		handle = syscall(SYS_pidfd_getfd, pidfd, 100, 0);
		ASSERT_LE(0, handle);
		close(pidfd);
		turn_give(&go);
		CHILD_DONE(pid);
		EXPECT_EQ(PAGE, query(handle).out_section_size);
		EXPECT_EQ(0, try_map(handle, PAGE, PROT_READ | PROT_WRITE,
				     MAP_SHARED, 0));
		FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
		/* a later namespace, perhaps of the same number */
		CHILD(pid) {
			ASSERT_EQ(0, unshare(CLONE_NEWIPC));
			FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
		}
		CHILD_DONE(pid);
		close(handle);
		turn_close(&made);
		turn_close(&go);
	}
}

/* The namespace is the caller's at the call, not the device file's. */
TEST_F(namespaces, ipc_namespace_of_the_caller)
{
	int dev;
	pid_t pid;

	NEEDS_ROOT();
	CHILD(pid) {
		int section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
					      .section_size = PAGE));

		ASSERT_EQ(0, unshare(CLONE_NEWIPC));
		dev = open(DEVICE, O_RDWR | O_CLOEXEC);
		ASSERT_LE(0, dev);
		FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
		FAILS(ENOENT, OPEN(dev, NAMED(self->name)));
		close(section);
	}
	CHILD_DONE(pid);
}

/* In a user namespace of its own: uid 0 inside is STRANGER outside. */
static int enter_user_namespace(uid_t uid, int flags)
{
	char map[32];

	snprintf(map, sizeof(map), "0 %u 1", uid);
	/* the process must own its /proc files to write the map */
	if (become(uid) || prctl(PR_SET_DUMPABLE, 1) ||
	    unshare(CLONE_NEWUSER | flags))
		return -errno;
	return write_file("/proc/self/setgroups", "deny") ?:
	       write_file("/proc/self/uid_map", map) ?:
	       write_file("/proc/self/gid_map", map);
}

/* Capabilities over a user namespace of one's own open nothing of the host's. */
TEST_F(namespaces, user_namespace_in_the_hosts_ipc_namespace)
{
	char global[100], strangers[100];
	int section, own;
	pid_t pid;

	NEEDS_ROOT();
	snprintf(global, sizeof(global), "Global\\%s", self->name);
	snprintf(strangers, sizeof(strangers), "Session\\%u\\%s", STRANGER,
		 self->name);
	ASSERT_EQ(0, seteuid(OWNER));
	section = SUCCEEDS(CREATE(self->dev, NAMED(self->session),
				  .section_size = PAGE, .mode = 0600));
	ASSERT_EQ(0, seteuid(0));
	CHILD(pid) {
		ASSERT_EQ(0, enter_user_namespace(STRANGER, 0));
		ASSERT_EQ(0, geteuid());
		FAILS(EACCES, CREATE(self->dev, NAMED(global), .section_size = PAGE));
		FAILS(EACCES, DUPLICATE(section, .access = ALL |
					NAMEDMAP_RIGHT_SYNCHRONIZE));
		/* ids are the kernel's: its Local table is STRANGER's */
		own = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				      .section_size = PAGE, .mode = 0));
		FAILS(EACCES, OPEN(self->dev, NAMED(self->name), .access = READ));
		/* and shown as the caller's namespace has them */
		EXPECT_EQ(0, query(own).out_uid);
		EXPECT_EQ(0, query(own).out_gid);
		EXPECT_EQ(0, query(own).out_scope_uid);
		EXPECT_EQ(65534, query(section).out_uid);
		EXPECT_EQ(65534, query(section).out_scope_uid);
		close(own);
	}
	CHILD_DONE(pid);
	close(section);
}

TEST_F(namespaces, user_namespace_with_its_own_ipc_namespace)
{
	char global[100];
	int own, handle;
	pid_t pid;

	NEEDS_ROOT();
	snprintf(global, sizeof(global), "Global\\%s", self->name);
	CHILD(pid) {
		ASSERT_EQ(0, enter_user_namespace(STRANGER, CLONE_NEWIPC));
		/* there it is the master */
		own = SUCCEEDS(CREATE(self->dev, NAMED(global),
				      .section_size = PAGE, .mode = 0));
		handle = SUCCEEDS(OPEN(self->dev, NAMED(global), .access = ALL));
		close(handle);
		close(own);
	}
	CHILD_DONE(pid);
}

/* Local tables go by the kernel's ids, through the namespace's map. */
TEST_F(namespaces, user_namespace_shares_its_users_table)
{
	char session[100];
	int section;
	pid_t pid;

	NEEDS_ROOT();
	ASSERT_EQ(0, seteuid(STRANGER));
	section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				  .section_size = PAGE));
	ASSERT_EQ(0, seteuid(0));
	CHILD(pid) {
		ASSERT_EQ(0, enter_user_namespace(STRANGER, 0));
		close(SUCCEEDS(OPEN(self->dev, NAMED(self->name), .access = READ)));
		snprintf(session, sizeof(session), "Session\\0\\%s", self->name);
		close(SUCCEEDS(OPEN(self->dev, NAMED(session), .access = READ)));
	}
	CHILD_DONE(pid);
	close(section);
}

TEST_HARNESS_MAIN
