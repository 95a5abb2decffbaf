/* SPDX-License-Identifier: MIT */
/* What the fuzzers of the library's parsers share. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdlib.h>
#include <string.h>

#include "../../src/internal.h"

/* libFuzzer keeps the input. */
#define HOLDS(condition) do { \
	if (!(condition)) { \
		fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, \
			__LINE__, #condition); \
		abort(); \
	} \
} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A copy as long as it has to be, which the sanitizer watches. */
static inline void *fuzz_copy(const void *from, size_t size, size_t more)
{
	char *copy = calloc(size + more, 1);

	HOLDS(copy);
	if (size)
		memcpy(copy, from, size);
	return copy;
}

#endif
