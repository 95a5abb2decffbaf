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
BOOL WINAPI EnumProcesses(DWORD *lpidProcess, DWORD cb, LPDWORD lpcbNeeded)
	NAMEDMAP_CRT(EnumProcesses);
/* Answers the processors before, or 0. */
DWORD_PTR WINAPI SetThreadAffinityMask(HANDLE hThread,
	DWORD_PTR dwThreadAffinityMask) NAMEDMAP_CRT(SetThreadAffinityMask);

#ifdef __cplusplus
}
#endif

#define GetUserName		NAMEDMAP_AW(GetUserName)
#define GetComputerName		NAMEDMAP_AW(GetComputerName)
#define GetCurrentDirectory	NAMEDMAP_AW(GetCurrentDirectory)
#define K32EnumProcesses	EnumProcesses

#endif
