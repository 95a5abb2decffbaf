#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Do the Windows programs print the same here, in the VM, and under Wine, on this
# machine? Needs the packages of packages.wine.
#
#	wine-compare.sh			compare
#	wine-compare.sh --record	write programs/expected.txt from Wine

set -eu
here=$(cd -- "$(dirname -- "$0")" && pwd)
top=$(cd -- "$here/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$here/programs.sh" wine >"$folder/wine"
if [ "${1:-}" = --record ]; then
	{
		echo "# SPDX-License-Identifier: MIT"
		echo "# Written by wine-compare.sh --record."
		cat "$folder/wine"
	} >"$here/programs/expected.txt"
	exit 0
fi
make -s --no-print-directory -C "$top" vm RUN="$here/programs.sh linux" >"$folder/namedmap"
diff -u "$folder/wine" "$folder/namedmap"
echo "same output under Wine and here: $(wc -l <"$folder/wine") lines"
