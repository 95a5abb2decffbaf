/* SPDX-License-Identifier: MIT */
/* The calls. */
#ifndef NAMEDMAP_WINBASE_H
#define NAMEDMAP_WINBASE_H

#include "windef.h"
#include "winnt.h"

#define INVALID_HANDLE_VALUE		((HANDLE)(LONG_PTR)-1)
#define INVALID_FILE_SIZE		((DWORD)0xffffffff)
#define INVALID_SET_FILE_POINTER	((DWORD)-1)
#define INFINITE			0xffffffffu

#define FILE_MAP_COPY			SECTION_QUERY
#define FILE_MAP_WRITE			SECTION_MAP_WRITE
#define FILE_MAP_READ			SECTION_MAP_READ
#define FILE_MAP_EXECUTE		SECTION_MAP_EXECUTE_EXPLICIT
#define FILE_MAP_ALL_ACCESS		SECTION_ALL_ACCESS
#define FILE_MAP_LARGE_PAGES		0x20000000
#define FILE_MAP_TARGETS_INVALID	0x40000000
#define FILE_MAP_RESERVE		0x80000000u

#define CREATE_NEW			1
#define CREATE_ALWAYS			2
#define OPEN_EXISTING			3
#define OPEN_ALWAYS			4
#define TRUNCATE_EXISTING		5

#define FILE_FLAG_WRITE_THROUGH		0x80000000u
#define FILE_FLAG_OVERLAPPED		0x40000000
#define FILE_FLAG_NO_BUFFERING		0x20000000
#define FILE_FLAG_RANDOM_ACCESS		0x10000000
#define FILE_FLAG_SEQUENTIAL_SCAN	0x08000000
#define FILE_FLAG_DELETE_ON_CLOSE	0x04000000
#define FILE_FLAG_BACKUP_SEMANTICS	0x02000000
#define FILE_FLAG_POSIX_SEMANTICS	0x01000000
#define FILE_FLAG_OPEN_REPARSE_POINT	0x00200000
#define FILE_FLAG_OPEN_NO_RECALL	0x00100000

#define FILE_BEGIN			0
#define FILE_CURRENT			1
#define FILE_END			2

#define FILE_TYPE_UNKNOWN		0
#define FILE_TYPE_DISK			1
#define FILE_TYPE_CHAR			2
#define FILE_TYPE_PIPE			3

#define HANDLE_FLAG_INHERIT		0x00000001
#define HANDLE_FLAG_PROTECT_FROM_CLOSE	0x00000002

#define ZeroMemory			RtlZeroMemory
#define FillMemory			RtlFillMemory
#define CopyMemory			RtlCopyMemory
#define MoveMemory			RtlMoveMemory

typedef struct _SECURITY_ATTRIBUTES {
	DWORD nLength;
	LPVOID lpSecurityDescriptor;
	BOOL bInheritHandle;
} SECURITY_ATTRIBUTES, *PSECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;

typedef struct _OVERLAPPED {
	ULONG_PTR Internal;
	ULONG_PTR InternalHigh;
	__extension__ union {
		__extension__ struct {
			DWORD Offset;
			DWORD OffsetHigh;
		};
		PVOID Pointer;
	};
	HANDLE hEvent;
} OVERLAPPED, *LPOVERLAPPED;

typedef struct _FILETIME {
	DWORD dwLowDateTime;
	DWORD dwHighDateTime;
} FILETIME, *PFILETIME, *LPFILETIME;

typedef struct _SYSTEMTIME {
	WORD wYear;
	WORD wMonth;
	WORD wDayOfWeek;
	WORD wDay;
	WORD wHour;
	WORD wMinute;
	WORD wSecond;
	WORD wMilliseconds;
} SYSTEMTIME, *PSYSTEMTIME, *LPSYSTEMTIME;

typedef struct _SYSTEM_INFO {
	__extension__ union {
		DWORD dwOemId;
		__extension__ struct {
			WORD wProcessorArchitecture;
			WORD wReserved;
		};
	};
	DWORD dwPageSize;
	LPVOID lpMinimumApplicationAddress;
	LPVOID lpMaximumApplicationAddress;
	DWORD_PTR dwActiveProcessorMask;
	DWORD dwNumberOfProcessors;
	DWORD dwProcessorType;
	DWORD dwAllocationGranularity;
	WORD wProcessorLevel;
	WORD wProcessorRevision;
} SYSTEM_INFO, *LPSYSTEM_INFO;

/*
 * In C a compiler may take a wchar_t string for a WCHAR one with no more than a
 * warning, and L"Local\\x" would arrive as the name "L". As an argument of this
 * type it is an error. C++ refuses it anyway. Define NAMEDMAP_PLAIN_STRINGS
 * before the header where the exact type of a W call matters.
 */
#if defined(__cplusplus) || defined(NAMEDMAP_PLAIN_STRINGS)
typedef LPCWSTR NAMEDMAP_WIDE;
#else
typedef union {
	const WCHAR *text;
} NAMEDMAP_WIDE __attribute__((__transparent_union__));
#endif

/* The name that a call has in the object file. */
#define NAMEDMAP_SYMBOL(name) __asm__("namedmap_" #name)

#ifdef __cplusplus
extern "C" {
#endif

HANDLE WINAPI CreateFileMappingA(HANDLE hFile,
	LPSECURITY_ATTRIBUTES lpAttributes, DWORD flProtect,
	DWORD dwMaximumSizeHigh, DWORD dwMaximumSizeLow, LPCSTR lpName)
	NAMEDMAP_SYMBOL(CreateFileMappingA);
HANDLE WINAPI CreateFileMappingW(HANDLE hFile,
	LPSECURITY_ATTRIBUTES lpAttributes, DWORD flProtect,
	DWORD dwMaximumSizeHigh, DWORD dwMaximumSizeLow, NAMEDMAP_WIDE lpName)
	NAMEDMAP_SYMBOL(CreateFileMappingW);
HANDLE WINAPI OpenFileMappingA(DWORD dwDesiredAccess, BOOL bInheritHandle,
	LPCSTR lpName) NAMEDMAP_SYMBOL(OpenFileMappingA);
HANDLE WINAPI OpenFileMappingW(DWORD dwDesiredAccess, BOOL bInheritHandle,
	NAMEDMAP_WIDE lpName) NAMEDMAP_SYMBOL(OpenFileMappingW);

LPVOID WINAPI MapViewOfFile(HANDLE hFileMappingObject, DWORD dwDesiredAccess,
	DWORD dwFileOffsetHigh, DWORD dwFileOffsetLow,
	SIZE_T dwNumberOfBytesToMap) NAMEDMAP_SYMBOL(MapViewOfFile);
LPVOID WINAPI MapViewOfFileEx(HANDLE hFileMappingObject, DWORD dwDesiredAccess,
	DWORD dwFileOffsetHigh, DWORD dwFileOffsetLow,
	SIZE_T dwNumberOfBytesToMap, LPVOID lpBaseAddress)
	NAMEDMAP_SYMBOL(MapViewOfFileEx);
BOOL WINAPI FlushViewOfFile(LPCVOID lpBaseAddress, SIZE_T dwNumberOfBytesToFlush)
	NAMEDMAP_SYMBOL(FlushViewOfFile);
BOOL WINAPI UnmapViewOfFile(LPCVOID lpBaseAddress)
	NAMEDMAP_SYMBOL(UnmapViewOfFile);
SIZE_T WINAPI VirtualQuery(LPCVOID lpAddress,
	PMEMORY_BASIC_INFORMATION lpBuffer, SIZE_T dwLength)
	NAMEDMAP_SYMBOL(VirtualQuery);

BOOL WINAPI CloseHandle(HANDLE hObject) NAMEDMAP_SYMBOL(CloseHandle);
BOOL WINAPI DuplicateHandle(HANDLE hSourceProcessHandle, HANDLE hSourceHandle,
	HANDLE hTargetProcessHandle, LPHANDLE lpTargetHandle,
	DWORD dwDesiredAccess, BOOL bInheritHandle, DWORD dwOptions)
	NAMEDMAP_SYMBOL(DuplicateHandle);
BOOL WINAPI GetHandleInformation(HANDLE hObject, LPDWORD lpdwFlags)
	NAMEDMAP_SYMBOL(GetHandleInformation);
BOOL WINAPI SetHandleInformation(HANDLE hObject, DWORD dwMask, DWORD dwFlags)
	NAMEDMAP_SYMBOL(SetHandleInformation);

HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES lpEventAttributes,
	BOOL bManualReset, BOOL bInitialState, LPCSTR lpName)
	NAMEDMAP_SYMBOL(CreateEventA);
HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES lpEventAttributes,
	BOOL bManualReset, BOOL bInitialState, NAMEDMAP_WIDE lpName)
	NAMEDMAP_SYMBOL(CreateEventW);
HANDLE WINAPI OpenEventA(DWORD dwDesiredAccess, BOOL bInheritHandle,
	LPCSTR lpName) NAMEDMAP_SYMBOL(OpenEventA);
HANDLE WINAPI OpenEventW(DWORD dwDesiredAccess, BOOL bInheritHandle,
	NAMEDMAP_WIDE lpName) NAMEDMAP_SYMBOL(OpenEventW);

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
BOOL WINAPI SetEndOfFile(HANDLE hFile) NAMEDMAP_SYMBOL(SetEndOfFile);
DWORD WINAPI GetFileSize(HANDLE hFile, LPDWORD lpFileSizeHigh)
	NAMEDMAP_SYMBOL(GetFileSize);
BOOL WINAPI GetFileSizeEx(HANDLE hFile, PLARGE_INTEGER lpFileSize)
	NAMEDMAP_SYMBOL(GetFileSizeEx);
DWORD WINAPI GetFileType(HANDLE hFile) NAMEDMAP_SYMBOL(GetFileType);
BOOL WINAPI FlushFileBuffers(HANDLE hFile) NAMEDMAP_SYMBOL(FlushFileBuffers);
BOOL WINAPI DeleteFileA(LPCSTR lpFileName) NAMEDMAP_SYMBOL(DeleteFileA);
BOOL WINAPI DeleteFileW(NAMEDMAP_WIDE lpFileName) NAMEDMAP_SYMBOL(DeleteFileW);

DWORD WINAPI GetLastError(VOID) NAMEDMAP_SYMBOL(GetLastError);
VOID WINAPI SetLastError(DWORD dwErrCode) NAMEDMAP_SYMBOL(SetLastError);
HANDLE WINAPI GetCurrentProcess(VOID) NAMEDMAP_SYMBOL(GetCurrentProcess);
DWORD WINAPI GetCurrentProcessId(VOID) NAMEDMAP_SYMBOL(GetCurrentProcessId);
DWORD WINAPI GetCurrentThreadId(VOID) NAMEDMAP_SYMBOL(GetCurrentThreadId);
VOID WINAPI ExitProcess(UINT uExitCode)
	NAMEDMAP_SYMBOL(ExitProcess) __attribute__((__noreturn__));
VOID WINAPI GetSystemInfo(LPSYSTEM_INFO lpSystemInfo)
	NAMEDMAP_SYMBOL(GetSystemInfo);
DWORD WINAPI GetTickCount(VOID) NAMEDMAP_SYMBOL(GetTickCount);
ULONGLONG WINAPI GetTickCount64(VOID) NAMEDMAP_SYMBOL(GetTickCount64);
VOID WINAPI Sleep(DWORD dwMilliseconds) NAMEDMAP_SYMBOL(Sleep);

/*
 * A handle is a file descriptor in other clothes; these two convert. Like on
 * Windows, both then stand for one open object: closing either closes it.
 */
LONG_PTR _get_osfhandle(int fd) NAMEDMAP_SYMBOL(_get_osfhandle);
int _open_osfhandle(LONG_PTR osfhandle, int flags)
	NAMEDMAP_SYMBOL(_open_osfhandle);

#ifdef __cplusplus
}
#endif

#ifdef UNICODE
#define NAMEDMAP_AW(name) name##W
#else
#define NAMEDMAP_AW(name) name##A
#endif
#define CreateFileMapping	NAMEDMAP_AW(CreateFileMapping)
#define OpenFileMapping		NAMEDMAP_AW(OpenFileMapping)
#define CreateEvent		NAMEDMAP_AW(CreateEvent)
#define OpenEvent		NAMEDMAP_AW(OpenEvent)
#define CreateFile		NAMEDMAP_AW(CreateFile)
#define CreateFileForMapping	NAMEDMAP_AW(CreateFileForMapping)
#define DeleteFile		NAMEDMAP_AW(DeleteFile)

#endif
