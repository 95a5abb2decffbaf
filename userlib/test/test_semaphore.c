// SPDX-License-Identifier: MIT
/* Semaphores: counts, limits, rights, and several kinds in one wait. */
#include "harness.h"

static DWORD look(HANDLE object)
{
	return WaitForSingleObject(object, 0);
}

TEST(SEM_counts)
{
	HANDLE semaphore = CreateSemaphoreA(NULL, 2, 3, NULL);
	LONG before = -1;

	SetLastError(0xdeadbeef);
	CHECK_EQUAL(look(semaphore), WAIT_OBJECT_0);
	CHECK_EQUAL(look(semaphore), WAIT_OBJECT_0);
	CHECK_EQUAL(look(semaphore), WAIT_TIMEOUT);
	CHECK(ReleaseSemaphore(semaphore, 1, NULL));
	CHECK(ReleaseSemaphore(semaphore, 2, &before));
	CHECK_EQUAL(before, 1);
	CHECK_EQUAL(GetLastError(), 0xdeadbeef);
	before = -1;
	CHECK_FAILS(FALSE, ReleaseSemaphore(semaphore, 1, &before),
		    ERROR_TOO_MANY_POSTS);
	CHECK_FAILS(FALSE, ReleaseSemaphore(semaphore, MAXLONG, &before),
		    ERROR_TOO_MANY_POSTS);
	CHECK_FAILS(FALSE, ReleaseSemaphore(semaphore, 0, &before),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(FALSE, ReleaseSemaphore(semaphore, -1, &before),
		    ERROR_INVALID_PARAMETER);
	CHECK_EQUAL(before, -1);
	CloseHandle(semaphore);
}

TEST(SEM_wrong_counts)
{
	static const LONG wrong[][2] = {
		{ 0, 0 }, { 0, -1 }, { -1, 1 }, { 2, 1 },
	};
	HANDLE semaphore;
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(wrong); i++)
		CHECK_FAILS(NULL, CreateSemaphoreA(NULL, wrong[i][0],
						   wrong[i][1], NULL),
			    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, CreateSemaphoreExA(NULL, 0, 1, NULL, 1,
					     SEMAPHORE_ALL_ACCESS),
		    ERROR_INVALID_PARAMETER);
	semaphore = CreateSemaphoreA(NULL, MAXLONG, MAXLONG, NULL);
	CHECK(semaphore);
	CHECK_FAILS(FALSE, ReleaseSemaphore(semaphore, 1, NULL),
		    ERROR_TOO_MANY_POSTS);
	CloseHandle(semaphore);
}

TEST(SEM_names_and_rights)
{
	const char *name = test_name("semaphore");
	HANDLE semaphore = CreateSemaphoreA(NULL, 1, 1, name), again;
	HANDLE waiting = OpenSemaphoreA(SYNCHRONIZE, FALSE, name);
	HANDLE releasing = OpenSemaphoreA(SEMAPHORE_MODIFY_STATE, FALSE, name);

	again = CreateSemaphoreA(NULL, 0, 9, name);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CHECK_EQUAL(look(again), WAIT_OBJECT_0);
	CHECK(ReleaseSemaphore(releasing, 1, NULL));
	CHECK_FAILS(FALSE, ReleaseSemaphore(again, 1, NULL),
		    ERROR_TOO_MANY_POSTS);
	CHECK_FAILS(WAIT_FAILED, look(releasing), ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, ReleaseSemaphore(waiting, 1, NULL),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, ReleaseMutex(semaphore), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, SetEvent(semaphore), ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, ReleaseSemaphore(NULL, 1, NULL),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(NULL, CreateMutexA(NULL, FALSE, name),
		    ERROR_INVALID_HANDLE);
	CHECK_EQUAL(look(waiting), WAIT_OBJECT_0);
	CloseHandle(releasing);
	CloseHandle(waiting);
	CloseHandle(again);
	CloseHandle(semaphore);
	CHECK_FAILS(NULL, OpenSemaphoreA(SYNCHRONIZE, FALSE, name),
		    ERROR_FILE_NOT_FOUND);
	semaphore = CreateSemaphoreW(NULL, 0, 1, NULL);
	CHECK(semaphore);
	CloseHandle(semaphore);
}

static DWORD WINAPI wait_once(LPVOID semaphore)
{
	return WaitForSingleObject(semaphore, INFINITE);
}

TEST(SEM_release_of_many)
{
	HANDLE semaphore = CreateSemaphoreA(NULL, 0, 3, NULL), threads[3];
	LONG before;
	int i;

	for (i = 0; i < 3; i++)
		threads[i] = CreateThread(NULL, 0, wait_once, semaphore, 0,
					  NULL);
	CHECK_EQUAL(WaitForMultipleObjects(3, threads, FALSE, 20),
		    WAIT_TIMEOUT);
	CHECK(ReleaseSemaphore(semaphore, 3, &before));
	CHECK_EQUAL(before, 0);
	CHECK_EQUAL(WaitForMultipleObjects(3, threads, TRUE, INFINITE),
		    WAIT_OBJECT_0);
	CHECK_EQUAL(look(semaphore), WAIT_TIMEOUT);
	for (i = 0; i < 3; i++)
		CloseHandle(threads[i]);
	CloseHandle(semaphore);
}

/* WaitForMultipleObjects over all kinds: the driver's, processes and threads. */
TEST(SEM_wait_for_all_kinds)
{
	HANDLE handles[5] = {
		CreateSemaphoreA(NULL, 1, 1, NULL),
		CreateMutexA(NULL, FALSE, NULL),
		CreateEventA(NULL, FALSE, FALSE, NULL),
	};
	HANDLE twins[2] = { handles[0] };

	handles[3] = CreateThread(NULL, 0, wait_once, handles[0], 0, NULL);
	CHECK_EQUAL(WaitForSingleObject(handles[3], INFINITE), WAIT_OBJECT_0);
	handles[4] = handles[3];
	CHECK_EQUAL(WaitForMultipleObjects(4, handles, TRUE, 0), WAIT_TIMEOUT);
	CHECK_EQUAL(WaitForMultipleObjects(4, handles, FALSE, 0),
		    WAIT_OBJECT_0 + 1);
	CHECK(ReleaseSemaphore(handles[0], 1, NULL));
	CHECK(SetEvent(handles[2]));
	CHECK_EQUAL(WaitForMultipleObjects(4, handles, TRUE, INFINITE),
		    WAIT_OBJECT_0);
	CHECK_EQUAL(look(handles[0]), WAIT_TIMEOUT);
	CHECK_EQUAL(look(handles[2]), WAIT_TIMEOUT);
	CHECK(ReleaseMutex(handles[1]));
	CHECK(ReleaseMutex(handles[1]));
	CHECK_FAILS(FALSE, ReleaseMutex(handles[1]), ERROR_NOT_OWNER);
	CHECK(duplicate(handles[0], &twins[1], 0, FALSE,
			DUPLICATE_SAME_ACCESS));
	CHECK_FAILS(WAIT_FAILED, WaitForMultipleObjects(2, twins, TRUE, 0),
		    ERROR_INVALID_PARAMETER);
	CloseHandle(twins[1]);
	CloseHandle(handles[3]);
	CloseHandle(handles[2]);
	CloseHandle(handles[1]);
	CloseHandle(handles[0]);
}

/* Arguments: the value of an inherited handle. */
ROLE(releaser)
{
	HANDLE semaphore = (HANDLE)(uintptr_t)strtoull(arguments[0], NULL, 0);

	return ReleaseSemaphore(semaphore, 1, NULL) ? 0 : 1;
}

TEST(SEM_inherited_handle)
{
	SECURITY_ATTRIBUTES attributes;
	HANDLE semaphore;
	char value[32];

	test_set_inherit(&attributes, true);
	semaphore = CreateSemaphoreA(&attributes, 0, 1, NULL);
	snprintf(value, sizeof(value), "%#llx",
		 (unsigned long long)(uintptr_t)semaphore);
	CHECK_EQUAL(ROLE_RUN("releaser", value), 0);
	CHECK_EQUAL(look(semaphore), WAIT_OBJECT_0);
	CloseHandle(semaphore);
}
