/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Racing for memory: views, what is in them, and the file below. A section's
 * memory starts as zeros. The first of those who want to write in it gives it an
 * id, which says ever after which section it is: word 0 of page 0 holds the id,
 * word 1 of each page nothing or a value made from it, and no other word is ever
 * written but in private views. A backing file has an id of its own.
 */
#ifndef NAMEDMAP_RACE_MEMORY_H
#define NAMEDMAP_RACE_MEMORY_H

#include "race.h"

#define PAGE_WORDS (PAGE / sizeof(unsigned int))
#define PRIVATE_MARK 0x50524956u

static unsigned int stamp(unsigned int id, unsigned int page)
{
	return id * 2654435761u ^ (page + 1);
}

static unsigned int file_id(int file)
{
	return 0xf11e0000u + file;
}

static unsigned int load(const unsigned int *word)
{
	return __atomic_load_n(word, __ATOMIC_SEQ_CST);
}

/* Map the section as the slot allows, at most so many pages, or NULL. */
static unsigned int *map_slot(struct thread *thread, struct slot *slot,
			      size_t pages)
{
	bool shared = slot_writable(slot);
	void *words;

	if (slot->event || (!shared && !(slot->access & READ)))
		return NULL;
	words = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE,
		     shared ? MAP_SHARED : MAP_PRIVATE, slot->fd, 0);
	MUST(thread, words != MAP_FAILED, "%s", strerror(errno));
	return words == MAP_FAILED ? NULL : words;
}

/*
 * Learn a section's id, or give it one. Ids are only given to who has mapped
 * the section, so they are younger than it is.
 */
static void claim_words(struct thread *thread, struct slot *slot,
			unsigned int *words)
{
	unsigned int id = load(words), none = 0;

	if (!id && slot_writable(slot)) {
		id = __atomic_add_fetch(&thread->race->ids, 1, __ATOMIC_SEQ_CST);
		if (!__atomic_compare_exchange_n(words, &none, id, false,
						 __ATOMIC_SEQ_CST,
						 __ATOMIC_SEQ_CST))
			id = none;
	}
	MUST(thread, !slot->id || id == slot->id, "name %d: id %u, was %u",
	     slot->name, id, slot->id);
	slot->id = id;
}

static void claim(struct thread *thread, struct slot *slot)
{
	unsigned int *words;

	if (slot->event)
		return;
	if (slot_backed(slot)) {
		slot->id = file_id(names[slot->name].file);
		return;
	}
	words = map_slot(thread, slot, 1);
	if (!words)
		return;
	claim_words(thread, slot, words);
	munmap(words, PAGE);
}

/* What a page can hold, whoever is writing to it; @marked: private, written. */
static void check_page(struct thread *thread, const unsigned int *words,
		       unsigned int page, unsigned int id, bool marked)
{
	unsigned int mark = load(words + 1);
	unsigned int last = load(words + PAGE_WORDS - 1);
	unsigned int private = load(words + 2);

	MUST(thread, !mark || !id || mark == stamp(id, page),
	     "page %u of %u: %u", page, id, mark);
	MUST(thread, private == (marked ? PRIVATE_MARK : 0), "page %u of %u: %x",
	     page, id, private);
	MUST(thread, !last && !load(words + 3), "page %u of %u", page, id);
}

/* Nobody wrote here but those who found the section after @since. */
static void check_new(struct thread *thread, struct slot *slot,
		      unsigned int since)
{
	unsigned int pages = slot->size / PAGE, page;
	unsigned int *words = map_slot(thread, slot, pages);

	if (!words)
		return;
	claim_words(thread, slot, words);
	MUST(thread, !slot->id || slot->id - since - 1 < 1u << 31,
	     "name %d: id %u is older than %u", slot->name, slot->id, since);
	for (page = 0; page < pages; page++)
		check_page(thread, words + page * PAGE_WORDS, page, slot->id, false);
	munmap(words, pages * PAGE);
}

/* A view of the thread's, or NULL. */
static struct view *view_any(struct thread *thread)
{
	int start = roll(thread, VIEWS), i;

	for (i = 0; i < VIEWS; i++) {
		struct view *view = &thread->views[(start + i) % VIEWS];

		if (view->words)
			return view;
	}
	return NULL;
}

static void view_unmap(struct thread *thread, struct view *view,
		       unsigned int pages)
{
	MUST(thread, !munmap(view->words, pages * PAGE), "%s", strerror(errno));
	view->words += pages * PAGE_WORDS;
	view->first += pages;
	view->pages -= pages;
	if (!view->pages)
		view->words = NULL;
}

static enum outcome op_unmap(struct thread *thread)
{
	struct view *view = view_any(thread);

	if (!view)
		return IDLE;
	if (view->pages > 1 && !roll(thread, 3)) {
		view_unmap(thread, view, 1 + roll(thread, view->pages - 1));
		return UNMAPPED_PART;
	}
	view_unmap(thread, view, view->pages);
	return UNMAPPED;
}

static enum outcome op_map(struct thread *thread)
{
	struct view *view = &CHOOSE(thread, thread->views);
	struct slot *slot = slot_any(thread, MEMORY | BACKED);
	bool shared = roll(thread, 3), write = roll(thread, 3), may;
	int prot = PROT_READ | (write ? PROT_WRITE : 0);
	unsigned int pages, first;
	void *words;
	int ret;

	if (!slot)
		return IDLE;
	if (view->words)
		view_unmap(thread, view, view->pages);
	if (!slot->id)
		claim(thread, slot);
	may = shared && write ? slot_writable(slot) : slot->access & READ;
	pages = (slot->size + PAGE - 1) / PAGE;
	first = roll(thread, pages + 1);
	ret = map_at(&words, pages == first ? PAGE : (pages - first) * PAGE, prot,
		     shared ? MAP_SHARED : MAP_PRIVATE, slot->fd, first * PAGE);
	if (!may) {
		MUST(thread, ret == -EACCES, "name %d: %d", slot->name, ret);
		return MAP_REFUSED;
	}
	if (first == pages) {
		MUST(thread, ret == -ENXIO, "name %d: %d", slot->name, ret);
		return MAP_OUTSIDE;
	}
	MUST(thread, !ret, "name %d: %s", slot->name, strerror(-ret));
	if (ret)
		return MAP_REFUSED;
	*view = (struct view){
		.words = words, .first = first, .pages = pages - first,
		.prot = prot, .shared = shared,
		.may_write = !shared || slot_writable(slot), .id = slot->id,
		.file = slot_backed(slot) ? names[slot->name].file : -1,
	};
	return shared ? MAPPED_SHARED : MAPPED_PRIVATE;
}

/* Look at a page of a view, and write to it if that is allowed. */
static enum outcome op_touch(struct thread *thread)
{
	struct view *view = view_any(thread);
	unsigned int at, page, first, *words;
	bool marked;

	if (!view || !(view->prot & PROT_READ))
		return IDLE;
	at = roll(thread, view->pages);
	page = view->first + at;
	words = view->words + at * PAGE_WORDS;
	marked = view->marked & 1u << page;
	check_page(thread, words, page, view->id, marked);
	first = load(words);
	if (page)
		MUST(thread, !first, "page %u of %u: %u", page, view->id, first);
	else
		MUST(thread, !view->id || first == view->id ||
		     (view->file >= 0 && !first), "id %u, was %u", first, view->id);
	if (!(view->prot & PROT_WRITE))
		return TOUCH_READ;
	if (!view->shared) {
		view->marked |= 1u << page;
		__atomic_store_n(words + 2, PRIVATE_MARK, __ATOMIC_SEQ_CST);
	} else if (view->id) {
		__atomic_store_n(words + 1, stamp(view->id, page),
				 __ATOMIC_SEQ_CST);
	}
	return TOUCHED;
}

static enum outcome op_protect(struct thread *thread)
{
	static const int prots[] = { PROT_NONE, PROT_READ, PROT_READ | PROT_WRITE,
				     PROT_READ | PROT_WRITE };
	struct view *view = view_any(thread);
	int prot = CHOOSE(thread, prots), ret;

	if (!view)
		return IDLE;
	ret = mprotect(view->words, view->pages * PAGE, prot) ? -errno : 0;
	if (prot & PROT_WRITE && !view->may_write) {
		MUST(thread, ret == -EACCES, "%d", ret);
		return PROTECT_REFUSED;
	}
	MUST(thread, !ret, "%s", strerror(-ret));
	view->prot = prot;
	return PROTECTED;
}

static enum outcome op_flush(struct thread *thread)
{
	struct slot *slot = slot_any(thread, MEMORY | BACKED);
	bool start = roll(thread, 20);
	__u64 offset;
	int ret;

	if (!slot)
		return IDLE;
	offset = roll(thread, slot->size + 1);
	ret = FLUSH(slot->fd, .offset = offset,
		    .length = roll(thread, slot->size - offset + 1),
		    .flags = start ? NAMEDMAP_FLUSH_START : 0);
	if (!(slot->access & (READ | WRITE))) {
		MUST(thread, ret == -EACCES, "%d", ret);
		return FLUSH_REFUSED;
	}
	MUST(thread, !ret, "name %d: %s", slot->name, strerror(-ret));
	return start ? FLUSH_STARTED : FLUSHED;
}

static enum outcome op_flush_memory(struct thread *thread)
{
	struct view *view = view_any(thread);
	int ret;

	if (!view)
		return IDLE;
	ret = FLUSH_MEMORY(thread->dev, view->words, view->pages * PAGE);
	MUST(thread, !ret, "%s", strerror(-ret));
	return FLUSHED_MEMORY;
}

/* The file never gets shorter than a section or a view that the thread has. */
static enum outcome op_truncate(struct thread *thread)
{
	static const __u64 lengths[] = { 0, PAGE, 3 * PAGE + 8, MOST };
	int file = roll(thread, FILES), i, ret;
	__u64 length = CHOOSE(thread, lengths);

	ret = TRUNCATE(thread->dev, thread->race->files[file], length);
	if (ret == -EBUSY) {
		MUST(thread, length < MOST, "%llu", (unsigned long long)length);
		return TRUNCATE_BUSY;
	}
	MUST(thread, !ret, "%s", strerror(-ret));
	for (i = 0; i < SLOTS; i++) {
		struct slot *slot = &thread->slots[i];

		if (slot->fd >= 0 && slot_backed(slot) &&
		    names[slot->name].file == file)
			MUST(thread, slot->size <= length, "name %d", slot->name);
	}
	for (i = 0; i < VIEWS; i++) {
		struct view *view = &thread->views[i];

		if (view->words && view->file == file)
			MUST(thread, (view->first + view->pages - 1) * PAGE < length,
			     "file %d", file);
	}
	return TRUNCATED;
}

#endif /* NAMEDMAP_RACE_MEMORY_H */
