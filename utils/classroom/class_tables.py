"""The tables of class.html: its exercises, its learners, and what a teacher should look at."""

from urllib.parse import quote

from utils.classroom.document import coded, lesson_title, name, number, plain
from utils.classroom.records import file_name

NAMES = 12  # of learners in one place
ROWS = 200  # of what a teacher should look at
REST = "in results.csv"
NONE = '<td class="number quiet">none</td>'
WORDS = {
    "protocol": "wrote into the connection to the grader",
    "processes": "started processes without end",
    "crashed": "ended its process",
    "memory": "took too much memory",
    "timeout": "did not finish",
    "error": "could not be graded",
    "unreadable": "cannot be read",
    "foreign": "is not of this course",
    "not judged outside": "is for you to judge",
}


def table(caption, heads, rows, sortable=False):
    """Return a table; a head that begins with # is one of numbers. Each row is the HTML of its cells."""
    cells = "".join(
        f'<th scope="col"{" class=number" * head.startswith("#")}>{head.removeprefix("#")}</th>' for head in heads
    )
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{plain(caption)}">'
        f"<table{' class=sortable' * sortable}><caption>{caption}</caption>"
        f"<thead><tr>{cells}</tr></thead>\n<tbody>{body}</tbody></table></div>"
    )


def cell(value, share=None):
    """Return a cell with a number; a bar behind it shows the share of 1, if there is one."""
    bar = "" if share is None else f' style="--share:{100 * share:.0f}%"'
    return f'<td class="number{" share" * bool(bar)}"{bar}>{value}</td>'


def page_of(student):
    """Return a link to the page of a learner."""
    return f'<a dir="auto" href="learners/{quote(file_name(student))}.html">{name(student)}</a>'


def names(students):
    """Return links to the pages of these learners, or of the first of them and how many more there are."""
    more = len(students) - NAMES
    return ", ".join(map(page_of, students[:NAMES])) + f" and {more} more, {REST}" * (more > 0)


def title(exercise):
    """Return "1.1 drop_mask" with the name as code."""
    return f"{exercise.number} <code>{exercise.name}</code>"


def tallies(found):
    """Return the exercises by pass rate."""
    heads = ["Exercise", "#Passed of all", "#Passed", "#Not yet", "#Not started", "#Others"]
    rows = [
        f'<th scope="row">{title(one.exercise)}</th>'
        + cell("for you to judge" if one.rate is None else f"{100 * one.rate:.0f} %", one.rate)
        + "".join(map(cell, (one.passed, one.not_yet, one.not_started, one.unjudged + one.others)))
        for one in found.tallies
    ]
    caption = (
        "The lowest share of those who handed in the lesson first. "
        "Others: stopped, not defined, unreadable, or for you to judge."
    )
    return rows and table(caption, heads, rows, sortable=True)


def standings(found):
    """Return who stands where: the points of each learner in each lesson."""
    lessons = found.lessons
    heads = ["Learner", *(f"#{lesson_title(one)} (of {number(most)})" for one, most in lessons.items()), "#All"]
    rows = [_standing(one, lessons) for one in found.standings]
    caption = "Points of each learner in each lesson; a name leads to the page with what this learner was told."
    return rows and table(caption, [*heads, "Out of the ordinary"], rows, sortable=True)


def _standing(one, lessons):
    points = (
        cell(f"{one.points[lesson]:.1f}", one.points[lesson] / most) if lesson in one.points else NONE
        for lesson, most in lessons.items()
    )
    odd = f"<td>{', '.join(map(plain, one.odd))}</td>"
    return f'<th scope="row">{page_of(one.student)}</th>{"".join(points)}{cell(f"{one.total:.1f}")}{odd}'


def odd(found):
    """Return what a teacher should look at, with the reason."""
    rows = [_odd(one) for one in found.odd[:ROWS]]
    more = len(found.odd) - ROWS
    caption = "They have earned no point, and only you can say whether that is right."
    caption += f" {more} more are {REST}." * (more > 0)
    return rows and table(caption, ["Learner", "What", "Reason"], rows)


def _odd(one):
    where = ", ".join(map(title, one.exercises[:3])) + f" and {len(one.exercises) - 3} more" * (
        len(one.exercises) > 3
    )
    return (
        f'<th scope="row">{names(one.learners)}</th><td>{where or "the submission"} {WORDS[one.status]}</td>'
        f'<td class="words">{coded(one.reason)}</td>'
    )


def told(found):
    """Return what several wrong answers without a known misconception were told."""
    shared = [one for one in found.told if len(one.learners) > 1]
    rows = [
        f'<th scope="row">{title(one.exercise)}</th>{cell(len(one.learners))}'
        f'<td class="words"><p>{coded(one.sentence)}</p>{folded("Who", names(one.learners))}</td>'
        for one in shared
    ]
    caption = "Predictions that missed, and answers that show no known misconception: what several have read."
    return rows and table(caption, ["Exercise", "#Learners", "What they have read"], rows)


def folded(summary, words, opened=False):
    """Return what is shown once its summary is clicked, and always on paper."""
    return f"<details{' open' * opened}><summary>{summary}</summary><p>{words}</p></details>"
