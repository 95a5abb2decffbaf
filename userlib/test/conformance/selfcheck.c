// SPDX-License-Identifier: MIT
/*
 * Can every row go red? The program is linked with a library that changes one
 * answer at a time (change.cpp). For each row, its calls' answers are changed
 * one after another, each in a process of its own, and the row has to fail for
 * one of them at least. Then all rows whose number has a certain bit are
 * changed together, once for each bit, and exactly these have to fail.
 */
#include "conformance.h"

#ifdef _WIN32

int selfcheck(const char *section)
{
	(void)section;
	return 2;
}

#else

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "change.h"

/* Calls of a row whose answers are changed, spread over all of them. */
#define TRIES		24
/* A row with so many calls is a matrix, and slow: fewer, if one is noticed. */
#define MATRIX_CALLS	200
#define MATRIX_TRIES	3
/* A row may take so many seconds, and then four times what it took before. */
#define TIME_LIMIT	60
#define TIME_AT_LEAST	3

/* What turns a row red, and how long it may take. */
struct red {
	unsigned int call;
	enum change_kind kind;
	unsigned int seconds;
};

static struct change *change;

/* Where a library that changes answers is in between. */
static bool (*answer_changer(void))(bool)
{
	return (bool (*)(bool))dlsym(RTLD_DEFAULT, "change_answer");
}

static bool begin(void)
{
	struct change **wanted = dlsym(RTLD_DEFAULT, "change_wanted");

	if (!wanted || !answer_changer())
		return false;
	change = mmap(NULL, sizeof(*change), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (change == MAP_FAILED)
		return false;
	*wanted = change;
	platform_answer_changer = answer_changer();
	return true;
}

/*
 * Run the row with that change, as far as its first failure; what its cases
 * print is of no interest.
 */
static int run_changed(const char *id, struct red red)
{
	int status, null;
	siginfo_t info;
	pid_t pid;

	memset(change, 0, sizeof(*change));
	change->call = red.call;
	change->kind = red.kind;
	fflush(stdout);
	pid = fork();
	if (!pid) {
		setpgid(0, 0);
		stop_at_failure = true;
		platform_time_limit = red.seconds;
		null = open("/dev/null", O_WRONLY | O_CLOEXEC);
		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		exit(run_row(id));
	}
	if (pid < 0 || waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT))
		return -1;
	/* What the row started, and now waits for nobody. */
	kill(-pid, SIGKILL);
	return waitpid(pid, &status, 0) == pid ? status : -1;
}

/* The call that is tried next, of so many. */
static unsigned int nth_call(unsigned int number, unsigned int calls)
{
	return calls <= TRIES ? number + 1 : 1 + number * (calls - 1) /
							 (TRIES - 1);
}

/*
 * Change answers of a row; how many were noticed, and the first of them. Of
 * matrices only results are changed: what goes unnoticed takes as long as all.
 */
static unsigned int try_changes(const char *id, unsigned int calls,
				unsigned int *changed, struct red *red)
{
	bool matrix = calls > MATRIX_CALLS;
	unsigned int kinds = matrix ? CHANGE_RESULT + 1 : CHANGE_KINDS;
	unsigned int noticed = 0, number;
	struct red next = *red;

	*changed = 0;
	for (number = 0; number < TRIES && number < calls; number++) {
		if (matrix && noticed && number >= MATRIX_TRIES)
			break;
		next.call = nth_call(number, calls);
		for (next.kind = 0; next.kind < kinds; next.kind++) {
			bool failed = run_changed(id, next) != 0;

			*changed += change->changed;
			if (!change->changed || !failed)
				continue;
			if (!noticed++)
				*red = next;
		}
	}
	return noticed;
}

/* Prints the row's line; can it go red? */
static bool check_row(const char *id, unsigned int number, struct red *red)
{
	unsigned int calls, changed, noticed;
	time_t begun = time(NULL);

	*red = (struct red){ .seconds = TIME_LIMIT };
	if (run_changed(id, *red)) {
		printf("not ok %u - %s fails unchanged\n", number, id);
		return false;
	}
	red->seconds = TIME_AT_LEAST + 4 * (unsigned int)(time(NULL) - begun);
	calls = change->calls;
	noticed = try_changes(id, calls, &changed, red);
	printf("%s %u - %s%s: %u calls, %u of %u changed answers noticed\n",
	       noticed ? "ok" : "not ok", number, id,
	       noticed ? "" : " cannot go red", calls, noticed, changed);
	return noticed;
}

static bool has_bit(unsigned int number, unsigned int bit)
{
	return number >> bit & 1;
}

/* The rows of the list, or of a section, and what stands besides them. */
static const char **all_ids(const char *section, unsigned int *count)
{
	const struct listed_row *const lists[] = { listed_rows, more_rows };
	const struct listed_row *listed;
	const char **ids = NULL;
	size_t i;

	*count = 0;
	for (i = 0; i < ARRAYSIZE(lists); i++) {
		for (listed = lists[i]; listed->id; listed++) {
			if (section &&
			    strcmp(section, section_of_row(listed->id)))
				continue;
			ids = realloc(ids, (*count + 1) * sizeof(*ids));
			ids[(*count)++] = listed->id;
		}
	}
	return ids;
}

/* All rows whose number has the bit, changed in one run of the program. */
static bool check_bit(const char *const *ids, const struct red *reds,
		      unsigned int count, unsigned int bit)
{
	unsigned int i, wrong = 0;
	struct red red;
	bool failed;

	for (i = 0; i < count; i++) {
		red = reds[i];
		if (!has_bit(i + 1, bit))
			red.call = 0;
		failed = run_changed(ids[i], red);
		if (failed == has_bit(i + 1, bit))
			continue;
		wrong++;
		printf("# %s %s\n", ids[i],
		       failed ? "failed, unchanged" : "held, changed");
	}
	printf("%s %u - exactly the changed rows fail, bit %u of the number\n",
	       wrong ? "not ok" : "ok", count + bit + 1, bit);
	return !wrong;
}

int selfcheck(const char *section)
{
	unsigned int count, bits = 0, good = 0, i;
	const char **ids = all_ids(section, &count);
	struct red *reds;

	if (!begin()) {
		fprintf(stderr, "no library that changes answers is linked\n");
		return 2;
	}
	while (count >> bits)
		bits++;
	reds = calloc(count, sizeof(*reds));
	printf("TAP version 13\n1..%u\n", count + bits);
	for (i = 0; i < count; i++)
		good += check_row(ids[i], i + 1, &reds[i]);
	printf("rows: %u can go red, %u cannot\n", good, count - good);
	for (i = 0; i < bits; i++)
		good += check_bit(ids, reds, count, i);
	free(reds);
	free(ids);
	return good != count + bits;
}

#endif
