// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unloading the module: refused while something of it is in use, clean
 * afterwards, and views live on.
 */
#include "kernel_state.h"
#include "namedmap_utils.h"

FIXTURE(module) {
	DEVICE_FIELDS;
};

FIXTURE_SETUP(module)
{
	DEVICE_SETUP();
	NEEDS_MODULE_FILE();
}

FIXTURE_TEARDOWN(module)
{
	DEVICE_TEARDOWN();
}

/* Close the device, unload and load, open it again. */
#define CLOSE_DEVICE() do {						       \
	close(self->dev);						       \
	self->dev = -1;							       \
} while (0)

#define OPEN_DEVICE() do {						       \
	self->dev = open(DEVICE, O_RDWR | O_CLOEXEC);			       \
	ASSERT_LE(0, self->dev) TH_LOG("%s", strerror(errno));		       \
} while (0)

TEST_F(module, device_open)
{
	EXPECT_EQ(-EAGAIN, module_unload());
	CLOSE_DEVICE();
	ASSERT_EQ(0, module_unload());
	EXPECT_EQ(-1, access(DEVICE, F_OK));
	EXPECT_EQ(ENOENT, errno);
	ASSERT_EQ(0, module_load());
	OPEN_DEVICE();
}

TEST_F(module, handles)
{
	int section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				      .section_size = PAGE));
	int event = SUCCEEDS(EVENT_CREATE(self->dev));

	CLOSE_DEVICE();
	EXPECT_EQ(-EAGAIN, module_unload());
	close(section);
	EXPECT_EQ(-EAGAIN, module_unload());
	close(event);
	ASSERT_EQ(0, module_unload());
	ASSERT_EQ(0, module_load());
	OPEN_DEVICE();
}

/* Views need nothing of the module: they work without it, and end without it. */
TEST_F(module, views_survive)
{
	int file = memfd_create("module", MFD_CLOEXEC);
	unsigned char *view, *of_file, *copy;
	int section, file_section;

	ASSERT_EQ(0, ftruncate(file, 4 * PAGE));
	section = SUCCEEDS(CREATE(self->dev, .section_size = 4 * PAGE));
	file_section = SUCCEEDS(CREATE(self->dev, .backing_fd = file));
	view = MAP(section, 4 * PAGE);
	of_file = MAP(file_section, 4 * PAGE);
	copy = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, section, 0);
	ASSERT_MAPPED(copy);
	view[0] = 1;
	close(section);
	close(file_section);
	CLOSE_DEVICE();
	ASSERT_EQ(0, module_unload());
	EXPECT_EQ(1, view[0]);
	view[PAGE] = 2;
	of_file[PAGE] = 3;
	copy[0] = 4;
	EXPECT_EQ(1, view[0]);
	EXPECT_EQ(0, msync(of_file, 4 * PAGE, MS_SYNC));
	ASSERT_EQ(0, munmap(of_file, 4 * PAGE));
	ASSERT_EQ(0, module_load());
	EXPECT_EQ(2, view[PAGE]);
	ASSERT_EQ(0, munmap(view, 4 * PAGE));
	ASSERT_EQ(0, munmap(copy, PAGE));
	EXPECT_EQ(3, ((unsigned char *)MAP(file, 4 * PAGE))[PAGE]);
	close(file);
	OPEN_DEVICE();
}

/* Again and again, with the last handle closed just before. */
TEST_F(module, many_times)
{
	long i, count = rounds(50);
	int section, event;

	for (i = 0; i < count; i++) {
		section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
					  .section_size = PAGE));
		event = SUCCEEDS(EVENT_CREATE(self->dev));
		munmap(MAP(section, PAGE), PAGE);
		CLOSE_DEVICE();
		close(section);
		close(event);
		ASSERT_EQ(0, module_unload());
		ASSERT_EQ(0, module_load());
		OPEN_DEVICE();
		FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	}
	EXPECT_EQ(0, slab_objects_settled(0));
}

/*
 * The first look for a name leaves nothing in use. On one processor, ahead of
 * the kernel's own threads, as these clean up.
 */
TEST_F(module, first_name)
{
	struct sched_param ahead = { .sched_priority = 50 };
	cpu_set_t cpu;

	CLOSE_DEVICE();
	ASSERT_EQ(0, module_unload());
	ASSERT_EQ(0, module_load());
	CPU_ZERO(&cpu);
	CPU_SET(0, &cpu);
	ASSERT_EQ(0, sched_setaffinity(0, sizeof(cpu), &cpu));
	ASSERT_EQ(0, sched_setscheduler(0, SCHED_FIFO, &ahead));
	OPEN_DEVICE();
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	CLOSE_DEVICE();
	ASSERT_EQ(0, module_unload());
	ASSERT_EQ(0, module_load());
	OPEN_DEVICE();
}

#define USERS 3
#define UNLOADS 200

/* What one who unloads the module shares with those who use it. */
struct traffic {
	long generation;	/* counted after each unload, before the load */
	long holds[USERS];	/* not 0: the user has the device or a handle */
	long rounds, absences, survivals;
	struct turn turns[USERS];	/* how often a user may go on */
};

/* A view that a user keeps over the unloads, and its age. */
struct keepsake {
	unsigned int *words;
	long generation;
};

static long look(long *word)
{
	return __atomic_load_n(word, __ATOMIC_SEQ_CST);
}

static void note(long *counter)
{
	__atomic_add_fetch(counter, 1, __ATOMIC_SEQ_CST);
}

/* The view has what was written, with or without the module. */
static void check_keepsake(struct __test_metadata *_metadata,
			   struct traffic *traffic, struct keepsake *view)
{
	if (!view->words)
		return;
	EXPECT_EQ((unsigned int)getpid(), view->words[0]);
	EXPECT_EQ(~(unsigned int)getpid(), view->words[PAGE / 4 - 1]);
	if (look(&traffic->generation) == view->generation)
		return;
	note(&traffic->survivals);
	munmap(view->words, PAGE);
	view->words = NULL;
}

/* Map a section of this user's own. */
static void make_keepsake(struct __test_metadata *_metadata, int dev,
			  struct keepsake *view, long generation)
{
	int section = SUCCEEDS(CREATE(dev, .section_size = PAGE));

	view->words = (unsigned int *)MAP(section, PAGE);
	view->words[0] = getpid();
	view->words[PAGE / 4 - 1] = ~getpid();
	view->generation = generation;
	close(section);
}

/*
 * From an open device to the last of what came from it: meanwhile the module
 * stays. It may go from the moment that nothing is said to be held.
 */
static void use_device(struct __test_metadata *_metadata,
		       FIXTURE_DATA(module) *self, struct traffic *traffic,
		       int number, struct keepsake *view)
{
	long generation, round = look(&traffic->rounds);
	int dev, section, event, copy;

	check_keepsake(_metadata, traffic, view);
	dev = open(DEVICE, O_RDWR | O_CLOEXEC);
	if (dev < 0) {
		EXPECT_TRUE(errno == ENOENT || errno == ENXIO || errno == ENODEV)
			TH_LOG("%s", strerror(errno));
		note(&traffic->absences);
		return;
	}
	generation = look(&traffic->generation);
	__atomic_store_n(&traffic->holds[number], round + 1, __ATOMIC_SEQ_CST);
	section = SUCCEEDS(CREATE(dev, NAMED(self->name), .section_size = PAGE));
	event = SUCCEEDS(EVENT_CREATE(dev));
	if (!view->words)
		make_keepsake(_metadata, dev, view, generation);
	close(dev);
	copy = SUCCEEDS(DUPLICATE(section, .access = QUERY));
	close(section);
	EXPECT_EQ(PAGE, query(copy).out_section_size);
	close(copy);
	EXPECT_EQ(0, event_set(event));
	EXPECT_EQ(generation, look(&traffic->generation));
	__atomic_store_n(&traffic->holds[number], 0, __ATOMIC_SEQ_CST);
	close(event);
	note(&traffic->rounds);
}

/* Let each user go on, or not. */
static void wake_users(struct traffic *traffic, unsigned int *seed)
{
	int i;

	for (i = 0; i < USERS; i++) {
		if (rand_r(seed) % 2)
			turn_give(&traffic->turns[i]);
	}
}

/* Each turn is good for a few uses, then the user sleeps. */
static void user(struct __test_metadata *_metadata, FIXTURE_DATA(module) *self,
		 struct traffic *traffic, int number)
{
	struct keepsake view = { NULL };
	unsigned int seed = number;
	int i;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (i = 0; i < USERS; i++)
		close(traffic->turns[i].fds[1]);
	while (turn_take(&traffic->turns[number])) {
		for (i = rand_r(&seed) % 3; i >= 0; i--)
			use_device(_metadata, self, traffic, number, &view);
	}
}

/* Unload as soon as nobody has anything; how often it was refused before. */
static long unload_among_users(struct __test_metadata *_metadata,
			       struct traffic *traffic)
{
	long holds[USERS], refused = 0;
	int ret, i;

	for (;; refused++) {
		for (i = 0; i < USERS; i++)
			holds[i] = look(&traffic->holds[i]);
		ret = module_unload();
		if (!ret)
			break;
		ASSERT_TRUE(ret == -EWOULDBLOCK || ret == -EBUSY)
			TH_LOG("%s", strerror(-ret));
		sched_yield();
	}
	for (i = 0; i < USERS; i++) {
		EXPECT_FALSE(holds[i] && look(&traffic->holds[i]) == holds[i])
			TH_LOG("user %d had something open all the time", i);
	}
	note(&traffic->generation);
	return refused;
}

/* Unloaded and loaded again and again, in the middle of what others do. */
TEST_F(module, race_with_users)
{
	long unloads = rounds(UNLOADS), done, refused = 0;
	struct traffic *traffic;
	unsigned int seed = 1;
	pid_t pids[USERS];
	int i;

	traffic = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ASSERT_MAPPED(traffic);
	CLOSE_DEVICE();
	for (i = 0; i < USERS; i++)
		turn_open(&traffic->turns[i]);
	for (i = 0; i < USERS; i++)
		CHILD(pids[i])
			user(_metadata, self, traffic, i);
	/* where that is few, until everything has happened */
	for (done = 0; !_metadata->exit_code &&
	     (done < unloads || !refused || !look(&traffic->rounds) ||
	      !look(&traffic->absences) || !look(&traffic->survivals)); done++) {
		wake_users(traffic, &seed);
		refused += unload_among_users(_metadata, traffic);
		if (!(done % 4))
			wake_users(traffic, &seed);
		ASSERT_EQ(0, module_load());
	}
	for (i = 0; i < USERS; i++)
		turn_close(&traffic->turns[i]);
	for (i = 0; i < USERS; i++)
		CHILD_DONE(pids[i]);
	TH_LOG("%ld unloads, %ld refused, %ld uses, %ld times no device, %ld views survived",
	       done, refused, traffic->rounds, traffic->absences,
	       traffic->survivals);
	EXPECT_LE(unloads, done);
	munmap(traffic, PAGE);
	OPEN_DEVICE();
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	EXPECT_EQ(0, slab_objects_settled(0));
}

/* Everybody may open the device. */
TEST_F(module, device_mode)
{
	struct stat stat_;

	ASSERT_EQ(0, stat(DEVICE, &stat_));
	EXPECT_EQ(S_IFCHR | 0666, stat_.st_mode);
}

TEST_HARNESS_MAIN
