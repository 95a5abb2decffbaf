#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# How much of the driver the tests run: all of "make check-debug" with a module
# that counts its lines and branches.
#
#	coverage.sh		run, count and compare
#	coverage.sh report	only count what the last run left
#
# Prints lines and branches by file, then every line that never ran with the
# reason that the file "unreached" has for it. Fails below 95 % of the lines or
# 90 % of the branches, and when a line has no reason.

. "$(dirname -- "${BASH_SOURCE[0]}")/../vm/common.sh"

readonly work=$build/coverage
readonly assertion='.*\b(lockdep_assert_\w+|WARN_ON\w*|might_sleep)\(.*'
export MODULE_ROOT=$work MODULE_ARGS=GCOV_PROFILE=y VM_TIMEOUT=${VM_TIMEOUT:-7200}

# What the VMs counted, one directory for each.
unpack() {
	local stream counted
	rm -rf "$work"/{counted,sum}
	for stream in "$build"/check/debug/*.stream; do
		counted=$work/counted/$(basename "$stream" .stream)
		mkdir -p "$counted"
		sed -n 's/^@@ coverage //p' "$stream" | base64 -d |
			tar -x -C "$counted"
	done
}

# Add it up, beside what the compiler noted of each file.
merge() {
	local first one
	first=$(printf '%s\n' "$work"/counted/* | head -n 1)
	cp -r "$first" "$work/sum"
	for one in "$work"/counted/*; do
		[ "$one" != "$first" ] || continue
		gcov-tool merge -o "$work/sum.new" "$work/sum" "$one"
		rm -r "$work/sum"
		mv "$work/sum.new" "$work/sum"
	done
	cp "$work"/sum/*.gcda "$work/$KERNEL_RELEASE/driver/"
}

# The headers of the kernel are not counted, nor are the unit tests, nor the
# branches of an assertion, one of which never runs. Two processors that count the
# same branch can leave a count below zero, which counts as none.
count() {
	local driver=$work/$KERNEL_RELEASE/driver
	gcovr --gcov-ignore-parse-errors --root "$driver" \
		--object-directory "$driver" --exclude '.*/tests/' \
		--exclude-branches-by-pattern "$assertion" "$@" "$driver" \
		2>"$work/gcovr.log"
}

main() {
	local status=0
	choose_kernel debug
	[ "${1:-}" = report ] || "$vm_dir/check.sh" debug || status=$?
	unpack
	merge
	count --json "$work/lines.json" --txt "$work/lines" \
		--fail-under-line 95 --fail-under-branch 90 || {
		status=1
		grep '^(ERROR)' "$work/gcovr.log" >&2
	}
	count --branches --txt "$work/branches"
	cat "$work/lines" "$work/branches"
	"$top/selftests/coverage/unreached.py" "$work/lines.json" || status=1
	return "$status"
}

main "$@"
