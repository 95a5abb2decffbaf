/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kernel has left of the driver: its objects in slab, shared memory,
 * and the module itself.
 */
#ifndef NAMEDMAP_KERNEL_STATE_H
#define NAMEDMAP_KERNEL_STATE_H

#include "namedmap_utils.h"

#define MODULE "namedmap"
#define SLAB "/sys/kernel/slab"

/* Shared memory of the whole machine in pages. */
static __maybe_unused long shmem_pages(void)
{
	char line[200];
	long kilobytes = -1;
	FILE *file;

	/* folds what the processors counted each for itself */
	write_file("/proc/sys/vm/stat_refresh", "1");
	file = fopen("/proc/meminfo", "r");
	while (file && fgets(line, sizeof(line), file)) {
		if (sscanf(line, "Shmem: %ld kB", &kilobytes) == 1)
			break;
	}
	if (file)
		fclose(file);
	return kilobytes / 4;
}

/*
 * Objects in the driver's slab caches. Empty slabs that processors keep for
 * themselves are given back first, they would count as used.
 */
static __maybe_unused long slab_objects(void)
{
	char path[300], line[300], name[64];
	long active, objects = 0;
	struct dirent *entry;
	DIR *dir = opendir(SLAB);
	FILE *file;

	while (dir && (entry = readdir(dir))) {
		if (strncmp(entry->d_name, MODULE "_", strlen(MODULE "_")))
			continue;
		snprintf(path, sizeof(path), SLAB "/%s/shrink", entry->d_name);
		write_file(path, "1");
	}
	if (dir)
		closedir(dir);
	file = fopen("/proc/slabinfo", "r");
	if (!file)
		return -1;
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%63s %ld", name, &active) == 2 &&
		    !strncmp(name, MODULE "_", strlen(MODULE "_")))
			objects += active;
	}
	fclose(file);
	return objects;
}

/* Objects are freed after a grace period: wait for it, up to 10 seconds. */
static __maybe_unused long slab_objects_settled(long expected)
{
	const struct timespec pause = { .tv_nsec = 20000000 };
	long objects, i;

	for (i = 0; i < 500; i++) {
		objects = slab_objects();
		if (objects == expected)
			break;
		nanosleep(&pause, NULL);
	}
	return objects;
}

/* The module's file: NAMEDMAP_MODULE, or where the test VM has it. */
static __maybe_unused const char *module_file(void)
{
	const char *path = getenv("NAMEDMAP_MODULE");

	return path ? path : "/run/job/namedmap.ko";
}

static __maybe_unused int module_unload(void)
{
	return syscall(SYS_delete_module, MODULE, O_NONBLOCK) ? -errno : 0;
}

static __maybe_unused int module_load(void)
{
	int fd = open(module_file(), O_RDONLY | O_CLOEXEC);
	int ret = fd < 0 ? -errno :
		  syscall(SYS_finit_module, fd, "", 0) ? -errno : 0;

	close(fd);
	return ret;
}

#define NEEDS_MODULE_FILE() do {					       \
	NEEDS_ROOT();							       \
	if (access(module_file(), R_OK))				       \
		SKIP(return, "no module at %s: set NAMEDMAP_MODULE",	       \
		     module_file());					       \
} while (0)

#endif /* NAMEDMAP_KERNEL_STATE_H */
