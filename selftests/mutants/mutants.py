#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Make mutants of driver/: copies of its files with one small mistake each.

    mutants.py list             all of them, one a line: id, file, line, what
                                stands there, what the mutant has instead
    mutants.py write DIR ID...  the mutated files, DIR/ID/FILE

Where something can be changed is found by Coccinelle (sites.cocci); this
decides what is put there. An id is made of the file, the rule and a hash of the
line's text and the change, so that it stays the same when lines move. The list
goes round the rules, within a rule in the order of a hash: the first N are a
sample that is the same every time, and as good as a random one.
"""

import hashlib
import itertools
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent
DRIVER = TOP / "driver"

OPPOSITE = {
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==",
    "&&": "||", "||": "&&", "&": "|", "|": "&", "&=": "|=", "|=": "&=",
}

# A call of one of these gives something back.
GIVES_BACK = re.compile(
    r"put|unlock|free|unmap|remove|uncharge|leave|end|drop|destroy|detach|"
    r"give_back|deregister|exit|finish|fput|iput")

ERRNO = re.compile(r"E[A-Z0-9]+$")
NUMBER = re.compile(r"(0[xX][0-9a-fA-F]+|[0-9]+)([uUlL]*)$")
NAME = re.compile(r"[A-Z][A-Z0-9_]+$")
# What is no value, or one that nobody outside can tell from another.
NO_VALUE = re.compile(r"NULL$|GFP_|THIS_MODULE$|MODULE$|ULL?$")


class Source:
    """A file of the driver, and places in it."""

    def __init__(self, path):
        self.path = path
        self.text = path.read_text()
        self.starts = [0]
        for line in self.text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def offset(self, line, column):
        return self.starts[line - 1] + column

    def line(self, number):
        return self.text[self.starts[number - 1]:self.starts[number]].strip()

    def function(self, number):
        """First and last line of the function that has a line."""
        lines = self.text.splitlines()
        first = number - 1
        while first and lines[first] != "{":
            first -= 1
        last = number - 1
        while last < len(lines) and lines[last] != "}":
            last += 1
        return first, last


class Mutant:
    """One change: another text between two offsets of a source."""

    def __init__(self, source, rule, line, begin, end, instead):
        self.source, self.rule, self.line = source, rule, line
        self.begin, self.end, self.instead = begin, end, instead
        self.id = None

    def before(self):
        return " ".join(self.source.text[self.begin:self.end].split())

    def key(self):
        return "\0".join((self.source.path.name, self.rule,
                          self.source.line(self.line), self.before(),
                          self.instead))

    def name(self, ordinal):
        digest = hashlib.sha256(f"{self.key()}\0{ordinal}".encode())
        self.order = digest.hexdigest()
        self.id = f"{self.source.path.stem}-{self.rule}-{self.order[:6]}"

    def mutated(self):
        text = self.source.text
        return text[:self.begin] + self.instead + text[self.end:]


def other_label(source, line, label):
    """The next label of the function, round its end; None if it is alone."""
    first, last = source.function(line)
    labels = [match[1] for text in source.text.splitlines()[first:last]
              if (match := re.match(r"(\w+):$", text))]
    others = labels[labels.index(label) + 1:] + labels[:labels.index(label)]
    return others[0] if others else None


def change_constant(source, begin, end):
    """Rule and text for another value, or None."""
    text = source.text[begin:end].lstrip("-")
    begin = end - len(text)
    if source.text[end:end + 1] == "(" or NO_VALUE.match(text):
        return None
    if ERRNO.match(text):
        return "errno", begin, "EIO" if text == "EINVAL" else "EINVAL"
    number = NUMBER.match(text)
    if number:
        value = int(number[1], 16 if number[1][:2] in ("0x", "0X") else
                    8 if number[1][0] == "0" else 10)
        return "number", begin, f"{1 - value if value < 2 else value + 1}{number[2]}"
    if NAME.match(text):
        return "flag", begin, "0"
    return None


def mutants_at(source, kind, line, begin, end):
    """What can be done at a site that Coccinelle found."""
    text = source.text[begin:end]
    rule, instead = kind, None
    if kind == "condition":
        instead = f"!({text})"
    elif kind == "call":
        name = text.split("(")[0]
        rule = "release" if GIVES_BACK.search(name) else "call"
        instead = "(void)0"
    elif kind == "assignment":
        instead = ";"
    elif kind == "result":
        instead = "0"
    elif kind in ("operator", "bits"):
        instead = OPPOSITE[text]
    elif kind == "label":
        instead = other_label(source, line, text)
        if instead is None:
            begin, instead = source.text.rindex("goto", 0, begin), "(void)0"
    elif kind == "constant":
        changed = change_constant(source, begin, end)
        if not changed:
            return
        rule, begin, instead = changed
    yield Mutant(source, rule, line, begin, end, instead)


def sites(path):
    """What sites.cocci finds in a file, sorted, each once."""
    run = subprocess.run(
        ["spatch", "--very-quiet", "--no-includes", "--sp-file",
         HERE / "sites.cocci", path],
        check=True, capture_output=True, text=True)
    found = set()
    for line in run.stdout.splitlines():
        kind, _, *place = line.split()
        found.add((kind, *map(int, place)))
    if not found:
        sys.exit(f"{path}: no place was found in it: {run.stderr}")
    return sorted(found, key=lambda site: (site[1:], site[0]))


def mutants_of(path):
    source = Source(path)
    seen = {}
    for kind, line, column, last_line, last_column in sites(path):
        begin = source.offset(line, column)
        end = source.offset(last_line, last_column)
        for mutant in mutants_at(source, kind, line, begin, end):
            key = mutant.key()
            seen[key] = seen.get(key, 0) + 1
            mutant.name(seen[key])
            yield mutant


def all_mutants():
    """All, in the order in which they are taken."""
    rules = {}
    for path in sorted(DRIVER.glob("*.c")):
        for mutant in mutants_of(path):
            rules.setdefault(mutant.rule, []).append(mutant)
    for rule in rules.values():
        rule.sort(key=lambda mutant: mutant.order)
    turns = itertools.zip_longest(*(rules[name] for name in sorted(rules)))
    return [mutant for turn in turns for mutant in turn if mutant]


def main():
    if sys.argv[1:] == ["list"]:
        for mutant in all_mutants():
            print(mutant.id, mutant.source.path.name, mutant.line,
                  mutant.before(), " ".join(mutant.instead.split()), sep="\t")
    elif len(sys.argv) > 3 and sys.argv[1] == "write":
        wanted = set(sys.argv[3:])
        for mutant in all_mutants():
            if mutant.id in wanted:
                path = pathlib.Path(sys.argv[2], mutant.id,
                                    mutant.source.path.name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(f'#line 1 "{mutant.source.path.name}"\n' +
                                mutant.mutated())
                wanted.remove(mutant.id)
        if wanted:
            sys.exit(f"no such mutants: {' '.join(sorted(wanted))}")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
