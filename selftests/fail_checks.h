/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What must hold after the calls of fail_nth.c, but for files.
 */
#ifndef NAMEDMAP_FAIL_CHECKS_H
#define NAMEDMAP_FAIL_CHECKS_H

#include <sys/wait.h>

#include "fail_calls.h"

/* What failed calls left. */

static void events_are_set(struct __test_metadata *_metadata, struct context *c)
{
	int i;

	for (i = 0; i < MANY && c->many[i] >= 0; i++)
		EXPECT_EQ(NAMEDMAP_EVENT_SIGNALED,
			  query(c->many[i]).out_attributes);
}

/*
 * Three copies: the structure in, the trial of the answer, the answer. Memory
 * that goes away before the last one is more than the call can undo.
 */
static void event_reset_unless_late(struct __test_metadata *_metadata,
				    struct context *c)
{
	EXPECT_EQ(c->nth < 3 ? NAMEDMAP_EVENT_SIGNALED : 0,
		  query(c->event).out_attributes);
}

static void event_set_if_late(struct __test_metadata *_metadata,
			      struct context *c)
{
	EXPECT_EQ(c->nth < 3 ? 0 : NAMEDMAP_EVENT_SIGNALED,
		  query(c->event).out_attributes);
}

/* A world can be made yet: the failure did not settle which one it is. */
static void no_world(struct __test_metadata *_metadata, struct context *c)
{
	EXPECT_EQ(0, make_world(c));
}

static void one_handle(struct __test_metadata *_metadata, struct context *c)
{
	EXPECT_EQ(1, query(c->event).out_handles);
}

static void view_as_before(struct __test_metadata *_metadata, struct context *c)
{
	EXPECT_EQ('v', c->view[0]);
	EXPECT_EQ('w', c->view[1]);
}

/* What successful calls gave. */

static void fine(struct __test_metadata *_metadata, struct context *c)
{
}

/* Its own view shows what another view of the same object has. */
static void check_memory(struct __test_metadata *_metadata, int first,
			 int second)
{
	unsigned char *one = MAP(first, SIZE), *other = MAP(second, SIZE);

	one[SIZE - 1] ^= 0x55;
	EXPECT_EQ(one[SIZE - 1], other[SIZE - 1]);
	one[SIZE - 1] ^= 0x55;
	munmap(one, SIZE);
	munmap(other, SIZE);
}

static void section_is_right(struct __test_metadata *_metadata,
			     struct context *c)
{
	const struct namedmap_create *wanted = &c->sequence->create;
	struct namedmap_query query_ = query(c->ret);
	int other;

	EXPECT_EQ(1, query_.out_handles);
	EXPECT_EQ(NAMEDMAP_KIND_SECTION, query_.out_kind);
	EXPECT_EQ(wanted->section_size, query_.out_section_size);
	EXPECT_EQ(wanted->protection, query_.out_protection);
	EXPECT_EQ(wanted->access, query_.out_access);
	if (c->sequence->named) {
		EXPECT_EQ(c->name_length, query_.out_name_length);
		other = SUCCEEDS(OPEN(c->dev, C_NAMED(c)));
		EXPECT_EQ(1, same_object(c->dev, c->ret, other));
		if (writable(wanted->protection))
			check_memory(_metadata, c->ret, other);
		close(other);
	}
	close(c->ret);
	no_name(_metadata, c);
}

static void event_is_right(struct __test_metadata *_metadata,
			   struct context *c)
{
	struct namedmap_query query_ = query(c->ret);

	EXPECT_EQ(1, query_.out_handles);
	EXPECT_EQ(NAMEDMAP_KIND_EVENT, query_.out_kind);
	EXPECT_EQ(0, query_.out_attributes);
	if (c->sequence->named)
		close(SUCCEEDS(EVENT_OPEN(c->dev, C_NAMED(c))));
	EXPECT_EQ(0, event_set(c->ret));
	EXPECT_EQ(0, WAIT(c->dev, 0, c->ret));
	close(c->ret);
	no_name(_metadata, c);
}

static void mutex_is_right(struct __test_metadata *_metadata,
			   struct context *c)
{
	EXPECT_EQ(1, query(c->ret).out_count);
	close(SUCCEEDS(MUTEX_OPEN(c->dev, C_NAMED(c))));
	EXPECT_EQ(1, mutex_release(c->ret));
	close(c->ret);
	no_name(_metadata, c);
}

static void semaphore_is_right(struct __test_metadata *_metadata,
			       struct context *c)
{
	EXPECT_EQ(1, query(c->ret).out_count);
	close(SUCCEEDS(SEMAPHORE_OPEN(c->dev, C_NAMED(c))));
	EXPECT_EQ(0, WAIT(c->dev, 0, c->ret));
	close(c->ret);
	no_name(_metadata, c);
}

/* Of the first of many: its count after the call, and after one that failed. */
static void count_is_now_0(struct __test_metadata *_metadata, struct context *c)
{
	EXPECT_EQ(0, query(c->many[0]).out_count);
}

static void count_is_now_1(struct __test_metadata *_metadata, struct context *c)
{
	EXPECT_EQ(1, query(c->many[0]).out_count);
}

static void count_is_now_2(struct __test_metadata *_metadata, struct context *c)
{
	EXPECT_EQ(2, query(c->many[0]).out_count);
}

static void count_is_0_if_late(struct __test_metadata *_metadata,
			       struct context *c)
{
	EXPECT_EQ(c->nth < 3 ? 1 : 0, query(c->many[0]).out_count);
}

static void count_is_1_if_late(struct __test_metadata *_metadata,
			       struct context *c)
{
	EXPECT_EQ(c->nth < 3 ? 0 : 1, query(c->many[0]).out_count);
}

/* One more handle on the object that was there. */
static void is_another_handle(struct __test_metadata *_metadata,
			      struct context *c)
{
	int first = c->section >= 0 ? c->section : c->event;

	EXPECT_EQ(1, same_object(c->dev, first, c->ret));
	EXPECT_EQ(2, query(first).out_handles);
	close(c->ret);
	EXPECT_EQ(1, query(first).out_handles);
}

/* The handle itself, not a new one. */
static void is_the_same_handle(struct __test_metadata *_metadata,
			       struct context *c)
{
	EXPECT_EQ(1, same_object(c->dev, c->section, c->ret));
	EXPECT_EQ(1, query(c->section).out_handles);
	close(c->ret);
}

static void is_in_flight(struct __test_metadata *_metadata, struct context *c)
{
	c->ret = SUCCEEDS(receive_fd(c->sockets[0]));
	is_the_same_handle(_metadata, c);
}

static void event_is_now_set(struct __test_metadata *_metadata,
			     struct context *c)
{
	EXPECT_EQ(0, c->ret);
	EXPECT_EQ(NAMEDMAP_EVENT_SIGNALED, query(c->event).out_attributes);
}

static void event_is_now_reset(struct __test_metadata *_metadata,
			       struct context *c)
{
	EXPECT_EQ(1, c->ret);
	EXPECT_EQ(0, query(c->event).out_attributes);
}

/* The first was consumed, the others were not. */
static void took_one(struct __test_metadata *_metadata, struct context *c)
{
	EXPECT_EQ(0, c->ret);
	EXPECT_EQ(0, query(c->many[0]).out_attributes);
	EXPECT_EQ(NAMEDMAP_EVENT_SIGNALED, query(c->many[1]).out_attributes);
}

static void took_all(struct __test_metadata *_metadata, struct context *c)
{
	int i;

	for (i = 0; i < MANY; i++)
		EXPECT_EQ(0, query(c->many[i]).out_attributes);
}

static void last_pipe(struct __test_metadata *_metadata, struct context *c)
{
	EXPECT_EQ(MANY / 2 - 1, c->ret);
}

static void device_works(struct __test_metadata *_metadata, struct context *c)
{
	int event = SUCCEEDS(EVENT_CREATE(c->ret));

	close(event);
	close(c->ret);
}

static void world_is_private(struct __test_metadata *_metadata,
			     struct context *c)
{
	int event = SUCCEEDS(EVENT_CREATE(c->many[0], C_NAMED(c)));

	no_name(_metadata, c);
	close(event);
}

static void gone(struct __test_metadata *_metadata, struct context *c)
{
	no_name(_metadata, c);
}

static void view_survives(struct __test_metadata *_metadata, struct context *c)
{
	no_name(_metadata, c);
	c->view[0] = 1;
	EXPECT_EQ(1, c->view[0]);
}

static void view_is_right(struct __test_metadata *_metadata, struct context *c)
{
	unsigned char *other = MAP(c->section, SIZE);

	EXPECT_EQ(0, c->view[PAGE]);
	other[PAGE] = 's';
	EXPECT_EQ('s', c->view[PAGE]);
	c->view[PAGE] = 'p';
	EXPECT_EQ(c->sequence->call == map_private ? 's' : 'p', other[PAGE]);
	munmap(other, SIZE);
}

static void touched(struct __test_metadata *_metadata, struct context *c)
{
	EXPECT_EQ(c->sequence->call == touch ? 't' : 0, c->view[0]);
}

static void child_is_right(struct __test_metadata *_metadata,
			   struct context *c)
{
	CHILD_DONE(c->ret);
	view_as_before(_metadata, c);
	EXPECT_EQ(1, query(c->section).out_handles);
}

#endif /* NAMEDMAP_FAIL_CHECKS_H */
