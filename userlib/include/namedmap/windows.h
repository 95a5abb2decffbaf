/* SPDX-License-Identifier: MIT */
/*
 * The Win32 calls of libnamedmap, for programs written for Windows.
 *
 * Names, types and values are Windows' own in the source; in the object file
 * every call is called namedmap_ plus its name, so that other libraries which
 * export the same names can live in the same process.
 *
 *	gcc prog.c $(pkg-config --cflags --libs namedmap)
 *
 * Give the flags to the files or targets that need them, and do not define
 * _WIN32: this is Linux. Strings of the A calls are UTF-8, those of the W calls
 * UTF-16, written u"..." or TEXT("...") with UNICODE defined; L"..." has 32-bit
 * characters here and is refused by the compiler, unless the program is built with
 * the flags of pkg-config namedmap-wide. Define NAMEDMAP_WINDOWS_PRINTF, and printf
 * takes %lu for a DWORD (crtprintf.h).
 */
#ifndef NAMEDMAP_WINDOWS_H
#define NAMEDMAP_WINDOWS_H

#if defined(_WIN32)
#error "this windows.h is for Linux programs: take the namedmap flags away from Windows targets, and do not define _WIN32"
#endif
#if defined(__WINE__) || defined(__WINESRC__) || defined(_WINDEF_) || \
	defined(__WINE_WINDEF_H) || defined(__WINE_WINDOWS_H)
#error "Wine's headers and this windows.h cannot be used in one file"
#endif

#include "windef.h"
#include "winerror.h"
#include "winnt.h"
#include "winbase.h"
#include "wininline.h"
#include "interlockedapi.h"
#include "winnls.h"
#include "wincon.h"
#include "winuser.h"
#include "crtsafe.h"
#include "crtnames.h"
#include "crtsystem.h"

#endif
