#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Make Debian's own kernel available for the VM and say where it is.
#
#	kernel-stock.sh
#
# Prints KERNEL_RELEASE=, KERNEL_IMAGE=, KERNEL_BUILD=, KERNEL_MODULES= and
# KERNEL_SOURCE= as shell assignments. The headers are an installed package;
# the image of exactly the same version is downloaded and unpacked into the
# cache, never installed: this machine keeps the kernel it runs.

. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

# The newest installed header package of Debian 12's kernel.
release() {
	dpkg-query -W -f '${db:Status-Status} ${Package}\n' \
		'linux-headers-6.1.0-*-amd64' 2>/dev/null |
		sed -n 's/^installed linux-headers-//p' | sort -V | tail -n 1
}

# Download and unpack a package's image; complete or absent, nothing between.
unpack() {
	local release=$1 version=$2 dest=$3
	[ ! -e "$dest" ] || return 0
	mkdir -p "${dest%/*}"
	temp=$(mktemp -d "$dest.XXXXXX")
	trap 'rm -rf "$temp"' EXIT
	chmod 755 "$temp"
	note "fetching linux-image-$release $version"
	cd "$temp"
	apt-get -qq -o APT::Sandbox::User="$(id -un)" download \
		"linux-image-$release=$version" >&2
	dpkg -x ./*.deb .
	rm -- ./*.deb
	depmod -b . "$release"
	ln -sfn "/usr/src/linux-headers-$release" "lib/modules/$release/build"
	mv -T "$temp" "$dest"
}

release=$(release)
[ -n "$release" ] || die "no kernel headers; selftests/vm/install.sh build installs them"
version=$(dpkg-query -W -f '${Version}' "linux-headers-$release")
dest=$cache/stock/${version//[^a-zA-Z0-9.+-]/_}
with_lock "$cache/stock.lock" unpack "$release" "$version" "$dest"

printf '%s=%q\n' \
	KERNEL_RELEASE "$release" \
	KERNEL_IMAGE "$dest/boot/vmlinuz-$release" \
	KERNEL_BUILD "/usr/src/linux-headers-$release" \
	KERNEL_MODULES "$dest/lib/modules/$release" \
	KERNEL_SOURCE ""
