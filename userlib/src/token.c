// SPDX-License-Identifier: MIT
/*
 * Tokens: who the process is. A token handle holds nothing; what it says is what
 * the process is when it is asked.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "internal.h"

#define TOKEN_PSEUDO_HANDLE ((HANDLE)(LONG_PTR)-4)
#define THREAD_EFFECTIVE_TOKEN ((HANDLE)(LONG_PTR)-6)

/* The right to ask a token is recorded as the right to read a file is. */
#define MAY_QUERY FILE_MAY_READ

/* The process of a process handle's descriptor, or -1. */
static long process_of(int fd)
{
	char path[40], line[80];
	long process = -1;
	FILE *stream;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	stream = fopen(path, "re");
	while (stream && fgets(line, sizeof(line), stream)) {
		if (sscanf(line, "Pid: %ld", &process) == 1)
			break;
	}
	if (stream)
		fclose(stream);
	return process;
}

/* Tokens of other processes cannot be had. */
static DWORD check_process(HANDLE process)
{
	const struct namedmap_slot *slot;
	int fd = namedmap_handle_fd(process);
	bool known;

	if (process == GetCurrentProcess())
		return ERROR_SUCCESS;
	if (fd < 0)
		return ERROR_INVALID_HANDLE;
	namedmap_slots_lock();
	slot = namedmap_slot_known_locked(fd);
	known = slot && slot->kind == HANDLE_PROCESS;
	namedmap_slots_unlock();
	if (!known)
		return ERROR_INVALID_HANDLE;
	return process_of(fd) == getpid() ? ERROR_SUCCESS :
					    ERROR_NOT_SUPPORTED;
}

static bool asks_to_query(DWORD access)
{
	return access & (TOKEN_QUERY | GENERIC_READ | GENERIC_ALL |
			 MAXIMUM_ALLOWED);
}

BOOL WINAPI OpenProcessToken(HANDLE process, DWORD access, PHANDLE token)
{
	struct namedmap_slot slot = { .kind = HANDLE_TOKEN };
	DWORD error = check_process(process);
	int fd;

	if (error)
		return namedmap_fail(error);
	if (!access)
		return namedmap_fail(ERROR_ACCESS_DENIED);
	if (asks_to_query(access))
		slot.may = MAY_QUERY;
	/* A descriptor with an inode of its own, to be told by. */
	fd = namedmap_fd_above_stdio(memfd_create("token", MFD_CLOEXEC));
	if (fd < 0) {
		namedmap_error_set(CALL_ANY, fd == -1 ? -errno : fd);
		return FALSE;
	}
	*token = namedmap_handle_add(fd, &slot);
	return *token != NULL;
}

static DWORD check_token(HANDLE token)
{
	const struct namedmap_slot *slot;
	int fd = namedmap_handle_fd(token);
	DWORD error = ERROR_INVALID_HANDLE;

	if (token == TOKEN_PSEUDO_HANDLE || token == THREAD_EFFECTIVE_TOKEN)
		return ERROR_SUCCESS;
	if (fd < 0)
		return error;
	namedmap_slots_lock();
	slot = namedmap_slot_known_locked(fd);
	if (slot && slot->kind == HANDLE_TOKEN)
		error = slot->may & MAY_QUERY ? ERROR_SUCCESS :
						ERROR_ACCESS_DENIED;
	namedmap_slots_unlock();
	return error;
}

/* Everybody, the administrators if the process is root, and its own groups. */
struct groups {
	struct namedmap_sid *sids;
	size_t count;
};

static bool groups_get(struct groups *groups)
{
	int own = getgroups(0, NULL), i;
	gid_t *ids;

	if (own < 0)
		return false;
	ids = malloc((size_t)(own + 1) * sizeof(*ids));
	groups->sids = malloc((size_t)(own + 3) * sizeof(*groups->sids));
	if (ids && groups->sids)
		own = getgroups(own, ids);
	if (!ids || !groups->sids || own < 0) {
		free(ids);
		free(groups->sids);
		return false;
	}
	namedmap_sid_of_group(&groups->sids[0], getegid());
	namedmap_sid_of_alias(&groups->sids[1], "WD");
	groups->count = 2;
	if (!geteuid())
		namedmap_sid_of_alias(&groups->sids[groups->count++], "BA");
	for (i = 0; i < own; i++) {
		if (ids[i] != getegid())
			namedmap_sid_of_group(&groups->sids[groups->count++],
					      ids[i]);
	}
	free(ids);
	return true;
}

/* Bytes of a structure that starts so and whose identifiers come after it. */
static size_t groups_size(const struct groups *groups)
{
	size_t size = offsetof(TOKEN_GROUPS, Groups) +
		      groups->count * sizeof(SID_AND_ATTRIBUTES);
	size_t i;

	for (i = 0; i < groups->count; i++)
		size += namedmap_sid_length(&groups->sids[i]);
	return size;
}

static void groups_put(const struct groups *groups, TOKEN_GROUPS *to)
{
	char *at = (char *)(to->Groups + groups->count);
	size_t i, length;

	to->GroupCount = (DWORD)groups->count;
	for (i = 0; i < groups->count; i++) {
		length = namedmap_sid_length(&groups->sids[i]);
		to->Groups[i].Sid = memcpy(at, &groups->sids[i], length);
		to->Groups[i].Attributes = SE_GROUP_MANDATORY |
					   SE_GROUP_ENABLED_BY_DEFAULT |
					   SE_GROUP_ENABLED;
		at += length;
	}
}

static DWORD tell_groups(void *to, DWORD room, PDWORD needed)
{
	DWORD error = ERROR_SUCCESS;
	struct groups groups;

	if (!groups_get(&groups))
		return ERROR_NOT_ENOUGH_MEMORY;
	*needed = (DWORD)groups_size(&groups);
	if (!to || room < *needed)
		error = ERROR_INSUFFICIENT_BUFFER;
	else
		groups_put(&groups, to);
	free(groups.sids);
	return error;
}

/*
 * One identifier: TOKEN_USER, TOKEN_OWNER and TOKEN_PRIMARY_GROUP all start with
 * the pointer to it.
 */
static DWORD tell_sid(const struct namedmap_sid *sid, size_t head, void *to,
		      DWORD room, PDWORD needed)
{
	size_t length = namedmap_sid_length(sid);
	PSID place;

	*needed = (DWORD)(head + length);
	if (!to || room < *needed)
		return ERROR_INSUFFICIENT_BUFFER;
	place = (char *)to + head;
	memset(to, 0, head);
	memcpy(place, sid, length);
	memcpy(to, &place, sizeof(place));
	return ERROR_SUCCESS;
}

static DWORD tell(TOKEN_INFORMATION_CLASS class, void *to, DWORD room,
		  PDWORD needed)
{
	struct namedmap_sid sid;

	switch (class) {
	case TokenUser:
		namedmap_sid_of_user(&sid, geteuid());
		return tell_sid(&sid, sizeof(TOKEN_USER), to, room, needed);
	case TokenOwner:
		namedmap_sid_of_user(&sid, geteuid());
		return tell_sid(&sid, sizeof(TOKEN_OWNER), to, room, needed);
	case TokenPrimaryGroup:
		namedmap_sid_of_group(&sid, getegid());
		return tell_sid(&sid, sizeof(TOKEN_PRIMARY_GROUP), to, room,
				needed);
	case TokenGroups:
		return tell_groups(to, room, needed);
	default:
		return class > 0 && class < MaxTokenInfoClass ?
			       ERROR_NOT_SUPPORTED : ERROR_INVALID_PARAMETER;
	}
}

BOOL WINAPI GetTokenInformation(HANDLE token, TOKEN_INFORMATION_CLASS class,
				LPVOID to, DWORD room, PDWORD needed)
{
	DWORD error = check_token(token);

	if (!error && !needed)
		error = ERROR_NOACCESS;
	if (!error)
		error = tell(class, to, room, needed);
	return error ? namedmap_fail(error) : TRUE;
}
