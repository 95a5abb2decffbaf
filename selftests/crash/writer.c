// SPDX-License-Identifier: GPL-2.0-only
/*
 * Process 1 of a small VM that is killed without warning: check on the disk
 * what the last run promised, then write and promise on, for ever.
 *
 * Speaks on the second serial port, in lines that end in ";":
 *	verified COUNT lost LOST;	promises of the file /dev/vdb
 *	file new|old;			what this run writes to
 *	promise RUN NUMBER PAGE;	on the disk from here on
 *	failed CALL: ERROR;
 * The kernel's command line sets run= (this run's number), old= (the run whose
 * file is written once more) and verify= (only verify, all files).
 */
#include <dirent.h>
#include <stdarg.h>
#include <sys/reboot.h>
#include <termios.h>

#include "promise.h"

#define PORT "/dev/ttyS1"

static int port = -1;

__attribute__((format(printf, 1, 2)))
static void say(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vdprintf(port, format, arguments);
	va_end(arguments);
}

static void finish(void)
{
	tcdrain(port);
	sync();
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}

static void fail(const char *call)
{
	say("failed %s: %s;\n", call, strerror(errno));
	finish();
}

static int by_name(const struct dirent **first, const struct dirent **second)
{
	return strcmp((*first)->d_name, (*second)->d_name);
}

static int is_module(const struct dirent *entry)
{
	return !!strstr(entry->d_name, ".ko");
}

static void load_modules(void)
{
	struct dirent **names;
	char path[300];
	int i, fd, count = scandir("/modules", &names, is_module, by_name);

	for (i = 0; i < count; i++) {
		snprintf(path, sizeof(path), "/modules/%s", names[i]->d_name);
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (syscall(SYS_finit_module, fd, "", 0) && errno != EEXIST)
			fail(path);
		close(fd);
	}
}

static void prepare(void)
{
	struct termios raw;

	mkdir("/dev", 0755);
	mkdir("/disk", 0755);
	mount("dev", "/dev", "devtmpfs", 0, NULL);
	port = open(PORT, O_WRONLY | O_NOCTTY | O_CLOEXEC);
	if (port >= 0 && !tcgetattr(port, &raw)) {
		cfmakeraw(&raw);
		tcsetattr(port, TCSANOW, &raw);
	}
	load_modules();
	if (mount("/dev/vda", "/disk", "ext4", 0, NULL))
		fail("mount");
}

static int open_run(uint32_t run, int flags)
{
	char path[64];

	snprintf(path, sizeof(path), "/disk/run-%u", run);
	return open(path, O_RDWR | O_CLOEXEC | flags, 0600);
}

/* Each line "RUN FILE NUMBER PAGE": what run RUN promised of FILE's page. */
static void verify(void)
{
	FILE *list = fopen("/dev/vdb", "r");
	unsigned int count = 0, lost = 0, name, opened = ~0u;
	struct promise promise;
	int file = -1;

	if (!list)
		fail("open of /dev/vdb");
	while (fscanf(list, "%u %u %u %u\n", &promise.run, &name, &promise.number,
		      &promise.page) == 4) {
		if (name != opened) {
			close(file);
			file = open_run(name, 0);
			opened = name;
		}
		count++;
		if (!is_kept(file, &promise)) {
			lost++;
			say("lost %u %u %u;\n", promise.run, promise.number,
			    promise.page);
		}
	}
	close(file);
	fclose(list);
	say("verified %u lost %u;\n", count, lost);
}

static uint32_t random_number(void)
{
	static uint64_t state;

	if (!state)
		state = __builtin_ia32_rdtsc() | 1;
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state >> 11;
}

/* Write until killed. The file starts empty and grows by new sections. */
static void write_on(uint32_t run, int file)
{
	int device = open("/dev/namedmap", O_RDWR | O_CLOEXEC), section = -1;
	struct promise promise = { .run = run }, careless;
	unsigned int pages = 0;
	void *view = NULL;

	if (device < 0)
		fail("open of /dev/namedmap");
	for (;; promise.number++) {
		if (pages < PAGES && promise.number % 16 == 0) {
			if (view)
				munmap(view, (size_t)pages * PAGE);
			close(section);
			pages = pages ? pages * 2 : 16;
			section = create_section(device, file, pages);
			if (section < 0)
				fail("create");
			view = map_section(section, pages);
			if (!view)
				fail("mmap");
		}
		/* a page that is left to chance, then one that is promised */
		careless = promise;
		careless.page = random_number() % pages;
		write_promise(view, &careless);
		promise.page = random_number() % pages;
		write_promise(view, &promise);
		if (make_durable(section, file, view, &promise))
			fail("flush");
		say("promise %u %u %u;\n", promise.run, promise.number,
		    promise.page);
	}
}

int main(void)
{
	const char *run = getenv("run"), *old = getenv("old");
	int file;

	prepare();
	verify();
	if (!run || getenv("verify"))
		finish();
	file = old ? open_run(atoi(old), 0) :
		     open_run(atoi(run), O_CREAT | O_EXCL);
	if (file < 0)
		fail("open");
	say("file %s;\n", old ? "old" : "new");
	write_on(atoi(run), file);
}
