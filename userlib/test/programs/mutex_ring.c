/* SPDX-License-Identifier: MIT */
/*
 * A ring of numbers that several processes fill and several others empty, under
 * a named mutex and two named semaphores.
 *
 *	mutex_ring			starts the others and checks what they did
 *	mutex_ring producer FIRST	puts numbers
 *	mutex_ring consumer		takes them
 *	mutex_ring careless		ends with the mutex in its hands
 *
 * In the style of UNICODE-agnostic code of system programmers.
 */
#include <windows.h>
#include <tchar.h>
#include <stdio.h>
#include <stdlib.h>

#define RING_SECTION	_T("Local\\mutex_ring.section")
#define RING_MUTEX	_T("Local\\mutex_ring.mutex")
#define RING_FREE	_T("Local\\mutex_ring.free")
#define RING_USED	_T("Local\\mutex_ring.used")

#define RING_SIZE	8
#define PER_PRODUCER	60
#define PRODUCERS	2
#define CONSUMERS	2
#define END_MARK	(-1)

typedef struct ring_t {
	DWORD		dwHead, dwTail;
	DWORD		dwInside, dwWorst;
	DWORD		dwTaken;
	LONGLONG	llSum;
	LONG		lSlot[RING_SIZE];
} ring_t;

typedef struct handles_t {
	HANDLE	hSection, hMutex, hFree, hUsed;
	ring_t	*pRing;
} handles_t;

#define CHECK(what)							\
	do {								\
		if (!(what)) {						\
			_tprintf(_T("%s, line %d: error %d\n"), _T(#what), \
				 __LINE__, (int)GetLastError());	\
			exit(1);					\
		}							\
	} while (0)

static void create_ring(handles_t *p)
{
	CHECK(p->hSection = CreateFileMapping(INVALID_HANDLE_VALUE, NULL,
		PAGE_READWRITE, 0, sizeof(ring_t), RING_SECTION));
	CHECK(p->hMutex = CreateMutex(NULL, FALSE, RING_MUTEX));
	CHECK(p->hFree = CreateSemaphore(NULL, RING_SIZE, RING_SIZE, RING_FREE));
	CHECK(p->hUsed = CreateSemaphore(NULL, 0, RING_SIZE, RING_USED));
	CHECK(p->pRing = (ring_t *)MapViewOfFile(p->hSection,
		FILE_MAP_ALL_ACCESS, 0, 0, 0));
}

static void open_ring(handles_t *p)
{
	CHECK(p->hSection = OpenFileMapping(FILE_MAP_WRITE, FALSE, RING_SECTION));
	CHECK(p->hMutex = OpenMutex(SYNCHRONIZE, FALSE, RING_MUTEX));
	CHECK(p->hFree = OpenSemaphore(SEMAPHORE_ALL_ACCESS, FALSE, RING_FREE));
	CHECK(p->hUsed = OpenSemaphore(SYNCHRONIZE | SEMAPHORE_MODIFY_STATE,
				       FALSE, RING_USED));
	CHECK(p->pRing = (ring_t *)MapViewOfFile(p->hSection, FILE_MAP_WRITE,
						 0, 0, 0));
}

static void close_ring(handles_t *p)
{
	UnmapViewOfFile(p->pRing);
	CloseHandle(p->hUsed);
	CloseHandle(p->hFree);
	CloseHandle(p->hMutex);
	CloseHandle(p->hSection);
}

static void enter(handles_t *p)
{
	CHECK(WaitForSingleObject(p->hMutex, 60000) == WAIT_OBJECT_0);
	if (++p->pRing->dwInside > p->pRing->dwWorst)
		p->pRing->dwWorst = p->pRing->dwInside;
}

static void leave(handles_t *p)
{
	p->pRing->dwInside--;
	CHECK(ReleaseMutex(p->hMutex));
}

static void put(handles_t *p, LONG lNumber)
{
	CHECK(WaitForSingleObject(p->hFree, 60000) == WAIT_OBJECT_0);
	enter(p);
	p->pRing->lSlot[p->pRing->dwHead++ % RING_SIZE] = lNumber;
	leave(p);
	CHECK(ReleaseSemaphore(p->hUsed, 1, NULL));
}

static LONG take(handles_t *p)
{
	HANDLE hBoth[2];
	LONG lNumber;

	hBoth[0] = p->hMutex;
	hBoth[1] = p->hUsed;
	CHECK(WaitForMultipleObjects(2, hBoth, TRUE, 60000) == WAIT_OBJECT_0);
	lNumber = p->pRing->lSlot[p->pRing->dwTail++ % RING_SIZE];
	if (lNumber != END_MARK) {
		p->pRing->dwTaken++;
		p->pRing->llSum += lNumber;
	}
	CHECK(ReleaseMutex(p->hMutex));
	CHECK(ReleaseSemaphore(p->hFree, 1, NULL));
	return lNumber;
}

static HANDLE start(const TCHAR *szRole)
{
	TCHAR szProgram[MAX_PATH], szLine[2 * MAX_PATH];
	PROCESS_INFORMATION pi;
	STARTUPINFO si;

	GetModuleFileName(NULL, szProgram, MAX_PATH);
	_sntprintf(szLine, 2 * MAX_PATH, _T("\"%s\" %s"), szProgram, szRole);
	GetStartupInfo(&si);
	CHECK(CreateProcess(NULL, szLine, NULL, NULL, FALSE, 0, NULL, NULL, &si,
			    &pi));
	CloseHandle(pi.hThread);
	return pi.hProcess;
}

static DWORD finish(HANDLE hProcess)
{
	DWORD dwCode = 0;

	WaitForSingleObject(hProcess, INFINITE);
	GetExitCodeProcess(hProcess, &dwCode);
	CloseHandle(hProcess);
	return dwCode;
}

static void show_rules(handles_t *p)
{
	LONG lBefore = -1;
	HANDLE h;

	CHECK(WaitForSingleObject(p->hMutex, 0) == WAIT_OBJECT_0);
	CHECK(WaitForSingleObject(p->hMutex, 0) == WAIT_OBJECT_0);
	CHECK(ReleaseMutex(p->hMutex) && ReleaseMutex(p->hMutex));
	if (!ReleaseMutex(p->hMutex))
		_tprintf(_T("released once too often: error %d\n"),
			 (int)GetLastError());
	if (!ReleaseSemaphore(p->hFree, 1, NULL))
		_tprintf(_T("one more than there may be: error %d\n"),
			 (int)GetLastError());
	CHECK(WaitForSingleObject(p->hFree, 0) == WAIT_OBJECT_0);
	CHECK(ReleaseSemaphore(p->hFree, 1, &lBefore));
	_tprintf(_T("free slots before: %d\n"), (int)lBefore);
	_tprintf(_T("an empty semaphore: %s\n"),
		 WaitForSingleObject(p->hUsed, 10) == WAIT_TIMEOUT ?
		 _T("time-out") : _T("something ELSE"));
	CHECK(h = CreateMutex(NULL, TRUE, RING_MUTEX));
	_tprintf(_T("the mutex again: error %d\n"), (int)GetLastError());
	CloseHandle(h);
	if (!CreateSemaphore(NULL, 0, 1, RING_MUTEX))
		_tprintf(_T("a semaphore with the mutex's name: error %d\n"),
			 (int)GetLastError());
	if (!OpenMutex(MUTEX_ALL_ACCESS, FALSE, _T("Local\\mutex_ring.none")))
		_tprintf(_T("no such mutex: error %d\n"), (int)GetLastError());
}

static int run_all(void)
{
	HANDLE hProducer[PRODUCERS], hConsumer[CONSUMERS];
	handles_t all;
	DWORD dwWait;
	int i;

	create_ring(&all);
	hProducer[0] = start(_T("producer 1"));
	hProducer[1] = start(_T("producer 1001"));
	for (i = 0; i < CONSUMERS; i++)
		hConsumer[i] = start(_T("consumer"));
	for (i = 0; i < PRODUCERS; i++)
		_tprintf(_T("producer %d: %u numbers\n"), i,
			 (unsigned)finish(hProducer[i]));
	for (i = 0; i < CONSUMERS; i++)
		put(&all, END_MARK);
	for (i = 0; i < CONSUMERS; i++)
		_tprintf(_T("consumer %d: %s\n"), i, finish(hConsumer[i]) == 0 ?
			 _T("through") : _T("FAILED"));
	_tprintf(_T("taken %u, sum %d, at most %u inside\n"),
		 (unsigned)all.pRing->dwTaken, (int)all.pRing->llSum,
		 (unsigned)all.pRing->dwWorst);

	_tprintf(_T("careless: %u\n"), (unsigned)finish(start(_T("careless"))));
	dwWait = WaitForSingleObject(all.hMutex, 60000);
	_tprintf(_T("its mutex: %s\n"), dwWait == WAIT_ABANDONED ?
		 _T("abandoned, and ours now") : _T("something ELSE"));
	CHECK(ReleaseMutex(all.hMutex));
	dwWait = WaitForSingleObject(all.hMutex, 0);
	_tprintf(_T("after that: %s\n"), dwWait == WAIT_OBJECT_0 ?
		 _T("as good as new") : _T("something ELSE"));
	CHECK(ReleaseMutex(all.hMutex));
	show_rules(&all);
	close_ring(&all);
	return 0;
}

int _tmain(int argc, _TCHAR *argv[])
{
	handles_t mine;
	LONG i, lFirst;

	if (argc == 1)
		return run_all();
	open_ring(&mine);
	if (argc == 3 && !_tcscmp(argv[1], _T("producer"))) {
		lFirst = (LONG)_tstoi(argv[2]);
		for (i = 0; i < PER_PRODUCER; i++)
			put(&mine, lFirst + i);
		return i;
	}
	if (!_tcscmp(argv[1], _T("consumer"))) {
		while (take(&mine) != END_MARK)
			;
		return 0;
	}
	CHECK(WaitForSingleObject(mine.hMutex, 60000) == WAIT_OBJECT_0);
	ExitProcess(7);
	return 0;
}
