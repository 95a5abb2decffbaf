# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154
#
# Sourced by lint.sh: checks of the driver by the kernel's own tools and by compilers.

# What is built with all warnings. debug is a 6.12; its sanitizers add symbols
# that the list does not have. The newest is not built itself for this.
readonly kernels=(6.1 debug 7.3-gcc 6.12-clang 7.3-clang)
readonly sparse_kernels=(6.1 debug)	# Debian 12's sparse cannot read 7.3
readonly symbol_kernels=(6.1 7.3-gcc)

kernel_source() {
	local assignments
	assignments=$("$vm_dir/kernel.sh" source "$1")
	eval "$assignments"
}

# Rules that make sense only inside the kernel, for the test programs.
kernel_only=(ARCH_DEFINES ARRAY_SIZE CAMELCASE COMPLEX_MACRO FUNCTION_ARGUMENTS
	MACRO_ARG_REUSE MACRO_WITH_FLOW_CONTROL NAKED_SSCANF
	MULTISTATEMENT_MACRO_USE_DO_WHILE PREFER_DEFINED_ATTRIBUTE_MACRO
	PREFER_KERNEL_TYPES STRCPY STRNCPY VOLATILE)

# checkpatch IGNORED FILE...: whole files, not patches, so that nothing can be
# said about MAINTAINERS. Works elsewhere because it leaves a file behind.
checkpatch() {
	local ignored=$1
	shift
	(cd "$work" || exit 2
	"$KERNEL_SOURCE/scripts/checkpatch.pl" --strict \
		--root="$KERNEL_SOURCE" --terse --show-types --quiet --no-summary \
		--ignore "FILE_PATH_CHANGES$ignored" -f "${@/#/$top/}" ||
		[ $? = 1 ]) |	# 1: it found something; anything else: it broke
		sed "s,^$top/,,"
}

check_style() {
	local -a files
	kernel_source 6.12
	mapfile -t files < <(sources 'driver/*.[ch]' 'uapi/*.h' ':!driver/oot')
	checkpatch "" "${files[@]}"
	mapfile -t files < <(sources 'driver/oot/*.[ch]')
	checkpatch ",LINUX_VERSION_CODE,CONSTANT_COMPARISON,MACRO_ARG_UNUSED" \
		"${files[@]}"
	mapfile -t files < <(sources 'selftests/*.[ch]')
	# A fixture's macro before a star is a type, not a factor; the harness's
	# macros are more than one statement, so they keep their braces; and
	# calls with named arguments are laid out like initialisers.
	checkpatch "$(printf ',%s' "${kernel_only[@]}" BRACES \
		PARENTHESIS_ALIGNMENT)" "${files[@]}" |
		sed -e "/SPACING: spaces preferred around that '[*]' (ctx:WxV)/d" \
			-e "/SPACING: space prohibited before that ':' (ctx:WxW)/d"
}

check_kernel_doc() {
	local -a files
	kernel_source 6.12
	mapfile -t files < <(sources 'driver/*.[ch]' 'uapi/*.h')
	(cd "$top" && "$KERNEL_SOURCE/scripts/kernel-doc" -none -Werror \
		"${files[@]}")
}

# Every source was compiled, and read by sparse where that runs.
check_looked_at() {
	local kernel=$1 log=$2 file
	sources 'driver/*.c' | while read -r file; do
		[[ $file != driver/tests/* ]] ||
			grep -q '^CONFIG_KUNIT=' "$KERNEL_BUILD/.config" || continue
		[ -e "$work/$KERNEL_RELEASE/${file%.c}.o" ] ||
			echo "$file: not compiled for $kernel"
		[[ " ${sparse_kernels[*]} " != *" $kernel "* ]] ||
			grep -qE "^ *CHECK +.*/$file\$" "$log" ||
			echo "$file: not checked by sparse for $kernel"
	done
}

# A fresh build for one kernel, with all warnings and, where it can, sparse.
check_build() {
	local kernel=$1 log=$work/$1.log arguments=W=1
	local known='the compiler differs from the one used to build the kernel'
	[[ " ${sparse_kernels[*]} " != *" $kernel "* ]] || arguments+=" C=2"
	choose_kernel "$kernel" || return
	rm -rf "${work:?}/$KERNEL_RELEASE"
	MODULE_ROOT=$work MODULE_ARGS=$arguments MODULE_JOBS=1 \
		"$vm_dir/build-module.sh" "$kernel" >"$log" 2>&1 || {
		cat "$log"
		return 1
	}
	grep -iE -A 3 'warning|error' "$log" | grep -v "$known" || true
	check_looked_at "$kernel" "$log"
}

# Only what kernel.org's kernels export; the list was made by hand from there.
check_symbols() {
	local list=$top/driver/oot/exported-symbols kernel used
	used=$(for kernel in "${symbol_kernels[@]}"; do
		choose_kernel "$kernel"
		nm --undefined-only --format=posix \
			"$work/$KERNEL_RELEASE/driver/namedmap.o"
	done | cut -d ' ' -f 1 | grep -vx __this_module | sort -u)
	[ -n "$used" ] || { echo "no modules: the builds come first"; return; }
	comm -23 <(echo "$used") <(sed '/^#/d; s/[[:space:]].*//' "$list" | sort -u) |
		sed 's/$/: used, but not in driver\/oot\/exported-symbols/'
	comm -13 <(echo "$used") <(sed '/^#/d; /^$/d; s/[[:space:]].*//' "$list" | sort -u) |
		sed 's/$/: in driver\/oot\/exported-symbols, but not used/'
}

# The kernel's semantic patches but two, which need an OCaml compiler to be
# installed: sparse knows what null/badzero looks for, and api/check_bq27xxx_data
# looks for mistakes in the tables of one driver.
semantic_patches() {
	(cd "$KERNEL_SOURCE/scripts/coccinelle" &&
		grep -rlx --include='*.cocci' 'virtual report' .) |
		grep -vxF -e ./null/badzero.cocci \
			-e ./api/check_bq27xxx_data.cocci | sort
}

# What spatch cannot read it leaves out without a word.
check_spatch_reads() {
	local count
	count=$(find driver -name '*.c' | wc -l)
	spatch --parse-c driver >parsed 2>&1
	if ! grep -q "files = $count; perfect = $count;" parsed ||
		! grep -q "nb bad = 0 " parsed; then
		cat parsed
	fi
}

# What "make coccicheck MODE=report" of a kernel tree does.
check_coccicheck() {
	local patch options
	local -a files
	kernel_source 6.12
	mapfile -t files < <(present 'driver/*.[ch]')
	rm -rf "$work/cocci"
	mkdir -p "$work/cocci"
	(cd "$top" && cp --parents -t "$work/cocci" "${files[@]}")
	cd "$work/cocci" || return
	check_spatch_reads
	semantic_patches | while read -r patch; do
		patch=$KERNEL_SOURCE/scripts/coccinelle/$patch
		options=$(sed -n 's,^// *Options:,,p' "$patch")
		# shellcheck disable=SC2086 # split at blanks
		spatch -D report --no-show-diff --very-quiet --cocci-file "$patch" \
			$options --use-coccigrep --dir driver 2>errors </dev/null ||
			{ echo "spatch $patch failed:"; cat errors; }
	done
}
