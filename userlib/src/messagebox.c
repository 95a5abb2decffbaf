// SPDX-License-Identifier: MIT
/* MessageBox: there is no window, so the text goes to standard error. */
#include <stdlib.h>

#include "internal.h"

#define BUTTONS 0xfu

/* The answer of a user who lets things take their course. */
static int answer_of(UINT type)
{
	switch (type & BUTTONS) {
	case MB_ABORTRETRYIGNORE:
		return IDABORT;
	case MB_YESNOCANCEL:
	case MB_YESNO:
		return IDYES;
	case MB_RETRYCANCEL:
		return IDCANCEL;
	default:
		return IDOK;
	}
}

int WINAPI MessageBoxA(HWND owner, LPCSTR text, LPCSTR caption, UINT type)
{
	(void)owner;
	fprintf(stderr, "%s: %s\n", caption ? caption : "Error",
		text ? text : "");
	return answer_of(type);
}

int WINAPI MessageBoxW(HWND owner, LPCWSTR text, LPCWSTR caption, UINT type)
{
	char *bytes = text ? namedmap_bytes_of_wide(text) : NULL;
	char *title = caption ? namedmap_bytes_of_wide(caption) : NULL;
	int answer = MessageBoxA(owner, bytes, title, type);

	free(bytes);
	free(title);
	return answer;
}
