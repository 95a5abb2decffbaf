// SPDX-License-Identifier: MIT
#include "views.h"

static char *view_and_close(HANDLE section, DWORD access)
{
	char *view;

	REQUIRE(section);
	view = view_of(section, access);
	REQUIRE(view);
	CloseHandle(section);
	return view;
}

char *view_new(DWORD protect, uint64_t size, DWORD access)
{
	return view_and_close(section_create(NULL, protect, size), access);
}

char *view_of_file(DWORD protect, size_t size, DWORD access)
{
	HANDLE file = file_open(case_file("data", size, FILE_BYTE),
				READ_WRITE | GENERIC_EXECUTE);
	HANDLE section;

	REQUIRE(file != INVALID_HANDLE_VALUE);
	section = section_on(file, protect, 0, NULL);
	CloseHandle(file);
	return view_and_close(section, access);
}

char *view_backed(bool file, DWORD protect, size_t size, DWORD access)
{
	return file ? view_of_file(protect, size, access) :
		      view_new(protect, size, access);
}

char file_byte(const char *path, DWORD offset)
{
	HANDLE file = file_open(path, GENERIC_READ);
	DWORD moved = 0;
	char byte = 0;

	REQUIRE(file != INVALID_HANDLE_VALUE);
	REQUIRE(SetFilePointer(file, (LONG)offset, NULL, FILE_BEGIN) == offset);
	REQUIRE(ReadFile(file, &byte, 1, &moved, NULL) && moved == 1);
	CloseHandle(file);
	return byte;
}

char *free_place(size_t size)
{
	char *place = VirtualAlloc(NULL, size + BLOCK, MEM_RESERVE,
				   PAGE_NOACCESS);

	REQUIRE(place);
	VirtualFree(place, 0, MEM_RELEASE);
	return place + BLOCK;
}

HANDLE program_file(void)
{
	char path[MAX_PATH];
	HANDLE file;

	REQUIRE(GetModuleFileNameA(NULL, path, sizeof(path)));
	file = file_open(path, GENERIC_READ | GENERIC_EXECUTE);
	REQUIRE(file != INVALID_HANDLE_VALUE);
	return file;
}
