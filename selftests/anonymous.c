// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sections without a file: sizes, protections and attributes.
 */
#include <sys/sysinfo.h>

#include "backing.h"

FIXTURE(anonymous) {
	DEVICE_FIELDS;
};

FIXTURE_SETUP(anonymous)
{
	DEVICE_SETUP();
}

FIXTURE_TEARDOWN(anonymous)
{
	DEVICE_TEARDOWN();
}

TEST_F(anonymous, sizes)
{
	static const __u64 sizes[][2] = {
		{ 1, PAGE }, { 0x123, 0x1000 }, { 4090, 4096 }, { 4096, 4096 },
		{ 4097, 8192 }, { 0x3452, 0x4000 }, { (1 << 20) - 1, 1 << 20 },
	};
	static const __u64 beyond[] = { 1ull << 63, UINT64_MAX, INT64_MAX };
	unsigned int i, p;

	for (p = 0; p < ARRAY_SIZE(protections); p++) {
		for (i = 0; i < ARRAY_SIZE(sizes); i++) {
			int section = SUCCEEDS(CREATE(self->dev,
				.protection = protections[p],
				.section_size = sizes[i][0]));

			EXPECT_EQ(sizes[i][1], query_brief(section).out_section_size);
			close(section);
		}
		FAILS(EINVAL, CREATE(self->dev, .protection = protections[p]));
		for (i = 0; i < ARRAY_SIZE(beyond); i++)
			FAILS(EFBIG, CREATE(self->dev, .protection = protections[p],
					    .section_size = beyond[i]));
	}
}

TEST_F(anonymous, protections)
{
	__u32 protection;
	unsigned int i, legal;

	for (protection = 0; protection < 0x400; protection++) {
		for (legal = 0, i = 0; i < ARRAY_SIZE(protections); i++)
			legal |= protection == protections[i];
		if (legal)
			continue;
		FAILS(EINVAL, CREATE(self->dev, .section_size = PAGE,
				     .protection = protection));
	}
	for (i = 10; i < 32; i++)
		FAILS(EINVAL, CREATE(self->dev, .section_size = PAGE,
				     .protection = NAMEDMAP_PAGE_READWRITE | 1u << i));
}

TEST_F(anonymous, attributes)
{
	const __u32 commit = NAMEDMAP_SECTION_COMMIT;
	const struct {
		__u32 given;
		int error;
		__u32 reported;
	} cases[] = {
		{ 0, 0, commit },
		{ commit, 0, commit },
		{ NAMEDMAP_SECTION_RESERVE, 0, NAMEDMAP_SECTION_RESERVE },
		{ commit | NAMEDMAP_SECTION_RESERVE, EINVAL, 0 },
		{ NAMEDMAP_SECTION_NOCACHE, EINVAL, 0 },
		{ NAMEDMAP_SECTION_WRITECOMBINE, EINVAL, 0 },
		{ commit | NAMEDMAP_SECTION_NOCACHE, 0,
		  commit | NAMEDMAP_SECTION_NOCACHE },
		{ commit | NAMEDMAP_SECTION_WRITECOMBINE, 0,
		  commit | NAMEDMAP_SECTION_WRITECOMBINE },
		{ NAMEDMAP_SECTION_FILE, EINVAL, 0 },
		{ NAMEDMAP_SECTION_LARGE_PAGES, EINVAL, 0 },
		{ commit | NAMEDMAP_SECTION_LARGE_PAGES, EINVAL, 0 },
	};
	unsigned int i, bit;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct namedmap_create create = {
			.access = ALL, .protection = NAMEDMAP_PAGE_READWRITE,
			.attributes = cases[i].given, .mode = 0600,
			.section_size = PAGE, .backing_fd = -1,
		};
		int ret = sys_create(self->dev, &create);

		EXPECT_EQ(-cases[i].error, ret < 0 ? ret : 0)
			TH_LOG("%#x", cases[i].given);
		if (ret >= 0) {
			EXPECT_EQ(cases[i].reported, create.out_attributes);
			EXPECT_EQ(cases[i].reported, query(ret).out_attributes);
		}
		close(ret);
	}
	for (bit = 0; bit < 32; bit++) {
		if ((NAMEDMAP_SECTION_FILE | NAMEDMAP_SECTION_RESERVE | commit |
		     NAMEDMAP_SECTION_NOCACHE | NAMEDMAP_SECTION_WRITECOMBINE |
		     NAMEDMAP_SECTION_LARGE_PAGES) & 1u << bit)
			continue;
		FAILS(EOPNOTSUPP, CREATE(self->dev, .section_size = PAGE,
					 .attributes = commit | 1u << bit));
	}
}

/* Huge pages: for the capable, in whole huge pages, committed. */
TEST_F(anonymous, large_pages)
{
	const __u32 large = NAMEDMAP_SECTION_COMMIT | NAMEDMAP_SECTION_LARGE_PAGES;
	const size_t huge = 2 << 20;
	unsigned char *view;
	int section;
	pid_t pid;

	NEEDS_ROOT();
	FAILS(EINVAL, CREATE(self->dev, .section_size = huge + PAGE,
			     .attributes = large));
	FAILS(EINVAL, CREATE(self->dev, .section_size = huge,
			     .attributes = NAMEDMAP_SECTION_RESERVE |
				     NAMEDMAP_SECTION_LARGE_PAGES));
	section = SUCCEEDS(CREATE(self->dev, .section_size = 2 * huge,
				  .attributes = large));
	EXPECT_EQ(large, query(section).out_attributes);
	view = MAP(section, 2 * huge);
	view[0] = 1;
	view[2 * huge - 1] = 2;
	EXPECT_EQ(0, view[huge]);
	munmap(view, 2 * huge);
	close(section);
	CHILD(pid) {
		ASSERT_EQ(0, become(1000));
		FAILS(EPERM, CREATE(self->dev, .section_size = huge,
				    .attributes = large));
	}
	CHILD_DONE(pid);
}

#define OVERCOMMIT "/proc/sys/vm/overcommit_memory"

/* Above the commit limit: an error at create, unless nothing is charged. */
TEST_F(anonymous, commit_limit)
{
	char before[32];

	NEEDS_ROOT();
	ASSERT_EQ(0, read_file(OVERCOMMIT, before, sizeof(before)));
	ASSERT_EQ(0, write_file(OVERCOMMIT, "2"));
	FAILS(ENOMEM, CREATE(self->dev, NAMED(self->name),
			     .section_size = 512ull << 30));
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	close(SUCCEEDS(CREATE(self->dev, .section_size = 8ull << 30,
			      .attributes = NAMEDMAP_SECTION_RESERVE)));
	ASSERT_EQ(0, write_file(OVERCOMMIT, before));
}

/* The largest section that this machine can have page tables for. */
static __u64 mappable(void)
{
	struct sysinfo info;

	sysinfo(&info);
	return (__u64)info.totalram * info.mem_unit / PAGE * PAGE * (PAGE / 8);
}

/* Nothing is charged for a reserved section, but it has to be of some use. */
TEST_F(anonymous, too_large)
{
	const __u32 reserve = NAMEDMAP_SECTION_RESERVE;
	static const __u64 beyond[] = {
		NAMEDMAP_ANONYMOUS_MAX - PAGE + 1, NAMEDMAP_ANONYMOUS_MAX,
		NAMEDMAP_ANONYMOUS_MAX + 1, 1ull << 56, INT64_MAX,
	};
	__u64 largest = mappable();
	unsigned int i;

	close(SUCCEEDS(CREATE(self->dev, .section_size = 8ull << 30,
			      .attributes = reserve)));
	for (i = 0; i < ARRAY_SIZE(beyond); i++) {
		FAILS(EFBIG, CREATE(self->dev, NAMED(self->name),
				    .section_size = beyond[i]));
		FAILS(EFBIG, CREATE(self->dev, NAMED(self->name),
				    .section_size = beyond[i],
				    .attributes = reserve));
	}
	if (largest < NAMEDMAP_ANONYMOUS_MAX / 2) {
		close(SUCCEEDS(CREATE(self->dev, .section_size = largest,
				      .attributes = reserve)));
		FAILS(ENOBUFS, CREATE(self->dev, NAMED(self->name),
				      .section_size = 2 * largest,
				      .attributes = reserve));
		FAILS(ENOBUFS, CREATE(self->dev, NAMED(self->name),
				      .section_size = NAMEDMAP_ANONYMOUS_MAX - PAGE,
				      .attributes = reserve));
	}
	/* what is charged fails for that reason */
	FAILS(ENOMEM, CREATE(self->dev, NAMED(self->name),
			     .section_size = NAMEDMAP_ANONYMOUS_MAX - PAGE));
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
}

TEST_HARNESS_MAIN
