/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * /dev/namedmap: named, reference-counted memory sections
 */
#ifndef _UAPI_LINUX_NAMEDMAP_H
#define _UAPI_LINUX_NAMEDMAP_H

#include <linux/ioctl.h>
#include <linux/types.h>

/**
 * DOC: General ioctl format
 *
 * Two kinds of file descriptor take ioctls: the device (an open
 * ``/dev/namedmap``) and a handle (what create, open and duplicate return).
 * Every ioctl takes a pointer to a structure whose first field is its own size
 * in bytes. Structures may grow at their end; a kernel that knows a longer
 * structure takes a shorter one and reads the rest as zero, a kernel that
 * knows a shorter one takes a longer one if the rest is zero. Fields named
 * ``out_`` are written by the kernel and ignored on input; all others are
 * read and left alone. A call that fails writes nothing (after EFAULT the
 * caller's memory is undefined) and has no effect other than the ones its
 * description names.
 *
 * The meaning of the error numbers is the same for every ioctl:
 *
 * - ENOTTY: the command is not known, or not on this kind of descriptor.
 * - E2BIG: the structure is longer than the kernel's and its rest is not zero,
 *   or it is longer than a page.
 * - EINVAL: the structure is shorter than the first published version, or a
 *   field holds a value that can never be right.
 * - EOPNOTSUPP: an unknown flag, or a reserved field that is not zero.
 * - EFAULT: a pointer does not lead to accessible memory.
 * - ENOMEM: out of memory, or above the commit limit.
 * - EMFILE, ENFILE: no descriptor is left in the process, or in the system.
 * - EINTR: a fatal signal, or a signal while a file was being extended.
 *
 * What else an ioctl can answer stands with its structure.
 */
#define NAMEDMAP_TYPE ('N')

/**
 * DOC: Names
 *
 * A name is a string of bytes without a NUL; no byte but the backslash has a
 * meaning, and case matters. By convention it is UTF-8, with a lone UTF-16
 * surrogate written as the three bytes that UTF-8 would give its number, so
 * that 16-bit names and byte names correspond one to one. The length counts
 * bytes and no terminator. A length of zero means no name.
 *
 * Names are looked up within the caller's IPC namespace, or within the private
 * world of the device file (struct namedmap_private_world), objects of all kinds
 * together. ``Global\x`` is the table that all users share, ``Session\N\x`` the
 * table of user id N, and ``Local\x`` or plain ``x`` that of the caller's
 * effective user id. Creating a global name needs CAP_IPC_OWNER over the IPC
 * namespace or membership of the group that the module parameter global_gid
 * names; nobody can create a name in another user's table.
 *
 * Errors: ENAMETOOLONG for a name of more than NAMEDMAP_NAME_MAX bytes after
 * the prefix, EILSEQ for one that holds a NUL, starts with a backslash or has
 * an empty part after a known prefix, ENOTDIR for any other backslash (the
 * directory before it does not exist), EISDIR for the bare word ``Local``,
 * ``Global`` or ``Session``.
 */
#define NAMEDMAP_NAME_MAX 98298

/**
 * DOC: Access rights
 *
 * A handle carries the rights it was granted when it was made, and no call
 * changes them. They are the standard rights of section, event, mutex and
 * semaphore objects.
 * The generic ones are replaced by the rights they stand for
 * before anything is checked; NAMEDMAP_RIGHT_MAXIMUM asks for all that the
 * object's permission allows.
 *
 * The permission of an object is its owner, its group (effective ids of the
 * creator) and a mode of read and write bits for owner, group and others. Read
 * gives QUERY, MAP_READ, MAP_EXECUTE, READ_CONTROL and SYNCHRONIZE, write
 * gives MAP_WRITE, EXTEND_SIZE (events and semaphores: MODIFY) and READ_CONTROL,
 * and both together give everything. The execute bits have no meaning and are
 * refused.
 * CAP_IPC_OWNER in the user namespace that owns the object's IPC namespace
 * overrides the mode. The creator's own handle gets the rights it asks for
 * whatever the mode says.
 */
#define NAMEDMAP_RIGHT_QUERY		0x00000001u
#define NAMEDMAP_RIGHT_MAP_WRITE	0x00000002u
#define NAMEDMAP_RIGHT_MAP_READ		0x00000004u
#define NAMEDMAP_RIGHT_MAP_EXECUTE	0x00000008u
#define NAMEDMAP_RIGHT_EXTEND_SIZE	0x00000010u

#define NAMEDMAP_RIGHT_EVENT_QUERY	0x00000001u
#define NAMEDMAP_RIGHT_EVENT_MODIFY	0x00000002u

#define NAMEDMAP_RIGHT_MUTEX_QUERY	0x00000001u

#define NAMEDMAP_RIGHT_SEMAPHORE_QUERY	0x00000001u
#define NAMEDMAP_RIGHT_SEMAPHORE_MODIFY	0x00000002u

#define NAMEDMAP_RIGHT_DELETE		0x00010000u
#define NAMEDMAP_RIGHT_READ_CONTROL	0x00020000u
#define NAMEDMAP_RIGHT_WRITE_DAC	0x00040000u
#define NAMEDMAP_RIGHT_WRITE_OWNER	0x00080000u
#define NAMEDMAP_RIGHT_SYNCHRONIZE	0x00100000u

#define NAMEDMAP_RIGHT_SYSTEM_SECURITY	0x01000000u
#define NAMEDMAP_RIGHT_MAXIMUM		0x02000000u
#define NAMEDMAP_RIGHT_GENERIC_ALL	0x10000000u
#define NAMEDMAP_RIGHT_GENERIC_EXECUTE	0x20000000u
#define NAMEDMAP_RIGHT_GENERIC_WRITE	0x40000000u
#define NAMEDMAP_RIGHT_GENERIC_READ	0x80000000u

/* DELETE, READ_CONTROL, WRITE_DAC and WRITE_OWNER */
#define NAMEDMAP_RIGHTS_STANDARD	0x000f0000u
#define NAMEDMAP_RIGHTS_SECTION_ALL	0x000f001fu
#define NAMEDMAP_RIGHTS_EVENT_ALL	0x001f0003u
#define NAMEDMAP_RIGHTS_MUTEX_ALL	0x001f0001u
#define NAMEDMAP_RIGHTS_SEMAPHORE_ALL	0x001f0003u

/**
 * DOC: Page protection
 *
 * The page protection of a section is the widest access that any view of it
 * can have. A copy-on-write view (MAP_PRIVATE) of any section may be written.
 *
 * - READONLY, WRITECOPY: views are read-only or private.
 * - READWRITE: shared views may be written.
 * - EXECUTE_READ, EXECUTE_WRITECOPY, EXECUTE_READWRITE: the same, and views
 *   may be executable.
 */
#define NAMEDMAP_PAGE_READONLY			0x02u
#define NAMEDMAP_PAGE_READWRITE			0x04u
#define NAMEDMAP_PAGE_WRITECOPY			0x08u
#define NAMEDMAP_PAGE_EXECUTE_READ		0x20u
#define NAMEDMAP_PAGE_EXECUTE_READWRITE		0x40u
#define NAMEDMAP_PAGE_EXECUTE_WRITECOPY		0x80u

/**
 * DOC: Section attributes
 *
 * - COMMIT: memory is charged against the commit limit at create; the default
 *   when neither COMMIT nor RESERVE is given.
 * - RESERVE: nothing is charged at create. Not together with COMMIT.
 * - NOCACHE, WRITECOMBINE: recorded and reported; ordinary memory is never
 *   mapped uncached. Only together with COMMIT or RESERVE.
 * - LARGE_PAGES: use huge pages where there are some. Only together with
 *   COMMIT, without a backing file, with a size that is a multiple of the huge
 *   page, and with CAP_IPC_LOCK (EPERM).
 * - FILE: reported for a section with a backing file, in place of COMMIT and
 *   RESERVE, which have no effect there; refused on input.
 */
#define NAMEDMAP_SECTION_FILE			0x00800000u
#define NAMEDMAP_SECTION_RESERVE		0x04000000u
#define NAMEDMAP_SECTION_COMMIT			0x08000000u
#define NAMEDMAP_SECTION_NOCACHE		0x10000000u
#define NAMEDMAP_SECTION_WRITECOMBINE		0x40000000u
#define NAMEDMAP_SECTION_LARGE_PAGES		0x80000000u

/**
 * enum namedmap_kind - the kinds of object that share the name space
 * @NAMEDMAP_KIND_SECTION: a section
 * @NAMEDMAP_KIND_EVENT: an event
 * @NAMEDMAP_KIND_MUTEX: a mutex
 * @NAMEDMAP_KIND_SEMAPHORE: a semaphore
 */
enum namedmap_kind {
	NAMEDMAP_KIND_SECTION = 1,
	NAMEDMAP_KIND_EVENT = 2,
	NAMEDMAP_KIND_MUTEX = 3,
	NAMEDMAP_KIND_SEMAPHORE = 4,
};

/**
 * enum namedmap_scope - the table that a name stands in
 * @NAMEDMAP_SCOPE_NONE: the object has no name
 * @NAMEDMAP_SCOPE_LOCAL: the table of one user
 * @NAMEDMAP_SCOPE_GLOBAL: the table that all users of the IPC namespace share
 */
enum namedmap_scope {
	NAMEDMAP_SCOPE_NONE = 0,
	NAMEDMAP_SCOPE_LOCAL = 1,
	NAMEDMAP_SCOPE_GLOBAL = 2,
};

/* A section without a backing file is smaller than this: 128 TiB. */
#define NAMEDMAP_ANONYMOUS_MAX 0x800000000000ull

/* Commands of the device come first, those of a handle follow at 0xa0. */
enum {
	NAMEDMAP_CMD_DEVICE_BASE = 0x90,
	NAMEDMAP_CMD_CREATE = NAMEDMAP_CMD_DEVICE_BASE,
	NAMEDMAP_CMD_EVENT_CREATE = 0x91,
	NAMEDMAP_CMD_OPEN = 0x92,
	NAMEDMAP_CMD_FLUSH_MEMORY = 0x93,
	NAMEDMAP_CMD_TRUNCATE = 0x94,
	NAMEDMAP_CMD_WAIT = 0x95,
	NAMEDMAP_CMD_COMPARE = 0x96,
	NAMEDMAP_CMD_PRIVATE_WORLD = 0x97,
	NAMEDMAP_CMD_MUTEX_CREATE = 0x98,
	NAMEDMAP_CMD_SEMAPHORE_CREATE = 0x99,
	NAMEDMAP_CMD_MUTEX_ABANDON = 0x9a,

	NAMEDMAP_CMD_HANDLE_BASE = 0xa0,
	NAMEDMAP_CMD_DUPLICATE = NAMEDMAP_CMD_HANDLE_BASE,
	NAMEDMAP_CMD_QUERY = 0xa1,
	NAMEDMAP_CMD_FLUSH = 0xa2,
	NAMEDMAP_CMD_EVENT_SET = 0xa3,
	NAMEDMAP_CMD_EVENT_RESET = 0xa4,
	NAMEDMAP_CMD_MUTEX_RELEASE = 0xa5,
	NAMEDMAP_CMD_SEMAPHORE_RELEASE = 0xa6,
};

/*
 * Flags of every command that makes a handle. Without INHERIT the new
 * descriptor is closed on exec.
 */
#define NAMEDMAP_HANDLE_INHERIT		0x00000001u

/* Fail with EEXIST instead of opening an object that has the name already. */
#define NAMEDMAP_CREATE_EXCLUSIVE	0x00010000u

/**
 * struct namedmap_create - create a section, or open the one of that name
 * @size: sizeof(struct namedmap_create)
 * @flags: NAMEDMAP_HANDLE_INHERIT, NAMEDMAP_CREATE_EXCLUSIVE
 * @name: address of the name
 * @name_length: bytes in the name; 0 for a section without one
 * @access: rights wanted on the section, at least one
 * @protection: one NAMEDMAP_PAGE_ value
 * @attributes: NAMEDMAP_SECTION_ bits
 * @section_size: bytes; 0 means the backing file's length. Rounded up to whole
 *	pages without a backing file, kept to the byte with one
 * @backing_fd: the file behind the section, or -1 for anonymous memory
 * @mode: read and write permission bits for owner, group and others
 * @out_handle: the new handle, a file descriptor
 * @out_existed: 0 if the section was created, 1 if the name was there already
 * @out_section_size: bytes in the section
 * @out_protection: protection of the section
 * @out_attributes: attributes of the section
 * @out_access: rights that the handle was granted
 * @__reserved: must be 0
 *
 * ioctl(NAMEDMAP_IOC_CREATE) on the device. The arguments are checked whether
 * or not the name exists. If it does, the existing section is opened with the
 * rights wanted, and neither it nor the file named here is changed. If not, a
 * section is created, complete with its size before anybody can find it.
 *
 * The backing file must be open for reading, and for writing too if
 * the protection lets shared views be written. Such a section grows the file to
 * its size where it is shorter, with blocks reserved for the new part, so that
 * a full disk is an error here and not a fault later. A failing call leaves the
 * file's size and bytes as they were; only if the answer cannot be written
 * (EFAULT) because the caller's memory went away during the call, the file may
 * have grown. The section uses an open file description of its own: locks,
 * leases, flags and position of the caller's descriptor stay the caller's.
 *
 * Errors: EACCES if the existing section's permission, the table of names or
 * the open mode of the file forbids it, or no right was asked for; EPERM if a
 * seal, a no-exec mount or the system's security policy forbids the widest view
 * that the protection allows, or LARGE_PAGES without CAP_IPC_LOCK; EEXIST with
 * EXCLUSIVE; EPROTOTYPE if the name belongs to another kind of object; EBADF if
 * @backing_fd is no open file; ENODEV if that file cannot back a section;
 * ENODATA if it is empty and @section_size 0; EOVERFLOW if it is shorter than
 * @section_size and the protection does not let it grow; EFBIG if the size is
 * beyond what the file system or the process (RLIMIT_FSIZE) allows, or
 * NAMEDMAP_ANONYMOUS_MAX or more without a file; ENOBUFS with RESERVE if the
 * machine has less memory than it would take to note where the section's pages
 * are (8 bytes for 4 KiB on most machines); ENOMEM above the commit limit;
 * ENOSPC if the disk or the disk quota is full; EDQUOT at the user's limit of
 * objects or of bytes in names; ETXTBSY for a swap file or one being executed;
 * EAGAIN if a lease on the file has to be broken first; and those of names.
 */
struct namedmap_create {
	__u32 size;
	__u32 flags;
	__aligned_u64 name;
	__u32 name_length;
	__u32 access;
	__u32 protection;
	__u32 attributes;
	__aligned_u64 section_size;
	__s32 backing_fd;
	__u32 mode;
	__s32 out_handle;
	__u32 out_existed;
	__aligned_u64 out_section_size;
	__u32 out_protection;
	__u32 out_attributes;
	__u32 out_access;
	__u32 __reserved;
};

#define NAMEDMAP_IOC_CREATE _IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_CREATE)

/**
 * DOC: Events
 *
 * An event is set or not. A manual-reset event stays set until it is reset,
 * and releases all who wait for it meanwhile; an automatic one is reset by the
 * one wait that it releases.
 *
 * The handle of an event can be polled. It is readable (POLLIN) while the event
 * is set, which says that a wait would end at once and does not consume
 * anything; another may be faster. For epoll(7) in edge-triggered mode every
 * call that sets the event is an edge, unless it was handed over. A handle
 * without NAMEDMAP_RIGHT_SYNCHRONIZE tells nothing: it always answers POLLERR.
 */

/* The event stays set until it is reset; without it one wait resets it. */
#define NAMEDMAP_EVENT_MANUAL_RESET	0x00020000u
/* The event is set from the start. */
#define NAMEDMAP_EVENT_SIGNALED		0x00040000u

/**
 * struct namedmap_event_create - create an event, or open the one of that name
 * @size: sizeof(struct namedmap_event_create)
 * @flags: NAMEDMAP_HANDLE_INHERIT, NAMEDMAP_CREATE_EXCLUSIVE,
 *	NAMEDMAP_EVENT_MANUAL_RESET, NAMEDMAP_EVENT_SIGNALED
 * @name: address of the name
 * @name_length: bytes in the name; 0 for an event without one
 * @access: rights wanted on the event, at least one
 * @mode: read and write permission bits for owner, group and others
 * @out_handle: the new handle, a file descriptor
 * @out_existed: 0 if the event was created, 1 if the name was there already
 * @out_access: rights that the handle was granted
 *
 * ioctl(NAMEDMAP_IOC_EVENT_CREATE) on the device.
 *
 * Errors: EACCES, EEXIST, EPROTOTYPE and EDQUOT as for a section, and those of
 * names.
 */
struct namedmap_event_create {
	__u32 size;
	__u32 flags;
	__aligned_u64 name;
	__u32 name_length;
	__u32 access;
	__u32 mode;
	__s32 out_handle;
	__u32 out_existed;
	__u32 out_access;
};

#define NAMEDMAP_IOC_EVENT_CREATE _IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_EVENT_CREATE)

/**
 * DOC: Mutexes
 *
 * A mutex is free or belongs to a thread. The wait that it ends makes the
 * waiting thread its owner; the owner's own waits for it end at once, and it is
 * free again when it was released as often as it was taken. Nobody but the
 * owner can release it. To close a handle does not.
 *
 * When a thread ends that owns a mutex, the mutex is abandoned: it is free, and
 * the wait that takes it next is told (out_abandoned), as what the mutex guards
 * may be in disorder. This is found out when a process ends, however it ends;
 * since Linux 6.9 also when a thread other than the first does. Any other that is
 * about to end while its process goes on has to say so
 * (NAMEDMAP_IOC_MUTEX_ABANDON); one that does not is noticed by waits that
 * begin later, while those that began before go on until its process ends.
 *
 * The owner is a thread and not a program: execve(2) changes nothing for the
 * thread that keeps its id. Another than the first thread, which gets the first
 * one's id then, ends by that, and so does the first one. A forked child owns
 * nothing.
 *
 * The handle of a mutex can be polled: it is readable while nobody owns it.
 */

/* The calling thread owns the mutex from the start. */
#define NAMEDMAP_MUTEX_OWNED		0x00020000u

/* Of a query: the calling thread owns the mutex; its last owner ended so. */
#define NAMEDMAP_MUTEX_MINE		0x00040000u
#define NAMEDMAP_MUTEX_ABANDONED	0x00080000u

/**
 * struct namedmap_mutex_create - create a mutex, or open the one of that name
 * @size: sizeof(struct namedmap_mutex_create)
 * @flags: NAMEDMAP_HANDLE_INHERIT, NAMEDMAP_CREATE_EXCLUSIVE,
 *	NAMEDMAP_MUTEX_OWNED, which counts only if the mutex is created
 * @name: address of the name
 * @name_length: bytes in the name; 0 for a mutex without one
 * @access: rights wanted on the mutex, at least one
 * @mode: read and write permission bits for owner, group and others
 * @out_handle: the new handle, a file descriptor
 * @out_existed: 0 if the mutex was created, 1 if the name was there already
 * @out_access: rights that the handle was granted
 *
 * ioctl(NAMEDMAP_IOC_MUTEX_CREATE) on the device.
 *
 * Errors: EACCES, EEXIST, EPROTOTYPE and EDQUOT as for a section, and those of
 * names.
 */
struct namedmap_mutex_create {
	__u32 size;
	__u32 flags;
	__aligned_u64 name;
	__u32 name_length;
	__u32 access;
	__u32 mode;
	__s32 out_handle;
	__u32 out_existed;
	__u32 out_access;
};

#define NAMEDMAP_IOC_MUTEX_CREATE _IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_MUTEX_CREATE)

/**
 * struct namedmap_mutex_abandon - give up all mutexes of the calling thread
 * @size: sizeof(struct namedmap_mutex_abandon)
 * @flags: must be 0
 *
 * ioctl(NAMEDMAP_IOC_MUTEX_ABANDON) on the device. Every mutex that the calling
 * thread owns is abandoned, as if the thread had ended, and those who wait have
 * it when the call returns.
 */
struct namedmap_mutex_abandon {
	__u32 size;
	__u32 flags;
};

#define NAMEDMAP_IOC_MUTEX_ABANDON \
	_IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_MUTEX_ABANDON)

/**
 * DOC: Semaphores
 *
 * A semaphore has a count between 0 and its maximum. While it is not 0 it ends
 * waits, each of which takes one; to release the semaphore adds to it. Nobody
 * owns it, so nothing happens when one who took some ends. The handle of a
 * semaphore can be polled: it is readable while the count is not 0.
 */

/**
 * struct namedmap_semaphore_create - create a semaphore, or open the one of that
 *	name
 * @size: sizeof(struct namedmap_semaphore_create)
 * @flags: NAMEDMAP_HANDLE_INHERIT, NAMEDMAP_CREATE_EXCLUSIVE
 * @name: address of the name
 * @name_length: bytes in the name; 0 for a semaphore without one
 * @access: rights wanted on the semaphore, at least one
 * @mode: read and write permission bits for owner, group and others
 * @count: how many waits it ends from the start, at most @maximum
 * @maximum: highest count, 1 to 0x7fffffff
 * @out_handle: the new handle, a file descriptor
 * @out_existed: 0 if it was created, 1 if the name was there already
 * @out_access: rights that the handle was granted
 *
 * ioctl(NAMEDMAP_IOC_SEMAPHORE_CREATE) on the device. The counts are checked
 * whether or not the name exists.
 *
 * Errors: EACCES, EEXIST, EPROTOTYPE and EDQUOT as for a section, and those of
 * names.
 */
struct namedmap_semaphore_create {
	__u32 size;
	__u32 flags;
	__aligned_u64 name;
	__u32 name_length;
	__u32 access;
	__u32 mode;
	__u32 count;
	__u32 maximum;
	__s32 out_handle;
	__u32 out_existed;
	__u32 out_access;
};

#define NAMEDMAP_IOC_SEMAPHORE_CREATE \
	_IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_SEMAPHORE_CREATE)

/**
 * struct namedmap_open - open an object by its name
 * @size: sizeof(struct namedmap_open)
 * @flags: NAMEDMAP_HANDLE_INHERIT
 * @name: address of the name
 * @name_length: bytes in the name, at least 1
 * @access: rights wanted on the object, at least one
 * @kind: NAMEDMAP_KIND_ that the object must be of
 * @out_handle: the new handle, a file descriptor
 * @out_section_size: bytes in the section; 0 for another kind
 * @out_protection: protection of the section; 0 for another kind
 * @out_attributes: attributes of the section; 0 for another kind
 * @out_access: rights that the handle was granted
 * @__reserved: must be 0
 *
 * ioctl(NAMEDMAP_IOC_OPEN) on the device. Only the object's permission is
 * asked: rights that go beyond the section's protection are granted, and the
 * view is refused later.
 *
 * Errors: ENOENT if no object has the name; EPROTOTYPE if one of another kind
 * has it; EACCES if its permission does not give the rights wanted, or none
 * was asked for; EPERM for NAMEDMAP_RIGHT_SYSTEM_SECURITY; and those of names.
 * In another user's table EACCES also stands for ENOENT and EPROTOTYPE, unless
 * the object gives the caller some right or the caller has CAP_IPC_OWNER: what
 * is there and what is not look alike.
 */
struct namedmap_open {
	__u32 size;
	__u32 flags;
	__aligned_u64 name;
	__u32 name_length;
	__u32 access;
	__u32 kind;
	__s32 out_handle;
	__aligned_u64 out_section_size;
	__u32 out_protection;
	__u32 out_attributes;
	__u32 out_access;
	__u32 __reserved;
};

#define NAMEDMAP_IOC_OPEN _IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_OPEN)

/**
 * struct namedmap_flush_memory - start write-back of the caller's own memory
 * @size: sizeof(struct namedmap_flush_memory)
 * @flags: must be 0
 * @address: first byte, in the caller's address space
 * @length: bytes, at least 1
 *
 * ioctl(NAMEDMAP_IOC_FLUSH_MEMORY) on the device. Hands every dirty page of
 * the writable shared file mappings in the range, views or not, to the disk
 * and does not wait for the disk; memory of any other kind in the range is
 * passed over. The form that waits is msync(MS_SYNC).
 *
 * Errors: ENOMEM if part of the range is not mapped (the rest was handled, as
 * by msync); EINVAL if the range is empty or wraps around; and what the file
 * system answers, EIO for instance.
 */
struct namedmap_flush_memory {
	__u32 size;
	__u32 flags;
	__aligned_u64 address;
	__aligned_u64 length;
};

#define NAMEDMAP_IOC_FLUSH_MEMORY _IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_FLUSH_MEMORY)

/**
 * struct namedmap_truncate - set a file's size unless that would cut a section
 * @size: sizeof(struct namedmap_truncate)
 * @fd: the file, open for writing
 * @length: the new size, in bytes
 * @flags: must be 0
 * @__reserved: must be 0
 *
 * ioctl(NAMEDMAP_IOC_TRUNCATE) on the device. A file that backs a section or is
 * mapped by anybody cannot become shorter this way. Creating a section on a
 * file and truncating that file through this call exclude each other. What
 * other programs do to the file with plain system calls is not held back. Where
 * a file system fails half way, for want of memory for instance, the file can
 * have its new size all the same, as after ftruncate(2).
 *
 * As for ftruncate(2), the open file decides and not the permissions of its
 * path.
 *
 * Errors: EBUSY if the file would become shorter and has a section or a
 * mapping; EBADF if @fd is no open file or not open for writing; EINVAL if it
 * is not a regular file or @length is negative as a signed number; EPERM for
 * an append-only file; EFBIG beyond RLIMIT_FSIZE or the file system's limit;
 * and what the file system answers.
 */
struct namedmap_truncate {
	__u32 size;
	__s32 fd;
	__aligned_u64 length;
	__u32 flags;
	__u32 __reserved;
};

#define NAMEDMAP_IOC_TRUNCATE _IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_TRUNCATE)

/* Wait until all are signaled at once, instead of any of them. */
#define NAMEDMAP_WAIT_ALL		0x00000001u

/* Descriptors that one call can wait for. */
#define NAMEDMAP_WAIT_MAX		64

/* A timeout that never comes. */
#define NAMEDMAP_WAIT_FOREVER		(~0ull)

/**
 * struct namedmap_wait - wait for objects, or until descriptors are readable
 * @size: sizeof(struct namedmap_wait)
 * @flags: NAMEDMAP_WAIT_ALL
 * @handles: address of an array of @count descriptors, each an __s32
 * @timeout: when to give up, in nanoseconds of CLOCK_MONOTONIC. Zero or a time
 *	that has passed: only look. NAMEDMAP_WAIT_FOREVER: never
 * @count: 1 to NAMEDMAP_WAIT_MAX
 * @__reserved: must be 0
 * @out_index: which of them ended the wait, counted from 0; the lowest if
 *	several were signaled when the call was made; 0 with ALL
 * @out_abandoned: 1 if the wait took a mutex that was abandoned, else 0
 *
 * ioctl(NAMEDMAP_IOC_WAIT) on the device. An event is signaled while it is set,
 * a mutex while it is free or the caller's, a semaphore while its count is not 0.
 * A wait that ends with an automatic event (one without MANUAL_RESET) consumes
 * it: the event is reset in the same step; a mutex is taken, and a semaphore's
 * count goes down by one. Any other descriptor that can be
 * polled, a pidfd for instance, is signaled while poll(2) would say POLLIN, and
 * is never consumed.
 *
 * Setting an automatic event hands it over to the one that has waited longest,
 * and so does releasing a mutex or a semaphore.
 * If that one is killed before its call has returned, or its answer cannot be
 * written (EFAULT), the event goes to the next, or stays set, unless it was
 * reset since; a mutex or semaphore likewise.
 *
 * With ALL the objects are consumed in one step or not at all, and nothing is
 * held while waiting. Other descriptors are waited for before: only when all of
 * them were seen readable at one time, the wait for the objects starts.
 *
 * The call holds the descriptors' open files while it waits; to close them
 * meanwhile ends nothing. A signal ends the wait with nothing consumed: EINTR,
 * or the call is made again, as with any system call; as the timeout is a
 * point in time, that does not make it longer.
 *
 * Errors: ETIMEDOUT; EINTR; EACCES if a handle lacks NAMEDMAP_RIGHT_SYNCHRONIZE;
 * EOVERFLOW if the caller has taken a mutex 2^31 times; EBADF if a descriptor is
 * no open file; EINVAL if @count is out of range, a descriptor is the handle of a
 * section or cannot be polled, or if with ALL two of them are the same object or
 * the same open file.
 */
struct namedmap_wait {
	__u32 size;
	__u32 flags;
	__aligned_u64 handles;
	__aligned_u64 timeout;
	__u32 count;
	__u32 __reserved;
	__u32 out_index;
	__u32 out_abandoned;
};

#define NAMEDMAP_IOC_WAIT _IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_WAIT)

/**
 * struct namedmap_compare - say whether two handles are on the same object
 * @size: sizeof(struct namedmap_compare)
 * @flags: must be 0
 * @first: a handle
 * @second: a handle
 * @out_same: 1 if they are on the same object, else 0
 * @__reserved: must be 0
 *
 * ioctl(NAMEDMAP_IOC_COMPARE) on the device. No right is needed.
 *
 * Errors: EBADF if one of them is no open file, EINVAL if it is not a handle.
 */
struct namedmap_compare {
	__u32 size;
	__u32 flags;
	__s32 first;
	__s32 second;
	__u32 out_same;
	__u32 __reserved;
};

#define NAMEDMAP_IOC_COMPARE _IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_COMPARE)

/**
 * struct namedmap_private_world - give the open device file names of its own
 * @size: sizeof(struct namedmap_private_world)
 * @flags: must be 0
 *
 * ioctl(NAMEDMAP_IOC_PRIVATE_WORLD) on the device, before any other call on
 * that open file. From then on every name that is given in a call on it is
 * looked up in a name space that was empty at this call and that no other open
 * file leads to. Whoever inherits or receives the descriptor shares it. The
 * rules of names and of permissions hold in it as they do outside, with each
 * user's table and Global, but that the user who made the world may create
 * Global names in it. Permissions are overridden by CAP_IPC_OWNER over the
 * maker's IPC namespace.
 *
 * Objects keep their world, so handles work on after the device file is
 * closed. Names are kept apart by this, nothing else: a process that can open
 * /dev/namedmap itself can have the names of its IPC namespace, too.
 *
 * Errors: EBUSY if another call was made on the open file before.
 */
struct namedmap_private_world {
	__u32 size;
	__u32 flags;
};

#define NAMEDMAP_IOC_PRIVATE_WORLD \
	_IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_PRIVATE_WORLD)

/* Grant what the source handle has; @access must be 0. */
#define NAMEDMAP_DUPLICATE_SAME_ACCESS	0x00010000u

/**
 * struct namedmap_duplicate - make a new handle on a handle's object
 * @size: sizeof(struct namedmap_duplicate)
 * @handle: the source handle if the ioctl is made on the device, -1 if it is
 *	made on the source handle itself
 * @flags: NAMEDMAP_HANDLE_INHERIT, NAMEDMAP_DUPLICATE_SAME_ACCESS
 * @access: rights wanted; 0 makes a handle without rights
 * @out_handle: the new handle, a file descriptor
 * @out_access: rights that the new handle was granted
 *
 * ioctl(NAMEDMAP_IOC_DUPLICATE) on the device or a handle. Unlike dup(2) the
 * new descriptor is a handle of its own, with rights of its own. Rights that
 * the source handle lacks are granted if the object's permission gives them to
 * the caller.
 *
 * Errors: EBADF if @handle is no open file, EINVAL if it is not a handle;
 * EACCES if a right is wanted that neither the source handle has nor the
 * permission gives, or that does not exist; EPERM for
 * NAMEDMAP_RIGHT_SYSTEM_SECURITY.
 */
struct namedmap_duplicate {
	__u32 size;
	__s32 handle;
	__u32 flags;
	__u32 access;
	__s32 out_handle;
	__u32 out_access;
};

#define NAMEDMAP_IOC_DUPLICATE _IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_DUPLICATE)

/* Ask for the name, owner, mode and count of handles as well. */
#define NAMEDMAP_QUERY_DETAILS		0x00000001u

/**
 * struct namedmap_query - say what a handle is
 * @size: sizeof(struct namedmap_query)
 * @handle: the handle if the ioctl is made on the device, -1 if it is made on
 *	the handle itself
 * @flags: NAMEDMAP_QUERY_DETAILS
 * @name_capacity: bytes of room at @name
 * @name: where the name goes, without prefix and without terminator
 * @out_section_size: bytes in the section; 0 for another kind
 * @out_kind: NAMEDMAP_KIND_ of the object
 * @out_access: rights of this handle
 * @out_protection: protection of the section; 0 for another kind
 * @out_attributes: attributes of the section; for an event
 *	NAMEDMAP_EVENT_MANUAL_RESET and NAMEDMAP_EVENT_SIGNALED, for a mutex
 *	NAMEDMAP_MUTEX_OWNED, _MINE and _ABANDONED, as they are now, or 0 if
 *	the handle has neither QUERY nor SYNCHRONIZE
 * @out_handles: details: how many handles the object has
 * @out_name_length: details: bytes in the whole name, more than
 *	@name_capacity if it was cut
 * @out_scope: details: NAMEDMAP_SCOPE_ of the name
 * @out_scope_uid: details: whose table, for NAMEDMAP_SCOPE_LOCAL
 * @out_uid: details: owner
 * @out_gid: details: group
 * @out_mode: details: permission bits
 * @out_count: the count of a semaphore, or how often the owner of a mutex has to
 *	release it, as it is now; 0 if the handle has neither of these rights
 * @out_maximum: the maximum of a semaphore; likewise
 * @__reserved: must be 0
 *
 * ioctl(NAMEDMAP_IOC_QUERY) on the device or a handle. Without DETAILS it needs
 * no right, and the fields of details are 0. User and group ids are given as
 * the caller's user namespace sees them.
 *
 * On the device it is also the way to learn whether a descriptor is a handle:
 * nothing is done to a descriptor that is not.
 *
 * Errors: EBADF if @handle is no open file, EINVAL if it is not a handle;
 * EACCES with DETAILS if the handle lacks NAMEDMAP_RIGHT_QUERY.
 */
struct namedmap_query {
	__u32 size;
	__s32 handle;
	__u32 flags;
	__u32 name_capacity;
	__aligned_u64 name;
	__aligned_u64 out_section_size;
	__u32 out_kind;
	__u32 out_access;
	__u32 out_protection;
	__u32 out_attributes;
	__u32 out_handles;
	__u32 out_name_length;
	__u32 out_scope;
	__u32 out_scope_uid;
	__u32 out_uid;
	__u32 out_gid;
	__u32 out_mode;
	__u32 out_count;
	__u32 out_maximum;
	__u32 __reserved;
};

#define NAMEDMAP_IOC_QUERY _IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_QUERY)

/* Start write-back and do not wait for it. */
#define NAMEDMAP_FLUSH_START		0x00000001u

/**
 * struct namedmap_flush - write a range of a section back to its file
 * @size: sizeof(struct namedmap_flush)
 * @handle: the handle if the ioctl is made on the device, -1 if it is made on
 *	the handle itself
 * @offset: first byte of the section
 * @length: bytes; 0 means up to the section's end
 * @flags: NAMEDMAP_FLUSH_START
 * @__reserved: must be 0
 *
 * ioctl(NAMEDMAP_IOC_FLUSH) on the device or a handle. Writes the dirty pages
 * that the range touches, and what of the file's metadata is needed to read
 * them again, as fdatasync(2) does, and returns when the disk has them. For a
 * section without a backing file it does nothing.
 *
 * Errors: EBADF if @handle is no open file, EINVAL if it is not the handle of a
 * section or the range is not within the section; EACCES if the handle
 * has neither MAP_READ nor MAP_WRITE; and what the file system answers, EIO and
 * ENOSPC for instance. Every handle is told of an error of write-back once.
 */
struct namedmap_flush {
	__u32 size;
	__s32 handle;
	__aligned_u64 offset;
	__aligned_u64 length;
	__u32 flags;
	__u32 __reserved;
};

#define NAMEDMAP_IOC_FLUSH _IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_FLUSH)

/**
 * struct namedmap_event_change - set or reset an event
 * @size: sizeof(struct namedmap_event_change)
 * @handle: the handle if the ioctl is made on the device, -1 if it is made on
 *	the handle itself
 * @flags: must be 0
 * @out_signaled: 1 if the event was set before, else 0
 *
 * ioctl(NAMEDMAP_IOC_EVENT_SET) and ioctl(NAMEDMAP_IOC_EVENT_RESET) on the
 * device or a handle. Setting a manual-reset event releases all who wait for
 * it. Setting an automatic one releases exactly one who waits, and then it is
 * not set; it stays set if nobody waits.
 *
 * Errors: EBADF if @handle is no open file, EINVAL if it is not the handle of an
 * event; EACCES if it lacks NAMEDMAP_RIGHT_EVENT_MODIFY. If the answer cannot
 * be written (EFAULT) the event is unchanged, unless the caller's memory went
 * away during the call.
 */
struct namedmap_event_change {
	__u32 size;
	__s32 handle;
	__u32 flags;
	__u32 out_signaled;
};

#define NAMEDMAP_IOC_EVENT_SET _IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_EVENT_SET)
#define NAMEDMAP_IOC_EVENT_RESET _IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_EVENT_RESET)

/**
 * struct namedmap_mutex_release - release a mutex once
 * @size: sizeof(struct namedmap_mutex_release)
 * @handle: the handle if the ioctl is made on the device, -1 if it is made on
 *	the handle itself
 * @flags: must be 0
 * @out_count: how often the caller owned it before
 *
 * ioctl(NAMEDMAP_IOC_MUTEX_RELEASE) on the device or a handle. No right is
 * needed but to own it.
 *
 * Errors: EBADF if @handle is no open file, EINVAL if it is not the handle of a
 * mutex; EPERM if the calling thread does not own it. If the answer cannot be
 * written (EFAULT) the mutex is unchanged, unless the caller's memory went away
 * during the call.
 */
struct namedmap_mutex_release {
	__u32 size;
	__s32 handle;
	__u32 flags;
	__u32 out_count;
};

#define NAMEDMAP_IOC_MUTEX_RELEASE \
	_IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_MUTEX_RELEASE)

/**
 * struct namedmap_semaphore_release - add to the count of a semaphore
 * @size: sizeof(struct namedmap_semaphore_release)
 * @handle: the handle if the ioctl is made on the device, -1 if it is made on
 *	the handle itself
 * @flags: must be 0
 * @count: how much, at least 1
 * @__reserved: must be 0
 * @out_count: the count before
 *
 * ioctl(NAMEDMAP_IOC_SEMAPHORE_RELEASE) on the device or a handle.
 *
 * Errors: EBADF if @handle is no open file, EINVAL if it is not the handle of a
 * semaphore or @count is 0; EACCES if it lacks NAMEDMAP_RIGHT_SEMAPHORE_MODIFY;
 * EOVERFLOW if the count would exceed the maximum, then nothing is added. If the
 * answer cannot be written (EFAULT) the semaphore is unchanged, unless the
 * caller's memory went away during the call.
 */
struct namedmap_semaphore_release {
	__u32 size;
	__s32 handle;
	__u32 flags;
	__u32 count;
	__u32 __reserved;
	__u32 out_count;
};

#define NAMEDMAP_IOC_SEMAPHORE_RELEASE \
	_IO(NAMEDMAP_TYPE, NAMEDMAP_CMD_SEMAPHORE_RELEASE)

/**
 * DOC: Views
 *
 * mmap(2) of a section handle maps a view; the offset counts from the
 * section's start. MAP_SHARED views show the section itself, MAP_PRIVATE ones
 * are copy-on-write. A view belongs to the file behind the section, not to the
 * handle or the name: it stays after both are gone, and costs what a mapping
 * of that file costs.
 *
 * - A view needs MAP_READ; a shared view that may be written needs MAP_WRITE
 *   instead; an executable one MAP_EXECUTE as well. Without them, or when the
 *   section's protection forbids it, mmap fails with EACCES (EPERM for
 *   executable views), and a later mprotect(2) cannot add what was missing.
 * - ENXIO: the range is not within the section, rounded up to whole pages.
 * - EPERM: the file was sealed against writing, or its mount is no-exec now.
 * - ENODEV: the handle is not a section's.
 *
 * An error of write-back is told to the first msync(2) of any view of the
 * section, since they share its file; NAMEDMAP_IOC_FLUSH tells each handle.
 * File locks and leases on a handle are refused with EINVAL.
 *
 * A view cannot be grown past its section. On a section with a backing file
 * this costs the view mlock(2), which locks nothing there, and MADV_COLLAPSE.
 * Addresses chosen by the kernel are multiples of 64 KiB.
 */

#endif /* _UAPI_LINUX_NAMEDMAP_H */
