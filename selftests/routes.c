// SPDX-License-Identifier: GPL-2.0-only
/*
 * A handle's rights never grow, by whatever route: not the right to write, nor
 * the right to execute, nor the range. Every route of the table is tried by an
 * ordinary user with a handle that may only read, and with one that may write a
 * section smaller than its file. That a route leads anywhere at all is shown by
 * taking it with a handle that has all rights, and with the plain file.
 */
#include "routes_handles.h"
#include "routes_memory.h"
#include "routes_stores.h"
#include "routes_uring.h"

/* Places where a file's memory is the file. */
#define ON(place) (1u << (place))
#define PLACES (OVERLAYFS + 1u)
#define MEMORY (ON(TMPFS) | ON(MEMFD))

#define ADVICE_COLLAPSE 25
#define ADVICE_SOFT_OFFLINE 101
#define ADVICE_GUARD_INSTALL 102
#define ADVICE_GUARD_REMOVE 103

/* What must come of a route at least when there is nothing to stop it. */
struct route {
	const char *name;
	unsigned int (*function)(const struct attack *attack);
	unsigned int full;	/* on a handle with all rights, section and file */
	unsigned int plain;	/* on the file itself, open for both */
	long argument;
	unsigned int places;	/* where that is so, if not everywhere */
	bool privileged;	/* it is so for root alone */
};

#define SEIZED (CHANGED | EVERYTHING)

static const struct route routes[] = {
	/* mappings */
	{ "mmap", map_all, CHANGED | VIEWS, CHANGED | VIEWS },
	{ "mmap beyond", map_beyond, BEYOND, BEYOND },
	{ "mmap over a view", map_over, BEYOND, BEYOND },
	{ "mprotect", protect_views, CHANGED | VIEWS, CHANGED | VIEWS },
	{ "pkey_mprotect", protect_views, CHANGED | VIEWS, CHANGED | VIEWS, 1 },
	{ "mremap in place", grow_views, 0, BEYOND, 0 },
	{ "mremap", grow_views, 0, BEYOND, MREMAP_MAYMOVE },
	{ "mremap fixed", grow_views, 0, BEYOND, MREMAP_MAYMOVE | MREMAP_FIXED },
	{ "mremap of size 0", duplicate_view, 0, BEYOND },
	{ "mremap and keep", move_and_keep, VIEWS, VIEWS },
	{ "remap_file_pages", remap_pages, 0, BEYOND },
	{ "READ_IMPLIES_EXEC", read_implies_exec, EXEC, EXEC },
	{ "instruction", store_instruction, CHANGED, CHANGED },
	/* those who write to memory for others */
	{ "system calls", kernel_stores, CHANGED, CHANGED },
	{ "futex", futex_operation, CHANGED, CHANGED },
	{ "vmsplice", vmsplice_into_view, CHANGED, CHANGED },
	{ "vmsplice and write", write_behind_spliced_page },
	{ "/proc/self/mem", own_mem_file, CHANGED, CHANGED },
	{ "/proc/PID/mem", childs_mem_file, CHANGED, CHANGED },
	{ "process_vm_writev", process_vm, CHANGED, CHANGED },
	{ "ptrace", ptrace_poke, CHANGED, CHANGED },
	/* newer kernels have none for views that must not grow */
	{ "userfaultfd copy", userfault, 0, CHANGED, 1, MEMORY },
	{ "userfaultfd continue", userfault, CHANGED, CHANGED, 0 },
	/* advice: nobody's changes anything but where holes can be made */
	{ "MADV_REMOVE", advise, CHANGED, CHANGED, MADV_REMOVE },
	{ "MADV_NORMAL", advise, 0, 0, MADV_NORMAL },
	{ "MADV_WILLNEED", advise, 0, 0, MADV_WILLNEED },
	{ "MADV_DONTNEED", advise, 0, 0, MADV_DONTNEED },
	{ "MADV_FREE", advise, 0, 0, MADV_FREE },
	{ "MADV_COLD", advise, 0, 0, MADV_COLD },
	{ "MADV_PAGEOUT", advise, 0, 0, MADV_PAGEOUT },
	{ "MADV_POPULATE_READ", advise, 0, 0, MADV_POPULATE_READ },
	{ "MADV_POPULATE_WRITE", advise, 0, 0, MADV_POPULATE_WRITE },
	{ "MADV_COLLAPSE", advise, 0, 0, ADVICE_COLLAPSE },
	{ "MADV_HUGEPAGE", advise, 0, 0, MADV_HUGEPAGE },
	{ "MADV_MERGEABLE", advise, 0, 0, MADV_MERGEABLE },
	{ "MADV_UNMERGEABLE", advise, 0, 0, MADV_UNMERGEABLE },
	{ "MADV_DONTFORK", advise, 0, 0, MADV_DONTFORK },
	{ "MADV_DOFORK", advise, 0, 0, MADV_DOFORK },
	{ "MADV_WIPEONFORK", advise, 0, 0, MADV_WIPEONFORK },
	{ "MADV_KEEPONFORK", advise, 0, 0, MADV_KEEPONFORK },
	{ "MADV_DONTDUMP", advise, 0, 0, MADV_DONTDUMP },
	{ "MADV_DODUMP", advise, 0, 0, MADV_DODUMP },
	{ "MADV_HWPOISON", advise, 0, 0, MADV_HWPOISON },
	{ "MADV_SOFT_OFFLINE", advise, 0, 0, ADVICE_SOFT_OFFLINE },
	{ "MADV_GUARD_INSTALL", advise, 0, 0, ADVICE_GUARD_INSTALL },
	{ "MADV_GUARD_REMOVE", advise, 0, 0, ADVICE_GUARD_REMOVE },
	{ "process_madvise", advise_process },
	/* calls on the descriptor: a handle of whatever rights takes none */
	{ "write", write_calls, 0, CHANGED },
	{ "read", read_calls, 0, BEYOND },
	{ "truncate", truncate_file, 0, CHANGED },
	{ "fallocate", allocate, 0, CHANGED },
	{ "punch a hole", allocate, 0, CHANGED,
	  FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE },
	{ "zero a range", allocate, 0, CHANGED, FALLOC_FL_ZERO_RANGE, ON(EXT4) },
	{ "collapse a range", allocate, 0, CHANGED, FALLOC_FL_COLLAPSE_RANGE,
	  ON(EXT4) },
	{ "insert a range", allocate, 0, CHANGED, FALLOC_FL_INSERT_RANGE,
	  ON(EXT4) },
	{ "FS_IOC_RESVSP", space_ioctls, 0, CHANGED },
	{ "FICLONE", clone_file },
	{ "sendfile", sendfile_both_ways, 0, CHANGED | BEYOND },
	{ "splice", splice_both_ways, 0, CHANGED | BEYOND },
	{ "copy_file_range", copy_range, 0, CHANGED },
	{ "io_submit", old_aio, CHANGED, CHANGED },
	{ "F_ADD_SEALS", add_seals, 0, CHANGED, 0, ON(MEMFD) },
	{ "F_SETFL", set_file_flags, VIEWS, VIEWS },
	{ "fchmod", change_mode, 0, CHANGED },
	/* other descriptors for the same */
	{ "/proc/self/fd", reopen_own, 0, SEIZED },
	{ "/proc/PID/fd", reopen_childs, 0, SEIZED },
	{ "map_files", open_map_files, SEIZED, SEIZED, .privileged = true },
	{ "open_by_handle_at", open_by_file_handle, 0, SEIZED,
	  .places = ON(EXT4) | ON(TMPFS), .privileged = true },
	{ "dup", duplicate_descriptor, SEIZED, SEIZED },
	{ "fork", fork_handle, SEIZED, SEIZED },
	{ "exec", exec_handle, SEIZED, SEIZED },
	{ "SCM_RIGHTS", send_handle, SEIZED, SEIZED },
	{ "pidfd_getfd", get_from_pidfd, SEIZED, SEIZED },
	{ "user namespace", own_namespaces, SEIZED, SEIZED },
	/* the driver's calls */
	{ "DUPLICATE", more_by_duplicate, SEIZED, 0 },
	{ "OPEN", more_by_open, SEIZED, 0 },
	{ "CREATE of a name", more_by_create, SEIZED, 0 },
	{ "CREATE on a handle", section_on_handle, 0, SEIZED },
	{ "TRUNCATE", truncate_handle, 0, CHANGED },
	{ "FLUSH", flush_beyond },
	/* io_uring */
	{ "io_uring write", ring_write, 0, CHANGED },
	{ "io_uring read", ring_read, 0, BEYOND },
	{ "io_uring into a view", ring_read_into_view, CHANGED, CHANGED },
	{ "io_uring fixed buffer", ring_fixed_buffer, CHANGED, CHANGED, 0, MEMORY },
	{ "io_uring fixed file", ring_fixed_file, 0, CHANGED },
	{ "io_uring madvise", ring_advise, CHANGED, CHANGED },
	{ "io_uring truncate", ring_truncate, 0, CHANGED },
	{ "io_uring fallocate", ring_allocate, 0, CHANGED },
	{ "io_uring splice", ring_splice, 0, CHANGED },
	{ "io_uring open", ring_reopen, 0, SEIZED },
};

#define ATTACKER 1000

FIXTURE(routes) {
	DEVICE_FIELDS;
	struct place place;
	int file;
	int program;
	struct stat stat;	/* of the file as it has to stay, */
	int seals;		/* and its seals */
};

PLACE_VARIANTS(routes);

/* The file as it has to be before each attempt. */
static int restore(FIXTURE_DATA(routes) *self, uid_t owner)
{
	char page[PAGE];

	memset(page, 'a', PAGE);
	if (ftruncate(self->file, 0) || ftruncate(self->file, FILE_SIZE) ||
	    pwrite(self->file, page, PAGE, 0) != PAGE)
		return -errno;
	memset(page, LAST_BYTE, PAGE);
	if (pwrite(self->file, page, PAGE, LAST_PAGE) != PAGE ||
	    fchown(self->file, owner, owner) || fchmod(self->file, 0600))
		return -errno;
	self->seals = fcntl(self->file, F_GET_SEALS);
	return fstat(self->file, &self->stat) ? -errno : 0;
}

FIXTURE_SETUP(routes)
{
	PLACE_SETUP();
	if (geteuid()) {
		place_leave(&self->place);
		SKIP(return, "needs root to own what is attacked");
	}
	self->program = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	ASSERT_LE(0, self->program);
	self->file = SUCCEEDS(place_file(&self->place, FILE_NAME, 0));
}

FIXTURE_TEARDOWN(routes)
{
	close(self->file);
	close(self->program);
	PLACE_TEARDOWN();
}

/* Whether the bytes from @from on, the size or the permission are others. */
static bool changed(FIXTURE_DATA(routes) *self, off_t from)
{
	char expected[FILE_SIZE] = { 0 }, bytes[FILE_SIZE];
	ssize_t length = FILE_SIZE - from;
	struct stat now;

	memset(expected, 'a', PAGE);
	memset(expected + LAST_PAGE, LAST_BYTE, PAGE);
	if (fstat(self->file, &now) ||
	    pread(self->file, bytes, length, from) != length)
		return true;
	return now.st_size != FILE_SIZE || now.st_mode != self->stat.st_mode ||
	       now.st_uid != self->stat.st_uid ||
	       now.st_gid != self->stat.st_gid ||
	       fcntl(self->file, F_GET_SEALS) != self->seals ||
	       memcmp(expected + from, bytes, length);
}

/* Take a route as that user, in a process of its own. */
static unsigned int attempt(FIXTURE_DATA(routes) *self,
			    const struct route *route, struct attack *attack)
{
	pid_t pid;

	attack->argument = route->argument;
	pid = fork();
	if (pid)
		return gains_of(pid);
	alarm(600);
	close(self->file);
	if (!(route->privileged && attack->control)) {
		/* the process itself stays the attacker's own */
		if (become(ATTACKER) || prctl(PR_SET_DUMPABLE, 1))
			abort();
	}
	_exit(route->function(attack) | inspect());
}

/* A section of that many bytes, which its creator's permission closes. */
static int make_section(FIXTURE_DATA(routes) *self, struct attack *attack,
			__u64 size, __u32 mode)
{
	attack->dev = self->dev;
	attack->program = self->program;
	snprintf(attack->name, sizeof(attack->name), "Global\\%s", self->name);
	return CREATE(self->dev, NAMED(attack->name), .backing_fd = self->file,
		      .section_size = size, .mode = mode,
		      .flags = NAMEDMAP_CREATE_EXCLUSIVE,
		      .protection = NAMEDMAP_PAGE_EXECUTE_READWRITE);
}

/*
 * The next attempt begins with a section of its own. A ring keeps its fixed files
 * until a thread of the kernel's has taken it down, some time after its process
 * has ended: look until the name is gone.
 */
static void close_last(FIXTURE_DATA(routes) *self, const struct attack *attack)
{
	const struct timespec pause = { .tv_nsec = 20000000 };
	const __u64 limit = monotonic() + 120 * SECOND;
	int handle;

	close(attack->fd);
	do {
		handle = OPEN(self->dev, NAMED(attack->name), .access = QUERY);
		if (handle < 0)
			return;
		close(handle);
		nanosleep(&pause, NULL);
	} while (monotonic() < limit);
}

/*
 * Slow kernels see each route on one of the file systems, and those that are as
 * fast as they come on all.
 */
static bool has_turn(FIXTURE_DATA(routes) *self, unsigned int route)
{
	return rounds(PLACES) == PLACES ||
	       route % PLACES == (unsigned int)self->place.kind;
}

/* All routes with a handle of these rights on the first half of the file. */
static void attack_all(struct __test_metadata *_metadata,
		       FIXTURE_DATA(routes) *self, __u32 rights)
{
	const off_t own = rights & WRITE ? SECTION_SIZE : 0;
	unsigned int i, gains, tried = 0;
	int section;

	for (i = 0; i < ARRAY_SIZE(routes); i++) {
		struct attack attack = { .rights = rights };

		if (!has_turn(self, i))
			continue;
		tried++;
		ASSERT_EQ(0, restore(self, 0));
		section = SUCCEEDS(make_section(self, &attack, SECTION_SIZE, 0600));
		attack.fd = SUCCEEDS(DUPLICATE(section, .access = rights));
		close(section);
		gains = attempt(self, &routes[i], &attack);
		if (changed(self, own))
			gains |= CHANGED;
		if (rights & WRITE)
			gains &= ~WRITABLE;
		if (gains == MISSING) {
			TH_LOG("%s: not in this kernel", routes[i].name);
			gains = 0;
		}
		EXPECT_EQ(0, gains) TH_LOG("%s", routes[i].name);
		EXPECT_EQ(rights, query_brief(attack.fd).out_access);
		EXPECT_EQ(SECTION_SIZE, query_brief(attack.fd).out_section_size);
		close_last(self, &attack);
	}
	TH_LOG("%u routes tried", tried);
}

TEST_F(routes, read_only_handle)
{
	attack_all(_metadata, self, READ | QUERY);
}

TEST_F(routes, handle_on_half_of_the_file)
{
	attack_all(_metadata, self, READ | WRITE);
}

/* What a route must lead to here when nothing stands in its way. */
static void expect_gains(struct __test_metadata *_metadata,
			 FIXTURE_DATA(routes) *self, const struct route *route,
			 unsigned int gains, unsigned int expected)
{
	if (route->places && !(route->places & ON(self->place.kind)))
		return;
	if (changed(self, 0))
		gains |= CHANGED;
	if (gains & MISSING)
		return;
	EXPECT_EQ(expected, gains & expected)
		TH_LOG("%s: gained %#x", route->name, gains);
	EXPECT_EQ(0, gains & DIED) TH_LOG("%s", route->name);
}

/* All rights on a section as large as the file: the routes lead there. */
TEST_F(routes, control_with_all_rights)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(routes); i++) {
		struct attack attack = { .control = true };

		if (!has_turn(self, i))
			continue;
		ASSERT_EQ(0, restore(self, ATTACKER));
		attack.fd = SUCCEEDS(make_section(self, &attack, FILE_SIZE, 0666));
		expect_gains(_metadata, self, &routes[i],
			     attempt(self, &routes[i], &attack), routes[i].full);
		close_last(self, &attack);
	}
}

/* The file itself, of the attacker's own. */
TEST_F(routes, control_with_the_file)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(routes); i++) {
		struct attack attack = {
			.control = true, .dev = self->dev, .program = self->program,
		};

		if (!has_turn(self, i))
			continue;
		if (variant->kind == MEMFD) {
			/* the last one may have been sealed */
			close(self->file);
			self->file = SUCCEEDS(place_file(&self->place,
							 FILE_NAME, 0));
		}
		ASSERT_EQ(0, restore(self, ATTACKER));
		attack.fd = SUCCEEDS(reopen(self->file, O_RDWR));
		expect_gains(_metadata, self, &routes[i],
			     attempt(self, &routes[i], &attack), routes[i].plain);
		close(attack.fd);
	}
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], SEIZE))
		return seize_inherited(argv[2]);
	return test_harness_run(argc, argv);
}
