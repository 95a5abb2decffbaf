/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that the driver is pointed to: good, and bad in each way.
 */
#ifndef NAMEDMAP_FUZZ_MEMORY_H
#define NAMEDMAP_FUZZ_MEMORY_H

#include "../namedmap_utils.h"

enum memory_kind {
	GOOD,
	EDGE,			/* its second half is not there */
	READ_ONLY,
	IN_VIEW,		/* in the view that was made last */
	NOTHING,		/* the null pointer */
	KERNEL,
	NO_ADDRESS,		/* of neither half of the address space */
	MEMORY_KINDS,
};

#define SCRATCH (512 << 10)

static struct {
	char *start;		/* SCRATCH bytes and a page that is not there */
	char *alias;		/* the same as a read-only mapping */
	size_t used;
} scratch;

static void scratch_open(void)
{
	int fd = memfd_create("scratch", MFD_CLOEXEC);

	if (fd < 0 || ftruncate(fd, SCRATCH))
		error(1, errno, "no memory");
	scratch.start = mmap(NULL, SCRATCH + PAGE, PROT_NONE,
			     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	scratch.alias = mmap(NULL, SCRATCH, PROT_READ, MAP_SHARED, fd, 0);
	if (scratch.alias == MAP_FAILED ||
	    mmap(scratch.start, SCRATCH, PROT_READ | PROT_WRITE,
		 MAP_SHARED | MAP_FIXED, fd, 0) != scratch.start)
		error(1, errno, "no memory");
	close(fd);
}

/* At the start of each call, which needs less than all. */
static void scratch_reset(void)
{
	scratch.used = 0;
}

static char *scratch_take(size_t size)
{
	char *at = scratch.start + scratch.used;

	scratch.used += (size + 15) & ~15ul;
	if (scratch.used > SCRATCH)
		abort();
	return at;
}

struct view {
	char *start;
	size_t length;
};

/* A view may be gone in part, or not be there to be written. */
static __u64 view_put(const struct view *view, const void *bytes, size_t size)
{
	struct iovec own = { (void *)bytes, size };
	struct iovec there = { view->start, size };

	process_vm_writev(getpid(), &own, 1, &there, 1, 0);
	return address(view->start);
}

/*
 * Bytes in memory of that kind, as far as they can be there. The driver may
 * write so much there as there is room.
 */
static __u64 memory_put(enum memory_kind kind, const void *bytes, size_t size,
			size_t room, const struct view *view)
{
	char *at;

	if (kind == IN_VIEW && view && view->length >= room)
		return view_put(view, bytes, size);
	switch (kind) {
	case NOTHING:
		return 0;
	case KERNEL:
		return 0xffffffff81000000ull;
	case NO_ADDRESS:
		return 0x8000000000000000ull;
	case EDGE:
		at = scratch.start + SCRATCH - size / 2;
		memcpy(at, bytes, size / 2);
		return address(at);
	default:
		at = scratch_take(room);
		memcpy(at, bytes, size);
		if (kind == READ_ONLY)
			at = scratch.alias + (at - scratch.start);
		return address(at);
	}
}

#endif /* NAMEDMAP_FUZZ_MEMORY_H */
