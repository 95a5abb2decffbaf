// SPDX-License-Identifier: GPL-2.0-only
/**
 * DOC: The file system of handles
 *
 * Handles are files of a small pseudo file system. It is mounted twice, once
 * with no-exec: handles that may not map executable views live there, and the
 * core itself keeps such views from ever becoming executable.
 *
 * The file system's type belongs to the module, and a mounted superblock keeps
 * its type's module. Mounted for good, that would make the module impossible to
 * remove; not owned by the module, the last handle's close would run code that
 * is gone. So it is mounted for the first handle and unmounted when the device
 * is last closed. Handles that are left keep their mount, and with it the
 * module.
 */
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/fs_context.h>
#include <linux/module.h>
#include <linux/mount.h>
#include <linux/mutex.h>
#include <linux/pseudo_fs.h>

#include "pseudo.h"

/* What statfs() says of a handle; "nmap" */
#define PSEUDO_MAGIC 0x6e6d6170

enum pseudo_mount {
	PSEUDO_NOEXEC,
	PSEUDO_EXEC,
	PSEUDO_MOUNTS,
};

/**
 * struct pseudo_mounts - where handles live
 * @mount: the mounts
 * @inode: the inode that all handles of a mount share
 * @ready: there are mounts; they stay while there are users
 */
static struct pseudo_mounts {
	struct vfsmount *mount[PSEUDO_MOUNTS];
	struct inode *inode[PSEUDO_MOUNTS];
	bool ready;
} pseudo_mounts;

/* Guards the count of users, and the mounts while there are none. */
static DEFINE_MUTEX(pseudo_lock);
static unsigned int pseudo_users;

static int pseudo_refuse(struct namedmap_idmap *idmap, struct dentry *dentry,
			 struct iattr *attr)
{
	return -EPERM;
}

/* All handles of a mount share an inode; nobody may change it. */
static const struct inode_operations pseudo_inode_ops = {
	.setattr = pseudo_refuse,
};

static int pseudo_init_fs_context(struct fs_context *fc)
{
	if (!init_pseudo(fc, PSEUDO_MAGIC))
		return -ENOMEM;
	/* Views may be executable; the mount decides for each handle. */
	fc->s_iflags &= ~SB_I_NOEXEC;
	return 0;
}

static struct file_system_type pseudo_type = {
	.name = "namedmap",
	.owner = THIS_MODULE,
	.init_fs_context = pseudo_init_fs_context,
	.kill_sb = kill_anon_super,
};

static int pseudo_mount_one(struct pseudo_mounts *mounts,
			    enum pseudo_mount which)
{
	struct vfsmount *mount;
	struct inode *inode;

	mount = kern_mount(&pseudo_type);
	if (IS_ERR(mount))
		return PTR_ERR(mount);
	inode = new_inode(mount->mnt_sb);
	if (!inode) {
		kern_unmount(mount);
		return -ENOMEM;
	}
	inode->i_ino = 1;
	inode->i_mode = S_IFREG | 0600;
	inode->i_op = &pseudo_inode_ops;
	if (which == PSEUDO_NOEXEC)
		mount->mnt_flags |= MNT_NOEXEC;
	mounts->mount[which] = mount;
	mounts->inode[which] = inode;
	return 0;
}

static void pseudo_unmount(struct pseudo_mounts *mounts, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		iput(mounts->inode[i]);
	kern_unmount_array(mounts->mount, count);
}

static int pseudo_mount_all(struct pseudo_mounts *mounts)
{
	unsigned int i;
	int ret;

	lockdep_assert_held(&pseudo_lock);
	for (i = 0; i < PSEUDO_MOUNTS; i++) {
		ret = pseudo_mount_one(mounts, i);
		if (ret) {
			pseudo_unmount(mounts, i);
			return ret;
		}
	}
	return 0;
}

/* Mount, if nobody has since the first user came. */
static int pseudo_make_ready(void)
{
	int ret = 0;

	/* Pairs with the release below. */
	if (likely(smp_load_acquire(&pseudo_mounts.ready)))
		return 0;
	mutex_lock(&pseudo_lock);
	if (!pseudo_mounts.ready) {
		ret = pseudo_mount_all(&pseudo_mounts);
		if (!ret)
			/* Pairs with the acquire: the mounts are complete. */
			smp_store_release(&pseudo_mounts.ready, true);
	}
	mutex_unlock(&pseudo_lock);
	return ret;
}

/**
 * namedmap_pseudo_get - become a user of the file system
 *
 * It is mounted when the first handle is made, not here: opening a misc device
 * holds up the opening of all others.
 */
void namedmap_pseudo_get(void)
{
	mutex_lock(&pseudo_lock);
	pseudo_users++;
	mutex_unlock(&pseudo_lock);
}

/**
 * namedmap_pseudo_put - undo namedmap_pseudo_get()
 *
 * The last user unmounts, after it has let others in again.
 */
void namedmap_pseudo_put(void)
{
	struct pseudo_mounts mounts = {};

	mutex_lock(&pseudo_lock);
	if (!--pseudo_users && pseudo_mounts.ready) {
		mounts = pseudo_mounts;
		pseudo_mounts.ready = false;
	}
	mutex_unlock(&pseudo_lock);
	if (mounts.ready)
		pseudo_unmount(&mounts, PSEUDO_MOUNTS);
}

/**
 * namedmap_pseudo_file - make a file for a handle
 * @name: how it is called in /proc/PID/fd
 * @exec: it may be mapped executable
 * @flags: O_RDONLY or O_RDWR
 * @fops: its operations
 *
 * Context: between namedmap_pseudo_get() and namedmap_pseudo_put().
 * Return: the file or an ERR_PTR.
 */
struct file *namedmap_pseudo_file(const char *name, bool exec, int flags,
				  const struct file_operations *fops)
{
	enum pseudo_mount which = exec ? PSEUDO_EXEC : PSEUDO_NOEXEC;
	struct inode *inode;
	struct file *file;
	int ret;

	ret = pseudo_make_ready();
	if (ret)
		return ERR_PTR(ret);
	/* The file gives this reference to the module back. */
	if (!fops_get(fops))
		return ERR_PTR(-ENODEV);
	inode = pseudo_mounts.inode[which];
	ihold(inode);
	file = alloc_file_pseudo(inode, pseudo_mounts.mount[which], name,
				 flags, fops);
	if (IS_ERR(file)) {
		iput(inode);
		fops_put(fops);
	}
	return file;
}
