/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Data that says when it was written: every word of a page carries the run and
 * the number of the write. A promise is that a page has at least that number.
 */
#ifndef NAMEDMAP_CRASH_PROMISE_H
#define NAMEDMAP_CRASH_PROMISE_H

#include <errno.h>
#include <fcntl.h>
#include <linux/namedmap.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PAGE 4096
#define PAGES 256		/* in a complete file */
#define WORDS (PAGE / 8)

struct promise {
	uint32_t run, number, page;
};

static inline uint64_t stamp(const struct promise *promise)
{
	return (uint64_t)promise->run << 40 | (uint64_t)promise->number << 16 |
	       promise->page;
}

static inline void write_promise(void *view, const struct promise *promise)
{
	uint64_t *words = (uint64_t *)((char *)view + promise->page * PAGE);
	int i;

	for (i = 0; i < WORDS; i++)
		words[i] = stamp(promise);
}

/*
 * Whether the file keeps the promise: each word of the page is of that write or
 * of a later one.
 */
static inline int is_kept(int file, const struct promise *promise)
{
	uint64_t words[WORDS];
	int i;

	if (pread(file, words, PAGE, (off_t)promise->page * PAGE) != PAGE)
		return 0;
	for (i = 0; i < WORDS; i++) {
		if (words[i] < stamp(promise) ||
		    (words[i] & 0xffff) != promise->page)
			return 0;
	}
	return 1;
}

/* A section of so many pages on the file, which grows to that size. */
static inline int create_section(int device, int file, unsigned int pages)
{
	struct namedmap_create create = {
		.size = sizeof(create),
		.access = NAMEDMAP_RIGHTS_SECTION_ALL,
		.protection = NAMEDMAP_PAGE_READWRITE,
		.section_size = (uint64_t)pages * PAGE,
		.backing_fd = file,
		.mode = 0600,
	};

	return ioctl(device, NAMEDMAP_IOC_CREATE, &create) ? -1 :
	       create.out_handle;
}

/* All of a section's pages, or NULL. */
static inline void *map_section(int section, unsigned int pages)
{
	void *view = mmap(NULL, (size_t)pages * PAGE, PROT_READ | PROT_WRITE,
			  MAP_SHARED, section, 0);

	return view == MAP_FAILED ? NULL : view;
}

/* The ways to have a page on the disk for good when the call returns. */
static inline int make_durable(int section, int file, void *view,
			       const struct promise *promise)
{
	struct namedmap_flush flush = {
		.size = sizeof(flush), .handle = -1,
		.offset = (uint64_t)promise->page * PAGE, .length = PAGE,
	};

	switch (promise->number % 3) {
	case 0:			/* the library's FlushViewOfFile, FlushFileBuffers */
		return msync((char *)view + promise->page * PAGE, PAGE, MS_SYNC) ?:
		       fsync(file);
	case 1:
		return ioctl(section, NAMEDMAP_IOC_FLUSH, &flush) ?: fsync(file);
	default:		/* what the header promises of the ioctl alone */
		return ioctl(section, NAMEDMAP_IOC_FLUSH, &flush);
	}
}

#endif /* NAMEDMAP_CRASH_PROMISE_H */
