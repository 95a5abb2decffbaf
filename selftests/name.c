// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names: their rules, and what create and open answer for a name that is there
 * already.
 */
#include "namedmap_utils.h"

FIXTURE(name) {
	DEVICE_FIELDS;
	char second[80];	/* another name */
};

FIXTURE_SETUP(name)
{
	DEVICE_SETUP();
	snprintf(self->second, sizeof(self->second), "%s second", self->name);
}

FIXTURE_TEARDOWN(name)
{
	DEVICE_TEARDOWN();
}

struct rule {
	const char *text;
	unsigned int length;
	int error;
};

#define RULE(literal, expected) { literal, sizeof(literal) - 1, expected }

static const struct rule rules[] = {
	RULE("\\", EILSEQ),
	RULE("\\x", EILSEQ),
	RULE("\\\\x", EILSEQ),
	RULE("\\Local\\x", EILSEQ),
	RULE("\\BaseNamedObjects\\x", EILSEQ),
	RULE("a\0b", EILSEQ),
	RULE("\0", EILSEQ),
	RULE("a\0", EILSEQ),
	RULE("Local\\a\0b", EILSEQ),
	RULE("Local\\", EILSEQ),
	RULE("Global\\", EILSEQ),
	RULE("Session\\", EILSEQ),
	RULE("Session\\0\\", EILSEQ),
	RULE("Local\\\\x", EILSEQ),
	RULE("Global\\\\x", EILSEQ),
	RULE("a\\b", ENOTDIR),
	RULE("a\\", ENOTDIR),
	RULE("a\\\\b", ENOTDIR),
	RULE("local\\x", ENOTDIR),
	RULE("LOCAL\\x", ENOTDIR),
	RULE("GLOBAL\\x", ENOTDIR),
	RULE("global\\x", ENOTDIR),
	RULE("session\\0\\x", ENOTDIR),
	RULE("Locall\\x", ENOTDIR),
	RULE("Loca\\x", ENOTDIR),
	RULE("Local\\a\\b", ENOTDIR),
	RULE("Local\\a\\", ENOTDIR),
	RULE("Global\\Local\\x", ENOTDIR),
	RULE("Local\\Global\\x", ENOTDIR),
	RULE("Session\\0\\a\\b", ENOTDIR),
	RULE("Session\\x\\y", ENOTDIR),
	RULE("Session\\-1\\y", ENOTDIR),
	RULE("Session\\99999999999999999999\\y", ENOTDIR),
	RULE("Session\\4294967295\\y", ENOTDIR),	/* no user */
	RULE("Session\\4294967296\\y", ENOTDIR),
	RULE("Session\\0", EISDIR),
	RULE("Local", EISDIR),
	RULE("Global", EISDIR),
	RULE("Session", EISDIR),
	RULE("x", 0),
	RULE("local", 0),
	RULE("Locals", 0),
	RULE("Local/x", 0),
	RULE("Global:x", 0),
	RULE("/dev/null", 0),
	RULE("..", 0),
	RULE(" ", 0),
	RULE("\t\r\n", 0),
	RULE("\xff\xfe\x80", 0),
	RULE("\xed\xa0\x80", 0),	/* a lone surrogate */
	RULE("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", 0),
	RULE("Local\\x", 0),
	RULE("Local\\Local", 0),
	RULE("Local\\Global", 0),
};

TEST_F(name, rules)
{
	const struct rule *rule;

	for (rule = rules; rule < rules + ARRAY_SIZE(rules); rule++) {
		__u64 name = address(rule->text);
		int section = CREATE(self->dev, .name = name,
				     .name_length = rule->length,
				     .section_size = PAGE);

		EXPECT_EQ(-rule->error, section < 0 ? section : 0)
			TH_LOG("create '%s'", rule->text);
		EXPECT_EQ(rule->error ? -rule->error : -EPROTOTYPE,
			  EVENT_CREATE(self->dev, .name = name,
				       .name_length = rule->length))
			TH_LOG("create event '%s'", rule->text);
		close(section);
		EXPECT_EQ(rule->error ? -rule->error : -ENOENT,
			  OPEN(self->dev, .name = name,
			       .name_length = rule->length))
			TH_LOG("open '%s'", rule->text);
	}
}

TEST_F(name, open_needs_a_name)
{
	FAILS(EINVAL, OPEN(self->dev));
	FAILS(EINVAL, EVENT_OPEN(self->dev));
}

TEST_F(name, unnamed_objects_are_all_different)
{
	int first = SUCCEEDS(CREATE(self->dev, .section_size = PAGE));
	struct namedmap_create create = {
		.access = ALL, .protection = NAMEDMAP_PAGE_READWRITE,
		.section_size = PAGE, .backing_fd = -1, .mode = 0600,
	};
	int second = SUCCEEDS(sys_create(self->dev, &create));
	unsigned char *view = MAP(first, PAGE), *other = MAP(second, PAGE);

	EXPECT_EQ(0, create.out_existed);
	view[0] = 1;
	EXPECT_EQ(0, other[0]);
	EXPECT_EQ(1, query(first).out_handles);
	EXPECT_EQ(NAMEDMAP_SCOPE_NONE, query(first).out_scope);
	EXPECT_EQ(0, query(first).out_name_length);
	munmap(view, PAGE);
	munmap(other, PAGE);
	close(first);
	close(second);
}

/* The same object under every spelling of its name, and no other. */
TEST_F(name, prefixes)
{
	char local[100], session[100], global[100], text[100];
	struct namedmap_query answer;
	int section, other;

	snprintf(local, sizeof(local), "Local\\%s", self->name);
	snprintf(global, sizeof(global), "Global\\%s", self->name);
	snprintf(session, sizeof(session), "Session\\%u\\%s", geteuid(), self->name);

	section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				  .section_size = PAGE));
	other = SUCCEEDS(OPEN(self->dev, NAMED(local)));
	EXPECT_EQ(2, query(section).out_handles);
	close(other);
	other = SUCCEEDS(OPEN(self->dev, NAMED(session)));
	EXPECT_EQ(2, query(section).out_handles);
	close(other);
	FAILS(EEXIST, CREATE(self->dev, NAMED(local), .section_size = PAGE,
			     .flags = NAMEDMAP_CREATE_EXCLUSIVE));
	FAILS(EEXIST, CREATE(self->dev, NAMED(session), .section_size = PAGE,
			     .flags = NAMEDMAP_CREATE_EXCLUSIVE));
	FAILS(ENOENT, OPEN(self->dev, NAMED(global)));
	if (!geteuid()) {
		other = SUCCEEDS(CREATE(self->dev, NAMED(global),
					.section_size = 2 * PAGE,
					.flags = NAMEDMAP_CREATE_EXCLUSIVE));
		EXPECT_EQ(NAMEDMAP_SCOPE_GLOBAL, query(other).out_scope);
		EXPECT_EQ(0, query(other).out_scope_uid);
		EXPECT_EQ(1, query(section).out_handles);
		close(other);
	}

	/* the name is told without its prefix */
	other = SUCCEEDS(OPEN(self->dev, NAMED(session)));
	answer = (struct namedmap_query){
		.handle = -1, .flags = NAMEDMAP_QUERY_DETAILS,
		.name = address(text), .name_capacity = sizeof(text),
	};
	ASSERT_EQ(0, sys_query(other, &answer));
	EXPECT_EQ(strlen(self->name), answer.out_name_length);
	EXPECT_EQ(0, memcmp(text, self->name, answer.out_name_length));
	EXPECT_EQ(NAMEDMAP_SCOPE_LOCAL, answer.out_scope);
	EXPECT_EQ(geteuid(), answer.out_scope_uid);
	close(other);
	close(section);
}

/* What is created under a spelling is found under the others. */
TEST_F(name, created_with_a_prefix)
{
	char local[100], session[100];
	int section;

	snprintf(local, sizeof(local), "Local\\%s", self->name);
	snprintf(session, sizeof(session), "Session\\%u\\%s", geteuid(), self->name);
	section = SUCCEEDS(CREATE(self->dev, NAMED(local), .section_size = PAGE));
	close(SUCCEEDS(OPEN(self->dev, NAMED(self->name))));
	close(section);
	section = SUCCEEDS(CREATE(self->dev, NAMED(session), .section_size = PAGE));
	close(SUCCEEDS(OPEN(self->dev, NAMED(self->name))));
	close(section);
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
}

static const char *const length_prefixes[] = { "", "Local\\", "Global\\" };

TEST_F(name, length)
{
	char *text = malloc(NAMEDMAP_NAME_MAX + 100);
	unsigned int i, prefix;
	int section;

	ASSERT_TRUE(!!text);
	for (i = 0; i < ARRAY_SIZE(length_prefixes); i++) {
		if (length_prefixes[i][0] == 'G' && geteuid())
			continue;
		prefix = strlen(length_prefixes[i]);
		memset(text, 'n', NAMEDMAP_NAME_MAX + 100);
		memcpy(text, length_prefixes[i], prefix);
		section = SUCCEEDS(CREATE(self->dev, .name = address(text),
			.name_length = prefix + NAMEDMAP_NAME_MAX,
			.section_size = PAGE));
		EXPECT_EQ(NAMEDMAP_NAME_MAX, query(section).out_name_length);
		close(SUCCEEDS(OPEN(self->dev, .name = address(text),
				    .name_length = prefix + NAMEDMAP_NAME_MAX)));
		/* the last byte counts */
		text[prefix + NAMEDMAP_NAME_MAX - 1] = 'm';
		FAILS(ENOENT, OPEN(self->dev, .name = address(text),
				   .name_length = prefix + NAMEDMAP_NAME_MAX));
		FAILS(ENOENT, OPEN(self->dev, .name = address(text),
				   .name_length = prefix + NAMEDMAP_NAME_MAX - 1));
		FAILS(ENAMETOOLONG, OPEN(self->dev, .name = address(text),
				.name_length = prefix + NAMEDMAP_NAME_MAX + 1));
		FAILS(ENAMETOOLONG, CREATE(self->dev, .name = address(text),
				.name_length = prefix + NAMEDMAP_NAME_MAX + 1,
				.section_size = PAGE));
		FAILS(ENAMETOOLONG, EVENT_CREATE(self->dev, .name = address(text),
				.name_length = prefix + NAMEDMAP_NAME_MAX + 1));
		close(section);
	}
	FAILS(ENAMETOOLONG, OPEN(self->dev, .name = address(text),
				 .name_length = UINT32_MAX));
	FAILS(ENAMETOOLONG, OPEN(self->dev, .name = address(text),
				 .name_length = INT32_MAX));
	free(text);
}

/* The whole of a long name comes back. */
TEST_F(name, long_name_in_query)
{
	char *text = malloc(NAMEDMAP_NAME_MAX), *back = malloc(NAMEDMAP_NAME_MAX);
	struct namedmap_query query = {
		.handle = -1, .flags = NAMEDMAP_QUERY_DETAILS,
		.name = address(back), .name_capacity = NAMEDMAP_NAME_MAX,
	};
	int section, i;

	ASSERT_TRUE(text && back);
	for (i = 0; i < NAMEDMAP_NAME_MAX; i++)
		text[i] = 'a' + i % 26;
	section = SUCCEEDS(CREATE(self->dev, .name = address(text),
				  .name_length = NAMEDMAP_NAME_MAX,
				  .section_size = PAGE));
	ASSERT_EQ(0, sys_query(section, &query));
	EXPECT_EQ(NAMEDMAP_NAME_MAX, query.out_name_length);
	EXPECT_EQ(0, memcmp(text, back, NAMEDMAP_NAME_MAX));
	close(section);
	free(text);
	free(back);
}

TEST_F(name, case_matters)
{
	int upper = SUCCEEDS(CREATE(self->dev, NAMED("kselftest Case"),
				    .section_size = PAGE));
	int lower;

	FAILS(ENOENT, OPEN(self->dev, NAMED("kselftest case")));
	lower = SUCCEEDS(CREATE(self->dev, NAMED("kselftest case"),
				.section_size = PAGE,
				.flags = NAMEDMAP_CREATE_EXCLUSIVE));
	close(upper);
	close(lower);
}

/* One name for both kinds of object, in both directions. */
TEST_F(name, other_kind)
{
	int section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				      .section_size = PAGE));
	int event = SUCCEEDS(EVENT_CREATE(self->dev, NAMED(self->second)));

	FAILS(EPROTOTYPE, EVENT_CREATE(self->dev, NAMED(self->name)));
	FAILS(EPROTOTYPE, EVENT_OPEN(self->dev, NAMED(self->name)));
	FAILS(EPROTOTYPE, CREATE(self->dev, NAMED(self->second),
				 .section_size = PAGE));
	FAILS(EPROTOTYPE, OPEN(self->dev, NAMED(self->second)));
	EXPECT_EQ(1, query(section).out_handles);
	EXPECT_EQ(1, query(event).out_handles);
	close(section);
	close(event);

	/* and once it is free, for the other kind */
	event = SUCCEEDS(EVENT_CREATE(self->dev, NAMED(self->name)));
	section = SUCCEEDS(CREATE(self->dev, NAMED(self->second),
				  .section_size = PAGE));
	close(section);
	close(event);
}

TEST_F(name, unknown_kind)
{
	int section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				      .section_size = PAGE));

	FAILS(EINVAL, OPEN(self->dev, NAMED(self->name), .kind = 0));
	FAILS(EINVAL, OPEN(self->dev, NAMED(self->name), .kind = 5));
	FAILS(EINVAL, OPEN(self->dev, NAMED(self->name), .kind = UINT32_MAX));
	close(section);
}

/* An existing section is opened as it is. */
TEST_F(name, existing)
{
	struct namedmap_create again = {
		NAMED(self->name), .access = READ | QUERY,
		.protection = NAMEDMAP_PAGE_READONLY, .section_size = 1 << 20,
		.attributes = NAMEDMAP_SECTION_RESERVE,
		.backing_fd = -1, .mode = 0666,
	};
	struct namedmap_open open = {
		NAMED(self->name), .access = WRITE | QUERY,
		.kind = NAMEDMAP_KIND_SECTION,
	};
	int first = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				    .section_size = 3 * PAGE - 1));
	int second = SUCCEEDS(sys_create(self->dev, &again));
	int third = SUCCEEDS(sys_open(self->dev, &open));
	unsigned char *view = MAP(first, 3 * PAGE), *same = MAP(third, PAGE);

	EXPECT_EQ(1, again.out_existed);
	EXPECT_EQ(3 * PAGE, again.out_section_size);
	EXPECT_EQ(NAMEDMAP_PAGE_READWRITE, again.out_protection);
	EXPECT_EQ(NAMEDMAP_SECTION_COMMIT, again.out_attributes);
	EXPECT_EQ(READ | QUERY, again.out_access);
	EXPECT_EQ(3 * PAGE, open.out_section_size);
	EXPECT_EQ(NAMEDMAP_PAGE_READWRITE, open.out_protection);
	EXPECT_EQ(NAMEDMAP_SECTION_COMMIT, open.out_attributes);
	EXPECT_EQ(WRITE | QUERY, open.out_access);
	EXPECT_EQ(3, query(first).out_handles);
	EXPECT_EQ(0600, query(second).out_mode);
	view[0] = 42;
	EXPECT_EQ(42, same[0]);
	munmap(view, 3 * PAGE);
	munmap(same, PAGE);
	close(first);
	close(second);
	close(third);
}

TEST_F(name, exclusive)
{
	int section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				      .section_size = PAGE,
				      .flags = NAMEDMAP_CREATE_EXCLUSIVE));
	int event = SUCCEEDS(EVENT_CREATE(self->dev, NAMED(self->second),
					  .flags = NAMEDMAP_CREATE_EXCLUSIVE));

	FAILS(EEXIST, CREATE(self->dev, NAMED(self->name), .section_size = PAGE,
			     .flags = NAMEDMAP_CREATE_EXCLUSIVE));
	FAILS(EEXIST, EVENT_CREATE(self->dev, NAMED(self->second),
				   .flags = NAMEDMAP_CREATE_EXCLUSIVE));
	EXPECT_EQ(1, query(section).out_handles);
	EXPECT_EQ(1, query(event).out_handles);
	close(event);
	close(section);
}

/* Arguments are checked whether or not the name exists. */
TEST_F(name, existing_does_not_excuse_bad_arguments)
{
	int section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				      .section_size = PAGE));

	FAILS(EINVAL, CREATE(self->dev, NAMED(self->name)));
	FAILS(EINVAL, CREATE(self->dev, NAMED(self->name), .section_size = PAGE,
			     .protection = 0));
	FAILS(EACCES, CREATE(self->dev, NAMED(self->name), .section_size = PAGE,
			     .access = 0));
	FAILS(EINVAL, CREATE(self->dev, NAMED(self->name), .section_size = PAGE,
			     .mode = 0700));
	EXPECT_EQ(1, query(section).out_handles);
	close(section);
}

/* An existing name has no side effect on the file that a create names. */
TEST_F(name, existing_leaves_the_file_alone)
{
	int section = SUCCEEDS(CREATE(self->dev, NAMED(self->name),
				      .section_size = PAGE));
	int file = memfd_create("existing", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	ASSERT_LE(0, file);
	ASSERT_EQ(0, ftruncate(file, 100));
	close(SUCCEEDS(CREATE(self->dev, NAMED(self->name), .backing_fd = file,
			      .section_size = 1 << 20)));
	EXPECT_EQ(100, file_size(file));
	/* nobody holds it against sealing */
	EXPECT_EQ(0, fcntl(file, F_ADD_SEALS, F_SEAL_WRITE));
	close(file);
	close(section);
}

TEST_F(name, gone_and_made_anew)
{
	struct namedmap_create create = {
		NAMED(self->name), .access = ALL, .mode = 0600, .backing_fd = -1,
		.protection = NAMEDMAP_PAGE_READWRITE, .section_size = PAGE,
	};
	unsigned char *view;
	int section;

	section = SUCCEEDS(sys_create(self->dev, &create));
	view = MAP(section, PAGE);
	memset(view, 1, PAGE);
	munmap(view, PAGE);
	close(section);
	FAILS(ENOENT, OPEN(self->dev, NAMED(self->name)));
	create.section_size = 2 * PAGE;
	section = SUCCEEDS(sys_create(self->dev, &create));
	EXPECT_EQ(0, create.out_existed);
	EXPECT_EQ(2 * PAGE, create.out_section_size);
	view = MAP(section, 2 * PAGE);
	EXPECT_EQ(0, view[0]);
	munmap(view, 2 * PAGE);
	close(section);
}

/* Many names at once, each finds its own. */
TEST_F(name, many)
{
	int sections[200];
	char text[80];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sections); i++) {
		snprintf(text, sizeof(text), "%s %u", self->name, i);
		sections[i] = SUCCEEDS(CREATE(self->dev, NAMED(text),
					      .section_size = (i + 1) * PAGE));
	}
	for (i = 0; i < ARRAY_SIZE(sections); i++) {
		struct namedmap_open open = {
			NAMED(text), .access = QUERY,
			.kind = NAMEDMAP_KIND_SECTION,
		};

		snprintf(text, sizeof(text), "%s %u", self->name, i);
		open.name_length = strlen(text);
		close(SUCCEEDS(sys_open(self->dev, &open)));
		EXPECT_EQ((i + 1) * PAGE, open.out_section_size);
	}
	for (i = 0; i < ARRAY_SIZE(sections); i++)
		close(sections[i]);
}

#define RACERS 4

/*
 * Processes create one name at the same time, file-backed or not: one of them
 * makes it, all get the same object, and who opens it meanwhile finds it
 * complete with its size or not at all.
 */
static void race_create(struct __test_metadata *_metadata,
			FIXTURE_DATA(name) *self, int file, long count)
{
	struct shared {
		int created, ready, opened;
	} *shared = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct turn go, done;
	pid_t racers[RACERS], opener;
	int i, racer, section;

	ASSERT_MAPPED(shared);
	turn_open(&go);
	turn_open(&done);
	for (racer = 0; racer < RACERS; racer++) {
		CHILD(racers[racer]) {
			close(go.fds[1]);
			close(done.fds[0]);
			while (turn_take(&go)) {
				struct namedmap_create create = {
					NAMED(self->name), .access = ALL,
					.protection = NAMEDMAP_PAGE_READWRITE,
					.section_size = (racer + 1) * 8 * PAGE,
					.backing_fd = file, .mode = 0600,
				};

				section = SUCCEEDS(sys_create(self->dev, &create));
				if (!create.out_existed)
					__atomic_add_fetch(&shared->created, 1,
							   __ATOMIC_SEQ_CST);
				/* all hold it before the first lets it go */
				__atomic_add_fetch(&shared->ready, 1,
						   __ATOMIC_SEQ_CST);
				while (__atomic_load_n(&shared->ready,
						       __ATOMIC_SEQ_CST) < RACERS)
					sched_yield();
				EXPECT_EQ(query(section).out_section_size,
					  create.out_section_size);
				close(section);
				turn_give(&done);
			}
		}
	}
	CHILD(opener) {
		close(go.fds[1]);
		close(done.fds[0]);
		while (shared->ready >= 0) {
			struct namedmap_open open = {
				NAMED(self->name), .access = QUERY,
				.kind = NAMEDMAP_KIND_SECTION,
			};

			section = sys_open(self->dev, &open);
			if (section == -ENOENT)
				continue;
			EXPECT_LE(0, section);
			EXPECT_EQ(0, open.out_section_size % (8 * PAGE));
			EXPECT_LE(8 * PAGE, open.out_section_size);
			close(section);
			shared->opened++;
		}
	}
	for (i = 0; i < count && !_metadata->exit_code; i++) {
		shared->created = 0;
		__atomic_store_n(&shared->ready, 0, __ATOMIC_SEQ_CST);
		for (racer = 0; racer < RACERS; racer++)
			turn_give(&go);
		for (racer = 0; racer < RACERS; racer++)
			turn_take(&done);
		EXPECT_EQ(1, shared->created);
		/* the opener may hold it a little longer */
		while ((section = OPEN(self->dev, NAMED(self->name))) >= 0)
			close(section);
		EXPECT_EQ(-ENOENT, section);
	}
	turn_close(&go);
	for (racer = 0; racer < RACERS; racer++)
		CHILD_DONE(racers[racer]);
	__atomic_store_n(&shared->ready, -1, __ATOMIC_SEQ_CST);
	CHILD_DONE(opener);
	turn_close(&done);
	munmap(shared, PAGE);
}

TEST_F(name, racing_creates)
{
	race_create(_metadata, self, -1, rounds(300));
}

TEST_F(name, racing_creates_on_a_file)
{
	int file = memfd_create("race", MFD_CLOEXEC);

	ASSERT_LE(0, file);
	race_create(_metadata, self, file, rounds(300));
	close(file);
}

TEST_HARNESS_MAIN
