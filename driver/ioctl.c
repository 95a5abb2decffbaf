// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ioctls of the device and of handles: from user space and back.
 *
 * Each command is a row of a table. The dispatcher checks the number, takes
 * the structure in and calls the handler; handlers check fields, and the
 * layers below do the rest. What can fail comes before fd_install().
 */
#include <linux/capability.h>
#include <linux/compat.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/nospec.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>

#include "backing.h"
#include "call.h"
#include "dir.h"
#include "event.h"
#include "fileuse.h"
#include "handle.h"
#include "ioctl.h"
#include "open.h"
#include "prot.h"
#include "pseudo.h"
#include "section.h"

union ioctl_buffer {
	struct namedmap_create create;
	struct namedmap_event_create event_create;
	struct namedmap_open open;
	struct namedmap_flush_memory flush_memory;
	struct namedmap_truncate truncate;
	struct namedmap_wait wait;
	struct namedmap_compare compare;
	struct namedmap_duplicate duplicate;
	struct namedmap_query query;
	struct namedmap_flush flush;
	struct namedmap_event_change event_change;
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

/**
 * namedmap_call_respond - write the kernel's copy of a structure back
 * @call: the call
 * @size: bytes in the structure as this kernel knows it
 *
 * Return: 0 or -EFAULT.
 */
int namedmap_call_respond(struct namedmap_call *call, size_t size)
{
	if (copy_to_user(call->user, call->cmd,
			 min_t(size_t, size, call->user_size)))
		return -EFAULT;
	return 0;
}

/*
 * Hand a new handle out. The answer goes first: if it cannot be delivered the
 * handle is dropped as if it had been closed at once.
 */
static int ioctl_deliver(struct namedmap_call *call, size_t size, int fd,
			 struct file *file)
{
	int ret = namedmap_call_respond(call, size);

	if (ret) {
		put_unused_fd(fd);
		fput(file);
		return ret;
	}
	fd_install(fd, file);
	return 0;
}

static int ioctl_reserve_fd(u32 flags)
{
	return get_unused_fd_flags(flags & NAMEDMAP_HANDLE_INHERIT ?
				   0 : O_CLOEXEC);
}

/**
 * struct ioctl_name - a name taken in
 * @key: where it stands
 * @bytes: the caller's bytes, @inline_bytes or allocated
 * @inline_bytes: room for short names
 */
struct ioctl_name {
	struct namedmap_key key;
	char *bytes;
	char inline_bytes[128];
};

static void ioctl_put_name(struct ioctl_name *name)
{
	if (name->bytes != name->inline_bytes)
		kvfree(name->bytes);
}

static int ioctl_get_name(u64 user, u32 length, struct ioctl_name *name)
{
	struct namedmap_name parts;
	int ret;

	if (length > NAMEDMAP_NAME_INPUT_MAX)
		return -ENAMETOOLONG;
	name->bytes = name->inline_bytes;
	if (length > sizeof(name->inline_bytes)) {
		name->bytes = kvmalloc(length, GFP_KERNEL_ACCOUNT);
		if (!name->bytes)
			return -ENOMEM;
	}
	ret = -EFAULT;
	if (copy_from_user(name->bytes, u64_to_user_ptr(user), length))
		goto err_put_name;
	ret = namedmap_name_parse(name->bytes, length, &parts);
	if (ret)
		goto err_put_name;
	ret = namedmap_world_key(&parts, &name->key);
	if (ret)
		goto err_put_name;
	return 0;

err_put_name:
	ioctl_put_name(name);
	return ret;
}

/* Reads what create and open have in common; undone by ioctl_put_name(). */
static int ioctl_get_request(struct namedmap_open_request *request,
			     enum namedmap_kind kind, u32 access,
			     u64 user_name, u32 name_length,
			     struct ioctl_name *name)
{
	int ret;

	request->kind = kind;
	ret = namedmap_access_wanted(kind, access, &request->access);
	if (ret)
		return ret;
	if (!request->access)
		return -EACCES;
	name->bytes = name->inline_bytes;
	if (!name_length)
		return 0;
	ret = ioctl_get_name(user_name, name_length, name);
	if (!ret)
		request->key = &name->key;
	return ret;
}

/* Check what the section is to be; takes a reference to the backing file. */
static int ioctl_get_spec(const struct namedmap_create *cmd,
			  struct namedmap_section_spec *spec)
{
	u64 length, size;
	int ret;

	if (!namedmap_prot_valid(cmd->protection) ||
	    cmd->mode & ~NAMEDMAP_MODE_MASK)
		return -EINVAL;
	spec->size = cmd->section_size;
	spec->protection = cmd->protection;
	spec->mode = cmd->mode;
	ret = namedmap_prot_attributes(cmd->attributes, cmd->backing_fd != -1,
				       cmd->section_size,
				       namedmap_backing_large_page(),
				       &spec->attributes);
	if (ret)
		return ret;
	if (cmd->backing_fd == -1) {
		ret = namedmap_prot_anonymous_size(cmd->section_size, &size);
		if (ret)
			return ret;
		if (spec->attributes & NAMEDMAP_SECTION_LARGE_PAGES &&
		    !capable(CAP_IPC_LOCK))
			return -EPERM;
		return 0;
	}

	spec->file = fget(cmd->backing_fd);
	if (!spec->file)
		return -EBADF;
	ret = namedmap_backing_check(spec->file, cmd->protection);
	if (!ret)
		ret = namedmap_backing_length(spec->file, &length);
	if (!ret)
		ret = namedmap_prot_file_size(cmd->section_size, length,
					      cmd->protection, &size);
	if (ret)
		fput(spec->file);
	return ret;
}

static void ioctl_put_spec(struct namedmap_section_spec *spec)
{
	if (spec->file)
		fput(spec->file);
}

static void ioctl_describe_section(struct namedmap_object *object, u64 *size,
				   u32 *protection, u32 *attributes)
{
	struct namedmap_section *section;

	*size = 0;
	*protection = 0;
	*attributes = 0;
	if (namedmap_object_kind(object) != NAMEDMAP_KIND_SECTION)
		return;
	section = namedmap_section_of(object);
	*size = section->size;
	*protection = section->protection;
	*attributes = section->attributes;
}

static int create_ioctl(struct namedmap_call *call)
{
	struct namedmap_create *cmd = call->cmd;
	struct namedmap_open_request request = {
		.exclusive = cmd->flags & NAMEDMAP_CREATE_EXCLUSIVE,
	};
	struct namedmap_section_spec spec = {};
	struct namedmap_handle *handle;
	struct ioctl_name name;
	struct file *file;
	int ret, fd;

	if (cmd->flags & ~(NAMEDMAP_HANDLE_INHERIT |
			   NAMEDMAP_CREATE_EXCLUSIVE) || cmd->__reserved)
		return -EOPNOTSUPP;
	ret = ioctl_get_spec(cmd, &spec);
	if (ret)
		return ret;
	ret = ioctl_get_request(&request, NAMEDMAP_KIND_SECTION, cmd->access,
				cmd->name, cmd->name_length, &name);
	if (ret)
		goto out_put_spec;
	/*
	 * Writes back what was read. An answer that could not be delivered
	 * after a file has grown is to fail before.
	 */
	ret = spec.file ? namedmap_call_respond(call, sizeof(*cmd)) : 0;
	if (ret)
		goto out_put_name;
	fd = ioctl_reserve_fd(cmd->flags);
	ret = fd;
	if (fd < 0)
		goto out_put_name;

	file = namedmap_open_section(&request, &spec);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		ret = PTR_ERR(file);
		goto out_put_name;
	}
	handle = namedmap_handle_of(file);
	cmd->out_handle = fd;
	cmd->out_existed = request.existed;
	ioctl_describe_section(handle->object, &cmd->out_section_size,
			       &cmd->out_protection, &cmd->out_attributes);
	cmd->out_access = handle->access;
	ret = ioctl_deliver(call, sizeof(*cmd), fd, file);
out_put_name:
	ioctl_put_name(&name);
out_put_spec:
	ioctl_put_spec(&spec);
	return ret;
}

static int event_create_ioctl(struct namedmap_call *call)
{
	const u32 state = NAMEDMAP_EVENT_MANUAL_RESET | NAMEDMAP_EVENT_SIGNALED;
	struct namedmap_event_create *cmd = call->cmd;
	struct namedmap_open_request request = {
		.exclusive = cmd->flags & NAMEDMAP_CREATE_EXCLUSIVE,
	};
	struct ioctl_name name;
	struct file *file;
	int ret, fd;

	if (cmd->flags & ~(NAMEDMAP_HANDLE_INHERIT |
			   NAMEDMAP_CREATE_EXCLUSIVE | state))
		return -EOPNOTSUPP;
	if (cmd->mode & ~NAMEDMAP_MODE_MASK)
		return -EINVAL;
	ret = ioctl_get_request(&request, NAMEDMAP_KIND_EVENT, cmd->access,
				cmd->name, cmd->name_length, &name);
	if (ret)
		return ret;
	fd = ioctl_reserve_fd(cmd->flags);
	ret = fd;
	if (fd < 0)
		goto out_put_name;

	file = namedmap_open_event(&request, cmd->mode, cmd->flags & state);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		ret = PTR_ERR(file);
		goto out_put_name;
	}
	cmd->out_handle = fd;
	cmd->out_existed = request.existed;
	cmd->out_access = namedmap_handle_of(file)->access;
	ret = ioctl_deliver(call, sizeof(*cmd), fd, file);
out_put_name:
	ioctl_put_name(&name);
	return ret;
}

static int open_ioctl(struct namedmap_call *call)
{
	struct namedmap_open *cmd = call->cmd;
	struct namedmap_open_request request = {};
	struct namedmap_handle *handle;
	struct ioctl_name name;
	struct file *file;
	int ret, fd;

	if (cmd->flags & ~NAMEDMAP_HANDLE_INHERIT || cmd->__reserved)
		return -EOPNOTSUPP;
	if (cmd->kind != NAMEDMAP_KIND_SECTION &&
	    cmd->kind != NAMEDMAP_KIND_EVENT)
		return -EINVAL;
	if (!cmd->name_length)
		return -EINVAL;
	ret = ioctl_get_request(&request, cmd->kind, cmd->access, cmd->name,
				cmd->name_length, &name);
	if (ret)
		return ret;
	fd = ioctl_reserve_fd(cmd->flags);
	ret = fd;
	if (fd < 0)
		goto out_put_name;

	file = namedmap_open_existing(&request);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		ret = PTR_ERR(file);
		goto out_put_name;
	}
	handle = namedmap_handle_of(file);
	cmd->out_handle = fd;
	ioctl_describe_section(handle->object, &cmd->out_section_size,
			       &cmd->out_protection, &cmd->out_attributes);
	cmd->out_access = handle->access;
	ret = ioctl_deliver(call, sizeof(*cmd), fd, file);
out_put_name:
	ioctl_put_name(&name);
	return ret;
}

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

static struct file *ioctl_fget_handle(s32 handle)
{
	struct file *file = fget(handle);

	if (!file)
		return ERR_PTR(-EBADF);
	if (namedmap_handle_of(file))
		return file;
	fput(file);
	return ERR_PTR(-EINVAL);
}

/**
 * namedmap_call_get_handle - the handle that a call is about
 * @call: the call
 * @handle: what the caller says: a descriptor if the call is made on the
 *	device, -1 if it is made on the handle itself
 *
 * Return: the handle's file with a reference, or an ERR_PTR: -EBADF, -EINVAL.
 */
struct file *namedmap_call_get_handle(struct namedmap_call *call, s32 handle)
{
	if (!call->on_device)
		return handle == -1 ? get_file(call->file) : ERR_PTR(-EINVAL);
	return ioctl_fget_handle(handle);
}

static int compare_ioctl(struct namedmap_call *call)
{
	struct namedmap_compare *cmd = call->cmd;
	struct file *first, *second;

	if (cmd->flags || cmd->__reserved)
		return -EOPNOTSUPP;
	first = ioctl_fget_handle(cmd->first);
	if (IS_ERR(first))
		return PTR_ERR(first);
	second = ioctl_fget_handle(cmd->second);
	if (IS_ERR(second)) {
		fput(first);
		return PTR_ERR(second);
	}
	cmd->out_same = namedmap_handle_of(first)->object ==
			namedmap_handle_of(second)->object;
	fput(second);
	fput(first);
	return namedmap_call_respond(call, sizeof(*cmd));
}

static int duplicate_grant(struct namedmap_handle *source,
			   const struct namedmap_duplicate *cmd, u32 *granted)
{
	struct namedmap_object *object = source->object;
	u32 wanted;
	int ret;

	if (cmd->flags & NAMEDMAP_DUPLICATE_SAME_ACCESS) {
		*granted = source->access;
		return cmd->access ? -EINVAL : 0;
	}
	ret = namedmap_access_wanted(namedmap_object_kind(object), cmd->access,
				     &wanted);
	if (ret)
		return ret;
	return namedmap_object_grant(object, wanted, source->access, granted);
}

static int duplicate_ioctl(struct namedmap_call *call)
{
	struct namedmap_duplicate *cmd = call->cmd;
	struct file *source_file, *file;
	struct namedmap_handle *source;
	u32 granted;
	int ret, fd;

	if (cmd->flags & ~(NAMEDMAP_HANDLE_INHERIT |
			   NAMEDMAP_DUPLICATE_SAME_ACCESS))
		return -EOPNOTSUPP;
	source_file = namedmap_call_get_handle(call, cmd->handle);
	if (IS_ERR(source_file))
		return PTR_ERR(source_file);
	source = namedmap_handle_of(source_file);
	ret = duplicate_grant(source, cmd, &granted);
	if (ret)
		goto out_put_source;
	/* The device may be closed by now if the call is made on a handle. */
	namedmap_pseudo_get();
	fd = ioctl_reserve_fd(cmd->flags);
	ret = fd;
	if (fd < 0)
		goto out_put_pseudo;

	namedmap_dir_get(source->object);
	file = namedmap_handle_file(source->object, granted);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		ret = PTR_ERR(file);
		goto out_put_pseudo;
	}
	cmd->out_handle = fd;
	cmd->out_access = granted;
	ret = ioctl_deliver(call, sizeof(*cmd), fd, file);
out_put_pseudo:
	namedmap_pseudo_put();
out_put_source:
	fput(source_file);
	return ret;
}

static int query_details(struct namedmap_handle *handle,
			 struct namedmap_query *cmd)
{
	struct namedmap_object *object = handle->object;
	const struct namedmap_key *key = &object->key;
	struct user_namespace *ns = current_user_ns();

	if (!(cmd->flags & NAMEDMAP_QUERY_DETAILS))
		return 0;
	if (!(handle->access & NAMEDMAP_RIGHT_QUERY))
		return -EACCES;
	cmd->out_handles = refcount_read(&object->handles);
	cmd->out_uid = from_kuid_munged(ns, object->permission.owner);
	cmd->out_gid = from_kgid_munged(ns, object->permission.group);
	cmd->out_mode = object->permission.mode;
	cmd->out_name_length = key->length;
	cmd->out_scope = key->scope;
	if (key->scope == NAMEDMAP_SCOPE_LOCAL)
		cmd->out_scope_uid = from_kuid_munged(ns, key->uid);
	if (copy_to_user(u64_to_user_ptr(cmd->name), key->bytes,
			 min(cmd->name_capacity, key->length)))
		return -EFAULT;
	return 0;
}

static int query_ioctl(struct namedmap_call *call)
{
	struct namedmap_query *cmd = call->cmd;
	struct namedmap_object *object;
	struct namedmap_handle *handle;
	struct file *file;
	int ret;

	if (cmd->flags & ~NAMEDMAP_QUERY_DETAILS || cmd->__reserved)
		return -EOPNOTSUPP;
	file = namedmap_call_get_handle(call, cmd->handle);
	if (IS_ERR(file))
		return PTR_ERR(file);
	handle = namedmap_handle_of(file);
	object = handle->object;

	memset_startat(cmd, 0, out_section_size);
	ioctl_describe_section(object, &cmd->out_section_size,
			       &cmd->out_protection, &cmd->out_attributes);
	cmd->out_kind = namedmap_object_kind(object);
	cmd->out_access = handle->access;
	if (cmd->out_kind == NAMEDMAP_KIND_EVENT)
		cmd->out_attributes = READ_ONCE(namedmap_event_of(object)->state);
	ret = query_details(handle, cmd);
	if (!ret)
		ret = namedmap_call_respond(call, sizeof(*cmd));
	fput(file);
	return ret;
}

static int flush_handle(struct file *file, const struct namedmap_flush *cmd)
{
	struct namedmap_handle *handle = namedmap_handle_of(file);
	struct namedmap_section *section;
	u64 length = cmd->length;
	int ret;

	if (namedmap_object_kind(handle->object) != NAMEDMAP_KIND_SECTION)
		return -EINVAL;
	if (!(handle->access & (NAMEDMAP_RIGHT_MAP_READ |
				NAMEDMAP_RIGHT_MAP_WRITE)))
		return -EACCES;
	section = namedmap_section_of(handle->object);
	if (!namedmap_prot_range(section->size, cmd->offset, length))
		return -EINVAL;
	if (!length)
		length = section->size - cmd->offset;
	if (cmd->flags & NAMEDMAP_FLUSH_START)
		return namedmap_section_flush(section, cmd->offset, length,
					      false);
	ret = namedmap_section_flush(section, cmd->offset, length, true);
	return namedmap_handle_check_error(file) ?: ret;
}

static int flush_ioctl(struct namedmap_call *call)
{
	struct namedmap_flush *cmd = call->cmd;
	struct file *file;
	int ret;

	if (cmd->flags & ~NAMEDMAP_FLUSH_START || cmd->__reserved)
		return -EOPNOTSUPP;
	file = namedmap_call_get_handle(call, cmd->handle);
	if (IS_ERR(file))
		return PTR_ERR(file);
	ret = flush_handle(file, cmd);
	fput(file);
	return ret;
}

static const struct ioctl_op device_ops[] = {
	[NAMEDMAP_CMD_CREATE - NAMEDMAP_CMD_DEVICE_BASE] = {
		.number = NAMEDMAP_IOC_CREATE,
		.size = sizeof(struct namedmap_create),
		.min_size = offsetofend(struct namedmap_create, __reserved),
		.handler = create_ioctl,
	},
	[NAMEDMAP_CMD_EVENT_CREATE - NAMEDMAP_CMD_DEVICE_BASE] = {
		.number = NAMEDMAP_IOC_EVENT_CREATE,
		.size = sizeof(struct namedmap_event_create),
		.min_size = offsetofend(struct namedmap_event_create, out_access),
		.handler = event_create_ioctl,
	},
	[NAMEDMAP_CMD_OPEN - NAMEDMAP_CMD_DEVICE_BASE] = {
		.number = NAMEDMAP_IOC_OPEN,
		.size = sizeof(struct namedmap_open),
		.min_size = offsetofend(struct namedmap_open, __reserved),
		.handler = open_ioctl,
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
		.min_size = offsetofend(struct namedmap_wait, timeout),
		.handler = namedmap_wait_ioctl,
	},
	[NAMEDMAP_CMD_COMPARE - NAMEDMAP_CMD_DEVICE_BASE] = {
		.number = NAMEDMAP_IOC_COMPARE,
		.size = sizeof(struct namedmap_compare),
		.min_size = offsetofend(struct namedmap_compare, __reserved),
		.handler = compare_ioctl,
	},
};

/* On the device as well. */
static const struct ioctl_op handle_ops[] = {
	[NAMEDMAP_CMD_DUPLICATE - NAMEDMAP_CMD_HANDLE_BASE] = {
		.number = NAMEDMAP_IOC_DUPLICATE,
		.size = sizeof(struct namedmap_duplicate),
		.min_size = offsetofend(struct namedmap_duplicate, out_access),
		.handler = duplicate_ioctl,
	},
	[NAMEDMAP_CMD_QUERY - NAMEDMAP_CMD_HANDLE_BASE] = {
		.number = NAMEDMAP_IOC_QUERY,
		.size = sizeof(struct namedmap_query),
		.min_size = offsetofend(struct namedmap_query, __reserved),
		.handler = query_ioctl,
	},
	[NAMEDMAP_CMD_FLUSH - NAMEDMAP_CMD_HANDLE_BASE] = {
		.number = NAMEDMAP_IOC_FLUSH,
		.size = sizeof(struct namedmap_flush),
		.min_size = offsetofend(struct namedmap_flush, __reserved),
		.handler = flush_ioctl,
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
