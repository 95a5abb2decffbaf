/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Routes through io_uring, by its system calls.
 */
#ifndef NAMEDMAP_ROUTES_URING_H
#define NAMEDMAP_ROUTES_URING_H

#include <linux/io_uring.h>

#include "routes_handles.h"

/* Newer than the headers that programs are built with. */
#define OP_FIXED_FD_INSTALL 54
#define OP_FTRUNCATE 55

#define RING_SIZE 4

struct ring {
	int fd;
	struct io_uring_params params;
	char *rings;
	struct io_uring_sqe *entries;
};

static inline unsigned int *ring_word(const struct ring *ring, __u32 offset)
{
	return (unsigned int *)(ring->rings + offset);
}

/* 0, MISSING if the kernel has none of this. */
static unsigned int ring_open(struct ring *ring)
{
	struct io_uring_params *params = &ring->params;
	const int prot = PROT_READ | PROT_WRITE;

	memset(ring, 0, sizeof(*ring));
	ring->fd = syscall(SYS_io_uring_setup, RING_SIZE, params);
	if (ring->fd < 0 && no_such_call())
		return MISSING;
	if (ring->fd < 0 || !(params->features & IORING_FEAT_SINGLE_MMAP) ||
	    map_at((void **)&ring->rings, params->cq_off.cqes +
		   params->cq_entries * sizeof(struct io_uring_cqe), prot,
		   MAP_SHARED, ring->fd, IORING_OFF_SQ_RING) ||
	    map_at((void **)&ring->entries,
		   params->sq_entries * sizeof(struct io_uring_sqe), prot,
		   MAP_SHARED, ring->fd, IORING_OFF_SQES))
		abort();
	return 0;
}

/* Do one thing and wait for its answer. */
static int ring_do(struct ring *ring, const struct io_uring_sqe *entry)
{
	const struct io_uring_params *params = &ring->params;
	unsigned int *tail = ring_word(ring, params->sq_off.tail);
	unsigned int *head = ring_word(ring, params->cq_off.head);
	unsigned int slot = *tail & (params->sq_entries - 1);
	struct io_uring_cqe *answers = (void *)ring_word(ring,
							 params->cq_off.cqes);
	int answer;

	ring->entries[slot] = *entry;
	ring_word(ring, params->sq_off.array)[slot] = slot;
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, ring->fd, 1, 1, IORING_ENTER_GETEVENTS,
		    NULL, 0) != 1)
		return -errno;
	answer = answers[*head & (params->cq_entries - 1)].res;
	__atomic_store_n(head, *head + 1, __ATOMIC_RELEASE);
	return answer;
}

#define RING_DO(ring, what, ...)					       \
	ring_do(ring, &(struct io_uring_sqe){ .opcode = (what), ##__VA_ARGS__ })

static unsigned int ring_write(const struct attack *attack)
{
	struct ring ring;
	off_t at;

	if (ring_open(&ring))
		return MISSING;
	for (at = 0; at <= LAST_PAGE; at += PAGE)
		RING_DO(&ring, IORING_OP_WRITE, .fd = attack->fd, .off = at,
			.addr = address("X"), .len = 1);
	return 0;
}

static unsigned int ring_read(const struct attack *attack)
{
	struct ring ring;
	char byte = 0;

	if (ring_open(&ring))
		return MISSING;
	RING_DO(&ring, IORING_OP_READ, .fd = attack->fd, .off = LAST_PAGE,
		.addr = address(&byte), .len = 1);
	return look(&byte);
}

/* Read from a file of the attacker's into a view. */
static unsigned int ring_read_into_view(const struct attack *attack)
{
	char *view = shared_view(attack);
	struct ring ring;

	if (ring_open(&ring))
		return MISSING;
	RING_DO(&ring, IORING_OP_READ, .fd = source_file(),
		.addr = address(view), .len = 1);
	return look(view + LAST_PAGE);
}

/* The same with the view as a buffer whose pages are pinned. */
static unsigned int ring_fixed_buffer(const struct attack *attack)
{
	struct iovec view = { shared_view(attack), SECTION_SIZE };
	struct ring ring;

	if (ring_open(&ring))
		return MISSING;
	syscall(SYS_io_uring_register, ring.fd, IORING_REGISTER_BUFFERS, &view, 1);
	RING_DO(&ring, IORING_OP_READ_FIXED, .fd = source_file(),
		.addr = address(view.iov_base), .len = 1);
	return 0;
}

/* The handle as a registered file, and that made a descriptor again. */
static unsigned int ring_fixed_file(const struct attack *attack)
{
	struct ring ring;
	int fd = attack->fd;

	if (ring_open(&ring))
		return MISSING;
	syscall(SYS_io_uring_register, ring.fd, IORING_REGISTER_FILES, &fd, 1);
	RING_DO(&ring, IORING_OP_WRITE, .fd = 0, .flags = IOSQE_FIXED_FILE,
		.addr = address("X"), .len = 1);
	return seize_fd(attack, RING_DO(&ring, OP_FIXED_FD_INSTALL, .fd = 0,
					.flags = IOSQE_FIXED_FILE));
}

static unsigned int ring_advise(const struct attack *attack)
{
	struct ring ring;

	if (ring_open(&ring))
		return MISSING;
	RING_DO(&ring, IORING_OP_MADVISE, .fd = -1,
		.addr = address(shared_view(attack)), .len = SECTION_SIZE,
		.fadvise_advice = MADV_REMOVE);
	return 0;
}

static unsigned int ring_truncate(const struct attack *attack)
{
	struct ring ring;
	int answer;

	if (ring_open(&ring))
		return MISSING;
	answer = RING_DO(&ring, OP_FTRUNCATE, .fd = attack->fd, .off = PAGE);
	/* older kernels do not know the operation */
	return attack->control && answer == -EINVAL ? MISSING : 0;
}

static unsigned int ring_allocate(const struct attack *attack)
{
	struct ring ring;

	if (ring_open(&ring))
		return MISSING;
	RING_DO(&ring, IORING_OP_FALLOCATE, .fd = attack->fd,
		.len = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
		.addr = FILE_SIZE);
	return 0;
}

static unsigned int ring_splice(const struct attack *attack)
{
	struct ring ring;
	int fds[2];

	if (ring_open(&ring))
		return MISSING;
	if (pipe(fds) || write(fds[1], "X", 1) != 1)
		abort();
	RING_DO(&ring, IORING_OP_SPLICE, .splice_fd_in = fds[0],
		.splice_off_in = -1, .fd = attack->fd, .off = LAST_PAGE,
		.len = 1);
	return 0;
}

static unsigned int ring_reopen(const struct attack *attack)
{
	struct ring ring;
	char path[40];

	if (ring_open(&ring))
		return MISSING;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", attack->fd);
	return seize_fd(attack, RING_DO(&ring, IORING_OP_OPENAT, .fd = AT_FDCWD,
					.addr = address(path),
					.open_flags = O_RDWR));
}

#endif /* NAMEDMAP_ROUTES_URING_H */
