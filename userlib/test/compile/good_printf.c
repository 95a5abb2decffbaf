/* SPDX-License-Identifier: MIT */
/* Windows' sizes in a program that asked for them after <stdio.h>. */
#include <stdio.h>
#define NAMEDMAP_WINDOWS_PRINTF
#include <windows.h>
#ifdef __cplusplus
#include <cstdio>
#endif

__attribute__((__format__(__printf__, 1, 2)))
static int report(const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
#ifdef __cplusplus
	length = std::vprintf(format, arguments);
#else
	length = vprintf(format, arguments);
#endif
	va_end(arguments);
	return length;
}

int main(void)
{
	volatile DWORD large = 4000000000u;
	char to[32];

	sprintf(to, "%lu", large);
	report("%lu %s\n", large, to);
	return strcmp(to, "4000000000");
}
