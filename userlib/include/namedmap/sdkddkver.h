/* SPDX-License-Identifier: MIT */
/* Versions of Windows; nothing here depends on them. */
#ifndef NAMEDMAP_SDKDDKVER_H
#define NAMEDMAP_SDKDDKVER_H

#define _WIN32_WINNT_WIN2K		0x0500
#define _WIN32_WINNT_WINXP		0x0501
#define _WIN32_WINNT_WS03		0x0502
#define _WIN32_WINNT_VISTA		0x0600
#define _WIN32_WINNT_WIN7		0x0601
#define _WIN32_WINNT_WIN8		0x0602
#define _WIN32_WINNT_WINBLUE		0x0603
#define _WIN32_WINNT_WIN10		0x0a00

#endif
