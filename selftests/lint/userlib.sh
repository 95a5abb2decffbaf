# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154
#
# Sourced by lint.sh: checks of the library's sources by tools that look for mistakes.

# The library's own Makefile knows how its sources are compiled.
check_clang_tidy() {
	quietly make -s -C "$top/userlib" clang-tidy
}

check_cppcheck() {
	quietly make -s -C "$top/userlib" cppcheck
}
