/* SPDX-License-Identifier: MIT */
/* Files. */
#ifndef NAMEDMAP_FILEAPI_H
#define NAMEDMAP_FILEAPI_H

#include "minwinbase.h"
#include "winnt.h"

#define CREATE_NEW			1
#define CREATE_ALWAYS			2
#define OPEN_EXISTING			3
#define OPEN_ALWAYS			4
#define TRUNCATE_EXISTING		5

#define INVALID_FILE_SIZE		((DWORD)0xffffffff)
#define INVALID_SET_FILE_POINTER	((DWORD)-1)

#ifdef __cplusplus
extern "C" {
#endif

HANDLE WINAPI CreateFileA(LPCSTR lpFileName, DWORD dwDesiredAccess,
	DWORD dwShareMode, LPSECURITY_ATTRIBUTES lpSecurityAttributes,
	DWORD dwCreationDisposition, DWORD dwFlagsAndAttributes,
	HANDLE hTemplateFile) NAMEDMAP_SYMBOL(CreateFileA);
HANDLE WINAPI CreateFileW(NAMEDMAP_WIDE lpFileName, DWORD dwDesiredAccess,
	DWORD dwShareMode, LPSECURITY_ATTRIBUTES lpSecurityAttributes,
	DWORD dwCreationDisposition, DWORD dwFlagsAndAttributes,
	HANDLE hTemplateFile) NAMEDMAP_SYMBOL(CreateFileW);
HANDLE WINAPI CreateFileForMappingA(LPCSTR lpFileName, DWORD dwDesiredAccess,
	DWORD dwShareMode, LPSECURITY_ATTRIBUTES lpSecurityAttributes,
	DWORD dwCreationDisposition, DWORD dwFlagsAndAttributes,
	HANDLE hTemplateFile) NAMEDMAP_SYMBOL(CreateFileForMappingA);
HANDLE WINAPI CreateFileForMappingW(NAMEDMAP_WIDE lpFileName,
	DWORD dwDesiredAccess, DWORD dwShareMode,
	LPSECURITY_ATTRIBUTES lpSecurityAttributes, DWORD dwCreationDisposition,
	DWORD dwFlagsAndAttributes, HANDLE hTemplateFile)
	NAMEDMAP_SYMBOL(CreateFileForMappingW);
BOOL WINAPI ReadFile(HANDLE hFile, LPVOID lpBuffer, DWORD nNumberOfBytesToRead,
	LPDWORD lpNumberOfBytesRead, LPOVERLAPPED lpOverlapped)
	NAMEDMAP_SYMBOL(ReadFile);
BOOL WINAPI WriteFile(HANDLE hFile, LPCVOID lpBuffer,
	DWORD nNumberOfBytesToWrite, LPDWORD lpNumberOfBytesWritten,
	LPOVERLAPPED lpOverlapped) NAMEDMAP_SYMBOL(WriteFile);
DWORD WINAPI SetFilePointer(HANDLE hFile, LONG lDistanceToMove,
	PLONG lpDistanceToMoveHigh, DWORD dwMoveMethod)
	NAMEDMAP_SYMBOL(SetFilePointer);
BOOL WINAPI SetFilePointerEx(HANDLE hFile, LARGE_INTEGER liDistanceToMove,
	PLARGE_INTEGER lpNewFilePointer, DWORD dwMoveMethod)
	NAMEDMAP_SYMBOL(SetFilePointerEx);
BOOL WINAPI LockFile(HANDLE hFile, DWORD dwFileOffsetLow,
	DWORD dwFileOffsetHigh, DWORD nNumberOfBytesToLockLow,
	DWORD nNumberOfBytesToLockHigh) NAMEDMAP_SYMBOL(LockFile);
BOOL WINAPI LockFileEx(HANDLE hFile, DWORD dwFlags, DWORD dwReserved,
	DWORD nNumberOfBytesToLockLow, DWORD nNumberOfBytesToLockHigh,
	LPOVERLAPPED lpOverlapped) NAMEDMAP_SYMBOL(LockFileEx);
BOOL WINAPI UnlockFile(HANDLE hFile, DWORD dwFileOffsetLow,
	DWORD dwFileOffsetHigh, DWORD nNumberOfBytesToUnlockLow,
	DWORD nNumberOfBytesToUnlockHigh) NAMEDMAP_SYMBOL(UnlockFile);
BOOL WINAPI UnlockFileEx(HANDLE hFile, DWORD dwReserved,
	DWORD nNumberOfBytesToUnlockLow, DWORD nNumberOfBytesToUnlockHigh,
	LPOVERLAPPED lpOverlapped) NAMEDMAP_SYMBOL(UnlockFileEx);
BOOL WINAPI SetEndOfFile(HANDLE hFile) NAMEDMAP_SYMBOL(SetEndOfFile);
DWORD WINAPI GetFileSize(HANDLE hFile, LPDWORD lpFileSizeHigh)
	NAMEDMAP_SYMBOL(GetFileSize);
BOOL WINAPI GetFileSizeEx(HANDLE hFile, PLARGE_INTEGER lpFileSize)
	NAMEDMAP_SYMBOL(GetFileSizeEx);
DWORD WINAPI GetFileType(HANDLE hFile) NAMEDMAP_SYMBOL(GetFileType);
BOOL WINAPI FlushFileBuffers(HANDLE hFile) NAMEDMAP_SYMBOL(FlushFileBuffers);
BOOL WINAPI DeleteFileA(LPCSTR lpFileName) NAMEDMAP_SYMBOL(DeleteFileA);
BOOL WINAPI DeleteFileW(NAMEDMAP_WIDE lpFileName) NAMEDMAP_SYMBOL(DeleteFileW);
BOOL WINAPI CreateDirectoryA(LPCSTR lpPathName,
	LPSECURITY_ATTRIBUTES lpSecurityAttributes)
	NAMEDMAP_SYMBOL(CreateDirectoryA);
BOOL WINAPI CreateDirectoryW(NAMEDMAP_WIDE lpPathName,
	LPSECURITY_ATTRIBUTES lpSecurityAttributes)
	NAMEDMAP_SYMBOL(CreateDirectoryW);
BOOL WINAPI RemoveDirectoryA(LPCSTR lpPathName)
	NAMEDMAP_SYMBOL(RemoveDirectoryA);
BOOL WINAPI RemoveDirectoryW(NAMEDMAP_WIDE lpPathName)
	NAMEDMAP_SYMBOL(RemoveDirectoryW);
DWORD WINAPI GetTempPathA(DWORD nBufferLength, LPSTR lpBuffer)
	NAMEDMAP_SYMBOL(GetTempPathA);
DWORD WINAPI GetTempPathW(DWORD nBufferLength, LPWSTR lpBuffer)
	NAMEDMAP_SYMBOL(GetTempPathW);
UINT WINAPI GetTempFileNameA(LPCSTR lpPathName, LPCSTR lpPrefixString,
	UINT uUnique, LPSTR lpTempFileName) NAMEDMAP_SYMBOL(GetTempFileNameA);
UINT WINAPI GetTempFileNameW(NAMEDMAP_WIDE lpPathName,
	NAMEDMAP_WIDE lpPrefixString, UINT uUnique, LPWSTR lpTempFileName)
	NAMEDMAP_SYMBOL(GetTempFileNameW);

#ifdef __cplusplus
}
#endif

#define CreateFile		NAMEDMAP_AW(CreateFile)
#define CreateFileForMapping	NAMEDMAP_AW(CreateFileForMapping)
#define DeleteFile		NAMEDMAP_AW(DeleteFile)
#define CreateDirectory		NAMEDMAP_AW(CreateDirectory)
#define RemoveDirectory		NAMEDMAP_AW(RemoveDirectory)
#define GetTempPath		NAMEDMAP_AW(GetTempPath)
#define GetTempFileName		NAMEDMAP_AW(GetTempFileName)

#endif
