/* SPDX-License-Identifier: MIT */
/* The longest name of a user. */
#ifndef NAMEDMAP_LMCONS_H
#define NAMEDMAP_LMCONS_H

#include "crtsystem.h"

#endif
