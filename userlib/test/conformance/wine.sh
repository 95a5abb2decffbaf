#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Run a Windows program under Wine, in a prefix of this checkout, made once.
#
#	wine.sh PROGRAM [ARGUMENT...]

set -eu
top=$(cd -- "$(dirname -- "$0")/../../.." && pwd)
export WINEPREFIX=${WINEPREFIX:-$top/.build/wine}
export WINEDEBUG=${WINEDEBUG:--all} WINEARCH=win64 DISPLAY=
PATH=$PATH:/usr/lib/wine

mkdir -p "$WINEPREFIX"
[ -e "$WINEPREFIX/system.reg" ] || wine64 wineboot -i >/dev/null 2>&1
wine64 "$@" | tr -d '\r'
