// SPDX-License-Identifier: MIT
/*
 * Where a program that has a wmain begins. C++ calls wmain by its parameters; of
 * the entry_ files, each of which knows one way and asks the next, the linker
 * takes what the program lacks. If there is none at all, it says so: "undefined
 * reference to wmain()".
 */
#include <stdlib.h>

#include "crt.h"

int wmain(int count, wchar_t **arguments, wchar_t **variables);

extern char **environ;

static wchar_t **widen_all(char **list)
{
	wchar_t **wide;
	size_t count = 0, i;

	while (list[count])
		count++;
	wide = calloc(count + 1, sizeof(*wide));
	for (i = 0; wide && i < count; i++) {
		wide[i] = namedmap_widen(list[i]);
		if (!wide[i])
			return NULL;
	}
	return wide;
}

int main(int count, char **arguments)
{
	wchar_t **wide = widen_all(arguments);
	wchar_t **variables = widen_all(environ);

	if (!wide || !variables) {
		perror(arguments[0]);
		return EXIT_FAILURE;
	}
	/* They are the program's until it ends. */
	return wmain(count, wide, variables);
}
