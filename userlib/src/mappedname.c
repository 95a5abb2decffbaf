// SPDX-License-Identifier: MIT
/* GetMappedFileName. */
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

/* What the kernel puts behind the path of a file that was deleted. */
static const char deleted[] = " (deleted)";

static void drop_deleted(char *path, size_t length)
{
	size_t mark = sizeof(deleted) - 1;

	if (length > mark && !strcmp(path + length - mark, deleted) &&
	    access(path, F_OK))
		path[length - mark] = '\0';
}

/*
 * The path of the file that is mapped there, or NULL with errno. The link is
 * read rather than the line in maps, because it has the path as it is.
 */
static char *path_of(const struct namedmap_mapping *mapping)
{
	size_t room = PATH_MAX;
	char link[80], *path = malloc(room);
	ssize_t length;

	snprintf(link, sizeof(link),
		 "/proc/self/map_files/%" PRIxPTR "-%" PRIxPTR, mapping->start,
		 mapping->end);
	if (!path)
		return NULL;
	length = readlink(link, path, room - 1);
	if (length < 0) {
		free(path);
		return NULL;
	}
	path[length] = '\0';
	drop_deleted(path, (size_t)length);
	return path;
}

/* The mapping of a file at the address. */
static DWORD find_file(LPVOID address, struct namedmap_mapping *mapping)
{
	uintptr_t page = namedmap_page_of((uintptr_t)address);
	const struct namedmap_region *region;
	DWORD error = ERROR_SUCCESS;

	if (!namedmap_mapping_find(page, mapping) || page < mapping->start)
		return ERROR_UNEXP_NET_ERR;
	namedmap_regions_lock();
	region = namedmap_region_at_locked(page);
	if (region && !region->is_view)
		error = ERROR_UNEXP_NET_ERR;
	else if (region && !region->file_backed)
		error = ERROR_FILE_INVALID;
	else if (!mapping->file)
		error = ERROR_UNEXP_NET_ERR;
	namedmap_regions_unlock();
	return error;
}

/* The caller frees the path; NULL with the last error set. */
static char *mapped_path(HANDLE process, LPVOID address, const void *name,
			 DWORD room)
{
	struct namedmap_mapping mapping;
	DWORD error = namedmap_check_own_process(process);
	char *path = NULL;

	if (!error && !room)
		error = ERROR_INSUFFICIENT_BUFFER;
	if (!error && !name)
		error = ERROR_INVALID_PARAMETER;
	if (!error)
		error = find_file(address, &mapping);
	if (!error) {
		path = path_of(&mapping);
		/* Unmapped since. */
		if (!path && errno == ENOENT)
			error = ERROR_UNEXP_NET_ERR;
		else if (!path)
			error = namedmap_error_number(CALL_ANY, -errno);
	}
	if (error)
		namedmap_fail(error);
	return path;
}

/* A name that is too long is cut, and the answer is the room that there was. */
static DWORD cut_name(size_t length, DWORD room)
{
	if (length < room)
		return (DWORD)length;
	namedmap_fail(ERROR_INSUFFICIENT_BUFFER);
	return room;
}

DWORD WINAPI GetMappedFileNameA(HANDLE process, LPVOID address, LPSTR name,
				DWORD room)
{
	char *path = mapped_path(process, address, name, room);
	size_t length;
	DWORD answer;

	if (!path)
		return 0;
	length = strlen(path);
	answer = cut_name(length, room);
	if (length >= room)
		length = room - 1;
	memcpy(name, path, length);
	name[length] = '\0';
	free(path);
	return answer;
}

DWORD WINAPI GetMappedFileNameW(HANDLE process, LPVOID address, LPWSTR name,
				DWORD room)
{
	char *path = mapped_path(process, address, name, room);
	WCHAR *units;
	size_t length;
	DWORD answer = 0;

	if (!path)
		return 0;
	units = malloc((strlen(path) + 1) * sizeof(*units));
	if (units) {
		length = namedmap_utf16_from_bytes(path, units);
		answer = cut_name(length, room);
		if (length >= room)
			length = room - 1;
		memcpy(name, units, length * sizeof(*units));
		name[length] = 0;
	} else {
		namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
	}
	free(units);
	free(path);
	return answer;
}
