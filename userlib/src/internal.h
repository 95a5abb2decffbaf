/* SPDX-License-Identifier: MIT */
/*
 * What the files of the library share. Files are layered; one may call those of
 * lower layers only:
 *
 *	1  error.c utf.c rights.c	pure translation
 *	   commandline.c
 *	2  device.c			/dev/namedmap, the only file with ioctl(2)
 *	3  slots.c			the table of file and process handles
 *	   child.c reaper.c		the processes behind them
 *	   path.c			file names
 *	4  handle.c			every kind of handle
 *	   object.c			any object by its name
 *	   spawn.c			starting a program
 *	5  duplicate.c pull.c compare.c	handles again, processes included
 *	   mapping.c event.c wait.c	objects with names
 *	   viewtable.c view.c memory.c	views and address space
 *	   file.c fileio.c directory.c	files
 *	   process.c			the rest
 *	   file.c fileio.c		files
 *	   openprocess.c createprocess.c findprogram.c
 *	   exit.c module.c process.c	the process itself
 *
 * Lock order: none is taken while another is held.
 */
#ifndef NAMEDMAP_INTERNAL_H
#define NAMEDMAP_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

/* The calls are what the library exports. */
#define NAMEDMAP_PLAIN_STRINGS
#pragma GCC visibility push(default)
#include "namedmap/windows.h"
#pragma GCC visibility pop
#undef max
#undef min

#include <linux/namedmap.h>

#define ALLOCATION_GRANULARITY 0x10000u

/* error.c */

/* Which call's column of the error table applies. */
enum namedmap_call {
	CALL_ANY,
	CALL_CREATE_MAPPING,
	CALL_CREATE_PAGEFILE,
	CALL_CREATE_LARGE,
	CALL_OPEN_OBJECT,
	CALL_DUPLICATE,
	CALL_EVENT,
	CALL_PROCESS,
	CALL_CREATE_PROCESS,
	CALL_MAP_VIEW,
	CALL_MAP_VIEW_AT,
	CALL_FLUSH_VIEW,
	CALL_FILE_OPEN,
	CALL_FILE_IO,
	CALL_TRUNCATE,
	CALL_COUNT,
};

/* Failures that no errno names: the device is absent, or closed to us. */
#define NAMEDMAP_ENODEVICE 4096
#define NAMEDMAP_EFORBIDDEN 4097

/* The Win32 error for a negative errno. */
DWORD namedmap_error_number(enum namedmap_call call, int result);
/* Set the last error from a negative errno, or from a Win32 number. */
void namedmap_error_set(enum namedmap_call call, int result);
/* Set the last error and answer FALSE, or NULL. */
BOOL namedmap_fail(DWORD error);
HANDLE namedmap_fail_handle(DWORD error);

/* utf.c */

/* An object's or a file's name as bytes; text is NULL if there is none. */
struct namedmap_name {
	const char *text;
	size_t length;
	char *heap;
	char small[512];
};

/* All of these answer 0 or a Win32 error. */
DWORD namedmap_name_from_ansi(struct namedmap_name *name, LPCSTR text);
DWORD namedmap_name_from_wide(struct namedmap_name *name, LPCWSTR text);
void namedmap_name_free(struct namedmap_name *name);
/* UTF-16 units of a UTF-8 string; a byte that is no UTF-8 counts as one. */
size_t namedmap_utf16_length(const char *text);
/* Writes at most 3 bytes for each unit. */
size_t namedmap_utf16_to_bytes(const WCHAR *units, size_t count, char *bytes);

/* Writes at most one unit for each byte; answers how many. */
size_t namedmap_utf16_from_bytes(const char *bytes, WCHAR *units);

/* commandline.c */

/*
 * The arguments that a command line means, in one block of memory. With a
 * length the first is so many bytes of the line as they are.
 */
char **namedmap_arguments(const char *line, size_t program_length);
/* A command line that means these arguments. */
char *namedmap_command_line(char *const *arguments);

/* rights.c */

/* What an open file may be used for; held in file handles. */
#define FILE_MAY_READ		1u
#define FILE_MAY_WRITE		2u
#define FILE_MAY_EXECUTE	4u
#define FILE_APPENDS		8u

/* Rights of a handle from CreateFileMapping; 0 if no section can be so. */
DWORD namedmap_rights_of_protection(DWORD protection);
/* Rights that FILE_MAP_ bits ask for in OpenFileMapping. */
DWORD namedmap_rights_of_access(DWORD access);
/* Page protection of a view from FILE_MAP_ bits. */
DWORD namedmap_view_protection(DWORD access);
/* Rights that a handle needs for a view, and whether the section allows it. */
DWORD namedmap_view_rights(DWORD view_protection);
bool namedmap_view_allowed(DWORD section_protection, DWORD view_protection);
int namedmap_view_prot(DWORD view_protection);
/* FILE_MAY_ bits that an access mask asks for, and a section needs. */
unsigned int namedmap_file_may(DWORD access);
unsigned int namedmap_file_needs(DWORD protection);
/* Mode of an object from its attributes; false if they cannot be expressed. */
bool namedmap_mode_of_attributes(const SECURITY_ATTRIBUTES *attributes,
				 unsigned int *mode);
bool namedmap_inherits(const SECURITY_ATTRIBUTES *attributes);

/* device.c: all answer 0 or a negative errno */

int namedmap_device_create(struct namedmap_create *create);
int namedmap_device_event_create(struct namedmap_event_create *create);
int namedmap_device_open(struct namedmap_open *open);
int namedmap_device_duplicate(struct namedmap_duplicate *duplicate);
int namedmap_device_query(int fd, struct namedmap_query *query);
int namedmap_device_flush_memory(void *address, size_t length);
int namedmap_device_truncate(int fd, uint64_t length);
int namedmap_device_event_set(int fd);
int namedmap_device_event_reset(int fd);
/* Waits, and a signal does not end it. */
int namedmap_device_wait(struct namedmap_wait *wait);
int namedmap_device_compare(int first, int second, bool *same);
/* How a process ended that is not a child, where the kernel tells it. */
int namedmap_pidfd_status(int fd, int *status);
/* Move a new descriptor out of the way of the standard streams. */
int namedmap_fd_above_stdio(int fd);

/* slots.c: what the library knows of a handle, by descriptor */

enum namedmap_handle_kind {
	HANDLE_NONE,
	HANDLE_SECTION,
	HANDLE_EVENT,
	HANDLE_FILE,
	HANDLE_PROCESS,
	/* the first thread of a process, that is, the process again */
	HANDLE_THREAD,
};

/* A process that handles stand for. */
struct namedmap_process {
	/* of the list of children */
	struct namedmap_process *next;
	unsigned int handles;
	/* 0 if it was collected before we met it */
	pid_t pid;
	/* who may collect it: the process that started it by CreateProcess */
	pid_t parent;
	/* killed by TerminateProcess with this code */
	bool terminated;
	DWORD terminate_code;
	/* it ended, with this code */
	bool ended;
	DWORD code;
};

/* A file that goes when the last of its handles does. */
struct namedmap_doomed {
	unsigned int handles;
	pid_t owner;
	dev_t device;
	ino_t inode;
	char path[];
};

/*
 * Files and processes are known by their slot. Sections and events are known by
 * the driver; they have a slot only for the sake of @protect.
 */
struct namedmap_slot {
	uint8_t kind;
	/* FILE_MAY_ bits */
	uint8_t may;
	/* the handle cannot be closed */
	bool protect;
	/* it was a handle and is none any more */
	bool gone;
	/* the open file carries our mark; if not, it is told by its inode */
	bool marked;
	bool overlapped;
	/* FILE_SHARE_ bits, recorded */
	uint8_t share;
	dev_t device;
	ino_t inode;
	struct namedmap_doomed *doomed;
	/* of a process or thread handle */
	struct namedmap_process *process;
	DWORD access;
};

void namedmap_slots_lock(void);
void namedmap_slots_unlock(void);
/* The slot of a file or process handle that still is one, or NULL. */
struct namedmap_slot *namedmap_slot_known_locked(int fd);
/* The same for a file handle inherited over exec. */
struct namedmap_slot *namedmap_slot_adopt_locked(int fd);
/* The slot of any number as it is, or NULL. */
struct namedmap_slot *namedmap_slot_peek_locked(int fd);
/* The slot of any number, made if absent; NULL if there is no memory. */
struct namedmap_slot *namedmap_slot_make_locked(int fd);
/* Record a new file or process handle; false if there is no memory. */
bool namedmap_slot_add_locked(int fd, const struct namedmap_slot *slot);
/* The number belongs to a new section or event. */
void namedmap_slot_renew_locked(int fd);
/* The handle ends here; the caller closes the descriptor. */
void namedmap_slot_drop_locked(int fd);
/* What the mark of an open file says that it is a handle on, if anything. */
bool namedmap_slot_of_mark(int fd, struct namedmap_slot *slot);

/* child.c */

int namedmap_pidfd_open(pid_t pid);
int namedmap_pidfd_signal(int fd, int number);
bool namedmap_is_pidfd(int fd);
/* The number behind a word that starts a line, or -1. */
int64_t namedmap_proc_number(const char *path, const char *word, int base);
/* A record that no handle has yet, or NULL. */
struct namedmap_process *namedmap_process_new(pid_t pid);
struct namedmap_process *namedmap_process_of_pidfd(int fd);
/* CreateProcess started it. */
void namedmap_process_is_child_locked(struct namedmap_process *process);
/* The record of a child that nobody has collected, or NULL. */
struct namedmap_process *namedmap_process_find_locked(pid_t pid);
/* 0: it ended, -EAGAIN: it runs, -ENODATA: nobody knows how it ended. */
int namedmap_process_query_locked(struct namedmap_process *process, int fd);
/* One handle less; fd is its descriptor, or -1 if that is lost. */
void namedmap_process_put_locked(struct namedmap_process *process, int fd);

/* The word before the whole exit code, where there are more than 8 bits. */
#define NAMEDMAP_EXIT_WORD "exit="

/* reaper.c */

/* Collect a child when it ends; takes the pidfd over. */
void namedmap_reap_later_locked(int fd);

/* path.c */

/* A path in Linux' form. */
struct namedmap_path {
	char *text;
};

/* All of these answer 0 or a Win32 error. */
DWORD namedmap_path_from_ansi(struct namedmap_path *path, LPCSTR text);
DWORD namedmap_path_from_wide(struct namedmap_path *path, LPCWSTR text);
void namedmap_path_free(struct namedmap_path *path);
/* The error for a path that open or unlink refused with this errno. */
DWORD namedmap_path_error(const char *path, int error);
/* A record to delete the file later; NULL if there is no memory. */
struct namedmap_doomed *namedmap_doom(const char *path, const struct stat *file);

/* handle.c */

/* The descriptor that a handle would have, or -1. */
int namedmap_handle_fd(HANDLE handle);
HANDLE namedmap_handle_from_fd(int fd);
/* The handle of a section or event that the driver just made. */
HANDLE namedmap_handle_made(int fd);
/* -1 to -6, which stand for the process, the thread and their tokens */
bool namedmap_is_pseudo_handle(HANDLE handle);
enum namedmap_handle_kind namedmap_handle_kind_locked(int fd);
int namedmap_set_inherit(int fd, bool inherit);
/* The descriptor of a file handle and a copy of its slot, or -1. */
int namedmap_handle_file(HANDLE handle, struct namedmap_slot *slot);
/* A handle for a new open file; takes the descriptor over. */
HANDLE namedmap_handle_add(int fd, struct namedmap_slot *slot);

/* Make a descriptor a process handle; it stays the caller's on failure. */
bool namedmap_process_handle_locked(enum namedmap_handle_kind kind, int fd,
				    struct namedmap_process *process,
				    DWORD access);

/* spawn.c */

struct namedmap_spawn {
	const char *path;
	char **arguments;
	char **environment;
	/* NULL: ours */
	const char *directory;
	/* the inheritable handles go along */
	bool inherit;
	bool new_session;
	bool new_group;
	/* other standard streams than ours; -1 is /dev/null */
	bool has_streams;
	int streams[3];
	/* what came of it */
	pid_t pid;
	bool directory_failed;
};

/* Its pidfd or a negative errno. */
int namedmap_spawn(struct namedmap_spawn *spawn);
/* End it and collect it; closes the pidfd. */
void namedmap_spawn_undo(int pidfd);

/* findprogram.c */

/* The file to execute, from a path or from a command line; a Win32 error or 0. */
DWORD namedmap_program_at(const char *path, char **found);
/* With a length, so many bytes of the line are the first argument. */
DWORD namedmap_program_of_line(const char *line, char **found,
			       size_t *name_length);

/* object.c */

/* Set the last error of a call with a name; NULL. */
HANDLE namedmap_fail_named(enum namedmap_call call, int result,
			   const struct namedmap_name *name);
/* Any object by its name. */
HANDLE namedmap_open_object(enum namedmap_kind kind, DWORD access, BOOL inherit,
			    const struct namedmap_name *name);

/* duplicate.c */

/* What a duplicate is to be. */
struct namedmap_wish {
	int source;
	DWORD access;
	bool same_access;
	bool inherit;
	bool protect;
};

/* These take a slot as it was and make it the duplicate's; a Win32 error or 0. */
DWORD namedmap_duplicate_rights(const struct namedmap_wish *wish,
				struct namedmap_slot *slot);
/* Its descriptor, or -1 and the error. */
int namedmap_duplicate_object_locked(const struct namedmap_wish *wish,
				     DWORD *error);
/* Takes the descriptor over: it, or -1 and the error. */
int namedmap_duplicate_finish_locked(const struct namedmap_wish *wish, int fd,
				     const struct namedmap_slot *slot,
				     DWORD *error);

/* pull.c */

/* Duplicate a handle of another process; its descriptor, or -1 and the error. */
int namedmap_pull_locked(const struct namedmap_slot *process, int pidfd,
			 HANDLE source, struct namedmap_wish *wish,
			 DWORD options, DWORD *error);

/* compare.c */

/* 1: one open file, 0: two, or a negative errno. */
int namedmap_same_open_file(int first, int second);

/* openprocess.c */

/*
 * Rights on a process, generic ones replaced, from those that the caller holds
 * and those that the kernel would give; 0 or a Win32 error.
 */
DWORD namedmap_process_rights(int pidfd, pid_t pid, DWORD held, DWORD wanted,
			      DWORD *granted);

/* exit.c */

/* Leave the whole of an exit code for whoever asks for it. */
void namedmap_exit_announce(DWORD code);

/* module.c */

/* The program's file; NULL if it cannot be told. */
char *namedmap_program_path(void);

/* viewtable.c */

struct namedmap_view {
	uintptr_t base;
	size_t size;
	DWORD protection;
	bool file_backed;
};

/* Only views are in it; those unmapped by other means until they are met. */
bool namedmap_view_add(const struct namedmap_view *view);
bool namedmap_view_find(const void *address, struct namedmap_view *view);
bool namedmap_view_take(const void *address, struct namedmap_view *view);

/* memory.c */

uintptr_t namedmap_highest_address(void);
size_t namedmap_page_size(void);
size_t namedmap_round_to_page(size_t length);

/* fileio.c */

/* Set a file's size unless that would cut a section; 0 or a negative errno. */
int namedmap_file_set_size(int fd, uint64_t size);

#endif
