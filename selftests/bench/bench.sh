#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Measure what the calls cost, in guest instructions: a VM with one CPU in which
# one nanosecond of virtual time is one instruction. Ratios within one run can
# be compared on any machine.

. "$(dirname -- "${BASH_SOURCE[0]}")/../vm/common.sh"

make -s -C "$top/selftests" bench >&2
exec env ICOUNT=1 VM_TIMEOUT=1200 "$vm_dir/vm.sh" \
	"echo \"Guest instructions per operation, Linux \$(uname -r)\"
	$build/selftests/x86_64/bench/cost"
