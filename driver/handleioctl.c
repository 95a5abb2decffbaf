// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ioctls about handles: duplicate, compare, query, flush.
 */
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>

#include "call.h"
#include "dir.h"
#include "event.h"
#include "handle.h"
#include "mutex.h"
#include "prot.h"
#include "pseudo.h"
#include "section.h"
#include "semaphore.h"

/**
 * namedmap_compare_ioctl - say whether two handles are on the same object
 * @call: the call, with a struct namedmap_compare
 *
 * Return: 0 or an error as the uapi header states.
 */
int namedmap_compare_ioctl(struct namedmap_call *call)
{
	struct namedmap_compare *cmd = call->cmd;
	struct file *first, *second;

	if (cmd->flags || cmd->__reserved)
		return -EOPNOTSUPP;
	first = namedmap_call_fget(cmd->first);
	if (IS_ERR(first))
		return PTR_ERR(first);
	second = namedmap_call_fget(cmd->second);
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

/**
 * namedmap_duplicate_ioctl - make a new handle on a handle's object
 * @call: the call, with a struct namedmap_duplicate
 *
 * Return: 0 or an error as the uapi header states.
 */
int namedmap_duplicate_ioctl(struct namedmap_call *call)
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
	fd = namedmap_call_reserve_fd(cmd->flags);
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
	ret = namedmap_call_deliver(call, sizeof(*cmd), fd, file);
out_put_pseudo:
	namedmap_pseudo_put();
out_put_source:
	fput(source_file);
	return ret;
}

static void query_mutex(struct namedmap_mutex *mutex, struct namedmap_query *cmd)
{
	struct namedmap_mutex_state state;

	namedmap_mutex_state(mutex, &state);
	if (state.recursion)
		cmd->out_attributes |= NAMEDMAP_MUTEX_OWNED;
	if (state.mine)
		cmd->out_attributes |= NAMEDMAP_MUTEX_MINE;
	if (state.abandoned)
		cmd->out_attributes |= NAMEDMAP_MUTEX_ABANDONED;
	cmd->out_count = state.recursion;
}

/* What is waited for: how it is now. */
static void query_state(struct namedmap_handle *handle,
			struct namedmap_query *cmd)
{
	struct namedmap_object *object = handle->object;
	struct namedmap_semaphore *semaphore;

	if (!(handle->access & (NAMEDMAP_RIGHT_QUERY |
				NAMEDMAP_RIGHT_SYNCHRONIZE)))
		return;
	switch (namedmap_object_kind(object)) {
	case NAMEDMAP_KIND_EVENT:
		cmd->out_attributes = READ_ONCE(namedmap_event_of(object)->state);
		break;
	case NAMEDMAP_KIND_MUTEX:
		query_mutex(namedmap_mutex_of(object), cmd);
		break;
	case NAMEDMAP_KIND_SEMAPHORE:
		semaphore = namedmap_semaphore_of(object);
		cmd->out_count = READ_ONCE(semaphore->count);
		cmd->out_maximum = semaphore->maximum;
		break;
	default:
		break;
	}
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

/**
 * namedmap_query_ioctl - say what a handle is
 * @call: the call, with a struct namedmap_query
 *
 * Return: 0 or an error as the uapi header states.
 */
int namedmap_query_ioctl(struct namedmap_call *call)
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
	namedmap_call_describe_section(object, &cmd->out_section_size,
				       &cmd->out_protection,
				       &cmd->out_attributes);
	cmd->out_kind = namedmap_object_kind(object);
	cmd->out_access = handle->access;
	query_state(handle, cmd);
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

/**
 * namedmap_flush_ioctl - write a range of a section to its file
 * @call: the call, with a struct namedmap_flush
 *
 * Return: 0 or an error as the uapi header states.
 */
int namedmap_flush_ioctl(struct namedmap_call *call)
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
