/* SPDX-License-Identifier: MIT */
/* The _t names of programs that are built without _UNICODE. */
#ifndef NAMEDMAP_TCHAR_H
#define NAMEDMAP_TCHAR_H

#ifdef _UNICODE
#error "the wide _t names are not offered yet: build without UNICODE and _UNICODE"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "windef.h"

#define _T(quote) quote
#define _TEXT(quote) quote
#define _TCHAR char
#define _tmain main
#define _tprintf printf
#define _ftprintf fprintf
#define _stprintf sprintf
#define _sntprintf snprintf
#define _vtprintf vprintf
#define _vftprintf vfprintf
#define _vstprintf vsprintf
#define _tscanf scanf
#define _stscanf sscanf
#define _putts puts
#define _fputts fputs
#define _fgetts fgets
#define _puttchar putchar
#define _puttc putc
#define _gettchar getchar
#define _tfopen fopen
#define _tcslen strlen
#define _tcscpy strcpy
#define _tcsncpy strncpy
#define _tcscat strcat
#define _tcsncat strncat
#define _tcscmp strcmp
#define _tcsncmp strncmp
#define _tcsicmp strcasecmp
#define _tcsnicmp strncasecmp
#define _tcschr strchr
#define _tcsrchr strrchr
#define _tcsstr strstr
#define _tcsdup strdup
#define _tcstok strtok
#define _tcstol strtol
#define _tcstoul strtoul
#define _ttoi atoi
#define _ttol atol
#define _tgetenv getenv

#endif
