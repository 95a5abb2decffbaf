// SPDX-License-Identifier: MIT
/*
 * TlsAlloc and its kin: an index is the number of one of the C library's keys,
 * and only those count that were made here.
 */
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>

#include "internal.h"

static atomic_bool is_index[PTHREAD_KEYS_MAX];

static bool known(DWORD index)
{
	if (index < PTHREAD_KEYS_MAX && atomic_load(&is_index[index]))
		return true;
	namedmap_fail(ERROR_INVALID_PARAMETER);
	return false;
}

DWORD WINAPI TlsAlloc(VOID)
{
	pthread_key_t key;

	if (pthread_key_create(&key, NULL)) {
		namedmap_fail(ERROR_NO_MORE_ITEMS);
		return TLS_OUT_OF_INDEXES;
	}
	atomic_store(&is_index[key], true);
	return key;
}

BOOL WINAPI TlsFree(DWORD index)
{
	if (!known(index) || !atomic_exchange(&is_index[index], false))
		return FALSE;
	pthread_key_delete(index);
	return TRUE;
}

/* A value may be NULL, so success is told as well. */
LPVOID WINAPI TlsGetValue(DWORD index)
{
	if (!known(index))
		return NULL;
	namedmap_fail(ERROR_SUCCESS);
	return pthread_getspecific(index);
}

BOOL WINAPI TlsSetValue(DWORD index, LPVOID value)
{
	if (!known(index))
		return FALSE;
	if (!pthread_setspecific(index, value))
		return TRUE;
	return namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
}
