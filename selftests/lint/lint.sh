#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Check the sources without running them.
#
#	lint.sh [CHECK...]	all checks, or those named
#
# Prints TAP, what each failing check complains about, and on the last line
# "N passed, N failed, N skipped". Warnings of the builds for all kernels, of
# sparse, checkpatch and kernel-doc are failures, and so is a checker that did
# not look at a file.

. "$(dirname -- "${BASH_SOURCE[0]}")/../vm/common.sh"

lint_dir=$top/selftests/lint
work=$build/lint
# debug is a 6.12; its sanitizers add symbols that the list does not have.
readonly kernels=(6.1 debug 7.3)
readonly sparse_kernels=(6.1 debug)	# Debian 12's sparse cannot read 7.3
readonly symbol_kernels=(6.1 7.3)
readonly all=(files licences layers versions shell style kernel_doc
	"${kernels[@]/#/build_}" symbols)

sources() {
	git -C "$top" ls-files --cached --others --exclude-standard -- "$@"
}

# Every file at the top has its place in the project's plan.
check_files() {
	local name
	sources | cut -d / -f 1 | sort -u | while read -r name; do
		case $name in
		.* | Kbuild | Makefile | driver | uapi | userlib | selftests) ;;
		Documentation | README.md | LICENSES | COPYING) ;;
		*) echo "$name: not a name of the top level" ;;
		esac
	done
}

# What SPDX says in each directory.
licence_of() {
	case $1 in
	uapi/*) echo "GPL-2.0-only WITH Linux-syscall-note" ;;
	userlib/*) echo "MIT" ;;
	driver/* | selftests/*) echo "GPL-2.0-only" ;;
	esac
}

check_licences() {
	local file line wanted
	sources | while read -r file; do
		[[ $file != LICENSES/* && -f $top/$file ]] || continue
		line=$(head -n 5 "$top/$file" |
			sed -n 's/.*SPDX-License-Identifier: \(.*\)/\1/p' |
			sed 's/ *\(\*\/\|-->\)$//' | head -n 1)
		wanted=$(licence_of "$file")
		if [ -z "$line" ]; then
			echo "$file: no SPDX line"
		elif [ -n "$wanted" ] && [ "$line" != "$wanted" ]; then
			echo "$file: licence $line, not $wanted"
		fi
	done
}

check_layers() {
	(cd "$top" && awk -v list="$lint_dir/layers" '
		function layer(file, stem) {
			stem = file
			sub(/\.[ch]$/, "", stem)
			return file in at ? at[file] : stem in at ? at[stem] : 0
		}
		BEGIN {
			while ((getline < list) > 0)
				if (!/^#/)
					for (i = 3; i <= NF; i++)
						at[$1 "/" $i] = $2
		}
		FNR == 1 && !layer(FILENAME) {
			print FILENAME ": not in " list
		}
		/^#include "/ {
			split($0, part, "\"")
			own = FILENAME
			sub(/\.c$/, ".h", own)
			other = substr(FILENAME, 1, match(FILENAME, /[^\/]*$/) - 1) part[2]
			if (other != own && (!layer(other) || layer(other) >= layer(FILENAME)))
				printf "%s:%d: includes %s of layer %d, itself in layer %d\n",
					FILENAME, FNR, part[2], layer(other), layer(FILENAME)
		}' driver/*.[ch])
}

# Differences between kernels stand in one place.
check_versions() {
	sources driver | grep -v '^driver/oot/' | (cd "$top" &&
		xargs grep -nE 'LINUX_VERSION_CODE|KERNEL_VERSION|UTS_RELEASE') || true
}

check_shell() {
	local -a files
	mapfile -t files < <(sources | while read -r file; do
		[ -f "$top/$file" ] && head -n 1 "$top/$file" |
			grep -qE '^#!.*sh$' && echo "$file"
	done)
	(cd "$top" && shellcheck "${files[@]}")
}

kernel_source() {
	local assignments
	assignments=$("$vm_dir/kernel.sh" source "$1")
	eval "$assignments"
}

# Rules that make sense only inside the kernel, for the test programs.
kernel_only=(ARCH_DEFINES ARRAY_SIZE CAMELCASE COMPLEX_MACRO FUNCTION_ARGUMENTS
	MACRO_ARG_REUSE MACRO_WITH_FLOW_CONTROL NAKED_SSCANF
	MULTISTATEMENT_MACRO_USE_DO_WHILE PREFER_DEFINED_ATTRIBUTE_MACRO
	PREFER_KERNEL_TYPES STRCPY STRNCPY VOLATILE)

# checkpatch IGNORED FILE...: whole files, not patches, so that nothing can be
# said about MAINTAINERS. Works elsewhere because it leaves a file behind.
checkpatch() {
	local ignored=$1
	shift
	(cd "$work" || exit 2
	"$KERNEL_SOURCE/scripts/checkpatch.pl" --strict \
		--root="$KERNEL_SOURCE" --terse --show-types --quiet --no-summary \
		--ignore "FILE_PATH_CHANGES$ignored" -f "${@/#/$top/}" ||
		[ $? = 1 ]) |	# 1: it found something; anything else: it broke
		sed "s,^$top/,,"
}

check_style() {
	local -a files
	kernel_source 6.12
	mapfile -t files < <(sources 'driver/*.[ch]' 'uapi/*.h' ':!driver/oot')
	checkpatch "" "${files[@]}"
	mapfile -t files < <(sources 'driver/oot/*.[ch]')
	checkpatch ",LINUX_VERSION_CODE,CONSTANT_COMPARISON,MACRO_ARG_UNUSED" \
		"${files[@]}"
	mapfile -t files < <(sources 'selftests/*.[ch]')
	# A fixture's macro before a star is a type, not a factor; the harness's
	# macros are more than one statement, so they keep their braces; and
	# calls with named arguments are laid out like initialisers.
	checkpatch "$(printf ',%s' "${kernel_only[@]}" BRACES \
		PARENTHESIS_ALIGNMENT)" "${files[@]}" |
		sed -e "/SPACING: spaces preferred around that '[*]' (ctx:WxV)/d" \
			-e "/SPACING: space prohibited before that ':' (ctx:WxW)/d"
}

check_kernel_doc() {
	local -a files
	kernel_source 6.12
	mapfile -t files < <(sources 'driver/*.[ch]' 'uapi/*.h')
	(cd "$top" && "$KERNEL_SOURCE/scripts/kernel-doc" -none -Werror \
		"${files[@]}")
}

# A fresh build for one kernel, with all warnings and, where it can, sparse.
check_build() {
	local kernel=$1 log=$work/$1.log arguments=W=1 file
	local known='the compiler differs from the one used to build the kernel'
	if [[ " ${sparse_kernels[*]} " == *" $kernel "* ]]; then
		arguments+=" C=2"
	fi
	choose_kernel "$kernel"
	rm -rf "${work:?}/$KERNEL_RELEASE"
	MODULE_ROOT=$work MODULE_ARGS=$arguments \
		"$vm_dir/build-module.sh" "$kernel" >"$log" 2>&1 || {
		cat "$log"
		return 1
	}
	grep -iE -A 3 'warning|error' "$log" | grep -v "$known" || true
	[[ $arguments == *C=2* ]] || return 0
	sources 'driver/*.c' | while read -r file; do
		[[ $file != driver/tests/* ]] ||
			grep -q '^CONFIG_KUNIT=' "$KERNEL_BUILD/.config" || continue
		grep -qE "^ *CHECK +.*/$file\$" "$log" ||
			echo "$file: not checked by sparse for $kernel"
	done
}

# Only what kernel.org's kernels export; the list was made by hand from there.
check_symbols() {
	local list=$top/driver/oot/exported-symbols kernel used
	used=$(for kernel in "${symbol_kernels[@]}"; do
		choose_kernel "$kernel"
		nm --undefined-only --format=posix \
			"$work/$KERNEL_RELEASE/driver/namedmap.ko"
	done | cut -d ' ' -f 1 | sort -u)
	[ -n "$used" ] || { echo "no modules: the builds come first"; return; }
	comm -23 <(echo "$used") <(sed '/^#/d; s/[[:space:]].*//' "$list" | sort -u) |
		sed 's/$/: used, but not in driver\/oot\/exported-symbols/'
	comm -13 <(echo "$used") <(sed '/^#/d; /^$/d; s/[[:space:]].*//' "$list" | sort -u) |
		sed 's/$/: in driver\/oot\/exported-symbols, but not used/'
}

passed=0 failed=0
[ $# -gt 0 ] || set -- "${all[@]}"
mkdir -p "$work"
echo "1..$#"
for check in "$@"; do
	case $check in
	build_*) command=(check_build "${check#build_}") ;;
	*) command=("check_$check") ;;
	esac
	status=0
	output=$("${command[@]}" 2>&1) || status=$?
	if [ "$status" = 0 ] && [ -z "$output" ]; then
		passed=$((passed + 1))
		echo "ok $((passed + failed)) - $check"
	else
		failed=$((failed + 1))
		echo "not ok $((passed + failed)) - $check"
		output=${output:-status $status}
		echo "# ${output//$'\n'/$'\n# '}"
	fi
done
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
