/* SPDX-License-Identifier: MIT */
#define _WIN32
#include <windows.h>
