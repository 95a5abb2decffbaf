#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The main job on a real file, step by step, in a VM: what "make run" shows.
#
#	demo.sh
#
# Environment: FILE is the file to use, a copy of it that is (default: the text
# of the GPL); NAME is the section's name (default: Local\demo).
#
# The copy lies on a disk image. The programs in the VM change it, and when the
# VM is gone this script reads it from the image and compares it with what it
# should be.

. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

readonly examples=$top/userlib/examples
readonly programs=$build/examples
readonly part=48		# bytes that each program writes
readonly limit=$((256 * 1024 * 1024))

check_file() {
	[ -e "$file" ] || die "FILE: there is no file $file"
	[ -f "$file" ] || die "FILE: $file is not a regular file"
	[ -r "$file" ] || die "FILE: $file cannot be read"
	size=$(stat -L -c %s -- "$file")
	[ "$size" -le "$limit" ] ||
		die "FILE: $file has $size bytes; this demonstration takes up to $limit"
}

checksum() {
	sha256sum <"$1" | cut -d ' ' -f 1
}

# The text that an example program writes, from its source.
text_of() {
	sed -n 's/^\t"\(\[.*\]\)";$/\1/p' "$examples/$1.c"
}

make_disk() {
	mkdir "$job/disk"
	cat <"$file" >"$job/disk/file"
	truncate -s $((size + 64 * 1024 * 1024)) "$job/image"
	/sbin/mkfs.ext4 -q -F -E lazy_itable_init=0,lazy_journal_init=0 \
		-d "$job/disk" "$job/image"
}

# What the file must be afterwards: the original with the two texts in it.
make_expected() {
	local offset=0 program
	cat <"$file" >"$job/expected"
	[ "$size" -ge $((2 * part)) ] ||
		truncate -s $((2 * part)) "$job/expected"
	for program in demo_writer demo_editor; do
		text_of "$program" | head -c "$part" |
			dd of="$job/expected" bs=1 seek="$offset" conv=notrunc \
				status=none
		offset=$((offset + part))
	done
}

# The two files that the VM left on its disk.
read_disk() {
	local name
	for name in file checksums; do
		/sbin/debugfs -R "dump /$name $job/$name" "$job/image" \
			2>/dev/null
		[ -e "$job/$name" ] || die "the VM's disk has no /$name"
	done
}

compare() {
	local what=$1 left=$2 right=$3
	if [ "$left" = "$right" ]; then
		printf '  %-58s same\n' "$what"
	else
		printf '  %-58s DIFFERENT\n    %s\n    %s\n' \
			"$what" "$left" "$right"
		failed=1
	fi
}

file=${FILE:-$top/LICENSES/GPL-2.0-only.txt}
name=${NAME:-'Local\demo'}
check_file
job=$(mktemp -d "${TMPDIR:-/tmp}/namedmap-demo.XXXXXX")
trap 'rm -rf "$job"' EXIT

original=$(checksum "$file")
make_disk
make_expected
quietly make -C "$examples" O="$programs"

bold='' plain=''
if [ -t 1 ]; then
	bold=$'\e[1m' plain=$'\e[0m'
fi
cat <<END
${bold}namedmap: processes share memory by name${plain}

Everything below happens in a virtual machine, which starts now. This machine
and the file are left alone; the programs work on a copy.

  file      $file, $size bytes
  name      $name
  programs  userlib/examples/demo_*.c, written as for Windows
END

VM_DISK=$job/image "$vm_dir/vm.sh" "$(printf '%q ' \
	env "BOLD=$bold" "PLAIN=$plain" "$vm_dir/demo-guest.sh" \
	"$programs" "$name")" </dev/null

printf '\n%sOutside the virtual machine, which is gone: the file on its disk%s\n' \
	"$bold" "$plain"
read_disk
{ read -r before; read -r after; } <"$job/checksums"
result=$(checksum "$job/file")
printf '  sha256 %s\n\n' "$result"
failed=0
compare "the file before, inside and outside" "$before" "$original"
compare "the file after, inside and outside" "$after" "$result"
compare "the file after, and FILE with the two texts put in" "$result" \
	"$(checksum "$job/expected")"
compare "FILE itself, before and now" "$original" "$(checksum "$file")"
[ "$failed" = 0 ] || die "the checksums differ"

cat <<END

Next: "make vm" gives a shell with the module loaded; userlib/examples has a
program for each step; README.md says how to use it on a machine of your own.
END
