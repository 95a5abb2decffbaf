/* SPDX-License-Identifier: MIT */
/*
 * The C library's <stdlib.h> for programs whose wchar_t has 16 bits. The checks of
 * _FORTIFY_SOURCE count characters of 32 bits.
 */
#ifndef NAMEDMAP_WIDE_STDLIB_H
#define NAMEDMAP_WIDE_STDLIB_H

#pragma GCC system_header
#include <features.h>
#pragma push_macro("__USE_FORTIFY_LEVEL")
#undef __USE_FORTIFY_LEVEL
#define __USE_FORTIFY_LEVEL 0
#pragma push_macro("__USE_EXTERN_INLINES")
#undef __USE_EXTERN_INLINES
#include_next <stdlib.h>
#pragma pop_macro("__USE_EXTERN_INLINES")
#pragma pop_macro("__USE_FORTIFY_LEVEL")
#include <crtwide.h>

#endif
