/* SPDX-License-Identifier: MIT */
/* Processes and threads. */
#ifndef NAMEDMAP_PROCESSTHREADSAPI_H
#define NAMEDMAP_PROCESSTHREADSAPI_H

#include "minwinbase.h"
#include "winnt.h"

#define DEBUG_PROCESS			0x00000001
#define DEBUG_ONLY_THIS_PROCESS		0x00000002
#define CREATE_SUSPENDED		0x00000004
#define DETACHED_PROCESS		0x00000008
#define CREATE_NEW_CONSOLE		0x00000010
#define NORMAL_PRIORITY_CLASS		0x00000020
#define IDLE_PRIORITY_CLASS		0x00000040
#define HIGH_PRIORITY_CLASS		0x00000080
#define REALTIME_PRIORITY_CLASS		0x00000100
#define CREATE_NEW_PROCESS_GROUP	0x00000200
#define CREATE_UNICODE_ENVIRONMENT	0x00000400
#define BELOW_NORMAL_PRIORITY_CLASS	0x00004000
#define ABOVE_NORMAL_PRIORITY_CLASS	0x00008000
#define EXTENDED_STARTUPINFO_PRESENT	0x00080000
#define CREATE_BREAKAWAY_FROM_JOB	0x01000000
#define CREATE_DEFAULT_ERROR_MODE	0x04000000
#define CREATE_NO_WINDOW		0x08000000

#define STACK_SIZE_PARAM_IS_A_RESERVATION 0x00010000

#define THREAD_PRIORITY_IDLE		(-15)
#define THREAD_PRIORITY_LOWEST		(-2)
#define THREAD_PRIORITY_BELOW_NORMAL	(-1)
#define THREAD_PRIORITY_NORMAL		0
#define THREAD_PRIORITY_ABOVE_NORMAL	1
#define THREAD_PRIORITY_HIGHEST		2
#define THREAD_PRIORITY_TIME_CRITICAL	15
#define THREAD_PRIORITY_ERROR_RETURN	0x7fffffff

#define TLS_MINIMUM_AVAILABLE		64
#define TLS_OUT_OF_INDEXES		0xffffffffu

#define STARTF_USESHOWWINDOW		0x00000001
#define STARTF_USESIZE			0x00000002
#define STARTF_USEPOSITION		0x00000004
#define STARTF_USESTDHANDLES		0x00000100

/* What is answered as the exit code of a process or thread that runs. */
#define STILL_ACTIVE			259

#define NAMEDMAP_STARTUPINFO(name, string) \
typedef struct _##name { \
	DWORD cb; \
	string lpReserved; \
	string lpDesktop; \
	string lpTitle; \
	DWORD dwX; \
	DWORD dwY; \
	DWORD dwXSize; \
	DWORD dwYSize; \
	DWORD dwXCountChars; \
	DWORD dwYCountChars; \
	DWORD dwFillAttribute; \
	DWORD dwFlags; \
	WORD wShowWindow; \
	WORD cbReserved2; \
	LPBYTE lpReserved2; \
	HANDLE hStdInput; \
	HANDLE hStdOutput; \
	HANDLE hStdError; \
} name, *LP##name

NAMEDMAP_STARTUPINFO(STARTUPINFOA, LPSTR);
NAMEDMAP_STARTUPINFO(STARTUPINFOW, LPWSTR);
#undef NAMEDMAP_STARTUPINFO
#ifdef UNICODE
typedef STARTUPINFOW STARTUPINFO;
typedef LPSTARTUPINFOW LPSTARTUPINFO;
#else
typedef STARTUPINFOA STARTUPINFO;
typedef LPSTARTUPINFOA LPSTARTUPINFO;
#endif

typedef struct _PROCESS_INFORMATION {
	HANDLE hProcess;
	HANDLE hThread;
	DWORD dwProcessId;
	DWORD dwThreadId;
} PROCESS_INFORMATION, *PPROCESS_INFORMATION, *LPPROCESS_INFORMATION;

typedef DWORD (WINAPI *PTHREAD_START_ROUTINE)(LPVOID lpThreadParameter);
typedef PTHREAD_START_ROUTINE LPTHREAD_START_ROUTINE;

#ifdef __cplusplus
extern "C" {
#endif

BOOL WINAPI CreateProcessA(LPCSTR lpApplicationName, LPSTR lpCommandLine,
	LPSECURITY_ATTRIBUTES lpProcessAttributes,
	LPSECURITY_ATTRIBUTES lpThreadAttributes, BOOL bInheritHandles,
	DWORD dwCreationFlags, LPVOID lpEnvironment, LPCSTR lpCurrentDirectory,
	LPSTARTUPINFOA lpStartupInfo,
	LPPROCESS_INFORMATION lpProcessInformation)
	NAMEDMAP_SYMBOL(CreateProcessA);
BOOL WINAPI CreateProcessW(NAMEDMAP_WIDE lpApplicationName,
	LPWSTR lpCommandLine, LPSECURITY_ATTRIBUTES lpProcessAttributes,
	LPSECURITY_ATTRIBUTES lpThreadAttributes, BOOL bInheritHandles,
	DWORD dwCreationFlags, LPVOID lpEnvironment,
	NAMEDMAP_WIDE lpCurrentDirectory, LPSTARTUPINFOW lpStartupInfo,
	LPPROCESS_INFORMATION lpProcessInformation)
	NAMEDMAP_SYMBOL(CreateProcessW);
VOID WINAPI ExitProcess(UINT uExitCode)
	NAMEDMAP_SYMBOL(ExitProcess) __attribute__((__noreturn__));
HANDLE WINAPI GetCurrentProcess(VOID) NAMEDMAP_SYMBOL(GetCurrentProcess);
DWORD WINAPI GetCurrentProcessId(VOID) NAMEDMAP_SYMBOL(GetCurrentProcessId);
DWORD WINAPI GetCurrentThreadId(VOID) NAMEDMAP_SYMBOL(GetCurrentThreadId);
BOOL WINAPI GetExitCodeProcess(HANDLE hProcess, LPDWORD lpExitCode)
	NAMEDMAP_SYMBOL(GetExitCodeProcess);
DWORD WINAPI GetProcessId(HANDLE Process) NAMEDMAP_SYMBOL(GetProcessId);
HANDLE WINAPI OpenProcess(DWORD dwDesiredAccess, BOOL bInheritHandle,
	DWORD dwProcessId) NAMEDMAP_SYMBOL(OpenProcess);
BOOL WINAPI TerminateProcess(HANDLE hProcess, UINT uExitCode)
	NAMEDMAP_SYMBOL(TerminateProcess);

HANDLE WINAPI CreateThread(LPSECURITY_ATTRIBUTES lpThreadAttributes,
	SIZE_T dwStackSize, LPTHREAD_START_ROUTINE lpStartAddress,
	LPVOID lpParameter, DWORD dwCreationFlags, LPDWORD lpThreadId)
	NAMEDMAP_SYMBOL(CreateThread);
VOID WINAPI ExitThread(DWORD dwExitCode)
	NAMEDMAP_SYMBOL(ExitThread) __attribute__((__noreturn__));
HANDLE WINAPI GetCurrentThread(VOID) NAMEDMAP_SYMBOL(GetCurrentThread);
BOOL WINAPI GetExitCodeThread(HANDLE hThread, LPDWORD lpExitCode)
	NAMEDMAP_SYMBOL(GetExitCodeThread);
DWORD WINAPI GetThreadId(HANDLE Thread) NAMEDMAP_SYMBOL(GetThreadId);
int WINAPI GetThreadPriority(HANDLE hThread)
	NAMEDMAP_SYMBOL(GetThreadPriority);
DWORD WINAPI ResumeThread(HANDLE hThread) NAMEDMAP_SYMBOL(ResumeThread);
BOOL WINAPI SetThreadPriority(HANDLE hThread, int nPriority)
	NAMEDMAP_SYMBOL(SetThreadPriority);
DWORD WINAPI SuspendThread(HANDLE hThread) NAMEDMAP_SYMBOL(SuspendThread);
BOOL WINAPI SwitchToThread(VOID) NAMEDMAP_SYMBOL(SwitchToThread);
/* It would leave locks taken for ever, the C library's among them. */
BOOL WINAPI TerminateThread(HANDLE hThread, DWORD dwExitCode) NAMEDMAP_REFUSED(
	"TerminateThread is not offered: tell the thread to end");

/* Accepted, as thread priorities are; the system's order stays as it is. */
NAMEDMAP_INLINE BOOL SetPriorityClass(HANDLE process, DWORD priority_class)
{
	(void)process;
	(void)priority_class;
	return TRUE;
}

NAMEDMAP_INLINE DWORD GetPriorityClass(HANDLE process)
{
	(void)process;
	return NORMAL_PRIORITY_CLASS;
}

/* Whoever started the program says nothing of windows here. */
#define NAMEDMAP_GETSTARTUPINFO(W) \
NAMEDMAP_INLINE VOID GetStartupInfo##W(LPSTARTUPINFO##W startup) \
{ \
	static const STARTUPINFO##W nothing = { \
		sizeof(nothing), NULL, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
		0, NULL, NULL, NULL, NULL \
	}; \
	*startup = nothing; \
}
NAMEDMAP_GETSTARTUPINFO(A)
NAMEDMAP_GETSTARTUPINFO(W)
#undef NAMEDMAP_GETSTARTUPINFO

DWORD WINAPI TlsAlloc(VOID) NAMEDMAP_SYMBOL(TlsAlloc);
BOOL WINAPI TlsFree(DWORD dwTlsIndex) NAMEDMAP_SYMBOL(TlsFree);
LPVOID WINAPI TlsGetValue(DWORD dwTlsIndex) NAMEDMAP_SYMBOL(TlsGetValue);
BOOL WINAPI TlsSetValue(DWORD dwTlsIndex, LPVOID lpTlsValue)
	NAMEDMAP_SYMBOL(TlsSetValue);

#ifdef __cplusplus
}
#endif

#define CreateProcess		NAMEDMAP_AW(CreateProcess)
#define GetStartupInfo		NAMEDMAP_AW(GetStartupInfo)

#endif
