// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where names stand, and who may make them there.
 */
#include <kunit/test.h>
#include <linux/ipc_namespace.h>
#include <linux/module.h>
#include <linux/nsproxy.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "user.h"
#include "world.h"

/* Users that nobody is. */
#define ALICE 4100000001u
#define BOB 4100000002u

#define LOCAL NAMEDMAP_SCOPE_LOCAL
#define GLOBAL NAMEDMAP_SCOPE_GLOBAL

static struct namedmap_name name_of(const char *bytes,
				    enum namedmap_scope scope)
{
	return (struct namedmap_name){
		.bytes = bytes,
		.length = strlen(bytes),
		.scope = scope,
	};
}

static struct namedmap_name name_of_session(const char *bytes, u32 session)
{
	struct namedmap_name name = name_of(bytes, LOCAL);

	name.has_session = true;
	name.session = session;
	return name;
}

/* The key of a name for a user; a name that cannot be one has length 0. */
static struct namedmap_key key_for(struct kunit *test, u32 id,
				   struct user_namespace *namespace,
				   struct namedmap_world *private,
				   struct namedmap_name name)
{
	struct namedmap_key key = {};
	struct test_user user;
	int ret;

	test_user_begin(test, &user, id);
	if (namespace)
		user.cred->user_ns = namespace;
	ret = namedmap_world_key(&name, private, &key);
	test_user_end(&user);
	KUNIT_EXPECT_TRUE(test, !ret || ret == -ENOTDIR);
	if (ret)
		key.length = 0;
	return key;
}

static bool same(const struct namedmap_key *a, const struct namedmap_key *b)
{
	return a->world == b->world && a->scope == b->scope &&
	       uid_eq(a->uid, b->uid) && a->length == b->length &&
	       !memcmp(a->bytes, b->bytes, a->length);
}

/* NAM-8, NAM-9, NAM-11, NAM-24: whose table a name stands in. */
static void world_tables(struct kunit *test)
{
	struct namedmap_key local, session, other, global, theirs;

	local = key_for(test, ALICE, NULL, NULL, name_of("x", LOCAL));
	KUNIT_EXPECT_PTR_EQ(test, local.world,
			    (const void *)current->nsproxy->ipc_ns);
	KUNIT_EXPECT_NULL(test, local.private);
	KUNIT_EXPECT_EQ(test, local.scope, LOCAL);
	KUNIT_EXPECT_EQ(test, __kuid_val(local.uid), ALICE);
	KUNIT_EXPECT_EQ(test, local.length, 1);
	KUNIT_EXPECT_EQ(test, local.bytes[0], 'x');

	session = key_for(test, BOB, NULL, NULL, name_of_session("x", ALICE));
	KUNIT_EXPECT_TRUE(test, same(&local, &session));
	KUNIT_EXPECT_EQ(test, local.hash, session.hash);

	other = key_for(test, BOB, NULL, NULL, name_of("x", LOCAL));
	KUNIT_EXPECT_FALSE(test, same(&local, &other));
	KUNIT_EXPECT_NE(test, local.hash, other.hash);

	global = key_for(test, ALICE, NULL, NULL, name_of("x", GLOBAL));
	theirs = key_for(test, BOB, NULL, NULL, name_of("x", GLOBAL));
	KUNIT_EXPECT_EQ(test, global.scope, GLOBAL);
	KUNIT_EXPECT_FALSE(test, same(&local, &global));
	KUNIT_EXPECT_NE(test, local.hash, global.hash);
	KUNIT_EXPECT_TRUE(test, same(&global, &theirs));
	KUNIT_EXPECT_EQ(test, global.hash, theirs.hash);
}

/*
 * A hash depends on every byte: of 256 names of one byte, and of all prefixes
 * of a long one, no two have the same. (The secret is another one each time:
 * once in 30,000 times one pair has by chance.)
 */
static void world_hashes(struct kunit *test)
{
	struct namedmap_key key;
	char bytes[257];
	u32 *hashes;
	unsigned int i, j, count = 0, equal = 0;

	hashes = kunit_kcalloc(test, 512, sizeof(*hashes), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, hashes);
	for (i = 1; i < 256; i++) {
		bytes[0] = i;
		bytes[1] = '\0';
		key = key_for(test, ALICE, NULL, NULL, name_of(bytes, LOCAL));
		hashes[count++] = key.hash;
	}
	for (i = 2; i < 256; i++) {
		memset(bytes, 'a', i);
		bytes[i] = '\0';
		key = key_for(test, ALICE, NULL, NULL, name_of(bytes, LOCAL));
		hashes[count++] = key.hash;
	}
	KUNIT_EXPECT_EQ(test, count, 255 + 254);
	for (i = 0; i < count; i++)
		for (j = 0; j < i; j++)
			equal += hashes[i] == hashes[j];
	KUNIT_EXPECT_LE(test, equal, 1);
}

/* A session is a user id as the caller's user namespace sees it. */
static void world_sessions(struct kunit *test)
{
	static struct user_namespace namespace;
	struct namedmap_key key;

	test_namespace_init(&namespace, &init_user_ns, ALICE, 100000, 1000);
	key = key_for(test, 100000, &namespace, NULL, name_of_session("x", 0));
	KUNIT_EXPECT_EQ(test, __kuid_val(key.uid), 100000);
	key = key_for(test, 100000, &namespace, NULL, name_of_session("x", 999));
	KUNIT_EXPECT_EQ(test, __kuid_val(key.uid), 100999);
	key = key_for(test, 100000, &namespace, NULL,
		      name_of_session("x", 1000));
	KUNIT_EXPECT_EQ(test, key.length, 0);
	key = key_for(test, 100000, &namespace, NULL, name_of("x", LOCAL));
	KUNIT_EXPECT_EQ(test, __kuid_val(key.uid), 100000);
	key = key_for(test, ALICE, NULL, NULL, name_of_session("x", 1000));
	KUNIT_EXPECT_EQ(test, __kuid_val(key.uid), 1000);
	/* (uid_t)-1 is nobody's */
	key = key_for(test, ALICE, NULL, NULL, name_of_session("x", U32_MAX));
	KUNIT_EXPECT_EQ(test, key.length, 0);
}

/* A device file gets one private world, before its first other use. */
static void world_private(struct kunit *test)
{
	void *place = NULL, *other = NULL, *public = NULL;
	struct namedmap_world *world;
	struct namedmap_key key, same_key;

	KUNIT_EXPECT_EQ(test, namedmap_world_make(&place), 0);
	KUNIT_EXPECT_EQ(test, namedmap_world_make(&place), -EBUSY);
	world = namedmap_world_settle(&place);
	KUNIT_ASSERT_NOT_NULL(test, world);
	KUNIT_EXPECT_PTR_EQ(test, namedmap_world_settle(&place), world);
	KUNIT_EXPECT_EQ(test, namedmap_world_make(&place), -EBUSY);
	KUNIT_EXPECT_PTR_EQ(test, namedmap_world_settle(&place), world);
	KUNIT_EXPECT_EQ(test, refcount_read(&world->references), 1);
	KUNIT_EXPECT_PTR_EQ(test, world->ipc, current->nsproxy->ipc_ns);
	KUNIT_EXPECT_TRUE(test, uid_eq(world->owner, current_euid()));

	KUNIT_EXPECT_NULL(test, namedmap_world_settle(&public));
	KUNIT_EXPECT_NULL(test, namedmap_world_settle(&public));
	KUNIT_EXPECT_EQ(test, namedmap_world_make(&public), -EBUSY);
	KUNIT_EXPECT_NULL(test, namedmap_world_settle(&public));

	KUNIT_EXPECT_EQ(test, namedmap_world_make(&other), 0);
	KUNIT_EXPECT_PTR_NE(test, namedmap_world_settle(&other), world);

	/* names stand in it, and in no other */
	key = key_for(test, ALICE, NULL, world, name_of("x", LOCAL));
	KUNIT_EXPECT_PTR_EQ(test, key.world, (const void *)world);
	KUNIT_EXPECT_PTR_EQ(test, key.private, world);
	same_key = key_for(test, ALICE, NULL, NULL, name_of("x", LOCAL));
	KUNIT_EXPECT_FALSE(test, same(&key, &same_key));
	KUNIT_EXPECT_NE(test, key.hash, same_key.hash);
	same_key = key_for(test, ALICE, NULL, namedmap_world_settle(&other),
			   name_of("x", LOCAL));
	KUNIT_EXPECT_FALSE(test, same(&key, &same_key));
	KUNIT_EXPECT_NE(test, key.hash, same_key.hash);

	/* it outlives the file while an object keeps it */
	namedmap_world_get(world);
	KUNIT_EXPECT_EQ(test, refcount_read(&world->references), 2);
	namedmap_world_leave(&place);
	KUNIT_EXPECT_EQ(test, refcount_read(&world->references), 1);
	namedmap_world_put(world);
	namedmap_world_leave(&other);
	namedmap_world_leave(&public);

	/* no world is nothing to keep */
	namedmap_world_get(NULL);
	namedmap_world_put(NULL);
	place = NULL;
	namedmap_world_leave(&place);
}

/* The IPC namespace of an object: that of its world, and counted. */
static void world_ipc(struct kunit *test)
{
	struct ipc_namespace *own = current->nsproxy->ipc_ns, *ipc;
	struct namedmap_world *world;
	struct namedmap_key key;
	void *place = NULL;

	ipc = namedmap_world_get_ipc(NULL);
	KUNIT_EXPECT_PTR_EQ(test, ipc, own);
	namedmap_world_put_ipc(ipc);
	key = key_for(test, ALICE, NULL, NULL, name_of("x", LOCAL));
	ipc = namedmap_world_get_ipc(&key);
	KUNIT_EXPECT_PTR_EQ(test, ipc, own);
	namedmap_world_put_ipc(ipc);

	KUNIT_ASSERT_EQ(test, namedmap_world_make(&place), 0);
	world = namedmap_world_settle(&place);
	key = key_for(test, ALICE, NULL, world, name_of("x", LOCAL));
	ipc = namedmap_world_get_ipc(&key);
	KUNIT_EXPECT_PTR_EQ(test, ipc, world->ipc);
	namedmap_world_put_ipc(ipc);
	namedmap_world_leave(&place);
}

/**
 * struct world_case - one combination of everything that counts
 * @scope: table of the name
 * @session: the name says whose table: 0 nobody's, 1 the caller's, 2 another's
 * @capable: the caller has CAP_IPC_OWNER
 * @private: 0 in no private world, 1 in the caller's, 2 in another's
 * @grouped: the caller is in the group of those who may
 */
struct world_case {
	enum namedmap_scope scope;
	unsigned int session;
	bool capable;
	unsigned int private;
	bool grouped;
};

/* NAM-10, and what the uapi header says under "Names". */
static bool may_create(const struct world_case *c)
{
	if (c->scope == LOCAL)
		return c->session != 2;
	return c->capable || c->grouped || c->private == 1;
}

static void expect_case(struct kunit *test, const struct world_case *c,
			struct namedmap_world *private)
{
	static const u32 sessions[] = { 0, ALICE, BOB };
	struct namedmap_name name = name_of("x", c->scope);
	struct namedmap_key key;
	struct test_user user;

	name.has_session = c->session;
	name.session = sessions[c->session];
	if (private)
		private->owner = KUIDT_INIT(c->private == 1 ? ALICE : BOB);
	test_user_begin(test, &user, ALICE);
	test_user_set_capable(&user, c->capable);
	namedmap_global_gid = (int)(c->grouped ? ALICE : BOB);
	KUNIT_EXPECT_EQ(test, namedmap_world_key(&name, private, &key), 0);
	KUNIT_EXPECT_EQ(test, namedmap_world_is_foreign(&key), c->session == 2);
	KUNIT_EXPECT_EQ(test, namedmap_world_is_overridden(&key), c->capable);
	KUNIT_EXPECT_EQ(test, namedmap_world_capable(key.private ?
						     private->ipc :
						     current->nsproxy->ipc_ns),
			c->capable);
	KUNIT_EXPECT_EQ_MSG(test, namedmap_world_may_create(&key),
			    may_create(c),
			    "scope %u session %u capable %u private %u grouped %u",
			    c->scope, c->session, c->capable, c->private,
			    c->grouped);
	test_user_end(&user);
}

/* Every combination: 3 x 12 of local names, 12 of global ones. */
static void world_rights(struct kunit *test)
{
	int before = namedmap_global_gid;
	void *place = NULL;
	struct namedmap_world *world;
	unsigned int i, allowed = 0, count = 0;

	KUNIT_ASSERT_EQ(test, namedmap_world_make(&place), 0);
	world = namedmap_world_settle(&place);
	for (i = 0; i < 2 * 3 * 2 * 3 * 2; i++) {
		struct world_case c = {
			.scope = i % 2 ? LOCAL : GLOBAL,
			.session = i / 2 % 3,
			.capable = i / 6 % 2,
			.private = i / 12 % 3,
			.grouped = i / 36,
		};

		/* only local names can name a session */
		if (c.scope == GLOBAL && c.session)
			continue;
		expect_case(test, &c, c.private ? world : NULL);
		allowed += may_create(&c);
		count++;
	}
	KUNIT_EXPECT_EQ(test, count, 36 + 12);
	/* two thirds of the local ones; of global ones all but two */
	KUNIT_EXPECT_EQ(test, allowed, 24 + 10);
	namedmap_global_gid = before;
	namedmap_world_leave(&place);
}

/* Without a group that may, -1, nobody is in it. */
static void world_no_group(struct kunit *test)
{
	struct namedmap_key key = key_for(test, U32_MAX - 1, NULL, NULL,
					  name_of("x", GLOBAL));
	struct test_user user;

	KUNIT_EXPECT_EQ(test, namedmap_global_gid, -1);
	test_user_begin(test, &user, ALICE);
	user.cred->egid = INVALID_GID;
	KUNIT_EXPECT_FALSE(test, namedmap_world_may_create(&key));
	test_user_end(&user);
}

static struct kunit_case world_kunit_cases[] = {
	KUNIT_CASE(world_tables),
	KUNIT_CASE(world_hashes),
	KUNIT_CASE(world_sessions),
	KUNIT_CASE(world_private),
	KUNIT_CASE(world_ipc),
	KUNIT_CASE(world_rights),
	KUNIT_CASE(world_no_group),
	{}
};

static struct kunit_suite world_suite = {
	.name = "namedmap_world",
	.test_cases = world_kunit_cases,
};

kunit_test_suite(world_suite);

NAMEDMAP_IMPORT_KUNIT;
MODULE_DESCRIPTION("KUnit tests of the name spaces of /dev/namedmap");
MODULE_LICENSE("GPL");
