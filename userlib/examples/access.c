/* SPDX-License-Identifier: MIT */
/* Which views a section allows, by the protection it was created with. */
#include <stdio.h>
#include <windows.h>

static void attempt(const char *protection, DWORD protect, const char *access,
		    DWORD wanted)
{
	HANDLE section = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, protect,
					   0, 4096, NULL);
	void *view = MapViewOfFile(section, wanted, 0, 0, 0);
	MEMORY_BASIC_INFORMATION info;

	printf("%-14s %-19s: ", protection, access);
	if (!view) {
		printf("refused, error %u\n", (unsigned)GetLastError());
	} else {
		VirtualQuery(view, &info, sizeof(info));
		printf("page protection 0x%02x\n", (unsigned)info.Protect);
		UnmapViewOfFile(view);
	}
	CloseHandle(section);
}

int main(void)
{
#define ATTEMPT(protect, access) attempt(#protect, protect, #access, access)
	ATTEMPT(PAGE_READWRITE, FILE_MAP_READ);
	ATTEMPT(PAGE_READWRITE, FILE_MAP_WRITE);
	ATTEMPT(PAGE_READWRITE, FILE_MAP_ALL_ACCESS);
	ATTEMPT(PAGE_READWRITE, FILE_MAP_COPY);
	ATTEMPT(PAGE_READONLY, FILE_MAP_READ);
	ATTEMPT(PAGE_READONLY, FILE_MAP_WRITE);
	ATTEMPT(PAGE_READONLY, FILE_MAP_COPY);
	ATTEMPT(PAGE_WRITECOPY, FILE_MAP_WRITE);
	ATTEMPT(PAGE_WRITECOPY, FILE_MAP_COPY);
	return 0;
}

/*
 * Prints:
 *
 * PAGE_READWRITE FILE_MAP_READ      : page protection 0x02
 * PAGE_READWRITE FILE_MAP_WRITE     : page protection 0x04
 * PAGE_READWRITE FILE_MAP_ALL_ACCESS: page protection 0x04
 * PAGE_READWRITE FILE_MAP_COPY      : page protection 0x08
 * PAGE_READONLY  FILE_MAP_READ      : page protection 0x02
 * PAGE_READONLY  FILE_MAP_WRITE     : refused, error 5
 * PAGE_READONLY  FILE_MAP_COPY      : page protection 0x08
 * PAGE_WRITECOPY FILE_MAP_WRITE     : refused, error 5
 * PAGE_WRITECOPY FILE_MAP_COPY      : page protection 0x08
 */
