#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The conformance program, built for Windows, under Wine on this machine, and
# built for Linux in the VM; then the rows on which the two differ. Fails if a
# row fails here: what the list says is right, whatever Wine does.

set -u
here=$(cd -- "$(dirname -- "$0")" && pwd)
top=$(cd -- "$here/../../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

windows=$(make -s -C "$top/userlib" conformance-windows | tail -n 1) || exit
make -s -C "$top/userlib" all conformance || exit
linux=$top/.build/userlib/$(gcc -print-multiarch)/test/conformance

"$here/wine.sh" "$windows" >"$folder/wine" 2>/dev/null
"$top/selftests/vm/vm.sh" "$linux" >"$folder/here" </dev/null

# "ROW holds|fails|refuses FIRST-MESSAGE" for each row of a run.
verdicts() {
	awk '
		/^# / && message == "" {
			sub(/^# ([A-Z]+-[0-9]+)? */, "")
			message = $0
		}
		/^(not )?ok / {
			bad = /^not/
			id = bad ? $5 : $4
			verdict = bad ? "fails" : /refused/ ? "refuses" : "holds"
			sub(/^(not )?ok [0-9]+ - [A-Z]+-[0-9]+ */, "")
			print id "\t" verdict "\t" \
				(!bad ? "" : message != "" ? message : $0)
			message = ""
		}
	' "$1" | sort -t "$(printf '\t')" -k 1,1
}

verdicts "$folder/wine" >"$folder/wine.rows"
verdicts "$folder/here" >"$folder/here.rows"
printf '%-8s %-8s %-8s %s\n' row Wine here "first message of the one that fails"
join -t "$(printf '\t')" "$folder/wine.rows" "$folder/here.rows" |
	awk -F '\t' '$2 != $4 {
		printf "%-8s %-8s %-8s %s\n", $1, $2, $4, $3 != "" ? $3 : $5
	}' | sort -V
echo "under Wine: $(tail -n 1 "$folder/wine")"
echo "here:       $(tail -n 1 "$folder/here")"
[ -s "$folder/here" ] && tail -n 1 "$folder/here" | grep -q ' 0 failing$' &&
	! grep -q '^more: .* [1-9][0-9]* failing' "$folder/here"
