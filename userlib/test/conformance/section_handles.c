// SPDX-License-Identifier: MIT
/*
 * Section 9a: handle values. Behind it, events and waiting, which the list only
 * touches: what the rows on handles and names say of them, and a table of their
 * own, EVT, that Microsoft's documentation of the calls is the source of.
 */
#include "conformance.h"

#define PAGE 4096
#define TERMINATED 0x12345678

/* No handle table is so large. */
#define NEVER_GIVEN 0x3fffff0

static HANDLE event_of(bool manual, bool set)
{
	HANDLE event = CreateEventA(NULL, manual, set, NULL);

	REQUIRE(event);
	return event;
}

/* What a look, without waiting, answers; it takes what it finds. */
static bool is_set(HANDLE event)
{
	DWORD answer = WaitForSingleObject(event, 0);

	if (answer != WAIT_TIMEOUT)
		CHECK_EQUAL(answer, WAIT_OBJECT_0);
	return answer == WAIT_OBJECT_0;
}

/* a: the value. */
static void close_pseudo_handle(const struct row *row)
{
	HANDLE event = event_of(true, true);
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	void *view;

	SetLastError(0xdeadbeef);
	CHECK(CloseHandle((HANDLE)row->a));
	CHECK_EQUAL(GetLastError(), 0xdeadbeef);
	CHECK(is_set(event));
	view = view_of(section, FILE_MAP_WRITE);
	CHECK(view);
	CHECK(UnmapViewOfFile(view));
	CHECK_EQUAL(WaitForSingleObject(GetCurrentProcess(), 0), WAIT_TIMEOUT);
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(event));
}

/* a: the value. */
static void close_fails(const struct row *row)
{
	CHECK_FAILS(FALSE, CloseHandle((HANDLE)row->a), row->error);
}

/* a: kind. */
static void close_twice_fails(const struct row *row)
{
	HANDLE handle = handle_of_kind((enum kind)row->a);

	CHECK(CloseHandle(handle));
	CHECK_FAILS(FALSE, CloseHandle(handle), row->error);
}

static HANDLE plus(HANDLE handle, ULONG_PTR bits)
{
	return (HANDLE)((ULONG_PTR)handle | bits);
}

/* a: the low bits. */
static void low_bits_are_ignored(const struct row *row)
{
	HANDLE event = event_of(true, false), other = NULL;
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	void *view;

	view = view_of(plus(section, row->a), FILE_MAP_WRITE);
	CHECK(view);
	CHECK(UnmapViewOfFile(view));
	CHECK(duplicate(plus(section, row->a), &other, 0, FALSE,
			DUPLICATE_SAME_ACCESS));
	CHECK(CloseHandle(other));
	CHECK(CloseHandle(plus(section, row->a)));
	CHECK_FAILS(FALSE, CloseHandle(section), ERROR_INVALID_HANDLE);
	CHECK(SetEvent(plus(event, row->a)));
	CHECK(is_set(event));
	CHECK(ResetEvent(plus(event, row->a)));
	CHECK(!is_set(plus(event, row->a)));
	CHECK(CloseHandle(plus(event, row->a)));
	CHECK_FAILS(FALSE, CloseHandle(event), ERROR_INVALID_HANDLE);
}

/* Where a handle has no such bits there is nothing to refuse. */
static void high_bit_is_refused(const struct row *row)
{
	HANDLE section = section_create(NULL, PAGE_READWRITE, PAGE);
	HANDLE event = event_of(true, false), other;
	unsigned int bit;

	for (bit = 32; bit < 8 * sizeof(HANDLE); bit++) {
		ULONG_PTR high = (ULONG_PTR)(1ull << bit);

		CHECK_FAILS(NULL, view_of(plus(section, high), FILE_MAP_READ),
			    row->error);
		CHECK_FAILS(FALSE, duplicate(plus(section, high), &other, 0,
					     FALSE, DUPLICATE_SAME_ACCESS),
			    row->error);
		CHECK_FAILS(FALSE, SetEvent(plus(event, high)), row->error);
		CHECK_FAILS(FALSE, CloseHandle(plus(section, high)),
			    row->error);
	}
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(event));
}

/* a: kind. */
static void protected_from_close(const struct row *row)
{
	const DWORD protect = HANDLE_FLAG_PROTECT_FROM_CLOSE;
	HANDLE handle = handle_of_kind((enum kind)row->a);

	CHECK(SetHandleInformation(handle, protect, protect));
	CHECK_FAILS(FALSE, CloseHandle(handle), row->error);
	CHECK_EQUAL(flags_of(handle), protect);
	CHECK(SetHandleInformation(handle, protect, 0));
	CHECK(CloseHandle(handle));
}

/* Calls on a handle, for those of a kind that they are not for. */

static bool call_map(HANDLE handle)
{
	return view_of(handle, FILE_MAP_READ);
}

static bool call_read(HANDLE handle)
{
	DWORD got;
	char byte;

	return ReadFile(handle, &byte, 1, &got, NULL);
}

static bool call_write(HANDLE handle)
{
	DWORD put;

	return WriteFile(handle, "x", 1, &put, NULL);
}

static bool call_set_pointer(HANDLE handle)
{
	LARGE_INTEGER zero = { .QuadPart = 0 };

	return SetFilePointerEx(handle, zero, NULL, FILE_BEGIN);
}

static bool call_get_size(HANDLE handle)
{
	LARGE_INTEGER size;

	return GetFileSizeEx(handle, &size);
}

static bool call_create_on(HANDLE handle)
{
	return section_on(handle, PAGE_READONLY, 1, NULL);
}

static bool call_exit_code(HANDLE handle)
{
	DWORD code;

	return GetExitCodeProcess(handle, &code);
}

static bool call_terminate(HANDLE handle)
{
	return TerminateProcess(handle, TERMINATED);
}

#define THE_CALL(name) \
static bool call_##name(HANDLE handle) \
{ \
	return name(handle); \
}
THE_CALL(SetEvent)
THE_CALL(ResetEvent)
THE_CALL(SetEndOfFile)
THE_CALL(FlushFileBuffers)

enum call {
	MAP_VIEW,
	SET_EVENT,
	RESET_EVENT,
	READ_FILE,
	WRITE_FILE,
	SET_POINTER,
	SET_END,
	GET_SIZE,
	FLUSH_FILE,
	CREATE_ON,
	GET_EXIT_CODE,
	TERMINATE,
};

static bool (*const calls[])(HANDLE) = {
	[MAP_VIEW] = call_map,
	[SET_EVENT] = call_SetEvent,
	[RESET_EVENT] = call_ResetEvent,
	[READ_FILE] = call_read,
	[WRITE_FILE] = call_write,
	[SET_POINTER] = call_set_pointer,
	[SET_END] = call_SetEndOfFile,
	[GET_SIZE] = call_get_size,
	[FLUSH_FILE] = call_FlushFileBuffers,
	[CREATE_ON] = call_create_on,
	[GET_EXIT_CODE] = call_exit_code,
	[TERMINATE] = call_terminate,
};

/* text: name of the call; a: call; b: the kind that it is for. */
static void wrong_kind(const struct row *row)
{
	HANDLE handle;
	int kind;

	for (kind = 0; kind < KINDS; kind++) {
		if (kind == (int)row->b)
			continue;
		count_tuple("kinds", row->a, (uint64_t)kind, 0, 0);
		handle = handle_of_kind((enum kind)kind);
		SetLastError(0xdeadbeef);
		if (calls[row->a](handle) || GetLastError() != row->error)
			case_failed(__FILE__, __LINE__,
				    "%s on a handle of kind %d: last error %u",
				    row->text, kind,
				    (unsigned int)GetLastError());
		CHECK(CloseHandle(handle));
	}
}

/* a: the pseudo handle's value. */
static void pseudo_becomes_real(const struct row *row)
{
	HANDLE real = NULL;
	DWORD code = 0;

	CHECK(duplicate((HANDLE)row->a, &real, 0, FALSE,
			DUPLICATE_SAME_ACCESS));
	CHECK((LONG_PTR)real > 0);
	CHECK_EQUAL(flags_of(real), 0);
	CHECK(GetExitCodeProcess(real, &code));
	CHECK_EQUAL(code, STILL_ACTIVE);
	CHECK_EQUAL(GetProcessId(real), GetCurrentProcessId());
	CHECK_EQUAL(WaitForSingleObject(real, 0), WAIT_TIMEOUT);
	CHECK(CloseHandle(real));
	CHECK_FAILS(FALSE, CloseHandle(real), ERROR_INVALID_HANDLE);
}

/* Arguments: the real handle, and the process that it stands for. */
static void role_real_process(int count, char **arguments)
{
	HANDLE process = (HANDLE)value_of(arguments[0]);

	(void)count;
	CHECK_EQUAL(GetProcessId(process), value_of(arguments[1]));
	CHECK_EQUAL(WaitForSingleObject(process, 0), WAIT_TIMEOUT);
}

/* Unlike the pseudo handle it means the same process everywhere. */
static void real_handle_is_inherited(const struct row *row)
{
	HANDLE real = NULL;

	(void)row;
	REQUIRE(duplicate(GetCurrentProcess(), &real, 0, TRUE,
			  DUPLICATE_SAME_ACCESS));
	CHILD_RUN(true, "real_process", hex((ULONG_PTR)real).text,
		  hex(GetCurrentProcessId()).text);
	CHECK(CloseHandle(real));
}

/* The list leaves the error open. */
static void check_wait_failed(DWORD answer)
{
	DWORD error = GetLastError();

	CHECK_EQUAL(answer, WAIT_FAILED);
	CHECK(error == ERROR_ACCESS_DENIED || error == ERROR_INVALID_HANDLE);
}

/* a: rights of the section's handle. */
static void section_cannot_be_waited_for(const struct row *row)
{
	HANDLE handles[2] = { event_of(true, false) }, section;

	section = section_create(NULL, PAGE_READWRITE, PAGE);
	REQUIRE(duplicate(section, &handles[1], (DWORD)row->a, FALSE, 0));
	SetLastError(0xdeadbeef);
	check_wait_failed(WaitForSingleObject(handles[1], 0));
	SetLastError(0xdeadbeef);
	check_wait_failed(WaitForSingleObject(handles[1], INFINITE));
	SetLastError(0xdeadbeef);
	check_wait_failed(WaitForMultipleObjects(2, handles, FALSE, 0));
	SetLastError(0xdeadbeef);
	check_wait_failed(WaitForMultipleObjects(2, handles, TRUE, 0));
	CHECK(CloseHandle(handles[0]));
	CHECK(CloseHandle(handles[1]));
	CHECK(CloseHandle(section));
}

/* a: is the name's object a section; b: its prefix is Global. */
static void name_is_of_another_kind(const struct row *row)
{
	const char *name = row->b ? case_global_name("kind") :
				    case_name("kind");
	HANDLE object;

	if (row->a) {
		object = section_create(name, PAGE_READWRITE, PAGE);
		CHECK_FAILS(NULL, CreateEventA(NULL, TRUE, FALSE, name),
			    row->error);
		CHECK_FAILS(NULL, OpenEventA(EVENT_ALL_ACCESS, FALSE, name),
			    row->error);
	} else {
		object = CreateEventA(NULL, TRUE, FALSE, name);
		CHECK_FAILS(NULL, section_create(name, PAGE_READWRITE, PAGE),
			    row->error);
		CHECK_FAILS(NULL, section_open(name, FILE_MAP_READ),
			    row->error);
	}
	CHECK(object);
	CHECK(CloseHandle(object));
	/* The name is free for either kind again. */
	object = row->a ? CreateEventA(NULL, TRUE, FALSE, name) :
			  section_create(name, PAGE_READWRITE, PAGE);
	CHECK(object);
	CHECK_EQUAL(GetLastError(), 0);
	CHECK(CloseHandle(object));
}

/* a: manual reset; b: set at first. */
static void event_begins(const struct row *row)
{
	HANDLE event = event_of(row->a, row->b);

	CHECK_EQUAL(is_set(event), row->b);
	CHECK_EQUAL(is_set(event), row->a && row->b);
	CHECK(CloseHandle(event));
}

/* a: manual reset. */
static void event_is_set_and_reset(const struct row *row)
{
	HANDLE event = event_of(row->a, false);

	CHECK(ResetEvent(event));
	CHECK(!is_set(event));
	/* Set twice is set once. */
	CHECK(SetEvent(event));
	CHECK(SetEvent(event));
	CHECK(is_set(event));
	CHECK_EQUAL(is_set(event), row->a);
	CHECK(SetEvent(event));
	CHECK(ResetEvent(event));
	CHECK(!is_set(event));
	CHECK(CloseHandle(event));
}

/* a: is the existing one of manual reset; b: is it set. */
static void event_exists(const struct row *row)
{
	const char *name = case_name("event");
	HANDLE event = CreateEventA(NULL, (BOOL)row->a, (BOOL)row->b, name);
	HANDLE other;

	CHECK(event);
	CHECK_EQUAL(GetLastError(), 0);
	other = CreateEventA(NULL, !row->a, !row->b, name);
	CHECK(other && other != event);
	CHECK_EQUAL(GetLastError(), ERROR_ALREADY_EXISTS);
	CHECK_EQUAL(is_set(other), row->b);
	CHECK(SetEvent(event));
	CHECK(is_set(other));
	CHECK_EQUAL(is_set(event), row->a);
	CHECK(CloseHandle(other));
	CHECK(CloseHandle(event));
	CHECK_FAILS(NULL, OpenEventA(EVENT_ALL_ACCESS, FALSE, name),
		    ERROR_FILE_NOT_FOUND);
}

/* Absent, in another case, and no name at all. */
static void event_cannot_be_opened(const struct row *row)
{
	const char *name = case_name("event"), *other = case_name("EVENT");
	HANDLE event = CreateEventA(NULL, TRUE, FALSE, other);

	(void)row;
	CHECK_FAILS(NULL, OpenEventA(EVENT_ALL_ACCESS, FALSE, name),
		    ERROR_FILE_NOT_FOUND);
	CHECK_FAILS(NULL, OpenEventA(EVENT_ALL_ACCESS, FALSE, NULL),
		    ERROR_INVALID_PARAMETER);
	CHECK(CloseHandle(event));
}

/* a: rights; b: may be waited for; c: may be set. */
static void event_handle_may(const struct row *row)
{
	HANDLE event = event_of(true, true), handle;

	REQUIRE(duplicate(event, &handle, (DWORD)row->a, FALSE, 0));
	if (row->b)
		CHECK(is_set(handle));
	else
		CHECK_FAILS(WAIT_FAILED, WaitForSingleObject(handle, 0),
			    ERROR_ACCESS_DENIED);
	if (row->c) {
		CHECK(ResetEvent(handle));
		CHECK(!is_set(event));
		CHECK(SetEvent(handle));
	} else {
		CHECK_FAILS(FALSE, ResetEvent(handle), ERROR_ACCESS_DENIED);
		CHECK_FAILS(FALSE, SetEvent(handle), ERROR_ACCESS_DENIED);
	}
	CHECK(is_set(event));
	CHECK(CloseHandle(handle));
	CHECK(CloseHandle(event));
}

/* a: how many; b, c: two that are set, all of automatic reset. */
static void wait_for_any(const struct row *row)
{
	HANDLE events[MAXIMUM_WAIT_OBJECTS];
	DWORD count = (DWORD)row->a, i;

	for (i = 0; i < count; i++)
		events[i] = event_of(false, i == row->b || i == row->c);
	CHECK_EQUAL(WaitForMultipleObjects(count, events, FALSE, INFINITE),
		    WAIT_OBJECT_0 + row->b);
	/* The other was left alone. */
	if (row->c != row->b)
		CHECK_EQUAL(WaitForMultipleObjects(count, events, FALSE,
						   INFINITE),
			    WAIT_OBJECT_0 + row->c);
	CHECK_EQUAL(WaitForMultipleObjects(count, events, FALSE, 0),
		    WAIT_TIMEOUT);
	for (i = 0; i < count; i++)
		CHECK(CloseHandle(events[i]));
}

/* a: how many of automatic reset; b: the one that is set last. */
static void wait_for_all(const struct row *row)
{
	HANDLE events[MAXIMUM_WAIT_OBJECTS];
	DWORD count = (DWORD)row->a, i;

	for (i = 0; i < count; i++)
		events[i] = event_of(false, i != row->b);
	/* One is missing, so none is taken. */
	CHECK_EQUAL(WaitForMultipleObjects(count, events, TRUE, 0),
		    WAIT_TIMEOUT);
	CHECK(SetEvent(events[row->b]));
	CHECK_EQUAL(WaitForMultipleObjects(count, events, TRUE, INFINITE),
		    WAIT_OBJECT_0);
	for (i = 0; i < count; i++) {
		CHECK(!is_set(events[i]));
		CHECK(CloseHandle(events[i]));
	}
}

/* a: how many; b: all of them; c: the same handle everywhere. */
static void wait_is_refused(const struct row *row)
{
	HANDLE events[MAXIMUM_WAIT_OBJECTS + 1];
	DWORD count = (DWORD)row->a, i;

	for (i = 0; i < count; i++)
		events[i] = i && row->c ? events[0] : event_of(false, true);
	CHECK_FAILS(WAIT_FAILED, WaitForMultipleObjects(count, events,
							(BOOL)row->b, 0),
		    row->error);
	for (i = 0; i < count && (!i || !row->c); i++) {
		CHECK(is_set(events[i]));
		CHECK(CloseHandle(events[i]));
	}
}

/* a: the bad handle's value; it stands behind a good one. */
static void wait_on_bad_handle(const struct row *row)
{
	HANDLE handles[2] = { event_of(false, true), (HANDLE)row->a };

	CHECK_FAILS(WAIT_FAILED, WaitForSingleObject(handles[1], 0),
		    row->error);
	CHECK_FAILS(WAIT_FAILED, WaitForMultipleObjects(2, handles, FALSE, 0),
		    row->error);
	CHECK_FAILS(WAIT_FAILED, WaitForMultipleObjects(2, handles, TRUE, 0),
		    row->error);
	CHECK(is_set(handles[0]));
	CHECK(CloseHandle(handles[0]));
}

/* a: how many milliseconds, at the least; b: all of two. */
static void wait_lasts(const struct row *row)
{
	HANDLE events[2] = { event_of(false, false), event_of(false, row->b) };
	ULONGLONG begin = GetTickCount64();

	CHECK_EQUAL(WaitForMultipleObjects(2, events, (BOOL)row->b,
					   (DWORD)row->a), WAIT_TIMEOUT);
	CHECK_EQUAL(WaitForSingleObject(events[0], (DWORD)row->a),
		    WAIT_TIMEOUT);
	/* Windows' tick is of 10 to 16 ms. */
	CHECK(GetTickCount64() - begin + 32 >= 2 * row->a);
	CHECK_EQUAL(is_set(events[1]), row->b);
	CHECK(CloseHandle(events[0]));
	CHECK(CloseHandle(events[1]));
}

/* Arguments: an event that it waits for, and its exit code. */
static void role_wait_and_exit(int count, char **arguments)
{
	HANDLE event = OpenEventA(SYNCHRONIZE, FALSE, arguments[0]);

	(void)count;
	REQUIRE(event);
	CHECK_EQUAL(WaitForSingleObject(event, INFINITE), WAIT_OBJECT_0);
	ExitProcess((UINT)value_of(arguments[1]));
}

/* a: does the parent end it; b: its code. */
static void process_ends(const struct row *row)
{
	const char *name = case_name("go");
	HANDLE go = CreateEventA(NULL, TRUE, FALSE, name), other;
	HANDLE handles[2] = { event_of(true, false) };
	DWORD code = 0;

	handles[1] = child_start(false, "wait_and_exit", name,
				 hex(row->b).text, NULL);
	CHECK_EQUAL(WaitForSingleObject(handles[1], 0), WAIT_TIMEOUT);
	CHECK_EQUAL(WaitForMultipleObjects(2, handles, FALSE, 0),
		    WAIT_TIMEOUT);
	CHECK(GetExitCodeProcess(handles[1], &code));
	CHECK_EQUAL(code, STILL_ACTIVE);
	if (row->a)
		CHECK(TerminateProcess(handles[1], (UINT)row->b));
	else
		CHECK(SetEvent(go));
	CHECK_EQUAL(WaitForMultipleObjects(2, handles, FALSE, INFINITE),
		    WAIT_OBJECT_0 + 1);
	/* It stays ended, for any number of looks. */
	CHECK(is_set(handles[1]));
	CHECK(SetEvent(handles[0]));
	CHECK_EQUAL(WaitForMultipleObjects(2, handles, TRUE, 0),
		    WAIT_OBJECT_0);
	CHECK(duplicate(handles[1], &other, 0, FALSE, DUPLICATE_SAME_ACCESS));
	CHECK(is_set(other));
	CHECK(GetExitCodeProcess(other, &code));
	CHECK_EQUAL(code, row->b);
	CHECK(CloseHandle(other));
	CHECK(CloseHandle(handles[0]));
	CHECK(CloseHandle(handles[1]));
	CHECK(CloseHandle(go));
}

/* What the processes of a case share. */
struct shared {
	volatile LONG count;
};

/*
 * Arguments: names of a section and three events. Each time that the first
 * event, of automatic reset, lets it through it counts and sets the second; the
 * third ends it.
 */
static void role_take_turns(int count, char **arguments)
{
	HANDLE section = section_open(arguments[0], FILE_MAP_WRITE);
	struct shared *shared = view_of(section, FILE_MAP_WRITE);
	HANDLE go = OpenEventA(SYNCHRONIZE, FALSE, arguments[1]);
	HANDLE done = OpenEventA(EVENT_MODIFY_STATE, FALSE, arguments[2]);
	HANDLE end = OpenEventA(SYNCHRONIZE, FALSE, arguments[3]);
	HANDLE either[2] = { go, end };

	(void)count;
	REQUIRE(shared && go && done && end);
	while (WaitForMultipleObjects(2, either, FALSE, INFINITE) ==
	       WAIT_OBJECT_0) {
		InterlockedIncrement(&shared->count);
		CHECK(SetEvent(done));
	}
}

/* a: how many wait; b: how often one is let through. */
static void event_wakes_one(const struct row *row)
{
	const char *names[4] = { case_name("count"), case_name("go"),
				 case_name("done"), case_name("end") };
	HANDLE section = section_create(names[0], PAGE_READWRITE, PAGE);
	HANDLE go = CreateEventA(NULL, FALSE, FALSE, names[1]);
	HANDLE done = CreateEventA(NULL, FALSE, FALSE, names[2]);
	HANDLE end = CreateEventA(NULL, TRUE, FALSE, names[3]);
	struct shared *shared = view_of(section, FILE_MAP_READ);
	HANDLE children[MAXIMUM_WAIT_OBJECTS];
	LONG turn;
	size_t i;

	REQUIRE(go && done && end && shared);
	for (i = 0; i < row->a; i++)
		children[i] = child_start(false, "take_turns", names[0],
					  names[1], names[2], names[3], NULL);
	for (turn = 1; turn <= (LONG)row->b; turn++) {
		CHECK(SetEvent(go));
		CHECK_EQUAL(WaitForSingleObject(done, INFINITE),
			    WAIT_OBJECT_0);
		CHECK_EQUAL(shared->count, turn);
	}
	CHECK(SetEvent(end));
	for (i = 0; i < row->a; i++)
		CHECK_EQUAL(child_end(children[i]), 0);
	CHECK_EQUAL(shared->count, row->b);
	CHECK(!is_set(done));
	CHECK(UnmapViewOfFile(shared));
	CHECK(CloseHandle(section));
	CHECK(CloseHandle(go));
	CHECK(CloseHandle(done));
	CHECK(CloseHandle(end));
}

const struct row rows_handles[] = {
	{ "HND-1", close_pseudo_handle, "", (ULONG_PTR)-1 },
	{ "HND-1", close_pseudo_handle, "", (ULONG_PTR)-2 },
	{ "HND-1", close_pseudo_handle, "", (ULONG_PTR)-3 },
	{ "HND-1", close_pseudo_handle, "", (ULONG_PTR)-4 },
	{ "HND-1", close_pseudo_handle, "", (ULONG_PTR)-5 },
	{ "HND-1", close_pseudo_handle, "", (ULONG_PTR)-6 },
	{ "HND-2", close_fails, "", 0, .error = ERROR_INVALID_HANDLE },
	{ "HND-2", close_fails, "", (ULONG_PTR)-7,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-2", close_fails, "", NEVER_GIVEN,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-2", close_twice_fails, "", KIND_SECTION,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-2", close_twice_fails, "", KIND_EVENT,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-2", close_twice_fails, "", KIND_FILE,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-2", close_twice_fails, "", KIND_PROCESS,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-3", low_bits_are_ignored, "", 1 },
	{ "HND-3", low_bits_are_ignored, "", 2 },
	{ "HND-3", low_bits_are_ignored, "", 3 },
	{ "HND-4", high_bit_is_refused, .error = ERROR_INVALID_HANDLE },
	{ "HND-5", protected_from_close, "", KIND_SECTION,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-5", protected_from_close, "", KIND_EVENT,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-5", protected_from_close, "", KIND_FILE,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-5", protected_from_close, "", KIND_PROCESS,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-6", wrong_kind, "MapViewOfFile", MAP_VIEW, KIND_SECTION,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-6", wrong_kind, "SetEvent", SET_EVENT, KIND_EVENT,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-6", wrong_kind, "ResetEvent", RESET_EVENT, KIND_EVENT,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-6", wrong_kind, "ReadFile", READ_FILE, KIND_FILE,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-6", wrong_kind, "WriteFile", WRITE_FILE, KIND_FILE,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-6", wrong_kind, "SetFilePointerEx", SET_POINTER, KIND_FILE,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-6", wrong_kind, "SetEndOfFile", SET_END, KIND_FILE,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-6", wrong_kind, "GetFileSizeEx", GET_SIZE, KIND_FILE,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-6", wrong_kind, "FlushFileBuffers", FLUSH_FILE, KIND_FILE,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-6", wrong_kind, "CreateFileMapping", CREATE_ON, KIND_FILE,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-6", wrong_kind, "GetExitCodeProcess", GET_EXIT_CODE,
	  KIND_PROCESS, .error = ERROR_INVALID_HANDLE },
	{ "HND-6", wrong_kind, "TerminateProcess", TERMINATE, KIND_PROCESS,
	  .error = ERROR_INVALID_HANDLE },
	{ "HND-7", pseudo_becomes_real, "", (ULONG_PTR)-1 },
	{ "HND-7", real_handle_is_inherited },
	{ "HND-8", section_cannot_be_waited_for, "", SECTION_ALL_ACCESS },
	{ "HND-8", section_cannot_be_waited_for, "",
	  SECTION_ALL_ACCESS | SYNCHRONIZE },
	{ "HND-8", section_cannot_be_waited_for, "", SYNCHRONIZE },
	{ "HND-8", section_cannot_be_waited_for, "", FILE_MAP_READ },
	{ "NAM-2", name_is_of_another_kind, "", true, false,
	  .error = ERROR_INVALID_HANDLE },
	{ "NAM-2", name_is_of_another_kind, "", false, false,
	  .error = ERROR_INVALID_HANDLE },
	{ "NAM-2", name_is_of_another_kind, "", true, true,
	  .error = ERROR_INVALID_HANDLE },
	{ "NAM-2", name_is_of_another_kind, "", false, true,
	  .error = ERROR_INVALID_HANDLE },
	{ NULL }
};

/*
 * 1 to 3: what events begin as, are set to and are by name. 4: rights. 5 to 8:
 * waiting for any, for all, for too many, for how long. 9: processes. 10: one
 * waiter is woken, each time.
 */
const struct row rows_events[] = {
	{ "EVT-1", event_begins, "", true, true },
	{ "EVT-1", event_begins, "", true, false },
	{ "EVT-1", event_begins, "", false, true },
	{ "EVT-1", event_begins, "", false, false },
	{ "EVT-2", event_is_set_and_reset, "", true },
	{ "EVT-2", event_is_set_and_reset, "", false },
	{ "EVT-3", event_exists, "", true, true },
	{ "EVT-3", event_exists, "", true, false },
	{ "EVT-3", event_exists, "", false, true },
	{ "EVT-3", event_exists, "", false, false },
	{ "EVT-3", event_cannot_be_opened },
	{ "EVT-4", event_handle_may, "", SYNCHRONIZE, true, false },
	{ "EVT-4", event_handle_may, "", EVENT_MODIFY_STATE, false, true },
	{ "EVT-4", event_handle_may, "", SYNCHRONIZE | EVENT_MODIFY_STATE,
	  true, true },
	{ "EVT-4", event_handle_may, "", READ_CONTROL, false, false },
	{ "EVT-4", event_handle_may, "", 0, false, false },
	{ "EVT-4", event_handle_may, "", GENERIC_EXECUTE, true, false },
	{ "EVT-4", event_handle_may, "", GENERIC_WRITE, false, true },
	{ "EVT-4", event_handle_may, "", GENERIC_ALL, true, true },
	{ "EVT-5", wait_for_any, "", 1, 0, 0 },
	{ "EVT-5", wait_for_any, "", 2, 0, 1 },
	{ "EVT-5", wait_for_any, "", 64, 63, 63 },
	{ "EVT-5", wait_for_any, "", 64, 17, 62 },
	{ "EVT-6", wait_for_all, "", 1, 0 },
	{ "EVT-6", wait_for_all, "", 2, 0 },
	{ "EVT-6", wait_for_all, "", 2, 1 },
	{ "EVT-6", wait_for_all, "", 64, 63 },
	{ "EVT-7", wait_is_refused, "", 0, false, false,
	  .error = ERROR_INVALID_PARAMETER },
	{ "EVT-7", wait_is_refused, "", 65, false, false,
	  .error = ERROR_INVALID_PARAMETER },
	{ "EVT-7", wait_is_refused, "", 65, true, false,
	  .error = ERROR_INVALID_PARAMETER },
	{ "EVT-7", wait_is_refused, "", 2, true, true,
	  .error = ERROR_INVALID_PARAMETER },
	{ "EVT-7", wait_on_bad_handle, "", 0, .error = ERROR_INVALID_HANDLE },
	{ "EVT-7", wait_on_bad_handle, "", NEVER_GIVEN,
	  .error = ERROR_INVALID_HANDLE },
	{ "EVT-8", wait_lasts, "", 0, false },
	{ "EVT-8", wait_lasts, "", 60, false },
	{ "EVT-8", wait_lasts, "", 60, true },
	{ "EVT-9", process_ends, "", false, 0 },
	{ "EVT-9", process_ends, "", false, 77 },
	{ "EVT-9", process_ends, "", false, 0xc0000005 },
	{ "EVT-9", process_ends, "", true, TERMINATED },
	{ "EVT-10", event_wakes_one, "", 1, 1000 },
	{ "EVT-10", event_wakes_one, "", 3, 1000 },
	{ NULL }
};

const struct role roles_handles[] = {
	{ "real_process", role_real_process },
	{ "wait_and_exit", role_wait_and_exit },
	{ "take_turns", role_take_turns },
	{ NULL, NULL }
};
