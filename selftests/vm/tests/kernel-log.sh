#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A complaint of the kernel must fail the command, whatever it printed; a stall
# of the machine must not. Logs as kernels print them, then real reports.

. "$(dirname -- "${BASH_SOURCE[0]}")/../common.sh"
set +e
. "$vm_dir/tap.sh"

# judge STATUS TEXT LINE...: kernel-log.sh answers STATUS for these lines.
judge() {
	local wanted=$1 text=$2 status
	shift 2
	{
		echo "[    1.900000] Run /init as init process"
		printf '[   12.345678] %s\n' "$@"
		echo "[   20.000000] reboot: Power down"
	} >"$tap_work/log"
	"$vm_dir/kernel-log.sh" "$tap_work/log" >"$tap_work/judged"
	status=$?
	check "$text" equal "$status" "$wanted"
}

taint='loading out-of-tree module taints kernel.'
unsigned='module verification failed: signature and/or required key missing - tainting kernel'
ours=' namedmap_ioctl+0x12/0x1b0 [namedmap]'
modules='Modules linked in: namedmap(OE) ext4 overlay [last unloaded: namedmap_kunit]'

judge 0 "a clean log" "namedmap: ready"
judge 0 "the two expected lines" "namedmap: $taint" "namedmap: $unsigned"
judge 1 "another module's taint" "other: $taint"
judge 1 "another taint of ours" "namedmap: module license 'X' taints kernel."
judge 1 "a warning" "WARNING: CPU: 1 PID: 77 at fs/inode.c:1 foo+0x1/0x2"
judge 1 "a BUG" "kernel BUG at mm/hugetlb.c:5331!"
judge 1 "an oops" "BUG: unable to handle page fault for address: ffff8"
judge 1 "a protection fault" "general protection fault, probably for non-canonical address 0xdead: 0000 [#1] PREEMPT SMP"
judge 1 "a panic" "Kernel panic - not syncing: Attempted to kill init!"
judge 1 "KASAN" "BUG: KASAN: slab-use-after-free in foo+0x1/0x2"
judge 1 "UBSAN" "UBSAN: array-index-out-of-bounds in a.c:3:4"
judge 1 "lockdep" "WARNING: possible circular locking dependency detected"
judge 1 "a suspicious RCU use" "WARNING: suspicious RCU usage"
judge 1 "sleeping in atomic context" "BUG: sleeping function called from invalid context at a.c:1"
judge 1 "a slab error" "BUG namedmap_section (Tainted: G): Objects remaining in namedmap_section on __kmem_cache_shutdown()"
judge 1 "kmemleak" "kmemleak: 1 new suspected memory leaks (see /sys/kernel/debug/kmemleak)"
judge 1 "a refcount" "refcount_t: underflow; use-after-free."
judge 1 "lockdep that gave up" "INFO: lockdep is turned off."

race='BUG: KCSAN: data-race in foo / bar'
edge='=================================================================='
judge 1 "a data race of ours" "$edge" "$race" "write to 0xffff of 8 bytes:" \
	"$ours" "$edge"
judge 0 "a data race elsewhere" "$edge" "$race" " foo+0x1/0x2" "$edge" "$modules"
judge 1 "a data race elsewhere and a warning" "$edge" "$race" "$edge" \
	"WARNING: CPU: 1 PID: 77 at fs/inode.c:1 foo+0x1/0x2" "$ours"

stall='rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:'
soft='watchdog: BUG: soft lockup - CPU#1 stuck for 23s! [bash:77]'
hung='INFO: task holder:77 blocked for more than 120 seconds.'
judge 2 "a stall elsewhere" "$stall" " acpi_ex_read+0x1/0x2"
judge 2 "a soft lockup elsewhere" "$soft" "$modules" " memcpy+0x1/0x2"
judge 2 "a hung task elsewhere" "$hung" " io_schedule+0x1/0x2"
judge 1 "a stall in our code" "$stall" " foo+0x1/0x2" "$ours"
judge 1 "a soft lockup in our code" "$soft" "$modules" "$ours"
judge 1 "a hung task in our code" "$hung" " mutex_lock+0x1/0x2" "$ours"
judge 1 "a hung task that holds our lock" "$hung" " schedule+0x1/0x2" \
	" #0: ffff (&b->lock){+.+.}-{3:3}, at: dir_get+0x12/0x40 [namedmap]"
judge 1 "a stall elsewhere and a warning" "$stall" " foo+0x1/0x2" \
	"WARNING: CPU: 1 PID: 77 at fs/inode.c:1 foo+0x1/0x2"

# A module that warns when it is loaded, for the kernel that runs.
make_warning_module() {
	mkdir "$tap_work/module"
	printf 'obj-m := warning.o\n' >"$tap_work/module/Kbuild"
	cat >"$tap_work/module/warning.c" <<-END
	// SPDX-License-Identifier: GPL-2.0-only
	#include <linux/module.h>
	static int __init warning_init(void)
	{
		WARN(1, "on purpose\n");
		return 0;
	}
	module_init(warning_init);
	MODULE_LICENSE("GPL");
	MODULE_DESCRIPTION("Warns");
	END
	choose_kernel "${KERNEL:-6.1}"
	make -C "$KERNEL_BUILD" M="$tap_work/module" modules
}

# real TEXT PATTERN COMMAND: the command fails with 125 and the lines are shown.
real() {
	local text=$1 pattern=$2 status
	VM_NOMODULE=1 VM_TIMEOUT=300 "$vm_dir/vm.sh" "$3" \
		>"$tap_work/out" 2>"$tap_work/err" </dev/null
	status=$?
	check "$text: the command fails" equal "$status" 125
	check "$text: the lines are shown" grep -q "$pattern" "$tap_work/err"
}

real "a real panic" 'Kernel panic - not syncing: sysrq triggered crash' \
	'echo before; echo c >/proc/sysrq-trigger'
check "a real panic: what was printed before it arrives" \
	equal "$(cat "$tap_work/out")" before
check "a module that warns builds" make_warning_module
real "a real warning" 'on purpose' \
	"busybox insmod $tap_work/module/warning.ko; echo fine; exit 0"
check "a real warning: the output is complete" \
	equal "$(cat "$tap_work/out")" fine

# The machine's stall (as the log would show it), and no result.
stalled='echo "rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:" >/dev/kmsg'
VM_NOMODULE=1 "$vm_dir/vm.sh" "$stalled; exit 5" >/dev/null 2>"$tap_work/err" </dev/null
check "a stalled machine: the last status counts" equal $? 5
check "a stalled machine: started again twice" \
	equal "$(grep -c 'starting the VM again' "$tap_work/err")" 2
VM_NOMODULE=1 "$vm_dir/vm.sh" "$stalled; exit 0" >/dev/null 2>"$tap_work/err" </dev/null
check "a stalled machine: a success counts" equal $? 0
tap_end
