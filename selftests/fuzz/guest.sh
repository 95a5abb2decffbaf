#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs inside the VM.
#
#	guest.sh PROGRAM CORPUS SECONDS MODULES	find inputs for so long
#	guest.sh PROGRAM CORPUS merge		the fewest that reach as much
#	guest.sh PROGRAM INPUT			run one again
#
# What was found goes to standard output as an archive: inputs, the points of the
# driver that were reached, the functions in which there are none.

set -u

program=$1 corpus=$2 how=${3:-}
work=/run/fuzz
# Signals and memory are what a run deals with itself.
options=(-max_len=640 -len_control=0 -handle_xfsz=0 -handle_usr1=0
	-timeout=120 -rss_limit_mb=0 -print_funcs=0 -print_final_stats=1)

# The device of which the host sees the memory, which it keeps.
for device in /sys/bus/pci/devices/*; do
	[ "$(<"$device/device")" != 0x1110 ] ||
		export FUZZ_LAST=$device/resource2
done

# Functions of the module, by their addresses, in which no point was reached.
unreached() {
	local base
	base=$(awk '$1 == "namedmap" { print $6 }' /proc/modules)
	{
		awk '{ print $1, "point" }' "$work/points"
		awk '$4 == "[namedmap]" && $2 ~ /[tT]/ && $3 !~ /^_sub_/ { print "0x" $1, $3 }' \
			/proc/kallsyms | while read -r address name; do
			printf '%#x %s\n' "$((address - base))" "$name"
		done
	} | while read -r at name; do
		printf '%d %s\n' "$at" "$name"
	done | sort -n | awk '
		$2 == "point" { reached = 1; next }
		name != "" && !reached { print name }
		{ name = $2; reached = 0 }
		END { if (name != "" && !reached) print name }'
}

mkdir -p "$work/found"
cd "$work" || exit
export FUZZ_POINTS=$work/points
case $how in
'')
	exec "$program" "${options[@]}" "$corpus" >&2 ;;
merge)
	"$program" "${options[@]}" -set_cover_merge=1 found "$corpus" >&2 || exit
	;;
*)
	"$program" "${options[@]}" "-max_total_time=$how" found "$corpus" >&2 ||
		exit
	;;
esac
unreached >"$work/unreached"
[ "$how" = merge ] ||
	"${0%/*}/../vm/guest-check.sh" unload "$4" >&2 || exit
exec tar -c found points unreached
