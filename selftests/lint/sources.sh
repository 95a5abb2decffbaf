# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154
#
# Sourced by lint.sh: checks that read the sources and run nothing of the kernel's.

sources() {
	git -C "$top" ls-files --cached --others --exclude-standard -- "$@"
}

# Those that are there: git also lists what was deleted a moment ago.
present() {
	local file
	sources "$@" | while read -r file; do
		[ ! -f "$top/$file" ] || echo "$file"
	done
}

# Every file at the top has its place in the project's plan.
check_files() {
	local name
	sources | cut -d / -f 1 | sort -u | while read -r name; do
		case $name in
		.* | Kbuild | Makefile | driver | uapi | userlib | selftests) ;;
		Documentation | README.md | LICENSES | COPYING) ;;
		*) echo "$name: not a name of the top level" ;;
		esac
	done
}

# What SPDX says in each directory, in the variable wanted.
licence_of() {
	case $1 in
	uapi/*) wanted="GPL-2.0-only WITH Linux-syscall-note" ;;
	userlib/*) wanted="MIT" ;;
	driver/* | selftests/*) wanted="GPL-2.0-only" ;;
	*) wanted="" ;;
	esac
}

# The licence stands in one of the first five lines.
check_licences() {
	local file number line wanted
	local -a files
	local -A licences
	mapfile -t files < <(present ':!LICENSES')
	while IFS=: read -r file number line; do
		line=${line#*SPDX-License-Identifier: }
		line=${line%%*( )@(\*/|-->)}
		[ "$number" -gt 5 ] || licences[$file]=$line
	done < <(cd "$top" &&
		grep -Hnm 1 'SPDX-License-Identifier: ' -- "${files[@]}")
	for file in "${files[@]}"; do
		licence_of "$file"
		line=${licences[$file]:-}
		if [ -z "$line" ]; then
			echo "$file: no SPDX line"
		elif [ -n "$wanted" ] && [ "$line" != "$wanted" ]; then
			echo "$file: licence $line, not $wanted"
		fi
	done
}

check_layers() {
	(cd "$top" && awk -v list="$lint_dir/layers" '
		function layer(file, stem) {
			stem = file
			sub(/\.[ch]$/, "", stem)
			return file in at ? at[file] : stem in at ? at[stem] : 0
		}
		BEGIN {
			while ((getline < list) > 0)
				if (!/^#/)
					for (i = 3; i <= NF; i++)
						at[$1 "/" $i] = $2
		}
		FNR == 1 && !layer(FILENAME) {
			print FILENAME ": not in " list
		}
		/^#include "/ {
			split($0, part, "\"")
			own = FILENAME
			sub(/\.c$/, ".h", own)
			other = substr(FILENAME, 1, match(FILENAME, /[^\/]*$/) - 1) part[2]
			if (other != own && (!layer(other) || layer(other) >= layer(FILENAME)))
				printf "%s:%d: includes %s of layer %d, itself in layer %d\n",
					FILENAME, FNR, part[2], layer(other), layer(FILENAME)
		}' driver/*.[ch])
}

# Differences between kernels stand in one place.
check_versions() {
	sources driver | grep -v '^driver/oot/' | (cd "$top" &&
		xargs grep -nE 'LINUX_VERSION_CODE|KERNEL_VERSION|UTS_RELEASE') || true
}

# Scripts, and what they source, by their first lines.
check_shell() {
	local -a files
	mapfile -t files < <(present | (cd "$top" && xargs -d '\n' awk '
		FNR == 1 && /^#!.*sh$/ || FNR == 2 && /shellcheck shell=/ {
			print FILENAME
		}
		FNR == 2 { nextfile }'))
	(cd "$top" && shellcheck "${files[@]}")
}
