/* SPDX-License-Identifier: MIT */
/* Directories, under Microsoft's names. */
#ifndef NAMEDMAP_DIRECT_H
#define NAMEDMAP_DIRECT_H

#include <sys/stat.h>
#include <unistd.h>

#define _mkdir(path) mkdir((path), 0777)
#define _rmdir rmdir
#define _chdir chdir
#define _getcwd getcwd

#endif
