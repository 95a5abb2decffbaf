// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mutexes: one owner at a time, which is a thread, and an end of it that nobody
 * is left waiting for.
 */
#include <poll.h>
#include <sys/wait.h>

#include "sleeper.h"

#define OWNED NAMEDMAP_MUTEX_OWNED
#define MINE NAMEDMAP_MUTEX_MINE
#define ABANDONED NAMEDMAP_MUTEX_ABANDONED
#define SYNCHRONIZE NAMEDMAP_RIGHT_SYNCHRONIZE

FIXTURE(mutex) {
	DEVICE_FIELDS;
	int mutex;		/* named .name, free */
};

FIXTURE_SETUP(mutex)
{
	DEVICE_SETUP();
	self->mutex = SUCCEEDS(MUTEX_CREATE(self->dev, NAMED(self->name)));
}

FIXTURE_TEARDOWN(mutex)
{
	close(self->mutex);
	DEVICE_TEARDOWN();
}

/* Whether a look takes it, and says that it was abandoned; or the error. */
static int take(int dev, int mutex)
{
	struct namedmap_wait wait = {
		.handles = address(&mutex), .count = 1,
	};
	int ret = sys_wait(dev, &wait);

	return ret ? ret : (int)wait.out_abandoned;
}

/* Run a function in a thread of its own, and wait until that is gone. */
struct job {
	FIXTURE_DATA(mutex) *self;
	int result;
	int tid;
};

static void job_run(struct job *job, void *(*function)(void *))
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, function, job))
		abort();
	pthread_join(thread, NULL);
	until_gone(job->tid);
}

static void *job_take(void *data)
{
	struct job *job = data;

	job->tid = gettid();
	job->result = take(job->self->dev, job->self->mutex);
	return NULL;
}

static void *job_release(void *data)
{
	struct job *job = data;

	job->tid = gettid();
	job->result = mutex_release(job->self->mutex);
	return NULL;
}

static void *job_take_and_give_up(void *data)
{
	struct job *job = data;

	job_take(job);
	if (!job->result)
		job->result = mutex_abandon_all(job->self->dev);
	return NULL;
}

TEST_F(mutex, recursion)
{
	EXPECT_EQ(0, query(self->mutex).out_attributes);
	EXPECT_EQ(NAMEDMAP_KIND_MUTEX, query(self->mutex).out_kind);
	FAILS(EPERM, mutex_release(self->mutex));
	EXPECT_EQ(0, take(self->dev, self->mutex));
	EXPECT_EQ(0, take(self->dev, self->mutex));
	EXPECT_EQ(0, WAIT(self->dev, FOREVER, self->mutex));
	EXPECT_EQ(3, query(self->mutex).out_count);
	EXPECT_EQ(OWNED | MINE, query(self->mutex).out_attributes);
	EXPECT_EQ(3, mutex_release(self->mutex));
	EXPECT_EQ(2, mutex_release(self->mutex));
	EXPECT_EQ(1, mutex_release(self->mutex));
	FAILS(EPERM, mutex_release(self->mutex));
	EXPECT_EQ(0, query(self->mutex).out_attributes);
}

TEST_F(mutex, others_cannot_take_or_release_it)
{
	struct job job = { .self = self };
	pid_t pid;

	EXPECT_EQ(0, take(self->dev, self->mutex));
	job_run(&job, job_take);
	EXPECT_EQ(-ETIMEDOUT, job.result);
	job_run(&job, job_release);
	EXPECT_EQ(-EPERM, job.result);
	CHILD(pid) {
		/* a forked child owns nothing */
		EXPECT_EQ(OWNED, query(self->mutex).out_attributes);
		FAILS(ETIMEDOUT, take(self->dev, self->mutex));
		FAILS(EPERM, mutex_release(self->mutex));
		EXPECT_EQ(0, mutex_abandon_all(self->dev));
	}
	CHILD_DONE(pid);
	EXPECT_EQ(OWNED | MINE, query(self->mutex).out_attributes);
	EXPECT_EQ(1, mutex_release(self->mutex));
	job_run(&job, job_release);
	EXPECT_EQ(-EPERM, job.result);
}

/* OWNED counts when the mutex is made, and only then. */
TEST_F(mutex, owned_from_the_start)
{
	struct namedmap_mutex_create create = {
		NAMED(self->name), .access = MUTEX_ALL, .mode = 0600,
		.flags = OWNED,
	};
	int other = SUCCEEDS(sys_mutex_create(self->dev, &create));

	EXPECT_EQ(1, create.out_existed);
	EXPECT_EQ(0, query(other).out_count);
	close(other);
	other = SUCCEEDS(MUTEX_CREATE(self->dev, .flags = OWNED));
	EXPECT_EQ(1, query(other).out_count);
	EXPECT_EQ(OWNED | MINE, query(other).out_attributes);
	EXPECT_EQ(1, mutex_release(other));
	close(other);
	/* closed while it is owned */
	close(SUCCEEDS(MUTEX_CREATE(self->dev, .flags = OWNED)));
	FAILS(EPROTOTYPE, SEMAPHORE_OPEN(self->dev, NAMED(self->name)));
	FAILS(EPROTOTYPE, EVENT_CREATE(self->dev, NAMED(self->name)));
}

/* To wait takes the right to; to release takes to own it. */
TEST_F(mutex, rights)
{
	int waiting = SUCCEEDS(MUTEX_OPEN(self->dev, NAMED(self->name),
					  .access = SYNCHRONIZE));
	int asking = SUCCEEDS(MUTEX_OPEN(self->dev, NAMED(self->name),
		.access = NAMEDMAP_RIGHT_MUTEX_QUERY));
	int nothing = SUCCEEDS(DUPLICATE(self->mutex));

	FAILS(EACCES, take(self->dev, asking));
	EXPECT_EQ(0, take(self->dev, waiting));
	EXPECT_EQ(1, query(asking).out_count);
	EXPECT_EQ(OWNED | MINE, query_brief(waiting).out_attributes);
	EXPECT_EQ(1, query_brief(waiting).out_count);
	EXPECT_EQ(0, query_brief(nothing).out_attributes);
	EXPECT_EQ(0, query_brief(nothing).out_count);
	EXPECT_EQ(1, mutex_release(asking));
	FAILS(EACCES, MUTEX_OPEN(self->dev, NAMED(self->name), .access = 2));
	FAILS(EINVAL, event_set(self->mutex));
	FAILS(EINVAL, semaphore_release(self->mutex, 1));
	close(nothing);
	close(asking);
	close(waiting);
}

TEST_F(mutex, poll)
{
	struct pollfd poll_ = { .fd = self->mutex, .events = POLLIN };
	int deaf = SUCCEEDS(DUPLICATE(self->mutex));

	EXPECT_EQ(1, poll(&poll_, 1, 0));
	EXPECT_EQ(0, take(self->dev, self->mutex));
	EXPECT_EQ(0, poll(&poll_, 1, 0));
	EXPECT_EQ(1, mutex_release(self->mutex));
	EXPECT_EQ(1, poll(&poll_, 1, 0));
	poll_.fd = deaf;
	EXPECT_EQ(1, poll(&poll_, 1, 0));
	EXPECT_EQ(POLLERR, poll_.revents);
	close(deaf);
}

/* Handed to the one who has waited longest. */
TEST_F(mutex, hand_over)
{
	struct sleeper first = {}, second = {};

	EXPECT_EQ(0, take(self->dev, self->mutex));
	SLEEP(&first, self->dev, self->mutex);
	SLEEP(&second, self->dev, self->mutex);
	EXPECT_EQ(1, mutex_release(self->mutex));
	EXPECT_EQ(0, sleeper_result(&first));
	/* it has ended without releasing it: whoever looks finds out */
	until_gone(first.tid);
	take(self->dev, self->mutex);
	EXPECT_EQ(0, sleeper_result(&second));
	EXPECT_EQ(0, first.abandoned);
	EXPECT_EQ(1, second.abandoned);
}

/* The next to take it is told, and nobody after that. */
TEST_F(mutex, thread_that_ends)
{
	struct job job = { .self = self };

	job_run(&job, job_take);
	EXPECT_EQ(0, job.result);
	EXPECT_EQ(ABANDONED, query(self->mutex).out_attributes);
	EXPECT_EQ(1, take(self->dev, self->mutex));
	EXPECT_EQ(OWNED | MINE, query(self->mutex).out_attributes);
	EXPECT_EQ(0, take(self->dev, self->mutex));
	EXPECT_EQ(2, mutex_release(self->mutex));
	EXPECT_EQ(1, mutex_release(self->mutex));
	EXPECT_EQ(0, take(self->dev, self->mutex));
	EXPECT_EQ(1, mutex_release(self->mutex));
}

TEST_F(mutex, thread_that_gives_up)
{
	struct job job = { .self = self };
	struct sleeper sleeper = {};
	int second;

	job_run(&job, job_take_and_give_up);
	EXPECT_EQ(0, job.result);
	EXPECT_EQ(1, take(self->dev, self->mutex));

	/* all that it owns, and those who wait have it on return */
	second = SUCCEEDS(MUTEX_CREATE(self->dev, .flags = OWNED));
	SLEEP(&sleeper, self->dev, second);
	EXPECT_EQ(0, mutex_abandon_all(self->dev));
	EXPECT_EQ(0, sleeper_result(&sleeper));
	EXPECT_EQ(1, sleeper.abandoned);
	EXPECT_EQ(1, take(self->dev, self->mutex));
	EXPECT_EQ(1, mutex_release(self->mutex));
	EXPECT_EQ(0, mutex_abandon_all(self->dev));
	close(second);
}

/* A process that ends in any way; one is asleep in a wait meanwhile. */
TEST_F(mutex, process_that_ends)
{
	struct turn taken, go;
	struct sleeper sleeper;
	long round;
	pid_t pid;

	for (round = 0; round < rounds(200); round++) {
		turn_open(&taken);
		turn_open(&go);
		pid = fork();
		if (!pid) {
			if (take(self->dev, self->mutex) != round % 2)
				_exit(1);
			turn_give(&taken);
			/* by itself, or by a signal */
			turn_take(&go);
			if (round % 4 < 2)
				_exit(0);
			for (;;)
				pause();
		}
		ASSERT_TRUE(turn_take(&taken));
		memset(&sleeper, 0, sizeof(sleeper));
		if (round % 2)
			SLEEP(&sleeper, self->dev, self->mutex);
		turn_give(&go);
		if (round % 4 >= 2)
			kill(pid, SIGKILL);
		if (round % 2) {
			/* before the parent has heard of the end */
			EXPECT_EQ(0, sleeper_result(&sleeper));
			EXPECT_EQ(1, sleeper.abandoned);
			until_gone(sleeper.tid);
		}
		ASSERT_EQ(pid, waitpid(pid, NULL, 0));
		/* the sleeper has ended, too */
		EXPECT_EQ(1, take(self->dev, self->mutex));
		if (round % 2) {
			EXPECT_EQ(1, mutex_release(self->mutex));
		} else {
			/* for the next round's child */
			EXPECT_EQ(0, mutex_abandon_all(self->dev));
		}
		turn_close(&taken);
		turn_close(&go);
	}
}

/* The owner's handle may be closed: another's is enough. */
TEST_F(mutex, owner_without_a_handle)
{
	int owned = SUCCEEDS(MUTEX_OPEN(self->dev, NAMED(self->name)));

	EXPECT_EQ(0, take(self->dev, owned));
	close(owned);
	EXPECT_EQ(OWNED | MINE, query(self->mutex).out_attributes);
	EXPECT_EQ(1, mutex_release(self->mutex));
}

/* execve(2) ends no thread but the others of its process. */
TEST_F(mutex, exec)
{
	char fd[16];
	int status;
	pid_t pid;

	snprintf(fd, sizeof(fd), "%d", self->mutex);
	pid = fork();
	if (!pid) {
		if (take(self->dev, self->mutex))
			_exit(1);
		fcntl(self->mutex, F_SETFD, 0);
		execl("/bin/true", "true", NULL);
		_exit(2);
	}
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_EQ(0, status);
	EXPECT_EQ(1, take(self->dev, self->mutex));
	EXPECT_EQ(1, mutex_release(self->mutex));
}

struct executing {
	FIXTURE_DATA(mutex) *self;
	int mutex;
};

static void *take_and_execute(void *data)
{
	struct executing *executing = data;

	if (!take(executing->self->dev, executing->mutex))
		execl("/bin/sh", "sh", "-c", "echo; read line", NULL);
	_exit(2);
}

/* It ends the first thread, and the one that calls it gets that one's id. */
TEST_F(mutex, exec_of_another_thread)
{
	int second = SUCCEEDS(MUTEX_CREATE(self->dev));
	struct turn executed, go;
	pthread_t thread;
	int status;
	pid_t pid;

	turn_open(&executed);
	turn_open(&go);
	pid = fork();
	if (!pid) {
		struct executing executing = { self, second };

		dup2(go.fds[0], STDIN_FILENO);
		dup2(executed.fds[1], STDOUT_FILENO);
		fcntl(self->mutex, F_SETFD, 0);
		fcntl(second, F_SETFD, 0);
		if (take(self->dev, self->mutex) ||
		    pthread_create(&thread, NULL, take_and_execute, &executing))
			_exit(1);
		for (;;)
			pause();
	}
	ASSERT_TRUE(turn_take(&executed));
	EXPECT_EQ(1, take(self->dev, self->mutex));
	EXPECT_EQ(1, take(self->dev, second));
	EXPECT_EQ(1, mutex_release(self->mutex));
	EXPECT_EQ(1, mutex_release(second));
	ASSERT_EQ(1, write(go.fds[1], "\n", 1));
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_EQ(0, status);
	turn_close(&executed);
	turn_close(&go);
	close(second);
}

/* A wait for all takes a mutex that the caller owns once more. */
TEST_F(mutex, wait_for_all)
{
	int second = SUCCEEDS(MUTEX_CREATE(self->dev));
	int event = SUCCEEDS(EVENT_CREATE(self->dev));
	struct sleeper sleeper = { .flags = NAMEDMAP_WAIT_ALL };
	struct job job = { .self = self };

	EXPECT_EQ(0, take(self->dev, self->mutex));
	EXPECT_EQ(0, LOOK_ALL(self->dev, self->mutex, second));
	EXPECT_EQ(2, query(self->mutex).out_count);
	EXPECT_EQ(1, query(second).out_count);
	FAILS(ETIMEDOUT, LOOK_ALL(self->dev, self->mutex, second, event));
	EXPECT_EQ(2, query(self->mutex).out_count);
	FAILS(EINVAL, LOOK_ALL(self->dev, self->mutex, self->mutex));

	SLEEP(&sleeper, self->dev, second, event, self->mutex);
	EXPECT_EQ(0, event_set(event));
	EXPECT_EQ(2, mutex_release(self->mutex));
	EXPECT_EQ(1, mutex_release(self->mutex));
	EXPECT_FALSE(sleeper_ended(&sleeper));
	job_run(&job, job_take);
	EXPECT_EQ(0, job.result);
	EXPECT_EQ(1, mutex_release(second));
	/* the thread that took the first has ended: whoever asks finds out */
	EXPECT_LE(0, query(self->mutex).out_kind);
	EXPECT_EQ(0, sleeper_result(&sleeper));
	EXPECT_EQ(1, sleeper.abandoned);
	EXPECT_EQ(0, query(event).out_attributes);
	close(event);
	close(second);
}

/* A waiter that is killed when it was chosen leaves the mutex as it was. */
TEST_F(mutex, killed_waiter)
{
	long round;
	pid_t pid;
	int taken;

	for (round = 0; round < rounds(300); round++) {
		ASSERT_EQ(0, take(self->dev, self->mutex));
		pid = fork();
		if (!pid) {
			WAIT(self->dev, FOREVER, self->mutex);
			for (;;)
				pause();
		}
		ASSERT_EQ(1, mutex_release(self->mutex));
		kill(pid, SIGKILL);
		ASSERT_EQ(pid, waitpid(pid, NULL, 0));
		/* abandoned if the wait was over and the child knew */
		taken = take(self->dev, self->mutex);
		EXPECT_TRUE(taken == 0 || taken == 1);
		EXPECT_EQ(1, mutex_release(self->mutex));
	}
}

#define WORKERS 4

struct worker {
	pthread_t thread;
	int dev;
	int mutex;
	long turns;
	long *count;		/* guarded by the mutex alone */
	int own;		/* another mutex, also to be taken; or -1 */
};

static void *work(void *data)
{
	struct worker *worker = data;
	long turn;

	for (turn = 0; turn < worker->turns; turn++) {
		if (worker->own >= 0 && turn % 2) {
			if (WAIT_ALL(worker->dev, PATIENCE, worker->own,
				     worker->mutex))
				abort();
			if (mutex_release(worker->own) != 1)
				abort();
		} else if (WAIT(worker->dev, PATIENCE, worker->mutex)) {
			abort();
		}
		++*(volatile long *)worker->count;
		if (mutex_release(worker->mutex) != 1)
			abort();
	}
	return NULL;
}

TEST_F(mutex, mutual_exclusion)
{
	struct worker workers[WORKERS];
	long count = 0;
	int i;

	for (i = 0; i < WORKERS; i++) {
		workers[i] = (struct worker){
			.dev = self->dev, .mutex = self->mutex,
			.turns = rounds(20000), .count = &count,
			.own = i % 2 ? SUCCEEDS(MUTEX_CREATE(self->dev)) : -1,
		};
		ASSERT_EQ(0, pthread_create(&workers[i].thread, NULL, work,
					    &workers[i]));
	}
	for (i = 0; i < WORKERS; i++) {
		pthread_join(workers[i].thread, NULL);
		if (workers[i].own >= 0)
			close(workers[i].own);
	}
	EXPECT_EQ(WORKERS * rounds(20000), count);
	EXPECT_EQ(0, query(self->mutex).out_attributes);
}

/* Many mutexes of many processes that are killed with all of them. */
TEST_F(mutex, many_owned_at_the_end)
{
	enum { MANY = 500 };
	int mutexes[MANY], i;
	struct turn turn;
	long round;
	pid_t pid;

	for (i = 0; i < MANY; i++)
		mutexes[i] = SUCCEEDS(MUTEX_CREATE(self->dev));
	for (round = 0; round < rounds(20); round++) {
		turn_open(&turn);
		pid = fork();
		if (!pid) {
			for (i = 0; i < MANY; i++)
				if (take(self->dev, mutexes[i]) < 0)
					_exit(1);
			turn_give(&turn);
			for (;;)
				pause();
		}
		ASSERT_TRUE(turn_take(&turn));
		kill(pid, SIGKILL);
		/* closed while the end is still worked on */
		if (round == rounds(20) - 1)
			break;
		ASSERT_EQ(pid, waitpid(pid, NULL, 0));
		for (i = 0; i < MANY; i++) {
			EXPECT_EQ(1, take(self->dev, mutexes[i]));
			EXPECT_EQ(1, mutex_release(mutexes[i]));
		}
		turn_close(&turn);
	}
	for (i = 0; i < MANY; i++)
		close(mutexes[i]);
	ASSERT_EQ(pid, waitpid(pid, NULL, 0));
	turn_close(&turn);
}

TEST_HARNESS_MAIN
