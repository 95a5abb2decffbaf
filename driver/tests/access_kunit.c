// SPDX-License-Identifier: GPL-2.0-only
/*
 * Access rights: generic ones, and what a mode gives.
 */
#include <kunit/test.h>
#include <linux/cred.h>
#include <linux/module.h>
#include <linux/sched.h>

#include "access.h"

struct wanted_case {
	const char *title;
	enum namedmap_kind kind;
	u32 wanted;
	int ret;
	u32 rights;
};

#define SECTION NAMEDMAP_KIND_SECTION
#define EVENT NAMEDMAP_KIND_EVENT
#define MUTEX NAMEDMAP_KIND_MUTEX
#define SEMAPHORE NAMEDMAP_KIND_SEMAPHORE

/* OFM-7, OFM-9, OFM-10, SCY-5, SCY-6, DUP-4 */
static const struct wanted_case wanted_cases[] = {
	{ "none", SECTION, 0, 0, 0 },
	{ "read", SECTION, NAMEDMAP_RIGHT_GENERIC_READ, 0, 0x20005 },
	{ "write", SECTION, NAMEDMAP_RIGHT_GENERIC_WRITE, 0, 0x20002 },
	{ "execute", SECTION, NAMEDMAP_RIGHT_GENERIC_EXECUTE, 0, 0x20008 },
	{ "all", SECTION, NAMEDMAP_RIGHT_GENERIC_ALL, 0, 0xf001f },
	{ "read and specific", SECTION, NAMEDMAP_RIGHT_GENERIC_READ | 2, 0,
	  0x20007 },
	{ "section all", SECTION, 0xf001f, 0, 0xf001f },
	{ "synchronize", SECTION, NAMEDMAP_RIGHT_SYNCHRONIZE, 0, 0x100000 },
	{ "maximum", SECTION, NAMEDMAP_RIGHT_MAXIMUM, 0,
	  NAMEDMAP_RIGHT_MAXIMUM },
	{ "audit settings", SECTION, NAMEDMAP_RIGHT_SYSTEM_SECURITY, -EPERM },
	{ "unknown low bit", SECTION, 0x20, -EACCES },
	{ "unknown high bit", SECTION, 0x04000000, -EACCES },
	{ "all ones but audit", SECTION, 0xfeffffff, -EACCES },
	{ "DUP-4 all ones", SECTION, 0xffffffff, -EACCES },
	{ "event read", EVENT, NAMEDMAP_RIGHT_GENERIC_READ, 0, 0x20001 },
	{ "event write", EVENT, NAMEDMAP_RIGHT_GENERIC_WRITE, 0, 0x20002 },
	{ "event execute", EVENT, NAMEDMAP_RIGHT_GENERIC_EXECUTE, 0,
	  0x120000 },
	{ "event all", EVENT, NAMEDMAP_RIGHT_GENERIC_ALL, 0, 0x1f0003 },
	{ "event, section's bit", EVENT, 4, -EACCES },
	{ "mutex, event's bit", MUTEX, 2, -EACCES },
	{ "mutex write", MUTEX, NAMEDMAP_RIGHT_GENERIC_WRITE, 0, 0x20000 },
	{ "semaphore write", SEMAPHORE, NAMEDMAP_RIGHT_GENERIC_WRITE, 0,
	  0x20002 },
};

static void wanted_title(const struct wanted_case *param, char *desc)
{
	strscpy(desc, param->title, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(wanted_cases, wanted_cases, wanted_title);

static void access_wanted(struct kunit *test)
{
	const struct wanted_case *param = test->param_value;
	u32 rights = 0;

	KUNIT_EXPECT_EQ(test, namedmap_access_wanted(param->kind, param->wanted,
						     &rights), param->ret);
	KUNIT_EXPECT_EQ(test, rights, param->rights);
}

/**
 * struct generic_meaning - what the generic rights stand for, as numbers
 * @read: GENERIC_READ
 * @write: GENERIC_WRITE
 * @execute: GENERIC_EXECUTE
 * @all: GENERIC_ALL
 * @valid: every right that there is
 */
struct generic_meaning {
	u32 read;
	u32 write;
	u32 execute;
	u32 all;
	u32 valid;
};

/* OFM-7, SCY-5, SCY-6; events as Windows' own header has them. */
static const struct generic_meaning section_meaning = {
	0x20005, 0x20002, 0x20008, 0xf001f, 0x1f001f,
};

static const struct generic_meaning event_meaning = {
	0x20001, 0x20002, 0x120000, 0x1f0003, 0x1f0003,
};

static const struct generic_meaning mutex_meaning = {
	0x20001, 0x20000, 0x120000, 0x1f0001, 0x1f0001,
};

static const struct {
	enum namedmap_kind kind;
	const struct generic_meaning *meaning;
	/* log2 of how many combinations there are */
	unsigned int free_bits;
} kinds[] = {
	/* all bits are free but 0x20 and the audit settings */
	{ SECTION, &section_meaning, 15 },
	/* three less */
	{ EVENT, &event_meaning, 12 },
	/* one less */
	{ MUTEX, &mutex_meaning, 11 },
	/* as an event */
	{ SEMAPHORE, &event_meaning, 12 },
};

/*
 * What @wanted comes to: *@rights, if the answer is 0. What does not exist is
 * refused before what nobody may have.
 */
static int expected_rights(const struct generic_meaning *meaning, u32 wanted,
			   u32 *rights)
{
	*rights = wanted & 0x0fffffff;
	if (wanted & 0x80000000)
		*rights |= meaning->read;
	if (wanted & 0x40000000)
		*rights |= meaning->write;
	if (wanted & 0x20000000)
		*rights |= meaning->execute;
	if (wanted & 0x10000000)
		*rights |= meaning->all;
	if (*rights & 0x0cffffff & ~meaning->valid)
		return -EACCES;
	return *rights & 0x01000000 ? -EPERM : 0;
}

/*
 * Every combination of what there is: the five rights of sections, the
 * standard ones, MAXIMUM, the audit settings, the generic ones and one of those
 * that do not exist, for all kinds: 2^17 each.
 */
static void access_combinations(struct kunit *test)
{
	static const u32 bits[] = {
		0x1, 0x2, 0x4, 0x8, 0x10, 0x20, 0x10000, 0x20000, 0x40000,
		0x80000, 0x100000, 0x1000000, 0x2000000, 0x10000000,
		0x20000000, 0x40000000, 0x80000000,
	};
	u32 set, wanted, rights, expected, granted[ARRAY_SIZE(kinds)] = {};
	unsigned int i, count = 0, wrong = 0;
	int ret;

	for (set = 0; set < 1 << ARRAY_SIZE(bits); set++) {
		for (wanted = 0, i = 0; i < ARRAY_SIZE(bits); i++)
			wanted |= set >> i & 1 ? bits[i] : 0;
		for (i = 0; i < ARRAY_SIZE(kinds); i++) {
			ret = expected_rights(kinds[i].meaning, wanted,
					      &expected);
			rights = 0;
			if (ret != namedmap_access_wanted(kinds[i].kind,
							  wanted, &rights) ||
			    rights != (ret ? 0 : expected))
				wrong++;
			granted[i] += !ret;
			count++;
		}
		if (set % 4096 == 0)
			cond_resched();
	}
	KUNIT_EXPECT_EQ(test, wrong, 0);
	KUNIT_EXPECT_EQ(test, count, 4 << ARRAY_SIZE(bits));
	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		KUNIT_EXPECT_EQ(test, granted[i], 1 << kinds[i].free_bits);
}

/* Each bit alone: accepted exactly if the kind has such a right. */
static void access_single_bits(struct kunit *test)
{
	const u32 generic = 0xf0000000 | NAMEDMAP_RIGHT_MAXIMUM;
	u32 bit, rights;
	unsigned int i, count = 0;

	for (i = 0; i < 32; i++) {
		bit = 1u << i;
		if (bit == NAMEDMAP_RIGHT_SYSTEM_SECURITY)
			continue;
		count += !namedmap_access_wanted(SECTION, bit, &rights);
		KUNIT_EXPECT_EQ(test, namedmap_access_wanted(SECTION, bit, &rights),
				bit & (0x1f001f | generic) ? 0 : -EACCES);
		KUNIT_EXPECT_EQ(test, namedmap_access_wanted(EVENT, bit, &rights),
				bit & (0x1f0003 | generic) ? 0 : -EACCES);
	}
	/* 5 specific, 5 standard, 4 generic, 1 maximum */
	KUNIT_EXPECT_EQ(test, count, 15);
}

static void access_of_mode(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, namedmap_access_of_mode(SECTION, 0), 0);
	KUNIT_EXPECT_EQ(test, namedmap_access_of_mode(SECTION, 4), 0x12000d);
	KUNIT_EXPECT_EQ(test, namedmap_access_of_mode(SECTION, 2), 0x20012);
	KUNIT_EXPECT_EQ(test, namedmap_access_of_mode(SECTION, 6), 0x1f001f);
	KUNIT_EXPECT_EQ(test, namedmap_access_of_mode(EVENT, 0), 0);
	KUNIT_EXPECT_EQ(test, namedmap_access_of_mode(EVENT, 4), 0x120001);
	KUNIT_EXPECT_EQ(test, namedmap_access_of_mode(EVENT, 2), 0x20002);
	KUNIT_EXPECT_EQ(test, namedmap_access_of_mode(EVENT, 6), 0x1f0003);
	KUNIT_EXPECT_EQ(test, namedmap_access_of_mode(MUTEX, 4), 0x120001);
	KUNIT_EXPECT_EQ(test, namedmap_access_of_mode(MUTEX, 2), 0x20000);
	KUNIT_EXPECT_EQ(test, namedmap_access_of_mode(MUTEX, 6), 0x1f0001);
	KUNIT_EXPECT_EQ(test, namedmap_access_of_mode(SEMAPHORE, 4), 0x120001);
	KUNIT_EXPECT_EQ(test, namedmap_access_of_mode(SEMAPHORE, 2), 0x20002);
	KUNIT_EXPECT_EQ(test, namedmap_access_of_mode(SEMAPHORE, 6), 0x1f0003);
	/* The execute bit means nothing. */
	KUNIT_EXPECT_EQ(test, namedmap_access_of_mode(SECTION, 1), 0);
}

/*
 * Every mode for every class. The first class that matches decides, also
 * where a later one would give more.
 */
static void access_allowed(struct kunit *test)
{
	struct namedmap_permission permission;
	kuid_t other_user = KUIDT_INIT(__kuid_val(current_euid()) + 1);
	kgid_t other_group = KGIDT_INIT(0x7ffffffe);
	unsigned int mode, class, count = 0;

	for (mode = 0; mode <= 0777; mode++)
		for (class = 0; class < 3; class++) {
			permission.mode = mode;
			permission.owner = class == 0 ? current_euid() :
							other_user;
			permission.group = class <= 1 ? current_egid() :
							other_group;
			KUNIT_EXPECT_EQ_MSG(test,
					    namedmap_access_allowed(SECTION, &permission),
					    namedmap_access_of_mode(SECTION,
								    mode >> (6 - 3 * class) & 7),
					    "mode %o class %u", mode, class);
			count++;
		}
	KUNIT_EXPECT_EQ(test, count, 512 * 3);
}

static struct kunit_case access_kunit_cases[] = {
	KUNIT_CASE_PARAM(access_wanted, wanted_cases_gen_params),
	KUNIT_CASE(access_combinations),
	KUNIT_CASE(access_single_bits),
	KUNIT_CASE(access_of_mode),
	KUNIT_CASE(access_allowed),
	{}
};

static struct kunit_suite access_suite = {
	.name = "namedmap_access",
	.test_cases = access_kunit_cases,
};

kunit_test_suite(access_suite);

NAMEDMAP_IMPORT_KUNIT;
MODULE_DESCRIPTION("KUnit tests of the access rights of /dev/namedmap");
MODULE_LICENSE("GPL");
