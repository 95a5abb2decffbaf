/* SPDX-License-Identifier: MIT */
#define __WINE__
#include <windows.h>
