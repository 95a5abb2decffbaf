// SPDX-License-Identifier: MIT
/*
 * What Win32 calls alone cannot say, on Linux and on Windows.
 */
#include "conformance.h"

unsigned int platform_time_limit = 120;

unsigned int platform_slowness(void)
{
	const char *slow = getenv("NAMEDMAP_SLOW");
	int factor = slow ? atoi(slow) : 1;

	return factor > 0 ? (unsigned int)factor : 1;
}

static unsigned int seconds_allowed(void)
{
	return platform_time_limit * platform_slowness();
}

bool (*platform_answer_changer)(bool answer);

static bool change_answer(bool answer)
{
	return platform_answer_changer ? platform_answer_changer(answer) :
					 answer;
}

#ifdef _WIN32

#include <winternl.h>

int platform_run_row(const char *program, const char *id)
{
	STARTUPINFOA startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION process;
	DWORD status = 1;
	char line[1600];

	snprintf(line, sizeof(line), "\"%s\" --in-process \"%s\" %s", program,
		 tuples_path(), id);
	if (!CreateProcessA(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL,
			    &startup, &process)) {
		printf("# no process: error %u\n",
		       (unsigned int)GetLastError());
		return 1;
	}
	WaitForSingleObject(process.hProcess, INFINITE);
	GetExitCodeProcess(process.hProcess, &status);
	CloseHandle(process.hThread);
	CloseHandle(process.hProcess);
	return (int)status;
}

static DWORD WINAPI end_when_late(LPVOID unused)
{
	(void)unused;
	Sleep(seconds_allowed() * 1000);
	TerminateProcess(GetCurrentProcess(), ERROR_TIMEOUT);
	return 0;
}

void platform_limit_time(void)
{
	CloseHandle(CreateThread(NULL, 0, end_when_late, NULL, 0, NULL));
}

unsigned int platform_handles(void)
{
	DWORD count = 0;

	GetProcessHandleCount(GetCurrentProcess(), &count);
	return count;
}

unsigned int platform_views(void)
{
	MEMORY_BASIC_INFORMATION info;
	unsigned int count = 0;
	char *at = NULL;

	while (VirtualQuery(at, &info, sizeof(info))) {
		count += info.Type == MEM_MAPPED &&
			 info.BaseAddress == info.AllocationBase;
		at = (char *)info.BaseAddress + info.RegionSize;
	}
	return count;
}

static void *fault_jump[5];

static LONG CALLBACK on_fault(EXCEPTION_POINTERS *exception)
{
	DWORD code = exception->ExceptionRecord->ExceptionCode;

	if (code != (DWORD)STATUS_ACCESS_VIOLATION &&
	    code != (DWORD)STATUS_IN_PAGE_ERROR &&
	    code != (DWORD)STATUS_GUARD_PAGE_VIOLATION)
		return EXCEPTION_CONTINUE_SEARCH;
	__builtin_longjmp(fault_jump, 1);
}

bool touch_faults(volatile char *address, bool write)
{
	PVOID handler = AddVectoredExceptionHandler(1, on_fault);
	volatile bool faulted = true;

	if (!__builtin_setjmp(fault_jump)) {
		if (write)
			*address = 1;
		else
			(void)*address;
		faulted = false;
	}
	RemoveVectoredExceptionHandler(handler);
	return faulted;
}

/* The structures that the header keeps to itself. */
struct object_basic {
	ULONG attributes;
	ACCESS_MASK access;
	ULONG rest[12];
};

struct section_basic {
	PVOID base;
	ULONG attributes;
	LARGE_INTEGER size;
};

typedef LONG (NTAPI *query_object)(HANDLE, ULONG, PVOID, ULONG, PULONG);
typedef LONG (NTAPI *query_section)(HANDLE, ULONG, PVOID, SIZE_T, SIZE_T *);

static void *nt_call(const char *name)
{
	return (void *)GetProcAddress(GetModuleHandleA("ntdll"), name);
}

DWORD platform_rights(HANDLE object)
{
	query_object query_it = (query_object)nt_call("NtQueryObject");
	struct object_basic basic;

	return query_it(object, 0, &basic, sizeof(basic), NULL) ? 0xdeadbeef :
								  basic.access;
}

DWORD platform_attributes(HANDLE section)
{
	query_section query_it = (query_section)nt_call("NtQuerySection");
	struct section_basic basic;

	return query_it(section, 0, &basic, sizeof(basic), NULL) ?
		       0xdeadbeef : basic.attributes;
}

bool platform_has_call(const char *name)
{
	return change_answer(nt_call(name) ||
			     GetProcAddress(GetModuleHandleA("kernelbase"),
					    name));
}

bool platform_become_another_user(void)
{
	return false;
}

unsigned int platform_session(void)
{
	DWORD session = 0;

	ProcessIdToSessionId(GetCurrentProcessId(), &session);
	return session;
}

const char *platform_device(void)
{
	return "NUL";
}

bool platform_cut_file(const char *path)
{
	(void)path;
	return false;
}

bool platform_is_utf8(void)
{
	return GetACP() == CP_UTF8;
}

const char *platform_directory(void)
{
	static char path[MAX_PATH];

	if (!*path)
		GetTempPathA(sizeof(path), path);
	return path;
}

#else

#include <dirent.h>
#include <dlfcn.h>
#include <grp.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int platform_run_row(const char *program, const char *id)
{
	int status;
	pid_t pid;

	(void)program;
	fflush(stdout);
	pid = fork();
	if (!pid)
		exit(run_row(id));
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return 1;
	return WIFEXITED(status) ? WEXITSTATUS(status) :
				   0x100 + WTERMSIG(status);
}

void platform_limit_time(void)
{
	alarm(seconds_allowed());
}

unsigned int platform_handles(void)
{
	DIR *dir = opendir("/proc/self/fd");
	unsigned int count = 0;

	while (dir && readdir(dir))
		count++;
	if (dir)
		closedir(dir);
	return count;
}

/* Mappings of a file that is not the program's, a library's or the stack's. */
unsigned int platform_views(void)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[4400], program[4096] = "";
	unsigned long inode;
	unsigned int count = 0;

	if (readlink("/proc/self/exe", program, sizeof(program) - 1) < 0)
		return 0;
	while (maps && fgets(line, sizeof(line), maps)) {
		count += sscanf(line, "%*s %*s %*s %*s %lu", &inode) == 1 &&
			 inode && !strstr(line, ".so") &&
			 !strstr(line, program);
	}
	if (maps)
		fclose(maps);
	return count;
}

static sigjmp_buf fault_jump;

static void on_fault(int number)
{
	(void)number;
	siglongjmp(fault_jump, 1);
}

bool touch_faults(volatile char *address, bool write)
{
	struct sigaction action = { .sa_handler = on_fault }, segv, bus;
	volatile bool faulted = true;

	sigaction(SIGSEGV, &action, &segv);
	sigaction(SIGBUS, &action, &bus);
	if (!sigsetjmp(fault_jump, 1)) {
		if (write)
			*address = 1;
		else
			(void)*address;
		faulted = false;
	}
	sigaction(SIGSEGV, &segv, NULL);
	sigaction(SIGBUS, &bus, NULL);
	return faulted;
}

/* A number that the driver shows of a handle. */
static DWORD number_in_fdinfo(HANDLE handle, const char *format)
{
	unsigned int number = 0xdeadbeef;
	char path[60], line[200];
	FILE *stream;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d",
		 (int)((uintptr_t)handle / 4) - 1);
	stream = fopen(path, "re");
	while (stream && fgets(line, sizeof(line), stream)) {
		if (sscanf(line, format, &number) == 1)
			break;
	}
	if (stream)
		fclose(stream);
	return number;
}

DWORD platform_rights(HANDLE object)
{
	return number_in_fdinfo(object, "access: %x");
}

DWORD platform_attributes(HANDLE section)
{
	return number_in_fdinfo(section, "attributes: %x");
}

bool platform_has_call(const char *name)
{
	char symbol[100];

	snprintf(symbol, sizeof(symbol), "namedmap_%s", name);
	return change_answer(dlsym(RTLD_DEFAULT, symbol));
}

bool platform_become_another_user(void)
{
	return !setgroups(0, NULL) && !setresgid(65534, 65534, 65534) &&
	       !setresuid(65534, 65534, 65534);
}

/* A session is a user here. */
unsigned int platform_session(void)
{
	return geteuid();
}

const char *platform_device(void)
{
	return "/dev/zero";
}

bool platform_cut_file(const char *path)
{
	return !truncate(path, 0);
}

bool platform_is_utf8(void)
{
	return true;
}

/* A disk before a file system in memory. */
const char *platform_directory(void)
{
	const char *wanted = getenv("NAMEDMAP_TEST_DIR");
	static char path[500];

	if (*path)
		return path;
	if (!wanted)
		wanted = access("/mnt/disk", W_OK) ? "/tmp" : "/mnt/disk";
	snprintf(path, sizeof(path), "%s/", wanted);
	return path;
}

#endif
