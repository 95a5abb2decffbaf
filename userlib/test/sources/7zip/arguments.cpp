// SPDX-License-Identifier: MIT
//
// Arguments too long for a command line go through a named mapping to the program
// that is started; it sets a named event when it has them.
//
//     arguments                     starts the other
//     arguments MAPPING SIZE EVENT  is the other
#include "Common/Common.h"

#include <stdio.h>
#include <string.h>
#include <tchar.h>

#include "Windows/FileMapping.h"
#include "Windows/Synchronization.h"

using namespace NWindows;

static const UInt32 kCount = 5000;

static int Failed(const char *what, WRes res)
{
    printf("%s failed: %u\n", what, (unsigned)res);
    return 1;
}

static int TakeArguments(LPCTSTR mapName, UInt32 size, LPCTSTR eventName)
{
    CFileMapping mapping;
    NSynchronization::CManualResetEvent event;
    WRes res = mapping.Open(FILE_MAP_READ, mapName);
    if (res)
        return Failed("Open", res);
    const UInt32 *data = (const UInt32 *)mapping.Map(FILE_MAP_READ, 0, size);
    if (!data)
        return Failed("Map", GetLastError());
    CFileUnmapper unmapper(data);
    UInt32 sum = 0;
    for (UInt32 i = 0; i < size / 4; i++)
        sum += data[i];
    res = event.Open(EVENT_MODIFY_STATE, false, eventName);
    if (res)
        return Failed("Open of the event", res);
    event.Set();
    return sum == kCount * (kCount - 1) / 2 ? 9 : 2;
}

static THREAD_FUNC_DECL CountDown(void *param)
{
    for (int i = 0; i < 3; i++)
        ((NSynchronization::CSemaphore *)param)->Release();
    return THREAD_FUNC_RET_ZERO;
}

// Their threads and semaphores, too.
static int UseThread()
{
    NSynchronization::CSemaphore semaphore;
    CThread thread;
    WRes res = semaphore.Create(0, 3);
    if (res)
        return Failed("Create of the semaphore", res);
    res = Thread_Create(&thread, CountDown, &semaphore);
    if (res)
        return Failed("Thread_Create", res);
    for (int i = 0; i < 3; i++)
        semaphore.Lock();
    return Thread_Wait_Close(&thread);
}

static HANDLE StartOther(LPCTSTR mapName, UInt32 size, LPCTSTR eventName)
{
    STARTUPINFO startup = { sizeof(startup) };
    PROCESS_INFORMATION process;
    TCHAR path[MAX_PATH], line[MAX_PATH + 200];

    GetModuleFileName(NULL, path, MAX_PATH);
    _stprintf_s(line, _countof(line), TEXT("\"%s\" %s %u %s"), path, mapName,
                (unsigned)size, eventName);
    if (!CreateProcess(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL, &startup,
                       &process))
        return NULL;
    CloseHandle(process.hThread);
    return process.hProcess;
}

int _tmain(int argc, TCHAR **argv)
{
    const UInt32 size = kCount * sizeof(UInt32);
    LPCTSTR mapName = TEXT("7zMap1"), eventName = TEXT("7zEvent1");
    NSynchronization::CManualResetEvent event;
    CFileMapping mapping;
    DWORD code = 0;

    if (argc == 4)
        return TakeArguments(argv[1], _tcstoul(argv[2], NULL, 10), argv[3]);
    WRes res = mapping.Create(PAGE_READWRITE, size, mapName);
    if (res)
        return Failed("Create", res);
    UInt32 *data = (UInt32 *)mapping.Map(FILE_MAP_WRITE, 0, size);
    if (!data)
        return Failed("Map", GetLastError());
    CFileUnmapper unmapper(data);
    for (UInt32 i = 0; i < kCount; i++)
        data[i] = i;
    res = event.CreateWithName(false, eventName);
    if (res)
        return Failed("CreateWithName", res);
    HANDLE other = StartOther(mapName, size, eventName);
    if (!other)
        return Failed("CreateProcess", GetLastError());
    HANDLE handles[] = { other, event };
    WaitForMultipleObjects(2, handles, TRUE, 60000);
    GetExitCodeProcess(other, &code);
    if (code != 9)
        return Failed("the other", code);
    CFileMapping second;
    if (second.Create(PAGE_READWRITE, size, mapName) != ERROR_ALREADY_EXISTS)
        return Failed("a second mapping", GetLastError());
    res = UseThread();
    if (res)
        return Failed("the thread", res);
    printf("the other one read %u numbers\n", (unsigned)kCount);
    return 0;
}
