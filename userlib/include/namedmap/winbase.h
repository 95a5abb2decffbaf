/* SPDX-License-Identifier: MIT */
/* The calls. */
#ifndef NAMEDMAP_WINBASE_H
#define NAMEDMAP_WINBASE_H

#include "windef.h"
#include "winnt.h"
#include "winerror.h"
#include "minwinbase.h"
#include "consoleapi.h"
#include "debugapi.h"
#include "errhandlingapi.h"
#include "fileapi.h"
#include "handleapi.h"
#include "heapapi.h"
#include "libloaderapi.h"
#include "memoryapi.h"
#include "processenv.h"
#include "processthreadsapi.h"
#include "profileapi.h"
#include "securitybaseapi.h"
#include "stringapiset.h"
#include "synchapi.h"
#include "sysinfoapi.h"
#include "timezoneapi.h"

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
#define LMEM_MOVEABLE			0x0002
#define LMEM_NOCOMPACT			0x0010
#define LMEM_NODISCARD			0x0020
#define LMEM_ZEROINIT			0x0040
#define LMEM_MODIFY			0x0080
#define LMEM_INVALID_HANDLE		0x8000
#define LHND				(LMEM_MOVEABLE | LMEM_ZEROINIT)
#define LPTR				(LMEM_FIXED | LMEM_ZEROINIT)
#define GMEM_FIXED			0x0000
#define GMEM_MOVEABLE			0x0002
#define GMEM_NOCOMPACT			0x0010
#define GMEM_NODISCARD			0x0020
#define GMEM_ZEROINIT			0x0040
#define GMEM_MODIFY			0x0080
#define GMEM_SHARE			0x2000
#define GMEM_DDESHARE			0x2000
#define GMEM_INVALID_HANDLE		0x8000
#define GHND				(GMEM_MOVEABLE | GMEM_ZEROINIT)
#define GPTR				(GMEM_FIXED | GMEM_ZEROINIT)

#define FORMAT_MESSAGE_ALLOCATE_BUFFER	0x00000100
#define FORMAT_MESSAGE_IGNORE_INSERTS	0x00000200
#define FORMAT_MESSAGE_FROM_STRING	0x00000400
#define FORMAT_MESSAGE_FROM_HMODULE	0x00000800
#define FORMAT_MESSAGE_FROM_SYSTEM	0x00001000
#define FORMAT_MESSAGE_ARGUMENT_ARRAY	0x00002000
#define FORMAT_MESSAGE_MAX_WIDTH_MASK	0x000000ff

#define LANG_NEUTRAL			0x00
#define LANG_ENGLISH			0x09
#define SUBLANG_NEUTRAL			0x00
#define SUBLANG_DEFAULT			0x01
#define SUBLANG_SYS_DEFAULT		0x02
#define SUBLANG_ENGLISH_US		0x01
#define MAKELANGID(language, sub) ((WORD)((WORD)(sub) << 10 | (WORD)(language)))
#define LANG_USER_DEFAULT MAKELANGID(LANG_NEUTRAL, SUBLANG_DEFAULT)
#define LANG_SYSTEM_DEFAULT MAKELANGID(LANG_NEUTRAL, SUBLANG_SYS_DEFAULT)

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
HLOCAL WINAPI LocalReAlloc(HLOCAL hMem, SIZE_T uBytes, UINT uFlags)
	NAMEDMAP_SYMBOL(LocalReAlloc);
SIZE_T WINAPI LocalSize(HLOCAL hMem) NAMEDMAP_SYMBOL(LocalSize);

/* Memory does not move, so to lock it is to have its address. */
NAMEDMAP_INLINE LPVOID LocalLock(HLOCAL memory)
{
	return memory;
}

NAMEDMAP_INLINE BOOL LocalUnlock(HLOCAL memory)
{
	(void)memory;
	SetLastError(ERROR_SUCCESS);
	return FALSE;
}

#define GlobalAlloc			LocalAlloc
#define GlobalReAlloc			LocalReAlloc
#define GlobalFree			LocalFree
#define GlobalSize			LocalSize
#define GlobalLock			LocalLock
#define GlobalUnlock			LocalUnlock
#define GlobalHandle(memory)		((HGLOBAL)(memory))
#define LocalHandle(memory)		((HLOCAL)(memory))

DWORD WINAPI FormatMessageA(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId,
	DWORD dwLanguageId, LPSTR lpBuffer, DWORD nSize, va_list *Arguments)
	NAMEDMAP_SYMBOL(FormatMessageA);
DWORD WINAPI FormatMessageW(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId,
	DWORD dwLanguageId, LPWSTR lpBuffer, DWORD nSize, va_list *Arguments)
	NAMEDMAP_SYMBOL(FormatMessageW);

#ifdef __cplusplus
}
#endif

#define FormatMessage			NAMEDMAP_AW(FormatMessage)

#endif
