// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sections: memory of a fixed size and protection, with a file behind it.
 */
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/pagemap.h>
#include <linux/slab.h>

#include "backing.h"
#include "fileuse.h"
#include "prot.h"
#include "section.h"

static struct kmem_cache *section_cache;

/**
 * namedmap_section_of - the section of an object
 * @object: an object of kind NAMEDMAP_KIND_SECTION
 *
 * Return: the section.
 */
struct namedmap_section *namedmap_section_of(struct namedmap_object *object)
{
	return container_of(object, struct namedmap_section, object);
}

static bool section_holds_writable(const struct namedmap_section *section)
{
	return section->inode && namedmap_prot_writable(section->protection);
}

/* Give up what section_attach_anonymous() or section_attach_file() took. */
static void section_detach(struct namedmap_section *section)
{
	if (section_holds_writable(section))
		mapping_unmap_writable(section->inode->i_mapping);
	if (section->use)
		namedmap_fileuse_remove(section->use);
	iput(section->inode);
	fput(section->file);
}

static void section_release(struct namedmap_object *object)
{
	section_detach(namedmap_section_of(object));
}

static void section_free(struct namedmap_object *object)
{
	kmem_cache_free(section_cache, namedmap_section_of(object));
}

static const struct namedmap_object_ops section_ops = {
	.kind = NAMEDMAP_KIND_SECTION,
	.file_name = "namedmap-section",
	.kind_name = "section",
	.release = section_release,
	.free = section_free,
};

static int section_attach_anonymous(struct namedmap_section *section,
				    const struct namedmap_section_spec *spec)
{
	int ret;

	ret = namedmap_prot_anonymous_size(spec->size, &section->size);
	if (ret)
		return ret;
	section->file = namedmap_backing_anonymous(section->size,
						   spec->attributes);
	return PTR_ERR_OR_ZERO(section->file);
}

/* With the section noted, the driver lets nobody cut the file any more. */
static int section_take_size(struct namedmap_section *section, u64 size)
{
	u64 length;
	int ret;

	ret = namedmap_backing_length(section->file, &length);
	if (ret)
		return ret;
	return namedmap_prot_file_size(size, length, section->protection,
				       &section->size);
}

/*
 * A section that lets shared views be written counts as a writable mapping for
 * as long as it lives, so that its memfd cannot be sealed against writing
 * behind its back.
 */
static int section_attach_file(struct namedmap_section *section,
			       const struct namedmap_section_spec *spec)
{
	struct inode *inode;
	int ret;

	section->file = namedmap_backing_open(spec->file, section->protection);
	if (IS_ERR(section->file))
		return PTR_ERR(section->file);

	inode = d_real_inode(section->file->f_path.dentry);
	ihold(inode);
	section->use = namedmap_fileuse_add(inode);
	if (IS_ERR(section->use)) {
		ret = PTR_ERR(section->use);
		goto err_iput;
	}
	ret = section_take_size(section, spec->size);
	if (ret)
		goto err_remove_use;
	if (namedmap_prot_writable(section->protection)) {
		ret = mapping_map_writable(inode->i_mapping);
		if (ret)
			goto err_remove_use;
	}
	section->inode = inode;
	return 0;

err_remove_use:
	namedmap_fileuse_remove(section->use);
err_iput:
	iput(inode);
	fput(section->file);
	return ret;
}

/**
 * namedmap_section_alloc - make a section
 * @key: its name, or NULL
 * @spec: what it is to be
 *
 * The backing file is open and checked, but not grown yet.
 *
 * Context: may wait for the file system; no lock held.
 * Return: the section's object with one handle, not yet to be found, or an
 * ERR_PTR.
 */
struct namedmap_object *
namedmap_section_alloc(const struct namedmap_key *key,
		       const struct namedmap_section_spec *spec)
{
	struct namedmap_section *section;
	int ret;

	section = kmem_cache_zalloc(section_cache, GFP_KERNEL);
	if (!section)
		return ERR_PTR(-ENOMEM);
	section->protection = spec->protection;
	section->attributes = spec->attributes;
	if (spec->file)
		ret = section_attach_file(section, spec);
	else
		ret = section_attach_anonymous(section, spec);
	if (ret)
		goto err_free;
	ret = namedmap_object_init(&section->object, &section_ops, key,
				   spec->mode);
	if (ret)
		goto err_detach;
	return &section->object;

err_detach:
	section_detach(section);
err_free:
	kmem_cache_free(section_cache, section);
	return ERR_PTR(ret);
}

/**
 * namedmap_section_grow - make the backing file as long as the section
 * @section: a section that nobody can open yet
 *
 * Context: waits for the file system; no lock held.
 * Return: 0, or an error with the file as it was.
 */
int namedmap_section_grow(struct namedmap_section *section)
{
	if (!section_holds_writable(section))
		return 0;
	return namedmap_backing_grow(section->file, section->size);
}

/**
 * namedmap_section_flush - write a range of a section back
 * @section: the section
 * @offset: first byte
 * @length: bytes; the range is within the section
 * @wait: wait until the disk has it
 *
 * Context: waits for the file system; no lock held.
 * Return: 0 or what the file system answers.
 */
int namedmap_section_flush(struct namedmap_section *section, u64 offset,
			   u64 length, bool wait)
{
	if (!section->inode || !length)
		return 0;
	if (wait)
		return namedmap_backing_sync(section->file, offset, length);
	return filemap_fdatawrite_range(section->inode->i_mapping, offset,
					offset + length - 1);
}

/**
 * namedmap_section_init - make what sections are allocated from
 *
 * Return: 0 or -ENOMEM.
 */
int namedmap_section_init(void)
{
	section_cache = KMEM_CACHE(namedmap_section, SLAB_ACCOUNT);
	return section_cache ? 0 : -ENOMEM;
}

/**
 * namedmap_section_exit - take it down; all sections were freed
 */
void namedmap_section_exit(void)
{
	kmem_cache_destroy(section_cache);
}
