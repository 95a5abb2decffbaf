#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Build the Windows programs of programs/ and run them, in a folder of their own.
#
#	programs.sh linux	against this library, with the one documented line
#	programs.sh wine	with mingw-w64, under Wine
#	programs.sh build DIR	build those for this library in DIR
#	programs.sh check DIR	run these, and compare with what Wine printed (TAP)
#
# What they print has no addresses, times or paths in it.

# shellcheck disable=SC2046 # the flags are words
set -eu
here=$(cd -- "$(dirname -- "$0")" && pwd)
mode=${1:?linux, wine, build or check} built=${2:-}

if [ "$mode" = check ]; then
	echo 1..1
	difference=$(diff -u <(sed '/^# /d' "$here/programs/expected.txt") \
		<("$0" linux "$built" 2>&1)) || {
		printf '%s\n' "$difference" | sed 's/^/# /'
		echo "not ok 1 - windows_programs_print_what_they_print_under_wine"
		exit 1
	}
	echo "ok 1 - windows_programs_print_what_they_print_under_wine"
	exit 0
fi

# Build one program, in the present folder.
build() {
	local source=$1 name
	name=$(basename "${source%.*}")
	case $mode-$source in
	wine-*/wide_*.c) x86_64-w64-mingw32-gcc "$source" "${unicode[@]}" \
		"${municode[@]}" -o "$name.exe" ;;
	wine-*/wide_*) x86_64-w64-mingw32-g++ -static "$source" "${unicode[@]}" \
		"${municode[@]}" -o "$name.exe" ;;
	wine-*.c) x86_64-w64-mingw32-gcc "$source" -o "$name.exe" ;;
	wine-*) x86_64-w64-mingw32-g++ -static "$source" -o "$name.exe" ;;
	*/wide_*.c) ${CC:-gcc} "$source" "${unicode[@]}" \
		$(pkg-config --cflags --libs namedmap-wide) -o "$name" ;;
	*/wide_*) ${CXX:-g++} "$source" "${unicode[@]}" \
		$(pkg-config --cflags --libs namedmap-wide) -o "$name" ;;
	*.c) ${CC:-gcc} "$source" $(pkg-config --cflags --libs namedmap) -o "$name" ;;
	*) ${CXX:-g++} "$source" $(pkg-config --cflags --libs namedmap) -o "$name" ;;
	esac
}

build_all() {
	local source
	for source in "$here"/programs/*.c "$here"/programs/*.cpp; do
		build "$source"
	done
}

# Wide programs. MinGW has a printf of its own, which is not Windows'.
unicode=(-DUNICODE -D_UNICODE)
municode=(-municode -D__USE_MINGW_ANSI_STDIO=0)

if [ "$mode" = build ]; then
	cd "$built"
	build_all
	exit
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
if [ -z "$built" ]; then
	built=$folder
	build_all
fi

if [ "$mode" = wine ]; then
	PATH=$PATH:/usr/lib/wine
	export WINEPREFIX=$folder/prefix WINEDEBUG=-all WINEARCH=win64 DISPLAY=
	run() { wine64 "$1.exe" "${@:2}" | tr -d '\r'; }
	# Wine's server goes on writing to the prefix for a while.
	trap 'wineserver -w; rm -rf "$folder"' EXIT
	wine64 wineboot -i >/dev/null 2>&1
else
	run() { "$built/$1" "${@:2}"; }
fi

echo "== ansi_clipboard"
run ansi_clipboard 2>/dev/null

echo "== worker_threads"
run worker_threads

echo "== mutex_ring"
run mutex_ring

echo "== event_ring"
run event_ring

echo "== inherited_handle"
run inherited_handle

echo "== null_dacl"
run null_dacl

echo "== producer_consumer"
run producer_consumer producer >producer.txt &
run producer_consumer consumer
wait $!
cat producer.txt

echo "== file_log"
run file_log log.bin add "the first line"
run file_log log.bin add "the second line"
run file_log log.bin add "many more" 120
run file_log log.bin show
run file_log log.bin trim
run file_log log.bin show
echo "checksum of the file: $(md5sum <log.bin)"

echo "== copy_on_write"
run copy_on_write document.txt

echo "== wanted_address"
run wanted_address tree.bin build
run wanted_address tree.bin walk

echo "== wide_inventory"
run wide_inventory
run wide_inventory report report.txt

echo "== wide_words"
run wide_words words.bin
