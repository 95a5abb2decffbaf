#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Install the Debian packages that a purpose needs and the machine lacks.
#
#	install.sh PURPOSE...	build, vm, run, check, valgrind, wine, sources, kernels, lint,
#				docs, bench, mutants, coverage, fuzz
#
# Lists them first, and asks when on a terminal unless YES=1. The list is in
# packages; what only one directory needs stands in the list of that directory.

. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

# Lists of one package per line, by purpose.
lists_of() {
	case $1 in
	kernels) echo "$vm_dir/packages.kernel" ;;
	lint) echo "$vm_dir/packages.kernel" ;;
	docs) echo "$top/Documentation/packages" ;;
	check) echo "$top"/userlib/*/packages ;;
	valgrind) echo "$top/userlib/test/packages.valgrind" ;;
	wine) echo "$top/userlib/test/packages.wine" ;;
	sources) echo "$top/userlib/test/packages.sources" ;;
	esac
}

wanted() {
	local purpose list
	for purpose in "$@"; do
		awk -v purpose="$purpose" '
			/^#/ || NF < 2 { next }
			index("," $1 ",", "," purpose ",") { print $2 }
		' "$vm_dir/packages"
		for list in $(lists_of "$purpose"); do
			[ ! -e "$list" ] || sed -E '/^#/d; /^$/d; s/[[:space:]].*//' "$list"
		done
	done | sort -u
}

missing() {
	local package
	while read -r package; do
		case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
		installed) ;;
		*) echo "$package" ;;
		esac
	done
}

# Package lists older than a day, or none, may name files that are gone.
update_lists() {
	if [ -z "$(find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' \
		-mtime -1 -print -quit)" ]; then
		"${root[@]}" apt-get "${apt[@]}" update
	fi
}

mapfile -t packages < <(wanted "$@" | missing)
[ ${#packages[@]} -gt 0 ] || exit 0

note "these packages are missing: ${packages[*]}"
if [ -z "${YES:-}" ] && [ -t 0 ]; then
	read -rp "Install them now? [Y/n] " answer
	case $answer in
	'' | [Yy]*) ;;
	*) die "nothing installed" ;;
	esac
fi

root=()
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null || die "not root, and there is no sudo"
	root=(sudo DEBIAN_FRONTEND=noninteractive)
fi
apt=(-qq -o "DPkg::Lock::Timeout=600")
export DEBIAN_FRONTEND=noninteractive
update_lists
note "installing them"
install=("${root[@]}" apt-get "${apt[@]}" install --yes
	--no-install-recommends "${packages[@]}")
quietly "${install[@]}" || {
	"${root[@]}" apt-get "${apt[@]}" update
	quietly "${install[@]}"
}
