/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The test's own thread as another user, for a few calls.
 *
 * No KUNIT_ASSERT_ between test_user_begin() and test_user_end(): it would end
 * the thread with credentials that are not its own.
 */
#ifndef NAMEDMAP_TESTS_USER_H
#define NAMEDMAP_TESTS_USER_H

#include <kunit/test.h>
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

/**
 * struct test_user - who the thread is, and who it was
 * @cred: credentials in force; may be changed
 * @before: those before
 * @namespace: user namespace that belongs to @cred
 */
struct test_user {
	struct cred *cred;
	const struct cred *before;
	struct user_namespace *namespace;
};

/*
 * From here on the thread is a user without any capability, in a group of the
 * same number.
 */
static inline void test_user_begin(struct kunit *test, struct test_user *user,
				   u32 id)
{
	user->cred = prepare_creds();
	KUNIT_ASSERT_NOT_NULL(test, user->cred);
	user->namespace = user->cred->user_ns;
	user->cred->euid = KUIDT_INIT(id);
	user->cred->egid = KGIDT_INIT(id);
	cap_clear(user->cred->cap_effective);
	user->before = override_creds(user->cred);
}

/* Can override the permissions of objects, and nothing else. */
static inline void test_user_set_capable(struct test_user *user, bool capable)
{
	cap_clear(user->cred->cap_effective);
	if (capable)
		cap_raise(user->cred->cap_effective, CAP_IPC_OWNER);
}

static inline void test_user_end(struct test_user *user)
{
	revert_creds(user->before);
	user->cred->user_ns = user->namespace;
	put_cred(user->cred);
}

/*
 * Make @child a namespace below @parent in which the ids from 0 are those from
 * @first of the initial one.
 */
static inline void test_namespace_init(struct user_namespace *child,
				       struct user_namespace *parent,
				       u32 owner, u32 first, u32 count)
{
	child->parent = parent;
	child->level = parent->level + 1;
	child->owner = KUIDT_INIT(owner);
	child->uid_map.nr_extents = 1;
	child->uid_map.extent[0].first = 0;
	child->uid_map.extent[0].lower_first = first;
	child->uid_map.extent[0].count = count;
}

#endif /* NAMEDMAP_TESTS_USER_H */
