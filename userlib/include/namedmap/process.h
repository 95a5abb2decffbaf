/* SPDX-License-Identifier: MIT */
/* Nothing but windows.h, which has _getpid. */
#include "windows.h"
