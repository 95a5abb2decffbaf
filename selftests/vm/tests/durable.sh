#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What was flushed is on the disk: in a small VM several processes write through
# views of the same sections, flush, and promise each record on a serial port; it
# is killed without warning at a random moment; the next boot looks on the kept
# disk for every promise that arrived. The file systems take turns.
#
# KILLS=n kills that many times (51).

. "$(dirname -- "${BASH_SOURCE[0]}")/../common.sh"
set +e
. "$vm_dir/tap.sh"

kills=${KILLS:-51}
boot_limit=180
readonly systems=(ext4 xfs btrfs)
# Of each file system: all kills, those in a new file, those in which all
# processes had promised, the promises of the last run and of all, the last file.
declare -A killed new joint count total file

# What the VM boots for a file system: the kernel's modules for the disk, ours,
# and the writer.
make_initramfs() {
	local fs=$1 root=$tap_work/root index=100 path writer
	rm -rf "$root"
	mkdir -p "$root/modules" "$root/dev"
	make -s -C "$top/userlib" crash-writer >&2 || return
	writer=$(make -s -C "$top/userlib" crash-writer)
	cp "$writer" "$root/init" || return
	if [ -n "$KERNEL_MODULES" ]; then
		for name in virtio_pci virtio_blk "$fs"; do
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
		>"$tap_work/$fs.initramfs"
}

# xfs wants 300 MB.
make_disk() {
	local fs=$1 disk=$tap_work/$1.disk
	truncate -s 320M "$disk" || return
	case $fs in
	ext4) mkfs.ext4 -q -F -E lazy_itable_init=0,lazy_journal_init=0 "$disk" ;;
	*) "mkfs.$fs" -q -f "$disk" ;;
	esac
}

# Start the VM on a file system with these kernel parameters; its process is $qemu.
start() {
	local fs=$1
	rm -f "$tap_work/said" "$tap_work/kernel.log"
	truncate -s %4096 "$tap_work/promises"
	[ -s "$tap_work/promises" ] || truncate -s 4096 "$tap_work/promises"
	qemu-system-x86_64 -nodefaults -no-user-config -display none -no-reboot \
		-m 512M -smp 1 -accel tcg -cpu max -kernel "$image" \
		-initrd "$tap_work/$fs.initramfs" \
		-append "console=ttyS0 panic=-1 oops=panic nowatchdog no_timer_check rcupdate.rcu_cpu_stall_timeout=300 fs=$*" \
		-serial "file:$tap_work/kernel.log" -serial "file:$tap_work/said" \
		-drive "file=$tap_work/$fs.disk,format=raw,if=virtio,cache=writeback" \
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

# Promises of the last run as the next one on that file system reads them.
collect() {
	local fs=$1 promises=$tap_work/$1.promises
	said "$promise" | awk -v file="${file[$fs]}" \
		'{ print $2, file, $3, $4, $5 }' >"$promises"
	cat "$promises" >>"$tap_work/$fs.all"
	count[$fs]=$(wc -l <"$promises")
	total[$fs]=$((total[$fs] + count[$fs]))
	[ "$(cut -d ' ' -f 5 "$promises" | sort -u | wc -l)" -lt 3 ] ||
		joint[$fs]=$((joint[$fs] + 1))
	[ -z "$(said 'file new')" ] || new[$fs]=$((new[$fs] + 1))
	killed[$fs]=$((killed[$fs] + 1))
}

# It runs, and nothing that its processes did has failed.
still_writing() {
	kill -0 "$qemu" && equal "$(said 'failed .*')" ''
}

kill_once() {
	local run=$1 fs=$2 old=''
	# Every fourth run writes once more to the file of the one before.
	if [ $((killed[$fs] % 4)) = 3 ]; then
		old="old=${file[$fs]}"
	else
		file[$fs]=$run
	fi
	cp "$tap_work/$fs.promises" "$tap_work/promises"
	# shellcheck disable=SC2086 # one parameter or none
	boot "$fs" "run=$run" $old
	wait_until_said "$promise"
	sleep "$((RANDOM % 2)).$((RANDOM % 1000 + 1000))"
	check "kill $run, $fs: the VM was writing" still_writing
	kill -KILL "$qemu" 2>/dev/null
	wait "$qemu" 2>/dev/null
	check "kill $run, $fs: the ${count[$fs]} promises of the run before are kept" \
		all_kept "${count[$fs]}"
	check "kill $run, $fs: no complaint of the kernel" quiet_kernel
	collect "$fs"
}

# Look for a list of promises without writing on.
verify() {
	local fs=$1 list=$2
	cp "$tap_work/$fs.$list" "$tap_work/promises"
	boot "$fs" "run=$((kills + 1))" verify=1
	wait "$qemu"
}

choose_kernel "${KERNEL:-6.1}"
image=$("$vm_dir/boot-image.sh" "$KERNEL_RELEASE" "$KERNEL_IMAGE")
promise='promise [0-9]+ [0-9]+ [0-9]+ [0-9]+'
for fs in "${systems[@]}"; do
	killed[$fs]=0 new[$fs]=0 joint[$fs]=0 count[$fs]=0 total[$fs]=0
	: >"$tap_work/$fs.promises"
	: >"$tap_work/$fs.all"
	check "the VM's files are made for $fs" make_initramfs "$fs"
	check "the disk is made for $fs" make_disk "$fs"
done
for ((run = 1; run <= kills; run++)); do
	kill_once "$run" "${systems[run % ${#systems[@]}]}"
done
# At last everything that was ever promised, but for what was written over.
for fs in "${systems[@]}"; do
	verify "$fs" promises
	check "$fs, after the last kill: the ${count[$fs]} promises of the last run are kept" \
		all_kept "${count[$fs]}"
	verify "$fs" all
	check "$fs: all ${total[$fs]} promises of ${killed[$fs]} runs are kept" \
		all_kept "${total[$fs]}"
	check "$fs: at least half of the kills in a file made and extended by that run (${new[$fs]})" \
		[ "$((new[$fs] * 2))" -ge "${killed[$fs]}" ]
	check "$fs: in at least half of the runs all processes promised something (${joint[$fs]})" \
		[ "$((joint[$fs] * 2))" -ge "${killed[$fs]}" ]
	check "$fs: there were promises to keep" [ "${total[$fs]}" -ge "${killed[$fs]}" ]
done
tap_end
