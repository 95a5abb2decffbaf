// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ioctls of the device and of handles: from user space and back.
 *
 * Each command is a row of a table. The dispatcher checks the number, takes
 * the structure in and calls the handler; handlers (here, in nameioctl.c,
 * handleioctl.c and sync.c) check fields, and the layers below do the rest.
 */
#include <linux/compat.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/nospec.h>
#include <linux/overflow.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "backing.h"
#include "call.h"
#include "fileuse.h"
#include "handle.h"
#include "ioctl.h"

union ioctl_buffer {
	struct namedmap_create create;
	struct namedmap_event_create event_create;
	struct namedmap_mutex_create mutex_create;
	struct namedmap_mutex_abandon mutex_abandon;
	struct namedmap_semaphore_create semaphore_create;
	struct namedmap_open open;
	struct namedmap_flush_memory flush_memory;
	struct namedmap_truncate truncate;
	struct namedmap_wait wait;
	struct namedmap_compare compare;
	struct namedmap_private_world private_world;
	struct namedmap_duplicate duplicate;
	struct namedmap_query query;
	struct namedmap_flush flush;
	struct namedmap_event_change event_change;
	struct namedmap_mutex_release mutex_release;
	struct namedmap_semaphore_release semaphore_release;
};

/**
 * struct ioctl_op - a row of a command table
 * @number: whole ioctl number
 * @size: bytes in the structure as this kernel knows it
 * @min_size: bytes in its first published version
 * @handler: what to do
 */
struct ioctl_op {
	unsigned int number;
	u32 size;
	u32 min_size;
	int (*handler)(struct namedmap_call *call);
};

static int flush_memory_ioctl(struct namedmap_call *call)
{
	struct namedmap_flush_memory *cmd = call->cmd;
	u64 address = untagged_addr(cmd->address);
	u64 end;

	if (cmd->flags)
		return -EOPNOTSUPP;
	if (!cmd->length || check_add_overflow(address, cmd->length, &end) ||
	    end > ULONG_MAX)
		return -EINVAL;
	return namedmap_backing_flush_memory(address, end);
}

static int truncate_ioctl(struct namedmap_call *call)
{
	struct namedmap_truncate *cmd = call->cmd;
	struct file *file;
	int ret;

	if (cmd->flags || cmd->__reserved)
		return -EOPNOTSUPP;
	if (cmd->length > S64_MAX)
		return -EINVAL;
	file = fget(cmd->fd);
	if (!file)
		return -EBADF;
	if (!S_ISREG(file_inode(file)->i_mode) || namedmap_handle_of(file))
		ret = -EINVAL;
	else if (!(file->f_mode & FMODE_WRITE))
		ret = -EBADF;
	else if (IS_APPEND(file_inode(file)))
		ret = -EPERM;
	else
		ret = namedmap_fileuse_truncate(file, cmd->length);
	fput(file);
	return ret;
}

static int private_world_ioctl(struct namedmap_call *call)
{
	struct namedmap_private_world *cmd = call->cmd;

	if (cmd->flags)
		return -EOPNOTSUPP;
	return namedmap_world_make(&call->file->private_data);
}

static const struct ioctl_op device_ops[] = {
	[NAMEDMAP_CMD_CREATE - NAMEDMAP_CMD_DEVICE_BASE] = {
		.number = NAMEDMAP_IOC_CREATE,
		.size = sizeof(struct namedmap_create),
		.min_size = offsetofend(struct namedmap_create, __reserved),
		.handler = namedmap_create_ioctl,
	},
	[NAMEDMAP_CMD_EVENT_CREATE - NAMEDMAP_CMD_DEVICE_BASE] = {
		.number = NAMEDMAP_IOC_EVENT_CREATE,
		.size = sizeof(struct namedmap_event_create),
		.min_size = offsetofend(struct namedmap_event_create, out_access),
		.handler = namedmap_event_create_ioctl,
	},
	[NAMEDMAP_CMD_OPEN - NAMEDMAP_CMD_DEVICE_BASE] = {
		.number = NAMEDMAP_IOC_OPEN,
		.size = sizeof(struct namedmap_open),
		.min_size = offsetofend(struct namedmap_open, __reserved),
		.handler = namedmap_open_ioctl,
	},
	[NAMEDMAP_CMD_FLUSH_MEMORY - NAMEDMAP_CMD_DEVICE_BASE] = {
		.number = NAMEDMAP_IOC_FLUSH_MEMORY,
		.size = sizeof(struct namedmap_flush_memory),
		.min_size = offsetofend(struct namedmap_flush_memory, length),
		.handler = flush_memory_ioctl,
	},
	[NAMEDMAP_CMD_TRUNCATE - NAMEDMAP_CMD_DEVICE_BASE] = {
		.number = NAMEDMAP_IOC_TRUNCATE,
		.size = sizeof(struct namedmap_truncate),
		.min_size = offsetofend(struct namedmap_truncate, __reserved),
		.handler = truncate_ioctl,
	},
	[NAMEDMAP_CMD_WAIT - NAMEDMAP_CMD_DEVICE_BASE] = {
		.number = NAMEDMAP_IOC_WAIT,
		.size = sizeof(struct namedmap_wait),
		.min_size = offsetofend(struct namedmap_wait, out_abandoned),
		.handler = namedmap_wait_ioctl,
	},
	[NAMEDMAP_CMD_COMPARE - NAMEDMAP_CMD_DEVICE_BASE] = {
		.number = NAMEDMAP_IOC_COMPARE,
		.size = sizeof(struct namedmap_compare),
		.min_size = offsetofend(struct namedmap_compare, __reserved),
		.handler = namedmap_compare_ioctl,
	},
	[NAMEDMAP_CMD_PRIVATE_WORLD - NAMEDMAP_CMD_DEVICE_BASE] = {
		.number = NAMEDMAP_IOC_PRIVATE_WORLD,
		.size = sizeof(struct namedmap_private_world),
		.min_size = offsetofend(struct namedmap_private_world, flags),
		.handler = private_world_ioctl,
	},
	[NAMEDMAP_CMD_MUTEX_CREATE - NAMEDMAP_CMD_DEVICE_BASE] = {
		.number = NAMEDMAP_IOC_MUTEX_CREATE,
		.size = sizeof(struct namedmap_mutex_create),
		.min_size = offsetofend(struct namedmap_mutex_create,
					out_access),
		.handler = namedmap_mutex_create_ioctl,
	},
	[NAMEDMAP_CMD_SEMAPHORE_CREATE - NAMEDMAP_CMD_DEVICE_BASE] = {
		.number = NAMEDMAP_IOC_SEMAPHORE_CREATE,
		.size = sizeof(struct namedmap_semaphore_create),
		.min_size = offsetofend(struct namedmap_semaphore_create,
					out_access),
		.handler = namedmap_semaphore_create_ioctl,
	},
	[NAMEDMAP_CMD_MUTEX_ABANDON - NAMEDMAP_CMD_DEVICE_BASE] = {
		.number = NAMEDMAP_IOC_MUTEX_ABANDON,
		.size = sizeof(struct namedmap_mutex_abandon),
		.min_size = offsetofend(struct namedmap_mutex_abandon, flags),
		.handler = namedmap_mutex_abandon_ioctl,
	},
};

/* On the device as well. */
static const struct ioctl_op handle_ops[] = {
	[NAMEDMAP_CMD_DUPLICATE - NAMEDMAP_CMD_HANDLE_BASE] = {
		.number = NAMEDMAP_IOC_DUPLICATE,
		.size = sizeof(struct namedmap_duplicate),
		.min_size = offsetofend(struct namedmap_duplicate, out_access),
		.handler = namedmap_duplicate_ioctl,
	},
	[NAMEDMAP_CMD_QUERY - NAMEDMAP_CMD_HANDLE_BASE] = {
		.number = NAMEDMAP_IOC_QUERY,
		.size = sizeof(struct namedmap_query),
		.min_size = offsetofend(struct namedmap_query, __reserved),
		.handler = namedmap_query_ioctl,
	},
	[NAMEDMAP_CMD_FLUSH - NAMEDMAP_CMD_HANDLE_BASE] = {
		.number = NAMEDMAP_IOC_FLUSH,
		.size = sizeof(struct namedmap_flush),
		.min_size = offsetofend(struct namedmap_flush, __reserved),
		.handler = namedmap_flush_ioctl,
	},
	[NAMEDMAP_CMD_EVENT_SET - NAMEDMAP_CMD_HANDLE_BASE] = {
		.number = NAMEDMAP_IOC_EVENT_SET,
		.size = sizeof(struct namedmap_event_change),
		.min_size = offsetofend(struct namedmap_event_change,
					out_signaled),
		.handler = namedmap_event_set_ioctl,
	},
	[NAMEDMAP_CMD_EVENT_RESET - NAMEDMAP_CMD_HANDLE_BASE] = {
		.number = NAMEDMAP_IOC_EVENT_RESET,
		.size = sizeof(struct namedmap_event_change),
		.min_size = offsetofend(struct namedmap_event_change,
					out_signaled),
		.handler = namedmap_event_reset_ioctl,
	},
	[NAMEDMAP_CMD_MUTEX_RELEASE - NAMEDMAP_CMD_HANDLE_BASE] = {
		.number = NAMEDMAP_IOC_MUTEX_RELEASE,
		.size = sizeof(struct namedmap_mutex_release),
		.min_size = offsetofend(struct namedmap_mutex_release,
					out_count),
		.handler = namedmap_mutex_release_ioctl,
	},
	[NAMEDMAP_CMD_SEMAPHORE_RELEASE - NAMEDMAP_CMD_HANDLE_BASE] = {
		.number = NAMEDMAP_IOC_SEMAPHORE_RELEASE,
		.size = sizeof(struct namedmap_semaphore_release),
		.min_size = offsetofend(struct namedmap_semaphore_release,
					out_count),
		.handler = namedmap_semaphore_release_ioctl,
	},
};

static const struct ioctl_op *ioctl_find(const struct ioctl_op *ops,
					 size_t count, unsigned int base,
					 unsigned int number)
{
	unsigned int row = _IOC_NR(number) - base;

	if (row >= count)
		return NULL;
	ops += array_index_nospec(row, count);
	return ops->number == number ? ops : NULL;
}

static long ioctl_dispatch(struct namedmap_call *call,
			   const struct ioctl_op *op)
{
	union ioctl_buffer buffer;
	int ret;

	if (!op)
		return -ENOTTY;
	if (get_user(call->user_size, (u32 __user *)call->user))
		return -EFAULT;
	if (call->user_size < op->min_size)
		return -EINVAL;
	if (call->user_size > PAGE_SIZE)
		return -E2BIG;
	ret = copy_struct_from_user(&buffer, op->size, call->user,
				    call->user_size);
	if (ret)
		return ret;
	call->cmd = &buffer;
	return op->handler(call);
}

/**
 * namedmap_device_ioctl - ioctl on an open /dev/namedmap
 * @file: the device's file
 * @number: ioctl number
 * @argument: address of the caller's structure
 *
 * Return: 0 or an error as the uapi header states.
 */
long namedmap_device_ioctl(struct file *file, unsigned int number,
			   unsigned long argument)
{
	struct namedmap_call call = {
		.file = file,
		.on_device = true,
		.user = (void __user *)argument,
	};
	const struct ioctl_op *op;

	op = ioctl_find(device_ops, ARRAY_SIZE(device_ops),
			NAMEDMAP_CMD_DEVICE_BASE, number);
	if (!op)
		op = ioctl_find(handle_ops, ARRAY_SIZE(handle_ops),
				NAMEDMAP_CMD_HANDLE_BASE, number);
	/* Every call but the one that makes a world settles which it is. */
	if (op && op->handler != private_world_ioctl)
		call.world = namedmap_world_settle(&file->private_data);
	return ioctl_dispatch(&call, op);
}

/**
 * namedmap_handle_ioctl - ioctl on a handle
 * @file: the handle's file
 * @number: ioctl number
 * @argument: address of the caller's structure
 *
 * Return: 0 or an error as the uapi header states.
 */
long namedmap_handle_ioctl(struct file *file, unsigned int number,
			   unsigned long argument)
{
	struct namedmap_call call = {
		.file = file,
		.user = (void __user *)argument,
	};

	return ioctl_dispatch(&call, ioctl_find(handle_ops,
						ARRAY_SIZE(handle_ops),
						NAMEDMAP_CMD_HANDLE_BASE,
						number));
}
