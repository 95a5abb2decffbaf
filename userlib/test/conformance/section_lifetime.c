// SPDX-License-Identifier: MIT
#include "conformance.h"

const struct row rows_lifetime[] = {
	{ NULL }
};

const struct role roles_lifetime[] = {
	{ NULL, NULL }
};
