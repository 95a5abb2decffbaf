// SPDX-License-Identifier: GPL-2.0-only
/*
 * Page protections, attributes, sizes and ranges.
 */
#include <kunit/test.h>
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/overflow.h>

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

/**
 * struct view_row - a row of the tables E and F of the conformance list
 * @title: page protection of the view
 * @shared: such a view of a handle that may write is a shared one
 * @write: it may be written
 * @exec: it may be executed
 * @needs: rights that the handle must carry (table E)
 * @sections: protections of sections that allow it (table F)
 */
struct view_row {
	const char *title;
	bool shared;
	bool write;
	bool exec;
	u32 needs;
	u32 sections;
};

static const struct view_row view_rows[] = {
	{ "NOACCESS", false, false, false, 0x4, 0xee },
	{ "READONLY", false, false, false, 0x4, 0xee },
	{ "WRITECOPY", false, true, false, 0x4, 0xee },
	{ "READWRITE", true, true, false, 0x2, 0x44 },
	{ "EXECUTE_READ", false, false, true, 0xc, 0xe0 },
	{ "EXECUTE_WRITECOPY", false, true, true, 0xc, 0xe0 },
	{ "EXECUTE_READWRITE", true, true, true, 0xa, 0x40 },
	/* reading, through a handle that may also write */
	{ "READONLY, shared", true, false, false, 0x6, 0x44 },
};

/* Tables E and F again, as they are printed: 8 views, 6 sections, 32 handles. */
static void prot_view_tables(struct kunit *test)
{
	unsigned int row, access, allowed = 0, count = 0;
	size_t i;

	for (row = 0; row < ARRAY_SIZE(view_rows); row++)
		for (i = 0; i < ARRAY_SIZE(protections); i++)
			for (access = 0; access < 32; access++) {
				const struct view_row *view = &view_rows[row];
				bool may = (access & view->needs) == view->needs &&
					   view->sections & protections[i];

				KUNIT_EXPECT_EQ_MSG(test,
						    namedmap_prot_view(access,
								       protections[i],
								       view->shared,
								       view->write,
								       view->exec),
						    may ? 0 : -EACCES,
						    "%s of section %x, access %x",
						    view->title, protections[i],
						    access);
				allowed += may;
				count++;
			}
	KUNIT_EXPECT_EQ(test, count, 8 * 6 * 32);
	/* half of the handles have one right, a quarter has two */
	KUNIT_EXPECT_EQ(test, allowed,
			6 * 16 + 6 * 16 + 6 * 16 + 2 * 16 + 3 * 8 + 3 * 8 +
			1 * 8 + 2 * 8);
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

/*
 * Every combination of the six attributes, with and without a file; table C.
 * Then each other bit, which there is not.
 */
static void prot_attribute_combinations(struct kunit *test)
{
	static const u32 bits[] = { FILE_BIT, RESERVE, COMMIT, NOCACHE, COMBINE,
				    HUGE };
	unsigned int set, i, accepted[2] = {}, count = 0, unknown = 0;
	u32 attributes, reported;

	for (set = 0; set < 1 << ARRAY_SIZE(bits); set++) {
		for (attributes = 0, i = 0; i < ARRAY_SIZE(bits); i++)
			attributes |= set >> i & 1 ? bits[i] : 0;
		for (i = 0; i < 2; i++) {
			int ret = namedmap_prot_attributes(attributes, i, LARGE,
							   LARGE, &reported);

			accepted[i] += !ret;
			count++;
			if (ret) {
				KUNIT_EXPECT_EQ(test, ret, -EINVAL);
				continue;
			}
			/* told is what was asked for, with a file as FILE */
			KUNIT_EXPECT_EQ(test, reported & (NOCACHE | COMBINE | HUGE),
					attributes & (NOCACHE | COMBINE | HUGE));
			KUNIT_EXPECT_EQ(test, reported & (FILE_BIT | COMMIT | RESERVE),
					i ? FILE_BIT :
					attributes & RESERVE ? RESERVE : COMMIT);
		}
	}
	KUNIT_EXPECT_EQ(test, count, 64 * 2);
	/* none; COMMIT or RESERVE with any of two; COMMIT with LARGE likewise */
	KUNIT_EXPECT_EQ(test, accepted[0], 1 + 2 * 4 + 4);
	KUNIT_EXPECT_EQ(test, accepted[1], 1 + 2 * 4);

	for (i = 0; i < 32; i++) {
		if (BIT(i) & (FILE_BIT | RESERVE | COMMIT | NOCACHE | COMBINE |
			      HUGE))
			continue;
		KUNIT_EXPECT_EQ(test, namedmap_prot_attributes(COMMIT | BIT(i),
							       false, LARGE, LARGE,
							       &reported),
				-EOPNOTSUPP);
		unknown++;
	}
	KUNIT_EXPECT_EQ(test, unknown, 26);
}

/* CFM-38: sizes around multiples of the large page. */
static void prot_large_sizes(struct kunit *test)
{
	static const u64 wrong[] = {
		0, 1, LARGE / 2, LARGE - PAGE_SIZE, LARGE - 1, LARGE + 1,
		LARGE + PAGE_SIZE, 2 * LARGE - 1, U64_MAX,
	};
	static const u64 right[] = { LARGE, 2 * LARGE, 3 * LARGE, 1ULL << 40 };
	u32 reported;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		KUNIT_EXPECT_EQ_MSG(test, namedmap_prot_attributes(COMMIT | HUGE,
								   false, wrong[i],
								   LARGE, &reported),
				    -EINVAL, "size %llx", wrong[i]);
	for (i = 0; i < ARRAY_SIZE(right); i++)
		KUNIT_EXPECT_EQ_MSG(test, namedmap_prot_attributes(COMMIT | HUGE,
								   false, right[i],
								   LARGE, &reported),
				    0, "size %llx", right[i]);
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

struct anonymous_case {
	u64 size;
	int ret;
	u64 rounded;
};

/* CFM-20, CFM-21, CFM-31, CFM-34, CFM-35 as numbers, for pages of 4 KiB. */
static const struct anonymous_case anonymous_cases[] = {
	{ 0, -EINVAL, 0 },
	{ 1, 0, 0x1000 },
	{ 0x123, 0, 0x1000 },
	{ 0xfff, 0, 0x1000 },
	{ 0x1000, 0, 0x1000 },
	{ 0x1001, 0, 0x2000 },
	{ 0x3452, 0, 0x4000 },
	{ 0x7fffffff, 0, 0x80000000 },
	{ 0x80000001, 0, 0x80001000 },
	{ 0xffffffff, 0, 0x100000000 },
	{ 0x100000000, 0, 0x100000000 },
	{ 0x100000001, 0, 0x100001000 },
	{ 0x7fffffffefff, 0, 0x7ffffffff000 },
	{ 0x7ffffffff000, 0, 0x7ffffffff000 },
	{ 0x7ffffffff001, -EFBIG, 0 },
	{ 0x7fffffffffff, -EFBIG, 0 },
	{ 0x800000000000, -EFBIG, 0 },
	{ 0x7fffffffffffffff, -EFBIG, 0 },
	{ 0x8000000000000000, -EFBIG, 0 },
	{ 0xfffffffffffff000, -EFBIG, 0 },
	{ 0xfffffffffffff001, -EFBIG, 0 },
	{ 0xffffffffffffffff, -EFBIG, 0 },
};

static void anonymous_title(const struct anonymous_case *param, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%llx bytes", param->size);
}

KUNIT_ARRAY_PARAM(anonymous_cases, anonymous_cases, anonymous_title);

static void prot_anonymous_sizes(struct kunit *test)
{
	const struct anonymous_case *param = test->param_value;
	u64 rounded = 0;

	if (PAGE_SIZE != 4096)
		kunit_skip(test, "the numbers are those of 4 KiB pages");
	KUNIT_EXPECT_EQ(test, namedmap_prot_anonymous_size(param->size, &rounded),
			param->ret);
	KUNIT_EXPECT_EQ(test, rounded, param->rounded);
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

/* Where arithmetic of 64 bits can go wrong. */
static const u64 edges[] = {
	0, 1, 2, 0xffe, 0xfff, 0x1000, 0x1001, 0x1fff, 0x2000, 0x2001,
	0x7fffffff, 0x80000000, 0x80000001, 0xfffff000, 0xffffffff,
	0x100000000, 0x100000001, 0x7ffffffffffff000, 0x7ffffffffffffffe,
	0x7fffffffffffffff, 0x8000000000000000, 0x8000000000000001,
	0xffffffffffffefff, 0xfffffffffffff000, 0xfffffffffffff001,
	0xfffffffffffffffe, 0xffffffffffffffff,
};

/* Every size with every length and protection. CFM-22 to CFM-27, CFM-31 */
static void prot_file_size_edges(struct kunit *test)
{
	unsigned int i, j, kind, count = 0;

	for (i = 0; i < ARRAY_SIZE(edges); i++)
		for (j = 0; j < ARRAY_SIZE(edges); j++)
			for (kind = 0; kind < ARRAY_SIZE(prot_kinds); kind++) {
				const struct prot_kind *prot = &prot_kinds[kind];
				u64 size = edges[i] ?: edges[j], result = 1;
				int want = 0;

				if (size > edges[j] && !prot->writable)
					want = -EOVERFLOW;
				if (size > 0x7fffffffffffffff)
					want = -EFBIG;
				if (!size)
					want = -ENODATA;
				KUNIT_EXPECT_EQ_MSG(test,
						    namedmap_prot_file_size(edges[i],
									    edges[j],
									    prot->protection,
									    &result),
						    want, "size %llx length %llx",
						    edges[i], edges[j]);
				KUNIT_EXPECT_EQ(test, result, want ? 1 : size);
				count++;
			}
	KUNIT_EXPECT_EQ(test, count, 27 * 27 * 6);
}

/* Every triple, by a sum that tells of wrapping around. */
static void prot_range_edges(struct kunit *test)
{
	unsigned int i, j, k, within = 0, count = 0;
	u64 end;

	for (i = 0; i < ARRAY_SIZE(edges); i++)
		for (j = 0; j < ARRAY_SIZE(edges); j++)
			for (k = 0; k < ARRAY_SIZE(edges); k++) {
				bool want = !check_add_overflow(edges[j], edges[k],
								&end) &&
					    end <= edges[i];

				KUNIT_EXPECT_EQ_MSG(test,
						    namedmap_prot_range(edges[i],
									edges[j],
									edges[k]),
						    want, "size %llx: %llx + %llx",
						    edges[i], edges[j], edges[k]);
				within += want;
				count++;
			}
	KUNIT_EXPECT_EQ(test, count, 27 * 27 * 27);
	KUNIT_EXPECT_GT(test, within, 27 * 27);
}

/* Likewise in pages, for sizes that a section can have. */
static void prot_view_range_edges(struct kunit *test)
{
	unsigned int i, j, k, count = 0;
	u64 end;

	for (i = 0; edges[i] <= 0x7fffffffffffffff; i++)
		for (j = 0; j < ARRAY_SIZE(edges); j++)
			for (k = 0; k < ARRAY_SIZE(edges); k++) {
				u64 length = edges[k] & PAGE_MASK;
				u64 pages = edges[i] / PAGE_SIZE +
					    !!(edges[i] % PAGE_SIZE);
				bool want;

				/* no view is empty */
				if (!length)
					continue;
				want = !check_add_overflow(edges[j],
							   length / PAGE_SIZE,
							   &end) &&
				       end <= pages;
				KUNIT_EXPECT_EQ_MSG(test,
						    namedmap_prot_view_range(edges[i],
									     edges[j],
									     length),
						    want, "size %llx: page %llx, %llx bytes",
						    edges[i], edges[j], length);
				count++;
			}
	/* twenty sizes; all but the lengths below a page */
	KUNIT_EXPECT_EQ(test, count, 20 * 27 * 22);
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
	KUNIT_CASE(prot_view_tables),
	KUNIT_CASE_PARAM(prot_attributes, attribute_cases_gen_params),
	KUNIT_CASE(prot_attribute_combinations),
	KUNIT_CASE(prot_large_sizes),
	KUNIT_CASE(prot_no_large),
	KUNIT_CASE(prot_anonymous_size),
	KUNIT_CASE_PARAM(prot_anonymous_sizes, anonymous_cases_gen_params),
	KUNIT_CASE(prot_mappable),
	KUNIT_CASE(prot_file_size),
	KUNIT_CASE(prot_file_size_edges),
	KUNIT_CASE(prot_range),
	KUNIT_CASE(prot_range_edges),
	KUNIT_CASE(prot_view_range),
	KUNIT_CASE(prot_view_range_edges),
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
