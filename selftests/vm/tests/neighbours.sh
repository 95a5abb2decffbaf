#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# One user's opening and closing costs at most 1.2 times as much while another
# holds all that a user may have, or creates and drops names without a pause, and
# nothing of theirs stays in the kernel. In guest instructions; NAMES says how
# many names are dropped.

. "$(dirname -- "${BASH_SOURCE[0]}")/../common.sh"
set +e
. "$vm_dir/tap.sh"

names=${NAMES:-1000000}

measure() {
	make -s -C "$top/selftests" bench >&2 || return
	ICOUNT=1 VM_TIMEOUT=1200 "$vm_dir/vm.sh" \
		"$build/selftests/x86_64/bench/neighbours $names" \
		>"$tap_work/costs"
}

# within WHEN NAMES: measured beside so many names, and at most 1.2 times idle.
within() {
	awk -v when="$1" -v names="$2" '
		$1 == "idle" { idle = $2 }
		$1 == when && $2 > 0 && $3 >= names {
			found = 1
			printf "%s: %s against %s instructions, ratio %.3f, %s names\n",
				when, $2, idle, $2 / idle, $3
			bad = $2 > 1.2 * idle
		}
		END { exit bad || !found }' "$tap_work/costs"
}

nothing_left() { grep -x 'left 0 0' "$tap_work/costs"; }

check "the costs are measured" measure
sed 's/^/# /' "$tap_work/costs"
check "beside a user with all objects it may have" within quota 65536
check "beside a user who creates and drops names" within churn 1
check "beside one who dropped $names names" within churn-end "$names"
check "nothing is left of them" nothing_left
tap_end
