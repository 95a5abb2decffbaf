#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Run inside the VM: userspace-api/porting.rst followed to the letter, from an
# empty directory. TAP on standard output.
#
#	check-porting.sh		compare with userspace-api/porting/transcript
#	check-porting.sh record		print a transcript instead

set -u

here=$(cd "$(dirname "$0")" && pwd)
page=$here/userspace-api/porting.rst
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The command lines of the page's blocks, in their order.
commands() {
	awk '
		/^\.\. code-block:: sh/ { inside = 1; next }
		inside && /^[^ ]/ { inside = 0 }
		inside && NF { sub(/^   /, ""); print }
	' "$page"
}

# Each command and what it prints, as a terminal would show it.
follow() {
	local command begun
	echo "# SPDX-License-Identifier: MIT"
	begun=$(date +%s%N)
	mkdir "$work/empty"
	cd "$work/empty" || return
	# "save it as board.c"
	sed 1d "$here/userspace-api/porting/board.c" >board.c
	while read -r command; do
		echo "\$ $command"
		bash -c "$command" 2>&1 </dev/null | tr -d '\r'
	done < <(commands)
	awk -v nanoseconds=$(($(date +%s%N) - begun)) \
		'BEGIN { printf "(%.1f seconds)\n", nanoseconds / 1e9 }'
}

if [ ! -c /dev/namedmap ]; then
	echo "1..0 # SKIP no /dev/namedmap"
	exit 4
fi
follow >"$work/transcript"
if [ "${1:-}" = record ]; then
	cat "$work/transcript"
	exit
fi
echo "TAP version 13"
echo "1..1"
if diff <(sed '/seconds)$/d' "$here/userspace-api/porting/transcript") \
	<(sed '/seconds)$/d' "$work/transcript") >"$work/log"; then
	echo "ok 1 - the porting page, followed to the letter"
else
	echo "not ok 1 - the porting page, followed to the letter"
	sed 's/^/# /' "$work/log"
	exit 1
fi
