// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a disk that loses its power may lose, by dm-log-writes: the device
 * records writes in the order in which flushes made them durable. Replaying the
 * record up to a mark gives the least that must be on the disk by then.
 *
 *	replay write DIRECTORY COUNT NAME	make COUNT promises in a file there
 *						and put a mark for each into the
 *						record of the dm device NAME
 *	replay verify LOG SCRATCH COUNT		replay LOG up to marks, each on
 *						SCRATCH, mount it and look for
 *						what was promised by then
 */
#include <endian.h>
#include <sys/mman.h>

#include "promise.h"

#define MAGIC 0x6a736677736872ull
#define FLAG_FLUSH 1
#define FLAG_FUA 2
#define FLAG_DISCARD 4
#define FLAG_MARK 8
#define MOUNT_POINT "/run/replay"

static void fail(const char *what)
{
	printf("# %s: %s\n", what, strerror(errno));
	exit(1);
}

/* The same in both programs' runs: nothing has to be remembered. */
static struct promise promise_number(uint32_t number)
{
	return (struct promise){
		.run = 1, .number = number, .page = number * 37 % PAGES,
	};
}

/* A section of so many pages on the file, which grows to that size. */
static int create_section(int device, int file, unsigned int pages)
{
	struct namedmap_create create = {
		.size = sizeof(create),
		.access = NAMEDMAP_RIGHTS_SECTION_ALL,
		.protection = NAMEDMAP_PAGE_READWRITE,
		.section_size = (uint64_t)pages * PAGE,
		.backing_fd = file,
		.mode = 0600,
	};

	return ioctl(device, NAMEDMAP_IOC_CREATE, &create) ? -1 :
	       create.out_handle;
}

/* All of a section's pages, or NULL. */
static void *map_section(int section, unsigned int pages)
{
	void *view = mmap(NULL, (size_t)pages * PAGE, PROT_READ | PROT_WRITE,
			  MAP_SHARED, section, 0);

	return view == MAP_FAILED ? NULL : view;
}

/* The ways to have a page on the disk for good when the call returns. */
static int make_durable(int section, int file, void *view,
			const struct promise *promise)
{
	struct namedmap_flush flush = {
		.size = sizeof(flush), .handle = -1,
		.offset = (uint64_t)promise->page * PAGE, .length = PAGE,
	};

	switch (promise->number % 3) {
	case 0:			/* the library's FlushViewOfFile, FlushFileBuffers */
		return msync((char *)view + promise->page * PAGE, PAGE, MS_SYNC) ?:
		       fsync(file);
	case 1:
		return ioctl(section, NAMEDMAP_IOC_FLUSH, &flush) ?: fsync(file);
	default:		/* what the header promises of the ioctl alone */
		return ioctl(section, NAMEDMAP_IOC_FLUSH, &flush);
	}
}

static int write_promises(const char *directory, uint32_t count, const char *name)
{
	int device = open("/dev/namedmap", O_RDWR | O_CLOEXEC), file, section;
	char text[300];
	uint32_t number;
	void *view;

	snprintf(text, sizeof(text), "%s/file", directory);
	file = open(text, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (device < 0 || file < 0)
		fail("open");
	section = create_section(device, file, PAGES);
	view = section < 0 ? NULL : map_section(section, PAGES);
	if (!view)
		fail("section");
	for (number = 1; number <= count; number++) {
		struct promise promise = promise_number(number);

		write_promise(view, &promise);
		if (make_durable(section, file, view, &promise))
			fail("flush");
		snprintf(text, sizeof(text), "dmsetup message %s 0 mark %u", name,
			 number);
		if (system(text))
			fail("mark");
	}
	return 0;
}

struct log {
	int fd;
	uint64_t entries;	/* not yet replayed */
	uint32_t sector_size;
	off_t at;
	unsigned char *image;	/* what the disk has so far */
	size_t image_size;
};

struct log_super {
	uint64_t magic, version, entries;
	uint32_t sector_size;
};

struct log_entry {
	uint64_t sector, sectors, flags, length;
};

static void log_open(struct log *log, const char *path, size_t image_size)
{
	struct log_super super;

	log->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (log->fd < 0 || pread(log->fd, &super, sizeof(super), 0) != sizeof(super))
		fail(path);
	if (le64toh(super.magic) != MAGIC || le64toh(super.version) != 1) {
		errno = EINVAL;
		fail("not a log");
	}
	log->entries = le64toh(super.entries);
	log->sector_size = le32toh(super.sector_size);
	log->at = log->sector_size;
	log->image = calloc(1, image_size);
	log->image_size = image_size;
	if (!log->image)
		fail("memory");
}

/*
 * Apply the next entry. The mark's number, 0 for another entry, -1 at the end.
 * All that stands before a mark was durable when the mark was made.
 */
static long log_step(struct log *log)
{
	struct log_entry entry;
	char text[32] = "";
	uint64_t bytes, to;

	if (!log->entries--)
		return -1;
	if (pread(log->fd, &entry, sizeof(entry), log->at) != sizeof(entry))
		fail("entry");
	bytes = le64toh(entry.sectors) * log->sector_size;
	to = le64toh(entry.sector) * log->sector_size;
	if (le64toh(entry.flags) & FLAG_MARK) {
		/* its text follows the entry in the same sector */
		if (pread(log->fd, text, sizeof(text) - 1,
			  log->at + sizeof(entry)) < 0)
			fail("mark");
		log->at += log->sector_size;
		return atol(text);
	}
	log->at += log->sector_size;
	if (le64toh(entry.flags) & FLAG_DISCARD) {
		if (to + bytes <= log->image_size)
			memset(log->image + to, 0, bytes);
		return 0;
	}
	if (to + bytes > log->image_size) {
		errno = ERANGE;
		fail("write outside the disk");
	}
	if (bytes && pread(log->fd, log->image + to, bytes, log->at) != (ssize_t)bytes)
		fail("data");
	log->at += bytes;
	return 0;
}

/* The disk as it is, mounted, which replays the file system's own journal. */
static int mount_image(const struct log *log, const char *scratch)
{
	int fd = open(scratch, O_RDWR | O_CLOEXEC);
	size_t done;
	ssize_t length;

	if (fd < 0)
		fail(scratch);
	for (done = 0; done < log->image_size; done += length) {
		length = write(fd, log->image + done, log->image_size - done);
		if (length <= 0)
			fail(scratch);
	}
	if (fsync(fd))
		fail(scratch);
	close(fd);
	mkdir(MOUNT_POINT, 0700);
	return mount(scratch, MOUNT_POINT, "ext4", 0, NULL);
}

/* How many of the promises up to @number are lost; whether the next is there. */
static int count_lost(uint32_t number, int *next)
{
	int file = open(MOUNT_POINT "/file", O_RDONLY | O_CLOEXEC), lost = 0;
	struct promise promise;
	uint32_t i;

	for (i = 1; i <= number; i++) {
		promise = promise_number(i);
		lost += !is_kept(file, &promise);
	}
	promise = promise_number(number + 1);
	*next = is_kept(file, &promise);
	close(file);
	return lost;
}

static int verify(const char *path, const char *scratch, uint32_t count)
{
	int fd = open(scratch, O_RDONLY | O_CLOEXEC), lost, next, early = 0, bad = 0;
	uint32_t marks = 0, checked = 0, step = count > 40 ? count / 40 : 1;
	struct log log;
	long mark;

	log_open(&log, path, lseek(fd, 0, SEEK_END));
	close(fd);
	while ((mark = log_step(&log)) >= 0) {
		if (!mark)
			continue;
		marks++;
		if (mark % step && mark != count)
			continue;
		checked++;
		if (mount_image(&log, scratch)) {
			printf("# mark %ld: cannot be mounted: %s\n", mark,
			       strerror(errno));
			bad++;
			continue;
		}
		lost = count_lost(mark, &next);
		if (lost)
			printf("# mark %ld: %d promises lost\n", mark, lost);
		bad += !!lost;
		early += next;
		if (umount(MOUNT_POINT))
			fail("umount");
	}
	/* a record that has everything everywhere would prove nothing */
	printf("# %u marks, %u checked, %d with a loss, %d with what came later\n",
	       marks, checked, bad, early);
	return marks != count || bad || early > (int)checked / 2;
}

int main(int argc, char **argv)
{
	if (argc == 5 && !strcmp(argv[1], "write"))
		return write_promises(argv[2], atoi(argv[3]), argv[4]);
	if (argc == 5 && !strcmp(argv[1], "verify"))
		return verify(argv[2], argv[3], atoi(argv[4]));
	fprintf(stderr, "usage: replay write DIRECTORY COUNT NAME\n"
			"       replay verify LOG SCRATCH COUNT\n");
	return 2;
}
