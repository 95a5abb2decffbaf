// SPDX-License-Identifier: GPL-2.0-only
/*
 * What users may make the kernel keep.
 */
#include <kunit/test.h>
#include <linux/limits.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/string.h>

#include "charge.h"
#include "user.h"

/* Users that nobody is. */
#define ALICE 4100000001u
#define BOB 4100000002u
#define CAROL 4100000003u

#define OBJECTS 5
#define BYTES 100

static ulong saved_objects, saved_bytes;

/* Charge a user, who is in @namespace or, if that is NULL, the initial one. */
static int charge_as(struct kunit *test, u32 id,
		     struct user_namespace *namespace,
		     struct namedmap_charge *charge, size_t name_bytes)
{
	struct test_user user;
	int ret;

	test_user_begin(test, &user, id);
	if (namespace)
		user.cred->user_ns = namespace;
	ret = namedmap_charge(charge, name_bytes);
	test_user_end(&user);
	return ret;
}

/* How many more objects a user may have, found by trying. */
static unsigned int room_of(struct kunit *test, u32 id)
{
	struct namedmap_charge charges[OBJECTS + 1] = {};
	unsigned int count = 0;

	while (count <= OBJECTS &&
	       !charge_as(test, id, NULL, &charges[count], 0))
		count++;
	for (unsigned int i = 0; i < count; i++)
		namedmap_uncharge(&charges[i]);
	return count;
}

/* How many more bytes a user's names may have, found by halving. */
static unsigned int bytes_of(struct kunit *test, u32 id)
{
	struct namedmap_charge charge = {};
	unsigned int low = 0, high = BYTES + 1;

	while (low + 1 < high) {
		unsigned int middle = (low + high) / 2;

		if (charge_as(test, id, NULL, &charge, middle)) {
			high = middle;
		} else {
			low = middle;
			namedmap_uncharge(&charge);
		}
	}
	return low;
}

static void expect_left(struct kunit *test, u32 id, unsigned int objects,
			unsigned int bytes)
{
	KUNIT_EXPECT_EQ_MSG(test, room_of(test, id), objects, "user %u", id);
	KUNIT_EXPECT_EQ_MSG(test, bytes_of(test, id), bytes, "user %u", id);
}

static int charge_test_init(struct kunit *test)
{
	saved_objects = namedmap_max_objects;
	saved_bytes = namedmap_max_name_bytes;
	namedmap_max_objects = OBJECTS;
	namedmap_max_name_bytes = BYTES;
	return 0;
}

/* Whatever a case charged was given back: everybody has all again. */
static void charge_test_exit(struct kunit *test)
{
	expect_left(test, ALICE, OBJECTS, BYTES);
	expect_left(test, BOB, OBJECTS, BYTES);
	expect_left(test, CAROL, OBJECTS, BYTES);
	namedmap_max_objects = saved_objects;
	namedmap_max_name_bytes = saved_bytes;
}

/* What an administrator finds; see the description of the parameters. */
static void charge_defaults(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, saved_objects, 65536);
	KUNIT_EXPECT_EQ(test, saved_bytes, 16777216);
}

static void charge_objects(struct kunit *test)
{
	struct namedmap_charge charges[OBJECTS], more = {};
	unsigned int i;

	for (i = 0; i < OBJECTS; i++) {
		KUNIT_EXPECT_EQ(test, charge_as(test, ALICE, NULL, &charges[i], 1),
				0);
		KUNIT_EXPECT_EQ(test, room_of(test, ALICE), OBJECTS - i - 1);
	}
	KUNIT_EXPECT_EQ(test, charge_as(test, ALICE, NULL, &more, 1), -EDQUOT);
	/* refused again and again, without any trace */
	KUNIT_EXPECT_EQ(test, charge_as(test, ALICE, NULL, &more, 1), -EDQUOT);
	KUNIT_EXPECT_EQ(test, room_of(test, BOB), OBJECTS);
	for (i = 0; i < OBJECTS; i++) {
		namedmap_uncharge(&charges[i]);
		KUNIT_EXPECT_EQ(test, room_of(test, ALICE), i + 1);
	}
}

struct bytes_case {
	size_t before;
	size_t bytes;
	int ret;
};

/* At the limit, one above it, and where a sum would wrap around. */
static const struct bytes_case bytes_cases[] = {
	{ 0, 0, 0 },
	{ 0, BYTES, 0 },
	{ 0, BYTES + 1, -EDQUOT },
	{ 1, BYTES - 1, 0 },
	{ 1, BYTES, -EDQUOT },
	{ BYTES, 0, 0 },
	{ BYTES, 1, -EDQUOT },
	{ 0, LONG_MAX, -EDQUOT },
	{ 0, (size_t)LONG_MAX + 1, -EDQUOT },
	{ 1, LONG_MAX, -EDQUOT },
};

static void bytes_title(const struct bytes_case *param, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%zu and %zu", param->before,
		 param->bytes);
}

KUNIT_ARRAY_PARAM(bytes_cases, bytes_cases, bytes_title);

static void charge_bytes(struct kunit *test)
{
	const struct bytes_case *param = test->param_value;
	struct namedmap_charge before = {}, charge = {};

	KUNIT_EXPECT_EQ(test, charge_as(test, ALICE, NULL, &before, param->before),
			0);
	KUNIT_EXPECT_EQ(test, charge_as(test, ALICE, NULL, &charge, param->bytes),
			param->ret);
	KUNIT_EXPECT_EQ(test, bytes_of(test, ALICE),
			BYTES - param->before - (param->ret ? 0 : param->bytes));
	if (!param->ret)
		namedmap_uncharge(&charge);
	expect_left(test, ALICE, OBJECTS - 1, BYTES - param->before);
	namedmap_uncharge(&before);
}

/* What was never charged, or was given back, costs nothing. */
static void charge_once(struct kunit *test)
{
	struct namedmap_charge never = {}, charge;

	namedmap_uncharge(&never);
	KUNIT_EXPECT_EQ(test, charge_as(test, ALICE, NULL, &charge, 7), 0);
	expect_left(test, ALICE, OBJECTS - 1, BYTES - 7);
	namedmap_uncharge(&charge);
	KUNIT_EXPECT_NULL(test, charge.creator);
	namedmap_uncharge(&charge);
	expect_left(test, ALICE, OBJECTS, BYTES);
}

/* A lower limit takes nothing away, and lets nothing in. */
static void charge_new_limit(struct kunit *test)
{
	struct namedmap_charge charges[3], more = {};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(charges); i++)
		KUNIT_EXPECT_EQ(test, charge_as(test, ALICE, NULL, &charges[i], 0),
				0);
	namedmap_max_objects = 2;
	KUNIT_EXPECT_EQ(test, charge_as(test, ALICE, NULL, &more, 0), -EDQUOT);
	for (i = 0; i < ARRAY_SIZE(charges); i++) {
		namedmap_uncharge(&charges[i]);
		KUNIT_EXPECT_EQ(test, room_of(test, ALICE), i);
	}
	namedmap_max_objects = OBJECTS;
}

/* Of every namespace up to the initial one the owner pays. */
static void charge_owners(struct kunit *test)
{
	static struct user_namespace outer, inner;
	struct namedmap_charge charge, other, more = {};

	test_namespace_init(&outer, &init_user_ns, ALICE, 100000, 1000);
	test_namespace_init(&inner, &outer, BOB, 100000, 1000);

	KUNIT_EXPECT_EQ(test, charge_as(test, CAROL, &inner, &charge, 10), 0);
	KUNIT_EXPECT_EQ(test, charge.levels, 2);
	expect_left(test, ALICE, OBJECTS - 1, BYTES - 10);
	expect_left(test, BOB, OBJECTS - 1, BYTES - 10);
	expect_left(test, CAROL, OBJECTS - 1, BYTES - 10);
	/* in the outer one, Bob is no owner */
	KUNIT_EXPECT_EQ(test, charge_as(test, CAROL, &outer, &other, 10), 0);
	expect_left(test, ALICE, OBJECTS - 2, BYTES - 20);
	expect_left(test, BOB, OBJECTS - 1, BYTES - 10);
	namedmap_uncharge(&other);
	namedmap_uncharge(&charge);

	/* two ids of one owner have one limit together */
	KUNIT_EXPECT_EQ(test, charge_as(test, BOB, &outer, &charge, 60), 0);
	KUNIT_EXPECT_EQ(test, charge_as(test, CAROL, &outer, &more, 60), -EDQUOT);
	expect_left(test, CAROL, OBJECTS, BYTES);
	expect_left(test, ALICE, OBJECTS - 1, BYTES - 60);
	namedmap_uncharge(&charge);
}

/* One who owns the next namespaces pays once, not for each. */
static void charge_owner_once(struct kunit *test)
{
	static struct user_namespace outer, middle, inner;
	struct namedmap_charge charge;

	test_namespace_init(&outer, &init_user_ns, ALICE, 0, 1000);
	test_namespace_init(&middle, &outer, ALICE, 0, 1000);
	test_namespace_init(&inner, &middle, ALICE, 0, 1000);
	KUNIT_EXPECT_EQ(test, charge_as(test, ALICE, &inner, &charge, 10), 0);
	expect_left(test, ALICE, OBJECTS - 1, BYTES - 10);
	namedmap_uncharge(&charge);

	KUNIT_EXPECT_EQ(test, charge_as(test, BOB, &inner, &charge, 10), 0);
	expect_left(test, ALICE, OBJECTS - 1, BYTES - 10);
	expect_left(test, BOB, OBJECTS - 1, BYTES - 10);
	namedmap_uncharge(&charge);
}

/* A refusal far up leaves nothing charged below. */
static void charge_refused_above(struct kunit *test)
{
	static struct user_namespace outer, inner;
	struct namedmap_charge full, charge = {};

	test_namespace_init(&outer, &init_user_ns, ALICE, 100000, 1000);
	test_namespace_init(&inner, &outer, BOB, 100000, 1000);
	KUNIT_EXPECT_EQ(test, charge_as(test, ALICE, NULL, &full, BYTES), 0);
	KUNIT_EXPECT_EQ(test, charge_as(test, CAROL, &inner, &charge, 1), -EDQUOT);
	expect_left(test, CAROL, OBJECTS, BYTES);
	expect_left(test, BOB, OBJECTS, BYTES);
	expect_left(test, ALICE, OBJECTS - 1, 0);
	namedmap_uncharge(&full);
}

static struct kunit_case charge_kunit_cases[] = {
	KUNIT_CASE(charge_defaults),
	KUNIT_CASE(charge_objects),
	KUNIT_CASE_PARAM(charge_bytes, bytes_cases_gen_params),
	KUNIT_CASE(charge_once),
	KUNIT_CASE(charge_new_limit),
	KUNIT_CASE(charge_owners),
	KUNIT_CASE(charge_owner_once),
	KUNIT_CASE(charge_refused_above),
	{}
};

static struct kunit_suite charge_suite = {
	.name = "namedmap_charge",
	.init = charge_test_init,
	.exit = charge_test_exit,
	.test_cases = charge_kunit_cases,
};

kunit_test_suite(charge_suite);

NAMEDMAP_IMPORT_KUNIT;
MODULE_DESCRIPTION("KUnit tests of the limits of /dev/namedmap");
MODULE_LICENSE("GPL");
