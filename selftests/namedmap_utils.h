/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the tests of /dev/namedmap share: one function for each ioctl, a device
 * fixture that skips without the device and looks for leaks, and files on every
 * kind of file system that matters.
 */
#ifndef NAMEDMAP_UTILS_H
#define NAMEDMAP_UTILS_H

#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/namedmap.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <time.h>

#include "kselftest_harness.h"

/* Kernels with sanitizers under emulation are 100 times slower. */
#undef TEST_TIMEOUT_DEFAULT
#define TEST_TIMEOUT_DEFAULT 1800

#define DEVICE "/dev/namedmap"
#define PAGE 4096
#define POISON 0xa5
#define ALL NAMEDMAP_RIGHTS_SECTION_ALL
#define EVENT_ALL NAMEDMAP_RIGHTS_EVENT_ALL
#define MUTEX_ALL NAMEDMAP_RIGHTS_MUTEX_ALL
#define SEMAPHORE_ALL NAMEDMAP_RIGHTS_SEMAPHORE_ALL
#define READ NAMEDMAP_RIGHT_MAP_READ
#define WRITE NAMEDMAP_RIGHT_MAP_WRITE
#define EXECUTE NAMEDMAP_RIGHT_MAP_EXECUTE
#define QUERY NAMEDMAP_RIGHT_QUERY

/* A wrapper's answer when the call broke a rule that holds for every call. */
#define BROKEN (-9999)

/* How often to repeat: NAMEDMAP_SLOW=50 divides by 50, but never to none. */
static inline __maybe_unused long rounds(long count)
{
	const char *slow = getenv("NAMEDMAP_SLOW");
	long divisor = slow ? atol(slow) : 1;

	return divisor > 1 && count / divisor > 0 ? count / divisor :
	       divisor > 1 ? 1 : count;
}

static inline __u64 address(const void *pointer)
{
	return (uintptr_t)pointer;
}

/*
 * Names that the test made, to see at its end that they are gone. Shared, so
 * that those of child processes are known too.
 */
struct name_record {
	int count;
	struct {
		unsigned int length;
		char text[240];
	} names[64];
};

static struct name_record *name_record;

static inline void record_name(__u64 name, __u32 length)
{
	int slot;

	if (!name_record || !length || length > sizeof(name_record->names[0].text))
		return;
	slot = __atomic_fetch_add(&name_record->count, 1, __ATOMIC_RELAXED) %
	       (int)ARRAY_SIZE(name_record->names);
	/* Whoever is killed here has not made the name: it does not count. */
	__atomic_store_n(&name_record->names[slot].length, 0, __ATOMIC_SEQ_CST);
	memcpy(name_record->names[slot].text, (void *)(uintptr_t)name, length);
	__atomic_store_n(&name_record->names[slot].length, length,
			 __ATOMIC_SEQ_CST);
}

static inline int broken(const char *command, const char *what)
{
	fprintf(stderr, "# %s: %s\n", command, what);
	return BROKEN;
}

/*
 * Make a call with poisoned outputs, which stand between @out and @out_end, and
 * check what the ABI says of every call: a failing one writes nothing, a
 * successful one writes every output and nothing else.
 */
static int command(int fd, unsigned int cmd, const char *name, void *argument,
		   size_t size, size_t out, size_t out_end)
{
	unsigned char before[160], *bytes = argument;
	size_t word;

	*(__u32 *)argument = size;
	memset(bytes + out, POISON, out_end - out);
	memcpy(before, bytes, size);
	switch (ioctl(fd, cmd, argument)) {
	case 0:
		break;
	case -1:
		if (memcmp(before, bytes, size))
			return broken(name, "failed, but wrote to its argument");
		return -errno;
	default:
		return broken(name, "returned neither 0 nor -1");
	}
	if (memcmp(before, bytes, out) ||
	    memcmp(before + out_end, bytes + out_end, size - out_end))
		return broken(name, "wrote to an input");
	for (word = out; word < out_end; word += 4) {
		if (!memcmp(before + word, bytes + word, 4))
			return broken(name, "left an output unwritten");
	}
	return 0;
}

#define COMMAND(fd, cmd, argument, out, out_end)			       \
	command(fd, NAMEDMAP_IOC_##cmd, #cmd, argument, sizeof(*(argument)),   \
		out, out_end)

/* The new handle is what a successful call returns; checked for all alike. */
static inline int new_handle(const char *name, int handle, __u32 flags)
{
	int fd_flags = fcntl(handle, F_GETFD);

	if (fd_flags < 0)
		return broken(name, "answered a handle that is no descriptor");
	if (!(fd_flags & FD_CLOEXEC) != !!(flags & NAMEDMAP_HANDLE_INHERIT))
		return broken(name, "close-on-exec is not what was asked for");
	return handle;
}

static __maybe_unused int sys_create(int dev, struct namedmap_create *create)
{
	int ret = COMMAND(dev, CREATE, create,
			  offsetof(struct namedmap_create, out_handle),
			  offsetof(struct namedmap_create, __reserved));

	if (ret)
		return ret;
	record_name(create->name, create->name_length);
	return new_handle("CREATE", create->out_handle, create->flags);
}

static __maybe_unused int
sys_event_create(int dev, struct namedmap_event_create *create)
{
	int ret = COMMAND(dev, EVENT_CREATE, create,
			  offsetof(struct namedmap_event_create, out_handle),
			  sizeof(*create));

	if (ret)
		return ret;
	record_name(create->name, create->name_length);
	return new_handle("EVENT_CREATE", create->out_handle, create->flags);
}

static __maybe_unused int
sys_mutex_create(int dev, struct namedmap_mutex_create *create)
{
	int ret = COMMAND(dev, MUTEX_CREATE, create,
			  offsetof(struct namedmap_mutex_create, out_handle),
			  sizeof(*create));

	if (ret)
		return ret;
	record_name(create->name, create->name_length);
	return new_handle("MUTEX_CREATE", create->out_handle, create->flags);
}

static __maybe_unused int
sys_semaphore_create(int dev, struct namedmap_semaphore_create *create)
{
	int ret = COMMAND(dev, SEMAPHORE_CREATE, create,
			  offsetof(struct namedmap_semaphore_create, out_handle),
			  sizeof(*create));

	if (ret)
		return ret;
	record_name(create->name, create->name_length);
	return new_handle("SEMAPHORE_CREATE", create->out_handle, create->flags);
}

static __maybe_unused int sys_open(int dev, struct namedmap_open *open)
{
	int ret = COMMAND(dev, OPEN, open,
			  offsetof(struct namedmap_open, out_handle),
			  offsetof(struct namedmap_open, __reserved));

	return ret ? ret : new_handle("OPEN", open->out_handle, open->flags);
}

static __maybe_unused int sys_duplicate(int fd, struct namedmap_duplicate *dup)
{
	int ret = COMMAND(fd, DUPLICATE, dup,
			  offsetof(struct namedmap_duplicate, out_handle),
			  sizeof(*dup));

	return ret ? ret : new_handle("DUPLICATE", dup->out_handle, dup->flags);
}

static __maybe_unused int sys_query(int fd, struct namedmap_query *query)
{
	return COMMAND(fd, QUERY, query,
		       offsetof(struct namedmap_query, out_section_size),
		       offsetof(struct namedmap_query, __reserved));
}

static __maybe_unused int sys_flush(int fd, struct namedmap_flush *flush)
{
	return COMMAND(fd, FLUSH, flush, sizeof(*flush), sizeof(*flush));
}

static __maybe_unused int
sys_flush_memory(int dev, struct namedmap_flush_memory *flush)
{
	return COMMAND(dev, FLUSH_MEMORY, flush, sizeof(*flush), sizeof(*flush));
}

static __maybe_unused int sys_truncate(int dev, struct namedmap_truncate *truncate)
{
	return COMMAND(dev, TRUNCATE, truncate, sizeof(*truncate),
		       sizeof(*truncate));
}

static __maybe_unused int sys_wait(int dev, struct namedmap_wait *wait)
{
	return COMMAND(dev, WAIT, wait, offsetof(struct namedmap_wait, out_index),
		       sizeof(*wait));
}

static __maybe_unused int sys_compare(int dev, struct namedmap_compare *compare)
{
	return COMMAND(dev, COMPARE, compare,
		       offsetof(struct namedmap_compare, out_same),
		       offsetof(struct namedmap_compare, __reserved));
}

static __maybe_unused int
sys_event_set(int fd, struct namedmap_event_change *change)
{
	return COMMAND(fd, EVENT_SET, change,
		       offsetof(struct namedmap_event_change, out_signaled),
		       sizeof(*change));
}

static __maybe_unused int
sys_event_reset(int fd, struct namedmap_event_change *change)
{
	return COMMAND(fd, EVENT_RESET, change,
		       offsetof(struct namedmap_event_change, out_signaled),
		       sizeof(*change));
}

/* Both answer whether the event was set before, or the negative error. */
static __maybe_unused int event_set(int event)
{
	struct namedmap_event_change change = { .handle = -1 };
	int ret = sys_event_set(event, &change);

	return ret ? ret : (int)change.out_signaled;
}

static __maybe_unused int event_reset(int event)
{
	struct namedmap_event_change change = { .handle = -1 };
	int ret = sys_event_reset(event, &change);

	return ret ? ret : (int)change.out_signaled;
}

static __maybe_unused int
sys_mutex_release(int fd, struct namedmap_mutex_release *release)
{
	return COMMAND(fd, MUTEX_RELEASE, release,
		       offsetof(struct namedmap_mutex_release, out_count),
		       sizeof(*release));
}

static __maybe_unused int
sys_mutex_abandon(int dev, struct namedmap_mutex_abandon *abandon)
{
	return COMMAND(dev, MUTEX_ABANDON, abandon, sizeof(*abandon),
		       sizeof(*abandon));
}

static __maybe_unused int
sys_semaphore_release(int fd, struct namedmap_semaphore_release *release)
{
	return COMMAND(fd, SEMAPHORE_RELEASE, release,
		       offsetof(struct namedmap_semaphore_release, out_count),
		       sizeof(*release));
}

/* Both answer the count before, or the negative error. */
static __maybe_unused int mutex_release(int mutex)
{
	struct namedmap_mutex_release release = { .handle = -1 };
	int ret = sys_mutex_release(mutex, &release);

	return ret ? ret : (int)release.out_count;
}

static __maybe_unused int semaphore_release(int semaphore, __u32 count)
{
	struct namedmap_semaphore_release release = {
		.handle = -1, .count = count,
	};
	int ret = sys_semaphore_release(semaphore, &release);

	return ret ? ret : (int)release.out_count;
}

static __maybe_unused int mutex_abandon_all(int dev)
{
	return sys_mutex_abandon(dev, &(struct namedmap_mutex_abandon){});
}

/* Whether two handles are on the same object, or the negative error. */
static __maybe_unused int same_object(int dev, int first, int second)
{
	struct namedmap_compare compare = { .first = first, .second = second };
	int ret = sys_compare(dev, &compare);

	return ret ? ret : (int)compare.out_same;
}

#define FOREVER NAMEDMAP_WAIT_FOREVER
#define MILLISECOND 1000000ull
#define SECOND (1000 * MILLISECOND)

static __maybe_unused __u64 monotonic(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * SECOND + now.tv_nsec;
}

/* The index of what ended the wait, or the negative error. */
static __maybe_unused int wait_many(int dev, const int *handles, __u32 count,
				    __u32 flags, __u64 timeout)
{
	struct namedmap_wait wait = {
		.flags = flags, .handles = address(handles), .count = count,
		.timeout = timeout,
	};
	int ret = sys_wait(dev, &wait);

	return ret ? ret : (int)wait.out_index;
}

#define WAIT(dev, timeout, ...) ({					       \
	const int __handles[] = { __VA_ARGS__ };			       \
									       \
	wait_many(dev, __handles, ARRAY_SIZE(__handles), 0, timeout);	       \
})

#define WAIT_ALL(dev, timeout, ...) ({					       \
	const int __handles[] = { __VA_ARGS__ };			       \
									       \
	wait_many(dev, __handles, ARRAY_SIZE(__handles), NAMEDMAP_WAIT_ALL,    \
		  timeout);						       \
})

/*
 * The same with named fields and the usual values for the rest:
 *	CREATE(dev, NAMED("x"), .section_size = PAGE)
 * All return a handle (or 0) or a negative error number.
 */
#define NAMED(string)							       \
	.name = address(string), .name_length = strlen(string)

#define CREATE(dev, ...)						       \
	sys_create(dev, &(struct namedmap_create){			       \
		.access = ALL, .protection = NAMEDMAP_PAGE_READWRITE,	       \
		.backing_fd = -1, .mode = 0600, ##__VA_ARGS__ })

#define EVENT_CREATE(dev, ...)						       \
	sys_event_create(dev, &(struct namedmap_event_create){		       \
		.access = EVENT_ALL, .mode = 0600, ##__VA_ARGS__ })

#define MUTEX_CREATE(dev, ...)						       \
	sys_mutex_create(dev, &(struct namedmap_mutex_create){		       \
		.access = MUTEX_ALL, .mode = 0600, ##__VA_ARGS__ })

#define SEMAPHORE_CREATE(dev, ...)					       \
	sys_semaphore_create(dev, &(struct namedmap_semaphore_create){	       \
		.access = SEMAPHORE_ALL, .mode = 0600, .maximum = 1,	       \
		##__VA_ARGS__ })

#define OPEN(dev, ...)							       \
	sys_open(dev, &(struct namedmap_open){				       \
		.access = ALL, .kind = NAMEDMAP_KIND_SECTION, ##__VA_ARGS__ })

#define EVENT_OPEN(dev, ...)						       \
	OPEN(dev, .access = EVENT_ALL, .kind = NAMEDMAP_KIND_EVENT, ##__VA_ARGS__)

#define MUTEX_OPEN(dev, ...)						       \
	OPEN(dev, .access = MUTEX_ALL, .kind = NAMEDMAP_KIND_MUTEX, ##__VA_ARGS__)

#define SEMAPHORE_OPEN(dev, ...)					       \
	OPEN(dev, .access = SEMAPHORE_ALL, .kind = NAMEDMAP_KIND_SEMAPHORE,    \
	     ##__VA_ARGS__)

#define DUPLICATE(fd, ...)						       \
	sys_duplicate(fd, &(struct namedmap_duplicate){			       \
		.handle = -1, ##__VA_ARGS__ })

#define FLUSH(fd, ...)							       \
	sys_flush(fd, &(struct namedmap_flush){ .handle = -1, ##__VA_ARGS__ })

#define FLUSH_MEMORY(dev, start, bytes)					       \
	sys_flush_memory(dev, &(struct namedmap_flush_memory){		       \
		.address = address(start), .length = (bytes) })

#define TRUNCATE(dev, file, bytes)					       \
	sys_truncate(dev, &(struct namedmap_truncate){			       \
		.fd = (file), .length = (bytes) })

/* What a handle is, with details; .size is 0 if that could not be learned. */
static __maybe_unused struct namedmap_query query(int handle)
{
	struct namedmap_query query = {
		.handle = -1, .flags = NAMEDMAP_QUERY_DETAILS,
	};

	if (sys_query(handle, &query))
		memset(&query, 0, sizeof(query));
	return query;
}

static __maybe_unused struct namedmap_query query_brief(int handle)
{
	struct namedmap_query query = { .handle = -1 };

	if (sys_query(handle, &query))
		memset(&query, 0, sizeof(query));
	return query;
}

/* Facts: a call that must succeed, and one that must fail for this reason. */
#define SUCCEEDS(call) ({						       \
	int __ret = (call);						       \
									       \
	ASSERT_LE(0, __ret) TH_LOG("%s: %s", #call, strerror(-__ret));	       \
	__ret;								       \
})

#define FAILS(expected, call) ({					       \
	int __got = (call);						       \
									       \
	EXPECT_EQ(-(expected), __got)					       \
		TH_LOG("%s: expected %s, got %s", #call, strerror(expected),   \
		       __got < 0 ? strerror(-__got) : "success");	       \
	if (__got > 2)							       \
		close(__got);						       \
})

#define SYSCALL_FAILS(expected, call) ({				       \
	long __got = (long)(call);					       \
									       \
	EXPECT_EQ(-1, __got) TH_LOG("%s: expected to fail", #call);	       \
	if (__got == -1) {						       \
		EXPECT_EQ(expected, errno)				       \
			TH_LOG("%s: %s", #call, strerror(errno));	       \
	}								       \
})

/* mmap() as a number: 0 and the address, or the negative error. */
static __maybe_unused int map_at(void **view, size_t length, int prot, int flags,
				 int fd, off_t offset)
{
	*view = mmap(NULL, length, prot, flags, fd, offset);
	return *view == MAP_FAILED ? -errno : 0;
}

/* Map that and only that, then unmap it: 0 or the negative error. */
static __maybe_unused int try_map(int fd, size_t length, int prot, int flags,
				  off_t offset)
{
	void *view;
	int ret = map_at(&view, length, prot, flags, fd, offset);

	if (!ret)
		munmap(view, length);
	return ret;
}

#define ASSERT_MAPPED(view) ASSERT_NE(-1L, (long)(view))

#define MAP(fd, length) ({						       \
	void *__view;							       \
									       \
	ASSERT_EQ(0, map_at(&__view, length, PROT_READ | PROT_WRITE,	       \
			    MAP_SHARED, fd, 0));			       \
	(unsigned char *)__view;					       \
})

static __maybe_unused int count_fds(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int count = 0;

	while (readdir(dir))
		count++;
	closedir(dir);
	return count;
}

/*
 * The device fixture. Every fixture has .dev and .fds; setup skips where there
 * is no device, teardown looks whether the test left a descriptor or a name.
 */
#define DEVICE_SETUP() do {						       \
	name_record = mmap(NULL, sizeof(*name_record), PROT_READ | PROT_WRITE, \
			   MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);  \
	self->fds = count_fds();					       \
	self->dev = open(DEVICE, O_RDWR | O_CLOEXEC);			       \
	if (self->dev < 0 && (errno == ENOENT || errno == ENXIO ||	       \
			      errno == ENODEV))				       \
		SKIP(return, "no " DEVICE ": the module is not loaded");       \
	if (self->dev < 0 && errno == EACCES)				       \
		SKIP(return, "no permission on " DEVICE);		       \
	ASSERT_LE(0, self->dev) TH_LOG("%s", strerror(errno));		       \
	snprintf(self->name, sizeof(self->name), "kselftest %d", getpid());    \
} while (0)

#define DEVICE_TEARDOWN() do {						       \
	int __name;							       \
									       \
	for (__name = 0; self->dev >= 0 && !_metadata->exit_code &&	       \
	     __name < (int)ARRAY_SIZE(name_record->names); __name++) {	       \
		if (!name_record->names[__name].length)			       \
			continue;					       \
		FAILS(ENOENT, OPEN(self->dev, .access = QUERY,		       \
			.name = address(name_record->names[__name].text),      \
			.name_length = name_record->names[__name].length));    \
	}								       \
	close(self->dev);						       \
	if (!_metadata->exit_code) {					       \
		EXPECT_EQ(self->fds, count_fds())			       \
			TH_LOG("the test leaks descriptors");		       \
	}								       \
} while (0)

#define DEVICE_FIELDS int dev; int fds; char name[64]

#define NEEDS_ROOT() do {						       \
	if (geteuid())							       \
		SKIP(return, "needs root");				       \
} while (0)

/* A child process; its EXPECTs count, its failed ASSERTs end it. */
#define CHILD(pid) for (pid = fork(); !pid; _exit(0))

#define CHILD_DONE(pid) do {						       \
	int __status = -1;						       \
									       \
	ASSERT_EQ(pid, waitpid(pid, &__status, 0));			       \
	EXPECT_EQ(0, __status);						       \
} while (0)

/* One token through a pipe: how processes take turns. */
struct turn {
	int fds[2];
};

static __maybe_unused void turn_open(struct turn *turn)
{
	if (pipe2(turn->fds, O_CLOEXEC))
		abort();
}

static __maybe_unused void turn_close(struct turn *turn)
{
	close(turn->fds[0]);
	close(turn->fds[1]);
}

static __maybe_unused void turn_give(struct turn *turn)
{
	if (write(turn->fds[1], "", 1) != 1)
		abort();
}

static __maybe_unused bool turn_take(struct turn *turn)
{
	char token;

	return read(turn->fds[0], &token, 1) == 1;
}

/* Send a descriptor through a socket, or receive one. */
static __maybe_unused int send_fd(int socket, int fd)
{
	char control[CMSG_SPACE(sizeof(int))] = { 0 }, byte = 0;
	struct iovec iov = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr message = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = control, .msg_controllen = sizeof(control),
	};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(header), &fd, sizeof(int));
	return sendmsg(socket, &message, 0) == 1 ? 0 : -errno;
}

static __maybe_unused int receive_fd(int socket)
{
	char control[CMSG_SPACE(sizeof(int))], byte;
	struct iovec iov = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr message = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = control, .msg_controllen = sizeof(control),
	};
	int fd = -1;

	if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != 1)
		return -errno;
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(int));
	return fd;
}

/* Become another user for good, without any capability. */
static __maybe_unused int become(uid_t uid)
{
	return setgroups(0, NULL) || setresgid(uid, uid, uid) ||
	       setresuid(uid, uid, uid) ? -errno : 0;
}

static __maybe_unused int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : write(fd, text, strlen(text));
	int error = errno;

	close(fd);
	return length == (ssize_t)strlen(text) ? 0 : -error;
}

static __maybe_unused int read_file(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, text, size - 1);

	close(fd);
	text[length > 0 ? length : 0] = 0;
	text[strcspn(text, "\n")] = 0;
	return length < 0 ? -1 : 0;
}

/* The kinds of file that a section can stand on. */
enum place_kind { EXT4, TMPFS, MEMFD, OVERLAYFS };

struct place {
	enum place_kind kind;
	char dir[160];		/* where files are made; empty for a memfd */
	char base[128];		/* directory to remove at the end */
	bool mounted;
};

#define PLACE_EXT4 "/mnt/disk"
#define PLACE_TMPFS "/dev/shm"
#define MAGIC_EXT4 0xef53
#define MAGIC_TMPFS 0x01021994
#define MAGIC_OVERLAYFS 0x794c7630

static __maybe_unused long magic_of(const char *path)
{
	struct statfs fs;

	return statfs(path, &fs) ? 0 : (long)fs.f_type;
}

static __maybe_unused const char *place_overlay(struct place *place)
{
	char options[700];

	if (geteuid())
		return "needs root to mount an overlay";
	if (unshare(CLONE_NEWNS) ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return "cannot make a mount namespace";
	snprintf(options, sizeof(options), "%s/lower", place->base);
	mkdir(options, 0755);
	snprintf(options, sizeof(options), "%s/upper", place->base);
	mkdir(options, 0755);
	snprintf(options, sizeof(options), "%s/work", place->base);
	mkdir(options, 0755);
	snprintf(place->dir, sizeof(place->dir), "%s/merged", place->base);
	mkdir(place->dir, 0755);
	snprintf(options, sizeof(options),
		 "lowerdir=%s/lower,upperdir=%s/upper,workdir=%s/work",
		 place->base, place->base, place->base);
	if (mount("overlay", place->dir, "overlay", 0, options))
		return "cannot mount an overlay";
	place->mounted = true;
	return NULL;
}

/* NULL, or why there is no such place here. */
static __maybe_unused const char *place_enter(struct place *place,
					      enum place_kind kind)
{
	const char *root = kind == TMPFS ? PLACE_TMPFS : PLACE_EXT4;
	long magic = kind == TMPFS ? MAGIC_TMPFS : MAGIC_EXT4;

	memset(place, 0, sizeof(*place));
	place->kind = kind;
	if (kind == MEMFD)
		return NULL;
	if (magic_of(root) != magic)
		return kind == TMPFS ? "no tmpfs on " PLACE_TMPFS :
				       "no ext4 on " PLACE_EXT4;
	snprintf(place->base, sizeof(place->base), "%s/kselftest.%d", root,
		 getpid());
	if (mkdir(place->base, 0755))
		return "cannot make a directory there";
	strcpy(place->dir, place->base);
	return kind == OVERLAYFS ? place_overlay(place) : NULL;
}

static __maybe_unused void place_leave(struct place *place)
{
	char command[200];

	if (place->mounted)
		umount2(place->dir, MNT_DETACH);
	if (!place->base[0])
		return;
	snprintf(command, sizeof(command), "rm -rf '%s'", place->base);
	if (system(command))
		fprintf(stderr, "# %s stays behind\n", place->base);
}

/* A new file of that many bytes, open for reading and writing. */
static __maybe_unused int place_file(struct place *place, const char *name,
				     off_t size)
{
	char path[300];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", place->dir, name);
	fd = place->kind == MEMFD ?
		memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING) :
		open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0 || ftruncate(fd, size))
		return -errno;
	return fd;
}

/* The same file opened anew; works for a memfd too. */
static __maybe_unused int reopen(int fd, int flags)
{
	char path[64];
	int ret;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	ret = open(path, flags | O_CLOEXEC);
	return ret < 0 ? -errno : ret;
}

static __maybe_unused off_t file_size(int fd)
{
	struct stat stat;

	return fstat(fd, &stat) ? -1 : stat.st_size;
}

/* One variant for each kind of place. */
#define PLACE_VARIANTS(fixture)						       \
	FIXTURE_VARIANT(fixture) { enum place_kind kind; };		       \
	FIXTURE_VARIANT_ADD(fixture, ext4) { .kind = EXT4 };		       \
	FIXTURE_VARIANT_ADD(fixture, tmpfs) { .kind = TMPFS };		       \
	FIXTURE_VARIANT_ADD(fixture, memfd) { .kind = MEMFD };		       \
	FIXTURE_VARIANT_ADD(fixture, overlayfs) { .kind = OVERLAYFS }

#define PLACE_SETUP() do {						       \
	const char *__reason;						       \
									       \
	DEVICE_SETUP();							       \
	__reason = place_enter(&self->place, variant->kind);		       \
	if (__reason) {							       \
		place_leave(&self->place);				       \
		close(self->dev);					       \
		SKIP(return, "%s", __reason);				       \
	}								       \
} while (0)

#define PLACE_TEARDOWN() do {						       \
	DEVICE_TEARDOWN();						       \
	place_leave(&self->place);					       \
} while (0)

#endif /* NAMEDMAP_UTILS_H */
