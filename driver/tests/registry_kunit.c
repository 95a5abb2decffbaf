// SPDX-License-Identifier: GPL-2.0-only
/*
 * The registry: entries are shared while they have users, and gone after.
 */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/module.h>

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
