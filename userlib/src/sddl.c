// SPDX-License-Identifier: MIT
/*
 * Security as text: owner, group and the list of who may do what. Audit, labels,
 * conditions and object identifiers are refused.
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* The longest entry: its head and an identifier. */
#define ACE_SIZE_MAX (2 * sizeof(DWORD) + sizeof(struct namedmap_sid))

/* A word and what it stands for. */
struct word {
	const char *text;
	DWORD value;
};

static const struct word rights[] = {
	{ "GA", GENERIC_ALL },
	{ "GR", GENERIC_READ },
	{ "GW", GENERIC_WRITE },
	{ "GX", GENERIC_EXECUTE },
	{ "RC", READ_CONTROL },
	{ "SD", DELETE },
	{ "WD", WRITE_DAC },
	{ "WO", WRITE_OWNER },
	{ "FA", FILE_ALL_ACCESS },
	{ "FR", FILE_GENERIC_READ },
	{ "FW", FILE_GENERIC_WRITE },
	{ "FX", FILE_GENERIC_EXECUTE },
	/* The specific rights, by the names that they have in directories. */
	{ "CC", 0x0001 },
	{ "DC", 0x0002 },
	{ "LC", 0x0004 },
	{ "SW", 0x0008 },
	{ "RP", 0x0010 },
	{ "WP", 0x0020 },
	{ "DT", 0x0040 },
	{ "LO", 0x0080 },
	{ "CR", 0x0100 },
	{ NULL, 0 }
};

static const struct word ace_flags[] = {
	{ "OI", OBJECT_INHERIT_ACE },
	{ "CI", CONTAINER_INHERIT_ACE },
	{ "NP", NO_PROPAGATE_INHERIT_ACE },
	{ "IO", INHERIT_ONLY_ACE },
	{ "ID", INHERITED_ACE },
	{ NULL, 0 }
};

static const struct word dacl_flags[] = {
	{ "P", SE_DACL_PROTECTED },
	{ "AI", SE_DACL_AUTO_INHERITED },
	{ "AR", SE_DACL_AUTO_INHERIT_REQ },
	{ NULL, 0 }
};

/* What an entry can be besides A and D. */
static const char *const other_types[] = {
	"AU", "AL", "OA", "OD", "OU", "OL", "ML", "XA", "XD", "XU", "ZA", "RA",
	"SP", "TL", "FL", NULL
};

#define NO_DACL "NO_ACCESS_CONTROL"

static void skip_blanks(const char **at)
{
	*at += strspn(*at, " ");
}

/* As many words as there are. */
static DWORD parse_words(const char **at, const struct word *words)
{
	const struct word *word = words;
	DWORD value = 0;

	while (word->text) {
		if (namedmap_text_skip(at, word->text)) {
			value |= word->value;
			word = words;
		} else {
			word++;
		}
	}
	return value;
}

static DWORD parse_type(const char **at, BYTE *type)
{
	const char *const *other;

	skip_blanks(at);
	for (other = other_types; *other; other++) {
		if (namedmap_text_skip(at, *other))
			return ERROR_NOT_SUPPORTED;
	}
	if (namedmap_text_skip(at, "A"))
		*type = ACCESS_ALLOWED_ACE_TYPE;
	else if (namedmap_text_skip(at, "D"))
		*type = ACCESS_DENIED_ACE_TYPE;
	else
		return ERROR_INVALID_ACL;
	return ERROR_SUCCESS;
}

static bool parse_mask(const char **at, ACCESS_MASK *mask)
{
	uint64_t number;

	if (**at < '0' || **at > '9') {
		*mask = parse_words(at, rights);
		return true;
	}
	if (!namedmap_text_number(at, UINT32_MAX, &number))
		return false;
	*mask = (ACCESS_MASK)number;
	return true;
}

/* type;flags;rights;object;inherited object;identifier) */
static DWORD parse_ace(const char **at, ACL *acl)
{
	struct namedmap_sid sid;
	ACCESS_MASK mask;
	DWORD flags, error;
	BYTE type;

	error = parse_type(at, &type);
	if (error)
		return error;
	if (!namedmap_text_skip(at, ";"))
		return ERROR_INVALID_ACL;
	flags = parse_words(at, ace_flags);
	if (!namedmap_text_skip(at, ";") || !parse_mask(at, &mask) ||
	    !namedmap_text_skip(at, ";"))
		return ERROR_INVALID_ACL;
	if (!namedmap_text_skip(at, ";;"))
		return strchr(*at, ')') ? ERROR_NOT_SUPPORTED :
					  ERROR_INVALID_ACL;
	skip_blanks(at);
	if (!namedmap_sid_parse(at, &sid))
		return ERROR_INVALID_SID;
	/* What may follow the identifier is a condition. */
	if (**at == ';')
		return ERROR_NOT_SUPPORTED;
	if (!namedmap_text_skip(at, ")"))
		return ERROR_INVALID_ACL;
	return namedmap_acl_add(acl, type, flags, mask, &sid);
}

/* Room for every entry that the text can hold. */
static ACL *acl_for_text(const char *text)
{
	size_t size = sizeof(ACL);
	ACL *acl;

	while ((text = strchr(text, '(')) != NULL) {
		size += ACE_SIZE_MAX;
		text++;
	}
	if (size > UINT16_MAX)
		size = UINT16_MAX;
	acl = malloc(size);
	if (acl)
		InitializeAcl(acl, (DWORD)size, ACL_REVISION);
	return acl;
}

static DWORD parse_dacl(const char **at, struct namedmap_descriptor *to)
{
	ACL_SIZE_INFORMATION sizes;
	DWORD error = ERROR_SUCCESS;

	to->control |= SE_DACL_PRESENT;
	to->control |= (SECURITY_DESCRIPTOR_CONTROL)parse_words(at, dacl_flags);
	if (namedmap_text_skip(at, NO_DACL))
		return ERROR_SUCCESS;
	to->dacl = acl_for_text(*at);
	if (!to->dacl)
		return ERROR_NOT_ENOUGH_MEMORY;
	skip_blanks(at);
	while (!error && namedmap_text_skip(at, "(")) {
		error = parse_ace(at, to->dacl);
		skip_blanks(at);
	}
	if (error)
		return error;
	GetAclInformation(to->dacl, &sizes, sizeof(sizes), AclSizeInformation);
	to->dacl->AclSize = (WORD)sizes.AclBytesInUse;
	return ERROR_SUCCESS;
}

static DWORD parse_part(const char **at, struct namedmap_descriptor *to)
{
	if (!to->has_owner && namedmap_text_skip(at, "O:")) {
		to->has_owner = namedmap_sid_parse(at, &to->owner);
		return to->has_owner ? ERROR_SUCCESS : ERROR_INVALID_SID;
	}
	if (!to->has_group && namedmap_text_skip(at, "G:")) {
		to->has_group = namedmap_sid_parse(at, &to->group);
		return to->has_group ? ERROR_SUCCESS : ERROR_INVALID_SID;
	}
	if (!(to->control & SE_DACL_PRESENT) && namedmap_text_skip(at, "D:"))
		return parse_dacl(at, to);
	if (namedmap_text_skip(at, "S:"))
		return ERROR_NOT_SUPPORTED;
	return ERROR_INVALID_PARAMETER;
}

static DWORD parse_descriptor(const char *text, struct namedmap_descriptor *to)
{
	DWORD error = ERROR_SUCCESS;

	memset(to, 0, sizeof(*to));
	skip_blanks(&text);
	while (!error && *text) {
		error = parse_part(&text, to);
		skip_blanks(&text);
	}
	return error;
}

static BOOL descriptor_from_text(const char *text, DWORD revision,
				 PSECURITY_DESCRIPTOR *descriptor,
				 PULONG descriptor_size)
{
	struct namedmap_descriptor parsed;
	DWORD error;
	size_t size;

	if (!text || !descriptor)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	if (revision != SDDL_REVISION_1)
		return namedmap_fail(ERROR_UNKNOWN_REVISION);
	error = parse_descriptor(text, &parsed);
	if (!error) {
		size = namedmap_descriptor_size(&parsed);
		*descriptor = LocalAlloc(LMEM_FIXED, size);
		if (!*descriptor)
			error = ERROR_NOT_ENOUGH_MEMORY;
	}
	if (!error) {
		namedmap_descriptor_pack(&parsed, *descriptor);
		if (descriptor_size)
			*descriptor_size = (ULONG)size;
	}
	namedmap_descriptor_release(&parsed);
	return error ? namedmap_fail(error) : TRUE;
}

BOOL WINAPI ConvertStringSecurityDescriptorToSecurityDescriptorA(
	LPCSTR text, DWORD revision, PSECURITY_DESCRIPTOR *descriptor,
	PULONG size)
{
	return descriptor_from_text(text, revision, descriptor, size);
}

BOOL WINAPI ConvertStringSecurityDescriptorToSecurityDescriptorW(
	LPCWSTR text, DWORD revision, PSECURITY_DESCRIPTOR *descriptor,
	PULONG size)
{
	char *bytes;
	BOOL done;

	if (!text)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	bytes = namedmap_bytes_of_wide(text);
	if (!bytes)
		return namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
	done = descriptor_from_text(bytes, revision, descriptor, size);
	free(bytes);
	return done;
}
