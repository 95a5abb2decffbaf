// SPDX-License-Identifier: MIT
/*
 * The table of file and process handles, by descriptor.
 *
 * The number of a handle that is closed may come back as a descriptor of
 * somebody else's, and no call may touch that one. So a file handle is more
 * than its number: the open file carries a mark (the signal of F_SETSIG, which
 * means nothing without O_ASYNC and can be read back), or, where a mark cannot
 * be set, its inode is remembered; both are compared before every use.
 *
 * The mark stays with the open file over exec. It says what the file was opened
 * for, and that is how a program recognises the file handles that it inherited:
 * a marked file under a number that this process has not used for a handle yet.
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

static bool can_be_marked(mode_t mode)
{
	return S_ISREG(mode) || S_ISDIR(mode);
}

static bool slot_is_true(int fd, const struct namedmap_slot *slot)
{
	struct stat file;
	int mark;

	if (slot->marked) {
		mark = fcntl(fd, F_GETSIG);
		return mark >= MARK_FIRST && mark <= mark_of(MARK_BITS);
	}
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

struct namedmap_slot *namedmap_slot_adopt_locked(int fd)
{
	struct namedmap_slot *slot = namedmap_slot_peek_locked(fd);
	struct stat file;
	int mark, flags;

	if (slot && slot->gone)
		return NULL;
	mark = fcntl(fd, F_GETSIG);
	if (mark < MARK_FIRST || mark > mark_of(MARK_BITS))
		return NULL;
	flags = fcntl(fd, F_GETFL);
	if (flags < 0 || fstat(fd, &file) || !can_be_marked(file.st_mode))
		return NULL;
	slot = namedmap_slot_make_locked(fd);
	if (!slot)
		return NULL;
	slot->kind = HANDLE_FILE;
	slot->may = (uint8_t)(mark - MARK_FIRST);
	if (flags & O_APPEND)
		slot->may |= FILE_APPENDS;
	slot->marked = true;
	return slot;
}

bool namedmap_slot_add_locked(int fd, const struct namedmap_slot *given)
{
	struct namedmap_slot *slot = namedmap_slot_make_locked(fd);
	struct stat file;
	int mark;

	if (!slot || fstat(fd, &file))
		return false;
	namedmap_slot_renew_locked(fd);
	*slot = *given;
	slot->device = file.st_dev;
	slot->inode = file.st_ino;
	slot->marked = false;
	if (slot->kind != HANDLE_FILE || !can_be_marked(file.st_mode))
		return true;
	/* Somebody else's signal stays, and so does the mark of a duplicate. */
	mark = fcntl(fd, F_GETSIG);
	if (mark >= MARK_FIRST && mark <= mark_of(MARK_BITS))
		slot->marked = true;
	else if (!mark)
		slot->marked = !fcntl(fd, F_SETSIG, mark_of(slot->may));
	return true;
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
