// SPDX-License-Identifier: MIT
/*
 * Protections and access masks. The driver enforces rights; what stands here
 * chooses what to ask it for, and which of two errors is the right one.
 */
#include <sys/mman.h>

#include "internal.h"

/* What VirtualProtect can make of a view that may be read, and executed. */
#define TO_READABLE (PAGE_NOACCESS | PAGE_READONLY | PAGE_WRITECOPY)
#define TO_EXECUTABLE \
	(TO_READABLE | PAGE_EXECUTE | PAGE_EXECUTE_READ | \
	 PAGE_EXECUTE_WRITECOPY)

/* One line per protection that a section or a view can have. */
static const struct protection {
	DWORD protection;
	/* of a section: rights in its creator's handle; 0: not for sections */
	DWORD section_rights;
	unsigned int file_needs;
	/* of a view: rights that it needs, in the handle and in the section */
	DWORD view_rights;
	int prot;
	DWORD becomes;
} protections[] = {
	{ PAGE_NOACCESS, 0, 0, SECTION_MAP_READ, PROT_NONE, PAGE_NOACCESS },
	{ PAGE_READONLY, SECTION_MAP_READ, FILE_MAY_READ,
	  SECTION_MAP_READ, PROT_READ, TO_READABLE },
	{ PAGE_READWRITE, SECTION_MAP_READ | SECTION_MAP_WRITE,
	  FILE_MAY_READ | FILE_MAY_WRITE,
	  SECTION_MAP_WRITE, PROT_READ | PROT_WRITE,
	  TO_READABLE | PAGE_READWRITE },
	{ PAGE_WRITECOPY, SECTION_MAP_READ, FILE_MAY_READ,
	  SECTION_MAP_READ, PROT_READ | PROT_WRITE, TO_READABLE },
	/* What can be executed can be read, as on Windows' machines. */
	{ PAGE_EXECUTE, 0, 0, SECTION_MAP_READ | SECTION_MAP_EXECUTE,
	  PROT_READ | PROT_EXEC, PAGE_NOACCESS | PAGE_EXECUTE },
	{ PAGE_EXECUTE_READ, SECTION_MAP_READ | SECTION_MAP_EXECUTE,
	  FILE_MAY_READ | FILE_MAY_EXECUTE,
	  SECTION_MAP_READ | SECTION_MAP_EXECUTE, PROT_READ | PROT_EXEC,
	  TO_EXECUTABLE },
	{ PAGE_EXECUTE_READWRITE,
	  SECTION_MAP_READ | SECTION_MAP_WRITE | SECTION_MAP_EXECUTE,
	  FILE_MAY_READ | FILE_MAY_WRITE | FILE_MAY_EXECUTE,
	  SECTION_MAP_WRITE | SECTION_MAP_EXECUTE,
	  PROT_READ | PROT_WRITE | PROT_EXEC,
	  TO_EXECUTABLE | PAGE_READWRITE | PAGE_EXECUTE_READWRITE },
	{ PAGE_EXECUTE_WRITECOPY, SECTION_MAP_READ | SECTION_MAP_EXECUTE,
	  FILE_MAY_READ | FILE_MAY_EXECUTE,
	  SECTION_MAP_READ | SECTION_MAP_EXECUTE,
	  PROT_READ | PROT_WRITE | PROT_EXEC, TO_EXECUTABLE },
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

int namedmap_page_prot(DWORD protection)
{
	return protection_find(protection & PAGE_PROTECTIONS)->prot;
}

static bool page_is_executable(DWORD protection)
{
	return protection & (PAGE_EXECUTE | PAGE_EXECUTE_READ |
			     PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY);
}

bool namedmap_is_page_protection(DWORD protection)
{
	DWORD plain = protection & PAGE_PROTECTIONS;
	DWORD hints = protection & ~PAGE_PROTECTIONS;

	if (page_is_executable(plain))
		hints &= ~(DWORD)PAGE_TARGETS_INVALID;
	if (hints & ~PAGE_CACHING || hints == PAGE_CACHING ||
	    (hints && plain == PAGE_NOACCESS))
		return false;
	return protection_find(plain);
}

bool namedmap_view_can_become(DWORD view_protection, DWORD wanted)
{
	DWORD plain = view_protection & PAGE_PROTECTIONS;

	return !(wanted & ~protection_find(plain)->becomes);
}

bool namedmap_is_copy_on_write(DWORD protection)
{
	return protection & (PAGE_WRITECOPY | PAGE_EXECUTE_WRITECOPY);
}

bool namedmap_is_shared_writable(DWORD protection)
{
	return protection & (PAGE_READWRITE | PAGE_EXECUTE_READWRITE);
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
