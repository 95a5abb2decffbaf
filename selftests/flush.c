// SPDX-License-Identifier: GPL-2.0-only
/*
 * Write-back: by handle, waiting or only started, and of the caller's memory by
 * address. What the disk has is read from the disk, with the kernel's own
 * periodic write-back switched off, so that only the call can have done it.
 */
#include "namedmap_utils.h"
#include "on_disk.h"

#define VM_WRITEBACK "/proc/sys/vm/dirty_writeback_centisecs"
#define VM_EXPIRE "/proc/sys/vm/dirty_expire_centisecs"
#define PAGES 64
#define OLD 0x11
#define NEW 0x22

FIXTURE(flush) {
	DEVICE_FIELDS;
	struct place place;
	int file;		/* PAGES pages of OLD, on the disk */
	int section;		/* all of it */
	unsigned char *view;	/* all of that */
	int disk;
	char writeback[32], expire[32];
};

FIXTURE_VARIANT(flush) { enum place_kind kind; };
FIXTURE_VARIANT_ADD(flush, ext4) { .kind = EXT4 };
FIXTURE_VARIANT_ADD(flush, overlayfs) { .kind = OVERLAYFS };

FIXTURE_SETUP(flush)
{
	unsigned char bytes[PAGE];
	int page;

	PLACE_SETUP();
	if (geteuid()) {
		place_leave(&self->place);
		SKIP(return, "needs root to read the disk");
	}
	ASSERT_EQ(0, read_file(VM_WRITEBACK, self->writeback,
			       sizeof(self->writeback)));
	ASSERT_EQ(0, read_file(VM_EXPIRE, self->expire, sizeof(self->expire)));
	ASSERT_EQ(0, write_file(VM_WRITEBACK, "0"));
	ASSERT_EQ(0, write_file(VM_EXPIRE, "360000"));
	self->disk = SUCCEEDS(disk_open(PLACE_EXT4));
	self->file = SUCCEEDS(place_file(&self->place, "file", 0));
	/*
	 * Page by page: a longer write would make larger folios in the page
	 * cache of newer kernels, and a folio is dirty as a whole.
	 */
	memset(bytes, OLD, sizeof(bytes));
	for (page = 0; page < PAGES; page++) {
		ASSERT_EQ(PAGE, write(self->file, bytes, PAGE));
	}
	ASSERT_EQ(0, fsync(self->file));
	self->section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file));
	self->view = MAP(self->section, PAGES * PAGE);
}

FIXTURE_TEARDOWN(flush)
{
	munmap(self->view, PAGES * PAGE);
	close(self->section);
	close(self->file);
	close(self->disk);
	write_file(VM_WRITEBACK, self->writeback);
	write_file(VM_EXPIRE, self->expire);
	PLACE_TEARDOWN();
}

/* The first byte that the disk has of a page; -1 if it has none. */
static int on_disk(int disk, int file, int page)
{
	unsigned char bytes[PAGE] = { 0 };
	int ret = disk_read(disk, file, (off_t)page * PAGE, bytes);

	if (ret < 0)
		fprintf(stderr, "# cannot read the disk: %s\n", strerror(-ret));
	return ret > 0 ? bytes[0] : -1;
}

#define ON_DISK(page) on_disk(self->disk, self->file, page)

/* Write-back that was started ends by itself, within 5 seconds. */
static bool on_disk_soon(int disk, int file, int page, int value)
{
	const struct timespec pause = { .tv_nsec = 10000000 };
	int left = getenv("NAMEDMAP_SLOW") ? 6000 : 500;

	while (on_disk(disk, file, page) != value && --left)
		nanosleep(&pause, NULL);
	return left > 0;
}

#define ON_DISK_SOON(page, value)					       \
	on_disk_soon(self->disk, self->file, page, value)

TEST_F(flush, waits_for_the_disk)
{
	int page;

	for (page = 0; page < PAGES; page += 9) {
		self->view[page * PAGE] = NEW;
		EXPECT_EQ(OLD, ON_DISK(page));
		ASSERT_EQ(0, FLUSH(self->section));
		EXPECT_EQ(NEW, ON_DISK(page));
	}
}

TEST_F(flush, through_the_device)
{
	self->view[0] = NEW;
	ASSERT_EQ(0, FLUSH(self->dev, .handle = self->section));
	EXPECT_EQ(NEW, ON_DISK(0));
}

/* Only the pages that the range touches. */
TEST_F(flush, range)
{
	int page;

	for (page = 0; page < PAGES; page++)
		self->view[page * PAGE] = NEW;
	ASSERT_EQ(0, FLUSH(self->section, .offset = 20 * PAGE + 100, .length = 1));
	for (page = 0; page < PAGES; page++) {
		EXPECT_EQ(page == 20 ? NEW : OLD, ON_DISK(page))
			TH_LOG("page %d", page);
	}
	ASSERT_EQ(0, FLUSH(self->section, .offset = 31 * PAGE - 1, .length = 2));
	for (page = 0; page < PAGES; page++) {
		EXPECT_EQ(page == 20 || page == 30 || page == 31 ? NEW : OLD,
			  ON_DISK(page)) TH_LOG("page %d", page);
	}
	ASSERT_EQ(0, FLUSH(self->section, .offset = 50 * PAGE));
	for (page = 40; page < PAGES; page++) {
		EXPECT_EQ(page >= 50 ? NEW : OLD, ON_DISK(page))
			TH_LOG("page %d", page);
	}
}

TEST_F(flush, range_outside)
{
	static const __u64 size = PAGES * PAGE;
	int part = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
				   .section_size = PAGE + 10));

	FAILS(EINVAL, FLUSH(self->section, .offset = size, .length = 1));
	FAILS(EINVAL, FLUSH(self->section, .offset = size + 1));
	FAILS(EINVAL, FLUSH(self->section, .offset = 0, .length = size + 1));
	FAILS(EINVAL, FLUSH(self->section, .offset = PAGE, .length = size));
	FAILS(EINVAL, FLUSH(self->section, .offset = PAGE, .length = UINT64_MAX));
	FAILS(EINVAL, FLUSH(self->section, .offset = UINT64_MAX, .length = 2));
	FAILS(EINVAL, FLUSH(self->section, .offset = 1ull << 63, .length = 1ull << 63));
	/* the section's range, not its file's */
	FAILS(EINVAL, FLUSH(part, .offset = PAGE + 10, .length = 1));
	FAILS(EINVAL, FLUSH(part, .offset = 0, .length = PAGE + 11));
	EXPECT_EQ(0, FLUSH(part, .offset = PAGE + 9, .length = 1));
	EXPECT_EQ(0, FLUSH(part, .offset = 0, .length = PAGE + 10));
	close(part);
}

TEST_F(flush, rights)
{
	static const struct {
		__u32 access;
		int error;
	} cases[] = {
		{ READ, 0 }, { WRITE, 0 }, { READ | WRITE, 0 },
		{ 0, EACCES }, { QUERY, EACCES }, { EXECUTE, EACCES },
		{ ALL & ~(READ | WRITE), EACCES },
	};
	unsigned int i;
	int handle;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		handle = SUCCEEDS(DUPLICATE(self->section,
					    .access = cases[i].access));
		EXPECT_EQ(-cases[i].error, FLUSH(handle))
			TH_LOG("rights %#x", cases[i].access);
		EXPECT_EQ(-cases[i].error, FLUSH(handle,
						 .flags = NAMEDMAP_FLUSH_START))
			TH_LOG("rights %#x", cases[i].access);
		close(handle);
	}
}

/* Started, not waited for: it gets there without any further call. */
TEST_F(flush, start)
{
	self->view[3 * PAGE] = NEW;
	self->view[9 * PAGE] = NEW;
	ASSERT_EQ(0, FLUSH(self->section, .flags = NAMEDMAP_FLUSH_START,
			   .offset = 3 * PAGE, .length = PAGE));
	EXPECT_TRUE(ON_DISK_SOON(3, NEW));
	EXPECT_EQ(OLD, ON_DISK(9));
}

TEST_F(flush, memory)
{
	self->view[3 * PAGE] = NEW;
	self->view[9 * PAGE] = NEW;
	ASSERT_EQ(0, FLUSH_MEMORY(self->dev, self->view + 3 * PAGE + 5, 1));
	EXPECT_TRUE(ON_DISK_SOON(3, NEW));
	EXPECT_EQ(OLD, ON_DISK(9));
}

/* As unmapping does it: the handle is closed, the address inside, then gone. */
TEST_F(flush, memory_before_unmapping)
{
	unsigned char *view = mmap(NULL, 16 * PAGE, PROT_READ | PROT_WRITE,
				   MAP_SHARED, self->section, 8 * PAGE);

	ASSERT_MAPPED(view);
	munmap(self->view, PAGES * PAGE);
	self->view = MAP_FAILED;
	close(self->section);
	self->section = -1;
	view[0] = NEW;
	view[15 * PAGE] = NEW;
	ASSERT_EQ(0, FLUSH_MEMORY(self->dev, view, 16 * PAGE));
	munmap(view, 16 * PAGE);
	EXPECT_TRUE(ON_DISK_SOON(8, NEW));
	EXPECT_TRUE(ON_DISK_SOON(23, NEW));
}

/* A plain mapping is as good as a view; part of a page means the page. */
TEST_F(flush, memory_of_a_plain_mapping)
{
	unsigned char *plain = MAP(self->file, PAGES * PAGE);

	plain[12 * PAGE] = NEW;
	ASSERT_EQ(0, FLUSH_MEMORY(self->dev, plain + 13 * PAGE - 1, 1));
	EXPECT_TRUE(ON_DISK_SOON(12, NEW));
	munmap(plain, PAGES * PAGE);
}

/* A page changed again while it is written gets there as it is now. */
TEST_F(flush, memory_changed_while_written)
{
	int i;

	for (i = 1; i <= 50; i++) {
		self->view[0] = i;
		ASSERT_EQ(0, FLUSH_MEMORY(self->dev, self->view, PAGE));
	}
	EXPECT_TRUE(ON_DISK_SOON(0, 50));
}

/* Copies on write belong to the process: never to the disk. */
TEST_F(flush, memory_of_a_private_view)
{
	unsigned char *copy = mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE,
				   MAP_PRIVATE, self->section, 0);

	ASSERT_MAPPED(copy);
	copy[0] = NEW;
	ASSERT_EQ(0, FLUSH_MEMORY(self->dev, copy, PAGES * PAGE));
	ASSERT_EQ(0, FLUSH(self->section));
	munmap(copy, PAGES * PAGE);
	sync();
	EXPECT_EQ(OLD, ON_DISK(0));
}

/* Other kinds of memory are passed over, holes reported, the rest is done. */
TEST_F(flush, memory_of_every_kind)
{
	unsigned char *area = mmap(NULL, 64 * PAGE, PROT_READ | PROT_WRITE,
				   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	unsigned char *view = area + 20 * PAGE;

	ASSERT_MAPPED(area);
	area[0] = 1;
	ASSERT_TRUE(view == mmap(view, 4 * PAGE, PROT_READ | PROT_WRITE,
				 MAP_SHARED | MAP_FIXED, self->section, 0));
	view[PAGE] = NEW;
	EXPECT_EQ(0, FLUSH_MEMORY(self->dev, area, 64 * PAGE));
	EXPECT_TRUE(ON_DISK_SOON(1, NEW));
	/* a hole before and after it */
	ASSERT_EQ(0, munmap(area + PAGE, PAGE));
	ASSERT_EQ(0, munmap(area + 60 * PAGE, 4 * PAGE));
	view[2 * PAGE] = NEW;
	FAILS(ENOMEM, FLUSH_MEMORY(self->dev, area, 64 * PAGE));
	EXPECT_TRUE(ON_DISK_SOON(2, NEW));
	view[3 * PAGE] = NEW;
	FAILS(ENOMEM, FLUSH_MEMORY(self->dev, area + 10 * PAGE, 64 * PAGE));
	EXPECT_TRUE(ON_DISK_SOON(3, NEW));
	FAILS(ENOMEM, FLUSH_MEMORY(self->dev, area + PAGE, PAGE));
	munmap(area, 64 * PAGE);
	FAILS(ENOMEM, FLUSH_MEMORY(self->dev, area, 64 * PAGE));
}

TEST_F(flush, memory_bad_ranges)
{
	FAILS(EINVAL, FLUSH_MEMORY(self->dev, self->view, 0));
	FAILS(EINVAL, FLUSH_MEMORY(self->dev, self->view, UINT64_MAX));
	FAILS(EINVAL, FLUSH_MEMORY(self->dev, self->view,
				   -(__u64)address(self->view) + 1));
	FAILS(EINVAL, sys_flush_memory(self->dev, &(struct namedmap_flush_memory){
		.address = UINT64_MAX, .length = 2 }));
	/* no memory of the caller's */
	FAILS(ENOMEM, sys_flush_memory(self->dev, &(struct namedmap_flush_memory){
		.address = 0xffff800000000000ull, .length = PAGE }));
	FAILS(ENOMEM, sys_flush_memory(self->dev, &(struct namedmap_flush_memory){
		.address = 0, .length = PAGE }));
}

TEST_F(flush, msync_waits)
{
	self->view[7 * PAGE] = NEW;
	ASSERT_EQ(0, msync(self->view + 7 * PAGE, PAGE, MS_SYNC));
	EXPECT_EQ(NEW, ON_DISK(7));
}

/* Writing only the page asked for: another's dirty pages stay where they are. */
TEST_F(flush, leaves_other_files_alone)
{
	int other = SUCCEEDS(place_file(&self->place, "other", 0));
	unsigned char bytes[PAGE];

	memset(bytes, OLD, sizeof(bytes));
	ASSERT_EQ(PAGE, write(other, bytes, PAGE));
	ASSERT_EQ(0, fsync(other));
	memset(bytes, NEW, sizeof(bytes));
	ASSERT_EQ(PAGE, pwrite(other, bytes, PAGE, 0));
	self->view[0] = NEW;
	ASSERT_EQ(0, FLUSH(self->section));
	EXPECT_EQ(NEW, ON_DISK(0));
	ASSERT_EQ(1, disk_read(self->disk, other, 0, bytes));
	EXPECT_EQ(OLD, bytes[0]);
	close(other);
}

#define DIRTY_BYTES "/proc/sys/vm/dirty_bytes"
#define DIRTY_BACKGROUND "/proc/sys/vm/dirty_background_bytes"
#define DIRTY_RATIO "/proc/sys/vm/dirty_ratio"
#define DIRTY_BACKGROUND_RATIO "/proc/sys/vm/dirty_background_ratio"

/* Sectors that the disk under PLACE_EXT4 was told to write so far. */
static long long sectors_written(void)
{
	char path[64], text[300];
	long long sectors = -1;
	struct stat stat_;

	if (stat(PLACE_EXT4, &stat_))
		return -1;
	snprintf(path, sizeof(path), "/sys/dev/block/%u:%u/stat",
		 major(stat_.st_dev), minor(stat_.st_dev));
	if (read_file(path, text, sizeof(text)))
		return -1;
	sscanf(text, "%*u %*u %*u %*u %*u %*u %lld", &sectors);
	return sectors;
}

static long dirty_kilobytes(void)
{
	char line[200];
	long kilobytes = -1;
	FILE *file = fopen("/proc/meminfo", "r");

	while (file && fgets(line, sizeof(line), file)) {
		if (sscanf(line, "Dirty: %ld kB", &kilobytes) == 1)
			break;
	}
	if (file)
		fclose(file);
	return kilobytes;
}

/* One page goes alone, however much else of the same disk is dirty. */
TEST_F(flush, one_page_beside_256_mib)
{
	/* 256 MiB where that does not take minutes */
	const int dirty = rounds(256) < 256 ? 16 : 256;
	const int written = dirty + 4;	/* the counter is a little behind */
	static char bytes[1 << 20];
	char ratio[32], background[32];
	long long before, after;
	int other, i;

	ASSERT_EQ(0, read_file(DIRTY_RATIO, ratio, sizeof(ratio)));
	ASSERT_EQ(0, read_file(DIRTY_BACKGROUND_RATIO, background,
			       sizeof(background)));
	ASSERT_EQ(0, write_file(DIRTY_BYTES, "1200000000"));
	ASSERT_EQ(0, write_file(DIRTY_BACKGROUND, "1000000000"));
	other = SUCCEEDS(place_file(&self->place, "other", 0));
	/* blocks that exist: new ones the file system hurries to write */
	for (i = 0; i < 2 * written; i++) {
		if (i == written) {
			ASSERT_EQ(0, fsync(other));
		}
		ASSERT_EQ(sizeof(bytes), pwrite(other, bytes, sizeof(bytes),
						(off_t)(i % written) * sizeof(bytes)))
			TH_LOG("%s", strerror(errno));
	}
	EXPECT_LE(dirty << 10, dirty_kilobytes());
	for (i = 0; i < 3; i++) {
		self->view[i * PAGE] = NEW;
		before = sectors_written();
		EXPECT_EQ(0, i == 0 ? FLUSH(self->section) :
			     i == 1 ? FLUSH(self->section, .offset = i * PAGE,
					    .length = PAGE) :
			     msync(self->view + i * PAGE, PAGE, MS_SYNC));
		after = sectors_written();
		EXPECT_EQ(NEW, ON_DISK(i));
		EXPECT_LT(before, after);
		EXPECT_GT(before + 100, after);
	}
	EXPECT_LE(dirty << 10, dirty_kilobytes());
	ASSERT_EQ(0, ftruncate(other, 0));
	close(other);
	ASSERT_EQ(0, write_file(DIRTY_RATIO, ratio));
	ASSERT_EQ(0, write_file(DIRTY_BACKGROUND_RATIO, background));
}

/* Without a disk there is nothing to do, and that is no error. */
FIXTURE(memory_flush) {
	DEVICE_FIELDS;
};

FIXTURE_SETUP(memory_flush)
{
	DEVICE_SETUP();
}

FIXTURE_TEARDOWN(memory_flush)
{
	DEVICE_TEARDOWN();
}

static void flush_all_ways(struct __test_metadata *_metadata, int dev, int section)
{
	unsigned char *view = MAP(section, PAGE);

	view[0] = 1;
	EXPECT_EQ(0, FLUSH(section));
	EXPECT_EQ(0, FLUSH(section, .flags = NAMEDMAP_FLUSH_START));
	EXPECT_EQ(0, FLUSH(dev, .handle = section, .length = PAGE));
	EXPECT_EQ(0, FLUSH_MEMORY(dev, view, PAGE));
	EXPECT_EQ(0, msync(view, PAGE, MS_SYNC));
	EXPECT_EQ(1, view[0]);
	munmap(view, PAGE);
}

TEST_F(memory_flush, without_file)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));

	flush_all_ways(_metadata, self->dev, section);
	FAILS(EINVAL, FLUSH(section, .offset = PAGE, .length = 1));
	close(section);
}

TEST_F(memory_flush, memfd)
{
	int file = memfd_create("flush", MFD_CLOEXEC), section;

	ASSERT_EQ(0, ftruncate(file, PAGE));
	section = SUCCEEDS(CREATE(self->dev, .backing_fd = file));
	flush_all_ways(_metadata, self->dev, section);
	close(section);
	close(file);
}

TEST_HARNESS_MAIN
