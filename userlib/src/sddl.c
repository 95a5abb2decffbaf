// SPDX-License-Identifier: MIT
/*
 * Security as text: owner, group and the list of who may do what. Audit, labels,
 * conditions and object identifiers are refused.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* S-1-, an authority of up to 14 characters, and parts of up to 11. */
#define SID_TEXT_SIZE (4 + 14 + 11 * SID_MAX_SUB_AUTHORITIES + 1)
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

static bool skip_text(const char **at, const char *text)
{
	size_t length = strlen(text);

	if (strncmp(*at, text, length))
		return false;
	*at += length;
	return true;
}

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
		if (skip_text(at, word->text)) {
			value |= word->value;
			word = words;
		} else {
			word++;
		}
	}
	return value;
}

static int digit_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	if (digit >= 'A' && digit <= 'F')
		return digit - 'A' + 10;
	return 16;
}

static bool parse_digits(const char **at, unsigned int base, uint64_t limit,
			 uint64_t *number)
{
	const char *start = *at;
	uint64_t digit;

	*number = 0;
	for (;;) {
		digit = (uint64_t)digit_value(**at);
		if (digit >= base)
			return *at != start;
		if (*number > (limit - digit) / base)
			return false;
		*number = *number * base + digit;
		++*at;
	}
}

/* Decimal, or hexadecimal after 0x. */
static bool parse_number(const char **at, uint64_t limit, uint64_t *number)
{
	if (skip_text(at, "0x") || skip_text(at, "0X"))
		return parse_digits(at, 16, limit, number);
	return parse_digits(at, 10, limit, number);
}

static bool parse_sid(const char **at, struct namedmap_sid *sid)
{
	uint64_t number;
	int i;

	if (!skip_text(at, "S-") && !skip_text(at, "s-")) {
		if (!namedmap_sid_of_alias(sid, *at))
			return false;
		*at += 2;
		return true;
	}
	memset(sid, 0, sizeof(*sid));
	sid->revision = SID_REVISION;
	if (!skip_text(at, "1-") ||
	    !parse_number(at, ((uint64_t)1 << 48) - 1, &number))
		return false;
	for (i = 5; i >= 0; i--, number >>= 8)
		sid->authority[i] = (BYTE)number;
	while (skip_text(at, "-")) {
		/* Hexadecimal digits would swallow a D: that follows. */
		if (sid->count == SID_MAX_SUB_AUTHORITIES ||
		    !parse_digits(at, 10, UINT32_MAX, &number))
			return false;
		sid->parts[sid->count++] = (DWORD)number;
	}
	return sid->count;
}

static DWORD parse_type(const char **at, BYTE *type)
{
	const char *const *other;

	skip_blanks(at);
	for (other = other_types; *other; other++) {
		if (skip_text(at, *other))
			return ERROR_NOT_SUPPORTED;
	}
	if (skip_text(at, "A"))
		*type = ACCESS_ALLOWED_ACE_TYPE;
	else if (skip_text(at, "D"))
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
	if (!parse_number(at, UINT32_MAX, &number))
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
	if (!skip_text(at, ";"))
		return ERROR_INVALID_ACL;
	flags = parse_words(at, ace_flags);
	if (!skip_text(at, ";") || !parse_mask(at, &mask) ||
	    !skip_text(at, ";"))
		return ERROR_INVALID_ACL;
	if (!skip_text(at, ";;"))
		return strchr(*at, ')') ? ERROR_NOT_SUPPORTED :
					  ERROR_INVALID_ACL;
	skip_blanks(at);
	if (!parse_sid(at, &sid))
		return ERROR_INVALID_SID;
	/* What may follow the identifier is a condition. */
	if (**at == ';')
		return ERROR_NOT_SUPPORTED;
	if (!skip_text(at, ")"))
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
	if (skip_text(at, NO_DACL))
		return ERROR_SUCCESS;
	to->dacl = acl_for_text(*at);
	if (!to->dacl)
		return ERROR_NOT_ENOUGH_MEMORY;
	skip_blanks(at);
	while (!error && skip_text(at, "(")) {
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
	if (!to->has_owner && skip_text(at, "O:")) {
		to->has_owner = parse_sid(at, &to->owner);
		return to->has_owner ? ERROR_SUCCESS : ERROR_INVALID_SID;
	}
	if (!to->has_group && skip_text(at, "G:")) {
		to->has_group = parse_sid(at, &to->group);
		return to->has_group ? ERROR_SUCCESS : ERROR_INVALID_SID;
	}
	if (!(to->control & SE_DACL_PRESENT) && skip_text(at, "D:"))
		return parse_dacl(at, to);
	if (skip_text(at, "S:"))
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

/* Bytes of wide text, from malloc. */
static char *narrow(LPCWSTR text)
{
	size_t units = 0;
	char *bytes;

	while (text[units])
		units++;
	bytes = malloc(units * 3 + 1);
	if (bytes)
		bytes[namedmap_utf16_to_bytes(text, units, bytes)] = '\0';
	return bytes;
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
	bytes = narrow(text);
	if (!bytes)
		return namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
	done = descriptor_from_text(bytes, revision, descriptor, size);
	free(bytes);
	return done;
}

BOOL WINAPI ConvertStringSidToSidA(LPCSTR text, PSID *sid)
{
	struct namedmap_sid parsed;
	size_t length;

	if (!text || !sid)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	if (!parse_sid(&text, &parsed) || *text)
		return namedmap_fail(ERROR_INVALID_SID);
	length = namedmap_sid_length(&parsed);
	*sid = LocalAlloc(LMEM_FIXED, length);
	if (!*sid)
		return FALSE;
	memcpy(*sid, &parsed, length);
	return TRUE;
}

BOOL WINAPI ConvertStringSidToSidW(LPCWSTR text, PSID *sid)
{
	char *bytes;
	BOOL done;

	if (!text)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	bytes = narrow(text);
	if (!bytes)
		return namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
	done = ConvertStringSidToSidA(bytes, sid);
	free(bytes);
	return done;
}

/* Answers the length. */
static size_t sid_to_text(const SID *sid, char *text)
{
	uint64_t authority = 0;
	unsigned int i;
	int length;

	for (i = 0; i < 6; i++)
		authority = authority << 8 | sid->IdentifierAuthority.Value[i];
	length = sprintf(text, authority > UINT32_MAX ? "S-1-0x%012llx" :
							"S-1-%llu",
			 (unsigned long long)authority);
	for (i = 0; i < sid->SubAuthorityCount; i++)
		length += sprintf(text + length, "-%u", sid->SubAuthority[i]);
	return (size_t)length;
}

/* Text in characters of that size; NULL with the last error set. */
static void *sid_text(PSID sid, size_t character)
{
	char bytes[SID_TEXT_SIZE];
	WCHAR *wide;
	size_t length, i;
	void *text;

	if (!namedmap_sid_valid(sid))
		return namedmap_fail_handle(ERROR_INVALID_SID);
	length = sid_to_text(sid, bytes);
	text = LocalAlloc(LMEM_ZEROINIT, (length + 1) * character);
	if (!text)
		return NULL;
	if (character == sizeof(char))
		return memcpy(text, bytes, length);
	wide = text;
	for (i = 0; i < length; i++)
		wide[i] = (WCHAR)bytes[i];
	return text;
}

BOOL WINAPI ConvertSidToStringSidA(PSID sid, LPSTR *text)
{
	if (!text)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	*text = sid_text(sid, sizeof(char));
	return *text != NULL;
}

BOOL WINAPI ConvertSidToStringSidW(PSID sid, LPWSTR *text)
{
	if (!text)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	*text = sid_text(sid, sizeof(WCHAR));
	return *text != NULL;
}
