// SPDX-License-Identifier: MIT
/* CreateProcess. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"

/* Flags that ask for what is done here, or for nothing that there is. */
#define FLAGS_TAKEN \
	(CREATE_UNICODE_ENVIRONMENT | CREATE_NEW_PROCESS_GROUP | \
	 DETACHED_PROCESS | CREATE_NO_WINDOW | CREATE_DEFAULT_ERROR_MODE | \
	 NORMAL_PRIORITY_CLASS)
/* In UTF-16 units, with the NUL. */
#define COMMAND_LINE_MAX 32767u

/* What the caller gave, as bytes. */
struct request {
	const char *application;
	const char *line;
	const char *directory;
	const char *environment;
	const SECURITY_ATTRIBUTES *process_attributes;
	const SECURITY_ATTRIBUTES *thread_attributes;
	BOOL inherit;
	DWORD flags;
	DWORD startup_flags;
	HANDLE streams[3];
};

/* Which program, for execve(2). */
struct program {
	char *path;
	char *directory;
	char **arguments;
	char **environment;
	/* bytes of the line that are the first argument as they are, or 0 */
	size_t name_length;
};

/* The child changes its directory before it executes the program. */
static DWORD make_absolute(char **path)
{
	char *here, *absolute;

	if (**path == '/')
		return ERROR_SUCCESS;
	here = getcwd(NULL, 0);
	if (!here)
		return ERROR_PATH_NOT_FOUND;
	absolute = malloc(strlen(here) + strlen(*path) + 2);
	if (absolute) {
		stpcpy(stpcpy(stpcpy(absolute, here), "/"), *path);
		free(*path);
		*path = absolute;
	}
	free(here);
	return absolute ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

static DWORD set_directory(const char *directory, struct program *program)
{
	struct namedmap_path path = { NULL };
	struct stat status;

	if (!directory)
		return ERROR_SUCCESS;
	if (namedmap_path_from_ansi(&path, directory))
		return ERROR_DIRECTORY;
	program->directory = path.text;
	if (stat(path.text, &status) || !S_ISDIR(status.st_mode))
		return ERROR_DIRECTORY;
	return make_absolute(&program->path);
}

static size_t block_strings(const char *block)
{
	size_t count = 0;

	for (; *block; block += strlen(block) + 1)
		count++;
	return count;
}

static size_t environ_strings(void)
{
	size_t count = 0;

	while (environ[count])
		count++;
	return count;
}

/*
 * From a block of strings, the last of which is empty, or from our own. A child
 * has our world of names, whatever they say.
 */
static DWORD set_environment(const char *block, struct program *program)
{
	size_t i, kept = 0, count = block ? block_strings(block) :
					    environ_strings();
	char *world = namedmap_world_variable();

	program->environment = malloc((count + 2) * sizeof(char *));
	if (!program->environment)
		return ERROR_NOT_ENOUGH_MEMORY;
	for (i = 0; i < count; i++) {
		char *string = block ? (char *)block : environ[i];

		if (block)
			block += strlen(block) + 1;
		if (!world || !namedmap_names_world(string))
			program->environment[kept++] = string;
	}
	if (world)
		program->environment[kept++] = world;
	program->environment[kept] = NULL;
	return ERROR_SUCCESS;
}

static DWORD set_program(const struct request *request, struct program *program)
{
	const char *line = request->line ? request->line : request->application;
	DWORD error;

	if (!line)
		return ERROR_INVALID_PARAMETER;
	if (namedmap_utf16_length(line) >= COMMAND_LINE_MAX)
		return ERROR_FILENAME_EXCED_RANGE;
	if (request->application) {
		struct namedmap_path path = { NULL };

		error = namedmap_path_from_ansi(&path, request->application);
		if (!error)
			error = namedmap_program_at(path.text, &program->path);
		namedmap_path_free(&path);
	} else {
		line += strspn(line, " \t");
		error = namedmap_program_of_line(line, &program->path,
						 &program->name_length);
	}
	if (!error)
		error = set_directory(request->directory, program);
	if (!error)
		error = set_environment(request->environment, program);
	if (error)
		return error;
	program->arguments = namedmap_arguments(
		line, request->line ? program->name_length : strlen(line));
	return program->arguments ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

static void program_free(struct program *program)
{
	free(program->path);
	free(program->directory);
	free(program->arguments);
	free(program->environment);
}

static DWORD set_streams(const struct request *request,
			 struct namedmap_spawn *spawn)
{
	struct namedmap_slot slot;
	HANDLE stream;
	int i;

	for (i = 0; i < 3; i++) {
		stream = request->streams[i];
		spawn->streams[i] = fcntl(i, F_GETFD) < 0 ? -1 : i;
		if (request->startup_flags & STARTF_USESTDHANDLES)
			spawn->has_streams = true;
		else if (namedmap_standard_set((unsigned int)i, &stream))
			spawn->has_streams = true;
		else
			continue;
		spawn->streams[i] = -1;
		if (!stream || stream == INVALID_HANDLE_VALUE)
			continue;
		spawn->streams[i] = namedmap_handle_file(stream, &slot);
		if (spawn->streams[i] < 0)
			return ERROR_INVALID_HANDLE;
	}
	return ERROR_SUCCESS;
}

static DWORD error_of_spawn(const struct namedmap_spawn *spawn, int result)
{
	if (spawn->directory_failed)
		return ERROR_DIRECTORY;
	/* The file exists, and what should interpret it does not. */
	if (result == -ENOENT)
		return access(spawn->path, F_OK) ?
			       namedmap_path_error(spawn->path, ENOENT) :
			       ERROR_BAD_EXE_FORMAT;
	return namedmap_error_number(CALL_CREATE_PROCESS, result);
}

static DWORD make_handles(const struct request *request,
			  struct namedmap_process *process, int pidfd,
			  LPPROCESS_INFORMATION info)
{
	int thread = fcntl(pidfd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	bool made = false;

	if (thread < 0)
		return ERROR_TOO_MANY_OPEN_FILES;
	namedmap_slots_lock();
	if (namedmap_process_handle_locked(HANDLE_THREAD, thread, process,
					   PROCESS_ALL_ACCESS)) {
		made = namedmap_process_handle_locked(
			HANDLE_PROCESS, pidfd, process, PROCESS_ALL_ACCESS);
		if (made)
			namedmap_process_is_child_locked(process);
		else
			namedmap_slot_drop_locked(thread);
	}
	namedmap_slots_unlock();
	if (!made) {
		close(thread);
		return ERROR_NOT_ENOUGH_MEMORY;
	}
	if (namedmap_inherits(request->process_attributes))
		namedmap_set_inherit(pidfd, true);
	if (namedmap_inherits(request->thread_attributes))
		namedmap_set_inherit(thread, true);
	info->hProcess = namedmap_handle_from_fd(pidfd);
	info->hThread = namedmap_handle_from_fd(thread);
	info->dwProcessId = info->dwThreadId = (DWORD)process->pid;
	return ERROR_SUCCESS;
}

static DWORD run_program(const struct request *request,
			 const struct program *program,
			 LPPROCESS_INFORMATION info)
{
	struct namedmap_spawn spawn = {
		.path = program->path,
		.arguments = program->arguments,
		.environment = program->environment,
		.world = namedmap_device_given(),
		.directory = program->directory,
		.inherit = request->inherit,
		.new_session = request->flags & DETACHED_PROCESS,
		.new_group = request->flags & CREATE_NEW_PROCESS_GROUP,
	};
	struct namedmap_process *process;
	DWORD error = set_streams(request, &spawn);
	int pidfd;

	if (error)
		return error;
	process = namedmap_process_new(0);
	if (!process)
		return ERROR_NOT_ENOUGH_MEMORY;
	/* Held by the call itself, whatever becomes of the handles. */
	process->handles = 1;
	pidfd = namedmap_spawn(&spawn);
	if (pidfd < 0) {
		free(process);
		return error_of_spawn(&spawn, pidfd);
	}
	process->pid = spawn.pid;
	error = make_handles(request, process, pidfd, info);
	if (error)
		namedmap_spawn_undo(pidfd);
	namedmap_slots_lock();
	namedmap_process_put_locked(process, -1);
	namedmap_slots_unlock();
	return error;
}

static bool has_descriptor(const SECURITY_ATTRIBUTES *attributes)
{
	return attributes && attributes->lpSecurityDescriptor;
}

static DWORD create_process(const struct request *request,
			    LPPROCESS_INFORMATION info)
{
	struct program program = { NULL };
	DWORD error;

	if (!info)
		return ERROR_INVALID_PARAMETER;
	memset(info, 0, sizeof(*info));
	if (request->flags & ~(DWORD)FLAGS_TAKEN)
		return ERROR_NOT_SUPPORTED;
	if (has_descriptor(request->process_attributes) ||
	    has_descriptor(request->thread_attributes))
		return ERROR_NOT_SUPPORTED;
	error = set_program(request, &program);
	if (!error)
		error = run_program(request, &program, info);
	program_free(&program);
	return error;
}

/* The same bytes for a string of 16-bit units; NULL stays NULL. */
static bool narrow(const WCHAR *units, size_t count, char **bytes)
{
	*bytes = NULL;
	if (!units)
		return true;
	*bytes = malloc(count * 3 + 1);
	if (!*bytes)
		return false;
	(*bytes)[namedmap_utf16_to_bytes(units, count, *bytes)] = '\0';
	return true;
}

static size_t wide_length(const WCHAR *text)
{
	size_t length = 0;

	while (text && text[length])
		length++;
	return length;
}

/* Both NULs at the end of a block included. */
static size_t block_length(const WCHAR *block)
{
	size_t length = 0;

	while (block[length])
		length += wide_length(block + length) + 1;
	return length + 1;
}

/* The environment's width is a flag of its own. */
static BOOL create_with_environment(struct request *request, void *environment,
				    LPPROCESS_INFORMATION info)
{
	char *bytes = NULL;
	DWORD error;

	if (!environment || !(request->flags & CREATE_UNICODE_ENVIRONMENT)) {
		request->environment = environment;
	} else {
		if (!narrow(environment, block_length(environment), &bytes))
			return namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
		request->environment = bytes;
	}
	error = create_process(request, info);
	free(bytes);
	return error ? namedmap_fail(error) : TRUE;
}

BOOL WINAPI CreateProcessA(LPCSTR application, LPSTR line,
			   LPSECURITY_ATTRIBUTES process_attributes,
			   LPSECURITY_ATTRIBUTES thread_attributes,
			   BOOL inherit, DWORD flags, LPVOID environment,
			   LPCSTR directory, LPSTARTUPINFOA startup,
			   LPPROCESS_INFORMATION info)
{
	struct request request = {
		.application = application,
		.line = line,
		.directory = directory,
		.process_attributes = process_attributes,
		.thread_attributes = thread_attributes,
		.inherit = inherit,
		.flags = flags,
	};

	if (!startup)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	request.startup_flags = startup->dwFlags;
	request.streams[0] = startup->hStdInput;
	request.streams[1] = startup->hStdOutput;
	request.streams[2] = startup->hStdError;
	return create_with_environment(&request, environment, info);
}

BOOL WINAPI CreateProcessW(LPCWSTR application, LPWSTR line,
			   LPSECURITY_ATTRIBUTES process_attributes,
			   LPSECURITY_ATTRIBUTES thread_attributes,
			   BOOL inherit, DWORD flags, LPVOID environment,
			   LPCWSTR directory, LPSTARTUPINFOW startup,
			   LPPROCESS_INFORMATION info)
{
	struct request request = {
		.process_attributes = process_attributes,
		.thread_attributes = thread_attributes,
		.inherit = inherit,
		.flags = flags,
	};
	char *texts[3] = { NULL };
	BOOL done = FALSE;

	if (!startup)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	request.startup_flags = startup->dwFlags;
	request.streams[0] = startup->hStdInput;
	request.streams[1] = startup->hStdOutput;
	request.streams[2] = startup->hStdError;
	if (narrow(application, wide_length(application), &texts[0]) &&
	    narrow(line, wide_length(line), &texts[1]) &&
	    narrow(directory, wide_length(directory), &texts[2])) {
		request.application = texts[0];
		request.line = texts[1];
		request.directory = texts[2];
		done = create_with_environment(&request, environment, info);
	} else {
		namedmap_fail(ERROR_NOT_ENOUGH_MEMORY);
	}
	free(texts[0]);
	free(texts[1]);
	free(texts[2]);
	return done;
}
