// SPDX-License-Identifier: GPL-2.0-only
/*
 * The system's security policy answers at create as it would to the caller's
 * own mmap: a process that AppArmor confines cannot make sections of what it
 * may not map.
 */
#include "namedmap_utils.h"

#define WIDE "namedmap-kselftest-wide"
#define NARROW "namedmap-kselftest"
#define SECURITYFS "/sys/kernel/security"

/* Files, and what the narrow profile allows with each. */
static const char *const names[] = { "free", "reading", "code", "nothing" };
enum { FREE, READING, CODE, NOTHING };

FIXTURE(lsm) {
	DEVICE_FIELDS;
	struct place place;
	int files[ARRAY_SIZE(names)];
	char policy[200];
	bool loaded;
};

/* The profile, or its removal. */
static int run_parser(FIXTURE_DATA(lsm) *self, const char *option)
{
	char command[300];

	snprintf(command, sizeof(command), "apparmor_parser %s -K %s", option,
		 self->policy);
	return system(command);
}

static int write_policy(FIXTURE_DATA(lsm) *self)
{
	FILE *file;

	snprintf(self->policy, sizeof(self->policy), "%s/policy", self->place.dir);
	file = fopen(self->policy, "w");
	if (!file)
		return -errno;
	fprintf(file,
		"profile " WIDE " {\n"
		"  capability,\n"
		"  /** rwm,\n"
		"  change_profile -> " NARROW ",\n"
		"}\n"
		"profile " NARROW " {\n"
		"  %s/free rw,\n"
		"  %s/reading r,\n"
		"  %s/code rwm,\n"
		"}\n", self->place.dir, self->place.dir, self->place.dir);
	return fclose(file) ? -errno : 0;
}

FIXTURE_SETUP(lsm)
{
	const char *reason;
	unsigned int i;

	DEVICE_SETUP();
	NEEDS_ROOT();
	if (access("/sys/module/apparmor/parameters/enabled", R_OK))
		SKIP(return, "no AppArmor in this kernel");
	if (system("apparmor_parser --version >/dev/null 2>&1"))
		SKIP(return, "no apparmor_parser (Debian package apparmor)");
	reason = place_enter(&self->place, EXT4);
	if (reason) {
		place_leave(&self->place);
		SKIP(return, "%s", reason);
	}
	ASSERT_EQ(0, unshare(CLONE_NEWNS));
	ASSERT_EQ(0, mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL));
	if (access(SECURITYFS "/apparmor", R_OK)) {
		ASSERT_EQ(0, mount("securityfs", SECURITYFS, "securityfs", 0, NULL));
	}
	for (i = 0; i < ARRAY_SIZE(names); i++)
		self->files[i] = SUCCEEDS(place_file(&self->place, names[i], PAGE));
	ASSERT_EQ(0, write_policy(self));
	ASSERT_EQ(0, run_parser(self, "-r"));
	self->loaded = true;
}

FIXTURE_TEARDOWN(lsm)
{
	unsigned int i;

	if (self->loaded) {
		EXPECT_EQ(0, run_parser(self, "-R"));
	}
	for (i = 0; i < ARRAY_SIZE(names); i++)
		close(self->files[i]);
	PLACE_TEARDOWN();
}

/*
 * Confine the process for good, with the files open for reading and writing. A
 * file that an unconfined process opened is allowed to whoever has it, so they
 * are opened again in between.
 */
static int confine(FIXTURE_DATA(lsm) *self)
{
	unsigned int i;
	int ret = write_file("/proc/self/attr/current", "changeprofile " WIDE);

	for (i = 0; !ret && i < ARRAY_SIZE(names); i++) {
		int file = reopen(self->files[i], O_RDWR);

		close(self->files[i]);
		self->files[i] = file;
		ret = file < 0 ? file : 0;
	}
	return ret ?: write_file("/proc/self/attr/current",
				 "changeprofile " NARROW);
}

/* What create answers must be what mmap answers the same process. */
static void expect_as_mmap(struct __test_metadata *_metadata,
			   FIXTURE_DATA(lsm) *self, int which, __u32 protection,
			   int prot, int flags, int expected)
{
	int file = self->files[which];
	int ret = CREATE(self->dev, NAMED(self->name), .protection = protection,
			 .backing_fd = file);

	EXPECT_EQ(expected, try_map(file, PAGE, prot, flags, 0));
	EXPECT_EQ(expected, ret < 0 ? ret : 0)
		TH_LOG("%s, protection %#x: %d", names[which], protection, ret);
	close(ret);
}

TEST_F(lsm, confined_creator)
{
	const int rw = PROT_READ | PROT_WRITE, rx = PROT_READ | PROT_EXEC;
	pid_t pid;

	CHILD(pid) {
		ASSERT_EQ(0, confine(self));
		/* first, for AppArmor remembers what it allowed for a file */
		expect_as_mmap(_metadata, self, FREE,
			       NAMEDMAP_PAGE_EXECUTE_READ, rx, MAP_PRIVATE,
			       -EACCES);
		expect_as_mmap(_metadata, self, FREE,
			       NAMEDMAP_PAGE_READWRITE, rw, MAP_SHARED, 0);
		expect_as_mmap(_metadata, self, FREE,
			       NAMEDMAP_PAGE_READONLY, PROT_READ, MAP_PRIVATE, 0);
		expect_as_mmap(_metadata, self, READING,
			       NAMEDMAP_PAGE_READWRITE, rw, MAP_SHARED, -EACCES);
		expect_as_mmap(_metadata, self, READING,
			       NAMEDMAP_PAGE_READONLY, PROT_READ, MAP_PRIVATE, 0);
		expect_as_mmap(_metadata, self, READING,
			       NAMEDMAP_PAGE_WRITECOPY, rw, MAP_PRIVATE, 0);
		expect_as_mmap(_metadata, self, CODE,
			       NAMEDMAP_PAGE_EXECUTE_READ, rx, MAP_PRIVATE, 0);
		expect_as_mmap(_metadata, self, NOTHING,
			       NAMEDMAP_PAGE_READONLY, PROT_READ, MAP_PRIVATE,
			       -EACCES);
		expect_as_mmap(_metadata, self, NOTHING,
			       NAMEDMAP_PAGE_READWRITE, rw, MAP_SHARED, -EACCES);
	}
	CHILD_DONE(pid);
}

/* The trial leaves no memory behind, whichever way it ends. */
TEST_F(lsm, trial_leaves_nothing_mapped)
{
	FILE *file;
	int i, lines[2];

	for (i = 0; i < 2; i++) {
		char line[400];

		close(CREATE(self->dev, .backing_fd = self->files[FREE]));
		close(CREATE(self->dev, .backing_fd = self->files[FREE], .protection =
			     NAMEDMAP_PAGE_EXECUTE_READWRITE));
		file = fopen("/proc/self/maps", "r");
		ASSERT_TRUE(!!file);
		for (lines[i] = 0; fgets(line, sizeof(line), file);)
			lines[i] += !!strstr(line, self->place.dir);
		fclose(file);
	}
	EXPECT_EQ(0, lines[0]);
	EXPECT_EQ(0, lines[1]);
}

TEST_HARNESS_MAIN
