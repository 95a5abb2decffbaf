/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Racing for events: those with names, that come and go, and those of the
 * ledger, that stay: of these every set that made a difference, every wait that
 * won and every reset that took something away is counted.
 */
#ifndef NAMEDMAP_RACE_EVENTS_H
#define NAMEDMAP_RACE_EVENTS_H

#include "race.h"

static enum outcome op_set(struct thread *thread)
{
	struct slot *slot = slot_any(thread, EVENT);
	int ret;

	if (!slot)
		return IDLE;
	ret = event_set(slot->fd);
	if (!(slot->access & NAMEDMAP_RIGHT_EVENT_MODIFY)) {
		MUST(thread, ret == -EACCES, "%d", ret);
		return SET_REFUSED;
	}
	MUST(thread, ret == 0 || ret == 1, "%d", ret);
	return ret ? SET_AGAIN : SET;
}

static enum outcome op_reset(struct thread *thread)
{
	struct slot *slot = slot_any(thread, EVENT);
	int ret;

	if (!slot)
		return IDLE;
	ret = event_reset(slot->fd);
	if (!(slot->access & NAMEDMAP_RIGHT_EVENT_MODIFY)) {
		MUST(thread, ret == -EACCES, "%d", ret);
		return RESET_REFUSED;
	}
	MUST(thread, ret == 0 || ret == 1, "%d", ret);
	return ret ? RESET : RESET_AGAIN;
}

/* Only look, or wait for up to 200 us. */
static __u64 some_timeout(struct thread *thread)
{
	return roll(thread, 2) ? 0 : monotonic() + roll(thread, 200) * 1000;
}

static bool slot_waitable(const struct slot *slot)
{
	return slot->fd >= 0 && slot->event &&
	       slot->access & NAMEDMAP_RIGHT_SYNCHRONIZE;
}

/* All events that the thread can wait for; and whether one is there twice. */
static int collect(struct thread *thread, int *handles, bool *twice)
{
	int count = 0, i, j;

	*twice = false;
	for (i = 0; i < SLOTS; i++) {
		if (!slot_waitable(&thread->slots[i]))
			continue;
		for (j = 0; j < i; j++) {
			if (slot_waitable(&thread->slots[j]) &&
			    thread->slots[i].name == thread->slots[j].name)
				*twice = true;
		}
		handles[count++] = thread->slots[i].fd;
	}
	return count;
}

static enum outcome op_wait(struct thread *thread)
{
	struct slot *slot = slot_any(thread, EVENT);
	int handles[SLOTS], count, ret;
	bool twice;

	if (!slot)
		return IDLE;
	if (!(slot->access & NAMEDMAP_RIGHT_SYNCHRONIZE)) {
		ret = WAIT(thread->dev, FOREVER, slot->fd);
		MUST(thread, ret == -EACCES, "%d", ret);
		return WAIT_REFUSED;
	}
	count = collect(thread, handles, &twice);
	ret = wait_many(thread->dev, handles, count, 0, some_timeout(thread));
	MUST(thread, ret == -ETIMEDOUT || (ret >= 0 && ret < count), "%d", ret);
	return ret < 0 ? WAIT_TIMEOUT : WAITED;
}

static enum outcome op_wait_all(struct thread *thread)
{
	int handles[SLOTS], count, ret;
	bool twice;

	count = collect(thread, handles, &twice);
	if (!count)
		return IDLE;
	ret = wait_many(thread->dev, handles, count, NAMEDMAP_WAIT_ALL,
			some_timeout(thread));
	if (twice) {
		MUST(thread, ret == -EINVAL, "%d", ret);
		return WAIT_ALL_TWICE;
	}
	MUST(thread, !ret || ret == -ETIMEDOUT, "%d", ret);
	return ret ? WAIT_ALL_TIMEOUT : WAITED_ALL;
}

/* Who may be killed between a call and its entry keeps no ledger. */
static enum outcome op_ledger_set(struct thread *thread)
{
	int which = roll(thread, LEDGER), ret;

	if (thread->victim)
		return IDLE;
	ret = event_set(thread->race->ledger[which]);
	MUST(thread, ret == 0 || ret == 1, "%d", ret);
	if (ret)
		return LEDGER_AGAIN;
	count_up(&thread->race->set[which]);
	return LEDGER_SET;
}

static enum outcome op_ledger_reset(struct thread *thread)
{
	int which = roll(thread, LEDGER), ret;

	if (thread->victim)
		return IDLE;
	ret = event_reset(thread->race->ledger[which]);
	MUST(thread, ret == 0 || ret == 1, "%d", ret);
	if (!ret)
		return LEDGER_RESET_AGAIN;
	count_up(&thread->race->reset[which]);
	return LEDGER_RESET;
}

static enum outcome op_ledger_wait(struct thread *thread)
{
	bool all = !roll(thread, 3);
	int ret, which;

	if (thread->victim)
		return IDLE;
	ret = wait_many(thread->dev, thread->race->ledger, LEDGER,
			all ? NAMEDMAP_WAIT_ALL : 0, some_timeout(thread));
	if (ret == -ETIMEDOUT)
		return LEDGER_TIMEOUT;
	MUST(thread, ret >= 0 && ret < LEDGER, "%d", ret);
	for (which = 0; which < LEDGER; which++) {
		if (all || which == ret)
			count_up(&thread->race->won[which]);
	}
	return all ? LEDGER_WON_ALL : LEDGER_WON;
}

#endif /* NAMEDMAP_RACE_EVENTS_H */
