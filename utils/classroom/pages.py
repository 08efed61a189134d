"""A page for each learner: the same words that the notebook would have shown, in one file, without the network."""

from html import escape

from utils.checks.feedback import as_html
from utils.classroom.marking import result_of

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
section { margin: 1.5rem 0; } pre { overflow-x: auto; } h2 { margin-top: 2.5rem; }
@media print { details { display: block; } }
"""
OPEN = "NOT ISOLATED: this submission ran without a sandbox, so that nothing on this page can be relied on."


def page(record):
    """Return the HTML page of one record."""
    rows = record["exercises"]
    earned, possible = (sum(row[name] for row in rows) for name in ("points", "possible"))
    title = f"{escape(record['student'])}: {earned:g} of {possible:g} points"
    warning = "" if record["sandboxed"] else f"<p><strong>{OPEN}</strong></p>"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head>\n"
        f"<body><main><h1>{title}</h1>{warning}\n{''.join(_lessons(rows))}</main></body></html>\n"
    )


def _lessons(rows):
    before = None
    for row in rows:
        if row["lesson"] != before:
            before = row["lesson"]
            yield f"<h2>{escape(before.replace('lesson0', 'Lesson ').replace('lesson', 'Lesson '))}</h2>\n"
        yield _section(row)


def _section(row):
    result = result_of(row)
    marks = f"{row['points']:g} of {row['possible']:g} points · {escape(row['status'])}"
    body = as_html(result) if result else f"<p>{escape(row['note'])}</p>"
    return f"<section><h3>{escape(row['exercise'] or 'Submission')}</h3><p>{marks}</p>{body}</section>\n"
