/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAMEDMAP_IOCTL_H
#define NAMEDMAP_IOCTL_H

struct file;

long namedmap_device_ioctl(struct file *file, unsigned int number,
			   unsigned long argument);
long namedmap_handle_ioctl(struct file *file, unsigned int number,
			   unsigned long argument);

#endif /* NAMEDMAP_IOCTL_H */
