#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Part of check.sh: wide programs, and printf with Windows' sizes.

# shellcheck disable=SC2154,SC2086 # variables of check.sh; flags are words
list_names() { sed -n "s/^.*$1(\([_a-zA-Z0-9]*\)[),].*/namedmap_\1/p" "$top"/include/namedmap/crt*.h; }
every_name_has_a_function() {
	nm -g --defined-only "$build"/libnamedmap-crt.a |
		awk 'NF == 3 { print $3 }' | sort -u >"$folder/functions"
	{ list_names NAMEDMAP_SEND; list_names NAMEDMAP_CRT; list_names NAMEDMAP_FINDS; } |
		grep -v -x -e namedmap_name | sort -u >"$folder/names"
	[ "$(wc -l <"$folder/names")" -gt 100 ] || return 1
	! comm -23 "$folder/names" "$folder/functions" | grep .
}
try WID_every_name_has_a_function every_name_has_a_function
only_our_names() {
	! grep -v -e '^namedmap_' -e '^__x86\.' "$folder/functions"
}
try WID_no_name_of_others only_our_names
wide_flags=$(PKG_CONFIG_PATH=$build/pkgconfig pkg-config --cflags namedmap-wide)
wide_libraries=$(PKG_CONFIG_PATH=$build/pkgconfig pkg-config --libs namedmap-wide)
plain_libraries=$(PKG_CONFIG_PATH=$build/pkgconfig pkg-config --libs namedmap)

built() { # compiler, language, flags and source
	local libraries=
	[ "$2" = c ] || libraries=-lstdc++
	"$1" -x "$2" $class -Wall -Wextra -Werror "${@:3}" $libraries
}
wide_program() { # compiler, language, flags
	rm -f "$folder/wide"
	built "$@" $wide_flags "$here/compile/good_wide.c" -o "$folder/wide" \
		-x none $wide_libraries
}
run_wide() { LC_ALL=C NAMEDMAP_QUIET=1 "$folder/wide" ä; }
sizes_program() { # compiler, language, flags
	rm -f "$folder/sizes"
	built "$@" -idirafter "$top/include/namedmap" \
		"$here/compile/good_printf.c" -o "$folder/sizes" -x none $plain_libraries
}
run_sizes() { [ "$("$folder/sizes")" = "4000000000 4000000000" ]; }
entry() { # compiler, language, function
	rm -f "$folder/entry"
	"$1" -x "$2" -w $class $wide_flags "-DENTRY=$3" "$here/compile/entry.c" \
		-o "$folder/entry" -x none $wide_libraries
}
run_entry() { "$folder/entry"; [ $? = 7 ]; }

fortified="-O2 -D_FORTIFY_SOURCE=2"
for compiler in gcc clang; do
	command -v $compiler >/dev/null || continue
	for how in "c gnu99 -O0" "c c11 $fortified -DUNICODE -D_UNICODE" \
		"c++ c++11 -O0" "c++ c++20 $fortified -DUNICODE -D_UNICODE"; do
		read -r language standard more <<<"$how"
		[ $compiler = gcc ] || standard=${standard/gnu99/gnu11}
		name=WID_${compiler}_$standard
		try "$name" wide_program $compiler $language -std=$standard $more
		try_here "${name}_runs" run_wide
		name=PRT_${compiler}_$standard
		# clang and _FORTIFY_SOURCE are refused, below.
		[ $compiler = gcc ] || more=${more/ -D_FORTIFY_SOURCE=2/}
		try "$name" sizes_program $compiler $language -std=$standard $more
		try_here "${name}_runs" run_sizes
	done
done
for how in "c:int wmain(void)" "c:int wmain(int c, wchar_t **v, wchar_t **e)" \
	"c++:int wmain()" "c++:int wmain(int, wchar_t **)" \
	"c++:int wmain(int, const wchar_t **)" \
	"c++:int wmain(int, wchar_t **, wchar_t **)" \
	"c++:extern \"C\" int wmain(int, wchar_t **)" "c:int main(void)"; do
	name="WID_begins_${how//[^a-zC+]/_}"
	try "$name" entry gcc "${how%%:*}" "${how#*:}"
	try_here "${name}_runs" run_entry
done
refuse WID_fortified_clang_is_refused "does not reach the printf" clang $class -O2 \
	-D_FORTIFY_SOURCE=2 -idirafter "$top/include/namedmap" \
	-c "$here/compile/good_printf.c" -o "$folder/o"
no_entry() {
	! entry gcc c "int other(void)"
}
try WID_a_program_without_an_entry_is_not_linked no_entry
refuse WID_short_wchar_alone "pkg-config --cflags namedmap-wide" gcc $class -fshort-wchar \
	-idirafter "$top/include/namedmap" -c "$here/compile/good.c" -o "$folder/o"
refuse WID_headers_missing "its folder of headers is missing" gcc $class -fshort-wchar \
	-DNAMEDMAP_SHORT_WCHAR -idirafter "$top/include/namedmap" \
	-c "$here/compile/good.c" -o "$folder/o"
refused_wide() { # language, call, what the message must say
	local compiler
	for compiler in gcc clang; do
		command -v $compiler >/dev/null || continue
		refuse "WID_${compiler}_refuses_${2//[^a-z]/_}" "$3" $compiler -x "$1" \
			$class -w $wide_flags "-DREFUSED=$2" \
			-c "$here/compile/bad_wide.c" -o "$folder/o"
	done
}
refused_wide c '_getws(text)' "take _getws_s or fgetws"
refused_wide c 'wcrtomb(NULL, 0, NULL)' "wcrtomb is not offered by namedmap-wide"
refused_wide c++ 'std::mbrtowc(text, "", 1, NULL)' "mbrtowc is not offered"
refused_wide c++ 'std::wcout << text' "take wprintf"
refused_wide c++ 'std::wofstream file("x")' "wide streams"
refused_wide c++ 'std::wstringstream stream' "wide streams"

