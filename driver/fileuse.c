// SPDX-License-Identifier: GPL-2.0-only
/**
 * DOC: Sections and truncation
 *
 * The driver counts the live sections of each file, by the inode that has the
 * pages (on overlayfs not the one that user space sees). Creating a section
 * and truncating the file through the driver exclude each other by that
 * count's mutex: with the count at zero under it no new view can appear, so
 * what the inode says about mappings then decides. Mappings that other
 * programs made count as well.
 *
 * The mutex is held while the file system truncates. It belongs to one file,
 * so a file system that hangs holds up those who want sections of that file,
 * and nobody else.
 */
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/mutex.h>
#include <linux/sched/signal.h>

#include "backing.h"
#include "fileuse.h"
#include "registry.h"

/**
 * struct namedmap_fileuse - sections of one file
 * @entry: found by the address of the inode, which every user of the entry
 *	keeps alive
 * @lock: held to add a section, and over a truncation. Outside of all locks
 *	of file systems, inside none
 * @sections: live sections; only grows under @lock
 */
struct namedmap_fileuse {
	struct namedmap_entry entry;
	/* Excludes sections being made and truncations of the file. */
	struct mutex lock;
	atomic_t sections;
};

static struct namedmap_registry files;

static void fileuse_init_entry(struct namedmap_entry *entry)
{
	struct namedmap_fileuse *use =
		container_of(entry, struct namedmap_fileuse, entry);

	mutex_init(&use->lock);
}

static struct namedmap_fileuse *fileuse_get_locked(struct inode *inode)
{
	struct namedmap_entry *entry;
	struct namedmap_fileuse *use;

	entry = namedmap_registry_get(&files, (unsigned long)inode,
				      fileuse_init_entry);
	if (IS_ERR(entry))
		return ERR_CAST(entry);
	use = container_of(entry, struct namedmap_fileuse, entry);
	if (mutex_lock_killable(&use->lock)) {
		namedmap_registry_put(&files, entry);
		return ERR_PTR(-EINTR);
	}
	return use;
}

/**
 * namedmap_fileuse_add - note a section of a file
 * @inode: the file's inode, the one that has the pages; kept by the caller
 *	until namedmap_fileuse_remove()
 *
 * Context: waits for a truncation of that file to end.
 * Return: the note, or an ERR_PTR: -ENOMEM, or -EINTR if the task was killed.
 */
struct namedmap_fileuse *namedmap_fileuse_add(struct inode *inode)
{
	struct namedmap_fileuse *use = fileuse_get_locked(inode);

	if (IS_ERR(use))
		return use;
	atomic_inc(&use->sections);
	mutex_unlock(&use->lock);
	return use;
}

/**
 * namedmap_fileuse_remove - a section is gone
 * @use: what namedmap_fileuse_add() returned
 */
void namedmap_fileuse_remove(struct namedmap_fileuse *use)
{
	atomic_dec(&use->sections);
	namedmap_registry_put(&files, &use->entry);
}

static int fileuse_truncate_locked(struct namedmap_fileuse *use,
				   struct inode *inode, struct file *file,
				   u64 length)
{
	bool busy, moved;
	u64 size;
	int ret;

	lockdep_assert_held(&use->lock);
	do {
		ret = namedmap_backing_length(file, &size);
		if (ret)
			return ret;
		busy = atomic_read(&use->sections) ||
		       mapping_mapped(inode->i_mapping);
		if (busy && length <= size)
			return length < size ? -EBUSY : 0;
		/* Checked here because the file system would send SIGXFSZ. */
		if (length > size && length > rlimit(RLIMIT_FSIZE))
			return -EFBIG;
		/* Not by what was seen before others wrote: that might cut. */
		ret = namedmap_backing_set_size(file, size, length, &moved);
		if (ret || !moved)
			return ret;
		cond_resched();
	} while (!fatal_signal_pending(current));
	return -EINTR;
}

/**
 * namedmap_fileuse_truncate - set a file's size unless that would cut a section
 * @file: the file, open for writing
 * @length: the new size, at most S64_MAX
 *
 * Return: 0, -EBUSY if the file would become shorter and has a section or a
 * mapping, -EINTR if the task was killed, or what the file system answers.
 */
int namedmap_fileuse_truncate(struct file *file, u64 length)
{
	struct inode *inode = d_real_inode(file->f_path.dentry);
	struct namedmap_fileuse *use;
	int ret;

	/* Pinned: on a union file system another inode may take its place. */
	ihold(inode);
	use = fileuse_get_locked(inode);
	if (IS_ERR(use)) {
		ret = PTR_ERR(use);
		goto out_iput;
	}
	ret = fileuse_truncate_locked(use, inode, file, length);
	mutex_unlock(&use->lock);
	namedmap_registry_put(&files, &use->entry);
out_iput:
	iput(inode);
	return ret;
}

/**
 * namedmap_fileuse_init - make the table of files
 *
 * Return: 0 or -ENOMEM.
 */
int namedmap_fileuse_init(void)
{
	return namedmap_registry_init(&files, sizeof(struct namedmap_fileuse));
}

/**
 * namedmap_fileuse_exit - take down the table of files
 */
void namedmap_fileuse_exit(void)
{
	namedmap_registry_exit(&files);
}
