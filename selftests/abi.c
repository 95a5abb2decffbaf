// SPDX-License-Identifier: GPL-2.0-only
/*
 * What holds for every ioctl: sizes, flags, reserved fields, pointers, and on
 * which kind of descriptor. All sweeps run over one table of the commands.
 */
#include "namedmap_utils.h"

/* The layout is the same for 32-bit and 64-bit callers, for ever. */
_Static_assert(sizeof(struct namedmap_create) == 80, "create");
_Static_assert(offsetof(struct namedmap_create, section_size) == 32, "create");
_Static_assert(offsetof(struct namedmap_create, out_section_size) == 56, "create");
_Static_assert(sizeof(struct namedmap_event_create) == 40, "event_create");
_Static_assert(sizeof(struct namedmap_open) == 56, "open");
_Static_assert(offsetof(struct namedmap_open, out_section_size) == 32, "open");
_Static_assert(sizeof(struct namedmap_flush_memory) == 24, "flush_memory");
_Static_assert(sizeof(struct namedmap_truncate) == 24, "truncate");
_Static_assert(sizeof(struct namedmap_duplicate) == 24, "duplicate");
_Static_assert(sizeof(struct namedmap_query) == 88, "query");
_Static_assert(offsetof(struct namedmap_query, out_section_size) == 24, "query");
_Static_assert(sizeof(struct namedmap_flush) == 32, "flush");
_Static_assert(sizeof(struct namedmap_wait) == 40, "wait");
_Static_assert(offsetof(struct namedmap_wait, handles) == 8, "wait");
_Static_assert(offsetof(struct namedmap_wait, timeout) == 16, "wait");
_Static_assert(sizeof(struct namedmap_compare) == 24, "compare");
_Static_assert(sizeof(struct namedmap_event_change) == 16, "event_change");
_Static_assert(sizeof(struct namedmap_mutex_create) == 40, "mutex_create");
_Static_assert(sizeof(struct namedmap_mutex_abandon) == 8, "mutex_abandon");
_Static_assert(sizeof(struct namedmap_mutex_release) == 16, "mutex_release");
_Static_assert(sizeof(struct namedmap_semaphore_create) == 48, "semaphore_create");
_Static_assert(sizeof(struct namedmap_semaphore_release) == 24, "semaphore_release");
_Static_assert(NAMEDMAP_IOC_CREATE == 0x4e90 && NAMEDMAP_IOC_EVENT_CREATE == 0x4e91 &&
	       NAMEDMAP_IOC_OPEN == 0x4e92 && NAMEDMAP_IOC_FLUSH_MEMORY == 0x4e93 &&
	       NAMEDMAP_IOC_TRUNCATE == 0x4e94 && NAMEDMAP_IOC_DUPLICATE == 0x4ea0 &&
	       NAMEDMAP_IOC_QUERY == 0x4ea1 && NAMEDMAP_IOC_FLUSH == 0x4ea2 &&
	       NAMEDMAP_IOC_WAIT == 0x4e95 && NAMEDMAP_IOC_COMPARE == 0x4e96 &&
	       NAMEDMAP_IOC_PRIVATE_WORLD == 0x4e97 &&
	       NAMEDMAP_IOC_MUTEX_CREATE == 0x4e98 &&
	       NAMEDMAP_IOC_SEMAPHORE_CREATE == 0x4e99 &&
	       NAMEDMAP_IOC_MUTEX_ABANDON == 0x4e9a &&
	       NAMEDMAP_IOC_EVENT_SET == 0x4ea3 &&
	       NAMEDMAP_IOC_EVENT_RESET == 0x4ea4 &&
	       NAMEDMAP_IOC_MUTEX_RELEASE == 0x4ea5 &&
	       NAMEDMAP_IOC_SEMAPHORE_RELEASE == 0x4ea6,
	       "command numbers");

FIXTURE(abi) {
	DEVICE_FIELDS;
	int section;		/* a section named .name, one page */
	int event;		/* a manual-reset event without a name, set */
	int mutex;		/* without a name */
	int semaphore;		/* likewise, with nothing to take so far */
	int file;		/* a memfd of one page */
	void *memory;		/* a shared mapping of that file */
};

FIXTURE_SETUP(abi)
{
	DEVICE_SETUP();
	self->section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
					.section_size = PAGE));
	self->event = SUCCEEDS(EVENT_CREATE(self->dev, .flags =
		NAMEDMAP_EVENT_MANUAL_RESET | NAMEDMAP_EVENT_SIGNALED));
	self->mutex = SUCCEEDS(MUTEX_CREATE(self->dev));
	self->semaphore = SUCCEEDS(SEMAPHORE_CREATE(self->dev,
						    .maximum = INT32_MAX));
	self->file = memfd_create("abi", MFD_CLOEXEC);
	ASSERT_LE(0, self->file);
	ASSERT_EQ(0, ftruncate(self->file, PAGE));
	self->memory = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED,
			    self->file, 0);
	ASSERT_MAPPED(self->memory);
}

FIXTURE_TEARDOWN(abi)
{
	munmap(self->memory, PAGE);
	close(self->file);
	close(self->semaphore);
	close(self->mutex);
	close(self->event);
	close(self->section);
	DEVICE_TEARDOWN();
}

/* One row for each command; fill() makes an argument that succeeds. */
struct row {
	const char *name;
	unsigned int command;
	size_t size;
	bool handle_command;		/* taken on a handle, too */
	void (*fill)(FIXTURE_DATA(abi) *self, void *argument);
	size_t flags;
	__u32 known_flags;
	size_t reserved;		/* offset, 0 if there is none */
	size_t out_handle;		/* offset, 0 if there is none */
	size_t handle;			/* offset of the source, 0 if none */
	enum namedmap_kind kind;	/* of that; 0: a section */
	size_t out_value;		/* offset, 0 if there is none */
};

static void fill_create(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_create *)argument = (struct namedmap_create){
		.access = ALL, .protection = NAMEDMAP_PAGE_READWRITE,
		.section_size = PAGE, .backing_fd = -1, .mode = 0600,
	};
}

static void fill_event_create(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_event_create *)argument =
		(struct namedmap_event_create){ .access = EVENT_ALL, .mode = 0600 };
}

static void fill_open(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_open *)argument = (struct namedmap_open){
		NAMED(self->name), .access = ALL, .kind = NAMEDMAP_KIND_SECTION,
	};
}

static void fill_flush_memory(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_flush_memory *)argument =
		(struct namedmap_flush_memory){
			.address = address(self->memory), .length = PAGE };
}

static void fill_truncate(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_truncate *)argument = (struct namedmap_truncate){
		.fd = self->file, .length = PAGE };
}

static void fill_duplicate(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_duplicate *)argument =
		(struct namedmap_duplicate){ .handle = self->section, .access = ALL };
}

static void fill_query(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_query *)argument =
		(struct namedmap_query){ .handle = self->section };
}

static void fill_flush(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_flush *)argument =
		(struct namedmap_flush){ .handle = self->section };
}

static void fill_wait(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_wait *)argument = (struct namedmap_wait){
		.handles = address(&self->event), .count = 1 };
}

static void fill_compare(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_compare *)argument = (struct namedmap_compare){
		.first = self->section, .second = self->section };
}

static void fill_event_change(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_event_change *)argument =
		(struct namedmap_event_change){ .handle = self->event };
}

static void fill_mutex_create(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_mutex_create *)argument =
		(struct namedmap_mutex_create){ .access = MUTEX_ALL, .mode = 0600 };
}

static void fill_mutex_abandon(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_mutex_abandon *)argument =
		(struct namedmap_mutex_abandon){};
}

static void fill_mutex_release(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_mutex_release *)argument =
		(struct namedmap_mutex_release){ .handle = self->mutex };
}

static void fill_semaphore_create(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_semaphore_create *)argument =
		(struct namedmap_semaphore_create){
			.access = SEMAPHORE_ALL, .mode = 0600, .maximum = 1 };
}

static void fill_semaphore_release(FIXTURE_DATA(abi) *self, void *argument)
{
	*(struct namedmap_semaphore_release *)argument =
		(struct namedmap_semaphore_release){
			.handle = self->semaphore, .count = 1 };
}

#define ROW(NAME, type, on_handle) .name = #NAME,			       \
	.command = NAMEDMAP_IOC_##NAME, .size = sizeof(struct namedmap_##type),\
	.handle_command = on_handle, .fill = fill_##type,		       \
	.flags = offsetof(struct namedmap_##type, flags)
#define RESERVED(type) .reserved = offsetof(struct namedmap_##type, __reserved)
#define OUT_HANDLE(type) .out_handle = offsetof(struct namedmap_##type, out_handle)
#define HANDLE(type) .handle = offsetof(struct namedmap_##type, handle)
#define OUT_VALUE(type, out) .out_value = offsetof(struct namedmap_##type, out)

static const struct row rows[] = {
	{ ROW(CREATE, create, false), RESERVED(create), OUT_HANDLE(create),
	  .known_flags = NAMEDMAP_HANDLE_INHERIT | NAMEDMAP_CREATE_EXCLUSIVE },
	{ ROW(EVENT_CREATE, event_create, false), OUT_HANDLE(event_create),
	  .known_flags = NAMEDMAP_HANDLE_INHERIT | NAMEDMAP_CREATE_EXCLUSIVE |
		NAMEDMAP_EVENT_MANUAL_RESET | NAMEDMAP_EVENT_SIGNALED },
	{ ROW(MUTEX_CREATE, mutex_create, false), OUT_HANDLE(mutex_create),
	  .known_flags = NAMEDMAP_HANDLE_INHERIT | NAMEDMAP_CREATE_EXCLUSIVE |
		NAMEDMAP_MUTEX_OWNED },
	{ ROW(SEMAPHORE_CREATE, semaphore_create, false),
	  OUT_HANDLE(semaphore_create),
	  .known_flags = NAMEDMAP_HANDLE_INHERIT | NAMEDMAP_CREATE_EXCLUSIVE },
	{ ROW(OPEN, open, false), RESERVED(open), OUT_HANDLE(open),
	  .known_flags = NAMEDMAP_HANDLE_INHERIT },
	{ ROW(FLUSH_MEMORY, flush_memory, false) },
	{ ROW(TRUNCATE, truncate, false), RESERVED(truncate) },
	{ ROW(WAIT, wait, false), RESERVED(wait), OUT_VALUE(wait, out_index),
	  .known_flags = NAMEDMAP_WAIT_ALL },
	{ ROW(COMPARE, compare, false), RESERVED(compare),
	  OUT_VALUE(compare, out_same),
	  .handle = offsetof(struct namedmap_compare, first) },
	{ ROW(DUPLICATE, duplicate, true), OUT_HANDLE(duplicate), HANDLE(duplicate),
	  .known_flags = NAMEDMAP_HANDLE_INHERIT | NAMEDMAP_DUPLICATE_SAME_ACCESS },
	{ ROW(QUERY, query, true), RESERVED(query), HANDLE(query),
	  .known_flags = NAMEDMAP_QUERY_DETAILS },
	{ ROW(FLUSH, flush, true), RESERVED(flush), HANDLE(flush),
	  .known_flags = NAMEDMAP_FLUSH_START },
	{ ROW(MUTEX_ABANDON, mutex_abandon, false) },
	{ ROW(MUTEX_RELEASE, mutex_release, true), HANDLE(mutex_release),
	  OUT_VALUE(mutex_release, out_count), .kind = NAMEDMAP_KIND_MUTEX },
	{ ROW(SEMAPHORE_RELEASE, semaphore_release, true),
	  RESERVED(semaphore_release), HANDLE(semaphore_release),
	  OUT_VALUE(semaphore_release, out_count),
	  .kind = NAMEDMAP_KIND_SEMAPHORE },
	{ ROW(EVENT_SET, event_change, true), HANDLE(event_change),
	  OUT_VALUE(event_change, out_signaled), .kind = NAMEDMAP_KIND_EVENT },
	/* last: others need the event set */
	{ ROW(EVENT_RESET, event_change, true), HANDLE(event_change),
	  OUT_VALUE(event_change, out_signaled), .kind = NAMEDMAP_KIND_EVENT },
};

union argument {
	__u32 size;
	__u32 words[256];
	unsigned char bytes[1024];
};

static __u32 *field(union argument *argument, size_t offset)
{
	return &argument->words[offset / 4];
}

/* The handle that a call of this row can be made on. */
static int own_handle(FIXTURE_DATA(abi) *self, const struct row *row)
{
	switch (row->kind) {
	case NAMEDMAP_KIND_EVENT:
		return self->event;
	case NAMEDMAP_KIND_MUTEX:
		return self->mutex;
	case NAMEDMAP_KIND_SEMAPHORE:
		return self->semaphore;
	default:
		return self->section;
	}
}

/* An argument of this row for a call on the device or on the handle itself. */
static void fill(FIXTURE_DATA(abi) *self, const struct row *row, int fd,
		 union argument *argument)
{
	memset(argument, 0, sizeof(*argument));
	row->fill(self, argument);
	argument->size = row->size;
	if (row->handle && fd != self->dev)
		*field(argument, row->handle) = -1;
	if (row->command == NAMEDMAP_IOC_WAIT)
		event_set(self->event);
	if (row->command == NAMEDMAP_IOC_MUTEX_RELEASE)
		WAIT(self->dev, 0, self->mutex);
}

/* Make the call, close the handle that it gave: 0 or the negative error. */
static int call(const struct row *row, int fd, union argument *argument)
{
	union argument before = *argument;

	if (ioctl(fd, row->command, argument)) {
		if (memcmp(&before, argument, sizeof(before)))
			return broken(row->name, "failed, but wrote to its argument");
		return -errno;
	}
	if (row->out_handle)
		close(*field(argument, row->out_handle));
	return 0;
}

/* For each row, and each kind of descriptor that takes it. */
#define for_each_call(row, fd)						       \
	for (row = rows; row < rows + ARRAY_SIZE(rows); row++)		       \
		for (fd = self->dev; fd >= 0;				       \
		     fd = fd == self->dev && row->handle_command ?	       \
			own_handle(self, row) : -1)

#define EXPECT_CALL(expected) EXPECT_EQ(-(expected), call(row, fd, &argument)) \
	TH_LOG("%s on the %s, size %u", row->name,			       \
	       fd == self->dev ? "device" : "handle", argument.size)

TEST_F(abi, sizes)
{
	static const unsigned int longer[] = { 1, 4, 8, 100, 500 };
	union argument argument;
	const struct row *row;
	unsigned int size, i;
	int fd;

	for_each_call(row, fd) {
		fill(self, row, fd, &argument);
		EXPECT_CALL(0);
		for (size = 0; size < row->size; size++) {
			fill(self, row, fd, &argument);
			argument.size = size;
			EXPECT_CALL(EINVAL);
		}
		for (i = 0; i < ARRAY_SIZE(longer); i++) {
			fill(self, row, fd, &argument);
			argument.size = row->size + longer[i];
			EXPECT_CALL(0);
			fill(self, row, fd, &argument);
			argument.size = row->size + longer[i];
			argument.bytes[argument.size - 1] = 1;
			EXPECT_CALL(E2BIG);
			fill(self, row, fd, &argument);
			argument.size = row->size + longer[i];
			argument.bytes[row->size] = 0x80;
			EXPECT_CALL(E2BIG);
			/* what follows the structure is not looked at */
			fill(self, row, fd, &argument);
			argument.size = row->size + longer[i];
			argument.bytes[argument.size] = 1;
			EXPECT_CALL(0);
		}
	}
}

TEST_F(abi, unknown_flags)
{
	union argument argument;
	const struct row *row;
	unsigned int bit;
	int fd;

	for_each_call(row, fd) {
		for (bit = 0; bit < 32; bit++) {
			if (row->known_flags & (1u << bit))
				continue;
			fill(self, row, fd, &argument);
			*field(&argument, row->flags) |= 1u << bit;
			EXPECT_CALL(EOPNOTSUPP);
		}
	}
}

TEST_F(abi, known_flags)
{
	union argument argument;
	const struct row *row;
	unsigned int bit;
	int fd;

	for_each_call(row, fd) {
		for (bit = 0; bit < 32; bit++) {
			if (!(row->known_flags & (1u << bit)))
				continue;
			fill(self, row, fd, &argument);
			*field(&argument, row->flags) |= 1u << bit;
			if (row->command == NAMEDMAP_IOC_DUPLICATE &&
			    1u << bit == NAMEDMAP_DUPLICATE_SAME_ACCESS)
				argument.words[offsetof(struct namedmap_duplicate,
							access) / 4] = 0;
			EXPECT_CALL(0);
		}
	}
}

TEST_F(abi, reserved)
{
	union argument argument;
	const struct row *row;
	unsigned int bit;
	int fd;

	for_each_call(row, fd) {
		if (!row->reserved)
			continue;
		for (bit = 0; bit < 32; bit++) {
			fill(self, row, fd, &argument);
			*field(&argument, row->reserved) = 1u << bit;
			EXPECT_CALL(EOPNOTSUPP);
		}
	}
}

/* Values that the kernel could have left in an output on input change nothing. */
TEST_F(abi, outputs_are_ignored_on_input)
{
	union argument argument;
	const struct row *row;
	int fd;

	for_each_call(row, fd) {
		if (!row->out_handle)
			continue;
		fill(self, row, fd, &argument);
		*field(&argument, row->out_handle) = 0xffffffff;
		EXPECT_CALL(0);
		EXPECT_NE(0xffffffff, *field(&argument, row->out_handle));
	}
	for_each_call(row, fd) {
		if (!row->out_value)
			continue;
		fill(self, row, fd, &argument);
		*field(&argument, row->out_value) = 0xffffffff;
		EXPECT_CALL(0);
		EXPECT_GE(1, *field(&argument, row->out_value));
	}
}

TEST_F(abi, unknown_commands)
{
	int fds[] = { self->dev, self->section, self->event };
	static const unsigned int directions[] = {
		_IOC_NONE, _IOC_READ, _IOC_WRITE, _IOC_READ | _IOC_WRITE };
	union argument argument;
	unsigned int nr, i, j, known;

	for (i = 0; i < ARRAY_SIZE(fds); i++) {
		for (nr = 0; nr < 256; nr++) {
			/* made once for each open file: world.c tries it */
			known = nr == NAMEDMAP_CMD_PRIVATE_WORLD;
			for (j = 0; j < ARRAY_SIZE(rows); j++)
				known |= _IOC_NR(rows[j].command) == nr;
			if (known)
				continue;
			SYSCALL_FAILS(ENOTTY, ioctl(fds[i],
				_IO(NAMEDMAP_TYPE, nr), &argument));
		}
		/* the number alone does not make the command */
		for (nr = 0x90; nr <= 0xa6; nr++) {
			for (j = 0; j < ARRAY_SIZE(directions); j++) {
				SYSCALL_FAILS(ENOTTY, ioctl(fds[i],
					_IOC(directions[j], NAMEDMAP_TYPE, nr, 80),
					&argument));
			}
			SYSCALL_FAILS(ENOTTY, ioctl(fds[i], _IO('M', nr), &argument));
		}
	}
}

TEST_F(abi, device_commands_on_a_handle)
{
	union argument argument;
	const struct row *row;

	for (row = rows; row < rows + ARRAY_SIZE(rows); row++) {
		if (row->handle_command)
			continue;
		fill(self, row, self->dev, &argument);
		EXPECT_EQ(-ENOTTY, call(row, self->section, &argument))
			TH_LOG("%s", row->name);
		EXPECT_EQ(-ENOTTY, call(row, self->event, &argument))
			TH_LOG("%s", row->name);
	}
}

/* Which handle is meant: on the device the field, on a handle itself. */
TEST_F(abi, which_handle)
{
	union argument argument;
	const struct row *row;
	int fds[2], path;

	ASSERT_EQ(0, pipe2(fds, O_CLOEXEC));
	path = open("/", O_PATH | O_CLOEXEC);
	ASSERT_LE(0, path);
	for (row = rows; row < rows + ARRAY_SIZE(rows); row++) {
		static const int closed[] = { -1, -2, INT32_MIN, 1000000 };
		int wrong[] = { self->dev, self->file, fds[0] };
		unsigned int i;

		if (!row->handle)
			continue;
		for (i = 0; i < ARRAY_SIZE(closed); i++) {
			fill(self, row, self->dev, &argument);
			*field(&argument, row->handle) = closed[i];
			EXPECT_EQ(-EBADF, call(row, self->dev, &argument))
				TH_LOG("%s of %d", row->name, closed[i]);
		}
		for (i = 0; i < ARRAY_SIZE(wrong); i++) {
			fill(self, row, self->dev, &argument);
			*field(&argument, row->handle) = wrong[i];
			EXPECT_EQ(-EINVAL, call(row, self->dev, &argument))
				TH_LOG("%s", row->name);
		}
		/* O_PATH descriptors are none that can be used */
		fill(self, row, self->dev, &argument);
		*field(&argument, row->handle) = path;
		EXPECT_EQ(-EBADF, call(row, self->dev, &argument))
			TH_LOG("%s", row->name);
		if (!row->handle_command)
			continue;
		fill(self, row, own_handle(self, row), &argument);
		*field(&argument, row->handle) = own_handle(self, row);
		EXPECT_EQ(-EINVAL, call(row, own_handle(self, row), &argument))
			TH_LOG("%s", row->name);
	}
	/* a pipe that was asked about still works */
	ASSERT_EQ(1, write(fds[1], "x", 1));
	close(path);
	close(fds[0]);
	close(fds[1]);
}

TEST_F(abi, flush_of_an_event)
{
	FAILS(EINVAL, FLUSH(self->event));
	FAILS(EINVAL, FLUSH(self->dev, .handle = self->event));
}

TEST_F(abi, set_and_reset_of_a_section)
{
	struct namedmap_event_change change = { .handle = self->section };

	FAILS(EINVAL, event_set(self->section));
	FAILS(EINVAL, event_reset(self->section));
	FAILS(EINVAL, sys_event_set(self->dev, &change));
	FAILS(EINVAL, sys_event_reset(self->dev, &change));
}

/* Same object: by whatever handle, and no other object is. */
TEST_F(abi, compare)
{
	int again = SUCCEEDS(OPEN(self->dev, NAMED(self->name), .access = QUERY));
	int without = SUCCEEDS(DUPLICATE(self->section, .access = 0));
	int alias = fcntl(self->section, F_DUPFD_CLOEXEC, 0);
	int other = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
	int handles[] = { self->section, again, without, alias, other, self->event };
	static const int objects[] = { 1, 1, 1, 1, 2, 3 };
	int wrong[] = { self->dev, self->file };
	static const int closed[] = { -1, -2, INT32_MIN, 1000000 };
	unsigned int i, j;

	for (i = 0; i < ARRAY_SIZE(handles); i++) {
		for (j = 0; j < ARRAY_SIZE(handles); j++)
			EXPECT_EQ(objects[i] == objects[j],
				  same_object(self->dev, handles[i], handles[j]));
		for (j = 0; j < ARRAY_SIZE(wrong); j++) {
			FAILS(EINVAL, same_object(self->dev, handles[i], wrong[j]));
			FAILS(EINVAL, same_object(self->dev, wrong[j], handles[i]));
		}
		for (j = 0; j < ARRAY_SIZE(closed); j++) {
			FAILS(EBADF, same_object(self->dev, handles[i], closed[j]));
			FAILS(EBADF, same_object(self->dev, closed[j], handles[i]));
		}
	}
	FAILS(EINVAL, same_object(self->dev, self->file, self->file));
	close(again);
	close(without);
	close(alias);
	close(other);
}

/* A read-only page, then one without access: arguments at every bad place. */
TEST_F(abi, faulting_argument)
{
	unsigned char *pages = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
				    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	const struct row *row;
	int fd, fds;
	size_t cut;

	ASSERT_MAPPED(pages);
	ASSERT_EQ(0, mprotect(pages + PAGE, PAGE, PROT_NONE));
	fds = count_fds();
	for_each_call(row, fd) {
		EXPECT_EQ(-1, ioctl(fd, row->command, NULL));
		EXPECT_EQ(EFAULT, errno) TH_LOG("%s", row->name);
		EXPECT_EQ(-1, ioctl(fd, row->command, pages + PAGE));
		EXPECT_EQ(EFAULT, errno) TH_LOG("%s", row->name);
		EXPECT_EQ(-1, ioctl(fd, row->command, (void *)-4096L));
		EXPECT_EQ(EFAULT, errno) TH_LOG("%s", row->name);
		for (cut = 4; cut < row->size; cut += 4) {
			union argument argument;

			fill(self, row, fd, &argument);
			memcpy(pages + PAGE - cut, &argument, cut);
			EXPECT_EQ(-1, ioctl(fd, row->command, pages + PAGE - cut));
			EXPECT_EQ(EFAULT, errno)
				TH_LOG("%s cut at %zu", row->name, cut);
		}
	}
	EXPECT_EQ(fds, count_fds());
	munmap(pages, 2 * PAGE);
}

/* A call whose answer cannot be written leaves all as it was. */
TEST_F(abi, faulting_answer)
{
	const __u32 set = NAMEDMAP_EVENT_MANUAL_RESET | NAMEDMAP_EVENT_SIGNALED;
	union argument *argument = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
					MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	__u32 counts[2];
	char name[80];
	const struct row *row;
	int fd, fds = count_fds();

	ASSERT_MAPPED(argument);
	snprintf(name, sizeof(name), "%s unanswered", self->name);
	for_each_call(row, fd) {
		if (!row->out_handle && !row->out_value &&
		    row->command != NAMEDMAP_IOC_QUERY)
			continue;
		ASSERT_EQ(0, mprotect(argument, PAGE, PROT_READ | PROT_WRITE));
		fill(self, row, fd, argument);
		if (row->command == NAMEDMAP_IOC_CREATE ||
		    row->command == NAMEDMAP_IOC_EVENT_CREATE ||
		    row->command == NAMEDMAP_IOC_MUTEX_CREATE ||
		    row->command == NAMEDMAP_IOC_SEMAPHORE_CREATE) {
			/* all have the name at the same place */
			((struct namedmap_create *)argument)->name = address(name);
			((struct namedmap_create *)argument)->name_length =
				strlen(name);
		}
		ASSERT_EQ(0, mprotect(argument, PAGE, PROT_READ));
		counts[0] = query(self->mutex).out_count;
		counts[1] = query(self->semaphore).out_count;
		EXPECT_EQ(-1, ioctl(fd, row->command, argument));
		EXPECT_EQ(EFAULT, errno) TH_LOG("%s", row->name);
		EXPECT_EQ(counts[0], query(self->mutex).out_count);
		EXPECT_EQ(counts[1], query(self->semaphore).out_count);
		EXPECT_EQ(fds, count_fds()) TH_LOG("%s", row->name);
		FAILS(ENOENT, OPEN(self->dev, NAMED(name)));
		FAILS(ENOENT, EVENT_OPEN(self->dev, NAMED(name)));
		EXPECT_EQ(1, query(self->section).out_handles)
			TH_LOG("%s", row->name);
		EXPECT_EQ(set, query(self->event).out_attributes)
			TH_LOG("%s", row->name);
	}
	munmap(argument, PAGE);
}

/* Existing object, answer lost: the object and its other handles stay. */
TEST_F(abi, faulting_answer_of_an_existing_name)
{
	struct namedmap_create *create = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
					      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int other;

	ASSERT_MAPPED(create);
	fill_create(self, create);
	create->size = sizeof(*create);
	create->name = address(self->name);
	create->name_length = strlen(self->name);
	ASSERT_EQ(0, mprotect(create, PAGE, PROT_READ));
	SYSCALL_FAILS(EFAULT, ioctl(self->dev, NAMEDMAP_IOC_CREATE, create));
	other = SUCCEEDS(OPEN(self->dev, NAMED(self->name)));
	EXPECT_EQ(2, query(other).out_handles);
	close(other);
	munmap(create, PAGE);
}

TEST_F(abi, faulting_name)
{
	char *pages = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	void *bad[] = { NULL, (void *)-4096L, pages + PAGE, pages + PAGE - 1 };
	unsigned int i;

	ASSERT_MAPPED(pages);
	memset(pages, 'x', PAGE);
	ASSERT_EQ(0, mprotect(pages + PAGE, PAGE, PROT_NONE));
	name_record = NULL;	/* it would read these names */
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		FAILS(EFAULT, CREATE(self->dev, .name = address(bad[i]),
				     .name_length = 2, .section_size = PAGE));
		FAILS(EFAULT, EVENT_CREATE(self->dev, .name = address(bad[i]),
					   .name_length = 2));
		FAILS(EFAULT, OPEN(self->dev, .name = address(bad[i]),
				   .name_length = 2));
	}
	/* without a length the pointer is not looked at */
	close(SUCCEEDS(CREATE(self->dev, .name = address(pages + PAGE),
			      .section_size = PAGE)));
	/* an address beyond 32 bits is no address of a 32-bit program's */
	FAILS(EFAULT, OPEN(self->dev, .name = 0xdead000000000000ull,
			   .name_length = 2));
	name_record = mmap(NULL, sizeof(*name_record), PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	munmap(pages, 2 * PAGE);
}

TEST_F(abi, query)
{
	struct namedmap_query query = { .handle = -1 };
	char name[80];

	/* brief: what the handle is, the fields of details are zero */
	ASSERT_EQ(0, sys_query(self->section, &query));
	EXPECT_EQ(PAGE, query.out_section_size);
	EXPECT_EQ(NAMEDMAP_KIND_SECTION, query.out_kind);
	EXPECT_EQ(ALL, query.out_access);
	EXPECT_EQ(NAMEDMAP_PAGE_READWRITE, query.out_protection);
	EXPECT_EQ(NAMEDMAP_SECTION_COMMIT, query.out_attributes);
	EXPECT_EQ(0, query.out_handles);
	EXPECT_EQ(0, query.out_name_length);
	EXPECT_EQ(0, query.out_scope);
	EXPECT_EQ(0, query.out_scope_uid);
	EXPECT_EQ(0, query.out_uid);
	EXPECT_EQ(0, query.out_gid);
	EXPECT_EQ(0, query.out_mode);

	memset(name, '#', sizeof(name));
	query.flags = NAMEDMAP_QUERY_DETAILS;
	query.name = address(name);
	query.name_capacity = sizeof(name);
	ASSERT_EQ(0, sys_query(self->section, &query));
	EXPECT_EQ(1, query.out_handles);
	EXPECT_EQ(strlen(self->name), query.out_name_length);
	EXPECT_EQ(0, memcmp(name, self->name, strlen(self->name)));
	EXPECT_EQ('#', name[strlen(self->name)]) TH_LOG("a terminator was written");
	EXPECT_EQ(NAMEDMAP_SCOPE_LOCAL, query.out_scope);
	EXPECT_EQ(geteuid(), query.out_scope_uid);
	EXPECT_EQ(geteuid(), query.out_uid);
	EXPECT_EQ(getegid(), query.out_gid);
	EXPECT_EQ(0600, query.out_mode);

	/* a name that does not fit is cut, and its length told */
	memset(name, '#', sizeof(name));
	query.name_capacity = 3;
	ASSERT_EQ(0, sys_query(self->section, &query));
	EXPECT_EQ(strlen(self->name), query.out_name_length);
	EXPECT_EQ(0, memcmp(name, self->name, 3));
	EXPECT_EQ('#', name[3]);

	query.name = 0;
	EXPECT_EQ(-EFAULT, sys_query(self->section, &query));
	query.name_capacity = 0;
	EXPECT_EQ(0, sys_query(self->section, &query));
}

/* What an administrator sees of a handle; a name cannot fake further lines. */
TEST_F(abi, fdinfo)
{
	char path[64], text[4096] = "", access[32];
	int handle, fdinfo;

	handle = SUCCEEDS(CREATE(self->dev, NAMED("Local\\fd\nsize:\t1"),
				 .section_size = PAGE));
	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", handle);
	fdinfo = open(path, O_RDONLY | O_CLOEXEC);
	ASSERT_LE(0, fdinfo);
	EXPECT_LT(0, read(fdinfo, text, sizeof(text) - 1));
	close(fdinfo);
	EXPECT_TRUE(!!strstr(text, "\nname:\tSession\\"));
	EXPECT_TRUE(!!strstr(text, "\\fd\\012size:\t1\n"));
	EXPECT_FALSE(!!strstr(text, "\nsize:\t1\n"));
	EXPECT_TRUE(!!strstr(text, "\nsize:\t4096\n"));
	snprintf(access, sizeof(access), "\naccess:\t%08x\n",
		 query(handle).out_access);
	EXPECT_TRUE(!!strstr(text, access));
	EXPECT_TRUE(!!strstr(text, "\nkind:\tsection\n"));
	EXPECT_TRUE(!!strstr(text, "\nprotection:\t04\n"));
	close(handle);
}

TEST_F(abi, query_of_an_event)
{
	struct namedmap_query event = query(self->event);
	int set;

	ASSERT_NE(0, event.size);
	EXPECT_EQ(NAMEDMAP_KIND_EVENT, event.out_kind);
	EXPECT_EQ(EVENT_ALL, event.out_access);
	EXPECT_EQ(0, event.out_section_size);
	EXPECT_EQ(0, event.out_protection);
	EXPECT_EQ(NAMEDMAP_EVENT_MANUAL_RESET | NAMEDMAP_EVENT_SIGNALED,
		  event.out_attributes);
	EXPECT_EQ(NAMEDMAP_SCOPE_NONE, event.out_scope);
	EXPECT_EQ(0, event.out_name_length);
	EXPECT_EQ(1, event.out_handles);

	set = SUCCEEDS(EVENT_CREATE(self->dev));
	EXPECT_EQ(0, query(set).out_attributes);
	close(set);
	set = SUCCEEDS(EVENT_CREATE(self->dev, .flags = NAMEDMAP_EVENT_SIGNALED));
	EXPECT_EQ(NAMEDMAP_EVENT_SIGNALED, query(set).out_attributes);
	close(set);
}

/* Descriptors that are no handles are left alone, whatever is asked. */
TEST_F(abi, query_tells_handles_from_other_descriptors)
{
	struct namedmap_query query = { .handle = self->file };

	EXPECT_EQ(-EINVAL, sys_query(self->dev, &query));
	query.handle = self->section;
	EXPECT_EQ(0, sys_query(self->dev, &query));
	query.handle = self->event;
	EXPECT_EQ(0, sys_query(self->dev, &query));
}

TEST_F(abi, other_file_operations)
{
	char byte = 0;

	SYSCALL_FAILS(EINVAL, read(self->dev, &byte, 1));
	SYSCALL_FAILS(EINVAL, write(self->dev, &byte, 1));
	EXPECT_EQ(-ENODEV, try_map(self->dev, PAGE, PROT_READ, MAP_SHARED, 0));
	EXPECT_EQ(-ENODEV, try_map(self->event, PAGE, PROT_READ, MAP_SHARED, 0));
	SYSCALL_FAILS(EINVAL, read(self->section, &byte, 1));
	SYSCALL_FAILS(EINVAL, write(self->section, &byte, 1));
}

/* All handles share one inode: nobody may change it for the others. */
TEST_F(abi, handle_inode_cannot_be_changed)
{
	struct stat before, after;

	ASSERT_EQ(0, fstat(self->section, &before));
	EXPECT_EQ(S_IFREG | 0600, before.st_mode);
	EXPECT_EQ(-1, ftruncate(self->section, 1 << 20));
	EXPECT_EQ(-1, fchmod(self->section, 0));
	EXPECT_EQ(-1, fchown(self->section, 1, 1));
	EXPECT_EQ(-1, futimens(self->section, NULL));
	EXPECT_GT(0, reopen(self->section, O_RDWR));
	ASSERT_EQ(0, fstat(self->section, &after));
	EXPECT_EQ(before.st_size, after.st_size);
	EXPECT_EQ(before.st_mode, after.st_mode);
	EXPECT_EQ(before.st_uid, after.st_uid);
	EXPECT_EQ(before.st_gid, after.st_gid);
}

/* A handle may be descriptor 0, as any descriptor. */
TEST_F(abi, descriptor_zero)
{
	int input = fcntl(0, F_DUPFD_CLOEXEC, 3);

	close(0);
	EXPECT_EQ(0, CREATE(self->dev, .section_size = PAGE));
	EXPECT_EQ(PAGE, query(0).out_section_size);
	close(0);
	EXPECT_EQ(0, OPEN(self->dev, NAMED(self->name)));
	EXPECT_EQ(2, query(0).out_handles);
	close(0);
	EXPECT_EQ(0, EVENT_CREATE(self->dev));
	EXPECT_EQ(NAMEDMAP_KIND_EVENT, query(0).out_kind);
	close(0);
	EXPECT_EQ(0, DUPLICATE(self->section, .access = QUERY));
	EXPECT_EQ(2, query(0).out_handles);
	close(0);
	if (input >= 0) {
		EXPECT_EQ(0, dup2(input, 0));
		close(input);
	}
}

/* No descriptor left: EMFILE, and no name comes into being. */
TEST_F(abi, no_descriptor_left)
{
	struct rlimit limit, none;
	char name[80];

	snprintf(name, sizeof(name), "%s emfile", self->name);
	ASSERT_EQ(0, getrlimit(RLIMIT_NOFILE, &limit));
	none = limit;
	none.rlim_cur = 0;
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &none));
	FAILS(EMFILE, CREATE(self->dev, NAMED(name), .section_size = PAGE));
	FAILS(EMFILE, EVENT_CREATE(self->dev, NAMED(name)));
	FAILS(EMFILE, OPEN(self->dev, NAMED(self->name)));
	FAILS(EMFILE, DUPLICATE(self->section, .access = READ));
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &limit));
	FAILS(ENOENT, OPEN(self->dev, NAMED(name)));
	FAILS(ENOENT, EVENT_OPEN(self->dev, NAMED(name)));
	EXPECT_EQ(1, query(self->section).out_handles);
}

TEST_HARNESS_MAIN
