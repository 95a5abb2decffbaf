#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The library and its tests under what sees more than a test looks at: asan, which
# is AddressSanitizer with its search for leaks, and UBSan; tsan, ThreadSanitizer;
# valgrind, memcheck on the ordinary build.
#
#	sanitize.sh check		build, and run all programs in a VM
#	sanitize.sh run TOOL PROGRAM	run one program (TAP); what is reported in
#					any process of it is a failure
#
# TOOLS='asan ...' names the tools (asan and tsan), ONLY=PATTERN only the programs
# TOOL/PROGRAM that match. What cannot be run stands, with the reason, in
# selftests/expected-skips.

. "$(dirname -- "${BASH_SOURCE[0]}")/../../selftests/vm/common.sh"

readonly here=$top/userlib/test
# What ends a process by a signal is to end by it.
readonly signals=handle_segv=0:handle_sigbus=0:handle_sigill=0:handle_sigfpe=0:handle_abort=0
# A report; more is said, of the stack of a child for instance.
readonly mistake='ERROR: |runtime error: |fatal error|WARNING: ThreadSanitizer|^==[0-9]+== [^ ]'
multiarch=$(gcc -print-multiarch)

# make for the build that a compiler's tool needs, with more flags for the compiler.
#	make_build TOOL FLAGS ARGUMENT...
make_build() {
	local tool=$1 flags=$2 directory=$build/userlib-$1/$multiarch
	shift 2
	case $tool in
	asan) flags+=' -fsanitize=address,undefined -fno-sanitize-recover=all' ;;
	tsan)
		flags+=' -fsanitize=thread'
		set -- "$@" LDFLAGS="-Wl,--wrap=clone,--wrap=ioctl,--wrap=ppoll,--wrap=pthread_key_create,--wrap=pthread_setspecific $directory/order.o"
		;;
	esac
	make -s -C "$top/userlib" CC="gcc $flags" CXX="g++ $flags" \
		CFLAGS='-O1 -g -fno-omit-frame-pointer' BUILD="$directory" "$@"
}

# Build what a tool watches, and print the list of programs.
build_for() {
	local tool=$1 directory=$build/userlib-$1/$multiarch
	case $tool in
	valgrind)
		"$vm_dir/install.sh" valgrind >&2
		make -s -C "$top/userlib" -j "$(nproc)" all test-programs >/dev/null
		make -s -C "$top/userlib" test-programs
		return
		;;
	asan)
		# A child leaves its stack by execve(), and the next one is given
		# the same memory: what was noted of scopes there means nothing.
		make_build asan -fno-sanitize-address-use-after-scope \
			"$directory/spawn.o" >&2
		;;
	tsan)
		mkdir -p "$directory"
		gcc -fPIC -O1 -D_GNU_SOURCE -I"$top/uapi" -Wall -Wextra -c \
			-o "$directory/order.o" "$here/order.c"
		rm -f "$directory"/libnamedmap.so*
		;;
	esac
	make_build "$tool" '' -j "$(nproc)" all test-programs >/dev/null
	make_build "$tool" '' test-programs
}

check() {
	local tool
	mkdir -p "$build"
	for tool in ${TOOLS:-asan tsan}; do
		build_for "$tool" | while read -r program; do
			printf '%s/%s\t%q run %s %q\n' "$tool" "${program##*/}" \
				"$here/sanitize.sh" "$tool" "$program"
		done
	done >"$build/library.plan"
	PLAN=$build/library.plan VM_TIMEOUT=7200 exec "$vm_dir/check.sh" 6.1
}

# What is not to be run of a program, a line each.
skips() {
	local where what rest
	while read -r where what rest; do
		# shellcheck disable=SC2053 # a pattern
		[[ $where != '#'* && 6.1/$1 == $where ]] && echo "$what"
	done <"$top/selftests/expected-skips"
	return 0
}

# Every process writes what is found to a file of its own in this directory.
#	watch TOOL DIRECTORY LEAKS
watch() {
	local tool=$1 reports=$2 leaks=$3
	case $tool in
	asan)
		export NAMEDMAP_SLOW=5
		export ASAN_OPTIONS=log_path=$reports/asan:detect_leaks=$leaks:$signals
		export UBSAN_OPTIONS=log_path=$reports/ubsan:print_stacktrace=1
		;;
	tsan)
		export NAMEDMAP_SLOW=10
		export TSAN_OPTIONS=log_path=$reports/tsan:die_after_fork=0:$signals
		;;
	valgrind)
		export NAMEDMAP_SLOW=50
		command=(valgrind -q --vgdb=no --sim-hints=lax-ioctls
			--trace-children=yes --child-silent-after-fork=no
			--trace-children-skip='/bin/*,/usr/bin/*'
			--suppressions="$here/valgrind.supp" --leak-check=full
			--show-leak-kinds=definite --log-file="$reports/%p"
			"${command[@]}")
		;;
	esac
}

run() {
	local tool=$1 program=$2 reports found status=0 leaks=1
	local -a command=("$program")
	NAMEDMAP_TEST_SKIP=$(skips "$tool/${program##*/}")
	export NAMEDMAP_TEST_SKIP
	if grep -qx all <<<"$NAMEDMAP_TEST_SKIP"; then
		echo "1..0 # SKIP not run"
		exit 4
	fi
	if grep -qx leaks <<<"$NAMEDMAP_TEST_SKIP"; then
		printf '1..1\nok 1 - leaks # SKIP not looked for\n'
		leaks=0
	fi
	reports=$(mktemp -d)
	# Processes of other users have something to say, too.
	chmod 1777 "$reports"
	watch "$tool" "$reports" "$leaks"
	"${command[@]}" || status=$?
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
run) run "$2" "$3" ;;
*) die "check or run?" ;;
esac
