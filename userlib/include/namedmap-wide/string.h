/* SPDX-License-Identifier: MIT */
/* On Windows <string.h> has the wide functions too. */
#ifndef NAMEDMAP_WIDE_STRING_H
#define NAMEDMAP_WIDE_STRING_H

#pragma GCC system_header
#include_next <string.h>
#include <crtwide.h>

#endif
