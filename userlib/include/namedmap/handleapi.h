/* SPDX-License-Identifier: MIT */
/* Handles of every kind. */
#ifndef NAMEDMAP_HANDLEAPI_H
#define NAMEDMAP_HANDLEAPI_H

#include "minwinbase.h"
#include "winnt.h"

#define INVALID_HANDLE_VALUE		((HANDLE)(LONG_PTR)-1)

#ifdef __cplusplus
extern "C" {
#endif

BOOL WINAPI CloseHandle(HANDLE hObject) NAMEDMAP_SYMBOL(CloseHandle);
BOOL WINAPI CompareObjectHandles(HANDLE hFirstObjectHandle,
	HANDLE hSecondObjectHandle) NAMEDMAP_SYMBOL(CompareObjectHandles);
BOOL WINAPI DuplicateHandle(HANDLE hSourceProcessHandle, HANDLE hSourceHandle,
	HANDLE hTargetProcessHandle, LPHANDLE lpTargetHandle,
	DWORD dwDesiredAccess, BOOL bInheritHandle, DWORD dwOptions)
	NAMEDMAP_SYMBOL(DuplicateHandle);
BOOL WINAPI GetHandleInformation(HANDLE hObject, LPDWORD lpdwFlags)
	NAMEDMAP_SYMBOL(GetHandleInformation);
BOOL WINAPI SetHandleInformation(HANDLE hObject, DWORD dwMask, DWORD dwFlags)
	NAMEDMAP_SYMBOL(SetHandleInformation);

#ifdef __cplusplus
}
#endif

#endif
