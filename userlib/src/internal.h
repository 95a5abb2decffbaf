/* SPDX-License-Identifier: MIT */
/*
 * What the files of the library share. Files are layered; one may call those of
 * lower layers only:
 *
 *	1  error.c utf.c rights.c	pure translation
 *	   commandline.c
 *	   sid.c sidtext.c acl.c	security
 *	   descriptor.c sddl.c mode.c
 *	   text.c format.c		text that is made
 *	   heap.c			memory
 *	   futex.c			waiting for a word
 *	   critical.c srwlock.c		locks within the process
 *	   threadlocal.c clock.c
 *	   convert.c environment.c message.c
 *	   messagebox.c debug.c		words to the user
 *	   world.c			which device to use
 *	2  device.c			/dev/namedmap, the only file with ioctl(2)
 *	3  slots.c			the table of file, process and thread
 *					handles
 *	   child.c reaper.c		the processes behind them
 *	   threadrecord.c		the threads behind them
 *	   lock.c			locks on parts of files
 *	   path.c			file names
 *	   space.c region.c		the address space, and the table of what
 *					lies in it
 *	4  handle.c			every kind of handle
 *	   failure.c			words about calls that failed
 *	   object.c waitable.c		any object by its name, and those to wait
 *					for
 *	   spawn.c			starting a program
 *	   pages.c			what pages of a region have
 *	   parameters.c			extended parameters
 *	5  duplicate.c pull.c compare.c	handles again, processes included
 *	   mapping.c event.c mutex.c semaphore.c wait.c	objects with names
 *	   security.c token.c		what is read back of security
 *	   view.c virtual.c protect.c	views and other memory
 *	   memory.c mappedname.c	what lies at an address
 *	   file.c fileio.c directory.c	files
 *	   standard.c temporary.c pagelock.c
 *	   openprocess.c createprocess.c findprogram.c
 *	   thread.c			threads
 *	   exit.c module.c process.c	the process itself
 *
 * Lock order: none is taken while another is held.
 */
#ifndef NAMEDMAP_INTERNAL_H
#define NAMEDMAP_INTERNAL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>

/* The calls are what the library exports. */
#define NAMEDMAP_PLAIN_STRINGS
#pragma GCC visibility push(default)
#include "namedmap/windows.h"
#include "namedmap/psapi.h"
#include "namedmap/aclapi.h"
#include "namedmap/sddl.h"
#include "namedmap/process.h"
#pragma GCC visibility pop
#undef max
#undef min

#include <linux/namedmap.h>

#define ALLOCATION_GRANULARITY 0x10000u
#define LOWEST_ADDRESS 0x10000u

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
	CALL_MUTEX,
	CALL_SEMAPHORE,
	CALL_WAIT,
	CALL_WAIT_ALL,
	CALL_PROCESS,
	CALL_CREATE_PROCESS,
	CALL_MAP_VIEW,
	CALL_MAP_VIEW_AT,
	CALL_COMMIT,
	CALL_FLUSH_VIEW,
	CALL_FILE_OPEN,
	CALL_FILE_IO,
	CALL_TRUNCATE,
	CALL_COUNT,
};

/*
 * Failures that no errno names: the device is absent, or closed to us, or the
 * one that we were given is none.
 */
#define NAMEDMAP_ENODEVICE 4096
#define NAMEDMAP_EFORBIDDEN 4097
#define NAMEDMAP_EWORLD 4098

/* The Win32 error for a negative errno. */
DWORD namedmap_error_number(enum namedmap_call call, int result);
/* Set the last error from a negative errno, or from a Win32 number. */
void namedmap_error_set(enum namedmap_call call, int result);
/* The errno that this was made from, if it was the last one; or 0. */
int namedmap_errno_of(DWORD win32);
void namedmap_error_put(DWORD error);

/* Set the last error and answer FALSE, or NULL. */
static inline BOOL namedmap_fail(DWORD error)
{
	namedmap_error_put(error);
	return FALSE;
}

static inline HANDLE namedmap_fail_handle(DWORD error)
{
	namedmap_error_put(error);
	return NULL;
}

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
/* All of a text, from malloc; NULL if there is no memory. */
char *namedmap_bytes_of_wide(LPCWSTR text);

/* Writes at most one unit for each byte; answers how many. */
size_t namedmap_utf16_from_bytes(const char *bytes, WCHAR *units);

/* text.c */

/* Starts as all zeroes; @bytes has a NUL once something was put. */
struct namedmap_text {
	char *bytes;
	size_t length;
	size_t room;
	/* there was no memory; nothing more is put */
	bool failed;
};

bool namedmap_text_put(struct namedmap_text *text, const char *bytes,
		       size_t length);
bool namedmap_text_fill(struct namedmap_text *text, char byte, size_t count);
void namedmap_text_free(struct namedmap_text *text);
/* From malloc, with a NUL behind the units; NULL if there is no memory. */
WCHAR *namedmap_wide_of_bytes(const char *bytes, size_t *count);

/* format.c */

enum namedmap_spec_size {
	SPEC_32,
	SPEC_64,
};

/* What stands between a percent sign and the letter, and the letter. */
struct namedmap_spec {
	bool left;
	bool zero;
	bool alternate;
	/* '+', ' ' or 0 */
	char sign;
	bool width_argument;
	bool precision_argument;
	int width;
	/* -1 if there is none */
	int precision;
	enum namedmap_spec_size size;
	/* l: 1, h: -1 */
	int wide;
	char type;
};

/* A list of arguments that can be handed on. */
struct namedmap_arguments {
	va_list list;
};

/* What lies behind it, or NULL if it is none. */
const char *namedmap_spec_parse(const char *at, struct namedmap_spec *spec);
/* The value, or the address of a string, in a text of either width. */
void namedmap_spec_put(struct namedmap_text *text, struct namedmap_spec *spec,
		       uint64_t value, bool wide);

/* futex.c */

/* As long as the word has this value; false: the time is over. */
bool namedmap_futex_wait(_Atomic uint32_t *word, uint32_t value,
			 uint64_t deadline);
void namedmap_futex_wake(_Atomic uint32_t *word, bool all);
/* Of CLOCK_MONOTONIC, in nanoseconds; UINT64_MAX never comes. */
uint64_t namedmap_deadline(DWORD milliseconds);
/* What GetCurrentThreadId answers, without a system call. */
DWORD namedmap_thread_id(void);

/* environment.c */

/*
 * A text into a buffer: its length, or the room that it needs with the NUL if
 * that is more than there is.
 */
DWORD namedmap_deliver_ansi(const char *from, LPSTR to, DWORD room);
DWORD namedmap_deliver_wide(const char *from, LPWSTR to, DWORD room);

/* debug.c */

/* Does the environment ask for words about failures? */
bool namedmap_debugging(void);

/* standard.c */

/* What SetStdHandle set the stream to; false: nothing. */
bool namedmap_standard_set(unsigned int stream, HANDLE *handle);

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
/* What PROT_ bits of mmap(2) a page protection is. */
int namedmap_page_prot(DWORD protection);

#define PAGE_PROTECTIONS 0xffu
#define PAGE_CACHING ((DWORD)(PAGE_NOCACHE | PAGE_WRITECOMBINE))

/* Exactly one protection, with or without hints about caching and targets. */
bool namedmap_is_page_protection(DWORD protection);
/* Can VirtualProtect change it so, in a view that was mapped like this? */
bool namedmap_view_can_become(DWORD view_protection, DWORD wanted);
bool namedmap_is_copy_on_write(DWORD protection);
bool namedmap_is_shared_writable(DWORD protection);
/* FILE_MAY_ bits that an access mask asks for, and a section needs. */
unsigned int namedmap_file_may(DWORD access);
unsigned int namedmap_file_needs(DWORD protection);
bool namedmap_inherits(const SECURITY_ATTRIBUTES *attributes);

/* sid.c */

/* A security identifier of any length. */
struct namedmap_sid {
	BYTE revision;
	BYTE count;
	BYTE authority[6];
	DWORD parts[SID_MAX_SUB_AUTHORITIES];
};

/* Who an identifier stands for, as the calling process sees it. */
enum namedmap_sid_means {
	SID_OTHER,
	SID_OWNER,
	SID_GROUP,
	SID_EVERYONE,
	/* whom no permission keeps out */
	SID_ROOT,
};

bool namedmap_sid_valid(const void *sid);
size_t namedmap_sid_length(const void *sid);
bool namedmap_sid_equal(const void *first, const void *second);
void namedmap_sid_of_user(struct namedmap_sid *sid, uid_t user);
void namedmap_sid_of_group(struct namedmap_sid *sid, gid_t group);
/* From the two letters that text has for it; false if there are none such. */
bool namedmap_sid_of_alias(struct namedmap_sid *sid, const char *alias);
enum namedmap_sid_means namedmap_sid_means(const void *sid);

/* sidtext.c; what answers whether the text is right moves @at behind it */

bool namedmap_text_skip(const char **at, const char *text);
/* Decimal, or hexadecimal after 0x. */
bool namedmap_text_number(const char **at, uint64_t limit, uint64_t *number);
bool namedmap_sid_parse(const char **at, struct namedmap_sid *sid);

/* acl.c */

/* Every entry lies within the list, and its identifier within the entry. */
bool namedmap_acl_valid(const ACL *acl);
void *namedmap_ace_sid(const ACE_HEADER *ace);
/* Answers 0 or a Win32 error. */
DWORD namedmap_acl_add(ACL *acl, BYTE type, DWORD flags, ACCESS_MASK mask,
		       const void *sid);

/* descriptor.c */

/* A copy of a descriptor that is well formed and that nobody else can change. */
struct namedmap_descriptor {
	SECURITY_DESCRIPTOR_CONTROL control;
	bool has_owner;
	bool has_group;
	struct namedmap_sid owner;
	struct namedmap_sid group;
	/* NULL if there is none, or if it is the one that admits everybody */
	ACL *dacl;
	ACL *sacl;
};

/* Answers 0 or a Win32 error; the descriptor may be anything. */
DWORD namedmap_descriptor_capture(struct namedmap_descriptor *copy,
				  const void *descriptor);
void namedmap_descriptor_release(struct namedmap_descriptor *copy);
/* Bytes of a descriptor with offsets. */
size_t namedmap_descriptor_size(const struct namedmap_descriptor *from);
void namedmap_descriptor_pack(const struct namedmap_descriptor *from, void *to);

/* mode.c: access lists against owner, group and mode */

enum namedmap_secured {
	SECURED_SECTION,
	SECURED_EVENT,
	SECURED_MUTEX,
	SECURED_SEMAPHORE,
	SECURED_FILE,
};

/* The meaning of rights for an object of the driver's. */
enum namedmap_secured namedmap_secured_of(uint32_t kind);

/* A new object gets its default mode. */
#define MODE_DEFAULT (~0u)

/*
 * The mode that a new object's attributes stand for. Answers 0 or a Win32
 * error; namedmap_mode_matters() tells those that an existing object does not
 * care about, as it keeps its own security.
 */
DWORD namedmap_mode_of_attributes(enum namedmap_secured kind,
				  const SECURITY_ATTRIBUTES *attributes,
				  unsigned int *mode);
bool namedmap_mode_matters(DWORD error);
/* The list that says what a mode does; it has room for MODE_ACL_SIZE. */
#define MODE_ACL_SIZE 256
void namedmap_mode_to_acl(enum namedmap_secured kind, unsigned int mode,
			  uid_t user, gid_t group, ACL *acl);

/* world.c: what the environment says of the device to use */

/* Its descriptor, which may be none; -ENOENT if nothing is said. */
int namedmap_world_fd(void);
/* The variable that says it, for a child; NULL if there is none. */
char *namedmap_world_variable(void);
/* Is it that variable? */
bool namedmap_names_world(const char *variable);

/* waitable.c */

/* What an object to wait for is to be. */
struct namedmap_waitable {
	enum namedmap_kind kind;
	DWORD access;
	/* of the kind */
	uint32_t flags;
	/* of a semaphore */
	uint32_t count;
	uint32_t maximum;
};

HANDLE namedmap_waitable_create_a(const struct namedmap_waitable *wanted,
				  const SECURITY_ATTRIBUTES *sa, LPCSTR text);
HANDLE namedmap_waitable_create_w(const struct namedmap_waitable *wanted,
				  const SECURITY_ATTRIBUTES *sa, LPCWSTR text);
HANDLE namedmap_waitable_open_a(enum namedmap_kind kind, DWORD access,
				BOOL inherit, LPCSTR text);
HANDLE namedmap_waitable_open_w(enum namedmap_kind kind, DWORD access,
				BOOL inherit, LPCWSTR text);

/* device.c: all answer 0 or a negative errno */

int namedmap_device_create(struct namedmap_create *create);
/* An object to wait for; its descriptor, and whether it existed. */
int namedmap_device_waitable_create(const struct namedmap_waitable *wanted,
				    const struct namedmap_name *name,
				    bool inherit, unsigned int mode, int *fd,
				    bool *existed);
int namedmap_device_open(struct namedmap_open *open);
int namedmap_device_duplicate(struct namedmap_duplicate *duplicate);
int namedmap_device_query(int fd, struct namedmap_query *query);
/* The same with owner, group and mode. */
int namedmap_device_query_details(int fd, struct namedmap_query *query);
int namedmap_device_flush_memory(void *address, size_t length);
int namedmap_device_truncate(int fd, uint64_t length);
int namedmap_device_event_set(int fd);
int namedmap_device_event_reset(int fd);
int namedmap_device_mutex_release(int fd);
/* The calling thread gives up all that it owns. */
int namedmap_device_mutex_abandon(void);
int namedmap_device_semaphore_release(int fd, uint32_t count, uint32_t *before);
/* Waits, and a signal does not end it. */
int namedmap_device_wait(struct namedmap_wait *wait);
int namedmap_device_compare(int first, int second, bool *same);
/* The device file that we were given, or -1. */
int namedmap_device_given(void);
/* How a process ended that is not a child, where the kernel tells it. */
int namedmap_pidfd_status(int fd, int *status);
/* Move a new descriptor out of the way of the standard streams. */
int namedmap_fd_above_stdio(int fd);

/* slots.c: what the library knows of a handle, by descriptor */

enum namedmap_handle_kind {
	HANDLE_NONE,
	HANDLE_SECTION,
	HANDLE_EVENT,
	HANDLE_MUTEX,
	HANDLE_SEMAPHORE,
	HANDLE_FILE,
	HANDLE_PROCESS,
	/*
	 * of this process; or the first one of another process, that is, the
	 * process again
	 */
	HANDLE_THREAD,
	HANDLE_TOKEN,
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

union namedmap_start {
	LPTHREAD_START_ROUTINE usual;
	void (*plain)(void *argument);
};

/* A thread that handles stand for, or that may get some. */
struct namedmap_thread {
	/* the handles, and the thread itself as long as it runs */
	unsigned int users;
	/* whose thread it is: a fork does not copy it */
	pid_t owner;
	/* 0 until it has begun */
	_Atomic uint32_t id;
	_Atomic uint32_t suspended;
	union namedmap_start start;
	void *argument;
	/* a jump buffer, if ExitThread can get out by that */
	void *out;
	/* _beginthread made it: the handle goes with the thread */
	bool closes_itself;
	bool ended;
	DWORD code;
	int priority;
	/* it may own mutexes of the driver's */
	bool may_own;
	/* of destructors, at its end */
	int rounds;
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
 * Files and processes are known by their slot. The driver's objects are known by
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
	/* shared by duplicates; NULL before the first lock or duplicate */
	struct namedmap_locks *locks;
	/* of a process or thread handle, one of the two */
	struct namedmap_process *process;
	struct namedmap_thread *thread;
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
/* The number belongs to a new object of the driver's. */
void namedmap_slot_renew_locked(int fd);
/* The handle ends here; the caller closes the descriptor. */
void namedmap_slot_drop_locked(int fd);
/* The descriptor of any of its handles, or -1. */
int namedmap_slot_of_thread_locked(const struct namedmap_thread *thread);
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

/* threadrecord.c */

/* A descriptor for a handle on a thread that runs, or a negative errno. */
int namedmap_thread_event(void);
/* Make it the calling thread's record; false if there is no memory. */
bool namedmap_thread_is(struct namedmap_thread *thread);
/* The calling thread's, or NULL if it has none. */
struct namedmap_thread *namedmap_thread_known(void);
/* The same, made if absent; NULL if there is no memory. */
struct namedmap_thread *namedmap_thread_current(void);
/* The calling thread may own mutexes from now on. */
void namedmap_thread_may_own(void);
/* One handle less, or the thread has ended. */
void namedmap_thread_put_locked(struct namedmap_thread *thread);
/* Its exit code, or STILL_ACTIVE; fd is that of a handle. */
DWORD namedmap_thread_code_locked(const struct namedmap_thread *thread, int fd);

/* lock.c */

struct namedmap_locks;

/* What one handle has locked; NULL if there is no memory. */
struct namedmap_locks *namedmap_locks_new(void);
void namedmap_locks_get_locked(struct namedmap_locks *locks);
void namedmap_locks_put_locked(struct namedmap_locks *locks);

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
/* The handle of an object that the driver just made. */
HANDLE namedmap_handle_made(int fd);
/* -1 to -6, which stand for the process, the thread and their tokens */
bool namedmap_is_pseudo_handle(HANDLE handle);
enum namedmap_handle_kind namedmap_handle_kind_locked(int fd);
/* Is it one of the driver's objects? */
bool namedmap_is_object(enum namedmap_handle_kind kind);
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
	/* so does this device file in any case; negative: none */
	int world;
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

/* failure.c */

/* With NAMEDMAP_DEBUG=1 say what failed; the last error is set already. */
void namedmap_say_named(const char *verb, enum namedmap_kind kind,
			const struct namedmap_name *name, DWORD right);
void namedmap_say_handle(const char *verb, HANDLE handle, DWORD right);

/* object.c */

/* Set the last error of a call with a name; NULL. */
HANDLE namedmap_fail_named(enum namedmap_call call, int result,
			   const struct namedmap_name *name);
/* Any object by its name. */
HANDLE namedmap_open_object(enum namedmap_kind kind, DWORD access, BOOL inherit,
			    const struct namedmap_name *name);
/*
 * A create call whose descriptor cannot be had, for this reason: it opens the
 * object if the name exists, as that keeps the security that it has.
 */
HANDLE namedmap_open_or_fail(enum namedmap_kind kind, DWORD access,
			     BOOL inherit, const struct namedmap_name *name,
			     DWORD error);

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

/* thread.c */

#define NAMEDMAP_CURRENT_THREAD ((HANDLE)(LONG_PTR)-2)

/* Rights on a thread, generic ones replaced; 0 or a Win32 error. */
DWORD namedmap_thread_rights(DWORD wanted, DWORD *granted);

/* exit.c */

/* Leave the whole of an exit code for whoever asks for it. */
void namedmap_exit_announce(DWORD code);

/* module.c */

/* The program's file; NULL if it cannot be told. */
char *namedmap_program_path(void);

/* space.c */

size_t namedmap_page_size(void);
size_t namedmap_round_to_page(size_t length);
uintptr_t namedmap_page_of(uintptr_t address);
uintptr_t namedmap_highest_address(void);
bool namedmap_is_mapped(uintptr_t page);

/* A line of /proc/self/maps. */
struct namedmap_mapping {
	uintptr_t start;
	uintptr_t end;
	char prot[5];
	bool file;
};

/* The lines in their order, which is that of the addresses. */
struct namedmap_maps {
	FILE *stream;
	char *line;
	size_t room;
};

bool namedmap_maps_open(struct namedmap_maps *maps);
bool namedmap_maps_next(struct namedmap_maps *maps,
			struct namedmap_mapping *mapping);
void namedmap_maps_close(struct namedmap_maps *maps);
/* The mapping at the address, or the first one after it; false: none. */
bool namedmap_mapping_find(uintptr_t address, struct namedmap_mapping *mapping);
DWORD namedmap_mapping_protection(const struct namedmap_mapping *mapping);

/* Where something may lie. */
struct namedmap_limits {
	/* whether there is a limit at all; then @highest is not 0 */
	bool given;
	uintptr_t lowest;
	uintptr_t highest;
	/* a power of two, or 0: 64 KiB */
	size_t alignment;
};

/* A place that is free now, or 0. */
uintptr_t namedmap_space_find(const struct namedmap_limits *limits,
			      size_t size);
/* Inaccessible memory at a multiple of 64 KiB, or MAP_FAILED. */
void *namedmap_space_reserve(size_t size);

/* region.c */

/* Pages that are alike, up to an offset in the region. */
struct namedmap_run {
	size_t end;
	/* of memory 0 unless committed */
	DWORD protection;
	bool committed;
};

/* A view, or memory from VirtualAlloc. */
struct namedmap_region {
	uintptr_t base;
	size_t size;
	/* as given when it was made */
	DWORD protection;
	bool is_view;
	bool file_backed;
	/* its pages are about to go; another region has its place in the table */
	bool leaving;
	bool replaced;

	/* what the pages have now; @runs is &@whole at first */
	struct namedmap_run whole;
	struct namedmap_run *runs;
	size_t run_count;
	size_t run_room;
};

/* Pages of a region that are alike, or shall be. */
struct namedmap_pages {
	uintptr_t first;
	size_t size;
	DWORD protection;
	bool committed;
};

void namedmap_regions_lock(void);
void namedmap_regions_unlock(void);
/* Put a copy in the table; false if there is no memory. */
bool namedmap_region_add(const struct namedmap_region *region, bool committed);
/*
 * The region that the address lies in, or one that the range meets, which may be
 * about to leave, or NULL.
 */
struct namedmap_region *namedmap_region_at_locked(uintptr_t address);
struct namedmap_region *namedmap_region_over_locked(uintptr_t base,
						    size_t size);
/* No call finds it any more; the caller unmaps its pages and says so. */
void namedmap_region_leave_locked(struct namedmap_region *region);
void namedmap_region_gone(struct namedmap_region *region);
/* The pages around the address that are alike. */
void namedmap_region_pages_locked(const struct namedmap_region *region,
				  uintptr_t address,
				  struct namedmap_pages *pages);
/* Room for one change; false if there is no memory. */
bool namedmap_region_make_room_locked(struct namedmap_region *region);
/* Record a change, for which room was made. */
void namedmap_region_set_locked(struct namedmap_region *region,
				const struct namedmap_pages *pages);

static inline uintptr_t
namedmap_region_end(const struct namedmap_region *region)
{
	return region->base + region->size;
}

/* pages.c */

/* Whole pages. */
struct namedmap_range {
	uintptr_t first;
	uintptr_t end;
};

/* The pages that the bytes lie in; false if they are none that can be. */
bool namedmap_range_of(LPCVOID address, SIZE_T length,
		       struct namedmap_range *range);
/* Can pages of the region have this protection? 0 or a Win32 error. */
DWORD namedmap_pages_check(const struct namedmap_region *region,
			   DWORD protection);
/* Commit the pages, or change their protection; 0 or a Win32 error. */
DWORD namedmap_pages_change_locked(struct namedmap_region *region,
				   const struct namedmap_range *range,
				   DWORD protection);

/* parameters.c */

bool namedmap_is_node(DWORD node);
/* Fills the limits, which are none at first; 0 or a Win32 error. */
DWORD namedmap_parameters_read(const MEM_EXTENDED_PARAMETER *parameters,
			       ULONG count, struct namedmap_limits *limits);

/* memory.c */

/* 0 if the handle is that of the calling process, or a Win32 error. */
DWORD namedmap_check_own_process(HANDLE process);

/* fileio.c */

/* Set a file's size unless that would cut a section; 0 or a negative errno. */
int namedmap_file_set_size(int fd, uint64_t size);

#endif
