// SPDX-License-Identifier: MIT
#include "conformance.h"

const struct row rows_names[] = {
	{ NULL }
};

const struct role roles_names[] = {
	{ NULL, NULL }
};
