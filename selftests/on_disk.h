/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the disk itself has of a file, past the page cache: the block is asked
 * of the file system and read from the block device.
 */
#ifndef NAMEDMAP_ON_DISK_H
#define NAMEDMAP_ON_DISK_H

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* Open the block device under a directory, past the cache: fd or -errno. */
static inline int disk_open(const char *directory)
{
	char link[64], target[PATH_MAX], path[PATH_MAX];
	struct stat stat_;
	ssize_t length;
	int fd;

	if (stat(directory, &stat_))
		return -errno;
	snprintf(link, sizeof(link), "/sys/dev/block/%u:%u",
		 major(stat_.st_dev), minor(stat_.st_dev));
	length = readlink(link, target, sizeof(target) - 1);
	if (length < 0)
		return -errno;
	target[length] = 0;
	snprintf(path, sizeof(path), "/dev/%s", strrchr(target, '/') + 1);
	fd = open(path, O_RDONLY | O_DIRECT | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/*
 * Read the 4 KiB of @file at @offset (a multiple of 4 KiB) from @disk.
 * 1: read; 0: the file system has no written block there yet; or -errno.
 */
static inline int disk_read(int disk, int file, off_t offset, void *page)
{
	static unsigned char buffer[4096] __attribute__((aligned(4096)));
	struct {
		struct fiemap map;
		struct fiemap_extent extent;
	} query = {
		.map = { .fm_start = offset, .fm_length = 1, .fm_extent_count = 1 },
	};
	const unsigned int absent = FIEMAP_EXTENT_UNKNOWN |
		FIEMAP_EXTENT_DELALLOC | FIEMAP_EXTENT_UNWRITTEN;

	if (ioctl(file, FS_IOC_FIEMAP, &query))
		return -errno;
	if (!query.map.fm_mapped_extents || query.extent.fe_flags & absent)
		return 0;
	if (pread(disk, buffer, sizeof(buffer), query.extent.fe_physical +
		  (offset - query.extent.fe_logical)) != sizeof(buffer))
		return errno ? -errno : -EIO;
	memcpy(page, buffer, sizeof(buffer));
	return 1;
}

#endif /* NAMEDMAP_ON_DISK_H */
