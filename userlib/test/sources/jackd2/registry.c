/* SPDX-License-Identifier: MIT */
/*
 * A server that allocates memory in JACK's registry, and a client that finds it
 * there:
 *
 *	registry		the server, which starts the client
 *	registry INDEX		the client
 */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shm.h"
#include "JackError.h"

#define SIZE 70000

void jack_error(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
}

void jack_log(const char *format, ...)
{
	(void)format;
}

static int failed(const char *what)
{
	printf("%s failed, last error %u\n", what, (unsigned int)GetLastError());
	return 1;
}

static int client(const char *index)
{
	jack_shm_info_t info;

	if (jack_initialize_shm("server"))
		return failed("jack_initialize_shm");
	memset(&info, 0, sizeof(info));
	info.index = (jack_shm_registry_index_t)atoi(index);
	if (jack_attach_shm(&info))
		return failed("jack_attach_shm");
	if (strcmp(jack_shm_addr(&info), "from the server"))
		return failed("reading");
	strcpy((char *)jack_shm_addr(&info) + SIZE - 32, "from the client");
	jack_release_shm(&info);
	return 7;
}

static DWORD start_client(int index)
{
	STARTUPINFO startup = { sizeof(startup) };
	PROCESS_INFORMATION process;
	char path[MAX_PATH], line[MAX_PATH + 20];
	DWORD code = 0;

	GetModuleFileName(NULL, path, MAX_PATH);
	sprintf(line, "\"%s\" %d", path, index);
	if (!CreateProcess(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL,
			   &startup, &process))
		return 0;
	WaitForSingleObject(process.hProcess, INFINITE);
	GetExitCodeProcess(process.hProcess, &code);
	return code;
}

int main(int argc, char **argv)
{
	jack_shm_info_t info;
	char *text;

	if (argc > 1)
		return client(argv[1]);
	if (jack_register_server("server", 1))
		return failed("jack_register_server");
	if (jack_shmalloc("memory", SIZE, &info) || jack_attach_shm(&info))
		return failed("jack_shmalloc");
	text = jack_shm_addr(&info);
	strcpy(text, "from the server");
	if (start_client(info.index) != 7)
		return failed("the client");
	if (strcmp(text + SIZE - 32, "from the client"))
		return failed("reading");
	jack_release_shm(&info);
	jack_destroy_shm(&info);
	jack_unregister_server("server");
	printf("the client found what the server allocated\n");
	return 0;
}
