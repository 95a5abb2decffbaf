/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What tests of backing files share: a file of known bytes, and every page
 * protection.
 */
#ifndef NAMEDMAP_BACKING_H
#define NAMEDMAP_BACKING_H

#include <linux/fs.h>

#include "namedmap_utils.h"

static const __u32 protections[] __maybe_unused = {
	NAMEDMAP_PAGE_READONLY, NAMEDMAP_PAGE_READWRITE, NAMEDMAP_PAGE_WRITECOPY,
	NAMEDMAP_PAGE_EXECUTE_READ, NAMEDMAP_PAGE_EXECUTE_READWRITE,
	NAMEDMAP_PAGE_EXECUTE_WRITECOPY,
};

static __maybe_unused bool writable(__u32 protection)
{
	return protection == NAMEDMAP_PAGE_READWRITE ||
	       protection == NAMEDMAP_PAGE_EXECUTE_READWRITE;
}

#define LENGTH 10000

/* A new file of LENGTH bytes, all 'f'. */
static __maybe_unused int make_file(struct place *place, const char *name)
{
	int file = place_file(place, name, 0);
	char bytes[LENGTH];

	memset(bytes, 'f', LENGTH);
	if (file >= 0 && (write(file, bytes, LENGTH) != LENGTH || fsync(file)))
		return -errno;
	return file;
}

/* Exactly the bytes it had, and as many. */
#define EXPECT_FILE_AS_IT_WAS() do {					       \
	char __bytes[LENGTH];						       \
	int __i;							       \
									       \
	EXPECT_EQ(LENGTH, file_size(self->file));			       \
	EXPECT_EQ(LENGTH, pread(self->file, __bytes, LENGTH, 0));	       \
	for (__i = 0; __i < LENGTH && __bytes[__i] == 'f'; __i++)	       \
		;							       \
	EXPECT_EQ(LENGTH, __i);						       \
} while (0)

/* Flags of an ext4 file. */
static __maybe_unused int set_flags(int fd, unsigned int set, unsigned int clear)
{
	unsigned int flags;

	if (ioctl(fd, FS_IOC_GETFLAGS, &flags))
		return -errno;
	flags = (flags & ~clear) | set;
	return ioctl(fd, FS_IOC_SETFLAGS, &flags) ? -errno : 0;
}

#endif /* NAMEDMAP_BACKING_H */
