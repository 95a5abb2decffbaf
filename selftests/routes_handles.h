/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Routes to another descriptor: opening one anew, bringing one to another
 * process, and the driver's own calls.
 */
#ifndef NAMEDMAP_ROUTES_HANDLES_H
#define NAMEDMAP_ROUTES_HANDLES_H

#include "routes_files.h"
#include "routes_memory.h"

#define SEIZE "--seize"		/* how this program is called by exec_handle() */

/* All that a descriptor can be tried for at once. */
static unsigned int seize(const struct attack *attack)
{
	return map_all(attack) | map_beyond(attack) | read_calls(attack) |
	       write_calls(attack) | truncate_file(attack) | inspect();
}

/* The same with a descriptor that a route led to, if it did; closes it. */
static unsigned int seize_fd(const struct attack *attack, int fd)
{
	struct attack other = *attack;
	pid_t pid;

	if (fd < 0)
		return 0;
	other.fd = fd;
	pid = fork();
	if (!pid)
		_exit(seize(&other));
	close(fd);
	return gains_of(pid);
}

/* Open what a path leads to in every way, and use what was opened. */
static unsigned int open_path(const struct attack *attack, const char *path)
{
	static const int flags[] = {
		O_RDONLY, O_WRONLY, O_RDWR, O_RDWR | O_TRUNC, O_RDWR | O_APPEND,
		O_RDONLY | O_TRUNC, O_PATH, O_RDONLY | O_NONBLOCK,
	};
	unsigned int i, gains = 0;
	char again[40];
	int fd;

	for (i = 0; i < ARRAY_SIZE(flags) && gains != EVERYTHING; i++) {
		fd = open(path, flags[i] | O_CLOEXEC);
		gains |= seize_fd(attack, fd);
		if (flags[i] == O_PATH && fd >= 0) {
			snprintf(again, sizeof(again), "/proc/self/fd/%d", fd);
			gains |= seize_fd(attack, open(again, O_RDWR));
			gains |= seize_fd(attack, openat(fd, "", O_RDWR));
		}
	}
	return gains;
}

static unsigned int reopen_own(const struct attack *attack)
{
	static const char *const forms[] = {
		"/proc/self/fd/%d", "/proc/thread-self/fd/%d", "/dev/fd/%d",
	};
	unsigned int i, gains = 0;
	char path[40];

	for (i = 0; i < ARRAY_SIZE(forms) && gains != EVERYTHING; i++) {
		snprintf(path, sizeof(path), forms[i], attack->fd);
		gains |= open_path(attack, path);
	}
	return gains;
}

static unsigned int reopen_childs(const struct attack *attack)
{
	pid_t pid = bystander();
	unsigned int gains;
	char path[40];

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", pid, attack->fd);
	gains = open_path(attack, path);
	dismiss(pid);
	return gains;
}

/* The files that mappings are of. Control: with the capability for it. */
static unsigned int open_map_files(const struct attack *attack)
{
	struct mapping view;
	char path[80];

	if (!shared_view(attack) || mappings(&view, 2) != 1)
		return 0;
	snprintf(path, sizeof(path), "/proc/self/map_files/%lx-%lx", view.start,
		 view.end);
	return open_path(attack, path);
}

/* By a file handle in place of a path. Control: with the capability for it. */
static unsigned int open_by_file_handle(const struct attack *attack)
{
	char room[sizeof(struct file_handle) + MAX_HANDLE_SZ];
	struct file_handle *handle = (void *)room;
	int mount;

	handle->handle_bytes = MAX_HANDLE_SZ;
	if (name_to_handle_at(attack->fd, "", handle, &mount, AT_EMPTY_PATH))
		return 0;
	return seize_fd(attack, open_by_handle_at(attack->fd, handle, O_RDWR));
}

static unsigned int duplicate_descriptor(const struct attack *attack)
{
	return seize_fd(attack, dup(attack->fd)) |
	       seize_fd(attack, fcntl(attack->fd, F_DUPFD_CLOEXEC, 100));
}

static unsigned int fork_handle(const struct attack *attack)
{
	pid_t pid = fork();

	if (!pid)
		_exit(seize(attack));
	return gains_of(pid);
}

static unsigned int exec_handle(const struct attack *attack)
{
	char number[12], *argv[] = { SEIZE, SEIZE, number, NULL };
	pid_t pid = fork();

	if (!pid) {
		snprintf(number, sizeof(number), "%d", attack->fd);
		fcntl(attack->fd, F_SETFD, 0);
		syscall(SYS_execveat, attack->program, "", argv, environ,
			AT_EMPTY_PATH);
		abort();
	}
	return gains_of(pid);
}

/* The end of exec_handle(). */
static int seize_inherited(const char *number)
{
	return seize(&(struct attack){ .fd = atoi(number), .dev = -1 });
}

static unsigned int send_handle(const struct attack *attack)
{
	int pair[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		abort();
	pid = fork();
	if (!pid) {
		close(attack->fd);
		_exit(seize_fd(attack, receive_fd(pair[0])));
	}
	send_fd(pair[1], attack->fd);
	return gains_of(pid);
}

static unsigned int get_from_pidfd(const struct attack *attack)
{
	pid_t pid = bystander();
	int pidfd = syscall(SYS_pidfd_open, pid, 0);
	unsigned int gains;

	gains = seize_fd(attack, syscall(SYS_pidfd_getfd, pidfd, attack->fd, 0));
	dismiss(pid);
	return gains;
}

/* All capabilities, but in namespaces of the attacker's own. */
static unsigned int own_namespaces(const struct attack *attack)
{
	unsigned int gains;

	if (unshare(CLONE_NEWUSER | CLONE_NEWIPC | CLONE_NEWNS))
		return MISSING;
	gains = open_map_files(attack) | open_by_file_handle(attack) |
		change_mode(attack) | seize(attack);
	return gains | seize_fd(attack, DUPLICATE(attack->fd, .access = ALL)) |
	       seize_fd(attack, OPEN(attack->dev, NAMED(attack->name)));
}

/* Rights that neither the handle has nor the section's permission gives. */
static unsigned int ask_for_more(const struct attack *attack, int (*ask)
				 (const struct attack *attack, __u32 access))
{
	static const __u32 wishes[] = {
		ALL, WRITE, READ | WRITE, EXECUTE, READ | EXECUTE,
		NAMEDMAP_RIGHT_GENERIC_ALL,
		NAMEDMAP_RIGHT_GENERIC_EXECUTE, NAMEDMAP_RIGHT_WRITE_DAC,
		NAMEDMAP_RIGHT_EXTEND_SIZE, NAMEDMAP_RIGHT_MAXIMUM | EXECUTE,
	};
	unsigned int i, gains = 0;
	int got;

	for (i = 0; i < ARRAY_SIZE(wishes) && gains != EVERYTHING; i++) {
		if (!(wishes[i] & ~attack->rights))
			continue;
		got = ask(attack, wishes[i]);
		gains |= promised(attack, EACCES, got) | seize_fd(attack, got);
	}
	/* this one may succeed, with what there is */
	return gains | seize_fd(attack, ask(attack, NAMEDMAP_RIGHT_MAXIMUM));
}

static int ask_duplicate(const struct attack *attack, __u32 access)
{
	return DUPLICATE(attack->fd, .access = access);
}

static int ask_duplicate_on_device(const struct attack *attack, __u32 access)
{
	return DUPLICATE(attack->dev, .handle = attack->fd, .access = access);
}

static int ask_open(const struct attack *attack, __u32 access)
{
	return OPEN(attack->dev, NAMED(attack->name), .access = access);
}

static int ask_create(const struct attack *attack, __u32 access)
{
	return CREATE(attack->dev, NAMED(attack->name), .access = access,
		      .section_size = FILE_SIZE,
		      .protection = NAMEDMAP_PAGE_EXECUTE_READWRITE);
}

static unsigned int more_by_duplicate(const struct attack *attack)
{
	return ask_for_more(attack, ask_duplicate) |
	       ask_for_more(attack, ask_duplicate_on_device);
}

static unsigned int more_by_open(const struct attack *attack)
{
	return ask_for_more(attack, ask_open);
}

static unsigned int more_by_create(const struct attack *attack)
{
	return ask_for_more(attack, ask_create);
}

/* Make a section of the handle, as if it were the file. */
static unsigned int section_on_handle(const struct attack *attack)
{
	int got = CREATE(attack->dev, .backing_fd = attack->fd,
			 .section_size = FILE_SIZE,
			 .protection = NAMEDMAP_PAGE_EXECUTE_READWRITE);

	return promised(attack, ENODEV, got) | seize_fd(attack, got);
}

static unsigned int truncate_handle(const struct attack *attack)
{
	return promised(attack, EINVAL, TRUNCATE(attack->dev, attack->fd, 0)) |
	       promised(attack, EINVAL,
			TRUNCATE(attack->dev, attack->fd, 2 * FILE_SIZE));
}

static unsigned int flush_beyond(const struct attack *attack)
{
	return promised(attack, EINVAL, FLUSH(attack->fd, .length = FILE_SIZE)) |
	       promised(attack, EINVAL, FLUSH(attack->fd, .offset = LAST_PAGE));
}

#endif /* NAMEDMAP_ROUTES_HANDLES_H */
