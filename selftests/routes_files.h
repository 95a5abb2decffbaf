/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Routes through the system calls that take a file's descriptor.
 */
#ifndef NAMEDMAP_ROUTES_FILES_H
#define NAMEDMAP_ROUTES_FILES_H

#include <linux/aio_abi.h>
#include <linux/fs.h>
#include <sys/sendfile.h>
#include <sys/xattr.h>

#include "routes.h"

static unsigned int write_calls(const struct attack *attack)
{
	struct iovec from = { "X", 1 };
	off_t at;

	for (at = 0; at <= LAST_PAGE; at += PAGE) {
		pwrite(attack->fd, "X", 1, at);
		pwritev2(attack->fd, &from, 1, at, 0);
		lseek(attack->fd, at, SEEK_SET);
		write(attack->fd, "X", 1);
		writev(attack->fd, &from, 1);
	}
	pwritev2(attack->fd, &from, 1, -1, RWF_APPEND);
	return 0;
}

static unsigned int read_calls(const struct attack *attack)
{
	unsigned int gains = 0;
	char byte = 0;

	if (pread(attack->fd, &byte, 1, LAST_PAGE) == 1)
		gains |= look(&byte);
	lseek(attack->fd, LAST_PAGE, SEEK_SET);
	if (read(attack->fd, &byte, 1) == 1)
		gains |= look(&byte);
	return gains;
}

static unsigned int truncate_file(const struct attack *attack)
{
	static const off_t sizes[] = { 2 * FILE_SIZE, FILE_SIZE - 1, PAGE, 0 };
	unsigned int i;
	char path[40];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", attack->fd);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		ftruncate(attack->fd, sizes[i]);
		truncate(path, sizes[i]);
	}
	return 0;
}

/* The argument is fallocate()'s mode. */
static unsigned int allocate(const struct attack *attack)
{
	off_t at;

	for (at = 0; at <= LAST_PAGE; at += PAGE)
		fallocate(attack->fd, attack->argument, at, PAGE);
	fallocate(attack->fd, attack->argument, 2 * FILE_SIZE, PAGE);
	return 0;
}

/* The calls of XFS for the same, which all file systems take. */
static unsigned int space_ioctls(const struct attack *attack)
{
	struct {
		__s16 type, whence;
		__s64 start, length;
		__s32 sysid;
		__u32 pid;
		__s32 pad[4];
	} space = { .length = PAGE };

	for (; space.start <= LAST_PAGE; space.start += PAGE) {
		ioctl(attack->fd, _IOW('X', 40, space), &space);
		ioctl(attack->fd, _IOW('X', 43, space), &space);
		ioctl(attack->fd, _IOW('X', 57, space), &space);
	}
	return 0;
}

/* Share the blocks of another file. */
static unsigned int clone_file(const struct attack *attack)
{
	struct file_clone_range range = {
		.src_fd = source_file(), .src_length = PAGE,
		.dest_offset = LAST_PAGE,
	};

	ioctl(attack->fd, FICLONERANGE, &range);
	ioctl(attack->fd, FICLONE, (int)range.src_fd);
	return 0;
}

static unsigned int sendfile_both_ways(const struct attack *attack)
{
	int source = source_file(), sink = memfd_create("sink", MFD_CLOEXEC);
	off_t from = LAST_PAGE;
	unsigned int gains = 0;
	char byte = 0;

	if (sendfile(sink, attack->fd, &from, 1) == 1 &&
	    pread(sink, &byte, 1, 0) == 1)
		gains = look(&byte);
	lseek(attack->fd, 0, SEEK_SET);
	sendfile(attack->fd, source, NULL, PAGE);
	lseek(attack->fd, LAST_PAGE, SEEK_SET);
	sendfile(attack->fd, source, NULL, PAGE);
	return gains;
}

static unsigned int splice_both_ways(const struct attack *attack)
{
	loff_t at = LAST_PAGE;
	unsigned int gains = 0;
	char byte = 0;
	int fds[2];

	if (pipe2(fds, O_NONBLOCK))
		return 0;
	if (splice(attack->fd, &at, fds[1], NULL, 1, SPLICE_F_NONBLOCK) == 1 &&
	    read(fds[0], &byte, 1) == 1)
		gains = look(&byte);
	tee(attack->fd, fds[1], 1, SPLICE_F_NONBLOCK);
	tee(fds[0], attack->fd, 1, SPLICE_F_NONBLOCK);
	for (at = 0; at <= LAST_PAGE;) {
		write(fds[1], "X", 1);
		if (splice(fds[0], NULL, attack->fd, &at, 1, SPLICE_F_NONBLOCK) < 1)
			at += PAGE;
		else
			at += PAGE - 1;
	}
	return gains;
}

static unsigned int copy_range(const struct attack *attack)
{
	int source = source_file(), sink = memfd_create("sink", MFD_CLOEXEC);
	loff_t from = LAST_PAGE, to = 0;
	unsigned int gains = 0;
	char byte = 0;

	if (copy_file_range(attack->fd, &from, sink, &to, 1, 0) == 1 &&
	    pread(sink, &byte, 1, 0) == 1)
		gains = look(&byte);
	from = 0;
	to = LAST_PAGE;
	copy_file_range(source, &from, attack->fd, &to, PAGE, 0);
	to = 0;
	copy_file_range(source, &from, attack->fd, &to, PAGE, 0);
	/* within the file, which needs no second file system */
	from = 0;
	to = LAST_PAGE;
	copy_file_range(attack->fd, &from, attack->fd, &to, PAGE, 0);
	return gains;
}

static unsigned int old_aio(const struct attack *attack)
{
	char byte = 'X', *view = shared_view(attack);
	struct iocb calls[] = {
		{ .aio_lio_opcode = IOCB_CMD_PWRITE, .aio_fildes = attack->fd,
		  .aio_buf = address(&byte), .aio_nbytes = 1 },
		{ .aio_lio_opcode = IOCB_CMD_PWRITE, .aio_fildes = attack->fd,
		  .aio_buf = address(&byte), .aio_nbytes = 1,
		  .aio_offset = LAST_PAGE },
		{ .aio_lio_opcode = IOCB_CMD_PREAD, .aio_fildes = source_file(),
		  .aio_buf = address(view), .aio_nbytes = 1 },
	};
	struct io_event events[ARRAY_SIZE(calls)];
	aio_context_t context = 0;
	unsigned int i, sent = 0;

	if (syscall(SYS_io_setup, ARRAY_SIZE(calls), &context))
		return no_such_call();
	for (i = 0; i < ARRAY_SIZE(calls); i++) {
		struct iocb *call = &calls[i];

		if (syscall(SYS_io_submit, context, 1, &call) == 1)
			sent++;
	}
	syscall(SYS_io_getevents, context, sent, sent, events, NULL);
	syscall(SYS_io_destroy, context);
	return 0;
}

static unsigned int add_seals(const struct attack *attack)
{
	fcntl(attack->fd, F_ADD_SEALS, F_SEAL_GROW);
	fcntl(attack->fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_SEAL);
	return 0;
}

/* The access mode is none of the flags that can be set. */
static unsigned int set_file_flags(const struct attack *attack)
{
	static const int flags[] = { O_RDWR, O_WRONLY, O_RDWR | O_APPEND,
				     O_RDWR | O_NONBLOCK, O_RDWR | O_DIRECT };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(flags); i++) {
		fcntl(attack->fd, F_SETFL, flags[i]);
		shared_view(attack);
	}
	fcntl(attack->fd, F_SETLEASE, F_WRLCK);
	shared_view(attack);
	fcntl(attack->fd, F_SETLEASE, F_UNLCK);
	return 0;
}

/* The file's permission, and the descriptor's. */
static unsigned int change_mode(const struct attack *attack)
{
	const struct timespec times[2] = { { 1, 1 }, { 1, 1 } };
	unsigned int flags = FS_APPEND_FL;
	char path[40];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", attack->fd);
	fchmod(attack->fd, 0777);
	chmod(path, 0777);
	fchown(attack->fd, getuid(), getgid());
	chown(path, getuid(), getgid());
	futimens(attack->fd, times);
	fsetxattr(attack->fd, "user.x", "x", 1, 0);
	ioctl(attack->fd, FS_IOC_SETFLAGS, &flags);
	return 0;
}

#endif /* NAMEDMAP_ROUTES_FILES_H */
