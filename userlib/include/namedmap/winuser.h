/* SPDX-License-Identifier: MIT */
/* What programs without windows use of windows: messages and wsprintf. */
#ifndef NAMEDMAP_WINUSER_H
#define NAMEDMAP_WINUSER_H

#include "winnt.h"

#define MB_OK			0x00000000
#define MB_OKCANCEL		0x00000001
#define MB_ABORTRETRYIGNORE	0x00000002
#define MB_YESNOCANCEL		0x00000003
#define MB_YESNO		0x00000004
#define MB_RETRYCANCEL		0x00000005
#define MB_ICONHAND		0x00000010
#define MB_ICONERROR		0x00000010
#define MB_ICONSTOP		0x00000010
#define MB_ICONQUESTION		0x00000020
#define MB_ICONEXCLAMATION	0x00000030
#define MB_ICONWARNING		0x00000030
#define MB_ICONASTERISK		0x00000040
#define MB_ICONINFORMATION	0x00000040
#define MB_DEFBUTTON1		0x00000000
#define MB_DEFBUTTON2		0x00000100
#define MB_SYSTEMMODAL		0x00001000
#define MB_TASKMODAL		0x00002000
#define MB_SETFOREGROUND	0x00010000
#define MB_TOPMOST		0x00040000
#define MB_SERVICE_NOTIFICATION	0x00200000
#define IDOK			1
#define IDCANCEL		2
#define IDABORT			3
#define IDRETRY			4
#define IDIGNORE		5
#define IDYES			6
#define IDNO			7

#define HWND_DESKTOP		((HWND)0)

#ifdef __cplusplus
extern "C" {
#endif

int WINAPI MessageBoxA(HWND hWnd, LPCSTR lpText, LPCSTR lpCaption, UINT uType)
	NAMEDMAP_SYMBOL(MessageBoxA);
int WINAPI MessageBoxW(HWND hWnd, NAMEDMAP_WIDE lpText, NAMEDMAP_WIDE lpCaption,
	UINT uType) NAMEDMAP_SYMBOL(MessageBoxW);
int WINAPI wvsprintfA(LPSTR to, LPCSTR format, va_list arglist)
	NAMEDMAP_SYMBOL(wvsprintfA);
int WINAPI wvsprintfW(LPWSTR to, NAMEDMAP_WIDE format, va_list arglist)
	NAMEDMAP_SYMBOL(wvsprintfW);

/* LONG and DWORD have 32 bits here: %ld and %lu are right for them. */
NAMEDMAP_INLINE int wsprintfA(LPSTR to, LPCSTR format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = wvsprintfA(to, format, arguments);
	va_end(arguments);
	return length;
}

NAMEDMAP_INLINE int wsprintfW(LPWSTR to, LPCWSTR format, ...)
{
#if defined(__cplusplus) || defined(NAMEDMAP_PLAIN_STRINGS)
	LPCWSTR wide = format;
#else
	NAMEDMAP_WIDE wide = { format };
#endif
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = wvsprintfW(to, wide, arguments);
	va_end(arguments);
	return length;
}

/* Nothing is heard. */
NAMEDMAP_INLINE BOOL MessageBeep(UINT type)
{
	(void)type;
	return TRUE;
}

#ifdef __cplusplus
}
#endif

#define MessageBox		NAMEDMAP_AW(MessageBox)
#define wvsprintf		NAMEDMAP_AW(wvsprintf)
#define wsprintf		NAMEDMAP_AW(wsprintf)

#endif
