// SPDX-License-Identifier: MIT
/* Events: setting, resetting, who is woken, and the descriptor. */
#include "harness.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>

#define PAGE 4096u

static DWORD look(HANDLE event)
{
	return WaitForSingleObject(event, 0);
}

TEST(EVT_manual_reset)
{
	HANDLE event = CreateEventA(NULL, TRUE, FALSE, NULL);

	CHECK_EQUAL(look(event), WAIT_TIMEOUT);
	SetLastError(0xdeadbeef);
	CHECK(SetEvent(event));
	CHECK(SetEvent(event));
	CHECK_EQUAL(look(event), WAIT_OBJECT_0);
	CHECK_EQUAL(look(event), WAIT_OBJECT_0);
	CHECK(ResetEvent(event));
	CHECK_EQUAL(look(event), WAIT_TIMEOUT);
	CHECK(ResetEvent(event));
	CHECK_EQUAL(GetLastError(), 0xdeadbeef);
	CloseHandle(event);
}

TEST(EVT_automatic_reset)
{
	HANDLE event = CreateEventA(NULL, FALSE, TRUE, NULL);

	CHECK_EQUAL(look(event), WAIT_OBJECT_0);
	CHECK_EQUAL(look(event), WAIT_TIMEOUT);
	CHECK(SetEvent(event));
	CHECK(SetEvent(event));
	CHECK_EQUAL(look(event), WAIT_OBJECT_0);
	CHECK_EQUAL(look(event), WAIT_TIMEOUT);
	CHECK(SetEvent(event));
	CHECK(ResetEvent(event));
	CHECK_EQUAL(look(event), WAIT_TIMEOUT);
	CloseHandle(event);
}

TEST(EVT_CreateEventEx_and_rights)
{
	const char *name = test_name("rights");
	HANDLE event, setter, waiter, again;

	CHECK_FAILS(NULL, CreateEventExA(NULL, NULL, 4, EVENT_ALL_ACCESS),
		    ERROR_INVALID_PARAMETER);
	event = CreateEventExA(NULL, name, CREATE_EVENT_MANUAL_RESET |
					   CREATE_EVENT_INITIAL_SET,
			       EVENT_ALL_ACCESS);
	CHECK_EQUAL(GetLastError(), 0);
	CHECK_EQUAL(look(event), WAIT_OBJECT_0);
	CHECK_EQUAL(look(event), WAIT_OBJECT_0);
	setter = OpenEventA(EVENT_MODIFY_STATE, FALSE, name);
	waiter = CreateEventExA(NULL, name, 0, SYNCHRONIZE);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	again = CreateEventExW(NULL, NULL, 0, EVENT_MODIFY_STATE);
	CHECK(setter && waiter && again);
	CHECK_FAILS(WAIT_FAILED, look(setter), ERROR_ACCESS_DENIED);
	CHECK_FAILS(WAIT_FAILED, look(again), ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, SetEvent(waiter), ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, ResetEvent(waiter), ERROR_ACCESS_DENIED);
	CHECK(ResetEvent(setter));
	CHECK_EQUAL(look(waiter), WAIT_TIMEOUT);
	CHECK(SetEvent(setter));
	CHECK_EQUAL(look(waiter), WAIT_OBJECT_0);
	CloseHandle(event);
	CloseHandle(setter);
	CloseHandle(waiter);
	CloseHandle(again);
}

TEST(HND_6_SetEvent_on_what_is_none)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	HANDLE file = file_open(test_file("data", 1, 'x'), GENERIC_READ);
	HANDLE event = CreateEventA(NULL, TRUE, FALSE, NULL);

	CHECK_FAILS(FALSE, SetEvent(section), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, ResetEvent(section), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, SetEvent(file), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, SetEvent(NULL), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, SetEvent(INVALID_HANDLE_VALUE),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, SetEvent((HANDLE)0x7770), ERROR_INVALID_HANDLE);
	CHECK_FAILS(NULL, view_of(event, FILE_MAP_READ), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FILE_TYPE_UNKNOWN, GetFileType(event),
		    ERROR_INVALID_HANDLE);
	CloseHandle(section);
	CloseHandle(file);
	CloseHandle(event);
}

TEST(EVT_poll_tells_and_does_not_consume)
{
	HANDLE event = CreateEventA(NULL, FALSE, FALSE, NULL);
	struct pollfd poll_fd = {
		.fd = _open_osfhandle((LONG_PTR)event, 0),
		.events = POLLIN,
	};
	int i;

	CHECK_EQUAL(poll(&poll_fd, 1, 0), 0);
	CHECK(SetEvent(event));
	for (i = 0; i < 3; i++) {
		CHECK_EQUAL(poll(&poll_fd, 1, 0), 1);
		CHECK_EQUAL(poll_fd.revents, POLLIN);
	}
	CHECK_EQUAL(look(event), WAIT_OBJECT_0);
	CHECK_EQUAL(poll(&poll_fd, 1, 0), 0);
	CloseHandle(event);
}

static void *wait_once(void *event)
{
	return (void *)(uintptr_t)WaitForSingleObject(event, INFINITE);
}

TEST(EVT_two_waiters_and_two_sets)
{
	HANDLE event = CreateEventA(NULL, FALSE, FALSE, NULL);
	pthread_t threads[2];
	unsigned int round, i;
	void *result;

	for (round = 0; round < 500; round++) {
		for (i = 0; i < 2; i++)
			REQUIRE(!pthread_create(&threads[i], NULL, wait_once,
						event));
		/* As long as nobody waits, the second would find it set. */
		for (i = 0; i < 2; i++) {
			CHECK(SetEvent(event));
			while (look(event) == WAIT_OBJECT_0) {
				CHECK(SetEvent(event));
				sched_yield();
			}
		}
		for (i = 0; i < 2; i++) {
			pthread_join(threads[i], &result);
			CHECK_EQUAL((uintptr_t)result, WAIT_OBJECT_0);
		}
		CHECK_EQUAL(look(event), WAIT_TIMEOUT);
	}
	CloseHandle(event);
}

ROLE(set_by_name)
{
	HANDLE event = OpenEventA(EVENT_MODIFY_STATE, FALSE, arguments[0]);
	HANDLE answer = OpenEventW(SYNCHRONIZE, FALSE, u"no such event");

	CHECK(!answer && GetLastError() == ERROR_FILE_NOT_FOUND);
	answer = OpenEventA(SYNCHRONIZE, FALSE, arguments[1]);
	CHECK(SetEvent(event));
	return WaitForSingleObject(answer, INFINITE) != WAIT_OBJECT_0;
}

TEST(EVT_between_processes)
{
	const char *names[2] = { test_name("there"), test_name("back") };
	HANDLE there = CreateEventA(NULL, FALSE, FALSE, names[0]);
	HANDLE back = CreateEventA(NULL, FALSE, FALSE, names[1]);
	pid_t pid = role_start("set_by_name", names[0], names[1], NULL);

	CHECK_EQUAL(WaitForSingleObject(there, INFINITE), WAIT_OBJECT_0);
	CHECK(SetEvent(back));
	CHECK_EQUAL(role_wait(pid), 0);
	CloseHandle(there);
	CloseHandle(back);
}

static volatile sig_atomic_t signals;

static void on_signal(int number)
{
	(void)number;
	signals++;
}

static void *set_after_signals(void *event)
{
	while (signals < 20)
		sched_yield();
	return (void *)(uintptr_t)SetEvent(event);
}

/* With and without SA_RESTART. */
TEST(EVT_a_signal_does_not_end_a_wait)
{
	struct itimerval often = { { 0, 2000 }, { 0, 2000 } }, never = { 0 };
	HANDLE event = CreateEventA(NULL, FALSE, FALSE, NULL);
	struct sigaction action = { .sa_handler = on_signal };
	pthread_t thread;
	ULONGLONG before;
	void *result;
	int i;

	for (i = 0; i < 2; i++) {
		action.sa_flags = i ? SA_RESTART : 0;
		sigaction(SIGALRM, &action, NULL);
		signals = 0;
		setitimer(ITIMER_REAL, &often, NULL);
		before = GetTickCount64();
		CHECK_EQUAL(WaitForSingleObject(event, 100), WAIT_TIMEOUT);
		CHECK(GetTickCount64() - before >= 99);
		CHECK(signals);
		signals = 0;
		REQUIRE(!pthread_create(&thread, NULL, set_after_signals,
					event));
		CHECK_EQUAL(WaitForSingleObject(event, INFINITE),
			    WAIT_OBJECT_0);
		pthread_join(thread, &result);
		setitimer(ITIMER_REAL, &never, NULL);
	}
	CloseHandle(event);
}
