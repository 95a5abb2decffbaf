/* SPDX-License-Identifier: MIT */
/*
 * The console. What only changes its looks is accepted and does nothing; its
 * text is UTF-8.
 */
#ifndef NAMEDMAP_WINCON_H
#define NAMEDMAP_WINCON_H

#include "winnt.h"
#include "winnls.h"

#define FOREGROUND_BLUE			0x0001
#define FOREGROUND_GREEN		0x0002
#define FOREGROUND_RED			0x0004
#define FOREGROUND_INTENSITY		0x0008
#define BACKGROUND_BLUE			0x0010
#define BACKGROUND_GREEN		0x0020
#define BACKGROUND_RED			0x0040
#define BACKGROUND_INTENSITY		0x0080

#ifdef __cplusplus
extern "C" {
#endif

NAMEDMAP_INLINE BOOL SetConsoleTitleA(LPCSTR title)
{
	return title != NULL;
}

NAMEDMAP_INLINE BOOL SetConsoleTitleW(LPCWSTR title)
{
	return title != NULL;
}

NAMEDMAP_INLINE BOOL SetConsoleTextAttribute(HANDLE output, WORD attributes)
{
	(void)attributes;
	return output != NULL;
}

NAMEDMAP_INLINE UINT GetConsoleCP(VOID)
{
	return CP_UTF8;
}

NAMEDMAP_INLINE UINT GetConsoleOutputCP(VOID)
{
	return CP_UTF8;
}

NAMEDMAP_INLINE BOOL SetConsoleCP(UINT code_page)
{
	(void)code_page;
	return TRUE;
}

NAMEDMAP_INLINE BOOL SetConsoleOutputCP(UINT code_page)
{
	(void)code_page;
	return TRUE;
}

NAMEDMAP_INLINE BOOL Beep(DWORD frequency, DWORD duration)
{
	(void)frequency;
	(void)duration;
	return TRUE;
}

#ifdef __cplusplus
}
#endif

#define SetConsoleTitle		NAMEDMAP_AW(SetConsoleTitle)

#endif
