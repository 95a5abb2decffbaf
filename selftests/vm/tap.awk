# SPDX-License-Identifier: GPL-2.0-only
#
# Read the stream of guest-check.sh (programs' TAP between marks) and print one
# line per leaf result, fields separated by tabs:
#
#	pass|fail|skip	PROGRAM	TEST	REASON
#
# and each failing program's output into the directory "failures". What counts
# as a failure besides "not ok": a program that exits with an error although
# all its results are good, prints fewer or more results than it planned, none
# at all, bails out, or was never finished.

function result(kind, test, reason) {
	results[++number] = kind "\t" program "\t" test "\t" reason
	count[kind]++
	if (kind == "fail")
		failed = 1
}

# The plans of the levels below a result are complete once it is printed.
function check_plans(depth, d) {
	for (d = deepest; d >= depth; d--) {
		if ((d in planned) && planned[d] != seen[d])
			result("fail", "plan", sprintf("%d results of %d planned",
				seen[d], planned[d]))
		delete planned[d]
		delete seen[d]
	}
	deepest = depth - 1
}

function begin(name) {
	program = name
	running = 1
	failed = 0
	deepest = -1
	split("", planned); split("", seen); split("", count)
	output = ""
	state[name] = "begun"
}

function finish(status, file) {
	check_plans(0)
	if (!count["pass"] && !count["fail"] && !count["skip"])
		result("fail", "results", "no result, exit status " status)
	else if (status != 0 && !failed && !(status == 4 && count["skip"]))
		result("fail", "status", "exit status " status)
	if (failed && failures) {
		file = program
		gsub(/[^A-Za-z0-9_.-]/, "_", file)
		printf "%s", output > (failures "/" file)
		close(failures "/" file)
	}
	state[program] = "done"
	running = 0
}

function test_line(line, depth, bad, name, reason) {
	bad = (line ~ /^not ok/)
	name = line
	sub(/^(not )?ok[ \t]*[0-9]*[ \t]*(- )?/, "", name)
	reason = ""
	if (match(name, /#[ \t]*[Ss][Kk][Ii][Pp][^ \t]*[ \t]*/)) {
		reason = substr(name, RSTART + RLENGTH)
		kind = "skip"
		name = substr(name, 1, RSTART - 1)
	} else {
		kind = bad ? "fail" : "pass"
	}
	sub(/[ \t]+$/, "", name)
	if (name == "")
		name = reason
	# A result with results of its own below it is their summary.
	if (deepest > depth) {
		check_plans(depth + 1)
		if (bad && !failed)
			result("fail", name, "")
	} else {
		result(kind, name, reason)
	}
	seen[depth]++
	if (deepest < depth)
		deepest = depth
}

# The VM was started again: nothing before counts.
/^@@ start/	{
	split("", results); split("", state); split("", order)
	number = programs = running = 0
	next
}
/^@@ plan /	{ state[substr($0, 9)] = "planned"; order[++programs] = substr($0, 9); next }
/^@@ begin /	{ begin(substr($0, 10)); next }
/^@@ end /	{ finish($3); next }
!running	{ next }
{
	output = output $0 "\n"
	line = $0
	sub(/\r$/, "", line)
	depth = 0
	while (sub(/^    /, "", line))
		depth++
	if (line ~ /^(not )?ok([ \t]|$)/) {
		test_line(line, depth)
	} else if (line ~ /^1\.\.0/) {
		match(line, /#[ \t]*[Ss][Kk][Ii][Pp][^ \t]*[ \t]*/)
		result("skip", "all", RSTART ? substr(line, RSTART + RLENGTH) : "")
	} else if (line ~ /^1\.\.[0-9]+/) {
		planned[depth] += substr(line, 4) + 0
		if (deepest < depth)
			deepest = depth
	} else if (line ~ /^Bail out!/) {
		result("fail", "bail out", line)
	}
}
END {
	if (running) {
		output = output "(never finished)\n"
		result("fail", "results", "never finished")
		finish(0)
	}
	for (i = 1; i <= programs; i++) {
		if (state[order[i]] == "planned") {
			program = order[i]
			result("fail", "results", "never started")
		}
	}
	for (i = 1; i <= number; i++)
		print results[i]
}
