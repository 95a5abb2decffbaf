// SPDX-License-Identifier: MIT
/* Several processes, rows CHD and DUP-11; children of the other word size. */
#include "harness.h"

#include <signal.h>

#define PAGE 4096u
#define MAGIC 0x1a2b3c4d

static HANDLE handle_from_text(const char *text)
{
	return (HANDLE)(uintptr_t)strtoull(text, NULL, 0);
}

static const char *text_of(HANDLE handle)
{
	static char texts[4][32];
	static unsigned int next;
	char *text = texts[next++ % 4];

	snprintf(text, sizeof(texts[0]), "%llu",
		 (unsigned long long)(uintptr_t)handle);
	return text;
}

ROLE(create_same)
{
	HANDLE section = section_create(arguments[0], PAGE_READWRITE, PAGE);
	DWORD error = GetLastError();
	volatile DWORD *view = view_of(section, FILE_MAP_READ | FILE_MAP_WRITE);

	if (error != ERROR_ALREADY_EXISTS)
		return 10;
	return view && *view == MAGIC ? 0 : 11;
}

TEST(CHD_1_child_creates_the_same)
{
	const char *name = test_name("chd1");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	DWORD *view = view_of(section, FILE_MAP_WRITE);

	*view = MAGIC;
	CHECK_EQUAL(ROLE_RUN("create_same", name), 0);
	UnmapViewOfFile(view);
	CloseHandle(section);
}

/* Write through a view of the access given. */
ROLE(write_through)
{
	DWORD access = (DWORD)strtoul(arguments[1], NULL, 0);
	HANDLE section = section_create(arguments[0], PAGE_READWRITE, PAGE);
	DWORD *view = view_of(section, access);

	if (!view)
		return 10;
	*view = MAGIC;
	return *view == MAGIC ? 0 : 11;
}

TEST(CHD_2_3_4_COW_5_6_what_the_parent_sees)
{
	static const struct { const char *access; bool seen; } table[] = {
		{ "6" /* READ + WRITE */, true },
		{ "1" /* COPY */, false },
		{ "3" /* COPY + WRITE */, true },
	};
	const char *name = test_name("chd2");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	DWORD *view = view_of(section, FILE_MAP_WRITE);
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		*view = 0;
		CHECK_EQUAL(ROLE_RUN("write_through", name, table[i].access),
			    0);
		CHECK_EQUAL(*view, table[i].seen ? MAGIC : 0);
	}
	UnmapViewOfFile(view);
	CloseHandle(section);
}

ROLE(count_failures)
{
	HANDLE section = section_open(arguments[0], FILE_MAP_ALL_ACCESS);
	DWORD *view = view_of(section, FILE_MAP_ALL_ACCESS);

	if (!view)
		return 10;
	__atomic_fetch_add(view, 1, __ATOMIC_SEQ_CST);
	return 0;
}

TEST(CHD_5_failure_counter)
{
	const char *name = test_name("chd5");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	DWORD *view = view_of(section, FILE_MAP_READ);
	pid_t pids[8];
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(pids); i++)
		pids[i] = role_start("count_failures", name, NULL);
	for (i = 0; i < ARRAYSIZE(pids); i++)
		CHECK_EQUAL(role_wait(pids[i]), 0);
	CHECK_EQUAL(*view, ARRAYSIZE(pids));
	UnmapViewOfFile(view);
	CloseHandle(section);
}

/* Everything about inherited handles: section, event, file, reduced section. */
ROLE(use_inherited)
{
	HANDLE section = handle_from_text(arguments[0]);
	HANDLE event = handle_from_text(arguments[1]);
	HANDLE file = handle_from_text(arguments[2]);
	HANDLE reader = handle_from_text(arguments[3]);
	DWORD *view = view_of(section, FILE_MAP_WRITE), flags, moved;
	HANDLE mapping;
	char byte;

	REQUIRE(view);
	CHECK_EQUAL(*view, MAGIC);
	*view = MAGIC + 1;
	CHECK(UnmapViewOfFile(view));
	CHECK_FAILS(NULL, view_of(reader, FILE_MAP_WRITE),
		    ERROR_ACCESS_DENIED);
	CHECK(GetHandleInformation(event, &flags));
	CHECK_EQUAL(flags, HANDLE_FLAG_INHERIT);
	/* The file comes with what it was opened for, execution included. */
	CHECK(ReadFile(file, &byte, 1, &moved, NULL) && byte == 'f');
	mapping = CreateFileMappingA(file, NULL, PAGE_EXECUTE_READ, 0, 0, NULL);
	CHECK(mapping);
	CloseHandle(mapping);
	CHECK_FAILS(NULL, CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0,
					     NULL), ERROR_ACCESS_DENIED);
	CHECK(CloseHandle(file));
	CHECK_FAILS(FALSE, CloseHandle(file), ERROR_INVALID_HANDLE);
	CHECK(CloseHandle(event));
	CHECK(CloseHandle(reader));
	CHECK(CloseHandle(section));
	return 0;
}

static void inherit_all(bool other_size)
{
	const char *path = test_file("data", PAGE, 'f');
	SECURITY_ATTRIBUTES inherit;
	HANDLE section, event, file, reader;
	DWORD *view;
	pid_t pid;

	test_set_inherit(&inherit, true);
	section = CreateFileMappingA(NULL, &inherit, PAGE_READWRITE, 0, PAGE,
				     NULL);
	event = CreateEventA(&inherit, TRUE, FALSE, NULL);
	file = CreateFileA(path, GENERIC_READ | GENERIC_EXECUTE, 7, &inherit,
			   OPEN_EXISTING, 0, NULL);
	CHECK(DuplicateHandle(GetCurrentProcess(), section, GetCurrentProcess(),
			      &reader, FILE_MAP_READ, TRUE, 0));
	view = view_of(section, FILE_MAP_WRITE);
	REQUIRE(view && event && file != INVALID_HANDLE_VALUE);
	*view = MAGIC;
	pid = other_size ?
		role_start_other("use_inherited", text_of(section),
				 text_of(event), text_of(file), text_of(reader),
				 NULL) :
		role_start("use_inherited", text_of(section), text_of(event),
			   text_of(file), text_of(reader), NULL);
	CHECK_EQUAL(role_wait(pid), 0);
	CHECK_EQUAL(*view, MAGIC + 1);
	UnmapViewOfFile(view);
	CloseHandle(section);
	CloseHandle(event);
	CloseHandle(file);
	CloseHandle(reader);
}

TEST(DUP_11_inherited_handles_keep_number_and_rights)
{
	inherit_all(false);
}

TEST(DUP_11_child_of_the_other_word_size)
{
	inherit_all(true);
}

ROLE(see_nothing)
{
	int i;

	for (i = 0; i < count; i++) {
		CHECK_FAILS(FALSE, CloseHandle(handle_from_text(arguments[i])),
			    ERROR_INVALID_HANDLE);
	}
	return 0;
}

TEST(DUP_13_handles_are_not_inherited_unless_asked)
{
	const char *path = test_file("data", PAGE, 'f');
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	HANDLE event = CreateEventA(NULL, TRUE, FALSE, NULL);
	HANDLE file = file_open(path, GENERIC_READ);

	CHECK_EQUAL(ROLE_RUN("see_nothing", text_of(section), text_of(event),
			     text_of(file)), 0);
	CloseHandle(section);
	CloseHandle(event);
	CloseHandle(file);
}

ROLE(foreign_descriptors)
{
	/* What a shell passes on is nobody's handle. */
	CHECK_FAILS(FALSE, CloseHandle(handle_from_text(arguments[0])),
		    ERROR_INVALID_HANDLE);
	return 0;
}

TEST(DUP_11_other_descriptors_of_a_child_are_no_handles)
{
	FILE *stream = fopen(test_file("data", 1, 'x'), "r");
	char number[32];

	REQUIRE(stream);
	snprintf(number, sizeof(number), "%d", 4 * (fileno(stream) + 1));
	CHECK_EQUAL(ROLE_RUN("foreign_descriptors", number), 0);
	fclose(stream);
}

TEST(uapi_32_and_64_bit_programs_meet_by_name)
{
	const char *name = test_name("sizes");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE);
	DWORD *view = view_of(section, FILE_MAP_WRITE);

	*view = MAGIC;
	CHECK_EQUAL(role_wait(role_start_other("create_same", name, NULL)), 0);
	UnmapViewOfFile(view);
	CloseHandle(section);
}

ROLE(hold_and_die)
{
	HANDLE section = section_create(arguments[0], PAGE_READWRITE, PAGE);

	if (!view_of(section, FILE_MAP_WRITE))
		return 10;
	raise(SIGKILL);
	return 11;
}

TEST(LIF_6_a_dead_process_leaves_nothing)
{
	const char *name = test_name("dead");
	unsigned int i;

	for (i = 0; i < 20; i++) {
		CHECK_EQUAL(ROLE_RUN("hold_and_die", name), 1000 + SIGKILL);
		CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
			    ERROR_FILE_NOT_FOUND);
	}
}
