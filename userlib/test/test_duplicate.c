// SPDX-License-Identifier: MIT
/* DuplicateHandle, rows DUP. */
#include "harness.h"

#include <fcntl.h>

#define PAGE 4096u

TEST(DUP_1_same_access)
{
	HANDLE section = section_create(NULL, PAGE_READONLY, PAGE), other;
	void *view;

	CHECK(duplicate(section, &other, GENERIC_ALL, FALSE,
			DUPLICATE_SAME_ACCESS));
	CHECK(other != section);
	CHECK_FAILS(NULL, view_of(other, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
	view = view_of(other, FILE_MAP_READ);
	CHECK(view);
	UnmapViewOfFile(view);
	CloseHandle(section);
	CloseHandle(other);
}

TEST(DUP_3_5_more_access)
{
	HANDLE section = section_create(NULL, PAGE_EXECUTE_READWRITE, PAGE);
	HANDLE reader, full;
	void *view;

	CHECK(duplicate(section, &reader, GENERIC_READ, FALSE, 0));
	CHECK_FAILS(NULL, view_of(reader, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
	CHECK(duplicate(reader, &full, GENERIC_ALL, FALSE, 0));
	view = view_of(full, FILE_MAP_WRITE | FILE_MAP_EXECUTE);
	CHECK(view);
	UnmapViewOfFile(view);
	CloseHandle(section);
	CloseHandle(reader);
	CloseHandle(full);
}

TEST(DUP_4_6_failures_zero_the_target)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE), other;

	other = (HANDLE)0x1234;
	CHECK_FAILS(FALSE, duplicate(section, &other, 0xffffffff, FALSE, 0),
		    ERROR_ACCESS_DENIED);
	CHECK(!other);
	other = (HANDLE)0x1234;
	CHECK_FAILS(FALSE, duplicate((HANDLE)0x7770, &other, 0, FALSE,
				     DUPLICATE_SAME_ACCESS),
		    ERROR_INVALID_HANDLE);
	CHECK(!other);
	CHECK_FAILS(FALSE, DuplicateHandle(NULL, section, GetCurrentProcess(),
					   &other, 0, FALSE,
					   DUPLICATE_SAME_ACCESS),
		    ERROR_INVALID_HANDLE);
	CHECK_FAILS(FALSE, DuplicateHandle(GetCurrentProcess(), section,
					   section, &other, 0, FALSE,
					   DUPLICATE_SAME_ACCESS),
		    ERROR_INVALID_HANDLE);
	CloseHandle(section);
}

TEST(DUP_7_no_target)
{
	const char *name = test_name("leaked");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), opened;
	int number = _open_osfhandle((LONG_PTR)section, 0), fd;

	CHECK(duplicate(section, NULL, 0, FALSE, DUPLICATE_SAME_ACCESS));
	CloseHandle(section);
	opened = section_open(name, FILE_MAP_READ);
	CHECK(opened);
	CloseHandle(opened);
	for (fd = number; fd < number + 4; fd++)
		CloseHandle(handle_of(fd));
}

TEST(DUP_8_close_source)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE), other;
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE);

	CHECK(duplicate(section, &other, 0, TRUE,
			DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE));
	CHECK(other == section);
	CHECK_EQUAL(flags_of(other), HANDLE_FLAG_INHERIT);
	CHECK(duplicate(section, &other, FILE_MAP_READ, FALSE,
			DUPLICATE_CLOSE_SOURCE));
	CHECK(other != section);
	CHECK_FAILS(FALSE, CloseHandle(section), ERROR_INVALID_HANDLE);
	/* Whatever the result. */
	CHECK_FAILS(FALSE, duplicate(other, &section, 0xffffffff, FALSE,
				     DUPLICATE_CLOSE_SOURCE),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, CloseHandle(other), ERROR_INVALID_HANDLE);
	CHECK(duplicate(file, &other, GENERIC_READ, FALSE,
			DUPLICATE_CLOSE_SOURCE));
	CHECK_FAILS(FALSE, CloseHandle(file), ERROR_INVALID_HANDLE);
	CHECK(CloseHandle(other));
}

TEST(DUP_9_10_13_inheritance)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE), other;

	CHECK_EQUAL(flags_of(section), 0);
	CHECK(duplicate(section, &other, 0, TRUE, DUPLICATE_SAME_ACCESS));
	CHECK_EQUAL(flags_of(other), HANDLE_FLAG_INHERIT);
	CloseHandle(section);
	CHECK(duplicate(other, &section, 0, FALSE,
			DUPLICATE_SAME_ACCESS | DUPLICATE_SAME_ATTRIBUTES));
	CHECK_EQUAL(flags_of(section), HANDLE_FLAG_INHERIT);
	CloseHandle(section);
	CloseHandle(other);
}

TEST(DUP_14_existing_name_and_inheritance)
{
	const char *name = test_name("inherit");
	HANDLE section = section_create(name, PAGE_READWRITE, PAGE), other;
	SECURITY_ATTRIBUTES attributes;

	test_set_inherit(&attributes, true);
	other = CreateFileMappingA(NULL, &attributes, PAGE_READWRITE, 0, PAGE,
				   name);
	CHECK_EQUAL(flags_of(section), 0);
	CHECK_EQUAL(flags_of(other), HANDLE_FLAG_INHERIT);
	CloseHandle(section);
	CloseHandle(other);
}

TEST_ALONE(DUP_16_files_share_their_position)
{
	const char *path = test_file("data", PAGE, 'a');
	HANDLE file = file_open(path, GENERIC_READ | GENERIC_WRITE), other;
	DWORD moved;

	CHECK(duplicate(file, &other, GENERIC_READ, FALSE, 0));
	SetFilePointer(file, 100, NULL, FILE_BEGIN);
	CHECK_EQUAL(SetFilePointer(other, 0, NULL, FILE_CURRENT), 100);
	CHECK_FAILS(FALSE, WriteFile(other, "x", 1, &moved, NULL),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, duplicate(file, NULL, 0xffffffff, FALSE, 0),
		    ERROR_ACCESS_DENIED);
	CloseHandle(file);
	file = file_open(path, GENERIC_READ);
	CHECK_FAILS(FALSE, duplicate(file, NULL, GENERIC_WRITE, FALSE, 0),
		    ERROR_ACCESS_DENIED);
	CloseHandle(file);
	CloseHandle(other);
}

TEST(DUP_18_type_of_a_section)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);

	CHECK_FAILS(FILE_TYPE_UNKNOWN, GetFileType(section),
		    ERROR_INVALID_HANDLE);
	CloseHandle(section);
}

/*
 * Another process with a section, a reduced one, an event, a file, a pipe and a
 * process handle, each under its number, until it is told to end.
 */
struct other {
	HANDLE process;
	HANDLE section;
	HANDLE reader;
	HANDLE event;
	HANDLE file;
	HANDLE pipe;
	HANDLE self;
	HANDLE plain;
};

ROLE(hold_handles)
{
	struct other other = { NULL };
	SECURITY_ATTRIBUTES inherit;
	int ends[2], ready = atoi(arguments[0]);
	DWORD moved;

	test_set_inherit(&inherit, true);
	other.section = section_create(NULL, PAGE_READWRITE, PAGE);
	duplicate(other.section, &other.reader, FILE_MAP_READ, TRUE, 0);
	other.event = CreateEventA(NULL, TRUE, FALSE, NULL);
	other.file = file_open(arguments[1], GENERIC_READ);
	SetFilePointer(other.file, 100, NULL, FILE_BEGIN);
	REQUIRE(!pipe2(ends, O_CLOEXEC));
	other.pipe = (HANDLE)_get_osfhandle(ends[0]);
	duplicate(GetCurrentProcess(), &other.self, SYNCHRONIZE, FALSE, 0);
	other.plain = handle_of(open(arguments[1], O_RDWR | O_CLOEXEC));
	WriteFile((HANDLE)_get_osfhandle(ready), &other, sizeof(other), &moved,
		  NULL);
	Sleep(INFINITE);
	return 0;
}

static void other_start(struct other *other, const char *path)
{
	char self[600], line[1400];
	STARTUPINFOA startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION info;
	HANDLE answer;
	int ends[2];

	REQUIRE(!pipe2(ends, O_CLOEXEC));
	answer = (HANDLE)_get_osfhandle(ends[1]);
	CHECK(SetHandleInformation(answer, HANDLE_FLAG_INHERIT,
				   HANDLE_FLAG_INHERIT));
	GetModuleFileNameA(NULL, self, sizeof(self));
	snprintf(line, sizeof(line), "%s --role hold_handles %d %s", self,
		 ends[1], path);
	REQUIRE(CreateProcessA(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL,
			       &startup, &info));
	CHECK(CloseHandle(answer));
	REQUIRE(read(ends[0], other, sizeof(*other)) == sizeof(*other));
	close(ends[0]);
	CHECK(CloseHandle(info.hThread));
	other->process = info.hProcess;
}

static void other_end(struct other *other)
{
	CHECK(TerminateProcess(other->process, 0));
	CHECK_EQUAL(WaitForSingleObject(other->process, INFINITE),
		    WAIT_OBJECT_0);
	CHECK(CloseHandle(other->process));
}

static bool pull(const struct other *other, HANDLE source, HANDLE *target,
		 DWORD access, DWORD options)
{
	return DuplicateHandle(other->process, source, GetCurrentProcess(),
			       target, access, FALSE, options);
}

TEST(DUP_15_objects_from_another_process)
{
	struct other other;
	HANDLE section, reader, writer, event;
	char *view, *same;

	other_start(&other, test_file("data", PAGE, 'a'));
	CHECK(pull(&other, other.section, &section, 0, DUPLICATE_SAME_ACCESS));
	CHECK_EQUAL(flags_of(section), 0);
	CHECK(pull(&other, other.reader, &reader, 0, DUPLICATE_SAME_ACCESS |
						     DUPLICATE_SAME_ATTRIBUTES));
	CHECK_EQUAL(flags_of(reader), HANDLE_FLAG_INHERIT);
	CHECK_FAILS(NULL, view_of(reader, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
	CHECK(pull(&other, other.section, &writer, FILE_MAP_WRITE, 0));
	CHECK_FAILS(NULL, view_of(writer, FILE_MAP_READ), ERROR_ACCESS_DENIED);
	view = view_of(writer, FILE_MAP_WRITE);
	same = view_of(reader, FILE_MAP_READ);
	REQUIRE(view && same);
	*view = 'x';
	CHECK_EQUAL(*same, 'x');
	CHECK(CompareObjectHandles(section, reader));
	CHECK(pull(&other, other.event, &event, SYNCHRONIZE, 0));
	CHECK_FAILS(FALSE, CompareObjectHandles(section, event),
		    ERROR_NOT_SAME_OBJECT);
	CHECK_FAILS(FALSE, pull(&other, other.section, NULL, 0xffffffff, 0),
		    ERROR_ACCESS_DENIED);
	UnmapViewOfFile(view);
	UnmapViewOfFile(same);
	CloseHandle(section);
	CloseHandle(reader);
	CloseHandle(writer);
	CloseHandle(event);
	other_end(&other);
}

TEST(DUP_15_16_files_and_processes_from_another_process)
{
	const char *path = test_file("data", PAGE, 'a');
	struct other other;
	HANDLE file, process;
	DWORD moved, code;

	other_start(&other, path);
	CHECK(pull(&other, other.file, &file, 0, DUPLICATE_SAME_ACCESS));
	CHECK_EQUAL(SetFilePointer(file, 0, NULL, FILE_CURRENT), 100);
	CHECK_FAILS(FALSE, WriteFile(file, "x", 1, &moved, NULL),
		    ERROR_ACCESS_DENIED);
	CHECK(CloseHandle(file));
	CHECK_FAILS(FALSE, pull(&other, other.file, NULL, GENERIC_WRITE, 0),
		    ERROR_ACCESS_DENIED);
	CHECK(pull(&other, other.self, &process, 0, DUPLICATE_SAME_ACCESS));
	CHECK(CompareObjectHandles(process, other.process));
	CHECK_EQUAL(WaitForSingleObject(process, 0), WAIT_TIMEOUT);
	CHECK_FAILS(FALSE, GetExitCodeProcess(process, &code),
		    ERROR_ACCESS_DENIED);
	CHECK(CloseHandle(process));
	/* Its pseudo handle is a handle on it. */
	CHECK(pull(&other, GetCurrentProcess(), &process, 0,
		   DUPLICATE_SAME_ACCESS));
	CHECK_EQUAL(GetProcessId(process), GetProcessId(other.process));
	CHECK(CloseHandle(process));
	other_end(&other);
}

TEST(DUP_15_refusals)
{
	struct other other;
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE), target;
	HANDLE weak, numbers[3];
	unsigned int i;

	other_start(&other, test_file("data", PAGE, 'a'));
	/* No handle there: what is behind the number is left alone. */
	numbers[0] = other.plain;
	numbers[1] = (HANDLE)0x7770;
	numbers[2] = handle_of(1);
	for (i = 0; i < ARRAYSIZE(numbers); i++) {
		target = (HANDLE)0x1234;
		CHECK_FAILS(FALSE, pull(&other, numbers[i], &target, 0,
					DUPLICATE_SAME_ACCESS),
			    ERROR_INVALID_HANDLE);
		CHECK(!target);
	}
	/* Nothing goes into another process, and nothing is closed there. */
	CHECK_FAILS(FALSE, DuplicateHandle(GetCurrentProcess(), section,
					   other.process, &target, 0, FALSE,
					   DUPLICATE_SAME_ACCESS),
		    ERROR_NOT_SUPPORTED);
	CHECK_FAILS(FALSE, pull(&other, other.section, &target, 0,
				DUPLICATE_SAME_ACCESS |
				DUPLICATE_CLOSE_SOURCE), ERROR_NOT_SUPPORTED);
	CHECK_FAILS(FALSE, DuplicateHandle(other.process, other.section, NULL,
					   NULL, 0, FALSE,
					   DUPLICATE_CLOSE_SOURCE),
		    ERROR_NOT_SUPPORTED);
	CHECK(duplicate(other.process, &weak, SYNCHRONIZE, FALSE, 0));
	CHECK_FAILS(FALSE, DuplicateHandle(weak, other.section,
					   GetCurrentProcess(), &target, 0,
					   FALSE, DUPLICATE_SAME_ACCESS),
		    ERROR_ACCESS_DENIED);
	CHECK(CloseHandle(weak));
	CHECK(CloseHandle(section));
	other_end(&other);
}

TEST(DUP_17_CompareObjectHandles)
{
	const char *path = test_file("data", PAGE, 'a');
	const char *name = test_name("compare");
	HANDLE pairs[][2] = {
		{ section_create(name, PAGE_READWRITE, PAGE), NULL },
		{ CreateEventA(NULL, TRUE, FALSE, NULL), NULL },
		{ file_open(path, GENERIC_READ), NULL },
	};
	HANDLE section, event, file;
	unsigned int i;

	section = section_open(name, FILE_MAP_READ);
	event = CreateEventA(NULL, TRUE, FALSE, NULL);
	file = file_open(path, GENERIC_READ);
	for (i = 0; i < ARRAYSIZE(pairs); i++) {
		CHECK(duplicate(pairs[i][0], &pairs[i][1], 0, FALSE,
				DUPLICATE_SAME_ACCESS));
		CHECK(CompareObjectHandles(pairs[i][0], pairs[i][1]));
		CHECK(CompareObjectHandles(pairs[i][0], pairs[i][0]));
		CHECK_FAILS(FALSE, CompareObjectHandles(pairs[i][0],
							pairs[(i + 1) % 3][0]),
			    ERROR_NOT_SAME_OBJECT);
		CHECK_FAILS(FALSE, CompareObjectHandles(pairs[i][0], NULL),
			    ERROR_INVALID_HANDLE);
	}
	CHECK(CompareObjectHandles(pairs[0][0], section));
	CHECK_FAILS(FALSE, CompareObjectHandles(pairs[1][0], event),
		    ERROR_NOT_SAME_OBJECT);
	CHECK_FAILS(FALSE, CompareObjectHandles(pairs[2][0], file),
		    ERROR_NOT_SAME_OBJECT);
	for (i = 0; i < ARRAYSIZE(pairs); i++) {
		CloseHandle(pairs[i][0]);
		CloseHandle(pairs[i][1]);
	}
	CloseHandle(section);
	CloseHandle(event);
	CloseHandle(file);
}

TEST_ALONE(DUP_4_rights_on_a_process)
{
	HANDLE process, weak, again, target = (HANDLE)0x1234;

	CHECK(duplicate(GetCurrentProcess(), &process, 0, FALSE,
			DUPLICATE_SAME_ACCESS));
	CHECK_FAILS(FALSE, duplicate(process, &target, 0xffffffff, FALSE, 0),
		    ERROR_ACCESS_DENIED);
	CHECK(!target);
	/* Access 0 is a handle that can only be closed and duplicated. */
	CHECK(duplicate(process, &weak, 0, FALSE, 0));
	CHECK_FAILS(WAIT_FAILED, WaitForSingleObject(weak, 0),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, DuplicateHandle(weak, weak, GetCurrentProcess(),
					   &target, 0, FALSE,
					   DUPLICATE_SAME_ACCESS),
		    ERROR_ACCESS_DENIED);
	CHECK(duplicate(weak, &again, MAXIMUM_ALLOWED, FALSE, 0));
	CHECK_EQUAL(WaitForSingleObject(again, 0), WAIT_TIMEOUT);
	CHECK(CompareObjectHandles(weak, GetCurrentProcess()));
	CHECK(CloseHandle(process));
	CHECK(CloseHandle(weak));
	CHECK(CloseHandle(again));
}
