// SPDX-License-Identifier: MIT
/*
 * How many different inputs the matrices try. Every process that runs a row
 * writes them to one file, a line each; equal lines count once.
 */
#include "conformance.h"

/* On a machine that is so many times slower, a matrix tries one tuple of 8. */
#define SLOW	10
#define ONE_OF	8

static char path[600];
static FILE *stream;

/* At once, so that it is no handle that a case left over. */
void tuples_go_to(const char *file)
{
	snprintf(path, sizeof(path), "%s", file);
	stream = fopen(path, "ab");
}

const char *tuples_path(void)
{
	return path;
}

void tuples_begin(void)
{
	char file[600];

	snprintf(file, sizeof(file), "%sconformance-%u-tuples",
		 platform_directory(), (unsigned int)GetCurrentProcessId());
	remove(file);
	tuples_go_to(file);
}

/* Before the first case, for which it would be a handle left open. */
void tuples_open(void)
{
	if (*path)
		stream = fopen(path, "ab");
}

/* The same part of them each time, spread over all. */
static bool is_left_out(uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
	uint64_t hash = ((a * 31 + b) * 31 + c) * 31 + d;

	if (platform_slowness() < SLOW)
		return false;
	return (hash * 0x9e3779b97f4a7c15ull >> 40) % ONE_OF;
}

bool count_tuple(const char *matrix, uint64_t a, uint64_t b, uint64_t c,
		 uint64_t d)
{
	if (is_left_out(a, b, c, d))
		return false;
	if (stream)
		fprintf(stream, "%s\t%llx %llx %llx %llx\n", matrix,
			(unsigned long long)a, (unsigned long long)b,
			(unsigned long long)c, (unsigned long long)d);
	return true;
}

static char *read_all(size_t *length)
{
	FILE *file = fopen(path, "rb");
	size_t size = 0, got;
	char *text = NULL;

	*length = 0;
	while (file) {
		text = realloc(text, size += 1 << 16);
		got = fread(text + *length, 1, size - *length, file);
		*length += got;
		if (!got)
			break;
	}
	if (file)
		fclose(file);
	return text;
}

static char **split_lines(char *text, size_t length, size_t *count)
{
	char *end = text + length, *at, **lines = NULL;
	size_t size = 0;

	*count = 0;
	for (at = text; at < end; at += strlen(at) + 1) {
		if (*count == size)
			lines = realloc(lines, (size = size * 2 + 64) *
						       sizeof(*lines));
		lines[(*count)++] = at;
		*(char *)memchr(at, '\n', (size_t)(end - at)) = '\0';
	}
	return lines;
}

static int compare_lines(const void *first, const void *second)
{
	return strcmp(*(char *const *)first, *(char *const *)second);
}

static void print_count(const char *matrix, unsigned int count)
{
	if (count)
		printf("tuples: %u distinct (%.*s)\n", count,
		       (int)strcspn(matrix, "\t"), matrix);
}

void tuples_end(void)
{
	size_t length, count, i;
	char *text = read_all(&length);
	char **lines = split_lines(text, length, &count);
	unsigned int here = 0, total = 0;
	const char *matrix = "";

	if (stream)
		fclose(stream);
	qsort(lines, count, sizeof(*lines), compare_lines);
	for (i = 0; i < count; i++) {
		if (strncmp(matrix, lines[i], strcspn(lines[i], "\t") + 1)) {
			print_count(matrix, here);
			here = 0;
			matrix = lines[i];
		}
		if (!i || strcmp(lines[i - 1], lines[i])) {
			here++;
			total++;
		}
	}
	print_count(matrix, here);
	printf("tuples: %u distinct\n", total);
	free(lines);
	free(text);
	remove(path);
}
