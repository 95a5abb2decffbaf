// SPDX-License-Identifier: GPL-2.0-only
/*
 * Truncation through the driver: never below a section or a mapping, whoever
 * made it, and never at the same time as a section is made.
 */
#include "namedmap_utils.h"

FIXTURE(truncate) {
	DEVICE_FIELDS;
	struct place place;
	int file;		/* LENGTH bytes of 't' */
};

PLACE_VARIANTS(truncate);

#define LENGTH 10000

FIXTURE_SETUP(truncate)
{
	char bytes[LENGTH];

	PLACE_SETUP();
	self->file = SUCCEEDS(place_file(&self->place, "file", 0));
	memset(bytes, 't', LENGTH);
	ASSERT_EQ(LENGTH, write(self->file, bytes, LENGTH));
}

FIXTURE_TEARDOWN(truncate)
{
	close(self->file);
	PLACE_TEARDOWN();
}

TEST_F(truncate, free_file)
{
	static const off_t sizes[] = { LENGTH - 1, PAGE + 1, LENGTH, 1 << 20, 1, 0,
				       PAGE };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		EXPECT_EQ(0, TRUNCATE(self->dev, self->file, sizes[i]));
		EXPECT_EQ(sizes[i], file_size(self->file));
	}
}

/* Neither shorter than it is, nor in the way of growing it. */
static void expect_busy(struct __test_metadata *_metadata,
			FIXTURE_DATA(truncate) *self)
{
	off_t size = file_size(self->file);

	FAILS(EBUSY, TRUNCATE(self->dev, self->file, 0));
	FAILS(EBUSY, TRUNCATE(self->dev, self->file, 1));
	FAILS(EBUSY, TRUNCATE(self->dev, self->file, size - 1));
	EXPECT_EQ(size, file_size(self->file));
	EXPECT_EQ(0, TRUNCATE(self->dev, self->file, size));
	EXPECT_EQ(0, TRUNCATE(self->dev, self->file, size + 1));
	EXPECT_EQ(size + 1, file_size(self->file));
}

TEST_F(truncate, section)
{
	static const __u32 protections[] = {
		NAMEDMAP_PAGE_READONLY, NAMEDMAP_PAGE_READWRITE,
		NAMEDMAP_PAGE_WRITECOPY, NAMEDMAP_PAGE_EXECUTE_READ,
		NAMEDMAP_PAGE_EXECUTE_READWRITE,
		NAMEDMAP_PAGE_EXECUTE_WRITECOPY,
	};
	unsigned int i;
	int section;

	for (i = 0; i < ARRAY_SIZE(protections); i++) {
		section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
					  .protection = protections[i]));
		expect_busy(_metadata, self);
		close(section);
		/* free at once, by whatever the file was called */
		EXPECT_EQ(0, TRUNCATE(self->dev, self->file, LENGTH));
		EXPECT_EQ(LENGTH, file_size(self->file));
	}
}

/* Even beyond the section's own end: the file is in use. */
TEST_F(truncate, section_of_a_part)
{
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
				      .section_size = 1));

	expect_busy(_metadata, self);
	close(section);
}

/* Each of several sections counts. */
TEST_F(truncate, several_sections)
{
	int first = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file));
	int second = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file));
	int handle = SUCCEEDS(DUPLICATE(second, .access = 0));

	close(first);
	expect_busy(_metadata, self);
	close(second);
	expect_busy(_metadata, self);
	close(handle);
	EXPECT_EQ(0, TRUNCATE(self->dev, self->file, 0));
}

TEST_F(truncate, view_alone)
{
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file));
	unsigned char *view = MAP(section, LENGTH);

	close(section);
	expect_busy(_metadata, self);
	munmap(view, LENGTH);
	EXPECT_EQ(0, TRUNCATE(self->dev, self->file, 0));
}

TEST_F(truncate, copy_on_write_view_alone)
{
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
				      .protection = NAMEDMAP_PAGE_WRITECOPY));
	void *view;

	ASSERT_EQ(0, map_at(&view, LENGTH, PROT_READ | PROT_WRITE, MAP_PRIVATE,
			    section, 0));
	close(section);
	expect_busy(_metadata, self);
	munmap(view, LENGTH);
	EXPECT_EQ(0, TRUNCATE(self->dev, self->file, 0));
}

/* Plain mappings by other programs count as well. */
TEST_F(truncate, plain_mapping)
{
	static const int kinds[] = { MAP_SHARED, MAP_PRIVATE };
	unsigned int i;
	void *view;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		ASSERT_EQ(0, map_at(&view, PAGE, PROT_READ, kinds[i], self->file, 0));
		expect_busy(_metadata, self);
		munmap(view, PAGE);
		EXPECT_EQ(0, TRUNCATE(self->dev, self->file, LENGTH));
	}
}

/* It is the file that counts, not the descriptor or the process. */
TEST_F(truncate, another_process)
{
	struct turn ready, done;
	pid_t pid;

	turn_open(&ready);
	turn_open(&done);
	CHILD(pid) {
		int file = SUCCEEDS(reopen(self->file, O_RDONLY));
		int section = SUCCEEDS(CREATE(self->dev, .backing_fd = file,
				.protection = NAMEDMAP_PAGE_READONLY));

		close(file);
		turn_give(&ready);
		turn_take(&done);
		close(section);
	}
	ASSERT_TRUE(turn_take(&ready));
	expect_busy(_metadata, self);
	turn_give(&done);
	CHILD_DONE(pid);
	EXPECT_EQ(0, TRUNCATE(self->dev, self->file, 0));
	turn_close(&ready);
	turn_close(&done);
}

TEST_F(truncate, another_file_is_free)
{
	int other = SUCCEEDS(place_file(&self->place, "other", LENGTH));
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = other));

	EXPECT_EQ(0, TRUNCATE(self->dev, self->file, 0));
	FAILS(EBUSY, TRUNCATE(self->dev, other, 0));
	close(section);
	close(other);
}

TEST_F(truncate, open_mode)
{
	int reader = SUCCEEDS(reopen(self->file, O_RDONLY));
	int writer = SUCCEEDS(reopen(self->file, O_WRONLY));
	int path = SUCCEEDS(reopen(self->file, O_PATH));

	FAILS(EBADF, TRUNCATE(self->dev, reader, 0));
	FAILS(EBADF, TRUNCATE(self->dev, path, 0));
	EXPECT_EQ(LENGTH, file_size(self->file));
	EXPECT_EQ(0, TRUNCATE(self->dev, writer, 5));
	EXPECT_EQ(5, file_size(self->file));
	close(path);
	close(writer);
	close(reader);
}

/* As for ftruncate(): what the descriptor may do, not what the path allows now. */
TEST_F(truncate, permission_is_the_descriptors)
{
	pid_t pid;

	NEEDS_ROOT();
	ASSERT_EQ(0, fchmod(self->file, 0400));
	CHILD(pid) {
		ASSERT_EQ(0, become(1000));
		EXPECT_EQ(0, ftruncate(self->file, 50));
		EXPECT_EQ(0, TRUNCATE(self->dev, self->file, 5));
	}
	CHILD_DONE(pid);
	EXPECT_EQ(5, file_size(self->file));
}

TEST_F(truncate, lengths)
{
	static const __u64 negative[] = { 1ull << 63, UINT64_MAX };
	struct rlimit limit, old;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(negative); i++)
		FAILS(EINVAL, TRUNCATE(self->dev, self->file, negative[i]));
	if (variant->kind == EXT4 || variant->kind == OVERLAYFS)
		FAILS(EFBIG, TRUNCATE(self->dev, self->file, 1ull << 59));
	/* the limit is an error and not a signal, which would end this test */
	ASSERT_EQ(0, getrlimit(RLIMIT_FSIZE, &old));
	limit = old;
	limit.rlim_cur = LENGTH + 10;
	ASSERT_EQ(0, setrlimit(RLIMIT_FSIZE, &limit));
	FAILS(EFBIG, TRUNCATE(self->dev, self->file, LENGTH + 11));
	EXPECT_EQ(LENGTH, file_size(self->file));
	EXPECT_EQ(0, TRUNCATE(self->dev, self->file, LENGTH + 10));
	limit.rlim_cur = 1;
	ASSERT_EQ(0, setrlimit(RLIMIT_FSIZE, &limit));
	EXPECT_EQ(0, TRUNCATE(self->dev, self->file, 5));
	ASSERT_EQ(0, setrlimit(RLIMIT_FSIZE, &old));
	EXPECT_EQ(5, file_size(self->file));
}

/*
 * A growing truncation decides on a size that a section's own growing makes
 * obsolete: it must not cut the section then.
 */
TEST_F(truncate, growing_against_growing_creates)
{
	int *stop = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	long i, count = rounds(2000);
	pid_t pid;

	ASSERT_MAPPED(stop);
	CHILD(pid) {
		while (!__atomic_load_n(stop, __ATOMIC_RELAXED)) {
			int ret = TRUNCATE(self->dev, self->file, PAGE);

			EXPECT_TRUE(ret == 0 || ret == -EBUSY) TH_LOG("%d", ret);
		}
	}
	for (i = 0; i < count; i++) {
		int section;

		EXPECT_EQ(0, ftruncate(self->file, 0));
		section = CREATE(self->dev, .backing_fd = self->file,
				 .section_size = 16 * PAGE);
		EXPECT_LE(0, section);
		EXPECT_EQ(16 * PAGE, file_size(self->file));
		close(section);
	}
	__atomic_store_n(stop, 1, __ATOMIC_RELAXED);
	CHILD_DONE(pid);
	munmap(stop, PAGE);
}

/*
 * Processes truncate and grow the file through the driver while others make
 * sections of it: who has a section has a file at least as long.
 */
TEST_F(truncate, racing_creates)
{
	struct shared {
		int stop, cut, refused;
	} *shared = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	long i, made = 0, count = rounds(400);
	pid_t pid;

	ASSERT_MAPPED(shared);
	CHILD(pid) {
		while (!__atomic_load_n(&shared->stop, __ATOMIC_RELAXED)) {
			int ret = TRUNCATE(self->dev, self->file, 0);

			EXPECT_TRUE(ret == 0 || ret == -EBUSY) TH_LOG("%d", ret);
			if (ret)
				shared->refused++;
			else
				shared->cut++;
		}
	}
	for (i = 0; i < count; i++) {
		int section = CREATE(self->dev, .backing_fd = self->file,
				     .section_size = 16 * PAGE);

		EXPECT_LE(0, section);
		EXPECT_EQ(16 * PAGE, file_size(self->file));
		close(section);
		/* of whatever length it has at that moment */
		section = CREATE(self->dev, .backing_fd = self->file,
				 .protection = NAMEDMAP_PAGE_READONLY);
		EXPECT_TRUE(section >= 0 || section == -ENODATA);
		if (section >= 0) {
			made++;
			EXPECT_LE(query_brief(section).out_section_size,
				  (__u64)file_size(self->file));
			close(section);
		}
	}
	__atomic_store_n(&shared->stop, 1, __ATOMIC_RELAXED);
	CHILD_DONE(pid);
	TH_LOG("%d cut, %d refused, %ld made", shared->cut, shared->refused, made);
	EXPECT_LT(0, shared->cut + shared->refused);
	munmap(shared, PAGE);
}

/* Descriptors that are no files with a size. */
FIXTURE(not_a_file) {
	DEVICE_FIELDS;
};

FIXTURE_SETUP(not_a_file)
{
	DEVICE_SETUP();
}

FIXTURE_TEARDOWN(not_a_file)
{
	DEVICE_TEARDOWN();
}

TEST_F(not_a_file, refused)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
	int zero = open("/dev/zero", O_RDWR | O_CLOEXEC), fds[2];

	ASSERT_EQ(0, pipe2(fds, O_CLOEXEC));
	FAILS(EBADF, TRUNCATE(self->dev, -1, 0));
	FAILS(EBADF, TRUNCATE(self->dev, 1000000, 0));
	FAILS(EINVAL, TRUNCATE(self->dev, zero, 0));
	FAILS(EINVAL, TRUNCATE(self->dev, fds[1], 0));
	FAILS(EINVAL, TRUNCATE(self->dev, self->dev, 0));
	/* a handle's inode is shared by all handles */
	EXPECT_GT(0, TRUNCATE(self->dev, section, 1 << 20));
	EXPECT_EQ(PAGE, query_brief(section).out_section_size);
	close(fds[0]);
	close(fds[1]);
	close(zero);
	close(section);
}

TEST_HARNESS_MAIN
