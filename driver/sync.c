// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ioctls that signal and wait.
 *
 * A call whose answer cannot be written should have no effect. So each writes
 * back first what it read; only memory that goes away during the call is found
 * out afterwards.
 */
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/uaccess.h>

#include "call.h"
#include "event.h"
#include "handle.h"
#include "mutex.h"
#include "semaphore.h"
#include "wait.h"

/* One descriptor of the caller's array becomes part of the wait. */
static int wait_add_handle(struct namedmap_waiter *waiter, int index,
			   const s32 __user *handles)
{
	struct namedmap_waitable *waitable;
	struct file *file;
	s32 handle;
	int ret;

	if (get_user(handle, handles + index))
		return -EFAULT;
	file = fget(handle);
	if (!file)
		return -EBADF;
	ret = namedmap_handle_waitable(file, &waitable);
	if (ret) {
		fput(file);
		return ret;
	}
	return namedmap_waiter_add(waiter, index, file, waitable);
}

/**
 * namedmap_wait_ioctl - wait for objects, or until descriptors are readable
 * @call: the call
 *
 * Return: 0 or an error as the uapi header states.
 */
int namedmap_wait_ioctl(struct namedmap_call *call)
{
	struct namedmap_wait *cmd = call->cmd;
	const s32 __user *handles = u64_to_user_ptr(cmd->handles);
	struct namedmap_waiter waiter;
	int ret, index;

	if (cmd->flags & ~NAMEDMAP_WAIT_ALL || cmd->__reserved)
		return -EOPNOTSUPP;
	if (!cmd->count || cmd->count > NAMEDMAP_WAIT_MAX)
		return -EINVAL;
	ret = namedmap_waiter_init(&waiter, cmd->count,
				   cmd->flags & NAMEDMAP_WAIT_ALL,
				   cmd->timeout);
	if (ret)
		return ret;
	for (index = 0; !ret && index < cmd->count; index++)
		ret = wait_add_handle(&waiter, index, handles);
	if (!ret)
		ret = namedmap_call_respond(call, sizeof(*cmd));
	if (ret)
		goto out_destroy;

	ret = namedmap_wait(&waiter);
	if (ret < 0)
		goto out_destroy;
	cmd->out_index = ret;
	cmd->out_abandoned = waiter.abandoned;
	ret = namedmap_call_respond(call, sizeof(*cmd));
	if (ret)
		namedmap_waiter_give_back(&waiter);
out_destroy:
	namedmap_waiter_destroy(&waiter);
	return ret;
}

/*
 * The file of the handle that a call is about, which is to be of a kind and have
 * a right, after the answer was written once.
 */
static struct file *sync_get_handle(struct namedmap_call *call, size_t size,
				    s32 fd, enum namedmap_kind kind, u32 access)
{
	struct file *file = namedmap_call_get_handle(call, fd);
	struct namedmap_handle *handle;
	int ret = 0;

	if (IS_ERR(file))
		return file;
	handle = namedmap_handle_of(file);
	if (namedmap_object_kind(handle->object) != kind)
		ret = -EINVAL;
	else if (access & ~handle->access)
		ret = -EACCES;
	else
		ret = namedmap_call_respond(call, size);
	if (!ret)
		return file;
	fput(file);
	return ERR_PTR(ret);
}

static struct namedmap_object *sync_object(struct file *file)
{
	return namedmap_handle_of(file)->object;
}

static int event_change(struct namedmap_call *call,
			bool (*change)(struct namedmap_event *event))
{
	struct namedmap_event_change *cmd = call->cmd;
	struct file *file;
	int ret;

	if (cmd->flags)
		return -EOPNOTSUPP;
	file = sync_get_handle(call, sizeof(*cmd), cmd->handle,
			       NAMEDMAP_KIND_EVENT,
			       NAMEDMAP_RIGHT_EVENT_MODIFY);
	if (IS_ERR(file))
		return PTR_ERR(file);
	cmd->out_signaled = change(namedmap_event_of(sync_object(file)));
	ret = namedmap_call_respond(call, sizeof(*cmd));
	fput(file);
	return ret;
}

/**
 * namedmap_event_set_ioctl - set an event
 * @call: the call
 *
 * Return: 0 or an error as the uapi header states.
 */
int namedmap_event_set_ioctl(struct namedmap_call *call)
{
	return event_change(call, namedmap_event_set);
}

/**
 * namedmap_event_reset_ioctl - reset an event
 * @call: the call
 *
 * Return: 0 or an error as the uapi header states.
 */
int namedmap_event_reset_ioctl(struct namedmap_call *call)
{
	return event_change(call, namedmap_event_reset);
}

/**
 * namedmap_mutex_release_ioctl - release a mutex once
 * @call: the call
 *
 * Return: 0 or an error as the uapi header states.
 */
int namedmap_mutex_release_ioctl(struct namedmap_call *call)
{
	struct namedmap_mutex_release *cmd = call->cmd;
	struct file *file;
	int ret;

	if (cmd->flags)
		return -EOPNOTSUPP;
	file = sync_get_handle(call, sizeof(*cmd), cmd->handle,
			       NAMEDMAP_KIND_MUTEX, 0);
	if (IS_ERR(file))
		return PTR_ERR(file);
	ret = namedmap_mutex_release(namedmap_mutex_of(sync_object(file)),
				     &cmd->out_count);
	if (!ret)
		ret = namedmap_call_respond(call, sizeof(*cmd));
	fput(file);
	return ret;
}

/**
 * namedmap_mutex_abandon_ioctl - give up all mutexes of the calling thread
 * @call: the call
 *
 * Return: 0 or an error as the uapi header states.
 */
int namedmap_mutex_abandon_ioctl(struct namedmap_call *call)
{
	struct namedmap_mutex_abandon *cmd = call->cmd;

	if (cmd->flags)
		return -EOPNOTSUPP;
	namedmap_mutex_abandon_all();
	return 0;
}

/**
 * namedmap_semaphore_release_ioctl - add to the count of a semaphore
 * @call: the call
 *
 * Return: 0 or an error as the uapi header states.
 */
int namedmap_semaphore_release_ioctl(struct namedmap_call *call)
{
	struct namedmap_semaphore_release *cmd = call->cmd;
	struct file *file;
	int ret;

	if (cmd->flags || cmd->__reserved)
		return -EOPNOTSUPP;
	if (!cmd->count)
		return -EINVAL;
	file = sync_get_handle(call, sizeof(*cmd), cmd->handle,
			       NAMEDMAP_KIND_SEMAPHORE,
			       NAMEDMAP_RIGHT_SEMAPHORE_MODIFY);
	if (IS_ERR(file))
		return PTR_ERR(file);
	ret = namedmap_semaphore_release(namedmap_semaphore_of(sync_object(file)),
					 cmd->count, &cmd->out_count);
	if (!ret)
		ret = namedmap_call_respond(call, sizeof(*cmd));
	fput(file);
	return ret;
}
