# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# To be sourced: apt with the package lists of one Debian suite, and nothing
# else of it. Neither the system's package sources nor its lists are changed,
# nothing is installed and no privilege is needed.
#
#	suite_open SUITE DIRECTORY [deb-src]	fetches the suite's list, of packages or
#					of sources, into DIRECTORY
#	suite_apt get|cache ...		apt-get or apt-cache on that suite

# The package sources of this machine, one "URI SUITE FILE" per line.
configured_sources() {
	# shellcheck disable=SC2016 # apt-get fills these in
	apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(SOURCESENTRY)' \
		'Created-By: Packages' 'Component: main' |
		grep -v '^cdrom:' | sort -u
}

# The keyring that FILE, in either of apt's formats, names for its sources.
signed_by() {
	sed -nE 's/^signed-by:[[:space:]]*(\/[^[:space:]]+).*/\1/Ip
		s/^deb[[:space:]]*\[.*signed-by=(\/[^] ]+).*/\1/Ip' "$1" |
		head -n 1
}

# "URI SUITE FILE" lines for one suite: as the machine has it, else from the
# mirror that the machine has its own suite from.
suite_sources() {
	local suite=$1 found

	found=$(configured_sources | awk -v s="$suite" \
		'$2 == s || $2 == s "-updates" || $2 == s "-security"')
	if [ -z "$found" ]; then
		found=$(configured_sources | awk -v s="$suite" \
			'$2 !~ /-security/ && !seen++ { print $1, s, $3 }')
	fi
	[ -n "$found" ] && printf '%s\n' "$found"
}

suite_open() {
	local suite=$1 type=${3:-deb} uri name entry key

	suite_dir=$2
	mkdir -p "$suite_dir"/{parts,lists/partial,cache/archives/partial}
	suite_sources "$suite" | while read -r uri name entry; do
		key=$(signed_by "${entry%:*}")
		printf '%s\n' "Types: $type" "URIs: $uri" "Suites: $name" \
			'Components: main' \
			"Architectures: $(dpkg --print-architecture)" \
			${key:+"Signed-By: $key"} ''
	done >"$suite_dir/parts/suite.sources"
	suite_apt get -qq update >&2
}

suite_apt() {
	local tool=$1

	shift
	"apt-$tool" \
		-o Dir::Etc::SourceList=/dev/null \
		-o Dir::Etc::SourceParts="$suite_dir/parts" \
		-o Dir::State::Lists="$suite_dir/lists" \
		-o Dir::Cache="$suite_dir/cache" \
		-o APT::Sandbox::User="$(id -un)" \
		"$@"
}
