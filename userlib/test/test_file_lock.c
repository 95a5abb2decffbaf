// SPDX-License-Identifier: MIT
/* Locks on parts of files. */
#include "harness.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>

static HANDLE open_data(DWORD access)
{
	HANDLE file = file_create(test_path("data"), access, OPEN_ALWAYS);

	REQUIRE(file != INVALID_HANDLE_VALUE);
	return file;
}

static BOOL try_shared(HANDLE file, DWORD start, DWORD length)
{
	OVERLAPPED place = { .Offset = start };

	return LockFileEx(file, LOCKFILE_FAIL_IMMEDIATELY, 0, length, 0,
			  &place);
}

#define IS_LOCKED(call) CHECK_FAILS(FALSE, call, ERROR_LOCK_VIOLATION)

TEST_ALONE(LCK_one_handle_at_a_time)
{
	HANDLE first = open_data(READ_WRITE), second = open_data(READ_WRITE);

	CHECK(LockFile(first, 10, 0, 10, 0));
	IS_LOCKED(LockFile(second, 10, 0, 10, 0));
	IS_LOCKED(LockFile(second, 0, 0, 11, 0));
	IS_LOCKED(LockFile(second, 19, 0, 1, 0));
	IS_LOCKED(try_shared(second, 19, 100));
	CHECK(LockFile(second, 0, 0, 10, 0));
	CHECK(LockFile(second, 20, 0, 10, 0));
	IS_LOCKED(LockFile(first, 20, 0, 1, 0));
	CHECK(UnlockFile(first, 10, 0, 10, 0));
	CHECK(LockFile(second, 10, 0, 10, 0));
	CHECK(CloseHandle(second));
	CHECK(LockFile(first, 0, 0, 100, 0));
	CHECK(CloseHandle(first));
}

TEST_ALONE(LCK_a_handle_keeps_itself_out)
{
	HANDLE file = open_data(READ_WRITE);

	CHECK(LockFile(file, 0, 0, 10, 0));
	IS_LOCKED(LockFile(file, 0, 0, 10, 0));
	IS_LOCKED(LockFile(file, 9, 0, 1, 0));
	IS_LOCKED(try_shared(file, 0, 1));
	CHECK(LockFile(file, 10, 0, 10, 0));
	CHECK(UnlockFile(file, 0, 0, 10, 0));
	CHECK(try_shared(file, 0, 10));
	CHECK(try_shared(file, 0, 10));
	IS_LOCKED(LockFile(file, 0, 0, 10, 0));
	CHECK(CloseHandle(file));
}

TEST_ALONE(LCK_unlock_exactly_what_was_locked)
{
	HANDLE file = open_data(READ_WRITE), other = open_data(READ_WRITE);

	CHECK_FAILS(FALSE, UnlockFile(file, 0, 0, 10, 0), ERROR_NOT_LOCKED);
	CHECK(LockFile(file, 0, 0, 10, 0));
	CHECK(LockFile(file, 10, 0, 10, 0));
	CHECK_FAILS(FALSE, UnlockFile(file, 0, 0, 20, 0), ERROR_NOT_LOCKED);
	CHECK_FAILS(FALSE, UnlockFile(file, 0, 0, 5, 0), ERROR_NOT_LOCKED);
	CHECK_FAILS(FALSE, UnlockFile(file, 1, 0, 9, 0), ERROR_NOT_LOCKED);
	CHECK_FAILS(FALSE, UnlockFile(other, 0, 0, 10, 0), ERROR_NOT_LOCKED);
	CHECK(UnlockFile(file, 0, 0, 10, 0));
	CHECK_FAILS(FALSE, UnlockFile(file, 0, 0, 10, 0), ERROR_NOT_LOCKED);
	CHECK(LockFile(other, 0, 0, 10, 0));
	IS_LOCKED(LockFile(other, 10, 0, 10, 0));
	CHECK(CloseHandle(file));
	CHECK(CloseHandle(other));
}

TEST_ALONE(LCK_shared)
{
	HANDLE first = open_data(READ_WRITE), second = open_data(GENERIC_READ);

	CHECK(try_shared(first, 0, 10));
	CHECK(try_shared(second, 5, 10));
	IS_LOCKED(LockFile(first, 10, 0, 10, 0));
	CHECK(LockFile(first, 15, 0, 10, 0));
	CHECK(UnlockFile(second, 5, 0, 10, 0));
	CHECK(LockFile(first, 10, 0, 5, 0));
	CHECK(CloseHandle(first));
	CHECK(CloseHandle(second));
}

/* To the kernel they are one lock; what the others cover stays locked. */
TEST_ALONE(LCK_parts_of_one_handle_that_overlap)
{
	HANDLE file = open_data(READ_WRITE), other = open_data(READ_WRITE);

	CHECK(try_shared(file, 0, 100));
	CHECK(try_shared(file, 20, 10));
	CHECK(try_shared(file, 25, 10));
	CHECK(try_shared(file, 90, 20));
	CHECK(UnlockFile(file, 0, 0, 100, 0));
	CHECK(LockFile(other, 0, 0, 20, 0));
	IS_LOCKED(LockFile(other, 20, 0, 1, 0));
	IS_LOCKED(LockFile(other, 34, 0, 1, 0));
	CHECK(LockFile(other, 35, 0, 55, 0));
	IS_LOCKED(LockFile(other, 90, 0, 1, 0));
	CHECK(UnlockFile(file, 20, 0, 10, 0));
	CHECK(LockFile(other, 20, 0, 5, 0));
	IS_LOCKED(LockFile(other, 25, 0, 1, 0));
	CHECK(UnlockFile(file, 25, 0, 10, 0));
	CHECK(LockFile(other, 25, 0, 10, 0));
	CHECK(CloseHandle(file));
	CHECK(CloseHandle(other));
}

TEST_ALONE(LCK_ends_of_the_range)
{
	HANDLE file = open_data(READ_WRITE), other = open_data(READ_WRITE);

	CHECK(LockFile(file, 0, 0, MAXDWORD, MAXDWORD));
	IS_LOCKED(LockFile(other, 0, 0, 1, 0));
	IS_LOCKED(LockFile(other, 0, 0x7fffffff, 1, 0));
	CHECK(UnlockFile(file, 0, 0, MAXDWORD, MAXDWORD));
	/* Beyond 4 GiB. */
	CHECK(LockFile(file, 7, 3, 1, 0));
	CHECK(LockFile(other, 7, 0, 1, 0));
	IS_LOCKED(LockFile(other, 6, 3, 2, 0));
	IS_LOCKED(LockFile(other, 7, 1, 0, 4));
	CHECK_FAILS(FALSE, LockFile(file, 0, 0x80000000u, 1, 0),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, LockFile(file, 2, 0, MAXDWORD, MAXDWORD),
		    ERROR_INVALID_PARAMETER);
	/* No bytes. */
	CHECK(LockFile(other, 7, 3, 0, 0));
	CHECK(UnlockFile(other, 7, 3, 0, 0));
	CHECK(CloseHandle(file));
	CHECK(CloseHandle(other));
}

TEST_ALONE(LCK_belongs_to_all_duplicates)
{
	HANDLE file = open_data(READ_WRITE), other = open_data(READ_WRITE);
	HANDLE copy;

	REQUIRE(duplicate(file, &copy, 0, FALSE, DUPLICATE_SAME_ACCESS));
	CHECK(LockFile(file, 0, 0, 10, 0));
	IS_LOCKED(LockFile(copy, 0, 0, 10, 0));
	CHECK(UnlockFile(copy, 0, 0, 10, 0));
	CHECK(LockFile(copy, 0, 0, 10, 0));
	CHECK(CloseHandle(copy));
	IS_LOCKED(LockFile(other, 0, 0, 10, 0));
	CHECK(UnlockFile(file, 0, 0, 10, 0));
	CHECK(LockFile(file, 0, 0, 10, 0));
	REQUIRE(duplicate(file, &copy, 0, FALSE, DUPLICATE_SAME_ACCESS));
	CHECK(CloseHandle(file));
	IS_LOCKED(LockFile(other, 0, 0, 10, 0));
	CHECK(CloseHandle(copy));
	CHECK(LockFile(other, 0, 0, 10, 0));
	CHECK(CloseHandle(other));
}

/* One that waits for the part. */
struct waiter {
	HANDLE file;
	atomic_bool has_it;
	bool failed;
};

static DWORD WINAPI wait_for_part(LPVOID argument)
{
	struct waiter *waiter = argument;
	OVERLAPPED place = { 0 };

	waiter->failed = !LockFileEx(waiter->file, LOCKFILE_EXCLUSIVE_LOCK, 0,
				     10, 0, &place);
	atomic_store(&waiter->has_it, true);
	return !UnlockFileEx(waiter->file, 0, 10, 0, &place);
}

static void wait_with(HANDLE first, HANDLE second)
{
	struct waiter waiter = { .file = second };
	HANDLE thread;
	DWORD code;

	CHECK(LockFile(first, 5, 0, 10, 0));
	thread = CreateThread(NULL, 0, wait_for_part, &waiter, 0, NULL);
	REQUIRE(thread);
	CHECK_EQUAL(WaitForSingleObject(thread, 50), WAIT_TIMEOUT);
	CHECK(!waiter.has_it);
	CHECK(UnlockFile(first, 5, 0, 10, 0));
	CHECK_EQUAL(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
	CHECK(GetExitCodeThread(thread, &code));
	CHECK_EQUAL(code, 0);
	CHECK(!waiter.failed);
	CHECK(CloseHandle(thread));
}

TEST_ALONE(LCK_waits_for_another_handle)
{
	HANDLE first = open_data(READ_WRITE), second = open_data(READ_WRITE);

	wait_with(first, second);
	CHECK(CloseHandle(first));
	CHECK(CloseHandle(second));
}

TEST_ALONE(LCK_waits_for_its_own_handle)
{
	HANDLE file = open_data(READ_WRITE);

	wait_with(file, file);
	CHECK(CloseHandle(file));
}

#define COUNT 200

static unsigned int counted;

static DWORD WINAPI count_up(LPVOID argument)
{
	OVERLAPPED place = { 0 };
	unsigned int i, before;

	for (i = 0; i < COUNT; i++) {
		if (!LockFileEx(argument, LOCKFILE_EXCLUSIVE_LOCK, 0, 10, 0,
				&place))
			return 1;
		before = *(volatile unsigned int *)&counted;
		if (i % 16 == 0)
			sched_yield();
		*(volatile unsigned int *)&counted = before + 1;
		if (!UnlockFileEx(argument, 0, 10, 0, &place))
			return 2;
	}
	return 0;
}

/* Two threads with one handle and two with their own. */
TEST_ALONE(LCK_one_thread_at_a_time)
{
	HANDLE files[4] = {
		open_data(READ_WRITE), open_data(READ_WRITE),
		open_data(READ_WRITE), NULL,
	};
	HANDLE threads[4];
	DWORD code, i;

	files[3] = files[0];
	for (i = 0; i < 4; i++) {
		threads[i] = CreateThread(NULL, 0, count_up, files[i], 0, NULL);
		REQUIRE(threads[i]);
	}
	CHECK_EQUAL(WaitForMultipleObjects(4, threads, TRUE, INFINITE),
		    WAIT_OBJECT_0);
	for (i = 0; i < 4; i++) {
		CHECK(GetExitCodeThread(threads[i], &code));
		CHECK_EQUAL(code, 0);
		CHECK(CloseHandle(threads[i]));
	}
	for (i = 0; i < 3; i++)
		CHECK(CloseHandle(files[i]));
	CHECK_EQUAL(counted, 4 * COUNT);
}

ROLE(lock_and_stay)
{
	HANDLE file = file_create(arguments[0], READ_WRITE, OPEN_EXISTING);
	char byte = 'l';

	if (!LockFile(file, 0, 0, 10, 0))
		return 1;
	if (write(atoi(arguments[1]), &byte, 1) != 1)
		return 2;
	for (;;)
		pause();
}

TEST_ALONE(LCK_goes_with_the_process)
{
	HANDLE file = open_data(READ_WRITE);
	OVERLAPPED place = { 0 };
	char number[16], byte = 0;
	int ends[2];
	pid_t child;

	REQUIRE(!pipe(ends));
	snprintf(number, sizeof(number), "%d", ends[1]);
	child = role_start("lock_and_stay", test_path("data"), number, NULL);
	close(ends[1]);
	CHECK_EQUAL(read(ends[0], &byte, 1), 1);
	close(ends[0]);
	IS_LOCKED(LockFile(file, 9, 0, 1, 0));
	kill(child, SIGKILL);
	CHECK(LockFileEx(file, LOCKFILE_EXCLUSIVE_LOCK, 0, 10, 0, &place));
	role_wait(child);
	CHECK(CloseHandle(file));
}

TEST_ALONE(LCK_wrong_arguments)
{
	HANDLE file = open_data(READ_WRITE), reader = open_data(GENERIC_READ);
	HANDLE writer = open_data(GENERIC_WRITE), neither = open_data(0);
	OVERLAPPED place = { 0 };

	CHECK_FAILS(FALSE, LockFile(NULL, 0, 0, 1, 0), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, UnlockFile(NULL, 0, 0, 1, 0), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, LockFileEx(file, 4, 0, 1, 0, &place),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, LockFileEx(file, 0, 1, 1, 0, &place),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, LockFileEx(file, 0, 0, 1, 0, NULL),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, UnlockFileEx(file, 1, 1, 0, &place),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, UnlockFileEx(file, 0, 1, 0, NULL),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, LockFile(reader, 0, 0, 1, 0), ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, try_shared(writer, 0, 1), ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, try_shared(neither, 0, 1), ERROR_ACCESS_DENIED);
	/* Nothing is left of the attempts. */
	CHECK(LockFile(file, 0, 0, 10, 0));
	CHECK_FAILS(FALSE, UnlockFile(reader, 0, 0, 1, 0), ERROR_NOT_LOCKED);
	CHECK(CloseHandle(file));
	CHECK(CloseHandle(reader));
	CHECK(CloseHandle(writer));
	CHECK(CloseHandle(neither));
}
