// SPDX-License-Identifier: GPL-2.0-only
/*
 * The directory: who has a name, and that nobody has it any more.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/container_of.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "dir.h"

/* How long something that must happen may take. */
#define PATIENCE_SECONDS 60

/* A secret of the module makes the others; here they are chosen. */
#define HASH 0x00c0ffee

/* Something that has a name. */
struct thing {
	struct namedmap_object object;
};

static atomic_t things_made, things_released, things_freed;

/* Addresses that no IPC namespace has: names that nobody else can meet. */
static const char worlds[2];

static void thing_release(struct namedmap_object *object)
{
	atomic_inc(&things_released);
}

static void thing_free(struct namedmap_object *object)
{
	atomic_inc(&things_freed);
	kfree(container_of(object, struct thing, object));
}

static const struct namedmap_object_ops thing_ops = {
	.kind = NAMEDMAP_KIND_EVENT,
	.file_name = "namedmap-thing",
	.release = thing_release,
	.free = thing_free,
};

static struct namedmap_key key_of(const char *bytes, u32 hash)
{
	return (struct namedmap_key){
		.world = &worlds[0],
		.scope = NAMEDMAP_SCOPE_LOCAL,
		.uid = GLOBAL_ROOT_UID,
		.bytes = bytes,
		.length = strlen(bytes),
		.hash = hash,
	};
}

/* Returns NULL if there is no memory. */
static struct namedmap_object *thing_try_make(const struct namedmap_key *key)
{
	struct thing *thing = kzalloc(sizeof(*thing), GFP_KERNEL);

	if (!thing)
		return NULL;
	if (namedmap_object_init(&thing->object, &thing_ops, key, 0600)) {
		kfree(thing);
		return NULL;
	}
	atomic_inc(&things_made);
	return &thing->object;
}

static struct namedmap_object *thing_make(struct kunit *test,
					  const struct namedmap_key *key)
{
	struct namedmap_object *object = thing_try_make(key);

	KUNIT_ASSERT_NOT_NULL(test, object);
	return object;
}

/* Make a thing that can be found. */
static struct namedmap_object *thing_publish(struct kunit *test,
					     const struct namedmap_key *key)
{
	struct namedmap_object *object = thing_make(test, key);

	KUNIT_ASSERT_PTR_EQ(test, namedmap_dir_insert(object), object);
	namedmap_dir_publish(object);
	return object;
}

/* Expect that @key is the name of @object, or of nothing. */
static void expect_found(struct kunit *test, const struct namedmap_key *key,
			 struct namedmap_object *object)
{
	struct namedmap_object *found = namedmap_dir_find(key);

	KUNIT_EXPECT_PTR_EQ(test, found, object);
	if (found)
		namedmap_dir_put(found);
}

static int dir_test_init(struct kunit *test)
{
	atomic_set(&things_made, 0);
	atomic_set(&things_released, 0);
	atomic_set(&things_freed, 0);
	return 0;
}

/* Whatever a case made is gone, and was freed once. */
static void dir_test_exit(struct kunit *test)
{
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, atomic_read(&things_released),
			atomic_read(&things_made));
	KUNIT_EXPECT_EQ(test, atomic_read(&things_freed),
			atomic_read(&things_made));
}

/* LIF-1, CFM-57: a name lives from publication to the last handle. */
static void dir_life(struct kunit *test)
{
	struct namedmap_key key = key_of("life", HASH);
	struct namedmap_object *object = thing_make(test, &key);

	expect_found(test, &key, NULL);
	KUNIT_ASSERT_PTR_EQ(test, namedmap_dir_insert(object), object);
	KUNIT_EXPECT_FALSE(test, namedmap_object_live(object));
	expect_found(test, &key, NULL);
	namedmap_dir_publish(object);
	KUNIT_EXPECT_TRUE(test, namedmap_object_live(object));
	KUNIT_EXPECT_EQ(test, refcount_read(&object->handles), 1);

	KUNIT_EXPECT_PTR_EQ(test, namedmap_dir_find(&key), object);
	KUNIT_EXPECT_EQ(test, refcount_read(&object->handles), 2);
	namedmap_dir_get(object);
	KUNIT_EXPECT_EQ(test, refcount_read(&object->handles), 3);
	namedmap_dir_put(object);
	namedmap_dir_put(object);
	expect_found(test, &key, object);
	KUNIT_EXPECT_EQ(test, atomic_read(&things_released), 0);

	namedmap_dir_put(object);
	KUNIT_EXPECT_EQ(test, atomic_read(&things_released), 1);
	expect_found(test, &key, NULL);
}

/* The bytes of a name are the object's own. */
static void dir_copies_name(struct kunit *test)
{
	char bytes[] = "copied";
	struct namedmap_key key = key_of(bytes, HASH), same;
	struct namedmap_object *object = thing_publish(test, &key);

	same = key_of("copied", HASH);
	bytes[0] = 'x';
	expect_found(test, &key, NULL);
	expect_found(test, &same, object);
	namedmap_dir_put(object);
}

/* CFM-50: the second of a name gets the first. */
static void dir_second(struct kunit *test)
{
	struct namedmap_key key = key_of("second", HASH);
	struct namedmap_object *first = thing_publish(test, &key);
	struct namedmap_object *second = thing_make(test, &key);

	KUNIT_EXPECT_PTR_EQ(test, namedmap_dir_insert(second), first);
	KUNIT_EXPECT_EQ(test, refcount_read(&first->handles), 2);
	KUNIT_EXPECT_EQ(test, refcount_read(&second->handles), 1);
	namedmap_dir_put(first);
	namedmap_dir_put(first);

	/* "as before": it can be inserted later */
	KUNIT_EXPECT_PTR_EQ(test, namedmap_dir_insert(second), second);
	namedmap_dir_publish(second);
	expect_found(test, &key, second);
	namedmap_dir_put(second);
	expect_found(test, &key, NULL);
}

/* Without a name an object is in no directory, and lives as long. */
static void dir_unnamed(struct kunit *test)
{
	struct namedmap_object *object = thing_make(test, NULL);

	namedmap_dir_publish(object);
	namedmap_dir_get(object);
	namedmap_dir_put(object);
	KUNIT_EXPECT_EQ(test, atomic_read(&things_released), 0);
	namedmap_dir_put(object);
	KUNIT_EXPECT_EQ(test, atomic_read(&things_released), 1);
}

/*
 * Keys that differ in one part each, and collide: fewer than the table lets
 * stand in one chain. NAM-1 (case), NAM-24 (users).
 */
static void dir_collisions(struct kunit *test)
{
	struct namedmap_key keys[] = {
		key_of("name", HASH), key_of("Name", HASH),
		key_of("nam", HASH), key_of("name ", HASH),
		key_of("naem", HASH), key_of("name", HASH),
		key_of("name", HASH), key_of("name", HASH),
		/* the same lock, another hash; then another lock */
		key_of("name", HASH + 0x100), key_of("name", HASH + 1),
	};
	struct namedmap_object *objects[ARRAY_SIZE(keys)];
	size_t i, j;

	keys[5].world = &worlds[1];
	keys[6].scope = NAMEDMAP_SCOPE_GLOBAL;
	keys[7].uid = KUIDT_INIT(1);
	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		expect_found(test, &keys[i], NULL);
		objects[i] = thing_publish(test, &keys[i]);
	}
	for (i = 0; i < ARRAY_SIZE(keys); i++)
		expect_found(test, &keys[i], objects[i]);
	/* each leaves alone, from the middle of the chain */
	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		namedmap_dir_put(objects[i * 3 % ARRAY_SIZE(keys)]);
		objects[i * 3 % ARRAY_SIZE(keys)] = NULL;
		for (j = 0; j < ARRAY_SIZE(keys); j++)
			expect_found(test, &keys[j], objects[j]);
	}
}

#define MANY 2000

/* More names than the table starts with, all under one lock. */
static void dir_grows(struct kunit *test)
{
	struct namedmap_object **objects;
	struct namedmap_key key;
	char bytes[16];
	u32 i;

	objects = kunit_kcalloc(test, MANY, sizeof(*objects), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, objects);
	for (i = 0; i < MANY; i++) {
		snprintf(bytes, sizeof(bytes), "many %u", i);
		key = key_of(bytes, i << 8);
		objects[i] = thing_publish(test, &key);
	}
	for (i = 0; i < MANY; i++) {
		snprintf(bytes, sizeof(bytes), "many %u", i);
		key = key_of(bytes, i << 8);
		expect_found(test, &key, objects[i]);
		namedmap_dir_put(objects[i]);
		expect_found(test, &key, NULL);
	}
}

/* An object without handles is not found, though its name still stands. */
static void dir_dying(struct kunit *test)
{
	struct namedmap_key key = key_of("dying", HASH);
	struct namedmap_object *object = thing_publish(test, &key);

	refcount_set(&object->handles, 0);
	KUNIT_EXPECT_NULL(test, namedmap_dir_find(&key));
	KUNIT_EXPECT_EQ(test, refcount_read(&object->handles), 0);
	refcount_set(&object->handles, 1);
	expect_found(test, &key, object);
	namedmap_dir_put(object);
}

/**
 * struct inserter - a thread that inserts a thing while the name is being made
 * @own: the thing
 * @result: what the insertion returned
 * @task: the thread
 * @done: it returned
 */
struct inserter {
	struct namedmap_object *own;
	struct namedmap_object *result;
	struct task_struct *task;
	struct completion done;
};

static int inserter_run(void *data)
{
	struct inserter *inserter = data;

	allow_signal(SIGKILL);
	inserter->result = namedmap_dir_insert(inserter->own);
	/* From there on the thread runs nothing of this module. */
	kthread_complete_and_exit(&inserter->done, 0);
}

/* Returns when the thread waits. */
static void inserter_start(struct kunit *test, struct inserter *inserter,
			   const struct namedmap_key *key)
{
	u64 end = ktime_get_ns() + PATIENCE_SECONDS * NSEC_PER_SEC;

	inserter->own = thing_make(test, key);
	init_completion(&inserter->done);
	inserter->task = kthread_create(inserter_run, inserter,
					"namedmap_kunit");
	KUNIT_ASSERT_FALSE(test, IS_ERR(inserter->task));
	get_task_struct(inserter->task);
	wake_up_process(inserter->task);
	while (READ_ONCE(inserter->task->__state) != TASK_KILLABLE &&
	       ktime_get_ns() < end)
		cond_resched();
	KUNIT_EXPECT_EQ(test, READ_ONCE(inserter->task->__state),
			TASK_KILLABLE);
}

static void inserter_end(struct kunit *test, struct inserter *inserter)
{
	KUNIT_ASSERT_TRUE(test, wait_for_completion_timeout(&inserter->done,
							    PATIENCE_SECONDS * HZ));
	put_task_struct(inserter->task);
}

/* Who waits for a name gets the object that was being made. */
static void dir_waits_for_publication(struct kunit *test)
{
	static struct inserter inserters[3];
	struct namedmap_key key = key_of("published", HASH);
	struct namedmap_object *object = thing_make(test, &key);
	size_t i;

	KUNIT_ASSERT_PTR_EQ(test, namedmap_dir_insert(object), object);
	for (i = 0; i < ARRAY_SIZE(inserters); i++)
		inserter_start(test, &inserters[i], &key);
	namedmap_dir_publish(object);
	for (i = 0; i < ARRAY_SIZE(inserters); i++) {
		inserter_end(test, &inserters[i]);
		KUNIT_EXPECT_PTR_EQ(test, inserters[i].result, object);
		namedmap_dir_put(inserters[i].own);
		namedmap_dir_put(object);
	}
	KUNIT_EXPECT_EQ(test, refcount_read(&object->handles), 1);
	namedmap_dir_put(object);
}

/* Who waits for a name that is given up gets it. */
static void dir_waits_for_withdrawal(struct kunit *test)
{
	static struct inserter inserter;
	struct namedmap_key key = key_of("withdrawn", HASH);
	struct namedmap_object *object = thing_make(test, &key);

	KUNIT_ASSERT_PTR_EQ(test, namedmap_dir_insert(object), object);
	inserter_start(test, &inserter, &key);
	namedmap_dir_put(object);
	inserter_end(test, &inserter);
	KUNIT_EXPECT_PTR_EQ(test, inserter.result, inserter.own);
	expect_found(test, &key, NULL);
	namedmap_dir_publish(inserter.own);
	expect_found(test, &key, inserter.own);
	namedmap_dir_put(inserter.own);
}

/* A killed waiter leaves; nobody waits for another name, or for a live one. */
static void dir_wait_ends(struct kunit *test)
{
	static struct inserter inserter;
	struct namedmap_key key = key_of("killed", HASH);
	struct namedmap_key other = key_of("other", HASH);
	struct namedmap_object *object = thing_make(test, &key);

	KUNIT_ASSERT_PTR_EQ(test, namedmap_dir_insert(object), object);
	KUNIT_EXPECT_EQ(test, namedmap_dir_wait(&other), 0);
	namedmap_dir_put(thing_publish(test, &other));
	inserter_start(test, &inserter, &key);
	send_sig(SIGKILL, inserter.task, 1);
	inserter_end(test, &inserter);
	KUNIT_EXPECT_PTR_EQ(test, inserter.result, ERR_PTR(-EINTR));
	namedmap_dir_put(object);
	/* "as before": it never had the name */
	KUNIT_EXPECT_PTR_EQ(test, namedmap_dir_insert(inserter.own),
			    inserter.own);
	namedmap_dir_publish(inserter.own);
	KUNIT_EXPECT_EQ(test, namedmap_dir_wait(&key), 0);
	namedmap_dir_put(inserter.own);
}

#define RACERS 3
#define ROUNDS 1500

/**
 * struct racer - a thread that makes things of one name again and again
 * @made: how often its own thing got the name
 * @met: how often another had it
 * @wrong: how often something else happened
 * @done: it ended
 */
struct racer {
	unsigned int made;
	unsigned int met;
	unsigned int wrong;
	struct completion done;
};

static void race_once(struct racer *racer, const struct namedmap_key *key)
{
	struct namedmap_object *own = thing_try_make(key), *found, *again;

	if (!own) {
		racer->wrong++;
		return;
	}
	found = namedmap_dir_insert(own);
	if (IS_ERR(found)) {
		racer->wrong++;
		namedmap_object_destroy(own);
		return;
	}
	if (found == own) {
		racer->made++;
		namedmap_dir_publish(own);
	} else {
		racer->met++;
		namedmap_object_destroy(own);
	}
	/* As long as one has a handle on it, the name has no other. */
	again = namedmap_dir_find(key);
	racer->wrong += again != found;
	if (again)
		namedmap_dir_put(again);
	namedmap_dir_put(found);
}

static int racer_run(void *data)
{
	struct namedmap_key key = key_of("raced", HASH);
	struct racer *racer = data;
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		race_once(racer, &key);
		cond_resched();
	}
	/* From there on the thread runs nothing of this module. */
	kthread_complete_and_exit(&racer->done, 0);
}

/* Objects die all the time while others look for them. */
static void dir_race(struct kunit *test)
{
	static struct racer racers[RACERS];
	struct namedmap_key key = key_of("raced", HASH);
	unsigned int i, started, rounds = 0;

	memset(racers, 0, sizeof(racers));
	for (started = 0; started < RACERS; started++) {
		init_completion(&racers[started].done);
		if (IS_ERR(kthread_run(racer_run, &racers[started],
				       "namedmap_kunit")))
			break;
	}
	for (i = 0; i < started; i++) {
		wait_for_completion(&racers[i].done);
		KUNIT_EXPECT_EQ(test, racers[i].wrong, 0);
		rounds += racers[i].made + racers[i].met;
	}
	KUNIT_EXPECT_EQ(test, rounds, RACERS * ROUNDS);
	expect_found(test, &key, NULL);
}

static struct kunit_case dir_kunit_cases[] = {
	KUNIT_CASE(dir_life),
	KUNIT_CASE(dir_copies_name),
	KUNIT_CASE(dir_second),
	KUNIT_CASE(dir_unnamed),
	KUNIT_CASE(dir_collisions),
	KUNIT_CASE(dir_grows),
	KUNIT_CASE(dir_dying),
	KUNIT_CASE(dir_waits_for_publication),
	KUNIT_CASE(dir_waits_for_withdrawal),
	KUNIT_CASE(dir_wait_ends),
	KUNIT_CASE(dir_race),
	{}
};

static struct kunit_suite dir_suite = {
	.name = "namedmap_dir",
	.init = dir_test_init,
	.exit = dir_test_exit,
	.test_cases = dir_kunit_cases,
};

kunit_test_suite(dir_suite);

NAMEDMAP_IMPORT_KUNIT;
MODULE_DESCRIPTION("KUnit tests of the directory of /dev/namedmap");
MODULE_LICENSE("GPL");
