// SPDX-License-Identifier: GPL-2.0-only
/**
 * DOC: The file behind a section
 *
 * A view is given to the backing file (its VMA refers to that file, not to the
 * handle), so that faults, write-back and huge pages are the file system's
 * own. The core made its checks on the handle's file, though. What it would
 * have checked on the backing file is checked here: once when the section is
 * made, and again at each view where it can have changed since.
 *
 * - Which files there can be at all: an allow-list of file systems, because
 *   everything from procfs to secret memory passes for a regular file.
 * - Whether the caller may map it so: one page of the caller's own file is
 *   mapped on trial, with the widest access that the section gives. That runs
 *   the core's whole list, the security modules' hook included.
 * - The section then opens the file for itself. Locks, leases and flags of
 *   the caller's descriptor stay the caller's, and the section may narrow its
 *   own file: once a shared view exists that file loses FMODE_READ. The core
 *   then refuses to map it again behind the driver's back, as
 *   remap_file_pages() would at any offset and with all rights.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/dcache.h>
#include <linux/falloc.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/huge_mm.h>
#include <linux/magic.h>
#include <linux/memfd.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/mount.h>
#include <linux/mutex.h>
#include <linux/pagemap.h>
#include <linux/sched/signal.h>
#include <linux/shmem_fs.h>
#include <linux/stat.h>
#include <uapi/linux/fcntl.h>

#include "backing.h"
#include "prot.h"

#define BACKING_NAME "namedmap"

/* Not in <linux/magic.h> of all kernels. */
#define BACKING_CIFS_MAGIC 0xff534d42
#define BACKING_SMB2_MAGIC 0xfe534d42

/* File systems without a block device of their own whose files may back. */
static const unsigned long backing_magics[] = {
	TMPFS_MAGIC,		/* memfd too */
	OVERLAYFS_SUPER_MAGIC,
	FUSE_SUPER_MAGIC,
	NFS_SUPER_MAGIC,
	BACKING_CIFS_MAGIC,
	BACKING_SMB2_MAGIC,
	V9FS_MAGIC,
	BTRFS_SUPER_MAGIC,
};

static bool backing_super_known(const struct super_block *sb)
{
	size_t i;

	if (sb->s_magic == HUGETLBFS_MAGIC)
		return false;
	if (sb->s_type->fs_flags & FS_REQUIRES_DEV)
		return true;
	for (i = 0; i < ARRAY_SIZE(backing_magics); i++)
		if (sb->s_magic == backing_magics[i])
			return true;
	return false;
}

/**
 * namedmap_backing_check - can a file be behind a section?
 * @file: the caller's file
 * @protection: protection that the section is to have
 *
 * Return: 0; -ENODEV for a kind of file that cannot; -EACCES if it was not
 * opened for what the protection needs, or is append-only and would be
 * written; -ETXTBSY for a swap file that would be written.
 */
int namedmap_backing_check(struct file *file, u32 protection)
{
	struct inode *inode = file_inode(file);

	if (!S_ISREG(inode->i_mode) || IS_PRIVATE(inode) ||
	    IS_ANON_FILE(inode) || !backing_super_known(inode->i_sb) ||
	    !can_mmap_file(file))
		return -ENODEV;
	if (!(file->f_mode & FMODE_READ))
		return -EACCES;
	if (!namedmap_prot_writable(protection))
		return 0;
	if (!(file->f_mode & FMODE_WRITE) || IS_APPEND(inode))
		return -EACCES;
	if (IS_SWAPFILE(file->f_mapping->host))
		return -ETXTBSY;
	return 0;
}

/**
 * namedmap_backing_length - the length of a file as its file system knows it
 * @file: the file
 * @length: where the bytes go
 *
 * Return: 0 or what the file system answers.
 */
int namedmap_backing_length(struct file *file, u64 *length)
{
	struct kstat stat;
	int ret;

	ret = vfs_getattr(&file->f_path, &stat, STATX_SIZE,
			  AT_STATX_SYNC_AS_STAT);
	if (!ret)
		*length = stat.size;
	return ret;
}

/*
 * Let the core answer whether the caller may map its file so. While it lasts,
 * other threads see the page as they see any mapping of another thread's.
 */
static int backing_trial(struct file *file, u32 protection)
{
	unsigned long flags = MAP_PRIVATE, prot = PROT_READ;
	unsigned long address;

	if (namedmap_prot_writable(protection)) {
		flags = MAP_SHARED;
		prot |= PROT_WRITE;
	} else if (namedmap_prot_copies(protection)) {
		prot |= PROT_WRITE;
	}
	if (namedmap_prot_executable(protection))
		prot |= PROT_EXEC;
	address = vm_mmap(file, 0, PAGE_SIZE, prot, flags, 0);
	if (!IS_ERR_VALUE(address))
		return vm_munmap(address, PAGE_SIZE);
	/* Too much locked memory, under mlockall(). */
	return address == -EAGAIN ? -ENOMEM : (long)address;
}

/**
 * namedmap_backing_open - open a caller's file for a section
 * @file: the caller's file, for which namedmap_backing_check() returned 0
 * @protection: protection that the section is to have
 *
 * Context: may wait for the file system; no lock held.
 * Return: an open file of the section's own, or an ERR_PTR: -EPERM or -EACCES
 * if the caller could not map the file so either, or what the file system
 * answers.
 */
struct file *namedmap_backing_open(struct file *file, u32 protection)
{
	int flags = O_LARGEFILE | O_NONBLOCK;
	int ret;

	might_sleep();
	ret = backing_trial(file, protection);
	if (ret)
		return ERR_PTR(ret);
	flags |= namedmap_prot_writable(protection) ? O_RDWR : O_RDONLY;
	return dentry_open(&file->f_path, flags, current_cred());
}

static int backing_set_size_locked(struct file *file, u64 seen, u64 size)
{
	struct iattr attr = {
		.ia_valid = ATTR_SIZE | ATTR_FILE,
		.ia_size = size,
		.ia_file = file,
	};
	int ret;

	lockdep_assert_held_write(&file_inode(file)->i_rwsem);
	if (size != seen) {
		attr.ia_valid |= ATTR_MTIME | ATTR_CTIME;
		ret = file_remove_privs(file);
		if (ret)
			return ret;
	}
	return notify_change(namedmap_file_idmap(file), file->f_path.dentry,
			     &attr, NULL);
}

/**
 * namedmap_backing_set_size - set a file's size if it still is what was seen
 * @file: the file, open for writing
 * @seen: size that the caller decided on
 * @size: the new size; the same one frees what is reserved beyond the end
 * @moved: set if the size is another by now; then nothing was done
 *
 * Under the inode's lock nobody appends, so nothing that others wrote meanwhile
 * is cut off. As for ftruncate(2) the open file decides, not the permissions
 * of its path.
 *
 * Context: waits for the file system; no lock of a file system held.
 * Return: 0 or what the file system answers.
 */
int namedmap_backing_set_size(struct file *file, u64 seen, u64 size,
			      bool *moved)
{
	struct inode *inode = file_inode(file);
	int ret;

	*moved = false;
	ret = mnt_want_write_file(file);
	if (ret)
		return ret;
	inode_lock(inode);
	*moved = i_size_read(inode) != seen;
	if (!*moved)
		ret = backing_set_size_locked(file, seen, size);
	inode_unlock(inode);
	mnt_drop_write_file(file);
	return ret;
}

/* Keeps the blocks that are reserved beyond the end. */
static int backing_grow_plain(struct file *backing, u64 size)
{
	bool moved;
	u64 seen;
	int ret;

	for (;;) {
		seen = i_size_read(file_inode(backing));
		if (seen >= size)
			return 0;
		ret = namedmap_backing_set_size(backing, seen, size, &moved);
		if (ret || !moved)
			return ret;
		if (fatal_signal_pending(current))
			return -EINTR;
		cond_resched();
	}
}

/*
 * The size is not set by fallocate: one that fails half way, for want of memory
 * for instance, leaves a file as long as it came, blocks reserved or not.
 */
static int backing_grow_reserved(struct file *backing, u64 seen, u64 size)
{
	bool moved;
	int ret;

	ret = vfs_fallocate(backing, FALLOC_FL_KEEP_SIZE, seen, size - seen);
	if (ret == -EOPNOTSUPP)
		/* NFS reserves, but only together with the size. */
		return vfs_fallocate(backing, 0, seen, size - seen);
	if (!ret)
		ret = backing_grow_plain(backing, size);
	if (ret)
		/* Frees what was reserved beyond the end; may be refused. */
		namedmap_backing_set_size(backing, seen, seen, &moved);
	return ret;
}

/**
 * namedmap_backing_grow - make a file at least so long, blocks reserved
 * @backing: the section's own file, open for writing
 * @size: bytes that the file is to have at least
 *
 * Blocks are reserved first and the size is set when there are enough, so a
 * failure leaves size and bytes as they were, also of what others append
 * meanwhile. Holes inside the old length are not filled.
 *
 * Context: waits for the file system; no lock held.
 * Return: 0; -EFBIG beyond what the file system or RLIMIT_FSIZE allows (without
 * the signal that a write would bring); -ENOSPC if disk or quota are full;
 * -EINTR; or what the file system answers.
 */
int namedmap_backing_grow(struct file *backing, u64 size)
{
	struct inode *inode = file_inode(backing);
	u64 seen = i_size_read(inode);
	int ret;

	might_sleep();
	if (size <= seen)
		return 0;
	if (size > inode->i_sb->s_maxbytes || size > rlimit(RLIMIT_FSIZE))
		return -EFBIG;

	ret = backing_grow_reserved(backing, seen, size);
	if (ret == -EOPNOTSUPP)
		ret = backing_grow_plain(backing, size);
	return ret == -EDQUOT ? -ENOSPC : ret;
}

/* A tmpfs whose files use huge pages; mounted when first wanted. */
static struct vfsmount *backing_large_mount;
static DEFINE_MUTEX(backing_large_lock);

static struct vfsmount *backing_mount_large(void)
{
	char options[] = "huge=within_size";
	struct file_system_type *type = get_fs_type("tmpfs");
	struct vfsmount *mount;

	if (!type)
		return ERR_PTR(-ENODEV);
	mount = vfs_kern_mount(type, SB_KERNMOUNT, BACKING_NAME, options);
	module_put(type->owner);
	return mount;
}

/* An ERR_PTR if the kernel has no such file system. */
static struct vfsmount *backing_get_large_mount(void)
{
	struct vfsmount *mount;

	/* Pairs with the release below. */
	mount = smp_load_acquire(&backing_large_mount);
	if (mount)
		return mount;
	mutex_lock(&backing_large_lock);
	mount = backing_large_mount;
	if (!mount) {
		mount = backing_mount_large();
		if (mount != ERR_PTR(-ENOMEM))
			/* Pairs with the acquire: the mount is complete. */
			smp_store_release(&backing_large_mount, mount);
	}
	mutex_unlock(&backing_large_lock);
	return mount;
}

/**
 * namedmap_backing_large_page - size of a huge page
 *
 * Return: bytes, or 0 if the machine has no huge pages for shared memory.
 */
u64 namedmap_backing_large_page(void)
{
#ifdef CONFIG_TRANSPARENT_HUGEPAGE
	return HPAGE_PMD_SIZE;
#else
	return 0;
#endif
}

static struct file *backing_shmem(u64 size, u32 attributes)
{
	if (attributes & NAMEDMAP_SECTION_LARGE_PAGES) {
		struct vfsmount *mount = backing_get_large_mount();

		if (!IS_ERR(mount))
			return shmem_file_setup_with_mnt(mount, BACKING_NAME,
							 size,
							 NAMEDMAP_SHMEM_COMMIT);
	}
	if (attributes & NAMEDMAP_SECTION_RESERVE)
		return shmem_file_setup(BACKING_NAME, size,
					NAMEDMAP_SHMEM_RESERVE);
	return shmem_file_setup(BACKING_NAME, size, NAMEDMAP_SHMEM_COMMIT);
}

/**
 * namedmap_backing_anonymous - memory for a section without a file
 * @size: bytes, whole pages
 * @attributes: attributes of the section
 *
 * Return: the file that holds the memory, charged unless RESERVE is set, or an
 * ERR_PTR: -ENOMEM, also above the commit limit, -ENOBUFS for a size that is not
 * charged but that the machine could never map.
 */
struct file *namedmap_backing_anonymous(u64 size, u32 attributes)
{
	struct file *file;

	if (attributes & NAMEDMAP_SECTION_RESERVE &&
	    !namedmap_prot_mappable(size, totalram_pages()))
		return ERR_PTR(-ENOBUFS);
	file = backing_shmem(size, attributes);
	/*
	 * Nothing limits how many files there are. Shared memory calls it no
	 * space when there is no memory for an inode.
	 */
	return file == ERR_PTR(-ENOSPC) ? ERR_PTR(-ENOMEM) : file;
}

static bool backing_sealed(struct inode *inode)
{
	return inode->i_sb->s_magic == TMPFS_MAGIC &&
	       READ_ONCE(SHMEM_I(inode)->seals) &
	       (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE);
}

/* What path_noexec() says, which is not for modules. */
static bool backing_noexec(struct file *backing)
{
	return backing->f_path.mnt->mnt_flags & MNT_NOEXEC ||
	       backing->f_path.mnt->mnt_sb->s_iflags & SB_I_NOEXEC;
}

/* What may have changed since the section was made. */
static int backing_check_view(struct file *backing, struct vm_area_struct *vma)
{
	struct inode *inode = file_inode(backing);

	if (vma->vm_flags & VM_SHARED) {
		if (IS_APPEND(inode))
			return -EACCES;
		if (IS_SWAPFILE(backing->f_mapping->host))
			return -ETXTBSY;
		if (backing_sealed(inode)) {
			if (vma->vm_flags & VM_WRITE)
				return -EPERM;
			vm_flags_clear(vma, VM_MAYWRITE);
		}
	}
	if (backing_noexec(backing)) {
		if (vma->vm_flags & VM_EXEC)
			return -EPERM;
		vm_flags_clear(vma, VM_MAYEXEC);
	}
	return 0;
}

/**
 * namedmap_backing_mmap - give a view to the backing file
 * @backing: the section's own file
 * @vma: the view; rights and range were checked
 * @is_file: the file can be longer than the section
 *
 * VM_DONTEXPAND keeps mremap() from growing the view past the section. It has a
 * price (no mlock, no merging), which a section that ends where its memory ends
 * need not pay.
 *
 * Context: mmap lock held for writing; takes no lock of the driver.
 * Return: 0; -EACCES, -EPERM or -ETXTBSY if the file forbids the view now; or
 * what the file system answers.
 */
int namedmap_backing_mmap(struct file *backing, struct vm_area_struct *vma,
			  bool is_file)
{
	int ret;

	mmap_assert_write_locked(vma->vm_mm);
	ret = backing_check_view(backing, vma);
	if (ret)
		return ret;

	vma_set_file(vma, backing);
	ret = vfs_mmap(backing, vma);
	if (ret)
		return ret;
	if (is_file)
		vm_flags_set(vma, VM_DONTEXPAND);
	if (vma->vm_flags & VM_SHARED && vma->vm_file->f_mode & FMODE_READ)
		WRITE_ONCE(vma->vm_file->f_mode,
			   vma->vm_file->f_mode & ~FMODE_READ);
	return 0;
}

/**
 * namedmap_backing_unmapped_area - find room for a view as the file would
 * @backing: the section's own file
 * @address: address wanted, or 0
 * @length: bytes
 * @pgoff: first page of the file
 * @flags: MAP_ flags
 *
 * Return: an address, or an error as a value.
 */
unsigned long
namedmap_backing_unmapped_area(struct file *backing, unsigned long address,
			       unsigned long length, unsigned long pgoff,
			       unsigned long flags)
{
	if (backing->f_op->get_unmapped_area)
		return backing->f_op->get_unmapped_area(backing, address,
							length, pgoff, flags);
	return namedmap_core_unmapped_area(backing, address, length, pgoff,
					   flags);
}

/**
 * namedmap_backing_sync - write a range of a file back and wait
 * @backing: the section's own file
 * @offset: first byte
 * @length: bytes, at least 1; the range was checked
 *
 * Return: 0 or what the file system answers.
 */
int namedmap_backing_sync(struct file *backing, u64 offset, u64 length)
{
	return vfs_fsync_range(backing, offset, offset + length - 1, 1);
}

/* The file that a piece of memory is a shared mapping of, or NULL. */
static struct file *backing_of_vma(struct vm_area_struct *vma)
{
	if (!(vma->vm_flags & VM_SHARED) || !vma->vm_file)
		return NULL;
	return get_file(vma->vm_file);
}

/**
 * namedmap_backing_flush_memory - start write-back of the task's own memory
 * @address: first byte
 * @end: end of the range, above @address
 *
 * Every dirty page of a shared file mapping in the range is handed to the
 * file system. A page that is being written at this moment is waited for and
 * written again if it is dirty: passing it over, as write-back without
 * integrity does, would leave the last change in memory with nobody to come
 * back for it.
 *
 * Context: takes the mmap lock for reading, never over file system calls.
 * Return: 0, -ENOMEM if part of the range is not mapped, -EINTR if the task was
 * killed, or the first error of a file system.
 */
int namedmap_backing_flush_memory(unsigned long address, unsigned long end)
{
	struct mm_struct *mm = current->mm;
	int ret = 0;

	while (address < end) {
		struct vm_area_struct *vma;
		unsigned long stop;
		struct file *file;
		loff_t offset;
		int err;

		if (mmap_read_lock_killable(mm))
			return -EINTR;
		vma = find_vma(mm, address);
		if (!vma || vma->vm_start >= end) {
			mmap_read_unlock(mm);
			return ret ?: -ENOMEM;
		}
		if (vma->vm_start > address) {
			ret = ret ?: -ENOMEM;
			address = vma->vm_start;
		}
		stop = min(end, vma->vm_end);
		offset = ((loff_t)vma->vm_pgoff << PAGE_SHIFT) +
			 (address - vma->vm_start);
		file = backing_of_vma(vma);
		mmap_read_unlock(mm);

		if (file) {
			err = filemap_fdatawrite_range(file->f_mapping, offset,
						       offset + (stop - address) - 1);
			ret = ret ?: err;
			fput(file);
		}
		address = stop;
		cond_resched();
	}
	return ret;
}

/**
 * namedmap_backing_exit - give back what the driver mounted for memory
 *
 * Views of huge pages that still exist keep their file system.
 */
void namedmap_backing_exit(void)
{
	if (!IS_ERR_OR_NULL(backing_large_mount))
		mntput(backing_large_mount);
}
