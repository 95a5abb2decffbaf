#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Touching a view costs what touching the backing file's own mapping costs, in
# guest instructions: at most 2 % more, for memory against memfd and for a file
# against mmap of that file.

. "$(dirname -- "${BASH_SOURCE[0]}")/../common.sh"
set +e
. "$vm_dir/tap.sh"

measure() {
	make -s -C "$top/selftests" bench >&2 || return
	ICOUNT=1 VM_TIMEOUT=900 "$vm_dir/vm.sh" \
		"$build/selftests/x86_64/bench/cost touch" >"$tap_work/costs"
}

# within NAME: its two figures are there and the first is at most 2 % above.
within() {
	awk -v name="$1" '
		$1 == name && $3 > 0 {
			found = 1
			printf "%s: %s against %s instructions, ratio %.3f\n",
				name, $2, $3, $2 / $3
			bad = $2 > 1.02 * $3
		}
		END { exit bad || !found }' "$tap_work/costs"
}

check "the costs are measured" measure
for name in first-touch re-touch file-touch file-re-touch; do
	check "$name costs at most 2 % more" within "$name"
	sed 's/^/# /' "$tap_work/tap-output"
done
tap_end
