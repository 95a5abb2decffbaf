/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Racing for names: calls that make, find, pass on and close handles. While a
 * thread has a handle on a name, whatever else it gets by that name must be the
 * same object.
 */
#ifndef NAMEDMAP_RACE_OBJECTS_H
#define NAMEDMAP_RACE_OBJECTS_H

#include "race_memory.h"

static const __u32 section_access[] = {
	ALL, ALL, READ | WRITE | QUERY, READ | WRITE, READ | QUERY, WRITE, QUERY,
	NAMEDMAP_RIGHT_MAXIMUM, NAMEDMAP_RIGHT_GENERIC_READ,
};

static const __u32 event_access[] = {
	EVENT_ALL, EVENT_ALL, NAMEDMAP_RIGHT_SYNCHRONIZE,
	NAMEDMAP_RIGHT_EVENT_MODIFY, NAMEDMAP_RIGHT_EVENT_QUERY,
	NAMEDMAP_RIGHT_MAXIMUM,
};

static const __u32 memory_protections[] = {
	NAMEDMAP_PAGE_READWRITE, NAMEDMAP_PAGE_READWRITE,
	NAMEDMAP_PAGE_EXECUTE_READWRITE, NAMEDMAP_PAGE_READONLY,
	NAMEDMAP_PAGE_WRITECOPY,
};

static const __u32 backed_protections[] = {
	NAMEDMAP_PAGE_READWRITE, NAMEDMAP_PAGE_READWRITE,
	NAMEDMAP_PAGE_READONLY,
};

static const __u64 sizes[] = { PAGE, 2 * PAGE, 3 * PAGE + 8, MOST };

/* A new handle agrees with all that the thread has on that name. */
static void slot_check(struct thread *thread, struct slot *slot)
{
	struct slot *other;

	for (other = thread->slots; other < thread->slots + SLOTS; other++) {
		if (other == slot || other->fd < 0 || other->name != slot->name)
			continue;
		MUST(thread, same_object(thread->dev, other->fd, slot->fd) == 1,
		     "name %d", slot->name);
		MUST(thread, other->event == slot->event &&
		     other->size == slot->size &&
		     other->protection == slot->protection &&
		     other->attributes == slot->attributes,
		     "name %d: %llu and %llu bytes", slot->name,
		     (unsigned long long)other->size,
		     (unsigned long long)slot->size);
		if (!slot->id)
			slot->id = other->id;
	}
}

/* What a create that failed may answer, given what the thread has. */
static void check_refusal(struct thread *thread, int ret, int name, bool event,
			  bool exclusive)
{
	struct slot *held = slot_of(thread, name);

	if (ret == -EEXIST)
		MUST(thread, exclusive, "name %d", name);
	else if (ret == -EPROTOTYPE)
		MUST(thread, !exclusive && (!held || held->event != event) &&
		     names[name].kinds & (event ? MEMORY | BACKED : EVENT),
		     "name %d", name);
	else
		MUST(thread, false, "create of name %d: %s", name, strerror(-ret));
}

/* The outcomes of each kind of create stand in the same order. */
static enum outcome create_outcome(int ret, bool exclusive, bool existed,
				   enum outcome made)
{
	enum outcome how = MEMORY_MADE;

	if (ret == -EEXIST)
		how = MEMORY_REFUSED;
	else if (ret == -EPROTOTYPE)
		how = MEMORY_OTHER;
	else if (exclusive)
		how = MEMORY_EXCLUSIVE;
	else if (existed)
		how = MEMORY_FOUND;
	return made + how - MEMORY_MADE;
}

static enum outcome op_create(struct thread *thread)
{
	bool backed = roll(thread, 5) < 2, exclusive = !roll(thread, 4);
	int name = pick_name(thread, backed ? BACKED : MEMORY), ret;
	unsigned int since = __atomic_load_n(&thread->race->ids, __ATOMIC_SEQ_CST);
	struct slot *slot = slot_room(thread), *held = slot_of(thread, name);
	const char *text = spell(thread, name);
	struct namedmap_create create = {
		NAMED(text),
		.flags = exclusive ? NAMEDMAP_CREATE_EXCLUSIVE : 0,
		.access = CHOOSE(thread, section_access),
		.protection = backed ? CHOOSE(thread, backed_protections) :
				       CHOOSE(thread, memory_protections),
		.section_size = CHOOSE(thread, sizes),
		.backing_fd = backed ? thread->race->files[names[name].file] : -1,
		.mode = 0600,
	};

	ret = sys_create(thread->dev, &create);
	if (ret == -EOVERFLOW && create.protection == NAMEDMAP_PAGE_READONLY)
		return BACKED_SHORT;
	if (ret < 0) {
		check_refusal(thread, ret, name, false, exclusive);
		return create_outcome(ret, 0, 0, backed ? BACKED_MADE : MEMORY_MADE);
	}
	MUST(thread, create.out_existed <= !exclusive, "name %d", name);
	MUST(thread, !held || create.out_existed, "name %d", name);
	MUST(thread, create.out_existed ||
	     (create.out_section_size == (backed ? create.section_size :
			(create.section_size + PAGE - 1) / PAGE * PAGE) &&
	      create.out_protection == create.protection), "name %d", name);
	*slot = (struct slot){
		.fd = ret, .name = name, .size = create.out_section_size,
		.access = create.out_access, .protection = create.out_protection,
		.attributes = create.out_attributes,
	};
	slot_check(thread, slot);
	if (!create.out_existed && !backed)
		check_new(thread, slot, since);
	return create_outcome(0, exclusive, create.out_existed,
			      backed ? BACKED_MADE : MEMORY_MADE);
}

static enum outcome op_create_event(struct thread *thread)
{
	bool exclusive = !roll(thread, 4);
	int name = pick_name(thread, EVENT), ret;
	struct slot *slot = slot_room(thread), *held = slot_of(thread, name);
	const char *text = spell(thread, name);
	struct namedmap_event_create create = {
		NAMED(text), .mode = 0600,
		.flags = (exclusive ? NAMEDMAP_CREATE_EXCLUSIVE : 0) |
			 (names[name].manual ? NAMEDMAP_EVENT_MANUAL_RESET : 0) |
			 (roll(thread, 2) ? NAMEDMAP_EVENT_SIGNALED : 0),
		.access = CHOOSE(thread, event_access),
	};

	ret = sys_event_create(thread->dev, &create);
	if (ret < 0) {
		check_refusal(thread, ret, name, true, exclusive);
		return create_outcome(ret, 0, 0, EVENT_MADE);
	}
	MUST(thread, create.out_existed <= !exclusive, "name %d", name);
	MUST(thread, !held || create.out_existed, "name %d", name);
	*slot = (struct slot){
		.fd = ret, .name = name, .event = true, .access = create.out_access,
	};
	slot_check(thread, slot);
	return create_outcome(0, exclusive, create.out_existed, EVENT_MADE);
}

static enum outcome op_open(struct thread *thread)
{
	int name = pick_name(thread, MEMORY | BACKED | EVENT), ret;
	bool event = names[name].kinds == EVENT ||
		     (names[name].kinds & EVENT && roll(thread, 2));
	struct slot *slot = slot_room(thread), *held = slot_of(thread, name);
	const char *text = spell(thread, name);
	struct namedmap_open open = {
		NAMED(text),
		.kind = event ? NAMEDMAP_KIND_EVENT : NAMEDMAP_KIND_SECTION,
		.access = event ? CHOOSE(thread, event_access) :
				  CHOOSE(thread, section_access),
	};

	ret = sys_open(thread->dev, &open);
	if (ret == -ENOENT) {
		MUST(thread, !held, "name %d", name);
		return OPEN_NOBODY;
	}
	if (ret == -EPROTOTYPE) {
		MUST(thread, names[name].kinds & EVENT &&
		     names[name].kinds != EVENT &&
		     (!held || held->event != event), "name %d", name);
		return OPEN_OTHER;
	}
	MUST(thread, ret >= 0, "name %d: %s", name, strerror(-ret));
	if (ret < 0)
		return OPEN_NOBODY;
	*slot = (struct slot){
		.fd = ret, .name = name, .event = event, .access = open.out_access,
		.size = open.out_section_size, .protection = open.out_protection,
		.attributes = open.out_attributes,
	};
	slot_check(thread, slot);
	if (!roll(thread, 4))
		claim(thread, slot);
	return OPENED;
}

static enum outcome op_duplicate(struct thread *thread)
{
	struct slot *room = slot_room(thread);
	struct slot *slot = slot_any(thread, MEMORY | BACKED | EVENT);
	struct namedmap_query details;
	__u32 access;
	int ret;

	if (!slot)
		return IDLE;
	if (!roll(thread, 8)) {
		ret = DUPLICATE(slot->fd, .access = 1 << 8);
		MUST(thread, ret == -EACCES, "%d", ret);
		return DUPLICATE_REFUSED;
	}
	access = slot->event ? CHOOSE(thread, event_access) :
			       CHOOSE(thread, section_access);
	ret = DUPLICATE(slot->fd, .access = access);
	MUST(thread, ret >= 0, "%s", strerror(-ret));
	if (ret < 0)
		return IDLE;
	details = query(ret);
	MUST(thread, !details.size || details.out_handles >= 2, "%u handles",
	     details.out_handles);
	*room = *slot;
	room->fd = ret;
	room->access = query_brief(ret).out_access;
	slot_check(thread, room);
	return DUPLICATED;
}

/* Everything but the state of an event is as it was when the handle was made. */
static void check_query(struct thread *thread, const struct slot *slot,
			const struct namedmap_query *query)
{
	int file;

	MUST(thread, query->out_kind == (slot->event ? NAMEDMAP_KIND_EVENT :
		NAMEDMAP_KIND_SECTION), "name %d", slot->name);
	MUST(thread, query->out_access == slot->access, "name %d: %x, was %x",
	     slot->name, query->out_access, slot->access);
	MUST(thread, query->out_section_size == slot->size &&
	     query->out_protection == slot->protection,
	     "name %d: %llu bytes", slot->name,
	     (unsigned long long)query->out_section_size);
	/* a handle without either right is told nothing of an event */
	if (slot->event)
		MUST(thread, !(query->out_attributes &
			       NAMEDMAP_EVENT_MANUAL_RESET) ==
		     !(names[slot->name].manual &&
		       slot->access & (NAMEDMAP_RIGHT_EVENT_QUERY |
				       NAMEDMAP_RIGHT_SYNCHRONIZE)),
		     "name %d", slot->name);
	else
		MUST(thread, query->out_attributes == slot->attributes,
		     "name %d", slot->name);
	if (slot_backed(slot)) {
		file = thread->race->files[names[slot->name].file];
		MUST(thread, (__u64)file_size(file) >= slot->size, "name %d",
		     slot->name);
	}
}

static enum outcome op_query(struct thread *thread)
{
	struct slot *slot = slot_any(thread, MEMORY | BACKED | EVENT);
	bool details = roll(thread, 2);
	const char *last;
	char name[64] = "";
	struct namedmap_query query = {
		.handle = -1, .flags = details ? NAMEDMAP_QUERY_DETAILS : 0,
		.name = address(name), .name_capacity = sizeof(name) - 1,
	};
	int ret;

	if (!slot)
		return IDLE;
	ret = sys_query(slot->fd, &query);
	if (details && !(slot->access & QUERY)) {
		MUST(thread, ret == -EACCES, "%d", ret);
		return QUERY_REFUSED;
	}
	MUST(thread, !ret, "name %d: %s", slot->name, strerror(-ret));
	check_query(thread, slot, &query);
	if (!details)
		return QUERIED;
	/* the bare spelling, or what stands after Global\ */
	last = strrchr(thread->race->spelled[slot->name][0], '\\');
	last = last ? last + 1 : thread->race->spelled[slot->name][0];
	MUST(thread, query.out_handles >= 1, "name %d", slot->name);
	MUST(thread, !strcmp(name, last) && query.out_name_length == strlen(last),
	     "%s, not %s", name, last);
	return QUERIED_DETAILS;
}

/* Two live objects never have the same name, nor one object two. */
static enum outcome op_compare(struct thread *thread)
{
	struct slot *first = slot_any(thread, MEMORY | BACKED | EVENT);
	struct slot *second = slot_any(thread, MEMORY | BACKED | EVENT);
	bool same;
	int ret;

	if (!first)
		return IDLE;
	same = first->name == second->name;
	ret = same_object(thread->dev, first->fd, second->fd);
	MUST(thread, ret == same, "names %d and %d: %d", first->name,
	     second->name, ret);
	MUST(thread, !same || !first->id || !second->id ||
	     first->id == second->id, "%u and %u", first->id, second->id);
	return same ? COMPARED_SAME : COMPARED_OTHER;
}

static enum outcome op_close(struct thread *thread)
{
	struct slot *slot = slot_any(thread, MEMORY | BACKED | EVENT);

	if (!slot)
		return IDLE;
	slot_close(thread, slot);
	return CLOSED;
}

static enum outcome op_close_all(struct thread *thread)
{
	struct slot *slot = slot_any(thread, MEMORY | BACKED | EVENT);

	if (!slot)
		return IDLE;
	while ((slot = slot_any(thread, MEMORY | BACKED | EVENT)))
		slot_close(thread, slot);
	return CLOSED_ALL;
}

static enum outcome op_dup2(struct thread *thread)
{
	struct slot *from = slot_any(thread, MEMORY | BACKED | EVENT);
	struct slot *to = slot_any(thread, MEMORY | BACKED | EVENT);
	int fd;

	if (!from || from == to)
		return IDLE;
	fd = to->fd;
	MUST(thread, dup3(from->fd, fd, O_CLOEXEC) == fd, "%s", strerror(errno));
	*to = *from;
	to->fd = fd;
	return DUP2;
}

/* Names of its own: what is created there is new, whoever has the name outside. */
static enum outcome op_world(struct thread *thread)
{
	struct namedmap_private_world world = { .size = sizeof(world) };
	int name = pick_name(thread, MEMORY | BACKED | EVENT), section, found;
	struct slot *held = slot_of(thread, name);
	const char *text = spell(thread, name);
	int dev = open(DEVICE, O_RDWR | O_CLOEXEC);
	struct namedmap_create create = {
		NAMED(text), .access = ALL, .backing_fd = -1,
		.protection = NAMEDMAP_PAGE_READWRITE, .section_size = PAGE,
		.mode = 0600, .flags = NAMEDMAP_CREATE_EXCLUSIVE,
	};
	bool device_first;

	MUST(thread, dev >= 0, "%s", strerror(errno));
	MUST(thread, !ioctl(dev, NAMEDMAP_IOC_PRIVATE_WORLD, &world), "%s",
	     strerror(errno));
	section = sys_create(dev, &create);
	MUST(thread, section >= 0, "%s", strerror(-section));
	found = OPEN(dev, NAMED(text));
	MUST(thread, same_object(dev, section, found) == 1, "name %d", name);
	MUST(thread, query(section).out_handles >= 2, "name %d", name);
	MUST(thread, !held || !same_object(dev, held->fd, section), "name %d",
	     name);
	/* the device file first, or last: the world lives with either */
	device_first = roll(thread, 2);
	close(device_first ? dev : section);
	close(found);
	close(device_first ? section : dev);
	return WORLD;
}

#endif /* NAMEDMAP_RACE_OBJECTS_H */
