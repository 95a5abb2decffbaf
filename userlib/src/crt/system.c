// SPDX-License-Identifier: MIT
/* The user, the machine, its processes and the current directory. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <windows.h>

#include "crt.h"

static BOOL fail(DWORD error)
{
	SetLastError(error);
	return FALSE;
}

/*
 * Both answer how many characters there are with the end, and give them if there
 * is room for all.
 */
static DWORD give(const char *text, LPSTR to, DWORD room)
{
	DWORD length = (DWORD)strlen(text) + 1;

	if (to && length <= room)
		memcpy(to, text, length);
	return length;
}

static DWORD give_wide(const char *text, LPWSTR to, DWORD room)
{
	wchar_t *units = namedmap_widen(text);
	DWORD length;

	if (!units)
		return 0;
	length = (DWORD)wcslen(units) + 1;
	if (to && length <= room)
		wmemcpy(to, units, length);
	free(units);
	return length;
}

/* The answers of the calls that are told the room by its address. */
static BOOL answer(DWORD length, DWORD *room, bool given, bool with_end,
		   DWORD too_small)
{
	bool fits = given && length <= *room;

	if (!length)
		return fail(ERROR_NOT_ENOUGH_MEMORY);
	*room = fits && !with_end ? length - 1 : length;
	return fits ? TRUE : fail(too_small);
}

/* A user without an entry is known by his number. */
static const char *user_name(char *number)
{
	const struct passwd *user = getpwuid(geteuid());

	if (user)
		return user->pw_name;
	_ui64toa(geteuid(), number, 10);
	return number;
}

BOOL WINAPI GetUserNameA(LPSTR to, LPDWORD room)
{
	char number[24];

	return answer(give(user_name(number), to, *room), room, to, true,
		      ERROR_INSUFFICIENT_BUFFER);
}

BOOL WINAPI GetUserNameW(LPWSTR to, LPDWORD room)
{
	char number[24];

	return answer(give_wide(user_name(number), to, *room), room, to, true,
		      ERROR_INSUFFICIENT_BUFFER);
}

/* As long as on Windows: programs have room for no more. */
static void computer_name(char name[MAX_COMPUTERNAME_LENGTH + 1])
{
	char whole[256] = "";

	gethostname(whole, sizeof(whole) - 1);
	strncpy_s(name, MAX_COMPUTERNAME_LENGTH + 1, whole, _TRUNCATE);
}

BOOL WINAPI GetComputerNameA(LPSTR to, LPDWORD room)
{
	char name[MAX_COMPUTERNAME_LENGTH + 1];

	computer_name(name);
	return answer(give(name, to, *room), room, to, false,
		      ERROR_BUFFER_OVERFLOW);
}

BOOL WINAPI GetComputerNameW(LPWSTR to, LPDWORD room)
{
	char name[MAX_COMPUTERNAME_LENGTH + 1];

	computer_name(name);
	return answer(give_wide(name, to, *room), room, to, false,
		      ERROR_BUFFER_OVERFLOW);
}

/* Answers the length, or with too little room the room that is needed. */
DWORD WINAPI GetCurrentDirectoryA(DWORD room, LPSTR to)
{
	char *path = getcwd(NULL, 0);
	DWORD length;

	if (!path)
		return (DWORD)fail(ERROR_PATH_NOT_FOUND);
	length = give(path, to, room);
	free(path);
	return to && length <= room ? length - 1 : length;
}

DWORD WINAPI GetCurrentDirectoryW(DWORD room, LPWSTR to)
{
	char *path = getcwd(NULL, 0);
	DWORD length;

	if (!path)
		return (DWORD)fail(ERROR_PATH_NOT_FOUND);
	length = give_wide(path, to, room);
	free(path);
	if (!length)
		return (DWORD)fail(ERROR_NOT_ENOUGH_MEMORY);
	return to && length <= room ? length - 1 : length;
}

/* As many as there is room for. */
BOOL WINAPI EnumProcesses(DWORD *ids, DWORD bytes, LPDWORD needed)
{
	DIR *processes = opendir("/proc");
	const struct dirent *entry;
	DWORD count = 0;

	if (!processes)
		return fail(ERROR_ACCESS_DENIED);
	while ((entry = readdir(processes)) && (count + 1) * sizeof(*ids) <= bytes) {
		if (isdigit((unsigned char)entry->d_name[0]))
			ids[count++] = (DWORD)atoi(entry->d_name);
	}
	closedir(processes);
	*needed = count * (DWORD)sizeof(*ids);
	return TRUE;
}
