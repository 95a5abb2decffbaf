/* SPDX-License-Identifier: MIT */
/*
 * libnamedmap-crt.a: the C library's printf with Windows' sizes, and its wide
 * functions for characters of 16 bits. A program gets of it what it calls, and
 * libnamedmap.so nothing. All files are compiled as programs of namedmap-wide
 * are, so the headers say what each function is called in the object file.
 *
 *	1  output.c		text that is made, of either width
 *	   narrow.c		wide strings as bytes, for the C library's calls
 *	   wstring.c wcase.c	strings
 *	   wroom.c		the _s calls
 *	2  format.c		what printf does
 *	   scan.c		what scanf does
 *	   wnumber.c wtime.c wconvert.c
 *	   wstream.c wfile.c wenvironment.c
 *	3  print.c fortify.c wprint.c wscan.c	the calls
 *	   digits.c
 *	   system.c affinity.c files.c interrupt.c	calls of Windows that need
 *				nothing of the others
 *	4  wmain.c, entry_*.c	where a wide program begins
 */
#ifndef NAMEDMAP_CRT_H
#define NAMEDMAP_CRT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <wchar.h>

/* Of the library's utf.c, which is in the archive too. */
size_t namedmap_utf16_to_bytes(const wchar_t *units, size_t count, char *bytes);
size_t namedmap_utf16_from_bytes(const char *bytes, wchar_t *units);

/*
 * Text that grows: bytes, or units of UTF-16. What is appended is converted
 * where it has the other width. @failed: there was no memory, or what was
 * wanted is refused; errno says which.
 */
struct namedmap_output {
	bool wide;
	bool failed;
	size_t length;
	size_t room;
	union {
		char *bytes;
		wchar_t *units;
		void *items;
	};
	union {
		char small_bytes[512];
		wchar_t small_units[256];
	};
};

void namedmap_output_init(struct namedmap_output *output, bool wide);
void namedmap_output_free(struct namedmap_output *output);
void namedmap_output_bytes(struct namedmap_output *output, const char *bytes,
			   size_t length);
void namedmap_output_units(struct namedmap_output *output,
			   const wchar_t *units, size_t length);
/* What begins at @start gets blanks up to so many. */
void namedmap_output_pad(struct namedmap_output *output, size_t start,
			 int width, bool left);
/* Answers the length, or -1. */
int namedmap_output_result(const struct namedmap_output *output);

/* va_list is an array on some machines; this is passed by address. */
struct namedmap_va {
	va_list list;
};

void namedmap_format(struct namedmap_output *output, const char *format,
		     struct namedmap_va *arguments);
/* The same for a wide format. */
void namedmap_format_wide(struct namedmap_output *output,
			  const wchar_t *format, struct namedmap_va *arguments);

/* Where scanf reads: a stream or a string, of either width. */
struct namedmap_input {
	FILE *stream;
	const void *text;
	bool wide;
	/* The _s calls have the room of each string among the arguments. */
	bool with_room;
};

int namedmap_scan(struct namedmap_input *input, const char *format,
		  va_list arguments);
/* Of a wide format; as above. */
int namedmap_scan_wide(struct namedmap_input *input, const wchar_t *format,
		       va_list arguments);

/* A wide string as bytes, or NULL; free() it. */
char *namedmap_narrow(const wchar_t *text);
/* The same for a path: either separator is one. */
char *namedmap_narrow_path(const wchar_t *path);
/* Bytes as a wide string, or NULL; free() it. */
wchar_t *namedmap_widen(const char *bytes);

#endif
