// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sealed memfds: a section writes to none, and seals are not put on one behind
 * its back.
 */
#include "backing.h"

FIXTURE(seals) {
	DEVICE_FIELDS;
	int file;		/* one page, "GOOD" */
};

FIXTURE_SETUP(seals)
{
	DEVICE_SETUP();
	self->file = memfd_create("seals", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	ASSERT_LE(0, self->file);
	ASSERT_EQ(0, ftruncate(self->file, PAGE));
	ASSERT_EQ(4, pwrite(self->file, "GOOD", 4, 0));
}

FIXTURE_TEARDOWN(seals)
{
	close(self->file);
	DEVICE_TEARDOWN();
}

#define EXPECT_GOOD() do {						       \
	char __text[5] = "";						       \
									       \
	EXPECT_EQ(4, pread(self->file, __text, 4, 0));			       \
	EXPECT_STREQ("GOOD", __text);					       \
} while (0)

static const int write_seals[] = { F_SEAL_WRITE, F_SEAL_FUTURE_WRITE };

TEST_F(seals, before_create)
{
	unsigned int seal, i;

	for (seal = 0; seal < ARRAY_SIZE(write_seals); seal++) {
		int file = memfd_create("seals", MFD_CLOEXEC | MFD_ALLOW_SEALING);

		ASSERT_EQ(0, ftruncate(file, PAGE));
		ASSERT_EQ(0, fcntl(file, F_ADD_SEALS, write_seals[seal]));
		for (i = 0; i < ARRAY_SIZE(protections); i++) {
			int ret = CREATE(self->dev, NAMED(self->name),
					 .protection = protections[i],
					 .backing_fd = file);
			void *view;

			EXPECT_EQ(writable(protections[i]) ? -EPERM : 0,
				  ret < 0 ? ret : 0) TH_LOG("%#x", protections[i]);
			if (ret < 0)
				continue;
			/* read-only, and read-only for good */
			ASSERT_EQ(0, map_at(&view, PAGE, PROT_READ, MAP_SHARED,
					    ret, 0));
			SYSCALL_FAILS(EACCES, mprotect(view, PAGE,
						       PROT_READ | PROT_WRITE));
			munmap(view, PAGE);
			EXPECT_EQ(0, try_map(ret, PAGE, PROT_READ | PROT_WRITE,
					     MAP_PRIVATE, 0));
			close(ret);
		}
		close(file);
	}
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
}

/* A section whose views may be written counts as a mapping that may be. */
TEST_F(seals, while_the_section_lives)
{
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file));
	unsigned char *view;

	SYSCALL_FAILS(EBUSY, fcntl(self->file, F_ADD_SEALS, F_SEAL_WRITE));
	view = MAP(section, PAGE);
	SYSCALL_FAILS(EBUSY, fcntl(self->file, F_ADD_SEALS, F_SEAL_WRITE));
	close(section);
	SYSCALL_FAILS(EBUSY, fcntl(self->file, F_ADD_SEALS, F_SEAL_WRITE));
	munmap(view, PAGE);
	EXPECT_EQ(0, fcntl(self->file, F_ADD_SEALS, F_SEAL_WRITE))
		TH_LOG("%s", strerror(errno));
	FAILS(EPERM, CREATE(self->dev, .backing_fd = self->file));
	EXPECT_GOOD();
}

/* Sections that cannot be written do not stand in the way of sealing. */
TEST_F(seals, beside_a_read_only_section)
{
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
				      .protection = NAMEDMAP_PAGE_READONLY));
	void *view;

	ASSERT_EQ(0, map_at(&view, PAGE, PROT_READ, MAP_SHARED, section, 0));
	EXPECT_EQ(0, fcntl(self->file, F_ADD_SEALS, F_SEAL_WRITE))
		TH_LOG("%s", strerror(errno));
	SYSCALL_FAILS(EACCES, mprotect(view, PAGE, PROT_READ | PROT_WRITE));
	munmap(view, PAGE);
	close(section);
	EXPECT_GOOD();
}

/* Sealed against future writing: old views stay, new ones are read-only. */
TEST_F(seals, future_write_after_create)
{
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file));
	unsigned char *old = MAP(section, PAGE), *view;

	ASSERT_EQ(0, fcntl(self->file, F_ADD_SEALS, F_SEAL_FUTURE_WRITE));
	EXPECT_EQ(-EPERM, try_map(section, PAGE, PROT_READ | PROT_WRITE,
				  MAP_SHARED, 0));
	EXPECT_EQ(-EPERM, try_map(section, PAGE, PROT_WRITE, MAP_SHARED, 0));
	ASSERT_EQ(0, map_at((void **)&view, PAGE, PROT_READ, MAP_SHARED, section, 0));
	SYSCALL_FAILS(EACCES, mprotect(view, PAGE, PROT_READ | PROT_WRITE));
	old[0] = 'g';
	EXPECT_EQ('g', view[0]);
	EXPECT_EQ(0, try_map(section, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, 0));
	munmap(view, PAGE);
	munmap(old, PAGE);
	close(section);
}

/* A memfd that must not grow does not, and its size stays. */
TEST_F(seals, against_growing)
{
	ASSERT_EQ(0, fcntl(self->file, F_ADD_SEALS, F_SEAL_GROW));
	FAILS(EPERM, CREATE(self->dev, NAMED(self->name), .backing_fd = self->file,
			    .section_size = 2 * PAGE));
	EXPECT_EQ(PAGE, file_size(self->file));
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	close(SUCCEEDS(CREATE(self->dev, .backing_fd = self->file)));
	EXPECT_GOOD();
}

TEST_HARNESS_MAIN
