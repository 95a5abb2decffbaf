// SPDX-License-Identifier: MIT
/*
 * The world of names that whoever started the program chose for it: the open
 * device file whose descriptor the environment variable NAMEDMAP_FD gives. It is
 * looked at once. If it is set it is the only device there is: a program that
 * was given names of its own must never use everybody's by accident.
 */
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

#define VARIABLE "NAMEDMAP_FD"

static pthread_once_t world_once = PTHREAD_ONCE_INIT;
static int world_fd = -ENOENT;
/* The variable as a child is to find it. */
static char world_variable[sizeof(VARIABLE "=") + 3 * sizeof(int)];

/* The standard streams are no place for it: a child has its own. */
static int number_of(const char *text)
{
	char *end;
	long fd;

	if (*text < '0' || *text > '9')
		return -1;
	errno = 0;
	fd = strtol(text, &end, 10);
	if (errno || *end || fd <= STDERR_FILENO || fd > INT_MAX)
		return -1;
	return (int)fd;
}

static void world_look(void)
{
	const char *text = secure_getenv(VARIABLE);

	if (!text)
		return;
	world_fd = number_of(text);
	if (world_fd < 0)
		world_fd = -NAMEDMAP_EWORLD;
	else
		snprintf(world_variable, sizeof(world_variable),
			 VARIABLE "=%d", world_fd);
}

int namedmap_world_fd(void)
{
	pthread_once(&world_once, world_look);
	return world_fd;
}

char *namedmap_world_variable(void)
{
	return namedmap_world_fd() < 0 ? NULL : world_variable;
}

bool namedmap_names_world(const char *variable)
{
	return !strncmp(variable, VARIABLE "=", strlen(VARIABLE "="));
}
