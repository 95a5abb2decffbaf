/* SPDX-License-Identifier: MIT */
/* A wide program, in C and C++, with UNICODE and without. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>
#include <windows.h>
#include <tchar.h>
#include <conio.h>
#include <io.h>
#ifdef __cplusplus
#include <cstdlib>
#include <cwchar>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#endif

C_ASSERT(sizeof(WCHAR) == 2);
C_ASSERT(sizeof(TEXT("ab")) == (sizeof(TCHAR) * 3));

static int strings(void)
{
	wchar_t to[32];
	const wchar_t *constant = wcscpy(to, L"a.b");
	wchar_t *found = wcschr(to, L'.');

	swprintf(to, 32, L"%ls %lu", L"wide", (DWORD)1);
	swprintf(to, L"%d", 1);
	swprintf(to, L"text");
	swprintf_s(to, 32, L"%d", 1);
	wcstok(to, L".");
	wcstok(NULL, L".", &found);
	constant = wcsrchr(constant, L'x');
	CreateEventW(NULL, TRUE, FALSE, L"name");
	CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 1,
			  TEXT("name"));
	_tprintf(_T("%s %I64u\n"), _T("text"), (ULONGLONG)1);
	return !constant && !_wcsicmp(L"X", L"x") ? 0 : 2;
}

#ifdef __cplusplus
static int cpp(void)
{
	std::wstring text = L"a string that is too long for a small buffer";
	std::map<std::wstring, int> numbers;
	std::ostringstream narrow;
	wchar_t to[8];

	text += std::to_wstring(42);
	numbers[text] = std::stoi(std::wstring(L"1"));
	narrow << text.size();
	std::cout << narrow.str() << std::endl;
	wcscpy_s(to, L"x");
	swprintf_s(to, L"%d", 5);
	return numbers[text] == 1 && text.find(L"42") == 44 &&
	       std::wcslen(text.c_str()) == 46 && narrow.str() == "46" ? 0 : 3;
}
#endif

int wmain(int count, wchar_t **arguments)
{
	int status = strings();

#ifdef __cplusplus
	status |= cpp();
#endif
	return status | (count != 2 || wcscmp(arguments[1], L"\u00e4"));
}
