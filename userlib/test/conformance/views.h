/* SPDX-License-Identifier: MIT */
/* What the cases about views share. */
#ifndef VIEWS_H
#define VIEWS_H

#include "conformance.h"

/* Some mingw-w64 headers leave these out. */
#ifndef MEM_PRESERVE_PLACEHOLDER
#define MEM_PRESERVE_PLACEHOLDER	0x00000002
#define MEM_REPLACE_PLACEHOLDER		0x00004000
#define MEM_RESERVE_PLACEHOLDER		0x00040000
#endif

#define PAGE 0x1000u
#define BLOCK 0x10000u

/* What a file of view_of_file() holds. */
#define FILE_BYTE 'a'

/* A view of a new section without name whose handle is closed again. */
char *view_new(DWORD protect, uint64_t size, DWORD access);
/* The same of a section of the whole file "data", made with so many bytes. */
char *view_of_file(DWORD protect, size_t size, DWORD access);
/* One or the other. */
char *view_backed(bool file, DWORD protect, size_t size, DWORD access);

/* A byte of a file as ReadFile sees it. */
char file_byte(const char *path, DWORD offset);
/* Where so much is free, at a multiple of 64 KiB, and a block before it. */
char *free_place(size_t size);

/* The file of this program, which could make an image section. */
HANDLE program_file(void);

#endif
