/* SPDX-License-Identifier: MIT */
/*
 * Base types of Win32, with the sizes that they have on Windows: LONG and DWORD
 * have 32 bits, WCHAR has 16.
 */
#ifndef NAMEDMAP_WINDEF_H
#define NAMEDMAP_WINDEF_H

#include <stdarg.h>
#include <stddef.h>

#include "sal.h"

#ifndef __SIZEOF_POINTER__
#error "namedmap needs gcc, clang or a compiler that understands their language"
#endif

/*
 * WCHAR has 16 bits always; wchar_t has them in programs of namedmap-wide, which
 * have the wide functions for it.
 */
#if defined(NAMEDMAP_SHORT_WCHAR) || __SIZEOF_WCHAR_T__ == 2
#if !defined(NAMEDMAP_SHORT_WCHAR)
#error "with -fshort-wchar alone the C library's wcslen and wprintf go wrong: take all flags of pkg-config --cflags namedmap-wide"
#endif
#include <wchar.h>
#if !defined(NAMEDMAP_CRTWIDE_H)
#error "take all flags of pkg-config --cflags namedmap-wide: its folder of headers is missing"
#endif
#endif

/* Words that mean nothing here: calling conventions and annotations. */
#define WINAPI
#define WINAPIV
#define APIENTRY
#define CALLBACK
#define APIPRIVATE
#define PASCAL
#define NTAPI
#define WINBASEAPI
#define FAR
#define NEAR
#ifndef CDECL
#define CDECL
#endif
#ifndef IN
#define IN
#endif
#ifndef OUT
#define OUT
#endif
#ifndef OPTIONAL
#define OPTIONAL
#endif
#ifndef __cdecl
#define __cdecl
#endif
#ifndef __stdcall
#define __stdcall
#endif
#ifndef _cdecl
#define _cdecl
#endif
#ifndef _stdcall
#define _stdcall
#endif
#define __fastcall
#define _fastcall
#define __thiscall
#define __vectorcall
#define __clrcall
#define WINUSERAPI
#define WINADVAPI
#define NTSYSAPI
#define CALLTYPE
#define STDAPICALLTYPE
#define UNALIGNED
#define __unaligned
#define __ptr32
#define __ptr64
#define POINTER_32
#define POINTER_64
#define __forceinline __inline__ __attribute__((__always_inline__))
#define FORCEINLINE __forceinline
#define _inline __inline__

/*
 * __declspec(), by the word in it; what says how a file is linked on Windows
 * says nothing here.
 */
#define __declspec(word) NAMEDMAP_DECLSPEC_##word
#define NAMEDMAP_DECLSPEC_dllimport
#define NAMEDMAP_DECLSPEC_dllexport \
	__attribute__((__visibility__("default")))
#define NAMEDMAP_DECLSPEC_align(size) __attribute__((__aligned__(size)))
#define NAMEDMAP_DECLSPEC_allocate(name)
#define NAMEDMAP_DECLSPEC_deprecated __attribute__((__deprecated__))
#define NAMEDMAP_DECLSPEC_noalias
#define NAMEDMAP_DECLSPEC_noinline __attribute__((__noinline__))
#define NAMEDMAP_DECLSPEC_noreturn __attribute__((__noreturn__))
#define NAMEDMAP_DECLSPEC_nothrow __attribute__((__nothrow__))
#define NAMEDMAP_DECLSPEC_novtable
#define NAMEDMAP_DECLSPEC_restrict
#define NAMEDMAP_DECLSPEC_selectany __attribute__((__weak__))
#define NAMEDMAP_DECLSPEC_thread __thread
#define NAMEDMAP_DECLSPEC_uuid(text)
#define DECLSPEC_IMPORT
#define DECLSPEC_EXPORT __declspec(dllexport)
#define DECLSPEC_NORETURN __attribute__((__noreturn__))
#define DECLSPEC_NOINLINE __attribute__((__noinline__))
#define DECLSPEC_ALIGN(size) __attribute__((__aligned__(size)))
#define DECLSPEC_CACHEALIGN DECLSPEC_ALIGN(64)
#define DECLSPEC_SELECTANY __attribute__((__weak__))

#ifdef __cplusplus
#define EXTERN_C extern "C"
#define EXTERN_C_START extern "C" {
#define EXTERN_C_END }
#else
#define EXTERN_C extern
#define EXTERN_C_START
#define EXTERN_C_END
#endif

#ifndef CONST
#define CONST const
#endif
#ifndef VOID
#define VOID void
#endif
#ifndef TRUE
#define TRUE 1
#endif
#ifndef FALSE
#define FALSE 0
#endif
#ifndef MAX_PATH
#define MAX_PATH 260
#endif
#ifndef _MAX_PATH
#define _MAX_PATH 260
#define _MAX_DRIVE 3
#define _MAX_DIR 256
#define _MAX_FNAME 256
#define _MAX_EXT 256
#endif

#ifndef __int8
#define __int8 char
#define __int16 short
#define __int32 int
#define __int64 long long
#endif
#ifndef _int64
#define _int64 long long
#endif

/*
 * Windows aligns 64-bit integers to 8 bytes in 32-bit programs too; a structure
 * in shared memory then has one layout for 32-bit and 64-bit programs.
 */
#ifdef __i386__
#define NAMEDMAP_ALIGN8 __attribute__((__aligned__(8)))
#else
#define NAMEDMAP_ALIGN8
#endif

typedef char CHAR, CCHAR;
typedef signed char INT8;
typedef unsigned char UCHAR, BYTE, BOOLEAN, UINT8;
typedef short SHORT, INT16, VARIANT_BOOL;
typedef unsigned short USHORT, WORD, ATOM, UINT16, LANGID;
typedef int INT, LONG, BOOL, INT32, LONG32, HRESULT, NTSTATUS,
	HFILE;
typedef unsigned int UINT, ULONG, DWORD, UINT32, ULONG32, DWORD32, LCID,
	COLORREF;
typedef long long LONGLONG NAMEDMAP_ALIGN8, INT64 NAMEDMAP_ALIGN8,
	LONG64 NAMEDMAP_ALIGN8;
typedef unsigned long long ULONGLONG NAMEDMAP_ALIGN8, UINT64 NAMEDMAP_ALIGN8,
	ULONG64 NAMEDMAP_ALIGN8, DWORD64 NAMEDMAP_ALIGN8,
	DWORDLONG NAMEDMAP_ALIGN8;
typedef float FLOAT;
typedef double DOUBLE;

typedef __INTPTR_TYPE__ INT_PTR, LONG_PTR;
typedef __UINTPTR_TYPE__ UINT_PTR, ULONG_PTR, DWORD_PTR, KAFFINITY;
typedef __SIZE_TYPE__ SIZE_T;
typedef __PTRDIFF_TYPE__ SSIZE_T;
typedef UINT_PTR WPARAM;
typedef LONG_PTR LPARAM, LRESULT;

#ifdef NAMEDMAP_SHORT_WCHAR
typedef wchar_t WCHAR;
#elif defined(__cplusplus) && __cplusplus >= 201103L
typedef char16_t WCHAR;
#else
typedef __CHAR16_TYPE__ WCHAR;
#endif

typedef void *PVOID, *LPVOID, *HANDLE;
typedef const void *LPCVOID, *PCVOID;
typedef CHAR *PCHAR, *LPCH, *PCH, *PSTR, *LPSTR, *NPSTR, *PSZ;
typedef const CHAR *PCSTR, *LPCSTR, *LPCCH, *PCCH, *PCSZ;
typedef WCHAR *PWCHAR, *LPWCH, *PWCH, *PWSTR, *LPWSTR, *NWPSTR;
typedef const WCHAR *PCWSTR, *LPCWSTR, *LPCWCH, *PCWCH;
typedef UCHAR *PUCHAR;
typedef BYTE *PBYTE, *LPBYTE;
typedef BOOLEAN *PBOOLEAN;
typedef SHORT *PSHORT;
typedef USHORT *PUSHORT;
typedef WORD *PWORD, *LPWORD;
typedef INT *PINT, *LPINT;
typedef UINT *PUINT, *LPUINT;
typedef BOOL *PBOOL, *LPBOOL;
typedef LONG *PLONG, *LPLONG;
typedef ULONG *PULONG, *LPULONG;
typedef DWORD *PDWORD, *LPDWORD;
typedef LPSTR *PLPSTR, *PZPSTR;
typedef LPCSTR *PCZPSTR;
typedef PSTR PZZSTR;
typedef PCSTR PCZZSTR;
typedef INT8 *PINT8;
typedef UINT8 *PUINT8;
typedef INT16 *PINT16;
typedef UINT16 *PUINT16;
typedef INT32 *PINT32;
typedef UINT32 *PUINT32;
typedef LONG32 *PLONG32;
typedef ULONG32 *PULONG32;
typedef DWORD32 *PDWORD32;
typedef HRESULT *PHRESULT;
typedef LCID *PLCID;
typedef LONGLONG *PLONGLONG;
typedef ULONGLONG *PULONGLONG;
typedef INT64 *PINT64;
typedef UINT64 *PUINT64;
typedef LONG64 *PLONG64;
typedef ULONG64 *PULONG64;
typedef DWORD64 *PDWORD64;
typedef DWORDLONG *PDWORDLONG;
typedef FLOAT *PFLOAT;
typedef INT_PTR *PINT_PTR;
typedef UINT_PTR *PUINT_PTR;
typedef LONG_PTR *PLONG_PTR;
typedef ULONG_PTR *PULONG_PTR;
typedef DWORD_PTR *PDWORD_PTR;
typedef SIZE_T *PSIZE_T;
typedef SSIZE_T *PSSIZE_T;
#if __SIZEOF_POINTER__ == 8
typedef int HALF_PTR, *PHALF_PTR;
typedef unsigned int UHALF_PTR, *PUHALF_PTR;
#else
typedef short HALF_PTR, *PHALF_PTR;
typedef unsigned short UHALF_PTR, *PUHALF_PTR;
#endif
typedef HANDLE *PHANDLE, *LPHANDLE;
typedef HANDLE HGLOBAL, HLOCAL;

#define DECLARE_HANDLE(name) \
	struct name##__ { int unused; }; typedef struct name##__ *name
DECLARE_HANDLE(HINSTANCE);
DECLARE_HANDLE(HWND);
DECLARE_HANDLE(HKEY);
DECLARE_HANDLE(HICON);
DECLARE_HANDLE(HMENU);
DECLARE_HANDLE(HBRUSH);
DECLARE_HANDLE(HBITMAP);
DECLARE_HANDLE(HFONT);
DECLARE_HANDLE(HDC);
DECLARE_HANDLE(HRGN);
DECLARE_HANDLE(HHOOK);
typedef HINSTANCE HMODULE;
typedef HICON HCURSOR;
typedef HANDLE HGDIOBJ;
typedef HKEY *PHKEY;

#ifndef GUID_DEFINED
#define GUID_DEFINED
typedef struct _GUID {
	DWORD Data1;
	WORD Data2;
	WORD Data3;
	BYTE Data4[8];
} GUID, *LPGUID;
#endif

typedef struct tagPOINT {
	LONG x;
	LONG y;
} POINT, *PPOINT, *LPPOINT;

typedef struct tagSIZE {
	LONG cx;
	LONG cy;
} SIZE, *PSIZE, *LPSIZE;

typedef struct tagRECT {
	LONG left;
	LONG top;
	LONG right;
	LONG bottom;
} RECT, *PRECT, *LPRECT;
typedef const RECT *LPCRECT;

typedef int (WINAPI *FARPROC)(void);

/*
 * TCHAR and TEXT() follow UNICODE, the tchar.h words follow _UNICODE; programs
 * define both or none.
 */
#ifdef UNICODE
typedef WCHAR TCHAR, *PTCHAR, TBYTE, *PTBYTE;
typedef LPWSTR LPTSTR, PTSTR;
typedef LPCWSTR LPCTSTR, PCTSTR;
#ifdef NAMEDMAP_SHORT_WCHAR
#define NAMEDMAP_TEXT(quote) L##quote
#else
#define NAMEDMAP_TEXT(quote) u##quote
#endif
#else
typedef char TCHAR, *PTCHAR;
typedef unsigned char TBYTE, *PTBYTE;
typedef LPSTR LPTSTR, PTSTR;
typedef LPCSTR LPCTSTR, PCTSTR;
#define NAMEDMAP_TEXT(quote) quote
#endif
#ifndef TEXT
#define TEXT(quote) NAMEDMAP_TEXT(quote)
#endif
#ifndef __TEXT
#define __TEXT(quote) NAMEDMAP_TEXT(quote)
#endif

/*
 * In C a compiler may take a wchar_t string for a WCHAR one with no more than a
 * warning, and L"Local\\x" would arrive as the name "L". As an argument of this
 * type it is an error. C++ refuses it anyway. Define NAMEDMAP_PLAIN_STRINGS
 * before the header where the exact type of a W call matters.
 */
#if defined(__cplusplus) || defined(NAMEDMAP_PLAIN_STRINGS)
typedef LPCWSTR NAMEDMAP_WIDE;
#else
typedef union {
	const WCHAR *text;
} NAMEDMAP_WIDE __attribute__((__transparent_union__));
#endif

/* The name that a call has in the object file. */
#define NAMEDMAP_SYMBOL(name) __asm__("namedmap_" #name)

#define NAMEDMAP_INLINE static __inline__ __attribute__((__unused__))

/* A call that is not offered, and why: calling it is an error. */
#define NAMEDMAP_REFUSED(why) __attribute__((__error__(why)))

/* The A or the W form, as UNICODE says. */
#ifdef UNICODE
#define NAMEDMAP_AW(name) name##W
#else
#define NAMEDMAP_AW(name) name##A
#endif

#define MAKEWORD(low, high) \
	((WORD)((BYTE)((DWORD_PTR)(low) & 0xff) | \
	((WORD)((BYTE)((DWORD_PTR)(high) & 0xff))) << 8))
#define MAKELONG(low, high) \
	((LONG)((WORD)((DWORD_PTR)(low) & 0xffff) | \
	((DWORD)((WORD)((DWORD_PTR)(high) & 0xffff))) << 16))
#define MAKEWPARAM(low, high) ((WPARAM)(DWORD)MAKELONG(low, high))
#define MAKELPARAM(low, high) ((LPARAM)(DWORD)MAKELONG(low, high))
#define MAKELRESULT(low, high) ((LRESULT)(DWORD)MAKELONG(low, high))
#define LOWORD(value) ((WORD)((DWORD_PTR)(value) & 0xffff))
#define HIWORD(value) ((WORD)(((DWORD_PTR)(value) >> 16) & 0xffff))
#define LOBYTE(value) ((BYTE)((DWORD_PTR)(value) & 0xff))
#define HIBYTE(value) ((BYTE)(((DWORD_PTR)(value) >> 8) & 0xff))

#if !defined(__cplusplus) && !defined(NOMINMAX)
#ifndef max
#define max(a, b) (((a) > (b)) ? (a) : (b))
#endif
#ifndef min
#define min(a, b) (((a) < (b)) ? (a) : (b))
#endif
#endif

#ifndef ARRAYSIZE
#define ARRAYSIZE(array) (sizeof(array) / sizeof((array)[0]))
#endif
#ifndef _countof
#define _countof(array) ARRAYSIZE(array)
#endif
#ifndef RTL_NUMBER_OF
#define RTL_NUMBER_OF(array) ARRAYSIZE(array)
#endif
#ifndef RTL_FIELD_SIZE
#define RTL_FIELD_SIZE(type, field) (sizeof(((type *)0)->field))
#endif
#ifndef C_ASSERT
#define C_ASSERT(condition) \
	typedef char NAMEDMAP_JOIN(namedmap_assert_, __LINE__)[ \
		(condition) ? 1 : -1] __attribute__((__unused__))
#define NAMEDMAP_JOIN(first, second) NAMEDMAP_JOIN_(first, second)
#define NAMEDMAP_JOIN_(first, second) first##second
#endif
#ifndef UNREFERENCED_LOCAL_VARIABLE
#define UNREFERENCED_LOCAL_VARIABLE(variable) ((void)(variable))
#endif
#ifndef UNREFERENCED_PARAMETER
#define UNREFERENCED_PARAMETER(parameter) ((void)(parameter))
#endif
#ifndef FIELD_OFFSET
#define FIELD_OFFSET(type, field) ((LONG)offsetof(type, field))
#endif
#ifndef CONTAINING_RECORD
#define CONTAINING_RECORD(address, type, field) \
	((type *)((char *)(address) - offsetof(type, field)))
#endif

#define VARIANT_TRUE ((VARIANT_BOOL)-1)
#define VARIANT_FALSE ((VARIANT_BOOL)0)

#define Int32x32To64(a, b) ((LONGLONG)(LONG)(a) * (LONGLONG)(LONG)(b))
#define UInt32x32To64(a, b) ((ULONGLONG)(DWORD)(a) * (ULONGLONG)(DWORD)(b))

#endif
