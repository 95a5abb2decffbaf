/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Racing with what others have: handles sent to another process, and handles
 * that one thread uses while another closes them or puts another in their place.
 */
#ifndef NAMEDMAP_RACE_PASSING_H
#define NAMEDMAP_RACE_PASSING_H

#include "race_objects.h"

/* A slot in a message, its handle with it. */
struct parcel {
	struct iovec iov;
	struct msghdr message;
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr header;
	} control;
};

static void parcel_init(struct parcel *parcel, struct slot *slot)
{
	memset(parcel, 0, sizeof(*parcel));
	parcel->iov.iov_base = slot;
	parcel->iov.iov_len = sizeof(*slot);
	parcel->message.msg_iov = &parcel->iov;
	parcel->message.msg_iovlen = 1;
	parcel->message.msg_control = parcel->control.bytes;
	parcel->message.msg_controllen = sizeof(parcel->control.bytes);
}

/* 0, or the negative error if it was not sent. */
static int parcel_send(struct thread *thread, struct slot *slot, int to)
{
	struct parcel parcel;

	parcel_init(&parcel, slot);
	parcel.control.header.cmsg_level = SOL_SOCKET;
	parcel.control.header.cmsg_type = SCM_RIGHTS;
	parcel.control.header.cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(&parcel.control.header), &slot->fd, sizeof(int));
	return sendmsg(thread->race->mailbox[to][1], &parcel.message,
		       MSG_DONTWAIT) < 0 ? -errno : 0;
}

static enum outcome op_send(struct thread *thread)
{
	struct slot *slot = slot_any(thread, MEMORY | BACKED | EVENT);
	int to = roll(thread, PROCESSES), ret;
	bool fill = !roll(thread, 30);

	if (!slot)
		return IDLE;
	do {
		ret = parcel_send(thread, slot, to);
	} while (!ret && fill);
	if (ret) {
		MUST(thread, ret == -EAGAIN, "%s", strerror(-ret));
		return SEND_FULL;
	}
	/* often it is on its way alone: then it has nobody but the message */
	if (roll(thread, 2))
		slot_close(thread, slot);
	return SENT;
}

/* What arrives is what was sent, and is used and kept. */
static enum outcome op_receive(struct thread *thread)
{
	struct slot *room = slot_room(thread), slot;
	struct namedmap_query query = { .handle = -1 };
	struct parcel parcel;
	ssize_t length;

	parcel_init(&parcel, &slot);
	length = recvmsg(thread->race->mailbox[thread->process][0],
			 &parcel.message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	if (length < 0) {
		MUST(thread, errno == EAGAIN, "%s", strerror(errno));
		return RECEIVE_NOTHING;
	}
	MUST(thread, length == sizeof(slot) &&
	     parcel.control.header.cmsg_len == CMSG_LEN(sizeof(int)), "%zd",
	     length);
	memcpy(&slot.fd, CMSG_DATA(&parcel.control.header), sizeof(int));
	MUST(thread, !sys_query(slot.fd, &query), "name %d", slot.name);
	check_query(thread, &slot, &query);
	slot_check(thread, &slot);
	claim(thread, &slot);
	*room = slot;
	return RECEIVED;
}

/*
 * The pool holds descriptors, -1 for none. Whoever takes one out owns it. Those
 * who use one have only read its number: it may be anything by the time of the
 * call, so they do nothing that would harm another handle of this process.
 */
static enum outcome op_pool_give(struct thread *thread)
{
	struct slot *slot = slot_any(thread, MEMORY | BACKED | EVENT);
	int *place = &thread->pool[roll(thread, POOL)];
	int old, new;

	if (!slot)
		return IDLE;
	old = __atomic_exchange_n(place, -1, __ATOMIC_SEQ_CST);
	if (old >= 0 && roll(thread, 2)) {
		MUST(thread, dup3(slot->fd, old, O_CLOEXEC) == old, "%s",
		     strerror(errno));
		new = __atomic_exchange_n(place, old, __ATOMIC_SEQ_CST);
		if (new >= 0)
			close(new);
		return POOL_OVER;
	}
	new = fcntl(slot->fd, F_DUPFD_CLOEXEC, 0);
	MUST(thread, new >= 0, "%s", strerror(errno));
	new = __atomic_exchange_n(place, new, __ATOMIC_SEQ_CST);
	if (new >= 0)
		close(new);
	if (old >= 0)
		close(old);
	return POOLED;
}

static enum outcome op_pool_close(struct thread *thread)
{
	int *place = &thread->pool[roll(thread, POOL)];
	int fd = __atomic_exchange_n(place, -1, __ATOMIC_SEQ_CST);

	if (fd < 0)
		return IDLE;
	MUST(thread, !close(fd), "%s", strerror(errno));
	return POOL_CLOSED;
}

/* Map what is behind a descriptor, look at it and unmap it. */
static int glance(int fd)
{
	void *words;
	int ret = map_at(&words, PAGE, PROT_READ, MAP_PRIVATE, fd, 0);

	if (ret)
		return ret;
	load(words);
	munmap(words, PAGE);
	return 0;
}

static int use_descriptor(struct thread *thread, int fd)
{
	struct namedmap_query query = { .handle = fd };
	struct namedmap_event_change change = { .handle = fd };
	int ret;

	switch (roll(thread, 7)) {
	case 0:
		return sys_query(thread->dev, &query);
	case 1:
		return sys_event_set(thread->dev, &change);
	case 2:
		return sys_flush(thread->dev, &(struct namedmap_flush){
			.handle = fd, .flags = NAMEDMAP_FLUSH_START });
	case 3:
		return glance(fd);
	case 4:
		return same_object(thread->dev, fd, fd) < 0 ? -EBADF : 0;
	case 5:
		ret = WAIT(thread->dev, some_timeout(thread), fd);
		break;
	default:
		ret = DUPLICATE(thread->dev, .handle = fd,
				.flags = NAMEDMAP_DUPLICATE_SAME_ACCESS);
		if (ret >= 0)
			close(ret);
	}
	return ret < 0 ? ret : 0;
}

static enum outcome op_pool_use(struct thread *thread)
{
	int *place = &thread->pool[roll(thread, POOL)];
	int fd = __atomic_load_n(place, __ATOMIC_SEQ_CST), uses, ret = 0;

	if (fd < 0)
		return IDLE;
	for (uses = 0; uses < 4 && ret != -EBADF; uses++) {
		ret = use_descriptor(thread, fd);
		/* rights and kinds as they come; not a handle any more */
		MUST(thread, !ret || ret == -EACCES || ret == -EINVAL ||
		     ret == -ENODEV || ret == -ETIMEDOUT || ret == -EBADF,
		     "%s", strerror(-ret));
	}
	return ret == -EBADF ? POOL_GONE : POOL_USED;
}

#endif /* NAMEDMAP_RACE_PASSING_H */
