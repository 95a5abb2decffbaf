#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Build the module for some kernels, each in its own tree of symbolic links,
# .build/RELEASE, so that several stay built side by side.
#
#	build-module.sh [KERNEL...]
#
# KERNEL is a name that kernel.sh knows; with none, the running machine's kernel
# if its headers are installed, else the newest one whose headers are. More
# arguments for make come from MODULE_ARGS, split at blanks (W=1 C=2 ...);
# MODULE_ROOT is another directory than .build; MODULE_JOBS is how much make does
# at a time. Where KERNEL is NAME-gcc or NAME-clang there is no kernel to link
# with: everything is compiled, and no module made.

. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

# The release for which a plain "make" builds.
default_release() {
	local release newest
	release=$(uname -r)
	if [ -e "/lib/modules/$release/build/Makefile" ]; then
		echo "$release"
		return
	fi
	newest=$(find /lib/modules/*/build/Makefile \
		/usr/src/linux-headers-*/Module.symvers 2>/dev/null |
		sed 's,^/lib/modules/\(.*\)/build/Makefile,\1,
			s,^/usr/src/linux-headers-\(.*\)/Module.symvers,\1,' |
		sort -V | tail -n 1)
	[ -n "$newest" ] ||
		die "no kernel headers; selftests/vm/install.sh build installs them"
	echo "$newest"
}

build_directory() {
	local link
	for link in "/lib/modules/$1/build" "/usr/src/linux-headers-$1"; do
		[ -e "$link/Makefile" ] && echo "$link" && return
	done
	die "no headers of $1"
}

# A tree of links to the sources; links whose source is gone are removed.
link_tree() {
	local tree=$1
	mkdir -p "$tree"
	find "$tree" -xtype l -delete
	cp -rsf "$top/Kbuild" "$top/driver" "$top/uapi" "$tree/"
}

build_one() {
	local source=$1 tree=$2
	local -a arguments=(modules)
	[ -e "$source/Module.symvers" ] || arguments=(driver/)
	[ -z "${KERNEL_LLVM:-}" ] || arguments+=("LLVM=$KERNEL_LLVM")
	link_tree "$tree"
	# shellcheck disable=SC2086 # split at blanks, as documented
	make -C "$source" M="$tree" -j "${MODULE_JOBS:-$(nproc)}" \
		${MODULE_ARGS:-} "${arguments[@]}"
}

# Builds of one tree wait for each other.
build_for() {
	local tree=$module_root/$1
	with_lock "$tree.lock" build_one "$2" "$tree"
}

if [ $# -eq 0 ]; then
	release=$(default_release)
	source=$(build_directory "$release")
	build_for "$release" "$source"
fi
for name in "$@"; do
	choose_kernel "$name"
	build_for "$KERNEL_RELEASE" "$KERNEL_BUILD"
done
