/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Records that say when they were written: every word carries the run and the
 * number of the write, who wrote it and where. A promise is that all words of a
 * record have at least that number.
 *
 * Every fourth page is shared, each writer has a record in it; the others have one
 * record each.
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
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGE 4096
#define PAGES 256		/* in a complete file */
#define WRITERS 3		/* at most 4 */
#define WORDS (PAGE / 8)	/* in the longest record */
#define PLACE_BITS 19		/* of a stamp: writer, page and word */
/* Any odd number; what is not a stamp times it hardly is another one. */
#define SCRAMBLE 0x9e3779b97f4a7c15ull

struct promise {
	uint32_t run, number, page, writer;
};

static inline int is_shared(uint32_t page)
{
	return page % 4 == 3;
}

static inline uint32_t record_length(const struct promise *promise)
{
	return is_shared(promise->page) ? PAGE / 4 : PAGE;
}

static inline uint32_t record_offset(const struct promise *promise)
{
	return promise->page * PAGE +
	       (is_shared(promise->page) ? promise->writer * (PAGE / 4) : 0);
}

static inline uint64_t stamp(const struct promise *promise, uint32_t word)
{
	uint64_t number = (uint64_t)promise->run << 24 | promise->number;

	return number << PLACE_BITS | promise->writer << 17 |
	       promise->page << 9 | word;
}

static inline void write_promise(void *view, const struct promise *promise)
{
	uint64_t *words = (uint64_t *)((char *)view + record_offset(promise));
	uint32_t i;

	for (i = 0; i < record_length(promise) / 8; i++)
		words[i] = stamp(promise, i) * SCRAMBLE;
}

/* The number by which SCRAMBLE can be taken back, by Newton's method. */
static inline uint64_t unscramble(uint64_t word)
{
	uint64_t inverse = SCRAMBLE;
	int i;

	for (i = 0; i < 5; i++)
		inverse *= 2 - SCRAMBLE * inverse;
	return word * inverse;
}

/*
 * Whether the file keeps the promise: each word of the record is of that write or
 * of a later one.
 */
static inline int is_kept(int file, const struct promise *promise)
{
	uint32_t i, length = record_length(promise);
	uint64_t words[WORDS], found, wanted;

	if (pread(file, words, length, record_offset(promise)) != length)
		return 0;
	for (i = 0; i < length / 8; i++) {
		found = unscramble(words[i]);
		wanted = stamp(promise, i);
		if (found < wanted || (found ^ wanted) & ((1 << PLACE_BITS) - 1))
			return 0;
	}
	return 1;
}

#endif /* NAMEDMAP_CRASH_PROMISE_H */
