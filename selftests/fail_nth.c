// SPDX-License-Identifier: GPL-2.0-only
/*
 * Failures on demand: each allocation, and each copy from and to the caller's
 * memory, fails once in every ioctl, mmap, fork and close. A call answers with
 * a clean error and has changed nothing, or succeeds and its result is whole.
 * Whether the kernel complained is looked for by those who start the tests.
 */
#include "fail_files.h"

#define OTHER_USER 1001

/* What the tests change for all: given back. */
#define FAIL_FIELDS DEVICE_FIELDS; int injection

#define FAIL_SETUP() do {						       \
	const char *__reason = NULL;					       \
									       \
	NEEDS_ROOT();							       \
	self->injection = injection_open(variant->injected, &__reason);	       \
	if (self->injection < 0)					       \
		SKIP(return, "%s", __reason);				       \
	EXPECT_EQ(0, slab_objects_settled(0));				       \
} while (0)

/* All objects are freed, and nothing is charged to the user. */
#define FAIL_TEARDOWN() do {						       \
	injection_close(self->injection);				       \
	if (!_metadata->exit_code) {					       \
		check_quota(_metadata, self->dev);			       \
		EXPECT_EQ(0, slab_objects_settled(0));			       \
	}								       \
} while (0)

FIXTURE(plain) {
	FAIL_FIELDS;
};

FIXTURE_VARIANT(plain) {
	enum injected injected;
};

FIXTURE_VARIANT_ADD(plain, objects) { .injected = OBJECTS };
FIXTURE_VARIANT_ADD(plain, pages) { .injected = PAGES };
FIXTURE_VARIANT_ADD(plain, copies) { .injected = USER_COPIES };

FIXTURE_SETUP(plain)
{
	DEVICE_SETUP();
	FAIL_SETUP();
}

FIXTURE_TEARDOWN(plain)
{
	FAIL_TEARDOWN();
	DEVICE_TEARDOWN();
}

#define SWEEP(context, sequence) do {					       \
	context_init(context, sequence, self->dev, self->name);		       \
	sweep(_metadata, context, self->injection, variant->injected);	       \
} while (0)

TEST_F(plain, each_call)
{
	struct context c;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(plain_sequences); i++)
		SWEEP(&c, &plain_sequences[i]);
}

TEST_F(plain, fork)
{
	struct context c;

	forget_rseq();
	SWEEP(&c, &fork_sequence);
}

/* A name that does not fit on the kernel's stack, nor into a page. */
TEST_F(plain, long_name)
{
	char *name = malloc(LONG_NAME);
	struct context c;
	unsigned int i;

	ASSERT_NE(NULL, name);
	memset(name, 'n', LONG_NAME);
	for (i = 0; i < ARRAY_SIZE(long_name_sequences); i++) {
		context_init(&c, &long_name_sequences[i], self->dev, self->name);
		c.name = name;
		c.name_length = LONG_NAME;
		sweep(_metadata, &c, self->injection, variant->injected);
	}
	free(name);
}

/* Objects made there are charged to the owner of the namespace as well. */
TEST_F(plain, user_namespace)
{
	struct context c;
	unsigned int i;
	pid_t pid;

	CHILD(pid) {
		/* the counter is each thread's own */
		close(self->injection);
		self->injection = open(FAIL_NTH, O_RDWR | O_CLOEXEC);
		ASSERT_LE(0, self->injection);
		ASSERT_EQ(0, setresuid(OTHER_USER, OTHER_USER, 0));
		ASSERT_EQ(0, unshare(CLONE_NEWUSER));
		for (i = 0; i < ARRAY_SIZE(namespace_sequences); i++)
			SWEEP(&c, &namespace_sequences[i]);
	}
	CHILD_DONE(pid);
}

/* The first handle after nobody had the device open mounts a file system. */
TEST_F(plain, first_handle)
{
	struct context c;

	ASSERT_EQ(0, close(self->dev));
	SWEEP(&c, &first_handle_sequence);
	self->dev = open(DEVICE, O_RDWR | O_CLOEXEC);
	ASSERT_LE(0, self->dev);
}

/* The first section of large pages that the module makes mounts another. */
TEST_F(plain, large_pages)
{
	struct context c;

	NEEDS_MODULE_FILE();
	ASSERT_EQ(0, close(self->dev));
	ASSERT_EQ(0, module_unload());
	ASSERT_EQ(0, module_load());
	self->dev = open(DEVICE, O_RDWR | O_CLOEXEC);
	ASSERT_LE(0, self->dev);
	SWEEP(&c, &large_pages_sequence);
}

FIXTURE(on_file) {
	FAIL_FIELDS;
	struct place place;
	int file;
};

FIXTURE_VARIANT(on_file) {
	enum place_kind kind;
	enum injected injected;
};

#define FILE_VARIANT(name, kind_)					       \
	FIXTURE_VARIANT_ADD(on_file, name##_objects) {			       \
		.kind = kind_, .injected = OBJECTS };			       \
	FIXTURE_VARIANT_ADD(on_file, name##_pages) {			       \
		.kind = kind_, .injected = PAGES };			       \
	FIXTURE_VARIANT_ADD(on_file, name##_copies) {			       \
		.kind = kind_, .injected = USER_COPIES }

FILE_VARIANT(ext4, EXT4);
FILE_VARIANT(tmpfs, TMPFS);
FILE_VARIANT(memfd, MEMFD);
FILE_VARIANT(overlayfs, OVERLAYFS);

FIXTURE_SETUP(on_file)
{
	PLACE_SETUP();
	self->file = make_file(&self->place, "file");
	ASSERT_LE(0, self->file);
	FAIL_SETUP();
}

FIXTURE_TEARDOWN(on_file)
{
	close(self->file);
	FAIL_TEARDOWN();
	PLACE_TEARDOWN();
}

TEST_F(on_file, each_call)
{
	struct context c;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(file_sequences); i++) {
		context_init(&c, &file_sequences[i], self->dev, self->name);
		c.file = self->file;
		c.on_disk = variant->kind == EXT4 || variant->kind == OVERLAYFS;
		sweep(_metadata, &c, self->injection, variant->injected);
	}
}

/* One skip for all where there is nothing to inject failures with. */
int main(int argc, char **argv)
{
	if (!access(FAIL_NTH, F_OK))
		return test_harness_run(argc, argv);
	puts("TAP version 13\n1..0 # SKIP no " FAIL_NTH);
	return KSFT_SKIP;
}
