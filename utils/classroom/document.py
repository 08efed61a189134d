"""What the pages of RESULTS have in common: one file each, light and dark, on screen and on paper, no network."""

import re
from base64 import b64encode
from hashlib import sha256
from html import escape

from utils.checks.plain import one_line

PALETTE = {
    "light": {
        "page": "#ffffff",
        "text": "#1b1f24",
        "quiet": "#59626c",
        "link": "#0b57d0",
        "panel": "#f4f6f8",
        "line": "#cfd6dd",
        "bar": "#8db4f0",
        "warning": "#fff3cd",
    },
    "dark": {
        "page": "#14181c",
        "text": "#e7eaed",
        "quiet": "#a7b0ba",
        "link": "#8ab8ff",
        "panel": "#1e242a",
        "line": "#3b444d",
        "bar": "#4a7cc2",
        "warning": "#4a3a08",
    },
}
STYLE = """
:root { color-scheme: light dark; LIGHT }
@media screen and (prefers-color-scheme: dark) { :root { DARK } }
* { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem;
  color: var(--text); background: var(--page); overflow-wrap: break-word; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 3rem 0 .75rem; }
h3 { font-size: 1.1rem; line-height: 1.3; margin: 0; }
p { margin: .5rem 0; } pre { overflow-x: auto; line-height: 1.3; } code { font-size: .92em; }
a { color: var(--link); } :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.quiet { color: var(--quiet); }
.warning { background: var(--warning); border: 1px solid var(--text); border-radius: .5rem; padding: .75rem 1rem; }
summary { cursor: pointer; }
@media print { :root { color-scheme: light; } h2, h3 { break-after: avoid; }
  body { max-width: none; padding: 0; font-size: .8rem; }
  details:not(.alone)::details-content { content-visibility: visible; display: block; block-size: auto; } }
@page { margin: 15mm; }
"""
MORE = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'"


def document(title, body, style="", script=""):
    """Return a whole HTML page. Only `script` can run in it, whatever else `body` may hold."""
    rules = MORE + (f"; script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" * bool(script))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{plain(title)}</title><style>{_colours(STYLE)}{style}</style></head>\n"
        f"<body>{body}{f'<script>{script}</script>' * bool(script)}</body></html>\n"
    )


def _colours(style):
    for word, name in (("LIGHT", "light"), ("DARK", "dark")):
        style = style.replace(word, " ".join(f"--{part}: {colour};" for part, colour in PALETTE[name].items()))
    return style


def plain(words, limit=300):
    """Return words from anywhere as HTML that shows them on one line, and does nothing else."""
    return escape(one_line(words, limit))


def name(student):
    """Return the name of a learner as HTML, for an element with dir="auto": its direction of writing is its own."""
    return plain(student, 80) or "(no name)"


def coded(words, limit=300):
    """Return words from anywhere as HTML on one line, with what stands between backticks as code."""
    pieces = plain(words, limit).split("`")
    return "".join(f"<code>{piece}</code>" if place % 2 else piece for place, piece in enumerate(pieces))


def prose(words):
    """Return a paragraph of ours as HTML: `code` and *stress*, as in Markdown."""
    return re.sub(r"(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])", r"<em>\1</em>", coded(words, 2000))


def number(value):
    """Return points as they are read: 7, 12.5, 3.33."""
    return f"{round(value, 2):g}"


def lesson_title(lesson):
    """Return "Lesson 1" of "lesson01"."""
    return f"Lesson {int(lesson.removeprefix('lesson'))}" if lesson else ""
