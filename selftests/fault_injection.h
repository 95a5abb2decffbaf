/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Let the kernel fail the nth allocation, or the nth copy to or from user
 * memory, that this thread makes (Documentation/fault-injection). Objects and
 * pages are counted apart: when an object needs a new page is not the same each
 * time, and would move all that comes after it.
 */
#ifndef NAMEDMAP_FAULT_INJECTION_H
#define NAMEDMAP_FAULT_INJECTION_H

#include "namedmap_utils.h"

#define FAIL_NTH "/proc/thread-self/fail-nth"
#define KNOBS "/sys/kernel/debug/"

enum injected { OBJECTS, USER_COPIES, PAGES, INJECTED };

/*
 * One counter counts what all sources of failures could fail. A source that
 * must find an address of no code on the stack neither fails nor counts.
 */
#define ANYWHERE "0xffffffffffffffff"
#define NOWHERE "0"

/*
 * What vmalloc() cannot get it complains of in the kernel's log, as fork() does
 * now and then for a stack: nothing that happens in it is failed.
 */
static char vmalloc_start[24] = "0", vmalloc_end[24] = "0";

static struct knob {
	const char *path;
	const char *value[INJECTED];
	char before[32];
} knobs[] = {
	{ "failslab/verbose", { "0", "0", "0" } },
	{ "failslab/ignore-gfp-wait", { "N", "N", "N" } },
	{ "failslab/cache-filter", { "N", "N", "N" } },
	{ "failslab/reject-start", { vmalloc_start, "0", "0" } },
	{ "failslab/reject-end", { vmalloc_end, "0", "0" } },
	{ "failslab/require-end", { ANYWHERE, NOWHERE, NOWHERE } },
	{ "failslab/stacktrace-depth", { "32", "0", "0" } },
	{ "fail_usercopy/verbose", { "0", "0", "0" } },
	{ "fail_usercopy/require-end", { NOWHERE, ANYWHERE, NOWHERE } },
	{ "fail_usercopy/stacktrace-depth", { "0", "32", "0" } },
	{ "fail_page_alloc/verbose", { "0", "0", "0" } },
	{ "fail_page_alloc/ignore-gfp-wait", { "N", "N", "N" } },
	{ "fail_page_alloc/ignore-gfp-highmem", { "N", "N", "N" } },
	{ "fail_page_alloc/min-order", { "0", "0", "0" } },
	{ "fail_page_alloc/reject-start", { "0", "0", vmalloc_start } },
	{ "fail_page_alloc/reject-end", { "0", "0", vmalloc_end } },
	{ "fail_page_alloc/require-end", { NOWHERE, NOWHERE, ANYWHERE } },
	{ "fail_page_alloc/stacktrace-depth", { "0", "0", "32" } },
};

static struct knob *const knobs_end = knobs + ARRAY_SIZE(knobs);

/*
 * From the function's first byte to that of the next one. Once for all tests:
 * the list is long.
 */
static __attribute__((constructor)) void find_vmalloc(void)
{
	static const char function[] = "__vmalloc_node_range";
	FILE *symbols = access(FAIL_NTH, W_OK) ? NULL :
			fopen("/proc/kallsyms", "re");
	unsigned long long at = 0, start = 0;
	char line[300], name[200];

	if (!symbols)
		return;
	while (fgets(line, sizeof(line), symbols)) {
		if (sscanf(line, "%llx %*c %199s", &at, name) != 2)
			continue;
		if (start && at > start)
			break;
		/* not its "cold" part, which lies elsewhere */
		if (!start && !strncmp(name, function, strlen(function)) &&
		    !strchr(name, '.'))
			start = at;
	}
	fclose(symbols);
	snprintf(vmalloc_start, sizeof(vmalloc_start), "%#llx", start);
	snprintf(vmalloc_end, sizeof(vmalloc_end), "%#llx", at);
}

static __maybe_unused void injection_close(int fd)
{
	struct knob *knob;
	char path[100];

	for (knob = knobs; knob < knobs_end; knob++) {
		snprintf(path, sizeof(path), KNOBS "%s", knob->path);
		if (knob->before[0])
			write_file(path, knob->before);
	}
	close(fd);
}

/* Where n is written, or -1: the reason goes to @reason. */
static __maybe_unused int injection_open(enum injected what,
					 const char **reason)
{
	struct knob *knob;
	char path[100];
	int fd;

	fd = open(FAIL_NTH, O_RDWR | O_CLOEXEC);
	if (fd < 0) {
		*reason = "no " FAIL_NTH ": the kernel injects no failures";
		return -1;
	}
	if (!strtoull(vmalloc_start, NULL, 0)) {
		*reason = "cannot find vmalloc() in /proc/kallsyms";
		close(fd);
		return -1;
	}
	for (knob = knobs; knob < knobs_end; knob++) {
		snprintf(path, sizeof(path), KNOBS "%s", knob->path);
		if (read_file(path, knob->before, sizeof(knob->before)) ||
		    write_file(path, knob->value[what])) {
			*reason = "cannot set " KNOBS "fail*";
			injection_close(fd);
			return -1;
		}
	}
	return fd;
}

static __maybe_unused void injection_arm(int fd, unsigned int nth)
{
	char text[16];

	snprintf(text, sizeof(text), "%u", nth);
	if (pwrite(fd, text, strlen(text), 0) != (ssize_t)strlen(text))
		abort();
}

/*
 * End it, and say whether there was an nth to fail. Copies that this makes
 * count, too: if the first fails, the call had left one to go.
 */
static __maybe_unused bool injection_fired(int fd)
{
	char text[16] = "1";
	bool fired = pread(fd, text, sizeof(text) - 1, 0) > 0 && !atoi(text);

	if (pwrite(fd, "0", 1, 0) != 1 && pwrite(fd, "0", 1, 0) != 1)
		abort();
	return fired;
}

#endif /* NAMEDMAP_FAULT_INJECTION_H */
