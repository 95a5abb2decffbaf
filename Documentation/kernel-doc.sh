#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The kernel's kernel-doc, for comments that name a family of constants by its
# prefix: "one NAMEDMAP_PAGE_ value". The final underscore would make a link of
# it in reStructuredText; here it becomes a literal.

perl "$KERNEL_SOURCE/scripts/kernel-doc" "$@" |
	perl -pe 's/(?<![`\w])(NAMEDMAP_\w*_)(?!\w)/``$1``/g'
