// SPDX-License-Identifier: MIT
/* Threads. */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdlib.h>
#include <unistd.h>

#include "internal.h"

#define ID_FAILED UINT32_MAX
/* Less than that the C library itself may not find enough. */
#define SMALLEST_STACK 0x10000u

#define GENERIC_RIGHTS \
	(GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE | GENERIC_ALL | \
	 MAXIMUM_ALLOWED)

HANDLE WINAPI GetCurrentThread(VOID)
{
	return NAMEDMAP_CURRENT_THREAD;
}

/* How often it is suspended: only a thread that has not begun can be. */
static void wait_for_start(struct namedmap_thread *thread)
{
	uint32_t times;

	while ((times = atomic_load(&thread->suspended)))
		namedmap_futex_wait(&thread->suspended, times, UINT64_MAX);
}

static void *thread_main(void *argument)
{
	struct namedmap_thread *thread = argument;
	bool known = namedmap_thread_is(thread);
	jmp_buf out;

	atomic_store(&thread->id, known ? namedmap_thread_id() : ID_FAILED);
	namedmap_futex_wake(&thread->id, false);
	if (!known)
		return NULL;
	wait_for_start(thread);
	thread->out = &out;
	if (!_setjmp(out)) {
		if (thread->closes_itself)
			thread->start.plain(thread->argument);
		else
			thread->code = thread->start.usual(thread->argument);
	}
	thread->out = NULL;
	return NULL;
}

static bool start_pthread(struct namedmap_thread *thread, size_t stack,
			  bool exactly)
{
	pthread_attr_t attributes;
	pthread_t made;
	size_t usual;
	int result;

	if (pthread_attr_init(&attributes))
		return false;
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	/* The size is what is committed at first, unless a flag says all. */
	if (stack && stack < SMALLEST_STACK)
		stack = SMALLEST_STACK;
	if (stack && !pthread_attr_getstacksize(&attributes, &usual) &&
	    (exactly || stack > usual))
		pthread_attr_setstacksize(&attributes,
					  namedmap_round_to_page(stack));
	result = pthread_create(&made, &attributes, thread_main, thread);
	pthread_attr_destroy(&attributes);
	if (result)
		return false;
	while (!atomic_load(&thread->id))
		namedmap_futex_wait(&thread->id, 0, UINT64_MAX);
	return thread->id != ID_FAILED;
}

/* Takes the record over. */
static HANDLE start_thread(struct namedmap_thread *thread,
			   const SECURITY_ATTRIBUTES *sa, size_t stack,
			   DWORD flags, LPDWORD id)
{
	struct namedmap_slot slot = {
		.kind = HANDLE_THREAD,
		.access = THREAD_ALL_ACCESS,
		.thread = thread,
	};
	int fd = namedmap_thread_event();
	HANDLE handle;

	if (fd < 0) {
		free(thread);
		namedmap_error_set(CALL_ANY, fd);
		return NULL;
	}
	/* This call's, its own and the handle's, which may be closed at once. */
	thread->users = 3;
	handle = namedmap_handle_add(fd, &slot);
	if (!handle) {
		free(thread);
		return NULL;
	}
	namedmap_set_inherit(fd, namedmap_inherits(sa));
	if (start_pthread(thread, stack,
			  flags & STACK_SIZE_PARAM_IS_A_RESERVATION)) {
		if (id)
			*id = thread->id;
	} else {
		CloseHandle(handle);
		handle = namedmap_fail_handle(ERROR_NOT_ENOUGH_MEMORY);
		thread->users--;
	}
	namedmap_slots_lock();
	namedmap_thread_put_locked(thread);
	namedmap_slots_unlock();
	return handle;
}

static HANDLE create_thread(union namedmap_start start, void *argument,
			    const SECURITY_ATTRIBUTES *sa, size_t stack,
			    DWORD flags, LPDWORD id, bool closes_itself)
{
	struct namedmap_thread *thread;

	if (flags & ~(DWORD)(CREATE_SUSPENDED |
			     STACK_SIZE_PARAM_IS_A_RESERVATION))
		return namedmap_fail_handle(ERROR_INVALID_PARAMETER);
	if (sa && sa->lpSecurityDescriptor)
		return namedmap_fail_handle(ERROR_NOT_SUPPORTED);
	thread = calloc(1, sizeof(*thread));
	if (!thread)
		return namedmap_fail_handle(ERROR_NOT_ENOUGH_MEMORY);
	thread->owner = getpid();
	thread->start = start;
	thread->argument = argument;
	thread->closes_itself = closes_itself;
	thread->suspended = !!(flags & CREATE_SUSPENDED);
	return start_thread(thread, sa, stack, flags, id);
}

HANDLE WINAPI CreateThread(LPSECURITY_ATTRIBUTES sa, SIZE_T stack,
			   LPTHREAD_START_ROUTINE start, LPVOID argument,
			   DWORD flags, LPDWORD id)
{
	return create_thread((union namedmap_start){ .usual = start },
			     argument, sa, stack, flags, id, false);
}

static int errno_of_creation(void)
{
	return GetLastError() == ERROR_INVALID_PARAMETER ? EINVAL : EAGAIN;
}

uintptr_t _beginthreadex(void *sa, unsigned int stack,
			 unsigned int (WINAPI *start)(void *), void *argument,
			 unsigned int flags, unsigned int *id)
{
	HANDLE handle = NULL;

	if (start)
		handle = CreateThread(sa, stack, start, argument, flags, id);
	else
		namedmap_fail(ERROR_INVALID_PARAMETER);
	if (!handle)
		errno = errno_of_creation();
	return (uintptr_t)handle;
}

uintptr_t _beginthread(void (*start)(void *), unsigned int stack,
		       void *argument)
{
	HANDLE handle = NULL;

	if (start)
		handle = create_thread((union namedmap_start){ .plain = start },
				       argument, NULL, stack, 0, NULL, true);
	else
		namedmap_fail(ERROR_INVALID_PARAMETER);
	if (handle)
		return (uintptr_t)handle;
	errno = errno_of_creation();
	return (uintptr_t)-1;
}

/* No destructor of C++ is run, as on Windows. */
VOID WINAPI ExitThread(DWORD code)
{
	struct namedmap_thread *thread = namedmap_thread_known();

	if (thread)
		thread->code = code;
	if (thread && thread->out)
		_longjmp(*(jmp_buf *)thread->out, 1);
	pthread_exit(NULL);
}

BOOL WINAPI SwitchToThread(VOID)
{
	return !sched_yield();
}

DWORD namedmap_thread_rights(DWORD wanted, DWORD *granted)
{
	DWORD rights = wanted & ~(DWORD)GENERIC_RIGHTS;

	if (rights & ~(DWORD)THREAD_ALL_ACCESS)
		return ERROR_ACCESS_DENIED;
	if (wanted & GENERIC_READ)
		rights |= READ_CONTROL | THREAD_GET_CONTEXT |
			  THREAD_QUERY_INFORMATION;
	if (wanted & GENERIC_WRITE)
		rights |= READ_CONTROL | THREAD_SET_INFORMATION |
			  THREAD_SUSPEND_RESUME | THREAD_TERMINATE;
	if (wanted & GENERIC_EXECUTE)
		rights |= READ_CONTROL | SYNCHRONIZE |
			  THREAD_QUERY_LIMITED_INFORMATION;
	if (wanted & (GENERIC_ALL | MAXIMUM_ALLOWED))
		rights |= THREAD_ALL_ACCESS;
	if (rights & THREAD_QUERY_INFORMATION)
		rights |= THREAD_QUERY_LIMITED_INFORMATION;
	if (rights & THREAD_SET_INFORMATION)
		rights |= THREAD_SET_LIMITED_INFORMATION;
	*granted = rights;
	return ERROR_SUCCESS;
}

/*
 * What a call on a thread looks at: the slot of the handle, or one that stands
 * for the caller, with its record.
 */
static DWORD look_locked(HANDLE handle, DWORD rights,
			 struct namedmap_slot *slot)
{
	int fd = namedmap_handle_fd(handle);

	*slot = (struct namedmap_slot){ .access = THREAD_ALL_ACCESS };
	if (handle == NAMEDMAP_CURRENT_THREAD) {
		slot->thread = namedmap_thread_current();
		return slot->thread ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
	}
	if (namedmap_handle_kind_locked(fd) != HANDLE_THREAD)
		return ERROR_INVALID_HANDLE;
	*slot = *namedmap_slot_peek_locked(fd);
	return (slot->access & rights) ? ERROR_SUCCESS : ERROR_ACCESS_DENIED;
}

static DWORD end_look(DWORD error, DWORD answer, DWORD failure)
{
	namedmap_slots_unlock();
	if (!error)
		return answer;
	namedmap_fail(error);
	return failure;
}

DWORD WINAPI GetThreadId(HANDLE handle)
{
	struct namedmap_slot slot;
	DWORD error, id = 0;

	namedmap_slots_lock();
	error = look_locked(handle, THREAD_QUERY_LIMITED_INFORMATION, &slot);
	if (!error)
		id = slot.thread ? slot.thread->id : (DWORD)slot.process->pid;
	return end_look(error, id, 0);
}

BOOL WINAPI GetExitCodeThread(HANDLE handle, LPDWORD code)
{
	DWORD error, answer = STILL_ACTIVE;
	int fd = namedmap_handle_fd(handle);
	struct namedmap_slot slot;

	namedmap_slots_lock();
	error = look_locked(handle, THREAD_QUERY_LIMITED_INFORMATION, &slot);
	if (!error && slot.thread) {
		answer = namedmap_thread_code_locked(slot.thread, fd);
	} else if (!error) {
		int result = namedmap_process_query_locked(slot.process, fd);

		if (!result)
			answer = slot.process->code;
		else if (result != -EAGAIN)
			error = namedmap_error_number(CALL_PROCESS, result);
	}
	if (!error && !code)
		error = ERROR_NOACCESS;
	if (!error)
		*code = answer;
	return (BOOL)end_look(error, TRUE, FALSE);
}

DWORD WINAPI ResumeThread(HANDLE handle)
{
	struct namedmap_slot slot;
	DWORD error, times = 0;

	namedmap_slots_lock();
	error = look_locked(handle, THREAD_SUSPEND_RESUME, &slot);
	if (!error && slot.thread)
		times = slot.thread->suspended;
	if (times && atomic_fetch_sub(&slot.thread->suspended, 1) == 1)
		namedmap_futex_wake(&slot.thread->suspended, true);
	return end_look(error, times, (DWORD)-1);
}

/* One that runs is stopped by nobody: Linux stops whole processes only. */
DWORD WINAPI SuspendThread(HANDLE handle)
{
	struct namedmap_slot slot;
	DWORD error, times = 0;

	namedmap_slots_lock();
	error = look_locked(handle, THREAD_SUSPEND_RESUME, &slot);
	if (!error && slot.thread)
		times = slot.thread->suspended;
	if (!error && times)
		atomic_fetch_add(&slot.thread->suspended, 1);
	else if (!error)
		error = ERROR_NOT_SUPPORTED;
	return end_look(error, times, (DWORD)-1);
}

static bool is_priority(int priority)
{
	return (priority >= THREAD_PRIORITY_LOWEST &&
		priority <= THREAD_PRIORITY_HIGHEST) ||
	       priority == THREAD_PRIORITY_IDLE ||
	       priority == THREAD_PRIORITY_TIME_CRITICAL;
}

/* Remembered, as programs ask for it, and otherwise left to Linux. */
BOOL WINAPI SetThreadPriority(HANDLE handle, int priority)
{
	struct namedmap_slot slot;
	DWORD error;

	namedmap_slots_lock();
	error = look_locked(handle, THREAD_SET_LIMITED_INFORMATION, &slot);
	if (!error && !is_priority(priority))
		error = ERROR_INVALID_PARAMETER;
	if (!error && slot.thread)
		slot.thread->priority = priority;
	return (BOOL)end_look(error, TRUE, FALSE);
}

int WINAPI GetThreadPriority(HANDLE handle)
{
	struct namedmap_slot slot;
	int priority = 0;
	DWORD error;

	namedmap_slots_lock();
	error = look_locked(handle, THREAD_QUERY_LIMITED_INFORMATION, &slot);
	if (!error && slot.thread)
		priority = slot.thread->priority;
	return (int)end_look(error, (DWORD)priority,
			     THREAD_PRIORITY_ERROR_RETURN);
}
