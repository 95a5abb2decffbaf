# SPDX-License-Identifier: GPL-2.0-only
#
# What the header of /dev/namedmap declares, a line for each:
#
#	command NAME STRUCTURE	an ioctl, and what it takes
#	field STRUCTURE NAME	a field, in its order
#	constant NAME		a value that a field can have
#
# With -v table=1 the same as tables in C, for uapi.c.

# The words of a comment are those of the structure that follows.
/^\/\*\*/ { comment = ""; inside = 1 }
inside { comment = comment " " $0 }
/\*\// { inside = 0 }

/^#define NAMEDMAP_IOC_/ {
	name = $2
	sub(/^NAMEDMAP_IOC_/, "", name)
	if (!(name in takes)) {
		print FILENAME ": no structure says ioctl(" $2 ")" >"/dev/stderr"
		failed = 1
		exit
	}
	commands[++command_count] = name
	next
}

/^#define NAMEDMAP_[A-Z0-9_]+[ \t]/ && $2 !~ /_TYPE$/ {
	constants[++constant_count] = $2
}
/^\tNAMEDMAP_(KIND|SCOPE)_[A-Z]+ = / { constants[++constant_count] = $1 }

/^struct namedmap_[a-z_]+ [{]/ {
	structure = $2
	structures[++structure_count] = structure
	rest = comment
	while (match(rest, /ioctl\(NAMEDMAP_IOC_[A-Z_]+\)/)) {
		takes[substr(rest, RSTART + 19, RLENGTH - 20)] = structure
		rest = substr(rest, RSTART + RLENGTH)
	}
	next
}
structure && /^\t__[a-z0-9_]+ [a-z_]+;/ {
	field = $2
	sub(/;/, "", field)
	fields[structure] = fields[structure] " " field
}
/^[}];/ { structure = "" }

function print_lines(  i, n, names) {
	for (i = 1; i <= command_count; i++)
		print "command", commands[i], takes[commands[i]]
	for (i = 1; i <= structure_count; i++) {
		n = split(fields[structures[i]], names, " ")
		for (j = 1; j <= n; j++)
			print "field", structures[i], names[j]
	}
	for (i = 1; i <= constant_count; i++)
		print "constant", constants[i]
}

function print_fields(structure,  i, n, names) {
	print "static struct field " structure "_fields[] = {"
	n = split(fields[structure], names, " ")
	for (i = 1; i <= n; i++)
		printf "\tFIELD(%s, %s),\n", structure, names[i]
	print "\t{ NULL }\n};"
}

# Flags are what no other field has for itself.
function list_of(constant) {
	if (constant ~ /_RIGHTS?_/)
		return "rights"
	if (constant ~ /_PAGE_/)
		return "protections"
	if (constant ~ /_SECTION_/)
		return "attributes"
	if (constant ~ /_KIND_/)
		return "kinds"
	return constant ~ /_SCOPE_|_MAX$|_FOREVER$/ ? "" : "flags"
}

function print_values(list,  i) {
	print "static const __u32 " list "[] = {"
	for (i = 1; i <= constant_count; i++)
		if (list_of(constants[i]) == list)
			print "\t" constants[i] ","
	print "};"
}

function print_tables(  i) {
	print "/* Made by calls.awk. */"
	for (i = 1; i <= structure_count; i++)
		print_fields(structures[i])
	print "static struct command commands[] = {"
	for (i = 1; i <= command_count; i++)
		printf "\tIOCTL(%s, %s),\n", commands[i], takes[commands[i]]
	print "};"
	print_values("flags")
	print_values("rights")
	print_values("protections")
	print_values("attributes")
	print_values("kinds")
}

END {
	if (failed)
		exit 1
	if (table)
		print_tables()
	else
		print_lines()
}
