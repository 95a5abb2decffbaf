// SPDX-License-Identifier: GPL-2.0-only
/**
 * DOC: Handles and views
 *
 * A handle is an open file made for one create, open or duplicate, and carries
 * the rights granted then. dup, fork and file descriptors sent to others share
 * that file, so its release means that the handle is closed for good.
 *
 * The file is opened for writing only if the handle may map writable shared
 * views, and lives on the no-exec mount unless it may map executable ones. So
 * the core keeps views within those rights for all their life, mprotect()
 * included. What the core cannot know is checked in mmap: the right to read,
 * and the range.
 */
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/pagemap.h>
#include <linux/poll.h>
#include <linux/seq_file.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string_helpers.h>
#include <linux/user_namespace.h>

#include "backing.h"
#include "dir.h"
#include "handle.h"
#include "ioctl.h"
#include "prot.h"
#include "pseudo.h"
#include "section.h"
#include "wait.h"

static struct kmem_cache *handle_cache;

static int handle_release(struct inode *inode, struct file *file)
{
	struct namedmap_handle *handle = file->private_data;

	namedmap_dir_put(handle->object);
	kmem_cache_free(handle_cache, handle);
	return 0;
}

static struct namedmap_section *handle_section(struct file *file)
{
	struct namedmap_handle *handle = file->private_data;

	if (namedmap_object_kind(handle->object) != NAMEDMAP_KIND_SECTION)
		return NULL;
	return namedmap_section_of(handle->object);
}

static int handle_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct namedmap_handle *handle = file->private_data;
	struct namedmap_section *section = handle_section(file);
	int ret;

	ret = namedmap_prot_view(handle->access, section->protection,
				 vma->vm_flags & VM_SHARED,
				 vma->vm_flags & VM_WRITE,
				 vma->vm_flags & VM_EXEC);
	if (ret)
		return ret;
	if (!namedmap_prot_view_range(section->size, vma->vm_pgoff,
				      vma->vm_end - vma->vm_start))
		return -ENXIO;
	return namedmap_backing_mmap(section->file, vma, section->inode);
}

/*
 * Views lie where the backing file would have them, for huge pages, and at
 * multiples of 64 KiB, which programs for Windows expect.
 */
static unsigned long handle_unmapped_area(struct file *file,
					  unsigned long address,
					  unsigned long length,
					  unsigned long pgoff,
					  unsigned long flags)
{
	struct namedmap_section *section = handle_section(file);
	unsigned long room = length, found;

	if (address || flags & MAP_FIXED) {
		found = namedmap_backing_unmapped_area(section->file, address,
						       length, pgoff, flags);
		if (found == address || IS_ERR_VALUE(found) ||
		    IS_ALIGNED(found, SZ_64K))
			return found;
	}
	if (PAGE_SIZE < SZ_64K)
		room += SZ_64K - PAGE_SIZE;
	if (room < length)
		return -ENOMEM;
	found = namedmap_backing_unmapped_area(section->file, 0, room, pgoff,
					       flags);
	return IS_ERR_VALUE(found) ? found : ALIGN(found, SZ_64K);
}

/* Without the right to wait nothing is told of the state. */
static __poll_t handle_poll(struct file *file, poll_table *table)
{
	struct namedmap_handle *handle = file->private_data;

	if (!(handle->access & NAMEDMAP_RIGHT_SYNCHRONIZE))
		return EPOLLERR;
	return namedmap_waitable_poll(namedmap_object_waitable(handle->object),
				      file, table);
}

#ifdef CONFIG_PROC_FS
static void handle_show_name(struct seq_file *m, const struct namedmap_key *key)
{
	seq_puts(m, "name:\t");
	if (key->scope == NAMEDMAP_SCOPE_GLOBAL)
		seq_puts(m, "Global\\");
	else
		seq_printf(m, "Session\\%u\\",
			   from_kuid_munged(seq_user_ns(m), key->uid));
	/* No name may look like more lines; none has a backslash of its own. */
	seq_escape_mem(m, key->bytes, key->length, ESCAPE_OCTAL, "\n");
	seq_putc(m, '\n');
}

static void handle_show_fdinfo(struct seq_file *m, struct file *file)
{
	struct namedmap_handle *handle = file->private_data;
	struct namedmap_section *section = handle_section(file);

	if (handle->object->key.bytes)
		handle_show_name(m, &handle->object->key);
	if (handle->object->key.private)
		seq_puts(m, "world:\tprivate\n");
	seq_printf(m, "access:\t%08x\n", handle->access);
	seq_printf(m, "kind:\t%s\n", handle->object->ops->kind_name);
	if (section) {
		seq_printf(m, "size:\t%llu\n", section->size);
		seq_printf(m, "protection:\t%02x\n", section->protection);
		seq_printf(m, "attributes:\t%08x\n", section->attributes);
	}
}
#endif

/*
 * Locks belong to inodes, and all handles share one: a lock on a handle would
 * hold up the owners of handles that have nothing to do with it.
 */
static int handle_refuse_lock(struct file *file, int cmd,
			      struct file_lock *lock)
{
	return -EINVAL;
}

static const struct file_operations section_fops = {
	.owner = THIS_MODULE,
	.release = handle_release,
	.mmap = handle_mmap,
	.get_unmapped_area = handle_unmapped_area,
	.unlocked_ioctl = namedmap_handle_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.lock = handle_refuse_lock,
	.flock = handle_refuse_lock,
	.setlease = NAMEDMAP_NO_LEASES,
#ifdef CONFIG_PROC_FS
	.show_fdinfo = handle_show_fdinfo,
#endif
};

static const struct file_operations waitable_fops = {
	.owner = THIS_MODULE,
	.release = handle_release,
	.poll = handle_poll,
	.unlocked_ioctl = namedmap_handle_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.lock = handle_refuse_lock,
	.flock = handle_refuse_lock,
	.setlease = NAMEDMAP_NO_LEASES,
#ifdef CONFIG_PROC_FS
	.show_fdinfo = handle_show_fdinfo,
#endif
};

static int handle_open_flags(const struct namedmap_section *section, u32 access)
{
	if (section && access & NAMEDMAP_RIGHT_MAP_WRITE &&
	    namedmap_prot_writable(section->protection))
		return O_RDWR;
	return O_RDONLY;
}

static bool handle_may_execute(const struct namedmap_section *section,
			       u32 access)
{
	return section && access & NAMEDMAP_RIGHT_MAP_EXECUTE &&
	       namedmap_prot_executable(section->protection);
}

/**
 * namedmap_handle_file - make the file of a handle
 * @object: the object; the handle that the caller has on it passes to the file,
 *	whether or not this succeeds
 * @access: rights granted
 *
 * Context: namedmap_pseudo_get() is in force.
 * Return: the file, whose last fput() drops the handle, or an ERR_PTR.
 */
struct file *namedmap_handle_file(struct namedmap_object *object, u32 access)
{
	struct namedmap_section *section = NULL;
	struct namedmap_handle *handle;
	struct file *file;

	if (namedmap_object_kind(object) == NAMEDMAP_KIND_SECTION)
		section = namedmap_section_of(object);
	handle = kmem_cache_alloc(handle_cache, GFP_KERNEL);
	if (!handle) {
		file = ERR_PTR(-ENOMEM);
		goto err_put_object;
	}
	file = namedmap_pseudo_file(object->ops->file_name,
				    handle_may_execute(section, access),
				    handle_open_flags(section, access),
				    section ? &section_fops : &waitable_fops);
	if (IS_ERR(file))
		goto err_free_handle;
	handle->object = object;
	handle->access = access;
	handle->seen_error = 0;
	if (section && section->inode)
		handle->seen_error =
			filemap_sample_wb_err(section->inode->i_mapping);
	file->private_data = handle;
	return file;

err_free_handle:
	kmem_cache_free(handle_cache, handle);
err_put_object:
	namedmap_dir_put(object);
	return file;
}

/**
 * namedmap_handle_check_error - did write-back fail since this handle was told?
 * @file: the file of a section's handle
 *
 * All views and handles of a section share its file, which tells of an error
 * once. With this every handle is told.
 *
 * Return: 0 or the error.
 */
int namedmap_handle_check_error(struct file *file)
{
	struct namedmap_handle *handle = file->private_data;
	struct namedmap_section *section = handle_section(file);
	int ret;

	if (!section->inode)
		return 0;
	spin_lock(&file->f_lock);
	ret = errseq_check_and_advance(&section->inode->i_mapping->wb_err,
				       &handle->seen_error);
	spin_unlock(&file->f_lock);
	return ret;
}

/**
 * namedmap_handle_of - the handle that a file is
 * @file: any file
 *
 * Return: the handle, or NULL if the file is none of ours.
 */
struct namedmap_handle *namedmap_handle_of(struct file *file)
{
	if (file->f_op != &section_fops && file->f_op != &waitable_fops)
		return NULL;
	return file->private_data;
}

/**
 * namedmap_handle_waitable - what of a file can be waited for
 * @file: any file
 * @waitable: where it goes: that of a handle's object, or NULL for a file that
 *	is none of ours and can be polled
 *
 * Return: 0; -EINVAL for a file that cannot be waited for; -EACCES for a handle
 * without the right to.
 */
int namedmap_handle_waitable(struct file *file,
			     struct namedmap_waitable **waitable)
{
	struct namedmap_handle *handle = namedmap_handle_of(file);

	*waitable = NULL;
	if (!handle)
		return file_can_poll(file) ? 0 : -EINVAL;
	*waitable = namedmap_object_waitable(handle->object);
	if (!*waitable)
		return -EINVAL;
	return handle->access & NAMEDMAP_RIGHT_SYNCHRONIZE ? 0 : -EACCES;
}

/**
 * namedmap_handle_init - make what handles are allocated from
 *
 * Return: 0 or -ENOMEM.
 */
int namedmap_handle_init(void)
{
	handle_cache = KMEM_CACHE(namedmap_handle, SLAB_ACCOUNT);
	return handle_cache ? 0 : -ENOMEM;
}

/**
 * namedmap_handle_exit - take it down; all handles were closed
 */
void namedmap_handle_exit(void)
{
	kmem_cache_destroy(handle_cache);
}
