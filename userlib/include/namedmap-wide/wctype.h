/* SPDX-License-Identifier: MIT */
/* The C library's, with the WEOF of <wchar.h>. */
#ifndef NAMEDMAP_WIDE_WCTYPE_H
#define NAMEDMAP_WIDE_WCTYPE_H

#pragma GCC system_header
#include_next <wctype.h>
#include <crtwide.h>

#endif
