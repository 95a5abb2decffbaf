/* SPDX-License-Identifier: MIT */
/* Tables A, B and D to G of the list, as it has them. */
#ifndef TABLES_H
#define TABLES_H

#include <windows.h>

#define MAY_READ	1
#define MAY_WRITE	2
#define MAY_EXECUTE	4

/* Table A, the legal protections; ends with protect 0. */
struct section_protection {
	DWORD protect;
	/* what the file must have been opened for: MAY_ bits */
	DWORD needs;
	/* rights in the handle of who creates it */
	DWORD rights;
	/* Table F: page protections that its views can have, ORed */
	DWORD allows;
};

extern const struct section_protection section_protections[];

/* The file accesses of Table B, and other ways to ask for the same. */
struct file_access {
	DWORD access;
	DWORD may;
};

extern const struct file_access file_accesses[];
extern const size_t file_access_count;

/* Table D: the page protection that an access means. */
DWORD protection_of_access(DWORD access);
/* Table E: rights that the handle must carry for it. */
DWORD rights_for_protection(DWORD page_protection);

/* Table G: what handles straight from CreateFileMapping give; 0 for error 5. */
#define TABLE_G_ACCESSES 8
extern const DWORD table_g_accesses[TABLE_G_ACCESSES];

struct table_g_row {
	DWORD protect;
	DWORD pages[TABLE_G_ACCESSES];
};

extern const struct table_g_row table_g[];

#endif
