#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs inside the VM: one mutant of the module after the other.
#
#	guest.sh PLAN MODULES PROGRAMS USUAL
#
# PLAN has one line per mutant: its module, then the programs to run until one
# fails: kunit/SUITE, whose modules are in MODULES, or a kselftest in PROGRAMS.
# The first line is the module as it is: all has to pass, and what that takes
# is the measure for what hangs; USUAL has that of an earlier VM: program, seconds.
# Prints, with tabs, "run MODULE", "try PROGRAM" for each that is begun, "usual
# PROGRAM SECONDS", and then "red MODULE PROGRAM REASON" or "green MODULE". Ends at
# the first mutant that broke the kernel: those after it need another VM. None is
# begun after LIMIT seconds.

set -u

readonly plan=$1 modules=$2 programs=$3 usual_times=$4
readonly debugfs=/sys/kernel/debug
readonly leaks=$debugfs/kmemleak
vm=$(dirname -- "$0")/../vm
declare -A usual=()
# Through this, what ran says that it has ended.
busybox mkfifo "/run/mutant-ended.$$"
exec {ended}<>"/run/mutant-ended.$$"

say() {
	local IFS=$'\t'
	echo "$*"
}

# All that a process has started, and itself.
kill_tree() {
	local child
	for child in $(busybox pgrep -P "$1"); do kill_tree "$child"; done
	kill -KILL "$1" 2>/dev/null
}

# Run a command, limited in time. Sets reason, if it fails; it fails with 125 if
# it hangs and cannot be killed.
limited() {
	local seconds=$1 status='' pid child
	shift
	{
		"$@" >/run/mutant-output 2>&1 </dev/null
		echo $? >&"$ended"
	} &
	pid=$!
	if ! read -r -t "$seconds" -u "$ended" status; then
		reason="not finished after $seconds s"
		for child in $(busybox pgrep -P "$pid"); do kill_tree "$child"; done
		read -r -t 20 -u "$ended" status || return 125
		return 1
	fi
	[ "$status" != 0 ] || return 0
	reason=$(grep -m 1 -E '^ *not ok' /run/mutant-output ||
		echo "status $status")
	return 1
}

# Load a suite's module, which runs it.
kunit() {
	local name=namedmap_$1_kunit suite status=0
	busybox insmod "$modules/tests/$name.ko" || return
	for suite in "$debugfs/kunit/namedmap_$1"*; do
		grep -qE '^ +(not )?ok ' "$suite/results" || echo 1 >"$suite/run"
		grep -E '^ *not ok' "$suite/results" && status=1
	done
	busybox rmmod "$name" && return "$status"
}

program() {
	local status=0
	case $1 in
	kunit/*) kunit "${1#kunit/}" ;;
	*)
		"$programs/$1" || status=$?
		[ "$status" = 4 ] || return "$status"	# skipped
		;;
	esac
}

# Has the kernel complained since the last time? (A stall is the machine's.)
complaint() {
	local status=0
	dmesg -c >/run/mutant-log
	[ -s /run/mutant-log ] || return
	"$vm/kernel-log.sh" /run/mutant-log >/run/mutant-report || status=$?
	[ "$status" = 1 ] || return
	reason=$(sed -n 2p /run/mutant-report | cut -c 1-160)
}

no_objects() {
	local cache objects
	for cache in /sys/kernel/slab/namedmap*; do
		[ -e "$cache" ] || continue
		echo 1 >"$cache/shrink"
		read -r objects _ <"$cache/objects"
		[ "$objects" = 0 ] || return 1
	done
}

eventually() {
	local until=$((SECONDS + 5))
	until "$@"; do
		[ "$SECONDS" -lt "$until" ] || return 1
		sleep 0.1
	done
}

# All programs until one fails. Sets culprit and reason then.
try() {
	local name begun
	for name in "$@"; do
		begun=$SECONDS culprit=$name
		say try "$name"
		limited $((20 + 6 * ${usual[$name]:-60})) program "$name" ||
			return
		[ -z "${usual[$name]:-}" ] || continue
		usual[$name]=$((SECONDS - begun))
		say usual "$name" "${usual[$name]}"
	done
}

# What is left when nobody uses the module any more.
leave() {
	culprit=unload
	reason="objects are left in slab"
	eventually no_objects || return
	reason="the module does not unload"
	eventually busybox rmmod namedmap 2>/dev/null || return
	! complaint || return
	[ -w "$leaks" ] || return 0
	sleep 6		# kmemleak's own age limit
	echo scan >"$leaks"
	echo scan >"$leaks"
	reason="memory leak: $(grep -m 1 -A 12 unreferenced "$leaks" |
		grep -m 1 -o 'namedmap_[a-z_]*+' || echo '?')"
	! grep -q . "$leaks"
}

# Returns whether the kernel can be used for another mutant.
mutant() {
	local module=$1 status=0 reason='' culprit=insmod
	shift
	say run "$module"
	dmesg -c >/dev/null
	[ ! -w "$leaks" ] || echo clear >"$leaks"
	limited 60 busybox insmod "$module" && try "$@" || status=$?
	if complaint; then
		say red "$module" "$culprit" "$reason"
		return 1
	fi
	if [ "$status" = 0 ]; then
		if leave; then
			say green "$module"
			return
		fi
		say red "$module" "$culprit" "$reason"
		return 1
	fi
	say red "$module" "$culprit" "$reason"
	[ "$status" != 125 ] || return
	[ -d /sys/module/namedmap ] || return 0
	leave
}

while read -r name seconds; do
	usual[$name]=$seconds
done <"$usual_times"
while [ "$SECONDS" -lt "${LIMIT:-100000}" ] && read -r module names <&3; do
	# shellcheck disable=SC2086 # a list
	mutant "$module" $names || break
done 3<"$plan"
