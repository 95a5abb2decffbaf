/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sequences of fail_nth.c about sections on files, for every kind of file.
 */
#ifndef NAMEDMAP_FAIL_FILES_H
#define NAMEDMAP_FAIL_FILES_H

#include "fail_sequences.h"

#define GROWN (LENGTH + 5 * PAGE)

/* Setups. The file stays from round to round, and is LENGTH bytes long. */

static int have_file(struct context *c)
{
	if (file_size(c->file) != LENGTH && ftruncate(c->file, LENGTH))
		return -errno;
	c->blocks = file_blocks(c->file);
	return 0;
}

static int have_file_section(struct context *c)
{
	int ret = have_file(c);

	if (ret)
		return ret;
	c->section = CREATE(c->dev, C_NAMED(c), .backing_fd = c->file);
	return c->section < 0 ? c->section : 0;
}

/* The name is that of another section. */
static int have_file_and_name(struct context *c)
{
	int ret = have_file(c);

	return ret ? ret : have_section(c);
}

static int have_file_view_of(struct context *c, int flags)
{
	int ret = have_file_section(c);
	void *view;

	if (ret)
		return ret;
	c->view_length = LENGTH;
	ret = map_at(&view, LENGTH, PROT_READ | PROT_WRITE, flags, c->section,
		     0);
	c->view = ret ? NULL : view;
	return ret;
}

static int have_file_view(struct context *c)
{
	return have_file_view_of(c, MAP_SHARED);
}

static int have_private_file_view(struct context *c)
{
	return have_file_view_of(c, MAP_PRIVATE);
}

/* All pages are dirty; the bytes are what they were. */
static int have_dirty_view(struct context *c)
{
	int ret = have_file_view(c), i;

	for (i = 0; !ret && i < LENGTH; i += PAGE)
		*(volatile unsigned char *)(c->view + i) = 'f';
	return ret;
}

/* All bytes anew, from the start. */
static int write_all(int file)
{
	static char bytes[LENGTH];

	memset(bytes, 'f', LENGTH);
	return pwrite(file, bytes, LENGTH, 0);
}

/* Calls. */

static int map_file_shared(struct context *c)
{
	void *view;
	int ret = map_at(&view, LENGTH, PROT_READ | PROT_WRITE, MAP_SHARED,
			 c->section, 0);

	c->view_length = LENGTH;
	c->view = ret ? NULL : view;
	return ret;
}

static int map_file_private(struct context *c)
{
	void *view;
	int ret = map_at(&view, LENGTH, PROT_READ | PROT_WRITE, MAP_PRIVATE,
			 c->section, 0);

	c->view_length = LENGTH;
	c->view = ret ? NULL : view;
	return ret;
}

static int write_view(struct context *c)
{
	*(volatile unsigned char *)c->view = 'f';
	return 0;
}

static int flush_start(struct context *c)
{
	return FLUSH(c->section, .flags = NAMEDMAP_FLUSH_START);
}

static int flush_memory(struct context *c)
{
	return FLUSH_MEMORY(c->dev, c->view, LENGTH);
}

static int truncate_up(struct context *c)
{
	return TRUNCATE(c->dev, c->file, GROWN);
}

static int truncate_down(struct context *c)
{
	return TRUNCATE(c->dev, c->file, 1);
}

/* What they gave. */

static void file_is(struct __test_metadata *_metadata, struct context *c,
		    off_t size)
{
	static char bytes[GROWN];
	int i;

	ASSERT_EQ(size, file_size(c->file));
	ASSERT_EQ(size, pread(c->file, bytes, GROWN, 0));
	for (i = 0; i < size && bytes[i] == (i < LENGTH ? 'f' : 0); i++)
		;
	EXPECT_EQ(size, i);
}

static void file_section_is_right(struct __test_metadata *_metadata,
				  struct context *c)
{
	const struct namedmap_create *wanted = &c->sequence->create;
	__u64 size = wanted->section_size ? wanted->section_size : LENGTH;
	struct namedmap_query query_ = query(c->ret);

	EXPECT_EQ(1, query_.out_handles);
	EXPECT_EQ(size, query_.out_section_size);
	EXPECT_EQ(wanted->protection, query_.out_protection);
	EXPECT_EQ(NAMEDMAP_SECTION_FILE, query_.out_attributes);
	file_is(_metadata, c, size);
	close(SUCCEEDS(OPEN(c->dev, C_NAMED(c))));
	close(c->ret);
	no_name(_metadata, c);
}

/* The section that was there was opened, this file left alone. */
static void file_left_alone(struct __test_metadata *_metadata,
			    struct context *c)
{
	is_another_handle(_metadata, c);
	file_unchanged(_metadata, c);
}

/*
 * Nothing may have come of it, but for one thing: when the file has grown and
 * then the answer cannot be written any more, it stays as long as it is.
 */
static void not_grown_unless_late(struct __test_metadata *_metadata,
				  struct context *c)
{
	no_name(_metadata, c);
	if (c->injected == USER_COPIES && c->nth > 3)
		file_is(_metadata, c, GROWN);
	else
		file_unchanged(_metadata, c);
}

static void no_section(struct __test_metadata *_metadata, struct context *c)
{
	no_name(_metadata, c);
	file_unchanged(_metadata, c);
	/* and it does not count as one that has a section */
	EXPECT_EQ(0, TRUNCATE(c->dev, c->file, LENGTH - 1));
	EXPECT_EQ(LENGTH, write_all(c->file));
}

static void file_is_longer(struct __test_metadata *_metadata,
			   struct context *c)
{
	file_is(_metadata, c, GROWN);
}

static void file_is_shorter(struct __test_metadata *_metadata,
			    struct context *c)
{
	file_is(_metadata, c, 1);
	EXPECT_EQ(LENGTH, write_all(c->file));
}

/*
 * ext4 sets the size first and frees the blocks afterwards, and if it cannot do
 * that it says so of a file that has its new size. ftruncate() is no better.
 */
static void not_shorter_in_memory(struct __test_metadata *_metadata,
				  struct context *c)
{
	if (c->on_disk && file_size(c->file) == 1)
		file_is_shorter(_metadata, c);
	else
		file_unchanged(_metadata, c);
}

static void file_view_is_right(struct __test_metadata *_metadata,
			       struct context *c)
{
	EXPECT_EQ('f', c->view[0]);
	EXPECT_EQ('f', c->view[LENGTH - 1]);
	c->view[LENGTH - 1] = 'F';
	if (c->sequence->call == map_file_private)
		file_unchanged(_metadata, c);
	c->view[LENGTH - 1] = 'f';
	file_unchanged(_metadata, c);
}

/* What could not be flushed is not lost. */
static void can_be_flushed(struct __test_metadata *_metadata,
			   struct context *c)
{
	int ret = FLUSH(c->section);

	/* a failure of write-back is told once more to who has not heard */
	if (ret == -EIO || ret == -ENOMEM)
		ret = FLUSH(c->section);
	EXPECT_EQ(0, ret);
	file_unchanged(_metadata, c);
}

static void flushed(struct __test_metadata *_metadata, struct context *c)
{
	file_unchanged(_metadata, c);
}

#define ON_FILE(...) .named = true, .on_file = true,			       \
	CREATES(.section_size = 0, ##__VA_ARGS__)

static const struct sequence file_sequences[] = {
	{ "create a read-only section", have_file,
	  ON_FILE(.protection = NAMEDMAP_PAGE_READONLY), file_section_is_right,
	  no_section, .failures = { 8, 4 } },
	{ "create a copy-on-write section", have_file,
	  ON_FILE(.protection = NAMEDMAP_PAGE_WRITECOPY), file_section_is_right,
	  no_section, .failures = { 8, 4 } },
	{ "create a writable section", have_file,
	  ON_FILE(), file_section_is_right, no_section, .failures = { 8, 4 } },
	{ "create a section, the file grows", have_file,
	  ON_FILE(.section_size = GROWN), file_section_is_right,
	  not_grown_unless_late, .failures = { 8, 4 } },
	{ "create an existing section", have_file_and_name,
	  ON_FILE(.section_size = GROWN), file_left_alone, file_unchanged,
	  .failures = { 1, 4 } },
	{ "open a section", have_file_section,
	  open_section, is_another_handle, .failures = { 1, 3 } },
	{ "map a shared view", have_file_section,
	  map_file_shared, file_view_is_right, .failures = { 1 } },
	{ "map a private view", have_file_section,
	  map_file_private, file_view_is_right, .failures = { 1 } },
	{ "write to a shared view", have_file_view, write_view, flushed },
	{ "write to a private view", have_private_file_view,
	  write_view, flushed },
	{ "flush", have_dirty_view,
	  flush_section, flushed, can_be_flushed, .also = EIO,
	  .failures = { 0, 1 } },
	{ "start to flush", have_dirty_view,
	  flush_start, flushed, can_be_flushed, .also = EIO,
	  .failures = { 0, 1 } },
	{ "flush memory", have_dirty_view,
	  flush_memory, flushed, can_be_flushed, .also = EIO,
	  .failures = { 0, 1 } },
	{ "make the file longer", have_file,
	  truncate_up, file_is_longer, file_unchanged, .failures = { 1, 1 } },
	{ "make the file shorter", have_file,
	  truncate_down, file_is_shorter, not_shorter_in_memory,
	  .failures = { 1, 1 } },
	{ "make the file of a section shorter", have_file_section,
	  truncate_down, fine, file_unchanged, .normal = -EBUSY,
	  .failures = { 0, 1 } },
	{ "close the last handle of a section with a view", have_dirty_view,
	  close_section, gone },
};

#endif /* NAMEDMAP_FAIL_FILES_H */
