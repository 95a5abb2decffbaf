/* SPDX-License-Identifier: MIT */
/* Of multimedia, the clock. */
#ifndef NAMEDMAP_MMSYSTEM_H
#define NAMEDMAP_MMSYSTEM_H

#include "timeapi.h"

#endif
