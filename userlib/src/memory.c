// SPDX-License-Identifier: MIT
/* VirtualQuery and GetSystemInfo. */
#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "internal.h"

#define LOWEST_ADDRESS 0x10000u

size_t namedmap_page_size(void)
{
	static size_t size;

	if (!size)
		size = (size_t)sysconf(_SC_PAGESIZE);
	return size;
}

size_t namedmap_round_to_page(size_t length)
{
	size_t page = namedmap_page_size();

	return (length + page - 1) & ~(page - 1);
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

/* A line of /proc/self/maps. */
struct mapping {
	uintptr_t start;
	uintptr_t end;
	char prot[5];
	bool file;
};

/* The mapping at the address, or the first one after it; false: none. */
static bool mapping_find(uintptr_t address, struct mapping *mapping)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	char *line = NULL;
	size_t room = 0;
	uintmax_t inode;
	bool found = false;

	if (!maps)
		return false;
	while (!found && getline(&line, &room, maps) > 0) {
		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %4s %*s %*s %" SCNuMAX,
			   &mapping->start, &mapping->end, mapping->prot,
			   &inode) != 4)
			continue;
		mapping->file = inode;
		found = address < mapping->end;
	}
	free(line);
	fclose(maps);
	return found;
}

static DWORD protection_of_prot(const char *prot, bool file)
{
	bool read = prot[0] == 'r', write = prot[1] == 'w';
	bool execute = prot[2] == 'x';

	if (write && file && prot[3] == 'p')
		return execute ? PAGE_EXECUTE_WRITECOPY : PAGE_WRITECOPY;
	if (write)
		return execute ? PAGE_EXECUTE_READWRITE : PAGE_READWRITE;
	if (read)
		return execute ? PAGE_EXECUTE_READ : PAGE_READONLY;
	return execute ? PAGE_EXECUTE : PAGE_NOACCESS;
}

static void query_mapping(const struct mapping *mapping, uintptr_t page,
			  PMEMORY_BASIC_INFORMATION info)
{
	DWORD protection = protection_of_prot(mapping->prot, mapping->file);

	info->AllocationBase = (PVOID)mapping->start;
	info->AllocationProtect = protection;
	info->RegionSize = mapping->end - page;
	info->Type = mapping->file ? MEM_MAPPED : MEM_PRIVATE;
	/* Inaccessible anonymous memory is address space kept for later. */
	if (!mapping->file && protection == PAGE_NOACCESS) {
		info->State = MEM_RESERVE;
		return;
	}
	info->State = MEM_COMMIT;
	info->Protect = protection;
}

static void query_free(uintptr_t page, uintptr_t end,
		       PMEMORY_BASIC_INFORMATION info)
{
	info->RegionSize = end - page;
	info->State = MEM_FREE;
	info->Protect = PAGE_NOACCESS;
}

static void query_view(const struct namedmap_view *view, uintptr_t page,
		       PMEMORY_BASIC_INFORMATION info)
{
	info->AllocationBase = (PVOID)view->base;
	info->AllocationProtect = view->protection;
	info->RegionSize = view->base + view->size - page;
	info->State = MEM_COMMIT;
	info->Protect = view->protection;
	info->Type = MEM_MAPPED;
}

/* A view may have gone by munmap(2). */
static bool is_mapped(uintptr_t page)
{
	unsigned char resident;

	return !mincore((void *)page, 1, &resident) || errno != ENOMEM;
}

SIZE_T WINAPI VirtualQuery(LPCVOID address, PMEMORY_BASIC_INFORMATION info,
			   SIZE_T length)
{
	uintptr_t page = (uintptr_t)address & ~(namedmap_page_size() - 1);
	uintptr_t highest = namedmap_highest_address();
	struct namedmap_view view;
	struct mapping mapping;

	if ((uintptr_t)address > highest) {
		namedmap_fail(ERROR_INVALID_PARAMETER);
		return 0;
	}
	if (length < sizeof(*info)) {
		namedmap_fail(ERROR_BAD_LENGTH);
		return 0;
	}
	memset(info, 0, sizeof(*info));
	info->BaseAddress = (PVOID)page;
	if (namedmap_view_find(address, &view) && is_mapped(page))
		query_view(&view, page, info);
	else if (!mapping_find(page, &mapping))
		query_free(page, highest + 1, info);
	else if (page < mapping.start)
		query_free(page, mapping.start, info);
	else
		query_mapping(&mapping, page, info);
	return sizeof(*info);
}

static DWORD_PTR active_processors(void)
{
	DWORD_PTR mask = 0;
	cpu_set_t set;
	size_t i;

	if (sched_getaffinity(0, sizeof(set), &set))
		return 1;
	for (i = 0; i < sizeof(mask) * 8; i++) {
		if (CPU_ISSET(i, &set))
			mask |= (DWORD_PTR)1 << i;
	}
	return mask;
}

VOID WINAPI GetSystemInfo(LPSYSTEM_INFO info)
{
	memset(info, 0, sizeof(*info));
#if defined(__x86_64__)
	info->wProcessorArchitecture = PROCESSOR_ARCHITECTURE_AMD64;
	info->dwProcessorType = PROCESSOR_AMD_X8664;
#elif defined(__i386__)
	info->wProcessorArchitecture = PROCESSOR_ARCHITECTURE_INTEL;
	info->dwProcessorType = PROCESSOR_INTEL_PENTIUM;
#elif defined(__aarch64__)
	info->wProcessorArchitecture = PROCESSOR_ARCHITECTURE_ARM64;
#else
	info->wProcessorArchitecture = PROCESSOR_ARCHITECTURE_UNKNOWN;
#endif
	info->wProcessorLevel = 6;
	info->dwPageSize = (DWORD)namedmap_page_size();
	info->lpMinimumApplicationAddress = (LPVOID)(uintptr_t)LOWEST_ADDRESS;
	info->lpMaximumApplicationAddress = (LPVOID)namedmap_highest_address();
	info->dwActiveProcessorMask = active_processors();
	info->dwNumberOfProcessors = (DWORD)sysconf(_SC_NPROCESSORS_ONLN);
	info->dwAllocationGranularity = ALLOCATION_GRANULARITY;
}
