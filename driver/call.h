/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_CALL_H
#define NAMEDMAP_CALL_H

#include <linux/types.h>

struct file;
struct namedmap_object;
struct namedmap_world;

/**
 * struct namedmap_call - one ioctl
 * @file: what it was made on
 * @on_device: that is the device, and not a handle
 * @world: private world of the device file, if it has one
 * @user: the caller's structure
 * @user_size: bytes in it
 * @cmd: the kernel's copy
 */
struct namedmap_call {
	struct file *file;
	bool on_device;
	struct namedmap_world *world;
	void __user *user;
	u32 user_size;
	void *cmd;
};

int namedmap_call_respond(struct namedmap_call *call, size_t size);
int namedmap_call_reserve_fd(u32 flags);
int namedmap_call_deliver(struct namedmap_call *call, size_t size, int fd,
			  struct file *file);
void namedmap_call_describe_section(struct namedmap_object *object, u64 *size,
				    u32 *protection, u32 *attributes);
struct file *namedmap_call_fget(s32 handle);
struct file *namedmap_call_get_handle(struct namedmap_call *call, s32 handle);

int namedmap_create_ioctl(struct namedmap_call *call);
int namedmap_event_create_ioctl(struct namedmap_call *call);
int namedmap_mutex_create_ioctl(struct namedmap_call *call);
int namedmap_semaphore_create_ioctl(struct namedmap_call *call);
int namedmap_open_ioctl(struct namedmap_call *call);

int namedmap_compare_ioctl(struct namedmap_call *call);
int namedmap_duplicate_ioctl(struct namedmap_call *call);
int namedmap_query_ioctl(struct namedmap_call *call);
int namedmap_flush_ioctl(struct namedmap_call *call);

int namedmap_wait_ioctl(struct namedmap_call *call);
int namedmap_event_set_ioctl(struct namedmap_call *call);
int namedmap_event_reset_ioctl(struct namedmap_call *call);
int namedmap_mutex_release_ioctl(struct namedmap_call *call);
int namedmap_mutex_abandon_ioctl(struct namedmap_call *call);
int namedmap_semaphore_release_ioctl(struct namedmap_call *call);

#endif /* NAMEDMAP_CALL_H */
