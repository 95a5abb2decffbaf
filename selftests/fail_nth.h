/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A sequence of calls of which one is made again and again, while each time
 * another allocation (or copy) in it fails, and what must hold afterwards.
 */
#ifndef NAMEDMAP_FAIL_NTH_H
#define NAMEDMAP_FAIL_NTH_H

#include "backing.h"
#include "fault_injection.h"
#include "kernel_state.h"

#define PARAMETER(name) "/sys/module/namedmap/parameters/" name
#define SIZE (4 * PAGE)
#define LONG_NAME 60000
#define MANY 48

/* In each round all of this is made anew, but for the file. */
struct context {
	const struct sequence *sequence;
	enum injected injected;
	unsigned int nth;
	bool fired;
	int dev;
	int file;		/* LENGTH bytes, all 'f' */
	long blocks;		/* that the file has */
	bool on_disk;		/* the file system is one that writes to a disk */
	char *name;
	__u32 name_length;
	int section;		/* -1, or a handle on the section named so */
	int event;
	__u32 handles;		/* that the section had before the call */
	unsigned char *view;
	size_t view_length;
	int sockets[2];
	int many[MANY];
	/* What the call gave: success (perhaps a handle), or negative. */
	int ret;
};

/**
 * struct sequence - one line of the table
 * @title: what it is
 * @setup: makes what the call needs; 0 or negative
 * @call: the one call under injection; success or negative
 * @check: looks at what a successful call gave
 * @unchanged: looks whether a failed call left all as it was; may be missing
 * @normal: what the call gives without a failure: 0 stands for any success
 * @also: an error that an injected failure may bring besides ENOMEM
 * @failures: so many at least must make the call fail: objects, copies, pages
 * @create: for calls that make a section
 * @named: with a name
 * @on_file: on the file
 */
struct sequence {
	const char *title;
	int (*setup)(struct context *c);
	int (*call)(struct context *c);
	void (*check)(struct __test_metadata *_metadata, struct context *c);
	void (*unchanged)(struct __test_metadata *_metadata, struct context *c);
	int normal;
	int also;
	unsigned int failures[INJECTED];
	struct namedmap_create create;
	bool named, on_file;
};

static __maybe_unused int nothing(struct context *c)
{
	return 0;
}

/* Nothing that an earlier round made is left. */
static void context_clear(struct context *c)
{
	int i;

	if (c->view)
		munmap(c->view, c->view_length);
	c->view = NULL;
	for (i = 0; i < MANY; i++) {
		if (c->many[i] >= 0)
			close(c->many[i]);
		c->many[i] = -1;
	}
	for (i = 0; i < 2; i++) {
		if (c->sockets[i] >= 0)
			close(c->sockets[i]);
		c->sockets[i] = -1;
	}
	if (c->section >= 0)
		close(c->section);
	if (c->event >= 0)
		close(c->event);
	c->section = -1;
	c->event = -1;
}

static void context_init(struct context *c, const struct sequence *sequence,
			 int dev, char *name)
{
	memset(c, 0, sizeof(*c));
	c->sequence = sequence;
	c->dev = dev;
	c->name = name;
	c->name_length = strlen(name);
	c->file = -1;
	c->section = -1;
	c->event = -1;
	memset(c->many, -1, sizeof(c->many));
	memset(c->sockets, -1, sizeof(c->sockets));
}

#define C_NAMED(c) .name = address((c)->name), .name_length = (c)->name_length

/* Nobody finds the name, and it can be had. */
static __maybe_unused void no_name(struct __test_metadata *_metadata,
				   struct context *c)
{
	FAILS(ENOENT, OPEN(c->dev, C_NAMED(c), .access = QUERY));
	FAILS(ENOENT, EVENT_OPEN(c->dev, C_NAMED(c)));
	FAILS(ENOENT, MUTEX_OPEN(c->dev, C_NAMED(c)));
	FAILS(ENOENT, SEMAPHORE_OPEN(c->dev, C_NAMED(c)));
}

static long file_blocks(int file)
{
	struct stat stat;

	return fstat(file, &stat) ? -1 : stat.st_blocks;
}

static __maybe_unused void file_unchanged(struct __test_metadata *_metadata,
					  struct context *c)
{
	static char bytes[LENGTH];
	int i;

	EXPECT_EQ(LENGTH, file_size(c->file));
	EXPECT_EQ(LENGTH, pread(c->file, bytes, LENGTH, 0));
	for (i = 0; i < LENGTH && bytes[i] == 'f'; i++)
		;
	EXPECT_EQ(LENGTH, i);
	EXPECT_EQ(c->blocks, file_blocks(c->file));
}

/* What holds after every failed call, whatever it was. */
static void check_failed(struct __test_metadata *_metadata, struct context *c)
{
	const struct sequence *s = c->sequence;

	if (c->fired && c->ret != s->normal) {
		EXPECT_TRUE(c->injected == USER_COPIES ?
			    c->ret == -EFAULT :
			    c->ret == -ENOMEM || (s->also && c->ret == -s->also))
			TH_LOG("%s", strerror(-c->ret));
	} else {
		EXPECT_EQ(s->normal, c->ret);
	}
	if (c->section >= 0)
		EXPECT_EQ(c->handles, query(c->section).out_handles);
	if (s->unchanged)
		s->unchanged(_metadata, c);
}

/* One round; whether there was an nth thing to fail. */
static bool sweep_round(struct __test_metadata *_metadata, struct context *c,
			int injection)
{
	int ret, fds;

	ret = c->sequence->setup(c);
	EXPECT_EQ(0, ret) TH_LOG("setup: %s", strerror(-ret));
	if (ret)
		return false;
	if (c->section >= 0)
		c->handles = query(c->section).out_handles;
	fds = count_fds();
	injection_arm(injection, c->nth);
	c->ret = c->sequence->call(c);
	c->fired = injection_fired(injection);
	if (c->ret < 0) {
		check_failed(_metadata, c);
		EXPECT_EQ(fds, count_fds());
	} else {
		EXPECT_EQ(0, c->sequence->normal);
		c->sequence->check(_metadata, c);
	}
	context_clear(c);
	return c->fired;
}

/* The user has as much room again as before: for exactly one object. */
static void check_quota(struct __test_metadata *_metadata, int dev)
{
	char objects[32], bytes[32];
	int event;

	ASSERT_EQ(0, read_file(PARAMETER("max_objects"), objects,
			       sizeof(objects)));
	ASSERT_EQ(0, read_file(PARAMETER("max_name_bytes"), bytes,
			       sizeof(bytes)));
	ASSERT_EQ(0, write_file(PARAMETER("max_objects"), "1"));
	ASSERT_EQ(0, write_file(PARAMETER("max_name_bytes"), "5"));
	event = EVENT_CREATE(dev, NAMED("quota"));
	EXPECT_LE(0, event) TH_LOG("a charge is left: %s", strerror(-event));
	FAILS(EDQUOT, EVENT_CREATE(dev));
	close(event);
	ASSERT_EQ(0, write_file(PARAMETER("max_objects"), objects));
	ASSERT_EQ(0, write_file(PARAMETER("max_name_bytes"), bytes));
}

/*
 * Let each thing in the call fail once, until there is none left. One sequence
 * that goes wrong does not keep the others from being tried.
 */
static void sweep(struct __test_metadata *_metadata, struct context *c,
		  int injection, enum injected injected)
{
	static const char *const kinds[] = { "objects", "copies", "pages" };
	const char *of = kinds[injected];
	int wrong = _metadata->exit_code;
	unsigned int failed = 0;
	__u64 begun = monotonic();
	bool more = true;

	_metadata->exit_code = KSFT_PASS;
	c->injected = injected;
	for (c->nth = 1; more && __test_passed(_metadata); c->nth++) {
		ASSERT_GT(5000, c->nth) TH_LOG("%s", c->sequence->title);
		more = sweep_round(_metadata, c, injection);
		if (c->fired && c->ret < 0 && c->ret != c->sequence->normal)
			failed++;
	}
	fprintf(stderr, "# %s: %u %s failed, which failed %u calls; %u ms\n",
		c->sequence->title, c->nth - 2, of, failed,
		(unsigned int)((monotonic() - begun) / MILLISECOND));
	if (__test_passed(_metadata)) {
		EXPECT_LE(c->sequence->failures[injected], failed)
			TH_LOG("%s: too few", c->sequence->title);
	} else {
		TH_LOG("%s: number %u of the %s", c->sequence->title,
		       c->nth - 1, of);
	}
	if (wrong)
		_metadata->exit_code = wrong;
}

#endif /* NAMEDMAP_FAIL_NTH_H */
