#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Run inside the VM: every example builds with the one command that a user
# types, prints what its source says, and opens nothing but its data file, the
# device and what the loader needs. TAP on standard output.
#
#	check.sh [EXAMPLE...]

set -u

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d -p "$([ -d /mnt/disk ] && echo /mnt/disk || echo /tmp)")
trap 'rm -rf "$work"' EXIT
trap "" PIPE		# a program that ended early is reported, not fatal

# Every call that opens or makes a file, a socket or memory to share.
calls=open,openat,openat2,creat,open_by_handle_at,mknod,mknodat
calls+=,socket,socketpair,connect,accept,accept4,bind
calls+=,memfd_create,memfd_secret,shmget,shmat,semget,msgget,mq_open
calls+=,pipe,pipe2,eventfd,eventfd2,userfaultfd,io_uring_setup,pidfd_open

number=0
failed=0
result() {
	local verdict=$1
	shift
	number=$((number + 1))
	[ "$verdict" = ok ] || failed=1
	echo "$verdict $number - $*"
}

diagnose() {
	sed 's/^/# /'
}

traced() {
	local trace=$1
	shift
	strace -f -qq -e "trace=$calls" -o "$trace" -- "$@"
}

expected() {
	sed -n '/^ \* Prints:$/,/^ \*\/$/{ /^ \* Prints:$/d; /^ \*$/d; /^ \*\/$/d
		s/^ \* //; p; }' "$1"
}

# Lines of a trace that are none of the files an example may open. A call that
# was interrupted has its end on a line of its own, without the name.
foreign() {
	grep -E '\(' "$1" | grep -vE '<\.\.\. .* resumed>' | grep -vE \
		-e 'open(at)?\((AT_FDCWD, )?"/etc/ld\.so\.(cache|preload)"' \
		-e 'open(at)?\((AT_FDCWD, )?"(/usr)?/lib(64|32)?/[^"]*\.so[.0-9]*"' \
		-e 'open(at)?\((AT_FDCWD, )?"/dev/namedmap"' \
		-e 'open(at)?\((AT_FDCWD, )?"([^/"]*/)*[^/"]*\.dat"' \
		-e 'open(at)?\((AT_FDCWD, )?"no such file"'
}

# The data files of the examples are relative names ending in .dat.
check_trace() {
	local name=$1 trace=$2
	if ! grep -q '"/dev/namedmap"' "$trace" && [ "$name" != create_file ]; then
		result "not ok" "$name: the trace shows the device"
		diagnose <"$trace"
	elif foreign "$trace" >"$work/foreign"; then
		result "not ok" "$name: opens nothing else"
		diagnose <"$work/foreign"
	else
		result ok "$name: opens nothing else"
	fi
}

# Build all examples named, some at a time.
build_all() {
	# shellcheck disable=SC2016 # for the shells that xargs starts
	printf '%s\n' "$@" | xargs -P "$(nproc)" -I {} sh -c '
		gcc "$1/$3.c" $(pkg-config --cflags --libs namedmap) \
			-Wall -Werror -o "$2/$3" 2>"$2/$3.errors"
	' build "$here" "$work" {}
}

built() {
	if [ -x "$work/$1" ] && [ ! -s "$work/$1.errors" ]; then
		result ok "$1: builds"
	else
		result "not ok" "$1: builds"
		diagnose <"$work/$1.errors"
		return 1
	fi
}

check_example() {
	local name=$1 status=0
	built "$name" || return
	expected "$here/$name.c" >"$work/expected"
	(cd "$work" && traced trace "./$name" >output 2>&1) || status=$?
	if [ "$status" = 0 ] && [ -s "$work/expected" ] &&
		diff "$work/expected" "$work/output" >"$work/diff"; then
		result ok "$name: prints what its source says"
	else
		result "not ok" "$name: prints what its source says"
		{ echo "status $status"; cat "$work/diff"; } | diagnose
	fi
	check_trace "$name" "$work/trace"
}

# A program of the demonstration that does not wait: it opens the name that
# another one holds.
check_opener() {
	local name=$1 status=0
	built "$name" || return
	traced "$work/$name.trace" "$work/$name" "$section" \
		>"$work/output" 2>&1 || status=$?
	succeeded "$name" "$status"
}

succeeded() {
	local name=$1 status=$2
	if [ "$status" = 0 ]; then
		result ok "$name: succeeds"
	else
		result "not ok" "$name: succeeds"
		diagnose <"$work/output"
	fi
	check_trace "$name" "$work/$name.trace"
}

# hold PROGRAM ARGUMENT...: start a program that holds its section until a line
# comes on standard input; release lets it end.
hold() {
	local name=$1
	shift
	built "$name" || return
	rm -f "$work/line"
	mkfifo "$work/line"
	traced "$work/$name.trace" "$work/$name" "$@" \
		<"$work/line" >"$work/held" 2>&1 &
	held=$!
	exec {line}>"$work/line"
	while ! grep -qx '\.' "$work/held" && kill -0 "$held" 2>/dev/null; do
		sleep 0.1
	done
}

release() {
	local status=0
	echo >&"$line"
	exec {line}>&-
	wait "$held" || status=$?
	cp "$work/held" "$work/output"
	succeeded "$1" "$status"
}

if [ ! -c /dev/namedmap ]; then
	echo "1..0 # SKIP no /dev/namedmap"
	exit 0
fi
echo "TAP version 13"
names=("$@")
if [ $# = 0 ]; then
	for source in "$here"/*.c; do
		name=${source##*/}
		names+=("${name%.c}")
	done
fi
build_all "${names[@]}"
for name in "${names[@]}"; do
	[[ $name == demo_* ]] || check_example "$name"
done
if [ $# = 0 ]; then
	cd "$work" || exit 1
	section='Local\example demo'
	echo text >demo.dat
	if hold demo_writer demo.dat "$section"; then
		check_opener demo_open
		check_opener demo_editor
		check_opener demo_private
		release demo_writer
	fi
	hold demo_holder "$section" 1 && release demo_holder
fi
echo "1..$number"
exit "$failed"
