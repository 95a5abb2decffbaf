// SPDX-License-Identifier: GPL-2.0-only
/*
 * What one user does with its handles must not reach others: handles of a kind
 * share an inode, and locks, leases and watches belong to inodes.
 */
#include <sys/file.h>
#include <sys/inotify.h>

#include "namedmap_utils.h"

FIXTURE(strangers) {
	DEVICE_FIELDS;
	int mine;
	int others;
};

FIXTURE_SETUP(strangers)
{
	DEVICE_SETUP();
	self->mine = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
	self->others = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
}

FIXTURE_TEARDOWN(strangers)
{
	close(self->mine);
	close(self->others);
	DEVICE_TEARDOWN();
}

TEST_F(strangers, whole_file_locks)
{
	SYSCALL_FAILS(EINVAL, flock(self->mine, LOCK_EX | LOCK_NB));
	SYSCALL_FAILS(EINVAL, flock(self->mine, LOCK_SH | LOCK_NB));
	SYSCALL_FAILS(EINVAL, flock(self->mine, LOCK_UN));
}

TEST_F(strangers, range_locks)
{
	struct flock lock = { .l_type = F_RDLCK, .l_whence = SEEK_SET,
			      .l_len = 1 };

	SYSCALL_FAILS(EINVAL, fcntl(self->mine, F_SETLK, &lock));
	SYSCALL_FAILS(EINVAL, fcntl(self->mine, F_SETLKW, &lock));
	SYSCALL_FAILS(EINVAL, fcntl(self->mine, F_GETLK, &lock));
	SYSCALL_FAILS(EINVAL, fcntl(self->mine, F_OFD_SETLK, &lock));
	SYSCALL_FAILS(EINVAL, fcntl(self->mine, F_OFD_GETLK, &lock));
	lock.l_type = F_WRLCK;
	SYSCALL_FAILS(EINVAL, fcntl(self->mine, F_SETLK, &lock));
}

TEST_F(strangers, leases)
{
	SYSCALL_FAILS(EINVAL, fcntl(self->mine, F_SETLEASE, F_RDLCK));
	SYSCALL_FAILS(EINVAL, fcntl(self->mine, F_SETLEASE, F_WRLCK));
}

/* Another user cannot watch the inode, and so not who closes handles. */
TEST_F(strangers, watches)
{
	char path[64];
	pid_t pid;

	NEEDS_ROOT();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", self->mine);
	CHILD(pid) {
		int watch = inotify_init1(IN_CLOEXEC);

		EXPECT_LE(0, watch);
		EXPECT_EQ(0, become(1000));
		SYSCALL_FAILS(EACCES,
			      inotify_add_watch(watch, path, IN_ALL_EVENTS));
	}
	CHILD_DONE(pid);
}

/* Nobody can make the kernel look through gigabytes for a byte not zero. */
TEST_F(strangers, size_of_gigabytes)
{
	const size_t sizes[] = { PAGE + 1, 0x7fffffff, 0xfffff000 };
	struct namedmap_query *query;
	size_t i;

	query = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ASSERT_MAPPED(query);
	query->handle = -1;
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		query->size = sizes[i];
		SYSCALL_FAILS(E2BIG, ioctl(self->mine, NAMEDMAP_IOC_QUERY, query));
	}
	query->size = PAGE;
	EXPECT_EQ(0, ioctl(self->mine, NAMEDMAP_IOC_QUERY, query));
	EXPECT_EQ(NAMEDMAP_KIND_SECTION, query->out_kind);
	munmap(query, 2 * PAGE);
}

TEST_HARNESS_MAIN
