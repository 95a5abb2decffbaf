// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules of names.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "name.h"

struct name_case {
	const char *title;
	const char *string;
	int ret;
	enum namedmap_scope scope;
	const char *bytes;
	bool has_session;
	u32 session;
};

#define GOOD(_title, _string, _scope, _bytes)				\
	{ .title = _title, .string = _string, .scope = _scope, .bytes = _bytes }
#define BAD(_title, _string, _ret)					\
	{ .title = _title, .string = _string, .ret = _ret }
#define SESSION(_title, _string, _session, _bytes)			\
	{ .title = _title, .string = _string,				\
	  .scope = NAMEDMAP_SCOPE_LOCAL, .bytes = _bytes,		\
	  .has_session = true, .session = _session }

/* The conformance rows that a case comes from are in its title. */
static const struct name_case name_cases[] = {
	GOOD("bare", "x", NAMEDMAP_SCOPE_LOCAL, "x"),
	GOOD("NAM-8 local", "Local\\x", NAMEDMAP_SCOPE_LOCAL, "x"),
	GOOD("NAM-9 global", "Global\\x", NAMEDMAP_SCOPE_GLOBAL, "x"),
	SESSION("NAM-11 session", "Session\\1\\x", 1, "x"),
	SESSION("session, zero", "Session\\0\\x", 0, "x"),
	SESSION("session, largest", "Session\\4294967295\\x", U32_MAX, "x"),
	SESSION("session, leading zero", "Session\\007\\x", 7, "x"),
	SESSION("session, every digit", "Session\\1234567890\\x", 1234567890, "x"),
	SESSION("session, ten digits", "Session\\0000000009\\x", 9, "x"),
	SESSION("session, one less", "Session\\4294967294\\x", U32_MAX - 1, "x"),
	SESSION("session, name of digits", "Session\\1\\2", 1, "2"),
	GOOD("NAM-17 slash", "local/x", NAMEDMAP_SCOPE_LOCAL, "local/x"),
	GOOD("NAM-17 white space", " \t\n", NAMEDMAP_SCOPE_LOCAL, " \t\n"),
	GOOD("NAM-17 colon", "C:x", NAMEDMAP_SCOPE_LOCAL, "C:x"),
	GOOD("keyword as a part", "Localx", NAMEDMAP_SCOPE_LOCAL, "Localx"),
	GOOD("keyword after prefix", "Local\\Global", NAMEDMAP_SCOPE_LOCAL,
	     "Global"),
	GOOD("bytes above 127", "\xff\x80", NAMEDMAP_SCOPE_LOCAL, "\xff\x80"),
	BAD("NAM-12 case, local", "local\\x", -ENOTDIR),
	BAD("NAM-12 case, global", "GLOBAL\\x", -ENOTDIR),
	BAD("NAM-13 backslash", "a\\b", -ENOTDIR),
	BAD("NAM-13 backslash after prefix", "Local\\a\\b", -ENOTDIR),
	BAD("NAM-14 leading backslash", "\\x", -EILSEQ),
	BAD("only a backslash", "\\", -EILSEQ),
	BAD("NAM-15 trailing backslash", "a\\", -ENOTDIR),
	BAD("NAM-15 doubled backslash", "Local\\\\x", -EILSEQ),
	BAD("empty after local", "Local\\", -EILSEQ),
	BAD("empty after global", "Global\\", -EILSEQ),
	BAD("NAM-16 local", "Local", -EISDIR),
	BAD("NAM-16 global", "Global", -EISDIR),
	BAD("NAM-16 session", "Session", -EISDIR),
	BAD("session without name", "Session\\1", -EISDIR),
	BAD("session, empty name", "Session\\1\\", -EILSEQ),
	BAD("session, empty", "Session\\\\x", -EILSEQ),
	BAD("session, nothing", "Session\\", -EILSEQ),
	BAD("session, letter", "Session\\1a\\x", -ENOTDIR),
	BAD("session, sign", "Session\\-1\\x", -ENOTDIR),
	BAD("session, below the digits", "Session\\/\\x", -ENOTDIR),
	BAD("session, above the digits", "Session\\:\\x", -ENOTDIR),
	BAD("session, largest of ten digits", "Session\\9999999999\\x", -ENOTDIR),
	BAD("session, too large, no name", "Session\\4294967296", -ENOTDIR),
	BAD("session, letter, no name", "Session\\x", -ENOTDIR),
	BAD("session, doubled backslash", "Session\\1\\\\x", -EILSEQ),
	BAD("session, too large", "Session\\4294967296\\x", -ENOTDIR),
	BAD("session, too long", "Session\\00000000001\\x", -ENOTDIR),
	BAD("session, more parts", "Session\\1\\a\\b", -ENOTDIR),
};

static void name_title(const struct name_case *param, char *desc)
{
	strscpy(desc, param->title, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(name_cases, name_cases, name_title);

static void name_parse(struct kunit *test)
{
	const struct name_case *param = test->param_value;
	struct namedmap_name name;
	int ret;

	ret = namedmap_name_parse(param->string, strlen(param->string), &name);
	KUNIT_ASSERT_EQ(test, ret, param->ret);
	if (ret)
		return;
	KUNIT_EXPECT_EQ(test, name.scope, param->scope);
	KUNIT_EXPECT_EQ(test, name.has_session, param->has_session);
	KUNIT_EXPECT_EQ(test, name.session, param->session);
	KUNIT_ASSERT_EQ(test, name.length, strlen(param->bytes));
	KUNIT_EXPECT_EQ(test, memcmp(name.bytes, param->bytes, name.length), 0);
	/* Points into the string that was parsed. */
	KUNIT_EXPECT_PTR_EQ(test, name.bytes + name.length,
			    param->string + strlen(param->string));
}

/*
 * What the rules say of @length bytes after a known prefix, or, without one,
 * of a name that is none of the three words: NAM-13 to NAM-15, NAM-17, NAM-21.
 */
static int expected_of_rest(const char *rest, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (!rest[i])
			return -EILSEQ;
	if (!length || rest[0] == '\\')
		return -EILSEQ;
	for (i = 0; i < length; i++)
		if (rest[i] == '\\')
			return -ENOTDIR;
	return 0;
}

#define REST 6

/* Every string of up to six of four bytes, after every prefix. */
static void name_combinations(struct kunit *test)
{
	static const char alphabet[] = { 'a', '\\', '\0', '/' };
	static const char * const prefixes[] = {
		"", "Local\\", "Global\\", "Session\\7\\",
	};
	unsigned int prefix, number, count = 0, good = 0;
	struct namedmap_name name;
	char string[32];
	size_t start, length, i;
	int want;

	for (prefix = 0; prefix < ARRAY_SIZE(prefixes); prefix++)
		for (length = !prefix; length <= REST; length++)
			for (number = 0; number < 1 << 2 * length; number++) {
				start = strlen(prefixes[prefix]);
				memcpy(string, prefixes[prefix], start);
				for (i = 0; i < length; i++)
					string[start + i] =
						alphabet[number >> 2 * i & 3];
				want = expected_of_rest(string + start, length);
				KUNIT_EXPECT_EQ_MSG(test,
						    namedmap_name_parse(string,
									start + length,
									&name),
						    want, "%s and %*pE",
						    prefixes[prefix], (int)length,
						    string + start);
				if (!want)
					KUNIT_EXPECT_EQ(test, name.length, length);
				good += !want;
				count++;
			}
	/* 4^0 to 4^6 strings after three prefixes, all but the empty alone */
	KUNIT_EXPECT_EQ(test, count, 4 * 5461 - 1);
	/* of two bytes: 2^1 to 2^6 */
	KUNIT_EXPECT_EQ(test, good, 4 * 126);
}

/* Every byte but two is a name. */
static void name_bytes(struct kunit *test)
{
	unsigned int byte, good = 0;
	struct namedmap_name name;
	char string[1];

	for (byte = 0; byte < 256; byte++) {
		string[0] = byte;
		good += !namedmap_name_parse(string, 1, &name);
	}
	KUNIT_EXPECT_EQ(test, good, 254);
}

/* NAM-12: of all ways to write a word in small and capital letters, one. */
static void name_case(struct kunit *test)
{
	static const char * const words[] = { "Local", "Global", "Session" };
	struct namedmap_name name;
	unsigned int word, set;
	char string[16];
	size_t i, length;

	for (word = 0; word < ARRAY_SIZE(words); word++) {
		length = strlen(words[word]);
		for (set = 0; set < 1 << length; set++) {
			memcpy(string, words[word], length);
			memcpy(string + length, "\\1\\x", 5);
			for (i = 0; i < length; i++)
				string[i] ^= set >> i & 1 ? 0x20 : 0;
			KUNIT_EXPECT_EQ_MSG(test,
					    namedmap_name_parse(string, length, &name),
					    set ? 0 : -EISDIR, "%s", string);
			KUNIT_EXPECT_EQ_MSG(test,
					    namedmap_name_parse(string, length + 2,
								&name),
					    set ? -ENOTDIR : word == 2 ? -EISDIR : 0,
					    "%s", string);
			KUNIT_EXPECT_EQ_MSG(test,
					    namedmap_name_parse(string, length + 4,
								&name),
					    set || word != 2 ? -ENOTDIR : 0,
					    "%s", string);
		}
		/* a part of it, or more than it, is another word */
		KUNIT_EXPECT_EQ(test, namedmap_name_parse(words[word], length - 1,
							  &name), 0);
	}
}

/* NAM-21: a NUL is refused wherever it stands. */
static void name_nul(struct kunit *test)
{
	static const char string[] = "Local\\abc";
	char copy[sizeof(string)];
	struct namedmap_name name;
	size_t i;

	for (i = 0; i < strlen(string); i++) {
		memcpy(copy, string, sizeof(copy));
		copy[i] = '\0';
		KUNIT_EXPECT_EQ_MSG(test, namedmap_name_parse(copy, strlen(string), &name),
				    -EILSEQ, "NUL at %zu", i);
	}
}

/* NAM-18: the longest name, with every prefix, and one byte more. */
static void name_length(struct kunit *test)
{
	static const char * const prefixes[] = {
		"", "Local\\", "Global\\", "Session\\4294967295\\",
	};
	struct namedmap_name name;
	size_t i, length;
	char *string;

	string = kunit_kzalloc(test, NAMEDMAP_NAME_INPUT_MAX + 1, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, string);
	for (i = 0; i < ARRAY_SIZE(prefixes); i++) {
		length = strlen(prefixes[i]);
		memcpy(string, prefixes[i], length);
		memset(string + length, 'x', NAMEDMAP_NAME_MAX + 1);
		length += NAMEDMAP_NAME_MAX;
		KUNIT_EXPECT_LE(test, length, NAMEDMAP_NAME_INPUT_MAX);
		KUNIT_EXPECT_EQ(test, namedmap_name_parse(string, length, &name), 0);
		KUNIT_EXPECT_EQ(test, name.length, NAMEDMAP_NAME_MAX);
		KUNIT_EXPECT_EQ(test,
				namedmap_name_parse(string, length + 1, &name),
				-ENAMETOOLONG);
	}
}

static struct kunit_case name_kunit_cases[] = {
	KUNIT_CASE_PARAM(name_parse, name_cases_gen_params),
	KUNIT_CASE(name_combinations),
	KUNIT_CASE(name_bytes),
	KUNIT_CASE(name_case),
	KUNIT_CASE(name_nul),
	KUNIT_CASE(name_length),
	{}
};

static struct kunit_suite name_suite = {
	.name = "namedmap_name",
	.test_cases = name_kunit_cases,
};

kunit_test_suite(name_suite);

NAMEDMAP_IMPORT_KUNIT;
MODULE_DESCRIPTION("KUnit tests of the names of /dev/namedmap");
MODULE_LICENSE("GPL");
