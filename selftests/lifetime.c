// SPDX-License-Identifier: GPL-2.0-only
/*
 * How long names, sections and memory live: a name as long as some handle, the
 * memory as long as some handle or view.
 */

#include "kernel_state.h"
#include "namedmap_utils.h"

FIXTURE(lifetime) {
	DEVICE_FIELDS;
	int section;		/* named .name, one page */
};

FIXTURE_SETUP(lifetime)
{
	DEVICE_SETUP();
	self->section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
					.section_size = PAGE));
}

FIXTURE_TEARDOWN(lifetime)
{
	close(self->section);
	DEVICE_TEARDOWN();
}

#define HAS_NAME() close(SUCCEEDS(OPEN(self->dev, NAMED(self->name),	       \
				       .access = QUERY)))
#define HAS_NO_NAME() FAILS(ENOENT, OPEN(self->dev, NAMED(self->name),	       \
					 .access = QUERY))

#define CLOSE_SECTION() do {						       \
	close(self->section);						       \
	self->section = -1;						       \
} while (0)

TEST_F(lifetime, close)
{
	HAS_NAME();
	CLOSE_SECTION();
	HAS_NO_NAME();
}

TEST_F(lifetime, each_open_is_a_handle)
{
	int second = SUCCEEDS(OPEN(self->dev, NAMED(self->name)));
	int third = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				    .section_size = PAGE));
	int fourth = SUCCEEDS(DUPLICATE(second, .access = 0));

	EXPECT_EQ(4, query(second).out_handles);
	close(fourth);
	EXPECT_EQ(3, query(second).out_handles);
	close(third);
	close(second);
	EXPECT_EQ(1, query(self->section).out_handles);
	second = SUCCEEDS(OPEN(self->dev, NAMED(self->name)));
	CLOSE_SECTION();
	HAS_NAME();
	EXPECT_EQ(1, query(second).out_handles);
	close(second);
	HAS_NO_NAME();
}

/* dup() shares the handle: no new one in the count, but it keeps the name. */
TEST_F(lifetime, dup)
{
	int copy = dup(self->section);

	ASSERT_LE(0, copy);
	EXPECT_EQ(1, query(copy).out_handles);
	CLOSE_SECTION();
	HAS_NAME();
	close(copy);
	HAS_NO_NAME();
}

TEST_F(lifetime, fork)
{
	struct turn asked, checked;
	pid_t pid;

	turn_open(&asked);
	turn_open(&checked);
	CHILD(pid) {
		turn_take(&asked);	/* the parent closed its descriptor */
		EXPECT_EQ(1, query(self->section).out_handles);
		HAS_NAME();
		turn_give(&checked);
		turn_take(&asked);
	}
	CLOSE_SECTION();
	turn_give(&asked);
	ASSERT_TRUE(turn_take(&checked));
	HAS_NAME();
	turn_give(&asked);
	CHILD_DONE(pid);
	HAS_NO_NAME();
	turn_close(&asked);
	turn_close(&checked);
}

TEST_F(lifetime, scm_rights)
{
	unsigned char *view;
	int sockets[2], received;
	struct turn checked;
	pid_t pid;

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets));
	turn_open(&checked);
	CHILD(pid) {
		close(self->section);
		received = receive_fd(sockets[1]);
		ASSERT_LE(0, received);
		/* to look for the name is to open a handle for a moment */
		turn_take(&checked);
		EXPECT_EQ(1, query(received).out_handles);
		EXPECT_EQ(ALL, query(received).out_access);
		view = MAP(received, PAGE);
		view[7] = 77;
	}
	/* written by the child through what it received */
	view = MAP(self->section, PAGE);
	ASSERT_EQ(0, send_fd(sockets[0], self->section));
	CLOSE_SECTION();
	HAS_NAME();
	turn_give(&checked);
	CHILD_DONE(pid);
	EXPECT_EQ(77, view[7]);
	HAS_NO_NAME();
	munmap(view, PAGE);
	close(sockets[0]);
	close(sockets[1]);
	turn_close(&checked);
}

/* In flight, a handle is held; with the last socket it is closed. */
TEST_F(lifetime, never_received)
{
	int sockets[2];

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets));
	ASSERT_EQ(0, send_fd(sockets[0], self->section));
	CLOSE_SECTION();
	HAS_NAME();
	close(sockets[0]);
	close(sockets[1]);
	HAS_NO_NAME();
}

/* Views keep the memory, not the name. */
TEST_F(lifetime, close_with_live_views)
{
	unsigned char *view = MAP(self->section, PAGE);
	unsigned char *second = MAP(self->section, PAGE);

	view[0] = 1;
	CLOSE_SECTION();
	HAS_NO_NAME();
	EXPECT_EQ(1, second[0]);
	second[PAGE - 1] = 2;
	EXPECT_EQ(2, view[PAGE - 1]);
	ASSERT_EQ(0, munmap(second, PAGE));
	view[1] = 3;
	EXPECT_EQ(3, view[1]);
	munmap(view, PAGE);
}

TEST_F(lifetime, unmapping_leaves_the_name)
{
	unsigned char *view = MAP(self->section, PAGE);

	view[0] = 9;
	munmap(view, PAGE);
	HAS_NAME();
	view = MAP(self->section, PAGE);
	EXPECT_EQ(9, view[0]);
	munmap(view, PAGE);
}

/* The name is free for a new section while the old one's views live on. */
TEST_F(lifetime, name_reuse)
{
	struct namedmap_create create = {
		NAMED(self->name), .access = ALL, .mode = 0600, .backing_fd = -1,
		.protection = NAMEDMAP_PAGE_READWRITE, .section_size = 2 * PAGE,
	};
	unsigned char *old = MAP(self->section, PAGE), *view;
	int section;

	old[0] = 1;
	CLOSE_SECTION();
	section = SUCCEEDS(sys_create(self->dev, &create));
	EXPECT_EQ(0, create.out_existed);
	EXPECT_EQ(2 * PAGE, create.out_section_size);
	view = MAP(section, 2 * PAGE);
	EXPECT_EQ(0, view[0]);
	view[0] = 2;
	EXPECT_EQ(1, old[0]);
	munmap(old, PAGE);
	munmap(view, 2 * PAGE);
	close(section);
	HAS_NO_NAME();
}

/* Handles do not need the device that they came from. */
TEST_F(lifetime, device_closed)
{
	unsigned char *view;
	int again;

	close(self->dev);
	EXPECT_EQ(PAGE, query(self->section).out_section_size);
	view = MAP(self->section, PAGE);
	view[0] = 1;
	munmap(view, PAGE);
	again = SUCCEEDS(DUPLICATE(self->section, .access = READ));
	close(again);
	self->dev = open(DEVICE, O_RDWR | O_CLOEXEC);
	ASSERT_LE(0, self->dev);
	HAS_NAME();
}

/* An inheritable handle crosses exec under its number, another does not. */
TEST_F(lifetime, exec)
{
	int inherited = SUCCEEDS(OPEN(self->dev, NAMED(self->name),
				      .flags = NAMEDMAP_HANDLE_INHERIT));
	char script[100];
	pid_t pid;

	snprintf(script, sizeof(script),
		 "test -e /proc/self/fd/%d && ! test -e /proc/self/fd/%d",
		 inherited, self->section);
	pid = fork();
	if (!pid) {
		execl("/bin/sh", "sh", "-c", script, NULL);
		_exit(127);
	}
	CHILD_DONE(pid);
	close(inherited);
}

/* The flag belongs to the new handle only, not to the object. */
TEST_F(lifetime, inherit_is_the_handles_own)
{
	int inherited = SUCCEEDS(DUPLICATE(self->section, .access = READ,
					   .flags = NAMEDMAP_HANDLE_INHERIT));

	EXPECT_EQ(0, fcntl(inherited, F_GETFD));
	EXPECT_EQ(FD_CLOEXEC, fcntl(self->section, F_GETFD));
	close(inherited);
}

#define MANY (64 << 20)

TEST_F(lifetime, memory_is_given_back)
{
	long before = shmem_pages();
	unsigned char *view;
	int section, i;

	for (i = 0; i < 3; i++) {
		section = SUCCEEDS(CREATE(self->dev, .section_size = MANY));
		view = MAP(section, MANY);
		memset(view, 1, MANY);
		EXPECT_LE(before + MANY / PAGE, shmem_pages());
		/* the handle first or the view first */
		if (i & 1)
			close(section);
		munmap(view, MANY);
		if (!(i & 1))
			close(section);
		EXPECT_GE(before + 1, shmem_pages());
	}
}

/* The memory of a dead process's section is gone with its name. */
TEST_F(lifetime, sigkill)
{
	long before = shmem_pages();
	char name[100];
	struct turn ready, never;
	pid_t pid;
	int status;

	snprintf(name, sizeof(name), "%s victim", self->name);
	turn_open(&ready);
	turn_open(&never);
	CHILD(pid) {
		int section = SUCCEEDS(CREATE(self->dev, NAMED(name),
					      .section_size = MANY));

		memset(MAP(section, MANY), 1, MANY);
		SUCCEEDS(EVENT_CREATE(self->dev));
		SUCCEEDS(OPEN(self->dev, NAMED(self->name)));
		turn_give(&ready);
		turn_take(&never);
	}
	ASSERT_TRUE(turn_take(&ready));
	close(SUCCEEDS(OPEN(self->dev, NAMED(name))));
	EXPECT_EQ(2, query(self->section).out_handles);
	ASSERT_EQ(0, kill(pid, SIGKILL));
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	FAILS(ENOENT, OPEN(self->dev, NAMED(name)));
	EXPECT_EQ(1, query(self->section).out_handles);
	EXPECT_GE(before + 1, shmem_pages());
	turn_close(&ready);
	turn_close(&never);
}

/* Another process's handle keeps the section when its maker is killed. */
TEST_F(lifetime, survives_its_creator)
{
	struct turn ready, never;
	unsigned char *view;
	char name[100];
	pid_t pid;
	int section;

	snprintf(name, sizeof(name), "%s victim", self->name);
	turn_open(&ready);
	turn_open(&never);
	CHILD(pid) {
		section = SUCCEEDS(CREATE(self->dev, NAMED(name),
					  .section_size = PAGE));
		MAP(section, PAGE)[5] = 55;
		turn_give(&ready);
		turn_take(&never);
	}
	ASSERT_TRUE(turn_take(&ready));
	section = SUCCEEDS(OPEN(self->dev, NAMED(name)));
	ASSERT_EQ(0, kill(pid, SIGKILL));
	ASSERT_EQ(pid, waitpid(pid, NULL, 0));
	close(SUCCEEDS(OPEN(self->dev, NAMED(name))));
	view = MAP(section, PAGE);
	EXPECT_EQ(55, view[5]);
	EXPECT_EQ(1, query(section).out_handles);
	munmap(view, PAGE);
	close(section);
	FAILS(ENOENT, OPEN(self->dev, NAMED(name)));
	turn_close(&ready);
	turn_close(&never);
}

/* Events live by the same rule. */
TEST_F(lifetime, events)
{
	char name[100];
	int event, second;

	snprintf(name, sizeof(name), "%s event", self->name);
	event = SUCCEEDS(EVENT_CREATE(self->dev, NAMED(name)));
	second = SUCCEEDS(EVENT_OPEN(self->dev, NAMED(name)));
	EXPECT_EQ(2, query(event).out_handles);
	close(event);
	close(SUCCEEDS(EVENT_OPEN(self->dev, NAMED(name))));
	close(second);
	FAILS(ENOENT, EVENT_OPEN(self->dev, NAMED(name)));
}

/* Opening races with the last close: found alive and whole, or not found. */
TEST_F(lifetime, open_against_the_last_close)
{
	long count = rounds(2000), i;
	int *stop = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	char name[100];
	pid_t pid;

	ASSERT_MAPPED(stop);
	snprintf(name, sizeof(name), "%s race", self->name);
	CHILD(pid) {
		while (!__atomic_load_n(stop, __ATOMIC_RELAXED)) {
			int section = OPEN(self->dev, NAMED(name));

			if (section == -ENOENT)
				continue;
			EXPECT_LE(0, section);
			EXPECT_EQ(PAGE, query(section).out_section_size);
			EXPECT_LE(1, query(section).out_handles);
			EXPECT_GE(2, query(section).out_handles);
			close(section);
		}
	}
	for (i = 0; i < count; i++)
		close(SUCCEEDS(CREATE(self->dev, NAMED(name),
				      .section_size = PAGE)));
	__atomic_store_n(stop, 1, __ATOMIC_RELAXED);
	CHILD_DONE(pid);
	munmap(stop, PAGE);
	FAILS(ENOENT, OPEN(self->dev, NAMED(name)));
}

TEST_HARNESS_MAIN
