// SPDX-License-Identifier: GPL-2.0-only
/*
 * Page protections, attributes, sizes and ranges.
 */
#include <kunit/test.h>
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/module.h>

#include "prot.h"

#define LARGE (2UL << 20)

static const u32 protections[] = {
	NAMEDMAP_PAGE_READONLY, NAMEDMAP_PAGE_READWRITE,
	NAMEDMAP_PAGE_WRITECOPY, NAMEDMAP_PAGE_EXECUTE_READ,
	NAMEDMAP_PAGE_EXECUTE_READWRITE, NAMEDMAP_PAGE_EXECUTE_WRITECOPY,
};

/* CFM-1, CFM-2, CFM-13: of all values in eleven bits six are protections. */
static void prot_valid(struct kunit *test)
{
	u32 value, count = 0;

	for (value = 0; value < 0x800; value++)
		count += namedmap_prot_valid(value);
	KUNIT_EXPECT_EQ(test, count, ARRAY_SIZE(protections));
	for (value = 0; value < ARRAY_SIZE(protections); value++)
		KUNIT_EXPECT_TRUE(test, namedmap_prot_valid(protections[value]));
	for (value = 0; value < ARRAY_SIZE(protections); value++)
		KUNIT_EXPECT_FALSE(test, namedmap_prot_valid(protections[value] |
							     0x80000000));
}

struct prot_kind {
	u32 protection;
	bool writable;
	bool executable;
	bool copies;
};

static const struct prot_kind prot_kinds[] = {
	{ NAMEDMAP_PAGE_READONLY, false, false, false },
	{ NAMEDMAP_PAGE_READWRITE, true, false, false },
	{ NAMEDMAP_PAGE_WRITECOPY, false, false, true },
	{ NAMEDMAP_PAGE_EXECUTE_READ, false, true, false },
	{ NAMEDMAP_PAGE_EXECUTE_READWRITE, true, true, false },
	{ NAMEDMAP_PAGE_EXECUTE_WRITECOPY, false, true, true },
};

static void prot_meaning(struct kunit *test)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(prot_kinds); i++) {
		const struct prot_kind *kind = &prot_kinds[i];

		KUNIT_EXPECT_EQ(test, namedmap_prot_writable(kind->protection),
				kind->writable);
		KUNIT_EXPECT_EQ(test, namedmap_prot_executable(kind->protection),
				kind->executable);
		KUNIT_EXPECT_EQ(test, namedmap_prot_copies(kind->protection),
				kind->copies);
	}
}

/* Tables E and F: every handle, section and view; 32 x 6 x 8 of them. */
static void prot_view(struct kunit *test)
{
	unsigned int access, view, allowed = 0, count = 0;
	size_t i;

	for (access = 0; access < 32; access++)
		for (i = 0; i < ARRAY_SIZE(prot_kinds); i++)
			for (view = 0; view < 8; view++) {
				const struct prot_kind *kind = &prot_kinds[i];
				bool shared = view & 1, write = view & 2,
				     exec = view & 4;
				bool read_right = access & 4,
				     write_right = access & 2,
				     exec_right = access & 8;
				int want = 0;

				if (shared && (!write_right || !kind->writable))
					want = -EACCES;
				if (!read_right && (!shared || !write))
					want = -EACCES;
				if (exec && (!exec_right || !kind->executable))
					want = -EACCES;
				KUNIT_EXPECT_EQ_MSG(test,
						    namedmap_prot_view(access,
								       kind->protection,
								       shared, write, exec),
						    want, "access %x protection %x view %x",
						    access, kind->protection, view);
				allowed += !want;
				count++;
			}
	KUNIT_EXPECT_EQ(test, count, 32 * 6 * 8);
	KUNIT_EXPECT_NE(test, allowed, 0);
}

struct attribute_case {
	const char *title;
	u32 attributes;
	bool has_file;
	u64 size;
	int ret;
	u32 reported;
};

#define COMMIT NAMEDMAP_SECTION_COMMIT
#define RESERVE NAMEDMAP_SECTION_RESERVE
#define NOCACHE NAMEDMAP_SECTION_NOCACHE
#define COMBINE NAMEDMAP_SECTION_WRITECOMBINE
#define HUGE NAMEDMAP_SECTION_LARGE_PAGES
#define FILE_BIT NAMEDMAP_SECTION_FILE

/* Table C. */
static const struct attribute_case attribute_cases[] = {
	{ "CFM-40 none", 0, false, 4096, 0, COMMIT },
	{ "none, file", 0, true, 4096, 0, FILE_BIT },
	{ "commit", COMMIT, false, 4096, 0, COMMIT },
	{ "CFM-41 commit, file", COMMIT, true, 4096, 0, FILE_BIT },
	{ "reserve", RESERVE, false, 4096, 0, RESERVE },
	{ "CFM-41 reserve, file", RESERVE, true, 4096, 0, FILE_BIT },
	{ "commit, nocache", COMMIT | NOCACHE, false, 4096, 0,
	  COMMIT | NOCACHE },
	{ "commit, nocache, file", COMMIT | NOCACHE, true, 4096, 0,
	  FILE_BIT | NOCACHE },
	{ "reserve, nocache", RESERVE | NOCACHE, false, 4096, 0,
	  RESERVE | NOCACHE },
	{ "reserve, nocache, file", RESERVE | NOCACHE, true, 4096, 0,
	  FILE_BIT | NOCACHE },
	{ "commit, combine", COMMIT | COMBINE, false, 4096, 0,
	  COMMIT | COMBINE },
	{ "commit, combine, file", COMMIT | COMBINE, true, 4096, 0,
	  FILE_BIT | COMBINE },
	{ "reserve, combine", RESERVE | COMBINE, false, 4096, 0,
	  RESERVE | COMBINE },
	{ "reserve, commit", RESERVE | COMMIT, false, 4096, -EINVAL, 0 },
	{ "reserve, commit, file", RESERVE | COMMIT, true, 4096, -EINVAL, 0 },
	{ "reserve, large", RESERVE | HUGE, false, LARGE, -EINVAL, 0 },
	{ "reserve, large, file", RESERVE | HUGE, true, LARGE, -EINVAL, 0 },
	{ "commit, large", COMMIT | HUGE, false, LARGE, 0, COMMIT | HUGE },
	{ "commit, large, file", COMMIT | HUGE, true, LARGE, -EINVAL, 0 },
	{ "CFM-38 large, odd size", COMMIT | HUGE, false, LARGE + 4096,
	  -EINVAL, 0 },
	{ "large, no size", COMMIT | HUGE, false, 0, -EINVAL, 0 },
	{ "nocache alone", NOCACHE, false, 4096, -EINVAL, 0 },
	{ "combine alone", COMBINE, false, 4096, -EINVAL, 0 },
	{ "large alone", HUGE, false, LARGE, -EINVAL, 0 },
	{ "file bit", FILE_BIT, false, 4096, -EINVAL, 0 },
	{ "file bit, commit", FILE_BIT | COMMIT, true, 4096, -EINVAL, 0 },
	{ "unknown bit", COMMIT | 1, false, 4096, -EOPNOTSUPP, 0 },
	{ "image bit", 0x01000000, true, 4096, -EOPNOTSUPP, 0 },
};

static void attribute_title(const struct attribute_case *param, char *desc)
{
	strscpy(desc, param->title, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(attribute_cases, attribute_cases, attribute_title);

static void prot_attributes(struct kunit *test)
{
	const struct attribute_case *param = test->param_value;
	u32 reported = 0;

	KUNIT_EXPECT_EQ(test, namedmap_prot_attributes(param->attributes,
						       param->has_file,
						       param->size, LARGE,
						       &reported),
			param->ret);
	KUNIT_EXPECT_EQ(test, reported, param->reported);
}

/* Large pages need a machine that has some. */
static void prot_no_large(struct kunit *test)
{
	u32 reported;

	KUNIT_EXPECT_EQ(test, namedmap_prot_attributes(COMMIT | HUGE, false,
						       LARGE, 0, &reported),
			-EINVAL);
}

/* CFM-20, CFM-21, CFM-31, CFM-34, CFM-35 */
static void prot_anonymous_size(struct kunit *test)
{
	u64 largest = min_t(u64, MAX_LFS_FILESIZE, NAMEDMAP_ANONYMOUS_MAX);
	u64 rounded;

	KUNIT_EXPECT_EQ(test, namedmap_prot_anonymous_size(0, &rounded),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, namedmap_prot_anonymous_size(1, &rounded), 0);
	KUNIT_EXPECT_EQ(test, rounded, PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, namedmap_prot_anonymous_size(PAGE_SIZE, &rounded), 0);
	KUNIT_EXPECT_EQ(test, rounded, PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, namedmap_prot_anonymous_size(PAGE_SIZE + 1, &rounded),
			0);
	KUNIT_EXPECT_EQ(test, rounded, 2 * PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, namedmap_prot_anonymous_size(largest - PAGE_SIZE,
							   &rounded), 0);
	KUNIT_EXPECT_LE(test, rounded, largest);
	KUNIT_EXPECT_EQ(test, namedmap_prot_anonymous_size(largest - PAGE_SIZE + 1,
							   &rounded), -EFBIG);
	KUNIT_EXPECT_EQ(test, namedmap_prot_anonymous_size(NAMEDMAP_ANONYMOUS_MAX,
							   &rounded), -EFBIG);
	KUNIT_EXPECT_EQ(test, namedmap_prot_anonymous_size(S64_MAX, &rounded),
			-EFBIG);
	KUNIT_EXPECT_EQ(test, namedmap_prot_anonymous_size(U64_MAX, &rounded),
			-EFBIG);
}

/* CFM-33, CFM-34: a page of tables maps as many pages as it has entries. */
static void prot_mappable(struct kunit *test)
{
	const u64 reach = PAGE_SIZE / sizeof(pte_t) * PAGE_SIZE;
	const u64 ram = (2ULL << 30) / PAGE_SIZE;

	KUNIT_EXPECT_TRUE(test, namedmap_prot_mappable(PAGE_SIZE, 1));
	KUNIT_EXPECT_TRUE(test, namedmap_prot_mappable(reach, 1));
	KUNIT_EXPECT_FALSE(test, namedmap_prot_mappable(2 * reach, 1));
	KUNIT_EXPECT_TRUE(test, namedmap_prot_mappable(8ULL << 30, ram));
	KUNIT_EXPECT_FALSE(test, namedmap_prot_mappable(8ULL << 40, ram));
}

/* CFM-22 to CFM-27, CFM-31 */
static void prot_file_size(struct kunit *test)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(prot_kinds); i++) {
		u32 protection = prot_kinds[i].protection;
		int longer = prot_kinds[i].writable ? 0 : -EOVERFLOW;
		u64 size = 0;

		KUNIT_EXPECT_EQ(test, namedmap_prot_file_size(0, 0, protection, &size),
				-ENODATA);
		KUNIT_EXPECT_EQ(test, namedmap_prot_file_size(0, 0x3456, protection,
							      &size), 0);
		KUNIT_EXPECT_EQ(test, size, 0x3456);
		KUNIT_EXPECT_EQ(test, namedmap_prot_file_size(36, 4096, protection,
							      &size), 0);
		KUNIT_EXPECT_EQ(test, size, 36);
		KUNIT_EXPECT_EQ(test, namedmap_prot_file_size(4096, 4096, protection,
							      &size), 0);
		KUNIT_EXPECT_EQ(test, namedmap_prot_file_size(4097, 4096, protection,
							      &size), longer);
		KUNIT_EXPECT_EQ(test, namedmap_prot_file_size(1, 0, protection, &size),
				longer);
		KUNIT_EXPECT_EQ(test, namedmap_prot_file_size(MAX_LFS_FILESIZE, 1,
							      protection, &size),
				longer);
		KUNIT_EXPECT_EQ(test, namedmap_prot_file_size(U64_MAX, 1, protection,
							      &size), -EFBIG);
	}
}

/* Every range of a small section against counting, and the ends of u64. */
static void prot_range(struct kunit *test)
{
	u64 size, offset, length;
	unsigned int count = 0;

	for (size = 0; size < 8; size++)
		for (offset = 0; offset < 10; offset++)
			for (length = 0; length < 10; length++) {
				KUNIT_EXPECT_EQ(test,
						namedmap_prot_range(size, offset, length),
						offset + length <= size);
				count++;
			}
	KUNIT_EXPECT_EQ(test, count, 800);
	KUNIT_EXPECT_FALSE(test, namedmap_prot_range(8, U64_MAX, 1));
	KUNIT_EXPECT_FALSE(test, namedmap_prot_range(8, 1, U64_MAX));
	KUNIT_EXPECT_FALSE(test, namedmap_prot_range(8, U64_MAX, U64_MAX));
	KUNIT_EXPECT_TRUE(test, namedmap_prot_range(U64_MAX, U64_MAX, 0));
	KUNIT_EXPECT_FALSE(test, namedmap_prot_range(U64_MAX, U64_MAX, 1));
}

/* MVF-22, MVF-23, MVF-26 in pages; wrap-around included. */
static void prot_view_range(struct kunit *test)
{
	u64 size, pgoff, pages;

	for (size = 1; size <= 4 * PAGE_SIZE; size += PAGE_SIZE / 4)
		for (pgoff = 0; pgoff < 6; pgoff++)
			for (pages = 1; pages < 7; pages++)
				KUNIT_EXPECT_EQ_MSG(test,
						    namedmap_prot_view_range(size, pgoff,
									     pages * PAGE_SIZE),
						    pgoff + pages <=
						    DIV_ROUND_UP_ULL(size, PAGE_SIZE),
						    "size %llu page %llu pages %llu",
						    size, pgoff, pages);
	KUNIT_EXPECT_FALSE(test, namedmap_prot_view_range(PAGE_SIZE, ULONG_MAX,
							  PAGE_SIZE));
	KUNIT_EXPECT_FALSE(test, namedmap_prot_view_range(PAGE_SIZE, 1,
							  (u64)-PAGE_SIZE));
	KUNIT_EXPECT_TRUE(test, namedmap_prot_view_range(MAX_LFS_FILESIZE,
							 (MAX_LFS_FILESIZE >> PAGE_SHIFT),
							 PAGE_SIZE));
}

static struct kunit_case prot_kunit_cases[] = {
	KUNIT_CASE(prot_valid),
	KUNIT_CASE(prot_meaning),
	KUNIT_CASE(prot_view),
	KUNIT_CASE_PARAM(prot_attributes, attribute_cases_gen_params),
	KUNIT_CASE(prot_no_large),
	KUNIT_CASE(prot_anonymous_size),
	KUNIT_CASE(prot_mappable),
	KUNIT_CASE(prot_file_size),
	KUNIT_CASE(prot_range),
	KUNIT_CASE(prot_view_range),
	{}
};

static struct kunit_suite prot_suite = {
	.name = "namedmap_prot",
	.test_cases = prot_kunit_cases,
};

kunit_test_suite(prot_suite);

NAMEDMAP_IMPORT_KUNIT;
MODULE_DESCRIPTION("KUnit tests of the protections of /dev/namedmap");
MODULE_LICENSE("GPL");
