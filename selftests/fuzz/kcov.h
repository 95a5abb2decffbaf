/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which code of the driver ran, from KCOV, for libFuzzer. One buffer for each
 * task: the fuzzer's own, its other thread's, a child's.
 */
#ifndef NAMEDMAP_FUZZ_KCOV_H
#define NAMEDMAP_FUZZ_KCOV_H

#include <linux/kcov.h>

#include "../namedmap_utils.h"

#define KCOV "/sys/kernel/debug/kcov"
#define TRACE_WORDS (256 << 10)
/* Ways from one point to the next; some share a counter. */
#define COUNTERS 0x10000

/* libFuzzer looks here after each run, and clears it before. */
__attribute__((section("__libfuzzer_extra_counters")))
static __u8 way_counters[COUNTERS];

/* Since the start: what way_counters was, and which points of the module. */
static __u8 ways_seen[COUNTERS];
static unsigned long ways;
static __u8 *points_seen;
static unsigned long points;
static unsigned long module_start, module_size;

struct trace {
	int fd;
	unsigned long *words;	/* how many, and the points */
};

static void trace_open(struct trace *trace)
{
	trace->fd = open(KCOV, O_RDWR | O_CLOEXEC);
	if (trace->fd < 0 || ioctl(trace->fd, KCOV_INIT_TRACE, TRACE_WORDS))
		error(1, errno, "no coverage from " KCOV);
	trace->words = mmap(NULL, TRACE_WORDS * sizeof(long),
			    PROT_READ | PROT_WRITE, MAP_SHARED, trace->fd, 0);
	if (trace->words == MAP_FAILED)
		error(1, errno, "cannot map " KCOV);
}

/* From now on for the calling task, until it ends. */
static void trace_start(struct trace *trace)
{
	if (ioctl(trace->fd, KCOV_ENABLE, KCOV_TRACE_PC))
		error(1, errno, "cannot enable " KCOV);
	trace->words[0] = 0;
}

static void count_point(unsigned long at)
{
	if (at >= module_size || points_seen[at])
		return;
	points_seen[at] = 1;
	points++;
}

static void count_way(unsigned long from, unsigned long to)
{
	unsigned long way = (from * 0x9e3779b1 >> 4 ^ to) % COUNTERS;

	if (way_counters[way] < 255)
		way_counters[way]++;
	if (!ways_seen[way]) {
		ways_seen[way] = 1;
		ways++;
	}
}

/* Once for each call, so that there is no way from one call to the next. */
static void trace_collect(struct trace *trace)
{
	unsigned long count = __atomic_load_n(&trace->words[0], __ATOMIC_RELAXED);
	unsigned long from = 0, i, at;

	for (i = 1; i <= count; i++) {
		at = trace->words[i] - module_start;
		count_point(at);
		count_way(from, at);
		from = at;
	}
	__atomic_store_n(&trace->words[0], 0, __ATOMIC_RELAXED);
}

static void find_module(void)
{
	FILE *modules = fopen("/proc/modules", "re");
	char line[200];
	int found = 0;

	while (modules && !found && fgets(line, sizeof(line), modules))
		found = sscanf(line, "namedmap %lu %*d %*s %*s %lx",
			       &module_size, &module_start) == 2;
	if (!found)
		error(1, 0, "the module is not loaded");
	fclose(modules);
	points_seen = calloc(module_size, 1);
	if (!points_seen)
		error(1, errno, "no memory");
}

/* Where the points are, as offsets in the module's text. */
static void write_points(const char *path)
{
	FILE *file = fopen(path, "we");
	unsigned long at;

	for (at = 0; file && at < module_size; at++) {
		if (points_seen[at])
			fprintf(file, "%#lx\n", at);
	}
	if (!file || fclose(file))
		error(0, errno, "%s", path);
}

#endif /* NAMEDMAP_FUZZ_KCOV_H */
