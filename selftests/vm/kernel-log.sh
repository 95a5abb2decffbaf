#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Judge a kernel log.
#
#	kernel-log.sh FILE
#
# Prints every report in it (oops, BUG, warning, lockdep, sanitizers, leaks,
# stalls, hung tasks, unexpected taints) and exits 1; 0 if there is none; 2 if
# there are only stall, lockup and hung-task reports without a frame of ours:
# on a busy machine under emulation these are the machine's. A data race between
# two places of which neither was called by ours is the kernel's own: it is
# counted, not judged.

exec awk '
function strip(line) {
	sub(/\r$/, "", line)
	sub(/^(<[0-9]+>)?\[ *[0-9]+\.[0-9]+\](\[ *[TC][0-9]+\])? /, "", line)
	return line
}

# Loading an out-of-tree, unsigned module taints: these lines and no others.
BEGIN {
	expected["namedmap: loading out-of-tree module taints kernel."]
	expected["namedmap: module verification failed: signature and/or required key missing - tainting kernel"]
	shown = 60	# lines of one report
	reach = 400	# lines in which to look for a frame
}

function is_stall(text) {
	return text ~ /rcu: INFO: .*(stall|starved)/ ||
		text ~ /rcu_[a-z_]+ kthread (starved|timer wakeup)/ ||
		text ~ /BUG: (soft lockup|workqueue lockup)/ ||
		text ~ /INFO: task .* blocked for more than/ ||
		text ~ /INFO: task .* blocked (on|in) .* likely/
}

# Its report ends at a line of "=".
function is_race(text) {
	return text ~ /BUG: KCSAN:/
}

function is_report(text) {
	return text ~ /BUG[ :]/ || text ~ /kernel BUG at/ ||
		text ~ /WARNING:/ || text ~ /Oops/ || text ~ /Kernel panic/ ||
		text ~ /general protection fault/ || text ~ /double fault/ ||
		text ~ /Unable to handle/ || text ~ /invalid opcode:/ ||
		text ~ /divide error:/ || text ~ /stack segment:/ ||
		text ~ /(KASAN|KCSAN|KFENCE|UBSAN):/ || text ~ /ODEBUG:/ ||
		text ~ /INFO: (possible|suspicious|inconsistent|trying to register|lockdep is turned off)/ ||
		text ~ /DEBUG_LOCKS_WARN_ON/ || text ~ /refcount_t:/ ||
		text ~ /list_(add|del) corruption/ || text ~ /hard LOCKUP/ ||
		text ~ /kmemleak: .*(suspected memory leaks|disabled|unreferenced)/ ||
		text ~ /unreferenced object 0x/ ||
		text ~ /page allocation failure/ || text ~ /vmalloc error/ ||
		text ~ /namedmap-vm: first stage failed/ ||
		(text ~ /taint(s|ing) kernel/ && !(text in expected))
}

# A frame, or a lock taken at one; not the list of modules.
function is_ours(text) {
	return text ~ /\+0x[0-9a-f]+\/0x[0-9a-f]+ \[namedmap/
}

{
	line = strip($0)
	if (is_race(line)) {
		kind[++reports] = "race"
		start[reports] = NR
	} else if (is_stall(line)) {
		kind[++reports] = "stall"
		start[reports] = NR
	} else if (is_report(line)) {
		# What an oops goes on to say belongs to it.
		kind[++reports] = "report"
		start[reports] = NR
	}
	if (reports && kind[reports] == "race" && line ~ /^=+$/)
		kind[reports] = "other race"
	if (reports && kind[reports] ~ /^(stall|race)$/ && is_ours(line) &&
	    NR - start[reports] <= reach)
		kind[reports] = "report"
	text[NR] = line
}

END {
	for (i = 1; i <= reports; i++) {
		if (kind[i] ~ /race/) {
			others++
			continue
		}
		if (kind[i] == "report")
			status = 1
		judged++
		last = start[i] + shown
		if (i < reports && last >= start[i + 1])
			last = start[i + 1] - 1
		printf "-- kernel log, line %d%s:\n", start[i],
			kind[i] == "stall" ? " (the machine: no frame of ours)" : ""
		for (n = start[i]; n <= last && n <= NR; n++)
			print text[n]
	}
	if (others)
		print "-- kernel log: " others " data races in the kernel, none of ours"
	exit status ? 1 : (judged ? 2 : 0)
}' "$1"
