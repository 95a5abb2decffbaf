/* SPDX-License-Identifier: MIT */
/* GUID. */
#ifndef NAMEDMAP_GUIDDEF_H
#define NAMEDMAP_GUIDDEF_H

#include "windef.h"

#endif
