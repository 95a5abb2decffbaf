/* SPDX-License-Identifier: MIT */
/* UTF-16 and back. */
#ifndef NAMEDMAP_STRINGAPISET_H
#define NAMEDMAP_STRINGAPISET_H

#include "winnls.h"

#ifdef __cplusplus
extern "C" {
#endif

int WINAPI MultiByteToWideChar(UINT CodePage, DWORD dwFlags,
	LPCCH lpMultiByteStr, int cbMultiByte, LPWSTR lpWideCharStr,
	int cchWideChar) NAMEDMAP_SYMBOL(MultiByteToWideChar);
int WINAPI WideCharToMultiByte(UINT CodePage, DWORD dwFlags,
	NAMEDMAP_WIDE lpWideCharStr, int cchWideChar, LPSTR lpMultiByteStr,
	int cbMultiByte, LPCCH lpDefaultChar, LPBOOL lpUsedDefaultChar)
	NAMEDMAP_SYMBOL(WideCharToMultiByte);

#ifdef __cplusplus
}
#endif

#endif
