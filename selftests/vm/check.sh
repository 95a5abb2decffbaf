#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Run the tests in VMs and count.
#
#	check.sh KERNEL...
#
# For each kernel: builds the module, the library and the kselftests, for
# 64-bit and 32-bit callers, runs the programs in VMs (guest-check.sh): those for
# 32 bit in one, the other kselftests and the library's other programs in one
# each; for Debian's own kernel also the scripts in tests/, which boot VMs
# themselves. Prints each failing program's output, each skip with
# its reason, and on the last line "N passed, N failed, N skipped". A skip that
# ../expected-skips does not name is a failure.
#
# The kernel that looks for data races runs what races: the programs in ../racing.
#
# ONLY=PATTERN runs only the programs whose name matches that shell pattern.
# PLAN=FILE runs the lines of that plan, with nothing built but the module.
# CHECK_LANES is how many VMs run at the same time: as many as there are CPUs.

. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

# A VM each, the longest first.
readonly guests=(i386 kselftests library)
passed=0 failed=0 skipped=0

# The reason why a skip is expected, from the list; fails if it is not there.
expected_skip() {
	local id=$1 test=$2 where what reason
	while read -r where what reason; do
		[[ -n $where && $where != '#'* ]] || continue
		# shellcheck disable=SC2053 # patterns
		if [[ $id == $where && ${test// /_} == $what ]]; then
			echo "$reason"
			return
		fi
	done <"$top/selftests/expected-skips"
	return 1
}

# The test programs of a suite as lines of a plan.
#	list_programs SUITE TARGET ARCHITECTURE [M32=1]
list_programs() {
	local suite=$1 target=$2 architecture=$3 program
	shift 3
	make -s -C "$top/$suite" "$target" "$@" | while read -r program; do
		printf '%s/%s/%s\t%q\n' "$suite" "$architecture" \
			"${program##*/}" "$program"
	done
}

# The unit tests that were built for a kernel which can run them.
list_unit_tests() {
	local module
	for module in "$module_root/$1"/driver/tests/*.ko; do
		[ ! -e "$module" ] || printf 'kunit/%s\t%q unit %q\n' \
			"$(basename "$module" .ko)" "$vm_dir/guest-check.sh" \
			"$module"
	done
}

# What runs in a VM. What compiles a user's program there tests what is written,
# not the driver: not in kernels that are slow because they watch the driver.
#	make_plan i386|kselftests|library KERNEL RELEASE
make_plan() {
	if [ -n "${PLAN:-}" ]; then
		[ "$1" != library ] || cat "$PLAN"
		return
	fi
	case $1 in
	i386)
		list_programs selftests list i386 M32=1
		list_programs userlib test-programs i386 M32=1
		;;
	kselftests)
		list_programs selftests list x86_64
		list_unit_tests "$3"
		;;
	library)
		list_programs userlib test-programs x86_64
		[[ $2 = @(debug|races) ]] || printf '%s\t%q\n' \
			userlib/examples "$top/userlib/examples/check.sh" \
			Documentation/program "$top/Documentation/check-program.sh" \
			Documentation/porting "$top/Documentation/check-porting.sh"
		;;
	esac
}

# The lines of a plan that this kernel runs and ONLY names.
chosen() {
	local kernel=$1 name rest
	while IFS=$'\t' read -r name rest; do
		[ "$kernel" != races ] ||
			grep -qxF "${name##*/}" "$top/selftests/racing" || continue
		# shellcheck disable=SC2053 # a pattern
		[[ $name != ${ONLY:-*} ]] || printf '%s\t%s\n' "$name" "$rest"
	done
}

build_tests() {
	local class
	local -a locked=(flock "$build/stage.lock")
	[ -z "${PLAN:-}" ] || return 0
	mkdir -p "$build"
	for class in M32= M32=1; do
		quietly "${locked[@]}" make -C "$top/selftests" -j "$(nproc)" $class &&
			quietly "${locked[@]}" make -C "$top/userlib" -j "$(nproc)" \
				$class all test-programs || return
	done
	quietly "${locked[@]}" make -C "$top" stage
}

# Count what a stream of programs says, for a kernel.
count() {
	local kernel=$1 stream=$2 kind program test reason id why
	local failures=${stream%.stream}.failures
	[ -e "$stream" ] || return 0
	rm -rf "$failures"
	mkdir -p "$failures"
	awk -v failures="$failures" -f "$vm_dir/tap.awk" "$stream" \
		>"${stream%.stream}.results"
	while IFS=$'\t' read -r kind program test reason; do
		id=$kernel/$program
		case $kind in
		pass) passed=$((passed + 1)) ;;
		fail)
			failed=$((failed + 1))
			echo "FAILED $id: $test $reason"
			;;
		skip)
			if why=$(expected_skip "$id" "$test"); then
				skipped=$((skipped + 1))
				echo "skipped $id: $test: $why"
			else
				failed=$((failed + 1))
				echo "FAILED $id: skipped, unexpectedly: $test: $reason"
			fi
			;;
		esac
	done <"${stream%.stream}.results"
	for program in "$failures"/*; do
		[ ! -e "$program" ] || {
			echo "---- output of $kernel/${program##*/}"
			cat "$program"
		}
	done
}

# The totals of the conformance program, of each run.
show_rows() {
	awk -v kernel="$1" '
		/^@@ start/ { count = 0 }
		/^@@ begin / { program = $3 }
		/^(rows|more): / || /^tuples: [0-9]+ distinct$/ {
			line[++count] = kernel "/" program ": " $0
		}
		END { for (i = 1; i <= count; i++) print line[i] }
	' "$2"
}

# Run a plan in a VM; the exit status is left in PLAN's name with .status.
run_guest() {
	local kernel=$1 plan=$2 slow=1 status=0 work=${2%.plan}
	[ -s "$plan" ] || return 0
	[[ $kernel != @(debug|races) ]] || slow=50
	KERNEL=$kernel VM_TIMEOUT=${VM_TIMEOUT:-3000} VM_MEM=${VM_MEM:-3G} \
		VM_LOG=$work.kernel.log "$vm_dir/vm.sh" "$(printf '%q ' \
		env NAMEDMAP_SLOW=$slow "$vm_dir/guest-check.sh" plan "$plan" \
		"$module_root/$KERNEL_RELEASE/driver")" >"$work.stream" </dev/null ||
		status=$?
	echo "$status" >"$work.status"
}

# The tests that run on this machine and boot VMs themselves, as a plan.
make_host_plan() {
	local test
	[ -z "${PLAN:-}" ] || return 0
	printf 'userlib/%s/file\tmake -s -C %q check %s\n' \
		x86_64 "$top/userlib" M32= i386 "$top/userlib" M32=1
	for test in "$vm_dir"/tests/*; do
		[ ! -x "$test" ] ||
			printf 'host/%s\t%q\n' "$(basename "${test%.*}")" "$test"
	done
}

run_host() {
	local kernel=$1 plan=$2 name command status begun
	while IFS=$'\t' read -r name command <&3; do
		begun=$SECONDS status=0
		echo "@@ begin $name"
		KERNEL=$kernel timeout -k 10 3600 bash -c "$command" \
			</dev/null 2>&1 || status=$?
		echo "@@ end $status"
		printf '%4d s  %s\n' "$((SECONDS - begun))" "$name" >&2
	done 3<"$plan" >"${plan%.plan}.stream"
}

# Run the plans of a kernel, as many at the same time as there are lanes, the
# longest first.
run_plans() {
	local kernel=$1 work=$2 plan lanes=${CHECK_LANES:-$(nproc)} running=0
	for plan in host "${guests[@]}"; do
		[ -s "$work/$plan.plan" ] || continue
		if [ "$running" -ge "$lanes" ]; then
			wait -n || true
			running=$((running - 1))
		fi
		if [ "$plan" = host ]; then
			run_host "$kernel" "$work/$plan.plan" &
		else
			run_guest "$kernel" "$work/$plan.plan" &
		fi
		running=$((running + 1))
	done
	wait
}

# Count what the plans of a kernel left.
count_plans() {
	local kernel=$1 work=$2 plan status
	for plan in "${guests[@]}" host; do
		count "$kernel" "$work/$plan.stream"
	done
	for plan in "${guests[@]}"; do
		[ -s "$work/$plan.plan" ] || continue
		show_rows "$kernel" "$work/$plan.stream"
		status=$(cat "$work/$plan.status" 2>/dev/null) || status=none
		[ "$status" != 0 ] || continue
		failed=$((failed + 1))
		echo "FAILED $kernel/$plan: the VM's status is $status, the kernel's log is .build/check/$kernel/$plan.kernel.log"
	done
}

# Run and count the programs for a kernel. Two checks may run at the same time,
# so each has a directory of its own, which is .build/check/KERNEL in the end.
check_kernel() {
	local kernel=$1 work plan
	choose_kernel "$kernel" || return
	quietly "$vm_dir/build-module.sh" "$kernel" || return
	mkdir -p "$build/check"
	work=$(mktemp -d "$build/check/$kernel.XXXXXX")
	for plan in "${guests[@]}"; do
		make_plan "$plan" "$kernel" "$KERNEL_RELEASE" | chosen "$kernel" >"$work/$plan.plan" ||
			return
	done
	[ "$kernel" != 6.1 ] || make_host_plan | chosen "$kernel" >"$work/host.plan"
	note "kernel $kernel ($KERNEL_RELEASE): $(cat "$work"/*.plan | wc -l) programs"
	run_plans "$kernel" "$work"
	count_plans "$kernel" "$work"
	rm -rf "$build/check/$kernel"
	mv -T "$work" "$build/check/$kernel"
}

main() {
	local kernel begun=$SECONDS
	if build_tests; then
		for kernel in "$@"; do
			check_kernel "$kernel" || {
				failed=$((failed + 1))
				echo "FAILED $kernel: cannot be checked"
			}
		done
	else
		failed=1
		echo "FAILED: the tests do not build"
	fi
	note "$((SECONDS - begun)) s"
	echo "$passed passed, $failed failed, $skipped skipped"
	[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}

main "$@"
