/* SPDX-License-Identifier: MIT */
#define UNICODE
#define _UNICODE
#include <windows.h>
#include <tchar.h>
