#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Print the path of an image of a kernel that boots fast under emulation.
#
#	boot-image.sh RELEASE IMAGE
#
# A bzImage unpacks itself, which takes the emulator seconds. Where the kernel
# can be started directly (CONFIG_PVH), it is unpacked here, once; else IMAGE is
# what is printed.

. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
set +o pipefail	# what cuts a stream short ends its writer

release=$1 image=$2

# A number of the given size at an offset of the image.
number() {
	od -A n -j "$1" -N "$2" -t "u$2" "$image" | tr -d ' '
}

# The compressed kernel inside, found by the boot protocol's header.
payload() {
	local start
	start=$(((($(number $((0x1f1)) 1) + 1) * 512) + $(number $((0x248)) 4)))
	tail -c +$((start + 1)) "$image" | head -c "$(number $((0x24c)) 4)"
}

# The last four bytes are the length, not part of the stream.
unpack() {
	case $(payload | od -A n -N 4 -t x1 | tr -d ' ') in
	fd377a58) payload | head -c -4 | xz -dc ;;
	28b52ffd) payload | head -c -4 | zstd -dcq ;;
	1f8b*) payload | gzip -dcq ;;
	*) return 1 ;;
	esac
}

make_kernel() {
	local kernel=$1
	[ ! -e "$kernel" ] || return 0
	if unpack >"$kernel.new" &&
		readelf -n "$kernel.new" | grep -q 'Xen.*0x00000012'; then
		mv "$kernel.new" "$kernel"
	else
		rm "$kernel.new"
		ln -s "$image" "$kernel"
	fi
}

kernel=$cache/kernel-$release-$(sha256sum "$image" | cut -c 1-16)
with_lock "$cache/kernel.lock" make_kernel "$kernel"
echo "$kernel"
