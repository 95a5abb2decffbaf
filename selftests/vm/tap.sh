# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# TAP for test scripts. Sourced, never run: check what has to hold, and end
# with tap_end.

tap_number=0
tap_failed=0
tap_work=$(mktemp -d)
trap 'rm -rf "$tap_work"' EXIT

echo "TAP version 13"

# check TEXT COMMAND...: holds when the command succeeds; what it prints is
# shown when it does not.
check() {
	local text=$1
	shift
	tap_number=$((tap_number + 1))
	if "$@" >"$tap_work/tap-output" 2>&1; then
		echo "ok $tap_number - $text"
	else
		tap_failed=1
		echo "not ok $tap_number - $text"
		sed 's/^/# /' "$tap_work/tap-output"
	fi
}

# equal GOT WANTED
equal() {
	[ "$1" = "$2" ] || { printf 'got:    %q\nwanted: %q\n' "$1" "$2"; return 1; }
}

tap_end() {
	echo "1..$tap_number"
	exit "$tap_failed"
}
