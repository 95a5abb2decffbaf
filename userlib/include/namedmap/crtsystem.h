/* SPDX-License-Identifier: MIT */
/*
 * Calls about the user, the machine and the file system that are in
 * libnamedmap-crt.a, of which a program gets what it calls.
 */
#ifndef NAMEDMAP_CRTSYSTEM_H
#define NAMEDMAP_CRTSYSTEM_H

#include "windef.h"
#include "crtprintf.h"

#define UNLEN				256
#define MAX_COMPUTERNAME_LENGTH		15

#define INVALID_FILE_ATTRIBUTES		((DWORD)-1)
#define MOVEFILE_REPLACE_EXISTING	0x00000001
#define MOVEFILE_COPY_ALLOWED		0x00000002
#define MOVEFILE_WRITE_THROUGH		0x00000008

#define CTRL_C_EVENT			0
#define CTRL_BREAK_EVENT		1
#define CTRL_CLOSE_EVENT		2
#define CTRL_LOGOFF_EVENT		5
#define CTRL_SHUTDOWN_EVENT		6

typedef BOOL (WINAPI *PHANDLER_ROUTINE)(DWORD CtrlType);

#ifdef __cplusplus
extern "C" {
#endif

BOOL WINAPI GetUserNameA(LPSTR lpBuffer, LPDWORD pcbBuffer)
	NAMEDMAP_CRT(GetUserNameA);
BOOL WINAPI GetUserNameW(LPWSTR lpBuffer, LPDWORD pcbBuffer)
	NAMEDMAP_CRT(GetUserNameW);
BOOL WINAPI GetComputerNameA(LPSTR lpBuffer, LPDWORD nSize)
	NAMEDMAP_CRT(GetComputerNameA);
BOOL WINAPI GetComputerNameW(LPWSTR lpBuffer, LPDWORD nSize)
	NAMEDMAP_CRT(GetComputerNameW);
DWORD WINAPI GetCurrentDirectoryA(DWORD nBufferLength, LPSTR lpBuffer)
	NAMEDMAP_CRT(GetCurrentDirectoryA);
DWORD WINAPI GetCurrentDirectoryW(DWORD nBufferLength, LPWSTR lpBuffer)
	NAMEDMAP_CRT(GetCurrentDirectoryW);
BOOL WINAPI SetCurrentDirectoryA(LPCSTR lpPathName)
	NAMEDMAP_CRT(SetCurrentDirectoryA);
BOOL WINAPI SetCurrentDirectoryW(LPCWSTR lpPathName)
	NAMEDMAP_CRT(SetCurrentDirectoryW);

/* FILE_ATTRIBUTE_DIRECTORY, _READONLY where nobody may write, or _NORMAL. */
DWORD WINAPI GetFileAttributesA(LPCSTR lpFileName)
	NAMEDMAP_CRT(GetFileAttributesA);
DWORD WINAPI GetFileAttributesW(LPCWSTR lpFileName)
	NAMEDMAP_CRT(GetFileAttributesW);
BOOL WINAPI CopyFileA(LPCSTR lpExistingFileName, LPCSTR lpNewFileName,
	BOOL bFailIfExists) NAMEDMAP_CRT(CopyFileA);
BOOL WINAPI CopyFileW(LPCWSTR lpExistingFileName, LPCWSTR lpNewFileName,
	BOOL bFailIfExists) NAMEDMAP_CRT(CopyFileW);
BOOL WINAPI MoveFileExA(LPCSTR lpExistingFileName, LPCSTR lpNewFileName,
	DWORD dwFlags) NAMEDMAP_CRT(MoveFileExA);
BOOL WINAPI MoveFileExW(LPCWSTR lpExistingFileName, LPCWSTR lpNewFileName,
	DWORD dwFlags) NAMEDMAP_CRT(MoveFileExW);

BOOL WINAPI EnumProcesses(DWORD *lpidProcess, DWORD cb, LPDWORD lpcbNeeded)
	NAMEDMAP_CRT(EnumProcesses);
/* Answers the processors before, or 0. */
DWORD_PTR WINAPI SetThreadAffinityMask(HANDLE hThread,
	DWORD_PTR dwThreadAffinityMask) NAMEDMAP_CRT(SetThreadAffinityMask);

/* What the keys that end a program do; see namedmap_porting(7). */
BOOL WINAPI SetConsoleCtrlHandler(PHANDLER_ROUTINE HandlerRoutine, BOOL Add)
	NAMEDMAP_CRT(SetConsoleCtrlHandler);
BOOL WINAPI GenerateConsoleCtrlEvent(DWORD dwCtrlEvent,
	DWORD dwProcessGroupId) NAMEDMAP_CRT(GenerateConsoleCtrlEvent);

#ifdef __cplusplus
}
#endif

#define GetUserName		NAMEDMAP_AW(GetUserName)
#define GetComputerName		NAMEDMAP_AW(GetComputerName)
#define GetCurrentDirectory	NAMEDMAP_AW(GetCurrentDirectory)
#define SetCurrentDirectory	NAMEDMAP_AW(SetCurrentDirectory)
#define GetFileAttributes	NAMEDMAP_AW(GetFileAttributes)
#define CopyFile		NAMEDMAP_AW(CopyFile)
#define MoveFileEx		NAMEDMAP_AW(MoveFileEx)
#define MoveFileA(from, to)	MoveFileExA((from), (to), 0)
#define MoveFileW(from, to)	MoveFileExW((from), (to), 0)
#define MoveFile(from, to)	MoveFileEx((from), (to), 0)
#define K32EnumProcesses	EnumProcesses

#endif
