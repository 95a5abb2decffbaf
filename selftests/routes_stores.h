/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Routes through those who write to the memory of a view, for a process or for
 * another.
 */
#ifndef NAMEDMAP_ROUTES_STORES_H
#define NAMEDMAP_ROUTES_STORES_H

#include <linux/futex.h>
#include <linux/userfaultfd.h>
#include <sys/ptrace.h>

#include "routes.h"

/* An ordinary instruction, in a process that may die of it. */
static unsigned int store_instruction(const struct attack *attack)
{
	char *views[2];
	unsigned int i;
	pid_t pid;

	both_views(attack, views);
	for (i = 0; i < ARRAY_SIZE(views); i++) {
		pid = fork();
		if (!pid) {
			/* caught, or the kernel would report it */
			signal(SIGSEGV, _exit);
			if (views[i])
				*(volatile char *)views[i] = 'X';
			_exit(0);
		}
		waitpid(pid, NULL, 0);
	}
	return 0;
}

/* Calls whose answer the kernel writes where it is told to. */
static unsigned int kernel_stores(const struct attack *attack)
{
	char *view = shared_view(attack);
	int source = source_file(), pair[2];
	pid_t pid;

	if (!view)
		return 0;
	store(view, 'X');
	pread(source, view, PAGE, 0);
	readlink("/proc/self/exe", view, PAGE);
	syscall(SYS_getrandom, view, 16, 0);
	uname((void *)view);
	if (!socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) {
		write(pair[1], "X", 1);
		recv(pair[0], view, 1, MSG_DONTWAIT);
	}
	pid = fork();
	if (!pid) {
		/* cleared when the thread ends */
		syscall(SYS_set_tid_address, view);
		_exit(0);
	}
	waitpid(pid, NULL, 0);
	return 0;
}

/* A futex operation changes its second word: adds 1 there. */
static unsigned int futex_operation(const struct attack *attack)
{
	char *view = shared_view(attack);
	static int mine;

	if (view)
		syscall(SYS_futex, &mine, FUTEX_WAKE_OP, 1, 1, view,
			FUTEX_OP(FUTEX_OP_ADD, 1, FUTEX_OP_CMP_EQ, 0));
	return 0;
}

/* The reading end of a pipe, poured into memory. */
static unsigned int vmsplice_into_view(const struct attack *attack)
{
	struct iovec to = { shared_view(attack), 1 };
	int fds[2];

	if (to.iov_base && !pipe(fds) && write(fds[1], "X", 1) == 1)
		vmsplice(fds[0], &to, 1, 0);
	return 0;
}

/* A page of the view lies in a pipe; writing to the pipe must not add to it. */
static unsigned int write_behind_spliced_page(const struct attack *attack)
{
	struct iovec from = { shared_view(attack), 1 };
	char *bytes = source_page();
	int fds[2];

	if (!from.iov_base || pipe2(fds, O_NONBLOCK))
		return 0;
	/* a ring whose slots were all used once, and could be added to */
	while (write(fds[1], bytes, PAGE) > 0)
		;
	while (read(fds[0], bytes, PAGE) > 0)
		;
	vmsplice(fds[1], &from, 1, 0);
	write(fds[1], bytes, 1);
	vmsplice(fds[1], &from, 1, SPLICE_F_GIFT);
	write(fds[1], bytes, 1);
	return 0;
}

/* Write to views and look behind them through a process's mem file. */
static unsigned int through_mem_file(const char *path, char *views[2])
{
	int memory = open(path, O_RDWR | O_CLOEXEC), i;
	unsigned int gains = 0;
	char byte;

	for (i = 0; i < 2 && memory >= 0; i++) {
		off_t at = (uintptr_t)views[i];

		if (!views[i])
			continue;
		if (pread(memory, &byte, 1, at + LAST_PAGE) == 1)
			gains |= look(&byte);
		pwrite(memory, "X", 1, at);
		pwrite(memory, "X", 1, at + PAGE);
		pwrite(memory, "X", 1, at + LAST_PAGE);
	}
	close(memory);
	return gains;
}

static unsigned int own_mem_file(const struct attack *attack)
{
	char *views[2];

	both_views(attack, views);
	return through_mem_file("/proc/self/mem", views);
}

static unsigned int childs_mem_file(const struct attack *attack)
{
	unsigned int gains;
	char path[40], *views[2];
	pid_t pid;

	both_views(attack, views);
	pid = bystander();
	snprintf(path, sizeof(path), "/proc/%d/mem", pid);
	gains = through_mem_file(path, views);
	if (!ptrace(PTRACE_ATTACH, pid, NULL, NULL)) {
		waitpid(pid, NULL, __WALL);
		gains |= through_mem_file(path, views);
	}
	dismiss(pid);
	return gains;
}

static unsigned int process_vm(const struct attack *attack)
{
	char *views[2];
	struct iovec local = { source_page(), 1 }, remote = { .iov_len = 1 };
	pid_t pids[2] = { getpid() };
	unsigned int gains = 0, i;

	both_views(attack, views);
	pids[1] = bystander();
	for (i = 0; i < 4; i++) {
		if (!views[i / 2])
			continue;
		remote.iov_base = views[i / 2];
		process_vm_writev(pids[i % 2], &local, 1, &remote, 1, 0);
		remote.iov_base = views[i / 2] + LAST_PAGE;
		if (process_vm_readv(pids[i % 2], &local, 1, &remote, 1, 0) == 1)
			gains |= look(local.iov_base);
	}
	dismiss(pids[1]);
	return gains;
}

static unsigned int ptrace_poke(const struct attack *attack)
{
	char *views[2];
	unsigned int i;
	pid_t pid;

	both_views(attack, views);
	pid = bystander();
	if (!ptrace(PTRACE_ATTACH, pid, NULL, NULL)) {
		waitpid(pid, NULL, __WALL);
		for (i = 0; i < ARRAY_SIZE(views); i++) {
			if (!views[i])
				continue;
			ptrace(PTRACE_POKEDATA, pid, views[i], 'X');
			ptrace(PTRACE_POKETEXT, pid, views[i] + PAGE, 'X');
		}
	}
	dismiss(pid);
	return 0;
}

/* A userfaultfd for faults of this process's own, registered on a view. */
static int watch(char *view, __u64 mode)
{
	struct uffdio_api api = {
		.api = UFFD_API, .features = UFFD_FEATURE_SIGBUS,
	};
	struct uffdio_register range = {
		.range = { .start = address(view), .len = SECTION_SIZE },
		.mode = mode,
	};
	int fd = syscall(SYS_userfaultfd, O_CLOEXEC | UFFD_USER_MODE_ONLY);

	if (fd < 0)
		return fd;
	ioctl(fd, UFFDIO_API, &api);
	ioctl(fd, UFFDIO_REGISTER, &range);
	return fd;
}

/* Fill the hole in the section's second page; go on where nothing is mapped. */
static void fill(int fd, char *view)
{
	struct uffdio_copy copy = {
		.dst = address(view + PAGE), .src = address(source_page()),
		.len = PAGE,
	};
	struct uffdio_zeropage zero = {
		.range = { .start = address(view + PAGE), .len = PAGE },
	};

	ioctl(fd, UFFDIO_COPY, &copy);
	copy.dst = address(view + LAST_PAGE);
	copy.copy = 0;
	ioctl(fd, UFFDIO_COPY, &copy);
	ioctl(fd, UFFDIO_ZEROPAGE, &zero);
}

/* Map what is there without a fault, with whatever rights that gives. */
static void make_present(int fd, char *view)
{
	struct uffdio_continue resume = {
		.range = { .start = address(view), .len = PAGE },
	};
	struct uffdio_writeprotect protect = {
		.range = { .start = address(view), .len = SECTION_SIZE },
		.mode = UFFDIO_WRITEPROTECT_MODE_WP,
	};

	ioctl(fd, UFFDIO_CONTINUE, &resume);
	ioctl(fd, UFFDIO_WRITEPROTECT, &protect);
	protect.mode = 0;
	ioctl(fd, UFFDIO_WRITEPROTECT, &protect);
	store(view, 'X');
}

/* The route's argument: fill holes, or else map what is present. */
static unsigned int userfault(const struct attack *attack)
{
	static const __u64 modes[] = {
		UFFDIO_REGISTER_MODE_MISSING, UFFDIO_REGISTER_MODE_WP,
		UFFDIO_REGISTER_MODE_MINOR,
		UFFDIO_REGISTER_MODE_MISSING | UFFDIO_REGISTER_MODE_WP,
	};
	unsigned int mode, i, gains = 0;
	char *views[2];
	int fd;

	for (mode = 0; mode < ARRAY_SIZE(modes); mode++) {
		both_views(attack, views);
		for (i = 0; i < ARRAY_SIZE(views); i++) {
			if (!views[i])
				continue;
			fd = watch(views[i], modes[mode]);
			if (fd < 0)
				return no_such_call();
			if (attack->argument)
				fill(fd, views[i]);
			else
				make_present(fd, views[i]);
			gains |= look(views[i] + LAST_PAGE);
			close(fd);
		}
	}
	return gains;
}

#endif /* NAMEDMAP_ROUTES_STORES_H */
