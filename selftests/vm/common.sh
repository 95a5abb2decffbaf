# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# What the scripts of this directory share: strict mode, paths, messages.
# Sourced, never run.

set -euo pipefail

vm_dir=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
top=$(cd -- "$vm_dir/../.." && pwd -P)
build=$top/.build
cache=${XDG_CACHE_HOME:-$HOME/.cache}/namedmap
# Where the modules are built that are run.
module_root=${MODULE_ROOT:-$build}
# The newest clang of Debian 12: kernels from 7.3 on want 17 at least.
clang_version=19
# shellcheck disable=SC2034 # used by the scripts that source this file
readonly vm_dir top build module_root cache clang_version
# Where depmod and others are, also for users whose PATH has not these.
PATH=$PATH:/usr/sbin:/sbin

note() {
	printf '%s: %s\n' "${0##*/}" "$*" >&2
}

die() {
	note "$@"
	exit 1
}

# Run a command while holding a lock file, so that two builds or two downloads
# started at the same time do not meet. (To be called where a failure ends the
# script: in a condition, bash would let a function run on after a failure.)
with_lock() {
	local file=$1 fd
	shift
	mkdir -p "${file%/*}"
	exec {fd}>"$file"
	flock "$fd"
	"$@" {fd}>&-
	exec {fd}>&-
}

# Run a command, not a function, whose output matters only when it fails.
quietly() {
	local output status=0
	output=$("$@" 2>&1 </dev/null) || status=$?
	[ "$status" = 0 ] || printf '%s\n' "$output" >&2
	return "$status"
}

# Set the KERNEL_ variables for a kernel by name. Debian's own needs no source
# tree to be built for and to run. NAME-gcc and NAME-clang are trees that these
# compile modules in, which are not linked.
choose_kernel() {
	local assignments
	# shellcheck disable=SC2034 # likewise
	KERNEL_LLVM=''
	case $1 in
	6.1) assignments=$("$vm_dir/kernel-stock.sh") || return ;;
	*-gcc | *-clang)
		assignments=$("$vm_dir/kernel.sh" "${1##*-}" "${1%-*}") || return
		;;
	*) assignments=$("$vm_dir/kernel.sh" "$1") || return ;;
	esac
	eval "$assignments"
}
