/* SPDX-License-Identifier: MIT */
/* Types by their size. */
#ifndef NAMEDMAP_BASETSD_H
#define NAMEDMAP_BASETSD_H

#include "windef.h"

#endif
