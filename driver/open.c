// SPDX-License-Identifier: GPL-2.0-only
/*
 * Find or make an object by its name, and make a handle on it.
 */
#include <linux/err.h>
#include <linux/file.h>

#include "dir.h"
#include "handle.h"
#include "open.h"
#include "section.h"

/*
 * In another user's table, what gives the caller nothing looks like what is not
 * there: the answer is the same, whatever was asked for.
 */
static bool open_is_hidden(const struct namedmap_open_request *request,
			   struct namedmap_object *object)
{
	return namedmap_world_is_foreign(request->key) &&
	       !namedmap_object_allows_any(object);
}

/* Takes over the caller's handle on @object. */
static struct file *open_found(const struct namedmap_open_request *request,
			       struct namedmap_object *object)
{
	u32 granted;
	int ret;

	ret = -EACCES;
	if (open_is_hidden(request, object))
		goto err_put;
	ret = -EEXIST;
	if (request->exclusive)
		goto err_put;
	ret = -EPROTOTYPE;
	if (namedmap_object_kind(object) != request->kind)
		goto err_put;
	ret = namedmap_object_grant(object, request->access, 0, &granted);
	if (ret)
		goto err_put;
	return namedmap_handle_file(object, granted);

err_put:
	namedmap_dir_put(object);
	return ERR_PTR(ret);
}

static struct file *open_if_found(const struct namedmap_open_request *request)
{
	struct namedmap_object *object = namedmap_dir_find(request->key);

	return object ? open_found(request, object) : ERR_PTR(-ENOENT);
}

/**
 * namedmap_open_existing - open an object by its name
 * @request: what is wanted; has a name
 *
 * Context: takes no lock of the driver.
 * Return: a handle's file, or an ERR_PTR: -ENOENT, -EPROTOTYPE, -EACCES, also for
 * whatever is not in another user's table, -ENOMEM, -ENFILE.
 */
struct file *namedmap_open_existing(const struct namedmap_open_request *request)
{
	struct file *file = open_if_found(request);

	if (file == ERR_PTR(-ENOENT) && namedmap_world_is_foreign(request->key) &&
	    !namedmap_world_is_overridden(request->key))
		return ERR_PTR(-EACCES);
	return file;
}

/*
 * Give a new object its name and make the creator's handle. Takes over
 * @object. The object can not be found yet; if the handle's file is dropped
 * before it is published, the name is withdrawn.
 */
static struct file *open_new(struct namedmap_open_request *request,
			     struct namedmap_object *object)
{
	u32 access = request->access;

	if (request->key) {
		struct namedmap_object *found = namedmap_dir_insert(object);

		if (found != object) {
			namedmap_object_destroy(object);
			if (IS_ERR(found))
				return ERR_CAST(found);
			request->existed = true;
			return open_found(request, found);
		}
	}
	if (access & NAMEDMAP_RIGHT_MAXIMUM)
		access = namedmap_access_all(request->kind);
	return namedmap_handle_file(object, access);
}

/* What can be answered without making anything; -ENOENT: nothing yet. */
static struct file *open_early(struct namedmap_open_request *request)
{
	struct file *file;
	int ret;

	if (!request->key)
		return ERR_PTR(-ENOENT);
	file = open_if_found(request);
	if (file == ERR_PTR(-ENOENT) && namedmap_world_is_foreign(request->key))
		return ERR_PTR(-EACCES);
	if (file == ERR_PTR(-ENOENT) &&
	    !namedmap_world_may_create(request->key)) {
		/* Somebody who may can be about to. */
		ret = namedmap_dir_wait(request->key);
		if (ret)
			return ERR_PTR(ret);
		file = open_if_found(request);
		if (file == ERR_PTR(-ENOENT))
			return ERR_PTR(-EACCES);
	}
	request->existed = file != ERR_PTR(-ENOENT);
	return file;
}

static struct namedmap_object *open_object(struct file *file)
{
	return namedmap_handle_of(file)->object;
}

/**
 * namedmap_open_section - open the section of that name, or make it
 * @request: what is wanted; tells afterwards which of the two it was
 * @spec: what the section is to be; checked by the caller
 *
 * Context: may wait for the file system; no lock held.
 * Return: a handle's file, or an ERR_PTR with nothing changed.
 */
struct file *namedmap_open_section(struct namedmap_open_request *request,
				   const struct namedmap_section_spec *spec)
{
	struct namedmap_object *object;
	struct file *file;
	int ret;

	file = open_early(request);
	if (file != ERR_PTR(-ENOENT))
		return file;

	object = namedmap_section_alloc(request->key, spec);
	if (IS_ERR(object))
		return ERR_CAST(object);
	file = open_new(request, object);
	if (IS_ERR(file) || request->existed)
		return file;

	/* The last thing that can fail, as it is seen outside. */
	ret = namedmap_section_grow(namedmap_section_of(open_object(file)));
	if (ret) {
		fput(file);
		return ERR_PTR(ret);
	}
	namedmap_dir_publish(open_object(file));
	return file;
}

/**
 * namedmap_open_waitable - open the object to wait for of that name, or make it
 * @request: what is wanted; tells afterwards which of the two it was
 * @alloc: makes one of the kind wanted
 * @spec: what a new one is to be; checked by the caller
 *
 * Return: a handle's file, or an ERR_PTR with nothing changed.
 */
struct file *
namedmap_open_waitable(struct namedmap_open_request *request,
		       struct namedmap_object *
		       (*alloc)(const struct namedmap_key *key,
				const struct namedmap_waitable_spec *spec),
		       const struct namedmap_waitable_spec *spec)
{
	struct namedmap_object *object;
	struct file *file;

	file = open_early(request);
	if (file != ERR_PTR(-ENOENT))
		return file;

	object = alloc(request->key, spec);
	if (IS_ERR(object))
		return ERR_CAST(object);
	file = open_new(request, object);
	if (!IS_ERR(file) && !request->existed)
		namedmap_dir_publish(open_object(file));
	return file;
}
