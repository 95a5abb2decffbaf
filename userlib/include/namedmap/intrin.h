/* SPDX-License-Identifier: MIT */
/* The processor's instructions, as the compiler has them. */
#ifndef NAMEDMAP_INTRIN_H
#define NAMEDMAP_INTRIN_H

#if defined(__x86_64__) || defined(__i386__)
#include <x86intrin.h>
#endif

#include "interlockedapi.h"
#include "crtnames.h"

#endif
