#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The library and its tests under AddressSanitizer, with its search for leaks, and
# UBSan.
#
#	sanitize.sh check		build, and run all programs in a VM
#	sanitize.sh run PROGRAM		run one program (TAP); what is reported in any
#					process of it is a failure
#
# ONLY=PATTERN runs only the programs whose name, asan/PROGRAM, matches. What
# cannot be run stands, with the reason, in selftests/expected-skips.

. "$(dirname -- "${BASH_SOURCE[0]}")/../../selftests/vm/common.sh"

readonly script=$top/userlib/test/sanitize.sh
readonly flags='-fsanitize=address,undefined -fno-sanitize-recover=all'
# What ends a process by a signal is to end by it.
readonly signals=handle_segv=0:handle_sigbus=0:handle_sigill=0:handle_sigfpe=0:handle_abort=0
# A report; more is said, of the stack of a child for instance.
readonly mistake='ERROR: |runtime error: |fatal error'

directory=$build/userlib-asan/$(gcc -print-multiarch)

# make for that build, with more flags for the compiler.
#	make_build FLAGS ARGUMENT...
make_build() {
	local more=$1
	shift
	make -s -C "$top/userlib" CC="gcc $flags $more" CXX="g++ $flags $more" \
		CFLAGS='-O1 -g -fno-omit-frame-pointer' BUILD="$directory" "$@"
}

check() {
	local program
	# A child leaves its stack by execve(), and the next one is given the same
	# memory: what was noted of scopes there means nothing.
	make_build -fno-sanitize-address-use-after-scope "$directory/spawn.o" >&2
	make_build '' -j "$(nproc)" all test-programs >&2
	make_build '' test-programs | while read -r program; do
		printf 'asan/%s\t%q run %q\n' "${program##*/}" "$script" "$program"
	done >"$build/library.plan"
	PLAN=$build/library.plan exec "$vm_dir/check.sh" 6.1
}

# What is not to be run of a program, a line each.
skips() {
	local where what rest
	while read -r where what rest; do
		# shellcheck disable=SC2053 # a pattern
		[[ $where != '#'* && 6.1/asan/$1 == $where ]] && echo "$what"
	done <"$top/selftests/expected-skips"
	return 0
}

run() {
	local program=$1 reports found status=0 leaks=1
	NAMEDMAP_TEST_SKIP=$(skips "${program##*/}")
	if grep -qx leaks <<<"$NAMEDMAP_TEST_SKIP"; then
		printf '1..1\nok 1 - leaks # SKIP not looked for\n'
		leaks=0
	fi
	reports=$(mktemp -d)
	# Processes of other users have something to say, too.
	chmod 1777 "$reports"
	export NAMEDMAP_TEST_SKIP NAMEDMAP_SLOW=5
	export ASAN_OPTIONS=log_path=$reports/asan:detect_leaks=$leaks:$signals
	export UBSAN_OPTIONS=log_path=$reports/ubsan:print_stacktrace=1
	"$program" || status=$?
	found=$(grep -rlE "$mistake" "$reports") || true
	echo 1..1
	if [ -z "$found" ]; then
		echo "ok 1 - nothing_is_reported"
	else
		xargs sed 's/^/# /' <<<"$found"
		echo "not ok 1 - nothing_is_reported"
		status=1
	fi
	rm -rf "$reports"
	exit "$status"
}

case ${1:-} in
check) check ;;
run) run "$2" ;;
*) die "check or run?" ;;
esac
