/* SPDX-License-Identifier: MIT */
/* The calls. */
#ifndef NAMEDMAP_WINBASE_H
#define NAMEDMAP_WINBASE_H

#include "windef.h"
#include "winnt.h"
#include "minwinbase.h"
#include "errhandlingapi.h"
#include "fileapi.h"
#include "handleapi.h"
#include "libloaderapi.h"
#include "memoryapi.h"
#include "processenv.h"
#include "processthreadsapi.h"
#include "securitybaseapi.h"
#include "synchapi.h"
#include "sysinfoapi.h"

#define INFINITE			0xffffffffu

#define FILE_FLAG_WRITE_THROUGH		0x80000000u
#define FILE_FLAG_OVERLAPPED		0x40000000
#define FILE_FLAG_NO_BUFFERING		0x20000000
#define FILE_FLAG_RANDOM_ACCESS		0x10000000
#define FILE_FLAG_SEQUENTIAL_SCAN	0x08000000
#define FILE_FLAG_DELETE_ON_CLOSE	0x04000000
#define FILE_FLAG_BACKUP_SEMANTICS	0x02000000
#define FILE_FLAG_POSIX_SEMANTICS	0x01000000
#define FILE_FLAG_OPEN_REPARSE_POINT	0x00200000
#define FILE_FLAG_OPEN_NO_RECALL	0x00100000

#define FILE_BEGIN			0
#define FILE_CURRENT			1
#define FILE_END			2

#define FILE_TYPE_UNKNOWN		0
#define FILE_TYPE_DISK			1
#define FILE_TYPE_CHAR			2
#define FILE_TYPE_PIPE			3

#define HANDLE_FLAG_INHERIT		0x00000001
#define HANDLE_FLAG_PROTECT_FROM_CLOSE	0x00000002

#define LMEM_FIXED			0x0000
#define LMEM_ZEROINIT			0x0040
#define LPTR				(LMEM_FIXED | LMEM_ZEROINIT)

#define EqualMemory			RtlEqualMemory
#define ZeroMemory			RtlZeroMemory
#define FillMemory			RtlFillMemory
#define CopyMemory			RtlCopyMemory
#define MoveMemory			RtlMoveMemory

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A handle is a file descriptor in other clothes; these two convert. Like on
 * Windows, both then stand for one open object: closing either closes it.
 */
LONG_PTR _get_osfhandle(int fd) NAMEDMAP_SYMBOL(_get_osfhandle);
int _open_osfhandle(LONG_PTR osfhandle, int flags)
	NAMEDMAP_SYMBOL(_open_osfhandle);

/* Memory that other calls hand out or take over. */
HLOCAL WINAPI LocalAlloc(UINT uFlags, SIZE_T uBytes)
	NAMEDMAP_SYMBOL(LocalAlloc);
HLOCAL WINAPI LocalFree(HLOCAL hMem) NAMEDMAP_SYMBOL(LocalFree);

#ifdef __cplusplus
}
#endif

#endif
