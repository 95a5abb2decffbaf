/* SPDX-License-Identifier: MIT */
/* _get_osfhandle and _open_osfhandle are declared in windows.h. */
#ifndef NAMEDMAP_IO_H
#define NAMEDMAP_IO_H

#include "windows.h"

#ifndef _fileno
#define _fileno fileno
#endif

#endif
