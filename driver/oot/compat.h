/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every difference between the kernels that the module is built for.
 *
 * Force-included in builds outside the kernel tree. driver/ is written for the
 * newest kernel and the names below; in the tree each of them is replaced by
 * the right-hand side for that kernel.
 */
#ifndef NAMEDMAP_OOT_COMPAT_H
#define NAMEDMAP_OOT_COMPAT_H

#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 1, 0)
#error "namedmap supports Linux 6.1 and newer"
#endif

#include <linux/err.h>
#include <linux/fs.h>
#include <linux/ipc_namespace.h>
#include <linux/mm.h>
#include <linux/mount.h>
#include <linux/proc_ns.h>
#include <linux/sched/mm.h>
#include <linux/shmem_fs.h>

/* 6.3: VMA flags are changed through functions. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
static inline void vm_flags_set(struct vm_area_struct *vma, vm_flags_t flags)
{
	vma->vm_flags |= flags;
}

static inline void vm_flags_clear(struct vm_area_struct *vma, vm_flags_t flags)
{
	vma->vm_flags &= ~flags;
}
#endif

/* 6.3: mounts map ids by struct mnt_idmap instead of a user namespace. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
#define namedmap_idmap user_namespace
#define namedmap_file_idmap(file) file_mnt_user_ns(file)
#else
#define namedmap_idmap mnt_idmap
#define namedmap_file_idmap(file) file_mnt_idmap(file)
#endif

/* 6.10: mm_get_unmapped_area() appears; 7.0: it loses its mm argument. */
static inline unsigned long
namedmap_core_unmapped_area(struct file *file, unsigned long address,
			    unsigned long length, unsigned long pgoff,
			    unsigned long flags)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 10, 0)
	return current->mm->get_unmapped_area(file, address, length, pgoff,
					      flags);
#elif LINUX_VERSION_CODE < KERNEL_VERSION(7, 0, 0)
	return mm_get_unmapped_area(current->mm, file, address, length, pgoff,
				    flags);
#else
	return mm_get_unmapped_area(file, address, length, pgoff, flags);
#endif
}

/* 6.17: files may have an mmap_prepare operation; vfs_mmap() handles both. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 17, 0)
static inline int vfs_mmap(struct file *file, struct vm_area_struct *vma)
{
	return call_mmap(file, vma);
}

static inline bool can_mmap_file(struct file *file)
{
	return file->f_op->mmap;
}
#endif

/* 7.x: shmem_file_setup() takes its flags as a vma_flags_t. */
#ifdef EMPTY_VMA_FLAGS
#define NAMEDMAP_SHMEM_COMMIT EMPTY_VMA_FLAGS
#define NAMEDMAP_SHMEM_RESERVE mk_vma_flags(VMA_NORESERVE_BIT)
#else
#define NAMEDMAP_SHMEM_COMMIT 0
#define NAMEDMAP_SHMEM_RESERVE VM_NORESERVE
#endif

/* 7.0: files without a setlease operation have no leases. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(7, 0, 0)
#define NAMEDMAP_NO_LEASES simple_nosetlease
#else
#define NAMEDMAP_NO_LEASES NULL
#endif

/* 6.17: inodes of anonymous files are marked. */
#ifndef S_ANON_INODE
#define IS_ANON_FILE(inode) ((void)(inode), false)
#endif

/*
 * put_ipc_ns() is not exported to modules by any kernel (distributions may).
 * Without CONFIG_IPC_NS namespaces are not counted and have no operations.
 */
static inline void namedmap_put_ipc_ns(struct ipc_namespace *ns)
{
#ifdef CONFIG_IPC_NS
	ns->ns.ops->put(&ns->ns);
#endif
}

/* 6.2: what is visible to KUnit only. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
#include <kunit/visibility.h>
#elif IS_ENABLED(CONFIG_KUNIT)
#define EXPORT_SYMBOL_IF_KUNIT(symbol) \
	EXPORT_SYMBOL_NS(symbol, EXPORTED_FOR_KUNIT_TESTING)
#define VISIBLE_IF_KUNIT
#else
#define EXPORT_SYMBOL_IF_KUNIT(symbol)
#define VISIBLE_IF_KUNIT static
#endif

/* 6.13: the name space of exported symbols is a string. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
#define NAMEDMAP_IMPORT_KUNIT MODULE_IMPORT_NS(EXPORTED_FOR_KUNIT_TESTING)
#else
#define NAMEDMAP_IMPORT_KUNIT MODULE_IMPORT_NS("EXPORTED_FOR_KUNIT_TESTING")
#endif

#endif /* NAMEDMAP_OOT_COMPAT_H */
