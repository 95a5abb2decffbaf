// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules of names. No locks, no state.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "name.h"

static bool name_is(const char *string, size_t length, const char *word)
{
	return length == strlen(word) && !memcmp(string, word, length);
}

static int name_parse_session(const char *digits, size_t length, u32 *session)
{
	u64 value = 0;
	size_t i;

	if (!length || length > 10)
		return -ENOTDIR;
	for (i = 0; i < length; i++) {
		if (digits[i] < '0' || digits[i] > '9')
			return -ENOTDIR;
		value = value * 10 + digits[i] - '0';
	}
	if (value > U32_MAX)
		return -ENOTDIR;
	*session = value;
	return 0;
}

/* Fill in what comes after a known prefix. */
static int name_parse_rest(const char *rest, size_t length,
			   struct namedmap_name *name)
{
	if (!length || *rest == '\\')
		return -EILSEQ;
	if (memchr(rest, '\\', length))
		return -ENOTDIR;
	if (length > NAMEDMAP_NAME_MAX)
		return -ENAMETOOLONG;
	name->bytes = rest;
	name->length = length;
	return 0;
}

static int name_parse_bare(const char *string, size_t length,
			   struct namedmap_name *name)
{
	if (name_is(string, length, "Local") ||
	    name_is(string, length, "Global") ||
	    name_is(string, length, "Session"))
		return -EISDIR;
	name->scope = NAMEDMAP_SCOPE_LOCAL;
	return name_parse_rest(string, length, name);
}

/**
 * namedmap_name_parse - take a name apart and check it
 * @string: the name as the caller gave it; not terminated
 * @length: bytes in it, at least 1
 * @name: where the parts go; points into @string
 *
 * The rules stand in the uapi header. They are those of the Windows object
 * manager for the directory that a session's names live in, with the
 * keywords being links in that directory: hence EISDIR for a bare keyword and
 * ENOTDIR for any other directory.
 *
 * Return: 0, or -EILSEQ, -ENOTDIR, -EISDIR or -ENAMETOOLONG.
 */
int namedmap_name_parse(const char *string, size_t length,
			struct namedmap_name *name)
{
	const char *end = string + length;
	const char *slash, *rest;
	int ret;

	memset(name, 0, sizeof(*name));
	if (memchr(string, '\0', length))
		return -EILSEQ;

	slash = memchr(string, '\\', length);
	if (!slash)
		return name_parse_bare(string, length, name);
	if (slash == string)
		return -EILSEQ;

	rest = slash + 1;
	if (name_is(string, slash - string, "Local")) {
		name->scope = NAMEDMAP_SCOPE_LOCAL;
		return name_parse_rest(rest, end - rest, name);
	}
	if (name_is(string, slash - string, "Global")) {
		name->scope = NAMEDMAP_SCOPE_GLOBAL;
		return name_parse_rest(rest, end - rest, name);
	}
	if (!name_is(string, slash - string, "Session"))
		return -ENOTDIR;

	slash = memchr(rest, '\\', end - rest);
	ret = name_parse_session(rest, (slash ?: end) - rest, &name->session);
	if (ret)
		return rest == end || slash == rest ? -EILSEQ : ret;
	if (!slash)
		return -EISDIR;
	rest = slash + 1;
	name->scope = NAMEDMAP_SCOPE_LOCAL;
	name->has_session = true;
	return name_parse_rest(rest, end - rest, name);
}
EXPORT_SYMBOL_IF_KUNIT(namedmap_name_parse);
