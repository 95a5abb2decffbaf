#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Compare the lines that never ran with the list of those that cannot.

    unreached.py LINES.json     what gcovr wrote

The file "unreached" has a line for each: file, the line's text, the reason, with
tabs between. Prints the lines, and fails when one has no reason. That one was
reached after all, which can be luck, is only told.
"""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
DRIVER = HERE.parent.parent / "driver"


def reasons():
    for line in (HERE / "unreached").read_text().splitlines():
        if line and not line.startswith("#"):
            file, text, reason = line.split("\t")
            yield (file, text), reason


def unreached(counted):
    for file in counted["files"]:
        source = (DRIVER / file["file"]).read_text().splitlines()
        for line in file["lines"]:
            if not line["count"] and not line["gcovr/noncode"]:
                number = line["line_number"]
                yield file["file"], number, source[number - 1].strip()


def main():
    known = dict(reasons())
    open_reasons = set(known)
    bad = 0
    for file, number, text in unreached(json.load(open(sys.argv[1]))):
        reason = known.get((file, text))
        open_reasons.discard((file, text))
        if reason is None:
            bad += 1
        print(f"{file}:{number}: {text}: {reason or 'NO REASON'}")
    for file, text in sorted(open_reasons):
        print(f"{file}: {text}: ran, or is no more")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
