// SPDX-License-Identifier: MIT
/* CreateThread and its kin. Only the last tests need the driver. */
#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <process.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <sys/wait.h>

#define CODE 0xc0ffee42u

/* A thread that ends when it is told to. */
static atomic_bool go_on;
static atomic_uint ran;

static DWORD WINAPI wait_until_told(LPVOID argument)
{
	while (!atomic_load(&go_on))
		sched_yield();
	atomic_fetch_add(&ran, 1);
	return (DWORD)(uintptr_t)argument;
}

static HANDLE start(DWORD code, DWORD flags)
{
	HANDLE thread = CreateThread(NULL, 0, wait_until_told,
				     (LPVOID)(uintptr_t)code, flags, NULL);

	REQUIRE(thread);
	return thread;
}

static DWORD code_of(HANDLE thread)
{
	DWORD code = 0xdead;

	CHECK(GetExitCodeThread(thread, &code));
	return code;
}

static void end(HANDLE thread, DWORD code)
{
	atomic_store(&go_on, true);
	CHECK_EQUAL(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
	CHECK_EQUAL(code_of(thread), code);
	CHECK(CloseHandle(thread));
}

static DWORD WINAPI tell_number(LPVOID argument)
{
	*(DWORD *)argument = GetCurrentThreadId();
	return CODE;
}

TEST_ALONE(THC_runs_and_has_number_and_code)
{
	DWORD number, seen = 0;
	HANDLE thread = CreateThread(NULL, 0, tell_number, &seen, 0, &number);

	REQUIRE(thread);
	CHECK_EQUAL(GetThreadId(thread), number);
	CHECK_EQUAL(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
	CHECK_EQUAL(seen, number);
	CHECK(number != GetCurrentThreadId());
	CHECK_EQUAL(code_of(thread), CODE);
	/* It stays so. */
	CHECK_EQUAL(WaitForSingleObject(thread, 0), WAIT_OBJECT_0);
	CHECK_EQUAL(code_of(thread), CODE);
	CHECK_EQUAL(GetThreadId(thread), number);
	CHECK(CloseHandle(thread));
	CHECK_FAILS(FALSE, CloseHandle(thread), ERROR_INVALID_HANDLE);
	CHECK_FAILS(0, GetThreadId(thread), ERROR_INVALID_HANDLE);
}

TEST_ALONE(THC_is_active_while_it_runs)
{
	HANDLE thread = start(7, 0);

	CHECK_EQUAL(WaitForSingleObject(thread, 20), WAIT_TIMEOUT);
	CHECK_EQUAL(code_of(thread), STILL_ACTIVE);
	end(thread, 7);
}

static int leave_comparing(const void *first, const void *second)
{
	if (first != second)
		ExitThread(CODE);
	return 0;
}

static DWORD WINAPI leave(LPVOID unused)
{
	int numbers[] = { 3, 2, 1 };

	(void)unused;
	qsort(numbers, 3, sizeof(int), leave_comparing);
	return 1;
}

TEST_ALONE(THC_ExitThread_from_deep_inside)
{
	HANDLE thread = CreateThread(NULL, 0, leave, NULL, 0, NULL);

	REQUIRE(thread);
	end(thread, CODE);
}

static void *leave_pthread(void *argument)
{
	HANDLE *thread = argument;

	CHECK(duplicate(GetCurrentThread(), thread, 0, FALSE,
			DUPLICATE_SAME_ACCESS));
	ExitThread(CODE);
}

/* A thread that the program made by other means gets a handle, too. */
TEST_ALONE(THC_ExitThread_of_another_thread)
{
	pthread_t made;
	HANDLE thread;

	REQUIRE(!pthread_create(&made, NULL, leave_pthread, &thread));
	pthread_join(made, NULL);
	end(thread, CODE);
}

static unsigned int WINAPI end_by_runtime(void *argument)
{
	_endthreadex((unsigned int)(uintptr_t)argument);
}

TEST_ALONE(THC_beginthreadex)
{
	unsigned int number;
	HANDLE thread = (HANDLE)_beginthreadex(NULL, 0, end_by_runtime,
					       (void *)(uintptr_t)5, 0,
					       &number);

	REQUIRE(thread);
	CHECK_EQUAL(GetThreadId(thread), number);
	end(thread, 5);
	errno = 0;
	CHECK_EQUAL(_beginthreadex(NULL, 0, NULL, NULL, 0, NULL), 0);
	CHECK_EQUAL(errno, EINVAL);
	errno = 0;
	CHECK_EQUAL(_beginthreadex(NULL, 0, end_by_runtime, NULL, 0x80, NULL),
		    0);
	CHECK_EQUAL(errno, EINVAL);
}

static void end_when_told(void *unused)
{
	wait_until_told(unused);
	_endthread();
}

TEST_ALONE(THC_beginthread_closes_its_handle)
{
	uintptr_t thread = _beginthread(end_when_told, 0, NULL);
	HANDLE kept;

	REQUIRE(thread != (uintptr_t)-1);
	REQUIRE(duplicate((HANDLE)thread, &kept, 0, FALSE,
			  DUPLICATE_SAME_ACCESS));
	end(kept, 0);
	CHECK_FAILS(FALSE, CloseHandle((HANDLE)thread), ERROR_INVALID_HANDLE);
	errno = 0;
	CHECK_EQUAL(_beginthread(NULL, 0, NULL), (uintptr_t)-1);
	CHECK_EQUAL(errno, EINVAL);
}

TEST_ALONE(THC_suspended_until_resumed)
{
	HANDLE thread = start(3, CREATE_SUSPENDED);

	atomic_store(&go_on, true);
	CHECK_EQUAL(SuspendThread(thread), 1);
	CHECK_EQUAL(ResumeThread(thread), 2);
	CHECK_EQUAL(WaitForSingleObject(thread, 20), WAIT_TIMEOUT);
	CHECK_EQUAL(ran, 0);
	CHECK_EQUAL(ResumeThread(thread), 1);
	end(thread, 3);
	CHECK_EQUAL(ran, 1);
}

TEST_ALONE(THC_running_thread_cannot_be_suspended)
{
	HANDLE thread = start(3, 0);

	CHECK_EQUAL(ResumeThread(thread), 0);
	CHECK_FAILS((DWORD)-1, SuspendThread(thread), ERROR_NOT_SUPPORTED);
	CHECK_FAILS((DWORD)-1, SuspendThread(GetCurrentThread()),
		    ERROR_NOT_SUPPORTED);
	CHECK_FAILS((DWORD)-1, ResumeThread(NULL), ERROR_INVALID_HANDLE);
	end(thread, 3);
}

TEST_ALONE(THC_closing_the_handle_does_not_end_it)
{
	CHECK(CloseHandle(start(0, 0)));
	CHECK_EQUAL(ran, 0);
	atomic_store(&go_on, true);
	while (!atomic_load(&ran))
		sched_yield();
}

TEST_ALONE(THC_duplicate_outlives_the_first_handle)
{
	HANDLE thread = start(9, 0), copy;

	REQUIRE(duplicate(thread, &copy, 0, TRUE, DUPLICATE_SAME_ACCESS));
	CHECK_EQUAL(flags_of(copy), HANDLE_FLAG_INHERIT);
	CHECK(CompareObjectHandles(thread, copy));
	CHECK_EQUAL(GetThreadId(thread), GetThreadId(copy));
	CHECK(CloseHandle(thread));
	end(copy, 9);
}

TEST_ALONE(THC_rights_of_a_duplicate)
{
	HANDLE thread = start(9, 0), look, wait, none;
	DWORD code;

	REQUIRE(duplicate(thread, &wait, SYNCHRONIZE, FALSE, 0));
	REQUIRE(duplicate(thread, &look, GENERIC_READ, FALSE, 0));
	CHECK_FAILS(FALSE, GetExitCodeThread(wait, &code),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS((DWORD)-1, ResumeThread(wait), ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, SetThreadPriority(look, 0), ERROR_ACCESS_DENIED);
	CHECK_FAILS(WAIT_FAILED, WaitForSingleObject(look, 0),
		    ERROR_ACCESS_DENIED);
	CHECK_EQUAL(code_of(look), STILL_ACTIVE);
	CHECK_EQUAL(WaitForSingleObject(wait, 0), WAIT_TIMEOUT);
	CHECK(!duplicate(thread, &none, 0x04000000, FALSE, 0));
	CHECK_EQUAL(GetLastError(), ERROR_ACCESS_DENIED);
	end(thread, 9);
	CHECK(CloseHandle(wait));
	CHECK(CloseHandle(look));
}

static LONG own_handle_is_copied;

static DWORD WINAPI copy_own_handle(LPVOID argument)
{
	HANDLE *copy = argument;

	CHECK(duplicate(GetCurrentThread(), copy, 0, FALSE,
			DUPLICATE_SAME_ACCESS));
	CHECK(CompareObjectHandles(*copy, GetCurrentThread()));
	InterlockedExchange(&own_handle_is_copied, 1);
	return 11;
}

TEST_ALONE(THC_pseudo_handle_becomes_real)
{
	HANDLE copy, thread = CreateThread(NULL, 0, copy_own_handle, &copy,
					   CREATE_SUSPENDED, NULL);

	REQUIRE(thread);
	CHECK_EQUAL(ResumeThread(thread), 1);
	CHECK_EQUAL(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
	CHECK(CompareObjectHandles(copy, thread));
	CHECK_FAILS(FALSE, CompareObjectHandles(copy, GetCurrentThread()),
		    ERROR_NOT_SAME_OBJECT);
	CHECK(CloseHandle(thread));
	end(copy, 11);
}

/* All handles are closed when it makes one of itself. */
TEST_ALONE(THC_handle_of_a_thread_that_has_none)
{
	HANDLE copy = NULL, thread = CreateThread(NULL, 0, copy_own_handle,
						  &copy, CREATE_SUSPENDED,
						  NULL);
	HANDLE resume;

	REQUIRE(thread);
	REQUIRE(duplicate(thread, &resume, THREAD_SUSPEND_RESUME, FALSE,
			  DUPLICATE_CLOSE_SOURCE));
	CHECK_FAILS(FALSE, CloseHandle(thread), ERROR_INVALID_HANDLE);
	CHECK_EQUAL(ResumeThread(resume), 1);
	CHECK(CloseHandle(resume));
	while (!InterlockedCompareExchange(&own_handle_is_copied, 0, 0))
		sched_yield();
	end(copy, 11);
}

TEST_ALONE(THC_first_thread)
{
	HANDLE copy;

	CHECK_EQUAL((uintptr_t)GetCurrentThread(), (uintptr_t)-2);
	CHECK_EQUAL(GetThreadId(GetCurrentThread()), GetCurrentThreadId());
	CHECK_EQUAL(code_of(GetCurrentThread()), STILL_ACTIVE);
	CHECK_EQUAL(WaitForSingleObject(GetCurrentThread(), 20), WAIT_TIMEOUT);
	REQUIRE(duplicate(GetCurrentThread(), &copy, 0, FALSE,
			  DUPLICATE_SAME_ACCESS));
	CHECK_EQUAL(GetThreadId(copy), GetCurrentThreadId());
	CHECK_EQUAL(WaitForSingleObject(copy, 20), WAIT_TIMEOUT);
	CHECK(CloseHandle(copy));
	CHECK(SwitchToThread());
}

TEST_ALONE(THC_priority_is_remembered)
{
	HANDLE thread = start(0, CREATE_SUSPENDED);

	CHECK_EQUAL(GetThreadPriority(thread), THREAD_PRIORITY_NORMAL);
	CHECK(SetThreadPriority(thread, THREAD_PRIORITY_HIGHEST));
	CHECK(SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_IDLE));
	CHECK_EQUAL(GetThreadPriority(thread), THREAD_PRIORITY_HIGHEST);
	CHECK_EQUAL(GetThreadPriority(GetCurrentThread()),
		    THREAD_PRIORITY_IDLE);
	CHECK_FAILS(FALSE, SetThreadPriority(thread, 3),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(THREAD_PRIORITY_ERROR_RETURN, GetThreadPriority(NULL),
		    ERROR_INVALID_HANDLE);
	CHECK_EQUAL(ResumeThread(thread), 1);
	end(thread, 0);
}

TEST_ALONE(THC_wrong_arguments)
{
	SECURITY_ATTRIBUTES secured = { .nLength = sizeof(secured) };
	SECURITY_DESCRIPTOR descriptor;
	HANDLE thread;

	CHECK_FAILS(NULL, CreateThread(NULL, 0, wait_until_told, NULL, 0x80,
				       NULL), ERROR_INVALID_PARAMETER);
	InitializeSecurityDescriptor(&descriptor,
				     SECURITY_DESCRIPTOR_REVISION);
	secured.lpSecurityDescriptor = &descriptor;
	CHECK_FAILS(NULL, CreateThread(&secured, 0, wait_until_told, NULL, 0,
				       NULL), ERROR_NOT_SUPPORTED);
	thread = start(0, 0);
	CHECK_FAILS(FALSE, GetExitCodeThread(thread, NULL), ERROR_NOACCESS);
	CHECK_FAILS(0, GetProcessId(thread), ERROR_INVALID_HANDLE);
	end(thread, 0);
}

static DWORD WINAPI use_stack(LPVOID argument)
{
	volatile char bytes[32768];

	memset((char *)bytes, 1, sizeof(bytes));
	return bytes[(uintptr_t)argument];
}

TEST_ALONE(THC_size_of_the_stack)
{
	static const struct {
		SIZE_T size;
		DWORD flags;
	} sizes[] = {
		{ 1, 0 }, { 1, STACK_SIZE_PARAM_IS_A_RESERVATION },
		{ 100000, STACK_SIZE_PARAM_IS_A_RESERVATION },
		{ 16 << 20, 0 },
	};
	HANDLE thread;
	size_t i;

	for (i = 0; i < ARRAYSIZE(sizes); i++) {
		thread = CreateThread(NULL, sizes[i].size, use_stack, NULL,
				      sizes[i].flags, NULL);
		REQUIRE(thread);
		end(thread, 1);
	}
}

/* What is done at the end of a thread is done when it is signaled. */
static pthread_key_t end_key;

static void on_end(void *argument)
{
	usleep(20000);
	atomic_fetch_add((atomic_uint *)argument, 1);
}

static DWORD WINAPI end_slowly(LPVOID argument)
{
	pthread_setspecific(end_key, argument);
	return 0;
}

TEST_ALONE(THC_signaled_when_all_is_over)
{
	HANDLE thread;

	REQUIRE(!pthread_key_create(&end_key, on_end));
	thread = CreateThread(NULL, 0, end_slowly, (LPVOID)&ran, 0, NULL);
	REQUIRE(thread);
	CHECK_EQUAL(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
	CHECK_EQUAL(ran, 1);
	CHECK(CloseHandle(thread));
}

TEST_ALONE(THC_waits_for_any_and_all)
{
	HANDLE threads[3] = {
		start(0, CREATE_SUSPENDED), start(1, CREATE_SUSPENDED),
		start(2, 0),
	};
	HANDLE twins[2] = { threads[0], threads[0] };

	CHECK_EQUAL(WaitForMultipleObjects(3, threads, FALSE, 20),
		    WAIT_TIMEOUT);
	atomic_store(&go_on, true);
	CHECK_EQUAL(WaitForMultipleObjects(3, threads, FALSE, INFINITE),
		    WAIT_OBJECT_0 + 2);
	CHECK_EQUAL(WaitForMultipleObjects(3, threads, TRUE, 20),
		    WAIT_TIMEOUT);
	CHECK_FAILS(WAIT_FAILED, WaitForMultipleObjects(2, twins, TRUE, 0),
		    ERROR_INVALID_PARAMETER);
	CHECK_EQUAL(ResumeThread(threads[1]), 1);
	CHECK_EQUAL(ResumeThread(threads[0]), 1);
	CHECK_EQUAL(WaitForMultipleObjects(3, threads, TRUE, INFINITE),
		    WAIT_OBJECT_0);
	CHECK_EQUAL(WaitForMultipleObjects(3, threads, FALSE, 0),
		    WAIT_OBJECT_0);
	end(threads[0], 0);
	end(threads[1], 1);
	end(threads[2], 2);
}

ROLE(end_with_5)
{
	ExitProcess(5);
}

/* The first thread of a process ends with it. */
TEST_ALONE(THC_wait_beside_a_process)
{
	STARTUPINFOA startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION child;
	char self[600], line[800];
	HANDLE all[3];

	REQUIRE(GetModuleFileNameA(NULL, self, sizeof(self)));
	snprintf(line, sizeof(line), "\"%s\" --role end_with_5", self);
	all[0] = start(1, 0);
	REQUIRE(CreateProcessA(self, line, NULL, NULL, FALSE, 0, NULL, NULL,
			       &startup, &child));
	all[1] = child.hProcess;
	all[2] = child.hThread;
	CHECK_EQUAL(GetThreadId(child.hThread), child.dwThreadId);
	CHECK_EQUAL(ResumeThread(child.hThread), 0);
	CHECK_EQUAL(WaitForMultipleObjects(2, all, FALSE, INFINITE),
		    WAIT_OBJECT_0 + 1);
	CHECK_EQUAL(code_of(child.hThread), 5);
	atomic_store(&go_on, true);
	CHECK_EQUAL(WaitForMultipleObjects(3, all, TRUE, INFINITE),
		    WAIT_OBJECT_0);
	CHECK(CloseHandle(child.hProcess));
	CHECK(CloseHandle(child.hThread));
	end(all[0], 1);
}

/* The child's copy of the record stands still; the descriptor does not. */
TEST_ALONE(THC_forked_child_sees_the_end)
{
	HANDLE thread = start(CODE, 0);
	int looked[2];
	pid_t child;
	char byte;

	REQUIRE(!pipe(looked));
	child = fork();
	if (!child) {
		if (WaitForSingleObject(thread, 0) != WAIT_TIMEOUT ||
		    code_of(thread) != STILL_ACTIVE ||
		    write(looked[1], "", 1) != 1)
			_exit(1);
		_exit(WaitForSingleObject(thread, INFINITE) != WAIT_OBJECT_0 ||
		      code_of(thread) != CODE);
	}
	/* It has seen the thread alive, or has ended without. */
	close(looked[1]);
	(void)!read(looked[0], &byte, 1);
	close(looked[0]);
	atomic_store(&go_on, true);
	CHECK_EQUAL(role_wait(child), 0);
	end(thread, CODE);
}

static DWORD WINAPI fork_and_end(LPVOID argument)
{
	pid_t child = fork();

	if (!child)
		return 1;
	*(int *)argument = role_wait(child);
	return wait_until_told((LPVOID)(uintptr_t)2);
}

/* What is the only thread there ends the child, and is not the one here. */
TEST_ALONE(THC_thread_that_forks)
{
	int status = -1;
	HANDLE thread = CreateThread(NULL, 0, fork_and_end, &status, 0, NULL);

	REQUIRE(thread);
	CHECK_EQUAL(WaitForSingleObject(thread, 200), WAIT_TIMEOUT);
	end(thread, 2);
	CHECK_EQUAL(status, 0);
}

ROLE(look_at_handle)
{
	HANDLE thread = (HANDLE)(uintptr_t)strtoull(arguments[0], NULL, 10);

	return WaitForSingleObject(thread, 0) != WAIT_FAILED ||
	       GetLastError() != ERROR_INVALID_HANDLE || CloseHandle(thread);
}

TEST_ALONE(THC_means_nothing_to_another_program)
{
	SECURITY_ATTRIBUTES inherit;
	HANDLE thread;
	char number[32];

	test_set_inherit(&inherit, true);
	thread = CreateThread(&inherit, 0, wait_until_told, NULL, 0, NULL);
	REQUIRE(thread);
	CHECK_EQUAL(flags_of(thread), HANDLE_FLAG_INHERIT);
	snprintf(number, sizeof(number), "%llu",
		 (unsigned long long)(uintptr_t)thread);
	CHECK_EQUAL(ROLE_RUN("look_at_handle", number), 0);
	end(thread, 0);
}

/* The number may come back as somebody else's descriptor of the same kind. */
TEST_ALONE(THC_descriptor_closed_behind_its_back)
{
	HANDLE thread = start(0, 0);
	int fd = _open_osfhandle((LONG_PTR)thread, 0), other;
	uint64_t count = 0;

	REQUIRE(fd > 2);
	close(fd);
	other = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	REQUIRE(other == fd);
	CHECK_FAILS(WAIT_FAILED, WaitForSingleObject(thread, 0),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, CloseHandle(thread), ERROR_INVALID_HANDLE);
	atomic_store(&go_on, true);
	while (!atomic_load(&ran))
		sched_yield();
	usleep(20000);
	CHECK_EQUAL(read(other, &count, sizeof(count)), -1);
	CHECK_EQUAL(errno, EAGAIN);
	close(other);
}

static DWORD WINAPI do_nothing(LPVOID argument)
{
	return (DWORD)(uintptr_t)argument;
}

static void *make_and_close(void *unused)
{
	HANDLE thread, copy;
	unsigned int i;
	DWORD code;

	for (i = 0; i < 150; i++) {
		thread = CreateThread(NULL, 0, do_nothing,
				      (LPVOID)(uintptr_t)i, 0, NULL);
		REQUIRE(thread);
		if (i % 3 == 0) {
			CHECK(CloseHandle(thread));
			continue;
		}
		CHECK(duplicate(thread, &copy, 0, FALSE,
				i % 3 == 1 ? DUPLICATE_SAME_ACCESS :
				DUPLICATE_SAME_ACCESS |
				DUPLICATE_CLOSE_SOURCE));
		if (i % 3 == 1)
			CHECK(CloseHandle(thread));
		CHECK_EQUAL(WaitForSingleObject(copy, INFINITE),
			    WAIT_OBJECT_0);
		CHECK(GetExitCodeThread(copy, &code));
		CHECK_EQUAL(code, i);
		CHECK(CloseHandle(copy));
	}
	return unused;
}

TEST_ALONE(THC_many_made_and_closed_at_once)
{
	pthread_t makers[4];
	size_t i;

	for (i = 0; i < ARRAYSIZE(makers); i++)
		REQUIRE(!pthread_create(&makers[i], NULL, make_and_close,
					NULL));
	for (i = 0; i < ARRAYSIZE(makers); i++)
		pthread_join(makers[i], NULL);
}

static DWORD WINAPI set_event(LPVOID argument)
{
	return !SetEvent(argument);
}

TEST(THC_wait_beside_events)
{
	HANDLE event = CreateEventA(NULL, FALSE, FALSE, NULL);
	HANDLE both[2] = { start(1, 0), event }, setter;

	REQUIRE(event);
	CHECK_EQUAL(WaitForMultipleObjects(2, both, FALSE, 20), WAIT_TIMEOUT);
	setter = CreateThread(NULL, 0, set_event, event, 0, NULL);
	REQUIRE(setter);
	CHECK_EQUAL(WaitForMultipleObjects(2, both, FALSE, INFINITE),
		    WAIT_OBJECT_0 + 1);
	end(setter, 0);
	CHECK_EQUAL(WaitForMultipleObjects(2, both, FALSE, INFINITE),
		    WAIT_OBJECT_0);
	CHECK_EQUAL(WaitForMultipleObjects(2, both, TRUE, 20), WAIT_TIMEOUT);
	CHECK(SetEvent(event));
	CHECK_EQUAL(WaitForMultipleObjects(2, both, TRUE, INFINITE),
		    WAIT_OBJECT_0);
	CHECK_EQUAL(WaitForSingleObject(event, 0), WAIT_TIMEOUT);
	end(both[0], 1);
	CHECK(CloseHandle(event));
}
