/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_CALL_H
#define NAMEDMAP_CALL_H

#include <linux/types.h>

struct file;

/**
 * struct namedmap_call - one ioctl
 * @file: what it was made on
 * @on_device: that is the device, and not a handle
 * @user: the caller's structure
 * @user_size: bytes in it
 * @cmd: the kernel's copy
 */
struct namedmap_call {
	struct file *file;
	bool on_device;
	void __user *user;
	u32 user_size;
	void *cmd;
};

int namedmap_call_respond(struct namedmap_call *call, size_t size);
struct file *namedmap_call_get_handle(struct namedmap_call *call, s32 handle);

int namedmap_wait_ioctl(struct namedmap_call *call);
int namedmap_event_set_ioctl(struct namedmap_call *call);
int namedmap_event_reset_ioctl(struct namedmap_call *call);

#endif /* NAMEDMAP_CALL_H */
