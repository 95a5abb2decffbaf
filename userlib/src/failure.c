// SPDX-License-Identifier: MIT
/*
 * What NAMEDMAP_DEBUG=1 says on standard error about a call that failed: what was
 * asked for, and what the answer was. It is all the caller's own; of what others
 * have nothing is known here.
 */
#include <string.h>
#include <unistd.h>

#include "internal.h"

static bool starts_with(const struct namedmap_name *name, const char *prefix)
{
	return !strncmp(name->text, prefix, strlen(prefix));
}

/* Where the driver looks for such a name. */
static void say_scope(const struct namedmap_name *name)
{
	if (starts_with(name, "Global\\"))
		fputs("the names of all users", stderr);
	else if (starts_with(name, "Session\\"))
		fputs("the names of that session's user", stderr);
	else
		fprintf(stderr, "the names of user %u", geteuid());
	if (namedmap_world_fd() >= 0)
		fprintf(stderr, " in the private world of descriptor %d",
			namedmap_world_fd());
}

static void say_error(DWORD right)
{
	DWORD error = GetLastError();
	int number = namedmap_errno_of(error);

	fprintf(stderr, ", right 0x%x: error %u", right, error);
	if (number > 0 && number < NAMEDMAP_ENODEVICE)
		fprintf(stderr, ", errno %d (%s)", number, strerror(number));
	fputc('\n', stderr);
}

static const char *word_of(uint32_t kind)
{
	switch (kind) {
	case NAMEDMAP_KIND_SECTION:
		return "section";
	case NAMEDMAP_KIND_EVENT:
		return "event";
	case NAMEDMAP_KIND_MUTEX:
		return "mutex";
	case NAMEDMAP_KIND_SEMAPHORE:
		return "semaphore";
	default:
		return "object";
	}
}

void namedmap_say_named(const char *verb, enum namedmap_kind kind,
			const struct namedmap_name *name, DWORD right)
{
	if (!namedmap_debugging())
		return;
	flockfile(stderr);
	fprintf(stderr, "namedmap: %s %s ", verb, word_of(kind));
	if (name->length) {
		fprintf(stderr, "\"%.*s\" among ", (int)name->length,
			name->text);
		say_scope(name);
	} else {
		fputs("without a name", stderr);
	}
	say_error(right);
	funlockfile(stderr);
}

void namedmap_say_handle(const char *verb, HANDLE handle, DWORD right)
{
	struct namedmap_query query;
	int fd;

	if (!namedmap_debugging())
		return;
	fd = namedmap_handle_fd(handle);
	flockfile(stderr);
	fprintf(stderr, "namedmap: %s handle 0x%zx", verb, (size_t)handle);
	if (fd >= 0 && !namedmap_device_query(fd, &query))
		fprintf(stderr, ", a %s with right 0x%x",
			word_of(query.out_kind), query.out_access);
	say_error(right);
	funlockfile(stderr);
}
