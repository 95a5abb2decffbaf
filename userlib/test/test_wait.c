// SPDX-License-Identifier: MIT
/* Waiting for one and for many, for all kinds of handles. */
#include "harness.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>

#define PAGE 4096u
#define MANY MAXIMUM_WAIT_OBJECTS

static HANDLE event_new(bool manual, bool set)
{
	HANDLE event = CreateEventA(NULL, manual, set, NULL);

	REQUIRE(event);
	return event;
}

static DWORD any(DWORD count, const HANDLE *handles, DWORD milliseconds)
{
	return WaitForMultipleObjects(count, handles, FALSE, milliseconds);
}

static DWORD all(DWORD count, const HANDLE *handles, DWORD milliseconds)
{
	return WaitForMultipleObjects(count, handles, TRUE, milliseconds);
}

static HANDLE child_start(const char *code)
{
	STARTUPINFOA startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION info;
	char line[64];

	snprintf(line, sizeof(line), "sh -c \"exit %s\"", code);
	REQUIRE(CreateProcessA(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL,
			       &startup, &info));
	CloseHandle(info.hThread);
	return info.hProcess;
}

static HANDLE child_of_long_life(void)
{
	STARTUPINFOA startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION info;
	char line[] = "sleep 1000";

	REQUIRE(CreateProcessA(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL,
			       &startup, &info));
	CloseHandle(info.hThread);
	return info.hProcess;
}

static void child_end(HANDLE process)
{
	TerminateProcess(process, 1);
	CHECK_EQUAL(WaitForSingleObject(process, INFINITE), WAIT_OBJECT_0);
	CHECK(CloseHandle(process));
}

TEST(WAIT_wrong_arguments)
{
	HANDLE handles[MANY + 1], weak;
	unsigned int i;

	for (i = 0; i <= MANY; i++)
		handles[i] = event_new(true, true);
	CHECK_FAILS(WAIT_FAILED, any(0, handles, 0), ERROR_INVALID_PARAMETER);
	CHECK_FAILS(WAIT_FAILED, any(MANY + 1, handles, 0),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(WAIT_FAILED, any(1, NULL, 0), ERROR_NOACCESS);
	SetLastError(0xdeadbeef);
	CHECK_EQUAL(any(MANY, handles, 0), WAIT_OBJECT_0);
	CHECK_EQUAL(all(MANY, handles, 0), WAIT_OBJECT_0);
	CHECK(ResetEvent(handles[0]));
	CHECK_EQUAL(all(MANY, handles, 0), WAIT_TIMEOUT);
	CHECK_EQUAL(GetLastError(), 0xdeadbeef);

	CloseHandle(handles[5]);
	CHECK_FAILS(WAIT_FAILED, any(MANY, handles, 0), ERROR_INVALID_HANDLE);
	CHECK_FAILS(WAIT_FAILED, all(MANY, handles, 0), ERROR_INVALID_HANDLE);
	/* One object twice: of all only, and whatever the handle is. */
	handles[5] = handles[6];
	CHECK_FAILS(WAIT_FAILED, all(MANY, handles, 0),
		    ERROR_INVALID_PARAMETER);
	CHECK_EQUAL(any(MANY, handles, 0), WAIT_OBJECT_0 + 1);
	CHECK(duplicate(handles[7], &handles[5], 0, FALSE,
			DUPLICATE_SAME_ACCESS));
	CHECK_FAILS(WAIT_FAILED, all(MANY, handles, 0),
		    ERROR_INVALID_PARAMETER);
	CHECK(duplicate(handles[7], &weak, EVENT_MODIFY_STATE, FALSE, 0));
	CloseHandle(handles[5]);
	handles[5] = weak;
	CHECK_FAILS(WAIT_FAILED, any(MANY, handles, 0), ERROR_ACCESS_DENIED);
	for (i = 0; i <= MANY; i++)
		CHECK(CloseHandle(handles[i]));
}

TEST(WAIT_lowest_index_and_consumption)
{
	HANDLE handles[3] = { event_new(false, false), event_new(false, true),
			      event_new(false, true) };

	CHECK_EQUAL(any(3, handles, INFINITE), WAIT_OBJECT_0 + 1);
	CHECK_EQUAL(any(3, handles, INFINITE), WAIT_OBJECT_0 + 2);
	CHECK_EQUAL(any(3, handles, 0), WAIT_TIMEOUT);
	/* Nothing is taken unless all can be. */
	SetEvent(handles[0]);
	SetEvent(handles[2]);
	CHECK_EQUAL(all(3, handles, 10), WAIT_TIMEOUT);
	SetEvent(handles[1]);
	CHECK_EQUAL(all(3, handles, INFINITE), WAIT_OBJECT_0);
	CHECK_EQUAL(any(3, handles, 0), WAIT_TIMEOUT);
	CloseHandle(handles[0]);
	CloseHandle(handles[1]);
	CloseHandle(handles[2]);
}

TEST(HND_8_waiting_for_a_section)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE), full;
	HANDLE handles[2] = { event_new(true, true), section };

	CHECK_FAILS(WAIT_FAILED, WaitForSingleObject(section, 0),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(WAIT_FAILED, any(2, handles, 0), ERROR_ACCESS_DENIED);
	CHECK(duplicate(section, &full, SECTION_ALL_ACCESS | SYNCHRONIZE,
			FALSE, 0));
	CHECK_FAILS(WAIT_FAILED, WaitForSingleObject(full, INFINITE),
		    ERROR_INVALID_HANDLE);
	CloseHandle(section);
	CloseHandle(full);
	CloseHandle(handles[0]);
}

TEST_ALONE(WAIT_what_is_no_handle)
{
	HANDLE pseudo = GetCurrentProcess();
	int fd = open("/dev/null", O_RDWR | O_CLOEXEC);

	CHECK_FAILS(WAIT_FAILED, WaitForSingleObject(NULL, 0),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(WAIT_FAILED, WaitForSingleObject((HANDLE)0x7770, 0),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(WAIT_FAILED, WaitForSingleObject(handle_of(fd), 0),
		    ERROR_INVALID_HANDLE);
	close(fd);
	/* One waits for oneself for ever; in an array it is no handle. */
	CHECK_EQUAL(WaitForSingleObject(pseudo, 20), WAIT_TIMEOUT);
	CHECK_FAILS(WAIT_FAILED, any(1, &pseudo, 0), ERROR_INVALID_HANDLE);
}

TEST_ALONE(WAIT_files_are_signaled)
{
	HANDLE file = file_open(test_file("data", 1, 'x'), GENERIC_READ);
	HANDLE other = file_open("/dev/null", GENERIC_WRITE);
	HANDLE handles[3] = { child_of_long_life(), file, other }, twin;

	CHECK_EQUAL(WaitForSingleObject(file, INFINITE), WAIT_OBJECT_0);
	CHECK_EQUAL(WaitForSingleObject(other, INFINITE), WAIT_OBJECT_0);
	CHECK_EQUAL(any(3, handles, INFINITE), WAIT_OBJECT_0 + 1);
	CHECK_EQUAL(all(2, handles + 1, INFINITE), WAIT_OBJECT_0);
	CHECK_EQUAL(all(3, handles, 10), WAIT_TIMEOUT);
	CHECK(TerminateProcess(handles[0], 1));
	CHECK_EQUAL(all(3, handles, INFINITE), WAIT_OBJECT_0);
	CHECK_EQUAL(any(3, handles, INFINITE), WAIT_OBJECT_0);
	CHECK(duplicate(file, &twin, 0, FALSE, DUPLICATE_SAME_ACCESS));
	handles[2] = twin;
	CHECK_FAILS(WAIT_FAILED, all(3, handles, 0), ERROR_INVALID_PARAMETER);
	CloseHandle(handles[0]);
	CloseHandle(file);
	CloseHandle(twin);
	CloseHandle(other);
}

TEST_ALONE(WAIT_processes)
{
	HANDLE handles[3] = { child_of_long_life(), child_start("7"),
			      child_start("8") }, twins[2];
	unsigned int i;
	DWORD code;

	CHECK_EQUAL(all(2, handles + 1, INFINITE), WAIT_OBJECT_0);
	for (i = 1; i < 3; i++) {
		CHECK(GetExitCodeProcess(handles[i], &code));
		CHECK_EQUAL(code, 6 + i);
	}
	CHECK_EQUAL(any(3, handles, INFINITE), WAIT_OBJECT_0 + 1);
	CHECK_EQUAL(all(3, handles, 20), WAIT_TIMEOUT);
	CHECK_EQUAL(any(1, handles, 20), WAIT_TIMEOUT);
	twins[0] = handles[0];
	CHECK(duplicate(handles[0], &twins[1], 0, FALSE,
			DUPLICATE_SAME_ACCESS));
	CHECK_FAILS(WAIT_FAILED, all(2, twins, 0), ERROR_INVALID_PARAMETER);
	CHECK_EQUAL(any(2, twins, 0), WAIT_TIMEOUT);
	CloseHandle(twins[1]);
	child_end(handles[0]);
	CloseHandle(handles[1]);
	CloseHandle(handles[2]);
}

TEST(WAIT_processes_files_and_events_together)
{
	HANDLE event = event_new(false, false);
	HANDLE file = file_open(test_file("data", 1, 'x'), GENERIC_READ);
	HANDLE child = child_of_long_life();
	HANDLE handles[3] = { event, child, file };

	CHECK_EQUAL(any(2, handles, 20), WAIT_TIMEOUT);
	CHECK_EQUAL(any(3, handles, INFINITE), WAIT_OBJECT_0 + 2);
	SetEvent(event);
	CHECK_EQUAL(any(3, handles, INFINITE), WAIT_OBJECT_0);
	CHECK_EQUAL(all(3, handles, 20), WAIT_TIMEOUT);
	SetEvent(event);
	CHECK_EQUAL(all(3, handles, 20), WAIT_TIMEOUT);
	CHECK(TerminateProcess(child, 1));
	CHECK_EQUAL(all(3, handles, INFINITE), WAIT_OBJECT_0);
	CHECK_EQUAL(WaitForSingleObject(event, 0), WAIT_TIMEOUT);
	CHECK_EQUAL(any(3, handles, INFINITE), WAIT_OBJECT_0 + 1);
	CloseHandle(event);
	CloseHandle(file);
	CloseHandle(child);
}

TEST(WAIT_timeouts)
{
	HANDLE event = event_new(true, false);
	static const DWORD times[] = { 0, 1, 50, 200 };
	ULONGLONG before, taken;
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(times); i++) {
		before = GetTickCount64();
		CHECK_EQUAL(WaitForSingleObjectEx(event, times[i], TRUE),
			    WAIT_TIMEOUT);
		taken = GetTickCount64() - before;
		CHECK(taken + 1 >= times[i]);
	}
	CHECK_EQUAL(WaitForSingleObject(event, 0), WAIT_TIMEOUT);
	CHECK(SetEvent(event));
	CHECK_EQUAL(WaitForSingleObject(event, 0xfffffffe), WAIT_OBJECT_0);
	CloseHandle(event);
}

TEST(WAIT_SignalObjectAndWait)
{
	HANDLE to_set = event_new(true, false), event = event_new(false, true);

	SetLastError(0xdeadbeef);
	CHECK_EQUAL(SignalObjectAndWait(to_set, event, INFINITE, FALSE),
		    WAIT_OBJECT_0);
	CHECK_EQUAL(SignalObjectAndWait(to_set, event, 0, FALSE),
		    WAIT_TIMEOUT);
	CHECK_EQUAL(GetLastError(), 0xdeadbeef);
	CHECK_EQUAL(WaitForSingleObject(to_set, 0), WAIT_OBJECT_0);
	CHECK(ResetEvent(to_set));
	CHECK_FAILS(WAIT_FAILED, SignalObjectAndWait(to_set, NULL, 0, FALSE),
		    ERROR_INVALID_HANDLE);
	CHECK_EQUAL(WaitForSingleObject(to_set, 0), WAIT_TIMEOUT);
	CHECK_FAILS(WAIT_FAILED, SignalObjectAndWait(NULL, to_set, 0, FALSE),
		    ERROR_INVALID_HANDLE);
	CloseHandle(to_set);
	CloseHandle(event);
}

struct contest {
	HANDLE events[2];
	/* alone, and with the other */
	unsigned int singles[2];
	unsigned int both;
};

static void *take_both(void *argument)
{
	struct contest *contest = argument;

	while (all(2, contest->events, 500) == WAIT_OBJECT_0)
		contest->both++;
	return NULL;
}

static void take_one(struct contest *contest, unsigned int which)
{
	while (WaitForSingleObject(contest->events[which], 500) ==
	       WAIT_OBJECT_0)
		contest->singles[which]++;
}

static void *take_first(void *argument)
{
	take_one(argument, 0);
	return NULL;
}

static void *take_second(void *argument)
{
	take_one(argument, 1);
	return NULL;
}

/* Only when it is not set, so that no set is lost. */
static void set_when_taken(HANDLE event)
{
	struct pollfd poll_fd = {
		.fd = _open_osfhandle((LONG_PTR)event, 0),
		.events = POLLIN,
	};

	while (poll(&poll_fd, 1, 0))
		sched_yield();
	SetEvent(event);
}

TEST(WAIT_all_against_two_singles)
{
	struct contest contest = { .events = { event_new(false, false),
					       event_new(false, false) } };
	void *(*takers[])(void *) = { take_both, take_first, take_second };
	pthread_t threads[ARRAYSIZE(takers)];
	unsigned int i, rounds = 3000;

	for (i = 0; i < ARRAYSIZE(takers); i++)
		REQUIRE(!pthread_create(&threads[i], NULL, takers[i],
					&contest));
	for (i = 0; i < 2 * rounds; i++)
		set_when_taken(contest.events[i % 2]);
	for (i = 0; i < ARRAYSIZE(takers); i++)
		pthread_join(threads[i], NULL);
	/* Each set was taken once: alone, or together with the other. */
	for (i = 0; i < 2; i++) {
		CHECK_EQUAL(contest.singles[i] + contest.both, rounds);
		CHECK_EQUAL(WaitForSingleObject(contest.events[i], 0),
			    WAIT_TIMEOUT);
		CloseHandle(contest.events[i]);
	}
}
