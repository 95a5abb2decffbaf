// SPDX-License-Identifier: MIT
/* The extended parameters of MapViewOfFile3 and VirtualAlloc2. */
#include <stdio.h>
#include <unistd.h>

#include "internal.h"

/* A preference, and Linux prefers the node of whoever touches a page first. */
bool namedmap_is_node(DWORD node)
{
	char path[48];

	if (!node || node == NUMA_NO_PREFERRED_NODE)
		return true;
	snprintf(path, sizeof(path), "/sys/devices/system/node/node%u", node);
	return !access(path, F_OK);
}

static bool is_power_of_two(size_t number)
{
	return number && !(number & (number - 1));
}

static DWORD read_requirements(const MEM_ADDRESS_REQUIREMENTS *wanted,
			       struct namedmap_limits *limits)
{
	uintptr_t limit = namedmap_highest_address();

	if (!wanted)
		return ERROR_NOACCESS;
	limits->lowest = (uintptr_t)wanted->LowestStartingAddress;
	limits->highest = (uintptr_t)wanted->HighestEndingAddress;
	limits->alignment = wanted->Alignment;
	limits->given = limits->lowest || limits->highest || limits->alignment;
	if (limits->given && !limits->highest)
		limits->highest = limit;
	if (limits->lowest % ALLOCATION_GRANULARITY ||
	    limits->lowest > limits->highest || limits->highest > limit ||
	    (limits->highest && (limits->highest + 1) % namedmap_page_size()))
		return ERROR_INVALID_PARAMETER;
	if (limits->alignment && (limits->alignment < ALLOCATION_GRANULARITY ||
				  !is_power_of_two(limits->alignment)))
		return ERROR_INVALID_PARAMETER;
	return ERROR_SUCCESS;
}

static DWORD read_parameter(const MEM_EXTENDED_PARAMETER *parameter,
			    struct namedmap_limits *limits)
{
	if (parameter->Reserved)
		return ERROR_INVALID_PARAMETER;
	switch (parameter->Type) {
	case MemExtendedParameterAddressRequirements:
		return read_requirements(parameter->Pointer, limits);
	case MemExtendedParameterNumaNode:
		return namedmap_is_node(parameter->ULong) ?
		       ERROR_SUCCESS : ERROR_INVALID_PARAMETER;
	default:
		return ERROR_INVALID_PARAMETER;
	}
}

DWORD namedmap_parameters_read(const MEM_EXTENDED_PARAMETER *parameters,
			       ULONG count, struct namedmap_limits *limits)
{
	DWORD error = ERROR_SUCCESS;
	uint64_t seen = 0;
	ULONG i;

	if (count && !parameters)
		return ERROR_INVALID_PARAMETER;
	for (i = 0; !error && i < count; i++) {
		error = read_parameter(&parameters[i], limits);
		/* Each kind at most once; unknown ones did not get here. */
		if (!error && seen & UINT64_C(1) << parameters[i].Type)
			error = ERROR_INVALID_PARAMETER;
		if (!error)
			seen |= UINT64_C(1) << parameters[i].Type;
	}
	return error;
}
