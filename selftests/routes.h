/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What an attack on a handle's rights is made with, and how to see what a
 * process has gained by one.
 */
#ifndef NAMEDMAP_ROUTES_H
#define NAMEDMAP_ROUTES_H

#include <sys/mman.h>
#include <sys/wait.h>

#include "namedmap_utils.h"

/*
 * The file: four pages, the first full of 'a', the last full of 'd', holes in
 * between, so that what can only fill a hole has one to fill within the section
 * and one beyond it. The section of an attacked handle is the first half.
 */
#define FILE_NAME "attacked-file"
#define FILE_SIZE (4 * PAGE)
#define SECTION_SIZE (2 * PAGE)
#define LAST_PAGE (3 * PAGE)
#define LAST_BYTE 'd'

/* What an attack can gain. They have to fit an exit status. */
#define CHANGED 0x01		/* the file is another */
#define WRITABLE 0x02		/* a shared view that may be written */
#define BEYOND 0x04		/* a view of, or a byte from, the second half */
#define EXEC 0x08		/* a view that may be executed */
#define PROMISE 0x10		/* an error number is not the promised one */
#define DIED 0x20		/* the attacker was killed by a signal */
#define MISSING 0x40		/* the kernel does not have this route at all */

#define VIEWS (WRITABLE | EXEC)
/* What a process of the attacker's can know itself to have gained. */
#define EVERYTHING (VIEWS | BEYOND)

struct attack {
	int fd;			/* a handle, or the plain file for comparison */
	int dev;
	int program;		/* this program's file, to execute it */
	char name[80];		/* of the section */
	__u32 rights;		/* of the handle */
	bool control;		/* with all rights, so the route should work */
	long argument;		/* of the route */
};

/* Let the kernel write a byte to memory, or read one: false if it cannot. */
static inline bool pass_byte(const void *from, void *to)
{
	static int fds[2];
	char rest;

	if (!fds[1] && pipe2(fds, O_CLOEXEC | O_NONBLOCK))
		abort();
	if (write(fds[1], from, 1) != 1)
		return false;
	if (read(fds[0], to, 1) == 1)
		return true;
	/* it is in the pipe still */
	read(fds[0], &rest, 1);
	return false;
}

static inline bool store(void *to, char byte)
{
	return pass_byte(&byte, to);
}

/* Whether that memory, if there is any, shows the last page of the file. */
static inline unsigned int look(const void *at)
{
	char byte = 0;

	return pass_byte(at, &byte) && byte == LAST_BYTE ? BEYOND : 0;
}

/*
 * A view of the first half, or NULL. Nothing that matters lies behind it: calls
 * that reach too far meet memory of their own.
 */
static inline char *view_of(const struct attack *attack, int prot, int flags)
{
	char *room = mmap(NULL, FILE_SIZE, PROT_NONE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (room == MAP_FAILED)
		abort();
	if (mmap(room, SECTION_SIZE, prot, flags | MAP_FIXED, attack->fd, 0) ==
	    room)
		return room;
	munmap(room, FILE_SIZE);
	return NULL;
}

/* The widest shared view that can be had plainly. */
static inline char *shared_view(const struct attack *attack)
{
	return view_of(attack, PROT_READ | PROT_WRITE, MAP_SHARED) ?:
	       view_of(attack, PROT_READ, MAP_SHARED);
}

static inline char *private_view(const struct attack *attack)
{
	return view_of(attack, PROT_READ | PROT_WRITE, MAP_PRIVATE);
}

/* Both, one of each kind. */
static inline void both_views(const struct attack *attack, char *views[2])
{
	views[0] = shared_view(attack);
	views[1] = private_view(attack);
}

/* An anonymous page full of 'X', to copy from. */
static inline char *source_page(void)
{
	char *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (page == MAP_FAILED)
		abort();
	return memset(page, 'X', PAGE);
}

/* A file of the attacker's own, full of 'X', to copy from. */
static inline int source_file(void)
{
	int fd = memfd_create("source", MFD_CLOEXEC);

	if (fd < 0 || write(fd, source_page(), PAGE) != PAGE ||
	    lseek(fd, 0, SEEK_SET))
		abort();
	return fd;
}

struct mapping {
	unsigned long start, end;
	unsigned long long offset;
	char prot[5];
};

/* The mappings of the attacked file that this process has. */
static inline int mappings(struct mapping *list, int room)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[600];
	int count = 0;

	if (!maps)
		abort();
	while (fgets(line, sizeof(line), maps)) {
		struct mapping *next = &list[count];

		if (!strstr(line, FILE_NAME) ||
		    sscanf(line, "%lx-%lx %4s %llx", &next->start, &next->end,
			   next->prot, &next->offset) != 4)
			continue;
		if (++count == room)
			abort();
	}
	fclose(maps);
	return count;
}

static inline bool becomes(const struct mapping *mapping, int prot)
{
	return !mprotect((void *)mapping->start, mapping->end - mapping->start,
			 prot);
}

/* What the views of this process are, and what mprotect() can make of them. */
static inline unsigned int inspect(void)
{
	static struct mapping list[1500];
	int count = mappings(list, ARRAY_SIZE(list)), i;
	unsigned int gains = 0;

	for (i = 0; i < count && gains != EVERYTHING; i++) {
		const struct mapping *mapping = &list[i];
		bool shared = mapping->prot[3] == 's';

		if (mapping->offset + (mapping->end - mapping->start) >
		    SECTION_SIZE)
			gains |= BEYOND;
		if (mapping->prot[2] == 'x' ||
		    becomes(mapping, PROT_READ | PROT_EXEC) ||
		    becomes(mapping, PROT_READ | PROT_WRITE | PROT_EXEC))
			gains |= EXEC;
		if (shared && (mapping->prot[1] == 'w' ||
			       becomes(mapping, PROT_READ | PROT_WRITE)))
			gains |= WRITABLE;
	}
	return gains;
}

/* What a process of the attacker's gained, as it says itself by _exit(). */
static inline unsigned int gains_of(pid_t pid)
{
	int status;

	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		abort();
	return WIFEXITED(status) ? WEXITSTATUS(status) : DIED;
}

/* A process that does nothing, with the descriptors and views of its parent. */
static inline pid_t bystander(void)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (;;)
		pause();
}

static inline void dismiss(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

/* Whether the last call failed like one that has no number. */
static inline unsigned int no_such_call(void)
{
	int error = errno;

	syscall(-1);
	return errno == error ? MISSING : 0;
}

/* What the header says that a call answers to one without the right. */
static inline unsigned int promised(const struct attack *attack, int error,
				    int answer)
{
	if (attack->control || answer == -error)
		return 0;
	fprintf(stderr, "# promised %s, got %s\n", strerror(error),
		answer < 0 ? strerror(-answer) : "success");
	return PROMISE;
}

#endif /* NAMEDMAP_ROUTES_H */
