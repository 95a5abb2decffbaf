// SPDX-License-Identifier: MIT
/* Calls on open files. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

#include "internal.h"

/* One transfer of ReadFile or WriteFile. */
struct transfer {
	int fd;
	bool write;
	/* at an offset, or at the file's position */
	bool placed;
	off_t offset;
	unsigned char *buffer;
	size_t length;
	size_t done;
};

static ssize_t transfer_once(const struct transfer *transfer)
{
	unsigned char *at = transfer->buffer + transfer->done;
	size_t left = transfer->length - transfer->done;
	off_t offset = transfer->offset + (off_t)transfer->done;

	if (transfer->placed && transfer->write)
		return pwrite(transfer->fd, at, left, offset);
	if (transfer->placed)
		return pread(transfer->fd, at, left, offset);
	if (transfer->write)
		return write(transfer->fd, at, left);
	return read(transfer->fd, at, left);
}

/* Until all is done, the file ends, or, on a pipe or terminal, something came. */
static int transfer_run(struct transfer *transfer, bool disk)
{
	ssize_t moved;

	do {
		moved = transfer_once(transfer);
		if (moved > 0)
			transfer->done += (size_t)moved;
		else if (!moved)
			return 0;
		else if (errno != EINTR)
			return -errno;
	} while (transfer->done < transfer->length &&
		 (moved < 0 || disk || transfer->write));
	return 0;
}

static bool is_disk_file(int fd)
{
	struct stat file;

	return !fstat(fd, &file) && S_ISREG(file.st_mode);
}

/* Where a transfer with OVERLAPPED starts; all ones mean the end of the file. */
static DWORD transfer_place(struct transfer *transfer,
			    const OVERLAPPED *overlapped)
{
	uint64_t offset;
	off_t end;

	if (!overlapped)
		return ERROR_SUCCESS;
	offset = (uint64_t)overlapped->OffsetHigh << 32 | overlapped->Offset;
	transfer->placed = true;
	if (transfer->write && offset == UINT64_MAX) {
		end = lseek(transfer->fd, 0, SEEK_END);
		if (end < 0)
			return namedmap_error_number(CALL_FILE_IO, -errno);
		offset = (uint64_t)end;
	}
	if (offset > INT64_MAX)
		return ERROR_INVALID_PARAMETER;
	transfer->offset = (off_t)offset;
	return ERROR_SUCCESS;
}

static BOOL transfer_file(HANDLE handle, struct transfer *transfer,
			  LPDWORD moved, LPOVERLAPPED overlapped)
{
	struct namedmap_slot slot;
	bool disk;
	DWORD error;
	int result;

	if (moved)
		*moved = 0;
	transfer->fd = namedmap_handle_file(handle, &slot);
	if (transfer->fd < 0)
		return FALSE;
	if (!(slot.may & (transfer->write ? FILE_MAY_WRITE : FILE_MAY_READ)))
		return namedmap_fail(ERROR_ACCESS_DENIED);
	if (slot.overlapped && !overlapped)
		return namedmap_fail(ERROR_INVALID_PARAMETER);
	disk = is_disk_file(transfer->fd);
	if (disk) {
		error = transfer_place(transfer, overlapped);
		if (error)
			return namedmap_fail(error);
	}
	result = transfer->length ? transfer_run(transfer, disk) : 0;

	if (moved)
		*moved = (DWORD)transfer->done;
	if (overlapped) {
		overlapped->Internal = 0;
		overlapped->InternalHigh = transfer->done;
	}
	/* The position follows, but not that of a handle with many requests. */
	if (transfer->placed && !slot.overlapped)
		lseek(transfer->fd, transfer->offset + (off_t)transfer->done,
		      SEEK_SET);
	if (result) {
		namedmap_error_set(CALL_FILE_IO, result);
		return FALSE;
	}
	if (transfer->placed && !transfer->write && transfer->length &&
	    !transfer->done)
		return namedmap_fail(ERROR_HANDLE_EOF);
	return TRUE;
}

BOOL WINAPI ReadFile(HANDLE handle, LPVOID buffer, DWORD length, LPDWORD moved,
		     LPOVERLAPPED overlapped)
{
	struct transfer transfer = { .buffer = buffer, .length = length };

	return transfer_file(handle, &transfer, moved, overlapped);
}

BOOL WINAPI WriteFile(HANDLE handle, LPCVOID buffer, DWORD length,
		      LPDWORD moved, LPOVERLAPPED overlapped)
{
	struct transfer transfer = {
		.buffer = (unsigned char *)(uintptr_t)buffer,
		.length = length,
		.write = true,
	};

	return transfer_file(handle, &transfer, moved, overlapped);
}

/* The new position, or -1 with the last error set. */
static int64_t seek_file(HANDLE handle, int64_t distance, DWORD method)
{
	static const int whence[] = { SEEK_SET, SEEK_CUR, SEEK_END };
	struct namedmap_slot slot;
	int fd = namedmap_handle_file(handle, &slot);
	off_t position;

	if (fd < 0)
		return -1;
	if (method > FILE_END) {
		namedmap_fail(ERROR_INVALID_PARAMETER);
		return -1;
	}
	position = lseek(fd, (off_t)distance, whence[method]);
	if (position >= 0)
		return position;
	if (errno == EINVAL || errno == EOVERFLOW)
		namedmap_fail(distance < 0 ? ERROR_NEGATIVE_SEEK :
					     ERROR_INVALID_PARAMETER);
	else
		namedmap_error_set(CALL_FILE_IO, -errno);
	return -1;
}

DWORD WINAPI SetFilePointer(HANDLE handle, LONG low, PLONG high, DWORD method)
{
	int64_t distance = low, before, position;

	if (high)
		distance = (int64_t)((uint64_t)(uint32_t)*high << 32 |
				     (uint32_t)low);
	before = high ? 0 : seek_file(handle, 0, FILE_CURRENT);
	if (before < 0)
		return INVALID_SET_FILE_POINTER;
	position = seek_file(handle, distance, method);
	if (position < 0)
		return INVALID_SET_FILE_POINTER;
	if (high) {
		*high = (LONG)(position >> 32);
	} else if (position > UINT32_MAX) {
		/* There is no room for the answer, so nothing moves. */
		seek_file(handle, before, FILE_BEGIN);
		namedmap_fail(ERROR_INVALID_PARAMETER);
		return INVALID_SET_FILE_POINTER;
	}
	if ((DWORD)position == INVALID_SET_FILE_POINTER)
		namedmap_fail(ERROR_SUCCESS);
	return (DWORD)position;
}

BOOL WINAPI SetFilePointerEx(HANDLE handle, LARGE_INTEGER distance,
			     PLARGE_INTEGER moved, DWORD method)
{
	int64_t position = seek_file(handle, distance.QuadPart, method);

	if (position < 0)
		return FALSE;
	if (moved)
		moved->QuadPart = position;
	return TRUE;
}

int namedmap_file_set_size(int fd, uint64_t size)
{
	int result = namedmap_device_truncate(fd, size);

	/* Where there is no driver there is no section either. */
	if (result == -NAMEDMAP_ENODEVICE)
		result = ftruncate(fd, (off_t)size) ? -errno : 0;
	return result;
}

BOOL WINAPI SetEndOfFile(HANDLE handle)
{
	struct namedmap_slot slot;
	int fd = namedmap_handle_file(handle, &slot);
	off_t position;
	int result;

	if (fd < 0)
		return FALSE;
	if (!(slot.may & FILE_MAY_WRITE))
		return namedmap_fail(ERROR_ACCESS_DENIED);
	position = lseek(fd, 0, SEEK_CUR);
	result = position < 0 ? -errno :
				namedmap_file_set_size(fd, (uint64_t)position);
	if (!result)
		return TRUE;
	namedmap_error_set(CALL_TRUNCATE, result);
	return FALSE;
}

BOOL WINAPI GetFileSizeEx(HANDLE handle, PLARGE_INTEGER size)
{
	struct namedmap_slot slot;
	int fd = namedmap_handle_file(handle, &slot);
	struct stat file;

	if (fd < 0)
		return FALSE;
	if (fstat(fd, &file)) {
		namedmap_error_set(CALL_FILE_IO, -errno);
		return FALSE;
	}
	if (!S_ISREG(file.st_mode))
		return namedmap_fail(ERROR_INVALID_FUNCTION);
	size->QuadPart = file.st_size;
	return TRUE;
}

DWORD WINAPI GetFileSize(HANDLE handle, LPDWORD high)
{
	LARGE_INTEGER size;

	if (!GetFileSizeEx(handle, &size))
		return INVALID_FILE_SIZE;
	if (high)
		*high = (DWORD)size.u.HighPart;
	if (size.u.LowPart == INVALID_FILE_SIZE)
		namedmap_fail(ERROR_SUCCESS);
	return size.u.LowPart;
}

DWORD WINAPI GetFileType(HANDLE handle)
{
	struct namedmap_slot slot;
	int fd = namedmap_handle_file(handle, &slot);
	struct stat file;

	if (fd < 0 || fstat(fd, &file))
		return FILE_TYPE_UNKNOWN;
	namedmap_fail(ERROR_SUCCESS);
	switch (file.st_mode & S_IFMT) {
	case S_IFCHR:
		return FILE_TYPE_CHAR;
	case S_IFIFO:
	case S_IFSOCK:
		return FILE_TYPE_PIPE;
	default:
		return FILE_TYPE_DISK;
	}
}

BOOL WINAPI FlushFileBuffers(HANDLE handle)
{
	struct namedmap_slot slot;
	int fd = namedmap_handle_file(handle, &slot);

	if (fd < 0)
		return FALSE;
	if (!(slot.may & FILE_MAY_WRITE))
		return namedmap_fail(ERROR_ACCESS_DENIED);
	if (!fsync(fd))
		return TRUE;
	namedmap_error_set(CALL_FILE_IO, -errno);
	return FALSE;
}
