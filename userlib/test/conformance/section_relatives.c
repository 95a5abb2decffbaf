// SPDX-License-Identifier: MIT
#include "conformance.h"

const struct row rows_relatives[] = {
	{ NULL }
};
