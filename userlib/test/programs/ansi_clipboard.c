/* SPDX-License-Identifier: MIT */
/*
 * A clipboard for programs without windows: texts are copied to numbered slots
 * of a named section by one process and pasted by others.
 *
 *	ansi_clipboard			starts the others and waits for them
 *	ansi_clipboard copy N TEXT	puts a text into a slot
 *	ansi_clipboard paste N		prints what is in a slot
 *
 * In the style of ANSI programs of the nineties: LPSTR, lstr calls, wsprintf.
 */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>

#define CLIPBOARD_NAME "AnsiClipboard"
#define CLIPBOARD_SLOTS 3
#define CLIPBOARD_TEXT 32

typedef struct tagSLOT {
    DWORD dwOwner;
    WORD  wLength;
    WORD  wCopies;
    CHAR  szText[CLIPBOARD_TEXT];
} SLOT, NEAR *PSLOT, FAR *LPSLOT;

typedef struct tagCLIPBOARD {
    DWORD dwSize;
    SLOT  aSlots[CLIPBOARD_SLOTS];
} CLIPBOARD, FAR *LPCLIPBOARD;

static HANDLE hClipboard = NULL;
static LPCLIPBOARD lpClipboard = NULL;

void ShowError(LPCSTR lpszFunction)
{
    LPVOID lpMsgBuf;
    DWORD dw = GetLastError();

    FormatMessage(FORMAT_MESSAGE_ALLOCATE_BUFFER |
                      FORMAT_MESSAGE_FROM_SYSTEM |
                      FORMAT_MESSAGE_IGNORE_INSERTS,
                  NULL, dw, MAKELANGID(LANG_NEUTRAL, SUBLANG_DEFAULT),
                  (LPTSTR)&lpMsgBuf, 0, NULL);
    fprintf(stderr, "%s: %s", lpszFunction, (LPSTR)lpMsgBuf);
    LocalFree(lpMsgBuf);
    printf("%s failed with error %d\n", lpszFunction, (int)dw);
}

BOOL OpenClipboardSection(BOOL bCreate)
{
    if (bCreate)
        hClipboard = CreateFileMapping(INVALID_HANDLE_VALUE, NULL,
                                       PAGE_READWRITE, 0, sizeof(CLIPBOARD),
                                       CLIPBOARD_NAME);
    else
        hClipboard = OpenFileMapping(FILE_MAP_ALL_ACCESS, FALSE, CLIPBOARD_NAME);
    if (!hClipboard) {
        ShowError(bCreate ? "CreateFileMapping" : "OpenFileMapping");
        return FALSE;
    }
    lpClipboard = (LPCLIPBOARD)MapViewOfFile(hClipboard, FILE_MAP_ALL_ACCESS, 0,
                                             0, 0);
    if (!lpClipboard) {
        ShowError("MapViewOfFile");
        return FALSE;
    }
    if (bCreate)
        lpClipboard->dwSize = sizeof(CLIPBOARD);
    return lpClipboard->dwSize == sizeof(CLIPBOARD);
}

LPSLOT FindSlot(LPCSTR lpszNumber)
{
    int nSlot = atoi(lpszNumber);

    return &lpClipboard->aSlots[max(0, min(nSlot, CLIPBOARD_SLOTS - 1))];
}

int Copy(LPCSTR lpszNumber, LPCSTR lpszText)
{
    LPSLOT lpSlot = FindSlot(lpszNumber);

    lstrcpyn(lpSlot->szText, lpszText, sizeof(lpSlot->szText));
    CharUpper(lpSlot->szText);
    lpSlot->wLength = LOWORD(lstrlen(lpSlot->szText));
    lpSlot->wCopies++;
    lpSlot->dwOwner = GetCurrentProcessId();
    return 0;
}

int Paste(LPCSTR lpszNumber)
{
    LPSLOT lpSlot = FindSlot(lpszNumber);
    CHAR szLine[128];

    wsprintf(szLine, "slot %d: \"%s\", %u characters, copied %hu times, %s",
             (int)(lpSlot - lpClipboard->aSlots), (LPSTR)lpSlot->szText,
             lpSlot->wLength, lpSlot->wCopies,
             (LPSTR)(lpSlot->dwOwner == GetCurrentProcessId() ?
                     "by itself" : "by another process"));
    lstrcat(szLine, lstrcmpi(lpSlot->szText, "hello") ? "" : " (a greeting)");
    puts(szLine);
    return 0;
}

DWORD Run(LPCSTR lpszArguments)
{
    STARTUPINFO si;
    PROCESS_INFORMATION pi;
    CHAR szProgram[_MAX_PATH], szCommand[2 * _MAX_PATH];
    DWORD dwExit = (DWORD)-1;

    GetModuleFileName(NULL, szProgram, sizeof(szProgram));
    wsprintf(szCommand, "\"%s\" %s", (LPSTR)szProgram, lpszArguments);
    ZeroMemory(&si, sizeof(si));
    GetStartupInfo(&si);
    fflush(stdout);
    if (!CreateProcess(szProgram, szCommand, NULL, NULL, FALSE, 0, NULL, NULL,
                       &si, &pi)) {
        ShowError("CreateProcess");
        return dwExit;
    }
    CloseHandle(pi.hThread);
    WaitForSingleObject(pi.hProcess, INFINITE);
    GetExitCodeProcess(pi.hProcess, &dwExit);
    CloseHandle(pi.hProcess);
    return dwExit;
}

int main(int argc, char *argv[])
{
    BOOL bParent = argc == 1;
    DWORD dwErrors = 0;

    if (bParent && OpenFileMapping(FILE_MAP_READ, FALSE, CLIPBOARD_NAME) == NULL)
        ShowError("OpenFileMapping");
    if (!OpenClipboardSection(bParent))
        return 1;
    if (argc == 4 && !lstrcmp(argv[1], "copy"))
        return Copy(argv[2], argv[3]);
    if (argc == 3 && !lstrcmp(argv[1], "paste"))
        return Paste(argv[2]);
    dwErrors += Run("copy 0 hello");
    dwErrors += Run("copy 1 \"a text of more than thirty-one characters\"");
    dwErrors += Run("copy 1 \"say \\\"twice\\\"\"");
    dwErrors += Run("paste 0");
    dwErrors += Run("paste 1");
    dwErrors += Run("paste 7");
    Copy("2", "mine");
    dwErrors += Paste("2");
    printf("%d errors, the clipboard has %d bytes\n", (int)dwErrors,
           (int)lpClipboard->dwSize);
    UnmapViewOfFile(lpClipboard);
    CloseHandle(hClipboard);
    return 0;
}
