#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Run a Windows program under Wine, in a prefix that is made once.
#
#	wine.sh PROGRAM [ARGUMENT...]

set -eu
export WINEPREFIX=${WINEPREFIX:-${TMPDIR:-/tmp}/namedmap-wine-$(id -u)}
export WINEDEBUG=${WINEDEBUG:--all} WINEARCH=win64 DISPLAY=
PATH=$PATH:/usr/lib/wine

[ -e "$WINEPREFIX/system.reg" ] || wine64 wineboot -i >/dev/null 2>&1
wine64 "$@" | tr -d '\r'
