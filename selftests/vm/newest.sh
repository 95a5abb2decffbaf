#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Says whether the suite of the newest kernel in the list "kernels" offers a
# newer one by now. It only reports: exit status 0 either way, 1 if it could
# not look.

. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
. "$vm_dir/suite.sh"

read -r name suite package version _ < <(grep -v '^#' "$vm_dir/kernels" | sort -Vk 4 | tail -n 1)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
suite_open "$suite" "$scratch"

# The package without a number depends on the newest one.
newest=$(suite_apt cache show --no-all-versions linux-source |
	sed -nE 's/^Depends: (linux-source-[0-9.]+) \(= ([^)]+)\).*/\1 \2/p')
[ -n "$newest" ] || die "$suite names no newest kernel"

echo "in use: $name, $package $version"
if [ "$newest" = "$package $version" ]; then
	echo "newest: the same"
else
	echo "newest: $newest (from $suite)"
fi
