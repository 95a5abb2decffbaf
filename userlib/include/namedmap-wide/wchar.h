/* SPDX-License-Identifier: MIT */
/*
 * The C library's <wchar.h> for programs whose wchar_t has 16 bits. The checks of
 * _FORTIFY_SOURCE count characters of 32 bits. Some functions come with a name in
 * the object file that cannot be changed any more, or with a body: the C library's
 * get another name here, and crtwide.h has ours.
 */
#ifndef NAMEDMAP_WIDE_WCHAR_H
#define NAMEDMAP_WIDE_WCHAR_H

#pragma GCC system_header
#include <features.h>
#pragma push_macro("__USE_FORTIFY_LEVEL")
#undef __USE_FORTIFY_LEVEL
#define __USE_FORTIFY_LEVEL 0
#pragma push_macro("__USE_EXTERN_INLINES")
#undef __USE_EXTERN_INLINES
#define wcschr namedmap_libc_wcschr
#define wcsrchr namedmap_libc_wcsrchr
#define wcspbrk namedmap_libc_wcspbrk
#define wcsstr namedmap_libc_wcsstr
#define wcswcs namedmap_libc_wcswcs
#define wmemchr namedmap_libc_wmemchr
#define mbrlen namedmap_libc_mbrlen
#define wscanf namedmap_libc_wscanf
#define fwscanf namedmap_libc_fwscanf
#define swscanf namedmap_libc_swscanf
#define vwscanf namedmap_libc_vwscanf
#define vfwscanf namedmap_libc_vfwscanf
#define vswscanf namedmap_libc_vswscanf
#define wcstok namedmap_libc_wcstok
#define swprintf namedmap_libc_swprintf
#define vswprintf namedmap_libc_vswprintf
#include_next <wchar.h>
#undef wcschr
#undef wcsrchr
#undef wcspbrk
#undef wcsstr
#undef wcswcs
#undef wmemchr
#undef mbrlen
#undef wscanf
#undef fwscanf
#undef swscanf
#undef vwscanf
#undef vfwscanf
#undef vswscanf
#undef wcstok
#undef swprintf
#undef vswprintf
#pragma pop_macro("__USE_EXTERN_INLINES")
#pragma pop_macro("__USE_FORTIFY_LEVEL")
#include <crtwide.h>

#endif
