/* SPDX-License-Identifier: MIT */
/* Base types. */
#ifndef NAMEDMAP_MINWINDEF_H
#define NAMEDMAP_MINWINDEF_H

#include "windef.h"

#endif
