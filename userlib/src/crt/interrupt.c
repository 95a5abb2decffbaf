// SPDX-License-Identifier: MIT
/*
 * SetConsoleCtrlHandler. The keys arrive as signals: Ctrl-C as SIGINT, Ctrl-\ (in
 * place of Ctrl-Break) as SIGQUIT, and the end of the terminal as SIGHUP. The
 * handlers are asked in a thread of their own, as on Windows, the newest first,
 * until one says that it has dealt with it; if none does, the signal does what it
 * does without them.
 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#include <windows.h>

#include "crt.h"

struct handler {
	PHANDLER_ROUTINE call;
	struct handler *older;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct handler *newest;
static bool listening;
static sem_t arrived;
static atomic_uint pending[CTRL_CLOSE_EVENT + 1];

static int signal_of(DWORD type)
{
	static const int signals[] = { SIGINT, SIGQUIT, SIGHUP };

	return signals[type];
}

static void note_signal(int number)
{
	int before = errno;

	atomic_fetch_add(&pending[number == SIGINT ? CTRL_C_EVENT :
				  number == SIGQUIT ? CTRL_BREAK_EVENT :
						      CTRL_CLOSE_EVENT], 1);
	sem_post(&arrived);
	errno = before;
}

static void listen_for(DWORD type)
{
	struct sigaction action = { .sa_handler = note_signal };

	action.sa_flags = SA_RESTART;
	sigaction(signal_of(type), &action, NULL);
}

/* A copy, as a handler may add and remove others; the oldest is the last. */
static size_t copy_handlers(PHANDLER_ROUTINE **copy)
{
	const struct handler *handler;
	size_t count = 0;

	pthread_mutex_lock(&lock);
	for (handler = newest; handler; handler = handler->older)
		count++;
	*copy = calloc(count + 1, sizeof(**copy));
	count = 0;
	for (handler = *copy ? newest : NULL; handler; handler = handler->older)
		(*copy)[count++] = handler->call;
	pthread_mutex_unlock(&lock);
	return count;
}

static void ask_handlers(DWORD type)
{
	PHANDLER_ROUTINE *handlers;
	size_t count = copy_handlers(&handlers), i;
	bool done = false;

	for (i = 0; i < count && !done; i++)
		done = handlers[i](type);
	free(handlers);
	if (!done) {
		signal(signal_of(type), SIG_DFL);
		kill(getpid(), signal_of(type));
	}
}

static void *listen(void *unused)
{
	DWORD type;

	for (;;) {
		if (sem_wait(&arrived))
			continue;
		for (type = 0; type <= CTRL_CLOSE_EVENT; type++) {
			if (atomic_load(&pending[type])) {
				atomic_fetch_sub(&pending[type], 1);
				ask_handlers(type);
				break;
			}
		}
	}
	return unused;
}

/* Signals go to the program's own threads. */
static bool start_listening(void)
{
	sigset_t all, before;
	pthread_t thread;
	bool started;

	if (listening)
		return true;
	sem_init(&arrived, 0, 0);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	started = !pthread_create(&thread, NULL, listen, NULL);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!started)
		return false;
	pthread_detach(thread);
	listen_for(CTRL_C_EVENT);
	listen_for(CTRL_BREAK_EVENT);
	listen_for(CTRL_CLOSE_EVENT);
	listening = true;
	return true;
}

static DWORD add_handler(PHANDLER_ROUTINE call)
{
	struct handler *handler = malloc(sizeof(*handler));

	if (!handler || !start_listening()) {
		free(handler);
		return ERROR_NOT_ENOUGH_MEMORY;
	}
	handler->call = call;
	handler->older = newest;
	newest = handler;
	return ERROR_SUCCESS;
}

static DWORD remove_handler(PHANDLER_ROUTINE call)
{
	struct handler **at = &newest, *handler;

	while (*at && (*at)->call != call)
		at = &(*at)->older;
	handler = *at;
	if (!handler)
		return ERROR_INVALID_PARAMETER;
	*at = handler->older;
	free(handler);
	return ERROR_SUCCESS;
}

/* Without a handler: whether Ctrl-C is heard at all, here and in children. */
static void set_deaf(bool deaf)
{
	if (deaf)
		signal(SIGINT, SIG_IGN);
	else if (listening)
		listen_for(CTRL_C_EVENT);
	else
		signal(SIGINT, SIG_DFL);
}

BOOL WINAPI SetConsoleCtrlHandler(PHANDLER_ROUTINE call, BOOL add)
{
	DWORD error = ERROR_SUCCESS;

	pthread_mutex_lock(&lock);
	if (!call)
		set_deaf(add);
	else
		error = add ? add_handler(call) : remove_handler(call);
	pthread_mutex_unlock(&lock);
	if (error)
		SetLastError(error);
	return !error;
}

/*
 * A group is known by the process that began it; 0 is the caller's own. To
 * kill(2) a minus before 1 means everybody.
 */
BOOL WINAPI GenerateConsoleCtrlEvent(DWORD type, DWORD group)
{
	if (type > CTRL_BREAK_EVENT || group == 1 || group > INT32_MAX) {
		SetLastError(ERROR_INVALID_PARAMETER);
		return FALSE;
	}
	if (!kill(group ? -(pid_t)group : 0, signal_of(type)))
		return TRUE;
	SetLastError(errno == EPERM ? ERROR_ACCESS_DENIED :
				      ERROR_INVALID_PARAMETER);
	return FALSE;
}
