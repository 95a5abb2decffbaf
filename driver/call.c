// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the ioctls share: handles taken in, answers and new handles given out.
 */
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/uaccess.h>

#include "call.h"
#include "handle.h"
#include "section.h"

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

/**
 * namedmap_call_deliver - hand a new handle out
 * @call: the call
 * @size: bytes in the structure as this kernel knows it
 * @fd: from namedmap_call_reserve_fd(); given back on failure
 * @file: the handle's file; taken over
 *
 * The answer goes first: if it cannot be delivered the handle is dropped as if
 * it had been closed at once.
 *
 * Return: 0 or -EFAULT.
 */
int namedmap_call_deliver(struct namedmap_call *call, size_t size, int fd,
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

/**
 * namedmap_call_reserve_fd - a descriptor for a new handle
 * @flags: the caller's, of which NAMEDMAP_HANDLE_INHERIT matters
 *
 * Return: the descriptor, or -EMFILE or -ENOMEM.
 */
int namedmap_call_reserve_fd(u32 flags)
{
	return get_unused_fd_flags(flags & NAMEDMAP_HANDLE_INHERIT ?
				   0 : O_CLOEXEC);
}

/**
 * namedmap_call_describe_section - what a section is
 * @object: the object
 * @size: where its size in bytes goes; 0 if it is no section
 * @protection: where its protection goes; likewise
 * @attributes: where its attributes go; likewise
 */
void namedmap_call_describe_section(struct namedmap_object *object, u64 *size,
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

/**
 * namedmap_call_fget - the handle that a descriptor is
 * @handle: the descriptor
 *
 * Return: the handle's file with a reference, or an ERR_PTR: -EBADF, -EINVAL.
 */
struct file *namedmap_call_fget(s32 handle)
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
	return namedmap_call_fget(handle);
}
