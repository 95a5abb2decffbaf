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
#define HWND_BROADCAST		((HWND)0xffff)

#define SW_HIDE			0
#define SW_NORMAL		1
#define SW_SHOWNORMAL		1
#define SW_SHOWMINIMIZED	2
#define SW_MAXIMIZE		3
#define SW_SHOWMAXIMIZED	3
#define SW_SHOWNOACTIVATE	4
#define SW_SHOW			5
#define SW_MINIMIZE		6
#define SW_SHOWMINNOACTIVE	7
#define SW_SHOWNA		8
#define SW_RESTORE		9
#define SW_SHOWDEFAULT		10

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

/*
 * The Char calls, for the letters of ASCII. An address with nothing above its
 * lower 16 bits is a character itself, as on Windows.
 */
NAMEDMAP_INLINE unsigned int namedmap_change_case(unsigned int unit, int first)
{
	return unit - (unsigned int)first < 26 ? unit ^ 0x20 : unit;
}

#define NAMEDMAP_CHAR_CASE(name, type, number, first) \
NAMEDMAP_INLINE DWORD name##Buff(type *text, DWORD length) \
{ \
	DWORD i; \
	for (i = 0; i < length; i++) \
		text[i] = (type)namedmap_change_case((number)text[i], first); \
	return length; \
} \
NAMEDMAP_INLINE type *name(type *text) \
{ \
	DWORD length = 0; \
	if ((ULONG_PTR)text <= 0xffff) \
		return (type *)(ULONG_PTR)namedmap_change_case( \
			(number)(ULONG_PTR)text, first); \
	while (text[length]) \
		length++; \
	name##Buff(text, length); \
	return text; \
}

#define CharUpperA namedmap_CharUpperA
#define CharLowerA namedmap_CharLowerA
#define CharUpperW namedmap_CharUpperW
#define CharLowerW namedmap_CharLowerW
#define CharUpperBuffA namedmap_CharUpperABuff
#define CharLowerBuffA namedmap_CharLowerABuff
#define CharUpperBuffW namedmap_CharUpperWBuff
#define CharLowerBuffW namedmap_CharLowerWBuff
NAMEDMAP_CHAR_CASE(namedmap_CharUpperA, CHAR, unsigned char, 'a')
NAMEDMAP_CHAR_CASE(namedmap_CharLowerA, CHAR, unsigned char, 'A')
NAMEDMAP_CHAR_CASE(namedmap_CharUpperW, WCHAR, unsigned short, 'a')
NAMEDMAP_CHAR_CASE(namedmap_CharLowerW, WCHAR, unsigned short, 'A')
#undef NAMEDMAP_CHAR_CASE

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
#define CharUpper		NAMEDMAP_AW(CharUpper)
#define CharLower		NAMEDMAP_AW(CharLower)
#define CharUpperBuff		NAMEDMAP_AW(CharUpperBuff)
#define CharLowerBuff		NAMEDMAP_AW(CharLowerBuff)
#define wvsprintf		NAMEDMAP_AW(wvsprintf)
#define wsprintf		NAMEDMAP_AW(wsprintf)

#endif
