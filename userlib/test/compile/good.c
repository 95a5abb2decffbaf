/* SPDX-License-Identifier: MIT */
/* Compiles in C and C++ without a warning, in A and in UNICODE builds. */
#include <windows.h>
#include <aclapi.h>
#include <io.h>
#include <sddl.h>
#include <conio.h>
#include <string.h>

#if defined(__cplusplus) && (defined(min) || defined(max))
#error "min and max are macros in C++"
#endif

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
