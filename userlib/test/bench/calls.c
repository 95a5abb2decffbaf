/* SPDX-License-Identifier: MIT */
/*
 * What the calls of a library cost, beside those of another build of it. Each is
 * loaded by a process of its own.
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
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <windows.h>
#include <x86intrin.h>

#define BATCHES 15
#define ROUNDS 200
#define NAME "Local\\bench of the calls"

static struct {
	__typeof__(CreateFileMappingA) *create;
	__typeof__(OpenFileMappingA) *open;
	__typeof__(MapViewOfFile) *map;
	__typeof__(UnmapViewOfFile) *unmap;
	__typeof__(CloseHandle) *close;
	__typeof__(GetLastError) *last_error;
	HANDLE section;
} library;

static void *must(void *value, const char *what)
{
	if (!value) {
		fprintf(stderr, "calls: %s failed, last error %u\n", what,
			library.last_error ? library.last_error() : 0);
		exit(1);
	}
	return value;
}

#define FIND(member, name) \
	library.member = must(dlsym(opened, "namedmap_" name), name)

static void load(const char *path)
{
	void *opened = must(dlopen(path, RTLD_NOW | RTLD_LOCAL), path);

	FIND(create, "CreateFileMappingA");
	FIND(open, "OpenFileMappingA");
	FIND(map, "MapViewOfFile");
	FIND(unmap, "UnmapViewOfFile");
	FIND(close, "CloseHandle");
	FIND(last_error, "GetLastError");
}

static void do_create(void)
{
	HANDLE section = library.create(INVALID_HANDLE_VALUE, NULL,
					 PAGE_READWRITE, 0, 4096,
					 "Local\\bench of the calls, new");

	library.close(must(section, "CreateFileMapping"));
}

static void do_create_existing(void)
{
	HANDLE section = library.create(INVALID_HANDLE_VALUE, NULL,
					 PAGE_READWRITE, 0, 4096, NAME);

	library.close(must(section, "CreateFileMapping"));
}

static void do_open(void)
{
	library.close(must(library.open(FILE_MAP_WRITE, FALSE, NAME),
			    "OpenFileMapping"));
}

static void do_map(void)
{
	library.unmap(must(library.map(library.section, FILE_MAP_WRITE, 0, 0,
					 0), "MapViewOfFile"));
}

static void do_touch(void)
{
	volatile char *view = must(library.map(library.section,
						FILE_MAP_WRITE, 0, 0, 0),
				   "MapViewOfFile");

	*view = 1;
	library.unmap((const void *)view);
}

static void do_last_error(void)
{
	library.last_error();
}

static const struct {
	const char *name;
	void (*once)(void);
} operations[] = {
	{ "CreateFileMapping of a new name + CloseHandle", do_create },
	{ "CreateFileMapping of an old name + CloseHandle", do_create_existing },
	{ "OpenFileMapping + CloseHandle", do_open },
	{ "MapViewOfFile + UnmapViewOfFile", do_map },
	{ "the same, and a touch of the page", do_touch },
	{ "GetLastError", do_last_error },
};

static double measure(void (*once)(void))
{
	uint64_t least = UINT64_MAX, begin, taken;
	int batch, round;

	for (batch = 0; batch < BATCHES; batch++) {
		begin = __rdtsc();
		for (round = 0; round < ROUNDS; round++)
			once();
		taken = __rdtsc() - begin;
		if (taken < least)
			least = taken;
	}
	return (double)least / ROUNDS;
}

static void measure_all(const char *path, double *costs)
{
	int status;
	pid_t child = fork();
	size_t i;

	if (!child) {
		load(path);
		library.section = must(library.create(INVALID_HANDLE_VALUE, NULL,
						      PAGE_READWRITE, 0, 4096,
						      NAME),
				       "CreateFileMapping");
		for (i = 0; i < ARRAYSIZE(operations); i++)
			costs[i] = measure(operations[i].once);
		exit(0);
	}
	if (waitpid(child, &status, 0) != child || status)
		exit(1);
}

int main(int argc, char **argv)
{
	const size_t count = ARRAYSIZE(operations);
	double *costs = mmap(NULL, 2 * count * sizeof(*costs),
			     PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
			     -1, 0);
	size_t i;

	if (argc != 3 || costs == MAP_FAILED)
		return 2;
	measure_all(argv[1], costs);
	measure_all(argv[2], costs + count);
	printf("%-48s %8s %8s  %5s\n", "operation", "now", "before", "ratio");
	for (i = 0; i < count; i++)
		printf("%-48s %8.0f %8.0f  %5.3f\n", operations[i].name,
		       costs[i], costs[count + i], costs[i] / costs[count + i]);
	return 0;
}
