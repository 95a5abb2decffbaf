// SPDX-License-Identifier: MIT
#include "conformance.h"

const struct row rows_duplicate[] = {
	{ NULL }
};

const struct role roles_duplicate[] = {
	{ NULL, NULL }
};
