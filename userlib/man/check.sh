#!/bin/bash
# SPDX-License-Identifier: MIT
#
# The man pages have no mistake that mandoc or man can find, refer to pages that
# exist, and describe every call of the header, each on one page. TAP on standard
# output. Needs no driver.

set -u

cd "$(dirname "$0")" || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

number=0
failed=0
check() {
	local what=$1
	shift
	number=$((number + 1))
	if "$@" >"$work/log" 2>&1 && [ ! -s "$work/log" ]; then
		echo "ok $number - $what"
	else
		echo "not ok $number - $what"
		sed 's/^/# /' "$work/log"
		failed=1
	fi
}

lint() {
	mandoc -T lint -W warning "$1"
}

format() {
	MANWIDTH=80 man --warnings -l "./$1" >/dev/null
}

# Every .Xr of our own pages, that is, not of the system's.
links() {
	local name section
	sed -n 's/^.*[.]* *Xr \([^ ]*\) \([0-9]\).*/\1 \2/p' "$1" | sort -u |
		while read -r name section; do
			[ -e "$name.$section" ] ||
				documented | grep -qx "$name" ||
				grep -qx "$name $section" <<<"$system_pages" ||
				echo "no page $name($section)"
		done
}

# Names of the calls, those of the A and W forms included.
declared() {
	sed -n 's/^.*NAMEDMAP_CRT(\([A-Za-z_0-9]*\)).*/\1/p' \
		../include/namedmap/crtsystem.h
	sed -n 's/^.*NAMEDMAP_SYMBOL(\([A-Za-z_0-9]*\)).*/\1/p' \
		../include/namedmap/*.h | grep -v '^name$' | sort
	# A long name has its definition on the next line.
	sed -n -e '/\\$/{N;s/\\\n//}' \
		-e 's/^#define \([A-Za-z]\+\)[[:space:]]*NAMEDMAP_AW(.*/\1/p' \
		../include/namedmap/*.h
}

documented() {
	sed -n '/^\.Sh NAME/,/^\.Nd/s/^\.Nm \([^ ]*\).*/\1/p' ./*.3
}

each_call_once() {
	diff <(declared | sort) <(documented | sort)
}

system_pages='atexit 3
eventfd 2
execve 2
exit 3
fcntl 2
fork 2
ioctl 2
ipc_namespaces 7
mmap 2
printf 3
poll 2
ps 1
pthread_exit 3
scanf 3'

echo "TAP version 13"
for page in *.[347]; do
	check "$page: mandoc" lint "$page"
	check "$page: man" format "$page"
	check "$page: links" links "$page"
done
check "every call is on one page" each_call_once
echo "1..$number"
exit "$failed"
