"""A Result as HTML and as the same words in plain text.

The HTML must read well in a notebook that is not trusted yet, where JupyterLab strips colours and roles: so
words and signs carry the meaning, theme colours only the bar at the left, text keeps the notebook's own colour.
Nothing here depends on time, order or earlier results: stored notebooks are compared word by word.
"""

import sys
from html import escape

from utils.checks import progress
from utils.checks.plain import printable

SIGNS = {"passed": ("✔", "Passed"), "not yet": ("✘", "Not yet"), "not started": ("…", "Not started")}
# nbconvert would take the letters of prose and, as Jupyter does, wrap: no column would stand.
PRE = '<pre style="font-family:monospace;white-space:pre;overflow-x:auto">'
BARS = {
    "passed": "var(--jp-success-color1, #2e7d32)",
    "not yet": "var(--jp-error-color1, #d32f2f)",
    "not started": "var(--jp-border-color1, #757575)",
}


def parts(result):
    """Return (title, sentence, summary, law lines, pictures, printed, next step) of a Result, all plain text."""
    sign, word = SIGNS[result.status]
    title = f"{sign} {word}"
    held = sum(law.ok for law in result.laws)
    stated = result.laws if len(result.laws) > 1 else ()  # a single law says no more than the sentence
    summary = f"{held} of {len(stated)} laws hold" if stated else ""
    laws = [f"{_sign(law)} {law.name}{_numbers(law)}" for law in stated]
    pictures = [law.picture for law in result.laws if law.picture][:1]
    step = f"Stuck? Run check.{result.exercise}.hint()" if result.status == "not yet" else ""
    return title, result.message, summary, laws, pictures, _first_lines(result.printed), step


def _first_lines(printed, many=3):
    lines = [printable(line).rstrip() for line in printed.strip().splitlines()]
    return "\n".join(lines[:many] + ["…"] * (len(lines) > many))


def _sign(law):
    """Return ✔ or ✘, or … for a law that had nothing to look at, because a call before it went wrong."""
    if law.ok:
        return "✔"
    return "✘" if law.why or law.misconception else "…"


def _numbers(law):
    if law.ok or not (law.expected or law.seen):
        return ""
    return f" (expected {law.expected}, got {law.seen})"


def as_text(result):
    """Return the feedback as plain text, the sentence first."""
    title, sentence, summary, laws, pictures, printed, step = parts(result)
    lines = [f"{title} · {label(result)} · {sentence}"]
    lines += pictures + [f"{summary}:" if summary else ""] + [f"  {law}" for law in laws]
    lines += [f"Your code printed:\n{printed}" if printed else "", step]
    return "\n".join(line for line in lines if line)


def label(result):
    return f"{result.number} {result.exercise}".strip()


def as_html(result):
    """Return the feedback as HTML without style sheets, scripts or colours that carry meaning."""
    title, sentence, summary, laws, pictures, printed, step = map(_escaped, parts(result))
    rows = "".join(f"<li>{law}</li>" for law in laws)
    open_ = " open" if result.status == "not yet" else ""
    blocks = [f"<p><b>{title}</b> · {escape(label(result))} · {_code(sentence)}</p>"]
    blocks += [f"{PRE}{picture}</pre>" for picture in pictures]
    if laws:
        blocks.append(
            f'<details{open_}><summary>{summary}</summary><ul style="list-style:none">{rows}</ul></details>'
        )
    blocks += [f"<p>Your code printed:</p>{PRE}{printed}</pre>"] if printed else []
    blocks += [f"<p>{step}</p>"] if step else []
    bar = f"border-left:6px solid {BARS[result.status]};padding:0.2em 0.9em 0"
    return f'<div role="status" style="{bar}">{"".join(blocks)}</div>'


def _code(escaped):
    """Turn words between backticks into code."""
    pieces = escaped.split("`")
    return "".join(f"<code>{piece}</code>" if i % 2 else piece for i, piece in enumerate(pieces))


def _escaped(part):
    return [escape(line) for line in part] if isinstance(part, list) else escape(part)


def show(result, note=None):
    """Show a Result where the learner is: a notebook, a terminal or a plain program."""
    if _in_notebook():
        from IPython.display import display

        display(result)
    else:
        _print(as_text(result))
    if note:
        tell(note)


def _in_notebook():
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return shell is not None and hasattr(shell, "kernel")


class Note:
    """A remark with a plain text and an HTML form of the same words."""

    def __init__(self, text, html):
        self.text, self.html = text, html

    def __repr__(self):
        return self.text

    def _repr_html_(self):
        return self.html


def tell(sentence):
    """Show one sentence; words between backticks are code."""
    _show_note(Note(sentence, f"<p>{_code(escape(sentence))}</p>"))


def show_hint(number, many, hint):
    """Show one hint; code in it stands on lines of its own."""
    title = f"Hint {number} of {many}"
    words, _, code = hint.partition("\n")
    html = f"<p><b>{title}</b> · {_code(escape(words))}</p>" + (f"{PRE}{escape(code)}</pre>" if code else "")
    _show_note(Note(f"{title} · {hint}", html))


def show_code(name, source):
    """Show one right answer."""
    words = f"One right answer for {name}; others pass too."
    _show_note(Note(f"{words}\n{source}", f"<p>{escape(words)}</p>{PRE}{escape(source)}</pre>"))


def _show_note(note):
    if _in_notebook():
        from IPython.display import display

        display(note)
    else:
        _print(str(note))


def _print(text):
    """Print `text`, with a ? for each sign that this terminal has no code for."""
    code = sys.stdout.encoding or "utf-8"
    print(text.encode(code, "replace").decode(code))


def show_progress(lesson, exercises):
    """Show the lesson's bar and, for each exercise, whether it has passed."""
    records = progress.read(lesson)
    states = [(one, records.get(one.name, {}).get("status", "not started")) for one in exercises]
    passed = sum(state == "passed" for _, state in states)
    number = int(lesson.removeprefix("lesson"))
    title = f"Lesson {number}: {passed} of {len(states)} passed"
    rows = [f"{SIGNS[state][0]} {one.number} {one.name}: {state}" for one, state in states]
    again = next((one for one, state in states if state != "passed"), None)
    step = f"Look at {again.number} {again.name} next." if again else "Every exercise of this lesson has passed."
    items = "".join(f"<li>{escape(row)}</li>" for row in rows)
    html = (
        f'<p><b>{title}</b> <progress value="{passed}" max="{len(states)}">{title}</progress></p>'
        f'<ul style="list-style:none">{items}</ul><p>{escape(step)}</p>'
    )
    _show_note(Note("\n".join([title, *rows, step]), html))
