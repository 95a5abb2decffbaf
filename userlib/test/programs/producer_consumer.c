/* SPDX-License-Identifier: MIT */
/*
 * A ring of messages in a named section, for two programs:
 *
 *	producer_consumer producer
 *	producer_consumer consumer
 *
 * in either order. In the style of TCHAR programs.
 */
#include <windows.h>
#include <tchar.h>
#include <stdio.h>

#define RING_NAME  TEXT("Local\\ProducerConsumerRing")
#define SLOTS      4
#define MESSAGES   12
#define TEXT_SIZE  48
#define PATIENCE   60000

typedef struct _RING {
    volatile LONG  lReady;              /* set when the ring may be used */
    volatile LONG  lWritten;
    volatile LONG  lRead;
    volatile LONG  lGone;               /* the consumer is through */
    DWORD          dwChecksum;
    TCHAR          szText[SLOTS][TEXT_SIZE];
} RING, *PRING;

static BOOL WaitUntil(volatile LONG *plValue, LONG lAtLeast)
{
    DWORD dwWaited;

    for (dwWaited = 0; dwWaited < PATIENCE; dwWaited += 5) {
        if (*plValue >= lAtLeast)
            return TRUE;
        Sleep(5);
    }
    return FALSE;
}

static DWORD AddChecksum(DWORD dwSum, LPCTSTR lpText)
{
    while (*lpText)
        dwSum = dwSum * 31 + (BYTE)*lpText++;
    return dwSum;
}

static int Produce(PRING pRing)
{
    LONG i;

    pRing->lReady = 1;
    for (i = 0; i < MESSAGES; i++) {
        LPTSTR lpSlot = pRing->szText[i % SLOTS];

        if (!WaitUntil(&pRing->lRead, i - SLOTS + 1)) {
            _tprintf(_T("producer: nobody reads\n"));
            return 1;
        }
        _stprintf(lpSlot, _T("message %d of %d"), (int)i + 1, MESSAGES);
        pRing->dwChecksum = AddChecksum(pRing->dwChecksum, lpSlot);
        pRing->lWritten = i + 1;
    }
    if (!WaitUntil(&pRing->lGone, 1))
        return 1;
    _tprintf(_T("producer: %d messages, checksum %08x\n"), MESSAGES,
             (unsigned int)pRing->dwChecksum);
    return 0;
}

static int Consume(PRING pRing)
{
    DWORD dwSum = 0;
    LONG i;

    if (!WaitUntil(&pRing->lReady, 1)) {
        _tprintf(_T("consumer: nobody writes\n"));
        return 1;
    }
    for (i = 0; i < MESSAGES; i++) {
        if (!WaitUntil(&pRing->lWritten, i + 1))
            return 1;
        _tprintf(_T("consumer: %s\n"), pRing->szText[i % SLOTS]);
        dwSum = AddChecksum(dwSum, pRing->szText[i % SLOTS]);
        pRing->lRead = i + 1;
    }
    _tprintf(_T("consumer: checksum %s\n"),
             dwSum == pRing->dwChecksum ? _T("right") : _T("WRONG"));
    pRing->lGone = 1;
    return 0;
}

int _tmain(int argc, TCHAR *argv[])
{
    HANDLE hRing;
    PRING pRing;
    int nResult;

    hRing = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
                              sizeof(RING), RING_NAME);
    if (hRing == NULL) {
        _tprintf(_T("CreateFileMapping failed: %lu\n"),
                 (unsigned long)GetLastError());
        return 2;
    }
    pRing = (PRING)MapViewOfFile(hRing, FILE_MAP_ALL_ACCESS, 0, 0,
                                 sizeof(RING));
    if (pRing == NULL) {
        _tprintf(_T("MapViewOfFile failed: %lu\n"),
                 (unsigned long)GetLastError());
        CloseHandle(hRing);
        return 2;
    }
    if (argc > 1 && _tcscmp(argv[1], _T("producer")) == 0)
        nResult = Produce(pRing);
    else
        nResult = Consume(pRing);
    UnmapViewOfFile(pRing);
    CloseHandle(hRing);
    return nResult;
}
