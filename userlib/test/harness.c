// SPDX-License-Identifier: MIT
#include "harness.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/wait.h>

#define TIME_LIMIT 120
#define STATUS_SKIPPED 77
#define NAMES_MAX 64
#define OTHER_MISSING "the program for the other word size is not built"

static struct test *tests, **tests_end = &tests;
static struct role *roles;
static const char *program;

static unsigned int test_number;
static const struct test *running;
static pid_t running_process;
static bool failed;
static char *names[NAMES_MAX];
static unsigned int names_count;
static char directory[256];
/* What test_path() answered. */
static struct path {
	struct path *next;
	char text[];
} *paths;

void test_register(struct test *test)
{
	*tests_end = test;
	tests_end = &test->next;
}

void role_register(struct role *role)
{
	role->next = roles;
	roles = role;
}

void test_failed(const char *file, int line, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	printf("# %s:%d: ", file, line);
	vprintf(format, arguments);
	putchar('\n');
	va_end(arguments);
	fflush(stdout);
	failed = true;
}

static void remove_directory(void)
{
	char path[600];
	struct dirent *entry;
	DIR *dir;

	if (!*directory)
		return;
	dir = opendir(directory);
	while (dir && (entry = readdir(dir))) {
		snprintf(path, sizeof(path), "%s/%s", directory, entry->d_name);
		if (*entry->d_name != '.' && unlink(path))
			rmdir(path);
	}
	if (dir)
		closedir(dir);
	if (rmdir(directory))
		test_failed(__FILE__, __LINE__, "%s: %s", directory,
			    strerror(errno));
	*directory = '\0';
}

static void end_test(const char *verdict)
{
	printf("%s %u - %s%s\n", failed ? "not ok" : "ok", test_number,
	       running->name, verdict);
	fflush(stdout);
}

void test_skip(const char *reason)
{
	char verdict[200];

	remove_directory();
	snprintf(verdict, sizeof(verdict), " # SKIP %s", reason);
	end_test(verdict);
	exit(STATUS_SKIPPED);
}

void test_stop(void)
{
	/* A process that a test started has no line of its own. */
	if (getpid() == running_process) {
		remove_directory();
		end_test("");
	}
	exit(1);
}

const char *test_name(const char *stem)
{
	char name[160];

	snprintf(name, sizeof(name), "Local\\namedmap-test-%d-%s", getpid(),
		 stem);
	if (names_count == NAMES_MAX)
		abort();
	names[names_count] = strdup(name);
	return names[names_count++];
}

const char *test_path(const char *file)
{
	static const char *const places[] = { "/mnt/disk", "/tmp" };
	const char *wanted = getenv("NAMEDMAP_TEST_DIR");
	struct path *path;
	size_t i;

	if (!*directory && wanted) {
		snprintf(directory, sizeof(directory), "%s/namedmap.XXXXXX",
			 wanted);
		REQUIRE(mkdtemp(directory));
	}
	for (i = 0; !*directory && i < ARRAYSIZE(places); i++) {
		snprintf(directory, sizeof(directory), "%s/namedmap.XXXXXX",
			 places[i]);
		if (!mkdtemp(directory))
			*directory = '\0';
	}
	REQUIRE(*directory);
	path = malloc(sizeof(*path) + strlen(directory) + strlen(file) + 2);
	sprintf(path->text, "%s/%s", directory, file);
	path->next = paths;
	paths = path;
	return path->text;
}

const char *test_file(const char *file, size_t size, int byte)
{
	const char *path = test_path(file);
	FILE *stream = fopen(path, "we");
	size_t i;

	REQUIRE(stream);
	for (i = 0; i < size; i++)
		putc(byte, stream);
	REQUIRE(!fclose(stream));
	return path;
}

unsigned int count_descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	unsigned int count = 0;

	while (readdir(dir))
		count++;
	closedir(dir);
	return count;
}

/* Views are mappings of a file that is not the program's or a library's. */
static unsigned int count_mappings(void)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[600], kind[8];
	unsigned long inode;
	unsigned int count = 0;

	while (maps && fgets(line, sizeof(line), maps)) {
		if (sscanf(line, "%*s %7s %*s %*s %lu", kind, &inode) == 2 &&
		    inode && !strstr(line, ".so") && !strstr(line, program))
			count++;
	}
	if (maps)
		fclose(maps);
	return count;
}

/* NAMEDMAP_TEST_SKIP names the tests, one a line, that are not to be run. */
static bool is_unwanted(const char *name)
{
	const char *line = getenv("NAMEDMAP_TEST_SKIP");
	size_t length = strlen(name);

	for (; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (!strncmp(line, name, length) &&
		    (!line[length] || line[length] == '\n'))
			return true;
	}
	return false;
}

static bool device_works(void)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 1);

	return section && CloseHandle(section);
}

static void check_names_are_gone(void)
{
	HANDLE section;
	unsigned int i;

	for (i = 0; i < names_count; i++) {
		section = OpenFileMappingA(FILE_MAP_READ, FALSE, names[i]);
		if (section || GetLastError() != ERROR_FILE_NOT_FOUND)
			test_failed(__FILE__, __LINE__, "%s is left over",
				    names[i]);
		free(names[i]);
	}
}

/* NAMEDMAP_SLOW says how many times slower than usual the machine is. */
static void limit_time(void)
{
	const char *slow = getenv("NAMEDMAP_SLOW");

	alarm(TIME_LIMIT * (slow && atoi(slow) > 0 ? (unsigned int)atoi(slow) :
						     1));
}

static void run_test(const struct test *test)
{
	unsigned int descriptors, mappings;

	running = test;
	running_process = getpid();
	if (is_unwanted(test->name))
		test_skip("not wanted");
	limit_time();
	/* Once in any case: the library keeps the device open from now on. */
	if (!device_works() && !test->alone) {
		if (GetLastError() == ERROR_DEV_NOT_EXIST)
			test_skip("/dev/namedmap is missing");
		test_failed(__FILE__, __LINE__, "no section can be made: %u",
			    GetLastError());
		test_stop();
	}
	descriptors = count_descriptors();
	mappings = count_mappings();
	test->run();
	if (!test->alone)
		check_names_are_gone();
	CHECK_EQUAL(count_descriptors(), descriptors);
	CHECK_EQUAL(count_mappings(), mappings);
	remove_directory();
	end_test("");
	exit(failed);
}

static bool fork_test(const struct test *test)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (!pid)
		run_test(test);
	waitpid(pid, &status, 0);
	if (WIFEXITED(status))
		return !WEXITSTATUS(status) ||
		       WEXITSTATUS(status) == STATUS_SKIPPED;
	printf("not ok %u - %s # killed by signal %d\n", test_number,
	       test->name, WTERMSIG(status));
	return false;
}

static pid_t role_start_program(const char *path, const char *role,
				va_list arguments)
{
	const char *list[16] = { path, "--role", role };
	unsigned int count = 3;
	pid_t pid;

	do {
		list[count] = va_arg(arguments, const char *);
	} while (list[count++]);
	fflush(stdout);
	pid = fork();
	if (!pid) {
		execv(path, (char **)list);
		_exit(127);
	}
	return pid;
}

pid_t role_start(const char *role, ...)
{
	va_list arguments;
	pid_t pid;

	va_start(arguments, role);
	pid = role_start_program(program, role, arguments);
	va_end(arguments);
	return pid;
}

pid_t role_start_other(const char *role, ...)
{
	static const char wide[] = "/x86_64-linux-gnu/";
	static const char narrow[] = "/i386-linux-gnu/";
	const char *from = sizeof(void *) == 8 ? wide : narrow;
	const char *to = sizeof(void *) == 8 ? narrow : wide;
	const char *place = strstr(program, from);
	char path[600];
	va_list arguments;
	pid_t pid;

	if (!place)
		test_skip(OTHER_MISSING);
	snprintf(path, sizeof(path), "%.*s%s%s", (int)(place - program),
		 program, to, place + strlen(from));
	if (access(path, X_OK))
		test_skip(OTHER_MISSING);
	va_start(arguments, role);
	pid = role_start_program(path, role, arguments);
	va_end(arguments);
	return pid;
}

int role_wait(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) :
				   1000 + WTERMSIG(status);
}

static int run_role(int count, char **arguments)
{
	struct role *role;

	limit_time();
	for (role = roles; role; role = role->next) {
		if (!strcmp(role->name, arguments[0]))
			return role->run(count - 1, arguments + 1) || failed;
	}
	return 126;
}

int main(int count, char **arguments)
{
	static char self[600];
	const struct test *test;
	unsigned int total = 0;
	bool good = true;

	if (readlink("/proc/self/exe", self, sizeof(self) - 1) < 0)
		return 2;
	program = self;
	if (count > 2 && !strcmp(arguments[1], "--role"))
		return run_role(count - 2, arguments + 2);
	setenv("NAMEDMAP_QUIET", "1", 0);
	for (test = tests; test; test = test->next)
		total += count < 2 || !strcmp(test->name, arguments[1]);
	printf("TAP version 13\n1..%u\n", total);
	for (test = tests; test; test = test->next) {
		if (count > 1 && strcmp(test->name, arguments[1]))
			continue;
		test_number++;
		good &= fork_test(test);
	}
	return !good;
}
