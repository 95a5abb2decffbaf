// SPDX-License-Identifier: MIT
/* CreateFile and DeleteFile. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "internal.h"

/* How often another process may create and delete the file under our hands. */
#define ALWAYS_TRIES 16

struct file_request {
	const char *path;
	unsigned int may;
	DWORD disposition;
	DWORD attributes;
	bool inherit;
	/* mode of a new file, or why it cannot be had */
	unsigned int mode;
	DWORD mode_error;
	/* what came of it */
	bool existed;
	bool created;
	struct stat status;
};

static int open_flags(const struct file_request *request)
{
	int flags = O_NOCTTY;

	switch (request->may & (FILE_MAY_READ | FILE_MAY_WRITE)) {
	case FILE_MAY_READ | FILE_MAY_WRITE:
		flags |= O_RDWR;
		break;
	case FILE_MAY_WRITE:
		flags |= O_WRONLY;
		break;
	default:
		flags |= O_RDONLY;
		break;
	}
	if (request->may & FILE_APPENDS)
		flags |= O_APPEND;
	if (request->attributes & FILE_FLAG_WRITE_THROUGH)
		flags |= O_DSYNC;
	if (!request->inherit)
		flags |= O_CLOEXEC;
	return flags;
}

static mode_t mode_wanted(const struct file_request *request)
{
	mode_t mode = request->mode & (S_IRUSR | S_IRGRP | S_IROTH |
				       S_IWUSR | S_IWGRP | S_IWOTH);

	if (request->attributes & FILE_ATTRIBUTE_READONLY)
		mode &= ~(mode_t)(S_IWUSR | S_IWGRP | S_IWOTH);
	return mode;
}

static int open_unbroken(const struct file_request *request, int flags)
{
	mode_t mode = mode_wanted(request);
	int fd;

	/* One that was asked for is set later, past the umask. */
	if (request->mode != MODE_DEFAULT)
		mode = 0;
	do {
		fd = open(request->path, flags, mode);
	} while (fd < 0 && errno == EINTR);
	/* Without any access a file can be opened that cannot be read. */
	if (fd < 0 && errno == EACCES && !(flags & O_CREAT) &&
	    !(request->may & (FILE_MAY_READ | FILE_MAY_WRITE)))
		fd = open(request->path, O_PATH | (flags & O_CLOEXEC));
	return fd;
}

/* The name must not exist. */
static int open_new(struct file_request *request, int flags)
{
	struct stat file;
	int fd;

	if (request->mode_error) {
		errno = lstat(request->path, &file) ? EOPNOTSUPP : EEXIST;
		return -1;
	}
	fd = open_unbroken(request, flags | O_CREAT | O_EXCL);
	request->created = fd >= 0;
	return fd;
}

/* Open the file, or create it, and know which of the two it was. */
static int open_always(struct file_request *request, int flags)
{
	int fd, tries;

	for (tries = 0; tries < ALWAYS_TRIES; tries++) {
		request->existed = true;
		fd = open_unbroken(request, flags);
		if (fd >= 0 || errno != ENOENT)
			return fd;
		request->existed = false;
		fd = open_new(request, flags);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	/* A link that leads nowhere exists and does not. */
	if (request->mode != MODE_DEFAULT || request->mode_error)
		return -1;
	return open_unbroken(request, flags | O_CREAT);
}

static int open_by_disposition(struct file_request *request)
{
	int flags = open_flags(request);

	switch (request->disposition) {
	case CREATE_NEW:
		return open_new(request, flags);
	case CREATE_ALWAYS:
	case OPEN_ALWAYS:
		return open_always(request, flags);
	default:
		request->existed = true;
		return open_unbroken(request, flags);
	}
}

/* Never O_TRUNC: a file with a section must not become shorter. */
static DWORD truncate_to_nothing(const struct file_request *request, int fd)
{
	int result, writable = fd;

	if (!S_ISREG(request->status.st_mode) || !request->status.st_size)
		return ERROR_SUCCESS;
	if (!(request->may & FILE_MAY_WRITE)) {
		writable = open(request->path,
				O_WRONLY | O_CLOEXEC | O_NOCTTY);
		if (writable < 0)
			return namedmap_path_error(request->path, errno);
	}
	result = namedmap_file_set_size(writable, 0);
	if (writable != fd)
		close(writable);
	return result ? namedmap_error_number(CALL_TRUNCATE, result) :
			ERROR_SUCCESS;
}

/* The mode that was asked for, and the group that it speaks of. */
static DWORD secure_new_file(const struct file_request *request, int fd)
{
	gid_t group = getegid();

	if (!request->created || request->mode == MODE_DEFAULT)
		return ERROR_SUCCESS;
	if ((request->status.st_gid == group ||
	     !fchown(fd, (uid_t)-1, group)) &&
	    !fchmod(fd, mode_wanted(request)))
		return ERROR_SUCCESS;
	/* A file system without owners and modes. */
	unlink(request->path);
	return ERROR_NOT_SUPPORTED;
}

static DWORD check_opened(struct file_request *request, int fd)
{
	if (fstat(fd, &request->status))
		return namedmap_error_number(CALL_FILE_OPEN, -errno);
	if (S_ISDIR(request->status.st_mode) &&
	    !(request->attributes & FILE_FLAG_BACKUP_SEMANTICS))
		return ERROR_ACCESS_DENIED;
	if (request->existed && (request->disposition == CREATE_ALWAYS ||
				 request->disposition == TRUNCATE_EXISTING))
		return truncate_to_nothing(request, fd);
	return secure_new_file(request, fd);
}

static HANDLE fail_file(DWORD error)
{
	namedmap_fail(error);
	return INVALID_HANDLE_VALUE;
}

static HANDLE file_handle(const struct file_request *request, int fd,
			  DWORD share)
{
	struct namedmap_slot slot = {
		.kind = HANDLE_FILE,
		.may = (uint8_t)request->may,
		.overlapped = request->attributes & FILE_FLAG_OVERLAPPED,
		.share = (uint8_t)share,
	};
	HANDLE handle;

	if (request->attributes & FILE_FLAG_DELETE_ON_CLOSE) {
		slot.doomed = namedmap_doom(request->path, &request->status);
		if (!slot.doomed) {
			close(fd);
			return fail_file(ERROR_NOT_ENOUGH_MEMORY);
		}
	}
	handle = namedmap_handle_add(fd, &slot);
	if (!handle) {
		free(slot.doomed);
		return INVALID_HANDLE_VALUE;
	}
	namedmap_fail(request->existed &&
		      (request->disposition == CREATE_ALWAYS ||
		       request->disposition == OPEN_ALWAYS) ?
			      ERROR_ALREADY_EXISTS : ERROR_SUCCESS);
	return handle;
}

static HANDLE create_file(struct file_request *request, DWORD share)
{
	DWORD error;
	int fd;

	if (request->disposition < CREATE_NEW ||
	    request->disposition > TRUNCATE_EXISTING)
		return fail_file(ERROR_INVALID_PARAMETER);
	if (request->disposition == TRUNCATE_EXISTING &&
	    !(request->may & FILE_MAY_WRITE))
		return fail_file(ERROR_INVALID_PARAMETER);
	fd = open_by_disposition(request);
	if (fd < 0 && errno == EOPNOTSUPP && request->mode_error)
		return fail_file(request->mode_error);
	if (fd < 0)
		return fail_file(namedmap_path_error(request->path, errno));
	fd = namedmap_fd_above_stdio(fd);
	if (fd < 0)
		return fail_file(namedmap_error_number(CALL_FILE_OPEN, fd));
	error = check_opened(request, fd);
	if (error) {
		close(fd);
		return fail_file(error);
	}
	return file_handle(request, fd, share);
}

static HANDLE create_file_at(DWORD error, struct namedmap_path *path,
			     DWORD access, DWORD share,
			     const SECURITY_ATTRIBUTES *sa, DWORD disposition,
			     DWORD attributes)
{
	struct file_request request = {
		.path = path->text,
		.may = namedmap_file_may(access),
		.disposition = disposition,
		.attributes = attributes,
		.inherit = namedmap_inherits(sa),
	};
	HANDLE handle;

	if (error)
		return fail_file(error);
	/* A file that exists keeps the security that it has. */
	error = namedmap_mode_of_attributes(SECURED_FILE, sa, &request.mode);
	if (error && namedmap_mode_matters(error)) {
		handle = fail_file(error);
	} else {
		request.mode_error = error;
		handle = create_file(&request, share);
	}
	namedmap_path_free(path);
	return handle;
}

HANDLE WINAPI CreateFileA(LPCSTR name, DWORD access, DWORD share,
			  LPSECURITY_ATTRIBUTES sa, DWORD disposition,
			  DWORD attributes, HANDLE template_file)
{
	struct namedmap_path path = { NULL };
	DWORD error = namedmap_path_from_ansi(&path, name);

	(void)template_file;
	return create_file_at(error, &path, access, share, sa, disposition,
			      attributes);
}

HANDLE WINAPI CreateFileW(LPCWSTR name, DWORD access, DWORD share,
			  LPSECURITY_ATTRIBUTES sa, DWORD disposition,
			  DWORD attributes, HANDLE template_file)
{
	struct namedmap_path path = { NULL };
	DWORD error = namedmap_path_from_wide(&path, name);

	(void)template_file;
	return create_file_at(error, &path, access, share, sa, disposition,
			      attributes);
}

/* Windows CE's name for the same. */
HANDLE WINAPI CreateFileForMappingA(LPCSTR name, DWORD access, DWORD share,
				    LPSECURITY_ATTRIBUTES sa,
				    DWORD disposition, DWORD attributes,
				    HANDLE template_file)
{
	return CreateFileA(name, access, share, sa, disposition, attributes,
			   template_file);
}

HANDLE WINAPI CreateFileForMappingW(LPCWSTR name, DWORD access, DWORD share,
				    LPSECURITY_ATTRIBUTES sa,
				    DWORD disposition, DWORD attributes,
				    HANDLE template_file)
{
	return CreateFileW(name, access, share, sa, disposition, attributes,
			   template_file);
}

static BOOL delete_file(DWORD error, struct namedmap_path *path)
{
	if (!error && unlink(path->text))
		error = errno == EPERM ? ERROR_ACCESS_DENIED :
					 namedmap_path_error(path->text, errno);
	namedmap_path_free(path);
	return error ? namedmap_fail(error) : TRUE;
}

BOOL WINAPI DeleteFileA(LPCSTR name)
{
	struct namedmap_path path = { NULL };

	return delete_file(namedmap_path_from_ansi(&path, name), &path);
}

BOOL WINAPI DeleteFileW(LPCWSTR name)
{
	struct namedmap_path path = { NULL };

	return delete_file(namedmap_path_from_wide(&path, name), &path);
}
