#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Show that the tests catch mistakes: run them on mutants of the driver.
#
#	mutants.sh [ID...]	mutants by their ids, or
#	SHARD=2/6 mutants.sh	the second sixth of the first COUNT (120), or
#	SAMPLE=5 mutants.sh	five that were killed, others each day
#
# A mutant that does not compile, or gives the same code, is none: the next one
# takes its place. Each is loaded and tested until something is red, in stages:
# in the 6.12 kernel, where tests are fast, those of its file, then all others;
# then in the debug kernel, where KASAN, lockdep and kmemleak watch, those of its
# file again. One VM runs many, until one has broken its kernel. A sample is run
# in the debug kernel alone, with what killed it first.
#
# With LIMIT=SECONDS no other mutant is begun after that time; RESUME=1 goes on
# with those that have no verdict of the last time.
#
# Prints one line per mutant, and keeps it in results, if it is no sample: id, what
# stands there, what the mutant has instead, verdict, by whom or why not. Last
# "N killed, N survived", or for a sample "N passed, N failed, 0 skipped". Fails if
# one survives for a reason that is not known (in the file survivors), or more
# than 15 of 100 do.

. "$(dirname -- "${BASH_SOURCE[0]}")/../vm/common.sh"

shopt -s extglob
readonly here=$top/selftests/mutants
readonly count=${COUNT:-120} spare=40
readonly work=$build/mutants
readonly limit=${LIMIT:-100000}
readonly results=$here/results reasons=$here/survivors

# The list, made anew when what it is made of has changed.
make_list() {
	mkdir -p "$work"
	if [ -e "$work/list" ] && [ -z "$(find "$top"/driver/*.[ch] \
		"$here"/{mutants.py,sites.cocci} -newer "$work/list")" ]; then
		return
	fi
	"$here/mutants.py" list >"$work/list.new"
	mv "$work/list.new" "$work/list"
}

field() {
	awk -F '\t' -v id="$1" -v field="$2" '$1 == id { print $field }' "$work/list"
}

# A tree in which kbuild compiles mutated files, and each file as it is, to
# compare: tree/m/NAME/FILE.
prepare_tree() {
	local name file
	rm -rf "$tree"
	mkdir -p "$tree/m"
	cp -rs "$top/driver" "$top/uapi" "$tree/"
	"$here/mutants.py" write "$tree/m" "$@"
	for name in "$@"; do
		file=$(field "$name" 2)
		mkdir -p "$tree/m/none-${file%.c}"
		{ echo "#line 1 \"$file\""; cat "$top/driver/$file"; } \
			>"$tree/m/none-${file%.c}/$file"
	done
	# shellcheck disable=SC2016 # for make
	printf '%s\n' 'subdir-ccflags-y += -I$(src)/uapi -I$(src)/driver' \
		'subdir-ccflags-y += -include $(src)/driver/oot/compat.h' \
		'obj-m += m/' >"$tree/Kbuild"
	for name in "$tree"/m/*/; do
		file=$(basename "$name"*.c .c)
		echo "obj-m := $file.o" >"$name/Kbuild"
		echo "obj-m += $(basename "$name")/"
	done >"$tree/m/Kbuild"
}

compile_tree() {
	local -a objects
	mapfile -t objects < <(cd "$tree" && printf '%s\n' m/*/*.c |
		sed 's/c$/o/')
	make -C "$KERNEL_BUILD" M="$tree" -k -j "$(nproc)" "${objects[@]}" \
		>"$work/compile.log" 2>&1 || true
}

# What is in an object file, but for its own path.
code_of() {
	objdump -drs "$1" 2>/dev/null | sed 1,3d
}

# Link a mutant as kbuild linked the module, with one object replaced.
link_mutant() {
	local id=$1 file=$2 base=$build/$KERNEL_RELEASE/driver
	local object=$tree/m/$id/${file%.c}.o command
	sed "s,^$base/${file%.c}\.o$,$object," "$base/namedmap.mod" \
		>"$tree/m/$id/objects"
	# shellcheck disable=SC2046 # paths without blanks
	ld -m elf_x86_64 -z noexecstack -r -o "$tree/m/$id/namedmap.o" \
		$(cat "$tree/m/$id/objects")
	command=$(sed -n 's/^savedcmd_[^ ]* := //p' "$base/.namedmap.ko.cmd")
	command=${command//$base\/namedmap.o/$tree/m/$id/namedmap.o}
	command=${command//$base\/namedmap.ko/$modules/$id.ko}
	(cd "$KERNEL_BUILD" && eval "$command")
}

# Build mutants for a kernel; says in $work/RELEASE/state what came of each.
build_mutants() {
	local kernel=$1 id file
	local -a new=()
	shift
	choose_kernel "$kernel"
	quietly "$vm_dir/build-module.sh" "$kernel"
	tree=$work/tree-$kernel modules=$work/$KERNEL_RELEASE
	mkdir -p "$modules"
	[ -e "$modules/state" ] || : >"$modules/state"
	[ "$modules/state" -nt "$work/list" ] || rm -f "$modules"/*
	for id in "$@"; do
		grep -qs "^$id	" "$modules/state" || new+=("$id")
	done
	[ ${#new[@]} -gt 0 ] || return 0
	note "compiling ${#new[@]} mutants for $kernel"
	prepare_tree "${new[@]}"
	compile_tree
	for id in "${new[@]}"; do
		file=$(field "$id" 2)
		judge_object "$id" "$file"
	done >>"$modules/state"
	rm -rf "$tree"
}

judge_object() {
	local id=$1 file=$2 object=$tree/m/$1/${2%.c}.o
	if [ ! -e "$object" ]; then
		printf '%s\tfails\n' "$id"
	elif cmp -s <(code_of "$object") \
		<(code_of "$tree/m/none-${file%.c}/${file%.c}.o"); then
		printf '%s\tsame\n' "$id"
	else
		link_mutant "$id" "$file"
		printf '%s\tbuilt\n' "$id"
	fi
}

# Some that were killed, in no more time than the tests take, and are still there,
# without compiling the others.
choose_sample() {
	local day=$(($(date +%s) / 86400))
	cut -f 1 "$work/list" | grep -xFf <(sed -n \
		'/: not finished\|: the VM ended/d; s/\t.*\tkilled\t.*//p' "$results") |
		awk -v from=$((day * SAMPLE)) -v size="$SAMPLE" '
			{ id[NR - 1] = $0 }
			END {
				for (i = 0; i < size && i < NR; i++)
					print id[(from + i) % NR]
			}'
}

# The first COUNT that are mutants, or a part of them.
choose_shard() {
	local part=${SHARD:-1/1}
	head -n $((count + spare)) "$work/list" | cut -f 1 >"$work/candidates"
	mapfile -t candidates <"$work/candidates"
	build_mutants 6.12 "${candidates[@]}" >&2
	awk 'NR == FNR { state[$1] = $2; next } state[$1] == "built"' \
		"$modules/state" "$work/candidates" | head -n "$count" |
		awk -v part="${part%/*}" -v parts="${part#*/}" \
			'NR % parts == part % parts'
}

# The program that killed a mutant, if the table says so and it was one.
killer_of() {
	awk -F '\t' -v id="$1" '
		$1 != id || $4 != "killed" { next }
		{
			sub(/^debug: /, "", $5)
			sub(/:.*/, "", $5)
			if ($5 !~ /^(insmod|unload|kernel)$/)
				print $5
		}' "$results"
}

# The tests for a mutant in a stage, likeliest first.
programs_for() {
	local stage=$1 id=$2 file
	file=$(field "$id" 2)
	awk -v stem="${file%.c}" -v stage="$stage" \
		-v first="$([ "$stage" != sample ] || killer_of "$id")" '
		function add(name) {
			if (name != "" && !seen[name]++)
				printf "%s ", name
		}
		BEGIN {
			add(first)
			wanted["*"] = stage == "all"
			wanted["debug"] = stage == "debug" || stage == "sample"
		}
		/^#/ { next }
		$1 == stem || wanted[$1] {
			for (i = 2; i <= NF; i++)
				if ($1 == stem && stage == "all")
					seen[$i] = 1
				else
					add($i)
		}' "$here/plan"
}

# The plan of a VM. The module as it is comes first, with all programs of which it
# is not known what they take; but not before a sample.
make_plan() {
	local stage=$1 id
	shift
	printf '%s ' "$modules/none.ko"
	if [ "$stage" != sample ]; then
		for id in "$@"; do programs_for "$stage" "$id"; done | tr ' ' '\n' |
			awk 'NF && !seen[$0]++' |
			{ grep -vxFf <(cut -f 1 "$modules/usual") || true; } |
			tr '\n' ' '
	fi
	echo
	for id in "$@"; do
		echo "$modules/$id.ko $(programs_for "$stage" "$id")"
	done
}

# Run mutants in VMs until each has a verdict, "ID VERDICT PROGRAM REASON" in
# $work/verdicts-STAGE. VM after VM, as a mutant may break the one it is in.
run_mutants() {
	local stage=$1 kernel=$2
	local -a rest
	shift 2
	choose_kernel "$kernel"
	modules=$work/$KERNEL_RELEASE
	touch "$modules/usual"
	cp "$build/$KERNEL_RELEASE/driver/namedmap.ko" "$modules/none.ko"
	[ -n "${RESUME:-}" ] || rm -f "$work/verdicts-$stage"
	touch "$work/verdicts-$stage"
	mapfile -t rest < <(without_verdict "$stage" "$@")
	while [ ${#rest[@]} -gt 0 ] && [ "$SECONDS" -lt "$limit" ]; do
		make_plan "$stage" "${rest[@]}" >"$work/plan"
		boot_once "$stage" "$kernel"
		mapfile -t rest < <(without_verdict "$stage" "${rest[@]}")
	done
}

without_verdict() {
	local stage=$1
	shift
	[ $# = 0 ] || printf '%s\n' "$@" |
		grep -vxFf <(cut -f 1 "$work/verdicts-$stage") || true
}

# Those that nothing told from the driver in a stage.
green_in() {
	awk -F '\t' '$2 == "green" { print $1 }' "$work/verdicts-$1"
}

# A mutant that locks up the processors is not noticed inside: when nothing was
# said for so long that every limit is over, the VM is killed.
watch_progress() {
	local vm=$1
	while kill -0 "$vm" 2>/dev/null; do
		[ -z "$(find "$work/stream" -mmin +8)" ] ||
			kill -KILL "$(cat "$work/qemu.pid")"
		sleep 5
	done
}

# One VM. A mutant that was started and has no verdict took the VM with it, if
# that was not stopped from outside.
boot_once() {
	local stage=$1 kernel=$2 status=0 slow=1 vm
	[ "$kernel" != debug ] || slow=50
	: >"$work/stream"
	KERNEL=$kernel VM_NOMODULE=1 VM_LOG=$work/kernel.log VM_MEM=3G \
		VM_PIDFILE=$work/qemu.pid \
		"$vm_dir/vm.sh" "$(printf '%q ' env LIMIT=$((limit - SECONDS)) \
		NAMEDMAP_SLOW=$slow "$here/guest.sh" "$work/plan" "$build/$KERNEL_RELEASE/driver" \
		"$build/selftests/x86_64" "$modules/usual")" </dev/null >"$work/stream" \
		2>"$work/vm.log" &
	vm=$!
	watch_progress "$vm" &
	wait "$vm" || status=$?
	sed -i "s,$modules/,,; s,\.ko,," "$work/stream"
	grep -q '^green	none' "$work/stream" || {
		cat "$work/stream" "$work/vm.log" >&2
		die "the module as it is does not pass"
	}
	sed -n 's/^usual\t//p' "$work/stream" >>"$modules/usual"
	awk -F '\t' -v died="$(last_words)" -v stopped=$((status == 124)) '
		$2 == "none" { next }
		$1 == "run" { open = $2 }
		$1 == "red" || $1 == "green" {
			print $2 "\t" $1 "\t" $3 "\t" $4
			open = ""
		}
		END { if (open && !stopped) print open "\tred\tkernel\t" died }
	' "$work/stream" >>"$work/verdicts-$stage"
	note "$(wc -l <"$work/verdicts-$stage") verdicts of stage $stage"
	[ "$status" != 124 ] || die "stopped; RESUME=1 goes on"
}

last_words() {
	local words
	words=$("$vm_dir/kernel-log.sh" "$work/kernel.log" | sed -n 2p) || true
	cut -c 1-160 <<<"${words:-the VM ended}"
}

# One line of the table.
tell() {
	local id=$1 verdict=$2 by=$3
	printf '%s\t%s\t%s\t%s\t%s\n' "$id" \
		"$(field "$id" 4)" "$(field "$id" 5)" "$verdict" "$by"
}

# What is known of a survivor.
reason_of() {
	awk -v id="$1" '$1 == id { $1 = ""; print substr($0, 2) }' "$reasons"
}

# One line for each that has a verdict of the last stage that it came to; the
# stages are given in their order.
collect() {
	local last=${!#} stage id verdict program reason
	for stage in "$@"; do
		while IFS=$'\t' read -r id verdict program reason; do
			case $verdict-$stage in
			red-debug) tell "$id" killed "debug: $program: ${reason##+( )}" ;;
			red-*) tell "$id" killed "$program: ${reason##+( )}" ;;
			green-"$last") tell "$id" survived "$(reason_of "$id")" ;;
			esac
		done <"$work/verdicts-$stage"
	done
}

# Put the new lines in the place of those of the same mutants.
keep() {
	local lines=$1
	touch "$results"
	{
		sed -n '/^#/p' "$results"
		{
			awk -F '\t' 'NR == FNR { new[$1]; next }
				!/^#/ && !($1 in new)' "$lines" "$results"
			cat "$lines"
		} | sort
	} >"$results.new"
	mv "$results.new" "$results"
}

# In the debug kernel alone, and for no table.
sample() {
	local -a ids
	mapfile -t ids < <(choose_sample)
	[ ${#ids[@]} -gt 0 ] || die "the table has no mutant of today's driver"
	build_mutants debug "${ids[@]}"
	run_mutants sample debug "${ids[@]}"
	collect sample | tee "$work/told"
	count_told
	echo "$killed passed, $survived failed, 0 skipped"
	[ "$survived" = 0 ]
}

count_told() {
	killed=$(grep -c '	killed	' "$work/told") || true
	survived=$(grep -c '	survived	' "$work/told") || true
}

main() {
	local killed survived
	local -a ids survivors
	quietly make -C "$top/selftests" -j "$(nproc)"
	make_list
	if [ $# = 0 ] && [ -n "${SAMPLE:-}" ]; then
		sample
		return
	fi
	ids=("$@")
	if [ $# = 0 ]; then
		choose_shard >"$work/chosen"
		mapfile -t ids <"$work/chosen"
	fi
	[ ${#ids[@]} -gt 0 ] || die "no mutants are chosen"
	build_mutants 6.12 "${ids[@]}"
	run_mutants own 6.12 "${ids[@]}"
	mapfile -t survivors < <(green_in own)
	run_mutants all 6.12 "${survivors[@]}"
	mapfile -t survivors < <(green_in all)
	build_mutants debug "${survivors[@]}"
	run_mutants debug debug "${survivors[@]}"
	collect own all debug | tee "$work/told"
	keep "$work/told"
	count_told
	echo "$killed killed, $survived survived"
	! grep -P '\tsurvived\t$' "$work/told" || die "these survive for no known reason"
	[ -n "$*" ] || [ $((survived * 100)) -le $(((killed + survived) * 15)) ]
}

main "$@"
