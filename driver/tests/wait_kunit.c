// SPDX-License-Identifier: GPL-2.0-only
/*
 * The core of waiting, with objects that have a number of things to give.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/container_of.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#include <linux/namedmap.h>

#include "wait.h"

#define STOCKS NAMEDMAP_WAIT_MAX
#define TASKS 4

/* How long something that must happen may take. */
#define PATIENCE_SECONDS 30

/* Can be waited for while there is any of it; a wait takes one. */
struct stock {
	struct namedmap_waitable waitable;
	unsigned int count;
	unsigned int taken;
};

static struct stock stocks[STOCKS];

static bool stock_ready(const struct namedmap_waitable *waitable,
			const struct namedmap_waiter *waiter)
{
	return READ_ONCE(container_of(waitable, struct stock,
				      waitable)->count);
}

static u32 stock_take(struct namedmap_waitable *waitable,
		      struct namedmap_waiter *waiter)
{
	struct stock *stock = container_of(waitable, struct stock, waitable);

	WRITE_ONCE(stock->count, stock->count - 1);
	return ++stock->taken;
}

static void stock_give_back(struct namedmap_waitable *waitable, u32 taken)
{
	struct stock *stock = container_of(waitable, struct stock, waitable);

	if (taken <= stock->taken)
		WRITE_ONCE(stock->count, stock->count + 1);
}

static const struct namedmap_waitable_ops stock_ops = {
	.ready = stock_ready,
	.take = stock_take,
	.give_back = stock_give_back,
};

static void stock_add(unsigned int which, unsigned int count)
{
	struct stock *stock = &stocks[which];
	bool all = namedmap_waitable_lock(&stock->waitable);

	WRITE_ONCE(stock->count, stock->count + count);
	namedmap_waitable_unlock(&stock->waitable, all);
}

static int wait_test_init(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < STOCKS; i++) {
		stocks[i].count = 0;
		stocks[i].taken = 0;
		namedmap_waitable_init(&stocks[i].waitable, &stock_ops);
	}
	return 0;
}

/* No wait leaves anything on an object. */
static void wait_test_exit(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < STOCKS; i++) {
		KUNIT_EXPECT_TRUE(test, list_empty(&stocks[i].waitable.any_waiters));
		KUNIT_EXPECT_TRUE(test, list_empty(&stocks[i].waitable.all_waiters));
		KUNIT_EXPECT_EQ(test, stocks[i].waitable.all_waits, 0);
	}
}

/* Wait for the first @count stocks. */
static int wait_for(unsigned int count, bool all, u64 timeout, bool give_back)
{
	struct namedmap_waiter waiter;
	unsigned int i;
	int ret;

	ret = namedmap_waiter_init(&waiter, count, all, timeout);
	for (i = 0; !ret && i < count; i++)
		ret = namedmap_waiter_add(&waiter, i, NULL, &stocks[i].waitable);
	if (!ret) {
		ret = namedmap_wait(&waiter);
		if (ret >= 0 && give_back)
			namedmap_waiter_give_back(&waiter);
		namedmap_waiter_destroy(&waiter);
	}
	return ret;
}

static int look(unsigned int count, bool all)
{
	return wait_for(count, all, 0, false);
}

static void wait_any_takes_the_lowest(struct kunit *test)
{
	unsigned int low, high, i, taken;

	for (low = 0; low < STOCKS; low += 7) {
		for (high = low; high < STOCKS; high += 5) {
			stock_add(low, 1);
			stock_add(high, 1);
			KUNIT_EXPECT_EQ(test, look(STOCKS, false), low);
			KUNIT_EXPECT_EQ(test, look(STOCKS, false), high);
			KUNIT_EXPECT_EQ(test, look(STOCKS, false), -ETIMEDOUT);
		}
	}
	for (taken = 0, i = 0; i < STOCKS; i++)
		taken += stocks[i].taken;
	KUNIT_EXPECT_GT(test, taken, 100);
}

/* Of every set of stocks that are there, only the whole one is taken. */
static void wait_all_or_nothing(struct kunit *test)
{
	const unsigned int count = 6;
	unsigned int set, i;

	for (set = 0; set < 1 << count; set++) {
		bool whole = set == (1 << count) - 1;

		for (i = 0; i < count; i++)
			stocks[i].count = set >> i & 1;
		KUNIT_EXPECT_EQ(test, look(count, true), whole ? 0 : -ETIMEDOUT);
		for (i = 0; i < count; i++)
			KUNIT_EXPECT_EQ(test, stocks[i].count,
					whole ? 0 : set >> i & 1);
	}
}

static void wait_all_of_many(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < STOCKS; i++)
		stock_add(i, 2);
	KUNIT_EXPECT_EQ(test, look(STOCKS, true), 0);
	KUNIT_EXPECT_EQ(test, look(STOCKS, true), 0);
	KUNIT_EXPECT_EQ(test, look(STOCKS, true), -ETIMEDOUT);
	for (i = 0; i < STOCKS; i++)
		KUNIT_EXPECT_EQ(test, stocks[i].taken, 2);
}

static void wait_for_the_same_twice(struct kunit *test)
{
	struct namedmap_waiter waiter;

	stock_add(3, 2);
	KUNIT_ASSERT_EQ(test, namedmap_waiter_init(&waiter, 3, false, 0), 0);
	KUNIT_EXPECT_EQ(test, namedmap_waiter_add(&waiter, 0, NULL,
						  &stocks[2].waitable), 0);
	KUNIT_EXPECT_EQ(test, namedmap_waiter_add(&waiter, 1, NULL,
						  &stocks[3].waitable), 0);
	KUNIT_EXPECT_EQ(test, namedmap_waiter_add(&waiter, 2, NULL,
						  &stocks[3].waitable), 0);
	KUNIT_EXPECT_EQ(test, namedmap_wait(&waiter), 1);
	KUNIT_EXPECT_EQ(test, stocks[3].count, 1);
	namedmap_waiter_destroy(&waiter);

	KUNIT_ASSERT_EQ(test, namedmap_waiter_init(&waiter, 2, true, 0), 0);
	KUNIT_EXPECT_EQ(test, namedmap_waiter_add(&waiter, 0, NULL,
						  &stocks[3].waitable), 0);
	KUNIT_EXPECT_EQ(test, namedmap_waiter_add(&waiter, 1, NULL,
						  &stocks[3].waitable), -EINVAL);
	namedmap_waiter_destroy(&waiter);
}

static void wait_gives_back(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < 3; i++)
		stock_add(i, 1);
	KUNIT_EXPECT_EQ(test, wait_for(3, true, 0, true), 0);
	for (i = 0; i < 3; i++)
		KUNIT_EXPECT_EQ(test, stocks[i].count, 1);
	KUNIT_EXPECT_EQ(test, wait_for(3, false, 0, true), 0);
	for (i = 0; i < 3; i++)
		KUNIT_EXPECT_EQ(test, stocks[i].count, 1);
}

static void wait_times_out(struct kunit *test)
{
	u64 end = ktime_get_ns() + 20 * NSEC_PER_MSEC;

	KUNIT_EXPECT_EQ(test, wait_for(2, false, end, false), -ETIMEDOUT);
	KUNIT_EXPECT_GE(test, ktime_get_ns(), end);
	end += 20 * NSEC_PER_MSEC;
	stock_add(0, 1);
	KUNIT_EXPECT_EQ(test, wait_for(2, true, end, false), -ETIMEDOUT);
	KUNIT_EXPECT_GE(test, ktime_get_ns(), end);
	KUNIT_EXPECT_EQ(test, stocks[0].count, 1);
	/* a time that has passed is no reason not to look */
	KUNIT_EXPECT_EQ(test, wait_for(2, false, 1, false), 0);
	KUNIT_EXPECT_EQ(test, wait_for(2, false, 1, false), -ETIMEDOUT);
}

/**
 * struct sleeper - a thread that waits once
 * @count: for how many stocks
 * @all: for all of them
 * @result: what the wait returned
 * @done: it returned
 */
struct sleeper {
	unsigned int count;
	bool all;
	int result;
	struct completion done;
};

static int sleeper_run(void *data)
{
	struct sleeper *sleeper = data;
	u64 end = ktime_get_ns() + PATIENCE_SECONDS * NSEC_PER_SEC;

	sleeper->result = wait_for(sleeper->count, sleeper->all, end, false);
	complete(&sleeper->done);
	return 0;
}

/* How many wait on the first stock. */
static unsigned int sleepers_queued(void)
{
	struct namedmap_waitable *waitable = &stocks[0].waitable;
	struct list_head *node;
	unsigned int count;

	spin_lock(&waitable->lock);
	count = waitable->all_waits;
	list_for_each(node, &waitable->any_waiters)
		count++;
	spin_unlock(&waitable->lock);
	return count;
}

static void sleeper_start(struct kunit *test, struct sleeper *sleeper,
			  unsigned int count, bool all)
{
	u64 end = ktime_get_ns() + PATIENCE_SECONDS * NSEC_PER_SEC;
	unsigned int queued = sleepers_queued() + 1;
	struct task_struct *task;

	sleeper->count = count;
	sleeper->all = all;
	init_completion(&sleeper->done);
	task = kthread_run(sleeper_run, sleeper, "namedmap_kunit");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	while (sleepers_queued() < queued && ktime_get_ns() < end)
		cond_resched();
	KUNIT_ASSERT_EQ(test, sleepers_queued(), queued);
}

static void sleeper_expect(struct kunit *test, struct sleeper *sleeper,
			   int result)
{
	KUNIT_ASSERT_TRUE(test, wait_for_completion_timeout(&sleeper->done,
							    2 * PATIENCE_SECONDS * HZ));
	KUNIT_EXPECT_EQ(test, sleeper->result, result);
}

/* One thing for each, to the one that has waited longest. */
static void wait_longest_first(struct kunit *test)
{
	static struct sleeper sleepers[TASKS];
	unsigned int i, j;

	for (i = 0; i < TASKS; i++)
		sleeper_start(test, &sleepers[i], i + 1, false);
	for (i = 0; i < TASKS; i++) {
		stock_add(0, 1);
		KUNIT_EXPECT_EQ(test, stocks[0].count, 0);
		sleeper_expect(test, &sleepers[i], 0);
		for (j = i + 1; j < TASKS; j++)
			KUNIT_EXPECT_FALSE(test, completion_done(&sleepers[j].done));
	}
	KUNIT_EXPECT_EQ(test, stocks[0].taken, TASKS);
}

/* All at once: each gets one, before any of them has run. */
static void wait_back_to_back(struct kunit *test)
{
	static struct sleeper sleepers[TASKS];
	unsigned int i;

	for (i = 0; i < TASKS; i++)
		sleeper_start(test, &sleepers[i], 2, false);
	for (i = 0; i < TASKS + 1; i++)
		stock_add(0, 1);
	KUNIT_EXPECT_EQ(test, stocks[0].count, 1);
	for (i = 0; i < TASKS; i++)
		sleeper_expect(test, &sleepers[i], 0);
}

/* What waits for all holds nothing, and takes all when all is there. */
static void wait_all_holds_nothing(struct kunit *test)
{
	static struct sleeper all, any;

	sleeper_start(test, &all, 2, true);
	stock_add(0, 1);
	KUNIT_EXPECT_EQ(test, stocks[0].count, 1);
	KUNIT_EXPECT_EQ(test, look(2, false), 0);
	stock_add(1, 1);
	KUNIT_EXPECT_EQ(test, stocks[1].count, 1);

	/* the wait for all comes first, another for any gets what is left */
	sleeper_start(test, &any, 1, false);
	KUNIT_EXPECT_FALSE(test, completion_done(&all.done));
	stock_add(0, 2);
	sleeper_expect(test, &all, 0);
	sleeper_expect(test, &any, 0);
	KUNIT_EXPECT_EQ(test, stocks[0].count, 0);
	KUNIT_EXPECT_EQ(test, stocks[1].count, 0);
}

static struct kunit_case wait_kunit_cases[] = {
	KUNIT_CASE(wait_any_takes_the_lowest),
	KUNIT_CASE(wait_all_or_nothing),
	KUNIT_CASE(wait_all_of_many),
	KUNIT_CASE(wait_for_the_same_twice),
	KUNIT_CASE(wait_gives_back),
	KUNIT_CASE(wait_times_out),
	KUNIT_CASE(wait_longest_first),
	KUNIT_CASE(wait_back_to_back),
	KUNIT_CASE(wait_all_holds_nothing),
	{}
};

static struct kunit_suite wait_suite = {
	.name = "namedmap_wait",
	.init = wait_test_init,
	.exit = wait_test_exit,
	.test_cases = wait_kunit_cases,
};

kunit_test_suite(wait_suite);

NAMEDMAP_IMPORT_KUNIT;
MODULE_DESCRIPTION("KUnit tests of waiting in /dev/namedmap");
MODULE_LICENSE("GPL");
