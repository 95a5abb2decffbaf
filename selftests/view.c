// SPDX-License-Identifier: GPL-2.0-only
/*
 * Views: which protections, rights and ranges can be mapped, that nothing makes
 * a view wider afterwards, and that all views of a section show one memory.
 */
#include <sys/personality.h>

#include "namedmap_utils.h"

FIXTURE(view) {
	DEVICE_FIELDS;
};

FIXTURE_SETUP(view)
{
	DEVICE_SETUP();
}

FIXTURE_TEARDOWN(view)
{
	DEVICE_TEARDOWN();
}

static const __u32 protections[] = {
	NAMEDMAP_PAGE_READONLY, NAMEDMAP_PAGE_READWRITE, NAMEDMAP_PAGE_WRITECOPY,
	NAMEDMAP_PAGE_EXECUTE_READ, NAMEDMAP_PAGE_EXECUTE_READWRITE,
	NAMEDMAP_PAGE_EXECUTE_WRITECOPY,
};

static bool writable(__u32 protection)
{
	return protection == NAMEDMAP_PAGE_READWRITE ||
	       protection == NAMEDMAP_PAGE_EXECUTE_READWRITE;
}

static bool executable(__u32 protection)
{
	return protection >= NAMEDMAP_PAGE_EXECUTE_READ;
}

/* The rules of the header's "Views", as the set of errors that fit: 0 if none. */
struct verdict {
	bool eacces, eperm;
};

static struct verdict judge(__u32 protection, __u32 access, int prot, int flags)
{
	bool shared_write = flags & MAP_SHARED && prot & PROT_WRITE;
	struct verdict verdict = { 0 };

	if (shared_write)
		verdict.eacces = !(access & WRITE) || !writable(protection);
	else
		verdict.eacces = !(access & READ);
	if (prot & PROT_EXEC)
		verdict.eperm = !(access & EXECUTE) || !executable(protection);
	return verdict;
}

static bool fits(struct verdict verdict, int ret)
{
	if (!verdict.eacces && !verdict.eperm)
		return ret == 0;
	return (verdict.eacces && ret == -EACCES) ||
	       (verdict.eperm && ret == -EPERM);
}

/* Whether mprotect() may turn such a view into one with @prot. */
static bool may_become(__u32 protection, __u32 access, int prot, int flags)
{
	if (prot & PROT_WRITE && flags & MAP_SHARED &&
	    (!(access & WRITE) || !writable(protection)))
		return false;
	return !(prot & PROT_EXEC) || (access & EXECUTE && executable(protection));
}

/* A view that was mapped with @prot, and what mprotect() makes of it. */
static int becomes(struct __test_metadata *_metadata, void *view,
		   __u32 protection, __u32 access, int prot, int flags)
{
	int then;

	for (then = 0; then < 8; then++) {
		bool may = may_become(protection, access, then, flags);
		int ret = mprotect(view, PAGE, then) ? -errno : 0;

		EXPECT_EQ(may ? 0 : -EACCES, ret)
			TH_LOG("section %#x, rights %#x, prot %d then %d, flags %d",
			       protection, access, prot, then, flags);
	}
	munmap(view, PAGE);
	return then;
}

/* All views that one handle may or may not map; returns how many were tried. */
static int views_of(struct __test_metadata *_metadata, int handle,
		    __u32 protection, __u32 access)
{
	unsigned int view_case;
	int count = 0;
	void *view;

	for (view_case = 0; view_case < 16; view_case++) {
		int prot = view_case / 2;
		int flags = view_case % 2 ? MAP_PRIVATE : MAP_SHARED;
		struct verdict verdict = judge(protection, access, prot, flags);
		int ret = map_at(&view, PAGE, prot, flags, handle, 0);

		count++;
		EXPECT_TRUE(fits(verdict, ret))
			TH_LOG("section %#x, rights %#x, prot %d, flags %d: %d",
			       protection, access, prot, flags, ret);
		if (!ret)
			count += becomes(_metadata, view, protection, access,
					 prot, flags);
	}
	return count;
}

/* Every combination of section protection, rights, view protection and kind. */
static void matrix(struct __test_metadata *_metadata, int dev, int file,
		   int *count)
{
	unsigned int i;
	__u32 access;

	for (i = 0; i < ARRAY_SIZE(protections); i++) {
		int section = SUCCEEDS(CREATE(dev, .section_size = PAGE,
					      .protection = protections[i],
					      .backing_fd = file));

		for (access = 0; access <= 31; access++) {
			int handle = SUCCEEDS(DUPLICATE(section,
							.access = access));

			*count += views_of(_metadata, handle, protections[i],
					   access);
			close(handle);
		}
		close(section);
	}
}

TEST_F(view, matrix_without_file)
{
	int count = 0;

	matrix(_metadata, self->dev, -1, &count);
	/* 6 protections x 32 sets of rights x 16 views, and what they become */
	EXPECT_LE(6 * 32 * 16, count);
	TH_LOG("%d combinations", count);
}

TEST_F(view, matrix_on_a_file)
{
	int file = memfd_create("view", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	int count = 0;

	ASSERT_LE(0, file);
	ASSERT_EQ(0, ftruncate(file, PAGE));
	matrix(_metadata, self->dev, file, &count);
	EXPECT_LE(6 * 32 * 16, count);
	close(file);
}

/* A write-only handle's views can be read, as the hardware has it. */
TEST_F(view, write_only_handle)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
	int handle = SUCCEEDS(DUPLICATE(section, .access = WRITE));
	unsigned char *view = mmap(NULL, PAGE, PROT_WRITE, MAP_SHARED, handle, 0);
	unsigned char *other = MAP(section, PAGE);

	ASSERT_MAPPED(view);
	view[3] = 33;
	EXPECT_EQ(33, other[3]);
	EXPECT_EQ(-EACCES, try_map(handle, PAGE, PROT_READ, MAP_SHARED, 0));
	EXPECT_EQ(-EACCES, try_map(handle, PAGE, PROT_READ, MAP_PRIVATE, 0));
	EXPECT_EQ(-EACCES, try_map(handle, PAGE, PROT_READ | PROT_WRITE,
				   MAP_PRIVATE, 0));
	munmap(view, PAGE);
	munmap(other, PAGE);
	close(handle);
	close(section);
}

/* Whether touching this byte ends in a signal: the signal, or 0. */
static int touch_signal(volatile unsigned char *byte, bool write)
{
	pid_t pid = fork();
	int status = 0;

	if (!pid) {
		if (write)
			*byte = 1;
		else
			(void)*byte;
		_exit(0);
	}
	waitpid(pid, &status, 0);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

/* Ranges: inside the section, rounded up to whole pages, and nowhere else. */
static void ranges(struct __test_metadata *_metadata, int section, off_t size)
{
	off_t pages = (size + PAGE - 1) / PAGE, offset, length;
	static const off_t far[] = {
		1ll << 31, 1ll << 32, 1ll << 40, (1ll << 32) - PAGE,
	};
	unsigned int i;

	for (offset = 0; offset <= pages + 1; offset++) {
		for (length = 1; length <= pages + 2; length++) {
			int expected = offset + length <= pages ? 0 : -ENXIO;

			EXPECT_EQ(expected, try_map(section, length * PAGE, PROT_READ,
						    MAP_SHARED, offset * PAGE))
				TH_LOG("%lld pages at %lld of %lld",
				       (long long)length, (long long)offset,
				       (long long)size);
		}
	}
	/* a length in bytes means whole pages */
	EXPECT_EQ(0, try_map(section, 1, PROT_READ, MAP_SHARED, (pages - 1) * PAGE));
	EXPECT_EQ(-ENXIO, try_map(section, PAGE + 1, PROT_READ, MAP_SHARED,
				  (pages - 1) * PAGE));
	EXPECT_EQ(-EINVAL, try_map(section, 0, PROT_READ, MAP_SHARED, 0));
	for (i = 0; i < ARRAY_SIZE(far); i++) {
		EXPECT_EQ(-ENXIO, try_map(section, PAGE, PROT_READ, MAP_SHARED,
					  far[i])) TH_LOG("%#llx", (long long)far[i]);
	}
}

TEST_F(view, ranges)
{
	static const off_t sizes[] = { 1, PAGE, PAGE + 1, 3 * PAGE, 4 * PAGE - 1 };
	unsigned int i;
	int section, file;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		section = SUCCEEDS(CREATE(self->dev, .section_size = sizes[i]));
		ranges(_metadata, section, sizes[i]);
		close(section);
		/* of a longer file, too, only the section can be reached */
		file = memfd_create("ranges", MFD_CLOEXEC);
		ASSERT_EQ(0, ftruncate(file, 1 << 20));
		section = SUCCEEDS(CREATE(self->dev, .section_size = sizes[i],
					  .backing_fd = file));
		ranges(_metadata, section, sizes[i]);
		close(section);
		close(file);
	}
}

/* Offsets and lengths whose sum does not fit. */
TEST_F(view, ranges_that_wrap_around)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
#ifdef __i386__
	/* there the system call counts pages */
	static const unsigned long offsets[] = {
		0xffffffff, 0xfffffffe, 0x80000000, 0x7fffffff, 0x100000,
	};
	const int number = SYS_mmap2;
#else
	static const unsigned long offsets[] = {
		0xfffffffffffff000, 0xffffffffffffe000, 0x8000000000000000,
		0x7ffffffffffff000, 0x7fffffffffffe000, 0x100000000000,
	};
	const int number = SYS_mmap;
#endif
	unsigned int i, pages;
	long ret;

	for (i = 0; i < ARRAY_SIZE(offsets); i++) {
		for (pages = 1; pages < 4; pages++) {
			ret = syscall(number, NULL, pages * PAGE, PROT_READ,
				      MAP_SHARED, section, offsets[i]);
			EXPECT_EQ(-1, ret);
			EXPECT_TRUE(errno == ENXIO || errno == EOVERFLOW)
				TH_LOG("%#lx: %s", offsets[i], strerror(errno));
		}
	}
	close(section);
}

TEST_F(view, unaligned_offset)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = 4 * PAGE));
	off_t offset;

	for (offset = 1; offset < PAGE; offset *= 2) {
		EXPECT_EQ(-EINVAL, try_map(section, PAGE, PROT_READ, MAP_SHARED,
					   offset));
	}
	close(section);
}

TEST_F(view, offsets_show_the_right_page)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = 64 * PAGE));
	unsigned char *all = MAP(section, 64 * PAGE), *part;
	int page;

	for (page = 0; page < 64; page++)
		all[page * PAGE] = page + 1;
	for (page = 0; page < 64; page++) {
		part = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, section,
			    (off_t)page * PAGE);
		ASSERT_MAPPED(part);
		EXPECT_EQ(page + 1, part[0]);
		munmap(part, PAGE);
	}
	munmap(all, 64 * PAGE);
	close(section);
}

/* Addresses that the kernel chooses start at multiples of 64 KiB. */
static void alignment(struct __test_metadata *_metadata, int section)
{
	void *views[40];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(views); i++) {
		int flags = i & 1 ? MAP_PRIVATE : MAP_SHARED;

		ASSERT_EQ(0, map_at(&views[i], (1 + i % 3) * PAGE, PROT_READ,
				    flags, section, i % 4 * PAGE));
		EXPECT_EQ(0, (uintptr_t)views[i] % 65536) TH_LOG("%p", views[i]);
		/* something odd in between */
		mmap(NULL, PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	}
	for (i = 0; i < ARRAY_SIZE(views); i++)
		munmap(views[i], (1 + i % 3) * PAGE);
}

TEST_F(view, chosen_addresses)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = 16 * PAGE));

	alignment(_metadata, section);
	close(section);
	section = SUCCEEDS(CREATE(self->dev, .section_size = 8 << 20));
	alignment(_metadata, section);
	close(section);
}

/* An address that the caller names is taken as it is, or refused. */
TEST_F(view, wanted_address)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = 4 * PAGE));
	char *free = mmap(NULL, 1 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS,
			  -1, 0);
	char *wanted = free + 3 * PAGE, *view;

	ASSERT_MAPPED(free);
	view = mmap(wanted, 4 * PAGE, PROT_READ, MAP_SHARED | MAP_FIXED_NOREPLACE,
		    section, 0);
	EXPECT_TRUE(view == MAP_FAILED && errno == EEXIST);
	ASSERT_EQ(0, munmap(free, 1 << 20));
	view = mmap(wanted, 4 * PAGE, PROT_READ, MAP_SHARED | MAP_FIXED_NOREPLACE,
		    section, 0);
	EXPECT_TRUE(view == wanted);
	munmap(view, 4 * PAGE);
	/* a hint is followed to a place that is free */
	view = mmap(wanted, 4 * PAGE, PROT_READ, MAP_SHARED, section, 0);
	EXPECT_TRUE(view == wanted);
	munmap(view, 4 * PAGE);
	close(section);
}

/* Where the hinted place is taken, another is found, aligned as without a hint. */
TEST_F(view, taken_hint)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
	char *taken = mmap(NULL, 3 * PAGE, PROT_NONE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *view;

	ASSERT_MAPPED(taken);
	view = mmap(taken + PAGE, PAGE, PROT_READ, MAP_SHARED, section, 0);
	ASSERT_MAPPED(view);
	EXPECT_TRUE(view < taken || view >= taken + 3 * PAGE);
	EXPECT_EQ(0, (uintptr_t)view % 65536) TH_LOG("%p", view);
	munmap(view, PAGE);
	munmap(taken, 3 * PAGE);
	close(section);
}

/* All views of a section, in all processes, show one memory at once. */
TEST_F(view, coherence_between_processes)
{
	int section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				      .section_size = 16 * PAGE));
	unsigned int *view = (unsigned int *)MAP(section, 16 * PAGE);
	struct turn mine, yours;
	unsigned int i, *other;
	pid_t pid;
	int handle;

	turn_open(&mine);
	turn_open(&yours);
	CHILD(pid) {
		handle = SUCCEEDS(OPEN(self->dev, NAMED(self->name),
				       .access = READ | WRITE));
		other = (unsigned int *)MAP(handle, 16 * PAGE);
		for (i = 0; i < 16 * PAGE / 4; i += 37) {
			turn_take(&yours);
			EXPECT_EQ(i * 3, other[i]);
			other[i] = i * 5;
			turn_give(&mine);
		}
	}
	for (i = 0; i < 16 * PAGE / 4; i += 37) {
		view[i] = i * 3;
		turn_give(&yours);
		ASSERT_TRUE(turn_take(&mine));
		EXPECT_EQ(i * 5, view[i]);
	}
	CHILD_DONE(pid);
	munmap(view, 16 * PAGE);
	close(section);
	turn_close(&mine);
	turn_close(&yours);
}

/* Copy-on-write: unchanged pages follow the section, changed ones are private. */
TEST_F(view, copy_on_write)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = 2 * PAGE));
	int reader = SUCCEEDS(DUPLICATE(section, .access = READ));
	unsigned char *shared = MAP(section, 2 * PAGE);
	unsigned char *copy = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
				   MAP_PRIVATE, reader, 0);
	unsigned char *second = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
				     MAP_PRIVATE, section, 0);

	ASSERT_MAPPED(copy);
	ASSERT_MAPPED(second);
	shared[0] = 1;
	shared[PAGE] = 1;
	EXPECT_EQ(1, copy[0]);
	copy[0] = 2;
	EXPECT_EQ(1, shared[0]);
	EXPECT_EQ(1, second[0]);
	shared[1] = 3;
	EXPECT_EQ(0, copy[1]);
	EXPECT_EQ(3, second[1]);
	shared[PAGE] = 4;
	EXPECT_EQ(4, copy[PAGE]);
	munmap(copy, 2 * PAGE);
	munmap(second, 2 * PAGE);
	copy = mmap(NULL, 2 * PAGE, PROT_READ, MAP_PRIVATE, section, 0);
	ASSERT_MAPPED(copy);
	EXPECT_EQ(1, copy[0]);
	munmap(copy, 2 * PAGE);
	munmap(shared, 2 * PAGE);
	close(reader);
	close(section);
}

/* A page-file section ends where its memory ends, however far a view grows. */
TEST_F(view, mremap_without_file)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
	unsigned char *view = MAP(section, PAGE), *grown;

	view[0] = 1;
	grown = mremap(view, PAGE, 4 * PAGE, MREMAP_MAYMOVE);
	if (grown != MAP_FAILED) {
		EXPECT_EQ(1, grown[0]);
		EXPECT_EQ(SIGBUS, touch_signal(grown + PAGE, false));
		EXPECT_EQ(SIGBUS, touch_signal(grown + PAGE, true));
		munmap(grown, 4 * PAGE);
	}
	close(section);
}

/* Moving, shrinking, splitting and advising a view are the core's business. */
TEST_F(view, ordinary_memory_calls)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = 8 * PAGE));
	unsigned char *view = MAP(section, 8 * PAGE), *moved;

	memset(view, 7, 8 * PAGE);
	moved = mremap(view, 8 * PAGE, 4 * PAGE, 0);
	ASSERT_TRUE(moved == view);
	ASSERT_EQ(0, munmap(view + PAGE, PAGE));
	EXPECT_EQ(7, view[0]);
	EXPECT_EQ(7, view[2 * PAGE]);
	EXPECT_EQ(0, mprotect(view, PAGE, PROT_READ));
	EXPECT_EQ(0, mprotect(view, PAGE, PROT_READ | PROT_WRITE));
	EXPECT_EQ(0, madvise(view, PAGE, MADV_DONTNEED));
	EXPECT_EQ(7, view[0]);
	EXPECT_EQ(0, msync(view, PAGE, MS_SYNC));
	/* locked for good: a page-file section's views can be */
	EXPECT_EQ(0, mlock(view, PAGE));
	munmap(view, 4 * PAGE);
	close(section);
}

/* Locked memory of a page-file section is really locked. */
TEST_F(view, mlock_without_file)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = 4 * PAGE));
	unsigned char *view = MAP(section, 4 * PAGE);
	char line[200];
	long locked = -1;
	FILE *status;

	ASSERT_EQ(0, mlock(view, 4 * PAGE));
	status = fopen("/proc/self/status", "r");
	ASSERT_TRUE(!!status);
	while (fgets(line, sizeof(line), status))
		if (sscanf(line, "VmLck: %ld kB", &locked) == 1)
			break;
	fclose(status);
	EXPECT_EQ(16, locked);
	munmap(view, 4 * PAGE);
	close(section);
}

/* READ_IMPLIES_EXEC makes nothing executable that may not be. */
TEST_F(view, read_implies_exec)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
	int executable = SUCCEEDS(CREATE(self->dev, .section_size = PAGE,
			.protection = NAMEDMAP_PAGE_EXECUTE_READWRITE));
	int reader = SUCCEEDS(DUPLICATE(executable, .access = READ));
	int fds[] = { section, reader };
	unsigned int i;
	void *view;

	ASSERT_NE(-1, personality(personality(0xffffffff) | READ_IMPLIES_EXEC));
	for (i = 0; i < ARRAY_SIZE(fds); i++) {
		ASSERT_EQ(0, map_at(&view, PAGE, PROT_READ, MAP_SHARED, fds[i], 0));
		/* mprotect adds the execute bit itself under this personality */
		ASSERT_NE(-1, personality(personality(0xffffffff) &
					  ~READ_IMPLIES_EXEC));
		SYSCALL_FAILS(EACCES, mprotect(view, PAGE, PROT_READ | PROT_EXEC));
		ASSERT_NE(-1, personality(personality(0xffffffff) |
					  READ_IMPLIES_EXEC));
		munmap(view, PAGE);
	}
	ASSERT_EQ(0, map_at(&view, PAGE, PROT_READ, MAP_SHARED, executable, 0));
	munmap(view, PAGE);
	ASSERT_NE(-1, personality(personality(0xffffffff) & ~READ_IMPLIES_EXEC));
	close(reader);
	close(executable);
	close(section);
}

/* Code in an executable section runs. */
TEST_F(view, execute)
{
	static const unsigned char code[] = { 0xb8, 42, 0, 0, 0, 0xc3 };
	int section = SUCCEEDS(CREATE(self->dev, .section_size = PAGE,
			.protection = NAMEDMAP_PAGE_EXECUTE_READWRITE));
	unsigned char *view = MAP(section, PAGE);
	int (*function)(void) = mmap(NULL, PAGE, PROT_READ | PROT_EXEC, MAP_SHARED,
				     section, 0);

	ASSERT_MAPPED(function);
	memcpy(view, code, sizeof(code));
	EXPECT_EQ(42, function());
	munmap(function, PAGE);
	munmap(view, PAGE);
	close(section);
}

/* One more way to write through a read-only handle, and what it must answer. */
TEST_F(view, other_routes_to_a_read_only_view)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
	int reader = SUCCEEDS(DUPLICATE(section, .access = READ | QUERY));
	unsigned char *view, *shared = MAP(section, PAGE);
	char byte = 66;
	int memory, fd;

	ASSERT_EQ(0, map_at((void **)&view, PAGE, PROT_READ, MAP_SHARED, reader, 0));
	shared[0] = 1;
	memory = open("/proc/self/mem", O_RDWR | O_CLOEXEC);
	ASSERT_LE(0, memory);
	SYSCALL_FAILS(EIO, pwrite(memory, &byte, 1, (off_t)(uintptr_t)view));
	close(memory);
	/* which of the two is the core's choice, and has changed */
	EXPECT_EQ(-1, madvise(view, PAGE, MADV_POPULATE_WRITE));
	EXPECT_TRUE(errno == EINVAL || errno == EFAULT);
	SYSCALL_FAILS(EACCES, madvise(view, PAGE, MADV_REMOVE));
	fd = reopen(reader, O_RDWR);
	EXPECT_EQ(-ENXIO, fd);
	fd = reopen(reader, O_RDONLY);
	EXPECT_EQ(-ENXIO, fd);
	EXPECT_EQ(1, view[0]);
	munmap(view, PAGE);
	munmap(shared, PAGE);
	close(reader);
	close(section);
}

/* Views of file sections, on every kind of file. */
FIXTURE(file_view) {
	DEVICE_FIELDS;
	struct place place;
	int file;		/* 64 pages, every byte the page's number */
};

PLACE_VARIANTS(file_view);

FIXTURE_SETUP(file_view)
{
	unsigned char page[PAGE];
	int i;

	PLACE_SETUP();
	self->file = SUCCEEDS(place_file(&self->place, "file", 0));
	for (i = 0; i < 64; i++) {
		memset(page, i, PAGE);
		ASSERT_EQ(PAGE, pwrite(self->file, page, PAGE, i * PAGE));
	}
}

FIXTURE_TEARDOWN(file_view)
{
	close(self->file);
	PLACE_TEARDOWN();
}

TEST_F(file_view, matrix)
{
	int count = 0;

	matrix(_metadata, self->dev, self->file, &count);
	EXPECT_LE(6 * 32 * 16, count);
}

TEST_F(file_view, shows_the_file)
{
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file));
	unsigned char *view = MAP(section, 64 * PAGE), byte;
	int i;

	for (i = 0; i < 64; i++) {
		EXPECT_EQ(i, view[i * PAGE + i]);
	}
	view[5 * PAGE] = 200;
	ASSERT_EQ(1, pread(self->file, &byte, 1, 5 * PAGE));
	EXPECT_EQ(200, byte);
	byte = 201;
	ASSERT_EQ(1, pwrite(self->file, &byte, 1, 6 * PAGE));
	EXPECT_EQ(201, view[6 * PAGE]);
	munmap(view, 64 * PAGE);
	close(section);
}

/* Two sections of one file, and a plain mapping of it, are one memory. */
TEST_F(file_view, coherence)
{
	int first = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file));
	int second = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
				     .section_size = 8 * PAGE));
	unsigned char *view = MAP(first, 64 * PAGE);
	unsigned char *other = MAP(second, 8 * PAGE);
	unsigned char *plain = MAP(self->file, 8 * PAGE);

	view[PAGE] = 100;
	EXPECT_EQ(100, other[PAGE]);
	EXPECT_EQ(100, plain[PAGE]);
	plain[PAGE] = 101;
	EXPECT_EQ(101, view[PAGE]);
	munmap(plain, 8 * PAGE);
	munmap(view, 64 * PAGE);
	munmap(other, 8 * PAGE);
	close(first);
	close(second);
}

TEST_F(file_view, copy_on_write_never_reaches_the_file)
{
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
				      .protection = NAMEDMAP_PAGE_WRITECOPY));
	unsigned char *copy = mmap(NULL, 64 * PAGE, PROT_READ | PROT_WRITE,
				   MAP_PRIVATE, section, 0), byte;

	ASSERT_MAPPED(copy);
	EXPECT_EQ(3, copy[3 * PAGE]);
	copy[3 * PAGE] = 99;
	ASSERT_EQ(0, msync(copy, 64 * PAGE, MS_SYNC));
	EXPECT_EQ(0, FLUSH(section));
	EXPECT_EQ(0, FLUSH_MEMORY(self->dev, copy, 64 * PAGE));
	munmap(copy, 64 * PAGE);
	ASSERT_EQ(1, pread(self->file, &byte, 1, 3 * PAGE));
	EXPECT_EQ(3, byte);
	EXPECT_EQ(-EACCES, try_map(section, PAGE, PROT_READ | PROT_WRITE,
				   MAP_SHARED, 0));
	close(section);
}

/* A view cannot be grown over the rest of the file. */
static void expect_no_growth(struct __test_metadata *_metadata, int section,
			     int prot, int flags)
{
	void *view;

	ASSERT_EQ(0, map_at(&view, 2 * PAGE, prot, flags, section, 0));
	SYSCALL_FAILS(EFAULT, mremap(view, 2 * PAGE, 3 * PAGE, MREMAP_MAYMOVE));
	/* nor the part of it that a split leaves */
	ASSERT_EQ(0, mprotect(view, PAGE, PROT_NONE));
	SYSCALL_FAILS(EFAULT, mremap((char *)view + PAGE, PAGE, 2 * PAGE,
				     MREMAP_MAYMOVE));
	if (flags == MAP_SHARED)
		SYSCALL_FAILS(EFAULT, mremap(view, 0, 3 * PAGE, MREMAP_MAYMOVE));
	munmap(view, 2 * PAGE);
}

TEST_F(file_view, mremap_does_not_grow)
{
	static const int prots[] = { PROT_READ, PROT_READ | PROT_WRITE };
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
				      .section_size = 2 * PAGE));
	int reader = SUCCEEDS(DUPLICATE(section, .access = READ));
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(prots); i++) {
		expect_no_growth(_metadata, section, prots[i], MAP_SHARED);
		expect_no_growth(_metadata, section, prots[i], MAP_PRIVATE);
		expect_no_growth(_metadata, reader, prots[i], MAP_PRIVATE);
	}
	expect_no_growth(_metadata, reader, PROT_READ, MAP_SHARED);
	close(reader);
	close(section);
}

/* remap_file_pages() would map the backing file again, at any offset. */
static void expect_no_remapping(struct __test_metadata *_metadata, int handle,
				int prot, size_t pages, int error)
{
	unsigned char *view, first;
	unsigned int to;

	ASSERT_EQ(0, map_at((void **)&view, pages * PAGE, prot, MAP_SHARED,
			    handle, 0));
	first = view[0];
	for (to = 0; to < 64; to += 9)
		SYSCALL_FAILS(error, syscall(SYS_remap_file_pages, view, PAGE, 0,
					     to, 0));
	EXPECT_EQ(first, view[0]);
	SYSCALL_FAILS(EACCES, mprotect(view, PAGE, PROT_READ | PROT_EXEC));
	munmap(view, pages * PAGE);
}

TEST_F(file_view, remap_file_pages)
{
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
				      .section_size = PAGE));
	int reader = SUCCEEDS(DUPLICATE(section, .access = READ));

	expect_no_remapping(_metadata, section, PROT_READ | PROT_WRITE, 1, EACCES);
	expect_no_remapping(_metadata, section, PROT_READ, 1, EACCES);
	expect_no_remapping(_metadata, reader, PROT_READ, 1, EINVAL);
	/* the file's own descriptor is as it was, and so are further views */
	EXPECT_EQ(0, try_map(self->file, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, 0));
	expect_no_remapping(_metadata, section, PROT_READ | PROT_WRITE, 1, EACCES);
	close(reader);
	close(section);
}

TEST_F(view, remap_file_pages_without_file)
{
	int section = SUCCEEDS(CREATE(self->dev, .section_size = 64 * PAGE));
	int reader = SUCCEEDS(DUPLICATE(section, .access = READ));

	expect_no_remapping(_metadata, section, PROT_READ | PROT_WRITE, 64, EACCES);
	expect_no_remapping(_metadata, section, PROT_READ, 64, EACCES);
	expect_no_remapping(_metadata, reader, PROT_READ, 64, EINVAL);
	close(reader);
	close(section);
}

/* After the first shared view, faults, msync and write-back still work. */
TEST_F(file_view, memory_calls_after_the_first_view)
{
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file));
	unsigned char *view = MAP(section, 64 * PAGE), *second;

	second = MAP(section, 64 * PAGE);
	view[9 * PAGE] = 90;
	EXPECT_EQ(90, second[9 * PAGE]);
	EXPECT_EQ(0, msync(view, 64 * PAGE, MS_SYNC));
	EXPECT_EQ(0, madvise(view, 64 * PAGE, MADV_DONTNEED));
	EXPECT_EQ(90, view[9 * PAGE]);
	EXPECT_EQ(0, madvise(view, 64 * PAGE, MADV_WILLNEED));
	EXPECT_EQ(20, second[20 * PAGE]);
	munmap(view, 64 * PAGE);
	munmap(second, 64 * PAGE);
	close(section);
}

TEST_F(file_view, chosen_addresses)
{
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file));

	alignment(_metadata, section);
	close(section);
}

/* The last page of a file: the rest after the section's end is zero, private. */
TEST_F(file_view, section_ends_within_a_page)
{
	int section = SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
				      .section_size = 3 * PAGE + 17));
	struct namedmap_query query = query_brief(section);

	EXPECT_EQ(3 * PAGE + 17, query.out_section_size);
	EXPECT_EQ(NAMEDMAP_SECTION_FILE, query.out_attributes);
	EXPECT_EQ(0, try_map(section, 4 * PAGE, PROT_READ, MAP_SHARED, 0));
	EXPECT_EQ(-ENXIO, try_map(section, 5 * PAGE, PROT_READ, MAP_SHARED, 0));
	EXPECT_EQ(64 * PAGE, file_size(self->file));
	close(section);
}

TEST_HARNESS_MAIN
