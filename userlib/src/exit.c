// SPDX-License-Identifier: MIT
/*
 * The end of the process. Linux keeps 8 bits of an exit code. If there are more,
 * they are left as the command name, which stays readable until the parent
 * collects the process (see child.c), and ps shows them as well.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "internal.h"

void namedmap_exit_announce(DWORD code)
{
	char name[16];
	int fd, length;

	if (code <= 0xff)
		return;
	/* The first thread's name is the process's. */
	fd = open("/proc/self/comm", O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	length = snprintf(name, sizeof(name), NAMEDMAP_EXIT_WORD "%08x", code);
	if (write(fd, name, (size_t)length) != length) {
		/* Then there are 8 bits. */
	}
	close(fd);
}

static void on_end(int status, void *unused)
{
	(void)unused;
	namedmap_exit_announce((DWORD)status);
}

/* What main() returns is an exit code, too. */
__attribute__((constructor)) static void watch_end(void)
{
	on_exit(on_end, NULL);
}

VOID WINAPI ExitProcess(UINT code)
{
	exit((int)code);
}
