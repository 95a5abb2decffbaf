// SPDX-License-Identifier: MIT
/*
 * Protections and access masks. The driver enforces rights; what stands here
 * chooses what to ask it for, and which of two errors is the right one.
 */
#include <sys/mman.h>

#include "internal.h"

/* One line per protection that a section or a view can have. */
static const struct protection {
	DWORD protection;
	/* of a section: rights in its creator's handle; 0: not for sections */
	DWORD section_rights;
	unsigned int file_needs;
	/* of a view: rights that it needs, in the handle and in the section */
	DWORD view_rights;
	int prot;
} protections[] = {
	{ PAGE_NOACCESS, 0, 0, SECTION_MAP_READ, PROT_NONE },
	{ PAGE_READONLY, SECTION_MAP_READ, FILE_MAY_READ,
	  SECTION_MAP_READ, PROT_READ },
	{ PAGE_READWRITE, SECTION_MAP_READ | SECTION_MAP_WRITE,
	  FILE_MAY_READ | FILE_MAY_WRITE,
	  SECTION_MAP_WRITE, PROT_READ | PROT_WRITE },
	{ PAGE_WRITECOPY, SECTION_MAP_READ, FILE_MAY_READ,
	  SECTION_MAP_READ, PROT_READ | PROT_WRITE },
	{ PAGE_EXECUTE_READ, SECTION_MAP_READ | SECTION_MAP_EXECUTE,
	  FILE_MAY_READ | FILE_MAY_EXECUTE,
	  SECTION_MAP_READ | SECTION_MAP_EXECUTE, PROT_READ | PROT_EXEC },
	{ PAGE_EXECUTE_READWRITE,
	  SECTION_MAP_READ | SECTION_MAP_WRITE | SECTION_MAP_EXECUTE,
	  FILE_MAY_READ | FILE_MAY_WRITE | FILE_MAY_EXECUTE,
	  SECTION_MAP_WRITE | SECTION_MAP_EXECUTE,
	  PROT_READ | PROT_WRITE | PROT_EXEC },
	{ PAGE_EXECUTE_WRITECOPY, SECTION_MAP_READ | SECTION_MAP_EXECUTE,
	  FILE_MAY_READ | FILE_MAY_EXECUTE,
	  SECTION_MAP_READ | SECTION_MAP_EXECUTE,
	  PROT_READ | PROT_WRITE | PROT_EXEC },
};

static const struct protection *protection_find(DWORD protection)
{
	size_t i;

	for (i = 0; i < sizeof(protections) / sizeof(protections[0]); i++) {
		if (protections[i].protection == protection)
			return &protections[i];
	}
	return NULL;
}

DWORD namedmap_rights_of_protection(DWORD protection)
{
	const struct protection *found = protection_find(protection);

	if (!found || !found->section_rights)
		return 0;
	return STANDARD_RIGHTS_REQUIRED | SECTION_QUERY | found->section_rights;
}

DWORD namedmap_rights_of_access(DWORD access)
{
	if (access == FILE_MAP_COPY)
		return SECTION_MAP_READ;
	if (access & FILE_MAP_EXECUTE)
		return (access & ~(DWORD)FILE_MAP_EXECUTE) |
		       SECTION_MAP_EXECUTE;
	return access;
}

DWORD namedmap_view_protection(DWORD access)
{
	bool execute = access & FILE_MAP_EXECUTE;

	access &= ~(DWORD)(FILE_MAP_EXECUTE | FILE_MAP_LARGE_PAGES |
			   FILE_MAP_TARGETS_INVALID | FILE_MAP_RESERVE);
	if (access == FILE_MAP_COPY)
		return execute ? PAGE_EXECUTE_WRITECOPY : PAGE_WRITECOPY;
	if (access & FILE_MAP_WRITE)
		return execute ? PAGE_EXECUTE_READWRITE : PAGE_READWRITE;
	if (access & FILE_MAP_READ)
		return execute ? PAGE_EXECUTE_READ : PAGE_READONLY;
	return PAGE_NOACCESS;
}

DWORD namedmap_view_rights(DWORD view_protection)
{
	return protection_find(view_protection)->view_rights;
}

bool namedmap_view_allowed(DWORD section_protection, DWORD view_protection)
{
	const struct protection *section = protection_find(section_protection);
	DWORD wanted = namedmap_view_rights(view_protection);

	return section && !(wanted & ~section->section_rights);
}

int namedmap_view_prot(DWORD view_protection)
{
	return protection_find(view_protection)->prot;
}

unsigned int namedmap_file_may(DWORD access)
{
	unsigned int may = 0;

	if (access & (GENERIC_ALL | MAXIMUM_ALLOWED))
		return FILE_MAY_READ | FILE_MAY_WRITE | FILE_MAY_EXECUTE;
	if (access & (GENERIC_READ | FILE_READ_DATA))
		may |= FILE_MAY_READ;
	if (access & (GENERIC_WRITE | FILE_WRITE_DATA))
		may |= FILE_MAY_WRITE;
	else if (access & FILE_APPEND_DATA)
		may |= FILE_MAY_WRITE | FILE_APPENDS;
	if (access & (GENERIC_EXECUTE | FILE_EXECUTE))
		may |= FILE_MAY_EXECUTE;
	return may;
}

unsigned int namedmap_file_needs(DWORD protection)
{
	return protection_find(protection)->file_needs;
}

bool namedmap_inherits(const SECURITY_ATTRIBUTES *attributes)
{
	return attributes && attributes->bInheritHandle;
}
