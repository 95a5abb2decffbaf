#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Run inside the VM: every command line of README.md and of these pages, as it
# stands there. TAP on standard output.
#
#	check-docs.sh		run them
#	check-docs.sh list	print what the pages have
#
# commands says how each is looked at.

set -u

here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
list=$here/commands
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The lines of indented blocks, one for each command: what ends in a backslash
# goes on, a comment ends it. Blocks of a program or a picture come along.
block_lines() {
	awk -v margin="$(printf "%$1s" "")" '
		!/^ / && NF {
			inside = length(margin) == 4 || /^[.][.] code-block:: sh/ ||
				 (/::$/ && !/^[.][.] /)
		}
		inside && index($0, margin) == 1 {
			line = substr($0, length(margin) + 1)
			while (line ~ /\\$/ && (getline more) > 0) {
				sub(/\\$/, "", line)
				sub(/^ +/, "", more)
				line = line more
			}
			sub(/  +#.*/, "", line)
			print line
		}
	' "$2"
}

# What stands between marks in the text, over the ends of lines.
inline() {
	tr '\n' ' ' <"$2" | grep -oP "(?<!$1)$1\K[^\`]+(?=$1(?!$1))" | tr -s ' '
}

# Of these lines those whose first word, after assignments, is a command.
commands_among() {
	local line first
	while read -r line; do
		first=$(sed -E "s/^([A-Z]+=('[^']*'|[^ ]*) )*//; s/ .*//" <<<"$line")
		case $first in
		"" | *[!a-z0-9./_\$\(\)-]* | [!a-z./]*) ;;
		make | */*) echo "$line" ;;
		*) [ -z "$(type -P -- "$first")$(grep -x "$first" "$work/absent")" ] ||
			echo "$line" ;;
		esac
	done
}

page_commands() {
	local page
	{
		block_lines 4 "$top/README.md"
		for page in "$here"/*.rst "$here"/*/*.rst; do
			block_lines 3 "$page"
		done
	} | commands_among
	{
		inline '`' "$top/README.md"
		for page in "$here"/*.rst "$here"/*/*.rst; do
			inline '``' "$page"
		done
	} | grep -E "^([A-Z]+=('[^']*'|[^ ]*) )*(make|ls|sudo) "
}

# Fields of a line of the list: how, command, and what its output has to match.
listed() {
	sed '/^#/d; /^$/d' "$list"
}

number=0
failed=0
result() {
	number=$((number + 1))
	echo "$1 $number - $2"
	[ "$1" = ok ] || failed=1
}

complain() {
	sed 's/^/# /' "$1"
}

# The folder of the kernel's modules, as a machine has it: it can be written, and
# leads to the headers.
prepare_modules() {
	local modules
	modules=/lib/modules/$(uname -r)
	mkdir -p /run/modules/upper /run/modules/work
	mount -t overlay overlay -o \
		"lowerdir=$modules,upperdir=/run/modules/upper,workdir=/run/modules/work" \
		"$modules" || exit
	[ -e "$modules/build" ] ||
		ln -s "/usr/src/linux-headers-$(uname -r)" "$modules/build"
}

# The README's program, running, as somebody who holds a section.
prepare() {
	sed -n '/^    #include/,/^    }$/s/^    //p' "$top/README.md" >"$work/prog.c"
	mkdir "$work/bin"
	printf '#!/bin/sh\nexec "$@"\n' >"$work/bin/sudo"
	chmod +x "$work/bin/sudo"
	PATH=$work/bin:$PATH
	gcc "$work/prog.c" -o "$work/prog" -I"$top/userlib/include/namedmap" \
		-I"$top/uapi" -lnamedmap || exit
	mkfifo "$work/input"
	exec 8<>"$work/input"
	"$work/prog" <"$work/input" >/dev/null 2>&1 &
	holder=$!
}

# Ends who holds something, so that the module can go.
release() {
	[ -n "$holder" ] || return 0
	kill "$holder"
	wait "$holder" 2>/dev/null
	holder=
}

execute() {
	local how=$1 command=${2//PID/$$} pattern=$3 directory=$work
	case $how in
	fresh)
		release
		rmmod namedmap
		directory=$top
		;;
	top) directory=$top ;;
	esac
	(cd "$directory" && bash -c "$command") >"$work/log" 2>&1 </dev/null ||
		[ "$how" = silent ] || [ -n "$pattern" ] || return 1
	[ "$how" != silent ] || [ ! -s "$work/log" ] || return 1
	[ -z "$pattern" ] || grep -qE -- "$pattern" "$work/log"
}

target_known() {
	local word
	for word in $1; do
		case $word in
		make | *=*) ;;
		-C) return 0 ;;
		*) make -s -C "$top" help | grep -qE "^ *make $word( |\$)|^ *$word " ||
			return 1 ;;
		esac
	done
}

look_at() {
	if [ "$1" = target ]; then
		target_known "$2"
	else
		execute "$@"
	fi
}

# Packages that only a user's own machine has may bring a command.
listed | awk -F '\t' '$1 ~ /^never/ { sub(/^sudo /, "", $2); print $2 }' |
	cut -d' ' -f1 >"$work/absent"
echo sudo >>"$work/absent"
page_commands | sort -u >"$work/found"
if [ "${1:-}" = list ]; then
	cat "$work/found"
	exit
fi
if [ ! -c /dev/namedmap ]; then
	echo "1..0 # SKIP no /dev/namedmap"
	exit 4
fi
echo "TAP version 13"
listed | cut -f2 | sort -u >"$work/known"
if diff "$work/known" "$work/found" >"$work/log"; then
	result ok "the list has what the pages have"
else
	result "not ok" "the list has what the pages have"
	complain "$work/log"
fi
prepare
prepare_modules
while IFS=$'\t' read -r how command pattern; do
	[[ $how != never* ]] || continue
	if look_at "$how" "$command" "$pattern"; then
		result ok "$command"
	else
		result "not ok" "$command"
		complain "$work/log"
	fi
done < <(listed)
release
echo "1..$number"
exit "$failed"
