/* SPDX-License-Identifier: MIT */
/*
 * Threads that count the primes below a limit, each of which takes the next
 * piece of work and writes into a section they all see. In the style of programs
 * with CreateThread and _beginthreadex.
 */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <process.h>
#include <stdio.h>
#include <stdlib.h>

#define THREADCOUNT 4
#define LIMIT       20000
#define PIECE       500

typedef struct _RESULTS {
  volatile LONG NextPiece;
  volatile LONG Primes;
  volatile LONG ThreadsRunning;
  volatile LONG64 Sum;
  LONG PerPiece[LIMIT / PIECE];
  LONG Largest;
} RESULTS, *PRESULTS;

typedef struct MyData {
  int val1;
  int val2;
} MYDATA, *PMYDATA;

static HANDLE ghStart;
static PRESULTS gpResults;
static CRITICAL_SECTION gcsLargest;
static DWORD gdwTlsIndex = TLS_OUT_OF_INDEXES;

static BOOL IsPrime(LONG n)
{
  LONG d;

  for (d = 2; d * d <= n; d++)
    if (n % d == 0)
      return FALSE;
  return n > 1;
}

static void ErrorExit(const char *lpszFunction)
{
  printf("%s failed, GLE=%d.\n", lpszFunction, (int)GetLastError());
  ExitProcess(1);
}

static VOID CountPiece(LONG piece)
{
  LONG n;

  for (n = piece * PIECE; n < (piece + 1) * PIECE; n++) {
    if (!IsPrime(n))
      continue;
    ++*(int *)TlsGetValue(gdwTlsIndex);
    InterlockedIncrement(&gpResults->Primes);
    InterlockedExchangeAdd64(&gpResults->Sum, n);
    gpResults->PerPiece[piece]++;
    EnterCriticalSection(&gcsLargest);
    if (n > gpResults->Largest)
      gpResults->Largest = n;
    LeaveCriticalSection(&gcsLargest);
  }
}

static unsigned __stdcall Worker(void *pArguments)
{
  PMYDATA pData = (PMYDATA)pArguments;
  LONG piece;

  InterlockedIncrement(&gpResults->ThreadsRunning);
  TlsSetValue(gdwTlsIndex, &pData->val2);
  WaitForSingleObject(ghStart, INFINITE);
  while ((piece = InterlockedIncrement(&gpResults->NextPiece) - 1) <
         LIMIT / PIECE)
    CountPiece(piece);
  InterlockedDecrement(&gpResults->ThreadsRunning);
  _endthreadex(pData->val1 + 100);
  return 0;
}

static DWORD WINAPI Watcher(LPVOID lpParam)
{
  UNREFERENCED_PARAMETER(lpParam);
  while (InterlockedCompareExchange(&gpResults->ThreadsRunning, 0, 0) <
         THREADCOUNT)
    SwitchToThread();
  SetEvent(ghStart);
  return 42;
}

int main(void)
{
  HANDLE hMapping, hThreads[THREADCOUNT + 1];
  MYDATA data[THREADCOUNT];
  DWORD dwThreadId, dwResult, dwCode;
  unsigned threadID;
  LONG i, total = 0;
  int found = 0;

  hMapping = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
                               sizeof(RESULTS), TEXT("Local\\WorkerThreads"));
  if (hMapping == NULL)
    ErrorExit("CreateFileMapping");
  gpResults = (PRESULTS)MapViewOfFile(hMapping, FILE_MAP_WRITE, 0, 0, 0);
  if (gpResults == NULL)
    ErrorExit("MapViewOfFile");
  if (!InitializeCriticalSectionAndSpinCount(&gcsLargest, 0x00000400))
    ErrorExit("InitializeCriticalSectionAndSpinCount");
  if ((gdwTlsIndex = TlsAlloc()) == TLS_OUT_OF_INDEXES)
    ErrorExit("TlsAlloc");
  ghStart = CreateEvent(NULL, TRUE, FALSE, NULL);

  for (i = 0; i < THREADCOUNT; i++) {
    data[i].val1 = i;
    data[i].val2 = 0;
    hThreads[i] = (HANDLE)_beginthreadex(NULL, 0, &Worker, &data[i],
                                         CREATE_SUSPENDED, &threadID);
    if (hThreads[i] == 0)
      ErrorExit("_beginthreadex");
    SetThreadPriority(hThreads[i], THREAD_PRIORITY_BELOW_NORMAL);
    ResumeThread(hThreads[i]);
  }
  hThreads[THREADCOUNT] = CreateThread(NULL, 0, Watcher, NULL, 0, &dwThreadId);
  if (hThreads[THREADCOUNT] == NULL)
    ErrorExit("CreateThread");

  dwResult = WaitForMultipleObjects(_countof(hThreads), hThreads, TRUE, 60000);
  printf("all %d threads: %s\n", (int)_countof(hThreads),
         dwResult == WAIT_OBJECT_0 ? "ended" : "NOT ended");
  for (i = 0; i <= THREADCOUNT; i++) {
    if (!GetExitCodeThread(hThreads[i], &dwCode))
      ErrorExit("GetExitCodeThread");
    printf("thread %d: exit code %u\n", (int)i, (unsigned)dwCode);
    CloseHandle(hThreads[i]);
  }
  for (i = 0; i < LIMIT / PIECE; i++)
    total += gpResults->PerPiece[i];
  for (i = 0; i < THREADCOUNT; i++)
    found += data[i].val2;
  printf("%d primes below %d, by piece %d, by thread %d\n",
         (int)gpResults->Primes, LIMIT, (int)total, found);
  printf("sum %d, largest %d, in this thread %s\n", (int)gpResults->Sum,
         (int)gpResults->Largest, TlsGetValue(gdwTlsIndex) ? "some" : "none");
  dwResult = WaitForSingleObject(ghStart, 0);
  printf("the event: %s\n", dwResult == WAIT_OBJECT_0 ? "still set" : "not set");

  TlsFree(gdwTlsIndex);
  DeleteCriticalSection(&gcsLargest);
  CloseHandle(ghStart);
  UnmapViewOfFile(gpResults);
  CloseHandle(hMapping);
  return 0;
}
