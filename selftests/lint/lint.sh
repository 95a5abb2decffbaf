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
#
# Each check uses one processor; as many run at a time as there are.

. "$(dirname -- "${BASH_SOURCE[0]}")/../vm/common.sh"

lint_dir=$top/selftests/lint
work=$build/lint
shopt -s extglob
. "$lint_dir/sources.sh"
. "$lint_dir/module.sh"
. "$lint_dir/userlib.sh"
. "$lint_dir/uapi.sh"

# The long ones first.
readonly all=("${kernels[@]/#/build_}" style coccicheck clang_tidy cppcheck
	uapi kernel_doc shell licences layers versions files description
	symbols)

# What a check prints is a complaint; what it has to say beside that goes here.
remark() {
	echo "$*" >>"$work/$check.remark"
}

# Run a check. What it prints, and its status, go to files.
run() {
	local check=$1 begun=$SECONDS status=0
	local -a command=("check_$check")
	[[ $check != build_* ]] || command=(check_build "${check#build_}")
	"${command[@]}" >"$work/$check.output" 2>&1 || status=$?
	echo "$status" >"$work/$check.status"
	note "$check: $((SECONDS - begun)) s"
}

# Print the verdict on a check, which is the status.
verdict() {
	local number=$1 check=$2 status output remark=''
	status=$(cat "$work/$check.status")
	output=$(cat "$work/$check.output")
	[ ! -e "$work/$check.remark" ] || remark=" # $(cat "$work/$check.remark")"
	if [ "$status" = 0 ] && [ -z "$output" ]; then
		echo "ok $number - $check$remark"
		return
	fi
	echo "not ok $number - $check$remark"
	output=${output:-status $status}
	echo "# ${output//$'\n'/$'\n# '}"
	return 1
}

# Run checks, as many at a time as there are processors.
run_all() {
	local check
	for check in "$@"; do
		[ "$(jobs -pr | wc -l)" -lt "$(nproc)" ] || wait -n || true
		run "$check" &
	done
	wait
}

main() {
	local check passed=0 failed=0
	local -a first=() last=()
	[ $# -gt 0 ] || set -- "${all[@]}"
	mkdir -p "$work"
	for check in "$@"; do
		rm -f "$work/$check".{status,output,remark}
		# it looks at what the builds have made
		if [ "$check" = symbols ]; then last+=("$check"); else first+=("$check"); fi
	done
	run_all "${first[@]}"
	run_all "${last[@]}"
	echo "1..$#"
	for check in "$@"; do
		if verdict $((passed + failed + 1)) "$check"; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
		fi
	done
	echo "$passed passed, $failed failed, 0 skipped"
	[ "$failed" = 0 ]
}

main "$@"
