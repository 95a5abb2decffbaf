/* SPDX-License-Identifier: MIT */
#include "psapi.h"
