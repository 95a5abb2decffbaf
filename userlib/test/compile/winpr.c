/* SPDX-License-Identifier: MIT */
/*
 * One process with this library and with WinPR, which exports the Win32 names
 * themselves. Each must get its own calls. WinPR's headers cannot stand beside
 * ours, so its functions are declared here.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

void *winpr_CreateEventA(void *, int, int, const char *) __asm__("CreateEventA");
int winpr_CloseHandle(void *) __asm__("CloseHandle");
unsigned int winpr_WaitForSingleObject(void *, unsigned int)
	__asm__("WaitForSingleObject");

static int comes_from(void *function, const char *library)
{
	Dl_info info;

	return dladdr(function, &info) && strstr(info.dli_fname, library);
}

int main(void)
{
	void *event;
	HANDLE file;

	if (!comes_from((void *)CloseHandle, "libnamedmap") ||
	    !comes_from((void *)winpr_CloseHandle, "libwinpr"))
		return 1;
	event = winpr_CreateEventA(NULL, 1, 1, NULL);
	file = CreateFileA("/dev/null", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0,
			   NULL);
	if (!event || file == INVALID_HANDLE_VALUE)
		return 2;
	if (winpr_WaitForSingleObject(event, 0))
		return 3;
	/* Neither knows the other's handles. */
	if (CloseHandle(event) || GetLastError() != ERROR_INVALID_HANDLE)
		return 4;
	return !CloseHandle(file) || !winpr_CloseHandle(event);
}
