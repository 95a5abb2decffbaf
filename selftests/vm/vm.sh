#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Boot a kernel in QEMU on this machine's own files, read-only, with the module
# and the library in place.
#
#	vm.sh			a shell (commands from standard input, when that
#				is no terminal)
#	vm.sh COMMAND		run COMMAND as root in the present directory
#
# COMMAND's output goes to standard output, its errors to standard error, both
# byte for byte, and its exit status is this script's, but: 124 when VM_TIMEOUT
# ran out, 125 when the VM could not do its work or its kernel complained (the
# lines are shown), 137 when QEMU was killed. When COMMAND fails and the kernel's
# log shows that the machine stalled, the VM is started again, at most twice;
# what was printed until then is printed again.
#
# Environment:
#	KERNEL		6.1 (default), 6.12, 7.3, debug or races
#	ICOUNT=1	one CPU, one virtual nanosecond per instruction
#	VM_MEM, VM_CPUS	size of the machine (2G, 2)
#	VM_DISK		raw image to use, and keep, as scratch disk (as it is:
#			a file system on it is mounted, nothing is formatted)
#	VM_DISK_SIZE	size of the fresh scratch disk without VM_DISK (512M)
#	VM_MODULE	module to load instead of the one that make built
#	VM_NOMODULE=1	load none
#	VM_EXTRA	more arguments for QEMU, split at blanks
#	VM_APPEND	more kernel parameters
#	VM_PIDFILE	file that holds QEMU's process id while it runs
#	VM_TIMEOUT	seconds until the VM is stopped (COMMAND: 3600)
#	VM_LOG		file that receives the kernel's log

. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"



readonly starts=3
# A busy host under emulation must not look like a stalled kernel; merged slab
# caches would hide the module's own; a crash ends the VM; memfd_secret(2), off
# by default in 6.1, is what a test tries to map.
# Timers of a busy host look broken to the check for it, and so does the
# firmware's code that routes interrupts, which virtio does not need.
readonly parameters="console=ttyS0 loglevel=8 printk.devkmsg=on panic=-1
	oops=panic pci=noacpi rcupdate.rcu_cpu_stall_timeout=300 nowatchdog slab_nomerge
	secretmem.enable=y no_timer_check"

job=''
terminal=''
cleanup() {
	[ -z "$terminal" ] || stty "$terminal" || true
	[ -z "$job" ] || rm -rf "$job"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# What the VM needs of this start, so that a build meanwhile disturbs nothing.
prepare_job() {
	local mode=$1 module=''
	job=$(mktemp -d "${TMPDIR:-/tmp}/namedmap-vm.XXXXXX")
	mkdir "$job/guest" "$job/stage"
	cp "$vm_dir/guest-init" "$vm_dir/bashrc" "$job/guest/"
	[ ! -d "$build/stage" ] || cp -a "$build/stage/." "$job/stage/"
	if [ -z "${VM_NOMODULE:-}" ]; then
		cp "${VM_MODULE:-$module_root/$KERNEL_RELEASE/driver/namedmap.ko}" \
			"$job/guest/namedmap.ko" ||
			die "no module for $KERNEL_RELEASE; 'make modules' builds it"
		module=/run/job/namedmap.ko
	fi
	[ -z "$KERNEL_MODULES" ] || touch "$job/guest/modules"
	printf '%s' "$command" >"$job/guest/command"
	{
		printf '%s=%q\n' directory "$PWD" module "$module" mode "$mode" \
			keep_disk "${VM_DISK:-}" term "${TERM:-linux}"
		[ "$mode" != shell ] || stty size |
			{ read -r rows columns; printf 'rows=%q\ncolumns=%q\n' "$rows" "$columns"; }
	} >"$job/guest/settings"
}

# A fresh scratch disk, complete, so that no background thread initialises it.
prepare_disk() {
	disk=${VM_DISK:-}
	[ -z "$disk" ] || return 0
	disk=$job/disk
	rm -f "$disk"
	truncate -s "${VM_DISK_SIZE:-512M}" "$disk"
	/sbin/mkfs.ext4 -q -F -E lazy_itable_init=0,lazy_journal_init=0 "$disk"
}

# QEMU doubles a comma inside a value.
share() {
	printf 'local,path=%s,mount_tag=%s,security_model=none,readonly=on,multidevs=remap' \
		"${1//,/,,}" "$2"
}

qemu_arguments() {
	local mode=$1 stream
	# shellcheck disable=SC2054 # the commas are QEMU's
	arguments=(-nodefaults -no-user-config -display none -no-reboot
		-m "${VM_MEM:-2G}" -kernel "$image" -initrd "$initramfs"
		-append "${parameters//[$'\n\t']/ } ${VM_APPEND:-}"
		-serial "file:$job/kernel.log"
		-virtfs "$(share / host)" -virtfs "$(share "$job/stage" stage)"
		-virtfs "$(share "$job/guest" job)"
		-drive "file=${disk//,/,,},format=raw,if=virtio,cache=writeback"
		-device virtio-serial)
	[ -z "$KERNEL_MODULES" ] ||
		arguments+=(-virtfs "$(share "$KERNEL_MODULES" modules)")
	for stream in stdout stderr status; do
		arguments+=(-chardev "file,id=$stream,path=$job/$stream,append=on"
			-device "virtserialport,chardev=$stream,name=$stream")
	done
	if [ -n "${ICOUNT:-}" ]; then
		# shellcheck disable=SC2054 # likewise
		arguments+=(-smp 1 -accel tcg -icount shift=0,sleep=off
			-cpu max,-erms,-fsrm)
	else
		# shellcheck disable=SC2054 # likewise
		arguments+=(-smp "${VM_CPUS:-2}" -accel tcg,thread=multi -cpu max)
	fi
	if [ "$mode" = shell ]; then
		# shellcheck disable=SC2054 # likewise
		arguments+=(-chardev stdio,id=terminal,mux=on,signal=off
			-mon chardev=terminal,mode=readline
			-device virtconsole,chardev=terminal)
	fi
	[ -z "${VM_PIDFILE:-}" ] || arguments+=(-pidfile "$VM_PIDFILE")
	# shellcheck disable=SC2206 # split at blanks, as documented
	arguments+=(${VM_EXTRA:-})
}

# Print what is written to a file until a process ends.
follow() {
	exec tail -q -f -c +1 -s 0.05 --pid="$1" "$2"
}

# Run QEMU to its end while passing on what the command prints.
boot() {
	local mode=$1 qemu status=0
	local -a limit=(timeout --foreground -k 5 "${VM_TIMEOUT:-3600}")
	rm -f "$job"/{stdout,stderr,status,kernel.log}
	touch "$job/stdout" "$job/stderr"
	if [ "$mode" = shell ]; then
		qemu-system-x86_64 "${arguments[@]}" || status=$?
		return "$status"
	fi
	setpriv --pdeathsig TERM "${limit[@]}" \
		qemu-system-x86_64 "${arguments[@]}" </dev/null >&2 &
	qemu=$!
	follow "$qemu" "$job/stdout" &
	follow "$qemu" "$job/stderr" >&2 &
	wait "$qemu" || status=$?
	wait
	return "$status"
}

greet() {
	cat >&2 <<-END
	Booting a VM with the module loaded. Leave with "exit" or Ctrl-D; Ctrl-C
	reaches the program inside; Ctrl-A X stops the VM at once. The machine's
	files are read-only here: changes are lost, the scratch disk /mnt/disk too.
	END
}

# Start the VM, again if the machine stalled, and end with the command's status.
run() {
	local mode=$1 start status report
	for ((start = 1; ; start++)); do
		prepare_disk
		qemu_arguments "$mode"
		status=0
		boot "$mode" || status=$?
		[ -z "${VM_LOG:-}" ] || cp "$job/kernel.log" "$VM_LOG"
		report=0
		"$vm_dir/kernel-log.sh" "$job/kernel.log" >&2 || report=$?
		[ "$report" != 1 ] || exit 125
		[ ! -s "$job/status" ] || status=$(cat "$job/status")
		if [ "$status" = 0 ] || [ "$report" != 2 ] ||
			[ "$mode" = shell ] || [ "$start" = "$starts" ]; then
			break
		fi
		note "the machine stalled: starting the VM again ($start of $((starts - 1)))"
	done
	if [ ! -s "$job/status" ] && [ "$status" != 124 ] && [ "$status" != 137 ]; then
		tail -n 20 "$job/kernel.log" >&2
		note "the VM ended without a result"
		status=125
	fi
	exit "$status"
}

main() {
	local mode=shell
	command=''
	if [ $# -gt 0 ]; then
		mode=command command=$1
	elif [ ! -t 0 ]; then
		mode=command command=$(cat)
	fi
	choose_kernel "${KERNEL:-6.1}"
	image=$("$vm_dir/boot-image.sh" "$KERNEL_RELEASE" "$KERNEL_IMAGE")
	initramfs=$("$vm_dir/initramfs.sh" "$KERNEL_RELEASE" "$KERNEL_MODULES")
	prepare_job "$mode"
	if [ "$mode" = shell ]; then
		terminal=$(stty -g)
		greet
	fi
	run "$mode"
}

main "$@"
