// SPDX-License-Identifier: GPL-2.0-only
/*
 * The registry: entries are shared while they have users, and gone after.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched.h>

#include "registry.h"

#define KEYS 3000

static struct namedmap_registry registry;
static unsigned int inits;

static void count_init(struct namedmap_entry *entry)
{
	inits++;
}

static void registry_shares(struct kunit *test)
{
	struct namedmap_entry *first, *second, *other;

	first = namedmap_registry_get(&registry, 7, count_init);
	KUNIT_ASSERT_FALSE(test, IS_ERR(first));
	second = namedmap_registry_get(&registry, 7, count_init);
	KUNIT_EXPECT_PTR_EQ(test, first, second);
	KUNIT_EXPECT_EQ(test, inits, 1);
	other = namedmap_registry_get(&registry, 8, count_init);
	KUNIT_EXPECT_PTR_NE(test, first, other);
	KUNIT_EXPECT_EQ(test, inits, 2);
	KUNIT_EXPECT_EQ(test, atomic_read(&registry.table.nelems), 2);

	namedmap_registry_put(&registry, first);
	KUNIT_EXPECT_EQ(test, atomic_read(&registry.table.nelems), 2);
	namedmap_registry_put(&registry, second);
	KUNIT_EXPECT_EQ(test, atomic_read(&registry.table.nelems), 1);
	namedmap_registry_put(&registry, other);

	first = namedmap_registry_get(&registry, 7, count_init);
	KUNIT_ASSERT_FALSE(test, IS_ERR(first));
	KUNIT_EXPECT_EQ(test, inits, 3);
	namedmap_registry_put(&registry, first);
}

/* More keys than locks and than the table starts with. */
static void registry_grows(struct kunit *test)
{
	struct namedmap_entry **entries;
	unsigned int i;

	entries = kunit_kcalloc(test, KEYS, sizeof(*entries), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, entries);
	for (i = 0; i < KEYS; i++) {
		entries[i] = namedmap_registry_get(&registry,
						   i * 0x100000001ULL, NULL);
		KUNIT_ASSERT_FALSE(test, IS_ERR(entries[i]));
	}
	for (i = 0; i < KEYS; i++) {
		struct namedmap_entry *again;

		again = namedmap_registry_get(&registry, i * 0x100000001ULL,
					      NULL);
		KUNIT_EXPECT_PTR_EQ(test, again, entries[i]);
		namedmap_registry_put(&registry, again);
		namedmap_registry_put(&registry, entries[i]);
	}
}

/* What a full or a busy table is waited for; nothing else is. */
static void registry_wait(struct kunit *test)
{
	bool waited = false;
	unsigned int i;

	for (i = 0; i < 3; i++)
		KUNIT_EXPECT_TRUE(test, namedmap_registry_wait(-EBUSY, &waited));
	KUNIT_EXPECT_FALSE(test, waited);
	KUNIT_EXPECT_TRUE(test, namedmap_registry_wait(-ENOMEM, &waited));
	KUNIT_EXPECT_TRUE(test, waited);
	KUNIT_EXPECT_FALSE(test, namedmap_registry_wait(-ENOMEM, &waited));
	KUNIT_EXPECT_TRUE(test, namedmap_registry_wait(-EBUSY, &waited));
	KUNIT_EXPECT_FALSE(test, namedmap_registry_wait(-E2BIG, &waited));
	waited = false;
	KUNIT_EXPECT_FALSE(test, namedmap_registry_wait(-E2BIG, &waited));
	KUNIT_EXPECT_FALSE(test, waited);
}

#define RACERS 3
#define ROUNDS 3000

/**
 * struct racer - a thread that takes and drops the same few entries
 * @wrong: how often an entry was not the one of its key
 * @done: it ended
 */
struct racer {
	unsigned int wrong;
	struct completion done;
};

static int racer_run(void *data)
{
	struct racer *racer = data;
	struct namedmap_entry *entry, *again;
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		entry = namedmap_registry_get(&registry, i % 3, NULL);
		if (IS_ERR(entry)) {
			racer->wrong++;
			continue;
		}
		again = namedmap_registry_get(&registry, i % 3, NULL);
		racer->wrong += again != entry || entry->key != i % 3;
		if (!IS_ERR(again))
			namedmap_registry_put(&registry, again);
		namedmap_registry_put(&registry, entry);
		cond_resched();
	}
	/* From there on the thread runs nothing of this module. */
	kthread_complete_and_exit(&racer->done, 0);
}

/* While one has an entry nobody makes another of that key. */
static void registry_race(struct kunit *test)
{
	static struct racer racers[RACERS];
	unsigned int i, started;

	for (started = 0; started < RACERS; started++) {
		racers[started].wrong = 0;
		init_completion(&racers[started].done);
		if (IS_ERR(kthread_run(racer_run, &racers[started],
				       "namedmap_kunit")))
			break;
	}
	KUNIT_EXPECT_EQ(test, started, RACERS);
	for (i = 0; i < started; i++) {
		wait_for_completion(&racers[i].done);
		KUNIT_EXPECT_EQ(test, racers[i].wrong, 0);
	}
}

static int registry_test_init(struct kunit *test)
{
	inits = 0;
	return namedmap_registry_init(&registry, sizeof(struct namedmap_entry));
}

/* Nothing is left behind by any case. */
static void registry_test_exit(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, atomic_read(&registry.table.nelems), 0);
	namedmap_registry_exit(&registry);
}

static struct kunit_case registry_kunit_cases[] = {
	KUNIT_CASE(registry_shares),
	KUNIT_CASE(registry_grows),
	KUNIT_CASE(registry_wait),
	KUNIT_CASE(registry_race),
	{}
};

static struct kunit_suite registry_suite = {
	.name = "namedmap_registry",
	.init = registry_test_init,
	.exit = registry_test_exit,
	.test_cases = registry_kunit_cases,
};

kunit_test_suite(registry_suite);

NAMEDMAP_IMPORT_KUNIT;
MODULE_DESCRIPTION("KUnit tests of the registries of /dev/namedmap");
MODULE_LICENSE("GPL");
