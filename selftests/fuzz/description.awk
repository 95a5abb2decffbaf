# SPDX-License-Identifier: GPL-2.0-only
#
# Compare syzkaller's description with the header, of which calls.awk tells:
#
#	description.awk CALLS DESCRIPTION
#
# Prints what one has and the other has not: ioctls and what they take, the fields
# of each structure in their order, values; and names that stand for nothing.

function complain(text) {
	print FILENAME ": " text
}

NR == FNR {
	if ($1 == "command")
		takes["NAMEDMAP_IOC_" $2] = $3
	else if ($1 == "field")
		fields[$2] = fields[$2] " " $3
	else
		values[$2]
	next
}

/^#/ { next }

{
	rest = $0
	gsub(/"[^"]*"/, "", rest)
	while (match(rest, /[A-Za-z_][A-Za-z0-9_]*/)) {
		word = substr(rest, RSTART, RLENGTH)
		rest = substr(rest, RSTART + RLENGTH)
		seen[word] = FNR
		# what follows a dollar is a name of the description's own
		if (word ~ /^NAMEDMAP_/ && !(word in takes) &&
		    !(word in values) && !match($0, "[$]" word))
			complain("the header has no " word)
	}
}

/^ioctl\$/ {
	match($0, /const\[NAMEDMAP_IOC_[A-Z_]+\]/)
	command = substr($0, RSTART + 6, RLENGTH - 7)
	match($0, /ptr\[(in|inout), namedmap_[a-z_]+/)
	structure = substr($0, RSTART, RLENGTH)
	sub(/.*, /, "", structure)
	described[command]
	if (takes[command] != structure)
		complain(command " takes " takes[command] ", not " structure)
	next
}

/^resource / { defined[substr($2, 1, index($2, "[") - 1)]; next }
/^[a-z_]+ = / { defined[$1]; next }
/^(type )?namedmap_[a-z_]+(\[.*\])? [{[]$/ {
	open = $1 == "type" ? $2 : $1
	sub(/\[.*/, "", open)
	defined[open]
	listed = ""
	next
}
/^[}\]]/ {
	if ((open in fields) && listed != fields[open])
		complain(open " has" fields[open] ", not" listed)
	open = ""
}
open && /^\t/ { listed = listed " " $1 }

END {
	for (command in takes)
		if (!(command in described))
			complain("no ioctl has " command)
	for (structure in fields)
		if (!(structure in defined))
			complain("no " structure)
	for (value in values)
		if (!(value in seen))
			complain("nothing has " value)
	for (word in seen)
		if (word ~ /^(fd_)?namedmap_[a-z_]+$/ && !(word in defined))
			complain(word " stands for nothing")
}
