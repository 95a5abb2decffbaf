// SPDX-License-Identifier: GPL-2.0-only
/*
 * Events and waits: nothing that is set is lost, nothing is consumed by two or
 * by one who is not told, and a wait for all takes all or nothing.
 */
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/wait.h>

#include "sleeper.h"

#define MANUAL NAMEDMAP_EVENT_MANUAL_RESET
#define SIGNALED NAMEDMAP_EVENT_SIGNALED
#define MODIFY NAMEDMAP_RIGHT_EVENT_MODIFY
#define SYNCHRONIZE NAMEDMAP_RIGHT_SYNCHRONIZE

FIXTURE(event) {
	DEVICE_FIELDS;
	int automatic;
	int manual;
	int second;		/* automatic, too */
};

FIXTURE_SETUP(event)
{
	DEVICE_SETUP();
	self->automatic = SUCCEEDS(EVENT_CREATE(self->dev));
	self->manual = SUCCEEDS(EVENT_CREATE(self->dev, .flags = MANUAL));
	self->second = SUCCEEDS(EVENT_CREATE(self->dev));
}

FIXTURE_TEARDOWN(event)
{
	close(self->automatic);
	close(self->manual);
	close(self->second);
	DEVICE_TEARDOWN();
}

static bool is_set(int event)
{
	return query(event).out_attributes & SIGNALED;
}

/* State: what set and reset answer and query shows, and what a look leaves. */
TEST_F(event, set_and_reset)
{
	int events[] = { self->automatic, self->manual };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(events); i++) {
		EXPECT_FALSE(is_set(events[i]));
		EXPECT_EQ(0, event_reset(events[i]));
		EXPECT_EQ(0, event_set(events[i]));
		EXPECT_TRUE(is_set(events[i]));
		EXPECT_EQ(1, event_set(events[i]));
		EXPECT_EQ(1, event_reset(events[i]));
		EXPECT_FALSE(is_set(events[i]));
		EXPECT_EQ(0, event_reset(events[i]));
		FAILS(ETIMEDOUT, LOOK(self->dev, events[i]));
		EXPECT_EQ(0, event_set(events[i]));
		EXPECT_EQ(0, LOOK(self->dev, events[i]));
		EXPECT_EQ(events[i] == self->manual, is_set(events[i]));
	}
	EXPECT_EQ(0, LOOK(self->dev, self->manual));
	EXPECT_EQ(0, LOOK(self->dev, self->manual));
	EXPECT_EQ(1, event_reset(self->manual));
	FAILS(ETIMEDOUT, LOOK(self->dev, self->manual));
}

TEST_F(event, set_from_the_start)
{
	int automatic = SUCCEEDS(EVENT_CREATE(self->dev, .flags = SIGNALED));
	int manual = SUCCEEDS(EVENT_CREATE(self->dev, .flags = SIGNALED | MANUAL));

	EXPECT_EQ(0, LOOK(self->dev, automatic));
	FAILS(ETIMEDOUT, LOOK(self->dev, automatic));
	EXPECT_EQ(0, LOOK(self->dev, manual));
	EXPECT_EQ(0, LOOK(self->dev, manual));
	close(automatic);
	close(manual);
}

/* One event, whatever handle it is set, reset and waited for by. */
TEST_F(event, one_object_many_handles)
{
	int first = SUCCEEDS(EVENT_CREATE(self->dev, NAMED(self->name)));
	int again = SUCCEEDS(EVENT_OPEN(self->dev, NAMED(self->name)));
	int copy = SUCCEEDS(DUPLICATE(first, .access = SYNCHRONIZE));
	int existing = SUCCEEDS(EVENT_CREATE(self->dev, NAMED(self->name),
					     .flags = SIGNALED | MANUAL));

	/* what the second creator wanted changes nothing */
	FAILS(ETIMEDOUT, LOOK(self->dev, first));
	EXPECT_EQ(0, event_set(again));
	EXPECT_TRUE(is_set(existing));
	EXPECT_EQ(0, LOOK(self->dev, copy));
	EXPECT_FALSE(is_set(first));
	close(first);
	close(again);
	close(copy);
	close(existing);
}

TEST_F(event, rights)
{
	int set_only = SUCCEEDS(DUPLICATE(self->automatic, .access = MODIFY));
	int wait_only = SUCCEEDS(DUPLICATE(self->automatic, .access = SYNCHRONIZE));
	int none = SUCCEEDS(DUPLICATE(self->automatic, .access = 0));

	FAILS(EACCES, event_set(wait_only));
	FAILS(EACCES, event_reset(wait_only));
	FAILS(EACCES, event_set(none));
	EXPECT_FALSE(is_set(self->automatic));
	EXPECT_EQ(0, event_set(set_only));
	FAILS(EACCES, event_reset(none));
	FAILS(EACCES, LOOK(self->dev, set_only));
	FAILS(EACCES, LOOK(self->dev, none));
	FAILS(EACCES, LOOK(self->dev, wait_only, set_only));
	FAILS(EACCES, LOOK_ALL(self->dev, self->second, none));
	EXPECT_TRUE(is_set(self->automatic));
	EXPECT_EQ(0, LOOK(self->dev, wait_only));
	EXPECT_EQ(0, event_set(set_only));
	EXPECT_EQ(1, event_reset(set_only));
	close(set_only);
	close(wait_only);
	close(none);
}

/* What cannot be waited for; nothing is consumed on the way to finding out. */
TEST_F(event, refusals)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = PAGE,
				      .access = ALL | SYNCHRONIZE));
	int memory = memfd_create("event", MFD_CLOEXEC);
	int path = open("/", O_PATH | O_CLOEXEC);
	const struct {
		int handle, error;
	} cases[] = {
		{ section, EINVAL }, { self->dev, EINVAL }, { memory, EINVAL },
		{ path, EBADF }, { -1, EBADF }, { INT32_MIN, EBADF },
		{ 1000000, EBADF },
	};
	unsigned int i;

	event_set(self->automatic);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		FAILS(cases[i].error, LOOK(self->dev, cases[i].handle));
		FAILS(cases[i].error, WAIT(self->dev, FOREVER, self->automatic,
					   cases[i].handle));
		FAILS(cases[i].error, WAIT_ALL(self->dev, FOREVER,
					       self->automatic, cases[i].handle));
	}
	EXPECT_TRUE(is_set(self->automatic));
	close(section);
	close(memory);
	close(path);
}

TEST_F(event, counts_and_addresses)
{
	static const __u32 counts[] = { 0, MAX + 1, 1000, 0x40000000, UINT32_MAX };
	int handles[MAX + 1], i;
	char *pages = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int *last = (int *)(pages + PAGE) - 1;

	ASSERT_MAPPED(pages);
	ASSERT_EQ(0, munmap(pages + PAGE, PAGE));
	event_set(self->automatic);
	for (i = 0; i <= MAX; i++)
		handles[i] = self->automatic;
	for (i = 0; i < (int)ARRAY_SIZE(counts); i++) {
		FAILS(EINVAL, wait_many(self->dev, handles, counts[i], 0, 0));
		FAILS(EINVAL, wait_many(self->dev, handles, counts[i],
					NAMEDMAP_WAIT_ALL, 0));
	}
	*last = self->automatic;
	FAILS(EFAULT, wait_many(self->dev, last, 2, 0, 0));
	FAILS(EFAULT, wait_many(self->dev, NULL, 1, 0, 0));
	FAILS(EFAULT, wait_many(self->dev, (int *)(pages + PAGE), 1, 0, 0));
	EXPECT_TRUE(is_set(self->automatic));
	EXPECT_EQ(0, wait_many(self->dev, last, 1, 0, 0));
	munmap(pages, PAGE);
}

/* Of 64, each alone ends the wait with its own index; of several the lowest. */
TEST_F(event, index)
{
	int handles[MAX], i;

	for (i = 0; i < MAX; i++)
		handles[i] = SUCCEEDS(EVENT_CREATE(self->dev));
	for (i = 0; i < MAX; i++) {
		EXPECT_EQ(0, event_set(handles[i]));
		EXPECT_EQ(i, wait_many(self->dev, handles, MAX, 0, 0));
	}
	for (i = MAX - 1; i >= 0; i--)
		EXPECT_EQ(0, event_set(handles[i]));
	for (i = 0; i < MAX; i++)
		EXPECT_EQ(i, wait_many(self->dev, handles, MAX, 0, FOREVER));
	FAILS(ETIMEDOUT, wait_many(self->dev, handles, MAX, 0, 0));

	for (i = 0; i < MAX; i++) {
		FAILS(ETIMEDOUT, wait_many(self->dev, handles, MAX,
					   NAMEDMAP_WAIT_ALL, 0));
		EXPECT_EQ(0, event_set(handles[i]));
	}
	EXPECT_EQ(0, wait_many(self->dev, handles, MAX, NAMEDMAP_WAIT_ALL, FOREVER));
	for (i = 0; i < MAX; i++) {
		EXPECT_FALSE(is_set(handles[i]));
		close(handles[i]);
	}
}

/* The same event more than once: by one handle or by several. */
TEST_F(event, same_event_twice)
{
	int copy = SUCCEEDS(DUPLICATE(self->automatic, .access = EVENT_ALL));
	int fds[2], alias;

	event_set(self->automatic);
	FAILS(EINVAL, LOOK_ALL(self->dev, self->automatic, self->automatic));
	FAILS(EINVAL, LOOK_ALL(self->dev, self->automatic, self->second, copy));
	EXPECT_TRUE(is_set(self->automatic));
	EXPECT_EQ(1, LOOK(self->dev, self->second, copy, self->automatic, copy));
	FAILS(ETIMEDOUT, LOOK(self->dev, copy, self->automatic));
	FAILS(ETIMEDOUT, WAIT(self->dev, monotonic() + MILLISECOND, copy,
			      self->automatic, copy));

	ASSERT_EQ(0, pipe2(fds, O_CLOEXEC));
	alias = fcntl(fds[0], F_DUPFD_CLOEXEC, 0);
	FAILS(EINVAL, LOOK_ALL(self->dev, fds[0], alias));
	FAILS(ETIMEDOUT, LOOK(self->dev, fds[0], alias));
	close(alias);
	close(fds[0]);
	close(fds[1]);
	close(copy);
}

TEST_F(event, timeouts)
{
	const __u64 never[] = { FOREVER, 1ull << 63, INT64_MAX, INT64_MAX - 1 };
	struct sleeper sleeper;
	unsigned int i;
	__u64 end;

	FAILS(ETIMEDOUT, WAIT(self->dev, 1, self->automatic));
	FAILS(ETIMEDOUT, WAIT(self->dev, monotonic(), self->automatic));
	FAILS(ETIMEDOUT, WAIT_ALL(self->dev, 1, self->automatic, self->manual));
	for (i = 0; i < 3; i++) {
		end = monotonic() + 30 * MILLISECOND;
		if (i == 0)
			FAILS(ETIMEDOUT, WAIT(self->dev, end, self->automatic));
		else if (i == 1)
			FAILS(ETIMEDOUT, WAIT(self->dev, end, self->automatic,
					      self->manual));
		else
			FAILS(ETIMEDOUT, WAIT_ALL(self->dev, end, self->automatic,
						  self->manual));
		EXPECT_LE(end, monotonic());
	}
	/* a time that has passed is no reason not to look */
	event_set(self->automatic);
	EXPECT_EQ(0, WAIT(self->dev, 1, self->automatic));

	for (i = 0; i < ARRAY_SIZE(never); i++) {
		sleeper = (struct sleeper){ .timeout = never[i] };
		SLEEP(&sleeper, self->dev, self->automatic);
		EXPECT_FALSE(sleeper_ended(&sleeper));
		EXPECT_EQ(0, event_set(self->automatic));
		EXPECT_EQ(0, sleeper_result(&sleeper));
	}
}

/* An event that is handed over was never set for anybody else. */
TEST_F(event, handed_over)
{
	struct sleeper sleeper = { 0 };

	SLEEP(&sleeper, self->dev, self->second, self->automatic);
	EXPECT_EQ(0, event_set(self->automatic));
	EXPECT_FALSE(is_set(self->automatic));
	FAILS(ETIMEDOUT, LOOK(self->dev, self->automatic));
	EXPECT_EQ(1, sleeper_result(&sleeper));
	EXPECT_FALSE(is_set(self->automatic));
	EXPECT_FALSE(is_set(self->second));
}

#define SLEEPERS 8

/* An automatic event: one for each time it is set, the longest first. */
TEST_F(event, first_come_first_served)
{
	struct sleeper sleepers[SLEEPERS] = { 0 };
	int i, j;

	for (i = 0; i < SLEEPERS; i++)
		SLEEP(&sleepers[i], self->dev, self->second, self->automatic,
		      self->manual);
	for (i = 0; i < SLEEPERS; i++) {
		EXPECT_EQ(0, event_set(self->automatic));
		EXPECT_EQ(1, sleeper_result(&sleepers[i]));
		for (j = i + 1; j < SLEEPERS; j++)
			EXPECT_FALSE(sleeper_ended(&sleepers[j]));
	}
	EXPECT_FALSE(is_set(self->automatic));
}

/* A manual-reset event releases all who wait, also if it is reset at once. */
TEST_F(event, manual_releases_all)
{
	struct sleeper sleepers[SLEEPERS] = { 0 };
	int i;

	for (i = 0; i < SLEEPERS; i++)
		SLEEP(&sleepers[i], self->dev, self->second, self->manual);
	EXPECT_EQ(0, event_set(self->manual));
	EXPECT_EQ(1, event_reset(self->manual));
	for (i = 0; i < SLEEPERS; i++)
		EXPECT_EQ(1, sleeper_result(&sleepers[i]));
	FAILS(ETIMEDOUT, LOOK(self->dev, self->manual));
}

/* Many who name the same event in every place. */
TEST_F(event, crowd)
{
	enum { CROWD = 100 };
	static struct sleeper sleepers[CROWD];
	int handles[MAX], i;

	for (i = 0; i < MAX; i++)
		handles[i] = i % 2 ? self->manual : self->automatic;
	for (i = 0; i < CROWD; i++)
		sleep_in_handles(&sleepers[i], self->dev, handles, MAX);
	for (i = 0; i < CROWD / 2; i++)
		EXPECT_EQ(0, event_set(self->automatic));
	EXPECT_EQ(0, event_set(self->manual));
	for (i = 0; i < CROWD; i++)
		EXPECT_EQ(i < CROWD / 2 ? 0 : 1, sleeper_result(&sleepers[i]));
	EXPECT_FALSE(is_set(self->automatic));
}

/* Waits for all hold nothing, and take all in one step. */
TEST_F(event, all_or_nothing)
{
	struct sleeper all = { .flags = NAMEDMAP_WAIT_ALL }, any = { 0 };

	SLEEP(&all, self->dev, self->automatic, self->second, self->manual);
	EXPECT_EQ(0, event_set(self->automatic));
	EXPECT_TRUE(is_set(self->automatic));
	EXPECT_EQ(0, event_set(self->second));
	EXPECT_EQ(0, LOOK(self->dev, self->automatic));
	EXPECT_EQ(0, event_set(self->manual));
	EXPECT_FALSE(sleeper_ended(&all));
	/* another who waits for one of them does not keep it from both */
	SLEEP(&any, self->dev, self->automatic);
	EXPECT_EQ(0, event_set(self->automatic));
	EXPECT_EQ(0, sleeper_result(&all));
	EXPECT_FALSE(is_set(self->automatic));
	EXPECT_FALSE(is_set(self->second));
	EXPECT_TRUE(is_set(self->manual));
	EXPECT_FALSE(sleeper_ended(&any));
	EXPECT_EQ(0, event_set(self->automatic));
	EXPECT_EQ(0, sleeper_result(&any));
}

TEST_F(event, all_released_by_manual)
{
	struct sleeper sleepers[3] = { 0 };
	int i;

	EXPECT_EQ(0, event_set(self->automatic));
	for (i = 0; i < 3; i++) {
		sleepers[i].flags = NAMEDMAP_WAIT_ALL;
		SLEEP(&sleepers[i], self->dev, self->manual, self->automatic);
	}
	EXPECT_EQ(0, event_set(self->manual));
	EXPECT_EQ(0, sleeper_result(&sleepers[0]));
	EXPECT_EQ(0, event_set(self->automatic));
	EXPECT_EQ(0, sleeper_result(&sleepers[1]));
	EXPECT_EQ(0, event_set(self->automatic));
	EXPECT_EQ(0, sleeper_result(&sleepers[2]));
	EXPECT_FALSE(is_set(self->automatic));
}

static short poll_now(int fd)
{
	struct pollfd item = { .fd = fd, .events = POLLIN | POLLOUT | POLLPRI };

	poll(&item, 1, 0);
	return item.revents;
}

/* Polling tells, and consumes nothing. */
TEST_F(event, poll)
{
	int events[] = { self->automatic, self->manual };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(events); i++) {
		EXPECT_EQ(0, poll_now(events[i]));
		event_set(events[i]);
		EXPECT_EQ(POLLIN, poll_now(events[i]));
		EXPECT_EQ(POLLIN, poll_now(events[i]));
		EXPECT_TRUE(is_set(events[i]));
		event_reset(events[i]);
		EXPECT_EQ(0, poll_now(events[i]));
	}
}

/* Without the right to wait polling does not tell what the state is. */
TEST_F(event, poll_without_the_right)
{
	int set_only = SUCCEEDS(DUPLICATE(self->automatic, .access =
					  EVENT_ALL & ~SYNCHRONIZE));

	EXPECT_EQ(POLLERR, poll_now(set_only));
	event_set(self->automatic);
	EXPECT_EQ(POLLERR, poll_now(set_only));
	close(set_only);
}

struct poller {
	struct pollfd item;
	int tid;
	int result;
};

static void *poll_once(void *data)
{
	struct poller *poller = data;

	__atomic_store_n(&poller->tid, gettid(), __ATOMIC_SEQ_CST);
	poller->result = poll(&poller->item, 1, -1);
	return NULL;
}

/* Being set wakes those who poll; an event that is handed over does not. */
TEST_F(event, poll_wakes)
{
	struct poller poller = { .item = { .fd = self->automatic, .events = POLLIN } };
	struct sleeper sleeper = { 0 };
	pthread_t thread;

	ASSERT_EQ(0, pthread_create(&thread, NULL, poll_once, &poller));
	while (!__atomic_load_n(&poller.tid, __ATOMIC_SEQ_CST))
		sched_yield();
	until_asleep(poller.tid);
	SLEEP(&sleeper, self->dev, self->automatic);
	EXPECT_EQ(0, event_set(self->automatic));
	EXPECT_EQ(0, sleeper_result(&sleeper));
	EXPECT_EQ(0, event_set(self->automatic));
	pthread_join(thread, NULL);
	EXPECT_EQ(1, poller.result);
	EXPECT_EQ(POLLIN, poller.item.revents);
	EXPECT_TRUE(is_set(self->automatic));
}

static int epoll_of(int fd, __u32 events)
{
	struct epoll_event event = { .events = events };
	int epoll = epoll_create1(EPOLL_CLOEXEC), error;

	if (!epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event))
		return epoll;
	error = errno;
	close(epoll);
	return -error;
}

static int epoll_now(int epoll)
{
	struct epoll_event event;

	return epoll_wait(epoll, &event, 1, 0);
}

TEST_F(event, epoll)
{
	int level = SUCCEEDS(epoll_of(self->automatic, EPOLLIN));
	int edge = SUCCEEDS(epoll_of(self->automatic, EPOLLIN | EPOLLET));

	EXPECT_EQ(0, epoll_now(level));
	event_set(self->automatic);
	EXPECT_EQ(1, epoll_now(level));
	EXPECT_EQ(1, epoll_now(level));
	EXPECT_EQ(1, epoll_now(edge));
	EXPECT_EQ(0, epoll_now(edge));
	EXPECT_EQ(0, LOOK(self->dev, self->automatic));
	EXPECT_EQ(0, epoll_now(level));
	event_set(self->automatic);
	EXPECT_EQ(1, epoll_now(edge));
	close(level);
	close(edge);
}

/* Sections have no state to poll, and epoll says so. */
TEST_F(event, epoll_of_a_section)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));

	FAILS(EPERM, epoll_of(section, EPOLLIN));
	close(section);
}

/* Descriptors of others: signaled while readable, and never consumed. */
TEST_F(event, pipes)
{
	struct sleeper sleeper = { 0 };
	int fds[2];
	char byte;

	ASSERT_EQ(0, pipe2(fds, O_CLOEXEC));
	FAILS(ETIMEDOUT, LOOK(self->dev, fds[0]));
	FAILS(ETIMEDOUT, WAIT(self->dev, monotonic() + MILLISECOND, fds[0],
			      self->automatic));
	/* the writing end is never readable, though poll(2) has much to say */
	FAILS(ETIMEDOUT, LOOK(self->dev, fds[1]));
	SLEEP(&sleeper, self->dev, self->automatic, fds[0]);
	ASSERT_EQ(1, write(fds[1], "x", 1));
	EXPECT_EQ(1, sleeper_result(&sleeper));
	EXPECT_EQ(0, LOOK(self->dev, fds[0], self->automatic));
	event_set(self->automatic);
	EXPECT_EQ(0, LOOK(self->dev, self->automatic, fds[0]));
	EXPECT_EQ(1, LOOK(self->dev, self->automatic, fds[0]));
	event_set(self->automatic);
	EXPECT_EQ(0, LOOK(self->dev, fds[0], self->automatic));
	EXPECT_TRUE(is_set(self->automatic));
	EXPECT_EQ(1, read(fds[0], &byte, 1));
	FAILS(ETIMEDOUT, LOOK(self->dev, fds[0]));

	/* an event ends a wait for descriptors as well */
	event_reset(self->automatic);
	memset(&sleeper, 0, sizeof(sleeper));
	SLEEP(&sleeper, self->dev, fds[0], self->automatic, self->manual);
	EXPECT_EQ(0, event_set(self->manual));
	EXPECT_EQ(2, sleeper_result(&sleeper));
	close(fds[0]);
	close(fds[1]);
}

static int pidfd_of(pid_t pid)
{
	int fd = syscall(SYS_pidfd_open, pid, 0);

	if (fd >= 0)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

TEST_F(event, processes)
{
	struct sleeper sleeper = { 0 }, all = { .flags = NAMEDMAP_WAIT_ALL };
	pid_t first, second;
	int one, two;

	CHILD(first)
		pause();
	CHILD(second)
		pause();
	one = SUCCEEDS(pidfd_of(first));
	two = SUCCEEDS(pidfd_of(second));
	FAILS(ETIMEDOUT, LOOK(self->dev, one, two));
	SLEEP(&sleeper, self->dev, self->automatic, one, two);
	SLEEP(&all, self->dev, two, self->automatic, one);
	kill(second, SIGKILL);
	EXPECT_EQ(2, sleeper_result(&sleeper));
	EXPECT_EQ(0, LOOK(self->dev, two));
	FAILS(ETIMEDOUT, LOOK_ALL(self->dev, one, two));
	EXPECT_EQ(0, event_set(self->automatic));
	FAILS(ETIMEDOUT, LOOK_ALL(self->dev, one, two, self->automatic));
	EXPECT_TRUE(is_set(self->automatic));
	EXPECT_FALSE(sleeper_ended(&all));
	kill(first, SIGKILL);
	EXPECT_EQ(0, sleeper_result(&all));
	EXPECT_FALSE(is_set(self->automatic));
	EXPECT_EQ(0, LOOK_ALL(self->dev, one, two));
	waitpid(first, NULL, 0);
	waitpid(second, NULL, 0);
	close(one);
	close(two);
}

/* Waits for all wait for the descriptors of others first, then for events. */
TEST_F(event, all_with_descriptors)
{
	struct sleeper sleeper = { .flags = NAMEDMAP_WAIT_ALL };
	int ready = eventfd(1, EFD_CLOEXEC), later = eventfd(0, EFD_CLOEXEC);
	__u64 one = 1;

	event_set(self->automatic);
	FAILS(ETIMEDOUT, LOOK_ALL(self->dev, ready, later, self->automatic));
	FAILS(ETIMEDOUT, WAIT_ALL(self->dev, monotonic() + MILLISECOND,
				  self->automatic, later));
	EXPECT_TRUE(is_set(self->automatic));
	EXPECT_EQ(0, LOOK_ALL(self->dev, ready, self->automatic));
	EXPECT_FALSE(is_set(self->automatic));
	FAILS(ETIMEDOUT, LOOK_ALL(self->dev, ready, self->automatic));
	SLEEP(&sleeper, self->dev, later, self->automatic, ready, self->second);
	event_set(self->second);
	event_set(self->automatic);
	EXPECT_FALSE(sleeper_ended(&sleeper));
	EXPECT_TRUE(is_set(self->automatic));
	ASSERT_EQ(8, write(later, &one, sizeof(one)));
	EXPECT_EQ(0, sleeper_result(&sleeper));
	EXPECT_FALSE(is_set(self->automatic));
	EXPECT_FALSE(is_set(self->second));
	close(ready);
	close(later);
}

/* Many descriptors of others, more than the kernel keeps on its stack. */
TEST_F(event, many_descriptors)
{
	struct sleeper sleeper = { 0 };
	int handles[MAX], i;
	__u64 one = 1;

	for (i = 0; i < MAX; i++)
		handles[i] = eventfd(0, EFD_CLOEXEC);
	sleep_in_handles(&sleeper, self->dev, handles, MAX);
	ASSERT_EQ(8, write(handles[MAX - 1], &one, sizeof(one)));
	EXPECT_EQ(MAX - 1, sleeper_result(&sleeper));
	memset(&sleeper, 0, sizeof(sleeper));
	sleeper.flags = NAMEDMAP_WAIT_ALL;
	sleep_in_handles(&sleeper, self->dev, handles, MAX);
	for (i = 0; i < MAX - 1; i++) {
		EXPECT_FALSE(sleeper_ended(&sleeper));
		ASSERT_EQ(8, write(handles[i], &one, sizeof(one)));
	}
	EXPECT_EQ(0, sleeper_result(&sleeper));
	for (i = 0; i < MAX; i++)
		close(handles[i]);
}

/* An epoll that watches our events, watched by an epoll, in our wait. */
TEST_F(event, around_through_epoll)
{
	int inner = SUCCEEDS(epoll_of(self->automatic, EPOLLIN));
	int outer = SUCCEEDS(epoll_of(inner, EPOLLIN));
	struct sleeper through = { 0 }, direct = { 0 }, all = { 0 };

	SLEEP(&through, self->dev, self->second, outer);
	EXPECT_EQ(0, event_set(self->automatic));
	EXPECT_EQ(1, sleeper_result(&through));
	EXPECT_EQ(0, LOOK(self->dev, outer, self->automatic));
	EXPECT_TRUE(is_set(self->automatic));
	EXPECT_EQ(0, LOOK(self->dev, self->automatic, outer));

	/* whoever waits for the event itself gets it first */
	SLEEP(&direct, self->dev, outer, self->automatic, inner);
	EXPECT_EQ(0, event_set(self->automatic));
	EXPECT_EQ(1, sleeper_result(&direct));
	all.flags = NAMEDMAP_WAIT_ALL;
	SLEEP(&all, self->dev, self->automatic, outer, inner);
	EXPECT_EQ(0, event_set(self->automatic));
	EXPECT_EQ(0, sleeper_result(&all));
	EXPECT_FALSE(is_set(self->automatic));
	close(inner);
	close(outer);
}

/* A wait keeps what it waits for, and with it the name. */
TEST_F(event, closed_during_a_wait)
{
	int handle = SUCCEEDS(EVENT_CREATE(self->dev, NAMED(self->name)));
	struct sleeper sleeper = { 0 };

	SLEEP(&sleeper, self->dev, handle, self->second);
	close(handle);
	handle = SUCCEEDS(EVENT_OPEN(self->dev, NAMED(self->name)));
	EXPECT_EQ(2, query(handle).out_handles);
	EXPECT_EQ(0, event_set(handle));
	EXPECT_EQ(0, sleeper_result(&sleeper));
	close(handle);
	FAILS(ENOENT, EVENT_OPEN(self->dev, NAMED(self->name)));
}

/* Handles are waited for wherever their objects' names stand. */
TEST_F(event, of_another_name_space)
{
	struct sleeper sleeper = { .flags = NAMEDMAP_WAIT_ALL };
	int elsewhere;

	NEEDS_ROOT();
	ASSERT_EQ(0, unshare(CLONE_NEWIPC));
	elsewhere = SUCCEEDS(EVENT_CREATE(self->dev, NAMED(self->name)));
	SLEEP(&sleeper, self->dev, elsewhere, self->automatic);
	EXPECT_EQ(0, event_set(elsewhere));
	EXPECT_EQ(0, event_set(self->automatic));
	EXPECT_EQ(0, sleeper_result(&sleeper));
	close(elsewhere);
}

static int handled;

static void handle_signal(int number)
{
	__atomic_add_fetch(&handled, 1, __ATOMIC_SEQ_CST);
}

static void catch_signal(int flags)
{
	struct sigaction action = { .sa_handler = handle_signal, .sa_flags = flags };

	sigaction(SIGUSR1, &action, NULL);
}

/* A signal ends a wait with nothing consumed and nobody left in the queue. */
TEST_F(event, signals)
{
	__u32 flags;

	catch_signal(0);
	for (flags = 0; flags <= NAMEDMAP_WAIT_ALL; flags++) {
		struct sleeper sleeper = { .flags = flags };

		SLEEP(&sleeper, self->dev, self->automatic, self->second);
		pthread_kill(sleeper.thread, SIGUSR1);
		EXPECT_EQ(-EINTR, sleeper_result(&sleeper));
		EXPECT_EQ(0, event_set(self->automatic));
		EXPECT_EQ(1, event_set(self->automatic));
		EXPECT_EQ(1, event_reset(self->automatic));
	}
	EXPECT_EQ(2, handled);
}

/* Made again by the kernel, the call still gives up at the same time. */
TEST_F(event, signals_that_restart)
{
	struct sleeper sleeper = { .timeout = monotonic() + 500 * MILLISECOND };
	struct sleeper waiting = { 0 };
	int i;

	catch_signal(SA_RESTART);
	/* on a slow machine it can have ended before it is seen asleep */
	sleeper_start_handles(&sleeper, self->dev, &self->automatic, 1);
	SLEEP(&waiting, self->dev, self->second);
	for (i = 0; i < 20; i++) {
		int before = __atomic_load_n(&handled, __ATOMIC_SEQ_CST);

		pthread_kill(waiting.thread, SIGUSR1);
		while (__atomic_load_n(&handled, __ATOMIC_SEQ_CST) == before)
			sched_yield();
		until_asleep(waiting.tid);
	}
	if (!sleeper_ended(&sleeper))
		pthread_kill(sleeper.thread, SIGUSR1);
	EXPECT_EQ(-ETIMEDOUT, sleeper_result(&sleeper));
	EXPECT_LE(sleeper.timeout, monotonic());
	EXPECT_EQ(0, event_set(self->second));
	EXPECT_EQ(0, sleeper_result(&waiting));
}

/* One whose answer cannot be written passes the event on. */
TEST_F(event, answer_that_faults_is_passed_on)
{
	void *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	__u32 flags;

	ASSERT_MAPPED(page);
	for (flags = 0; flags <= NAMEDMAP_WAIT_ALL; flags++) {
		struct sleeper faulting = { .argument = page, .flags = flags };
		struct sleeper next = { 0 };

		ASSERT_EQ(0, mprotect(page, PAGE, PROT_READ | PROT_WRITE));
		SLEEP(&faulting, self->dev, self->automatic, self->second);
		ASSERT_EQ(0, mprotect(page, PAGE, PROT_READ));
		SLEEP(&next, self->dev, self->automatic);
		if (flags)
			EXPECT_EQ(0, event_set(self->second));
		EXPECT_EQ(0, event_set(self->automatic));
		EXPECT_EQ(-EFAULT, sleeper_result(&faulting));
		EXPECT_EQ(0, sleeper_result(&next));
		EXPECT_FALSE(is_set(self->automatic));
		EXPECT_EQ(!!flags, event_reset(self->second));
	}
	/* and with a bad argument from the start nothing is consumed at all */
	event_set(self->automatic);
	SYSCALL_FAILS(EFAULT, ioctl(self->dev, NAMEDMAP_IOC_WAIT, page));
	EXPECT_TRUE(is_set(self->automatic));
	munmap(page, PAGE);
}

/*
 * On one processor, in strict order of priority: what is of lower priority
 * runs when the rest sleeps or has stepped down, and only then.
 */
static int set_priority(int tid, int priority)
{
	struct sched_param param = { .sched_priority = priority };

	return sched_setscheduler(tid, SCHED_FIFO, &param) ? -errno : 0;
}

static int take_processor(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(sched_getcpu(), &set);
	return sched_setaffinity(0, sizeof(set), &set) ? -errno :
	       set_priority(0, 3);
}

static void let_sleep(int tid)
{
	set_priority(0, 1);
	until_asleep(tid);
	set_priority(0, 3);
}

/* What a waiting child is told; shared with it. */
struct outcome {
	int result;
	__u64 deadline;
};

static struct outcome *share_outcome(void)
{
	struct outcome *outcome = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
				       MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	outcome->result = -EINPROGRESS;
	return outcome;
}

/* A child process that waits for two events, its parent goes before it. */
static pid_t waiting_child(FIXTURE_DATA(event) *self, __u32 flags,
			   __u64 patience, struct outcome *outcome)
{
	const int handles[] = { self->second, self->automatic };
	pid_t pid;

	CHILD(pid) {
		set_priority(0, 2);
		outcome->deadline = monotonic() + patience;
		outcome->result = wait_many(self->dev, handles, 2, flags,
					    outcome->deadline);
	}
	let_sleep(pid);
	return pid;
}

/*
 * Chosen and killed before it ran: the event is passed on to the next, or stays
 * set, or not if it was reset in between.
 */
TEST_F(event, killed_while_chosen)
{
	struct outcome *outcome = share_outcome();
	int status, reset;
	__u32 flags;
	pid_t pid;

	NEEDS_ROOT();
	ASSERT_EQ(0, take_processor());
	for (flags = 0; flags <= NAMEDMAP_WAIT_ALL; flags++) {
		for (reset = 0; reset < 2; reset++) {
			pid = waiting_child(self, flags, 120 * SECOND, outcome);
			if (flags)
				EXPECT_EQ(0, event_set(self->second));
			EXPECT_EQ(0, event_set(self->automatic));
			EXPECT_FALSE(is_set(self->automatic));
			EXPECT_FALSE(is_set(self->second));
			if (reset)
				EXPECT_EQ(0, event_reset(self->automatic));
			kill(pid, SIGKILL);
			ASSERT_EQ(pid, waitpid(pid, &status, 0));
			EXPECT_TRUE(WIFSIGNALED(status));
			EXPECT_EQ(-EINPROGRESS, outcome->result);
			EXPECT_EQ(!reset, event_reset(self->automatic));
			EXPECT_EQ(!!flags, event_reset(self->second));
		}
	}
	munmap(outcome, PAGE);
}

TEST_F(event, killed_while_chosen_with_another_waiting)
{
	struct outcome *first = share_outcome(), *next = share_outcome();
	pid_t pid, other;

	NEEDS_ROOT();
	ASSERT_EQ(0, take_processor());
	pid = waiting_child(self, 0, 120 * SECOND, first);
	other = waiting_child(self, 0, 120 * SECOND, next);
	EXPECT_EQ(0, event_set(self->automatic));
	kill(pid, SIGKILL);
	ASSERT_EQ(pid, waitpid(pid, NULL, 0));
	CHILD_DONE(other);
	EXPECT_EQ(-EINPROGRESS, first->result);
	EXPECT_EQ(1, next->result);
	EXPECT_FALSE(is_set(self->automatic));
	munmap(first, PAGE);
	munmap(next, PAGE);
}

/* Chosen before the signal or the timeout came: that is what it is told. */
TEST_F(event, chosen_comes_first)
{
	struct outcome *outcome = share_outcome();
	pid_t pid;

	NEEDS_ROOT();
	ASSERT_EQ(0, take_processor());
	catch_signal(0);
	pid = waiting_child(self, 0, 120 * SECOND, outcome);
	EXPECT_EQ(0, event_set(self->automatic));
	kill(pid, SIGUSR1);
	CHILD_DONE(pid);
	EXPECT_EQ(1, outcome->result);
	EXPECT_FALSE(is_set(self->automatic));

	pid = waiting_child(self, 0, 300 * MILLISECOND, outcome);
	EXPECT_EQ(0, event_set(self->automatic));
	while (monotonic() < outcome->deadline + 10 * MILLISECOND)
		;
	CHILD_DONE(pid);
	EXPECT_EQ(1, outcome->result);
	EXPECT_FALSE(is_set(self->automatic));
	munmap(outcome, PAGE);
}

/* Threads that wait again and again. */
struct racer {
	int dev;
	int handles[2];
	int count;
	__u32 flags;
	int tid;
	long wins;
	int error;
	pthread_t thread;
};

static int races_over;

static void *race(void *data)
{
	struct racer *racer = data;

	__atomic_store_n(&racer->tid, gettid(), __ATOMIC_SEQ_CST);
	while (!racer->error) {
		int ret = wait_many(racer->dev, racer->handles, racer->count,
				    racer->flags, PATIENCE);

		if (__atomic_load_n(&races_over, __ATOMIC_SEQ_CST))
			break;
		if (ret < 0)
			racer->error = ret;
		__atomic_add_fetch(&racer->wins, 1, __ATOMIC_SEQ_CST);
	}
	return NULL;
}

static void race_start(struct racer *racer, void *(*run)(void *))
{
	if (pthread_create(&racer->thread, NULL, run, racer))
		abort();
	while (!__atomic_load_n(&racer->tid, __ATOMIC_SEQ_CST))
		sched_yield();
}

static long race_wins(struct racer *racer)
{
	return __atomic_load_n(&racer->wins, __ATOMIC_SEQ_CST);
}

#define BACK_TO_BACK 100000

/*
 * Two who wait, and the event set twice before either of them runs: both wake,
 * each time. Whoever sets has the processor for itself until it steps down, and
 * gets it back when both wait again.
 */
TEST_F(event, set_twice_back_to_back)
{
	struct racer racers[2] = { 0 };
	long count = rounds(BACK_TO_BACK), round, wrong = 0;
	int i;

	NEEDS_ROOT();
	ASSERT_EQ(0, take_processor());
	for (i = 0; i < 2; i++) {
		racers[i].dev = self->dev;
		racers[i].handles[0] = self->automatic;
		racers[i].count = 1;
		race_start(&racers[i], race);
		ASSERT_EQ(0, set_priority(racers[i].tid, 2));
	}
	let_sleep(racers[0].tid);
	let_sleep(racers[1].tid);
	for (round = 1; round <= count && !wrong; round++) {
		wrong += event_set(self->automatic) != 0;
		wrong += event_set(self->automatic) != 0;
		wrong += set_priority(0, 1) != 0;
		wrong += race_wins(&racers[0]) != round;
		wrong += race_wins(&racers[1]) != round;
		wrong += set_priority(0, 3) != 0;
	}
	EXPECT_EQ(0, wrong) TH_LOG("in round %ld", round - 1);
	__atomic_store_n(&races_over, 1, __ATOMIC_SEQ_CST);
	for (i = 0; i < 2; i++)
		event_set(self->automatic);
	for (i = 0; i < 2; i++) {
		pthread_join(racers[i].thread, NULL);
		EXPECT_EQ(0, racers[i].error);
	}
	TH_LOG("%ld rounds", round - 1);
}

/* The same without priorities, on all processors. */
TEST_F(event, set_twice_on_all_processors)
{
	struct racer racers[2] = { 0 };
	long count = rounds(2000), round;
	int i;

	for (i = 0; i < 2; i++) {
		racers[i].dev = self->dev;
		racers[i].handles[0] = self->automatic;
		racers[i].count = 1;
		race_start(&racers[i], race);
	}
	for (round = 1; round <= count && !_metadata->exit_code; round++) {
		until_asleep(racers[0].tid);
		until_asleep(racers[1].tid);
		ASSERT_EQ(0, event_set(self->automatic));
		ASSERT_EQ(0, event_set(self->automatic));
		for (i = 0; i < 2; i++)
			while (race_wins(&racers[i]) < round)
				sched_yield();
	}
	__atomic_store_n(&races_over, 1, __ATOMIC_SEQ_CST);
	until_asleep(racers[0].tid);
	until_asleep(racers[1].tid);
	for (i = 0; i < 2; i++)
		event_set(self->automatic);
	for (i = 0; i < 2; i++) {
		pthread_join(racers[i].thread, NULL);
		EXPECT_EQ(0, racers[i].error);
	}
}

static unsigned int next_random(unsigned int *state)
{
	*state = *state * 1103515245 + 12345;
	return *state >> 16;
}

/* Like race(), but now waiting and now looking, so that others win as well. */
static void *race_for_one(void *data)
{
	struct racer *racer = data;
	unsigned int seed = gettid();

	__atomic_store_n(&racer->tid, gettid(), __ATOMIC_SEQ_CST);
	while (!__atomic_load_n(&races_over, __ATOMIC_SEQ_CST)) {
		__u64 timeout = next_random(&seed) % 4 ? 0 :
				monotonic() + 100000;
		int ret = wait_many(racer->dev, racer->handles, racer->count, 0,
				    timeout);

		if (!ret)
			__atomic_add_fetch(&racer->wins, 1, __ATOMIC_SEQ_CST);
		else if (ret != -ETIMEDOUT)
			racer->error = ret;
		if (!timeout)
			sched_yield();
	}
	return NULL;
}

/*
 * One who waits for two events against two who wait for one each. Both are set;
 * then either the one has both, or the two have one each.
 */
TEST_F(event, all_against_single_waiters)
{
	struct racer all = { .dev = self->dev, .count = 2,
			     .flags = NAMEDMAP_WAIT_ALL,
			     .handles = { self->automatic, self->second } };
	struct racer one = { .dev = self->dev, .count = 1,
			     .handles = { self->automatic } };
	struct racer two = { .dev = self->dev, .count = 1,
			     .handles = { self->second } };
	long count = rounds(BACK_TO_BACK), round, alls = 0;

	NEEDS_ROOT();
	/* of equal priority, whoever yields lets the next run */
	ASSERT_EQ(0, set_priority(0, 1));
	race_start(&all, race);
	race_start(&one, race_for_one);
	race_start(&two, race_for_one);
	for (round = 1; round <= count; round++) {
		__u64 end = monotonic() + 120 * SECOND;

		event_set(round & 1 ? self->automatic : self->second);
		event_set(round & 1 ? self->second : self->automatic);
		while (2 * race_wins(&all) + race_wins(&one) + race_wins(&two) <
		       2 * round && monotonic() < end)
			sched_yield();
		alls = race_wins(&all);
		if (race_wins(&one) != round - alls ||
		    race_wins(&two) != round - alls)
			break;
	}
	EXPECT_LT(count, round);
	EXPECT_EQ(round - 1, alls + race_wins(&one));
	EXPECT_EQ(round - 1, alls + race_wins(&two));
	__atomic_store_n(&races_over, 1, __ATOMIC_SEQ_CST);
	pthread_join(one.thread, NULL);
	pthread_join(two.thread, NULL);
	event_set(self->automatic);
	event_set(self->second);
	pthread_join(all.thread, NULL);
	EXPECT_EQ(0, all.error);
	EXPECT_EQ(0, one.error);
	EXPECT_EQ(0, two.error);
	if (count >= BACK_TO_BACK) {
		EXPECT_LT(0, alls);
		EXPECT_LT(alls, count);
	}
	TH_LOG("%ld rounds, both to one in %ld of them", round - 1, alls);
}

#define EVENTS 3
#define WAITERS 6
#define SETTERS 2

/* What the threads of a melee did, event by event. */
struct melee {
	int dev;
	int events[EVENTS];
	long set[EVENTS];
	long won[EVENTS];
	long answers[3];	/* won, timed out, interrupted */
	int error;
	int over;
};

static void melee_note(long *counter)
{
	__atomic_add_fetch(counter, 1, __ATOMIC_SEQ_CST);
}

/* Some of the events in some order, in some way; notes what it got. */
static void melee_wait(struct melee *melee, unsigned int *seed)
{
	int which[EVENTS], handles[EVENTS], count, i, ret;
	unsigned int start = next_random(seed) % EVENTS;
	__u32 flags = next_random(seed) % 3 ? 0 : NAMEDMAP_WAIT_ALL;
	__u64 timeout = next_random(seed) % 4 ?
			monotonic() + next_random(seed) % 300 * 1000 : 0;

	count = 1 + next_random(seed) % EVENTS;
	for (i = 0; i < count; i++) {
		which[i] = (start + i) % EVENTS;
		handles[i] = melee->events[which[i]];
	}
	ret = wait_many(melee->dev, handles, count, flags, timeout);
	if (ret == -ETIMEDOUT || ret == -EINTR) {
		melee_note(&melee->answers[ret == -EINTR ? 2 : 1]);
	} else if (ret < 0 || ret >= count) {
		melee->error = ret ?: -EPROTO;
	} else {
		melee_note(&melee->answers[0]);
		if (!flags)
			melee_note(&melee->won[which[ret]]);
		for (i = 0; flags && i < count; i++)
			melee_note(&melee->won[which[i]]);
	}
}

static void *melee_waiter(void *data)
{
	struct melee *melee = data;
	unsigned int seed = gettid();

	while (!__atomic_load_n(&melee->over, __ATOMIC_SEQ_CST))
		melee_wait(melee, &seed);
	return NULL;
}

static void *melee_setter(void *data)
{
	struct melee *melee = data;
	unsigned int seed = gettid();
	long count = rounds(30000), i;

	for (i = 0; i < count && !melee->error; i++) {
		int which = next_random(&seed) % EVENTS;
		int before = event_set(melee->events[which]);

		/* an event that was set already gives nobody more */
		if (before == 0)
			melee_note(&melee->set[which]);
		else if (before < 0)
			melee->error = before;
	}
	return NULL;
}

/*
 * Waits of every kind, that time out and are interrupted, while events are set:
 * what was set is what was won and what is left.
 */
TEST_F(event, nothing_is_lost_or_won_twice)
{
	struct melee melee = { .dev = self->dev };
	pthread_t waiters[WAITERS], setters[SETTERS];
	unsigned int seed = 1;
	int i, left;

	catch_signal(0);
	melee.events[0] = self->automatic;
	melee.events[1] = self->second;
	melee.events[2] = SUCCEEDS(EVENT_CREATE(self->dev));
	for (i = 0; i < WAITERS; i++)
		ASSERT_EQ(0, pthread_create(&waiters[i], NULL, melee_waiter, &melee));
	for (i = 0; i < SETTERS; i++)
		ASSERT_EQ(0, pthread_create(&setters[i], NULL, melee_setter, &melee));
	for (left = SETTERS; left;) {
		pthread_kill(waiters[next_random(&seed) % WAITERS], SIGUSR1);
		sched_yield();
		if (!pthread_tryjoin_np(setters[left - 1], NULL))
			left--;
	}
	__atomic_store_n(&melee.over, 1, __ATOMIC_SEQ_CST);
	for (i = 0; i < WAITERS; i++)
		pthread_join(waiters[i], NULL);
	EXPECT_EQ(0, melee.error);
	for (i = 0; i < EVENTS; i++)
		EXPECT_EQ(melee.set[i], melee.won[i] + is_set(melee.events[i]))
			TH_LOG("event %d", i);
	EXPECT_LT(0, melee.answers[0]);
	TH_LOG("%ld waits won, %ld timed out, %ld interrupted", melee.answers[0],
	       melee.answers[1], melee.answers[2]);
	close(melee.events[2]);
}

TEST_HARNESS_MAIN
