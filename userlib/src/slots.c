// SPDX-License-Identifier: MIT
/*
 * The table of file, process and thread handles, by descriptor.
 *
 * The number of a handle that is closed may come back as a descriptor of
 * somebody else's, and no call may touch that one. So such a handle is more
 * than its number: the open file carries a mark (the signal of F_SETSIG, which
 * means nothing without O_ASYNC and can be read back), or, where a mark cannot
 * be set, its inode is remembered; both are compared before every use.
 *
 * The handles on the threads of this process are marked, too, but mean nothing to
 * another program.
 *
 * The mark stays with the open file over exec. It says what the file was opened
 * for, or which rights on the process there are, and that is how a program
 * recognises the handles that it inherited: a marked file under a number that
 * this process has not used for a handle yet.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

/* Eight signals: the mark's number less the first is three FILE_MAY_ bits. */
#define MARK_FIRST 57
#define MARK_BITS (FILE_MAY_READ | FILE_MAY_WRITE | FILE_MAY_EXECUTE)
/* Sixteen: which of the rights in process_rights[] there are. */
#define MARK_PROCESS 41
#define MARK_PROCESS_BITS 4
#define MARK_PROCESS_LAST (MARK_PROCESS + (1 << MARK_PROCESS_BITS) - 1)

#define MARK_THREAD (MARK_PROCESS - 1)

static const DWORD process_rights[MARK_PROCESS_BITS] = {
	PROCESS_DUP_HANDLE,
	PROCESS_QUERY_INFORMATION | PROCESS_QUERY_LIMITED_INFORMATION,
	PROCESS_TERMINATE,
	SYNCHRONIZE,
};

static pthread_mutex_t slots_mutex = PTHREAD_MUTEX_INITIALIZER;
static struct namedmap_slot *slots;
static size_t slots_count;

void namedmap_slots_lock(void)
{
	pthread_mutex_lock(&slots_mutex);
}

void namedmap_slots_unlock(void)
{
	pthread_mutex_unlock(&slots_mutex);
}

/* A fork copies the table as it is between two calls. */
__attribute__((constructor)) static void slots_fork_safe(void)
{
	pthread_atfork(namedmap_slots_lock, namedmap_slots_unlock,
		       namedmap_slots_unlock);
}

struct namedmap_slot *namedmap_slot_peek_locked(int fd)
{
	return (size_t)fd < slots_count ? &slots[fd] : NULL;
}

struct namedmap_slot *namedmap_slot_make_locked(int fd)
{
	struct namedmap_slot *grown;
	size_t count = slots_count ? slots_count : 64;

	if ((size_t)fd < slots_count)
		return &slots[fd];
	while (count <= (size_t)fd)
		count *= 2;
	grown = realloc(slots, count * sizeof(*slots));
	if (!grown)
		return NULL;
	memset(grown + slots_count, 0, (count - slots_count) * sizeof(*slots));
	slots = grown;
	slots_count = count;
	return &slots[fd];
}

static int mark_of(unsigned int may)
{
	return MARK_FIRST + (int)(may & MARK_BITS);
}

static int mark_of_rights(DWORD access)
{
	int mark = MARK_PROCESS, bit;

	for (bit = 0; bit < MARK_PROCESS_BITS; bit++) {
		if (access & process_rights[bit])
			mark += 1 << bit;
	}
	return mark;
}

static DWORD rights_of_mark(int mark)
{
	DWORD access = 0;
	int bit;

	for (bit = 0; bit < MARK_PROCESS_BITS; bit++) {
		if ((mark - MARK_PROCESS) & 1 << bit)
			access |= process_rights[bit];
	}
	return access;
}

static bool is_mark_of(enum namedmap_handle_kind kind, int mark)
{
	if (kind == HANDLE_FILE)
		return mark >= MARK_FIRST && mark <= mark_of(MARK_BITS);
	return mark >= MARK_PROCESS && mark <= MARK_PROCESS_LAST;
}

static bool is_mark_of_slot(const struct namedmap_slot *slot, int mark)
{
	return slot->thread ? mark == MARK_THREAD :
			      is_mark_of(slot->kind, mark);
}

static bool can_be_marked(mode_t mode)
{
	return S_ISREG(mode) || S_ISDIR(mode);
}

static bool slot_is_true(int fd, const struct namedmap_slot *slot)
{
	struct stat file;

	if (slot->marked)
		return is_mark_of_slot(slot, fcntl(fd, F_GETSIG));
	return !fstat(fd, &file) && file.st_dev == slot->device &&
	       file.st_ino == slot->inode;
}

/* One handle less; the file goes with the last, if this process opened it. */
static void doomed_put(struct namedmap_doomed *doomed)
{
	struct stat file;

	if (!doomed || --doomed->handles)
		return;
	if (doomed->owner == getpid() && !lstat(doomed->path, &file) &&
	    file.st_dev == doomed->device && file.st_ino == doomed->inode)
		unlink(doomed->path);
	free(doomed);
}

void namedmap_slot_drop_locked(int fd)
{
	struct namedmap_slot *slot = namedmap_slot_peek_locked(fd);

	if (!slot)
		return;
	doomed_put(slot->doomed);
	if (slot->locks)
		namedmap_locks_put_locked(slot->locks);
	if (slot->process)
		namedmap_process_put_locked(slot->process,
					    slot_is_true(fd, slot) ? fd : -1);
	if (slot->thread)
		namedmap_thread_put_locked(slot->thread);
	memset(slot, 0, sizeof(*slot));
	slot->gone = true;
}

void namedmap_slot_renew_locked(int fd)
{
	namedmap_slot_drop_locked(fd);
	if ((size_t)fd < slots_count)
		slots[fd].gone = false;
}

struct namedmap_slot *namedmap_slot_known_locked(int fd)
{
	struct namedmap_slot *slot = namedmap_slot_peek_locked(fd);

	if (!slot || slot->kind == HANDLE_NONE)
		return NULL;
	if (slot_is_true(fd, slot))
		return slot;
	/* Closed behind our back: the number means something else now. */
	namedmap_slot_drop_locked(fd);
	return NULL;
}

static bool slot_of_marked_file(int fd, int mark, struct namedmap_slot *slot)
{
	int flags = fcntl(fd, F_GETFL);
	struct stat file;

	if (flags < 0 || fstat(fd, &file) || !can_be_marked(file.st_mode))
		return false;
	slot->kind = HANDLE_FILE;
	slot->may = (uint8_t)(mark - MARK_FIRST);
	if (flags & O_APPEND)
		slot->may |= FILE_APPENDS;
	return true;
}

bool namedmap_slot_of_mark(int fd, struct namedmap_slot *slot)
{
	int mark = fcntl(fd, F_GETSIG);

	memset(slot, 0, sizeof(*slot));
	slot->marked = true;
	if (is_mark_of(HANDLE_FILE, mark))
		return slot_of_marked_file(fd, mark, slot);
	if (!is_mark_of(HANDLE_PROCESS, mark) || !namedmap_is_pidfd(fd))
		return false;
	slot->kind = HANDLE_PROCESS;
	slot->access = rights_of_mark(mark);
	return true;
}

struct namedmap_slot *namedmap_slot_adopt_locked(int fd)
{
	struct namedmap_slot *slot = namedmap_slot_peek_locked(fd), found;

	if ((slot && slot->gone) || !namedmap_slot_of_mark(fd, &found))
		return NULL;
	slot = namedmap_slot_make_locked(fd);
	if (!slot)
		return NULL;
	if (found.kind == HANDLE_PROCESS) {
		found.process = namedmap_process_of_pidfd(fd);
		if (!found.process)
			return NULL;
		found.process->handles = 1;
	}
	*slot = found;
	return slot;
}

bool namedmap_slot_add_locked(int fd, const struct namedmap_slot *given)
{
	struct namedmap_slot *slot = namedmap_slot_make_locked(fd);
	struct stat file;
	int mark, wanted;

	if (!slot || fstat(fd, &file))
		return false;
	namedmap_slot_renew_locked(fd);
	*slot = *given;
	slot->device = file.st_dev;
	slot->inode = file.st_ino;
	slot->marked = false;
	if (slot->thread)
		wanted = MARK_THREAD;
	else if (slot->process)
		wanted = mark_of_rights(slot->access);
	else if (slot->kind == HANDLE_FILE && can_be_marked(file.st_mode))
		wanted = mark_of(slot->may);
	else
		return true;
	/* Somebody else's signal stays, and so does the mark of a duplicate. */
	mark = fcntl(fd, F_GETSIG);
	if (is_mark_of_slot(slot, mark))
		slot->marked = true;
	else if (!mark)
		slot->marked = !fcntl(fd, F_SETSIG, wanted);
	return true;
}

int namedmap_slot_of_thread_locked(const struct namedmap_thread *thread)
{
	size_t fd;

	for (fd = 0; fd < slots_count; fd++) {
		if (slots[fd].thread == thread &&
		    slot_is_true((int)fd, &slots[fd]))
			return (int)fd;
	}
	return -1;
}

/* What the process leaves open at its end is closed by the kernel. */
__attribute__((destructor)) static void slots_end(void)
{
	size_t fd;

	namedmap_slots_lock();
	for (fd = 0; fd < slots_count; fd++) {
		doomed_put(slots[fd].doomed);
		slots[fd].doomed = NULL;
	}
	namedmap_slots_unlock();
}
