/* SPDX-License-Identifier: MIT */
/* Assertions under Microsoft's names; its heap checks are accepted. */
#ifndef NAMEDMAP_CRTDBG_H
#define NAMEDMAP_CRTDBG_H

#include <assert.h>

#define _CRTDBG_ALLOC_MEM_DF		0x01
#define _CRTDBG_CHECK_ALWAYS_DF		0x04
#define _CRTDBG_LEAK_CHECK_DF		0x20
#define _CRTDBG_REPORT_FLAG		(-1)
#define _CRT_WARN			0
#define _CRT_ERROR			1
#define _CRT_ASSERT			2
#define _CRTDBG_MODE_FILE		0x1
#define _CRTDBG_MODE_DEBUG		0x2
#define _CRTDBG_FILE_STDERR		((void *)-5)

#ifdef _DEBUG
#define _ASSERT(condition) assert(condition)
#else
#define _ASSERT(condition) ((void)0)
#endif
#define _ASSERTE(condition) _ASSERT(condition)

/* As where _DEBUG is not defined. */
#define _CrtSetDbgFlag(flag) ((int)0)
#define _CrtSetReportMode(type, mode) ((int)0)
#define _CrtSetReportFile(type, file) ((void *)0)
#define _CrtDumpMemoryLeaks() ((int)0)
#define _CrtCheckMemory() ((int)1)

#endif
