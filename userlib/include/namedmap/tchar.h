/* SPDX-License-Identifier: MIT */
/*
 * The _t names: those of char, or with _UNICODE those of wchar_t, which has to
 * have 16 bits for that.
 */
#ifndef NAMEDMAP_TCHAR_H
#define NAMEDMAP_TCHAR_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "windef.h"
#include "crtsafe.h"
#include "crtnames.h"

#ifdef _UNICODE
#if __SIZEOF_WCHAR_T__ != 2
#error "the wide _t names need wchar_t with 16 bits: take the flags of pkg-config --cflags namedmap-wide, or build without UNICODE and _UNICODE"
#endif
#include <wchar.h>
#include <wctype.h>

typedef wchar_t _TCHAR, _TSCHAR, _TUCHAR, _TXCHAR;
#define _TEXT(quote) NAMEDMAP_WIDE_TEXT(quote)
#define NAMEDMAP_WIDE_TEXT(quote) L##quote
/* The name that a call has for char, and for wchar_t. */
#define NAMEDMAP_T(narrow, wide) wide
#define _TEOF WEOF
#else
typedef char _TCHAR, _TXCHAR;
typedef signed char _TSCHAR;
typedef unsigned char _TUCHAR;
#define _TEXT(quote) quote
#define NAMEDMAP_T(narrow, wide) narrow
#define _TEOF EOF
#endif
typedef int _TINT;

#define _T(quote) _TEXT(quote)
#ifndef __T
#define __T(quote) _TEXT(quote)
#endif

#define _tmain NAMEDMAP_T(main, wmain)
#define _targv NAMEDMAP_T(__argv, __wargv)

#define _tprintf NAMEDMAP_T(printf, wprintf)
#define _ftprintf NAMEDMAP_T(fprintf, fwprintf)
#define _stprintf NAMEDMAP_T(sprintf, _swprintf)
#define _sntprintf NAMEDMAP_T(_snprintf, _snwprintf)
#define _vtprintf NAMEDMAP_T(vprintf, vwprintf)
#define _vftprintf NAMEDMAP_T(vfprintf, vfwprintf)
#define _vstprintf NAMEDMAP_T(vsprintf, _vswprintf)
#define _vsntprintf NAMEDMAP_T(_vsnprintf, _vsnwprintf)
#define _tprintf_s NAMEDMAP_T(printf, wprintf)
#define _ftprintf_s NAMEDMAP_T(fprintf, fwprintf)
#define _stprintf_s NAMEDMAP_T(sprintf_s, swprintf_s)
#define _sntprintf_s NAMEDMAP_T(_snprintf_s, _snwprintf_s)
#define _vstprintf_s NAMEDMAP_T(vsprintf_s, vswprintf_s)
#define _vsntprintf_s NAMEDMAP_T(_vsnprintf_s, _vsnwprintf_s)
#define _sctprintf NAMEDMAP_T(_scprintf, _scwprintf)
#define _vsctprintf NAMEDMAP_T(_vscprintf, _vscwprintf)
#define _tcprintf NAMEDMAP_T(_cprintf, _cwprintf)
#define _cputts NAMEDMAP_T(_cputs, _cputws)
#define _gettch NAMEDMAP_T(_getch, _getwch)
#define _gettche NAMEDMAP_T(_getche, _getwche)
#define _puttch NAMEDMAP_T(_putch, _putwch)
#define _tscanf NAMEDMAP_T(scanf, wscanf)
#define _ftscanf NAMEDMAP_T(fscanf, fwscanf)
#define _stscanf NAMEDMAP_T(sscanf, swscanf)
#define _stscanf_s NAMEDMAP_T(sscanf_s, swscanf_s)

#define _putts NAMEDMAP_T(puts, _putws)
#define _fputts NAMEDMAP_T(fputs, fputws)
#define _fgetts NAMEDMAP_T(fgets, fgetws)
#define _puttchar NAMEDMAP_T(putchar, putwchar)
#define _puttc NAMEDMAP_T(putc, putwc)
#define _fputtc NAMEDMAP_T(fputc, fputwc)
#define _gettchar NAMEDMAP_T(getchar, getwchar)
#define _gettc NAMEDMAP_T(getc, getwc)
#define _fgettc NAMEDMAP_T(fgetc, fgetwc)
#define _ungettc NAMEDMAP_T(ungetc, ungetwc)
#define _tfopen NAMEDMAP_T(fopen, _wfopen)
#define _tfopen_s NAMEDMAP_T(fopen_s, _wfopen_s)
#define _tfreopen NAMEDMAP_T(freopen, _wfreopen)
#define _tperror NAMEDMAP_T(perror, _wperror)
#define _tremove NAMEDMAP_T(remove, _wremove)
#define _trename NAMEDMAP_T(rename, _wrename)
#define _tunlink NAMEDMAP_T(unlink, _wunlink)
#define _taccess NAMEDMAP_T(access, _waccess)
#define _topen NAMEDMAP_T(open, _wopen)
#define _tfdopen NAMEDMAP_T(fdopen, _wfdopen)
#define _tchdir NAMEDMAP_T(chdir, _wchdir)
#define _tmkdir NAMEDMAP_T(_mkdir, _wmkdir)
#define _trmdir NAMEDMAP_T(_rmdir, _wrmdir)
#define _tgetcwd NAMEDMAP_T(getcwd, _wgetcwd)
#define _tsystem NAMEDMAP_T(system, _wsystem)

#define _tcslen NAMEDMAP_T(strlen, wcslen)
#define _tcsnlen NAMEDMAP_T(strnlen, wcsnlen)
#define _tcsclen NAMEDMAP_T(strlen, wcslen)
#define _tcscpy NAMEDMAP_T(strcpy, wcscpy)
#define _tcsncpy NAMEDMAP_T(strncpy, wcsncpy)
#define _tcscat NAMEDMAP_T(strcat, wcscat)
#define _tcsncat NAMEDMAP_T(strncat, wcsncat)
#define _tcscpy_s NAMEDMAP_T(strcpy_s, wcscpy_s)
#define _tcsncpy_s NAMEDMAP_T(strncpy_s, wcsncpy_s)
#define _tcscat_s NAMEDMAP_T(strcat_s, wcscat_s)
#define _tcsncat_s NAMEDMAP_T(strncat_s, wcsncat_s)
#define _tcscmp NAMEDMAP_T(strcmp, wcscmp)
#define _tcsncmp NAMEDMAP_T(strncmp, wcsncmp)
#define _tcsnccmp NAMEDMAP_T(strncmp, wcsncmp)
#define _tcsicmp NAMEDMAP_T(strcasecmp, _wcsicmp)
#define _tcscmpi NAMEDMAP_T(strcasecmp, _wcsicmp)
#define _tcsnicmp NAMEDMAP_T(strncasecmp, _wcsnicmp)
#define _tcsncicmp NAMEDMAP_T(strncasecmp, _wcsnicmp)
#define _tcscoll NAMEDMAP_T(strcoll, wcscoll)
#define _tcschr NAMEDMAP_T(strchr, wcschr)
#define _tcsrchr NAMEDMAP_T(strrchr, wcsrchr)
#define _tcsstr NAMEDMAP_T(strstr, wcsstr)
#define _tcsspn NAMEDMAP_T(strspn, wcsspn)
#define _tcscspn NAMEDMAP_T(strcspn, wcscspn)
#define _tcspbrk NAMEDMAP_T(strpbrk, wcspbrk)
#define _tcsdup NAMEDMAP_T(strdup, _wcsdup)
#define _tcstok NAMEDMAP_T(strtok, _wcstok)
#define _tcstok_s NAMEDMAP_T(strtok_r, wcstok_s)
#define _tcslwr NAMEDMAP_T(_strlwr, _wcslwr)
#define _tcsupr NAMEDMAP_T(_strupr, _wcsupr)
#define _tcsrev NAMEDMAP_T(_strrev, _wcsrev)

#define _tcsftime NAMEDMAP_T(strftime, wcsftime)
#define _tcserror NAMEDMAP_T(strerror, _wcserror)
#define _tcsinc(place) ((place) + 1)
#define _tcsdec(start, place) ((place) > (start) ? (place) - 1 : NULL)

#define _tcstol NAMEDMAP_T(strtol, wcstol)
#define _tcstoul NAMEDMAP_T(strtoul, wcstoul)
#define _tcstod NAMEDMAP_T(strtod, wcstod)
#define _tcstoi64 NAMEDMAP_T(strtoll, _wcstoi64)
#define _tcstoui64 NAMEDMAP_T(strtoull, _wcstoui64)
#define _ttoi NAMEDMAP_T(atoi, _wtoi)
#define _ttol NAMEDMAP_T(atol, _wtol)
#define _ttoi64 NAMEDMAP_T(atoll, _wtoi64)
#define _tstoi NAMEDMAP_T(atoi, _wtoi)
#define _tstol NAMEDMAP_T(atol, _wtol)
#define _tstof NAMEDMAP_T(atof, _wtof)
#define _itot NAMEDMAP_T(_itoa, _itow)
#define _itot_s NAMEDMAP_T(_itoa_s, _itow_s)
#define _ultot NAMEDMAP_T(_ultoa, _ultow)
#define _i64tot NAMEDMAP_T(_i64toa, _i64tow)
#define _ui64tot NAMEDMAP_T(_ui64toa, _ui64tow)
#define _tgetenv NAMEDMAP_T(getenv, _wgetenv)
#define _tputenv NAMEDMAP_T(putenv, _wputenv)

#define _istalpha NAMEDMAP_T(isalpha, iswalpha)
#define _istdigit NAMEDMAP_T(isdigit, iswdigit)
#define _istxdigit NAMEDMAP_T(isxdigit, iswxdigit)
#define _istalnum NAMEDMAP_T(isalnum, iswalnum)
#define _istspace NAMEDMAP_T(isspace, iswspace)
#define _istupper NAMEDMAP_T(isupper, iswupper)
#define _istlower NAMEDMAP_T(islower, iswlower)
#define _istpunct NAMEDMAP_T(ispunct, iswpunct)
#define _istprint NAMEDMAP_T(isprint, iswprint)
#define _istcntrl NAMEDMAP_T(iscntrl, iswcntrl)
#define _totupper NAMEDMAP_T(toupper, towupper)
#define _totlower NAMEDMAP_T(tolower, towlower)

#endif
