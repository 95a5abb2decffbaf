// SPDX-License-Identifier: MIT
/*
 * The processes that handles stand for. All handles of one process, duplicates
 * included, share a record, so that how it ended is asked once and remembered.
 *
 * Only what CreateProcess started is collected: other children are the
 * program's own. A child whose last handle is closed while it runs is left to
 * the reaper (reaper.c).
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "internal.h"

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

/* What CreateProcess started and nobody has collected. */
static struct namedmap_process *children;

int namedmap_pidfd_signal(int fd, int number)
{
	return syscall(SYS_pidfd_send_signal, fd, number, NULL, 0) ? -errno : 0;
}

int namedmap_pidfd_open(pid_t pid)
{
	int fd = (int)syscall(SYS_pidfd_open, pid, 0);

	return fd < 0 ? -errno : namedmap_fd_above_stdio(fd);
}

int64_t namedmap_proc_number(const char *path, const char *word, int base)
{
	FILE *stream = fopen(path, "re");
	size_t length = strlen(word);
	char line[128], *end;
	int64_t number = -1;

	if (!stream)
		return -1;
	while (number < 0 && fgets(line, sizeof(line), stream)) {
		if (strncmp(line, word, length))
			continue;
		number = strtoll(line + length, &end, base);
		if (end == line + length)
			number = -1;
	}
	fclose(stream);
	return number;
}

/* Whose pidfd it is; 0 if that process was collected. */
static pid_t pidfd_pid(int fd)
{
	char path[48];
	int64_t pid;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	pid = namedmap_proc_number(path, "Pid:", 10);
	return pid > 0 ? (pid_t)pid : 0;
}

bool namedmap_is_pidfd(int fd)
{
	return namedmap_pidfd_signal(fd, 0) != -EBADF;
}

struct namedmap_process *namedmap_process_new(pid_t pid)
{
	struct namedmap_process *process = calloc(1, sizeof(*process));

	if (process)
		process->pid = pid;
	return process;
}

struct namedmap_process *namedmap_process_of_pidfd(int fd)
{
	return namedmap_process_new(pidfd_pid(fd));
}

void namedmap_process_is_child_locked(struct namedmap_process *process)
{
	process->parent = getpid();
	process->next = children;
	children = process;
}

/* Its number belongs to nobody else as long as it is not collected. */
struct namedmap_process *namedmap_process_find_locked(pid_t pid)
{
	struct namedmap_process *process;

	for (process = children; process; process = process->next) {
		if (process->pid == pid && process->parent == getpid())
			return process;
	}
	return NULL;
}

static void forget_child_locked(const struct namedmap_process *process)
{
	struct namedmap_process **at;

	for (at = &children; *at; at = &(*at)->next) {
		if (*at == process) {
			*at = process->next;
			return;
		}
	}
}

/* The exit codes that Windows gives to a process with such an end. */
static DWORD code_of_signal(int number)
{
	static const struct {
		int number;
		DWORD code;
	} table[] = {
		{ SIGSEGV, 0xc0000005 /* access violation */ },
		{ SIGBUS, 0xc0000006 /* in page error */ },
		{ SIGILL, 0xc000001d /* illegal instruction */ },
		{ SIGFPE, 0xc0000094 /* integer division by zero */ },
		{ SIGTRAP, 0x80000003 /* breakpoint */ },
		{ SIGINT, 0xc000013a /* control-C */ },
		{ SIGABRT, 3 /* abort() */ },
	};
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if (table[i].number == number)
			return table[i].code;
	}
	return 128 + (DWORD)number;
}

/*
 * Linux keeps 8 bits of an exit code. A process with this library that ends
 * with more of them leaves them as its command name, which can be read until it
 * is collected.
 */
static DWORD whole_code(const struct namedmap_process *process, DWORD code)
{
	char path[48];
	int64_t whole;

	snprintf(path, sizeof(path), "/proc/%d/comm", process->pid);
	whole = namedmap_proc_number(path, NAMEDMAP_EXIT_WORD, 16);
	if (whole < 0)
		return code;
	return ((DWORD)whole & 0xff) == code ? (DWORD)whole : code;
}

static void set_code(struct namedmap_process *process, DWORD code)
{
	process->code = code;
	process->ended = true;
}

static void set_code_of_status(struct namedmap_process *process, int status)
{
	if (WIFEXITED(status))
		set_code(process, whole_code(process,
					     (DWORD)WEXITSTATUS(status)));
	else if (process->terminated && WTERMSIG(status) == SIGKILL)
		set_code(process, process->terminate_code);
	else
		set_code(process, code_of_signal(WTERMSIG(status)));
}

/* May we read what /proc tells to some only? */
static bool may_read(pid_t pid)
{
	return !syscall(SYS_kcmp, getpid(), pid, KCMP_VM, 0, 0) ||
	       (errno != EPERM && errno != ENOSYS);
}

/* The exit status of a process that is not our child. */
static bool status_of_zombie(pid_t pid, int *status)
{
	char path[48], text[2048], *name_end, *last;
	size_t length;
	FILE *stream;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	stream = may_read(pid) ? fopen(path, "re") : NULL;
	if (!stream)
		return false;
	length = fread(text, 1, sizeof(text) - 1, stream);
	fclose(stream);
	text[length] = '\0';
	name_end = strrchr(text, ')');
	last = strrchr(text, ' ');
	/* The state follows the name, and the status is the last of all. */
	if (!name_end || !last || strncmp(name_end, ") Z ", 4))
		return false;
	*status = atoi(last + 1);
	return true;
}

/* A process that is not our child, or that somebody else collected. */
static int query_foreign(struct namedmap_process *process, int fd)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
	int status;

	if (poll(&poll_fd, 1, 0) == 0)
		return -EAGAIN;
	if (process->pid && status_of_zombie(process->pid, &status)) {
		set_code_of_status(process, status);
		/* It was this process if it has its number still. */
		if (namedmap_pidfd_signal(fd, 0) != -ESRCH)
			return 0;
		process->ended = false;
	}
	if (!namedmap_pidfd_status(fd, &status))
		set_code_of_status(process, status);
	else if (process->terminated)
		set_code(process, process->terminate_code);
	return process->ended ? 0 : -ENODATA;
}

static int status_of(const siginfo_t *info)
{
	return info->si_code == CLD_EXITED ? info->si_status << 8 :
					     info->si_status;
}

/* It is a child no more, or was none. */
static void disown_locked(struct namedmap_process *process)
{
	forget_child_locked(process);
	process->parent = 0;
}

int namedmap_process_query_locked(struct namedmap_process *process, int fd)
{
	siginfo_t info;

	if (process->ended)
		return 0;
	info.si_pid = 0;
	if (waitid(P_PIDFD, (id_t)fd, &info,
		   WEXITED | WNOHANG | WNOWAIT | __WALL)) {
		disown_locked(process);
		return query_foreign(process, fd);
	}
	if (!info.si_pid)
		return -EAGAIN;
	set_code_of_status(process, status_of(&info));
	if (process->parent == getpid())
		waitid(P_PIDFD, (id_t)fd, &info, WEXITED | WNOHANG | __WALL);
	disown_locked(process);
	return 0;
}

/* Collect a child whose last handle goes, now or when it ends. */
static void abandon_locked(struct namedmap_process *process, int fd)
{
	/* The descriptor may have been closed behind our back. */
	int own = fd < 0 ? namedmap_pidfd_open(process->pid) :
			   fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);

	if (own < 0)
		return;
	if (namedmap_process_query_locked(process, own) == -EAGAIN)
		namedmap_reap_later_locked(own);
	else
		close(own);
}

void namedmap_process_put_locked(struct namedmap_process *process, int fd)
{
	if (--process->handles)
		return;
	if (process->parent == getpid())
		abandon_locked(process, fd);
	forget_child_locked(process);
	free(process);
}
