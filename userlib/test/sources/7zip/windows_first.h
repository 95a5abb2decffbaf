/* SPDX-License-Identifier: MIT */
/* These sources choose by _WIN32, which windows.h does not allow before it. */
#include <windows.h>

#define _WIN32 1
