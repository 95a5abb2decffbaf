#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Run inside the VM: the complete program of userspace-api/namedmap.rst, as it
# stands there, is at most 60 lines long, builds without a warning against the
# uapi header alone and prints what the page says. TAP on standard output.

set -u

here=$(cd "$(dirname "$0")" && pwd)
page=$here/userspace-api/namedmap.rst
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The indented block that follows the first line matching a pattern, without
# the options of its directive.
block() {
	awk -v start="$1" '
		found && /^[^ ]/ { exit }
		found && /^   :/ { next }
		found { sub(/^   /, ""); if (NF || text) { text = 1; print } }
		$0 ~ start { found = 1 }
	' "$page" | sed -e :a -e '/^\n*$/{$d; N; ba' -e '}'
}

number=0
failed=0
check() {
	local what=$1
	shift
	number=$((number + 1))
	if "$@" >"$work/log" 2>&1; then
		echo "ok $number - $what"
	else
		echo "not ok $number - $what"
		sed 's/^/# /' "$work/log"
		failed=1
	fi
}

if [ ! -c /dev/namedmap ]; then
	echo "1..0 # SKIP no /dev/namedmap"
	exit 0
fi
echo "TAP version 13"
block '^\.\. code-block:: c' >"$work/program.c"
block '^It prints::' >"$work/expected"
check "at most 60 lines" \
	awk 'END { print NR " lines"; exit NR > 60 || NR < 20 }' "$work/program.c"
check "builds on the uapi header" gcc -Wall -Wextra -Werror \
	-I "$here/../uapi" "$work/program.c" -o "$work/program"
LC_ALL=C "$work/program" >"$work/output" 2>&1
check "prints what the page says" diff "$work/expected" "$work/output"
echo "1..$number"
exit "$failed"
