// SPDX-License-Identifier: MIT
/* LocalAlloc and LocalFree, with which other calls' results are freed. */
#include <stdlib.h>

#include "internal.h"

HLOCAL WINAPI LocalAlloc(UINT flags, SIZE_T size)
{
	void *memory;

	if (flags & ~(UINT)LMEM_ZEROINIT)
		return namedmap_fail_handle(ERROR_NOT_SUPPORTED);
	memory = calloc(1, size ? size : 1);
	if (!memory)
		namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
	return memory;
}

HLOCAL WINAPI LocalFree(HLOCAL memory)
{
	free(memory);
	return NULL;
}
