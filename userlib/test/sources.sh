#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The Windows code of programs that others wrote, from Debian's source packages,
# compiled against this library as it is.
#
#	sources.sh prepare	fetch them, build (on this machine)
#	sources.sh run		run what was built (in the VM); TAP
#
# sources/list names the packages; sources/PACKAGE has a recipe, with build() and
# run(), and a program or headers of ours. The sources are kept in the cache.

. "$(dirname -- "${BASH_SOURCE[0]}")/../../selftests/vm/common.sh"
. "$vm_dir/suite.sh"

here=$top/userlib/test/sources
built=$build/sources

# "PACKAGE SUITE FILE..." lines.
packages() {
	sed '/^#/d; /^$/d' "$here/list"
}

# The upstream tarball of a package into the current directory: the newest
# version that the mirror really has.
download() {
	local package=$1 version
	for version in $(suite_apt cache showsrc --only-source "$package" |
		sed -n 's/^Version: //p' | sort -uVr); do
		suite_apt get -qq --only-source --download-only source \
			"$package=$version" >&2 && return
		note "$package $version cannot be had"
		rm -f ./*
	done
	die "no version of $package can be had"
}

# Keeps of the tarball what the list names.
unpack() {
	local to=$1 pattern
	local -a patterns=()
	shift
	for pattern; do
		patterns+=("*/$pattern")
	done
	mkdir tree
	tar -C tree --strip-components=1 --wildcards --no-wildcards-match-slash \
		-xf ./*.orig.tar.[bgx]z* "${patterns[@]}"
	rm -rf "$to"
	mv tree "$to"
}

fetch() {
	local package=$1 suite=$2 scratch
	local to=$cache/sources/$package
	shift 2
	[ ! -d "$to" ] || return 0
	note "fetching the source of $package"
	mkdir -p "$cache/sources"
	scratch=$(mktemp -d "$cache/sources/tmp.XXXXXX")
	(
		suite_open "$suite" "$scratch/apt" deb-src
		mkdir "$scratch/download"
		cd "$scratch/download"
		download "$package"
		unpack "$to" "$@"
	)
	rm -rf "$scratch"
}

# recipe STEP PACKAGE: a step of a package's recipe, with these variables.
recipe() (
	# shellcheck disable=SC2034 # the recipe's
	source=$cache/sources/$2 out=$built/$2 own=$here/$2
	export PKG_CONFIG_PATH=$build/userlib/x86_64-linux-gnu/pkgconfig
	mkdir -p "$out"
	# shellcheck source=/dev/null
	. "$here/$2/recipe"
	cd "$out"
	"$1"
)

prepare() {
	local package suite files
	while read -r package suite files; do
		# shellcheck disable=SC2086 # words
		fetch "$package" "$suite" $files
		recipe build "$package"
	done < <(packages)
}

run_all() {
	local package number=0 bad=0 output
	output=$(mktemp)
	echo "1..$(packages | wc -l)"
	while read -r package _; do
		number=$((number + 1))
		if recipe run "$package" >"$output" 2>&1 </dev/null; then
			echo "ok $number - $package"
		else
			bad=1
			echo "not ok $number - $package"
		fi
		sed 's/^/# /' "$output"
	done < <(packages)
	rm -f "$output"
	return "$bad"
}

case ${1:-} in
prepare) with_lock "$cache/sources.lock" prepare ;;
run) run_all ;;
*) die "usage: sources.sh prepare|run" ;;
esac
