/* SPDX-License-Identifier: MIT */
/*
 * What the calls of a library cost, beside those of another build of it, in one
 * process: both are loaded, and take turns.
 *
 *	calls LIBRARY BEFORE
 *
 * Counts time stamps; in a VM that counts instructions (ICOUNT=1) one is one
 * guest instruction, kernel included. The least of several batches counts.
 */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>
#include <x86intrin.h>

#define BATCHES 15
#define ROUNDS 200
#define NAME "Local\\bench of the calls"

struct library {
	__typeof__(CreateFileMappingA) *create;
	__typeof__(OpenFileMappingA) *open;
	__typeof__(MapViewOfFile) *map;
	__typeof__(UnmapViewOfFile) *unmap;
	__typeof__(CloseHandle) *close;
	__typeof__(GetLastError) *last_error;
	HANDLE section;
};

static void *must(void *value, const char *what)
{
	if (!value) {
		fprintf(stderr, "calls: %s failed\n", what);
		exit(1);
	}
	return value;
}

#define FIND(member, name) \
	library->member = must(dlsym(opened, "namedmap_" name), name)

static void load(struct library *library, const char *path)
{
	void *opened = must(dlopen(path, RTLD_NOW | RTLD_LOCAL), path);

	FIND(create, "CreateFileMappingA");
	FIND(open, "OpenFileMappingA");
	FIND(map, "MapViewOfFile");
	FIND(unmap, "UnmapViewOfFile");
	FIND(close, "CloseHandle");
	FIND(last_error, "GetLastError");
}

static void do_create(const struct library *library)
{
	HANDLE section = library->create(INVALID_HANDLE_VALUE, NULL,
					 PAGE_READWRITE, 0, 4096,
					 "Local\\bench of the calls, new");

	library->close(must(section, "CreateFileMapping"));
}

static void do_create_existing(const struct library *library)
{
	HANDLE section = library->create(INVALID_HANDLE_VALUE, NULL,
					 PAGE_READWRITE, 0, 4096, NAME);

	library->close(must(section, "CreateFileMapping"));
}

static void do_open(const struct library *library)
{
	library->close(must(library->open(FILE_MAP_WRITE, FALSE, NAME),
			    "OpenFileMapping"));
}

static void do_map(const struct library *library)
{
	library->unmap(must(library->map(library->section, FILE_MAP_WRITE, 0, 0,
					 0), "MapViewOfFile"));
}

static void do_touch(const struct library *library)
{
	volatile char *view = must(library->map(library->section,
						FILE_MAP_WRITE, 0, 0, 0),
				   "MapViewOfFile");

	*view = 1;
	library->unmap((const void *)view);
}

static void do_last_error(const struct library *library)
{
	library->last_error();
}

static const struct {
	const char *name;
	void (*once)(const struct library *library);
} operations[] = {
	{ "CreateFileMapping of a new name + CloseHandle", do_create },
	{ "CreateFileMapping of an old name + CloseHandle", do_create_existing },
	{ "OpenFileMapping + CloseHandle", do_open },
	{ "MapViewOfFile + UnmapViewOfFile", do_map },
	{ "the same, and a touch of the page", do_touch },
	{ "GetLastError", do_last_error },
};

static uint64_t batch(const struct library *library, size_t operation)
{
	uint64_t begin = __rdtsc();
	int round;

	for (round = 0; round < ROUNDS; round++)
		operations[operation].once(library);
	return __rdtsc() - begin;
}

static void measure(const struct library libraries[2], size_t operation)
{
	uint64_t least[2] = { UINT64_MAX, UINT64_MAX }, taken;
	int round, which;

	for (round = 0; round < BATCHES; round++) {
		for (which = 0; which < 2; which++) {
			taken = batch(&libraries[which], operation);
			if (taken < least[which])
				least[which] = taken;
		}
	}
	printf("%-48s %8.0f %8.0f  %5.3f\n", operations[operation].name,
	       (double)least[0] / ROUNDS, (double)least[1] / ROUNDS,
	       (double)least[0] / (double)least[1]);
}

int main(int argc, char **argv)
{
	struct library libraries[2];
	size_t i;
	int which;

	if (argc != 3)
		return 2;
	for (which = 0; which < 2; which++) {
		load(&libraries[which], argv[1 + which]);
		libraries[which].section = must(libraries[which].create(
			INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, NAME),
			"CreateFileMapping");
	}
	printf("%-48s %8s %8s  %5s\n", "operation", "now", "before", "ratio");
	for (i = 0; i < ARRAYSIZE(operations); i++)
		measure(libraries, i);
	return 0;
}
