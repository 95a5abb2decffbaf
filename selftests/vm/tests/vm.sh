#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What "make vm RUN=" promises about output, status, files and the library.
#
# shellcheck disable=SC2016 # dollars are for the shell in the VM

. "$(dirname -- "${BASH_SOURCE[0]}")/../common.sh"
set +e
. "$vm_dir/tap.sh"

# vm NAME COMMAND: keeps output, errors and status under that name.
vm() {
	"$vm_dir/vm.sh" "$2" >"$tap_work/$1.out" 2>"$tap_work/$1.err" </dev/null
	echo $? >"$tap_work/$1.status"
}

status() {
	equal "$(cat "$tap_work/$1.status")" "$2"
}

same() {
	cmp "$tap_work/$1.out" "$2"
}

cd "$tap_work" || exit 1
head -c 3000000 /dev/urandom >random
vm binary 'cat random'
check "3 MB of any bytes arrive unchanged" same binary random
check "success is status 0" status binary 0

# Through make, as users do it: quotes, dollars, newlines.
command='printf "%s|" "a  b" '"'"'$HOME'"'"' "$HOME" "${HOME%t}" $((2 * 3)) "\\" `echo x`
echo; pwd; hostname; id -u; echo "to stderr" >&2; exit 7'
printf '%s\n' 'a  b|$HOME|/root|/roo|6|\|x|' "$top" namedmap-vm 0 >wanted
make -s -C "$top" vm RUN="$command" >quotes.out 2>quotes.err </dev/null
echo $? >quotes.status
check "make vm prints exactly the output" same quotes wanted
check "errors go to standard error" grep -qx 'to stderr' quotes.err
check "make fails when the command does" status quotes 2
check "make says the status" grep -q 'Error 7' quotes.err

touch "$tap_work/host-file"
vm files "
	[ -c /dev/namedmap ] && echo device
	[ \$(stat -f -c %T /mnt/disk) = ext2/ext3 ] && echo disk
	[ -e $tap_work/host-file ] && echo sees
	rm $tap_work/host-file && echo x >$tap_work/guest-file && echo writes
	awk 'BEGIN { exit 3 }'
"
printf '%s\n' device disk sees writes >wanted
check "device, disk and the machine's files are there" same files wanted
check "the status is the command's own" status files 3
check "nothing was removed on the machine" test -e host-file
check "nothing was written on the machine" test ! -e guest-file

cat >program.c <<'EOF2'
#include <windows.h>
#include <stdio.h>
int main(void)
{
	HANDLE h = CreateFileMapping(INVALID_HANDLE_VALUE, NULL,
				     PAGE_READWRITE, 0, 4096, TEXT("Local\\t"));
	char *view = MapViewOfFile(h, FILE_MAP_WRITE, 0, 0, 0);

	if (!view)
		return 1;
	printf("%d\n", view[4095]);
	return 0;
}
EOF2
vm library 'cd /tmp && gcc '"$tap_work"'/program.c $(pkg-config --cflags --libs namedmap) &&
	./a.out && env -i ./a.out && false'
printf '0\n0\n' >wanted
check "a program builds with the one command, and runs" same library wanted
check "a failing command's status" status library 1

printf 'hangs\tsleep 1000\n' >plan
vm hangs "CHECK_LIMIT=1 $vm_dir/guest-check.sh plan $tap_work/plan /"
check "a program that hangs is no success" grep -q '^Bail out' hangs.out
check "and is seen where it hangs" grep -q '^# .*: sleep .*nanosleep' hangs.out

VM_TIMEOUT=5 VM_NOMODULE=1 vm endless 'sleep 1000'
check "VM_TIMEOUT ends it" status endless 124

VM_NOMODULE=1 vm background 'sleep 1000 & echo done'
check "a process left behind does not hold up the end" \
	equal "$(cat background.out)" "done"

truncate -s 64M disk
/sbin/mkfs.ext4 -q -F disk
VM_DISK=$tap_work/disk VM_NOMODULE=1 vm first 'echo kept >/mnt/disk/file'
VM_DISK=$tap_work/disk VM_NOMODULE=1 vm second 'cat /mnt/disk/file'
check "VM_DISK is kept" equal "$(cat second.out)" kept

ICOUNT=1 VM_NOMODULE=1 vm icount 'nproc'
check "ICOUNT has one processor" equal "$(cat icount.out)" 1
check "a kernel that is not listed is refused" \
	bash -c "! KERNEL=1.0 $vm_dir/vm.sh true"
tap_end
