// SPDX-License-Identifier: GPL-2.0-only
/*
 * Threads of several processes create, open, duplicate, map, flush, unmap, wait,
 * send, close and die over the same few names. A create never fails by accident,
 * a name has at most one live object, nothing about an object changes while it
 * lives, an event is handed to one waiter, and nothing is left at the end.
 *
 * NAMEDMAP_SEED sets the seed, which is printed: the same calls are tried then,
 * though not in the same order.
 */
#include "kernel_state.h"
#include "race.h"
#include "race_events.h"
#include "race_memory.h"
#include "race_objects.h"
#include "race_passing.h"

#include <pthread.h>
#include <sys/random.h>

#define OPERATIONS 1000000
#define FEWEST 50000		/* where everything is slow */
#define BURST 30		/* operations of a thread in a row */

static enum outcome op_fork(struct thread *thread);
static enum outcome op_kill(struct thread *thread);

static const struct {
	enum outcome (*call)(struct thread *thread);
	int weight;
} operations[] = {
	{ op_create, 150 }, { op_create_event, 60 }, { op_open, 150 },
	{ op_duplicate, 60 }, { op_query, 60 }, { op_compare, 60 },
	{ op_close, 150 }, { op_dup2, 20 }, { op_send, 30 },
	{ op_receive, 60 }, { op_pool_give, 20 }, { op_pool_use, 60 },
	{ op_pool_close, 20 }, { op_map, 50 }, { op_touch, 80 }, { op_protect, 30 },
	{ op_unmap, 30 }, { op_flush, 20 }, { op_flush_memory, 20 },
	{ op_truncate, 30 }, { op_set, 40 }, { op_reset, 20 },
	{ op_wait, 40 }, { op_wait_all, 30 }, { op_ledger_set, 40 },
	{ op_ledger_reset, 10 }, { op_ledger_wait, 40 }, { op_world, 10 },
	{ op_fork, 6 }, { op_kill, 30 },
};

static enum outcome one_operation(struct thread *thread)
{
	int weights = 0, which;

	for (which = 0; which < (int)ARRAY_SIZE(operations); which++)
		weights += operations[which].weight;
	weights = roll(thread, weights);
	for (which = 0; weights >= operations[which].weight; which++)
		weights -= operations[which].weight;
	return operations[which].call(thread);
}

/*
 * A thread that has not got a processor should not have a handle either, most
 * of the time: so names die, and are made anew by whoever is first.
 */
static enum outcome end_burst(struct thread *thread)
{
	enum outcome outcome;

	op_pool_close(thread);
	outcome = op_close_all(thread);
	sched_yield();
	return outcome;
}

/*
 * Until all operations of the race are done, or something is wrong. Counted
 * afterwards: who is killed in an operation has not done it.
 */
static void run(struct thread *thread)
{
	struct race *race = thread->race;
	enum outcome outcome;

	while (!__atomic_load_n(&race->failed, __ATOMIC_SEQ_CST) &&
	       load_count(&race->done) < race->limit) {
		do {
			outcome = ++thread->calls % BURST ?
				  one_operation(thread) : end_burst(thread);
		} while (outcome == IDLE);
		count_up(&race->counts[outcome]);
		count_up(&race->done);
	}
}

static enum outcome op_kill(struct thread *thread)
{
	int status = 0;

	if (!thread->child)
		return IDLE;
	kill(thread->child, SIGKILL);
	MUST(thread, waitpid(thread->child, &status, 0) == thread->child &&
	     WIFSIGNALED(status), "status %x", status);
	thread->child = 0;
	return KILLED;
}

/*
 * A child that goes on with all that this process has, and is killed when the
 * thread comes to it, wherever the child is then.
 */
static enum outcome op_fork(struct thread *thread)
{
	if (thread->victim || thread->number || thread->child)
		return IDLE;
	thread->child = fork();
	MUST(thread, thread->child >= 0, "%s", strerror(errno));
	if (thread->child)
		return FORKED;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	thread->victim = true;
	/* fork copies descriptors first and memory later: they may differ */
	memset(thread->pool, -1, POOL * sizeof(*thread->pool));
	thread->random = ~thread->random;
	run(thread);
	for (;;)
		pause();
}

static void thread_init(struct thread *thread, struct race *race, int process,
			int number)
{
	int i;

	memset(thread, 0, sizeof(*thread));
	thread->race = race;
	thread->process = process;
	thread->number = number;
	thread->random = race->seed + process * THREADS + number;
	for (i = 0; i < SLOTS; i++)
		thread->slots[i].fd = -1;
}

static void *thread_run(void *data)
{
	struct thread *thread = data;
	int i;

	run(thread);
	op_kill(thread);
	for (i = 0; i < VIEWS; i++) {
		if (thread->views[i].words)
			view_unmap(thread, &thread->views[i],
				   thread->views[i].pages);
	}
	for (i = 0; i < SLOTS; i++) {
		if (thread->slots[i].fd >= 0)
			slot_close(thread, &thread->slots[i]);
	}
	return NULL;
}

static void process_run(struct race *race, int process)
{
	struct thread threads[THREADS];
	pthread_t others[THREADS];
	int pool[POOL], i, dev = open(DEVICE, O_RDWR | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	memset(pool, -1, sizeof(pool));
	for (i = 0; i < THREADS; i++) {
		thread_init(&threads[i], race, process, i);
		threads[i].dev = dev;
		threads[i].pool = pool;
		MUST(&threads[i], !i || !pthread_create(&others[i], NULL, thread_run,
							&threads[i]), "thread");
	}
	thread_run(&threads[0]);
	for (i = 1; i < THREADS; i++)
		pthread_join(others[i], NULL);
}

FIXTURE(race) {
	DEVICE_FIELDS;
	struct place place;
	struct race *race;
	long shmem;
};

FIXTURE_VARIANT(race) { enum place_kind kind; };
FIXTURE_VARIANT_ADD(race, ext4) { .kind = EXT4 };

static void spell_names(struct race *race)
{
	static const char *const prefixes[SPELLINGS] = {
		"", "Local\\", "Session\\0\\",
	};
	int name, i;

	for (name = 0; name < NAMES; name++) {
		for (i = 0; i < SPELLINGS; i++)
			snprintf(race->spelled[name][i],
				 sizeof(race->spelled[name][i]), "%srace %d %c",
				 names[name].global ? "Global\\" : prefixes[i],
				 getpid(), 'a' + name);
	}
}

FIXTURE_SETUP(race)
{
	struct race *race;
	const char *seed;
	int i;

	PLACE_SETUP();
	if (geteuid()) {
		place_leave(&self->place);
		SKIP(return, "needs root for Global names");
	}
	race = mmap(NULL, sizeof(*race), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	ASSERT_MAPPED(race);
	self->race = race;
	/* What it remembers is too little, and not for threads. */
	name_record->count = 0;
	name_record = NULL;
	race->limit = rounds(OPERATIONS) < FEWEST ? FEWEST : rounds(OPERATIONS);
	seed = getenv("NAMEDMAP_SEED");
	if (seed)
		race->seed = strtoull(seed, NULL, 0);
	else
		ASSERT_EQ(sizeof(race->seed), getrandom(&race->seed,
							sizeof(race->seed), 0));
	spell_names(race);
	race->files[0] = SUCCEEDS(place_file(&self->place, "file", 0));
	race->files[1] = memfd_create("race", MFD_CLOEXEC);
	ASSERT_LE(0, race->files[1]);
	/* what a kernel keeps of a file that was used once is no leak */
	close(SUCCEEDS(CREATE(self->dev, .backing_fd = race->files[1],
			      .section_size = MOST)));
	ASSERT_EQ(0, ftruncate(race->files[1], 0));
	ASSERT_EQ(0, slab_objects_settled(0));
	self->shmem = shmem_pages();
	for (i = 0; i < LEDGER; i++)
		race->ledger[i] = SUCCEEDS(EVENT_CREATE(self->dev));
	for (i = 0; i < PROCESSES; i++) {
		int *mailbox = race->mailbox[i];

		ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0,
					mailbox));
		ASSERT_EQ(0, setsockopt(mailbox[1], SOL_SOCKET, SO_SNDBUF,
					&(int){ 4608 }, sizeof(int)));
	}
}

FIXTURE_TEARDOWN(race)
{
	int i;

	for (i = 0; i < FILES; i++)
		close(self->race->files[i]);
	name_record = mmap(NULL, sizeof(*name_record), PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	PLACE_TEARDOWN();
}

/* No name is left, and a new object is nobody else's. */
static void expect_no_names(struct __test_metadata *_metadata,
			    FIXTURE_DATA(race) *self)
{
	int name, fd;

	for (name = 0; name < NAMES; name++) {
		const char *text = self->race->spelled[name][0];

		FAILS(ENOENT, OPEN(self->dev, NAMED(text), .access = QUERY));
		FAILS(ENOENT, EVENT_OPEN(self->dev, NAMED(text)));
		fd = SUCCEEDS(CREATE(self->dev, NAMED(text), .section_size = PAGE,
				     .flags = NAMEDMAP_CREATE_EXCLUSIVE));
		EXPECT_EQ(1, query(fd).out_handles);
		close(fd);
	}
}

/* What the ledger events were given is what was taken and what is left. */
static void expect_ledger(struct __test_metadata *_metadata, struct race *race)
{
	int i, left;

	for (i = 0; i < LEDGER; i++) {
		left = event_reset(race->ledger[i]);
		EXPECT_EQ(race->set[i], race->won[i] + race->reset[i] + left)
			TH_LOG("event %d: %ld set, %ld won, %ld reset", i,
			       race->set[i], race->won[i], race->reset[i]);
		EXPECT_EQ(1, query(race->ledger[i]).out_handles);
		close(race->ledger[i]);
	}
}

static void expect_every_outcome(struct __test_metadata *_metadata,
				 struct race *race, __u64 took)
{
	long all = 0;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(outcomes); i++) {
		long count = race->counts[outcomes[i].outcome];

		TH_LOG("%8ld %s", count, outcomes[i].text);
		/* the one that takes luck */
		if (outcomes[i].outcome != POOL_GONE || race->limit >= OPERATIONS)
			EXPECT_LT(0, count) TH_LOG("never: %s", outcomes[i].text);
		all += count;
	}
	TH_LOG("%8ld race operations of %d threads in %d processes, %llu s", all,
	       PROCESSES * THREADS, PROCESSES, (unsigned long long)(took / SECOND));
	EXPECT_LE(race->limit, all);
}

TEST_F(race, few_names)
{
	struct race *race = self->race;
	pid_t pids[PROCESSES];
	__u64 begun;
	int i;

	TH_LOG("NAMEDMAP_SEED=%llu", race->seed);
	begun = monotonic();
	for (i = 0; i < PROCESSES; i++)
		CHILD(pids[i])
			process_run(race, i);
	for (i = 0; i < PROCESSES; i++)
		CHILD_DONE(pids[i]);
	for (i = 0; i < PROCESSES; i++) {
		close(race->mailbox[i][0]);
		close(race->mailbox[i][1]);
	}
	ASSERT_EQ(0, race->failed) TH_LOG("%s", race->failure);
	expect_every_outcome(_metadata, race, monotonic() - begun);
	expect_ledger(_metadata, race);
	expect_no_names(_metadata, self);
	EXPECT_EQ(0, slab_objects_settled(0));
	EXPECT_EQ(0, ftruncate(race->files[1], 0));
	EXPECT_GE(self->shmem + 1, shmem_pages());
	EXPECT_LE(self->shmem - 1, shmem_pages());
}

TEST_HARNESS_MAIN
