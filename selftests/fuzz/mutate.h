/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Changes to an input that know of its records: a call more or less, other
 * values in one, and two inputs that become one.
 */
#ifndef NAMEDMAP_FUZZ_MUTATE_H
#define NAMEDMAP_FUZZ_MUTATE_H

#include "values.h"

static __u32 random_state;

static __u32 pick(__u32 below)
{
	random_state = random_state * 1664525 + 1013904223;
	return (random_state >> 8) % below;
}

/* Most words are the usual ones, and most others differ in the choice alone. */
static __u16 random_word(void)
{
	switch (pick(8)) {
	case 0:
		return pick(0x10000);
	case 1:
		return pick(16) << 8;
	default:
		return pick(32);
	}
}

static struct record random_record(void)
{
	struct record record = {
		.call = pick(ARRAY_SIZE(commands)), .fd = pick(6),
	};
	int changes = pick(4);

	if (!pick(2))
		record.call = FIRST_OTHER + pick(OTHERS);
	while (changes--)
		record.words[pick(WORDS)] = random_word();
	return record;
}

static void change_record(struct record *record)
{
	switch (pick(8)) {
	case 0:
		record->fd = pick(4) ? pick(8) : pick(256);
		break;
	case 1:
		record->form = pick(2) ? 0 : pick(256);
		break;
	case 2:
		record->fail = pick(2) ? 0 : pick(40);
		break;
	case 3:
		record->call = random_record().call;
		break;
	case 4:
		record->words[pick(WORDS)] = 0;
		break;
	default:
		record->words[pick(WORDS)] = random_word();
	}
}

static void swap_records(struct record *one, struct record *two)
{
	struct record kept = *one;

	*one = *two;
	*two = kept;
}

/* Put one more at a place, or take one away; answers how many there are. */
static size_t insert_record(struct record *records, size_t count, size_t at,
			    struct record record)
{
	memmove(records + at + 1, records + at, (count - at) * sizeof(*records));
	records[at] = record;
	return count + 1;
}

static size_t remove_record(struct record *records, size_t count, size_t at)
{
	memmove(records + at, records + at + 1,
		(count - at - 1) * sizeof(*records));
	return count - 1;
}

/* @records has room for one more. */
static size_t mutate_once(struct record *records, size_t count, bool may_grow)
{
	switch (pick(8)) {
	case 0:
	case 1:
		if (may_grow)
			return insert_record(records, count, pick(count + 1),
					     random_record());
		break;
	case 2:
		if (may_grow)
			return insert_record(records, count, pick(count + 1),
					     records[pick(count)]);
		break;
	case 3:
		if (count > 1)
			return remove_record(records, count, pick(count));
		break;
	case 4:
		swap_records(&records[pick(count)], &records[pick(count)]);
		return count;
	}
	change_record(&records[pick(count)]);
	return count;
}

size_t LLVMFuzzerCustomMutator(__u8 *data, size_t size, size_t max_size,
			       unsigned int seed)
{
	size_t most = max_size / sizeof(struct record);
	struct record records[RECORDS_MAX + 1];
	size_t count = size / sizeof(*records), changes;

	if (!most)
		return size;
	if (most > RECORDS_MAX)
		most = RECORDS_MAX;
	if (count > most)
		count = most;
	random_state = seed;
	memcpy(records, data, count * sizeof(*records));
	if (!count)
		records[count++] = random_record();
	for (changes = 1 + pick(4); changes; changes--)
		count = mutate_once(records, count, count < most);
	memcpy(data, records, count * sizeof(*records));
	return count * sizeof(*records);
}

/* The beginning of one and the end of another. */
size_t LLVMFuzzerCustomCrossOver(const __u8 *one, size_t one_size,
				 const __u8 *two, size_t two_size, __u8 *out,
				 size_t max_size, unsigned int seed)
{
	size_t record = sizeof(struct record), head, tail;

	random_state = seed;
	head = pick(one_size / record + 1) * record;
	tail = pick(two_size / record + 1) * record;
	if (head > max_size)
		head = max_size / record * record;
	if (tail > max_size - head)
		tail = (max_size - head) / record * record;
	memcpy(out, one, head);
	memcpy(out + head, two + two_size / record * record - tail, tail);
	return head + tail;
}

#endif /* NAMEDMAP_FUZZ_MUTATE_H */
