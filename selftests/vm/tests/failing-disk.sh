#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What cannot be written to the disk is no success: FlushViewOfFile fails in each of
# two processes that share a section, once the disk answers nothing but errors, and
# once what the disk is kept in is full.

. "$(dirname -- "${BASH_SOURCE[0]}")/../common.sh"
set +e
. "$vm_dir/tap.sh"

readonly error_io_device=1117 error_write_protect=19

# ---- These run in the VM.

declare -a pages answers	# descriptors, by process

# A process that writes and flushes: start_flusher NAME FILE
start_flusher() {
	local fd
	mkfifo "/run/$1.pages" "/run/$1.answers" || return
	"$flusher" "$2" <"/run/$1.pages" >"/run/$1.answers" &
	exec {fd}>"/run/$1.pages"
	pages[$1]=$fd
	exec {fd}<"/run/$1.answers"
	answers[$1]=$fd
}

# Each of the two writes to a page of its own.
flush_both() {
	local name page=$1 answer
	for name in 1 2; do
		echo $((page + name)) >&"${pages[$name]}"
		read -r -u "${answers[$name]}" answer
		echo "$2: $answer"
	done
}

end_flushers() {
	local name fd
	for name in 1 2; do
		fd=${pages[$name]}
		exec {fd}>&-
		fd=${answers[$name]}
		exec {fd}<&-
	done
	wait
}

start_flushers() {
	local file=$1 name
	dd if=/dev/zero of="$file" bs=4k count=64 status=none conv=fsync || return
	for name in 1 2; do
		rm -f "/run/$name".*
		start_flusher "$name" "$file"
	done
}

dm() {
	dmsetup --noudevrules --noudevsync "$@"
}

failing() {
	local length
	length=$(blockdev --getsz /dev/vdb)
	modprobe -q dm-mod
	dm create failing --table "0 $length linear /dev/vdb 0" &&
		dmsetup mknodes failing &&	# no udev here
		mkfs.ext4 -q -F /dev/mapper/failing && mkdir /run/failing &&
		mount /dev/mapper/failing /run/failing || return
	start_flushers /run/failing/file
	flush_both 0 "before"
	dm suspend --noflush --nolockfs failing &&
		dm load failing --table "0 $length error" &&
		dm resume failing || return
	flush_both 10 "broken"
	flush_both 20 "broken"
	end_flushers
	umount /run/failing
}

full() {
	mkdir /run/thin /run/full && mount -t tmpfs -o size=24m thin /run/thin &&
		truncate -s 64M /run/thin/image &&
		mkfs.ext4 -q -F /run/thin/image || return
	modprobe -q loop
	mount -o loop /run/thin/image /run/full || return
	start_flushers /run/full/file
	flush_both 0 "before"
	# what the file has is given back to the tmpfs, which is then filled
	fallocate --punch-hole --offset 40K --length 160K /run/full/file
	fallocate --offset 40K --length 160K /run/full/file
	fstrim /run/full
	sync
	dd if=/dev/zero of=/run/thin/filler bs=4k status=none 2>/dev/null
	flush_both 20 "full"
	end_flushers
	umount /run/full
}

# ---- These run here.

run() {
	local what=$1 flusher
	make -s -C "$top/userlib" crash-flusher >&2 || return
	flusher=$(make -s -C "$top/userlib" crash-flusher)
	truncate -s 64M "$tap_work/disk"
	VM_TIMEOUT=600 VM_EXTRA="-drive file=$tap_work/disk,format=raw,if=virtio" \
		"$vm_dir/vm.sh" "$(declare -f start_flusher flush_both end_flushers \
			start_flushers dm "$what")
		flusher=$flusher
		$(declare -p pages answers)
		$what" >"$tap_work/$what"
}

answered() {
	equal "$(grep "^$2: " "$tap_work/$1" | sort | uniq -c | sed 's/^ *//')" "$3"
}

check "a disk fails under two views" run failing
check "what was flushed before that succeeded" answered failing before "2 before: flushed"
check "all flushes after that fail" answered failing broken \
	"4 broken: error $error_io_device"
check "a disk is full under two views" run full
check "what was flushed before that succeeded" answered full before "2 before: flushed"
# The file system may make itself read-only after the first.
check "both flushes after that fail" equal 2 \
	"$(grep -cxE "full: error ($error_io_device|$error_write_protect)" "$tap_work/full")"
tap_end
