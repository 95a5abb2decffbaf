#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Make ready what a target needs; silent when there is nothing to say.
#
#	prepare.sh PURPOSE		install missing packages, then build
#					the module for KERNEL= (not if VM_NOMODULE is set)
#					and the library

. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

"$vm_dir/install.sh" "$1"
[ -n "${VM_NOMODULE:-}" ] ||
	quietly "$vm_dir/build-module.sh" "${KERNEL:-6.1}"
[ ! -e "$top/userlib/Makefile" ] ||
	with_lock "$build/stage.lock" quietly make -C "$top" stage
