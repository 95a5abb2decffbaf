// SPDX-License-Identifier: MIT
/* What lies at an address, and what the machine is. */
#include <errno.h>
#include <linux/futex.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

/* The process that a descriptor from pidfd_open(2) stands for, or -1. */
static pid_t process_of(int fd)
{
	char path[sizeof("/proc/self/fdinfo/") + 3 * sizeof(fd)], line[64];
	FILE *info;
	int pid = -1;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	info = fopen(path, "re");
	if (!info)
		return -1;
	while (fgets(line, sizeof(line), info) &&
	       sscanf(line, "Pid: %d", &pid) != 1)
		;
	fclose(info);
	return pid;
}

DWORD namedmap_check_own_process(HANDLE process)
{
	enum namedmap_handle_kind kind;
	int fd = namedmap_handle_fd(process);

	if (process == GetCurrentProcess())
		return ERROR_SUCCESS;
	namedmap_slots_lock();
	kind = namedmap_handle_kind_locked(fd);
	namedmap_slots_unlock();
	if (kind != HANDLE_PROCESS)
		return ERROR_INVALID_HANDLE;
	return process_of(fd) == getpid() ? ERROR_SUCCESS :
						     ERROR_NOT_SUPPORTED;
}

/* The kernel may have merged foreign memory with ours beside it. */
static void clip_mapping_locked(struct namedmap_mapping *mapping,
				uintptr_t page)
{
	struct namedmap_region *region;

	while (mapping->start < page &&
	       (region = namedmap_region_over_locked(mapping->start,
						     page - mapping->start)))
		mapping->start = region->base + region->size;
	while ((region = namedmap_region_over_locked(page,
						     mapping->end - page)))
		mapping->end = region->base;
}

static void query_mapping(const struct namedmap_mapping *mapping,
			  uintptr_t page, PMEMORY_BASIC_INFORMATION info)
{
	DWORD protection = namedmap_mapping_protection(mapping);

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

/* Every page of a view is as good as committed, see pages.c. */
static DWORD state_of(const struct namedmap_region *region,
		      const struct namedmap_pages *pages)
{
	return pages->committed || region->is_view ? MEM_COMMIT : MEM_RESERVE;
}

static void query_region_locked(const struct namedmap_region *region,
				uintptr_t page, PMEMORY_BASIC_INFORMATION info)
{
	struct namedmap_pages pages;
	uintptr_t end;

	namedmap_region_pages_locked(region, page, &pages);
	info->AllocationBase = (PVOID)region->base;
	info->AllocationProtect = region->protection;
	info->State = state_of(region, &pages);
	info->Protect = pages.protection;
	info->Type = region->is_view ? MEM_MAPPED : MEM_PRIVATE;
	do {
		end = pages.first + pages.size;
		if (end == namedmap_region_end(region))
			break;
		namedmap_region_pages_locked(region, end, &pages);
	} while (pages.protection == info->Protect &&
		 state_of(region, &pages) == info->State);
	info->RegionSize = end - page;
}

static void query_locked(uintptr_t page, PMEMORY_BASIC_INFORMATION info)
{
	const struct namedmap_region *region =
		namedmap_region_over_locked(page, 1);
	struct namedmap_mapping mapping;

	/* Its pages may have gone already, by munmap(2) for instance. */
	if (region && namedmap_is_mapped(page)) {
		query_region_locked(region, page, info);
	} else if (!namedmap_mapping_find(page, &mapping)) {
		query_free(page, namedmap_highest_address() + 1, info);
	} else if (page < mapping.start) {
		query_free(page, mapping.start, info);
	} else {
		if (!region)
			clip_mapping_locked(&mapping, page);
		query_mapping(&mapping, page, info);
	}
}

SIZE_T WINAPI VirtualQuery(LPCVOID address, PMEMORY_BASIC_INFORMATION info,
			   SIZE_T length)
{
	uintptr_t page = namedmap_page_of((uintptr_t)address);

	if ((uintptr_t)address > namedmap_highest_address()) {
		namedmap_fail(ERROR_INVALID_PARAMETER);
		return 0;
	}
	if (length < sizeof(*info)) {
		namedmap_fail(ERROR_BAD_LENGTH);
		return 0;
	}
	memset(info, 0, sizeof(*info));
	info->BaseAddress = (PVOID)page;
	namedmap_regions_lock();
	query_locked(page, info);
	namedmap_regions_unlock();
	return sizeof(*info);
}

SIZE_T WINAPI VirtualQueryEx(HANDLE process, LPCVOID address,
			     PMEMORY_BASIC_INFORMATION info, SIZE_T length)
{
	DWORD error = namedmap_check_own_process(process);

	if (error) {
		namedmap_fail(error);
		return 0;
	}
	return VirtualQuery(address, info, length);
}

/* The one class there is, and it is refused. */
BOOL WINAPI QueryVirtualMemoryInformation(HANDLE process, const VOID *address,
					  WIN32_MEMORY_INFORMATION_CLASS class,
					  PVOID info, SIZE_T size,
					  PSIZE_T returned)
{
	DWORD error = namedmap_check_own_process(process);

	(void)address;
	(void)info;
	(void)size;
	(void)returned;
	if (!error)
		error = class == MemoryRegionInfo ? ERROR_NOT_SUPPORTED :
						    ERROR_INVALID_PARAMETER;
	return namedmap_fail(error);
}

/*
 * Can the page be touched? The kernel touches it for us, and answers EFAULT
 * where we would have died. Nothing changes: a wait that is over at once reads
 * a word, and the other call ORs a zero into it. At worst it wakes a thread
 * that waits there, and whoever waits for a futex must look again anyway.
 */
static bool page_answers(uintptr_t page, bool write)
{
	const struct timespec at_once = { 0 };
	uint32_t ours = 0;
	long result;

	if (write)
		result = syscall(SYS_futex, &ours, FUTEX_WAKE_OP_PRIVATE, 0,
				 NULL, page,
				 FUTEX_OP(FUTEX_OP_OR, 0, FUTEX_OP_CMP_EQ, 0));
	else
		result = syscall(SYS_futex, page, FUTEX_WAIT_PRIVATE, 0,
				 &at_once, NULL, 0);
	return result >= 0 || errno != EFAULT;
}

static BOOL is_bad(LPCVOID pointer, UINT_PTR length, bool write)
{
	uintptr_t first = (uintptr_t)pointer, last = first + (length - 1);
	uintptr_t page;

	if (!length)
		return FALSE;
	if (!pointer || last < first || last > namedmap_highest_address())
		return TRUE;
	for (page = namedmap_page_of(first); page <= last;
	     page += namedmap_page_size()) {
		if (!page_answers(page, write))
			return TRUE;
	}
	return FALSE;
}

BOOL WINAPI IsBadReadPtr(LPCVOID pointer, UINT_PTR length)
{
	return is_bad(pointer, length, false);
}

BOOL WINAPI IsBadWritePtr(LPVOID pointer, UINT_PTR length)
{
	return is_bad(pointer, length, true);
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
