// SPDX-License-Identifier: GPL-2.0-only
/*
 * What one user's open and close of a name cost while others do their worst:
 * nothing; one who has all the named objects that a user may have and asks for
 * more; one who creates and drops names without a pause, a million of them.
 *
 *	neighbours [NAMES]
 *
 * Prints "WHEN OPEN+CLOSE NAMES" per line, the cost being the median of many
 * short batches in time stamps (in a VM that counts instructions, instructions),
 * then what is left in the kernel when all are gone: "left OBJECTS SHMEM", the
 * driver's objects in slab and the pages of shared memory more than before.
 */
#include <poll.h>
#include <x86intrin.h>

/* The runner of tests that comes along is not for measuring. */
#pragma GCC diagnostic ignored "-Wunused-function"
#include "../kernel_state.h"

#define BATCHES 401
#define ROUNDS 25
#define NEIGHBOUR 1001
#define SELF 1000

/* Counters that the processes share. */
struct shared {
	long names;
	bool ready, stop;
};

static struct shared *shared;

static void must(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "neighbours: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int device_open(void)
{
	int dev = open(DEVICE, O_RDWR | O_CLOEXEC);

	must(dev >= 0, DEVICE);
	return dev;
}

static int create_numbered(int dev, long number)
{
	char name[64];

	snprintf(name, sizeof(name), "kselftest neighbour %ld", number);
	return CREATE(dev, NAMED(name), .section_size = PAGE);
}

/* Has all that there is to be had, and goes on asking. */
static void hoard(void)
{
	int dev = device_open(), handle;

	while ((handle = create_numbered(dev, shared->names)) >= 0)
		shared->names++;
	errno = -handle;
	must(errno == EDQUOT, "the quota");
	__atomic_store_n(&shared->ready, true, __ATOMIC_SEQ_CST);
	while (create_numbered(dev, shared->names) == -EDQUOT)
		;
	must(false, "a name beyond the quota");
}

/* Creates and drops one name after the other. */
static void churn(void)
{
	int dev = device_open(), handle;

	__atomic_store_n(&shared->ready, true, __ATOMIC_SEQ_CST);
	while (!__atomic_load_n(&shared->stop, __ATOMIC_RELAXED)) {
		handle = create_numbered(dev, shared->names);
		errno = handle < 0 ? -handle : 0;
		must(handle >= 0, "create");
		close(handle);
		__atomic_fetch_add(&shared->names, 1, __ATOMIC_RELAXED);
	}
}

static pid_t start(void (*what)(void))
{
	pid_t pid;

	memset(shared, 0, sizeof(*shared));
	pid = fork();
	must(pid >= 0, "fork");
	if (!pid) {
		must(!become(NEIGHBOUR), "another user");
		what();
		_exit(0);
	}
	while (!__atomic_load_n(&shared->ready, __ATOMIC_SEQ_CST)) {
		must(!waitpid(pid, NULL, WNOHANG), "a neighbour");
		sched_yield();
	}
	return pid;
}

static int compare(const void *one, const void *other)
{
	double a = *(const double *)one, b = *(const double *)other;

	return (a > b) - (a < b);
}

/* The median cost of opening and closing an existing name, and no more. */
static double cost(int dev)
{
	struct namedmap_open open = {
		.size = sizeof(open), NAMED("kselftest own"),
		.access = READ, .kind = NAMEDMAP_KIND_SECTION,
	};
	static double costs[BATCHES];
	uint64_t begin;
	int batch, round;

	for (batch = 0; batch < BATCHES; batch++) {
		begin = __rdtsc();
		for (round = 0; round < ROUNDS; round++) {
			must(!ioctl(dev, NAMEDMAP_IOC_OPEN, &open), "open");
			close(open.out_handle);
		}
		costs[batch] = (double)(__rdtsc() - begin) / ROUNDS;
	}
	qsort(costs, BATCHES, sizeof(*costs), compare);
	return costs[BATCHES / 2];
}

/* The measured user: answers what it is asked by a byte with a median. */
static void serve(int questions, int answers)
{
	int dev, own;
	double median;
	char byte;

	must(!become(SELF), "the measured user");
	dev = device_open();
	own = CREATE(dev, NAMED("kselftest own"), .section_size = PAGE);
	must(own >= 0, "create");
	while (read(questions, &byte, 1) == 1) {
		median = cost(dev);
		must(write(answers, &median, sizeof(median)) == sizeof(median),
		     "answer");
	}
	_exit(0);
}

static int question, answer;
static pid_t server;

static void server_start(void)
{
	int questions[2], answers[2];

	must(!pipe(questions) && !pipe(answers), "pipe");
	server = fork();
	must(server >= 0, "fork");
	if (!server) {
		close(questions[1]);
		serve(questions[0], answers[1]);
	}
	close(questions[0]);
	close(answers[1]);
	question = questions[1];
	answer = answers[0];
}

static void measure(const char *when)
{
	double median;

	must(write(question, "?", 1) == 1, "ask");
	must(read(answer, &median, sizeof(median)) == sizeof(median), "answer");
	printf("%s %.0f %ld\n", when, median, shared->names);
	fflush(stdout);
}

static void finish(pid_t pid, int expected)
{
	int status;

	must(waitpid(pid, &status, 0) == pid, "wait");
	must(WIFSIGNALED(status) ? WTERMSIG(status) == expected : !status &&
	     !expected, "the end of a process");
}

int main(int argc, char **argv)
{
	const struct rlimit many = { 200000, 200000 };
	long wanted = argc > 1 ? atol(argv[1]) : 1000000;
	long objects, pages;
	pid_t pid;

	must(!setrlimit(RLIMIT_NOFILE, &many), "the number of descriptors");
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(shared != MAP_FAILED, "mmap");
	memset(shared, 0, sizeof(*shared));
	objects = slab_objects_settled(0);
	pages = shmem_pages();

	server_start();
	measure("idle");
	pid = start(hoard);
	measure("quota");
	kill(pid, SIGKILL);
	finish(pid, SIGKILL);
	pid = start(churn);
	measure("churn");
	while (__atomic_load_n(&shared->names, __ATOMIC_RELAXED) < wanted) {
		must(!waitpid(pid, NULL, WNOHANG), "a neighbour");
		poll(NULL, 0, 100);
	}
	measure("churn-end");
	shared->stop = true;
	finish(pid, 0);
	measure("idle-again");
	close(question);
	finish(server, 0);
	printf("left %ld %ld\n", slab_objects_settled(objects) - objects,
	       shmem_pages() - pages);
	return 0;
}
