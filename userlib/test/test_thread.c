// SPDX-License-Identifier: MIT
/* Threads and forks: the tables of handles and views under load. */
#include "harness.h"

#include <pthread.h>
#include <sys/wait.h>

#define PAGE 4096u
#define THREADS 4
#define ROUNDS 200

static void *map_and_unmap(void *argument)
{
	HANDLE section = argument;
	uintptr_t broken = 0;
	unsigned int i;
	char *views[8];
	size_t j;

	for (i = 0; i < ROUNDS; i++) {
		for (j = 0; j < ARRAYSIZE(views); j++) {
			views[j] = view_of(section, FILE_MAP_WRITE);
			broken += !views[j];
		}
		for (j = 0; j < ARRAYSIZE(views); j++)
			broken += !UnmapViewOfFile(views[j] + PAGE + j);
	}
	return (void *)broken;
}

static void run_threads(void *(*run)(void *), void *argument)
{
	pthread_t threads[THREADS];
	void *broken;
	unsigned int i;

	for (i = 0; i < THREADS; i++)
		REQUIRE(!pthread_create(&threads[i], NULL, run, argument));
	for (i = 0; i < THREADS; i++) {
		pthread_join(threads[i], &broken);
		CHECK_EQUAL((uintptr_t)broken, 0);
	}
}

TEST(THR_views_of_many_threads)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, 4 * PAGE);

	run_threads(map_and_unmap, section);
	CloseHandle(section);
}

static void *open_and_close(void *argument)
{
	uintptr_t broken = 0;
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		HANDLE section = section_create(argument, PAGE_READWRITE, PAGE);
		HANDLE file = file_open("/dev/null", GENERIC_READ), other;

		broken += !section || file == INVALID_HANDLE_VALUE;
		broken += !DuplicateHandle(GetCurrentProcess(), section,
					   GetCurrentProcess(), &other, 0,
					   FALSE, DUPLICATE_SAME_ACCESS);
		broken += !CloseHandle(section);
		broken += !CloseHandle(file);
		broken += !CloseHandle(other);
	}
	return (void *)broken;
}

TEST(THR_handles_of_many_threads)
{
	run_threads(open_and_close, (void *)test_name("threads"));
}

static pthread_barrier_t barrier;
static HANDLE contested;

static void *close_contested(void *argument)
{
	uintptr_t closed = 0;
	unsigned int i;

	(void)argument;
	for (i = 0; i < ROUNDS; i++) {
		if (pthread_barrier_wait(&barrier) ==
		    PTHREAD_BARRIER_SERIAL_THREAD)
			contested = section_create(NULL, PAGE_READWRITE, PAGE);
		pthread_barrier_wait(&barrier);
		closed += (uintptr_t)CloseHandle(contested);
		pthread_barrier_wait(&barrier);
	}
	return (void *)closed;
}

TEST(THR_a_handle_closes_once)
{
	pthread_t threads[THREADS];
	uintptr_t total = 0;
	unsigned int i;
	void *closed;

	pthread_barrier_init(&barrier, NULL, THREADS);
	for (i = 0; i < THREADS; i++)
		REQUIRE(!pthread_create(&threads[i], NULL, close_contested,
					NULL));
	for (i = 0; i < THREADS; i++) {
		pthread_join(threads[i], &closed);
		total += (uintptr_t)closed;
	}
	CHECK_EQUAL(total, ROUNDS);
}

static void *error_of_thread(void *argument)
{
	CHECK_EQUAL(GetLastError(), 0);
	SetLastError(7);
	return argument;
}

TEST_ALONE(THR_last_error_is_per_thread)
{
	pthread_t thread;

	SetLastError(42);
	REQUIRE(!pthread_create(&thread, NULL, error_of_thread, NULL));
	pthread_join(thread, NULL);
	CHECK_EQUAL(GetLastError(), 42);
}

static bool stop;

static void *busy(void *argument)
{
	HANDLE section = argument;

	while (!__atomic_load_n(&stop, __ATOMIC_RELAXED)) {
		char *view = view_of(section, FILE_MAP_WRITE);
		HANDLE file = file_open("/dev/null", GENERIC_READ);

		CloseHandle(file);
		UnmapViewOfFile(view);
	}
	return NULL;
}

/* A fork while other threads are inside the library. */
TEST(FRK_child_can_go_on)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE), other;
	char *view = view_of(section, FILE_MAP_WRITE), *fresh;
	pthread_t threads[2];
	int status, i;
	pid_t pid;

	for (i = 0; i < 2; i++)
		REQUIRE(!pthread_create(&threads[i], NULL, busy, section));
	for (i = 0; i < 50; i++) {
		pid = fork();
		if (!pid) {
			bool good;

			other = section_create(NULL, PAGE_READWRITE, PAGE);
			fresh = view_of(other, FILE_MAP_WRITE);
			good = fresh && UnmapViewOfFile(fresh) &&
			       CloseHandle(other);
			/* The view is the parent's too, shared. */
			*view = (char)i;
			good = good && UnmapViewOfFile(view + 10) &&
			       CloseHandle(section);
			_exit(!good);
		}
		REQUIRE(waitpid(pid, &status, 0) == pid);
		CHECK(WIFEXITED(status) && !WEXITSTATUS(status));
		CHECK(*view == (char)i);
	}
	__atomic_store_n(&stop, true, __ATOMIC_RELAXED);
	for (i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	UnmapViewOfFile(view);
	CloseHandle(section);
}

TEST(VTB_many_views)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	const unsigned int count = 10000;
	char **views = calloc(count, sizeof(*views));
	unsigned int i;

	for (i = 0; i < count; i++)
		REQUIRE((views[i] = view_of(section, FILE_MAP_READ)));
	/* In no order of their addresses. */
	for (i = 0; i < count; i++)
		CHECK(UnmapViewOfFile(views[i * 7919ULL % count] + 99));
	CHECK_FAILS(FALSE, UnmapViewOfFile(views[0]), ERROR_INVALID_ADDRESS);
	free(views);
	CloseHandle(section);
}
