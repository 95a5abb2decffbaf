#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Run the test programs listed in a file, show their TAP, and count.
#
#	run.sh LIST

set -u
output=$(mktemp)
trap 'rm -f "$output"' EXIT
passed=0 failed=0 skipped=0 broken=0

while read -r program; do
	echo "# $program"
	"$program" >"$output" 2>&1 </dev/null
	status=$?
	cat "$output"
	planned=$(sed -n 's/^1\.\.//p' "$output")
	lines=$(grep -c '^\(not \)\{0,1\}ok ' "$output")
	skips=$(grep -c '^ok .* # SKIP' "$output")
	fails=$(grep -c '^not ok ' "$output")
	passed=$((passed + lines - skips - fails))
	skipped=$((skipped + skips))
	failed=$((failed + fails))
	if [ "$lines" != "${planned:-none}" ] ||
		{ [ "$status" != 0 ] && [ "$fails" = 0 ]; }; then
		echo "# $program: $lines of ${planned:-no} tests, status $status"
		broken=$((broken + 1))
	fi
done <"$1"

echo "# userlib: $passed passed, $failed failed, $skipped skipped," \
	"$broken programs broken"
[ "$failed" = 0 ] && [ "$broken" = 0 ]
