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
 * namedmap_wait_ioctl - wait until events are set or descriptors readable
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

	if (cmd->flags & ~NAMEDMAP_WAIT_ALL)
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
	ret = namedmap_call_respond(call, sizeof(*cmd));
	if (ret)
		namedmap_waiter_give_back(&waiter);
out_destroy:
	namedmap_waiter_destroy(&waiter);
	return ret;
}

static int event_change(struct namedmap_call *call,
			bool (*change)(struct namedmap_event *event))
{
	struct namedmap_event_change *cmd = call->cmd;
	struct namedmap_handle *handle;
	struct file *file;
	int ret;

	if (cmd->flags)
		return -EOPNOTSUPP;
	file = namedmap_call_get_handle(call, cmd->handle);
	if (IS_ERR(file))
		return PTR_ERR(file);
	handle = namedmap_handle_of(file);
	ret = -EINVAL;
	if (namedmap_object_kind(handle->object) != NAMEDMAP_KIND_EVENT)
		goto out_put_file;
	ret = -EACCES;
	if (!(handle->access & NAMEDMAP_RIGHT_EVENT_MODIFY))
		goto out_put_file;
	ret = namedmap_call_respond(call, sizeof(*cmd));
	if (ret)
		goto out_put_file;
	cmd->out_signaled = change(namedmap_event_of(handle->object));
	ret = namedmap_call_respond(call, sizeof(*cmd));
out_put_file:
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
