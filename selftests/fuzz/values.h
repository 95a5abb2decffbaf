/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the fields of the driver's structures can be. A word of a record that is
 * zero stands for what makes the call succeed; the low byte of any other chooses
 * from a list, the high byte varies it.
 */
#ifndef NAMEDMAP_FUZZ_VALUES_H
#define NAMEDMAP_FUZZ_VALUES_H

#include "memory.h"

#define WORDS 14

/* The lower half of the numbers of calls are ioctls. */
#define FIRST_OTHER 0x80
#define OTHERS 29

/* A call, as it stands in an input. */
struct record {
	__u8 call;
	__u8 fail;		/* which allocation or copy is to fail, or 0 */
	__u8 fd;		/* what it is made on; 0: the device */
	__u8 form;		/* of an ioctl: how long the structure, and where */
	__u16 words[WORDS];
};

/* A structure that is being filled. */
struct filling {
	const struct record *record;
	__u16 word;
	__u32 name_length;
};

struct field {
	const char *name;
	size_t at;
	size_t size;
	__u64 (*value)(struct filling *filling);
};

struct command {
	const char *name;
	unsigned long number;
	size_t size;
	struct field *fields;
	bool makes_handle;
	bool waits;
};

#define FIELD(structure, member) {					       \
	.name = #member,						       \
	.at = offsetof(struct structure, member),			       \
	.size = sizeof(((struct structure *)NULL)->member) }
#define IOCTL(command, structure) {					       \
	.name = #command, .number = NAMEDMAP_IOC_##command,		       \
	.size = sizeof(struct structure), .fields = structure##_fields }

#include "calls.h"

static const __u64 numbers[] = {
	0, 1, 2, 7, 64, 255, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 0x10000,
	0x10001, 0x100000, 0x200000, 0x400000, 0x7fffffff, 0x80000000,
	0xffffffff, 0x100000000, 0x10000000000, NAMEDMAP_ANONYMOUS_MAX - PAGE,
	NAMEDMAP_ANONYMOUS_MAX, 0x7ffffffffffff000, 0x7fffffffffffffff,
	0x8000000000000000, 0xfffffffffffff000, 0xffffffffffffffff,
};

static __u64 number_of(__u16 word)
{
	return numbers[(word & 0xff) % ARRAY_SIZE(numbers)] + (__s8)(word >> 8);
}

static __u64 number_or(__u16 word, __u64 usual)
{
	return word ? number_of(word) : usual;
}

struct name {
	const char *bytes;
	size_t length;
};

#define NAME(string) { string, sizeof(string) - 1 }
#define RAW_NAME 0xff
#define RAW_NAME_AT 8		/* the word where it begins */

static char longest_name[NAMEDMAP_NAME_MAX + 1];

static const struct name names[] = {
	NAME("a"), NAME("b"), NAME("Global\\a"), NAME("Local\\a"),
	NAME("Session\\0\\a"), NAME("Session\\1000\\a"), NAME("c\xed\xa0\x80"),
	NAME("Global\\b"), { longest_name, NAMEDMAP_NAME_MAX },
	{ longest_name, NAMEDMAP_NAME_MAX + 1 }, NAME("\\a"), NAME("a\\b"),
	NAME("a\0b"), NAME("Global"), NAME("Local\\"), NAME("Local\\\\a"),
	NAME("Session\\01\\a"), NAME("Session\\4294967296\\a"),
	NAME("Session\\4294967295\\a"), NAME("Session\\x\\a"), NAME("Session\\0"),
	NAME("Session\\0\\"), NAME("local\\a"), NAME("Global\\a\\b"), NAME("\n"),
};

static struct name name_of(const struct record *record, __u16 word)
{
	if ((word & 0xff) == RAW_NAME)
		return (struct name){
			.bytes = (const char *)&record->words[RAW_NAME_AT],
			.length = (WORDS - RAW_NAME_AT) * sizeof(__u16) };
	return names[(word & 0xff) % ARRAY_SIZE(names)];
}

/* The open files and the views of this run; for each record two at most. */
#define RECORDS_MAX 32

static struct {
	int fds[2 * RECORDS_MAX + 1];
	int fd_count;
	struct view views[RECORDS_MAX];
	int view_count;
	bool child;
} state;

/* One that may wait without end. */
static __thread bool in_thread;

static int keep_fd(int fd)
{
	if (fd >= 0)
		state.fds[state.fd_count++] = fd;
	return fd;
}

/* The highest are no open files. */
static int fd_of(__u16 choice)
{
	if (choice >= 0xfd)
		return choice == 0xff ? -1 : choice == 0xfe ? 1000 : -100;
	return state.fd_count ? state.fds[choice % state.fd_count] : -1;
}

static int last_fd(void)
{
	return state.fd_count ? state.fds[state.fd_count - 1] : -1;
}

static struct view *view_of(__u16 choice)
{
	if (!state.view_count)
		return NULL;
	return &state.views[state.view_count - 1 - choice % state.view_count];
}

static __u64 view_address(__u16 choice)
{
	struct view *view = view_of(choice);

	return view ? address(view->start) : 0;
}

/* One from a list, and another one with it. */
static __u32 chosen(const __u32 *list, size_t count, __u16 word)
{
	__u32 value = list[((word & 0xff) + count - 1) % count];

	if (word >> 8)
		value |= list[(word >> 8) % count];
	return value;
}

#define CHOSEN(list, word) chosen(list, ARRAY_SIZE(list), word)

static __u64 flags_value(struct filling *filling)
{
	return filling->word ? CHOSEN(flags, filling->word) : 0;
}

static __u64 access_value(struct filling *filling)
{
	if (filling->word == 0xff)
		return 0;
	return filling->word ? CHOSEN(rights, filling->word) :
			       NAMEDMAP_RIGHT_MAXIMUM;
}

static __u64 protection_value(struct filling *filling)
{
	return filling->word ? CHOSEN(protections, filling->word) :
			       NAMEDMAP_PAGE_READWRITE;
}

static __u64 attributes_value(struct filling *filling)
{
	return filling->word ? CHOSEN(attributes, filling->word) : 0;
}

static __u64 kind_value(struct filling *filling)
{
	return filling->word ? CHOSEN(kinds, filling->word) :
			       NAMEDMAP_KIND_SECTION;
}

static __u64 mode_value(struct filling *filling)
{
	return 0600 ^ filling->word;
}

static __u64 name_value(struct filling *filling)
{
	struct name name = name_of(filling->record, filling->word);

	filling->name_length = name.length;
	return memory_put((filling->word >> 8) % MEMORY_KINDS, name.bytes,
			  name.length, NAMEDMAP_NAME_MAX + 1, view_of(0));
}

static __u64 name_length_value(struct filling *filling)
{
	return number_or(filling->word, filling->name_length);
}

static __u64 name_capacity_value(struct filling *filling)
{
	return number_or(filling->word, 64);
}

static __u64 handle_value(struct filling *filling)
{
	if (filling->word)
		return fd_of((filling->word & 0xff) - 1);
	return filling->record->fd ? -1 : last_fd();
}

static __u64 backing_value(struct filling *filling)
{
	return filling->word ? fd_of(filling->word & 0xff) : -1;
}

static __u64 handles_value(struct filling *filling)
{
	const __u8 *choices = (const __u8 *)&filling->record->words[6];
	int handles[(WORDS - 6) * sizeof(__u16)];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(handles); i++)
		handles[i] = choices[i] ? fd_of(choices[i]) : last_fd();
	return memory_put(filling->word % MEMORY_KINDS, handles, sizeof(handles),
			  NAMEDMAP_WAIT_MAX * sizeof(int), view_of(0));
}

static __u64 one_value(struct filling *filling)
{
	return number_or(filling->word, 1);
}

static __u64 page_value(struct filling *filling)
{
	return number_or(filling->word, PAGE);
}

/* A wait without an end is for those who can be told to end it. */
static __u64 timeout_value(struct filling *filling)
{
	__u64 timeout = number_of(filling->word);

	if (timeout < monotonic() + 2 * MILLISECOND)
		return timeout;
	return in_thread ? timeout : monotonic() + 2 * MILLISECOND;
}

static __u64 address_value(struct filling *filling)
{
	return view_address(filling->word & 0xff) +
	       (__s8)(filling->word >> 8) * (PAGE / 2);
}

static __u64 number_value(struct filling *filling)
{
	return number_of(filling->word);
}

static const struct meaning {
	const char *name;
	__u64 (*value)(struct filling *filling);
} meanings[] = {
	{ "flags", flags_value }, { "access", access_value },
	{ "protection", protection_value }, { "attributes", attributes_value },
	{ "kind", kind_value }, { "mode", mode_value }, { "name", name_value },
	{ "name_length", name_length_value },
	{ "name_capacity", name_capacity_value }, { "handle", handle_value },
	{ "first", handle_value }, { "second", handle_value },
	{ "fd", handle_value }, { "backing_fd", backing_value },
	{ "handles", handles_value }, { "count", one_value },
	{ "maximum", one_value }, { "section_size", page_value },
	{ "timeout", timeout_value }, { "address", address_value },
};

static bool is_output(const struct field *field)
{
	return !strncmp(field->name, "out_", 4);
}

static void find_meaning(struct field *field)
{
	const struct meaning *meaning;

	field->value = number_value;
	for (meaning = meanings; meaning < meanings + ARRAY_SIZE(meanings);
	     meaning++) {
		if (!strcmp(field->name, meaning->name))
			field->value = meaning->value;
	}
}

static void find_meanings(void)
{
	struct command *command;
	struct field *field;

	memset(longest_name, 'n', sizeof(longest_name));
	for (command = commands; command < commands + ARRAY_SIZE(commands);
	     command++) {
		for (field = command->fields; field->name; field++) {
			find_meaning(field);
			if (!strcmp(field->name, "out_handle"))
				command->makes_handle = true;
			if (!strcmp(field->name, "timeout"))
				command->waits = true;
		}
	}
}

static void put_field(__u8 *bytes, const struct field *field, __u64 value)
{
	/* the machine is a little-endian one */
	memcpy(bytes + field->at, &value, field->size);
}

/* The fields one after the other take the words; the first is the size. */
static void fill(__u8 *bytes, const struct command *command,
		 const struct record *record)
{
	struct filling filling = { .record = record };
	const struct field *field;
	int word = 0;

	for (field = command->fields + 1; field->name; field++) {
		if (is_output(field))
			continue;
		filling.word = word < WORDS ? record->words[word++] : 0;
		put_field(bytes, field, field->value(&filling));
	}
}

#endif /* NAMEDMAP_FUZZ_VALUES_H */
