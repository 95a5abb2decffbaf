/* SPDX-License-Identifier: MIT */
/* What the C library's headers share. */
#ifndef NAMEDMAP_CRTDEFS_H
#define NAMEDMAP_CRTDEFS_H

#include "crtsafe.h"

#endif
