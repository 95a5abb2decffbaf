/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the sequences of fail_nth.c set up and call, but for files.
 */
#ifndef NAMEDMAP_FAIL_CALLS_H
#define NAMEDMAP_FAIL_CALLS_H

#include <sys/rseq.h>

#include "fail_nth.h"

/* Setups. */

static int have_section(struct context *c)
{
	c->section = CREATE(c->dev, C_NAMED(c), .section_size = SIZE);
	return c->section < 0 ? c->section : 0;
}

static int have_event(struct context *c)
{
	c->event = EVENT_CREATE(c->dev, C_NAMED(c),
				.flags = NAMEDMAP_EVENT_SIGNALED);
	return c->event < 0 ? c->event : 0;
}

static int have_unset_event(struct context *c)
{
	c->event = EVENT_CREATE(c->dev, C_NAMED(c));
	return c->event < 0 ? c->event : 0;
}

/* As many automatic events, all set. */
static int have_events(struct context *c, int count)
{
	int i;

	for (i = 0; i < count; i++) {
		c->many[i] = EVENT_CREATE(c->dev,
					  .flags = NAMEDMAP_EVENT_SIGNALED);
		if (c->many[i] < 0)
			return c->many[i];
	}
	return 0;
}

static int have_owned_mutex(struct context *c)
{
	c->many[0] = MUTEX_CREATE(c->dev, .flags = NAMEDMAP_MUTEX_OWNED);
	return c->many[0] < 0 ? c->many[0] : 0;
}

static int have_empty_semaphore(struct context *c)
{
	c->many[0] = SEMAPHORE_CREATE(c->dev);
	return c->many[0] < 0 ? c->many[0] : 0;
}

static int have_three_events(struct context *c)
{
	return have_events(c, 3);
}

static int have_many_events(struct context *c)
{
	return have_events(c, MANY);
}

/* Ends of pipes that nobody writes to; the last is readable. */
static int have_pipes(struct context *c)
{
	int i;

	for (i = 0; i < MANY; i += 2)
		if (pipe2(c->many + i, O_CLOEXEC))
			return -errno;
	return write(c->many[MANY - 1], "", 1) == 1 ? 0 : -errno;
}

static int have_device(struct context *c)
{
	c->many[0] = open(DEVICE, O_RDWR | O_CLOEXEC);
	return c->many[0] < 0 ? -errno : 0;
}

static int have_view(struct context *c)
{
	int ret = have_section(c);
	void *view;

	if (ret)
		return ret;
	c->view_length = SIZE;
	ret = map_at(&view, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED,
		     c->section, 0);
	c->view = ret ? NULL : view;
	return ret;
}

static int have_private_view(struct context *c)
{
	int ret = have_section(c);
	void *view;

	if (ret)
		return ret;
	c->view_length = SIZE;
	ret = map_at(&view, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE,
		     c->section, 0);
	c->view = ret ? NULL : view;
	return ret;
}

static int zero_to_read_from(struct context *c, int ret)
{
	if (ret)
		return ret;
	c->many[0] = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	return c->many[0] < 0 ? -errno : 0;
}

static int have_view_and_zero(struct context *c)
{
	return zero_to_read_from(c, have_view(c));
}

static int have_private_view_and_zero(struct context *c)
{
	return zero_to_read_from(c, have_private_view(c));
}

static int have_sockets(struct context *c)
{
	int ret = have_section(c);

	return ret ? ret : socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0,
				      c->sockets) ? -errno : 0;
}

static int have_sent(struct context *c)
{
	int ret = have_sockets(c);

	return ret ? ret : send_fd(c->sockets[1], c->section);
}

static int have_fdinfo(struct context *c)
{
	char path[64];
	int ret = have_section(c);

	if (ret)
		return ret;
	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", c->section);
	c->many[0] = open(path, O_RDONLY | O_CLOEXEC);
	return c->many[0] < 0 ? -errno : 0;
}

/* The device is opened in each round, and is not open in between. */
static int have_fresh_device(struct context *c)
{
	int ret = have_device(c);

	c->dev = c->many[0];
	return ret;
}

/*
 * The kernel writes into the C library's rseq area when it returns to a thread.
 * After a fork that page has to be copied first, and if this fails the thread
 * is killed: the kernel's way, and not what is tested here.
 */
static void forget_rseq(void)
{
#define RSEQ_AREA_SIZE 32
	char *area = (char *)__builtin_thread_pointer() + __rseq_offset;

	if (__rseq_size)
		syscall(SYS_rseq, area, RSEQ_AREA_SIZE, RSEQ_FLAG_UNREGISTER,
			RSEQ_SIG);
}

/* A view that the child has, too. */
static int have_family(struct context *c)
{
	int ret = have_view(c);

	if (ret)
		return ret;
	c->view[0] = 'v';
	c->view[1] = 'w';
	c->event = EVENT_CREATE(c->dev);
	return c->event < 0 ? c->event : 0;
}

/* Calls. */

static int create(struct context *c)
{
	struct namedmap_create create = c->sequence->create;

	if (c->sequence->named) {
		create.name = address(c->name);
		create.name_length = c->name_length;
	}
	if (c->sequence->on_file)
		create.backing_fd = c->file;
	return sys_create(c->dev, &create);
}

static int create_event(struct context *c)
{
	if (c->sequence->named)
		return EVENT_CREATE(c->dev, C_NAMED(c));
	return EVENT_CREATE(c->dev);
}

static int create_mutex(struct context *c)
{
	return MUTEX_CREATE(c->dev, C_NAMED(c), .flags = NAMEDMAP_MUTEX_OWNED);
}

static int create_semaphore(struct context *c)
{
	return SEMAPHORE_CREATE(c->dev, C_NAMED(c), .count = 1);
}

static int release_mutex(struct context *c)
{
	return mutex_release(c->many[0]);
}

static int abandon_mutex(struct context *c)
{
	return mutex_abandon_all(c->dev);
}

static int release_semaphore(struct context *c)
{
	return semaphore_release(c->many[0], 1);
}

static int take_again(struct context *c)
{
	return WAIT(c->dev, 0, c->many[0]);
}

static int open_section(struct context *c)
{
	return OPEN(c->dev, C_NAMED(c));
}

static int open_event(struct context *c)
{
	return EVENT_OPEN(c->dev, C_NAMED(c));
}

static int duplicate(struct context *c)
{
	return DUPLICATE(c->section, .access = READ);
}

static int duplicate_on_device(struct context *c)
{
	return DUPLICATE(c->dev, .handle = c->section,
			 .flags = NAMEDMAP_DUPLICATE_SAME_ACCESS);
}

static int query_name(struct context *c)
{
	struct namedmap_query query = {
		.handle = -1, .flags = NAMEDMAP_QUERY_DETAILS,
	};
	char name[64] = "";
	int ret;

	query.name = address(name);
	query.name_capacity = sizeof(name);
	ret = sys_query(c->section, &query);
	if (ret)
		return ret;
	return query.out_name_length == c->name_length &&
	       !memcmp(name, c->name, c->name_length) ? 0 : BROKEN;
}

static int compare(struct context *c)
{
	int ret = same_object(c->dev, c->section, c->section);

	return ret ? ret == 1 ? 0 : ret : BROKEN;
}

static int set(struct context *c)
{
	return event_set(c->event);
}

static int reset(struct context *c)
{
	return event_reset(c->event);
}

static int flush_section(struct context *c)
{
	return FLUSH(c->section);
}

static int wait_any_three(struct context *c)
{
	return wait_many(c->dev, c->many, 3, 0, FOREVER);
}

static int wait_any_many(struct context *c)
{
	return wait_many(c->dev, c->many, MANY, 0, FOREVER);
}

static int wait_all_many(struct context *c)
{
	return wait_many(c->dev, c->many, MANY, NAMEDMAP_WAIT_ALL, FOREVER);
}

static int wait_for_pipes(struct context *c)
{
	int ends[MANY / 2], i;

	for (i = 0; i < MANY / 2; i++)
		ends[i] = c->many[2 * i];
	return wait_many(c->dev, ends, MANY / 2, 0, FOREVER);
}

/* None is readable, and the time comes at once. */
static int wait_in_vain(struct context *c)
{
	int ends[MANY / 2 - 1], i;

	for (i = 0; i < MANY / 2 - 1; i++)
		ends[i] = c->many[2 * i];
	return wait_many(c->dev, ends, MANY / 2 - 1, 0, 1);
}

static int open_device(struct context *c)
{
	int fd = open(DEVICE, O_RDWR | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

static int make_world(struct context *c)
{
	struct namedmap_private_world world = { .size = sizeof(world) };

	return ioctl(c->many[0], NAMEDMAP_IOC_PRIVATE_WORLD, &world) ?
	       -errno : 0;
}

static int close_device(struct context *c)
{
	int fd = c->many[0];

	c->many[0] = -1;
	return close(fd) ? -errno : 0;
}

static int close_section(struct context *c)
{
	int fd = c->section;

	c->section = -1;
	return close(fd) ? -errno : 0;
}

static int close_event(struct context *c)
{
	int fd = c->event;

	c->event = -1;
	return close(fd) ? -errno : 0;
}

static int map(struct context *c, int flags)
{
	void *view;
	int ret = map_at(&view, SIZE, PROT_READ | PROT_WRITE, flags,
			 c->section, 0);

	c->view_length = SIZE;
	c->view = ret ? NULL : view;
	return ret;
}

static int map_shared(struct context *c)
{
	return map(c, MAP_SHARED);
}

static int map_private(struct context *c)
{
	return map(c, MAP_PRIVATE);
}

static int unmap(struct context *c)
{
	int ret = munmap(c->view, c->view_length) ? -errno : 0;

	if (!ret)
		c->view = NULL;
	return ret;
}

/* By the program: a failing fault is tried again, and never a signal. */
static int touch(struct context *c)
{
	*(volatile unsigned char *)c->view = 't';
	return 0;
}

/* By the kernel, for whom a failing fault is an error. */
static int touch_in_a_call(struct context *c)
{
	return read(c->many[0], c->view, 1) == 1 ? 0 : -errno;
}

static int pass(struct context *c)
{
	return send_fd(c->sockets[1], c->section);
}

/* The kernel says of a descriptor that it dropped only that. */
static int receive(struct context *c)
{
	char control[CMSG_SPACE(sizeof(int))], byte;
	struct iovec iov = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr message = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = control, .msg_controllen = sizeof(control),
	};
	int fd = -1;

	if (recvmsg(c->sockets[0], &message, MSG_CMSG_CLOEXEC) != 1)
		return -errno;
	if (message.msg_flags & MSG_CTRUNC)
		return c->injected == USER_COPIES ? -EFAULT : -ENOMEM;
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(int));
	return fd;
}

static int read_fdinfo(struct context *c)
{
	char text[1000] = "";

	if (read(c->many[0], text, sizeof(text) - 1) < 0)
		return -errno;
	return strstr(text, "\nkind:\tsection\n") &&
	       strstr(text, "\nsize:\t16384\n") &&
	       strstr(text, c->name) ? 0 : BROKEN;
}

/* The child ends with 0 if it has the view and the handles. */
static int fork_child(struct context *c)
{
	pid_t pid = fork();

	if (pid)
		return pid < 0 ? -errno : pid;
	_exit(!(c->view[0] == 'v' && query(c->section).out_handles == 1 &&
		same_object(c->dev, c->section, c->section) == 1));
}

#endif /* NAMEDMAP_FAIL_CALLS_H */
