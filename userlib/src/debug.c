// SPDX-License-Identifier: MIT
/* OutputDebugString: seen with NAMEDMAP_DEBUG=1, as no debugger listens. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

bool namedmap_debugging(void)
{
	const char *value = secure_getenv("NAMEDMAP_DEBUG");

	return value && !strcmp(value, "1");
}

VOID WINAPI OutputDebugStringA(LPCSTR text)
{
	if (text && namedmap_debugging())
		fputs(text, stderr);
}

VOID WINAPI OutputDebugStringW(LPCWSTR text)
{
	char *bytes;

	if (!text || !namedmap_debugging())
		return;
	bytes = namedmap_bytes_of_wide(text);
	OutputDebugStringA(bytes);
	free(bytes);
}
