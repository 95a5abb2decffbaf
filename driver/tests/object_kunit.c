// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rights of new handles on objects.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "object.h"
#include "user.h"

/* Users that nobody is. */
#define ALICE 4100000001u
#define BOB 4100000002u

#define SECTION NAMEDMAP_KIND_SECTION
#define EVENT NAMEDMAP_KIND_EVENT
#define MAXIMUM NAMEDMAP_RIGHT_MAXIMUM

static unsigned int things_made, things_released, things_freed;

static void thing_release(struct namedmap_object *object)
{
	things_released++;
}

static void thing_free(struct namedmap_object *object)
{
	things_freed++;
	kfree(object);
}

static const struct namedmap_object_ops section_ops = {
	.kind = SECTION,
	.file_name = "namedmap-thing",
	.release = thing_release,
	.free = thing_free,
};

static const struct namedmap_object_ops event_ops = {
	.kind = EVENT,
	.file_name = "namedmap-thing",
	.release = thing_release,
	.free = thing_free,
};

static struct namedmap_object *thing_make(struct kunit *test,
					  enum namedmap_kind kind,
					  const struct namedmap_key *key)
{
	struct namedmap_object *object = kzalloc(sizeof(*object), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, object);
	if (namedmap_object_init(object, kind == EVENT ? &event_ops :
							 &section_ops,
				 key, 0640)) {
		kfree(object);
		object = NULL;
	}
	KUNIT_ASSERT_NOT_NULL(test, object);
	things_made++;
	return object;
}

static int object_test_init(struct kunit *test)
{
	things_made = 0;
	things_released = 0;
	things_freed = 0;
	return 0;
}

/* Whatever a case made is gone. */
static void object_test_exit(struct kunit *test)
{
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, things_released, things_made);
	KUNIT_EXPECT_EQ(test, things_freed, things_made);
}

static void object_made(struct kunit *test)
{
	static const char * const bytes = "made";
	struct namedmap_key key = {
		.scope = NAMEDMAP_SCOPE_LOCAL, .bytes = bytes, .length = 4,
	};
	struct namedmap_object *object = thing_make(test, EVENT, &key);

	KUNIT_EXPECT_EQ(test, namedmap_object_kind(object), EVENT);
	KUNIT_EXPECT_FALSE(test, namedmap_object_live(object));
	KUNIT_EXPECT_EQ(test, refcount_read(&object->handles), 1);
	KUNIT_EXPECT_TRUE(test, uid_eq(object->permission.owner,
				       current_euid()));
	KUNIT_EXPECT_TRUE(test, gid_eq(object->permission.group,
				       current_egid()));
	KUNIT_EXPECT_EQ(test, object->permission.mode, 0640);
	KUNIT_EXPECT_PTR_NE(test, object->key.bytes, bytes);
	KUNIT_EXPECT_EQ(test, memcmp(object->key.bytes, bytes, 4), 0);
	KUNIT_EXPECT_EQ(test, things_released, 0);
	namedmap_object_destroy(object);
	KUNIT_EXPECT_EQ(test, things_released, 1);

	object = thing_make(test, SECTION, NULL);
	KUNIT_EXPECT_NULL(test, object->key.bytes);
	KUNIT_EXPECT_EQ(test, namedmap_object_kind(object), SECTION);
	namedmap_object_destroy(object);
}

/* At the limit nothing is made and nothing kept. */
static void object_refused(struct kunit *test)
{
	ulong before = namedmap_max_objects;
	struct namedmap_object object = {};
	struct test_user user;
	unsigned int i;

	namedmap_max_objects = 0;
	test_user_begin(test, &user, ALICE);
	for (i = 0; i < 3; i++)
		KUNIT_EXPECT_EQ(test, namedmap_object_init(&object, &event_ops,
							   NULL, 0600),
				-EDQUOT);
	test_user_end(&user);
	KUNIT_EXPECT_NULL(test, object.charge.creator);
	namedmap_max_objects = before;
}

/* What read and write bits give, by kind; see the uapi header. */
static const u32 mode_rights[2][4] = {
	{ 0, 0x20012, 0x12000d, 0x1f001f },
	{ 0, 0x20002, 0x120001, 0x1f0003 },
};

/**
 * struct grant_case - one combination of everything that counts
 * @kind: kind of object
 * @bits: 1 for its write bit, 2 for its read bit
 * @capable: the caller has CAP_IPC_OWNER
 * @wanted: rights wanted
 * @already: rights that another handle gives
 */
struct grant_case {
	enum namedmap_kind kind;
	unsigned int bits;
	bool capable;
	u32 wanted;
	u32 already;
};

/* What is to be granted; 0 if nothing is. Tells if the capability is used. */
static u32 expected_grant(const struct grant_case *c, bool *noted)
{
	const u32 *rights = mode_rights[c->kind == EVENT];
	u32 specific = c->wanted & ~MAXIMUM;
	u32 own = c->already | rights[c->bits];
	u32 all = rights[3];

	*noted = false;
	if (!(c->wanted & MAXIMUM)) {
		if (!(specific & ~own))
			return specific;
		*noted = c->capable;
		return c->capable && !(specific & ~all) ? specific : 0;
	}
	*noted = c->capable && own != all;
	if (c->capable)
		own = all;
	return specific & ~own ? 0 : own;
}

/* Returns whether it went as expected. */
static bool grant_as_expected(struct namedmap_object *object,
			      const struct grant_case *c)
{
	bool noted, note;
	u32 granted = 0, want = expected_grant(c, &noted);
	int ret;

	current->flags &= ~PF_SUPERPRIV;
	ret = namedmap_object_grant(object, c->wanted, c->already, &granted);
	note = current->flags & PF_SUPERPRIV;
	/* to ask for nothing is to be granted nothing */
	if (!c->wanted)
		return !ret && !granted && !note;
	if (ret)
		granted = 0;
	return granted == want && !ret == !!want && (!ret || ret == -EACCES) &&
	       note == noted;
}

/*
 * Both kinds, every mode, with the capability and without, every set of nine
 * rights with and without MAXIMUM, on top of four other handles.
 */
static void object_grant(struct kunit *test)
{
	static const u32 bits[] = { 0x1, 0x2, 0x4, 0x8, 0x10, 0x10000, 0x20000,
				    0x100000, MAXIMUM };
	static const u32 already[] = { 0, 0x2, 0x120001, 0x1f0003 };
	unsigned int wrong = 0, count = 0, set, i, rest;
	struct namedmap_object *objects[2];
	u32 flags = current->flags & PF_SUPERPRIV;
	struct test_user user;

	objects[0] = thing_make(test, SECTION, NULL);
	objects[1] = thing_make(test, EVENT, NULL);
	for (i = 0; i < 2; i++) {
		objects[i]->permission.owner = KUIDT_INIT(BOB);
		objects[i]->permission.group = KGIDT_INIT(BOB);
	}
	test_user_begin(test, &user, ALICE);
	for (rest = 0; rest < 2 * 4 * 2 * 4; rest++) {
		struct grant_case c = {
			.kind = rest % 2 ? EVENT : SECTION,
			.bits = rest / 2 % 4,
			.capable = rest / 8 % 2,
			.already = already[rest / 16],
		};

		objects[rest % 2]->permission.mode = c.bits << 1;
		test_user_set_capable(&user, c.capable);
		for (set = 0; set < 1 << ARRAY_SIZE(bits); set++) {
			for (c.wanted = 0, i = 0; i < ARRAY_SIZE(bits); i++)
				c.wanted |= set >> i & 1 ? bits[i] : 0;
			/* others were refused before */
			c.wanted &= mode_rights[rest % 2][3] | MAXIMUM;
			if (!grant_as_expected(objects[rest % 2], &c) &&
			    !wrong++)
				KUNIT_FAIL(test,
					   "kind %u bits %u capable %u wanted %x already %x",
					   c.kind, c.bits, c.capable, c.wanted,
					   c.already);
			count++;
		}
		cond_resched();
	}
	test_user_end(&user);
	current->flags |= flags;
	KUNIT_EXPECT_EQ(test, wrong, 0);
	KUNIT_EXPECT_EQ(test, count, 2 * 4 * 2 * 4 * 512);
	namedmap_object_destroy(objects[0]);
	namedmap_object_destroy(objects[1]);
}

/* Is there anything that one may? For every class of users and every mode. */
static void object_allows_any(struct kunit *test)
{
	struct namedmap_object *object = thing_make(test, SECTION, NULL);
	unsigned int class, mode, capable, count = 0;
	struct test_user user;

	test_user_begin(test, &user, ALICE);
	for (class = 0; class < 3; class++)
		for (mode = 0; mode < 01000; mode++)
			for (capable = 0; capable < 2; capable++) {
				/* the execute bits have no meaning */
				bool any = mode >> (6 - 3 * class) & 6;

				object->permission.owner =
					KUIDT_INIT(class == 0 ? ALICE : BOB);
				object->permission.group =
					KGIDT_INIT(class <= 1 ? ALICE : BOB);
				object->permission.mode = mode;
				test_user_set_capable(&user, capable);
				KUNIT_EXPECT_EQ_MSG(test,
						    namedmap_object_allows_any(object),
						    any || capable,
						    "class %u mode %o", class, mode);
				count++;
			}
	test_user_end(&user);
	KUNIT_EXPECT_EQ(test, count, 3 * 512 * 2);
	namedmap_object_destroy(object);
}

static struct kunit_case object_kunit_cases[] = {
	KUNIT_CASE(object_made),
	KUNIT_CASE(object_refused),
	KUNIT_CASE(object_grant),
	KUNIT_CASE(object_allows_any),
	{}
};

static struct kunit_suite object_suite = {
	.name = "namedmap_object",
	.init = object_test_init,
	.exit = object_test_exit,
	.test_cases = object_kunit_cases,
};

kunit_test_suite(object_suite);

NAMEDMAP_IMPORT_KUNIT;
MODULE_DESCRIPTION("KUnit tests of the objects of /dev/namedmap");
MODULE_LICENSE("GPL");
