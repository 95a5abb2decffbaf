// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file behind a section: which files there can be, and that a section never
 * does to a file what its opener could not.
 */
#include <linux/memfd.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/swap.h>

#include "backing.h"

#ifndef SYS_memfd_secret
#define SYS_memfd_secret 447
#endif

/*
 * Descriptors that are no files to be mapped. Each line of the allow-list has
 * its case here or, if it is allowed, in the places of the next fixture.
 */
FIXTURE(refused) {
	DEVICE_FIELDS;
};

FIXTURE_SETUP(refused)
{
	DEVICE_SETUP();
}

FIXTURE_TEARDOWN(refused)
{
	DEVICE_TEARDOWN();
}

/* Whatever the protection and size, that descriptor cannot back a section. */
static void expect_refused(struct __test_metadata *_metadata,
			   FIXTURE_DATA(refused) *self, int file, int error)
{
	static const __u64 sizes[] = { 0, PAGE };
	unsigned int i, size;

	for (i = 0; i < ARRAY_SIZE(protections); i++) {
		for (size = 0; size < ARRAY_SIZE(sizes); size++)
			FAILS(error, CREATE(self->dev, NAMED(self->name),
					    .protection = protections[i],
					    .backing_fd = file,
					    .section_size = sizes[size]));
	}
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
}

static void expect_path_refused(struct __test_metadata *_metadata,
				FIXTURE_DATA(refused) *self, const char *path,
				int flags)
{
	int file = open(path, flags | O_CLOEXEC);

	if (file < 0 && (errno == ENOENT || errno == EACCES || errno == EPERM))
		SKIP(return, "cannot open %s", path);
	ASSERT_LE(0, file);
	expect_refused(_metadata, self, file, ENODEV);
	close(file);
}

TEST_F(refused, directory)
{
	expect_path_refused(_metadata, self, "/", O_RDONLY);
}

TEST_F(refused, dev_zero)
{
	expect_path_refused(_metadata, self, "/dev/zero", O_RDWR);
}

TEST_F(refused, dev_null)
{
	expect_path_refused(_metadata, self, "/dev/null", O_RDWR);
}

TEST_F(refused, dev_mem)
{
	expect_path_refused(_metadata, self, "/dev/mem", O_RDONLY);
}

TEST_F(refused, block_device)
{
	expect_path_refused(_metadata, self, "/dev/vda", O_RDONLY);
}

TEST_F(refused, procfs)
{
	expect_path_refused(_metadata, self, "/proc/self/status", O_RDONLY);
}

TEST_F(refused, procfs_kcore)
{
	expect_path_refused(_metadata, self, "/proc/kcore", O_RDONLY);
}

TEST_F(refused, sysfs)
{
	expect_path_refused(_metadata, self, "/sys/kernel/mm/transparent_hugepage/enabled",
			    O_RDWR);
}

TEST_F(refused, debugfs)
{
	expect_path_refused(_metadata, self, "/sys/kernel/debug/sleep_time", O_RDONLY);
}

TEST_F(refused, tracefs)
{
	expect_path_refused(_metadata, self, "/sys/kernel/tracing/trace", O_RDONLY);
}

TEST_F(refused, cgroupfs)
{
	expect_path_refused(_metadata, self, "/sys/fs/cgroup/cgroup.procs", O_RDWR);
}

TEST_F(refused, pipe)
{
	int fds[2];

	ASSERT_EQ(0, pipe2(fds, O_CLOEXEC));
	expect_refused(_metadata, self, fds[0], ENODEV);
	expect_refused(_metadata, self, fds[1], ENODEV);
	close(fds[0]);
	close(fds[1]);
}

TEST_F(refused, socket)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	expect_refused(_metadata, self, fd, ENODEV);
	close(fd);
}

TEST_F(refused, anonymous_inodes)
{
	int event = eventfd(0, EFD_CLOEXEC), epoll = epoll_create1(EPOLL_CLOEXEC);

	expect_refused(_metadata, self, event, ENODEV);
	expect_refused(_metadata, self, epoll, ENODEV);
	close(event);
	close(epoll);
}

TEST_F(refused, device_and_handles)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
	int event = SUCCEEDS(EVENT_CREATE(self->dev));

	expect_refused(_metadata, self, self->dev, ENODEV);
	expect_refused(_metadata, self, section, ENODEV);
	expect_refused(_metadata, self, event, ENODEV);
	EXPECT_EQ(1, query(section).out_handles);
	close(event);
	close(section);
}

TEST_F(refused, path_only)
{
	int fd = open("/proc/self/exe", O_PATH | O_CLOEXEC);

	ASSERT_LE(0, fd);
	expect_refused(_metadata, self, fd, EBADF);
	close(fd);
}

TEST_F(refused, no_descriptor)
{
	expect_refused(_metadata, self, 1000000, EBADF);
	expect_refused(_metadata, self, -2, EBADF);
	expect_refused(_metadata, self, INT32_MIN, EBADF);
}

/* The one that crashed machines: an unaligned view of huge pages, unmapped. */
TEST_F(refused, hugetlb_memfd)
{
	int file, section;
	void *view;

	if (!geteuid()) {
		ASSERT_EQ(0, become(1000));
	}
	file = memfd_create("huge", MFD_CLOEXEC | MFD_HUGETLB);
	if (file < 0)
		SKIP(return, "no MFD_HUGETLB: %s", strerror(errno));
	section = CREATE(self->dev, .backing_fd = file, .section_size = 2 * PAGE);
	if (section >= 0) {
		view = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_NORESERVE, section, 0);
		if (view != MAP_FAILED)
			munmap(view, 2 * PAGE);
		close(section);
	}
	EXPECT_EQ(-ENODEV, section);
	expect_refused(_metadata, self, file, ENODEV);
	ASSERT_EQ(0, ftruncate(file, 2 << 20));
	expect_refused(_metadata, self, file, ENODEV);
	close(file);
}

TEST_F(refused, memfd_secret)
{
	int file = syscall(SYS_memfd_secret, O_CLOEXEC);

	if (file < 0)
		SKIP(return, "no memfd_secret: %s", strerror(errno));
	ASSERT_EQ(0, ftruncate(file, PAGE));
	expect_refused(_metadata, self, file, ENODEV);
	close(file);
}

/* Files that can, on every kind of file system. */
FIXTURE(files) {
	DEVICE_FIELDS;
	struct place place;
	int file;		/* LENGTH bytes of 'f' */
};

PLACE_VARIANTS(files);

FIXTURE_SETUP(files)
{
	PLACE_SETUP();
	self->file = SUCCEEDS(make_file(&self->place, "file"));
}

FIXTURE_TEARDOWN(files)
{
	close(self->file);
	PLACE_TEARDOWN();
}

/* Every protection, with the length of the file, to the byte. */
TEST_F(files, accepted)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(protections); i++) {
		int section = SUCCEEDS(CREATE(self->dev,
					      .protection = protections[i],
					      .backing_fd = self->file));
		struct namedmap_query query = query_brief(section);

		EXPECT_EQ(LENGTH, query.out_section_size);
		EXPECT_EQ(protections[i], query.out_protection);
		EXPECT_EQ(NAMEDMAP_SECTION_FILE, query.out_attributes);
		EXPECT_EQ(0, try_map(section, 3 * PAGE, PROT_READ, MAP_SHARED, 0));
		EXPECT_EQ(-ENXIO, try_map(section, PAGE, PROT_READ, MAP_SHARED,
					  3 * PAGE));
		close(section);
	}
	EXPECT_FILE_AS_IT_WAS();
}

/* The open mode must agree with the protection. */
TEST_F(files, open_mode)
{
	int reader = SUCCEEDS(reopen(self->file, O_RDONLY));
	int writer = SUCCEEDS(reopen(self->file, O_WRONLY));
	int append = SUCCEEDS(reopen(self->file, O_RDWR | O_APPEND));
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(protections); i++) {
		int ret = CREATE(self->dev, .protection = protections[i],
				 .backing_fd = reader);

		EXPECT_EQ(writable(protections[i]) ? -EACCES : 0,
			  ret < 0 ? ret : 0) TH_LOG("%#x", protections[i]);
		close(ret);
		FAILS(EACCES, CREATE(self->dev, .protection = protections[i],
				     .backing_fd = writer));
		FAILS(EACCES, CREATE(self->dev, .protection = protections[i],
				     .backing_fd = writer,
				     .section_size = 2 * LENGTH));
		/* O_APPEND is about write(), not about mappings */
		close(SUCCEEDS(CREATE(self->dev, .protection = protections[i],
				      .backing_fd = append)));
	}
	/* the mode is asked before the length */
	ASSERT_EQ(0, ftruncate(self->file, 0));
	FAILS(EACCES, CREATE(self->dev, .backing_fd = reader));
	FAILS(EACCES, CREATE(self->dev, .backing_fd = reader,
			     .section_size = LENGTH));
	close(append);
	close(writer);
	close(reader);
}

/* The section has the rights of the opener even for one who opens it wider. */
TEST_F(files, read_only_file_stays_unwritten)
{
	int reader = SUCCEEDS(reopen(self->file, O_RDONLY));
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = reader,
				      .protection = NAMEDMAP_PAGE_WRITECOPY));
	unsigned char *view;

	EXPECT_EQ(-EACCES, try_map(section, PAGE, PROT_READ | PROT_WRITE,
				   MAP_SHARED, 0));
	ASSERT_EQ(0, map_at((void **)&view, PAGE, PROT_READ, MAP_SHARED, section, 0));
	SYSCALL_FAILS(EACCES, mprotect(view, PAGE, PROT_READ | PROT_WRITE));
	munmap(view, PAGE);
	view = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, section, 0);
	ASSERT_MAPPED(view);
	view[0] = 'x';
	munmap(view, PAGE);
	EXPECT_FILE_AS_IT_WAS();
	close(section);
	close(reader);
}

TEST_F(files, empty)
{
	int reader = SUCCEEDS(reopen(self->file, O_RDONLY));
	unsigned int i;

	ASSERT_EQ(0, ftruncate(self->file, 0));
	for (i = 0; i < ARRAY_SIZE(protections); i++)
		FAILS(ENODATA, CREATE(self->dev, NAMED(self->name),
				      .protection = protections[i],
				      .backing_fd = self->file));
	FAILS(ENODATA, CREATE(self->dev, .backing_fd = reader,
			      .protection = NAMEDMAP_PAGE_READONLY));
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	EXPECT_EQ(0, file_size(self->file));
	/* with a size of its own it is fine (CFM-27) */
	close(SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
			      .section_size = 12345)));
	EXPECT_EQ(12345, file_size(self->file));
	close(reader);
}

TEST_F(files, attributes)
{
	static const struct {
		__u32 given;
		int error;
		__u32 reported;
	} cases[] = {
		{ NAMEDMAP_SECTION_COMMIT, 0, NAMEDMAP_SECTION_FILE },
		{ NAMEDMAP_SECTION_RESERVE, 0, NAMEDMAP_SECTION_FILE },
		{ NAMEDMAP_SECTION_COMMIT | NAMEDMAP_SECTION_RESERVE, EINVAL, 0 },
		{ NAMEDMAP_SECTION_NOCACHE, EINVAL, 0 },
		{ NAMEDMAP_SECTION_WRITECOMBINE, EINVAL, 0 },
		{ NAMEDMAP_SECTION_COMMIT | NAMEDMAP_SECTION_NOCACHE, 0,
		  NAMEDMAP_SECTION_FILE | NAMEDMAP_SECTION_NOCACHE },
		{ NAMEDMAP_SECTION_FILE, EINVAL, 0 },
		{ NAMEDMAP_SECTION_COMMIT | NAMEDMAP_SECTION_FILE, EINVAL, 0 },
		{ NAMEDMAP_SECTION_COMMIT | NAMEDMAP_SECTION_LARGE_PAGES, EINVAL, 0 },
		{ 1, EOPNOTSUPP, 0 },
		{ NAMEDMAP_SECTION_COMMIT | 0x01000000, EOPNOTSUPP, 0 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct namedmap_create create = {
			.access = ALL, .protection = NAMEDMAP_PAGE_READWRITE,
			.attributes = cases[i].given, .mode = 0600,
			.backing_fd = self->file,
		};
		int ret = sys_create(self->dev, &create);

		EXPECT_EQ(-cases[i].error, ret < 0 ? ret : 0)
			TH_LOG("%#x", cases[i].given);
		if (ret >= 0) {
			EXPECT_EQ(cases[i].reported, create.out_attributes);
		}
		close(ret);
	}
}

/* Locks and the position of the caller's descriptor stay the caller's. */
TEST_F(files, locks_stay_the_callers)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int mine = SUCCEEDS(reopen(self->file, O_RDWR)), section;

	ASSERT_EQ(0, flock(mine, LOCK_EX));
	ASSERT_EQ(0, fcntl(mine, F_OFD_SETLK, &lock));
	ASSERT_EQ(77, lseek(mine, 77, SEEK_SET));
	section = SUCCEEDS(CREATE(self->dev, .backing_fd = mine));
	munmap(MAP(section, LENGTH), LENGTH);
	EXPECT_EQ(77, lseek(mine, 0, SEEK_CUR));
	SYSCALL_FAILS(EWOULDBLOCK, flock(self->file, LOCK_EX | LOCK_NB));
	close(mine);
	/* with the descriptor the locks are gone, though the section lives */
	EXPECT_EQ(0, flock(self->file, LOCK_EX | LOCK_NB));
	EXPECT_EQ(0, fcntl(self->file, F_OFD_SETLK, &lock));
	lock.l_type = F_UNLCK;
	EXPECT_EQ(0, fcntl(self->file, F_OFD_SETLK, &lock));
	close(section);
}

/* The caller's descriptor is not kept: closing it is the end of it. */
TEST_F(files, the_callers_descriptor_is_not_kept)
{
	int fds = count_fds(), section;

	section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file));
	EXPECT_EQ(fds + 1, count_fds());
	/* narrowing the section's file does not narrow the caller's */
	munmap(MAP(section, LENGTH), LENGTH);
	EXPECT_EQ(0, try_map(self->file, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, 0));
	EXPECT_FILE_AS_IT_WAS();
	close(section);
}

/* A deleted file backs sections like any other. */
TEST_F(files, deleted)
{
	char path[300];
	int section;

	if (variant->kind != MEMFD) {
		snprintf(path, sizeof(path), "%s/file", self->place.dir);
		ASSERT_EQ(0, unlink(path));
	}
	section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
				  .section_size = 2 * LENGTH));
	EXPECT_EQ(2 * LENGTH, file_size(self->file));
	munmap(MAP(section, 2 * LENGTH), 2 * LENGTH);
	close(section);
}

/* Beyond 2 and 4 GiB, for 32-bit callers as well. */
TEST_F(files, large)
{
	static const off_t offsets[] = { (1ll << 31) - PAGE, 1ll << 31,
					 (1ll << 32) - PAGE, 1ll << 32 };
	unsigned int i;
	int section;

	ASSERT_EQ(0, ftruncate(self->file, (5ll << 30) + 7));
	section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file));
	EXPECT_EQ((5ull << 30) + 7, query_brief(section).out_section_size);
	for (i = 0; i < ARRAY_SIZE(offsets); i++) {
		unsigned char *view = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
					   MAP_SHARED, section, offsets[i]), byte;

		ASSERT_MAPPED(view);
		view[3] = i + 1;
		ASSERT_EQ(1, pread(self->file, &byte, 1, offsets[i] + 3));
		EXPECT_EQ(i + 1, byte);
		munmap(view, PAGE);
	}
	EXPECT_EQ(0, try_map(section, PAGE, PROT_READ, MAP_SHARED, 5ll << 30));
	EXPECT_EQ(-ENXIO, try_map(section, PAGE, PROT_READ, MAP_SHARED,
				  (5ll << 30) + PAGE));
	close(section);
	ASSERT_EQ(0, ftruncate(self->file, 0));
}

/* Where a process can have a lease on what it has open. */
FIXTURE(lease) {
	DEVICE_FIELDS;
	struct place place;
	int file;
};

FIXTURE_VARIANT(lease) { enum place_kind kind; };
FIXTURE_VARIANT_ADD(lease, ext4) { .kind = EXT4 };
FIXTURE_VARIANT_ADD(lease, tmpfs) { .kind = TMPFS };

FIXTURE_SETUP(lease)
{
	PLACE_SETUP();
	signal(SIGIO, SIG_IGN);
	self->file = SUCCEEDS(place_file(&self->place, "file", LENGTH));
}

FIXTURE_TEARDOWN(lease)
{
	close(self->file);
	PLACE_TEARDOWN();
}

TEST_F(lease, stays_the_callers)
{
	int reader = SUCCEEDS(reopen(self->file, O_RDONLY)), section, writer;

	close(self->file);
	ASSERT_EQ(0, fcntl(reader, F_SETLEASE, F_RDLCK))
		TH_LOG("%s", strerror(errno));
	section = SUCCEEDS(CREATE(self->dev, .backing_fd = reader,
				  .protection = NAMEDMAP_PAGE_READONLY));
	EXPECT_EQ(F_RDLCK, fcntl(reader, F_GETLEASE));
	self->file = SUCCEEDS(reopen(reader, O_RDONLY));
	close(reader);
	/* no lease is left that this would have to break */
	writer = reopen(self->file, O_WRONLY | O_NONBLOCK);
	EXPECT_LE(0, writer) TH_LOG("%s", strerror(-writer));
	close(writer);
	close(section);
}

/* A lease that the section's own open would break is an error, not a wait. */
TEST_F(lease, conflict)
{
	ASSERT_EQ(0, fcntl(self->file, F_SETLEASE, F_WRLCK))
		TH_LOG("%s", strerror(errno));
	FAILS(EAGAIN, CREATE(self->dev, NAMED(self->name),
			     .backing_fd = self->file));
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	ASSERT_EQ(0, fcntl(self->file, F_SETLEASE, F_UNLCK));
	EXPECT_EQ(LENGTH, file_size(self->file));
}

/* Files that only ext4 has. */
FIXTURE(special) {
	DEVICE_FIELDS;
	struct place place;
	int file;
};

FIXTURE_VARIANT(special) { enum place_kind kind; };
FIXTURE_VARIANT_ADD(special, ext4) { .kind = EXT4 };

FIXTURE_SETUP(special)
{
	PLACE_SETUP();
	if (geteuid()) {
		place_leave(&self->place);
		SKIP(return, "needs root to set a file's flags");
	}
	self->file = SUCCEEDS(place_file(&self->place, "file", LENGTH));
}

FIXTURE_TEARDOWN(special)
{
	close(self->file);
	PLACE_TEARDOWN();
}

TEST_F(special, append_only)
{
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file));
	int append;

	ASSERT_EQ(0, set_flags(self->file, FS_APPEND_FL, 0));
	append = SUCCEEDS(reopen(self->file, O_RDWR | O_APPEND));
	FAILS(EACCES, CREATE(self->dev, .backing_fd = append));
	FAILS(EACCES, CREATE(self->dev, .backing_fd = self->file));
	FAILS(EACCES, CREATE(self->dev, .backing_fd = append,
			     .section_size = 2 * LENGTH));
	close(SUCCEEDS(CREATE(self->dev, .backing_fd = append,
			      .protection = NAMEDMAP_PAGE_READONLY)));
	/* a section that was there before shows no new writable view */
	EXPECT_EQ(-EACCES, try_map(section, PAGE, PROT_READ | PROT_WRITE,
				   MAP_SHARED, 0));
	ASSERT_EQ(0, set_flags(self->file, 0, FS_APPEND_FL));
	EXPECT_EQ(0, try_map(section, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, 0));
	EXPECT_EQ(LENGTH, file_size(self->file));
	close(append);
	close(section);
}

TEST_F(special, swap_file)
{
	static char page[PAGE];
	char path[300];
	int section, i;

	snprintf(path, sizeof(path), "%s/file", self->place.dir);
	ASSERT_EQ(0, ftruncate(self->file, 0));
	for (i = 0; i < 256; i++) {
		ASSERT_EQ(PAGE, pwrite(self->file, page, PAGE, i * PAGE));
	}
	/* the header of a swap area: version 1, last page 255 */
	((__u32 *)page)[256] = 1;
	((__u32 *)page)[257] = 255;
	memcpy(page + PAGE - 10, "SWAPSPACE2", 10);
	ASSERT_EQ(PAGE, pwrite(self->file, page, PAGE, 0));
	ASSERT_EQ(0, fsync(self->file));
	section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file));
	if (swapon(path, 0)) {
		close(section);
		SKIP(return, "cannot swap to a file: %s", strerror(errno));
	}
	FAILS(ETXTBSY, CREATE(self->dev, NAMED(self->name),
			      .backing_fd = self->file));
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	EXPECT_EQ(-ETXTBSY, try_map(section, PAGE, PROT_READ | PROT_WRITE,
				    MAP_SHARED, 0));
	ASSERT_EQ(0, swapoff(path));
	EXPECT_EQ(0, try_map(section, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, 0));
	close(section);
}

/* A mount that allows no execution, now or later. */
FIXTURE(noexec) {
	DEVICE_FIELDS;
	struct place place;
	int file;
};

FIXTURE_VARIANT(noexec) { enum place_kind kind; };
FIXTURE_VARIANT_ADD(noexec, ext4) { .kind = EXT4 };
FIXTURE_VARIANT_ADD(noexec, tmpfs) { .kind = TMPFS };
FIXTURE_VARIANT_ADD(noexec, overlayfs) { .kind = OVERLAYFS };

FIXTURE_SETUP(noexec)
{
	PLACE_SETUP();
	if (geteuid()) {
		place_leave(&self->place);
		SKIP(return, "needs root to mount");
	}
	if (!self->place.mounted) {
		ASSERT_EQ(0, unshare(CLONE_NEWNS));
		ASSERT_EQ(0, mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL));
		ASSERT_EQ(0, mount(self->place.dir, self->place.dir, NULL,
				   MS_BIND, NULL));
		self->place.mounted = true;
	}
	self->file = SUCCEEDS(place_file(&self->place, "file", LENGTH));
}

FIXTURE_TEARDOWN(noexec)
{
	close(self->file);
	PLACE_TEARDOWN();
}

TEST_F(noexec, at_create_and_at_map)
{
	const int bind = MS_BIND | MS_REMOUNT;
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
			.protection = NAMEDMAP_PAGE_EXECUTE_READWRITE));
	unsigned int i;
	void *view;

	EXPECT_EQ(0, try_map(section, PAGE, PROT_READ | PROT_EXEC, MAP_SHARED, 0));
	ASSERT_EQ(0, mount(NULL, self->place.dir, NULL, bind | MS_NOEXEC, NULL));
	for (i = 0; i < ARRAY_SIZE(protections); i++) {
		int ret = CREATE(self->dev, NAMED(self->name),
				 .protection = protections[i],
				 .backing_fd = self->file);

		EXPECT_EQ(protections[i] >= NAMEDMAP_PAGE_EXECUTE_READ ? -EPERM : 0,
			  ret < 0 ? ret : 0) TH_LOG("%#x", protections[i]);
		close(ret);
	}
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	EXPECT_EQ(-EPERM, try_map(section, PAGE, PROT_READ | PROT_EXEC,
				  MAP_SHARED, 0));
	EXPECT_EQ(-EPERM, try_map(section, PAGE, PROT_READ | PROT_EXEC,
				  MAP_PRIVATE, 0));
	ASSERT_EQ(0, map_at(&view, PAGE, PROT_READ, MAP_SHARED, section, 0));
	SYSCALL_FAILS(EACCES, mprotect(view, PAGE, PROT_READ | PROT_EXEC));
	munmap(view, PAGE);
	ASSERT_EQ(0, mount(NULL, self->place.dir, NULL, bind, NULL));
	EXPECT_EQ(0, try_map(section, PAGE, PROT_READ | PROT_EXEC, MAP_SHARED, 0));
	close(section);
}

/* A read-only mount: what can be opened there can be mapped. */
TEST_F(noexec, read_only_mount)
{
	const int bind = MS_BIND | MS_REMOUNT;
	int reader;

	close(self->file);
	self->file = -1;
	ASSERT_EQ(0, mount(NULL, self->place.dir, NULL, bind | MS_RDONLY, NULL));
	reader = open(self->place.dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ASSERT_LE(0, reader);
	self->file = openat(reader, "file", O_RDONLY | O_CLOEXEC);
	ASSERT_LE(0, self->file);
	close(reader);
	close(SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
			      .protection = NAMEDMAP_PAGE_READONLY)));
	close(SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
			      .protection = NAMEDMAP_PAGE_WRITECOPY)));
	FAILS(EACCES, CREATE(self->dev, .backing_fd = self->file));
}

/* Who changed a file's size there has left the mount: it can become read-only. */
TEST_F(noexec, read_only_after_growth)
{
	close(SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
			      .section_size = 4 * LENGTH)));
	ASSERT_EQ(0, TRUNCATE(self->dev, self->file, 2 * LENGTH));
	ASSERT_EQ(0, TRUNCATE(self->dev, self->file, 8 * LENGTH));
	close(self->file);
	self->file = -1;
	EXPECT_EQ(0, mount(NULL, self->place.dir, NULL,
			   MS_BIND | MS_REMOUNT | MS_RDONLY, NULL));
}

TEST_HARNESS_MAIN
