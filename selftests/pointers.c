// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pointers that lead into memory which cannot be read or written, wherever a
 * call follows one: EFAULT, and nothing has happened. Each argument lies across
 * the border of a good page and a bad one, at every place that it can.
 */
#include "backing.h"

#define GROWN (LENGTH + 5 * PAGE)
#define EVENTS 6

FIXTURE(pointers) {
	DEVICE_FIELDS;
	struct place place;
	char other[80];		/* a name that nobody has */
	int section;		/* a section named .name */
	int events[EVENTS];	/* automatic, set */
	int mutex;		/* taken once */
	int semaphore;		/* with nothing to take */
	int file;		/* LENGTH bytes */
	int fds_open;
	unsigned char *border;	/* good memory ends here, bad begins */
};

FIXTURE_VARIANT(pointers) {
	int protection;		/* of the bad page; -1: not mapped */
};

FIXTURE_VARIANT_ADD(pointers, unmapped) { .protection = -1 };
FIXTURE_VARIANT_ADD(pointers, none) { .protection = PROT_NONE };
FIXTURE_VARIANT_ADD(pointers, read_only) { .protection = PROT_READ };

FIXTURE_SETUP(pointers)
{
	int i;

	DEVICE_SETUP();
	ASSERT_EQ(NULL, place_enter(&self->place, MEMFD));
	snprintf(self->other, sizeof(self->other), "%s other", self->name);
	self->section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
					.section_size = PAGE));
	for (i = 0; i < EVENTS; i++)
		self->events[i] = SUCCEEDS(EVENT_CREATE(self->dev,
			.flags = NAMEDMAP_EVENT_SIGNALED));
	self->mutex = SUCCEEDS(MUTEX_CREATE(self->dev,
					    .flags = NAMEDMAP_MUTEX_OWNED));
	self->semaphore = SUCCEEDS(SEMAPHORE_CREATE(self->dev));
	self->file = make_file(&self->place, "pointers");
	ASSERT_LE(0, self->file);
	self->fds_open = count_fds();
	/* what is not mapped stays so: the pages after it are */
	self->border = mmap(NULL, 6 * PAGE, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ASSERT_MAPPED(self->border);
	self->border += 3 * PAGE;
	/* the names that are tried cannot be read to record them */
	name_record = NULL;
}

FIXTURE_TEARDOWN(pointers)
{
	int i;

	munmap(self->border - 3 * PAGE, 6 * PAGE);
	close(self->file);
	for (i = 0; i < EVENTS; i++)
		close(self->events[i]);
	close(self->mutex);
	close(self->semaphore);
	close(self->section);
	name_record = calloc(1, sizeof(*name_record));
	DEVICE_TEARDOWN();
}

/* Put @size bytes where @good of them are in good memory; spoil the rest. */
static void *straddle(FIXTURE_DATA(pointers) *self,
		      const FIXTURE_VARIANT(pointers) *variant,
		      const void *bytes, size_t size, size_t good)
{
	unsigned char *at = self->border - good;
	const int anew = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;

	if (mmap(self->border, PAGE, PROT_READ | PROT_WRITE, anew, -1, 0) ==
	    MAP_FAILED)
		abort();
	memcpy(at, bytes, size);
	if (variant->protection < 0 ? munmap(self->border, PAGE) :
	    mprotect(self->border, PAGE, variant->protection))
		abort();
	return at;
}

static void check_nothing_happened(struct __test_metadata *_metadata,
				   FIXTURE_DATA(pointers) *self)
{
	int i;

	EXPECT_EQ(self->fds_open, count_fds());
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->other)));
	FAILS(ENOENT, EVENT_OPEN(self->dev, NAMED(self->other)));
	EXPECT_EQ(1, query(self->section).out_handles);
	for (i = 0; i < EVENTS; i++)
		EXPECT_EQ(i ? NAMEDMAP_EVENT_SIGNALED : 0,
			  query(self->events[i]).out_attributes)
			TH_LOG("event %d", i);
	EXPECT_EQ(1, query(self->mutex).out_count);
	EXPECT_EQ(0, query(self->semaphore).out_count);
	FAILS(ENOENT, MUTEX_OPEN(self->dev, NAMED(self->other)));
	FAILS(ENOENT, SEMAPHORE_OPEN(self->dev, NAMED(self->other)));
	EXPECT_FILE_AS_IT_WAS();
}

union argument {
	__u32 size;
	struct namedmap_create create;
	struct namedmap_event_create event_create;
	struct namedmap_open open;
	struct namedmap_flush_memory flush_memory;
	struct namedmap_truncate truncate;
	struct namedmap_wait wait;
	struct namedmap_compare compare;
	struct namedmap_private_world private_world;
	struct namedmap_duplicate duplicate;
	struct namedmap_query query;
	struct namedmap_flush flush;
	struct namedmap_event_change event_change;
	struct namedmap_mutex_create mutex_create;
	struct namedmap_mutex_release mutex_release;
	struct namedmap_semaphore_create semaphore_create;
	struct namedmap_semaphore_release semaphore_release;
};

struct row {
	const char *name;
	unsigned int command;
	size_t size;
	bool answers;		/* has outputs */
	void (*fill)(FIXTURE_DATA(pointers) *self, union argument *argument);
};

static void fill_create(FIXTURE_DATA(pointers) *self, union argument *argument)
{
	argument->create = (struct namedmap_create){
		NAMED(self->other), .access = ALL, .section_size = PAGE,
		.protection = NAMEDMAP_PAGE_READWRITE, .backing_fd = -1,
		.mode = 0600,
	};
}

/* The file would grow. */
static void fill_grow(FIXTURE_DATA(pointers) *self, union argument *argument)
{
	fill_create(self, argument);
	argument->create.backing_fd = self->file;
	argument->create.section_size = GROWN;
}

static void fill_existing(FIXTURE_DATA(pointers) *self,
			  union argument *argument)
{
	fill_grow(self, argument);
	argument->create.name = address(self->name);
	argument->create.name_length = strlen(self->name);
}

static void fill_event_create(FIXTURE_DATA(pointers) *self,
			      union argument *argument)
{
	argument->event_create = (struct namedmap_event_create){
		NAMED(self->other), .access = EVENT_ALL, .mode = 0600 };
}

static void fill_open(FIXTURE_DATA(pointers) *self, union argument *argument)
{
	argument->open = (struct namedmap_open){
		NAMED(self->name), .access = ALL,
		.kind = NAMEDMAP_KIND_SECTION };
}

static void fill_flush_memory(FIXTURE_DATA(pointers) *self,
			      union argument *argument)
{
	argument->flush_memory = (struct namedmap_flush_memory){
		.address = address(self->border) - PAGE, .length = PAGE };
}

static void fill_truncate(FIXTURE_DATA(pointers) *self,
			  union argument *argument)
{
	argument->truncate = (struct namedmap_truncate){
		.fd = self->file, .length = 1 };
}

static void fill_wait(FIXTURE_DATA(pointers) *self, union argument *argument)
{
	argument->wait = (struct namedmap_wait){
		.handles = address(self->events + 1), .count = EVENTS - 1,
		.timeout = FOREVER };
}

static void fill_wait_all(FIXTURE_DATA(pointers) *self,
			  union argument *argument)
{
	fill_wait(self, argument);
	argument->wait.flags = NAMEDMAP_WAIT_ALL;
}

static void fill_compare(FIXTURE_DATA(pointers) *self,
			 union argument *argument)
{
	argument->compare = (struct namedmap_compare){
		.first = self->section, .second = self->section };
}

/* Nothing to fill: it succeeds once, on a device without other calls. */
static void fill_private_world(FIXTURE_DATA(pointers) *self,
			       union argument *argument)
{
}

static void fill_duplicate(FIXTURE_DATA(pointers) *self,
			   union argument *argument)
{
	argument->duplicate = (struct namedmap_duplicate){
		.handle = self->section, .access = READ };
}

static void fill_query(FIXTURE_DATA(pointers) *self, union argument *argument)
{
	argument->query = (struct namedmap_query){ .handle = self->section };
}

static void fill_flush(FIXTURE_DATA(pointers) *self, union argument *argument)
{
	argument->flush = (struct namedmap_flush){ .handle = self->section };
}

static void fill_set(FIXTURE_DATA(pointers) *self, union argument *argument)
{
	argument->event_change = (struct namedmap_event_change){
		.handle = self->events[0] };
}

static void fill_reset(FIXTURE_DATA(pointers) *self, union argument *argument)
{
	argument->event_change = (struct namedmap_event_change){
		.handle = self->events[1] };
}

static void fill_mutex_create(FIXTURE_DATA(pointers) *self,
			      union argument *argument)
{
	argument->mutex_create = (struct namedmap_mutex_create){
		NAMED(self->other), .access = MUTEX_ALL, .mode = 0600,
		.flags = NAMEDMAP_MUTEX_OWNED };
}

static void fill_mutex_release(FIXTURE_DATA(pointers) *self,
			       union argument *argument)
{
	argument->mutex_release = (struct namedmap_mutex_release){
		.handle = self->mutex };
}

static void fill_semaphore_create(FIXTURE_DATA(pointers) *self,
				  union argument *argument)
{
	argument->semaphore_create = (struct namedmap_semaphore_create){
		NAMED(self->other), .access = SEMAPHORE_ALL, .mode = 0600,
		.maximum = 1 };
}

static void fill_semaphore_release(FIXTURE_DATA(pointers) *self,
				   union argument *argument)
{
	argument->semaphore_release = (struct namedmap_semaphore_release){
		.handle = self->semaphore, .count = 1 };
}

#define ROW(NAME, type, answers_, fill_)				       \
	{ #NAME, NAMEDMAP_IOC_##NAME, sizeof(struct namedmap_##type),	       \
	  answers_, fill_ }

static const struct row rows[] = {
	ROW(PRIVATE_WORLD, private_world, false, fill_private_world),
	ROW(CREATE, create, true, fill_create),
	ROW(CREATE, create, true, fill_grow),
	ROW(CREATE, create, true, fill_existing),
	ROW(EVENT_CREATE, event_create, true, fill_event_create),
	ROW(MUTEX_CREATE, mutex_create, true, fill_mutex_create),
	ROW(SEMAPHORE_CREATE, semaphore_create, true, fill_semaphore_create),
	ROW(OPEN, open, true, fill_open),
	ROW(FLUSH_MEMORY, flush_memory, false, fill_flush_memory),
	ROW(TRUNCATE, truncate, false, fill_truncate),
	ROW(WAIT, wait, true, fill_wait),
	ROW(WAIT, wait, true, fill_wait_all),
	ROW(COMPARE, compare, true, fill_compare),
	ROW(DUPLICATE, duplicate, true, fill_duplicate),
	ROW(QUERY, query, true, fill_query),
	ROW(FLUSH, flush, false, fill_flush),
	ROW(EVENT_SET, event_change, true, fill_set),
	ROW(EVENT_RESET, event_change, true, fill_reset),
	ROW(MUTEX_RELEASE, mutex_release, true, fill_mutex_release),
	ROW(SEMAPHORE_RELEASE, semaphore_release, true, fill_semaphore_release),
};

static const struct row *const rows_end = rows + ARRAY_SIZE(rows);

/* What a call would set is not set at first. */
static void begin(FIXTURE_DATA(pointers) *self)
{
	event_reset(self->events[0]);
}

TEST_F(pointers, argument)
{
	union argument argument;
	const struct row *row;
	size_t good;
	void *at;

	begin(self);
	for (row = rows; row < rows_end; row++) {
		/* what is only read may be read-only */
		if (variant->protection == PROT_READ && !row->answers)
			continue;
		for (good = 0; good < row->size; good += 4) {
			memset(&argument, 0, sizeof(argument));
			row->fill(self, &argument);
			argument.size = row->size;
			at = straddle(self, variant, &argument, row->size, good);
			EXPECT_EQ(-1, ioctl(self->dev, row->command, at));
			EXPECT_EQ(EFAULT, errno)
				TH_LOG("%s with %zu good bytes", row->name,
				       good);
			check_nothing_happened(_metadata, self);
			ASSERT_EQ(0, _metadata->exit_code);
		}
	}
}

/* The private world can still be made after a call that could not be read. */
TEST_F(pointers, private_world)
{
	struct namedmap_private_world world = { .size = sizeof(world) };
	int fresh = open(DEVICE, O_RDWR | O_CLOEXEC);

	ASSERT_LE(0, fresh);
	if (variant->protection != PROT_READ)
		SYSCALL_FAILS(EFAULT, ioctl(fresh, NAMEDMAP_IOC_PRIVATE_WORLD,
			straddle(self, variant, &world, sizeof(world), 4)));
	EXPECT_EQ(0, ioctl(fresh, NAMEDMAP_IOC_PRIVATE_WORLD,
			   straddle(self, variant, &world, sizeof(world), 8)));
	close(fresh);
}

/* A name of one page and a half, and a short one, at each of their bytes. */
TEST_F(pointers, name)
{
	static const size_t lengths[] = { 20, PAGE + PAGE / 2 };
	static char name[2 * PAGE];
	size_t good, length, i;
	__u64 at;

	begin(self);
	memset(name, 'n', sizeof(name));
	for (i = 0; i < 2; i++) {
		length = lengths[i];
		for (good = length > PAGE ? length - PAGE : 0; good < length;
		     good += i ? PAGE / 3 : 1) {
			at = address(straddle(self, variant, name, length,
					      good));
			if (variant->protection == PROT_READ) {
				/* only read: fine */
				close(SUCCEEDS(EVENT_CREATE(self->dev,
					.name = at, .name_length = length)));
				continue;
			}
			FAILS(EFAULT, CREATE(self->dev, .name = at,
					     .name_length = length,
					     .backing_fd = self->file,
					     .section_size = GROWN));
			FAILS(EFAULT, EVENT_CREATE(self->dev, .name = at,
						   .name_length = length));
			FAILS(EFAULT, OPEN(self->dev, .name = at,
					   .name_length = length));
			check_nothing_happened(_metadata, self);
		}
		FAILS(ENOENT, OPEN(self->dev, .name = address(name),
				   .name_length = length));
	}
}

/* The array of a wait; nothing of what could be read of it is consumed. */
TEST_F(pointers, handles)
{
	size_t good, size = sizeof(self->events[0]) * (EVENTS - 1);
	int *at;

	begin(self);
	for (good = 0; good < size; good++) {
		at = straddle(self, variant, self->events + 1, size, good);
		if (variant->protection == PROT_READ) {
			EXPECT_EQ(0, wait_many(self->dev, at, EVENTS - 1, 0,
					       FOREVER));
			event_set(self->events[1]);
			continue;
		}
		FAILS(EFAULT, wait_many(self->dev, at, EVENTS - 1, 0, FOREVER));
		FAILS(EFAULT, wait_many(self->dev, at, EVENTS - 1,
					NAMEDMAP_WAIT_ALL, FOREVER));
		check_nothing_happened(_metadata, self);
	}
}

/* Where a query's name goes. */
TEST_F(pointers, name_answered)
{
	struct namedmap_query query_ = {
		.handle = -1, .flags = NAMEDMAP_QUERY_DETAILS,
		.name_capacity = sizeof(self->name),
	};
	size_t good, length = strlen(self->name);
	char room[sizeof(self->name)] = "";
	char *at;

	begin(self);
	for (good = 0; good < length; good++) {
		at = straddle(self, variant, room, sizeof(room), good);
		query_.name = address(at);
		FAILS(EFAULT, sys_query(self->section, &query_));
		check_nothing_happened(_metadata, self);
	}
	/* room that is not needed is not looked at */
	at = straddle(self, variant, room, sizeof(room), length);
	query_.name = address(at);
	EXPECT_EQ(0, sys_query(self->section, &query_));
	EXPECT_EQ(0, memcmp(at, self->name, length));
}

TEST_HARNESS_MAIN
