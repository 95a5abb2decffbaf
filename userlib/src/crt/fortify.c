// SPDX-License-Identifier: MIT
/*
 * What _FORTIFY_SOURCE makes of printf: the same with the room that the compiler
 * knows of. The C library says what happens where it is not enough.
 */
#include "crt.h"

extern void __chk_fail(void) __attribute__((__noreturn__));

#define CHECKED(type, name, ...) \
	type checked_##name(__VA_ARGS__) NAMEDMAP_CRT(__##name##_chk); \
	type checked_##name(__VA_ARGS__)

CHECKED(int, vfprintf, FILE *stream, int flag, const char *format,
	va_list arguments)
{
	(void)flag;
	return vfprintf(stream, format, arguments);
}

CHECKED(int, vprintf, int flag, const char *format, va_list arguments)
{
	return checked_vfprintf(stdout, flag, format, arguments);
}

CHECKED(int, vsnprintf, char *to, size_t room, int flag, size_t known,
	const char *format, va_list arguments)
{
	(void)flag;
	if (room > known)
		__chk_fail();
	return vsnprintf(to, room, format, arguments);
}

CHECKED(int, vsprintf, char *to, int flag, size_t known, const char *format,
	va_list arguments)
{
	int length;

	(void)flag;
	if (!known)
		__chk_fail();
	length = vsnprintf(to, known, format, arguments);
	if (length >= 0 && (size_t)length >= known)
		__chk_fail();
	return length;
}

CHECKED(int, fprintf, FILE *stream, int flag, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = checked_vfprintf(stream, flag, format, arguments);
	va_end(arguments);
	return length;
}

CHECKED(int, printf, int flag, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = checked_vfprintf(stdout, flag, format, arguments);
	va_end(arguments);
	return length;
}

CHECKED(int, snprintf, char *to, size_t room, int flag, size_t known,
	const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = checked_vsnprintf(to, room, flag, known, format, arguments);
	va_end(arguments);
	return length;
}

CHECKED(int, sprintf, char *to, int flag, size_t known, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = checked_vsprintf(to, flag, known, format, arguments);
	va_end(arguments);
	return length;
}
