// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every combination of a handle's rights, a section's protection, a view's
 * protection and kind, and its range: refused exactly where right, section or
 * range forbid the view. What is expected stands in tables of its own, written
 * down from what views are on Windows, and not in terms of the driver.
 */
#include "namedmap_utils.h"

FIXTURE(refusals) {
	DEVICE_FIELDS;
};

FIXTURE_SETUP(refusals)
{
	DEVICE_SETUP();
}

FIXTURE_TEARDOWN(refusals)
{
	DEVICE_TEARDOWN();
}

/* Page protections that a view can have. */
enum page {
	NOACCESS = 1 << 0,
	READONLY = 1 << 1,
	WRITECOPY = 1 << 2,
	READWRITE = 1 << 3,
	EXECUTE_READ = 1 << 4,
	EXECUTE_WRITECOPY = 1 << 5,
	EXECUTE_READWRITE = 1 << 6,
};

/* What mmap() is asked for, as the page protection that it stands for. */
static const struct {
	int prot;
	enum page shared, private;
} pages[] = {
	{ PROT_NONE, NOACCESS, NOACCESS },
	{ PROT_READ, READONLY, READONLY },
	{ PROT_WRITE, READWRITE, WRITECOPY },
	{ PROT_READ | PROT_WRITE, READWRITE, WRITECOPY },
	{ PROT_EXEC, EXECUTE_READ, EXECUTE_READ },
	{ PROT_READ | PROT_EXEC, EXECUTE_READ, EXECUTE_READ },
	{ PROT_WRITE | PROT_EXEC, EXECUTE_READWRITE, EXECUTE_WRITECOPY },
	{ PROT_READ | PROT_WRITE | PROT_EXEC, EXECUTE_READWRITE, EXECUTE_WRITECOPY },
};

/* Table E: the rights that a handle must have for each of them. */
static const struct {
	int pages;
	__u32 rights;
} needs[] = {
	{ NOACCESS | READONLY | WRITECOPY, READ },
	{ READWRITE, WRITE },
	{ EXECUTE_READ | EXECUTE_WRITECOPY, READ | EXECUTE },
	{ EXECUTE_READWRITE, WRITE | EXECUTE },
};

/* Table F: what a section of each protection allows; Table A: its first handle. */
#define PLAIN (NOACCESS | READONLY | WRITECOPY)

static const struct {
	__u32 protection;
	int allows;
	__u32 created;
} sections[] = {
	{ NAMEDMAP_PAGE_READONLY, PLAIN, QUERY | READ },
	{ NAMEDMAP_PAGE_WRITECOPY, PLAIN, QUERY | READ },
	{ NAMEDMAP_PAGE_READWRITE, PLAIN | READWRITE, QUERY | READ | WRITE },
	{ NAMEDMAP_PAGE_EXECUTE_READ, PLAIN | EXECUTE_READ | EXECUTE_WRITECOPY,
	  QUERY | READ | EXECUTE },
	{ NAMEDMAP_PAGE_EXECUTE_WRITECOPY,
	  PLAIN | EXECUTE_READ | EXECUTE_WRITECOPY, QUERY | READ | EXECUTE },
	{ NAMEDMAP_PAGE_EXECUTE_READWRITE,
	  PLAIN | READWRITE | EXECUTE_READ | EXECUTE_WRITECOPY | EXECUTE_READWRITE,
	  QUERY | READ | WRITE | EXECUTE },
};

/* Ranges in pages. Sections are two pages long, or end within the second. */
#define SECTION_PAGES 2
static const struct {
	off_t first, count;
} ranges[] = {
	{ 0, 1 }, { 0, 2 }, { 1, 1 },
	{ 0, 3 }, { 1, 2 }, { 2, 1 }, { 3, 1 }, { 1 << 20, 1 },
	{ 0, 1 << 16 },
};

struct tally {
	long tuples, mapped, for_access, for_range, changes, changed;
};

static bool may_have(__u32 rights, unsigned int section, enum page page)
{
	unsigned int i;

	if (!(sections[section].allows & page))
		return false;
	for (i = 0; i < ARRAY_SIZE(needs); i++)
		if (needs[i].pages & page)
			return (rights & needs[i].rights) == needs[i].rights;
	return false;
}

/* Once mapped, the memory can be read; what is added must be allowed. */
static void try_changes(struct __test_metadata *_metadata, void *view,
			size_t length, __u32 rights, unsigned int section,
			bool shared, int prot, struct tally *tally)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(pages); i++) {
		enum page page = shared ? pages[i].shared : pages[i].private;
		bool may = may_have(rights | READ, section, page);
		int ret = mprotect(view, length, pages[i].prot) ? -errno : 0;

		EXPECT_EQ(may ? 0 : -EACCES, ret)
			TH_LOG("section %#x, rights %#x, %s view, prot %d made %d",
			       sections[section].protection, rights,
			       shared ? "shared" : "private", prot, pages[i].prot);
		tally->changes++;
		tally->changed += !ret;
	}
}

static bool refused_rightly(bool may, bool fits, int ret)
{
	if (may && fits)
		return ret == 0;
	return (!may && (ret == -EACCES || ret == -EPERM)) ||
	       (!fits && (ret == -ENXIO));
}

static void try_view(struct __test_metadata *_metadata, int handle, __u32 rights,
		     unsigned int section, unsigned int page, bool shared,
		     unsigned int range, struct tally *tally)
{
	size_t length = ranges[range].count * PAGE;
	bool may = may_have(rights, section,
			    shared ? pages[page].shared : pages[page].private);
	bool fits = ranges[range].first + ranges[range].count <= SECTION_PAGES;
	void *view;
	int ret;

	ret = map_at(&view, length, pages[page].prot,
		     shared ? MAP_SHARED : MAP_PRIVATE, handle,
		     ranges[range].first * PAGE);
	EXPECT_TRUE(refused_rightly(may, fits, ret))
		TH_LOG("section %#x, rights %#x, %s view, prot %d, %lld pages at %lld: %s",
		       sections[section].protection, rights,
		       shared ? "shared" : "private", pages[page].prot,
		       (long long)ranges[range].count,
		       (long long)ranges[range].first, strerror(-ret));
	tally->tuples++;
	tally->mapped += !ret;
	tally->for_access += !may;
	tally->for_range += !fits;
	if (ret)
		return;
	try_changes(_metadata, view, length, rights, section, shared,
		    pages[page].prot, tally);
	munmap(view, length);
}

static void try_handle(struct __test_metadata *_metadata, int handle,
		       __u32 rights, unsigned int section, struct tally *tally)
{
	unsigned int page, range, shared;

	for (page = 0; page < ARRAY_SIZE(pages); page++)
		for (range = 0; range < ARRAY_SIZE(ranges); range++)
			for (shared = 0; shared < 2; shared++)
				try_view(_metadata, handle, rights, section,
					 page, shared, range, tally);
}

/* All rights that mean anything for views, and some that do not. */
static void try_section(struct __test_metadata *_metadata, int dev, int file,
			__u64 size, unsigned int section, struct tally *tally)
{
	__u32 created = sections[section].created, rights;
	int handle, first;

	first = SUCCEEDS(CREATE(dev, .protection = sections[section].protection,
				.access = created, .section_size = size,
				.backing_fd = file));
	try_handle(_metadata, first, created, section, tally);
	for (rights = 0; rights < 32; rights++) {
		handle = SUCCEEDS(DUPLICATE(first, .access = rights));
		try_handle(_metadata, handle, rights, section, tally);
		close(handle);
	}
	close(first);
}

static void try_all(struct __test_metadata *_metadata, int dev, int file,
		    __u64 size)
{
	const long tuples = ARRAY_SIZE(sections) * 33 * ARRAY_SIZE(pages) *
			    ARRAY_SIZE(ranges) * 2;
	struct tally tally = { 0 };
	unsigned int section;

	for (section = 0; section < ARRAY_SIZE(sections); section++)
		try_section(_metadata, dev, file, size, section, &tally);
	EXPECT_EQ(tuples, tally.tuples);
	EXPECT_LT(0, tally.mapped);
	EXPECT_LT(tally.mapped, tally.tuples);
	EXPECT_LT(0, tally.changed);
	EXPECT_LT(tally.changed, tally.changes);
	TH_LOG("%ld tuples: %ld mapped, %ld without right or protection, %ld out of range",
	       tally.tuples, tally.mapped, tally.for_access, tally.for_range);
	TH_LOG("%ld changes of protection: %ld made, %ld refused", tally.changes,
	       tally.changed, tally.changes - tally.changed);
}

TEST_F(refusals, without_file)
{
	try_all(_metadata, self->dev, -1, SECTION_PAGES * PAGE);
}

/* The section ends within its last page; the file goes on after it. */
TEST_F(refusals, on_a_file)
{
	int file = memfd_create("refusals", MFD_CLOEXEC);

	ASSERT_LE(0, file);
	ASSERT_EQ(0, ftruncate(file, 8 * PAGE));
	try_all(_metadata, self->dev, file, PAGE + 1);
	close(file);
}

TEST_HARNESS_MAIN
