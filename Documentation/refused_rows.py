# SPDX-License-Identifier: GPL-2.0-only
"""The directive refused-rows: a table of the rows of the conformance list that
are refused by design, with the reasons that the conformance program has."""
import os
import re

from docutils import nodes
from docutils.parsers.rst import Directive

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                      "../userlib/test/conformance/rows.c")


def refused_rows(text):
    """Pairs of a reason and the ids of its rows, in the order of the list."""
    reasons = {name: "".join(re.findall(r'"(.*?)"', body))
               for name, body in re.findall(
                   r'#define (\w+) \\\n((?:\t".*\n)+)', text)}
    rows = {}
    for row, name in re.findall(r'\{ "([A-Z]+-\d+)", (\w+) \}', text):
        if name != "NULL":
            rows.setdefault(reasons[name], []).append(row)
    return list(rows.items())


def paragraph_row(*texts):
    row = nodes.row()
    for text in texts:
        row += nodes.entry("", nodes.paragraph(text=text))
    return row


class RefusedRows(Directive):
    def run(self):
        with open(SOURCE, encoding="utf-8") as source:
            refused = refused_rows(source.read())
        if not refused:
            raise self.error("rows.c refuses nothing")
        self.state.document.settings.record_dependencies.add(SOURCE)
        group = nodes.tgroup(cols=2)
        group += nodes.colspec(colwidth=30)
        group += nodes.colspec(colwidth=70)
        group += nodes.thead("", paragraph_row("rows", "reason"))
        body = nodes.tbody()
        for reason, rows in refused:
            body += paragraph_row(", ".join(rows), reason)
        group += body
        return [nodes.table("", group)]


def setup(app):
    app.add_directive("refused-rows", RefusedRows)
    return {"parallel_read_safe": True}
