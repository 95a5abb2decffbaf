/* SPDX-License-Identifier: MIT */
/*
 * The conformance program: a case for every row of the list in rows.c, named by
 * the row's id. Written with Win32 calls alone, so that the same source builds
 * with mingw-w64 and runs under Wine or on Windows; the few things that need
 * more stand in platform.c.
 *
 * A row holds when every case with its id does. Each section's file ends with
 * the table of its cases, a line each, and a new row is one more line:
 *
 *	const struct row rows_names[] = {
 *		{ "NAM-13", refused_name, "a\\b",
 *		  .error = ERROR_PATH_NOT_FOUND },
 *		...
 *		{ NULL }
 *	};
 *
 * What a case makes it closes: at its end there may be no handle, view, name or
 * file left. The expectations are the list's own text, never the library's.
 */
#ifndef CONFORMANCE_H
#define CONFORMANCE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

/* A case: what it does, and with what; the function says what a to d mean. */
struct row {
	const char *id;
	void (*run)(const struct row *row);
	const char *text;
	ULONG_PTR a;
	ULONG_PTR b;
	ULONG_PTR c;
	ULONG_PTR d;
	DWORD error;
};

/* The tables of cases, one for each section_*.c; each ends with { NULL }. */
extern const struct row rows_errors[];		/* 0 */
extern const struct row rows_create[];		/* 1 */
extern const struct row rows_names[];		/* 2 */
extern const struct row rows_open[];		/* 3 */
extern const struct row rows_view[];		/* 4 */
extern const struct row rows_view_at[];		/* 5 */
extern const struct row rows_unmap[];		/* 6 */
extern const struct row rows_flush[];		/* 7 */
extern const struct row rows_lifetime[];	/* 8 */
extern const struct row rows_duplicate[];	/* 9 */
extern const struct row rows_handles[];		/* 9a */
extern const struct row rows_security[];	/* 10 */
extern const struct row rows_copy[];		/* 11 */
extern const struct row rows_virtual[];		/* 12 and 13 */
extern const struct row rows_query[];		/* 14 */
extern const struct row rows_file[];		/* 15 and 16 */
extern const struct row rows_prefetch[];	/* 19 */
extern const struct row rows_child[];		/* 20 */
extern const struct row rows_last_error[];	/* 21 */
extern const struct row rows_relatives[];	/* 22 */
extern const struct row rows_events[];		/* more_rows */

/* A line of the list: an id, and why the row is refused if it is. */
struct listed_row {
	const char *id;
	const char *refused;
};

extern const struct listed_row listed_rows[];	/* ends with { NULL } */
/* What the list only touches and has no row for: tried, and not counted. */
extern const struct listed_row more_rows[];

/* Which section of the list the ids that begin so stand in. */
struct section_of_rows {
	const char *prefix;
	const char *section;
};

extern const struct section_of_rows sections_of_rows[];

/* Say that the running case failed; it goes on. */
void case_failed(const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* End the running case, failed. */
void case_stop(void) __attribute__((noreturn));
/*
 * Count an input tuple of a matrix; equal tuples of one matrix count once.
 * False for one that may be left out, as the machine is slow: it does not count.
 */
bool count_tuple(const char *matrix, uint64_t a, uint64_t b, uint64_t c,
		 uint64_t d);

#define CHECK(condition) \
	((condition) ? (void)0 : \
	 case_failed(__FILE__, __LINE__, "%s (last error %u)", #condition, \
		     (unsigned int)GetLastError()))

#define CHECK_EQUAL(actual, expected) \
	do { \
		unsigned long long actual_ = \
			(unsigned long long)(ULONG_PTR)(actual); \
		unsigned long long expected_ = \
			(unsigned long long)(ULONG_PTR)(expected); \
		if (actual_ != expected_) \
			case_failed(__FILE__, __LINE__, \
				    "%s is %#llx, not %#llx", #actual, \
				    actual_, expected_); \
	} while (0)

/* A call answered so, with this last error. */
#define CHECK_FAILS(failure, call, error) \
	do { \
		SetLastError(0xdeadbeef); \
		if ((call) != (failure)) \
			case_failed(__FILE__, __LINE__, "%s succeeded", \
				    #call); \
		else \
			CHECK_EQUAL(GetLastError(), error); \
	} while (0)

/* The case ends without it. */
#define REQUIRE(condition) \
	do { \
		if (!(condition)) { \
			case_failed(__FILE__, __LINE__, "%s (last error %u)", \
				    #condition, (unsigned int)GetLastError()); \
			case_stop(); \
		} \
	} while (0)

/* Names and files of the running case alone; files are removed after it. */
const char *case_name(const char *stem);
const char *case_global_name(const char *stem);
const char *case_path(const char *file);
/* A file there with so many bytes, all of one value. */
const char *case_file(const char *file, size_t size, int byte);

/*
 * Another process: this program again by CreateProcess, which runs the role of
 * that name with these strings (up to a NULL) and whose failures are those of
 * the case. child_start() answers a process handle.
 */
struct role {
	const char *name;
	void (*run)(int count, char **arguments);
};
/* The roles of each file that has some; each ends with { NULL }. */
extern const struct role roles_lifetime[];
extern const struct role roles_duplicate[];
extern const struct role roles_child[];
extern const struct role roles_names[];
extern const struct role roles_handles[];
extern const struct role roles_security[];
extern const struct role roles_create[];
extern const struct role roles_view[];

HANDLE child_start(bool inherit, const char *role, ...)
	__attribute__((sentinel));
/* Waits, closes the handle, answers the exit code. */
DWORD child_end(HANDLE process);
#define CHILD_RUN(inherit, ...) \
	CHECK_EQUAL(child_end(child_start(inherit, __VA_ARGS__, NULL)), 0)

/* support.c: what many cases say in one line. */

#define READ_WRITE (GENERIC_READ | GENERIC_WRITE)
#define SHARE_ALL (FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)

HANDLE section_create(const char *name, DWORD protect, uint64_t size);
HANDLE section_on(HANDLE file, DWORD protect, uint64_t size, const char *name);
HANDLE section_open(const char *name, DWORD access);
HANDLE file_open(const char *path, DWORD access);
HANDLE file_create(const char *path, DWORD access, DWORD disposition);
uint64_t file_size(const char *path);
void *view_of(HANDLE section, DWORD access);
bool duplicate(HANDLE source, HANDLE *target, DWORD access, BOOL inherit,
	       DWORD options);
DWORD flags_of(HANDLE handle);
MEMORY_BASIC_INFORMATION query(const void *address);
/* The SECTION_MAP_ rights that a handle carries, found out by mapping. */
DWORD map_rights_of(HANDLE section);
/* Views of so many bytes succeed, and not of one more. */
void check_section_size(HANDLE section, uint64_t size);
/* A file of so many bytes of one value, opened. */
HANDLE file_with(const char *file, size_t size, int byte, DWORD access);
/* A refused row whose call does not exist here: row->text is its name. */
void call_is_absent(const struct row *row);

enum kind {
	KIND_SECTION,
	KIND_EVENT,
	KIND_FILE,
	KIND_PROCESS,
	KINDS
};
/* A new handle of that kind, unnamed. */
HANDLE handle_of_kind(enum kind kind);

/* Numbers as arguments of roles: hex(value).text, and back. */
struct hex {
	char text[20];
};
struct hex hex(ULONG_PTR value);
ULONG_PTR value_of(const char *text);

/* main.c: the row that runs, "" while none does; the self-check looks here. */
extern char running_row[16];
/* The first failure ends the process: one is enough to know. */
extern bool stop_at_failure;
/* The section of the list that the row stands in. */
const char *section_of_row(const char *id);
/* Run the cases of a row; the exit status of the process that does. */
int run_row(const char *id);
/* 0 while nothing failed in this process. */
int exit_status(void);
/* Remove what case_path() named; a file that stays is a failure. */
void remove_files(void);
/* Every name that case_name() gave is free again, or that is a failure. */
void check_names_are_gone(void);

/* tuples.c: where count_tuple() writes, and the counts. */
void tuples_go_to(const char *file);
const char *tuples_path(void);
void tuples_begin(void);
void tuples_open(void);
void tuples_end(void);

/* selfcheck.c: can every row go red, or those of a section? */
int selfcheck(const char *section);

/* platform.c: what Win32 calls alone cannot say. */

/* The self-check has a word in what platform_has_call() answers. */
extern bool (*platform_answer_changer)(bool answer);
/* Run a row in a process of its own; its exit status. */
int platform_run_row(const char *program, const char *id);
/* How many times slower than usual the machine is, as NAMEDMAP_SLOW says. */
unsigned int platform_slowness(void);
/* End this process when it takes too long; seconds. */
extern unsigned int platform_time_limit;
void platform_limit_time(void);
/* What there is of them in this process. */
unsigned int platform_handles(void);
unsigned int platform_views(void);

/* The rights and the SEC_ attributes that the system has recorded. */
DWORD platform_rights(HANDLE object);
DWORD platform_attributes(HANDLE section);
/* Has Windows, or the library, a call of that name? */
bool platform_has_call(const char *name);
/*
 * From now on this process is an ordinary user's, another than before, in what
 * stands for another session. False where there is no such user.
 */
bool platform_become_another_user(void);
/* What stands for the number of the session. */
unsigned int platform_session(void);
/* A file that has no sections. */
const char *platform_device(void);
/* Cut a file behind its sections' backs; false where nobody can. */
bool platform_cut_file(const char *path);
/* Are the strings of the A calls UTF-8? */
bool platform_is_utf8(void);

/* Does the processor refuse it? */
bool touch_faults(volatile char *address, bool write);
/* A directory that exists, with a separator at its end. */
const char *platform_directory(void);

#endif
