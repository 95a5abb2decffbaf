#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Fuzz the driver, in a VM with its debug kernel, and the library's parsers, here.
#
#	fuzz.sh			for FUZZ_TIME seconds (1800)
#	INPUT=FILE fuzz.sh	run an input again that a run has kept; whose it
#				is says its name, TARGET.SOMETHING
#	KEEP=1 fuzz.sh		write the inputs that reach all that was reached
#				into the tree
#
# Starts with the inputs of the tree and with what earlier runs here have found,
# which is kept in .build/fuzz/TARGET. Prints for each target how often it ran and
# what it reached, and last "N passed, N failed, N skipped". An input that breaks
# something is kept as .build/fuzz/TARGET.crash, and printed.

. "$(dirname -- "${BASH_SOURCE[0]}")/../vm/common.sh"

readonly here=$top/selftests/fuzz
readonly work=$build/fuzz
readonly seconds=${FUZZ_TIME:-1800}
# The driver's calls take as long as all the rest.
readonly library=(names security commands)
readonly long=$((seconds * 2 / 3)) short=$((seconds / 3))

corpus_of() {
	case $1 in
	uapi) echo "$here/uapi.corpus" ;;
	*) echo "$top/userlib/test/fuzz/$1.corpus" ;;
	esac
}

# A corpus is text: a line for each input, in hexadecimal digits. Those for the
# driver consist of records of 32 bytes, with blanks between, and zeroes at the
# end of a record are left out.
unpack() {
	local file=$1 directory=$2 line word digits number=0
	mkdir -p "$directory"
	while read -r line; do
		[[ $line != \#* ]] || continue
		digits=''
		for word in $line; do
			[[ $file != */uapi.corpus ]] ||
				printf -v word '%-64s' "$word"
			digits+=${word// /0}
		done
		number=$((number + 1))
		printf %s "$digits" | sed 's/../\\x&/g' | xargs -0 printf \
			>"$directory/$number"
	done <"$file"
}

pack() {
	local file=$1 directory=$2 input
	local -a split=(cat)
	[[ $file != */uapi.corpus ]] ||
		split=(sed -E 's/.{64}/& /g; s/(..)(00)+ /\1 /g')
	sed -n '/^#/p' "$file" >"$file.new"
	for input in "$directory"/*; do
		od -An -v -tx1 "$input" | tr -d ' \n' | "${split[@]}"
		echo
	done | sed 's/ $//' | sort >>"$file.new"
	mv "$file.new" "$file"
}

# The inputs to start with, and those that are found; which are new is seen later.
prepare() {
	rm -rf "${work:?}/start/$1"
	unpack "$(corpus_of "$1")" "$work/start/$1"
	mkdir -p "$work/$1"
	cp "$work/$1"/* "$work/start/$1/" 2>/dev/null || true
	rm -f "$work/$1.crash"
}

# The driver's fuzzer in the VM. Its memory is shared, so that the input that was
# tried last is known when the kernel dies.
run_uapi() {
	local last=$work/last
	truncate -s 64K "$last"
	KERNEL=debug VM_MODULE=$module VM_LOG=$work/kernel.log \
		VM_TIMEOUT=$((long + 900)) VM_EXTRA="-object
		memory-backend-file,id=last,mem-path=$last,size=64K,share=on
		-device ivshmem-plain,memdev=last" \
		"$vm_dir/vm.sh" "$(printf '%q ' "$here/guest.sh" "$@")"
}

keep_last() {
	local length
	length=$(od -An -tu4 -N4 "$work/last")
	tail -c +5 "$work/last" | head -c "$length" >"$work/uapi.crash"
}

fuzz_uapi() {
	prepare uapi
	run_uapi "$work/uapi-program" "$work/start/uapi" "$long" \
		"${module%/*}" >"$work/uapi.tar" || {
		keep_last
		return 1
	}
	tar -x -C "$work" -f "$work/uapi.tar" || return
	cp "$work"/found/* "$work/uapi/" 2>/dev/null || true
	rm -rf "$work/found"
}

fuzz_library() {
	local target=$1
	prepare "$target"
	(cd "$work" && "$library_dir/$target" "-max_total_time=$((short / ${#library[@]}))" \
		-timeout=60 -print_funcs=0 -print_final_stats=1 \
		-artifact_prefix="$target." "$target" "start/$target") || {
		mv "$work/$target".{crash,leak,timeout,oom}-* "$work/$target.crash"
		return 1
	}
}

# One after the other, so that they leave a processor to the VM.
fuzz_libraries() {
	local target
	for target in "${library[@]}"; do
		fuzz_one "$target"
	done
}

# Run one target and leave its verdict in a file.
fuzz_one() {
	local target=$1 status=0
	local -a command=(fuzz_library "$target")
	[ "$target" != uapi ] || command=(fuzz_uapi)
	"${command[@]}" >"$work/$target.log" 2>&1 || status=$?
	echo "$status" >"$work/$target.status"
}

# What a log says of its run.
number() {
	sed -nE "s/^$2:? +([0-9]+).*/\1/p" "$work/$1.log" | tail -n 1
}

tell_uapi() {
	local all
	# those of the text that stays, without what runs at loading and unloading
	all=$(readelf -rW "$module" | awk '
		/^Relocation section/ { text = /\.rela\.text(\.unlikely)?\x27/ }
		text && / __sanitizer_cov_trace_pc / { n++ }
		END { print n }')
	echo "$(number uapi executions) executions," \
		"$(number uapi points) of $all points of the driver," \
		"$(number uapi ways) edges"
}

tell_library() {
	echo "$(number "$1" stat::number_of_executed_units) executions," \
		"$(sed -nE 's/.* cov: ([0-9]+) .*/\1/p' "$work/$1.log" |
			tail -n 1) edges"
}

# The verdict on a target that has run.
tell() {
	local target=$1 status
	status=$(cat "$work/$target.status")
	if [ "$status" = 0 ]; then
		passed=$((passed + 1))
		if [ "$target" = uapi ]; then tell_uapi; else tell_library "$target"; fi |
			sed "s/^/$target: /; s/$/, $(find "$work/$target" -type f | wc -l) inputs kept/"
		return
	fi
	failed=$((failed + 1))
	echo "FAILED $target: status $status, the log is .build/fuzz/$target.log"
	grep -v '^#' "$work/$target.log" | tail -n 40
	[ ! -s "$work/$target.crash" ] || {
		echo "INPUT=.build/fuzz/$target.crash make fuzz runs it again; in base64:"
		base64 "$work/$target.crash"
	}
}

# The fewest inputs that reach what all do, into the tree.
keep() {
	local target
	for target in uapi "${library[@]}"; do
		prepare "$target"
	done
	run_uapi "$work/uapi-program" "$work/start/uapi" merge >"$work/uapi.tar" \
		2>"$work/uapi.log"
	tar -x -C "$work" -f "$work/uapi.tar"
	pack "$(corpus_of uapi)" "$work/found"
	for target in "${library[@]}"; do
		rm -rf "$work/found"
		mkdir "$work/found"
		quietly "$library_dir/$target" -set_cover_merge=1 \
			-use_counters=0 "$work/found" "$work/start/$target"
		pack "$(corpus_of "$target")" "$work/found"
	done
}

build_all() {
	choose_kernel debug
	MODULE_ROOT=$work/module MODULE_ARGS=KCOV_INSTRUMENT=y \
		quietly "$vm_dir/build-module.sh" debug
	module=$work/module/$KERNEL_RELEASE/driver/namedmap.ko
	quietly make -C "$here" OUTPUT="$work"
	library_dir=$(make -s -C "$top/userlib" fuzz | tail -n 1)
}

again() {
	local input target
	input=$(realpath "$INPUT") target=$(basename "$INPUT")
	target=${target%%.*}
	case $target in
	uapi) run_uapi "$work/uapi-program" "$input" ;;
	*) "$library_dir/$target" "$input" ;;
	esac
}

main() {
	local target passed=0 failed=0
	mkdir -p "$work"
	build_all
	if [ -n "${INPUT:-}" ]; then
		again
		return
	fi
	fuzz_libraries &
	fuzz_one uapi
	wait
	for target in uapi "${library[@]}"; do
		tell "$target"
	done
	[ -z "${KEEP:-}" ] || [ "$failed" -gt 0 ] || keep
	echo "$passed passed, $failed failed, 0 skipped"
	[ "$failed" = 0 ]
}

main "$@"
