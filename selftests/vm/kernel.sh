#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# kernel.sh NAME          the kernel NAME of the list "kernels", ready to use:
#                         fetched and built on first use, then from the cache
# kernel.sh source NAME   its source alone
# kernel.sh gcc NAME      its source configured and prepared by gcc, or by clang,
# kernel.sh clang NAME    for compiling modules only: nothing of it is built
#
# Prints shell assignments:
#   KERNEL_RELEASE   what uname -r says in it
#   KERNEL_IMAGE     the image to boot
#   KERNEL_BUILD     the prepared tree to build external modules against
#   KERNEL_MODULES   directory of its modules, for modprobe; a built kernel has
#                    none, only the list of what is built in
#   KERNEL_SOURCE    its source tree
#   KERNEL_LLVM      what LLVM= has to be in make's arguments, if anything
# of those that there are, and says on standard error what it does. The cache is
# ${XDG_CACHE_HOME:-~/.cache}/namedmap; anything in it can be deleted.

. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
. "$vm_dir/suite.sh"

usage() {
	die "usage: kernel.sh [source|gcc|clang] $(awk '!/^#/ && NF { printf "%s%s", sep, $1; sep = "|" }' "$vm_dir/kernels")"
}

# Sets suite, package, version and configuration from the line of kernel NAME.
read_list() {
	local line

	line=$(awk -v name="$1" '$1 == name' "$vm_dir/kernels")
	[ -n "$line" ] || usage
	read -r _ suite package version configuration <<<"$line"
}

# A directory for one call, on the same file system as the cache. What a killed
# call left there goes after a day.
scratch_dir() {
	find "$cache" -maxdepth 1 -name 'tmp.*' -mtime +0 -exec rm -rf {} +
	scratch=$(mktemp -d "$cache/tmp.XXXXXX")
	trap 'rm -rf "$scratch"' EXIT
}

# One maker at a time for each directory; others wait and find it done. The
# lock is inherited, so that a compiler that outlives this script still holds it.
lock() {
	exec 9>"$cache/$(basename "$1").lock"
	flock -n 9 || { note "waiting for another process that makes $1"; flock 9; }
}

source_dir() { echo "$cache/linux-$(tr '~+:' '___' <<<"$version")"; }

# The suite may have moved on to a newer build of the same series.
settle_version() {
	local offered

	offered=$(suite_apt cache madison "$package" | awk '{ print $3 }')
	grep -qxF "$version" <<<"$offered" && return
	[ -n "$offered" ] || die "$suite offers no $package any more: choose another in $vm_dir/kernels"
	offered=$(sort -V <<<"$offered" | tail -n 1)
	note "*** $package $version is not offered any more: taking $offered instead."
	note "*** Results are those of $offered. Name it in $vm_dir/kernels."
	version=$offered
}

# Sets source to the unpacked source of $package $version, or, where the suite
# no longer has that, of the version that settle_version took.
get_source() {
	source=$(source_dir)
	[ ! -d "$source" ] || return 0
	scratch_dir
	suite_open "$suite" "$scratch/apt"
	settle_version
	source=$(source_dir)
	lock "$source"
	[ ! -d "$source" ] || return 0

	note "fetching $package $version"
	(cd "$scratch" && suite_apt get -qq download "$package=$version" >&2)
	dpkg -x "$scratch/$package"_*.deb "$scratch/deb"
	mkdir "$scratch/tree"
	tar -C "$scratch/tree" --strip-components=1 -xf "$scratch/deb/usr/src/$package.tar.xz"
	mv "$scratch/tree" "$source"
}

fragments() {
	local name

	for name in $configuration; do
		echo "$vm_dir/configs/$name.config"
		# what the tests need comes before what one kernel changes
		[ "$name" != vm ] || realpath "$vm_dir/../config"
	done
}

# Kconfig drops without a word what it cannot set: compare with what was asked.
check_config() {
	awk '
	/^CONFIG_/	      { split($0, a, "="); value = $0; name = a[1] }
	/^# CONFIG_.* is not/ { value = "n"; name = $2 }
	!/^(CONFIG_|# CONFIG_.* is not)/ { next }
	FILENAME != config    { want[name] = value; next }
	value != "n"	      { have[name] = value }
	END {
		for (name in want) {
			got = (name in have) ? have[name] : "n"
			if (got != want[name]) {
				print "cannot be set: " want[name] ", is " got
				bad = 1
			}
		}
		exit bad
	}' config="$1" "${@:2}" "$1" >&2
}

# Without the caller's environment: another make's flags and variables are in it.
bare() {
	env -i PATH="$PATH" HOME="$HOME" LC_ALL=C "$@"
}

# configure FRAGMENT... makes the tree's configuration with the tools that the
# array "tools" names to make.
configure() {
	(cd "$source" &&
		bare "${tools[@]}" scripts/kconfig/merge_config.sh -n -O "$tree" "$@") &&
		check_config "$tree/.config" "$@"
}

# What a configuration wants make to be told besides: its lines "# make VAR=VALUE".
variables() {
	sed -n 's/^# make //p' "$@"
}

compile() {
	local -a tools=() told

	mapfile -t told < <(variables "$@")
	configure "$@" &&
		bare make -C "$source" O="$tree" -j"$(nproc)" "${told[@]}" bzImage modules &&
		bare make -C "$source" O="$tree" INSTALL_MOD_PATH="$tree/install" modules_install &&
		strip_build "$tree"
}

# A tree is good only for the compiler that it was configured for.
prepare_for_gcc() {
	local -a tools=(LOCALVERSION=-gcc)

	prepare "$@"
}

prepare_for_clang() {
	local -a tools=("LLVM=-$clang_version" LOCALVERSION=-clang)

	prepare "$@"
}

prepare() {
	configure "$@" &&
		bare make -C "$source" O="$tree" "${tools[@]}" -j"$(nproc)" modules_prepare
}

# Only what runs, and what an external module is built with, is kept.
strip_build() {
	find "$1" \( -path "$1/scripts" -o -path "$1/tools" \) -prune -o -type f \
		\( -name '*.o' -o -name '*.a' -o -name '.*.cmd' -o -name '.tmp_vmlinux*' \
		-o -name 'vmlinux.*' ! -name '*.lds' \) -exec rm -f {} +
}

# get_tree NAME COMPILER MAKER sets tree to the tree that MAKER, called with the
# fragments of the configuration, has made.
get_tree() {
	local key files begun=$SECONDS

	mapfile -t files < <(fragments)
	key=$({ grep -hE '^((# )?CONFIG_|# make )' "${files[@]}"; "$2" --version; } |
		sha256sum | cut -c 1-12)
	tree=$cache/$1-$(basename "$source" | cut -d- -f 2-)-$key
	lock "$tree"
	[ ! -e "$tree/.complete" ] || return 0

	# make goes on where a build was interrupted: it trusts no object whose
	# command it has not written down, which it does last
	mkdir -p "$tree"
	note "building $1 (Linux $version; some minutes, log in $tree.log)"
	if ! "$3" "${files[@]}" </dev/null >"$tree.log" 2>&1; then
		tail -n 40 "$tree.log" >&2
		die "building $1 failed, see $tree.log"
	fi
	touch "$tree/.complete"
	note "built $1 in $((SECONDS - begun)) s"
}

assign() {
	printf '%s=%q\n' "$@"
}

stock() {
	local assignments running

	assignments=$("$vm_dir/kernel-stock.sh")
	eval "$assignments"
	# its source is that of the very version that runs, which is in the image
	running=$(head -c 65536 "$KERNEL_IMAGE" | grep -aoPm 1 'Debian \K[0-9][^ ]+') ||
		die "no Debian version in $KERNEL_IMAGE"
	[ "$running" = "$version" ] ||
		note "*** the stock kernel is $running, $vm_dir/kernels names $version"
	version=$running
	get_source
	assign KERNEL_RELEASE "$KERNEL_RELEASE" KERNEL_IMAGE "$KERNEL_IMAGE" \
		KERNEL_BUILD "$KERNEL_BUILD" KERNEL_MODULES "$KERNEL_MODULES" \
		KERNEL_SOURCE "$source"
}

built() {
	local release

	get_source
	get_tree "build-$1" gcc compile
	release=$(cat "$tree/include/config/kernel.release")
	assign KERNEL_RELEASE "$release" KERNEL_IMAGE "$tree/arch/x86/boot/bzImage" \
		KERNEL_BUILD "$tree" KERNEL_MODULES "$tree/install/lib/modules/$release" \
		KERNEL_SOURCE "$source"
}

#	prepared gcc|clang NAME
prepared() {
	local compiler=$1 llvm=''

	[ "$configuration" != stock ] ||
		die "$2 is built already, by gcc: there is no other tree of it"
	[ "$1" != clang ] || compiler=clang-$clang_version llvm=-$clang_version
	get_source
	get_tree "$1-$2" "$compiler" "prepare_for_$1"
	assign KERNEL_RELEASE "$(cat "$tree/include/config/kernel.release")" \
		KERNEL_BUILD "$tree" KERNEL_SOURCE "$source" \
		KERNEL_LLVM "$llvm"
}

main() {
	mkdir -p "$cache"
	case "$# ${1:-}" in
	"1 "*)	read_list "$1"
		if [ "$configuration" = stock ]; then stock; else built "$1"; fi ;;
	"2 source")
		read_list "$2"
		get_source
		assign KERNEL_SOURCE "$source" ;;
	"2 gcc" | "2 clang")
		read_list "$2"
		prepared "$1" "$2" ;;
	*)	usage ;;
	esac
	exit
}

main "$@"
