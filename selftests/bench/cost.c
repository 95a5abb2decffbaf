// SPDX-License-Identifier: GPL-2.0-only
/*
 * What calls and page faults cost beside what else Linux has for the purpose.
 *
 * Counts time stamps; in a VM that counts instructions (ICOUNT=1) one is one
 * guest instruction, kernel included. The least of several batches counts, for
 * timer interrupts fall into some of them.
 *
 *	cost		the table
 *	cost touch	only the touching of pages: "NAME OURS OTHER" per line
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/namedmap.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>
#include <x86intrin.h>

#define PAGE 4096
#define BATCHES 9
#define ROUNDS 400
#define PAGES 2048
#define NAME "kselftest bench"
#define SHM_NAME "/kselftest-bench"
#define HUGE_SIZE (64u << 20)

static int device;
static int mutex;
static int semaphore;

/* Any of these failing makes the figures worthless. */
static int must(int ret, const char *what)
{
	if (ret < 0) {
		fprintf(stderr, "cost: %s: %s\n", what, strerror(errno));
		exit(1);
	}
	return ret;
}

static char *must_map(void *view)
{
	if (view == MAP_FAILED)
		must(-1, "mmap");
	return view;
}

static int section_create(const char *name, size_t size, int file, __u32 attributes)
{
	struct namedmap_create create = {
		.size = sizeof(create),
		.name = (uintptr_t)name,
		.name_length = name ? strlen(name) : 0,
		.access = NAMEDMAP_RIGHTS_SECTION_ALL,
		.protection = NAMEDMAP_PAGE_READWRITE,
		.attributes = attributes,
		.section_size = size,
		.backing_fd = file,
		.mode = 0600,
	};

	must(ioctl(device, NAMEDMAP_IOC_CREATE, &create), "create");
	return create.out_handle;
}

static int section_open(void)
{
	struct namedmap_open open = {
		.size = sizeof(open),
		.name = (uintptr_t)NAME,
		.name_length = strlen(NAME),
		.access = NAMEDMAP_RIGHT_MAP_READ | NAMEDMAP_RIGHT_MAP_WRITE,
		.kind = NAMEDMAP_KIND_SECTION,
	};

	must(ioctl(device, NAMEDMAP_IOC_OPEN, &open), "open");
	return open.out_handle;
}

static void map_touch_unmap(int fd)
{
	char *view = must_map(mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED,
				   fd, 0));

	*(volatile char *)view = 1;
	munmap(view, PAGE);
}

/* Operations: each is done once per call. */
static void do_section_open(void)
{
	close(section_open());
}

static void do_eventfd(void)
{
	close(must(eventfd(0, EFD_CLOEXEC), "eventfd"));
}

/* Take it and release it; nobody else wants it. */
static void do_mutex(void)
{
	struct namedmap_wait wait = {
		.size = sizeof(wait), .handles = (uintptr_t)&mutex, .count = 1,
		.timeout = NAMEDMAP_WAIT_FOREVER,
	};
	struct namedmap_mutex_release release = {
		.size = sizeof(release), .handle = -1,
	};

	must(ioctl(device, NAMEDMAP_IOC_WAIT, &wait), "wait");
	must(ioctl(mutex, NAMEDMAP_IOC_MUTEX_RELEASE, &release), "release");
}

/* The same with what System V has, which survives its owner as well. */
static void do_semop(void)
{
	struct sembuf down = { .sem_op = -1, .sem_flg = SEM_UNDO };
	struct sembuf up = { .sem_op = 1, .sem_flg = SEM_UNDO };

	must(semop(semaphore, &down, 1), "semop");
	must(semop(semaphore, &up, 1), "semop");
}

static void do_shm_open(void)
{
	close(must(shm_open(SHM_NAME, O_RDWR, 0), "shm_open"));
}

static void do_section_create(void)
{
	close(section_create("kselftest bench new", PAGE, -1, 0));
}

static void do_section_create_unnamed(void)
{
	close(section_create(NULL, PAGE, -1, 0));
}

static void do_memfd_create(void)
{
	int fd = must(memfd_create("bench", MFD_CLOEXEC), "memfd_create");

	must(ftruncate(fd, PAGE), "ftruncate");
	close(fd);
}

static void do_shm_create(void)
{
	int fd = must(shm_open(SHM_NAME "-new", O_RDWR | O_CREAT | O_EXCL, 0600),
		      "shm_open");

	must(ftruncate(fd, PAGE), "ftruncate");
	close(fd);
	shm_unlink(SHM_NAME "-new");
}

static void do_section_use(void)
{
	int fd = section_open();

	map_touch_unmap(fd);
	close(fd);
}

static void do_shm_use(void)
{
	int fd = must(shm_open(SHM_NAME, O_RDWR, 0), "shm_open");

	map_touch_unmap(fd);
	close(fd);
}

static void do_memfd_use(void)
{
	int fd = must(memfd_create("bench", MFD_CLOEXEC), "memfd_create");

	must(ftruncate(fd, PAGE), "ftruncate");
	map_touch_unmap(fd);
	close(fd);
}

#define SYSV_KEY 0x6e6d6170

static void do_sysv_use(void)
{
	int id = must(shmget(SYSV_KEY, PAGE, 0600), "shmget");
	char *view = must_map(shmat(id, NULL, 0));

	*(volatile char *)view = 1;
	shmdt(view);
}

/* Instructions of one operation, the least of some batches. */
static double cost(void (*operation)(void))
{
	uint64_t least = UINT64_MAX, begin, taken;
	int batch, round;

	for (batch = 0; batch < BATCHES; batch++) {
		begin = __rdtsc();
		for (round = 0; round < ROUNDS; round++)
			operation();
		taken = __rdtsc() - begin;
		if (taken < least)
			least = taken;
	}
	return (double)least / ROUNDS;
}

/* Instructions to touch one page of a fresh mapping of each of the pages. */
static uint64_t touch(int fd, size_t size)
{
	char *view = must_map(mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED,
				   fd, 0));
	uint64_t begin;
	size_t at;

	begin = __rdtsc();
	for (at = 0; at < size; at += PAGE)
		*(volatile char *)(view + at) = 1;
	begin = __rdtsc() - begin;
	munmap(view, size);
	return begin;
}

struct touch_cost {
	double first, again;
};

static int make_section(void)
{
	return section_create(NULL, PAGES * PAGE, -1, 0);
}

static int make_memfd(void)
{
	int fd = must(memfd_create("bench", MFD_CLOEXEC), "memfd_create");

	must(ftruncate(fd, PAGES * PAGE), "ftruncate");
	return fd;
}

static int make_huge_section(void)
{
	return section_create(NULL, HUGE_SIZE, -1, NAMEDMAP_SECTION_COMMIT |
			      NAMEDMAP_SECTION_LARGE_PAGES);
}

static int make_plain_section(void)
{
	return section_create(NULL, HUGE_SIZE, -1, 0);
}

/* A file whose blocks exist: what is touched is in the page cache. */
static int make_file(void)
{
	static char bytes[PAGES * PAGE];
	int fd = must(open("/mnt/disk/kselftest-bench", O_RDWR | O_CREAT | O_TRUNC |
			   O_CLOEXEC, 0600), "a file on /mnt/disk");

	unlink("/mnt/disk/kselftest-bench");
	must(write(fd, bytes, sizeof(bytes)), "write");
	must(fsync(fd), "fsync");
	return fd;
}

static int make_file_section(void)
{
	int fd = make_file(), section = section_create(NULL, PAGES * PAGE, fd, 0);

	close(fd);
	return section;
}

static struct touch_cost touch_cost(int (*make)(void), size_t size, int batches)
{
	uint64_t first = UINT64_MAX, again = UINT64_MAX, taken;
	int batch, repeat, fd;

	for (batch = 0; batch < batches; batch++) {
		fd = make();
		taken = touch(fd, size);
		first = taken < first ? taken : first;
		for (repeat = 0; repeat < 3; repeat++) {
			taken = touch(fd, size);
			again = taken < again ? taken : again;
		}
		close(fd);
	}
	return (struct touch_cost){
		.first = (double)first / (size / PAGE),
		.again = (double)again / (size / PAGE),
	};
}

static void row(const char *operation, double ours, const char *other,
		double theirs)
{
	printf("%-44s %9.0f  %-44s %9.0f  %5.2f\n", operation, ours, other, theirs,
	       ours / theirs);
}

static void print_calls(void)
{
	double opened = cost(do_section_open), created = cost(do_section_create);
	double unnamed = cost(do_section_create_unnamed), used = cost(do_section_use);
	double memfd = cost(do_memfd_create);

	row("open + close of an existing name", opened,
	    "eventfd + close, the floor for any fd", cost(do_eventfd));
	row("", opened, "shm_open + close", cost(do_shm_open));
	row("create + close of a named 4 KiB section", created,
	    "memfd_create + ftruncate + close", memfd);
	row("", created, "shm_open + ftruncate + close + shm_unlink",
	    cost(do_shm_create));
	row("create + close without a name", unnamed,
	    "memfd_create + ftruncate + close", memfd);
	row("open + map + touch + unmap + close", used,
	    "shmget + shmat + touch + shmdt", cost(do_sysv_use));
	row("", used, "shm_open + map + touch + unmap + close", cost(do_shm_use));
	row("", used, "memfd_create + map + touch + unmap + close",
	    cost(do_memfd_use));
}

static void print_mutexes(void)
{
	struct namedmap_mutex_create create = {
		.size = sizeof(create), .mode = 0600,
		.access = NAMEDMAP_RIGHTS_MUTEX_ALL,
	};

	must(ioctl(device, NAMEDMAP_IOC_MUTEX_CREATE, &create), "create");
	mutex = create.out_handle;
	semaphore = must(semget(IPC_PRIVATE, 1, 0600), "semget");
	must(semctl(semaphore, 0, SETVAL, 1), "semctl");
	row("take + release of a mutex nobody wants", cost(do_mutex),
	    "semop down + up, with SEM_UNDO", cost(do_semop));
	must(semctl(semaphore, 0, IPC_RMID), "semctl");
	close(mutex);
}

static void print_touches(bool table)
{
	struct touch_cost section = touch_cost(make_section, PAGES * PAGE, BATCHES);
	struct touch_cost memfd = touch_cost(make_memfd, PAGES * PAGE, BATCHES);
	struct touch_cost of_file = touch_cost(make_file_section, PAGES * PAGE, 5);
	struct touch_cost file = touch_cost(make_file, PAGES * PAGE, 5);

	if (!table) {
		printf("first-touch %.1f %.1f\n", section.first, memfd.first);
		printf("re-touch %.1f %.1f\n", section.again, memfd.again);
		printf("file-touch %.1f %.1f\n", of_file.first, file.first);
		printf("file-re-touch %.1f %.1f\n", of_file.again, file.again);
		return;
	}
	row("first touch of a page", section.first, "memfd", memfd.first);
	row("re-touch (minor fault) of a page", section.again, "memfd", memfd.again);
	row("first touch of a page of an ext4 file", of_file.first,
	    "mmap of the file", file.first);
	row("re-touch of a page of an ext4 file", of_file.again,
	    "mmap of the file", file.again);
}

static void print_huge(void)
{
	struct touch_cost huge = touch_cost(make_huge_section, HUGE_SIZE, 3);
	struct touch_cost plain = touch_cost(make_plain_section, HUGE_SIZE, 3);

	row("first touch per 4 KiB, 64 MiB of large pages", huge.first,
	    "plain section", plain.first);
	row("re-touch of the same", huge.again, "plain section", plain.again);
}

int main(int argc, char **argv)
{
	int fd, id;

	device = must(open("/dev/namedmap", O_RDWR | O_CLOEXEC), "/dev/namedmap");
	if (argc == 2 && !strcmp(argv[1], "touch")) {
		print_touches(false);
		return 0;
	}
	section_create(NAME, PAGE, -1, 0);
	fd = must(shm_open(SHM_NAME, O_RDWR | O_CREAT, 0600), "shm_open");
	must(ftruncate(fd, PAGE), "ftruncate");
	id = must(shmget(SYSV_KEY, PAGE, IPC_CREAT | 0600), "shmget");
	printf("%-44s %9s  %-44s %9s  %5s\n", "operation", "namedmap",
	       "the alternative", "", "ratio");
	print_calls();
	print_mutexes();
	print_touches(true);
	print_huge();
	shm_unlink(SHM_NAME);
	shmctl(id, IPC_RMID, NULL);
	return 0;
}
