"""A page for each learner: the same words that the notebook would have shown, in one file, without the network."""

from html import escape
from itertools import groupby

from utils.checks.feedback import as_html
from utils.classroom.document import document, lesson_title, name, number, plain
from utils.classroom.marking import result_of

STYLE = """
section { margin: 1.5rem 0; } section > p { margin: 0 0 .5rem; }
[role=status] { background: var(--panel); display: flow-root; }
[role=status] ul { padding-left: 0; } [role=status] ul li { padding-left: 1.5em; text-indent: -1.5em; }
@media print { section { break-inside: avoid; } }
"""
SCROLLED = '<pre tabindex="0" '  # by the keyboard too, where a window is narrow
OPEN = "NOT ISOLATED: this submission ran without a sandbox, so that nothing on this page can be relied on."


def page(record):
    """Return the HTML page of one record."""
    rows = record["exercises"]
    marks = _marks(rows)
    warning = "" if record["sandboxed"] else f'<p class="warning"><strong>{OPEN}</strong></p>'
    body = (
        f"<main><h1><bdi>{name(record['student'])}</bdi>: {marks}</h1>{warning}\n{''.join(_lessons(rows))}</main>"
    )
    return document(f"{record['student']}: {marks}", body, STYLE)


def _marks(rows):
    earned, possible = (sum(row[column] for row in rows) for column in ("points", "possible"))
    return f"{number(earned)} of {number(possible)} points"


def _lessons(rows):
    for lesson, group in groupby(rows, key=lambda row: row["lesson"]):
        rows = [*group]
        if lesson:
            yield f"<h2>{lesson_title(lesson)}: {_marks(rows)}</h2>\n"
        yield from map(_section, rows)


def _section(row):
    result = result_of(row)
    body = as_html(result).replace("<pre ", SCROLLED) if result else f"<p>{plain(row['note'])}</p>"
    title = f"<h3>{escape(row['exercise'] or 'Submission')}</h3>"
    return f"<section>{title}<p class=quiet>{_marks([row])} · {escape(row['status'])}</p>{body}</section>\n"
