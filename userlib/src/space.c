// SPDX-License-Identifier: MIT
/* The address space: pages, bounds, and what the kernel says is in it. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "internal.h"

size_t namedmap_page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

size_t namedmap_round_to_page(size_t length)
{
	size_t page = namedmap_page_size();

	return (length + page - 1) & ~(page - 1);
}

uintptr_t namedmap_page_of(uintptr_t address)
{
	return address & ~(uintptr_t)(namedmap_page_size() - 1);
}

/* The last byte that a program can have mapped. */
uintptr_t namedmap_highest_address(void)
{
#if UINTPTR_MAX == UINT32_MAX
	return 0xffffffff - 2 * namedmap_page_size();
#elif defined(__x86_64__)
	return (UINT64_C(1) << 47) - namedmap_page_size() - 1;
#else
	return (UINT64_C(1) << 48) - 1;
#endif
}

bool namedmap_is_mapped(uintptr_t page)
{
	unsigned char resident;

	return !mincore((void *)page, 1, &resident) || errno != ENOMEM;
}

bool namedmap_maps_open(struct namedmap_maps *maps)
{
	maps->line = NULL;
	maps->room = 0;
	maps->stream = fopen("/proc/self/maps", "re");
	return maps->stream;
}

bool namedmap_maps_next(struct namedmap_maps *maps,
			struct namedmap_mapping *mapping)
{
	uintmax_t inode;

	while (getline(&maps->line, &maps->room, maps->stream) > 0) {
		if (sscanf(maps->line,
			   "%" SCNxPTR "-%" SCNxPTR " %4s %*s %*s %" SCNuMAX,
			   &mapping->start, &mapping->end, mapping->prot,
			   &inode) != 4)
			continue;
		mapping->file = inode;
		return true;
	}
	/* NOLINTNEXTLINE(clang-analyzer-unix.Stream): the caller closes it */
	return false;
}

void namedmap_maps_close(struct namedmap_maps *maps)
{
	free(maps->line);
	fclose(maps->stream);
}

bool namedmap_mapping_find(uintptr_t address, struct namedmap_mapping *mapping)
{
	struct namedmap_maps maps;
	bool found = false;

	if (!namedmap_maps_open(&maps))
		return false;
	while (!found && namedmap_maps_next(&maps, mapping))
		found = address < mapping->end;
	namedmap_maps_close(&maps);
	return found;
}

DWORD namedmap_mapping_protection(const struct namedmap_mapping *mapping)
{
	bool read = mapping->prot[0] == 'r', write = mapping->prot[1] == 'w';
	bool execute = mapping->prot[2] == 'x';

	if (write && mapping->file && mapping->prot[3] == 'p')
		return execute ? PAGE_EXECUTE_WRITECOPY : PAGE_WRITECOPY;
	if (write)
		return execute ? PAGE_EXECUTE_READWRITE : PAGE_READWRITE;
	if (read)
		return execute ? PAGE_EXECUTE_READ : PAGE_READONLY;
	return execute ? PAGE_EXECUTE : PAGE_NOACCESS;
}

static uintptr_t round_up(uintptr_t address, uintptr_t multiple)
{
	return (address + multiple - 1) & ~(multiple - 1);
}

uintptr_t namedmap_space_find(const struct namedmap_limits *limits, size_t size)
{
	uintptr_t multiple = limits->alignment ? limits->alignment :
						 ALLOCATION_GRANULARITY;
	struct namedmap_mapping mapping;
	struct namedmap_maps maps;
	uintptr_t base = limits->lowest;

	base = round_up(base < LOWEST_ADDRESS ? LOWEST_ADDRESS : base,
			multiple);
	if (!namedmap_maps_open(&maps))
		return 0;
	while (namedmap_maps_next(&maps, &mapping)) {
		if (mapping.end <= base)
			continue;
		if (mapping.start > base && mapping.start - base >= size)
			break;
		base = round_up(mapping.end, multiple);
	}
	/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): this frees the line */
	namedmap_maps_close(&maps);
	return base <= limits->highest && size - 1 <= limits->highest - base ?
	       base : 0;
}

void *namedmap_space_reserve(size_t size)
{
	const size_t spare = ALLOCATION_GRANULARITY - namedmap_page_size();
	uintptr_t start, base, end;
	void *room;

	if (size > SIZE_MAX - spare) {
		errno = ENOMEM;
		return MAP_FAILED;
	}
	room = mmap(NULL, size + spare, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS,
		    -1, 0);
	if (room == MAP_FAILED)
		return room;
	start = (uintptr_t)room;
	end = start + size + spare;
	base = round_up(start, ALLOCATION_GRANULARITY);
	if (base > start)
		munmap(room, base - start);
	if (end > base + size)
		munmap((void *)(base + size), end - base - size);
	return (void *)base;
}
