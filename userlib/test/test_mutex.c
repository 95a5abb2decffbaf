// SPDX-License-Identifier: MIT
/* Mutexes: ownership, recursion, and owners that end. */
#include "harness.h"

#include <signal.h>
#include <sys/wait.h>

static DWORD look(HANDLE object)
{
	return WaitForSingleObject(object, 0);
}

/* In a thread of its own: what a look answers, and it ends as it is. */
static DWORD WINAPI take_and_end(LPVOID mutex)
{
	return look(mutex);
}

static DWORD WINAPI release_foreign(LPVOID mutex)
{
	SetLastError(0);
	return ReleaseMutex(mutex) ? 0 : GetLastError();
}

static DWORD WINAPI take_and_exit(LPVOID mutex)
{
	ExitThread(look(mutex));
}

static DWORD in_thread(LPTHREAD_START_ROUTINE function, HANDLE mutex)
{
	HANDLE thread = CreateThread(NULL, 0, function, mutex, 0, NULL);
	DWORD code = 0xdeadbeef;

	REQUIRE(thread);
	CHECK_EQUAL(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
	CHECK(GetExitCodeThread(thread, &code));
	CloseHandle(thread);
	return code;
}

TEST(MTX_recursion)
{
	HANDLE mutex = CreateMutexA(NULL, FALSE, NULL);

	CHECK_FAILS(FALSE, ReleaseMutex(mutex), ERROR_NOT_OWNER);
	SetLastError(0xdeadbeef);
	CHECK_EQUAL(look(mutex), WAIT_OBJECT_0);
	CHECK_EQUAL(WaitForSingleObject(mutex, INFINITE), WAIT_OBJECT_0);
	CHECK_EQUAL(in_thread(take_and_end, mutex), WAIT_TIMEOUT);
	CHECK_EQUAL(in_thread(release_foreign, mutex), ERROR_NOT_OWNER);
	CHECK(ReleaseMutex(mutex));
	CHECK_EQUAL(in_thread(take_and_end, mutex), WAIT_TIMEOUT);
	CHECK(ReleaseMutex(mutex));
	CHECK_EQUAL(GetLastError(), 0xdeadbeef);
	CHECK_FAILS(FALSE, ReleaseMutex(mutex), ERROR_NOT_OWNER);
	CHECK_EQUAL(in_thread(take_and_end, mutex), WAIT_OBJECT_0);
	CloseHandle(mutex);
}

TEST(MTX_initial_owner)
{
	const char *name = test_name("owner");
	HANDLE mutex = CreateMutexA(NULL, TRUE, name), again;

	CHECK_EQUAL(GetLastError(), 0);
	/* It exists, so nobody becomes its owner by that. */
	again = CreateMutexA(NULL, TRUE, name);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CHECK(CompareObjectHandles(mutex, again));
	CHECK(ReleaseMutex(again));
	CHECK_FAILS(FALSE, ReleaseMutex(mutex), ERROR_NOT_OWNER);
	CloseHandle(again);
	CloseHandle(mutex);
	mutex = CreateMutexExA(NULL, NULL, CREATE_MUTEX_INITIAL_OWNER,
			       MUTEX_ALL_ACCESS);
	CHECK_EQUAL(in_thread(take_and_end, mutex), WAIT_TIMEOUT);
	CHECK(ReleaseMutex(mutex));
	CloseHandle(mutex);
	CHECK_FAILS(NULL, CreateMutexExA(NULL, NULL, 2, MUTEX_ALL_ACCESS),
		    ERROR_INVALID_PARAMETER);
}

/* As on Windows a name belongs to one kind, whichever call asks. */
TEST(MTX_name_of_another_kind)
{
	const char *name = test_name("kind");
	HANDLE mutex = CreateMutexW(NULL, FALSE, NULL);
	HANDLE section;

	CloseHandle(mutex);
	mutex = CreateMutexA(NULL, FALSE, name);
	CHECK_FAILS(NULL, CreateEventA(NULL, FALSE, FALSE, name),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(NULL, CreateSemaphoreA(NULL, 0, 1, name),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(NULL, section_create(name, PAGE_READWRITE, 1),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(NULL, OpenSemaphoreA(SYNCHRONIZE, FALSE, name),
		    ERROR_INVALID_HANDLE);
	CloseHandle(mutex);
	CHECK_FAILS(NULL, OpenMutexA(SYNCHRONIZE, FALSE, name),
		    ERROR_FILE_NOT_FOUND);
	section = section_create(name, PAGE_READWRITE, 1);
	CHECK_FAILS(NULL, CreateMutexA(NULL, FALSE, name),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(NULL, OpenMutexA(SYNCHRONIZE, FALSE, name),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, ReleaseMutex(section), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, ReleaseMutex(NULL), ERROR_INVALID_HANDLE);
	CloseHandle(section);
}

TEST(MTX_rights)
{
	const char *name = test_name("rights");
	HANDLE mutex = CreateMutexExA(NULL, name, 0, SYNCHRONIZE);
	HANDLE asking = OpenMutexA(MUTEX_MODIFY_STATE, FALSE, name);

	/* Whoever owns it can release it, by any handle. */
	CHECK_EQUAL(look(mutex), WAIT_OBJECT_0);
	CHECK(ReleaseMutex(asking));
	CHECK_FAILS(WAIT_FAILED, look(asking), ERROR_ACCESS_DENIED);
	CHECK_FAILS(NULL, OpenMutexA(0x2, FALSE, name), ERROR_ACCESS_DENIED);
	CloseHandle(asking);
	CloseHandle(mutex);
}

TEST(MTX_abandoned_by_a_thread)
{
	HANDLE mutex = CreateMutexA(NULL, FALSE, NULL);
	HANDLE handles[2] = { CreateEventA(NULL, FALSE, FALSE, NULL), mutex };

	CHECK_EQUAL(in_thread(take_and_end, mutex), WAIT_OBJECT_0);
	SetLastError(0xdeadbeef);
	CHECK_EQUAL(look(mutex), WAIT_ABANDONED);
	CHECK_EQUAL(GetLastError(), 0xdeadbeef);
	/* It is owned all the same, and the next is not told again. */
	CHECK_EQUAL(look(mutex), WAIT_OBJECT_0);
	CHECK(ReleaseMutex(mutex));
	CHECK(ReleaseMutex(mutex));
	CHECK_EQUAL(in_thread(take_and_exit, mutex), WAIT_OBJECT_0);
	CHECK_EQUAL(WaitForMultipleObjects(2, handles, FALSE, 0),
		    WAIT_ABANDONED_0 + 1);
	CHECK(ReleaseMutex(mutex));
	CHECK_EQUAL(in_thread(take_and_end, mutex), WAIT_OBJECT_0);
	CHECK(SetEvent(handles[0]));
	CHECK_EQUAL(WaitForMultipleObjects(2, handles, TRUE, 0),
		    WAIT_ABANDONED_0);
	CHECK_EQUAL(look(handles[0]), WAIT_TIMEOUT);
	CHECK(ReleaseMutex(mutex));
	CloseHandle(handles[0]);
	CloseHandle(mutex);
}

/* The thread that waits meanwhile is woken by the end. */
static DWORD WINAPI wait_for_it(LPVOID mutex)
{
	return WaitForSingleObject(mutex, INFINITE);
}

struct turn {
	HANDLE mutex;
	HANDLE taken;
	HANDLE go;
};

static DWORD WINAPI take_until_told(LPVOID data)
{
	struct turn *turn = data;

	look(turn->mutex);
	SetEvent(turn->taken);
	WaitForSingleObject(turn->go, INFINITE);
	return 0;
}

TEST(MTX_abandoned_to_one_who_waits)
{
	struct turn turn = {
		.mutex = CreateMutexA(NULL, FALSE, NULL),
		.taken = CreateEventA(NULL, FALSE, FALSE, NULL),
		.go = CreateEventA(NULL, FALSE, FALSE, NULL),
	};
	HANDLE owner, waiter;
	DWORD code;

	owner = CreateThread(NULL, 0, take_until_told, &turn, 0, NULL);
	CHECK_EQUAL(WaitForSingleObject(turn.taken, INFINITE), WAIT_OBJECT_0);
	waiter = CreateThread(NULL, 0, wait_for_it, turn.mutex, 0, NULL);
	CHECK_EQUAL(WaitForSingleObject(waiter, 20), WAIT_TIMEOUT);
	CHECK(SetEvent(turn.go));
	CHECK_EQUAL(WaitForSingleObject(waiter, INFINITE), WAIT_OBJECT_0);
	CHECK(GetExitCodeThread(waiter, &code));
	CHECK_EQUAL(code, WAIT_ABANDONED);
	WaitForSingleObject(owner, INFINITE);
	CloseHandle(owner);
	CloseHandle(waiter);
	CloseHandle(turn.mutex);
	CloseHandle(turn.taken);
	CloseHandle(turn.go);
}

/* Arguments: the mutex's name, the event's, which says that it is taken. */
ROLE(owner)
{
	HANDLE mutex = OpenMutexA(SYNCHRONIZE, FALSE, arguments[0]);
	HANDLE event = OpenEventA(EVENT_MODIFY_STATE, FALSE, arguments[1]);

	if (WaitForSingleObject(mutex, INFINITE) != WAIT_OBJECT_0)
		return 1;
	SetEvent(event);
	for (;;)
		pause();
}

TEST(MTX_abandoned_by_a_process)
{
	const char *name = test_name("mutex"), *told = test_name("told");
	HANDLE mutex = CreateMutexA(NULL, FALSE, name);
	HANDLE event = CreateEventA(NULL, FALSE, FALSE, told);
	HANDLE waiter;
	DWORD code;
	pid_t pid;

	pid = role_start("owner", name, told, NULL);
	CHECK_EQUAL(WaitForSingleObject(event, INFINITE), WAIT_OBJECT_0);
	CHECK_EQUAL(look(mutex), WAIT_TIMEOUT);
	waiter = CreateThread(NULL, 0, wait_for_it, mutex, 0, NULL);
	CHECK_EQUAL(WaitForSingleObject(waiter, 20), WAIT_TIMEOUT);
	kill(pid, SIGKILL);
	CHECK_EQUAL(WaitForSingleObject(waiter, INFINITE), WAIT_OBJECT_0);
	CHECK(GetExitCodeThread(waiter, &code));
	CHECK_EQUAL(code, WAIT_ABANDONED);
	CHECK_EQUAL(role_wait(pid), 1000 + SIGKILL);
	/* The waiter has ended with it in turn. */
	CHECK_EQUAL(look(mutex), WAIT_ABANDONED);
	CHECK(ReleaseMutex(mutex));
	CloseHandle(waiter);
	CloseHandle(event);
	CloseHandle(mutex);
}

/* A forked child has the handle, and owns nothing. */
TEST(MTX_fork)
{
	HANDLE mutex = CreateMutexA(NULL, TRUE, NULL);
	pid_t pid = fork();

	if (!pid)
		_exit(look(mutex) == WAIT_TIMEOUT && !ReleaseMutex(mutex) &&
		      GetLastError() == ERROR_NOT_OWNER ? 0 : 1);
	CHECK_EQUAL(role_wait(pid), 0);
	CHECK(ReleaseMutex(mutex));
	CloseHandle(mutex);
}

TEST(MTX_SignalObjectAndWait)
{
	HANDLE mutex = CreateMutexA(NULL, TRUE, NULL);
	HANDLE event = CreateEventA(NULL, FALSE, TRUE, NULL);
	HANDLE semaphore = CreateSemaphoreA(NULL, 0, 1, NULL);

	CHECK_EQUAL(SignalObjectAndWait(mutex, event, 0, FALSE), WAIT_OBJECT_0);
	CHECK_FAILS(WAIT_FAILED, SignalObjectAndWait(mutex, event, 0, FALSE),
		    ERROR_NOT_OWNER);
	CHECK_EQUAL(SignalObjectAndWait(semaphore, mutex, 0, FALSE),
		    WAIT_OBJECT_0);
	CHECK_FAILS(WAIT_FAILED, SignalObjectAndWait(semaphore, mutex, 0, FALSE),
		    ERROR_TOO_MANY_POSTS);
	CHECK_EQUAL(look(semaphore), WAIT_OBJECT_0);
	CHECK(ReleaseMutex(mutex));
	CloseHandle(semaphore);
	CloseHandle(event);
	CloseHandle(mutex);
}

#define THREADS 4
#define TURNS 2000

struct counter {
	HANDLE mutex;
	volatile LONG count;
};

static DWORD WINAPI count_up(LPVOID data)
{
	struct counter *counter = data;
	unsigned int i;

	for (i = 0; i < TURNS; i++) {
		if (WaitForSingleObject(counter->mutex, INFINITE))
			return 1;
		counter->count++;
		if (!ReleaseMutex(counter->mutex))
			return 2;
	}
	return 0;
}

TEST(MTX_mutual_exclusion)
{
	struct counter counter = { .mutex = CreateMutexA(NULL, FALSE, NULL) };
	HANDLE threads[THREADS];
	unsigned int i;
	DWORD code;

	for (i = 0; i < THREADS; i++)
		threads[i] = CreateThread(NULL, 0, count_up, &counter, 0, NULL);
	CHECK_EQUAL(WaitForMultipleObjects(THREADS, threads, TRUE, INFINITE),
		    WAIT_OBJECT_0);
	for (i = 0; i < THREADS; i++) {
		CHECK(GetExitCodeThread(threads[i], &code));
		CHECK_EQUAL(code, 0);
		CloseHandle(threads[i]);
	}
	CHECK_EQUAL(counter.count, THREADS * TURNS);
	CloseHandle(counter.mutex);
}
