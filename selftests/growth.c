// SPDX-License-Identifier: GPL-2.0-only
/*
 * How a section makes its file grow: to the byte, with blocks for all of it, or
 * not at all, and whatever others append meanwhile.
 */
#include <sys/statvfs.h>

#include "backing.h"

FIXTURE(growth) {
	DEVICE_FIELDS;
	struct place place;
	int file;		/* LENGTH bytes of 'f' */
};

PLACE_VARIANTS(growth);

FIXTURE_SETUP(growth)
{
	PLACE_SETUP();
	self->file = SUCCEEDS(make_file(&self->place, "file"));
}

FIXTURE_TEARDOWN(growth)
{
	close(self->file);
	PLACE_TEARDOWN();
}

static long long blocks(int fd)
{
	struct stat stat;

	return fstat(fd, &stat) ? -1 : (long long)stat.st_blocks * 512;
}

/* CFM-24 to CFM-26, CFM-36: what a size does to the file. */
TEST_F(growth, smaller_section)
{
	static const __u64 sizes[] = { 1, 36, PAGE, LENGTH - 1, LENGTH };
	unsigned int i, p;

	for (p = 0; p < ARRAY_SIZE(protections); p++) {
		for (i = 0; i < ARRAY_SIZE(sizes); i++) {
			int section = SUCCEEDS(CREATE(self->dev,
				.protection = protections[p],
				.backing_fd = self->file,
				.section_size = sizes[i]));

			EXPECT_EQ(sizes[i], query_brief(section).out_section_size);
			close(section);
		}
	}
	EXPECT_FILE_AS_IT_WAS();
}

TEST_F(growth, only_a_writable_section_grows_the_file)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(protections); i++) {
		if (writable(protections[i]))
			continue;
		FAILS(EOVERFLOW, CREATE(self->dev, NAMED(self->name),
					.protection = protections[i],
					.backing_fd = self->file,
					.section_size = LENGTH + 1));
	}
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	EXPECT_FILE_AS_IT_WAS();
}

/* The file is as long as the section, to the byte, with blocks for all of it. */
TEST_F(growth, larger_section)
{
	static const off_t sizes[] = { LENGTH + 1, 3 * PAGE, 3 * PAGE + 1, 1 << 20,
				       (8 << 20) + 5 };
	unsigned int i;
	off_t at;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
			.section_size = sizes[i],
			.protection = i & 1 ? NAMEDMAP_PAGE_READWRITE :
					      NAMEDMAP_PAGE_EXECUTE_READWRITE));

		EXPECT_EQ(sizes[i], file_size(self->file));
		EXPECT_LE(sizes[i], blocks(self->file));
		close(section);
		EXPECT_EQ(sizes[i], file_size(self->file));
	}
	for (at = 0; at < sizes[i - 1]; at += 997) {
		char byte = 1;

		ASSERT_EQ(1, pread(self->file, &byte, 1, at));
		EXPECT_EQ(at < LENGTH ? 'f' : 0, byte);
	}
}

/* A section on a file that others use already may grow it. */
TEST_F(growth, beside_another_section)
{
	int first = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file));
	unsigned char *view = MAP(first, 3 * PAGE), *wide;
	int second = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
				     .section_size = 10 * PAGE));

	EXPECT_EQ(LENGTH, query_brief(first).out_section_size);
	EXPECT_EQ(10 * PAGE, file_size(self->file));
	wide = MAP(second, 10 * PAGE);
	wide[9 * PAGE] = 9;
	wide[1] = 'g';
	EXPECT_EQ('g', view[1]);
	EXPECT_EQ(-ENXIO, try_map(first, 4 * PAGE, PROT_READ, MAP_SHARED, 0));
	munmap(wide, 10 * PAGE);
	munmap(view, 3 * PAGE);
	close(second);
	close(first);
}

TEST_F(growth, sizes_beyond_everything)
{
	static const __u64 sizes[] = { 1ull << 63, UINT64_MAX, UINT64_MAX - PAGE };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++)
		FAILS(EFBIG, CREATE(self->dev, NAMED(self->name),
				    .backing_fd = self->file,
				    .section_size = sizes[i]));
	if (variant->kind == EXT4 || variant->kind == OVERLAYFS)
		FAILS(EFBIG, CREATE(self->dev, NAMED(self->name),
				    .backing_fd = self->file,
				    .section_size = 1ull << 59));
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	EXPECT_FILE_AS_IT_WAS();
}

/* RLIMIT_FSIZE is an error and not a signal, which would end this test. */
TEST_F(growth, rlimit_fsize)
{
	struct rlimit limit, old;

	ASSERT_EQ(0, getrlimit(RLIMIT_FSIZE, &old));
	limit = old;
	limit.rlim_cur = 2 * LENGTH;
	ASSERT_EQ(0, setrlimit(RLIMIT_FSIZE, &limit));
	FAILS(EFBIG, CREATE(self->dev, NAMED(self->name), .backing_fd = self->file,
			    .section_size = 2 * LENGTH + 1));
	EXPECT_FILE_AS_IT_WAS();
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	/* a section without file is no file */
	close(SUCCEEDS(CREATE(self->dev, .section_size = 10 * LENGTH)));
	close(SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
			      .section_size = 2 * LENGTH)));
	EXPECT_EQ(2 * LENGTH, file_size(self->file));
	/* nor does the limit matter where nothing grows */
	limit.rlim_cur = 1;
	ASSERT_EQ(0, setrlimit(RLIMIT_FSIZE, &limit));
	close(SUCCEEDS(CREATE(self->dev, .backing_fd = self->file)));
	ASSERT_EQ(0, setrlimit(RLIMIT_FSIZE, &old));
}

/* Appended while a section grows the file: every record is where it was put. */
struct record {
	off_t at;
	__u64 value;
};

struct records {
	int stop, count;
	struct record record[100000];
};

static void append_records(const char *path, struct records *records)
{
	int file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	__u64 value = 1;

	if (file < 0)
		abort();
	while (!__atomic_load_n(&records->stop, __ATOMIC_RELAXED) &&
	       records->count < (int)ARRAY_SIZE(records->record)) {
		ssize_t length = write(file, &value, sizeof(value));

		/* what was appended by halves is not counted */
		if (length != sizeof(value)) {
			sched_yield();
			continue;
		}
		records->record[records->count].at =
			lseek(file, 0, SEEK_CUR) - sizeof(value);
		records->record[records->count++].value = value++;
	}
	close(file);
}

static void expect_records(struct __test_metadata *_metadata, int file,
			   const struct records *records)
{
	int i, lost = 0;
	__u64 value;

	for (i = 0; i < records->count; i++) {
		if (pread(file, &value, sizeof(value), records->record[i].at) !=
			sizeof(value) || value != records->record[i].value)
			lost++;
	}
	EXPECT_LT(0, records->count);
	EXPECT_EQ(0, lost) TH_LOG("%d of %d records", lost, records->count);
}

static struct records *start_appending(struct __test_metadata *_metadata,
				       int file, pid_t *pid)
{
	struct records *records = mmap(NULL, sizeof(*records),
				       PROT_READ | PROT_WRITE,
				       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	char path[64];

	ASSERT_MAPPED(records);
	snprintf(path, sizeof(path), "/proc/%d/fd/%d", getpid(), file);
	CHILD(*pid)
		append_records(path, records);
	while (!__atomic_load_n(&records->count, __ATOMIC_RELAXED))
		sched_yield();
	return records;
}

static void stop_appending(struct __test_metadata *_metadata,
			   struct records *records, pid_t pid)
{
	__atomic_store_n(&records->stop, 1, __ATOMIC_RELAXED);
	CHILD_DONE(pid);
}

TEST_F(growth, appending_while_it_grows)
{
	struct records *records;
	long i, count = rounds(300);
	pid_t pid;

	records = start_appending(_metadata, self->file, &pid);
	for (i = 0; i < count; i++) {
		off_t size = file_size(self->file) + 3 * PAGE + i;
		int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
					      .section_size = size));

		EXPECT_LE(size, file_size(self->file));
		close(section);
	}
	stop_appending(_metadata, records, pid);
	expect_records(_metadata, self->file, records);
	munmap(records, sizeof(*records));
}

/* Places that can be full. */
FIXTURE(full) {
	DEVICE_FIELDS;
	struct place place;
	int file;
	off_t too_much;
};

FIXTURE_VARIANT(full) { enum place_kind kind; };
FIXTURE_VARIANT_ADD(full, ext4) { .kind = EXT4 };
FIXTURE_VARIANT_ADD(full, tmpfs) { .kind = TMPFS };
FIXTURE_VARIANT_ADD(full, overlayfs) { .kind = OVERLAYFS };

FIXTURE_SETUP(full)
{
	struct statvfs statvfs_;

	PLACE_SETUP();
	if (variant->kind == TMPFS) {
		if (geteuid()) {
			place_leave(&self->place);
			SKIP(return, "needs root to mount a small tmpfs");
		}
		ASSERT_EQ(0, unshare(CLONE_NEWNS));
		ASSERT_EQ(0, mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL));
		ASSERT_EQ(0, mount("small", self->place.dir, "tmpfs", 0,
				   "size=32m"));
		self->place.mounted = true;
	}
	self->file = SUCCEEDS(make_file(&self->place, "file"));
	ASSERT_EQ(0, statvfs(self->place.dir, &statvfs_));
	self->too_much = (off_t)statvfs_.f_bfree * statvfs_.f_bsize + (64 << 20);
}

FIXTURE_TEARDOWN(full)
{
	close(self->file);
	PLACE_TEARDOWN();
}

TEST_F(full, error_at_create)
{
	long long before = blocks(self->file);
	struct statvfs free_before, free_after;
	int i;

	ASSERT_EQ(0, statvfs(self->place.dir, &free_before));
	for (i = 0; i < 3; i++) {
		FAILS(ENOSPC, CREATE(self->dev, NAMED(self->name),
				     .backing_fd = self->file,
				     .section_size = self->too_much));
		FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
		EXPECT_FILE_AS_IT_WAS();
		/* but for a block in which the file system keeps its map */
		EXPECT_GE(before + (64 << 10), blocks(self->file));
	}
	/* nothing is kept from others */
	ASSERT_EQ(0, fsync(self->file));
	ASSERT_EQ(0, statvfs(self->place.dir, &free_after));
	EXPECT_LE((off_t)free_before.f_bfree - 64, (off_t)free_after.f_bfree);
	close(SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
			      .section_size = 1 << 20)));
}

/* A file of which no section came to be can go, with its blocks. */
TEST_F(full, nothing_keeps_the_file)
{
	const int large = 8 << 20;
	struct statvfs statvfs_;
	fsblkcnt_t free_before;
	char path[PATH_MAX];

	ASSERT_EQ(0, posix_fallocate(self->file, 0, large));
	ASSERT_EQ(0, fsync(self->file));
	ASSERT_EQ(0, statvfs(self->place.dir, &statvfs_));
	free_before = statvfs_.f_bfree;
	FAILS(EOVERFLOW, CREATE(self->dev, .backing_fd = self->file,
				.protection = NAMEDMAP_PAGE_READONLY,
				.section_size = large + 1));
	FAILS(ENOSPC, CREATE(self->dev, .backing_fd = self->file,
			     .section_size = self->too_much));
	close(self->file);
	snprintf(path, sizeof(path), "%s/file", self->place.dir);
	ASSERT_EQ(0, unlink(path));
	self->file = SUCCEEDS(make_file(&self->place, "file"));
	ASSERT_EQ(0, fsync(self->file));
	ASSERT_EQ(0, statvfs(self->place.dir, &statvfs_));
	EXPECT_LE(free_before + large / 2 / statvfs_.f_bsize, statvfs_.f_bfree);
}

/* What another process appends during a failing create survives. */
TEST_F(full, appending_while_create_fails)
{
	struct records *records;
	long i, count = rounds(60);
	pid_t pid;

	records = start_appending(_metadata, self->file, &pid);
	for (i = 0; i < count; i++)
		FAILS(ENOSPC, CREATE(self->dev, .backing_fd = self->file,
				     .section_size = self->too_much));
	stop_appending(_metadata, records, pid);
	expect_records(_metadata, self->file, records);
	EXPECT_GT((32 << 20), file_size(self->file));
	munmap(records, sizeof(*records));
}

/* A reserved file can be filled to its last page on a disk that is full now. */
TEST_F(full, reserved_blocks_hold)
{
	const size_t size = 16 << 20;
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
				      .section_size = size));
	int filler = SUCCEEDS(place_file(&self->place, "filler", 0));
	static char bytes[PAGE];
	unsigned char *view;
	off_t part, end = 0;
	size_t at;

	for (part = 64 << 20; part >= PAGE; part /= 2) {
		while (!fallocate(filler, 0, end, part))
			end += part;
	}
	ASSERT_LT(0, lseek(filler, 0, SEEK_END));
	while (write(filler, bytes, sizeof(bytes)) > 0)
		;
	EXPECT_EQ(ENOSPC, errno);
	view = MAP(section, size);
	for (at = 0; at < size; at += PAGE)
		view[at] = 1;		/* SIGBUS if there were no block */
	EXPECT_EQ(0, msync(view, size, MS_SYNC));
	munmap(view, size);
	ASSERT_EQ(0, ftruncate(filler, 0));
	close(filler);
	close(section);
}

/* A file that cannot reserve blocks. */
FIXTURE(plain) {
	DEVICE_FIELDS;
	struct place place;
	int file;
};

FIXTURE_VARIANT(plain) { enum place_kind kind; };
FIXTURE_VARIANT_ADD(plain, ext4) { .kind = EXT4 };

FIXTURE_SETUP(plain)
{
	PLACE_SETUP();
	if (geteuid()) {
		place_leave(&self->place);
		SKIP(return, "needs root to set a file's flags");
	}
	self->file = SUCCEEDS(place_file(&self->place, "file", LENGTH));
}

FIXTURE_TEARDOWN(plain)
{
	close(self->file);
	PLACE_TEARDOWN();
}

/* Without fallocate the file grows all the same, by its size alone. */
TEST_F(plain, growth)
{
	int section;
	struct rlimit limit, old;

	/* a file of block maps instead of extents cannot reserve blocks */
	ASSERT_EQ(0, set_flags(self->file, 0, FS_EXTENT_FL));
	SYSCALL_FAILS(EOPNOTSUPP, fallocate(self->file, FALLOC_FL_KEEP_SIZE,
					    LENGTH, PAGE));
	section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
				  .section_size = 5 * PAGE + 1));
	EXPECT_EQ(5 * PAGE + 1, file_size(self->file));
	munmap(MAP(section, 5 * PAGE + 1), 5 * PAGE + 1);
	close(section);
	ASSERT_EQ(0, getrlimit(RLIMIT_FSIZE, &old));
	limit = old;
	limit.rlim_cur = 6 * PAGE;
	ASSERT_EQ(0, setrlimit(RLIMIT_FSIZE, &limit));
	FAILS(EFBIG, CREATE(self->dev, .backing_fd = self->file,
			    .section_size = 7 * PAGE));
	ASSERT_EQ(0, setrlimit(RLIMIT_FSIZE, &old));
	EXPECT_EQ(5 * PAGE + 1, file_size(self->file));
}

TEST_F(plain, appending_while_it_grows)
{
	struct records *records;
	long i, count = rounds(300);
	pid_t pid;

	ASSERT_EQ(0, set_flags(self->file, 0, FS_EXTENT_FL));
	records = start_appending(_metadata, self->file, &pid);
	for (i = 0; i < count; i++)
		close(SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
			.section_size = file_size(self->file) + PAGE)));
	stop_appending(_metadata, records, pid);
	expect_records(_metadata, self->file, records);
	munmap(records, sizeof(*records));
}

TEST_HARNESS_MAIN
