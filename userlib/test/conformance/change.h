/* SPDX-License-Identifier: MIT */
/*
 * A library between the program and the one under test that changes one answer.
 */
#ifndef CHANGE_H
#define CHANGE_H

#include <stdbool.h>

/* What of an answer is changed. */
enum change_kind {
	CHANGE_RESULT,		/* what the call returns */
	CHANGE_ERROR,		/* what GetLastError() says after it */
	CHANGE_OUTPUT,		/* what it wrote for its caller */
	CHANGE_KINDS,
};

struct change {
	/* which call of the row, counted from 1; 0 changes none */
	unsigned int call;
	enum change_kind kind;
	/* how many calls the row made so far, and what was changed */
	unsigned int calls;
	bool changed;
	char name[40];
};

#ifdef __cplusplus
extern "C" {
#endif

/* Null until somebody wants changes. */
extern struct change *change_wanted;
/* The answer of a look-up that is no call, changed if its turn has come. */
bool change_answer(bool answer);

#ifdef __cplusplus
}
#endif

#endif
