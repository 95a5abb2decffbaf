// SPDX-License-Identifier: GPL-2.0-only
/*
 * A coverage-guided fuzzer of /dev/namedmap on libFuzzer. An input is a list of
 * calls (values.h), which are made one after the other; what they open and map is
 * closed and unmapped at the end, and then no name may be left and no descriptor
 * be taken. libFuzzer is told which code of the driver ran (kcov.h).
 */
#include "../fault_injection.h"

#include <error.h>
#include <pthread.h>

#include "kcov.h"
#include "mutate.h"
#include "others.h"

#define ARGUMENT_MAX (2 * PAGE)
#define THREADS 3

static int checker;		/* a device file that no input gets at */
static int kernel_log;
static int fail_nth;
static struct trace own_trace, child_trace;
static unsigned long executions;

/* The records of a run that are still to come. */
static const struct record *next, *end;

/* A rule of the interface is broken: libFuzzer keeps the input. */
static void __attribute__((noreturn, format(printf, 1, 2)))
found(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	abort();
}

/* ------------------------------------------------------ ioctls of the driver */

/* How long the argument says it is, and how long it is. */
static void size_argument(__u8 *bytes, size_t size, unsigned int form,
			  size_t *room)
{
	const __u32 sizes[] = {
		size, 0, 4, size - 4, size - 1, size + 4, size + 8, PAGE,
		PAGE + 4, 0xffffffff,
	};
	__u32 said = sizes[form % ARRAY_SIZE(sizes)];

	memcpy(bytes, &said, sizeof(said));
	*room = said < size ? size : said > ARGUMENT_MAX ? ARGUMENT_MAX : said;
	/* what the driver does not know, and is not zero */
	if (said == size + 8)
		bytes[size + 4] = 1;
}

/* A call leaves its inputs alone, and all if it fails. */
static void check_argument(const struct command *command, const __u8 *before,
			   const __u8 *after, int result)
{
	const struct field *field;
	bool output;

	if (result && errno == EFAULT)
		return;
	if (result && result != -1)
		found("%s: returned %d", command->name, result);
	for (field = command->fields; field->name; field++) {
		output = !result && is_output(field);
		if (!output && memcmp(before + field->at, after + field->at,
				      field->size))
			found("%s: wrote to %s", command->name, field->name);
	}
}

/* The new handle stands where the driver wrote it, which can be anywhere. */
static void keep_handle(const struct command *command, __u64 at)
{
	const struct field *field = command->fields;
	int handle = -1;
	struct iovec own = { &handle, sizeof(handle) }, there;

	while (strcmp(field->name, "out_handle"))
		field++;
	there = (struct iovec){ (void *)(uintptr_t)at + field->at,
				sizeof(handle) };
	if (process_vm_readv(getpid(), &own, 1, &there, 1, 0) < 0 ||
	    fcntl(handle, F_GETFD) < 0)
		found("%s: answered %d, which is no handle", command->name,
		      handle);
	keep_fd(handle);
}

/* A child's failures would be its parent's. */
static int make_ioctl(const struct command *command, const struct record *record,
		      __u64 at)
{
	int fd = fd_of(record->fd), result, saved;

	if (!record->fail || state.child)
		return ioctl(fd, command->number, at);
	injection_arm(fail_nth, record->fail);
	result = ioctl(fd, command->number, at);
	saved = errno;
	injection_fired(fail_nth);
	errno = saved;
	return result;
}

static void call_command(const struct record *record,
			 const struct command *command)
{
	static __u8 before[ARGUMENT_MAX];
	enum memory_kind kind = (record->form >> 4) % MEMORY_KINDS;
	size_t room;
	__u64 at;
	int result;

	scratch_reset();
	memset(before, 0, sizeof(before));
	memset(before, POISON, command->size);
	fill(before, command, record);
	size_argument(before, command->size, record->form & 0xf, &room);
	at = memory_put(kind, before, room, ARGUMENT_MAX, view_of(0));
	result = make_ioctl(command, record, at);
	if (kind == GOOD)
		check_argument(command, before, (__u8 *)(uintptr_t)at, result);
	if (!result && command->makes_handle)
		keep_handle(command, at);
}

/* ------------------------------------------------------------ other threads */

/* One that makes a call of its own, and is blocked in it or has made it. */
struct helper {
	pthread_t thread;
	pid_t id;
	const struct record *record;
	const struct command *command;
	struct trace trace;
	bool inside, done;
};

static struct helper helpers[THREADS];
static int helpers_used;

static void set_flag(bool *flag, bool value)
{
	__atomic_store_n(flag, value, __ATOMIC_SEQ_CST);
}

static bool is_set(bool *flag)
{
	return __atomic_load_n(flag, __ATOMIC_SEQ_CST);
}

/* Its argument lies where no other call puts its own. */
static void *helper_run(void *argument)
{
	struct helper *helper = argument;
	__u8 bytes[256] = { 0 };
	size_t room;

	in_thread = true;
	helper->id = gettid();
	trace_start(&helper->trace);
	fill(bytes, helper->command, helper->record);
	size_argument(bytes, helper->command->size, 0, &room);
	set_flag(&helper->inside, true);
	ioctl(fd_of(helper->record->fd), helper->command->number, bytes);
	set_flag(&helper->inside, false);
	set_flag(&helper->done, true);
	return NULL;
}

/* Or nothing can be learned of it, for want of a descriptor or of rights. */
static bool is_blocked(const struct helper *helper)
{
	char path[64], text[16];

	snprintf(path, sizeof(path), "/proc/self/task/%d/syscall", helper->id);
	return read_file(path, text, sizeof(text)) ||
	       strncmp(text, "running", 7);
}

/* The next call, if it makes no handle, by another thread. */
static void call_thread(const struct record *record)
{
	struct helper *helper = &helpers[helpers_used];

	if (next == end || state.child || helpers_used == THREADS)
		return;
	record = next++;
	helper->record = record;
	helper->command = &commands[record->call % ARRAY_SIZE(commands)];
	set_flag(&helper->inside, false);
	set_flag(&helper->done, false);
	if (helper->command->makes_handle ||
	    pthread_create(&helper->thread, NULL, helper_run, helper))
		return;
	helpers_used++;
	while (!is_set(&helper->done) &&
	       !(is_set(&helper->inside) && is_blocked(helper)))
		sched_yield();
}

static void interrupt(int signal)
{
}

static void end_helpers(void)
{
	struct helper *helper;

	for (helper = helpers; helper < helpers + helpers_used; helper++) {
		while (!is_set(&helper->done)) {
			pthread_kill(helper->thread, SIGUSR1);
			sched_yield();
		}
		pthread_join(helper->thread, NULL);
		trace_collect(&helper->trace);
	}
	helpers_used = 0;
}

/* -------------------------------------------------------------------- a run */

static void run_records(void);

/* The next calls are made by a child, which ends then. */
static void call_fork(const struct record *record)
{
	const struct record *last = next + 1 + record->words[0] % 8;
	int status;
	pid_t pid;

	if (state.child)
		return;
	if (last > end)
		last = end;
	pid = fork();
	if (!pid) {
		state.child = true;
		end = last;
		trace_start(&child_trace);
		run_records();
		_exit(0);
	}
	if (pid < 0)
		return;
	next = last;
	if (waitpid(pid, &status, 0) != pid || status)
		found("the child ended with %#x", status);
	trace_collect(&child_trace);
}

static const struct other {
	const char *name;
	void (*make)(const struct record *record);
} others[] = {
	{ "open_device", call_open_device }, { "open_file", call_open_file },
	{ "reopen", call_reopen }, { "close", call_close }, { "dup", call_dup },
	{ "mmap", call_mmap }, { "munmap", call_munmap },
	{ "mremap", call_mremap }, { "mprotect", call_mprotect },
	{ "msync", call_msync }, { "madvise", call_madvise },
	{ "mlock", call_mlock }, { "touch", call_touch }, { "read", call_read },
	{ "write", call_write }, { "truncate", call_truncate },
	{ "fallocate", call_fallocate }, { "fcntl", call_fcntl },
	{ "lock", call_lock }, { "poll", call_poll }, { "epoll", call_epoll },
	{ "fdinfo", call_fdinfo }, { "send", call_send },
	{ "any_ioctl", call_any_ioctl }, { "become", call_become },
	{ "limit", call_limit }, { "unshare", call_unshare },
	{ "thread", call_thread }, { "fork", call_fork },
};

_Static_assert(ARRAY_SIZE(others) == OTHERS, "mutate.h has to know them all");

static const struct command *command_of(const struct record *record)
{
	if (record->call >= FIRST_OTHER)
		return NULL;
	return &commands[record->call % ARRAY_SIZE(commands)];
}

static void run_record(const struct record *record)
{
	const struct command *command = command_of(record);

	if (command)
		call_command(record, command);
	else
		others[(record->call - FIRST_OTHER) % ARRAY_SIZE(others)]
			.make(record);
}

static void run_records(void)
{
	while (next < end) {
		run_record(next++);
		if (!state.child)
			trace_collect(&own_trace);
	}
}

static void end_run(void)
{
	syscall(SYS_setresuid, -1, 0, -1);
	syscall(SYS_setresgid, -1, 0, -1);
	usual_limits();
	while (state.view_count) {
		struct view *view = &state.views[--state.view_count];

		munmap(view->start, view->length);
	}
	while (state.fd_count)
		close(state.fds[--state.fd_count]);
	end_helpers();
	ioctl(checker, NAMEDMAP_IOC_MUTEX_ABANDON,
	      &(struct namedmap_mutex_abandon){
		.size = sizeof(struct namedmap_mutex_abandon) });
	trace_collect(&own_trace);
}

/* ------------------------------------------------------------ what is left */

static void check_no_name(struct name name)
{
	int ret = OPEN(checker, .access = QUERY, .name = address(name.bytes),
		       .name_length = name.length);

	if (ret >= 0 || ret == -EACCES || ret == -EPROTOTYPE)
		found("the name \"%.*s\" is left: %d", (int)name.length,
		      name.bytes, ret);
}

/* Every name that the run can have made, as root's or as another's. */
static void check_names(const struct record *records, size_t count)
{
	char text[64];
	struct name name;
	size_t i;

	for (i = 0; i < count; i++) {
		if (!command_of(&records[i]) ||
		    !command_of(&records[i])->makes_handle)
			continue;
		name = name_of(&records[i], records[i].words[1]);
		check_no_name(name);
		if (memchr(name.bytes, '\\', name.length) || name.length > 32)
			continue;
		name.length = snprintf(text, sizeof(text), "Session\\1000\\%.*s",
				       (int)name.length, name.bytes);
		name.bytes = text;
		check_no_name(name);
	}
}

/* Numbers of descriptors are given in order: the lowest one that is free. */
static void check_descriptors(int first, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (dup(checker) != first + (int)i)
			found("a descriptor is left: %d", first + (int)i);
	}
	while (i--)
		close(first + i);
}

/* What vm.sh takes for a report is found at once, with the input. */
static void check_kernel_log(void)
{
	static const char *const words[] = {
		"BUG", "WARNING", "KASAN", "UBSAN", "INFO:", "refcount_t",
		"ODEBUG", "possible memory leak", "list_", "Oops",
	};
	char line[2048];
	ssize_t length;
	size_t i;

	while ((length = read(kernel_log, line, sizeof(line) - 1)) > 0) {
		line[length] = 0;
		for (i = 0; i < ARRAY_SIZE(words); i++) {
			if (strstr(line, words[i]))
				found("the kernel says: %s", line);
		}
	}
}

/* ---------------------------------------------------------------- libFuzzer */

/* Memory that outlives a kernel that dies. */
static struct {
	__u32 length;
	char bytes[];
} *last_input;

static void share_input(void)
{
	const char *path = getenv("FUZZ_LAST");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;

	if (fd < 0)
		return;
	last_input = mmap(NULL, 16 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED,
			  fd, 0);
	if (last_input == MAP_FAILED)
		error(1, errno, "%s", path);
	close(fd);
}

static void tell(void)
{
	const char *path = getenv("FUZZ_POINTS");

	fprintf(stderr, "executions %lu\nways %lu\npoints %lu\n", executions,
		ways, points);
	if (path)
		write_points(path);
}

static void open_log(void)
{
	kernel_log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (kernel_log < 0 || lseek(kernel_log, 0, SEEK_END) < 0)
		error(1, errno, "/dev/kmsg");
}

/* Objects and copies to and from user memory; both count. */
static void open_injection(void)
{
	const char *reason;

	fail_nth = injection_open(OBJECTS, &reason);
	if (fail_nth < 0)
		error(1, 0, "%s", reason);
	write_file(KNOBS "fail_usercopy/require-end", ANYWHERE);
	write_file(KNOBS "fail_usercopy/stacktrace-depth", "32");
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct sigaction action = { .sa_handler = interrupt };
	struct helper *helper;

	checker = open(DEVICE, O_RDWR | O_CLOEXEC);
	if (checker < 0)
		error(1, errno, DEVICE);
	sigaction(SIGUSR1, &action, NULL);
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGIO, SIG_IGN);
	share_input();
	find_meanings();
	find_module();
	scratch_open();
	open_log();
	open_injection();
	trace_open(&own_trace);
	trace_open(&child_trace);
	for (helper = helpers; helper < helpers + THREADS; helper++)
		trace_open(&helper->trace);
	trace_start(&own_trace);
	atexit(tell);
	return 0;
}

static void note_input(const __u8 *data, size_t size)
{
	if (!last_input)
		return;
	last_input->length = 0;
	memcpy(last_input->bytes, data, size);
	last_input->length = size;
}

int LLVMFuzzerTestOneInput(const __u8 *data, size_t size)
{
	size_t count = size / sizeof(struct record);
	struct record records[RECORDS_MAX];
	int first;

	if (!count || count > RECORDS_MAX)
		return -1;
	note_input(data, size);
	memcpy(records, data, count * sizeof(*records));
	executions++;
	next = records;
	end = records + count;
	first = keep_fd(open(DEVICE, O_RDWR | O_CLOEXEC));
	trace_collect(&own_trace);
	run_records();
	end_run();
	check_names(records, count);
	check_descriptors(first, 2 * count);
	check_kernel_log();
	return 0;
}
