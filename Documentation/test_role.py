# SPDX-License-Identifier: GPL-2.0-only
"""The role test: names tests, as in :test:`rights.c: creator, duplicate`. A test
that is not there any more is an error."""
import os
import re

from docutils import nodes

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
DIRECTORIES = ("selftests", "userlib/test", "driver/tests",
               "selftests/vm/tests")
DEFINITION = re.compile(
    r"^(?:TEST\(|TEST_F\(\w+, |TEST_ALONE\(|static void )(\w+)\(?", re.MULTILINE)


def find_file(name):
    for directory in DIRECTORIES:
        path = os.path.join(TOP, directory, name)
        if os.path.exists(path):
            return path
    return None


def missing(text):
    """What the text names that does not exist."""
    name, _, tests = text.partition(":")
    path = find_file(name)
    if not path:
        return [name]
    with open(path, encoding="utf-8") as source:
        defined = set(DEFINITION.findall(source.read()))
    return [test for test in map(str.strip, tests.split(","))
            if test and test not in defined]


def test_role(_name, rawtext, text, lineno, inliner, options=None, content=()):
    gone = missing(" ".join(text.split()))
    if gone:
        message = inliner.reporter.error("no such test: " + ", ".join(gone),
                                         line=lineno)
        return [inliner.problematic(rawtext, rawtext, message)], [message]
    return [nodes.literal(rawtext, text)], []


def setup(app):
    app.add_role("test", test_role)
    return {"parallel_read_safe": True}
