#!/bin/bash
# SPDX-License-Identifier: MIT
#
# What can be checked of the library without running a test: its exports, its
# size, what it needs, who calls ioctl(2), and what the header lets through.
#
#	check.sh BUILD-FOLDER [compiler flag, such as -m32]

# shellcheck disable=SC2086,SC2206 # flags are words
set -u
here=$(cd -- "$(dirname -- "$0")" && pwd)
top=$(cd -- "$here/.." && pwd)
build=$1
class=${2:-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
number=0 bad=0

verdict() { # status, name
	number=$((number + 1))
	if [ "$1" = 0 ]; then
		echo "ok $number - $2"
	else
		head -n 20 "$folder/output" | sed 's/^/# /'
		echo "not ok $number - $2"
		bad=1
	fi
}

skip() { # name, reason
	number=$((number + 1))
	echo "ok $number - $1 # SKIP $2"
}

try() { # name, command
	local name=$1
	shift
	"$@" >"$folder/output" 2>&1 </dev/null
	verdict $? "$name"
}

# Not every machine that builds 32-bit programs can run them.
printf 'int main(void) { return 0; }\n' >"$folder/run.c"
gcc $class "$folder/run.c" -o "$folder/run" && "$folder/run" 2>/dev/null
runs_here=$?

try_here() { # the same, if what is built can run on this machine
	if [ $runs_here = 0 ]; then
		try "$@"
	else
		skip "$1" "this machine cannot run such programs"
	fi
}

refuse() { # name, what the message must say, command
	local name=$1 text=$2 status
	shift 2
	"$@" >"$folder/output" 2>&1 </dev/null
	status=$?
	[ $status != 0 ] && grep -q "error:.*$text" "$folder/output"
	verdict $? "$name"
}

sed -n 's/^\t\(namedmap_.*\);$/\1/p' "$top/src/libnamedmap.map" | sort >"$folder/list"

same_as_list() { sort "$1" | diff "$folder/list" -; }

nm -D --defined-only "$build/libnamedmap.so" |
	awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' >"$folder/shared"
try EXP_shared_exports_are_the_list same_as_list "$folder/shared"
nm -g --defined-only "$build/libnamedmap.a" |
	awk 'NF == 3 && $3 !~ /^__x86\./ { print $3 }' >"$folder/static"
try EXP_static_exports_are_the_list same_as_list "$folder/static"
sed -n 's/.*NAMEDMAP_SYMBOL(\([A-Za-z_0-9]*\)).*/namedmap_\1/p' \
	"$top"/include/namedmap/*.h | grep -v 'namedmap_name$' >"$folder/header"
try EXP_header_declares_the_list same_as_list "$folder/header"
nm -D --with-symbol-versions --defined-only "$build/libnamedmap.so" |
	awk '$2 != "A" && $3 !~ /@@NAMEDMAP_0$/' >"$folder/unversioned"
try EXP_one_version_node test ! -s "$folder/unversioned"

needs_libc_only() {
	readelf -d "$build/libnamedmap.so" >"$folder/dynamic" || return 1
	! grep NEEDED "$folder/dynamic" | grep -v -e '\[libc\.so' -e '\[ld-linux'
}
try LIB_needs_libc_only needs_libc_only
soname() { readelf -d "$build/libnamedmap.so" | grep -q 'SONAME.*libnamedmap\.so\.0'; }
try LIB_soname soname
small() { [ "$(size "$build/libnamedmap.so" | awk 'NR == 2 { print $1 }')" -lt 131072 ]; }
try LIB_text_under_128_KiB small
one_ioctl() { [ "$(grep -l 'ioctl(' "$top"/src/*.c)" = "$top/src/device.c" ]; }
try LIB_one_file_calls_ioctl one_ioctl

flags=($class -idirafter "$top/include/namedmap" -Wall -Wextra -Werror)
for compiler in gcc clang; do
	# clang knows u"" from C11 on, gcc in gnu99 too.
	oldest=gnu99
	[ $compiler = gcc ] || oldest=gnu11
	command -v $compiler >/dev/null || continue
	for unicode in "" -DUNICODE; do
		for standard in $oldest c11 c17; do
			try "HDR_${compiler}_$standard$unicode" $compiler -std=$standard \
				"${flags[@]}" $unicode -c "$here/compile/good.c" \
				-o "$folder/o"
		done
		for standard in c++11 gnu++17 c++20; do
			try "HDR_${compiler}_$standard$unicode" $compiler -x c++ \
				-std=$standard "${flags[@]}" $unicode \
				-c "$here/compile/good.c" -o "$folder/o"
		done
	done
	# Warnings are allowed here: it must be an error by itself.
	for language in c c++; do
		for file in mapping file; do
			refuse "HDR_${compiler}_${language}_L_literal_$file" "" \
				$compiler -x $language $class \
				-idirafter "$top/include/namedmap" -w \
				-c "$here/compile/bad_wide_$file.c" -o "$folder/o"
		done
	done
done
refuse HDR_refuses_WIN32 "do not define _WIN32" gcc "${flags[@]}" -Wno-builtin-macro-redefined \
	-c "$here/compile/bad_win32.c" -o "$folder/o"
refuse HDR_refuses_Wine "Wine's headers" gcc "${flags[@]}" \
	-c "$here/compile/bad_wine.c" -o "$folder/o"
refuse HDR_refuses_wide_tchar "namedmap-wide" gcc "${flags[@]}" \
	-c "$here/compile/bad_tchar.c" -o "$folder/o"
# A sentence each, in C and in C++; warnings are allowed.
refused() { # call, what the message must say
	local compiler language
	for compiler in gcc clang; do
		command -v $compiler >/dev/null || continue
		for language in c c++; do
			refuse "HDR_${compiler}_${language}_refuses_${1%%(*}" "$2" \
				$compiler -x $language $class -O2 -w \
				-idirafter "$top/include/namedmap" "-DREFUSED=$1" \
				-c "$here/compile/bad_refused.c" -o "$folder/o"
		done
	done
}
refused 'sscanf_s("1", "%d")' "sscanf_s is not offered"
refused 'TerminateThread(NULL, 0)' "TerminateThread is not offered"
refused 'LoadLibraryA("x")' "LoadLibrary is not offered"

. "$here/check-wide.sh"

cat >"$folder/static.c" <<'END'
#include <windows.h>
int main(void) { return CloseHandle(NULL) || GetLastError() != 6; }
END
try LIB_static_program gcc $class -static "$folder/static.c" \
	-idirafter "$top/include/namedmap" -L"$build" -lnamedmap -o "$folder/static"
try_here LIB_static_program_runs "$folder/static"
installed() ( # in a shell of its own, for what it exports
	make -C "$top" install DESTDIR="$folder/root" prefix=/usr libdir=/usr/lib/here \
		BUILD="$build" M32="${class:+1}" || return 1
	export PKG_CONFIG_LIBDIR=$folder/root/usr/lib/here/pkgconfig
	export PKG_CONFIG_SYSROOT_DIR=$folder/root
	local line
	line=$(pkg-config --cflags --libs namedmap) || return 1
	gcc $class "$here/compile/good.c" $line -o "$folder/installed" || return 1
	LD_LIBRARY_PATH=$folder/root/usr/lib/here NAMEDMAP_QUIET=1 "$folder/installed" ||
		return 1
	line=$(pkg-config --cflags --libs namedmap-wide) || return 1
	gcc $class "$here/compile/good_wide.c" $line -o "$folder/installed" || return 1
	LD_LIBRARY_PATH=$folder/root/usr/lib/here NAMEDMAP_QUIET=1 "$folder/installed" ä
)
try_here LIB_installed_tree_by_pkg_config installed
uninstalled() {
	local line
	line=$(PKG_CONFIG_PATH=$build/pkgconfig pkg-config --cflags --libs namedmap) || return 1
	gcc $class "$here/compile/good.c" $line -o "$folder/uninstalled" || return 1
	NAMEDMAP_QUIET=1 "$folder/uninstalled"
}
try_here LIB_uninstalled_tree_by_pkg_config uninstalled

# WinPR is installed for one word size only.
winpr=/usr/lib/$(gcc $class -print-multiarch)/libwinpr2.so
[ -z "$class" ] || winpr=
for order in "-lnamedmap $winpr" "$winpr -lnamedmap"; do
	name=WPR_linked_beside_winpr_${order%%[ /]*}_${order##*[ /]}
	[ -n "$winpr" ] || continue
	if [ ! -e "$winpr" ]; then
		skip "$name" "no libwinpr2-dev here"
		continue
	fi
	try "$name" gcc "$here/compile/winpr.c" -idirafter "$top/include/namedmap" \
		-L"$build" -Wl,-rpath,"$build" -Wl,--no-as-needed $order -o "$folder/winpr"
	try "${name}_runs" "$folder/winpr"
done
echo "1..$number"
exit $bad
