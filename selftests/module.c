// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unloading the module: refused while something of it is in use, clean
 * afterwards, and views live on.
 */
#include "kernel_state.h"
#include "namedmap_utils.h"

FIXTURE(module) {
	DEVICE_FIELDS;
};

FIXTURE_SETUP(module)
{
	DEVICE_SETUP();
	NEEDS_MODULE_FILE();
}

FIXTURE_TEARDOWN(module)
{
	DEVICE_TEARDOWN();
}

/* Close the device, unload and load, open it again. */
#define CLOSE_DEVICE() do {						       \
	close(self->dev);						       \
	self->dev = -1;							       \
} while (0)

#define OPEN_DEVICE() do {						       \
	self->dev = open(DEVICE, O_RDWR | O_CLOEXEC);			       \
	ASSERT_LE(0, self->dev) TH_LOG("%s", strerror(errno));		       \
} while (0)

TEST_F(module, device_open)
{
	EXPECT_EQ(-EAGAIN, module_unload());
	CLOSE_DEVICE();
	ASSERT_EQ(0, module_unload());
	EXPECT_EQ(-1, access(DEVICE, F_OK));
	EXPECT_EQ(ENOENT, errno);
	ASSERT_EQ(0, module_load());
	OPEN_DEVICE();
}

TEST_F(module, handles)
{
	int section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				      .section_size = PAGE));
	int event = SUCCEEDS(EVENT_CREATE(self->dev));

	CLOSE_DEVICE();
	EXPECT_EQ(-EAGAIN, module_unload());
	close(section);
	EXPECT_EQ(-EAGAIN, module_unload());
	close(event);
	ASSERT_EQ(0, module_unload());
	ASSERT_EQ(0, module_load());
	OPEN_DEVICE();
}

/* Views need nothing of the module: they work without it, and end without it. */
TEST_F(module, views_survive)
{
	int file = memfd_create("module", MFD_CLOEXEC);
	unsigned char *view, *of_file, *copy;
	int section, file_section;

	ASSERT_EQ(0, ftruncate(file, 4 * PAGE));
	section = SUCCEEDS(CREATE(self->dev, .section_size = 4 * PAGE));
	file_section = SUCCEEDS(CREATE(self->dev, .backing_fd = file));
	view = MAP(section, 4 * PAGE);
	of_file = MAP(file_section, 4 * PAGE);
	copy = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, section, 0);
	ASSERT_MAPPED(copy);
	view[0] = 1;
	close(section);
	close(file_section);
	CLOSE_DEVICE();
	ASSERT_EQ(0, module_unload());
	EXPECT_EQ(1, view[0]);
	view[PAGE] = 2;
	of_file[PAGE] = 3;
	copy[0] = 4;
	EXPECT_EQ(1, view[0]);
	EXPECT_EQ(0, msync(of_file, 4 * PAGE, MS_SYNC));
	ASSERT_EQ(0, munmap(of_file, 4 * PAGE));
	ASSERT_EQ(0, module_load());
	EXPECT_EQ(2, view[PAGE]);
	ASSERT_EQ(0, munmap(view, 4 * PAGE));
	ASSERT_EQ(0, munmap(copy, PAGE));
	EXPECT_EQ(3, ((unsigned char *)MAP(file, 4 * PAGE))[PAGE]);
	close(file);
	OPEN_DEVICE();
}

/* Again and again, with the last handle closed just before. */
TEST_F(module, many_times)
{
	long i, count = rounds(50);
	int section, event;

	for (i = 0; i < count; i++) {
		section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
					  .section_size = PAGE));
		event = SUCCEEDS(EVENT_CREATE(self->dev));
		munmap(MAP(section, PAGE), PAGE);
		CLOSE_DEVICE();
		close(section);
		close(event);
		ASSERT_EQ(0, module_unload());
		ASSERT_EQ(0, module_load());
		OPEN_DEVICE();
		FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	}
	EXPECT_EQ(0, slab_objects_settled(0));
}

/* Everybody may open the device. */
TEST_F(module, device_mode)
{
	struct stat stat_;

	ASSERT_EQ(0, stat(DEVICE, &stat_));
	EXPECT_EQ(S_IFCHR | 0666, stat_.st_mode);
}

TEST_HARNESS_MAIN
