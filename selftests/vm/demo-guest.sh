#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The part of demo.sh that runs inside the VM.
#
#	demo-guest.sh PROGRAMS NAME
#
# Works on /mnt/disk/file and leaves its checksums, before and after, in
# /mnt/disk/checksums. Any step that does not do what it says ends it.

set -euo pipefail

readonly programs=$1 name=$2
readonly megabytes=64
readonly file=/mnt/disk/file
PATH=$programs:$PATH

title() {
	printf '\n%s%s%s\n' "${BOLD:-}" "$1" "${PLAIN:-}"
}

say() {
	printf '%s\n' "$@"
}

indent() {
	sed -u 's/^/    /'
}

# The command as one would type it.
show() {
	local word
	printf '  $'
	for word in "$@"; do
		[[ $word =~ ^[-A-Za-z0-9_/.]+$ ]] || word="'${word//\'/\'\\\'\'}'"
		printf ' %s' "$word"
	done
	printf '\n'
}

run() {
	local status=0
	show "$@"
	"$@" 2>&1 | indent || status=$?
	return "$status"
}

fail() {
	printf '%sFAILED: %s%s\n' "${BOLD:-}" "$1" "${PLAIN:-}" >&2
	exit 1
}

show_file() {
	od -A d -t x1z -N 96 "$file" | sed '/ /!d' | indent
	printf '    sha256 %s\n' "$(checksum)"
}

checksum() {
	sha256sum <"$file" | cut -d ' ' -f 1
}

# Why a name was refused, by the error number; nothing if that was not it.
explain() {
	case $1 in
	3) say "a backslash may stand only in the prefixes Local\\, Global\\ and Session\\N\\" ;;
	5) say "this user may not make a name in that table" ;;
	6) say "Local, Global and Session alone are not names of sections" ;;
	123) say "nothing follows the prefix, or two backslashes follow each other" ;;
	161) say "it starts with a backslash" ;;
	206) say "it is longer than 259 characters" ;;
	esac
}

# start PROGRAM ARGUMENT...: run it in the background; return when it has
# printed the line "." and goes on holding what it has.
start() {
	local line reason status=0
	show "$@"
	coproc PROGRAM { exec "$@" 2>&1; }
	exec {to}>&"${PROGRAM[1]}" {from}<&"${PROGRAM[0]}"
	program=$PROGRAM_PID
	while read -r line <&"$from"; do
		[ "$line" != . ] || return 0
		printf '    %s\n' "$line"
	done
	wait "$program" || status=$?
	reason=$(explain "$status")
	[ -z "$reason" ] || fail "NAME cannot be used: $reason"
	fail "$1 ended with status $status"
}

# Let it end by itself, and show what it says.
finish() {
	local status=0
	echo >&"$to"
	cat <&"$from" | indent
	wait "$program" || status=$?
	[ "$status" = 0 ] || fail "the program ended with status $status"
	exec {to}>&- {from}<&-
}

# Kilobytes of shared memory in the whole system.
shmem() {
	cat /proc/sys/vm/stat_refresh >/dev/null
	awk '$1 == "Shmem:" { print $2 }' /proc/meminfo
}

# The driver's objects that are alive, as "cache=count ...".
objects() {
	local cache
	# The counts are exact only when each processor's reserve is empty.
	for cache in /sys/kernel/slab/namedmap_*; do
		echo 1 >"$cache/shrink"
	done
	awk '$1 ~ /^namedmap_/ { printf "%s=%s ", substr($1, 10), $2 }' \
		/proc/slabinfo
}

count() {
	memory=$(shmem)
	alive=$(objects)
	printf '    %-20s Shmem %8d kB    driver objects: %s\n' "$1" \
		"$memory" "$alive"
}

title "The file before"
before=$(checksum)
show_file

title "1. The first program creates a section on the file and gives it a name"
say "It opens the file, creates the section, maps a view, writes into that" \
	"memory and flushes. It goes on running."
start demo_writer "$file" "$name"
say "The file now:"
show_file

title "2. A second program, which knows only the name, opens it"
say "It reads what the first one wrote, and writes through a view of its own."
run demo_editor "$name"

title "3. A third program maps a copy-on-write view"
say "It may write there too, but its changes are its own."
run demo_private "$name"

title "4. The first program looks again, and ends"
say "It sees the second program's text, and nothing of the third one's."
finish
say "The last handle is closed, so the name is gone:"
status=0
run demo_open "$name" || status=$?
[ "$status" = 2 ] || fail "the name is still there"

title "The file after"
show_file
printf '%s\n' "$before" "$(checksum)" >/mnt/disk/checksums

title "5. A program that holds memory under the name is killed"
say "This section has no file. The kernel's own counters:"
count "before"
memory_before=$memory alive_before=$alive
start demo_holder "$name" "$megabytes"
count "while it runs"
[ "$((memory - memory_before))" -ge "$((megabytes * 1024))" ] ||
	fail "Shmem does not show the section"
[ "$alive" != "$alive_before" ] || fail "the object does not show"
printf '  $ kill -KILL %d\n' "$program"
kill -KILL "$program"
wait "$program" 2>/dev/null || true
# Freed objects go back to the kernel after a moment (RCU).
for _ in {1..20}; do
	[ "$(objects)" != "$alive_before" ] || break
	sleep 0.25
done
count "after the kill"
say "Nobody had the chance to clean up, and the name and the memory are gone:"
status=0
run demo_open "$name" || status=$?
[ "$status" = 2 ] || fail "the name is still there"
[ "$((memory - memory_before))" -lt 1024 ] || fail "the memory is still there"
[ "$alive" = "$alive_before" ] || fail "an object is still there"
