// SPDX-License-Identifier: MIT
#include "conformance.h"

const struct row rows_child[] = {
	{ NULL }
};

const struct role roles_child[] = {
	{ NULL, NULL }
};
