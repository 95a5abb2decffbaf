#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The size of the library and what its mapping calls cost, beside the library of
# another commit and beside the same sources with -O2, in guest instructions: a
# VM with one CPU in which one nanosecond of virtual time is one instruction. All
# speak to the driver of today, so all are built with its header.
#
#	calls.sh COMMIT

. "$(dirname -- "${BASH_SOURCE[0]}")/../../../selftests/vm/common.sh"

commit=${1:?a commit}
work=$build/bench
rm -rf "$work"
mkdir -p "$work/before" "$work/fast"

git -C "$top" archive "$commit" userlib | tar -x -C "$work/before"
ln -s "$top/uapi" "$work/before/uapi"
make -s -C "$work/before/userlib" BUILD="$work/before/out" >&2
make -s -C "$top/userlib" all >&2
make -s -C "$top/userlib" BUILD="$work/fast" CFLAGS="-O2 -g" >&2
gcc -O2 -Wall -Wextra -o "$work/calls" -idirafter "$top/userlib/include/namedmap" \
	"$top/userlib/test/bench/calls.c"

now=$build/userlib/$(gcc -print-multiarch)/libnamedmap.so
before=$work/before/out/libnamedmap.so
fast=$work/fast/libnamedmap.so
for library in "$now" "$before" "$fast"; do
	printf '%s: %s bytes of text\n' "${library#"$build/"}" \
		"$(size "$library" | awk 'NR == 2 { print $1 }')"
done
exec env ICOUNT=1 VM_TIMEOUT=1200 "$vm_dir/vm.sh" \
	"echo 'now, before: $commit'; '$work/calls' '$now' '$before'
	echo 'now, before: now with -O2'; '$work/calls' '$now' '$fast'"
