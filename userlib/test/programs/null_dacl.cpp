// SPDX-License-Identifier: MIT
//
// A service that any user may talk to, and its clients: requests go through a
// section whose security descriptor has a NULL DACL.
//
//     null_dacl                 starts the service, then the clients
//     null_dacl service         answers until it is told to stop
//     null_dacl client TEXT     asks once and prints the answer
//
// In the style of services written in C++ as a better C.

#ifndef STRICT
#define STRICT
#endif
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ctype.h>
#include <initializer_list>

static LPCSTR const SECTION_NAME  = "Global\\NullDacl.Section";
static LPCSTR const TURN_NAME     = "Global\\NullDacl.Turn";
static LPCSTR const REQUEST_NAME  = "Global\\NullDacl.Request";
static LPCSTR const REPLY_NAME    = "Global\\NullDacl.Reply";
static LPCSTR const READY_NAME    = "Global\\NullDacl.Ready";
static const DWORD TIMEOUT = 60 * 1000;

enum Command : LONG { CMD_REVERSE = 1, CMD_UPPER, CMD_STOP };

#pragma pack(push, 1)
struct Message
{
    BYTE    bVersion;
    Command eCommand;
    WORD    cbText;
    DWORD   dwClient;
    CHAR    szText[49];
};
#pragma pack(pop)
C_ASSERT(sizeof(Message) == 60);

class CNullDacl
{
public:
    CNullDacl()
    {
        ::ZeroMemory(&m_sa, sizeof(m_sa));
        m_sa.nLength = sizeof(m_sa);
        m_sa.lpSecurityDescriptor = &m_sd;
        m_sa.bInheritHandle = FALSE;
        m_bGood = ::InitializeSecurityDescriptor(&m_sd, SECURITY_DESCRIPTOR_REVISION) &&
                  ::SetSecurityDescriptorDacl(&m_sd, TRUE, (PACL)NULL, FALSE);
    }
    operator LPSECURITY_ATTRIBUTES() { return m_bGood ? &m_sa : NULL; }

private:
    SECURITY_DESCRIPTOR m_sd;
    SECURITY_ATTRIBUTES m_sa;
    BOOL m_bGood;
};

static int Fail(LPCSTR pszWhat)
{
    printf("%s failed (%u)\n", pszWhat, (UINT)::GetLastError());
    return 1;
}

static void Answer(Message *pMessage)
{
    switch (pMessage->eCommand) {
    case CMD_REVERSE:
        _strrev(pMessage->szText);
        break;
    case CMD_UPPER:
        _strupr(pMessage->szText);
        break;
    case CMD_STOP:
        strcpy_s(pMessage->szText, "stopping");
        break;
    }
    pMessage->cbText = (WORD)strlen(pMessage->szText);
}

static int Service()
{
    CNullDacl access;
    HANDLE hSection = ::CreateFileMappingA(INVALID_HANDLE_VALUE, access, PAGE_READWRITE,
                                           0, sizeof(Message), SECTION_NAME);
    if (hSection == NULL)
        return Fail("CreateFileMapping");
    if (::GetLastError() == ERROR_ALREADY_EXISTS) {
        puts("another service is running");
        return 2;
    }
    HANDLE hTurn = ::CreateEventA(access, FALSE, TRUE, TURN_NAME);
    HANDLE hRequest = ::CreateEventA(access, FALSE, FALSE, REQUEST_NAME);
    HANDLE hReply = ::CreateEventA(access, FALSE, FALSE, REPLY_NAME);
    HANDLE hReady = ::OpenEventA(EVENT_MODIFY_STATE, FALSE, READY_NAME);
    if (!hTurn || !hRequest || !hReply || !hReady)
        return Fail("CreateEvent");
    Message *pMessage = reinterpret_cast<Message *>(
        ::MapViewOfFile(hSection, FILE_MAP_WRITE, 0, 0, 0));
    if (!pMessage)
        return Fail("MapViewOfFile");
    pMessage->bVersion = 1;
    ::SetEvent(hReady);

    int nServed = 0;
    for (bool bStop = false; !bStop; nServed++) {
        if (::WaitForSingleObject(hRequest, TIMEOUT) != WAIT_OBJECT_0)
            return Fail("WaitForSingleObject");
        bStop = pMessage->eCommand == CMD_STOP;
        Answer(pMessage);
        ::SetEvent(hReply);
    }
    ::UnmapViewOfFile(pMessage);
    for (HANDLE h : { hReady, hReply, hRequest, hTurn, hSection })
        ::CloseHandle(h);
    return nServed;
}

static int Client(LPCSTR pszText)
{
    HANDLE hSection = ::OpenFileMappingA(FILE_MAP_READ | FILE_MAP_WRITE, FALSE, SECTION_NAME);
    if (!hSection)
        return Fail("OpenFileMapping");
    HANDLE hTurn = ::OpenEventA(EVENT_ALL_ACCESS, FALSE, TURN_NAME);
    HANDLE hRequest = ::OpenEventA(EVENT_MODIFY_STATE, FALSE, REQUEST_NAME);
    HANDLE hReply = ::OpenEventA(SYNCHRONIZE, FALSE, REPLY_NAME);
    Message *pMessage = static_cast<Message *>(
        ::MapViewOfFile(hSection, FILE_MAP_WRITE, 0, 0, sizeof(Message)));
    if (!hTurn || !hRequest || !hReply || !pMessage)
        return Fail("opening");

    ::WaitForSingleObject(hTurn, TIMEOUT);
    pMessage->dwClient = ::GetCurrentProcessId();
    pMessage->eCommand = !_stricmp(pszText, "STOP") ? CMD_STOP :
                         isupper((BYTE)*pszText) ? CMD_REVERSE : CMD_UPPER;
    if (strncpy_s(pMessage->szText, pszText, _TRUNCATE) == STRUNCATE)
        printf("(the text is cut) ");
    ::SignalObjectAndWait(hRequest, hReply, TIMEOUT, FALSE);
    printf("\"%s\": \"%s\", %hu bytes\n", pszText, pMessage->szText, pMessage->cbText);
    fflush(stdout);
    ::SetEvent(hTurn);
    if (::WaitForSingleObject(hRequest, 0) == WAIT_FAILED)
        Fail("waiting without the right to wait");
    ::UnmapViewOfFile(pMessage);
    for (HANDLE h : { hReply, hRequest, hTurn, hSection })
        ::CloseHandle(h);
    return 0;
}

static HANDLE Start(LPCSTR pszArguments)
{
    CHAR szPath[MAX_PATH] = "", szLine[MAX_PATH + 200];
    STARTUPINFOA si = {};
    PROCESS_INFORMATION pi = {};

    si.cb = sizeof si;
    ::GetModuleFileNameA(NULL, szPath, _countof(szPath));
    sprintf_s(szLine, "\"%s\" %s", szPath, pszArguments);
    if (!::CreateProcessA(szPath, szLine, nullptr, nullptr, FALSE, 0,
                          nullptr, nullptr, &si, &pi))
        exit(Fail("CreateProcess"));
    ::CloseHandle(pi.hThread);
    return pi.hProcess;
}

static DWORD Finish(HANDLE hProcess)
{
    DWORD dwCode = STILL_ACTIVE;

    ::WaitForSingleObject(hProcess, INFINITE);
    ::GetExitCodeProcess(hProcess, &dwCode);
    ::CloseHandle(hProcess);
    return dwCode;
}

int main(int argc, char *argv[])
{
    if (argc == 2 && !strcmp(argv[1], "service"))
        return Service();
    if (argc == 3 && !strcmp(argv[1], "client"))
        return Client(argv[2]);

    setvbuf(stdout, NULL, _IONBF, 0);
    Client("nobody is there");
    HANDLE hReady = ::CreateEventA(NULL, TRUE, FALSE, READY_NAME);
    HANDLE hService = Start("service");
    HANDLE hEither[] = { hReady, hService };
    if (::WaitForMultipleObjects(ARRAYSIZE(hEither), hEither, FALSE, TIMEOUT) != WAIT_OBJECT_0)
        return Fail("the service");
    for (LPCSTR pszRequest : { "client Stressed", "client \"mixed Case\"",
                               "client \"Able was I ere I saw Elba, and much more besides it\"" })
        Finish(Start(pszRequest));
    printf("a second service: %u\n", (UINT)Finish(Start("service")));
    Finish(Start("client stop"));
    printf("requests served: %u\n", (UINT)Finish(hService));
    ::CloseHandle(hReady);
    Client("nobody any more");
    return 0;
}
