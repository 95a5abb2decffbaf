/* SPDX-License-Identifier: MIT */
/* Compiles in C and C++ without a warning, in A and in UNICODE builds. */
#include <windows.h>
#include <aclapi.h>
#include <direct.h>
#include <io.h>
#include <process.h>
#include <sddl.h>
#include <conio.h>
#include <WinUser.h>
#include <crtdbg.h>
#include <intrin.h>
#include <lmcons.h>
#include <mmsystem.h>
#include <sdkddkver.h>
#include <strsafe.h>
/* C++ for 32 bits lacks the <stdlib.h> of tchar.h on some machines. */
#if !defined(UNICODE) && !(defined(__cplusplus) && defined(__i386__))
#include <tchar.h>
#endif
#include <string.h>

#if defined(__cplusplus) && (defined(min) || defined(max))
#error "min and max are macros in C++"
#endif

C_ASSERT(sizeof(HALF_PTR) * 2 == sizeof(void *));

typedef __declspec(align(16)) struct aligned { LONGLONG first; } ALIGNED;

__declspec(dllexport) int exported(_In_reads_(count) const int *list,
				   _In_ int count);
__declspec(dllexport) int exported(_In_reads_(count) const int *list,
				   _In_ int count)
{
	return count ? list[0] : 0;
}

static __forceinline int __fastcall strings(void)
{
	char to[20];
	TCHAR text[20];
	DWORD_PTR number = 0;
	SHORT narrow = 0;
	LONGLONG wide = 0;
	PVOID pointer = NULL;

	strcpy_s(to, sizeof(to), "a");
	strcat_s(to, _countof(to), "b");
	sprintf_s(to, sizeof(to), "%d", 1);
	_snprintf_s(to, sizeof(to), _TRUNCATE, "%d", 1);
	memcpy_s(to, sizeof(to), "x", 2);
#ifdef __cplusplus
	DWORD counter = 0;

	strcpy_s(to, "a");
	strcat_s(to, "b");
	sprintf_s(to, "%d", 1);
	InterlockedIncrement(&counter);
#endif
	lstrcpy(text, TEXT("%lu"));
	wsprintf(text, text, (DWORD)1);
	if (FALSE)
		MessageBox(NULL, text, TEXT("title"), MB_OK | MB_ICONERROR);
	SetConsoleTitle(TEXT("title"));
	InterlockedIncrement16(&narrow);
	InterlockedExchangeAdd64(&wide, 1);
	InterlockedExchangePointer(&pointer, &number);
	YieldProcessor();
	return _stricmp(to, "x") + lstrcmpi(text, text);
}

static HANDLE CALLBACK create(LPCTSTR name, LPSECURITY_ATTRIBUTES attributes)
{
	return CreateFileMapping(INVALID_HANDLE_VALUE, attributes,
				 PAGE_READWRITE, 0, 1, name);
}

static void secure(LPSECURITY_ATTRIBUTES attributes)
{
	SID_IDENTIFIER_AUTHORITY world = SECURITY_WORLD_SID_AUTHORITY;
	static SECURITY_DESCRIPTOR descriptor;
	PSECURITY_DESCRIPTOR read = NULL;
	PSID everyone = NULL;

	InitializeSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION);
	SetSecurityDescriptorDacl(&descriptor, TRUE, (PACL)NULL, FALSE);
	AllocateAndInitializeSid(&world, 1, SECURITY_WORLD_RID, 0, 0, 0, 0, 0,
				 0, 0, &everyone);
	FreeSid(everyone);
	ConvertStringSecurityDescriptorToSecurityDescriptor(
		TEXT("D:(A;;GA;;;WD)"), SDDL_REVISION_1, &read, NULL);
	LocalFree(read);
	GetSecurityInfo(NULL, SE_KERNEL_OBJECT, OWNER_SECURITY_INFORMATION,
			&everyone, NULL, NULL, NULL, &read);
	attributes->nLength = sizeof(*attributes);
	attributes->lpSecurityDescriptor = &descriptor;
	attributes->bInheritHandle = FALSE;
}

int main(void)
{
	WCHAR buffer[8] = { 'x', 0 };
	LPWSTR writable = buffer;
	LPCWSTR constant = buffer;
	HANDLE (WINAPI *ansi)(DWORD, BOOL, LPCSTR) = OpenFileMappingA;
	ULARGE_INTEGER number;
	OVERLAPPED place;
	STARTUPINFO startup;
	PROCESS_INFORMATION process;
	DWORD written = 0;
	__int64 big = 1;
	SECURITY_ATTRIBUTES attributes;
	LONG counter = 0;
	char text[40];

	strings();
	secure(&attributes);
	CloseHandle(create(TEXT("name"), NULL));
	CloseHandle(create(TEXT("name"), &attributes));
	CloseHandle(CreateFileMappingFromApp(NULL, NULL, PAGE_READONLY, 1,
					     u"literal"));
	CloseHandle(CreateEventW(NULL, TRUE, FALSE, NULL));
	CloseHandle(CreateEventW(NULL, TRUE, FALSE, writable));
	CloseHandle(CreateEventW(NULL, TRUE, FALSE, constant));
	CloseHandle(CreateEventW(NULL, TRUE, FALSE, u"literal"));
	WaitForSingleObject(NULL, INFINITE);
	ZeroMemory(&startup, sizeof(startup));
	CreateProcess(TEXT("/nonexistent"), NULL, NULL, NULL, FALSE, 0, NULL,
		      TEXT("/"), &startup, &process);
	CreateProcessW(u"/nonexistent", writable, NULL, NULL, FALSE, 0, NULL,
		       constant, NULL, &process);
	GetModuleHandle(NULL);
	GetModuleHandleW(u"name");
	CloseHandle(ansi(FILE_MAP_READ, FALSE, "name"));
	InterlockedIncrement(&counter);
	MemoryBarrier();
	wsprintfA(text, "%d", (int)counter);
	ZeroMemory(&place, sizeof(place));
	place.Offset = LOWORD(0x12345);
	number.QuadPart = (ULONGLONG)big;
	number.u.HighPart = 0;
	WriteFile(INVALID_HANDLE_VALUE, "x", 1, &written, &place);
	return lstrlenA(text) - 1 + (int)number.LowPart - 1 + (GetLastError() == NO_ERROR);
}
