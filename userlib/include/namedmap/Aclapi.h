/* SPDX-License-Identifier: MIT */
#include "aclapi.h"
