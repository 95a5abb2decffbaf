/* SPDX-License-Identifier: MIT */
/*
 * The C library's <stdio.h> for programs whose wchar_t has 16 bits. The checks of
 * _FORTIFY_SOURCE would go round our printf. The scanf family comes with names in
 * the object file that cannot be changed any more: the C library's gets another
 * name here, and crtwide.h has ours.
 */
#ifndef NAMEDMAP_WIDE_STDIO_H
#define NAMEDMAP_WIDE_STDIO_H

#pragma GCC system_header
#include <features.h>
#ifndef NAMEDMAP_LIBC_PRINTF
#pragma push_macro("__USE_FORTIFY_LEVEL")
#undef __USE_FORTIFY_LEVEL
#define __USE_FORTIFY_LEVEL 0
#pragma push_macro("__USE_EXTERN_INLINES")
#undef __USE_EXTERN_INLINES
#define scanf namedmap_libc_scanf
#define fscanf namedmap_libc_fscanf
#define sscanf namedmap_libc_sscanf
#define vscanf namedmap_libc_vscanf
#define vfscanf namedmap_libc_vfscanf
#define vsscanf namedmap_libc_vsscanf
#endif
#include_next <stdio.h>
#ifndef NAMEDMAP_LIBC_PRINTF
#undef scanf
#undef fscanf
#undef sscanf
#undef vscanf
#undef vfscanf
#undef vsscanf
#pragma pop_macro("__USE_EXTERN_INLINES")
#pragma pop_macro("__USE_FORTIFY_LEVEL")
#endif
#include <crtwide.h>

#endif
