/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls of an input that are no ioctls of the driver's: files to give to it, and
 * what can be done to handles and views.
 */
#ifndef NAMEDMAP_FUZZ_OTHERS_H
#define NAMEDMAP_FUZZ_OTHERS_H

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/timerfd.h>

#include "values.h"

/* Nothing that is read or written is longer than this. */
#define BYTES 64
/* What is touched all at once, or by the kernel's own hand. */
#define POPULATED_MAX 0x100000

/* What was opened last, unless something else is chosen. */
static int file_fd(const struct record *record)
{
	return record->fd ? fd_of(record->fd) : last_fd();
}

static void call_open_device(const struct record *record)
{
	keep_fd(open(DEVICE, record->words[0] % 3 | O_CLOEXEC));
}

static int pipe_of(bool writing)
{
	int fds[2];

	if (pipe2(fds, O_CLOEXEC | O_NONBLOCK))
		return -1;
	if (writing)
		keep_fd(fds[1]);
	else
		close(fds[1]);
	return fds[0];
}

static int new_file(unsigned int kind)
{
	switch (kind % 14) {
	case 0:
		return memfd_create("fuzz", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	case 1:
		return open(PLACE_EXT4, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	case 2:
		return open(PLACE_TMPFS, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	case 3:
		return open("/bin/true", O_RDONLY | O_CLOEXEC);
	case 4:
		return open("/dev/zero", O_RDWR | O_CLOEXEC);
	case 5:
		return open(PLACE_EXT4, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	case 6:
		return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	case 7:
		return pipe_of(true);
	case 8:
		return pipe_of(false);
	case 9:
		return epoll_create1(EPOLL_CLOEXEC);
	case 10:
		return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
			      0);
	case 11:
		return syscall(SYS_pidfd_open, getpid(), 0);
	case 12:
		return memfd_create("fuzz", MFD_CLOEXEC | MFD_HUGETLB);
	default:
		return open(PLACE_EXT4, O_PATH | O_CLOEXEC);
	}
}

/* words: kind, size */
static void call_open_file(const struct record *record)
{
	int fd = keep_fd(new_file(record->words[0] & 0xff));

	if (fd >= 0 && ftruncate(fd, number_or(record->words[1], PAGE)))
		return;
}

/* The same file, for less. */
static void call_reopen(const struct record *record)
{
	static const int modes[] = {
		O_RDONLY, O_WRONLY, O_RDWR, O_RDWR | O_APPEND, O_PATH,
		O_RDWR | O_TRUNC, O_RDONLY | O_DIRECT,
	};

	keep_fd(reopen(file_fd(record), O_NONBLOCK | O_NOCTTY |
		       modes[record->words[0] % ARRAY_SIZE(modes)]));
}

/* The device of the run stays, as most calls are made on it. */
static void call_close(const struct record *record)
{
	int last = state.fd_count - 1, i;

	if (last < 1)
		return;
	i = record->fd ? 1 + (record->fd - 1) % last : last;
	close(state.fds[i]);
	state.fds[i] = state.fds[last];
	state.fd_count = last;
}

static void call_dup(const struct record *record)
{
	keep_fd(fcntl(file_fd(record), F_DUPFD_CLOEXEC, 0));
}

static void call_read(const struct record *record)
{
	char bytes[BYTES];

	if (pread(file_fd(record), bytes, sizeof(bytes),
		  number_of(record->words[0])) < 0 &&
	    read(file_fd(record), bytes, sizeof(bytes)) < 0)
		return;
}

static void call_write(const struct record *record)
{
	static const char bytes[BYTES] = { 1 };

	if (pwrite(file_fd(record), bytes, sizeof(bytes),
		   number_of(record->words[0])) < 0 &&
	    write(file_fd(record), bytes, sizeof(bytes)) < 0)
		return;
}

static void call_truncate(const struct record *record)
{
	if (ftruncate(file_fd(record), number_of(record->words[0])))
		return;
}

static void call_fallocate(const struct record *record)
{
	fallocate(file_fd(record), record->words[0] % 128,
		  number_of(record->words[1]), number_or(record->words[2], PAGE));
}

static void call_fcntl(const struct record *record)
{
	static const struct { int command, mask; } commands[] = {
		{ F_SETFD, 1 }, { F_SETFL, O_NONBLOCK | O_APPEND | O_ASYNC },
		{ F_ADD_SEALS, 0x3f }, { F_SETLEASE, 3 }, { F_GETFL, 0 },
		{ F_NOTIFY, 0 }, { F_SETPIPE_SZ, 0xffff },
	};
	const __u16 choice = record->words[0] % ARRAY_SIZE(commands);

	fcntl(file_fd(record), commands[choice].command,
	      record->words[1] & commands[choice].mask);
}

static void call_lock(const struct record *record)
{
	struct flock lock = {
		.l_type = record->words[0] % 3, .l_whence = SEEK_SET,
		.l_start = record->words[1],
	};

	if (record->words[2] & 1)
		fcntl(file_fd(record), F_OFD_SETLK, &lock);
	else
		flock(file_fd(record), LOCK_NB | 1 << record->words[0] % 4);
}

static void call_poll(const struct record *record)
{
	struct pollfd polls[] = {
		{ .fd = file_fd(record), .events = POLLIN | POLLOUT },
		{ .fd = last_fd(), .events = record->words[0] },
	};

	poll(polls, ARRAY_SIZE(polls), 0);
}

/* The epoll stays open with the handle in it. */
static void call_epoll(const struct record *record)
{
	struct epoll_event event = { .events = EPOLLIN | record->words[0] << 16 };
	int fd = file_fd(record), epoll = keep_fd(epoll_create1(EPOLL_CLOEXEC));

	epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
	epoll_wait(epoll, &event, 1, 0);
}

static void call_fdinfo(const struct record *record)
{
	char path[64], text[256];

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", file_fd(record));
	read_file(path, text, sizeof(text));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file_fd(record));
	if (readlink(path, text, sizeof(text)) < 0)
		return;
}

/* Through a socket and back, while it is perhaps closed here. */
static void call_send(const struct record *record)
{
	int sockets[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets))
		return;
	if (!send_fd(sockets[0], file_fd(record))) {
		if (record->words[0] & 1)
			call_close(record);
		if (!(record->words[0] & 2))
			keep_fd(receive_fd(sockets[1]));
	}
	close(sockets[0]);
	close(sockets[1]);
}

/* Any number, with a structure's own size in front and nothing behind. */
static void call_any_ioctl(const struct record *record)
{
	__u32 argument[64] = { number_or(record->words[1], sizeof(argument)) };

	ioctl(file_fd(record), _IOC(record->words[0] >> 14, NAMEDMAP_TYPE,
				    0x90 + (record->words[0] & 0x1f),
				    record->words[2] & 0xff), argument);
}

static void keep_view(char *start, size_t length)
{
	if (start == MAP_FAILED)
		return;
	state.views[state.view_count++] = (struct view){
		.start = start, .length = length };
}

/* words: length, protection, flags, offset */
static void call_mmap(const struct record *record)
{
	static const int more[] = {
		0, MAP_POPULATE, MAP_NORESERVE, MAP_FIXED_NOREPLACE, MAP_LOCKED,
		MAP_HUGETLB, MAP_SYNC, MAP_32BIT,
	};
	size_t length = number_or(record->words[0], PAGE);
	int prot = PROT_READ | PROT_WRITE, flags = more[record->words[2] >> 8 & 7];
	void *hint = NULL;

	if (record->words[1])
		prot = record->words[1] & 7;
	if (length > POPULATED_MAX)
		flags &= ~(MAP_POPULATE | MAP_LOCKED);
	if (flags & MAP_FIXED_NOREPLACE)
		hint = (void *)(0x10000000ul + record->words[4] * PAGE);
	flags |= record->words[2] & 1 ? MAP_PRIVATE :
		 record->words[2] & 2 ? MAP_SHARED_VALIDATE : MAP_SHARED;
	keep_view(mmap(hint, length, prot, flags,
		       file_fd(record),
		       number_of(record->words[3])), length);
}

static char *page_of(const struct view *view, __u16 choice)
{
	return view->start + choice % ((view->length - 1) / PAGE + 1) * PAGE;
}

static void call_munmap(const struct record *record)
{
	struct view *view = view_of(record->fd);

	if (!view)
		return;
	/* as a whole, and then it is not known any more, or a page of it */
	if (record->words[0]) {
		munmap(page_of(view, record->words[0]), PAGE);
		return;
	}
	munmap(view->start, view->length);
	*view = state.views[--state.view_count];
}

static void call_mremap(const struct record *record)
{
	struct view *view = view_of(record->fd);
	size_t length = number_or(record->words[0], 2 * PAGE);
	char *start;

	if (!view)
		return;
	start = mremap(view->start, view->length, length,
		       record->words[1] & 1 ? 0 : MREMAP_MAYMOVE);
	if (start == MAP_FAILED)
		return;
	view->start = start;
	view->length = length;
}

static void call_mprotect(const struct record *record)
{
	struct view *view = view_of(record->fd);

	if (!view)
		return;
	if (record->words[1])
		mprotect(page_of(view, record->words[1]), PAGE,
			 record->words[0] & 7);
	else
		mprotect(view->start, view->length, record->words[0] & 7);
}

static void call_msync(const struct record *record)
{
	struct view *view = view_of(record->fd);

	if (view)
		msync(view->start, view->length,
		      record->words[0] & 1 ? MS_ASYNC : MS_SYNC);
}

static void call_madvise(const struct record *record)
{
	static const int advices[] = {
		MADV_DONTNEED, MADV_REMOVE, MADV_WILLNEED, MADV_DONTFORK,
		MADV_HUGEPAGE, MADV_MERGEABLE, MADV_PAGEOUT, MADV_COLD,
		MADV_FREE, MADV_WIPEONFORK, MADV_DONTDUMP,
	};
	struct view *view = view_of(record->fd);

	if (view)
		madvise(view->start,
			view->length > POPULATED_MAX ? PAGE : view->length,
			advices[record->words[0] % ARRAY_SIZE(advices)]);
}

static void call_mlock(const struct record *record)
{
	struct view *view = view_of(record->fd);

	if (view && view->length <= POPULATED_MAX)
		mlock2(view->start, view->length,
		       record->words[0] & 1 ? MLOCK_ONFAULT : 0);
}

/* A byte of a view is read or written; the kernel's copy does not die of it. */
static void call_touch(const struct record *record)
{
	struct view *view = view_of(record->fd);
	struct iovec own, there;
	char byte = 1;

	if (!view)
		return;
	own = (struct iovec){ &byte, 1 };
	there = (struct iovec){ page_of(view, record->words[1]), 1 };
	if (record->words[0] & 1)
		process_vm_readv(getpid(), &own, 1, &there, 1, 0);
	else
		process_vm_writev(getpid(), &own, 1, &there, 1, 0);
}

/* Another user, until the run ends; the thread alone, not the process. */
static void call_become(const struct record *record)
{
	static const uid_t users[] = { 1000, 0, 1001, 65534 };
	uid_t user = users[record->words[0] % ARRAY_SIZE(users)];

	syscall(SYS_setresgid, -1, user, -1);
	syscall(SYS_setresuid, -1, user, -1);
}

static const struct limit {
	int resource;
	rlim_t usual;
} limits[] = {
	{ RLIMIT_FSIZE, 8 << 20 }, { RLIMIT_NOFILE, 1024 },
	{ RLIMIT_MEMLOCK, 8 << 20 }, { RLIMIT_AS, RLIM_INFINITY },
};

static void set_limit(int resource, rlim_t value)
{
	struct rlimit limit;

	getrlimit(resource, &limit);
	limit.rlim_cur = value < limit.rlim_max ? value : limit.rlim_max;
	setrlimit(resource, &limit);
}

static void usual_limits(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(limits); i++)
		set_limit(limits[i].resource, limits[i].usual);
}

static void call_limit(const struct record *record)
{
	static const rlim_t descriptors[] = { 0, 12, 16, 24 };

	switch (record->words[0] % 4) {
	case 0:
		set_limit(RLIMIT_FSIZE, number_of(record->words[1]) & 0x7fffff);
		break;
	case 1:
		set_limit(RLIMIT_NOFILE, descriptors[record->words[1] % 4]);
		break;
	case 2:
		set_limit(RLIMIT_MEMLOCK, record->words[1] * PAGE);
		break;
	default:
		set_limit(RLIMIT_AS, 0);
	}
}

/* In a child, which does not need the old ones any more. */
static void call_unshare(const struct record *record)
{
	static const int spaces[] = {
		CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWUSER | CLONE_NEWIPC,
		CLONE_FILES, CLONE_NEWNS,
	};

	if (state.child)
		unshare(spaces[record->words[0] % ARRAY_SIZE(spaces)]);
}

#endif /* NAMEDMAP_FUZZ_OTHERS_H */
