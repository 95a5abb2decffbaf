// SPDX-License-Identifier: GPL-2.0-only
/*
 * Semaphores: a count that goes down by one with each wait that it ends, and
 * never above its maximum.
 */
#include <poll.h>

#include "sleeper.h"

#define MODIFY NAMEDMAP_RIGHT_SEMAPHORE_MODIFY
#define SYNCHRONIZE NAMEDMAP_RIGHT_SYNCHRONIZE

FIXTURE(semaphore) {
	DEVICE_FIELDS;
	int semaphore;		/* named .name: 2 of 5 */
};

FIXTURE_SETUP(semaphore)
{
	DEVICE_SETUP();
	self->semaphore = SUCCEEDS(SEMAPHORE_CREATE(self->dev, NAMED(self->name),
						    .count = 2, .maximum = 5));
}

FIXTURE_TEARDOWN(semaphore)
{
	close(self->semaphore);
	DEVICE_TEARDOWN();
}

TEST_F(semaphore, counts)
{
	struct namedmap_query state = query(self->semaphore);

	EXPECT_EQ(NAMEDMAP_KIND_SEMAPHORE, state.out_kind);
	EXPECT_EQ(2, state.out_count);
	EXPECT_EQ(5, state.out_maximum);
	EXPECT_EQ(0, state.out_attributes);
	EXPECT_EQ(2, query_brief(self->semaphore).out_count);
	EXPECT_EQ(0, LOOK(self->dev, self->semaphore));
	EXPECT_EQ(0, LOOK_ALL(self->dev, self->semaphore));
	FAILS(ETIMEDOUT, LOOK(self->dev, self->semaphore));
	EXPECT_EQ(0, semaphore_release(self->semaphore, 3));
	EXPECT_EQ(3, semaphore_release(self->semaphore, 1));
	FAILS(EOVERFLOW, semaphore_release(self->semaphore, 2));
	FAILS(EOVERFLOW, semaphore_release(self->semaphore, UINT32_MAX));
	FAILS(EOVERFLOW, semaphore_release(self->semaphore, UINT32_MAX - 3));
	EXPECT_EQ(4, semaphore_release(self->semaphore, 1));
	EXPECT_EQ(5, query(self->semaphore).out_count);
}

TEST_F(semaphore, arguments)
{
	FAILS(EINVAL, semaphore_release(self->semaphore, 0));
	FAILS(EINVAL, SEMAPHORE_CREATE(self->dev, .maximum = 0));
	FAILS(EINVAL, SEMAPHORE_CREATE(self->dev, .maximum = 1u << 31));
	FAILS(EINVAL, SEMAPHORE_CREATE(self->dev, .count = 3, .maximum = 2));
	/* whether or not the name exists */
	FAILS(EINVAL, SEMAPHORE_CREATE(self->dev, NAMED(self->name),
				       .count = 3, .maximum = 2));
	close(SUCCEEDS(SEMAPHORE_CREATE(self->dev, .count = INT32_MAX,
					.maximum = INT32_MAX)));
	EXPECT_EQ(2, query(self->semaphore).out_count);
}

/* An existing one is opened as it is. */
TEST_F(semaphore, existing)
{
	struct namedmap_semaphore_create create = {
		NAMED(self->name), .access = SEMAPHORE_ALL, .mode = 0600,
		.count = 1, .maximum = 1,
	};
	int other = SUCCEEDS(sys_semaphore_create(self->dev, &create));

	EXPECT_EQ(1, create.out_existed);
	EXPECT_EQ(1, same_object(self->dev, other, self->semaphore));
	EXPECT_EQ(2, query(other).out_count);
	EXPECT_EQ(5, query(other).out_maximum);
	close(other);
	FAILS(EEXIST, SEMAPHORE_CREATE(self->dev, NAMED(self->name),
				       .flags = NAMEDMAP_CREATE_EXCLUSIVE));
	FAILS(EPROTOTYPE, MUTEX_OPEN(self->dev, NAMED(self->name)));
	FAILS(EPROTOTYPE, EVENT_CREATE(self->dev, NAMED(self->name)));
	FAILS(EPROTOTYPE, OPEN(self->dev, NAMED(self->name)));
}

/* To release takes the right to change it, to wait the right to wait. */
TEST_F(semaphore, rights)
{
	int waiting = SUCCEEDS(SEMAPHORE_OPEN(self->dev, NAMED(self->name),
					      .access = SYNCHRONIZE));
	int releasing = SUCCEEDS(SEMAPHORE_OPEN(self->dev, NAMED(self->name),
						.access = MODIFY));

	FAILS(EACCES, semaphore_release(waiting, 1));
	FAILS(EACCES, LOOK(self->dev, releasing));
	EXPECT_EQ(0, LOOK(self->dev, waiting));
	EXPECT_EQ(1, semaphore_release(releasing, 1));
	FAILS(EINVAL, mutex_release(self->semaphore));
	FAILS(EINVAL, event_set(self->semaphore));
	close(waiting);
	close(releasing);
}

TEST_F(semaphore, poll)
{
	struct pollfd poll_ = { .fd = self->semaphore, .events = POLLIN };

	EXPECT_EQ(1, poll(&poll_, 1, 0));
	EXPECT_EQ(2, query(self->semaphore).out_count);
	EXPECT_EQ(0, LOOK(self->dev, self->semaphore));
	EXPECT_EQ(1, poll(&poll_, 1, 0));
	EXPECT_EQ(0, LOOK(self->dev, self->semaphore));
	EXPECT_EQ(0, poll(&poll_, 1, 0));
}

/* A release lets as many go on as it adds, the longest waiting first. */
TEST_F(semaphore, release_of_many)
{
	struct sleeper sleepers[5] = {};
	int i;

	EXPECT_EQ(0, LOOK(self->dev, self->semaphore));
	EXPECT_EQ(0, LOOK(self->dev, self->semaphore));
	for (i = 0; i < 5; i++)
		SLEEP(&sleepers[i], self->dev, self->semaphore);
	EXPECT_EQ(0, semaphore_release(self->semaphore, 3));
	for (i = 0; i < 3; i++)
		EXPECT_EQ(0, sleeper_result(&sleepers[i]));
	EXPECT_FALSE(sleeper_ended(&sleepers[3]));
	EXPECT_FALSE(sleeper_ended(&sleepers[4]));
	EXPECT_EQ(0, query(self->semaphore).out_count);
	EXPECT_EQ(0, semaphore_release(self->semaphore, 5));
	EXPECT_EQ(0, sleeper_result(&sleepers[3]));
	EXPECT_EQ(0, sleeper_result(&sleepers[4]));
	EXPECT_EQ(3, query(self->semaphore).out_count);
}

/* One that was chosen and is killed gives back what it took. */
TEST_F(semaphore, killed_waiter)
{
	int round, status, i;
	pid_t pid;

	for (i = 0; i < 2; i++)
		EXPECT_EQ(0, LOOK(self->dev, self->semaphore));
	for (round = 0; round < rounds(300); round++) {
		pid = fork();
		if (!pid) {
			WAIT(self->dev, FOREVER, self->semaphore);
			for (;;)
				pause();
		}
		ASSERT_LE(0, semaphore_release(self->semaphore, 1));
		kill(pid, SIGKILL);
		ASSERT_EQ(pid, waitpid(pid, &status, 0));
		/* the child has it, or nobody does */
		i = LOOK(self->dev, self->semaphore);
		EXPECT_TRUE(i == 0 || i == -ETIMEDOUT);
		EXPECT_EQ(0, query(self->semaphore).out_count);
	}
}

#define WORKERS 4

struct worker {
	pthread_t thread;
	int dev;
	int semaphore;
	int inside;		/* how many are between wait and release */
	int most;
	long turns;
};

static struct worker *shared_worker;

static void *work(void *data)
{
	struct worker *worker = data;
	long turn;
	int now;

	for (turn = 0; turn < worker->turns; turn++) {
		if (WAIT(worker->dev, PATIENCE, worker->semaphore))
			abort();
		now = __atomic_add_fetch(&shared_worker->inside, 1,
					 __ATOMIC_SEQ_CST);
		if (now > __atomic_load_n(&shared_worker->most, __ATOMIC_SEQ_CST))
			__atomic_store_n(&shared_worker->most, now,
					 __ATOMIC_SEQ_CST);
		__atomic_sub_fetch(&shared_worker->inside, 1, __ATOMIC_SEQ_CST);
		if (semaphore_release(worker->semaphore, 1) < 0)
			abort();
	}
	return NULL;
}

/* Never more at a time than there is to take, and nothing is lost. */
TEST_F(semaphore, never_too_many)
{
	struct worker workers[WORKERS], total = {};
	int i;

	shared_worker = &total;
	for (i = 0; i < WORKERS; i++) {
		workers[i] = (struct worker){
			.dev = self->dev, .semaphore = self->semaphore,
			.turns = rounds(20000),
		};
		ASSERT_EQ(0, pthread_create(&workers[i].thread, NULL, work,
					    &workers[i]));
	}
	for (i = 0; i < WORKERS; i++)
		pthread_join(workers[i].thread, NULL);
	EXPECT_LE(total.most, 2);
	EXPECT_LE(1, total.most);
	EXPECT_EQ(2, query(self->semaphore).out_count);
}

/* Of all kinds at once, all or nothing. */
TEST_F(semaphore, wait_for_all_kinds)
{
	int mutex = SUCCEEDS(MUTEX_CREATE(self->dev));
	int event = SUCCEEDS(EVENT_CREATE(self->dev));
	struct sleeper sleeper = { .flags = NAMEDMAP_WAIT_ALL };

	FAILS(ETIMEDOUT, LOOK_ALL(self->dev, self->semaphore, mutex, event));
	EXPECT_EQ(2, query(self->semaphore).out_count);
	EXPECT_EQ(0, query(mutex).out_count);
	SLEEP(&sleeper, self->dev, self->semaphore, mutex, event);
	EXPECT_EQ(0, LOOK(self->dev, mutex));
	EXPECT_EQ(0, event_set(event));
	EXPECT_FALSE(sleeper_ended(&sleeper));
	EXPECT_EQ(1, mutex_release(mutex));
	EXPECT_EQ(0, sleeper_result(&sleeper));
	EXPECT_EQ(1, query(self->semaphore).out_count);
	EXPECT_EQ(0, query(event).out_attributes);
	close(event);
	close(mutex);
}

TEST_HARNESS_MAIN
