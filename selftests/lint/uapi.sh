# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154
#
# Sourced by lint.sh: programs built with the header of the last release must go
# on working with the driver of today.

readonly header=uapi/linux/namedmap.h

# header_object DIRECTORY: everything that the header declares, with debugging
# information.
header_object() {
	echo '#include <linux/namedmap.h>' | gcc -I "$1/uapi" -g -c -x c \
		-fno-eliminate-unused-debug-types -o "$1/header.o" -
}

# What may change: a structure grows at its end, as its first field is its size.
suppressions() {
	cat <<-END
	[suppress_type]
	  type_kind = struct
	  has_data_member_inserted_at = end
	END
}

check_types() {
	local report=$work/uapi/types status=0
	suppressions >"$work/uapi/suppressions"
	abidiff --non-reachable-types --suppressions "$work/uapi/suppressions" \
		"$work/uapi/then/header.o" "$work/uapi/now/header.o" \
		>"$report" 2>&1 || status=$?
	# Bits of the status: 1 and 2 are errors, 4 and 8 changes.
	if [ $((status & 3)) != 0 ]; then
		cat "$report"
		echo "abidiff failed, status $status"
	elif [ "$status" != 0 ]; then
		grep 'Unreachable types summary' "$report" |
			grep -q '0 removed.* 0 changed' || cat "$report"
	fi
}

# The macros of a header that are defined in another one, with their values there.
#	macro_values NAMES-OF DIRECTORY
macro_values() {
	local names=$1/$header
	{
		echo '#include <linux/namedmap.h>'
		echo '#include <stdio.h>'
		printf '%s\n' '#define SHOW(m) printf("%s %#llx\n", #m, (unsigned long long)(m));'
		echo 'int main(void) {'
		sed -nE 's/^#define[ \t]+(NAMEDMAP_[A-Z0-9_]+)[ \t].*/\1/p' "$names" |
			while read -r name; do
				printf '#ifdef %s\nSHOW(%s)\n#endif\n' "$name" "$name"
			done
		echo '}'
	} >"$2/macros.c"
	gcc -I "$2/uapi" -o "$2/macros" "$2/macros.c" && "$2/macros"
}

check_macros() {
	local then=$work/uapi/then now=$work/uapi/now directory
	for directory in "$then" "$now"; do
		macro_values "$then" "$directory" >"$directory/values" || return
	done
	[ -s "$then/values" ] || echo "no macros in $header of $release"
	diff "$then/values" "$now/values" ||
		echo "these macros have gone, or another value than in $release"
}

check_uapi() {
	local release directory
	release=$(git -C "$top" describe --tags --abbrev=0 --match 'v[0-9]*' \
		2>/dev/null) || {
		remark "there is no release yet to compare with"
		return 0
	}
	remark "compared with $release"
	rm -rf "$work/uapi"
	mkdir -p "$work"/uapi/{then,now}/uapi/linux
	git -C "$top" show "$release:$header" >"$work/uapi/then/$header" &&
		cp "$top/$header" "$work/uapi/now/$header" || return
	for directory in "$work"/uapi/{then,now}; do
		header_object "$directory" || return
	done
	check_types
	check_macros
}

# syzkaller is told of everything that the header has.
check_description() {
	local fuzz=selftests/fuzz
	(cd "$top" && awk -f $fuzz/calls.awk "$header" >"$work/calls" &&
		awk -f $fuzz/description.awk "$work/calls" $fuzz/dev_namedmap.txt)
}
