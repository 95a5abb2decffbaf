#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Print the path of a first-stage initramfs for a kernel, made when needed.
#
#	initramfs.sh RELEASE [MODULES_DIR]
#
# It holds busybox, the modules that lead to the host's files (none where the
# kernel has them built in) and initramfs-init, which switches to those files.

. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

release=$1 modules=${2:-}
wanted=(virtio_pci virtio_console virtio_blk 9pnet_virtio 9p overlay ext4)

make_image() {
	local image=$1 temp path index=100
	[ ! -e "$image" ] || return 0
	temp=$(mktemp -d "$image.XXXXXX")
	mkdir -p "$temp"/root/{bin,dev,proc,sys,modules,mnt}
	cp /bin/busybox "$temp/root/bin/"
	ln -s busybox "$temp/root/bin/sh"
	install -m 755 "$vm_dir/initramfs-init" "$temp/root/init"
	# Numbered, so that loading them in the glob's order meets dependencies.
	while read -r path; do
		index=$((index + 1))
		cp "$path" "$temp/root/modules/$index-${path##*/}"
	done < <(
		[ -n "$modules" ] && for name in "${wanted[@]}"; do
			modprobe -d "${modules%/lib/modules/*}" -S "$release" \
				--show-depends "$name"
		done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }'
	)
	(cd "$temp/root" && find . -print0 |
		cpio --null -o -H newc --quiet -R 0:0) >"$temp/image"
	mv "$temp/image" "$image"
	rm -rf "$temp"
}

key=$(cat "$vm_dir/initramfs.sh" "$vm_dir/initramfs-init" \
	${modules:+"$modules/modules.dep"} /bin/busybox | sha256sum | cut -c 1-16)
image=$cache/initramfs-$release-$key
with_lock "$cache/initramfs.lock" make_image "$image"
echo "$image"
