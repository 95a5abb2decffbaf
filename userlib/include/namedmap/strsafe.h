/* SPDX-License-Identifier: MIT */
/*
 * Strings that know their room and say by an HRESULT whether all of it fitted.
 * What does not fit is cut, and the string ended. Room is counted in characters
 * by the Cch calls, in bytes by the Cb calls.
 */
#ifndef NAMEDMAP_STRSAFE_H
#define NAMEDMAP_STRSAFE_H

#include <stdio.h>

#include "windef.h"
#include "winerror.h"
#include "crtsafe.h"
#ifdef NAMEDMAP_SHORT_WCHAR
#include <wchar.h>
#endif

#define STRSAFE_MAX_CCH			2147483647
#define STRSAFE_E_INSUFFICIENT_BUFFER	((HRESULT)0x8007007au)
#define STRSAFE_E_INVALID_PARAMETER	((HRESULT)0x80070057u)
#define STRSAFE_E_END_OF_FILE		((HRESULT)0x80070026u)

typedef LPSTR STRSAFE_LPSTR;
typedef LPCSTR STRSAFE_LPCSTR, STRSAFE_PCNZCH;
typedef LPWSTR STRSAFE_LPWSTR;
typedef LPCWSTR STRSAFE_LPCWSTR, STRSAFE_PCNZWCH;
#ifdef UNICODE
typedef STRSAFE_LPWSTR STRSAFE_LPTSTR;
typedef STRSAFE_LPCWSTR STRSAFE_LPCTSTR;
#else
typedef STRSAFE_LPSTR STRSAFE_LPTSTR;
typedef STRSAFE_LPCSTR STRSAFE_LPCTSTR;
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define NAMEDMAP_STRSAFE(W, type) \
NAMEDMAP_INLINE HRESULT StringCchLength##W(const type *text, size_t room, \
					   size_t *length) \
{ \
	size_t at = 0; \
	if (length) \
		*length = 0; \
	if (!text || room > STRSAFE_MAX_CCH) \
		return STRSAFE_E_INVALID_PARAMETER; \
	while (at < room && text[at]) \
		at++; \
	if (at == room) \
		return STRSAFE_E_INVALID_PARAMETER; \
	if (length) \
		*length = at; \
	return S_OK; \
} \
NAMEDMAP_INLINE HRESULT StringCchCopyN##W(type *to, size_t room, \
					  const type *from, size_t limit) \
{ \
	size_t at; \
	if (!to || !room || room > STRSAFE_MAX_CCH) \
		return STRSAFE_E_INVALID_PARAMETER; \
	to[0] = 0; \
	if (limit > STRSAFE_MAX_CCH || (!from && limit)) \
		return STRSAFE_E_INVALID_PARAMETER; \
	for (at = 0; at < room - 1 && at < limit && from[at]; at++) \
		to[at] = from[at]; \
	to[at] = 0; \
	return at < limit && from[at] ? STRSAFE_E_INSUFFICIENT_BUFFER : S_OK; \
} \
NAMEDMAP_INLINE HRESULT StringCchCopy##W(type *to, size_t room, \
					 const type *from) \
{ \
	return StringCchCopyN##W(to, room, from, STRSAFE_MAX_CCH); \
} \
NAMEDMAP_INLINE HRESULT StringCchCatN##W(type *to, size_t room, \
					 const type *from, size_t limit) \
{ \
	size_t length; \
	HRESULT result = StringCchLength##W(to, room, &length); \
	if (result != S_OK) \
		return result; \
	if (limit > STRSAFE_MAX_CCH || (!from && limit)) \
		return STRSAFE_E_INVALID_PARAMETER; \
	return StringCchCopyN##W(to + length, room - length, from, limit); \
} \
NAMEDMAP_INLINE HRESULT StringCchCat##W(type *to, size_t room, \
					const type *from) \
{ \
	return StringCchCatN##W(to, room, from, STRSAFE_MAX_CCH); \
} \
NAMEDMAP_INLINE HRESULT StringCbLength##W(const type *text, size_t bytes, \
					  size_t *length) \
{ \
	HRESULT result = StringCchLength##W(text, bytes / sizeof(type), length); \
	if (length) \
		*length *= sizeof(type); \
	return result; \
} \
NAMEDMAP_INLINE HRESULT StringCbCopy##W(type *to, size_t bytes, \
					const type *from) \
{ \
	return StringCchCopy##W(to, bytes / sizeof(type), from); \
} \
NAMEDMAP_INLINE HRESULT StringCbCopyN##W(type *to, size_t bytes, \
					 const type *from, size_t limit) \
{ \
	return StringCchCopyN##W(to, bytes / sizeof(type), from, \
				 limit / sizeof(type)); \
} \
NAMEDMAP_INLINE HRESULT StringCbCat##W(type *to, size_t bytes, \
				       const type *from) \
{ \
	return StringCchCat##W(to, bytes / sizeof(type), from); \
} \
NAMEDMAP_INLINE HRESULT StringCbCatN##W(type *to, size_t bytes, \
					const type *from, size_t limit) \
{ \
	return StringCchCatN##W(to, bytes / sizeof(type), from, \
				limit / sizeof(type)); \
}

#define NAMEDMAP_STRSAFE_PRINT(W, type, print) \
NAMEDMAP_INLINE HRESULT StringCchVPrintf##W(type *to, size_t room, \
					    const type *format, \
					    va_list arguments) \
{ \
	int length; \
	if (!to || !room || room > STRSAFE_MAX_CCH) \
		return STRSAFE_E_INVALID_PARAMETER; \
	length = print(to, room, format, arguments); \
	if (length >= 0 && (size_t)length < room) \
		return S_OK; \
	to[room - 1] = 0; \
	return STRSAFE_E_INSUFFICIENT_BUFFER; \
} \
NAMEDMAP_INLINE HRESULT StringCbVPrintf##W(type *to, size_t bytes, \
					   const type *format, \
					   va_list arguments) \
{ \
	return StringCchVPrintf##W(to, bytes / sizeof(type), format, arguments); \
} \
NAMEDMAP_INLINE HRESULT StringCchPrintf##W(type *to, size_t room, \
					   const type *format, ...) \
{ \
	va_list arguments; \
	HRESULT result; \
	va_start(arguments, format); \
	result = StringCchVPrintf##W(to, room, format, arguments); \
	va_end(arguments); \
	return result; \
} \
NAMEDMAP_INLINE HRESULT StringCbPrintf##W(type *to, size_t bytes, \
					  const type *format, ...) \
{ \
	va_list arguments; \
	HRESULT result; \
	va_start(arguments, format); \
	result = StringCbVPrintf##W(to, bytes, format, arguments); \
	va_end(arguments); \
	return result; \
}

NAMEDMAP_STRSAFE(A, CHAR)
NAMEDMAP_STRSAFE(W, WCHAR)
#undef NAMEDMAP_STRSAFE

NAMEDMAP_STRSAFE_PRINT(A, CHAR, vsnprintf)
#ifdef NAMEDMAP_SHORT_WCHAR
NAMEDMAP_STRSAFE_PRINT(W, WCHAR, _vsnwprintf)
#else
#define NAMEDMAP_NO_WIDE_FORMAT(name) \
HRESULT name(WCHAR *to, size_t room, const WCHAR *format, ...) \
	NAMEDMAP_REFUSED(#name " is not offered: take the flags of pkg-config --cflags namedmap-wide");
NAMEDMAP_NO_WIDE_FORMAT(StringCchPrintfW)
NAMEDMAP_NO_WIDE_FORMAT(StringCbPrintfW)
NAMEDMAP_NO_WIDE_FORMAT(StringCchVPrintfW)
NAMEDMAP_NO_WIDE_FORMAT(StringCbVPrintfW)
#undef NAMEDMAP_NO_WIDE_FORMAT
#endif
#undef NAMEDMAP_STRSAFE_PRINT

#ifdef __cplusplus
}
#endif

#define StringCchLength		NAMEDMAP_AW(StringCchLength)
#define StringCchCopy		NAMEDMAP_AW(StringCchCopy)
#define StringCchCopyN		NAMEDMAP_AW(StringCchCopyN)
#define StringCchCat		NAMEDMAP_AW(StringCchCat)
#define StringCchCatN		NAMEDMAP_AW(StringCchCatN)
#define StringCchPrintf		NAMEDMAP_AW(StringCchPrintf)
#define StringCchVPrintf	NAMEDMAP_AW(StringCchVPrintf)
#define StringCbLength		NAMEDMAP_AW(StringCbLength)
#define StringCbCopy		NAMEDMAP_AW(StringCbCopy)
#define StringCbCopyN		NAMEDMAP_AW(StringCbCopyN)
#define StringCbCat		NAMEDMAP_AW(StringCbCat)
#define StringCbCatN		NAMEDMAP_AW(StringCbCatN)
#define StringCbPrintf		NAMEDMAP_AW(StringCbPrintf)
#define StringCbVPrintf		NAMEDMAP_AW(StringCbVPrintf)

#endif
