/* SPDX-License-Identifier: MIT */
/*
 * Descriptors, under Microsoft's names. _get_osfhandle and _open_osfhandle are
 * declared in windows.h.
 */
#ifndef NAMEDMAP_IO_H
#define NAMEDMAP_IO_H

#include <fcntl.h>
#include <unistd.h>

#include "windows.h"

#define _O_RDONLY O_RDONLY
#define _O_WRONLY O_WRONLY
#define _O_RDWR O_RDWR
#define _O_APPEND O_APPEND
#define _O_CREAT O_CREAT
#define _O_EXCL O_EXCL
#define _O_TRUNC O_TRUNC
/* There is one way to write a line's end. */
#define _O_BINARY 0
#define _O_TEXT 0
#ifndef O_BINARY
#define O_BINARY 0
#define O_TEXT 0
#endif

#define _access access
#define _chmod chmod
#define _close close
#define _commit fsync
#define _dup dup
#define _dup2 dup2
#define _isatty isatty
#define _lseek lseek
#define _lseeki64 lseek
#define _open open
#define _read read
#define _unlink unlink
#define _write write

/* Nothing is translated, so nothing changes. */
NAMEDMAP_INLINE int _setmode(int fd, int mode)
{
	(void)fd;
	return mode;
}

#endif
