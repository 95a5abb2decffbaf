#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What was flushed is on the disk: a small VM writes through views, flushes, and
# promises each page on a serial port; it is killed without warning at a random
# moment; the next boot looks on the kept disk for every promise that arrived.
#
# KILLS=n kills that many times (50).

. "$(dirname -- "${BASH_SOURCE[0]}")/../common.sh"
set +e
. "$vm_dir/tap.sh"

kills=${KILLS:-50}
boot_limit=180

# What the VM boots: the kernel's modules for the disk, ours, and the writer.
make_initramfs() {
	local root=$tap_work/root index=100 path
	mkdir -p "$root/modules" "$root/dev"
	make -s -C "$top/selftests" >&2 || return
	cp "$build/selftests/x86_64/crash/writer" "$root/init" || return
	if [ -n "$KERNEL_MODULES" ]; then
		for name in virtio_pci virtio_blk ext4; do
			modprobe -d "${KERNEL_MODULES%/lib/modules/*}" \
				-S "$KERNEL_RELEASE" --show-depends "$name" || return
		done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' |
			while read -r path; do
				index=$((index + 1))
				cp "$path" "$root/modules/$index-${path##*/}"
			done
	fi
	cp "${VM_MODULE:-$build/$KERNEL_RELEASE/driver/namedmap.ko}" \
		"$root/modules/999-namedmap.ko" || return
	(cd "$root" && find . -print0 | cpio --null -o -H newc --quiet) \
		>"$tap_work/initramfs"
}

make_disk() {
	truncate -s 256M "$tap_work/disk" &&
		mkfs.ext4 -q -F -E lazy_itable_init=0,lazy_journal_init=0 "$tap_work/disk"
}

# Start the VM with these kernel parameters; its process is $qemu.
start() {
	rm -f "$tap_work/said" "$tap_work/kernel.log"
	truncate -s %4096 "$tap_work/promises"
	[ -s "$tap_work/promises" ] || truncate -s 4096 "$tap_work/promises"
	qemu-system-x86_64 -nodefaults -no-user-config -display none -no-reboot \
		-m 512M -smp 1 -accel tcg -cpu max -kernel "$image" \
		-initrd "$tap_work/initramfs" \
		-append "console=ttyS0 panic=-1 oops=panic nowatchdog no_timer_check rcupdate.rcu_cpu_stall_timeout=300 $*" \
		-serial "file:$tap_work/kernel.log" -serial "file:$tap_work/said" \
		-drive "file=$tap_work/disk,format=raw,if=virtio,cache=writeback" \
		-drive "file=$tap_work/promises,format=raw,if=virtio,readonly=on" \
		</dev/null >"$tap_work/qemu.log" 2>&1 &
	qemu=$!
}

said() {
	grep -aoE "^$1;" "$tap_work/said" 2>/dev/null | tr -d ';'
}

# Wait until the VM has said so; fails when it ends or takes too long.
wait_until_said() {
	local tries=$((boot_limit * 20))
	until [ -n "$(said "$1" | head -n 1)" ]; do
		kill -0 "$qemu" 2>/dev/null || return 1
		[ $((tries -= 1)) -gt 0 ] || return 1
		sleep 0.05
	done
}

# Start the VM until its process 1 has looked at the disk. A kernel that does not
# come so far, which happens under emulation on a busy machine, has changed
# nothing: it is started again, at most twice.
boot() {
	local try
	for try in 1 2 3; do
		start "$@"
		wait_until_said '(verified|failed) .*' && return
		kill -KILL "$qemu" 2>/dev/null
		wait "$qemu" 2>/dev/null
		echo "# start $try ended before process 1"
	done
	return 1
}

# The last run's promises were kept, all of them.
all_kept() {
	local wanted=$1
	tail -n 20 "$tap_work/qemu.log"
	said 'lost .*'
	said 'failed .*'
	[ -n "$(said 'verified .*')" ] || tail -n 30 "$tap_work/kernel.log"
	equal "$(said 'verified .*')" "verified $wanted lost 0"
}

quiet_kernel() {
	"$vm_dir/kernel-log.sh" "$tap_work/kernel.log"
	[ $? != 1 ]
}

# Promises of the last run as the next one reads them, appended to all.
collect() {
	local run=$1 file=$2
	said 'promise [0-9]+ [0-9]+ [0-9]+' |
		awk -v file="$file" '{ print $2, file, $3, $4 }' >"$tap_work/promises"
	cat "$tap_work/promises" >>"$tap_work/all"
}

choose_kernel "${KERNEL:-6.1}"
image=$("$vm_dir/boot-image.sh" "$KERNEL_RELEASE" "$KERNEL_IMAGE")
check "the VM's files are made" make_initramfs
check "the disk is made" make_disk
: >"$tap_work/promises"
: >"$tap_work/all"
new=0 total=0 count=0 file=0
for ((run = 1; run <= kills; run++)); do
	# Every fourth run writes once more to the file of the one before.
	old=''
	if [ $((run % 4)) = 0 ]; then old="old=$file"; else file=$run; fi
	# shellcheck disable=SC2086 # one parameter or none
	boot "run=$run" $old
	wait_until_said 'promise [0-9]+ [0-9]+ [0-9]+'
	sleep "$((RANDOM % 2)).$((RANDOM % 1000 + 1000))"
	alive=0
	kill -0 "$qemu" 2>/dev/null && alive=1
	kill -KILL "$qemu" 2>/dev/null
	wait "$qemu" 2>/dev/null
	check "before kill $run: the $count promises of the last run are kept" \
		all_kept "$count"
	check "kill $run: the VM was writing" equal "$alive" 1
	check "kill $run: no complaint of the kernel" quiet_kernel
	[ -z "$(said 'file new')" ] || new=$((new + 1))
	collect "$run" "$file"
	count=$(wc -l <"$tap_work/promises")
	total=$((total + count))
done
# At last everything that was ever promised, but for what was written over.
boot "run=$run" verify=1
wait "$qemu"
check "after the last kill: the $count promises of the last run are kept" \
	all_kept "$count"
cp "$tap_work/all" "$tap_work/promises"
boot "run=$run" verify=1
wait "$qemu"
check "all $total promises of $kills runs are kept" all_kept "$total"
check "at least half of the kills in a file made and extended by that run ($new)" \
	[ "$((new * 2))" -ge "$kills" ]
check "there were promises to keep" [ "$total" -ge "$kills" ]
tap_end
