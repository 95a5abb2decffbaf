#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What was flushed was made durable by the disk's own flush: all writes are
# recorded by dm-log-writes, and the record is replayed up to the moment of each
# promise (selftests/crash/replay.c).

. "$(dirname -- "${BASH_SOURCE[0]}")/../common.sh"
set +e
. "$vm_dir/tap.sh"

promises=${PROMISES:-120}

drive() {
	printf ' -drive file=%s,format=raw,if=virtio' "$tap_work/$1"
}

# Runs in the VM: /dev/vdb is the disk, /dev/vdc the record, /dev/vdd for trying.
guest() {
	local replay=$1 count=$2
	modprobe -q dm-log-writes || true
	dmsetup --noudevrules --noudevsync create recorded --table \
		"0 $(blockdev --getsz /dev/vdb) log-writes /dev/vdb /dev/vdc" || return
	dmsetup mknodes recorded || return	# no udev here
	mkfs.ext4 -q -F -E nodiscard /dev/mapper/recorded || return
	mkdir -p /run/recorded
	mount /dev/mapper/recorded /run/recorded || return
	"$replay" write /run/recorded "$count" recorded || return
	umount /run/recorded
	dmsetup --noudevrules --noudevsync remove recorded || return
	"$replay" verify /dev/vdc /dev/vdd "$count"
}

run() {
	truncate -s 32M "$tap_work/disk" "$tap_work/scratch"
	truncate -s 512M "$tap_work/record"
	make -s -C "$top/selftests" || return
	VM_TIMEOUT=1200 VM_EXTRA="$(drive disk)$(drive record)$(drive scratch)" \
		"$vm_dir/vm.sh" "$(declare -f guest)
		guest $build/selftests/x86_64/crash/replay $promises"
}

check "$promises promises are kept by a disk that keeps only what was flushed" run
sed 's/^# # /# /' "$tap_work/tap-output"
tap_end
