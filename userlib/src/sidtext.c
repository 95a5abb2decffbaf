// SPDX-License-Identifier: MIT
/* Identifiers as text, and what reading such text takes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* S-1-, an authority of up to 14 characters, and parts of up to 11. */
#define SID_TEXT_SIZE (4 + 14 + 11 * SID_MAX_SUB_AUTHORITIES + 1)

bool namedmap_text_skip(const char **at, const char *text)
{
	size_t length = strlen(text);

	if (strncmp(*at, text, length))
		return false;
	*at += length;
	return true;
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

bool namedmap_text_number(const char **at, uint64_t limit, uint64_t *number)
{
	if (namedmap_text_skip(at, "0x") || namedmap_text_skip(at, "0X"))
		return parse_digits(at, 16, limit, number);
	return parse_digits(at, 10, limit, number);
}

bool namedmap_sid_parse(const char **at, struct namedmap_sid *sid)
{
	uint64_t number;
	int i;

	if (!namedmap_text_skip(at, "S-") && !namedmap_text_skip(at, "s-")) {
		if (!namedmap_sid_of_alias(sid, *at))
			return false;
		*at += 2;
		return true;
	}
	memset(sid, 0, sizeof(*sid));
	sid->revision = SID_REVISION;
	if (!namedmap_text_skip(at, "1-") ||
	    !namedmap_text_number(at, ((uint64_t)1 << 48) - 1, &number))
		return false;
	for (i = 5; i >= 0; i--, number >>= 8)
		sid->authority[i] = (BYTE)number;
	while (namedmap_text_skip(at, "-")) {
		/* Hexadecimal digits would swallow a D: that follows. */
		if (sid->count == SID_MAX_SUB_AUTHORITIES ||
		    !parse_digits(at, 10, UINT32_MAX, &number))
			return false;
		sid->parts[sid->count++] = (DWORD)number;
	}
	return sid->count;
}

BOOL WINAPI ConvertStringSidToSidA(LPCSTR text, PSID *sid)
{
	struct namedmap_sid parsed;
	size_t length;

	if (!text || !sid)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	if (!namedmap_sid_parse(&text, &parsed) || *text)
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
	bytes = namedmap_bytes_of_wide(text);
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
