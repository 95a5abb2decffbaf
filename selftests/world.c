// SPDX-License-Identifier: GPL-2.0-only
/*
 * Private worlds: an open device file with names of its own.
 */
#include <pthread.h>

#include "namedmap_utils.h"

#define USER 1000

FIXTURE(world) {
	DEVICE_FIELDS;
	char global[80];	/* .name in the Global table */
	int own;		/* a device file with a world of its own */
};

static int sys_private_world(int dev)
{
	struct namedmap_private_world world = {};

	return COMMAND(dev, PRIVATE_WORLD, &world, sizeof(world), sizeof(world));
}

FIXTURE_SETUP(world)
{
	self->own = -1;
	DEVICE_SETUP();
	snprintf(self->global, sizeof(self->global), "Global\\%s", self->name);
	self->own = SUCCEEDS(open(DEVICE, O_RDWR | O_CLOEXEC));
	ASSERT_EQ(0, sys_private_world(self->own));
}

FIXTURE_TEARDOWN(world)
{
	close(self->own);
	DEVICE_TEARDOWN();
}

/* The same name is two objects, inside and outside, in every table. */
TEST_F(world, names_are_apart)
{
	const char *const names[] = { self->name, self->global };
	unsigned int i;

	NEEDS_ROOT();
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		int outside, inside;

		outside = SUCCEEDS(CREATE(self->dev, NAMED(names[i]),
					  .section_size = PAGE));
		FAILS(ENOENT, OPEN(self->own, NAMED(names[i])));
		inside = SUCCEEDS(CREATE(self->own, NAMED(names[i]),
					 .section_size = 2 * PAGE,
					 .flags = NAMEDMAP_CREATE_EXCLUSIVE));
		FAILS(EEXIST, CREATE(self->own, NAMED(names[i]),
				     .section_size = PAGE,
				     .flags = NAMEDMAP_CREATE_EXCLUSIVE));
		close(outside);
		FAILS(ENOENT, OPEN(self->dev, NAMED(names[i])));
		outside = SUCCEEDS(OPEN(self->own, NAMED(names[i])));
		EXPECT_EQ(2 * PAGE, query(outside).out_section_size);
		close(outside);
		close(inside);
		FAILS(ENOENT, OPEN(self->own, NAMED(names[i])));
	}
}

/* Events too, and the rule that a name has one kind. */
TEST_F(world, kinds_share_it)
{
	int event = SUCCEEDS(EVENT_CREATE(self->own, NAMED(self->name),
					  .access = EVENT_ALL));

	FAILS(EPROTOTYPE, OPEN(self->own, NAMED(self->name)));
	close(SUCCEEDS(CREATE(self->dev, NAMED(self->name),
			      .section_size = PAGE,
			      .flags = NAMEDMAP_CREATE_EXCLUSIVE)));
	close(event);
}

/* Two worlds are apart as well. */
TEST_F(world, two_worlds)
{
	int other = SUCCEEDS(open(DEVICE, O_RDWR | O_CLOEXEC));
	int section;

	ASSERT_EQ(0, sys_private_world(other));
	section = SUCCEEDS(CREATE(self->own, NAMED(self->name),
				  .section_size = PAGE));
	FAILS(ENOENT, OPEN(other, NAMED(self->name)));
	close(section);
	close(other);
}

/* Once, and before any other call. */
TEST_F(world, once_and_first)
{
	struct namedmap_query brief = { .handle = self->dev };
	struct namedmap_private_world wrong = { .flags = 1 };
	int fresh;

	FAILS(EBUSY, sys_private_world(self->own));
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	FAILS(EBUSY, sys_private_world(self->dev));

	/* any call counts, also one that fails */
	fresh = SUCCEEDS(open(DEVICE, O_RDWR | O_CLOEXEC));
	EXPECT_EQ(-EINVAL, sys_query(fresh, &brief));
	FAILS(EBUSY, sys_private_world(fresh));
	close(fresh);

	/* but not the call itself when it is refused */
	fresh = SUCCEEDS(open(DEVICE, O_RDWR | O_CLOEXEC));
	FAILS(EOPNOTSUPP, COMMAND(fresh, PRIVATE_WORLD, &wrong, sizeof(wrong),
				  sizeof(wrong)));
	EXPECT_EQ(0, sys_private_world(fresh));
	close(fresh);
}

/* Every size and every flag, as abi.c tries them on calls that can be repeated. */
TEST_F(world, arguments)
{
	unsigned char bytes[64] = {};
	__u32 *words = (__u32 *)bytes;
	unsigned int size, bit;
	int fresh = SUCCEEDS(open(DEVICE, O_RDWR | O_CLOEXEC));

	for (size = 0; size < sizeof(struct namedmap_private_world); size++) {
		words[0] = size;
		SYSCALL_FAILS(EINVAL, ioctl(fresh, NAMEDMAP_IOC_PRIVATE_WORLD,
					    bytes));
	}
	words[0] = sizeof(bytes);
	bytes[sizeof(bytes) - 1] = 1;
	SYSCALL_FAILS(E2BIG, ioctl(fresh, NAMEDMAP_IOC_PRIVATE_WORLD, bytes));
	bytes[sizeof(bytes) - 1] = 0;
	for (bit = 0; bit < 32; bit++) {
		words[1] = 1u << bit;
		SYSCALL_FAILS(EOPNOTSUPP, ioctl(fresh, NAMEDMAP_IOC_PRIVATE_WORLD,
						bytes));
	}
	words[1] = 0;
	SYSCALL_FAILS(EFAULT, ioctl(fresh, NAMEDMAP_IOC_PRIVATE_WORLD, 8));
	EXPECT_EQ(0, ioctl(fresh, NAMEDMAP_IOC_PRIVATE_WORLD, bytes));
	close(fresh);
}

/* Not on a handle. */
TEST_F(world, only_on_the_device)
{
	int section = SUCCEEDS(CREATE(self->own, .section_size = PAGE));

	FAILS(ENOTTY, sys_private_world(section));
	close(section);
}

/* The world goes along with the descriptor, to whoever has it. */
TEST_F(world, inherited)
{
	int section = SUCCEEDS(CREATE(self->own, NAMED(self->name),
				      .section_size = PAGE));
	pid_t pid;

	CHILD(pid) {
		close(SUCCEEDS(OPEN(self->own, NAMED(self->name))));
		FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
		if (!geteuid()) {
			/* and stays the same in another IPC namespace */
			ASSERT_EQ(0, unshare(CLONE_NEWIPC));
			close(SUCCEEDS(OPEN(self->own, NAMED(self->name))));
		}
	}
	CHILD_DONE(pid);
	close(section);
}

/* Handles keep their world, never the device file. */
TEST_F(world, handles_outlive_the_device_file)
{
	int section = SUCCEEDS(CREATE(self->own, NAMED(self->name),
				      .section_size = PAGE));
	int duplicate;

	close(self->own);
	self->own = -1;
	duplicate = SUCCEEDS(DUPLICATE(self->dev, .handle = section,
				       .access = ALL));
	EXPECT_EQ(2, query(duplicate).out_handles);
	EXPECT_EQ(strlen(self->name), query(duplicate).out_name_length);
	munmap(MAP(duplicate, PAGE), PAGE);
	close(duplicate);
	close(section);
}

/* Permissions hold inside; the maker alone may create Global names. */
TEST_F(world, rules_of_users_hold)
{
	char session[100];
	int section, shared;
	pid_t pid;

	NEEDS_ROOT();
	section = SUCCEEDS(CREATE(self->own, NAMED(self->global),
				  .section_size = PAGE, .mode = 0600));
	shared = SUCCEEDS(CREATE(self->own, NAMED(self->name),
				 .section_size = PAGE, .mode = 0606));
	snprintf(session, sizeof(session), "Session\\0\\%s", self->name);
	CHILD(pid) {
		int mine;

		ASSERT_EQ(0, become(USER));
		FAILS(EACCES, OPEN(self->own, NAMED(self->global)));
		FAILS(ENOENT, OPEN(self->own, NAMED(self->name)));
		close(SUCCEEDS(OPEN(self->own, NAMED(session),
				    .access = READ | WRITE)));
		FAILS(EACCES, CREATE(self->own, NAMED("Global\\another"),
				     .section_size = PAGE));

		/* its own world, where it is the maker */
		mine = SUCCEEDS(open(DEVICE, O_RDWR | O_CLOEXEC));
		ASSERT_EQ(0, sys_private_world(mine));
		close(SUCCEEDS(CREATE(mine, NAMED(self->global),
				      .section_size = PAGE)));
		close(mine);
	}
	CHILD_DONE(pid);
	close(shared);
	close(section);
}

/* Another thread's first call, at the same moment. */
struct contest {
	int dev;
	const char *name;
	pthread_barrier_t *start;
	int section;
};

static void *contestant(void *argument)
{
	struct contest *contest = argument;

	pthread_barrier_wait(contest->start);
	contest->section = CREATE(contest->dev, NAMED(contest->name),
				  .section_size = PAGE);
	return NULL;
}

/* The first call decides: the name is outside exactly if the world came late. */
TEST_F(world, race_for_the_first_call)
{
	pthread_barrier_t start;
	long i;

	ASSERT_EQ(0, pthread_barrier_init(&start, NULL, 2));
	for (i = 0; i < rounds(2000); i++) {
		struct contest contest = { .name = self->name, .start = &start };
		pthread_t thread;
		int ret, found;

		contest.dev = SUCCEEDS(open(DEVICE, O_RDWR | O_CLOEXEC));
		ASSERT_EQ(0, pthread_create(&thread, NULL, contestant, &contest));
		pthread_barrier_wait(&start);
		ret = sys_private_world(contest.dev);
		ASSERT_EQ(0, pthread_join(thread, NULL));
		ASSERT_LE(0, contest.section);
		found = OPEN(self->dev, NAMED(self->name));
		if (ret) {
			ASSERT_EQ(-EBUSY, ret);
			ASSERT_LE(0, found);
			close(found);
		} else {
			ASSERT_EQ(-ENOENT, found);
		}
		close(contest.section);
		close(contest.dev);
	}
	pthread_barrier_destroy(&start);
}

/* What is said of a handle in /proc tells that its name is not for everybody. */
TEST_F(world, fdinfo)
{
	char path[64], text[400];
	int section, fd;
	ssize_t length;

	section = SUCCEEDS(CREATE(self->own, NAMED(self->name),
				  .section_size = PAGE));
	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", section);
	fd = SUCCEEDS(open(path, O_RDONLY | O_CLOEXEC));
	length = read(fd, text, sizeof(text) - 1);
	ASSERT_LT(0, length);
	text[length] = 0;
	EXPECT_NE(NULL, strstr(text, "world:\tprivate\n"));
	close(fd);
	close(section);
}

TEST_HARNESS_MAIN
