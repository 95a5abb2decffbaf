// SPDX-License-Identifier: MIT
/* What the cases share: names, files, other processes, short forms. */
#include "conformance.h"

/* Strings that live until the end of the case. */
struct strings {
	char **text;
	size_t count;
};

static struct strings names, files;

static const char *keep(struct strings *strings, const char *text)
{
	strings->text = realloc(strings->text, (strings->count + 1) *
						       sizeof(char *));
	strings->text[strings->count] = strdup(text);
	return strings->text[strings->count++];
}

static void forget(struct strings *strings)
{
	while (strings->count)
		free(strings->text[--strings->count]);
	free(strings->text);
	strings->text = NULL;
}

static const char *name_with(const char *prefix, const char *stem)
{
	char name[200];

	snprintf(name, sizeof(name), "%sconformance-%u-%s", prefix,
		 (unsigned int)GetCurrentProcessId(), stem);
	return keep(&names, name);
}

const char *case_name(const char *stem)
{
	return name_with("", stem);
}

const char *case_global_name(const char *stem)
{
	return name_with("Global\\", stem);
}

/* A name of any kind of object answers 6 or a handle while it is taken. */
void check_names_are_gone(void)
{
	HANDLE section;
	size_t i;

	for (i = 0; i < names.count; i++) {
		section = OpenFileMappingA(FILE_MAP_READ, FALSE, names.text[i]);
		if (!section && GetLastError() == ERROR_FILE_NOT_FOUND)
			continue;
		case_failed(__FILE__, __LINE__, "the name %s is left over",
			    names.text[i]);
		if (section)
			CloseHandle(section);
	}
	forget(&names);
}

const char *case_path(const char *file)
{
	char path[600];

	snprintf(path, sizeof(path), "%sconformance-%u-%s",
		 platform_directory(), (unsigned int)GetCurrentProcessId(),
		 file);
	return keep(&files, path);
}

const char *case_file(const char *file, size_t size, int byte)
{
	const char *path = case_path(file);
	FILE *stream = fopen(path, "wb");
	size_t i;

	REQUIRE(stream);
	for (i = 0; i < size; i++)
		putc(byte, stream);
	REQUIRE(!fclose(stream));
	return path;
}

void remove_files(void)
{
	FILE *stream;
	size_t i;

	for (i = 0; i < files.count; i++) {
		remove(files.text[i]);
		stream = fopen(files.text[i], "rb");
		if (!stream)
			continue;
		fclose(stream);
		case_failed(__FILE__, __LINE__, "%s cannot be removed",
			    files.text[i]);
	}
	forget(&files);
}

/* Text that grows. */
struct line {
	char *text;
	size_t length;
};

static void append(struct line *line, const char *text)
{
	size_t length = strlen(text);

	line->text = realloc(line->text, line->length + length + 1);
	memcpy(line->text + line->length, text, length + 1);
	line->length += length;
}

/* In quotes. A backslash before the closing one would take it away. */
static void append_argument(struct line *line, const char *argument)
{
	size_t length = strlen(argument);

	append(line, line->length ? " \"" : "\"");
	append(line, argument);
	if (length && argument[length - 1] == '\\')
		append(line, "\\");
	append(line, "\"");
}

HANDLE child_start(bool inherit, const char *role, ...)
{
	STARTUPINFOA startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION process;
	struct line line = { NULL, 0 };
	char program[1024] = "";
	const char *argument;
	va_list arguments;

	REQUIRE(GetModuleFileNameA(NULL, program, sizeof(program)));
	append_argument(&line, program);
	append_argument(&line, "--role");
	append_argument(&line, running_row);
	append_argument(&line, role);
	va_start(arguments, role);
	while ((argument = va_arg(arguments, const char *)))
		append_argument(&line, argument);
	va_end(arguments);
	fflush(stdout);
	REQUIRE(CreateProcessA(program, line.text, NULL, NULL, inherit, 0, NULL,
			       NULL, &startup, &process));
	CHECK(CloseHandle(process.hThread));
	free(line.text);
	return process.hProcess;
}

DWORD child_end(HANDLE process)
{
	DWORD status = 0xdeadbeef;

	CHECK_EQUAL(WaitForSingleObject(process, INFINITE), WAIT_OBJECT_0);
	CHECK(GetExitCodeProcess(process, &status));
	CHECK(CloseHandle(process));
	return status;
}

HANDLE section_on(HANDLE file, DWORD protect, uint64_t size, const char *name)
{
	return CreateFileMappingA(file, NULL, protect, (DWORD)(size >> 32),
				  (DWORD)size, name);
}

HANDLE section_create(const char *name, DWORD protect, uint64_t size)
{
	return section_on(INVALID_HANDLE_VALUE, protect, size, name);
}

HANDLE section_open(const char *name, DWORD access)
{
	return OpenFileMappingA(access, FALSE, name);
}

HANDLE file_create(const char *path, DWORD access, DWORD disposition)
{
	return CreateFileA(path, access, SHARE_ALL, NULL, disposition,
			   FILE_ATTRIBUTE_NORMAL, NULL);
}

HANDLE file_open(const char *path, DWORD access)
{
	return file_create(path, access, OPEN_EXISTING);
}

uint64_t file_size(const char *path)
{
	HANDLE file = file_open(path, FILE_READ_ATTRIBUTES);
	LARGE_INTEGER size;

	REQUIRE(file != INVALID_HANDLE_VALUE);
	REQUIRE(GetFileSizeEx(file, &size));
	CHECK(CloseHandle(file));
	return (uint64_t)size.QuadPart;
}

void *view_of(HANDLE section, DWORD access)
{
	return MapViewOfFile(section, access, 0, 0, 0);
}

bool duplicate(HANDLE source, HANDLE *target, DWORD access, BOOL inherit,
	       DWORD options)
{
	return DuplicateHandle(GetCurrentProcess(), source, GetCurrentProcess(),
			       target, access, inherit, options);
}

DWORD flags_of(HANDLE handle)
{
	DWORD flags = 0xdeadbeef;

	CHECK(GetHandleInformation(handle, &flags));
	return flags;
}

MEMORY_BASIC_INFORMATION query(const void *address)
{
	MEMORY_BASIC_INFORMATION info;

	memset(&info, 0xff, sizeof(info));
	CHECK_EQUAL(VirtualQuery(address, &info, sizeof(info)), sizeof(info));
	return info;
}

/* Granted, though what the section allows may be less. */
static bool has_map_right(HANDLE section, DWORD access)
{
	void *view = view_of(section, access);

	if (view)
		return UnmapViewOfFile(view);
	return GetLastError() != ERROR_ACCESS_DENIED;
}

DWORD map_rights_of(HANDLE section)
{
	DWORD rights = 0;

	if (has_map_right(section, 0))
		rights |= SECTION_MAP_READ;
	if (has_map_right(section, FILE_MAP_WRITE))
		rights |= SECTION_MAP_WRITE;
	if (!rights)
		return 0;
	if (has_map_right(section, FILE_MAP_EXECUTE |
				   (rights & SECTION_MAP_READ ?
					    FILE_MAP_READ : FILE_MAP_WRITE)))
		rights |= SECTION_MAP_EXECUTE;
	return rights;
}

void check_section_size(HANDLE section, uint64_t size)
{
	void *view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, (SIZE_T)size);

	CHECK(view);
	CHECK(UnmapViewOfFile(view));
	CHECK_FAILS(NULL, MapViewOfFile(section, FILE_MAP_READ, 0, 0,
					(SIZE_T)size + 1), ERROR_ACCESS_DENIED);
}

HANDLE file_with(const char *file, size_t size, int byte, DWORD access)
{
	HANDLE handle = file_open(case_file(file, size, byte), access);

	REQUIRE(handle != INVALID_HANDLE_VALUE);
	return handle;
}

void call_is_absent(const struct row *row)
{
	CHECK(!platform_has_call(row->text));
}

HANDLE handle_of_kind(enum kind kind)
{
	HANDLE handle = NULL;

	switch (kind) {
	case KIND_SECTION:
		handle = section_create(NULL, PAGE_READWRITE, 1);
		break;
	case KIND_EVENT:
		handle = CreateEventA(NULL, TRUE, FALSE, NULL);
		break;
	case KIND_FILE:
		handle = file_open(case_file("of-kind", 1, 0), READ_WRITE);
		break;
	case KIND_PROCESS:
		CHECK(duplicate(GetCurrentProcess(), &handle, 0, FALSE,
				DUPLICATE_SAME_ACCESS));
		break;
	case KINDS:
		break;
	}
	REQUIRE(handle && handle != INVALID_HANDLE_VALUE);
	return handle;
}

struct hex hex(ULONG_PTR value)
{
	struct hex hex;

	snprintf(hex.text, sizeof(hex.text), "%llx",
		 (unsigned long long)value);
	return hex;
}

ULONG_PTR value_of(const char *text)
{
	return (ULONG_PTR)strtoull(text, NULL, 16);
}
