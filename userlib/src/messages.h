/* SPDX-License-Identifier: MIT */
/* What the error numbers mean, in words; in the order of the numbers. */
#define NAMEDMAP_MESSAGES(M) \
	M(ERROR_SUCCESS, "Nothing went wrong") \
	M(ERROR_INVALID_FUNCTION, "This cannot be done with that") \
	M(ERROR_FILE_NOT_FOUND, "There is no file or object of that name") \
	M(ERROR_PATH_NOT_FOUND, "There is no directory of that name") \
	M(ERROR_TOO_MANY_OPEN_FILES, "The process has too many open files") \
	M(ERROR_ACCESS_DENIED, "Access is not permitted") \
	M(ERROR_INVALID_HANDLE, "The handle does not stand for such an object") \
	M(ERROR_NOT_ENOUGH_MEMORY, "There is not enough memory") \
	M(ERROR_INVALID_BLOCK, "The address is not that of a block") \
	M(ERROR_BAD_ENVIRONMENT, "The environment is malformed") \
	M(ERROR_BAD_FORMAT, "The format is wrong") \
	M(ERROR_INVALID_ACCESS, "That kind of access does not exist") \
	M(ERROR_INVALID_DATA, "The data make no sense") \
	M(ERROR_OUTOFMEMORY, "The memory is used up") \
	M(ERROR_INVALID_DRIVE, "There is no such drive") \
	M(ERROR_CURRENT_DIRECTORY, "The directory is in use") \
	M(ERROR_NOT_SAME_DEVICE, "The two lie in different file systems") \
	M(ERROR_NO_MORE_FILES, "There are no more files") \
	M(ERROR_WRITE_PROTECT, "The file system is read-only") \
	M(ERROR_BAD_UNIT, "There is no such unit") \
	M(ERROR_NOT_READY, "The device is not ready") \
	M(ERROR_BAD_COMMAND, "The device does not know the command") \
	M(ERROR_CRC, "The data were damaged") \
	M(ERROR_BAD_LENGTH, "The length is wrong") \
	M(ERROR_SEEK, "The position cannot be reached") \
	M(ERROR_WRITE_FAULT, "Writing to the device failed") \
	M(ERROR_READ_FAULT, "Reading from the device failed") \
	M(ERROR_GEN_FAILURE, "Something attached to the system failed") \
	M(ERROR_SHARING_VIOLATION, "Another process uses the file") \
	M(ERROR_LOCK_VIOLATION, "Another process locked that part of the file") \
	M(ERROR_SHARING_BUFFER_EXCEEDED, "Too many files are shared") \
	M(ERROR_HANDLE_EOF, "The end of the file is reached") \
	M(ERROR_HANDLE_DISK_FULL, "The disk has no room left") \
	M(ERROR_NOT_SUPPORTED, "This is not supported") \
	M(ERROR_BAD_NETPATH, "The server was not found") \
	M(ERROR_DEV_NOT_EXIST, "The device does not exist") \
	M(ERROR_UNEXP_NET_ERR, "The network failed in an unknown way") \
	M(ERROR_FILE_EXISTS, "The file exists") \
	M(ERROR_CANNOT_MAKE, "The file or directory cannot be made") \
	M(ERROR_INVALID_PASSWORD, "The password is wrong") \
	M(ERROR_INVALID_PARAMETER, "An argument is wrong") \
	M(ERROR_NET_WRITE_FAULT, "Writing to the network failed") \
	M(ERROR_NO_PROC_SLOTS, "No more processes can be started") \
	M(ERROR_BROKEN_PIPE, "The other end of the pipe is closed") \
	M(ERROR_OPEN_FAILED, "It cannot be opened") \
	M(ERROR_BUFFER_OVERFLOW, "The file name is too long") \
	M(ERROR_DISK_FULL, "The disk is full") \
	M(ERROR_NO_MORE_SEARCH_HANDLES, "Too many searches are going on") \
	M(ERROR_INVALID_TARGET_HANDLE, "The target handle is wrong") \
	M(ERROR_CALL_NOT_IMPLEMENTED, "The call is not offered") \
	M(ERROR_SEM_TIMEOUT, "The time is over") \
	M(ERROR_INSUFFICIENT_BUFFER, "The buffer is too small") \
	M(ERROR_INVALID_NAME, "The name is malformed") \
	M(ERROR_INVALID_LEVEL, "That kind of information does not exist") \
	M(ERROR_MOD_NOT_FOUND, "The module was not found") \
	M(ERROR_PROC_NOT_FOUND, "The function was not found") \
	M(ERROR_NEGATIVE_SEEK, "The position lies before the start") \
	M(ERROR_SEEK_ON_DEVICE, "A pipe or device has no positions") \
	M(ERROR_DIR_NOT_EMPTY, "The directory is not empty") \
	M(ERROR_NOT_LOCKED, "That part is not locked") \
	M(ERROR_BAD_ARGUMENTS, "The arguments are wrong") \
	M(ERROR_BAD_PATHNAME, "The path is malformed") \
	M(ERROR_MAX_THRDS_REACHED, "No more threads can be made") \
	M(ERROR_LOCK_FAILED, "That part of the file cannot be locked") \
	M(ERROR_BUSY, "It is in use") \
	M(ERROR_ALREADY_EXISTS, "It existed already") \
	M(ERROR_BAD_EXE_FORMAT, "The file is no program that runs here") \
	M(ERROR_ENVVAR_NOT_FOUND, "The environment has no such variable") \
	M(ERROR_FILENAME_EXCED_RANGE, "The name is too long") \
	M(ERROR_FILE_TOO_LARGE, "The file is too large") \
	M(ERROR_BAD_PIPE, "The pipe is in the wrong state") \
	M(ERROR_PIPE_BUSY, "All ends of the pipe are in use") \
	M(ERROR_NO_DATA, "The pipe is being closed, or empty") \
	M(ERROR_PIPE_NOT_CONNECTED, "Nobody is at the other end of the pipe") \
	M(ERROR_MORE_DATA, "There are more data") \
	M(WAIT_TIMEOUT, "The time to wait is over") \
	M(ERROR_NO_MORE_ITEMS, "There are no more of them") \
	M(ERROR_DIRECTORY, "The name is not that of a directory") \
	M(ERROR_NOT_OWNER, "The object belongs to another thread") \
	M(ERROR_TOO_MANY_POSTS, "The count would pass its limit") \
	M(ERROR_PARTIAL_COPY, "Only a part was transferred") \
	M(ERROR_MR_MID_NOT_FOUND, "There is no message of that number") \
	M(ERROR_INVALID_ADDRESS, "The address cannot be used") \
	M(ERROR_ARITHMETIC_OVERFLOW, "The result is too large") \
	M(ERROR_PIPE_CONNECTED, "There is a process at the other end") \
	M(ERROR_MUTANT_LIMIT_EXCEEDED, "The mutex was taken too often") \
	M(ERROR_OPERATION_ABORTED, "The transfer was broken off") \
	M(ERROR_IO_INCOMPLETE, "The transfer is not complete") \
	M(ERROR_IO_PENDING, "The transfer goes on") \
	M(ERROR_NOACCESS, "The memory cannot be reached") \
	M(ERROR_SWAPERROR, "Paging failed") \
	M(ERROR_STACK_OVERFLOW, "The stack is used up") \
	M(ERROR_INVALID_FLAGS, "The flags are wrong") \
	M(ERROR_UNRECOGNIZED_VOLUME, "The file system is not known") \
	M(ERROR_FILE_INVALID, "The file has no contents to map") \
	M(ERROR_NO_UNICODE_TRANSLATION, \
	  "A character has no counterpart in the other code") \
	M(ERROR_DLL_INIT_FAILED, "A library could not start") \
	M(ERROR_IO_DEVICE, "The device failed") \
	M(ERROR_POSSIBLE_DEADLOCK, "Waiting might never end") \
	M(ERROR_MAPPED_ALIGNMENT, "Offset or address is not aligned") \
	M(ERROR_NOT_FOUND, "It was not found") \
	M(ERROR_CANCELLED, "The user gave up") \
	M(ERROR_USER_MAPPED_FILE, "The file is mapped and cannot be changed so") \
	M(ERROR_DISK_QUOTA_EXCEEDED, "The disk quota is used up") \
	M(ERROR_NOT_ALL_ASSIGNED, "Not every privilege was there") \
	M(ERROR_UNKNOWN_REVISION, "The revision is not known") \
	M(ERROR_REVISION_MISMATCH, "The revisions do not fit together") \
	M(ERROR_INVALID_OWNER, "That cannot be the owner") \
	M(ERROR_INVALID_PRIMARY_GROUP, "That cannot be the primary group") \
	M(ERROR_NO_SUCH_PRIVILEGE, "There is no such privilege") \
	M(ERROR_PRIVILEGE_NOT_HELD, "A privilege is missing") \
	M(ERROR_INVALID_SUB_AUTHORITY, "A part of the identifier is wrong") \
	M(ERROR_INVALID_ACL, "The access list is malformed") \
	M(ERROR_INVALID_SID, "The security identifier is malformed") \
	M(ERROR_INVALID_SECURITY_DESCR, "The security descriptor is malformed") \
	M(ERROR_ALLOTTED_SPACE_EXCEEDED, "The room for the list is used up") \
	M(ERROR_NO_SECURITY_ON_OBJECT, "The object has no security") \
	M(ERROR_INTERNAL_ERROR, "Something is wrong inside") \
	M(ERROR_FILE_CORRUPT, "The file is damaged") \
	M(ERROR_INVALID_INDEX, "The index is wrong") \
	M(ERROR_NO_SYSTEM_RESOURCES, "The system has no resources left") \
	M(ERROR_WORKING_SET_QUOTA, "No more memory may be locked") \
	M(ERROR_COMMITMENT_LIMIT, "No more memory can be promised") \
	M(ERROR_TIMEOUT, "The time ran out") \
	M(ERROR_NOT_SAME_OBJECT, "The handles stand for two objects") \
	M(ERROR_NOT_A_REPARSE_POINT, "The file is no link")
