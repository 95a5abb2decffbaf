// SPDX-License-Identifier: GPL-2.0-only
/*
 * Process 1 of a small VM that is killed without warning: check on the disk
 * what the last run promised, then let several processes write and promise on, for
 * ever, through the same sections. They use the library: what is promised is what
 * FlushViewOfFile says.
 *
 * Speaks on the second serial port, in lines that end in ";":
 *	verified COUNT lost LOST;	promises of the file /dev/vdb
 *	file new|old;			what this run writes to
 *	promise RUN NUMBER PAGE WRITER;	on the disk from here on
 *	failed CALL: ERROR;
 * The kernel's command line sets fs= (the file system), run= (this run's number),
 * old= (the run whose file is written once more) and verify= (only verify, all
 * files).
 */
#include <dirent.h>
#include <stdarg.h>
#include <sys/reboot.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <windows.h>

#include "promise.h"

#define PORT "/dev/ttyS1"

static int port = -1;

__attribute__((format(printf, 1, 2)))
static void say(const char *format, ...)
{
	char line[200];
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(line, sizeof(line), format, arguments);
	va_end(arguments);
	/* at once: several processes have something to say */
	if (write(port, line, length) != length)
		reboot(RB_POWER_OFF);
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
	if (mount("/dev/vda", "/disk", getenv("fs"), 0, NULL))
		fail("mount");
}

/* The file of a run, until the next call. */
static const char *run_path(uint32_t run)
{
	static char path[64];

	snprintf(path, sizeof(path), "/disk/run-%u", run);
	return path;
}

static int open_run(uint32_t run, int flags)
{
	return open(run_path(run), O_RDWR | O_CLOEXEC | flags, 0600);
}

/*
 * Each line "RUN FILE NUMBER PAGE WRITER": what a process of run RUN promised of
 * FILE's page.
 */
static void verify(void)
{
	FILE *list = fopen("/dev/vdb", "r");
	unsigned int count = 0, lost = 0, name, opened = ~0u;
	struct promise promise;
	int file = -1;

	if (!list)
		fail("open of /dev/vdb");
	while (fscanf(list, "%u %u %u %u %u\n", &promise.run, &name,
		      &promise.number, &promise.page, &promise.writer) == 5) {
		if (name != opened) {
			close(file);
			file = open_run(name, 0);
			opened = name;
		}
		count++;
		if (!is_kept(file, &promise)) {
			lost++;
			say("lost %u %u %u %u;\n", promise.run, promise.number,
			    promise.page, promise.writer);
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

/* What one of the processes has open, and its next promise. */
struct writer {
	HANDLE file, section;
	char *view;
	uint32_t pages;
	struct promise promise;
};

static void fail_call(const char *call)
{
	say("failed %s: last error %u;\n", call, GetLastError());
	finish();
}

/*
 * On to a section of twice the size. All processes have the same: the first that
 * comes so far makes the file grow.
 */
static void grow(struct writer *writer)
{
	char name[32];

	if (writer->view) {
		UnmapViewOfFile(writer->view);
		CloseHandle(writer->section);
	}
	writer->pages = writer->pages ? writer->pages * 2 : 16;
	snprintf(name, sizeof(name), "Local\\pages-%u", writer->pages);
	writer->section = CreateFileMappingA(writer->file, NULL, PAGE_READWRITE,
					     0, writer->pages * PAGE, name);
	if (!writer->section)
		fail_call("CreateFileMapping");
	writer->view = MapViewOfFile(writer->section, FILE_MAP_WRITE, 0, 0, 0);
	if (!writer->view)
		fail_call("MapViewOfFile");
}

/* The next record, in one of the process's own pages or in one that is shared. */
static void write_record(struct writer *writer)
{
	uint32_t group = random_number() % (writer->pages / 4);

	writer->promise.page = group * 4 +
		(random_number() & 1 ? writer->promise.writer : 3);
	write_promise(writer->view, &writer->promise);
}

/* The ways to have a record on the disk for good when the call returns. */
static void make_durable(const struct writer *writer)
{
	const struct promise *promise = &writer->promise;
	struct namedmap_flush flush = {
		.size = sizeof(flush), .handle = -1,
		.offset = record_offset(promise),
		.length = record_length(promise),
	};

	if (promise->number % 3 == 2) {	/* what the header promises of the ioctl */
		if (ioctl(_open_osfhandle((LONG_PTR)writer->section, 0),
			  NAMEDMAP_IOC_FLUSH, &flush))
			fail("flush");
		return;
	}
	if (!FlushViewOfFile(writer->view + flush.offset, flush.length))
		fail_call("FlushViewOfFile");
	if (promise->number % 3 == 1 && !FlushFileBuffers(writer->file))
		fail_call("FlushFileBuffers");
}

/* Write until killed. The file starts empty and grows by new sections. */
static void write_on(uint32_t run, uint32_t number, const char *path)
{
	struct writer writer = { .promise = { .run = run, .writer = number } };
	struct promise *promise = &writer.promise;

	writer.file = CreateFileA(path, GENERIC_READ | GENERIC_WRITE,
				  FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
				  OPEN_EXISTING, 0, NULL);
	if (writer.file == INVALID_HANDLE_VALUE)
		fail_call("CreateFile");
	for (;; promise->number++) {
		if (writer.pages < PAGES && promise->number % 16 == 0)
			grow(&writer);
		/* a record that is left to chance, then one that is promised */
		write_record(&writer);
		write_record(&writer);
		make_durable(&writer);
		say("promise %u %u %u %u;\n", promise->run, promise->number,
		    promise->page, promise->writer);
	}
}

int main(void)
{
	const char *run = getenv("run"), *old = getenv("old");
	uint32_t number;
	int file;

	prepare();
	verify();
	if (!run || getenv("verify"))
		finish();
	file = old ? open_run(atoi(old), 0) :
		     open_run(atoi(run), O_CREAT | O_EXCL);
	if (file < 0)
		fail("open");
	close(file);
	say("file %s;\n", old ? "old" : "new");
	for (number = 0; number < WRITERS; number++) {
		if (!fork())
			write_on(atoi(run), number, run_path(atoi(old ?: run)));
	}
	wait(NULL);
	say("failed: a writer ended;\n");
	finish();
}
