// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ioctls that take a name: create and open. What can fail comes before
 * fd_install().
 */
#include <linux/capability.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "backing.h"
#include "call.h"
#include "event.h"
#include "handle.h"
#include "mutex.h"
#include "open.h"
#include "prot.h"
#include "section.h"
#include "semaphore.h"

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

static int ioctl_get_name(struct namedmap_world *private, u64 user, u32 length,
			  struct ioctl_name *name)
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
	ret = namedmap_world_key(&parts, private, &name->key);
	if (ret)
		goto err_put_name;
	return 0;

err_put_name:
	ioctl_put_name(name);
	return ret;
}

/* Reads what create and open have in common; undone by ioctl_put_name(). */
static int ioctl_get_request(struct namedmap_call *call,
			     struct namedmap_open_request *request,
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
	ret = ioctl_get_name(call->world, user_name, name_length, name);
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

/**
 * namedmap_create_ioctl - make a section, or open the one of that name
 * @call: the call, with a struct namedmap_create
 *
 * Return: 0 or an error as the uapi header states.
 */
int namedmap_create_ioctl(struct namedmap_call *call)
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
	ret = ioctl_get_request(call, &request, NAMEDMAP_KIND_SECTION,
				cmd->access, cmd->name, cmd->name_length, &name);
	if (ret)
		goto out_put_spec;
	/*
	 * Writes back what was read. An answer that could not be delivered
	 * after a file has grown is to fail before.
	 */
	ret = spec.file ? namedmap_call_respond(call, sizeof(*cmd)) : 0;
	if (ret)
		goto out_put_name;
	fd = namedmap_call_reserve_fd(cmd->flags);
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
	namedmap_call_describe_section(handle->object, &cmd->out_section_size,
				       &cmd->out_protection,
				       &cmd->out_attributes);
	cmd->out_access = handle->access;
	ret = namedmap_call_deliver(call, sizeof(*cmd), fd, file);
out_put_name:
	ioctl_put_name(&name);
out_put_spec:
	ioctl_put_spec(&spec);
	return ret;
}

/**
 * struct ioctl_waitable - what the calls that create an object to wait for have
 *	in common
 * @kind: kind of object
 * @alloc: makes one
 * @spec: what a new one is to be
 * @flags: the caller's
 * @known_flags: flags of this kind
 * @name: address of the name
 * @name_length: bytes in the name
 * @access: rights wanted
 * @out_handle: where the new handle goes, in the answer
 * @out_existed: where it goes whether it existed
 * @out_access: where the rights granted go
 * @size: bytes in the answer
 */
struct ioctl_waitable {
	enum namedmap_kind kind;
	struct namedmap_object *
	(*alloc)(const struct namedmap_key *key,
		 const struct namedmap_waitable_spec *spec);
	struct namedmap_waitable_spec spec;
	u32 flags;
	u32 known_flags;
	u64 name;
	u32 name_length;
	u32 access;
	s32 *out_handle;
	u32 *out_existed;
	u32 *out_access;
	size_t size;
};

static int ioctl_create_waitable(struct namedmap_call *call,
				 struct ioctl_waitable *wanted, u32 mode)
{
	struct namedmap_open_request request = {
		.exclusive = wanted->flags & NAMEDMAP_CREATE_EXCLUSIVE,
	};
	struct ioctl_name name;
	struct file *file;
	int ret, fd;

	if (wanted->flags & ~(NAMEDMAP_HANDLE_INHERIT |
			      NAMEDMAP_CREATE_EXCLUSIVE | wanted->known_flags))
		return -EOPNOTSUPP;
	if (mode & ~NAMEDMAP_MODE_MASK)
		return -EINVAL;
	wanted->spec.mode = mode;
	wanted->spec.flags = wanted->flags & wanted->known_flags;
	ret = ioctl_get_request(call, &request, wanted->kind, wanted->access,
				wanted->name, wanted->name_length, &name);
	if (ret)
		return ret;
	/* Others may find the object before the answer is delivered. */
	ret = namedmap_call_respond(call, wanted->size);
	if (ret)
		goto out_put_name;
	fd = namedmap_call_reserve_fd(wanted->flags);
	ret = fd;
	if (fd < 0)
		goto out_put_name;

	file = namedmap_open_waitable(&request, wanted->alloc, &wanted->spec);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		ret = PTR_ERR(file);
		goto out_put_name;
	}
	*wanted->out_handle = fd;
	*wanted->out_existed = request.existed;
	*wanted->out_access = namedmap_handle_of(file)->access;
	ret = namedmap_call_deliver(call, wanted->size, fd, file);
out_put_name:
	ioctl_put_name(&name);
	return ret;
}

/**
 * namedmap_event_create_ioctl - make an event, or open the one of that name
 * @call: the call, with a struct namedmap_event_create
 *
 * Return: 0 or an error as the uapi header states.
 */
int namedmap_event_create_ioctl(struct namedmap_call *call)
{
	struct namedmap_event_create *cmd = call->cmd;
	struct ioctl_waitable wanted = {
		.kind = NAMEDMAP_KIND_EVENT,
		.alloc = namedmap_event_alloc,
		.flags = cmd->flags,
		.known_flags = NAMEDMAP_EVENT_MANUAL_RESET |
			       NAMEDMAP_EVENT_SIGNALED,
		.name = cmd->name,
		.name_length = cmd->name_length,
		.access = cmd->access,
		.out_handle = &cmd->out_handle,
		.out_existed = &cmd->out_existed,
		.out_access = &cmd->out_access,
		.size = sizeof(*cmd),
	};

	return ioctl_create_waitable(call, &wanted, cmd->mode);
}

/**
 * namedmap_mutex_create_ioctl - make a mutex, or open the one of that name
 * @call: the call, with a struct namedmap_mutex_create
 *
 * Return: 0 or an error as the uapi header states.
 */
int namedmap_mutex_create_ioctl(struct namedmap_call *call)
{
	struct namedmap_mutex_create *cmd = call->cmd;
	struct ioctl_waitable wanted = {
		.kind = NAMEDMAP_KIND_MUTEX,
		.alloc = namedmap_mutex_alloc,
		.flags = cmd->flags,
		.known_flags = NAMEDMAP_MUTEX_OWNED,
		.name = cmd->name,
		.name_length = cmd->name_length,
		.access = cmd->access,
		.out_handle = &cmd->out_handle,
		.out_existed = &cmd->out_existed,
		.out_access = &cmd->out_access,
		.size = sizeof(*cmd),
	};

	return ioctl_create_waitable(call, &wanted, cmd->mode);
}

/**
 * namedmap_semaphore_create_ioctl - make a semaphore, or open the one of that
 *	name
 * @call: the call, with a struct namedmap_semaphore_create
 *
 * Return: 0 or an error as the uapi header states.
 */
int namedmap_semaphore_create_ioctl(struct namedmap_call *call)
{
	struct namedmap_semaphore_create *cmd = call->cmd;
	struct ioctl_waitable wanted = {
		.kind = NAMEDMAP_KIND_SEMAPHORE,
		.alloc = namedmap_semaphore_alloc,
		.spec = { .count = cmd->count, .maximum = cmd->maximum },
		.flags = cmd->flags,
		.name = cmd->name,
		.name_length = cmd->name_length,
		.access = cmd->access,
		.out_handle = &cmd->out_handle,
		.out_existed = &cmd->out_existed,
		.out_access = &cmd->out_access,
		.size = sizeof(*cmd),
	};

	if (!cmd->maximum || cmd->maximum > S32_MAX ||
	    cmd->count > cmd->maximum)
		return -EINVAL;
	return ioctl_create_waitable(call, &wanted, cmd->mode);
}

static bool ioctl_is_kind(u32 kind)
{
	return kind >= NAMEDMAP_KIND_SECTION && kind <= NAMEDMAP_KIND_SEMAPHORE;
}

/**
 * namedmap_open_ioctl - open an object by its name
 * @call: the call, with a struct namedmap_open
 *
 * Return: 0 or an error as the uapi header states.
 */
int namedmap_open_ioctl(struct namedmap_call *call)
{
	struct namedmap_open *cmd = call->cmd;
	struct namedmap_open_request request = {};
	struct namedmap_handle *handle;
	struct ioctl_name name;
	struct file *file;
	int ret, fd;

	if (cmd->flags & ~NAMEDMAP_HANDLE_INHERIT || cmd->__reserved)
		return -EOPNOTSUPP;
	if (!ioctl_is_kind(cmd->kind) || !cmd->name_length)
		return -EINVAL;
	ret = ioctl_get_request(call, &request, cmd->kind, cmd->access, cmd->name,
				cmd->name_length, &name);
	if (ret)
		return ret;
	fd = namedmap_call_reserve_fd(cmd->flags);
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
	namedmap_call_describe_section(handle->object, &cmd->out_section_size,
				       &cmd->out_protection,
				       &cmd->out_attributes);
	cmd->out_access = handle->access;
	ret = namedmap_call_deliver(call, sizeof(*cmd), fd, file);
out_put_name:
	ioctl_put_name(&name);
	return ret;
}
