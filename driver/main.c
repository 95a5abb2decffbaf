// SPDX-License-Identifier: GPL-2.0-only
/**
 * DOC: Layers
 *
 * The source files stand in layers; each includes the headers of lower ones
 * only (handle.c names the ioctl entry point, and no more, of the one above):
 *
 * 1. name.c, prot.c, access.c: arithmetic without state; wait.c: waiting, for
 *    whatever can be waited for
 * 2. registry.c, charge.c, fileuse.c, backing.c, world.c: what is kept about
 *    users and files, the file behind a section, which name space a task sees
 * 3. object.c, section.c, event.c, mutex.c, semaphore.c: the objects
 * 4. dir.c, pseudo.c: names, and the file system that handles are files of
 * 5. handle.c, open.c: handles and views, find or make
 * 6. call.c, ioctl.c, nameioctl.c, handleioctl.c, sync.c: from user space and
 *    back
 * 7. main.c: the device
 *
 * A section never knows that there is a directory: the handle that goes away
 * last takes the name with it, through dir.c.
 */
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/rcupdate.h>

#include "backing.h"
#include "charge.h"
#include "dir.h"
#include "event.h"
#include "fileuse.h"
#include "handle.h"
#include "ioctl.h"
#include "mutex.h"
#include "pseudo.h"
#include "section.h"
#include "semaphore.h"
#include "world.h"

static int device_open(struct inode *inode, struct file *file)
{
	namedmap_pseudo_get();
	/* misc_open() left the miscdevice here; now it is for world.c. */
	file->private_data = NULL;
	return nonseekable_open(inode, file);
}

static int device_release(struct inode *inode, struct file *file)
{
	namedmap_world_leave(&file->private_data);
	namedmap_pseudo_put();
	return 0;
}

static const struct file_operations device_fops = {
	.owner = THIS_MODULE,
	.open = device_open,
	.release = device_release,
	.unlocked_ioctl = namedmap_device_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice namedmap_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "namedmap",
	.fops = &device_fops,
	.mode = 0666,
};

static const struct {
	int (*init)(void);
	void (*exit)(void);
} parts[] = {
	{ namedmap_charge_init, namedmap_charge_exit },
	{ namedmap_fileuse_init, namedmap_fileuse_exit },
	{ namedmap_section_init, namedmap_section_exit },
	{ namedmap_event_init, namedmap_event_exit },
	{ namedmap_mutex_init, namedmap_mutex_exit },
	{ namedmap_semaphore_init, namedmap_semaphore_exit },
	{ namedmap_handle_init, namedmap_handle_exit },
	{ namedmap_dir_init, namedmap_dir_exit },
};

static void namedmap_exit_parts(size_t count)
{
	while (count)
		parts[--count].exit();
}

static int __init namedmap_init(void)
{
	size_t i;
	int ret;

	namedmap_world_init();
	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		ret = parts[i].init();
		if (ret)
			goto err_exit_parts;
	}
	ret = misc_register(&namedmap_device);
	if (ret)
		goto err_exit_parts;
	return 0;

err_exit_parts:
	namedmap_exit_parts(i);
	return ret;
}

static void __exit namedmap_exit(void)
{
	misc_deregister(&namedmap_device);
	/* Objects and entries of tables are freed by RCU callbacks of ours. */
	rcu_barrier();
	namedmap_exit_parts(ARRAY_SIZE(parts));
	namedmap_backing_exit();
}

module_init(namedmap_init);
module_exit(namedmap_exit);

MODULE_DESCRIPTION("Named memory sections");
MODULE_AUTHOR("The namedmap authors");
MODULE_LICENSE("GPL");
