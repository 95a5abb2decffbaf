/* SPDX-License-Identifier: MIT */
/*
 * An inventory in a named section, which a parent makes and its children fill:
 *
 *	wide_inventory			starts children and prints what they left
 *	wide_inventory add NAME COUNT	is such a child
 *	wide_inventory report FILE	reads the lines of a file into it
 *
 * In the style of Visual Studio's TCHAR programs, with UNICODE defined.
 */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tchar.h>

#define SECTION _T("Local\\wide inventory")
#define ITEMS 8

typedef struct {
	TCHAR name[24];
	DWORD count;
	ULONGLONG total;
} ITEM;

typedef struct {
	LONG used;
	ITEM items[ITEMS];
} INVENTORY;

static INVENTORY *g_inventory;

static int fail(LPCTSTR what)
{
	_ftprintf(stderr, _T("%s failed: %lu\n"), what, GetLastError());
	return 1;
}

static BOOL map(BOOL create)
{
	HANDLE section;

	if (create)
		section = CreateFileMapping(INVALID_HANDLE_VALUE, NULL,
					    PAGE_READWRITE, 0,
					    sizeof(INVENTORY), SECTION);
	else
		section = OpenFileMapping(FILE_MAP_WRITE, FALSE, SECTION);
	if (section == NULL)
		return FALSE;
	g_inventory = (INVENTORY *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0,
						 0);
	return g_inventory != NULL;
}

static int add(LPCTSTR name, LPCTSTR count)
{
	LONG place = InterlockedIncrement(&g_inventory->used) - 1;
	TCHAR *end;
	ITEM *item;

	if (place >= ITEMS)
		return fail(_T("add"));
	item = &g_inventory->items[place];
	_tcsncpy_s(item->name, ARRAYSIZE(item->name), name, _TRUNCATE);
	item->count = (DWORD)_tcstoul(count, &end, 0);
	item->total = (ULONGLONG)item->count * 1000;
	_tprintf(_T("child: %-10s|%10lu|%I64u|%s|\n"), item->name, item->count,
		 item->total, *end ? end : _T("(end)"));
	return 0;
}

static BOOL run(LPCTSTR arguments)
{
	TCHAR program[MAX_PATH], line[2 * MAX_PATH];
	PROCESS_INFORMATION process;
	STARTUPINFO startup;
	DWORD status = 1;

	GetModuleFileName(NULL, program, MAX_PATH);
	_sntprintf(line, ARRAYSIZE(line), _T("\"%s\" %s"), program, arguments);
	ZeroMemory(&startup, sizeof(startup));
	startup.cb = sizeof(startup);
	if (!CreateProcess(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL,
			   &startup, &process))
		return FALSE;
	WaitForSingleObject(process.hProcess, INFINITE);
	GetExitCodeProcess(process.hProcess, &status);
	CloseHandle(process.hThread);
	CloseHandle(process.hProcess);
	return status == 0;
}

static void show(void)
{
	TCHAR line[80], upper[24];
	LONG i;

	for (i = 0; i < g_inventory->used; i++) {
		ITEM *item = &g_inventory->items[i];

		_tcscpy(upper, item->name);
		_tcsupr(upper);
		_stprintf_s(line, ARRAYSIZE(line), _T("%2ld. %s (%hs) %08lX"),
			    i + 1, upper, "narrow", item->count);
		_putts(line);
	}
	if (_tcsstr(line, _T("RATS")) && !_tcsicmp(upper, _T("Sprats")))
		_tprintf(_T("the last one is at %d of %d\n"),
			 (int)(_tcschr(line, _T('S')) - line),
			 (int)_tcslen(line));
}

/* Lines such as "name 12 0x1f 2.5", written and read again. */
static int report(LPCTSTR path)
{
	TCHAR line[64], name[24], *token;
	DWORD count, flags;
	FILE *file;
	double weight;
	int i = 0;

	if (_tfopen_s(&file, path, _T("w")))
		return fail(_T("_tfopen_s"));
	_ftprintf(file, _T("%s %lu 0x%lx %.2f\n"), _T("washers"), 4000000000u,
		  0x80070005u, 2.5);
	_fputts(_T("a;b;;c\n"), file);
	fclose(file);
	file = _tfopen(path, _T("r"));
	if (!file)
		return fail(_T("_tfopen"));
	_fgetts(line, ARRAYSIZE(line), file);
	_tprintf(_T("%d fields: "), _stscanf(line, _T("%s %lu %lx %lf"), name,
					    &count, &flags, &weight));
	_tprintf(_T("%s %lu %lx %.3f\n"), name, count, flags, weight);
	_fgetts(line, ARRAYSIZE(line), file);
	for (token = _tcstok(line, _T(";\n")); token != NULL;
	     token = _tcstok(NULL, _T(";\n")))
		_tprintf(_T("token %d: [%5s] [%-5.1s] %c\n"), ++i, token, token,
			 token[0]);
	_tprintf(_T("end of file: %d\n"), _fgettc(file) == _TEOF);
	fclose(file);
	_tremove(path);
	return 0;
}

int _tmain(int argc, TCHAR *argv[])
{
	if (argc == 4 && !_tcscmp(argv[1], _T("add")))
		return map(FALSE) ? add(argv[2], argv[3]) : fail(_T("map"));
	if (argc == 3 && !_tcscmp(argv[1], _T("report")))
		return report(argv[2]);
	if (!map(TRUE))
		return fail(_T("map"));
	if (!run(_T("add bolts 12")) || !run(_T("add nuts 4294967295")) ||
	    !run(_T("add \"small parts\" 0x1F")) || !run(_T("add sprats 7up")))
		return fail(_T("run"));
	show();
	return 0;
}
