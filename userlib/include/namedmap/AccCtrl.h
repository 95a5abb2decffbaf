/* SPDX-License-Identifier: MIT */
#include "accctrl.h"
