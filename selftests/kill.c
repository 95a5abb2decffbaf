// SPDX-License-Identifier: GPL-2.0-only
/*
 * SIGKILL of every holder, in the middle of every call: nothing is left, no
 * name, no object, no memory, no descriptor, and the module can be unloaded.
 */
#include "kernel_state.h"
#include "namedmap_utils.h"

#define KILLS 1000
#define VICTIMS 2		/* that share a name and die together */
#define SIZE (16 * PAGE)

/* What a victim is doing; the calls of the loop, in its order. */
enum call { CALL_NONE, CALL_CREATE, CALL_MAP, CALL_WRITE, CALL_FLUSH, CALL_UNMAP,
	    CALL_CLOSE, CALLS };

static const char *const call_names[CALLS] = {
	"between calls", "create", "map", "write", "flush", "unmap", "close",
};

struct victims {
	int call[VICTIMS];
	int loops[VICTIMS];
};

FIXTURE(kill) {
	DEVICE_FIELDS;
	struct place place;
	struct victims *victims;
	int file;
};

FIXTURE_VARIANT(kill) { enum place_kind kind; };
FIXTURE_VARIANT_ADD(kill, ext4) { .kind = EXT4 };

FIXTURE_SETUP(kill)
{
	PLACE_SETUP();
	if (geteuid()) {
		place_leave(&self->place);
		SKIP(return, "needs root to look into the kernel's counters");
	}
	self->victims = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
			     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ASSERT_MAPPED(self->victims);
	self->file = SUCCEEDS(place_file(&self->place, "file", 0));
}

FIXTURE_TEARDOWN(kill)
{
	munmap(self->victims, PAGE);
	close(self->file);
	PLACE_TEARDOWN();
}

/* One call of the loop, noted while it runs. */
#define NOTED(which, statement) do {					       \
	__atomic_store_n(call, CALL_##which, __ATOMIC_SEQ_CST);		       \
	statement;							       \
	__atomic_store_n(call, CALL_NONE, __ATOMIC_SEQ_CST);		       \
} while (0)

/* Until killed; every other section has the file behind it. */
static void victim(struct __test_metadata *_metadata, FIXTURE_DATA(kill) *self,
		   int number)
{
	int *call = &self->victims->call[number], loop, section, other;
	char name[100];
	unsigned char *view;

	for (loop = 0;; loop++) {
		bool backed = loop & 1;

		snprintf(name, sizeof(name), "%s %s", self->name,
			 backed ? "file" : "memory");
		NOTED(CREATE, section = CREATE(self->dev, NAMED(name),
			.section_size = SIZE, .backing_fd = backed ? self->file : -1));
		ASSERT_LE(0, section) TH_LOG("%s", strerror(-section));
		other = SUCCEEDS(OPEN(self->dev, NAMED(name)));
		NOTED(MAP, view = mmap(NULL, SIZE, PROT_READ | PROT_WRITE,
				       MAP_SHARED, section, 0));
		ASSERT_MAPPED(view);
		NOTED(WRITE, memset(view, loop, SIZE));
		NOTED(FLUSH, FLUSH(section, .flags = loop & 2 ?
				   NAMEDMAP_FLUSH_START : 0));
		NOTED(UNMAP, munmap(view, SIZE));
		NOTED(CLOSE, close(section); close(other));
		__atomic_store_n(&self->victims->loops[number], loop + 1,
				 __ATOMIC_SEQ_CST);
	}
}

/* Wait until the victim is seen in that call, for at most so many looks. */
static void wait_for_call(FIXTURE_DATA(kill) *self, int number, int call)
{
	int looks;

	for (looks = 0; looks < 2000000; looks++) {
		if (__atomic_load_n(&self->victims->call[number],
				    __ATOMIC_SEQ_CST) == call)
			return;
		if (!(looks & 63))
			sched_yield();
	}
}

/* No descriptor of a victim is left, so no name is. */
static void expect_nothing_left(struct __test_metadata *_metadata,
				FIXTURE_DATA(kill) *self)
{
	char name[100];

	snprintf(name, sizeof(name), "%s memory", self->name);
	FAILS(ENOENT, OPEN(self->dev, NAMED(name), .access = QUERY));
	snprintf(name, sizeof(name), "%s file", self->name);
	FAILS(ENOENT, OPEN(self->dev, NAMED(name), .access = QUERY));
}

TEST_F(kill, every_holder)
{
	long kills = rounds(KILLS), killed = 0, counts[CALLS] = { 0 }, objects;
	int victim_number, call, status, fds;
	pid_t pids[VICTIMS];
	long shmem;

	/* once through all paths, so that caches of the kernel are warm */
	close(SUCCEEDS(CREATE(self->dev, .backing_fd = self->file,
			      .section_size = SIZE)));
	objects = slab_objects_settled(0);
	ASSERT_EQ(0, objects);
	shmem = shmem_pages();
	fds = count_fds();
	while (killed < kills) {
		memset(self->victims, 0, sizeof(*self->victims));
		for (victim_number = 0; victim_number < VICTIMS; victim_number++)
			CHILD(pids[victim_number])
				victim(_metadata, self, victim_number);
		/* aim at each call in turn, once the loop runs */
		while (!__atomic_load_n(&self->victims->loops[0], __ATOMIC_SEQ_CST))
			sched_yield();
		wait_for_call(self, 0, 1 + killed / VICTIMS % (CALLS - 1));
		for (victim_number = 0; victim_number < VICTIMS; victim_number++)
			kill(pids[victim_number], SIGKILL);
		for (victim_number = 0; victim_number < VICTIMS; victim_number++) {
			ASSERT_EQ(pids[victim_number],
				  waitpid(pids[victim_number], &status, 0));
			ASSERT_TRUE(WIFSIGNALED(status) &&
				    WTERMSIG(status) == SIGKILL);
			counts[self->victims->call[victim_number]]++;
			killed++;
		}
		expect_nothing_left(_metadata, self);
		if (_metadata->exit_code)
			break;
	}
	for (call = 0; call < CALLS; call++) {
		TH_LOG("%ld killed in %s", counts[call], call_names[call]);
		if (call && kills >= KILLS) {
			EXPECT_LT(0, counts[call]);
		}
	}
	EXPECT_LE(kills, killed);
	EXPECT_EQ(fds, count_fds());
	EXPECT_EQ(0, slab_objects_settled(0));
	EXPECT_GE(shmem + 1, shmem_pages());
	EXPECT_LE(shmem - 1, shmem_pages());
}

/* After all that the module goes, and comes back. */
TEST_F(kill, module_unloads_afterwards)
{
	NEEDS_MODULE_FILE();
	close(self->dev);
	self->dev = -1;
	ASSERT_EQ(0, module_unload());
	ASSERT_EQ(0, module_load());
	self->dev = open(DEVICE, O_RDWR | O_CLOEXEC);
	ASSERT_LE(0, self->dev);
	expect_nothing_left(_metadata, self);
	close(SUCCEEDS(CREATE(self->dev, .section_size = PAGE)));
}

TEST_HARNESS_MAIN
