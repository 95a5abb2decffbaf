// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who may do what with a named section: every creator against every caller, over
 * two IPC namespaces, two user namespaces and a private world, for every mode,
 * by every call that grants rights. What has to come out is said by the model
 * below, which shares nothing with the driver and reads as the documentation
 * does.
 */
#include "namedmap_utils.h"

/*
 * The people. A user namespace of ALICE's has her as its uid 0 and BOB as its
 * uid 1; it owns an IPC namespace. Who is in the private world got the device
 * file that ALICE made it on.
 */
enum { ROOT = 0, ALICE = 1000, BOB = 1001, CAROL = 1002 };
enum user_ns { HOST, ALICES };
enum world { HOSTS_IPC, SECOND_IPC, ALICES_IPC, PRIVATE };

struct person {
	const char *title;
	uid_t uid;		/* and the group of that number */
	gid_t other_group;
	enum user_ns user_ns;
	enum world world;
	bool makes_local;	/* sections in the own table, or Global ones */
	bool makes_global;
};

static const struct person people[] = {
	{ "root", ROOT, 0, HOST, HOSTS_IPC, true, true },
	{ "alice", ALICE, 0, HOST, HOSTS_IPC, true },
	{ "bob", BOB, 0, HOST, HOSTS_IPC, true },
	{ "carol of alice's group", CAROL, ALICE, HOST, HOSTS_IPC },
	{ "root elsewhere", ROOT, 0, HOST, SECOND_IPC, false, true },
	{ "alice elsewhere", ALICE, 0, HOST, SECOND_IPC, true },
	{ "bob elsewhere", BOB, 0, HOST, SECOND_IPC },
	{ "alice as root of hers, in the host's", ALICE, 0, ALICES, HOSTS_IPC },
	{ "alice as root of hers", ALICE, 0, ALICES, ALICES_IPC, true, true },
	{ "bob in alice's", BOB, 0, ALICES, ALICES_IPC, true },
	{ "root in private", ROOT, 0, HOST, PRIVATE },
	{ "alice in private", ALICE, 0, HOST, PRIVATE, true, true },
	{ "bob in private", BOB, 0, HOST, PRIVATE },
};

/* A section that somebody made. */
struct thing {
	const struct person *creator;
	bool global;
	unsigned int mode;
	int handle;		/* with the right to map for reading */
	char name[100];
};

/* ------------------------------------------------------------------ model */

/* An answer: rights that are granted, or an error. */
struct answer {
	int error;
	__u32 rights;
	bool made;		/* a new section, because there was none to find */
};

#define EVERY_RIGHT (ALL | NAMEDMAP_RIGHT_SYNCHRONIZE)

/*
 * CAP_IPC_OWNER over a world's IPC namespace belongs to the root of the user
 * namespace that owns it, to those above, and to the user who made that one.
 */
static bool is_master(const struct person *who, enum world world)
{
	if (world == ALICES_IPC && who->uid == ALICE)
		return true;
	return who->user_ns == HOST && who->uid == ROOT;
}

/* Read and write of the first class that matches. */
static unsigned int class_of(const struct person *who, const struct thing *thing)
{
	if (who->uid == thing->creator->uid)
		return thing->mode >> 6;
	if (who->other_group && who->other_group == thing->creator->uid)
		return thing->mode >> 3 & 7;
	return thing->mode & 7;
}

static __u32 rights_by_mode(const struct person *who, const struct thing *thing)
{
	unsigned int bits = class_of(who, thing);
	__u32 rights = 0;

	if ((bits & 6) == 6)
		return EVERY_RIGHT;
	if (bits & 4)
		rights |= QUERY | READ | EXECUTE | NAMEDMAP_RIGHT_READ_CONTROL |
			  NAMEDMAP_RIGHT_SYNCHRONIZE;
	if (bits & 2)
		rights |= WRITE | NAMEDMAP_RIGHT_EXTEND_SIZE |
			  NAMEDMAP_RIGHT_READ_CONTROL;
	return rights;
}

static __u32 spelled_out(__u32 wanted)
{
	__u32 rights = wanted & 0x0fffffff;

	if (wanted & NAMEDMAP_RIGHT_GENERIC_READ)
		rights |= QUERY | READ | NAMEDMAP_RIGHT_READ_CONTROL;
	if (wanted & NAMEDMAP_RIGHT_GENERIC_WRITE)
		rights |= WRITE | NAMEDMAP_RIGHT_READ_CONTROL;
	return rights;
}

static struct answer grant(const struct person *who, const struct thing *thing,
			   __u32 wanted, __u32 already)
{
	__u32 allowed = rights_by_mode(who, thing) | already;

	if (is_master(who, thing->creator->world))
		allowed = EVERY_RIGHT;
	if (wanted == NAMEDMAP_RIGHT_MAXIMUM)
		wanted = allowed;
	wanted = spelled_out(wanted);
	if (!wanted || wanted & ~allowed)
		return (struct answer){ .error = EACCES };
	return (struct answer){ .rights = wanted };
}

static bool sees(const struct person *who, const struct thing *thing)
{
	return who->world == thing->creator->world;
}

static bool may_create(const struct person *who, const struct thing *thing)
{
	if (!thing->global)
		return who->uid == thing->creator->uid;
	return is_master(who, who->world) ||
	       (who->world == PRIVATE && who->uid == ALICE);
}

/* Another user's table does not tell what it has not. */
static bool may_know(const struct person *who, const struct thing *thing)
{
	return thing->global || who->uid == thing->creator->uid ||
	       is_master(who, who->world);
}

enum route { BY_OPEN, BY_CREATE, BY_DUPLICATE, ROUTES };

static struct answer expected(const struct person *who, const struct thing *thing,
			      enum route route, __u32 wanted)
{
	struct answer made = { .made = true };

	if (route == BY_DUPLICATE)
		return grant(who, thing, wanted, READ);
	if (sees(who, thing))
		return grant(who, thing, wanted, 0);
	if (route == BY_OPEN)
		return (struct answer){
			.error = may_know(who, thing) ? ENOENT : EACCES };
	if (!may_create(who, thing))
		return (struct answer){ .error = EACCES };
	made.rights = wanted == NAMEDMAP_RIGHT_MAXIMUM ? EVERY_RIGHT :
							 spelled_out(wanted);
	return made;
}

/* -------------------------------------------------------------- the trials */

static const __u32 wishes[] = {
	READ, WRITE, READ | WRITE, QUERY, EXECUTE, NAMEDMAP_RIGHT_EXTEND_SIZE,
	NAMEDMAP_RIGHT_DELETE, ALL, NAMEDMAP_RIGHT_GENERIC_READ,
	NAMEDMAP_RIGHT_GENERIC_WRITE, NAMEDMAP_RIGHT_MAXIMUM,
};

#define MODES 64
#define THINGS_MAX (ARRAY_SIZE(people) * 2 * MODES)

FIXTURE(model) {
	DEVICE_FIELDS;
	int private;		/* the device file with the private world */
	int ipc[3];		/* IPC namespaces of the worlds that have one */
	int user_ns;		/* ALICES */
	struct thing *things;
	unsigned int things_count;
	struct {
		long tried;
		long granted;
		long wrong;
	} *count;
};

/* Read and write bits of the three classes from six bits. */
static unsigned int mode_of(unsigned int six)
{
	return (six >> 4 & 3) << 7 | (six >> 2 & 3) << 4 | (six & 3) << 1;
}

/* Namespaces are made by a process that then stays until they are open here. */
static int make_namespaces(int flags, int *user_ns, int *ipc)
{
	struct turn made, done;
	char path[64], map[64];
	pid_t pid;
	int ret = 0;

	turn_open(&made);
	turn_open(&done);
	pid = fork();
	if (!pid) {
		if ((flags & CLONE_NEWUSER &&
		     (become(ALICE) || prctl(PR_SET_DUMPABLE, 1))) ||
		    unshare(flags))
			_exit(1);
		turn_give(&made);
		turn_take(&done);
		_exit(0);
	}
	turn_take(&made);
	if (flags & CLONE_NEWUSER) {
		snprintf(map, sizeof(map), "0 %u 1\n1 %u 1\n", ALICE, BOB);
		snprintf(path, sizeof(path), "/proc/%d/uid_map", pid);
		ret = write_file(path, map);
		snprintf(path, sizeof(path), "/proc/%d/gid_map", pid);
		ret = ret ?: write_file(path, map);
		snprintf(path, sizeof(path), "/proc/%d/ns/user", pid);
		*user_ns = open(path, O_RDONLY | O_CLOEXEC);
	}
	snprintf(path, sizeof(path), "/proc/%d/ns/ipc", pid);
	*ipc = open(path, O_RDONLY | O_CLOEXEC);
	turn_give(&done);
	waitpid(pid, NULL, 0);
	turn_close(&made);
	turn_close(&done);
	return *ipc < 0 ? -errno : ret;
}

/* Turn into somebody, for good. */
static int turn_into(FIXTURE_DATA(model) *self, const struct person *who)
{
	gid_t groups[] = { who->other_group };
	uid_t uid = who->uid;

	if (who->world != PRIVATE && setns(self->ipc[who->world], CLONE_NEWIPC))
		return -errno;
	if (who->user_ns == ALICES) {
		uid = who->uid == ALICE ? 0 : 1;
		if (setns(self->user_ns, CLONE_NEWUSER))
			return -errno;
	}
	if (setgroups(who->other_group ? 1 : 0, groups) ||
	    setresgid(uid, uid, uid))
		return -errno;
	/* Who leaves the namespace's root leaves its capabilities behind. */
	if (setresuid(0, 0, 0) || setresuid(uid, uid, uid))
		return -errno;
	return 0;
}

static int device_of(FIXTURE_DATA(model) *self, const struct person *who)
{
	return who->world == PRIVATE ? self->private : self->dev;
}

/* The name as its creator, or as somebody else, has to give it. */
static void full_name(const struct person *who, const struct thing *thing,
		      char *name, size_t size)
{
	uid_t uid = thing->creator->uid;

	if (who->user_ns == ALICES)
		uid -= ALICE;
	if (thing->global)
		snprintf(name, size, "Global\\%s", thing->name);
	else
		snprintf(name, size, "Session\\%u\\%s", uid, thing->name);
}

static void name_thing(FIXTURE_DATA(model) *self, struct thing *thing,
		       unsigned int six)
{
	snprintf(thing->name, sizeof(thing->name), "%s %u %u", self->name,
		 (unsigned int)(thing->creator - people), six);
}

/* Somebody's sections of all modes; handles for reading come back. */
static void make_things(struct __test_metadata *_metadata,
			FIXTURE_DATA(model) *self, const struct person *who,
			bool global)
{
	int sockets[2], section, reader;
	unsigned int six;
	pid_t pid;

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0,
				sockets));
	CHILD(pid) {
		ASSERT_EQ(0, turn_into(self, who));
		for (six = 0; six < MODES; six++) {
			struct thing thing = { .creator = who, .global = global };
			char name[140];

			name_thing(self, &thing, six);
			full_name(who, &thing, name, sizeof(name));
			section = SUCCEEDS(CREATE(device_of(self, who),
						  NAMED(name),
						  .mode = mode_of(six),
						  .section_size = PAGE,
						  .flags = NAMEDMAP_CREATE_EXCLUSIVE));
			reader = SUCCEEDS(DUPLICATE(section, .access = READ,
						    .handle = -1));
			ASSERT_EQ(0, send_fd(sockets[1], reader));
			close(reader);
			close(section);
		}
	}
	for (six = 0; six < MODES; six++) {
		struct thing *thing = &self->things[self->things_count++];

		thing->creator = who;
		thing->global = global;
		thing->mode = mode_of(six);
		thing->handle = SUCCEEDS(receive_fd(sockets[0]));
		name_thing(self, thing, six);
	}
	CHILD_DONE(pid);
	close(sockets[0]);
	close(sockets[1]);
}

FIXTURE_SETUP(model)
{
	struct namedmap_private_world private = { .size = sizeof(private) };
	struct rlimit files = { 4096, 4096 };
	unsigned int i;

	DEVICE_SETUP();
	NEEDS_ROOT();
	self->things = calloc(THINGS_MAX, sizeof(*self->things));
	self->count = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(NULL, self->things);
	ASSERT_MAPPED(self->count);
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &files));
	self->ipc[HOSTS_IPC] = SUCCEEDS(open("/proc/self/ns/ipc",
					     O_RDONLY | O_CLOEXEC));
	ASSERT_EQ(0, make_namespaces(CLONE_NEWIPC, NULL, &self->ipc[SECOND_IPC]));
	ASSERT_EQ(0, make_namespaces(CLONE_NEWUSER | CLONE_NEWIPC, &self->user_ns,
				     &self->ipc[ALICES_IPC]));
	self->private = SUCCEEDS(open(DEVICE, O_RDWR | O_CLOEXEC));
	ASSERT_EQ(0, seteuid(ALICE));
	ASSERT_EQ(0, ioctl(self->private, NAMEDMAP_IOC_PRIVATE_WORLD, &private));
	ASSERT_EQ(0, seteuid(0));
	for (i = 0; i < ARRAY_SIZE(people); i++) {
		if (people[i].makes_local)
			make_things(_metadata, self, &people[i], false);
		if (people[i].makes_global)
			make_things(_metadata, self, &people[i], true);
	}
	TH_LOG("%u sections", self->things_count);
}

FIXTURE_TEARDOWN(model)
{
	unsigned int i;

	for (i = 0; i < self->things_count; i++)
		close(self->things[i].handle);
	for (i = 0; i < ARRAY_SIZE(self->ipc); i++)
		close(self->ipc[i]);
	close(self->user_ns);
	close(self->private);
	free(self->things);
	munmap(self->count, PAGE);
	DEVICE_TEARDOWN();
}

/* One trial: 0 or the error, the rights, and whether a section was made. */
static struct answer attempt(FIXTURE_DATA(model) *self, const struct person *who,
			     const struct thing *thing, enum route route,
			     __u32 wanted)
{
	int dev = device_of(self, who), handle;
	struct namedmap_create create = {
		.access = wanted, .protection = NAMEDMAP_PAGE_READWRITE,
		.backing_fd = -1, .mode = 0, .section_size = PAGE,
	};
	struct namedmap_open open = {
		.access = wanted, .kind = NAMEDMAP_KIND_SECTION,
	};
	struct namedmap_duplicate duplicate = {
		.handle = thing->handle, .access = wanted,
	};
	struct answer answer = {};
	char name[140];

	full_name(who, thing, name, sizeof(name));
	create.name = address(name);
	create.name_length = strlen(name);
	open.name = create.name;
	open.name_length = create.name_length;
	handle = route == BY_OPEN ? sys_open(dev, &open) :
		 route == BY_CREATE ? sys_create(dev, &create) :
				      sys_duplicate(dev, &duplicate);
	if (handle < 0) {
		answer.error = -handle;
		return answer;
	}
	close(handle);
	answer.rights = route == BY_OPEN ? open.out_access :
			route == BY_CREATE ? create.out_access :
					     duplicate.out_access;
	answer.made = route == BY_CREATE && !create.out_existed;
	return answer;
}

static void complain(const struct person *who, const struct thing *thing,
		     const char *route, __u32 wanted, const struct answer *want,
		     const struct answer *got)
{
	printf("# %s: %s %x of %s's %s, mode %04o: ", who->title, route, wanted,
	       thing->creator->title, thing->global ? "global" : "local",
	       thing->mode);
	printf("error %d rights %x made %d, not %d %x %d\n", got->error,
	       got->rights, got->made, want->error, want->rights, want->made);
}

static void try_thing(FIXTURE_DATA(model) *self, const struct person *who,
		      const struct thing *thing, long *turn)
{
	static const char *const titles[] = { "open", "create", "duplicate" };
	struct answer want, got;
	unsigned int i;
	int route;

	for (route = 0; route < ROUTES; route++) {
		for (i = 0; i < ARRAY_SIZE(wishes); i++) {
			/* slow kernels try a part of them, evenly spread */
			if ((*turn)++ % (10000 / rounds(10000)))
				continue;
			want = expected(who, thing, route, wishes[i]);
			got = attempt(self, who, thing, route, wishes[i]);
			self->count->tried++;
			self->count->granted += !got.error;
			if (want.error == got.error && want.made == got.made &&
			    want.rights == got.rights)
				continue;
			if (self->count->wrong++ < 20)
				complain(who, thing, titles[route],
					 wishes[i], &want, &got);
		}
	}
}

TEST_F(model, exactly_what_the_model_allows)
{
	unsigned int i, j;
	long turn = 0;
	pid_t pid;

	for (i = 0; i < ARRAY_SIZE(people); i++) {
		const struct person *who = &people[i];

		CHILD(pid) {
			ASSERT_EQ(0, turn_into(self, who));
			for (j = 0; j < self->things_count; j++) {
				const struct thing *thing = &self->things[j];

				/* no number in her namespace names this user */
				if (who->user_ns == ALICES &&
				    thing->creator->uid < ALICE)
					continue;
				try_thing(self, who, thing, &turn);
			}
		}
		CHILD_DONE(pid);
		turn += 7;
	}
	TH_LOG("%ld combinations, %ld granted, %ld wrong", self->count->tried,
	       self->count->granted, self->count->wrong);
	EXPECT_EQ(0, self->count->wrong);
	EXPECT_LT(rounds(100000), self->count->tried);
	EXPECT_LT(0, self->count->granted);
}

TEST_HARNESS_MAIN
