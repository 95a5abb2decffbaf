// SPDX-License-Identifier: MIT
/* CreateProcess, and what a program can learn of its children. */
#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define PAGE 4096u

/* This program in a role, as a command line. */
static char *line_of(const char *role, const char *rest)
{
	static char line[4096];
	char self[1024];

	REQUIRE(GetModuleFileNameA(NULL, self, sizeof(self)));
	snprintf(line, sizeof(line), "\"%s\" --role %s %s", self, role, rest);
	return line;
}

static BOOL start(char *line, BOOL inherit, DWORD flags,
		  PROCESS_INFORMATION *info)
{
	STARTUPINFOA startup = { .cb = sizeof(startup) };

	return CreateProcessA(NULL, line, NULL, NULL, inherit, flags, NULL,
			      NULL, &startup, info);
}

static void close_both(const PROCESS_INFORMATION *info)
{
	CHECK(CloseHandle(info->hThread));
	CHECK(CloseHandle(info->hProcess));
}

static DWORD code_of(HANDLE process)
{
	DWORD code = 0xdeadbeef;

	CHECK_EQUAL(WaitForSingleObject(process, INFINITE), WAIT_OBJECT_0);
	CHECK(GetExitCodeProcess(process, &code));
	return code;
}

/* Start it, wait, and answer its exit code. */
static DWORD run(char *line, BOOL inherit)
{
	PROCESS_INFORMATION info;
	DWORD code;

	REQUIRE(start(line, inherit, 0, &info));
	code = code_of(info.hProcess);
	close_both(&info);
	return code;
}

static bool is_gone(DWORD pid)
{
	return kill((pid_t)pid, 0) && errno == ESRCH;
}

static bool has_children(void)
{
	siginfo_t info;

	return !waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL);
}

ROLE(exit_with)
{
	ExitProcess((UINT)strtoul(arguments[0], NULL, 0));
}

ROLE(return_with)
{
	exit((int)strtoul(arguments[0], NULL, 0));
}

TEST_ALONE(PRC_exit_codes)
{
	static const DWORD codes[] = { 0, 1, 255, 256, 259, 0x12345678,
				       0xc0000005, 0xffffffff };
	char rest[32];
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(codes); i++) {
		snprintf(rest, sizeof(rest), "%u", codes[i]);
		CHECK_EQUAL(run(line_of("exit_with", rest), FALSE), codes[i]);
		CHECK_EQUAL(run(line_of("return_with", rest), FALSE), codes[i]);
	}
	CHECK(!has_children());
}

ROLE(sleep_long)
{
	Sleep(INFINITE);
	return 0;
}

ROLE(raise_signal)
{
	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	raise(atoi(arguments[0]));
	return 99;
}

TEST_ALONE(PRC_signals_are_exit_codes)
{
	static const struct { int number; DWORD code; } table[] = {
		{ SIGSEGV, 0xc0000005 }, { SIGBUS, 0xc0000006 },
		{ SIGILL, 0xc000001d }, { SIGFPE, 0xc0000094 },
		{ SIGINT, 0xc000013a }, { SIGABRT, 3 },
		{ SIGTERM, 128 + SIGTERM }, { SIGKILL, 128 + SIGKILL },
	};
	char rest[16];
	unsigned int i;

	for (i = 0; i < ARRAYSIZE(table); i++) {
		snprintf(rest, sizeof(rest), "%d", table[i].number);
		CHECK_EQUAL(run(line_of("raise_signal", rest), FALSE),
			    table[i].code);
	}
}

TEST_ALONE(PRC_TerminateProcess)
{
	PROCESS_INFORMATION info;
	HANDLE other, weak;
	DWORD code;

	REQUIRE(start(line_of("sleep_long", ""), FALSE, 0, &info));
	CHECK(info.dwProcessId == info.dwThreadId);
	CHECK_EQUAL(GetProcessId(info.hProcess), info.dwProcessId);
	CHECK(GetExitCodeProcess(info.hProcess, &code));
	CHECK_EQUAL(code, STILL_ACTIVE);
	CHECK_EQUAL(WaitForSingleObject(info.hProcess, 0), WAIT_TIMEOUT);
	CHECK_EQUAL(WaitForSingleObject(info.hThread, 10), WAIT_TIMEOUT);
	CHECK(duplicate(info.hProcess, &other, 0, FALSE,
			DUPLICATE_SAME_ACCESS));
	CHECK(duplicate(info.hProcess, &weak, SYNCHRONIZE, FALSE, 0));
	CHECK_FAILS(FALSE, TerminateProcess(weak, 1), ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, GetExitCodeProcess(weak, &code),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(0, GetProcessId(weak), ERROR_ACCESS_DENIED);
	CHECK(TerminateProcess(info.hProcess, 0x87654321));
	CHECK_EQUAL(code_of(info.hProcess), 0x87654321);
	CHECK_EQUAL(WaitForSingleObject(info.hThread, INFINITE), WAIT_OBJECT_0);
	CHECK_EQUAL(WaitForSingleObject(weak, 0), WAIT_OBJECT_0);
	/* It was asked once, and all handles know. */
	CHECK_EQUAL(code_of(other), 0x87654321);
	CHECK_FAILS(FALSE, TerminateProcess(other, 1), ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, GetExitCodeProcess(info.hThread, &code),
		    ERROR_INVALID_HANDLE);
	close_both(&info);
	CHECK(CloseHandle(weak));
	CHECK_EQUAL(code_of(other), 0x87654321);
	CHECK(CloseHandle(other));
	CHECK(!has_children());
}

ROLE(terminate_self)
{
	return !TerminateProcess(GetCurrentProcess(), 0xabcdef01);
}

TEST_ALONE(PRC_a_process_terminates_itself)
{
	CHECK_EQUAL(run(line_of("terminate_self", ""), FALSE), 0xabcdef01);
}

TEST_ALONE(PRC_no_zombie_after_CloseHandle)
{
	unsigned int i, descriptors = count_descriptors();
	PROCESS_INFORMATION info[8];

	for (i = 0; i < ARRAYSIZE(info); i++) {
		REQUIRE(start(line_of("sleep_long", ""), FALSE, 0, &info[i]));
		close_both(&info[i]);
	}
	for (i = 0; i < ARRAYSIZE(info); i++) {
		CHECK(!is_gone(info[i].dwProcessId));
		kill((pid_t)info[i].dwProcessId, SIGKILL);
	}
	for (i = 0; i < ARRAYSIZE(info); i++) {
		while (!is_gone(info[i].dwProcessId))
			Sleep(1);
	}
	CHECK(!has_children());
	/* What watched them is given up once the last one is collected. */
	while (count_descriptors() != descriptors)
		Sleep(1);
}

static volatile sig_atomic_t children_ended;

static void on_child(int number)
{
	(void)number;
	children_ended++;
}

/* What the program forks itself stays its own. */
TEST_ALONE(PRC_other_children_are_left_alone)
{
	struct sigaction action = { .sa_handler = on_child };
	PROCESS_INFORMATION info;
	HANDLE process;
	int status, i;
	DWORD code;
	pid_t own;

	sigaction(SIGCHLD, &action, NULL);
	own = fork();
	if (!own)
		_exit(77);
	while (!children_ended)
		Sleep(1);
	children_ended = 0;
	/* A program that cannot be executed is no child that ended. */
	CHECK_FAILS(FALSE, start((char *)"/etc/passwd x", FALSE, 0, &info),
		    ERROR_ACCESS_DENIED);
	CHECK_EQUAL(children_ended, 0);
	process = OpenProcess(PROCESS_QUERY_INFORMATION | SYNCHRONIZE, FALSE,
			      (DWORD)own);
	CHECK(process);
	for (i = 0; i < 2; i++)
		CHECK_EQUAL(code_of(process), 77);
	CHECK(CloseHandle(process));
	CHECK_EQUAL(run(line_of("exit_with", "5"), FALSE), 5);
	CHECK_EQUAL(waitpid(own, &status, 0), own);
	CHECK_EQUAL(WEXITSTATUS(status), 77);

	/* And a program that collects all children takes the code away. */
	REQUIRE(start(line_of("exit_with", "6"), FALSE, 0, &info));
	CHECK_EQUAL(waitpid(-1, &status, 0), (pid_t)info.dwProcessId);
	CHECK_EQUAL(WaitForSingleObject(info.hProcess, 0), WAIT_OBJECT_0);
	code = 6;
	if (!GetExitCodeProcess(info.hProcess, &code))
		CHECK_EQUAL(GetLastError(), ERROR_NOT_SUPPORTED);
	CHECK_EQUAL(code, 6);
	close_both(&info);
}

TEST_ALONE(PRC_failures_are_told_by_the_call)
{
	const char *text = test_file("text", 100, 'x');
	const char *script = test_path("script");
	PROCESS_INFORMATION info = { .hProcess = (HANDLE)1 };
	static char huge[32768];
	char line[600];
	FILE *stream;

	CHECK_FAILS(FALSE, start((char *)"/nonexistent", FALSE, 0, &info),
		    ERROR_FILE_NOT_FOUND);
	CHECK(!info.hProcess);
	CHECK_FAILS(FALSE, start((char *)"/nonexistent/at all", FALSE, 0,
				 &info), ERROR_PATH_NOT_FOUND);
	CHECK_FAILS(FALSE, start((char *)"namedmap-no-such-program", FALSE, 0,
				 &info), ERROR_FILE_NOT_FOUND);
	strcpy(line, "");
	CHECK_FAILS(FALSE, start(line, FALSE, 0, &info), ERROR_FILE_NOT_FOUND);
	strcpy(line, "\"\" x");
	CHECK_FAILS(FALSE, start(line, FALSE, 0, &info), ERROR_FILE_NOT_FOUND);
	CHECK_FAILS(FALSE, start((char *)"/tmp", FALSE, 0, &info),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(FALSE, start((char *)text, FALSE, 0, &info),
		    ERROR_ACCESS_DENIED);
	REQUIRE(!chmod(text, 0755));
	CHECK_FAILS(FALSE, start((char *)text, FALSE, 0, &info),
		    ERROR_BAD_EXE_FORMAT);
	stream = fopen(script, "we");
	REQUIRE(stream);
	fputs("#!/nonexistent/interpreter\n", stream);
	fclose(stream);
	REQUIRE(!chmod(script, 0755));
	CHECK_FAILS(FALSE, start((char *)script, FALSE, 0, &info),
		    ERROR_BAD_EXE_FORMAT);
	CHECK_FAILS(FALSE, start(NULL, FALSE, 0, &info),
		    ERROR_INVALID_PARAMETER);
	snprintf(line, sizeof(line), "%s", "/bin/true");
	CHECK_FAILS(FALSE, start(line, FALSE, CREATE_SUSPENDED, &info),
		    ERROR_NOT_SUPPORTED);
	memset(huge, 'x', sizeof(huge) - 1);
	memcpy(huge, "/bin/true ", 10);
	CHECK_FAILS(FALSE, start(huge, FALSE, 0, &info),
		    ERROR_FILENAME_EXCED_RANGE);
	huge[32766] = '\0';
	CHECK_EQUAL(run(huge, FALSE), 0);
	CHECK(!has_children());
}

TEST_ALONE(PRC_which_program)
{
	char self[600], line[700], *name;
	PROCESS_INFORMATION info;
	STARTUPINFOA startup = { .cb = sizeof(startup) };
	const char *spaced = test_path("a program");

	REQUIRE(GetModuleFileNameA(NULL, self, sizeof(self)));
	/* By its name: it stands beside this one. */
	name = strrchr(self, '/') + 1;
	snprintf(line, sizeof(line), "%s --role exit_with 3", name);
	CHECK_EQUAL(run(line, FALSE), 3);
	/* Along PATH. */
	CHECK_EQUAL(run((char *)"true", FALSE), 0);
	/* By a path with backslashes, and with blanks but no quotes. */
	REQUIRE(!symlink("/bin/sh", spaced));
	snprintf(line, sizeof(line), "%s -c \"exit 4\"", spaced);
	for (name = line; *name && *name != 'a'; name++) {
		if (*name == '/')
			*name = '\\';
	}
	CHECK_EQUAL(run(line, FALSE), 4);
	/* A program and a command line of its own. */
	snprintf(line, sizeof(line), "other -c \"exit $(( ${#0} + 1 ))\"");
	REQUIRE(CreateProcessA("/bin/sh", line, NULL, NULL, FALSE, 0, NULL,
			       NULL, &startup, &info));
	CHECK_EQUAL(code_of(info.hProcess), strlen("other") + 1);
	close_both(&info);
	/* No search for it. */
	CHECK_FAILS(FALSE, CreateProcessA("true", NULL, NULL, NULL, FALSE, 0,
					  NULL, NULL, &startup, &info),
		    ERROR_FILE_NOT_FOUND);
}

/* Writes its arguments, each with its NUL. */
ROLE(show_arguments)
{
	int i;

	for (i = 0; i < count; i++)
		fwrite(arguments[i], strlen(arguments[i]) + 1, 1, stdout);
	return 0;
}

ROLE(show_command_line)
{
	LPWSTR wide = GetCommandLineW();
	const char *line = GetCommandLineA();
	size_t i;

	for (i = 0; line[i] && !(line[i] & 0x80); i++)
		CHECK_EQUAL(wide[i], line[i]);
	fputs(strstr(line, "--role"), stdout);
	return 0;
}

/* What the role writes to its standard output. */
static size_t output_of(const char *role, const char *rest, char *text,
			size_t room)
{
	const char *path = test_path("output");
	STARTUPINFOA startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION info;
	HANDLE file = file_create(path, READ_WRITE, CREATE_ALWAYS);
	DWORD length = 0;

	REQUIRE(file != INVALID_HANDLE_VALUE);
	startup.dwFlags = STARTF_USESTDHANDLES;
	startup.hStdOutput = file;
	startup.hStdError = file;
	REQUIRE(CreateProcessA(NULL, line_of(role, rest), NULL, NULL, TRUE, 0,
			       NULL, NULL, &startup, &info));
	CHECK_EQUAL(code_of(info.hProcess), 0);
	close_both(&info);
	SetFilePointer(file, 0, NULL, FILE_BEGIN);
	CHECK(ReadFile(file, text, (DWORD)room - 1, &length, NULL));
	text[length] = '\0';
	CloseHandle(file);
	return length;
}

static void check_arguments(const char *rest, unsigned int count,
			    const char *const *expected)
{
	char text[2048];
	size_t length = output_of("show_arguments", rest, text, sizeof(text));
	const char *at = text;
	unsigned int i;

	for (i = 0; i < count; i++) {
		if (at >= text + length || strcmp(at, expected[i]))
			test_failed(__FILE__, __LINE__, "%s: %u is %s, not %s",
				    rest, i, at, expected[i]);
		at += strlen(at) + 1;
	}
	CHECK_EQUAL(at - text, length);
}

#define ARGUMENTS(rest, ...) \
	do { \
		static const char *const expected_[] = { __VA_ARGS__ }; \
		check_arguments(rest, ARRAYSIZE(expected_), expected_); \
	} while (0)

/* The examples of Microsoft's page on arguments, and the corners of its rules. */
TEST_ALONE(PRC_command_line_to_arguments)
{
	ARGUMENTS("\"abc\" d e", "abc", "d", "e");
	ARGUMENTS("\"ab\\\"c\" \"\\\\\" d", "ab\"c", "\\", "d");
	ARGUMENTS("a\\\\\\b d\"e f\"g h", "a\\\\\\b", "de fg", "h");
	ARGUMENTS("a\\\\\\\"b c d", "a\\\"b", "c", "d");
	ARGUMENTS("a\\\\\\\\\"b c\" d e", "a\\\\b c", "d", "e");
	ARGUMENTS("a\"b\"\" c d", "ab\" c d");
	ARGUMENTS("a\"\"b c", "ab", "c");
	ARGUMENTS("\"\" x \"\"", "", "x", "");
	ARGUMENTS("\t a\t\tb  ", "a", "b");
	ARGUMENTS("\"\"\"\" \"\"\"x y\"\"\"", "\"", "\"x y\"");
	ARGUMENTS("c:\\dir\\ \\\\server\\x", "c:\\dir\\", "\\\\server\\x");
	ARGUMENTS("\"c:\\a dir\\\\\" 'a b'", "c:\\a dir\\", "'a", "b'");
	ARGUMENTS("open\" end\\", "open end\\");
	ARGUMENTS("\xc3\xa4\xe2\x82\xac", "\xc3\xa4\xe2\x82\xac");
}

TEST_ALONE(PRC_GetCommandLine)
{
	char text[512];

	output_of("show_command_line", "a \"b c\" \"\" d\\ \"e\\\\\" \"f\\\"g\"",
		  text, sizeof(text));
	CHECK(!strcmp(text, "--role show_command_line a \"b c\" \"\" d\\ e\\ "
			    "\"f\\\"g\""));
}

ROLE(check_environment)
{
	extern char **environ;
	int i;

	for (i = 0; i < count; i++)
		CHECK(environ[i] && !strcmp(environ[i], arguments[i]));
	CHECK(!environ[count]);
	return 0;
}

TEST_ALONE(PRC_environment)
{
	static const char narrow[] = "A=1\0B=two words\0\xc3\xa4=\xe2\x82\xac\0";
	static const WCHAR wide[] = u"A=1\0B=two words\0\u00e4=\u20ac\0";
	const char *rest = "A=1 \"B=two words\" \xc3\xa4=\xe2\x82\xac";
	STARTUPINFOA startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION info;
	unsigned int i;

	for (i = 0; i < 2; i++) {
		REQUIRE(CreateProcessA(NULL, line_of("check_environment", rest),
				       NULL, NULL, FALSE,
				       i ? CREATE_UNICODE_ENVIRONMENT : 0,
				       i ? (void *)wide : (void *)narrow, NULL,
				       &startup, &info));
		CHECK_EQUAL(code_of(info.hProcess), 0);
		close_both(&info);
	}
	REQUIRE(CreateProcessA(NULL, line_of("check_environment", ""), NULL,
			       NULL, FALSE, 0, (void *)"\0", NULL, &startup,
			       &info));
	CHECK_EQUAL(code_of(info.hProcess), 0);
	close_both(&info);
}

ROLE(in_directory)
{
	char here[600], there[600];

	CHECK(getcwd(here, sizeof(here)) && realpath(arguments[0], there));
	CHECK(!strcmp(here, there));
	return 0;
}

TEST_ALONE(PRC_CreateProcessW_and_current_directory)
{
	WCHAR line[1024], directory[600];
	const char *path = test_path("x"), *plain;
	STARTUPINFOW startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION info;
	unsigned int i;

	for (i = 0; path[i + 2]; i++)
		directory[i] = (WCHAR)(path[i] == '/' ? '\\' : path[i]);
	directory[i] = 0;
	plain = line_of("in_directory", "");
	for (i = 0; plain[i]; i++)
		line[i] = (WCHAR)plain[i];
	for (plain = path; plain[2]; plain++)
		line[i++] = (WCHAR)*plain;
	line[i] = 0;
	REQUIRE(CreateProcessW(NULL, line, NULL, NULL, FALSE, 0, NULL,
			       directory, &startup, &info));
	CHECK_EQUAL(code_of(info.hProcess), 0);
	close_both(&info);
	CHECK_FAILS(FALSE, CreateProcessW(NULL, line, NULL, NULL, FALSE, 0,
					  NULL, u"/nonexistent", &startup,
					  &info), ERROR_DIRECTORY);
	CHECK_FAILS(FALSE, CreateProcessW(u"/bin/true", NULL, NULL, NULL,
					  FALSE, 0, NULL, u"/bin/true",
					  &startup, &info), ERROR_DIRECTORY);
}

/* Are these and no other descriptors above the standard streams open? */
ROLE(has_descriptors)
{
	int fd, i;
	bool expected;

	for (fd = 3; fd < 200; fd++) {
		expected = false;
		for (i = 0; i < count; i++)
			expected |= atoi(arguments[i]) == fd;
		if (expected != (fcntl(fd, F_GETFD) >= 0))
			return fd;
	}
	return 0;
}

TEST_ALONE(PRC_only_inheritable_handles_are_inherited)
{
	const char *path = test_file("data", PAGE, 'a');
	SECURITY_ATTRIBUTES inherit;
	HANDLE passed, kept;
	char rest[32];
	int plain;

	test_set_inherit(&inherit, true);
	passed = CreateFileA(path, GENERIC_READ, 7, &inherit, OPEN_EXISTING, 0,
			     NULL);
	kept = file_open(path, GENERIC_READ);
	/* No handle, though a plain exec would pass it on. */
	plain = open(path, O_RDONLY);
	snprintf(rest, sizeof(rest), "%d", _open_osfhandle((LONG_PTR)passed, 0));
	CHECK_EQUAL(run(line_of("has_descriptors", rest), TRUE), 0);
	CHECK_EQUAL(run(line_of("has_descriptors", ""), FALSE), 0);
	CHECK(fcntl(plain, F_GETFD) == 0);
	close(plain);
	CloseHandle(passed);
	CloseHandle(kept);
}

static void *start_many(void *argument)
{
	char line[2048];
	unsigned int i;

	for (i = 0; i < 20; i++) {
		snprintf(line, sizeof(line), "%s", (char *)argument);
		if (run(line, *line == ' '))
			return argument;
	}
	return NULL;
}

TEST_ALONE(PRC_concurrent_calls_with_and_without_inheritance)
{
	const char *path = test_file("data", PAGE, 'a');
	SECURITY_ATTRIBUTES inherit;
	char lines[2][2048], rest[32];
	pthread_t threads[4];
	unsigned int i;
	void *failed;
	HANDLE file;

	test_set_inherit(&inherit, true);
	file = CreateFileA(path, GENERIC_READ, 7, &inherit, OPEN_EXISTING, 0,
			   NULL);
	snprintf(rest, sizeof(rest), "%d", _open_osfhandle((LONG_PTR)file, 0));
	/* With a blank before it: with inheritance. */
	snprintf(lines[0], sizeof(lines[0]), " %s",
		 line_of("has_descriptors", rest));
	snprintf(lines[1], sizeof(lines[1]), "%s",
		 line_of("has_descriptors", ""));
	for (i = 0; i < ARRAYSIZE(threads); i++)
		REQUIRE(!pthread_create(&threads[i], NULL, start_many,
					lines[i % 2]));
	for (i = 0; i < ARRAYSIZE(threads); i++) {
		pthread_join(threads[i], &failed);
		CHECK(!failed);
	}
	CloseHandle(file);
	CHECK(!has_children());
}

ROLE(copy_streams)
{
	char text[16] = "";

	if (!fgets(text, sizeof(text), stdin))
		return 1;
	fputs(text, stdout);
	fputs("error", stderr);
	return 0;
}

TEST_ALONE(PRC_standard_streams)
{
	const char *path = test_file("data", 5, 'i');
	STARTUPINFOA startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION info;
	char text[16];
	BOOL inherit;

	startup.dwFlags = STARTF_USESTDHANDLES;
	for (inherit = FALSE; inherit <= TRUE; inherit++) {
		startup.hStdInput = file_open(path, GENERIC_READ);
		startup.hStdOutput = file_create(test_path("out"), READ_WRITE,
						 CREATE_ALWAYS);
		startup.hStdError = file_create(test_path("err"), READ_WRITE,
						CREATE_ALWAYS);
		REQUIRE(CreateProcessA(NULL, line_of("copy_streams", ""), NULL,
				       NULL, inherit, 0, NULL, NULL, &startup,
				       &info));
		CHECK_EQUAL(code_of(info.hProcess), 0);
		close_both(&info);
		CloseHandle(startup.hStdInput);
		CloseHandle(startup.hStdOutput);
		CloseHandle(startup.hStdError);
		test_read(test_path("out"), text, 0, 5);
		CHECK(!memcmp(text, "iiiii", 5));
		test_read(test_path("err"), text, 0, 5);
		CHECK(!memcmp(text, "error", 5));
	}
	/* None at all is /dev/null. */
	memset(&startup, 0, sizeof(startup));
	startup.dwFlags = STARTF_USESTDHANDLES;
	REQUIRE(CreateProcessA(NULL, line_of("copy_streams", ""), NULL, NULL,
			       FALSE, 0, NULL, NULL, &startup, &info));
	CHECK_EQUAL(code_of(info.hProcess), 1);
	close_both(&info);
	startup.hStdInput = (HANDLE)0x7770;
	CHECK_FAILS(FALSE, CreateProcessA(NULL, line_of("copy_streams", ""),
					  NULL, NULL, FALSE, 0, NULL, NULL,
					  &startup, &info),
		    ERROR_INVALID_HANDLE);
}

TEST_ALONE(PRC_OpenProcess)
{
	PROCESS_INFORMATION info;
	HANDLE opened, self;
	DWORD code;

	CHECK_FAILS(NULL, OpenProcess(SYNCHRONIZE, FALSE, 0),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, OpenProcess(SYNCHRONIZE, FALSE, 0x7fffffff),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, OpenProcess(SYNCHRONIZE, FALSE, 0xffffffff),
		    ERROR_INVALID_PARAMETER);
	CHECK_FAILS(NULL, OpenProcess(0, FALSE, GetCurrentProcessId()),
		    ERROR_ACCESS_DENIED);
	CHECK_FAILS(NULL, OpenProcess(0x01000000, FALSE, GetCurrentProcessId()),
		    ERROR_ACCESS_DENIED);
	self = OpenProcess(PROCESS_ALL_ACCESS, TRUE, GetCurrentProcessId());
	CHECK_EQUAL(flags_of(self), HANDLE_FLAG_INHERIT);
	CHECK(CompareObjectHandles(self, GetCurrentProcess()));
	CHECK(GetExitCodeProcess(self, &code));
	CHECK_EQUAL(code, STILL_ACTIVE);
	CHECK_EQUAL(WaitForSingleObject(self, 0), WAIT_TIMEOUT);

	REQUIRE(start(line_of("sleep_long", ""), FALSE, 0, &info));
	opened = OpenProcess(PROCESS_TERMINATE | PROCESS_QUERY_INFORMATION,
			     FALSE, info.dwProcessId);
	CHECK(opened);
	CHECK(CompareObjectHandles(opened, info.hProcess));
	CHECK_FAILS(FALSE, CompareObjectHandles(opened, self),
		    ERROR_NOT_SAME_OBJECT);
	CHECK_FAILS(FALSE, CompareObjectHandles(info.hThread, info.hProcess),
		    ERROR_NOT_SAME_OBJECT);
	CHECK_FAILS(WAIT_FAILED, WaitForSingleObject(opened, 0),
		    ERROR_ACCESS_DENIED);
	CHECK(TerminateProcess(opened, 1234567));
	CHECK_EQUAL(code_of(info.hProcess), 1234567);
	CHECK(GetExitCodeProcess(opened, &code));
	CHECK_EQUAL(code, 1234567);
	CHECK_FAILS(NULL, OpenProcess(SYNCHRONIZE, FALSE, info.dwProcessId),
		    ERROR_INVALID_PARAMETER);
	close_both(&info);
	CHECK(CloseHandle(opened));
	CHECK(CloseHandle(self));
}

/* A process handle that is inherited is one in the child, with its rights. */
ROLE(use_process)
{
	HANDLE process = (HANDLE)(uintptr_t)strtoull(arguments[0], NULL, 0);
	DWORD code;

	CHECK_EQUAL(GetProcessId(process), (DWORD)getppid());
	CHECK_EQUAL(WaitForSingleObject(process, 0), WAIT_TIMEOUT);
	CHECK(GetExitCodeProcess(process, &code));
	CHECK_EQUAL(code, STILL_ACTIVE);
	CHECK_FAILS(FALSE, TerminateProcess(process, 1), ERROR_ACCESS_DENIED);
	CHECK(CloseHandle(process));
	CHECK_FAILS(FALSE, CloseHandle(process), ERROR_INVALID_HANDLE);
	return 0;
}

TEST_ALONE(PRC_inherited_process_handle)
{
	HANDLE self;
	char rest[32];

	CHECK(duplicate(GetCurrentProcess(), &self,
			SYNCHRONIZE | PROCESS_QUERY_INFORMATION, TRUE, 0));
	snprintf(rest, sizeof(rest), "%u", (DWORD)(uintptr_t)self);
	CHECK_EQUAL(run(line_of("use_process", rest), TRUE), 0);
	CloseHandle(self);
}

TEST_ALONE(PRC_handles_after_a_fork)
{
	PROCESS_INFORMATION info;
	int status;
	pid_t pid;

	REQUIRE(start(line_of("sleep_long", ""), FALSE, 0, &info));
	pid = fork();
	if (!pid) {
		/* Not its child: nothing is collected. */
		if (WaitForSingleObject(info.hProcess, 0) != WAIT_TIMEOUT)
			_exit(1);
		_exit(CloseHandle(info.hThread) && CloseHandle(info.hProcess) ?
		      0 : 2);
	}
	CHECK_EQUAL(waitpid(pid, &status, 0), pid);
	CHECK_EQUAL(status, 0);
	CHECK(TerminateProcess(info.hProcess, 300));
	CHECK_EQUAL(code_of(info.hProcess), 300);
	close_both(&info);
}

TEST_ALONE(MOD_GetModuleFileName)
{
	char self[600], link[600];
	WCHAR wide[600];
	ssize_t length = readlink("/proc/self/exe", link, sizeof(link) - 1);
	DWORD i;

	REQUIRE(length > 8);
	link[length] = '\0';
	CHECK_EQUAL(GetModuleFileNameA(NULL, self, sizeof(self)), length);
	CHECK(!strcmp(self, link));
	CHECK_EQUAL(GetModuleFileNameA(GetModuleHandleA(NULL), self,
				       (DWORD)length + 1), length);
	CHECK_EQUAL(GetModuleFileNameW(NULL, wide, ARRAYSIZE(wide)), length);
	for (i = 0; i <= (DWORD)length; i++)
		CHECK_EQUAL(wide[i], link[i]);
	CHECK_FAILS(8, GetModuleFileNameA(NULL, self, 8),
		    ERROR_INSUFFICIENT_BUFFER);
	CHECK(!memcmp(self, link, 7) && !self[7]);
	CHECK_FAILS(8, GetModuleFileNameW(NULL, wide, 8),
		    ERROR_INSUFFICIENT_BUFFER);
	CHECK(wide[6] == link[6] && !wide[7]);
	CHECK_FAILS(0, GetModuleFileNameA((HMODULE)8, self, sizeof(self)),
		    ERROR_MOD_NOT_FOUND);
	CHECK(GetModuleHandleW(NULL) == GetModuleHandleA(NULL));
	CHECK(!memcmp(GetModuleHandleA(NULL), "\177ELF", 4));
	CHECK_FAILS(NULL, GetModuleHandleA("kernel32.dll"),
		    ERROR_MOD_NOT_FOUND);
}
