#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs inside the VM.
#
#	guest-check.sh plan PLAN MODULES	every program of a plan, then the
#						unloading
#	guest-check.sh unit MODULE		the unit tests of a module
#	guest-check.sh unload MODULES		the unloading alone
#
# PLAN has one line per program: its name, a tab, its command. MODULES is the
# directory of the built modules. Prints what the programs print between marks
# that tap.awk reads; tells on standard error how it goes.

set -u

readonly debugfs=/sys/kernel/debug
readonly leaks=$debugfs/kmemleak
readonly limit=${CHECK_LIMIT:-1200}	# seconds for one program

export CMOCKA_MESSAGE_OUTPUT=TAP

# What every thread that is no kernel thread is doing.
show_threads() {
	local task
	for task in /proc/[0-9]*/task/*; do
		[ -n "$(tr -d '\0' <"${task%/task/*}/cmdline")" ] || continue
		echo "# $task: $(<"$task/comm") $(tr -d '\0' <"$task/wchan") $(<"$task/syscall")"
		sed 's/^/#    /' "$task/stack"
	done 2>/dev/null
}

# Once the limit has come, show what hangs, before it is killed.
watch_limit() {
	read -rt "$limit" <> <(:)
	show_threads
}

# Run a command as the program of that name, limited in time; its output goes
# through a file, so that nobody it leaves behind can hold it up.
run() {
	local name=$1 begun=$SECONDS status=0 watcher
	shift
	echo "namedmap-check: $name" >/dev/kmsg
	echo "@@ begin $name"
	watch_limit >/run/check-threads &
	watcher=$!
	timeout -k 10 "$((limit + 30))" "$@" >/run/check-output 2>&1 </dev/null ||
		status=$?
	kill "$watcher" 2>/dev/null
	wait "$watcher" 2>/dev/null
	cat /run/check-output
	[ -z "$(tail -c 1 /run/check-output)" ] || echo
	cat /run/check-threads
	[ "$status" != 124 ] || echo "Bail out! not finished after $limit s"
	echo "@@ end $status"
	printf '%4d s  %s%s\n' "$((SECONDS - begun))" "$name" \
		"$([ "$status" = 0 ] || echo "  status $status")" >&2
}

# Wait until a condition holds, as RCU callbacks and scans take their time.
eventually() {
	local until=$((SECONDS + 10))
	until "$@"; do
		[ "$SECONDS" -lt "$until" ] || return 1
		sleep 0.1
	done
}

number=0
result() {
	local verdict=$1
	shift
	number=$((number + 1))
	echo "$verdict $number - $*"
	[ "$verdict" = ok ] || exit_status=1
}

# check TEXT COMMAND...
check() {
	local text=$1
	shift
	if "$@"; then result ok "$text"; else result "not ok" "$text"; fi
}

# One KTAP document for all suites that a test module brought. Newer kernels run
# them when asked, older ones when the module is loaded.
kunit_module() {
	local module=$1 name suite before
	[ -d "$debugfs/kunit" ] || { echo "1..0 # SKIP this kernel has no KUnit"; exit 4; }
	name=$(basename "$module" .ko)
	before=" $(echo "$debugfs"/kunit/*) "
	busybox insmod "$module" || exit 1
	for suite in "$debugfs"/kunit/*; do
		[[ $before != *" $suite "* ]] || continue
		grep -qE '^ +(not )?ok ' "$suite/results" || echo 1 >"$suite/run"
		cat "$suite/results"
	done
	busybox rmmod "$name"
}

no_objects() {
	local cache
	for cache in /sys/kernel/slab/namedmap*; do
		[ -e "$cache" ] || continue
		echo 1 >"$cache/shrink"
		read -r objects _ <"$cache/objects"
		[ "$objects" = 0 ] || return 1
	done
}

no_caches() {
	! compgen -G '/sys/kernel/slab/namedmap*'
}

# Reported once it is some seconds old and was found by two scans.
no_leaks() {
	sleep 6 # kmemleak's own age limit
	echo scan >"$leaks"
	echo scan >"$leaks"
	! grep . "$leaks"
}

unload() {
	local modules=$1
	exit_status=0
	echo "TAP version 13"
	check "no object of the driver is left in slab" eventually no_objects
	[ ! -w "$leaks" ] || check "no memory leak while loaded" no_leaks
	check "the module unloads" busybox rmmod namedmap
	check "the device is gone" test ! -e /dev/namedmap
	check "the slab caches are gone" no_caches
	[ ! -w "$leaks" ] || check "no memory leak after unloading" no_leaks
	check "the module loads again" busybox insmod "$modules/namedmap.ko"
	check "the module unloads again" busybox rmmod namedmap
	echo "1..$number"
	exit "$exit_status"
}

# What a module that counts its lines has counted, as an archive in text. The
# files have no size until they are read.
show_coverage() {
	local file
	mkdir /run/coverage
	for file in "$debugfs/gcov$1"/*.gcda; do
		[ ! -e "$file" ] || cat "$file" >"/run/coverage/${file##*/}"
	done
	tar -c -C /run/coverage . | base64 | sed 's/^/@@ coverage /'
}

run_plan() {
	local plan=$1 modules=$2 name command
	echo "@@ start"
	cut -f 1 "$plan" | sed 's/^/@@ plan /'
	echo "@@ plan unload"
	[ ! -w "$leaks" ] || echo clear >"$leaks"
	while IFS=$'\t' read -r name command <&3; do
		run "$name" bash -c "$command"
	done 3<"$plan"
	run unload "$0" unload "$modules"
	[ ! -d "$debugfs/gcov$modules" ] || show_coverage "$modules"
}

case $1 in
plan) run_plan "$2" "$3" ;;
unit) kunit_module "$2" ;;
unload) unload "$2" ;;
*) echo "guest-check.sh: what is \"$1\"?" >&2; exit 2 ;;
esac
