// SPDX-License-Identifier: GPL-2.0-only
/*
 * Limits on what one user may have: objects, and bytes in their names.
 */
#include "namedmap_utils.h"

#define PARAMETER(name) "/sys/module/namedmap/parameters/" name
#define USER 1000
#define OTHER_USER 1001
#define LIMIT 20

FIXTURE(quota) {
	DEVICE_FIELDS;
	char objects[32], name_bytes[32];
};

FIXTURE_SETUP(quota)
{
	DEVICE_SETUP();
	NEEDS_ROOT();
	ASSERT_EQ(0, read_file(PARAMETER("max_objects"), self->objects,
			       sizeof(self->objects)));
	ASSERT_EQ(0, read_file(PARAMETER("max_name_bytes"), self->name_bytes,
			       sizeof(self->name_bytes)));
}

FIXTURE_TEARDOWN(quota)
{
	write_file(PARAMETER("max_objects"), self->objects);
	write_file(PARAMETER("max_name_bytes"), self->name_bytes);
	DEVICE_TEARDOWN();
}

/* Everybody may read the limits, and root alone may change them. */
TEST_F(quota, parameters)
{
	static const char * const paths[] = {
		PARAMETER("max_objects"), PARAMETER("max_name_bytes"),
		PARAMETER("global_gid"),
	};
	struct stat st;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(paths); i++) {
		ASSERT_EQ(0, stat(paths[i], &st));
		EXPECT_EQ(0644, st.st_mode & 07777);
		EXPECT_EQ(0, st.st_uid);
	}
}

/* Sections and events by turns until one is refused; how many there were. */
static int fill(int dev, int *objects, int room, int *error)
{
	int count;

	for (count = 0; count < room; count++) {
		objects[count] = count & 1 ? EVENT_CREATE(dev) :
					     CREATE(dev, .section_size = PAGE);
		if (objects[count] < 0)
			break;
	}
	*error = count < room ? objects[count] : 0;
	return count;
}

static void close_all(int *objects, int count)
{
	while (count--)
		close(objects[count]);
}

TEST_F(quota, objects)
{
	int objects[LIMIT + 5], handle, error;
	pid_t pid;

	ASSERT_EQ(0, write_file(PARAMETER("max_objects"), "20"));
	CHILD(pid) {
		ASSERT_EQ(0, become(USER));
		EXPECT_EQ(LIMIT, fill(self->dev, objects, LIMIT + 5, &error));
		EXPECT_EQ(-EDQUOT, error);
		/* handles are not objects */
		handle = SUCCEEDS(DUPLICATE(objects[0], .access = READ));
		close(handle);
		FAILS(EDQUOT, CREATE(self->dev, NAMED(self->name),
				     .section_size = PAGE));
		FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
		/* each one closed makes room for one */
		close(objects[0]);
		objects[0] = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
		FAILS(EDQUOT, EVENT_CREATE(self->dev));
		close_all(objects, LIMIT);
		EXPECT_EQ(LIMIT, fill(self->dev, objects, LIMIT + 5, &error));
		close_all(objects, LIMIT);
	}
	CHILD_DONE(pid);
}

/* An existing name can be opened by one who has no room for another. */
TEST_F(quota, opening_is_free)
{
	int objects[LIMIT + 5], error, count;
	pid_t pid;

	ASSERT_EQ(0, write_file(PARAMETER("max_objects"), "20"));
	CHILD(pid) {
		int section;

		ASSERT_EQ(0, become(USER));
		section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
					  .section_size = PAGE));
		count = fill(self->dev, objects, LIMIT + 5, &error);
		EXPECT_EQ(LIMIT - 1, count);
		close(SUCCEEDS(OPEN(self->dev, NAMED(self->name))));
		close_all(objects, count);
		close(section);
	}
	CHILD_DONE(pid);
}

/* One user's objects leave another's alone. */
TEST_F(quota, users_are_apart)
{
	int objects[LIMIT + 5], error;
	struct turn full, done;
	pid_t pid, other;

	ASSERT_EQ(0, write_file(PARAMETER("max_objects"), "20"));
	turn_open(&full);
	turn_open(&done);
	CHILD(pid) {
		ASSERT_EQ(0, become(USER));
		EXPECT_EQ(LIMIT, fill(self->dev, objects, LIMIT + 5, &error));
		turn_give(&full);
		turn_take(&done);
	}
	ASSERT_TRUE(turn_take(&full));
	CHILD(other) {
		ASSERT_EQ(0, become(OTHER_USER));
		EXPECT_EQ(LIMIT, fill(self->dev, objects, LIMIT + 5, &error));
	}
	CHILD_DONE(other);
	CHILD(other) {
		ASSERT_EQ(0, become(USER));
		FAILS(EDQUOT, CREATE(self->dev, .section_size = PAGE));
	}
	CHILD_DONE(other);
	turn_give(&done);
	CHILD_DONE(pid);
	/* gone with their process */
	CHILD(other) {
		ASSERT_EQ(0, become(USER));
		EXPECT_EQ(LIMIT, fill(self->dev, objects, LIMIT + 5, &error));
	}
	CHILD_DONE(other);
	turn_close(&full);
	turn_close(&done);
}

/* The charge stays with the creator while another holds the object. */
TEST_F(quota, creator_pays)
{
	int objects[LIMIT + 5], error, mine, count;
	pid_t pid;

	ASSERT_EQ(0, write_file(PARAMETER("max_objects"), "20"));
	ASSERT_EQ(0, seteuid(USER));
	mine = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
	ASSERT_EQ(0, seteuid(0));
	CHILD(pid) {
		ASSERT_EQ(0, become(USER));
		count = fill(self->dev, objects, LIMIT + 5, &error);
		EXPECT_EQ(LIMIT - 1, count);
		close_all(objects, count);
	}
	CHILD_DONE(pid);
	CHILD(pid) {
		int copy = SUCCEEDS(DUPLICATE(mine, .access = READ));

		ASSERT_EQ(0, become(OTHER_USER));
		EXPECT_EQ(LIMIT, fill(self->dev, objects, LIMIT + 5, &error));
		close_all(objects, LIMIT);
		close(copy);
	}
	CHILD_DONE(pid);
	close(mine);
}

TEST_F(quota, name_bytes)
{
	int objects[10];
	char name[200];
	unsigned int i;
	pid_t pid;

	ASSERT_EQ(0, write_file(PARAMETER("max_name_bytes"), "1000"));
	memset(name, 'q', sizeof(name));
	CHILD(pid) {
		ASSERT_EQ(0, become(USER));
		/* the prefix does not count */
		for (i = 0; i < 10; i++) {
			char text[106];

			memcpy(text, "Local\\", 6);
			memset(text + 6, '0' + i, 100);
			objects[i] = SUCCEEDS(CREATE(self->dev,
				.name = address(text), .name_length = 106,
				.section_size = PAGE));
		}
		FAILS(EDQUOT, CREATE(self->dev, .name = address(name),
				     .name_length = 1, .section_size = PAGE));
		FAILS(EDQUOT, EVENT_CREATE(self->dev, .name = address(name),
					   .name_length = 1));
		/* without a name there is room */
		close(SUCCEEDS(CREATE(self->dev, .section_size = PAGE)));
		close(objects[9]);
		objects[9] = SUCCEEDS(EVENT_CREATE(self->dev,
			.name = address(name), .name_length = 100));
		FAILS(EDQUOT, CREATE(self->dev, .name = address(name),
				     .name_length = 101, .section_size = PAGE));
		close_all(objects, 10);
		close(SUCCEEDS(CREATE(self->dev, .name = address(name),
				      .name_length = 200, .section_size = PAGE)));
	}
	CHILD_DONE(pid);
}

/* A create that fails after it was charged gives the charge back. */
TEST_F(quota, failing_creates_cost_nothing)
{
	int objects[LIMIT + 5], error, file, i;
	pid_t pid;

	file = memfd_create("quota", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	ASSERT_LE(0, file);
	ASSERT_EQ(0, ftruncate(file, PAGE));
	ASSERT_EQ(0, fcntl(file, F_ADD_SEALS, F_SEAL_GROW));
	ASSERT_EQ(0, write_file(PARAMETER("max_objects"), "20"));
	CHILD(pid) {
		ASSERT_EQ(0, become(USER));
		for (i = 0; i < 2 * LIMIT; i++) {
			FAILS(EPERM, CREATE(self->dev, NAMED(self->name),
					    .backing_fd = file,
					    .section_size = 2 * PAGE));
			FAILS(EINVAL, CREATE(self->dev, .section_size = PAGE,
					     .protection = 0));
			SYSCALL_FAILS(EFAULT, ioctl(self->dev,
						    NAMEDMAP_IOC_CREATE, 8));
		}
		EXPECT_EQ(LIMIT, fill(self->dev, objects, LIMIT + 5, &error));
		close_all(objects, LIMIT);
	}
	CHILD_DONE(pid);
	close(file);
}

/* In the user namespace of another: both ids of @outside and @outside + 1. */
static int enter_range(struct turn *made, struct turn *mapped, uid_t inside)
{
	if (unshare(CLONE_NEWUSER))
		return -errno;
	turn_give(made);
	if (!turn_take(mapped))
		return -EPIPE;
	return setresgid(inside, inside, inside) ||
	       setresuid(inside, inside, inside) ? -errno : 0;
}

static void write_maps(struct __test_metadata *_metadata, pid_t pid)
{
	static const char range[] = "0 100000 1000";
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/uid_map", pid);
	ASSERT_EQ(0, write_file(path, range));
	snprintf(path, sizeof(path), "/proc/%d/gid_map", pid);
	ASSERT_EQ(0, write_file(path, range));
}

/*
 * Two ids of a range that one user has for a namespace together get no more
 * than that user may have.
 */
TEST_F(quota, ids_of_a_namespace_share_its_owners_limit)
{
	int objects[LIMIT + 5], error, count;
	struct turn made, mapped, half, done;
	pid_t first;

	ASSERT_EQ(0, write_file(PARAMETER("max_objects"), "20"));
	turn_open(&made);
	turn_open(&mapped);
	turn_open(&half);
	turn_open(&done);
	CHILD(first) {
		pid_t second;

		/* the namespace is USER's, who made it */
		ASSERT_EQ(0, become(USER));
		ASSERT_EQ(0, prctl(PR_SET_DUMPABLE, 1));
		ASSERT_EQ(0, enter_range(&made, &mapped, 0));
		CHILD(second) {
			ASSERT_EQ(0, setresgid(7, 7, 7));
			ASSERT_EQ(0, setresuid(7, 7, 7));
			EXPECT_EQ(LIMIT / 2, fill(self->dev, objects, LIMIT / 2,
						  &error));
			turn_give(&half);
			turn_take(&done);
		}
		ASSERT_TRUE(turn_take(&half));
		ASSERT_EQ(0, setresgid(8, 8, 8));
		ASSERT_EQ(0, setresuid(8, 8, 8));
		count = fill(self->dev, objects, LIMIT + 5, &error);
		EXPECT_EQ(LIMIT / 2, count);
		EXPECT_EQ(-EDQUOT, error);
		turn_give(&done);
		CHILD_DONE(second);
	}
	ASSERT_TRUE(turn_take(&made));
	write_maps(_metadata, first);
	turn_give(&mapped);
	CHILD_DONE(first);
	/* all is given back, to USER too */
	CHILD(first) {
		ASSERT_EQ(0, become(USER));
		EXPECT_EQ(LIMIT, fill(self->dev, objects, LIMIT + 5, &error));
	}
	CHILD_DONE(first);
	turn_close(&made);
	turn_close(&mapped);
	turn_close(&half);
	turn_close(&done);
}

#define CGROUP "/sys/fs/cgroup"

/* What a user makes the kernel keep is charged to the memory cgroup. */
TEST_F(quota, memory_cgroup)
{
	char group[100], path[160], text[64];
	struct turn full, done;
	long before, after;
	int i, status;
	pid_t pid;

	snprintf(group, sizeof(group), CGROUP "/%s", "namedmap-kselftest");
	write_file(CGROUP "/cgroup.subtree_control", "+memory");
	if (mkdir(group, 0755) && errno != EEXIST)
		SKIP(return, "no cgroup 2 in " CGROUP);
	snprintf(path, sizeof(path), "%s/memory.current", group);
	if (access(path, R_OK)) {
		rmdir(group);
		SKIP(return, "no memory controller in " CGROUP);
	}
	turn_open(&full);
	turn_open(&done);
	CHILD(pid) {
		char *name = malloc(NAMEDMAP_NAME_MAX);
		struct rlimit limit = { 2000, 2000 };

		snprintf(path, sizeof(path), "%s/cgroup.procs", group);
		ASSERT_EQ(0, write_file(path, "0"));
		ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &limit));
		memset(name, 'n', NAMEDMAP_NAME_MAX);
		ASSERT_TRUE(turn_take(&done));
		for (i = 0; i < 100; i++) {
			int written = snprintf(name, 20, "%d", i);

			name[written] = 'n';
			SUCCEEDS(EVENT_CREATE(self->dev, .name = address(name),
					      .name_length = NAMEDMAP_NAME_MAX));
		}
		turn_give(&full);
		ASSERT_TRUE(turn_take(&done));
	}
	ASSERT_EQ(0, read_file(path, text, sizeof(text)));
	before = atol(text);
	turn_give(&done);
	ASSERT_TRUE(turn_take(&full));
	ASSERT_EQ(0, read_file(path, text, sizeof(text)));
	after = atol(text);
	/* 100 names of 96 KiB are 9.4 MiB */
	EXPECT_LT(before + 8 * 1000 * 1000, after);
	turn_give(&done);
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_EQ(0, status);
	rmdir(group);
	turn_close(&full);
	turn_close(&done);
}

TEST_HARNESS_MAIN
