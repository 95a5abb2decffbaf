// SPDX-License-Identifier: MIT
/*
 * Linked into the library that ThreadSanitizer watches: what it cannot know, as
 * the kernel does it. Who has set, released or ended something comes before who
 * has waited for it. All objects count as one, so a race between threads that
 * happen to have waited in this order is not seen.
 */
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <sanitizer/tsan_interface.h>
#include <signal.h>
#include <time.h>

#include <linux/namedmap.h>

static char object;
static pthread_key_t end_key;

typedef int clone_function(int (*main)(void *), void *stack, int flags,
			   void *argument, ...);

int __wrap_clone(int (*main)(void *), void *stack, int flags, void *argument,
		 int *pidfd);
int __real_ioctl(int fd, unsigned long request, void *argument);
int __wrap_ioctl(int fd, unsigned long request, void *argument);
int __real_pthread_key_create(pthread_key_t *key, void (*destroy)(void *));
int __wrap_pthread_key_create(pthread_key_t *key, void (*destroy)(void *));
int __real_pthread_setspecific(pthread_key_t key, const void *value);
int __wrap_pthread_setspecific(pthread_key_t key, const void *value);
int __real_ppoll(struct pollfd *fds, nfds_t count,
		 const struct timespec *timeout, const sigset_t *signals);
int __wrap_ppoll(struct pollfd *fds, nfds_t count,
		 const struct timespec *timeout, const sigset_t *signals);

/*
 * ThreadSanitizer's own takes a child that borrows the memory for one with a copy,
 * and then sees no lock of this thread any more.
 */
int __wrap_clone(int (*main)(void *), void *stack, int flags, void *argument,
		 int *pidfd)
{
	void *library = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
	clone_function *clone_ = (clone_function *)dlsym(library, "clone");

	return clone_(main, stack, flags, argument, pidfd);
}

int __wrap_ioctl(int fd, unsigned long request, void *argument)
{
	int result;

	switch (request) {
	case NAMEDMAP_IOC_EVENT_SET:
	case NAMEDMAP_IOC_MUTEX_RELEASE:
	case NAMEDMAP_IOC_SEMAPHORE_RELEASE:
		__tsan_release(&object);
	}
	result = __real_ioctl(fd, request, argument);
	if (request == NAMEDMAP_IOC_WAIT && !result)
		__tsan_acquire(&object);
	return result;
}

int __wrap_pthread_key_create(pthread_key_t *key, void (*destroy)(void *))
{
	int result = __real_pthread_key_create(key, destroy);

	if (!result && destroy)
		end_key = *key;
	return result;
}

/*
 * By this a thread that ends puts its last steps off to the last round of the
 * destructors, in which it is none for ThreadSanitizer any more. If that fails it
 * takes them now: here in the last round but one.
 */
int __wrap_pthread_setspecific(pthread_key_t key, const void *value)
{
	static __thread int calls;

	if (key == end_key) {
		__tsan_release(&object);
		if (++calls == PTHREAD_DESTRUCTOR_ITERATIONS)
			return EAGAIN;
	}
	return __real_pthread_setspecific(key, value);
}

int __wrap_ppoll(struct pollfd *fds, nfds_t count,
		 const struct timespec *timeout, const sigset_t *signals)
{
	int result = __real_ppoll(fds, count, timeout, signals);

	if (result > 0)
		__tsan_acquire(&object);
	return result;
}
