// SPDX-License-Identifier: MIT
//
// Stations pass a parcel round a ring: each is a process of its own that waits
// for its event, adds its stamp to the parcel in the named section and sets the
// event of the next.
//
//     event_ring                 starts the stations and the parcel
//     event_ring station N       is one of them
//
// In the style of TCHAR programs with strsafe.h and an error function.

#include <windows.h>
#include <tchar.h>
#include <stdio.h>
#include <stdlib.h>
#include <strsafe.h>

#define STATIONS    5
#define ROUNDS      3
#define BUF_SIZE    256

static const TCHAR szName[] = TEXT("Local\\EventRing");

typedef struct
{
    LONG  cStamps;
    LONG  nRoundsLeft;
    TCHAR szStamps[BUF_SIZE];
} PARCEL;

static void ErrorExit(LPCTSTR lpszFunction)
{
    LPVOID lpMsgBuf;
    LPVOID lpDisplayBuf;
    DWORD dw = GetLastError();

    FormatMessage(
        FORMAT_MESSAGE_ALLOCATE_BUFFER |
        FORMAT_MESSAGE_FROM_SYSTEM |
        FORMAT_MESSAGE_IGNORE_INSERTS,
        NULL,
        dw,
        MAKELANGID(LANG_NEUTRAL, SUBLANG_DEFAULT),
        (LPTSTR) &lpMsgBuf,
        0, NULL );

    lpDisplayBuf = (LPVOID)LocalAlloc(LMEM_ZEROINIT,
        (lstrlen((LPCTSTR)lpMsgBuf) + lstrlen((LPCTSTR)lpszFunction) + 40) * sizeof(TCHAR));
    StringCchPrintf((LPTSTR)lpDisplayBuf,
        LocalSize(lpDisplayBuf) / sizeof(TCHAR),
        TEXT("%s failed with error %d: %s"),
        lpszFunction, (int)dw, (LPTSTR)lpMsgBuf);
    MessageBox(NULL, (LPCTSTR)lpDisplayBuf, TEXT("Error"), MB_OK);

    LocalFree(lpMsgBuf);
    LocalFree(lpDisplayBuf);
    ExitProcess(dw);
}

static HANDLE StationEvent(int nStation, BOOL bCreate)
{
    TCHAR szEvent[MAX_PATH];
    HANDLE hEvent;

    if (FAILED(StringCchPrintf(szEvent, MAX_PATH, TEXT("%s.%02d"), szName,
                               nStation % (STATIONS + 1))))
        return NULL;
    if (bCreate)
        hEvent = CreateEvent(NULL, FALSE, FALSE, szEvent);
    else
        hEvent = OpenEvent(SYNCHRONIZE | EVENT_MODIFY_STATE, FALSE, szEvent);
    if (hEvent == NULL)
        ErrorExit(bCreate ? TEXT("CreateEvent") : TEXT("OpenEvent"));
    return hEvent;
}

static int Station(int nStation)
{
    HANDLE hMapFile, hMine, hNext;
    PARCEL *pParcel;
    TCHAR szStamp[16];
    int nRound;

    hMapFile = OpenFileMapping(FILE_MAP_ALL_ACCESS, FALSE, szName);
    if (hMapFile == NULL)
        ErrorExit(TEXT("OpenFileMapping"));
    pParcel = (PARCEL *)MapViewOfFile(hMapFile, FILE_MAP_ALL_ACCESS, 0, 0,
                                      sizeof(PARCEL));
    if (pParcel == NULL)
        ErrorExit(TEXT("MapViewOfFile"));
    hMine = StationEvent(nStation, FALSE);
    hNext = StationEvent(nStation + 1, FALSE);

    for (nRound = 1; nRound <= ROUNDS; nRound++)
    {
        if (WaitForSingleObject(hMine, 60000) != WAIT_OBJECT_0)
            return nRound;
        StringCchPrintf(szStamp, ARRAYSIZE(szStamp), _T("%c%d "),
                        _T('A') + nStation - 1, nRound);
        StringCchCat(pParcel->szStamps, BUF_SIZE, szStamp);
        pParcel->cStamps++;
        SetEvent(hNext);
    }
    CloseHandle(hMine);
    CloseHandle(hNext);
    UnmapViewOfFile(pParcel);
    CloseHandle(hMapFile);
    return 100 + nStation;
}

static HANDLE StartStation(int nStation)
{
    STARTUPINFO si = { sizeof(si) };
    PROCESS_INFORMATION pi = { 0 };
    TCHAR szPath[MAX_PATH];
    TCHAR szCmdline[2 * MAX_PATH];

    if (!GetModuleFileName(NULL, szPath, ARRAYSIZE(szPath)))
        ErrorExit(TEXT("GetModuleFileName"));
    _stprintf_s(szCmdline, _countof(szCmdline), _T("\"%s\" station %d"),
                szPath, nStation);
    if (!CreateProcess(NULL,        // No module name (use command line)
                       szCmdline,   // Command line
                       NULL,        // Process handle not inheritable
                       NULL,        // Thread handle not inheritable
                       FALSE,       // Set handle inheritance to FALSE
                       0,           // No creation flags
                       NULL,        // Use parent's environment block
                       NULL,        // Use parent's starting directory
                       &si,         // Pointer to STARTUPINFO structure
                       &pi))        // Pointer to PROCESS_INFORMATION structure
        ErrorExit(TEXT("CreateProcess"));
    CloseHandle(pi.hThread);
    return pi.hProcess;
}

int __cdecl _tmain(int argc, TCHAR **argv)
{
    HANDLE hMapFile, hEvents[STATIONS + 1], hStations[STATIONS], hBoth[2];
    PARCEL *pParcel;
    DWORD dwStatus;
    size_t cch;
    int i;

    if (argc == 3 && _tcsicmp(argv[1], _T("STATION")) == 0)
        return Station(_ttoi(argv[2]));

    hMapFile = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
                                 sizeof(PARCEL), szName);
    if (hMapFile == NULL)
        ErrorExit(TEXT("CreateFileMapping"));
    pParcel = (PARCEL *)MapViewOfFile(hMapFile, FILE_MAP_ALL_ACCESS, 0, 0,
                                      sizeof(PARCEL));
    if (pParcel == NULL)
        ErrorExit(TEXT("MapViewOfFile"));

    for (i = 0; i <= STATIONS; i++)
        hEvents[i] = StationEvent(i, TRUE);
    for (i = 0; i < STATIONS; i++)
        hStations[i] = StartStation(i + 1);

    for (pParcel->nRoundsLeft = ROUNDS; pParcel->nRoundsLeft; pParcel->nRoundsLeft--)
    {
        if (SignalObjectAndWait(hEvents[1], hEvents[0], 60000, FALSE) != WAIT_OBJECT_0)
            ErrorExit(TEXT("SignalObjectAndWait"));
        _tprintf(TEXT("back after %d stamps: %s\n"), (int)pParcel->cStamps,
                 pParcel->szStamps);
    }

    dwStatus = WaitForMultipleObjects(STATIONS, hStations, TRUE, 60000);
    _tprintf(TEXT("all stations: %s\n"), dwStatus < WAIT_OBJECT_0 + STATIONS ?
             TEXT("ended") : TEXT("NOT ended"));
    for (i = 0; i < STATIONS; i++)
    {
        GetExitCodeProcess(hStations[i], &dwStatus);
        _tprintf(TEXT("station %d: %d\n"), i + 1, (int)dwStatus);
        CloseHandle(hStations[i]);
    }
    if (SUCCEEDED(StringCchLength(pParcel->szStamps, BUF_SIZE, &cch)))
        _tprintf(TEXT("%d characters\n"), (int)cch);

    hBoth[0] = hEvents[2];
    hBoth[1] = hEvents[3];
    SetEvent(hEvents[3]);
    _tprintf(TEXT("which of two: %d\n"),
             (int)(WaitForMultipleObjects(2, hBoth, FALSE, INFINITE) - WAIT_OBJECT_0));
    if (WaitForMultipleObjects(2, hBoth, FALSE, 0) == WAIT_TIMEOUT)
        _tprintf(TEXT("and then none\n"));
    if (CreateEvent(NULL, TRUE, TRUE, szName) == NULL)
        _tprintf(TEXT("an event with the section's name: error %d\n"),
                 (int)GetLastError());

    for (i = 0; i <= STATIONS; i++)
        CloseHandle(hEvents[i]);
    UnmapViewOfFile(pParcel);
    CloseHandle(hMapFile);
    return 0;
}
