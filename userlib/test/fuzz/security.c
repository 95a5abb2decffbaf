// SPDX-License-Identifier: MIT
/*
 * Fuzzes security: the first byte of the input says whether the rest is a
 * descriptor's text, one in binary, or an identifier's text. What was accepted is
 * written as text, and has to mean the same when it is read again.
 */
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"

static void put(struct namedmap_text *text, const char *bytes)
{
	HOLDS(namedmap_text_put(text, bytes, strlen(bytes)));
}

static void put_sid(struct namedmap_text *text, const char *before, PSID sid)
{
	char *string;
	PSID again;

	HOLDS(ConvertSidToStringSidA(sid, &string));
	put(text, before);
	put(text, string);
	/* One without parts has no text that is read. */
	if (*GetSidSubAuthorityCount(sid)) {
		HOLDS(ConvertStringSidToSidA(string, &again));
		HOLDS(EqualSid(sid, again));
		LocalFree(again);
	}
	LocalFree(string);
}

static void put_ace(struct namedmap_text *text, const ACCESS_ALLOWED_ACE *ace)
{
	static const char flags[][3] = { "OI", "CI", "NP", "IO", "ID" };
	char mask[16];
	unsigned int i;

	HOLDS(offsetof(ACCESS_ALLOWED_ACE, SidStart) +
	      GetLengthSid(namedmap_ace_sid(&ace->Header)) <=
	      ace->Header.AceSize);
	put(text, ace->Header.AceType == ACCESS_ALLOWED_ACE_TYPE ? "(A;" :
								   "(D;");
	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		if (ace->Header.AceFlags & 1u << i)
			put(text, flags[i]);
	}
	sprintf(mask, ";0x%x", (unsigned int)ace->Mask);
	put(text, mask);
	put_sid(text, ";;;", namedmap_ace_sid(&ace->Header));
	put(text, ")");
}

static void put_dacl(struct namedmap_text *text,
		     SECURITY_DESCRIPTOR_CONTROL control, PACL dacl)
{
	LPVOID ace;
	DWORD i;

	put(text, "D:");
	if (control & SE_DACL_PROTECTED)
		put(text, "P");
	if (control & SE_DACL_AUTO_INHERITED)
		put(text, "AI");
	if (control & SE_DACL_AUTO_INHERIT_REQ)
		put(text, "AR");
	if (!dacl)
		put(text, "NO_ACCESS_CONTROL");
	for (i = 0; dacl && i < dacl->AceCount; i++) {
		HOLDS(GetAce(dacl, i, &ace));
		/* Others have no identifier, or not there. */
		if (((ACE_HEADER *)ace)->AceType <= ACCESS_DENIED_ACE_TYPE)
			put_ace(text, ace);
	}
}

/* The library reads such text, and does not write it. */
static void put_descriptor(struct namedmap_text *text, PSECURITY_DESCRIPTOR from)
{
	SECURITY_DESCRIPTOR_CONTROL control;
	BOOL defaulted, present;
	DWORD revision;
	PACL dacl;
	PSID sid;

	HOLDS(namedmap_text_put(text, "", 0));
	HOLDS(GetSecurityDescriptorControl(from, &control, &revision));
	HOLDS(GetSecurityDescriptorOwner(from, &sid, &defaulted));
	if (sid)
		put_sid(text, "O:", sid);
	HOLDS(GetSecurityDescriptorGroup(from, &sid, &defaulted));
	if (sid)
		put_sid(text, "G:", sid);
	HOLDS(GetSecurityDescriptorDacl(from, &present, &dacl, &defaulted));
	if (present)
		put_dacl(text, control, dacl);
}

/* A list that is a mode is written as that mode is, and is that mode again. */
static void check_mode(PSECURITY_DESCRIPTOR descriptor)
{
	SECURITY_ATTRIBUTES attributes = {
		sizeof(attributes), descriptor, FALSE };
	char room[MODE_ACL_SIZE] __attribute__((aligned(8)));
	SECURITY_DESCRIPTOR absolute;
	unsigned int mode, again;
	int kind;

	for (kind = SECURED_SECTION; kind <= SECURED_FILE; kind++) {
		attributes.lpSecurityDescriptor = descriptor;
		if (namedmap_mode_of_attributes((enum namedmap_secured)kind,
						&attributes, &mode) ||
		    mode == MODE_DEFAULT)
			continue;
		HOLDS(!(mode & ~0777u));
		namedmap_mode_to_acl((enum namedmap_secured)kind, mode,
				     geteuid(), getegid(), (ACL *)(void *)room);
		HOLDS(IsValidAcl((ACL *)(void *)room));
		HOLDS(InitializeSecurityDescriptor(&absolute, 1));
		HOLDS(SetSecurityDescriptorDacl(&absolute, TRUE,
						(ACL *)(void *)room, FALSE));
		attributes.lpSecurityDescriptor = &absolute;
		HOLDS(!namedmap_mode_of_attributes((enum namedmap_secured)kind,
						   &attributes, &again));
		HOLDS(mode == again);
	}
}

/*
 * A descriptor that was accepted: what says its own size, copies of it, and the
 * text of one, for which all of it is read.
 */
static void check_descriptor(PSECURITY_DESCRIPTOR descriptor,
			     struct namedmap_text *written)
{
	struct namedmap_descriptor copy, second;
	size_t size;
	void *packed, *again;

	HOLDS(!namedmap_descriptor_capture(&copy, descriptor));
	size = namedmap_descriptor_size(&copy);
	packed = fuzz_copy(NULL, 0, size);
	again = fuzz_copy(NULL, 0, size);
	namedmap_descriptor_pack(&copy, packed);
	HOLDS(IsValidSecurityDescriptor(packed));
	HOLDS(GetSecurityDescriptorLength(packed) == size);
	HOLDS(!namedmap_descriptor_capture(&second, packed));
	HOLDS(namedmap_descriptor_size(&second) == size);
	namedmap_descriptor_pack(&second, again);
	HOLDS(!memcmp(packed, again, size));
	put_descriptor(written, packed);
	check_mode(packed);
	namedmap_descriptor_release(&second);
	namedmap_descriptor_release(&copy);
	free(again);
	free(packed);
}

static BOOL read_text(const char *text, PSECURITY_DESCRIPTOR *made, ULONG *size)
{
	return ConvertStringSecurityDescriptorToSecurityDescriptorA(
		text, SDDL_REVISION_1, made, size);
}

/* The W call answers the same for the same text. */
static void check_text_wide(const char *text, const void *descriptor, ULONG size,
			    DWORD error)
{
	PSECURITY_DESCRIPTOR made;
	ULONG made_size;
	size_t count;
	WCHAR *wide = namedmap_wide_of_bytes(text, &count);

	if (ConvertStringSecurityDescriptorToSecurityDescriptorW(
		    wide, SDDL_REVISION_1, &made, &made_size)) {
		HOLDS(descriptor && size == made_size &&
		      !memcmp(descriptor, made, size));
		LocalFree(made);
	} else {
		HOLDS(!descriptor && GetLastError() == error);
	}
	free(wide);
}

static void check_text(const char *text)
{
	struct namedmap_text written = { NULL };
	PSECURITY_DESCRIPTOR descriptor, again;
	ULONG size, again_size;

	if (!read_text(text, &descriptor, &size)) {
		check_text_wide(text, NULL, 0, GetLastError());
		return;
	}
	check_text_wide(text, descriptor, size, 0);
	HOLDS(GetSecurityDescriptorLength(descriptor) == size);
	check_descriptor(descriptor, &written);
	HOLDS(read_text(written.bytes, &again, &again_size));
	HOLDS(size == again_size && !memcmp(descriptor, again, size));
	namedmap_text_free(&written);
	LocalFree(again);
	LocalFree(descriptor);
}

static void check_sid(const char *text)
{
	struct namedmap_text written = { NULL };
	PSID sid;

	if (!ConvertStringSidToSidA(text, &sid))
		return;
	HOLDS(IsValidSid(sid));
	put_sid(&written, "", sid);
	namedmap_text_free(&written);
	LocalFree(sid);
}

/*
 * The lists that the library puts into a descriptor are its own, and aligned; of
 * others it takes only what they say.
 */
static bool is_packable(PSECURITY_DESCRIPTOR descriptor)
{
	struct namedmap_descriptor copy;
	bool aligned;

	HOLDS(!namedmap_descriptor_capture(&copy, descriptor));
	aligned = (!copy.dacl || copy.dacl->AclSize % 4 == 0) &&
		  (!copy.sacl || copy.sacl->AclSize % 4 == 0);
	namedmap_descriptor_release(&copy);
	return aligned;
}

/* At the end of a page, behind which is nothing: its parts may point there. */
static void check_binary(const uint8_t *data, size_t size)
{
	struct namedmap_text written = { NULL };
	static char *page;
	size_t room = 0x10000;
	char *at;

	if (!page) {
		page = mmap(NULL, 2 * room, PROT_NONE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		HOLDS(page != MAP_FAILED &&
		      !mprotect(page, room, PROT_READ | PROT_WRITE));
	}
	size &= ~(size_t)3;
	if (size > room)
		return;
	at = page + room - size;
	memcpy(at, data, size);
	/* What has no offsets has addresses, and they are the program's. */
	if (size >= sizeof(SECURITY_DESCRIPTOR_RELATIVE))
		((SECURITY_DESCRIPTOR_RELATIVE *)(void *)at)->Control |=
			SE_SELF_RELATIVE;
	else if (size)
		return;
	if (IsValidSecurityDescriptor(at) && is_packable(at))
		check_descriptor(at, &written);
	namedmap_text_free(&written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text;

	if (!size)
		return 0;
	if (*data == 'b') {
		check_binary(data + 1, size - 1);
		return 0;
	}
	text = fuzz_copy(data + 1, size - 1, 1);
	if (*data == 's')
		check_sid(text);
	else
		check_text(text);
	free(text);
	return 0;
}
